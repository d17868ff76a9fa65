"""What the person's own copy says to them: the codes of a conversation as "you" would hear them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from riskapp.decision.conversation import Conversation
from riskapp.decision.nobody import is_called
from riskapp.decision.rules import (
    ANSWERS,
    AS_BACKED,
    AS_WANTED,
    BACKED,
    BACKED_IF,
    BENEFIT,
    CARRY_ON,
    CHANGE,
    COMMENT,
    CONDITION_ANSWERS,
    EARLIER,
    END,
    KINDS,
    NOT_BACKED,
    ORDERED,
    PERSONS,
    REPLACED,
    SUPPORT,
)
from riskapp.decision.said import Consequence, Option, OutsideView
from riskapp.decision.steps.options import way_words
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import LazyString, _

FOUND_UNABLE = "best-interests"  # of whose choice it is: what tells of what was found as well
WHOSE: dict[str, LazyString] = {
    "person": _("It is your choice."),
    "attorney": _("It is the choice of your attorney or deputy, who acts for you."),
    FOUND_UNABLE: _(
        "When this was decided, it had been found that you could not decide it yourself. "
        "It was decided for you."
    ),
    "court": _("It is a court’s decision."),
    "nobody-yet": _("Nobody has decided yet."),
}
FOUND_ABLE = _("It was looked at whether you can decide this yourself, and found that you can.")
# Nobody knows here who was not asked, so that nobody is said to agree but who was.
ENDINGS: dict[str, LazyString] = {
    "agreed": _("Everybody who was asked agrees."),
    "agreed-concerns": _("Everybody who was asked agrees, and some have concerns."),
    "own-choice": _("People see it differently. Your own choice goes ahead."),
    AS_WANTED: _("People see it differently. It was decided for you, as you want."),
    "decided-for": _("People see it differently. It was decided for you, against what you want."),
    "interim": _("People see it differently. There is a plan for the time being."),
    "not-yet": _("It is not decided yet."),
    "not-carried-out": _("It is not being carried out."),
    "withdrawn": _("It was withdrawn."),
    "other-route": _("It was taken to another route."),
}
# What is said instead of the same ending where somebody is recorded as seeing it differently.
NOT_EVERYBODY: dict[str, LazyString] = {
    "agreed": _("This was agreed. Not everybody sees it the same way."),
    "agreed-concerns": _("This was agreed, with some worries. Not everybody sees it the same way."),
}
WHAT_NOW: dict[str, LazyString] = {
    CARRY_ON: _("We carry on as it is."),
    CHANGE: _("Something is changed. This paper says how it is now."),
    END: _("What was decided has ended."),
}
OUTCOMES: dict[str, LazyString] = {
    BACKED: _("They back this."),
    BACKED_IF: _("They back this, and ask for some things with it."),
    "more-work": _("They ask for more work on this first."),
    NOT_BACKED: _("They do not back this, and say why."),
    "another-route": _("They say this should be looked at by somebody else."),
    COMMENT: _("They said something about this."),
    SUPPORT: _("They offer to help."),
    ORDERED: _("This is what they decided."),
}
STANDS: dict[str, LazyString] = {
    AS_BACKED: _("It is still about what this paper says."),
    EARLIER: _("It is about how it was before. Something has changed since."),
    REPLACED: _("They have said something newer since. That is what counts."),
}
YOUR_ANSWERS: dict[str, LazyString] = {
    "accept": _("You accept it."),
    "in-part": _("You accept a part of it."),
    "disagree": _("You don’t agree with it."),
}
TAKING_PART: dict[str, LazyString] = {
    "took-part": _("You took part and want a copy."),
    "disagrees": _("You took part, and you don’t agree with part of this."),
    "not-asked": _("You could not be asked that day."),
}

OF_THEM = (
    "he",
    "she",
    "they",
    "his",
    "her",
    "their",
)  # a sentence about somebody begins so in the languages we have
THEMSELVES = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our"))
SPEAKING = frozenset(("i", "my", "mine", "myself"))
MARKS = frozenset('"“”')
WORD = re.compile(r"\w+")


def is_told_of(name: str, text: str) -> bool:
    """Whether a text speaks of the person, by name or as he or she, and never as themselves."""
    said = WORD.findall(text.casefold())
    called = WORD.findall(name.casefold())
    begins_so = said[:1] and (said[0] in OF_THEM or said[: len(called)] == called)
    return bool(begins_so) and not THEMSELVES & set(said)


def is_own_voice(name: str, text: str) -> bool:
    """Whether a text that somebody may have told is surely in the person's own voice: it is in quotation
    marks whole, or says “I” and speaks of nobody as he or she. Whoever asked may say “I” as well.
    """
    said = text.strip()
    if MARKS & set(said):
        return len(said) > 1 and {said[0], said[-1]} <= MARKS and not MARKS & set(said[1:-1])
    found = set(WORD.findall(said.casefold()))
    of_them = {*OF_THEM, *WORD.findall(name.casefold())}
    return bool(SPEAKING & found) and not of_them & found


def told_endings(talk: Conversation, endings: Mapping[str, LazyString]) -> Mapping[str, LazyString]:
    """The endings in words that contradict no difference this record holds."""
    differs = talk.differences or talk.read_back.get("disagrees")
    return {**endings, **NOT_EVERYBODY} if differs else endings


@dataclass(frozen=True)
class Yours:
    """Sentences for the person; empty where nothing was said."""

    talk: Conversation
    is_found_able: bool = False

    @property
    def found_able(self) -> str:
        """What was found where somebody doubted it, beside who decides."""
        return str(FOUND_ABLE) if self.is_found_able else ""

    @property
    def whose(self) -> str:
        return _words(WHOSE, self.talk.decided.get("whose"))

    @property
    def ways(self) -> str:
        """Which of the ways it is."""
        return "; ".join(way_words(option.entry.data) for option in self.talk.ways_chosen)

    @property
    def ending(self) -> str:
        return _words(told_endings(self.talk, ENDINGS), self.talk.decided.get("ending"))

    @property
    def taking_part(self) -> str:
        return _words(TAKING_PART, self.talk.read_back.get("taking_part"))

    @property
    def what_now(self) -> str:
        """What follows from a review."""
        return _words(WHAT_NOW, self.talk.what_now.get("now"))

    def outcome(self, view: OutsideView) -> str:
        return _words(OUTCOMES, view.entry.get("outcome"))

    def stands(self, view: OutsideView) -> str:
        """Whether what they backed is what this copy says."""
        return _words(STANDS, view.entry.get("stands"))

    def answer(self, one: Entry) -> str:
        """What was answered to them, by the person or beside them by whoever holds the conversation."""
        said = str(one.get("answer", ""))
        if one.get("whose") != PERSONS:
            answer = _words(ANSWERS, said) or _("They answered")
            return str(_("The practitioner’s answer: %(answer)s.", answer=answer))
        return _words(YOUR_ANSWERS, said) or str(_("What you say:"))

    def done(self, condition: Entry, when: str) -> str:
        """That something they asked for is done, and who says so."""
        if who := condition.get("done_by"):
            return str(_("Done, %(when)s, says %(who)s.", when=when, who=self.called(who)))
        return str(_("Done, %(when)s.", when=when))

    def to_condition(self, one: Entry) -> str:
        """What the practitioner answered to one thing they asked for."""
        answer = _words(CONDITION_ANSWERS, one.get("answer")) or _("They answered")
        return str(_("The practitioner’s answer: %(answer)s.", answer=answer))

    def called(self, who: str) -> str:
        """Somebody by name; the person themselves as they are spoken to."""
        return str(_("You")) if self._is_you(who) else who

    def heading(self, option: Option) -> str:
        """An option as it was called, which is not a quotation; else as it is said to the person."""
        if title := option.entry.get("title"):
            return str(title)
        return str(_("If things stay as now") if option.is_now else _("If you do this"))

    def by_kind(self, found: Iterable[Consequence]) -> list[tuple[str, Consequence]]:
        """What was said, what it is about with the first of each kind; the marked lead their kind."""
        order = [*KINDS, ""]
        said = sorted(found, key=lambda c: (order.index(c.kind), not c.is_marked))
        kinds = [c.kind for c in said]
        return [(c.kind_words if n == kinds.index(c.kind) else "", c) for n, c in enumerate(said)]

    def kinds(self, found: Iterable[Consequence]) -> list[tuple[str, Consequence]]:
        """What was said, as it was said, each with what it is about."""
        return [(c.kind_words, c) for c in found]

    def about(self, said: Consequence) -> str:
        """Whose hope or worry it is, where it is not plain from whose words it is in. A mark is the
        person's all the same: it matters most to them, whoever worries.
        """
        if not self._is_you(said.worry_of):
            return said.whose
        yours = _("your hope") if said.side == BENEFIT else _("your worry")
        return "" if said.is_own_words else str(yours)

    def _is_you(self, who: str) -> bool:
        return is_called(self.talk.name, who)


def _words(said: Mapping[str, LazyString], code: str | None) -> str:
    return str(said[code]) if code else ""
