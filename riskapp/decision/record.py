"""A record on paper: a conversation and the facts about it, made from nothing but rows.

The same template draws a whole record or one copy of it: what a copy withholds is not in its rows,
and so cannot be printed by mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from markupsafe import Markup

from riskapp.decision import balance, happy_and_safe
from riskapp.decision.aloud import parts_kept_back
from riskapp.decision.as_asked import Answer, AsAsked
from riskapp.decision.conversation import Conversation
from riskapp.decision.conversation.answers import within
from riskapp.decision.facts import FOUND_ABLE, NOT_TAKEN, ORDER_OF_HELP
from riskapp.decision.first_page import FirstPage
from riskapp.decision.linebreaking import runs_from_the_right
from riskapp.decision.paper import (
    FACES,
    Setting,
    ask_first,
    card_setting,
    opening,
    stacks_ring,
    stopped,
    tall,
)
from riskapp.decision.placed import has_template
from riskapp.decision.prompts import PROMPTS
from riskapp.decision.quoting import quoted
from riskapp.decision.reasons import Passage, Statement
from riskapp.decision.rules import BENEFIT, HARM, KINDS, NOT_RENEWED, SAID_BY
from riskapp.decision.said import (
    Addendum,
    Consequence,
    Mitigation,
    Option,
    OutsideView,
    told_words,
)
from riskapp.decision.steps.capacity import CONCLUSIONS
from riskapp.decision.steps.options import way_words
from riskapp.decision.steps.what_would_help import WAS_TO_END, is_end_as_before
from riskapp.decision.visit import Visit
from riskapp.decision.word_by_word import Piece, compare, shortened
from riskapp.decision.yours import Yours, is_told_of
from riskapp.platform.i18n import _
from riskapp.platform.time import NBSP, short_date_words
from riskapp.platform.versions.rows import Rows
from riskapp.platform.wizard import Step

FOLD = _("Fold here, printed side out")
PICTURE_WIDTH, PICTURE_SIZE = 658, 12  # 174 mm, 9 pt
CARD_LEAD = 400  # characters of what was decided that a long card begins with
# Of a table of the ways, in mm: the width of words in a cell, and what leaves room beneath it on a page.
CELL_ROOM, LOW_CELL = 74, 150
CELL_SIZE, CELL_LEADING = 14, 1.43  # as print.css has it
RUNNING_ROOM = 40  # characters that a running head has room for
WITHIN_NUMBER = re.compile(r"(?<=[\d)]) (?=[\d(])")


def unbroken(number: str) -> str:
    """A telephone number that no line breaks within, whatever was typed around it."""
    return WITHIN_NUMBER.sub(NBSP, number)


def grouped(digest: str) -> str:
    """A digest as it is read aloud: in fours."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def ways(talk: Conversation) -> list[happy_and_safe.Way]:
    """The options with where the person puts them, as the picture draws them."""
    return [
        happy_and_safe.Way(
            option.heading,
            [
                happy_and_safe.Place(placed.get("happy", ""), placed.get("safe", ""))
                for placed in option.placings
            ],
        )
        for option in talk.options
    ]


