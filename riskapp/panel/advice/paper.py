"""What advice is frozen with, and the minutes of a sitting: rows, and from those alone what is printed.

The words for the panel alone are in neither: `SAID` names what of a view may leave the sitting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from riskapp.decision.editions import EditionPaper
from riskapp.panel.advice.queries import Dissent
from riskapp.panel.advice.rules import SHOWN
from riskapp.panel.advice.steps.advice import Advice as AdviceForm
from riskapp.panel.advice.steps.conditions import CONDITIONS
from riskapp.panel.advice.steps.putting_right import PuttingRight
from riskapp.panel.sitting.queries.papers import Item
from riskapp.panel.sitting.queries.sittings import Member
from riskapp.panel.sitting.queries.views import Interest, Shown
from riskapp.panel.sitting.rules import ATTENDANCES, GIVEN, PARTS, Attendance, Given
from riskapp.panel.sitting.steps.view import FOR_THE_PANEL_ALONE
from riskapp.panel.sitting.steps.view import View as ViewForm
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import short_date_words
from riskapp.platform.versions.rows import Rows, order_of, row, rows_under

MINUTES = "panel-minutes"
QUESTION = "question.question"
MEMBERS = ("name", "from", "part", "attendance")
SAID = tuple(f.key for f in declared(ViewForm) if f.key not in FOR_THE_PANEL_ALONE)


def profession_of(member: Member) -> str:
    """What somebody is and where, which is all that leaves a sitting of who said something."""
    return member.comes_from or str(_("a member"))


# -- advice --------------------------------------------------------------------------------------


def said_rows(entries: Entries, shown: Mapping[str, str], names: Mapping[str, str]) -> Rows:
    """What was written as advice, with its conditions; what it concerns in the words that were shown."""
    rows: Rows = {}
    for slug, form in (("putting-right", PuttingRight), ("advice", AdviceForm)):
        if slug == "advice" or entries.data(slug):
            asked = form(names=names)
            kept = entries.data(slug)
            said = {key: value for key, value in kept.items() if asked.field(key).is_asked(kept)}
            if "concerns" in said:
                asked.field("concerns").options = list(shown.items())
            rows |= rows_under(asked, slug, said, {path: path for path in shown})
    for number, item in enumerate(entries.items(CONDITIONS.slug), 1):
        form_of_it = CONDITIONS.item_form(names=names)
        rows |= rows_under(form_of_it, f"{CONDITIONS.slug}.{number}", item.data, {})
    return rows


def dissent_rows(dissents: Iterable[Dissent], members: Sequence[Member]) -> Rows:
    """By seat and profession, in the order of the seats."""
    said, rows = {one.user_id: one for one in dissents}, Rows()
    there = [(m, said[m.user_id]) for m in members if m.user_id in said]
    for number, (member, one) in enumerate(there, 1):
        path, how = f"dissents.{number}", "" if one.how == Given.OWN else str(GIVEN[one.how])
        rows[f"{path}.who"] = row(str(_("Who")), profession_of(member), profession_of(member))
        rows[f"{path}.view"] = row(str(_("Sees it differently")), one.view or None, one.view)
        rows[f"{path}.how"] = row(str(_("How it was given")), how or None, how)
    return rows


def view_rows(shown: Iterable[Shown], members: Sequence[Member]) -> Rows:
    """The views that were opened, round by round, each by seat and profession; never the note."""
    every, rows = {(one.round, one.user_id): one for one in shown}, Rows()
    for number in sorted({one for one, _user in every}):
        for member in members:
            one = every.get((number, member.user_id))
            if one is None:
                continue
            path, form = f"views.{number}.{member.seat}", ViewForm()
            who = profession_of(member)
            rows[f"{path}.who"] = row(str(_("Who")), who, who)
            for asked in form:
                if asked.key in SAID:
                    said = one.said.get(asked.key)
                    words = asked.shown(said) if said is not None else ""
                    rows[f"{path}.{asked.key}"] = row(asked.question, said, words)
    return rows


def asked_rows(asked: Iterable[Mapping[str, str]]) -> Rows:
    return {
        f"asked.{one['key']}": row(one["question"], one["shown"] or None, one["shown"])
        for one in asked
    }


def shown_rows(pack: Rows) -> Rows:
    return {f"{SHOWN}{row_id}": held for row_id, held in pack.items()}


def lines_rows(name: str, question: str, lines: Sequence[str]) -> Rows:
    """Several sentences to one question."""
    return {name: row(question, list(lines) or None, "\n".join(lines))}


def quorum_rows(path: str, lacks: Sequence[str]) -> Rows:
    """What was missing for a quorum: advice given without one says so wherever it is printed."""
    return lines_rows(f"{path}quorum", str(_("Missing for a quorum")), lacks)


def without_rows(path: str, missing: Sequence[Member]) -> Rows:
    lines = [profession_of(one) for one in missing]
    return lines_rows(f"{path}without", str(_("Without the view of")), lines)


def interest_rows(path: str, members: Sequence[Member], interests: Mapping[str, Interest]) -> Rows:
    """Who declared an interest in an item and gave no advice on it."""
    lines = [profession_of(m) for m in members if m.user_id in interests]
    return lines_rows(f"{path}interests", str(_("Declared an interest")), lines)


# -- given advice, read back from its rows -------------------------------------------------------

Line = tuple[str, str]


@dataclass(frozen=True)
class GivenAdvice:
    """An advice as it was given, from its rows; `path` where it stands among others."""

    rows: Rows
    path: str = ""

    def shown(self, key: str) -> str:
        held = self.rows.get(f"{self.path}{key}")
        return str(held["shown"]) if held else ""

    def value(self, key: str) -> Any:
        held = self.rows.get(f"{self.path}{key}")
        return held["value"] if held else None

    def line(self, key: str) -> Line:
        held = self.rows[f"{self.path}{key}"]
        return held["question"], str(held["shown"])

    @property
    def outcome(self) -> str:
        return self.shown("advice.outcome")

    @property
    def words(self) -> str:
        """Why, which part it concerns, and which other route."""
        return "\n\n".join(said for _question, said in self._of("because", "concerns", "route"))

    def _of(self, *keys: str) -> list[Line]:
        return [self.line(f"advice.{key}") for key in keys if self.shown(f"advice.{key}")]

    @property
    def besides(self) -> list[Line]:
        """What stands below the words, also where nobody talked about it."""
        return [self.line(f"advice.{key}") for key in ("weight", "if_wrong")]

    @property
    def pointed(self) -> list[Line]:
        """Which part of what was shown it concerns, and which other route."""
        return self._of("concerns", "route")

    @property
    def given_on(self) -> str:
        return short_date_words(datetime.fromisoformat(self.value("record.sealed_at")))

    @property
    def noticed(self) -> str:
        return self.shown("advice.noticed")

    @property
    def puts_right(self) -> str:
        return self.shown("putting-right.puts_right")

    @property
    def lacks(self) -> list[str]:
        return self.value("quorum") or []

    @property
    def without(self) -> list[str]:
        return self.value("without") or []

    @property
    def interests(self) -> list[str]:
        return self.value("interests") or []

    @cached_property
    def dissents(self) -> list[tuple[str, str, str]]:
        """Who, by profession; what they say; how it was given, where they did not write it."""
        return [
            (self.shown(f"{p}.who"), self.shown(f"{p}.view"), self.shown(f"{p}.how"))
            for p in self._paths("dissents")
        ]

    @cached_property
    def conditions(self) -> list[list[Line]]:
        """Each with its answers; without a question that was not asked yet when it was given."""
        keys = [f.key for f in declared(CONDITIONS.item_form)]
        return [
            [self.line(f"{p}.{k}") for k in keys if f"{self.path}{p}.{k}" in self.rows]
            for p in self._paths(CONDITIONS.slug)
        ]

    def _paths(self, name: str) -> list[str]:
        begins = f"{self.path}{name}."
        numbers = {i.removeprefix(begins).split(".")[0] for i in self.rows if i.startswith(begins)}
        return [f"{name}.{n}" for n in sorted(numbers, key=int)]


# -- minutes -------------------------------------------------------------------------------------


def members_rows(members: Sequence[Member]) -> Rows:
    """Everybody who was asked, by seat: who they are and whether they came."""
    rows = Rows()
    for one in members:
        path = f"members.{one.seat}"
        rows[f"{path}.name"] = row(str(_("Name")), one.name, one.name)
        rows[f"{path}.from"] = row(str(_("From")), one.comes_from or None, one.comes_from)
        rows[f"{path}.part"] = row(str(_("Part")), one.part, one.part)
        words = str(ATTENDANCES[one.attendance])
        rows[f"{path}.attendance"] = row(str(_("Attendance")), one.attendance, words)
    return rows


# What of an advice as it was given stands in minutes: not the record, and not the views.
_OF_ADVICE = (
    *("advice.", "putting-right.", f"{CONDITIONS.slug}.", "dissents."),
    *("quorum", "without", "interests", "record.sealed_at"),
)


def item_rows(path: str, item: Item, advised: Iterable[tuple[int, Rows]]) -> Rows:
    """An item of the minutes: whose, which referral, what was asked, and each advice as it was given."""
    asked = next((one["shown"] for one in item.asked if one["key"] == QUESTION), "")
    rows = {
        f"{path}called_by": row(str(_("About")), item.called_by, item.called_by),
        f"{path}referral": row(str(_("Referral")), item.referral_ref, item.referral_ref),
        f"{path}question": row(str(_("The question")), asked or None, asked),
    }
    if item.is_put_off:
        why = item.put_off_because or str(_("not yet talked about"))
        rows[f"{path}put_off"] = row(str(_("Put off to another sitting, because")), why, why)
    for number, given in advised:
        kept = {i: held for i, held in given.items() if i.startswith(_OF_ADVICE)}
        rows |= {f"{path}given.{number}.{i}": held for i, held in kept.items()}
    return rows


@dataclass(frozen=True)
class Came:
    """A member in the minutes."""

    name: str
    comes_from: str
    part: str
    attendance: str

    @property
    def words(self) -> str:
        return ", ".join(filter(None, (self.name, self.comes_from, str(PARTS[self.part]))))


CAME: dict[str, LazyString] = {
    Attendance.PRESENT: _("Present"),
    Attendance.EXPECTED: _("Expected; nobody has noted that they came"),
    Attendance.APOLOGIES: _("Apologies"),
    Attendance.NO_RESPONSE: _("No response"),
}


class MinutesPaper(EditionPaper):
    """The minutes as their template prints them."""

    @property
    def title(self) -> str:
        return str(_("Minutes: %(panel)s", panel=self.fact("panel")))

    @property
    def version_words(self) -> str:  # type: ignore[override]
        return str(_("%(reference)s, minutes", reference=self.fact("reference")))

    @property
    def sitting(self) -> str:
        """Which sitting, and from when."""
        return ", ".join(filter(None, (self.fact("sitting"), self.fact("at"))))

    def who(self, attendance: str) -> list[Came]:
        """Those who came, sent apologies, or were not heard from, by seat."""
        return [one for one in self.came if one.attendance == attendance]

    @property
    def attendances(self) -> list[tuple[str, list[Came]]]:
        """Each answer with those who gave it; those who were expected came as far as anybody said."""
        return [
            (str(words), found)
            for code, words in CAME.items()
            if (found := self.who(code)) or code == Attendance.PRESENT
        ]

    @property
    def seal_words(self) -> str:
        return str(_("Made on %(day)s. Digest %(digest)s")) % self.sealed

    @cached_property
    def came(self) -> list[Came]:
        seats = {i.split(".")[1] for i in self.rows if i.startswith("members.")}
        return [self._came(f"members.{n}") for n in sorted(seats, key=int)]

    def _came(self, path: str) -> Came:
        name, comes_from, part, attendance = (
            str(self.rows[f"{path}.{key}"]["value"] or "") for key in MEMBERS
        )
        return Came(name, comes_from, part, attendance)

    @property
    def lacks(self) -> list[str]:
        return self.rows["quorum"]["value"] or []

    @cached_property
    def items(self) -> list[MinuteItem]:
        numbers = {i.split(".")[1] for i in self.rows if i.startswith("items.")}
        return [MinuteItem(self.rows, f"items.{n}.") for n in sorted(numbers, key=int)]


@dataclass(frozen=True)
class MinuteItem:
    """One item in the minutes: whose, what was asked, and each advice in turn."""

    rows: Rows
    path: str

    @property
    def number(self) -> str:
        return self.path.split(".")[1]

    @property
    def called_by(self) -> str:
        return str(self.rows[f"{self.path}called_by"]["shown"])

    @property
    def referral(self) -> str:
        return str(self.rows[f"{self.path}referral"]["shown"])

    @property
    def question(self) -> str:
        return str(self.rows[f"{self.path}question"]["shown"])

    @property
    def put_off(self) -> str:
        """Why it was put off; empty where it was not."""
        held = self.rows.get(f"{self.path}put_off")
        return str(held["shown"]) if held else ""

    @property
    def interests(self) -> list[str]:
        return self.rows[f"{self.path}interests"]["value"] or []

    @property
    def without(self) -> list[str]:
        return self.rows[f"{self.path}without"]["value"] or []

    @cached_property
    def advice(self) -> list[GivenAdvice]:
        begins = f"{self.path}given."
        every = (i.removeprefix(begins) for i in self.rows if i.startswith(begins))
        numbers = {i.split(".")[0] for i in every}
        return [GivenAdvice(self.rows, f"{begins}{n}.") for n in sorted(numbers, key=order_of)]
