"""The statement of reasons: what was decided and why, in plain words, composed by a fixed grammar.

The same record always gives the same text. Nothing is said that no entry says, both sides stand in
one shape, and a part that is empty says once that it was not yet talked about. What stands in
“quotation marks” is in the person's own words, to the letter; what is long is begun, to the end of a
sentence, with an ellipsis. What was given most weight stands whole: it weighs the two sides, and a
beginning of it would be one of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from riskapp.decision import kept_out
from riskapp.decision.conversation import Conversation
from riskapp.decision.conversation.answers import Answers, within
from riskapp.decision.left_over import BECAUSE, DECIDER, left_in
from riskapp.decision.paper import opening, stopped
from riskapp.decision.quoting import one_way, quoted, unquoted
from riskapp.decision.reading_age import parted
from riskapp.decision.rules import AS_WANTED, BENEFIT, DECIDED_BY_OTHERS, HARM, NOT_RENEWED
from riskapp.decision.said import Consequence, Mitigation, Option
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.representation import MAY_DECIDE, NOBODY, POWERS, is_only_asked
from riskapp.decision.steps.what_was_decided import NEXT
from riskapp.decision.yours import is_told_of, told_endings
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import short_date_words

MOST, FEWER = 5, 3  # things said of one side of an option; where there are many options
FEW = 4  # options past which each is said shorter
LONG, SHORT = 300, 80  # letters of one answer
LONGEST = 1000  # letters past which a text that ends no sentence is cut within one
WEIGHED_WHOLE = 4000  # letters of what was given most weight; past them it says where the rest is
WEIGHT = _("What was given most weight, and why:")
WHOLE_ELSEWHERE = _("All of it stands in the record, under “What was given most weight, and why”.")
NOT_YET = _("Not yet talked about.")

WHOSE: dict[str, LazyString] = {
    "person": _("It is %(name)s’s own choice."),
    "attorney": _("It is the choice of an attorney or deputy, who acts for %(name)s."),
    "best-interests": _("It was made for %(name)s, under the law on %(law)s."),
    "court": _("It is a court’s decision."),
    "nobody-yet": _("Nobody has decided yet."),
}
ENDINGS: dict[str, LazyString] = {
    "agreed": _("Everybody who was asked agrees."),
    "agreed-concerns": _("Everybody who was asked agrees, even though some have concerns."),
    "own-choice": _("%(name)s’s own choice goes ahead, even though people see it differently."),
    AS_WANTED: _(
        "It was decided for %(name)s, as %(name)s wants, even though people see it differently."
    ),
    "decided-for": _("It was decided for %(name)s, even though it is not what %(name)s wants."),
    "interim": _("There is a plan for now, even though people see it differently."),
    "not-yet": _("It is not decided yet."),
    "not-carried-out": _("It is not being carried out."),
    "withdrawn": _("It was withdrawn."),
    "other-route": _("It was taken to another route."),
}

WRITTEN = ("advance-decision", "statement")  # somebody may hold these; nobody is them
NOT_SEEN: dict[str, LazyString] = {
    "told": _("The paper was not seen."),
    "asked": _("The paper was asked for."),
}
# What was weighed in deciding for somebody: each nation asks it under a key of its own, or does not.
WEIGHED: tuple[tuple[LazyString, tuple[str, ...]], ...] = (
    (_("What would restrict less:"), ("less", "least", "restricts_less")),
    (_("Who was asked, and what each thinks:"), ("consulted", "heard", "asked")),
    (_("Whether it can wait:"), ("able_later", "later")),
)


@dataclass(frozen=True)
class Passage:
    """One part of the statement: what it is about, and its lines, each of a sentence or more."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) or str(NOT_YET)