class Record(AsAsked):
    """What one copy prints: what was asked and said, and how it is put on paper."""

    def kept_off(self) -> list[tuple[str, str, str]]:
        """Why something is never on a draft: the parts that are not, and those of which some is not."""

        def titles(steps: Sequence[Step]) -> str:
            return "; ".join(dict.fromkeys(self.talk.say(step.title) for step in steps))

        return [(str(why), titles(whole), titles(some)) for why, whole, some in parts_kept_back()]

    @property
    def says_why_again(self) -> bool:
        """Whether this copy says why it was talked about again: one that carried on says so itself."""
        has_why = bool(self.talk.looking_again.get("why"))
        return self.carries("looking-again.why") and (has_why or not self.talk.is_carried_on)

    def since(self, entry_id: str) -> list[Addendum]:
        """What was said since about one thing, as far as this copy carries it."""
        return self.talk.since(entry_id)

    def since_elsewhere(self, *beside: str) -> list[Addendum]:
        """What was said since of anything but what stands in these steps and lists, which print it
        there, and what was opened, which does too.
        """
        return [one for one in self.talk.addenda if not self._is_beside(one, beside)]

    def _is_beside(self, one: Addendum, beside: Sequence[str]) -> bool:
        about = self.talk.entries.find(one.about)
        return about is not None and (about.step in beside or not has_template(f"{about.step}."))

    @property
    def is_demonstration(self) -> bool:
        return bool(self.value("record.demonstration"))

    @property
    def title(self) -> str:
        """The person first, then the decision in a few words."""
        if not self.talk.title:
            return str(_("%(name)s’s decision", name=self.name))
        return str(_("%(name)s: %(title)s", name=self.name, title=self.talk.title))

    @property
    def running_name(self) -> str:
        """Whose paper it is, for the head of a page, where there is one line."""
        name = " ".join(self.name.split())
        return name if len(name) <= RUNNING_ROOM else f"{name[: RUNNING_ROOM - 1].rstrip()}…"

    @property
    def version_words(self) -> str:
        reference, version = self.fact("reference"), self.fact("version")
        words = (
            _("%(reference)s, draft of version %(version)s", reference=reference, version=version)
            if self.is_draft
            else _("%(reference)s, version %(version)s", reference=reference, version=version)
        )
        return str(words)

    @property
    def earlier(self) -> int:
        """The version this one takes the place of; 0 for the first."""
        return int(self.value("record.version") or 1) - 1

    @property
    def takes_place(self) -> str:
        """The same in a sentence; empty for the first, and for a draft, which takes no place."""
        if self.is_draft or not self.earlier:
            return ""
        return str(_("This paper takes the place of version %(number)s.", number=self.earlier))

    @property
    def seal_words(self) -> str:
        """The foot of every page: when it was sealed, and the first of the digest."""
        if self.is_draft:
            return str(_("A draft for reading back. Not sealed."))
        digest = grouped(self.digest[:16])
        return str(
            _("Sealed %(when)s. Digest %(digest)s", when=self.fact("sealed_at"), digest=digest)
        )

    @property
    def your_seal_words(self) -> str:
        """The same at the foot of the person's own copy, in plain words."""
        if self.is_draft:
            return self.seal_words
        number = grouped(self.digest[:16])
        words = _("Sealed %(when)s. To check this paper: %(number)s")
        return str(words) % {"when": self.fact("sealed_at"), "number": number}

    @property
    def sealed_on(self) -> str:
        """The day it was sealed, without the time."""
        sealed = self.value("record.sealed_at")
        return short_date_words(datetime.fromisoformat(sealed)) if sealed else ""

    @property
    def digest_words(self) -> str:
        return grouped(self.digest)

    @cached_property
    def first_page(self) -> FirstPage:
        return FirstPage(self)

    @property
    def reasons(self) -> list[Passage]:
        """The statement of reasons, for the full record."""
        said = Statement(self.talk)
        return [*said.passages, *said.apart]

    def own_changes(self) -> list[Piece]:
        """Word by word, what somebody's own statement changed in the one composed that day; nothing
        where either is not there, or not carried.
        """
        said = self.talk.statement
        if not ("own" in said and "composed" in said):
            return []
        pieces = compare(said["composed"], said["own"])
        # What was composed that day stands above, unless something has changed since.
        return pieces if said.get("before") else shortened(pieces)

    @cached_property
    def visit(self) -> Visit:
        """The same as a sheet to write on."""
        return Visit(self.talk, self.rows)

    @cached_property
    def yours(self) -> Yours:
        """The same said to the person."""
        return Yours(self.talk, bool(self.value(FOUND_ABLE)))

    @property
    def capacity_words(self) -> str:
        """What was concluded and by whom, each beside the other; else presumed, unless the door was
        opened. Empty where this copy does not carry doors.
        """
        if not self.carries("doors.capacity"):
            return ""
        if found := self.talk.found_by:
            return "; ".join(f"{within(CONCLUSIONS[code])} ({who})" for who, code in found)
        if self.talk.is_capacity_in_doubt:
            return str(_("a doubt was raised for this decision; see “Did this need more?”"))
        return str(_("presumed; not assessed"))

    @property
    def capacity_in_short(self) -> str:
        """The same where there is no room for who concluded it and when: no conclusion is left out."""
        found = self.talk.found_by if self.carries("doors.capacity") else []
        alone = dict.fromkeys(within(CONCLUSIONS[code]) for _who, code in found)
        return f"{'; '.join(alone)} …" if alone else self.capacity_words

    @property
    def options(self) -> list[balance.Option]:
        """The options as the picture draws them."""
        return [
            balance.Option(
                title=option.heading,
                entries=[
                    balance.Entry(
                        text=said.text,
                        side=balance.SIDE_OF.get(said.side, "worry"),
                        kind=said.kind,
                        marked=said.is_marked,
                        to=said.named_first,
                    )
                    for said in option.consequences
                ],
                is_now=option.is_now,
            )
            for option in self.talk.options
        ]

    def picture(self, width: int, size: float, uid: str) -> Markup:
        """The picture for a screen: all options on one."""
        return balance.draw(self.name, self.options, width=width, size=size, uid=uid)

    @property
    def pictures(self) -> list[Markup]:
        """The picture for paper, two options at a time: taller than a page, it would be cut."""
        every = range(len(self.options))
        return [
            balance.draw(
                self.name,
                self.options,
                width=PICTURE_WIDTH,
                size=PICTURE_SIZE,
                uid=f"balance-{pair.start}",
                shown=pair,
            )
            for pair in (every[start : start + 2] for start in every[::2])
        ]

    def places(
        self,
        heading: str,
        width: int = PICTURE_WIDTH,
        size: float = PICTURE_SIZE,
        uid: str = "places",
        with_key: bool = True,
    ) -> Markup:
        """Where the person puts each way, as a picture."""
        return happy_and_safe.draw(heading, ways(self.talk), width, size, uid, with_key)

    def plan(self, ring: str | None = None) -> list[Answer]:
        """If it goes wrong; `ring`: who to ring, where that stands among it."""
        wrong = self.talk.if_wrong
        ringing = [] if ring is None else [Answer(str(_("Who to ring")), ring)]
        treated = Answer(
            str(self.rows["if-it-goes-wrong.treated"]["question"]), wrong.get("treated", ""), True
        )
        return [
            Answer(str(_("First sign")), wrong.get("first_sign", "")),
            Answer(str(_("What to do")), wrong.get("steps", ""), tag="ol"),
            *ringing,
            treated,
            Answer(str(_("What we agreed not to do")), wrong.get("not_to", ""), tag="ul"),
            Answer(str(_("When we pause")), wrong.get("pause", "")),
        ]

    @staticmethod
    def lanes(is_now: bool) -> list[str]:
        """What stands over the two columns of an option: hoped for, then feared."""
        return [str(balance.LANES[is_now][side]) for side in balance.SIDES]

    @staticmethod
    def kinds(option: Option) -> list[tuple[str, str]]:
        """The rows of an option's table; a last one only where no kind was said of something."""
        rows = [(kind, str(words)) for kind, words in KINDS.items()]
        if any(said.kind not in KINDS for said in option.consequences):
            rows.append(("", str(balance.KIND_UNSAID)))
        return rows

    def kinds_unsaid(self, option: Option) -> list[str]:
        """The rows of it in which nothing was said on either side, where there is more than one."""
        bare = [
            name
            for kind, name in self.kinds(option)
            if not any(self.cell(option, kind, side) for side in (BENEFIT, HARM))
        ]
        return bare if len(bare) > 1 else []

    @staticmethod
    def cell(option: Option, kind: str, side: str) -> list[Consequence]:
        """What was said of one kind on one side, the marked first. Nothing is without a cell."""
        found = [
            said
            for said in (option.hoped_for if side == BENEFIT else option.feared)
            if (said.kind if said.kind in KINDS else "") == kind
        ]
        return sorted(found, key=lambda said: not said.is_marked)

    @property
    def has_own_words(self) -> bool:
        return any(said.is_own_words for said in self.talk.consequences)

    @property
    def is_named(self) -> bool:
        """Whether something typed names the person, so that a copy that says “you” explains it."""
        typed = (held["value"] for i, held in self.rows.items() if not i.startswith("record."))
        return any(isinstance(words, str) and self.name in words for words in typed)

    @property
    def own_words(self) -> str:
        return self.talk.say(SAID_BY["person"])

    def about(self, said: Consequence) -> str:
        """Whose words something that could happen is in, and whose worry or hope it is."""
        parts = []
        if said.entry.get("said_by") == "other":
            parts.append(self.within(str(SAID_BY["other"])))
        return "; ".join(filter(None, [*parts, said.whose]))

    @property
    def helps(self) -> list[Mitigation]:
        """What would help, in the order in which it stands everywhere: a copy that does not carry what
        sort each is cannot tell it from them.
        """
        order = self.value(ORDER_OF_HELP) or []
        at = {path: number for number, path in enumerate(order)}
        return sorted(self.talk.mitigations, key=lambda helps: at.get(helps.id, len(at)))

    def if_taken(self, helps: Mitigation, *, yours: bool = False) -> str:
        """The ways that help belongs to, where none of them was chosen; empty of all other help."""
        for path, ways, words in self.value(NOT_TAKEN) or ():
            if path == helps.id:
                found = [one for one in self.talk.options if yours and one.id in ways]
                return "; ".join(way_words(one.entry.data) for one in found) or str(words)
        return ""

    def about_help(self, helps: Mitigation) -> str:
        """What sort of help it is, and where it stands."""
        said = (self.shown(f"{helps.id}.{key}") for key in ("rung", "stands"))
        return "; ".join(self.within(words) for words in said if words)

    def begins_tall(self, ways: Sequence[Option]) -> bool:
        """Whether what matters most is so tall that, kept whole beside heads, it may find no page."""
        return any(
            tall(words, CELL_ROOM, CELL_SIZE, CELL_LEADING) > LOW_CELL
            for words in map(self._most, ways)
        )

    def _most(self, way: Option) -> str:
        return f"{way.entry.get('what') or ''}\n{self._as_a_cell(way, way.marked)}"

    def _as_a_cell(self, way: Option, found: Iterable[Consequence]) -> str:
        """As long as what is printed of some things that could happen, a line each."""
        return "\n".join(
            f"{one.kind_words}: {one.with_name} ({self.about(one)}; {way.lane_within(one.side)})"
            for one in found
        )

    def was_to_end(self, helps: Mitigation) -> str:
        """When the version before said that it would end, where that was moved: where it has gone by
        and was not, that is said of its end.
        """
        row_id = f"{helps.id}.{WAS_TO_END}"
        is_told = is_end_as_before(row_id, self.rows) or helps.was_to_end_on == helps.ends_on
        return "" if is_told else self.shown(row_id)

    def not_renewed(self, helps: Mitigation) -> str:
        """That it was to end on a day that had passed, and goes on; empty of what ends later."""
        if not self.talk.is_past_its_end(helps):
            return ""
        return str(NOT_RENEWED) % {"when": self.shown(f"{helps.id}.ends_on")}

    def ended(self, helps: Mitigation) -> str:
        """That something is no longer, with the day it ended where that was said: something that was
        tried, or a habit of those around the person that stops.
        """
        if on := self.shown(f"{helps.id}.ended_on"):
            return str(_("This ended on %(when)s.", when=on))
        return str(_("This has ended."))

    def outside_told(self, view: OutsideView) -> str:
        """When others said it, and on which words, in the words of the day it was sealed."""
        on, of = (self.shown(f"{view.id}.{key}") for key in ("given_on", "given_of"))
        return told_words(on, of, is_courts=view.is_courts)

    def prompt_words(self, code: str) -> str:
        """Why a prompt was put, which is what was considered."""
        reasons = {prompt.id: prompt.reason for prompt in PROMPTS}
        return self.talk.say(reasons.get(code, code))

    @property
    def own_number(self) -> str:
        """Whom to ring in the organisation itself; empty where it gave no number."""
        organisation, telephone = self.fact("organisation"), unbroken(self.fact("telephone"))
        return f"{organisation}: {telephone}" if organisation and telephone else telephone

    @cached_property
    def card_setting(self) -> Setting:
        """In which type the card is set, and on how much of a sheet."""
        return self._set_over(self.card_foot)

    def _set_over(self, foot: str) -> Setting:
        if self.talk.addenda:
            return Setting(FACES[0], is_folded=False, is_one_page=False)
        small = (f"{foot} {FOLD}", self.card_wants)
        return card_setting(self.talk, self.title, self.own_number_in_ring, *small)

    @property
    def is_long_card(self) -> bool:
        """Whether the card has more to say than fits a folded sheet; then it flows on."""
        return not self.card_setting.is_folded

    @property
    def card_classes(self) -> str:
        """The classes of the card's page: its type, and whether it flows on."""
        named = [self.card_setting.face.name, "long" if self.is_long_card else ""]
        return " ".join(["card", *(f"card--{name}" for name in named if name)])

    @property
    def stacks_ring(self) -> bool:
        """Whether those to ring stand over their numbers on the card."""
        return stacks_ring(self.talk, self.card_setting.face)

    @cached_property
    def card_foot(self) -> str:
        """Under the card: which record it is of, sealed when, and whose number it is. What it takes the
        place of is said where that makes the card no smaller and no longer.
        """
        told, bare = self._foot(self.takes_place), self._foot("")
        return told if self._set_over(told) == self._set_over(bare) else bare

    def _foot(self, takes_place: str) -> str:
        sealed = _("sealed %(when)s", when=self.fact("sealed_at"))
        number = "" if self.own_number_in_ring else self.own_number
        said = [
            f"{self.version_words}, {sealed}",
            takes_place,
            number or self.fact("organisation"),
        ]
        invented = _("Demonstration: invented people.") if self.is_demonstration else ""
        return " ".join(filter(None, [*map(stopped, said), str(invented)]))

    @property
    def card_wants(self) -> str:
        """What they want, on the card: their own way in a few words, else all they said of it."""
        said = quoted(self.talk.choice) if self.talk.choice else str(_("not yet talked about"))
        said = self.own_way or said
        return f"{_('What %(name)s wants:', name=self.name)} {said}"

    @property
    def own_way(self) -> str:
        """Their own way in a few words, where it was given some."""
        return next((str(way.entry.get("title", "")) for way in self.talk.doing), "")

    @property
    def card_asks(self) -> str:
        return ask_first(self.talk)

    @property
    def own_number_in_ring(self) -> str:
        """The organisation's number among those to ring on the card; where somebody is named there
        already, it stands in the line below instead, so that the card keeps to its fold.
        """
        return "" if self.talk.contacts else self.own_number

    @property
    def card_opening(self) -> str:
        """What was decided as the card begins: whole, unless the card is long and this is too."""
        decided = str(self.talk.decided.get("decided", ""))
        return decided if self.card_setting.is_one_page else opening(decided, CARD_LEAD)

    def is_told_of_them(self, text: str) -> bool:
        """Whether what stands for their own words was written of them: it is no quotation."""
        return is_told_of(self.name, text)

    letter_of = staticmethod(happy_and_safe.letter_of)
    quoted = staticmethod(quoted)
    stopped = staticmethod(stopped)
    unbroken = staticmethod(unbroken)

    def unsaid(self, questions: Iterable[str]) -> str:
        """What nobody has answered yet, each by its question, in one line."""
        return str(_("Not yet talked about: %(what)s.", what=self.listed(questions)))

    def listed(self, questions: Iterable[str]) -> str:
        """Questions or headings inside a sentence; a name keeps its capital."""
        return "; ".join(
            asked if asked.startswith(self.name) else self.within(asked)
            for asked in (str(question).rstrip("?") for question in questions)
        )

    @staticmethod
    def within(words: str) -> str:
        """Words that begin a line elsewhere, as they stand inside a sentence."""
        return words[:1].lower() + words[1:]

    @staticmethod
    def way(text: str) -> str:
        """Which way a text runs, by its first letter that has a direction."""
        return "rtl" if runs_from_the_right(str(text)) else "ltr"

    @staticmethod
    def lines(text: str) -> list[str]:
        """A list field, "one thing a line"."""
        return [line.strip() for line in text.splitlines() if line.strip()]


def record_of(rows: Rows, digest: str) -> Record:
    """A record to print from all rows of a version, or from those that one copy carries."""
    return Record(rows, digest)
