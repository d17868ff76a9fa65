"""The things said in a conversation, each with names for its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from riskapp.decision.balance import LANES, LANES_WITHIN, SIDE_OF
from riskapp.decision.rules import (
    BACKING,
    BENEFIT,
    CORRECTION,
    COURT,
    DISAGREES,
    FROM_WHOM,
    FULL_RECORD,
    HARM,
    KINDS,
    NO_LONGER,
    NOT_IN_FORCE,
    OUTCOMES,
    RESTRICTION,
    RUNGS,
    SAID_SINCE,
    STANDS,
    TECHNOLOGY,
    when_it_ends,
)
from riskapp.decision.steps.options import heading
from riskapp.decision.steps.outside import OUTSIDE_VIEWS
from riskapp.decision.steps.what_would_help import WAS_TO_END
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.time import short_date_words

WORD = re.compile(r"\w+")
BEFORE_ROLE = re.compile(r"[,(]")  # such as: Joan, her daughter


def letters(entry: Entry) -> int:
    """How much was said in an entry."""
    return sum(len(said) for said in entry.data.values() if isinstance(said, str))


def names(text: str, who: str) -> bool:
    """Whether a text says somebody’s name: all of it, or what stands before who they are."""
    said = f" {' '.join(WORD.findall(text.casefold()))} "
    called = [" ".join(WORD.findall(part.casefold())) for part in (who, BEFORE_ROLE.split(who)[0])]
    return any(name and f" {name} " in said for name in called)


@dataclass(frozen=True)
class Consequence:
    """Something that could happen, under one option, hoped for or feared.

    is_marked: by the person. is_practitioners: by the practitioner. closer: closer looks at it; two
    people may have taken one each, and neither is lost.
    """

    entry: Entry
    is_marked: bool
    is_practitioners: bool = False
    closer: tuple[Entry, ...] = ()

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def text(self) -> str:
        return str(self.entry.get("text", ""))

    @property
    def side(self) -> str:
        """Benefit or harm."""
        return str(self.entry.get("side", ""))

    @property
    def kind(self) -> str:
        """physical, emotional, social, practical, or empty where nobody said."""
        return str(self.entry.get("kind", ""))

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind]) if self.kind else ""

    @property
    def to_whom(self) -> str:
        """Who is affected, where it is not the person."""
        return str(self.entry.get("to_whom", ""))

    @property
    def named_first(self) -> str:
        """Whose name stands before its words: nobody’s where those say it themselves."""
        return "" if names(self.text, self.to_whom) else self.to_whom

    @property
    def with_name(self) -> str:
        text = self.text.strip()
        return f"{self.named_first}: {text}" if self.named_first else text

    @property
    def worry_of(self) -> str:
        """Whose worry or hope it is, where that was said."""
        return str(self.entry.get("worry_of", ""))

    @property
    def whose(self) -> str:
        """The same in words; empty where nobody said."""
        if not (who := self.worry_of):
            return ""
        is_hope = self.side == BENEFIT
        return str(_("%(who)s’s hope", who=who) if is_hope else _("%(who)s’s worry", who=who))

    @property
    def is_on_agenda(self) -> bool:
        """Whether either pen marked it."""
        return self.is_marked or self.is_practitioners

    @property
    def is_own_words(self) -> bool:
        return bool(self.entry.get("said_by") == "person")

    def about(self, name: str) -> str:
        """In a few words what it touches, whom, and whether it was said by the person, called `name`."""
        of_whom = str(_("for %(who)s", who=self.to_whom)) if self.to_whom else ""
        own = str(_("%(name)s’s own words", name=name)) if self.is_own_words else ""
        return ", ".join(filter(None, (self.kind_words, of_whom, own)))


@dataclass(frozen=True)
class Option:
    """One thing that could be chosen; carrying on as now is one like any other."""

    entry: Entry
    consequences: tuple[Consequence, ...]
    stills: tuple[Entry, ...] = ()
    placings: tuple[Entry, ...] = ()  # where the person puts it

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def is_now(self) -> bool:
        return bool(self.entry.get("is_now"))

    @cached_property
    def heading(self) -> str:
        return str(heading(self.entry.data))

    def lane(self, side: str) -> str:
        """What one side of it is called, on screen and on paper: right for what goes on already."""
        return str(LANES[self.is_now][SIDE_OF.get(side, "worry")])

    def lane_within(self, side: str) -> str:
        """The same inside a sentence."""
        return str(LANES_WITHIN[self.is_now][SIDE_OF.get(side, "worry")])

    @property
    def hoped_for(self) -> list[Consequence]:
        return [c for c in self.consequences if c.side == BENEFIT]

    @property
    def feared(self) -> list[Consequence]:
        return [c for c in self.consequences if c.side == HARM]

    @property
    def marked(self) -> list[Consequence]:
        return [c for c in self.consequences if c.is_marked]

    @property
    def length(self) -> int:
        """Letters of what was said of it, for whether it fits a page."""
        said = (self.entry, *(consequence.entry for consequence in self.consequences))
        return sum(map(letters, said))

    @property
    def still_text(self) -> str:
        """What could still happen; two people may have written one each, and neither is lost."""
        return "\n".join(str(still["text"]) for still in self.stills if still.get("text"))


@dataclass(frozen=True)
class Mitigation:
    """Something that would help, what it does and what it takes away."""

    entry: Entry
    for_what: tuple[Consequence, ...] = ()  # what could happen that it is for, of either side

    @property
    def id(self) -> str:
        return self.entry.id

    def __getattr__(self, key: str) -> str:
        return str(self.entry.get(key, ""))

    @property
    def rung_words(self) -> str:
        rung = self.entry.get("rung")
        return str(RUNGS[rung]) if rung else ""

    @property
    def stands_words(self) -> str:
        stands = self.entry.get("stands")
        return str(STANDS[stands]) if stands else ""

    @property
    def is_wanted(self) -> bool:
        """Whether it goes ahead or may: nobody said that it is not wanted, or that it has ended."""
        return str(self.entry.get("stands")) not in NOT_IN_FORCE

    @property
    def is_ended(self) -> bool:
        """Whether it was used, and is no longer."""
        return bool(self.entry.get("stands") == NO_LONGER)

    @property
    def length(self) -> int:
        """Letters of it, for whether it fits a page."""
        return letters(self.entry)

    @property
    def is_restriction(self) -> bool:
        return bool(self.entry.get("rung") == RESTRICTION)

    @property
    def is_in_force(self) -> bool:
        """Whether it restricts, or may: its end and its reasons are asked for."""
        return self.is_restriction and self.is_wanted

    @property
    def is_technology(self) -> bool:
        return bool(self.entry.get("rung") == TECHNOLOGY)

    @property
    def is_watching(self) -> bool:
        """Whether it may see or record: technology, or whatever somebody says that of."""
        return self.is_technology or bool(self.entry.get("sees"))

    @property
    def ends_on(self) -> date | None:
        return day_of(self.entry.get("ends_on"))

    @property
    def ended_on(self) -> date | None:
        """The day something that is no longer used was ended."""
        return day_of(self.entry.get("ended_on"))

    @property
    def until_on(self) -> date | None:
        """Until when technology is used."""
        return day_of(self.entry.get("until"))

    @property
    def by_when_on(self) -> date | None:
        return day_of(self.entry.get("by_when"))

    @property
    def with_owner(self) -> str:
        """What it is, after the name of whoever does it."""
        return f"{self.who}: {self.what}" if self.who else self.what

    def when_it_ends(self, today: date) -> str:
        """Whether its end has gone by, comes this week, or later; empty without one."""
        return when_it_ends(self.ends_on, today) if self.ends_on else ""

    @property
    def was_to_end_on(self) -> date | None:
        return day_of(self.entry.get(WAS_TO_END))

    @property
    def is_renewed(self) -> bool:
        """Whether it ends later than the version before said."""
        before, now = self.was_to_end_on, self.ends_on
        return bool(before and now and before < now)


def day_of(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Addendum:
    """Something said after a seal, beside what it is about: a disagreement, or a correction.

    known_as: what that is, where the words that were kept with it are not carried.
    """

    entry: Entry
    name: str
    known_as: str

    @property
    def about(self) -> str:
        """The id of what it is about; empty for the record as a whole."""
        return str(next(iter(self.entry.get("about") or ()), ""))

    @property
    def concerns(self) -> str:
        return str(self.entry.get("concerns") or self.known_as)

    @property
    def of_version(self) -> str:
        """The number of the version that stood when it was said."""
        return str(self.entry.get("of_version", ""))

    @property
    def words(self) -> str:
        """The person's own."""
        return str(self.entry.get("words", ""))

    @property
    def should_read(self) -> str:
        return str(self.entry.get("should_read", ""))

    @property
    def heading(self) -> str:
        kind = self.entry.get("kind") or (DISAGREES if self.words else CORRECTION)
        return fill(SAID_SINCE[kind], {"name": self.name})

    @property
    def told(self) -> str:
        """When, how and to whom it was said, and of which version."""
        said_on = day_of(self.entry.get("said_on"))
        parts = [
            str(self.entry.get("whose", "")),
            str(_("said on %(when)s", when=short_date_words(said_on))) if said_on else "",
            str(self.entry.get("how", "")),
            str(_("to %(who)s", who=self.entry["to_whom"])) if self.entry.get("to_whom") else "",
            str(_("about version %(number)s", number=self.of_version))
            if self.of_version
            else str(_("brought in from a file")),
        ]
        words = ", ".join(part for part in parts if part)
        return f"{words[:1].upper()}{words[1:]}."