@dataclass(frozen=True)
class Statement:
    """A statement in the making."""

    talk: Conversation

    @property
    def passages(self) -> list[Passage]:
        return list(self._passages())

    @property
    def text(self) -> str:
        """The whole of it: each part a heading and its lines, with an empty line between two."""
        return "\n\n".join(f"{p.title}\n{p.text}" for p in self.passages)

    @property
    def apart(self) -> list[Passage]:
        """What was concluded about capacity, who acts or speaks for the person, and what was weighed
        where it was decided for them: for the full record, and no part of the words that somebody may
        change, which the person's copy prints.
        """
        title = self.talk.say(_("Capacity, and who speaks for %(name)s"))
        found = (stopped(unquoted(one)) for one in self.talk.concluded)
        parts = [_part(title, chain(found, self._spoken_for())), *self._weighed()]
        return [part for part in parts if part.lines]

    def _spoken_for(self) -> Iterator[str]:
        """Each who acts or speaks for the person, with what they say of this decision."""
        for one in self.talk.powers:
            kind, says = one.get("kind"), stopped(self._short(one.get("says", "")))
            if kind == NOBODY:
                nobody = self.talk.say(
                    _("Nobody acts or speaks for %(name)s, as far as was found.")
                )
                yield f"{nobody} {says}".strip()
            elif kind or says:
                told = f"{self._power(one)}: {says}" if says else self._acts(one)
                yield " ".join(filter(None, [told, self._unseen(one)]))

    @staticmethod
    def _unseen(one: Entry) -> str:
        """That nobody saw the paper of somebody who may decide: it was asked for, or told of."""
        seen = one.get("seen") if one.get("kind") in MAY_DECIDE else None
        if is_only_asked(one):
            return str(_("It was asked for.")) if one.get("says") else ""
        return str(NOT_SEEN[seen]) if seen in NOT_SEEN else ""

    @staticmethod
    def _power(one: Entry) -> str:
        """Who somebody is to the decision, or what was written and who holds it."""
        kind, who = one.get("kind"), unquoted(one.get("who", ""))
        if kind in WRITTEN:
            held = _("%(what)s, held by %(who)s", what=str(POWERS[kind]), who=who)
            return str(held if who else POWERS[kind])
        who = who or str(_("Somebody"))
        return f"{who}, {within(POWERS[kind])}" if kind else who

    def _acts(self, one: Entry) -> str:
        """The same as a sentence of its own."""
        who = self._power(one)
        if is_only_asked(one):
            return str(_("Asked for: %(who)s.", who=who))
        if one["kind"] in MAY_DECIDE:
            return str(_("%(who)s, acts for %(name)s.", who=who, name=self.talk.name))
        if one["kind"] == "advocate":
            return str(_("%(who)s, speaks for %(name)s.", who=who, name=self.talk.name))
        return stopped(who)

    def _weighed(self) -> Iterator[Passage]:
        """In short what the law on deciding for somebody asked, where it was decided for them."""
        if self.talk.decided.get("whose") in DECIDED_BY_OTHERS:
            for step in DECIDING_FOR:
                title = self.talk.say(step.title)
                yield _part(title, self._answers(title, self.talk.entries.data(step.slug)))

    def _answers(self, title: str, said: Answers) -> Iterator[str]:
        """What names somebody who is kept out is left where it stands."""
        for begins, keys in WEIGHED:
            for words in (said[key] for key in keys if key in said):
                there = _("said under “%(title)s”.", title=title)
                is_told = not kept_out.names(self.talk, words)
                yield f"{begins} {stopped(self._short(words)) if is_told else there}"

    def _passages(self) -> Iterator[Passage]:
        yield _part(self.talk.say(_("What %(name)s wants")), self._wants())
        for option in self.talk.options:
            yield _part(self._heading(option), self._both_sides(option))
        yield _part(_("What matters most"), self._marked())
        yield _part(_("Who sees it differently"), self._differences())
        yield _part(_("What was decided"), self._decided())
        yield _part(_("What would help, and what it takes away"), self._helps())
        yield _part(_("What could still happen"), self._still())
        yield _part(_("How we will know"), self._signs())
        yield _part(_("When we look again"), self._again())

    # -- the parts, in order ---------------------------------------------------------------------

    def _wants(self) -> Iterator[str]:
        if self.talk.choice:
            yield stopped(self._own(self.talk.choice, 2 * LONG))

    def _both_sides(self, option: Option) -> Iterator[str]:
        if option.consequences:
            yield self._side(option.lane(BENEFIT), option.hoped_for)
            yield self._side(option.lane(HARM), option.feared)

    def _side(self, name: str, found: list[Consequence]) -> str:
        """What matters most comes first; past the most there is room for it says that there is more."""
        chosen = self._chosen(found)
        words = list(map(self._happening, chosen)) or [str(_("not yet talked about."))]
        more = [str(_("There is more in the record."))] if len(found) > len(chosen) else []
        return " ".join([f"{name}:", *words, *more])

    def _chosen(self, found: list[Consequence]) -> list[Consequence]:
        """As many as there is room for, the marked first. One of each kind and of each who worries comes
        before a second: three worries about the body would leave out the only one of somebody else.
        """
        said = sorted(found, key=lambda c: not c.is_marked)
        seen: set[tuple[str, str]] = set()
        first: list[Consequence] = []
        again: list[Consequence] = []
        for one in said:
            about = (one.kind, one.worry_of)
            (again if about in seen and not one.is_marked else first).append(one)
            seen.add(about)
        chosen = {one.id for one in [*first, *again][: self._most]}
        return [one for one in said if one.id in chosen]

    def _marked(self) -> Iterator[str]:
        for option in self.talk.options:
            for said in option.marked:
                yield f"{option.lane(said.side)}: {self._happening(said)}"

    def _differences(self) -> Iterator[str]:
        if disagrees := self.talk.read_back.get("disagrees"):
            mine = self.talk.say(_("%(name)s does not agree:"))
            yield f"{mine} {stopped(self._own(disagrees))}"
        for view in self.talk.differences:
            yield " ".join(self._difference(view))

    def _difference(self, view: Entry) -> Iterator[str]:
        who = unquoted(view.get("who", "")) or _("Somebody")
        yield str(_("%(who)s sees it differently.", who=who))
        yield from self._told(
            view,
            (_("How they see it:"), "view"),
            (_("Why:"), "reason"),
            (_("What would change it:"), "would_change"),
            (_("What happens next:"), "next_step"),
        )
        if kind := view.get("next_kind"):
            yield str(_("Next: %(what)s.", what=NEXT[kind]))
        if by := view.get("next_by"):
            yield str(_("By %(day)s.", day=short_date_words(date.fromisoformat(by))))
        yield from self._told(view, (_("The plan until then:"), "meanwhile"))

    def _decided(self) -> Iterator[str]:
        said, by = self.talk.decided, self.talk.entries.data("who-decides")
        if told := " ".join(self._outcome(said, by)):
            yield told
        if said:
            yield " ".join([str(WEIGHT), *self._weight(said.get("weight", ""))])
        yield from self._told(by, (_("What the organisation will do:"), "backing"))

    def _outcome(self, said: Answers, by: Answers) -> Iterator[str]:
        left = left_in(self.talk.entries, self.talk.name)
        if decided := said.get("decided"):
            yield stopped(unquoted(begun(decided, 2 * LONG)))
        if (decider := by.get("decider")) and DECIDER not in left:
            yield str(_("Who made this choice: %(who)s.", who=unquoted(decider)))
        whose, ending = said.get("whose"), said.get("ending")
        if whose and (whose, ending) != ("person", "own-choice"):  # the ending says it then
            yield self.talk.say(WHOSE[whose])
        if ending:
            yield self.talk.say(told_endings(self.talk, ENDINGS)[ending])
        if (because := said.get("because")) and BECAUSE not in left:
            yield stopped(self._short(because))

    @staticmethod
    def _weight(words: str) -> Iterator[str]:
        """All of it: whoever writes of both sides begins with one, and nobody can tell where it ends."""
        told = unquoted(begun(words, WEIGHED_WHOLE)) or str(_("not yet talked about"))
        yield stopped(told)
        if told.endswith("…") and len(words) > WEIGHED_WHOLE:
            yield str(WHOLE_ELSEWHERE)

    def _helps(self) -> Iterator[str]:
        """What is agreed and what may yet help: each says which it is, where somebody said so."""
        for helps in self.talk.wanted:
            takes = self._short(helps.takes_away) or str(_("not yet talked about"))
            told = [stopped(self._short(helps.what)), stopped(helps.stands_words)]
            words = [*filter(None, told), str(_("It takes away:")), stopped(takes)]
            yield " ".join([*words, *self._ends(helps)])

    def _ends(self, helps: Mitigation) -> Iterator[str]:
        if helps.is_restriction and helps.ends_on:
            day = short_date_words(helps.ends_on)
            if self.talk.is_past_its_end(helps):
                yield str(_("It is a restriction."))
                yield str(NOT_RENEWED) % {"when": day}
            else:
                yield str(_("It is a restriction. It ends on %(day)s.", day=day))
        elif helps.is_restriction:
            yield str(_("It is a restriction. When it ends: not yet talked about."))

    def _still(self) -> Iterator[str]:
        if any(option.still_text for option in self.talk.options):
            for option in self.talk.options:
                said = self._short(option.still_text) or str(_("not yet talked about"))
                yield f"{self._heading(option)}: {stopped(said)}"

    def _signs(self) -> Iterator[str]:
        yield from self._told(
            self.talk.if_wrong,
            (_("The first sign:"), "first_sign"),
            (_("When we stop and talk:"), "pause"),
        )

    def _again(self) -> Iterator[str]:
        if on := self.talk.look_again_on:
            yield str(_("We look again on %(day)s.", day=short_date_words(on)))
        yield from self._told(self.talk.if_wrong, (_("Or sooner if:"), "look_again_if"))

    # -- how it is said --------------------------------------------------------------------------

    def _told(self, said: Answers | Entry, *asked: tuple[LazyString, str]) -> Iterator[str]:
        """What was answered, after the words that begin it; of what nobody answered, nothing."""
        for begins, key in asked:
            if words := said.get(key):
                yield f"{begins} {stopped(self._short(words))}"

    def _heading(self, option: Option) -> str:
        return self._short(option.heading).rstrip(".:")

    def _happening(self, said: Consequence) -> str:
        words = stopped(self._own(said.text) if said.is_own_words else self._short(said.text))
        return f"{unquoted(said.named_first)}: {words}" if said.named_first else words

    @property
    def _room(self) -> int:
        """Letters of one answer: the same of every option."""
        return LONG if len(self.talk.options) <= FEW else SHORT

    @property
    def _most(self) -> int:
        """Things said of one side: the same of every option."""
        return MOST if len(self.talk.options) <= FEW else FEWER

    def _short(self, words: str) -> str:
        """As much of an answer as there is room for, which nobody could take for a quotation."""
        return unquoted(begun(words, self._room))

    def _own(self, words: str, room: int = 0) -> str:
        """The person's own words, quoted; what was written of them in their stead is no quotation."""
        said = begun(words, room or self._room)
        return unquoted(said) if is_told_of(self.talk.name, words) else quoted(said)


def begun(text: str, most: int) -> str:
    """The beginning of a text, of as many whole sentences as there is room for, and of one at least."""
    flat, said = " ".join(text.split()), ""
    if len(flat) <= most:
        return flat
    for sentence in parted(text):
        longer = f"{said} {' '.join(sentence.split())}".strip()
        if len(said) >= most // 3 and len(longer) > most:
            break
        said = longer
    if len(said) > max(most, LONGEST):
        return opening(flat, max(most, LONGEST))
    return flat if said == flat else f"{said} …"


def is_before(talk: Conversation) -> bool:
    """Whether somebody's own statement was written before what the entries say now."""
    said = talk.statement
    return bool(said.get("own")) and said.get("composed") != Statement(talk).text


def _part(title: LazyString | str, lines: Iterator[str]) -> Passage:
    return Passage(one_way(str(title)), tuple(map(one_way, lines)))
