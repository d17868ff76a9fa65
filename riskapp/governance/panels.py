"""What panels hold about one person: what each was asked and shown, and what its members said.

A sitting is about several people: of its papers and minutes only what is about this one is read. A view
that was not opened is its writer's, before the law's asking as before the chair's: that it was given is
told, and no word of it. So is a dissent that was not given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Connection, case, select

from riskapp.decision.journeys import RECORD
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.governance.redacting import Line
from riskapp.panel.advice.journeys import ADVISING
from riskapp.panel.advice.paper import MEMBERS
from riskapp.panel.advice.rules import SHOWN
from riskapp.panel.advice.tables import advice, dissent
from riskapp.panel.journeys import REFERRING
from riskapp.panel.sitting.rules import GIVEN, interest_words
from riskapp.panel.sitting.steps.view import View
from riskapp.panel.sitting.tables import (
    declared_before,
    declared_interest,
    member_view,
    sitting,
    sitting_item,
    sitting_member,
)
from riskapp.panel.tables import panel_condition, referral
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.time import moment_words, short_date_words
from riskapp.platform.versions.rows import Rows, fields_by_pattern, order_of, pattern
from riskapp.platform.versions.store import Version, list_versions
from riskapp.platform.wizard.steps import Journey

LETTER = "letter."  # how the rows of a letter to the person begin
NOT_OPENED = _("Given, not opened")


@dataclass(frozen=True)
class Heard:
    """One item of a sitting: what a referral was put before its members as."""

    id: str
    referral_id: str
    decision_id: str
    sitting_id: str
    sitting_ref: str
    number: int
    asked: Sequence[Mapping[str, str]]
    since: Rows
    version_id: str | None
    is_unsealed: bool
    digest: str
    day: str

    @property
    def day_words(self) -> str:
        return short_date_words(date.fromisoformat(self.day)) if self.day else ""


class Panels:
    """The rows about some referrals, each sort read once. `users`: names by id."""

    def __init__(
        self, conn: Connection, referrals: Iterable[str], users: Mapping[str, str]
    ) -> None:
        self.conn, self.users = conn, users
        columns: list[Any] = [sitting_item.c.id, sitting_item.c.referral_id, referral.c.decision_id]
        columns += [sitting_item.c.sitting_id, subject.c.ref]
        put_before = ("number", "asked", "since", "version_id", "is_unsealed", "digest")
        columns += [*(sitting_item.c[key] for key in put_before), sitting.c.on_day]
        rows = conn.execute(
            select(*columns)
            .join(referral, referral.c.subject_id == sitting_item.c.referral_id)
            .join(sitting, sitting.c.subject_id == sitting_item.c.sitting_id)
            .join(subject, subject.c.id == sitting_item.c.sitting_id)
            .where(sitting_item.c.referral_id.in_(list(referrals)))
            .order_by(subject.c.ref, sitting_item.c.number)
        )
        self.heard = [Heard(*row) for row in rows]
        self.items = [one.id for one in self.heard]

    def of(self, referral_id: str) -> list[Heard]:
        return [one for one in self.heard if one.referral_id == referral_id]

    # -- what was put before the members ----------------------------------------------------------

    @cached_property
    def _of_sittings(self) -> list[Version]:
        return list_versions(self.conn, dict.fromkeys(one.sitting_id for one in self.heard))

    def shown(self, one: Heard) -> Version | None:
        """The open conversation as it was frozen for them; None where a sealed version was shown."""
        if not one.is_unsealed:
            return None
        return next((v for v in self._of_sittings if v.id == one.version_id), None)

    def papers(self, one: Heard) -> Iterator[Line]:
        """What they were asked, and what had been said since the version they were shown."""
        for said in one.asked:
            if said["shown"]:
                yield Line(f"asked.{said['key']}", said["question"], said["shown"])
        if unsaid := [said["question"] for said in one.asked if not said["shown"]]:
            yield Line("asked.unsaid", str(_("Not yet talked about")), "; ".join(unsaid))
        yield from plain(one.since, "since.")
        if one.digest:
            yield Line("digest", str(_("Digest of what was shown")), one.digest)

    # -- what the members said --------------------------------------------------------------------

    @cached_property
    def _views(self) -> Sequence[Any]:
        """Those that were given. No word of one that was not opened leaves the database."""
        said = case((member_view.c.shown_at.is_not(None), member_view.c.said))
        columns: list[Any] = [
            member_view.c[key]
            for key in ("item_id", "round", "user_id", "how", "shown_at", "is_late")
        ]
        at = sitting_member.c
        is_theirs = (at.sitting_id == sitting_item.c.sitting_id) & (
            at.user_id == member_view.c.user_id
        )
        seated = member_view.join(sitting_item, sitting_item.c.id == member_view.c.item_id)
        given = select(*columns, said.label("said"), at.profession, at.organisation).select_from(
            seated.outerjoin(sitting_member, is_theirs)
        )
        return self.conn.execute(
            given.where(
                member_view.c.item_id.in_(self.items), member_view.c.given_at.is_not(None)
            ).order_by(member_view.c.round, at.seat)
        ).all()

    @cached_property
    def _interests(self) -> Sequence[Any]:
        return self.conn.execute(
            select(declared_interest)
            .where(declared_interest.c.item_id.in_(self.items))
            .order_by(declared_interest.c.declared_at, declared_interest.c.user_id)
        ).all()

    @cached_property
    def _declared_before(self) -> Sequence[Any]:
        return self.conn.execute(
            select(declared_before)
            .where(declared_before.c.item_id.in_(self.items))
            .order_by(declared_before.c.number)
        ).all()

    def said(self, one: Heard) -> Iterator[Line]:
        """Each view that was opened, round by round; of others that they were given. Interests last."""
        for row in (row for row in self._views if row.item_id == one.id):
            path = f"view.{row.round}.{row.user_id}"
            who = (self._who(row.user_id), row.profession, row.organisation)
            said = {"round": row.round, "who": ", ".join(filter(None, who))}
            label = str(_("%(who)s, round %(round)s")) % said
            if row.shown_at is None:
                yield Line(path, label, str(NOT_OPENED))
                continue
            yield Line(path, label, None)
            yield Line(f"{path}.how", str(_("How it was given")), str(GIVEN[row.how]))
            if row.is_late:
                yield Line(f"{path}.late", str(_("When")), str(_("After the others were heard")))
            for asked in View(data=row.said).answered():
                yield Line(f"{path}.{asked.key}", asked.question, asked.shown(asked.kept))
        for row in (row for row in self._interests if row.item_id == one.id):
            path, whose = f"interest.{row.user_id}", self._who(row.user_id)
            label = str(_("Interest that %(who)s declared", who=whose))
            yield from self._declared(path, label, row)
            for was in self._declared_before:
                if (was.item_id, was.user_id) != (one.id, row.user_id):
                    continue
                label = str(_("Declared earlier, of the interest of %(who)s", who=whose))
                yield from self._declared(f"{path}.before.{was.number}", label, was)

    def _declared(self, path: str, label: str, row: Any) -> Iterator[Line]:
        yield Line(path, label, interest_words(row.what, is_there=row.is_there))
        told = _moment_and_who(row.declared_at, self.users.get(row.declared_by or "", ""))
        yield Line(f"{path}.when", str(_("When, and who said so")), told)

    # -- advice that is being written, and what it asks for ----------------------------------------

    @cached_property
    def _writing(self) -> dict[str, list[str]]:
        """Of each item the advice on it that was not given, by id."""
        rows = self.conn.execute(
            select(advice.c.item_id, advice.c.subject_id)
            .where(advice.c.item_id.in_(self.items), advice.c.given_at.is_(None))
            .order_by(advice.c.number)
        )
        found: dict[str, list[str]] = {one: [] for one in self.items}
        for item_id, subject_id in rows:
            found[item_id].append(subject_id)
        return found

    @cached_property
    def _written(self) -> Mapping[str, Entries]:
        every = [one for ids in self._writing.values() for one in ids]
        return list_entries(self.conn, {one: {} for one in every}) if every else {}

    @cached_property
    def _dissents(self) -> Sequence[Any]:
        if not self._written:
            return ()
        return self.conn.execute(
            select(dissent)
            .where(dissent.c.advice_id.in_(list(self._written)), dissent.c.given_at.is_not(None))
            .order_by(dissent.c.given_at, dissent.c.user_id)
        ).all()

    def writing(self, one: Heard) -> list[tuple[Journey, Entries]]:
        """The advice on it as it is being written, which its members read."""
        return [(ADVISING, self._written[advice_id]) for advice_id in self._writing[one.id]]

    def dissents(self, one: Heard) -> Iterator[Line]:
        """Those that were given beside an advice that was not, yet."""
        for row in self._dissents:
            if row.advice_id in self._writing[one.id]:
                label = str(_("%(who)s sees it differently", who=self._who(row.user_id)))
                yield Line(f"dissent.{row.user_id}", label, str((row.said or {}).get("view", "")))

    def conditions(self, referrals: Sequence[str]) -> dict[str, list[Line]]:
        """What each referral was asked for, and where that stands."""
        rows = self.conn.execute(
            select(panel_condition)
            .where(panel_condition.c.referral_id.in_(referrals))
            .order_by(panel_condition.c.given_at, panel_condition.c.number, panel_condition.c.id)
        )
        found: dict[str, list[Line]] = {one: [] for one in referrals}
        for row in rows:
            found[row.referral_id] += self._condition(row)
        return found

    def _condition(self, row: Any) -> Iterator[Line]:
        yield Line(row.id, str(_("Condition, %(when)s", when=moment_words(row.given_at))), None)
        by_when = short_date_words(date.fromisoformat(row.by_when)) if row.by_when else ""
        done = _moment_and_who(row.done_at, self.users.get(row.done_by or "", ""))
        replaced = moment_words(row.replaced_at) if row.replaced_at else ""
        for key, label, words in (
            ("what", _("What"), row.what),
            ("who", _("Who sees to it"), row.who),
            ("by_when", _("By when"), by_when),
            ("takes_away", _("What it takes away, and from whom"), row.takes_away),
            ("known_by", _("How one knows that it is done"), row.known_by),
            ("outside", _("Handed to"), row.outside),
            ("done", _("Done"), done),
            ("done_what", _("What was done"), row.done_what),
            ("replaced", _("A further advice took its place"), replaced),
        ):
            if words:
                yield Line(f"{row.id}.{key}", str(label), words)

    # -- minutes ----------------------------------------------------------------------------------

    def minutes(self, one: Heard, referral_ref: str) -> Iterator[tuple[Version, list[Line]]]:
        """Of each minutes of its sitting who came, and what is about this one."""
        for version in self._of_sittings:
            if version.subject_id != one.sitting_id:
                continue
            paths = [
                i.removesuffix("referral")
                for i, held in version.rows.items()
                if i.startswith("items.") and i.endswith(".referral")
                if held["value"] == referral_ref
            ]
            kept = {i: held for i, held in version.rows.items() if i.startswith(tuple(paths))}
            came = {i: h for i, h in version.rows.items() if i.split(".")[0] == "members"}
            if kept:
                yield version, [*plain(came), *plain(kept)]

    def _who(self, user_id: str) -> str:
        return self.users.get(user_id, user_id)


def is_letter(version: Version) -> bool:
    """Whether a version of a referral is a letter to the person; else it is advice that was given."""
    return any(row_id.startswith(LETTER) for row_id in version.rows)


def plain(rows: Rows, before: str = "") -> Iterator[Line]:
    """Rows of a paper that no journey asks, in the order in which they are asked and printed, each item
    of a list under a heading; but not the record that was shown with it.
    """
    above = ""
    for row_id in sorted(rows, key=_place):
        held = rows[row_id]
        if not held["shown"] or row_id.startswith((SHOWN, "record.")):
            continue
        for path, words in _headings(row_id):
            if not above.startswith(f"{path}."):
                yield Line(f"{before}{path}", words, None)
        above = row_id
        question, words = held["question"], str(held["shown"])
        if row_id.endswith(".record.sealed_at"):  # of an advice in minutes, which print the day
            question = str(_("Given on"))
            words = short_date_words(datetime.fromisoformat(held["value"]))
        yield Line(f"{before}{row_id}", question, words)


_OF_AN_ITEM = re.compile(r"(?P<of>items\.\d+(?:\.given\.\d+)?)\.")
_LISTS = {
    "members": _("Who was asked, %(number)s"),
    "items": _("Item %(number)s"),
    "given": _("Advice %(number)s"),
    "conditions": _("Condition %(number)s"),
    "dissents": _("Sees it differently, %(number)s"),
    ADDENDA.slug: _("What was said since, %(number)s"),
}


def _headings(row_id: str) -> Iterator[tuple[str, str]]:
    """Of each item of a list that a row stands in, from the outermost, its path and its heading."""
    parts = row_id.split(".")
    for at, part in enumerate(parts[:-1]):
        path, number = ".".join(parts[: at + 2]), parts[at + 1]
        if part == "views":
            who = {"who": _("View"), "round": number}
            yield ".".join(parts[: at + 3]), str(_("%(who)s, round %(round)s")) % who
        elif part in _LISTS and number.isdigit():
            yield path, str(_LISTS[part]) % {"number": number}


@cache
def _order() -> Mapping[str, int]:
    """The place of each question by the pattern of its row, and of each page or list by its slug.

    What stands alone comes before lists, whose last item would seem to go on.
    """
    asked = (REFERRING, ADVISING)
    of_journeys = [key for journey in asked for key in fields_by_pattern(journey)]
    every = [
        *(f"members.{key}" for key in MEMBERS),
        *("called_by", "referral", "question", "put_off", "record.sealed_at"),
        *("letter.asked", "letter.outcome"),
        *(key for key in of_journeys if not key.startswith("conditions.")),
        *("interests", "without", "quorum"),
        *(f"dissents.{key}" for key in ("who", "view", "how")),
        *(key for key in of_journeys if key.startswith("conditions.")),
        *("views.who", *(f"views.{field.key}" for field in declared(View))),
        *fields_by_pattern(RECORD),
    ]
    found: dict[str, int] = {}
    for place, key in enumerate(every):
        found.setdefault(key, place)
        found.setdefault(key.partition(".")[0], place)
    return found


def _place(row_id: str) -> tuple[Any, ...]:
    """Where a row stands: in its item and advice, by its page or list, its number there, and its key."""
    inside = _OF_AN_ITEM.match(row_id)
    rest = row_id[inside.end() :] if inside else row_id
    path = rest.removeprefix("asked.")
    numbers = [int(part) for part in path.split(".") if part.isdigit()]
    order = _order()
    last = 10_000  # what nobody asks any more
    return (
        order_of(inside["of"] if inside else ""),
        order.get(path.partition(".")[0], last),
        numbers,
        order.get(pattern(path), last),
        rest,
    )


def _moment_and_who(at: datetime | None, who: str) -> str:
    return ", ".join(filter(None, (moment_words(at), who))) if at else ""