def replaced_views(entries: Entries) -> set[str]:
    """Of what others said, that after which the same people said something newer, by id."""
    every = entries.items(OUTSIDE_VIEWS.slug)
    last = {(one.get("from_whom"), one.get("who")): one.id for one in every}
    return {one.id for one in every} - {*last.values()}


@dataclass(frozen=True)
class OutsideView:
    """What a panel, a manager or a court said of the decision, by the keys of `steps.outside`."""

    entry: Entry
    dissents: list[Entry]
    conditions: list[Entry]
    answers: list[Entry]
    is_replaced: bool = False

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def from_words(self) -> str:
        """Who says so; what they are, where nobody said which."""
        return str(self.entry.get("who") or FROM_WHOM[self.entry["from_whom"]])

    @property
    def outcome_words(self) -> str:
        said = self.entry.get("outcome")
        return str(OUTCOMES[said]) if said else ""

    @property
    def is_backing(self) -> bool:
        return self.entry.get("outcome") in BACKING

    @property
    def is_courts(self) -> bool:
        """Whether a court decided it: that is no advice, and waits for no answer."""
        return bool(self.entry.get("from_whom") == COURT)

    def is_since(self, sealed_at: datetime) -> bool:
        """Whether a version sealed then cannot hold it: it was written down after that."""
        return self.entry.made_at is not None and self.entry.made_at > sealed_at

    @property
    def is_kept_back(self) -> bool:
        """Whether it is for the full record alone."""
        return bool(self.entry.get("kept_to") == FULL_RECORD)

    @property
    def given_on(self) -> date | None:
        return day_of(self.entry.get("given_on"))


def told_words(on: str, given_of: str, *, is_courts: bool = False) -> str:
    """When others said it, and on which words; what came in a file cannot tell that. A court read none
    of them: what it decided was written down beside them, however much earlier it did.
    """
    if is_courts and given_of:
        beside = _("Written down beside %(what)s.", what=given_of)
        return f"{_('Given %(when)s.', when=on)} {beside}" if on else str(beside)
    of = _("on %(what)s", what=given_of) if given_of else _("brought in from a file")
    said = _("Given %(when)s, %(of)s.", when=on, of=of) if on else _("Given %(of)s.", of=of)
    return str(said)
