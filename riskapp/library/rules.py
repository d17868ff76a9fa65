"""What reference content is: the law of a jurisdiction, its routes, words to notice."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from riskapp.platform.i18n import LazyString, _

JURISDICTIONS: dict[str, LazyString] = {
    "england": _("England"),
    "wales": _("Wales"),
    "scotland": _("Scotland"),
    "northern-ireland": _("Northern Ireland"),
}

MONTHS_BEFORE_OLD = 6


@dataclass(frozen=True)
class Jurisdiction:
    """A place with a law of its own, and what it is called."""

    slug: str
    name: LazyString


@dataclass(frozen=True)
class RouteStep:
    """One thing to do, and how."""

    title: LazyString
    text: tuple[LazyString, ...]


@dataclass(frozen=True)
class Contact:
    """Who to ring here. Only an organisation can say."""

    name: str
    number: str
    when: str = ""


@dataclass(frozen=True)
class Comparison:
    """What of a page was held against which published source, and when."""

    what: LazyString
    source: LazyString
    on: date


@dataclass(frozen=True, kw_only=True)
class Content:
    """Something that rests on law, in one jurisdiction: where from, of which day, and who keeps it.

    local_owner: who in the organisation keeps it right, empty where nobody is named. unconfirmed:
    what was compared with no published source. trouble: why the organisation's own file could not
    be used, in one line; empty where it could.
    """

    jurisdiction: str
    title: LazyString
    law: tuple[LazyString, ...]
    in_force_from: LazyString
    last_checked: date
    checked_by: LazyString
    source: LazyString
    source_url: str
    note: LazyString
    local_owner: str = ""
    compared: tuple[Comparison, ...] = ()
    unconfirmed: tuple[LazyString, ...] = ()
    is_own: bool = False
    trouble: str = ""

    @property
    def place(self) -> LazyString:
        return JURISDICTIONS[self.jurisdiction]


@dataclass(frozen=True, kw_only=True)
class Safeguarding(Content):
    """What to do where somebody may be harmed."""

    steps: tuple[RouteStep, ...]
    contacts: tuple[Contact, ...] = ()


# Who else may have to know that something happened, in this order: answers keep these codes.
ROUTES: dict[str, LazyString] = {
    "safety": _("Immediate safety"),
    "safeguarding": _("Safeguarding"),
    "police": _("Police"),
    "regulator": _("Regulator"),
    "workplace": _("Health and safety at work"),
    "coroner": _("Coroner or procurator fiscal"),
    "candour": _("Duty of candour"),
}
# What being open with somebody may ask, by the day on which each was done.
OPENNESS = ("told_on", "sorry_on", "meeting_on", "letter_on", "results_on")
LETTER = (
    "opening",
    "sorry",
    "account",
    "why",
    "enquiries",
    "meeting",
    "results",
    "support",
    "contact",
)


@dataclass(frozen=True)
class Route:
    """Somebody who may have to know: when that is, who is told, how soon, and what never waits."""

    id: str
    title: LazyString
    when: tuple[LazyString, ...]
    who: LazyString
    how_soon: LazyString
    never_waits: LazyString
    rests_on: LazyString


@dataclass(frozen=True)
class Part:
    """One thing that being open asks, or one part of its letter, and what is said there."""

    id: str
    title: LazyString
    text: LazyString


@dataclass(frozen=True, kw_only=True)
class Routes(Content):
    """Who else must know that something happened, and what being open with the person asks."""

    routes: tuple[Route, ...]
    candour: tuple[Part, ...]
    letter: tuple[Part, ...]
    contacts: tuple[Contact, ...] = ()

    def of(self, route: str) -> Route:
        return next(one for one in self.routes if one.id == route)


@dataclass(frozen=True)
class Question:
    """Something to ask of a decision, or an area of life to ask about: `id` is what answers keep."""

    id: str
    question: LazyString
    hint: LazyString | None = None


@dataclass(frozen=True, kw_only=True)
class Pack(Content):
    """What the law says beside a part of the conversation, and what it would have asked there."""

    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class ContentPrompt:
    """A question beside a part of the conversation, and what it came from.

    step: the part. side, kind, rung: codes of the conversation; asked only where it holds something of
    all that are given. because_of: such as L-12; address: the page that says more.
    """

    id: str
    step: str
    words: str
    because_of: str
    address: str
    side: str = ""
    kind: str = ""
    rung: str = ""


def is_old(content: Content, today: date) -> bool:
    """Whether it was last checked more than six months ago."""
    return today > _months_after(content.last_checked, MONTHS_BEFORE_OLD)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class WordList:
    """Phrases worth noticing in what somebody wrote.

    In a phrase `a|b` is either word, `care*` any word that begins so, and `.` the sentence's end.
    A sentence is found where it holds one of `phrases`, one of `together_with` where there are any,
    and none of `unless`.
    """

    name: str
    about: str
    phrases: tuple[str, ...]
    together_with: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def find(self, text: str) -> str | None:
        """The first sentence that holds such a phrase, as it was written."""
        return next((s.strip() for s in _SENTENCE.split(text) if self._holds(s)), None)

    def _holds(self, sentence: str) -> bool:
        plain = " ".join([*_WORD.findall(sentence.lower().replace("’", "'")), "."])
        wanted, also, unless = self._patterns
        return bool(
            wanted.search(plain)
            and (not self.together_with or also.search(plain))
            and not (self.unless and unless.search(plain))
        )

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        return _pattern(self.phrases), _pattern(self.together_with), _pattern(self.unless)


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    whole = "|".join(" ".join(map(_word_pattern, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\S)(?:{whole})(?!\S)")


def _word_pattern(word: str) -> str:
    either = (re.escape(part).replace(r"\*", r"\S*") for part in word.lower().split("|"))
    return f"(?:{'|'.join(either)})"
