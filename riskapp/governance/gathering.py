"""Everything that may be disclosed about one person, item by item, in the words that stand today.

Each sort of row is read once, however many records there are. What is not kept about the person is not
here: the learning log, and what others wrote in their own accounts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from riskapp.accounts.tables import user_account
from riskapp.decision.facts import QUESTIONS
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.rules import State as DecisionState
from riskapp.decision.rules import fillings
from riskapp.decision.tables import copy_given, decision
from riskapp.governance.panels import Heard, Panels, is_letter, plain
from riskapp.governance.queries import (
    DECISION_KIND,
    HAPPENING_KIND,
    PERSON_KIND,
    Matter,
    Record,
    list_records,
)
from riskapp.governance.redacting import Item, Line, readable
from riskapp.governance.rules import (
    ABOUT,
    ADVICE,
    GIVEN,
    HAPPENED,
    HISTORY,
    ITEM_ROOM,
    LETTER,
    LOOKS,
    MINUTES,
    NOTED,
    PAPERS,
    REFERRED,
    REVIEWED,
    STANDS,
    UNSAVED,
    VERSION,
    VIEWS,
)
from riskapp.learning.journeys import TELLING
from riskapp.learning.review.journeys import REVIEWING
from riskapp.learning.review.rules import KIND as REVIEW_KIND
from riskapp.learning.review.rules import State as ReviewState
from riskapp.learning.review.tables import learning_review
from riskapp.learning.tables import happening
from riskapp.panel.journeys import REFERRING
from riskapp.panel.rules import REFERRAL_KIND
from riskapp.people.journeys import ABOUT as ABOUT_PERSON
from riskapp.platform.audit.tables import audit
from riskapp.platform.entries.reading import list_entries
from riskapp.platform.entries.tables import draft, entry, entry_history, entry_save
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import WAY, fill
from riskapp.platform.i18n import _
from riskapp.platform.tables import access_log
from riskapp.platform.time import moment_words, short_date_words
from riskapp.platform.versions.rows import Rows, fields_by_pattern, order_of, pattern, rows_of
from riskapp.platform.versions.store import Version, list_versions
from riskapp.platform.wizard.posting import answers
from riskapp.platform.wizard.steps import Journey

JOURNEYS: Mapping[str, Journey] = {
    PERSON_KIND: ABOUT_PERSON,
    DECISION_KIND: RECORD,
    HAPPENING_KIND: TELLING,
    REFERRAL_KIND: REFERRING,
    REVIEW_KIND: REVIEWING,
}


def gather(conn: Connection, found: Matter) -> list[Item]:
    """All there is, by kind and then by record. A review is among it, and never put in by itself."""
    every = _Gathering(conn, found)
    made = [
        *every.about(),
        *every.versions(),
        *every.stands(),
        *every.happened(),
        *every.panels(),
        *every.history(),
        *every.given(),
        *every.unsaved(),
        *every.looks(),
        *every.noted(),
        *every.reviews(),
    ]
    return [piece for item in made for piece in _in_pieces(item) if item.lines]


class _Gathering:
    """The rows of one person's records, each sort read once."""

    def __init__(self, conn: Connection, found: Matter) -> None:
        self.conn, self.matter = conn, found
        records = list_records(conn, found.person_id)
        self.reviewed = [one for one in records if one.kind == REVIEW_KIND]
        self.records = [one for one in records if one.kind != REVIEW_KIND]
        self.by_id = {one.id: one for one in records}
        self.facts, self.names = self._facts_and_names()
        self.entries = list_entries(conn, self.facts)
        self.sealed = list_versions(conn, [one.id for one in self.records])
        self.users: dict[str, str] = {
            row.id: row.name for row in conn.execute(select(user_account.c.id, user_account.c.name))
        }

    @cached_property
    def _told(self) -> Sequence[Any]:
        """What happened, with what is not among its words: its day, and how it turned out."""
        return self.conn.execute(
            select(happening.c.subject_id, happening.c.on_day, happening.c.kind).where(
                happening.c.person_id == self.matter.person_id
            )
        ).all()

    def _facts_and_names(self) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
        """What is known of each subject beside its entries, and what fills its labels."""
        name = {"name": self.matter.called_by}
        facts: dict[str, dict[str, str]] = {one: {} for one in self.by_id}
        names = dict.fromkeys(self.by_id, name)
        law = select(decision.c.subject_id, decision.c.jurisdiction)
        for row in self.conn.execute(law.where(decision.c.person_id == self.matter.person_id)):
            facts[row.subject_id] = {"jurisdiction": row.jurisdiction}
            names[row.subject_id] = fillings(self.matter.called_by, row.jurisdiction)
        for row in self._told:
            names[row.subject_id] = {**name, "told": self.matter.called_by, WAY: row.kind}
        of = [one.id for one in self.reviewed]
        opened = select(learning_review.c.subject_id, learning_review.c.opened_at)
        for row in self.conn.execute(opened.where(learning_review.c.subject_id.in_(of))):
            state = ReviewState.OPENED if row.opened_at else ReviewState.BEFORE
            facts[row.subject_id] = {"state": state}
        return facts, names

    def _who(self, user_id: str) -> str:
        """Somebody who signs in, by name; the machine itself by what it calls itself."""
        return self.users.get(user_id, user_id)

    def _some(self, kind: str) -> list[Record]:
        return [one for one in self.records if one.kind == kind]

    def _as_it_stands(self, one: Record, kind: str, title: str, day: str = "") -> Item:
        journey, names = JOURNEYS[one.kind], self.names[one.id]
        rows = rows_of(journey, self.entries[one.id], names)
        return _item(f"{one.ref}.now", kind, one, title, day, _lines_of(journey, rows, names))

    def about(self) -> Iterator[Item]:
        for one in self._some(PERSON_KIND):
            yield self._as_it_stands(one, ABOUT, one.words)

    def versions(self) -> Iterator[Item]:
        """Every sealed version, and what was frozen under what happened."""
        for version in self.sealed:
            one = self.by_id[version.subject_id]
            if one.kind == DECISION_KIND:
                title = _("%(ref)s, version %(number)s: %(what)s")
                said = {"ref": one.ref, "number": version.number, "what": one.words}
                yield self._frozen(one, version, VERSION, str(title) % said, RECORD)

    def _frozen(
        self, one: Record, version: Version, kind: str, title: str, journey: Journey
    ) -> Item:
        lines = _lines_of(journey, version.rows, self.names[one.id])
        day = short_date_words(version.sealed_at)
        return _item(f"{one.ref}.version.{version.number}", kind, one, title, day, lines)

    def stands(self) -> Iterator[Item]:
        """Conversations that are open, and those with words that no version holds yet."""
        for one in self._some(DECISION_KIND):
            if self._is_beyond_its_versions(one):
                yield self._as_it_stands(one, STANDS, f"{one.ref}: {one.words}")

    def _is_beyond_its_versions(self, one: Record) -> bool:
        last = max((v.sealed_at for v in self.sealed if v.subject_id == one.id), default=None)
        return last is None or one.state != DecisionState.SEALED or self._last_save(one) > last

    def _last_save(self, one: Record) -> datetime:
        saved: list[datetime] = [s["at"] for s in self._saves if s["subject_id"] == one.id]
        return max(saved)

    def happened(self) -> Iterator[Item]:
        days: dict[str, str] = {row.subject_id: row.on_day for row in self._told}
        for one in self._some(HAPPENING_KIND):
            day = days[one.id]
            words = short_date_words(date.fromisoformat(day)) if day else ""
            yield self._as_it_stands(one, HAPPENED, f"{one.ref}: {one.words}", words)
            for version in self.sealed:
                if version.subject_id == one.id:
                    of = version.rows["record.reference"]["value"]
                    title = str(_("%(of)s, as it stood and was frozen", of=of))
                    journey = TELLING if of == one.ref else RECORD
                    yield self._frozen(one, version, HAPPENED, title, journey)

    # -- what panels were asked, shown and said -------------------------------------------------------

    def panels(self) -> Iterator[Item]:
        """Of each referral what was asked, each sitting it was put to, what was given, and letters."""
        every = self._some(REFERRAL_KIND)
        found = Panels(self.conn, [one.id for one in every], self.users)
        conditions = found.conditions([one.id for one in every])
        for one in every:
            title = f"{one.ref}: {one.words}"
            yield self._as_it_stands(one, REFERRED, title)
            for heard in found.of(one.id):
                yield from self._heard(one, found, heard)
            for version in self.sealed:
                if version.subject_id == one.id:
                    yield self._given_by_a_panel(one, version)
            asked_for = str(_("%(of)s, what was asked for", of=title))
            yield _item(f"{one.ref}.conditions", ADVICE, one, asked_for, "", conditions[one.id])

    def _heard(self, one: Record, found: Panels, heard: Heard) -> Iterator[Item]:
        """What one sitting was shown and said of it."""
        key, day = f"{one.ref}.{heard.sitting_ref}", heard.day_words
        title = f"{one.ref}, {heard.sitting_ref}: {one.words}"
        yield _item(f"{key}.papers", PAPERS, one, title, day, found.papers(heard))
        if shown := found.shown(heard):
            as_shown = str(_("%(of)s, as it stood and was shown", of=title))
            of_them = _lines_of(RECORD, shown.rows, self.names[heard.decision_id])
            yield _item(f"{key}.shown", PAPERS, one, as_shown, day, of_them)
        yield _item(f"{key}.views", VIEWS, one, title, day, found.said(heard))
        for number, (journey, written) in enumerate(found.writing(heard), 1):
            rows = rows_of(journey, written, self.names[one.id])
            lines = [*_lines_of(journey, rows, self.names[one.id]), *found.dissents(heard)]
            not_given = str(_("%(of)s, being written and not given", of=title))
            yield _item(f"{key}.writing.{number}", ADVICE, one, not_given, day, lines)
        for version, of_it in found.minutes(heard, one.ref):
            made = short_date_words(version.sealed_at)
            yield _item(f"{key}.minutes.{version.number}", MINUTES, one, title, made, of_it)

    def _given_by_a_panel(self, one: Record, version: Version) -> Item:
        kind, day = LETTER if is_letter(version) else ADVICE, short_date_words(version.sealed_at)
        said = {"ref": one.ref, "number": version.number, "what": one.words}
        title = str(_("%(ref)s, paper %(number)s: %(what)s")) % said
        return _item(
            f"{one.ref}.paper.{version.number}", kind, one, title, day, plain(version.rows)
        )

    # -- what was written when ---------------------------------------------------------------------

    @cached_property
    def _saves(self) -> Sequence[Mapping[str, Any]]:
        rows = self.conn.execute(
            select(
                entry.c.subject_id,
                entry.c.id.label("entry_id"),
                entry.c.step,
                entry_history.c.data,
                entry_history.c.removed,
                entry_save.c.id.label("save_id"),
                entry_save.c.at,
                entry_save.c.by,
            )
            .join(entry_history, entry_history.c.entry_id == entry.c.id)
            .join(entry_save, entry_save.c.id == entry_history.c.save_id)
            .where(entry.c.subject_id.in_([one.id for one in self.records]))
            .order_by(
                *(entry_save.c.at, entry_save.c.id, entry.c.position, entry.c.id),
                entry_history.c.rev,
            )
        )
        return [dict(row) for row in rows.mappings()]

    def history(self) -> Iterator[Item]:
        for one in self.records:
            mine = [save for save in self._saves if save["subject_id"] == one.id]
            yield _item(
                f"{one.ref}.history",
                HISTORY,
                one,
                f"{one.ref}: {one.words}",
                "",
                self._written(one, mine),
            )

    def _written(self, one: Record, saves: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
        """Each save with its moment and who it was, and each answer it changed."""
        asked = fields_by_pattern(JOURNEYS[one.kind])
        before: dict[str, Mapping[str, Any]] = {}
        for number, (_save, together) in enumerate(groupby(saves, key=lambda s: s["save_id"]), 1):
            changed = list(together)
            who = self._who(changed[0]["by"])
            yield Line(f"s{number}", f"{moment_words(changed[0]['at'])}, {who}", None)
            for place, each in enumerate(changed, 1):
                was = before.get(each["entry_id"], {})
                before[each["entry_id"]] = {} if each["removed"] else each["data"]
                for key, words in self._differences(one, asked, was, each):
                    yield Line(f"s{number}.{place}.{key}", *words)

    def _differences(
        self,
        one: Record,
        asked: Mapping[str, Asked],
        was: Mapping[str, Any],
        each: Mapping[str, Any],
    ) -> Iterator[tuple[str, tuple[str, str]]]:
        now = {} if each["removed"] else each["data"]
        for key in dict.fromkeys((*now, *was)):
            if now.get(key) == was.get(key):
                continue
            field = asked.get(f"{each['step']}.{key}")
            if field is None:
                question, shown = key, str(now.get(key, ""))
            else:
                field.names = self.names[one.id]
                question, shown = field.question, _shown(field, now.get(key))
            yield key, (question, shown or str(_("Taken away")))

    # -- who was given it, who looked, who typed ------------------------------------------------------

    def given(self) -> Iterator[Item]:
        of = {v.id: self.by_id[v.subject_id] for v in self.sealed}
        numbers = {v.id: v.number for v in self.sealed}
        rows = self.conn.execute(
            select(copy_given)
            .where(copy_given.c.version_id.in_(list(of)))
            .order_by(copy_given.c.given_on, copy_given.c.noted_at, copy_given.c.id)
        ).all()
        for one in self._some(DECISION_KIND):
            lines = [
                Line(
                    f"g{number}",
                    short_date_words(date.fromisoformat(row.given_on)),
                    str(
                        _(
                            "%(copy)s of version %(number)s, to %(who)s. Noted %(when)s by %(by)s.",
                            copy=fill(layout_of(row.layout).title, self.names[one.id]),
                            number=numbers[row.version_id],
                            who=row.to_whom,
                            when=moment_words(row.noted_at),
                            by=self._who(row.noted_by),
                        )
                    ),
                )
                for number, row in enumerate(rows, 1)
                if of[row.version_id] == one
            ]
            yield _item(f"{one.ref}.given", GIVEN, one, f"{one.ref}: {one.words}", "", lines)

    def unsaved(self) -> Iterator[Item]:
        rows = self.conn.execute(
            select(draft)
            .where(draft.c.subject_id.in_([one.id for one in self.records]))
            .order_by(draft.c.at, draft.c.user_id, draft.c.place)
        ).all()
        for one in self.records:
            lines = [
                Line(
                    f"d{number}",
                    f"{moment_words(row.at)}, {self._who(row.user_id)}, {row.place}",
                    "\n".join(value for _name, value in answers(row.raw) if value.strip()),
                )
                for number, row in enumerate(rows, 1)
                if row.subject_id == one.id
            ]
            yield _item(f"{one.ref}.unsaved", UNSAVED, one, f"{one.ref}: {one.words}", "", lines)

    def looks(self) -> Iterator[Item]:
        """Until the matter was begun: else reading this would add to it, and it were never read."""
        rows = self.conn.execute(
            select(access_log)
            .where(
                access_log.c.subject_id.in_([one.id for one in self.records]),
                access_log.c.at < self.matter.made_at,
            )
            .order_by(access_log.c.id)
        ).all()
        for one in self.records:
            lines = [
                Line(
                    f"l{row.id}",
                    moment_words(row.at),
                    f"{self.users.get(row.user_id, '')}: {row.what}",
                )
                for row in rows
                if row.subject_id == one.id
            ]
            yield _item(f"{one.ref}.looks", LOOKS, one, self._until(one), "", lines)

    def noted(self) -> Iterator[Item]:
        """Until the matter was begun, as of looks."""
        rows = self.conn.execute(
            select(audit)
            .where(
                audit.c.subject_id.in_([one.id for one in self.records]),
                audit.c.at < self.matter.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
            )
            .order_by(audit.c.lane, audit.c.seq)
        ).all()
        for one in self.records:
            lines = [
                Line(
                    f"a{row.seq}",
                    f"{moment_words(datetime.fromisoformat(row.at))}, {self._who(row.actor_id)}",
                    ", ".join([row.event, *(f"{k}: {v}" for k, v in json.loads(row.keys).items())]),
                )
                for row in rows
                if row.subject_id == one.id
            ]
            yield _item(f"{one.ref}.noted", NOTED, one, self._until(one), "", lines)

    def _until(self, one: Record) -> str:
        said = {"ref": one.ref, "what": one.words, "when": moment_words(self.matter.made_at)}
        return str(_("%(ref)s: %(what)s, until %(when)s")) % said

    def reviews(self) -> Iterator[Item]:
        for one in self.reviewed:
            yield self._as_it_stands(one, REVIEWED, f"{one.ref}: {one.words}")


def _item(key: str, kind: str, one: Record, title: str, day: str, lines: Iterable[Line]) -> Item:
    made = tuple(
        replace(line, label=readable(line.label), text=line.text and readable(line.text))
        for line in lines
    )
    return Item(key, kind, one.id, readable(title), day, made)


def _shown(field: Asked, value: Any) -> str:
    """An answer as it was at the time, in words; of what pointed at others, how many."""
    if value is None:
        return ""
    if field.spec.json == "refs":
        return str(_("%(count)s chosen", count=len(value)))
    return field.shown(value)


def _lines_of(journey: Journey, rows: Rows, names: Mapping[str, str]) -> Iterator[Line]:
    """Every answer under the title of its page, in the order it is asked; and what has none, named."""
    for key in QUESTIONS:
        held = rows.get(f"record.{key}")
        if held and held["shown"]:
            yield Line(f"record.{key}", held["question"], str(held["shown"]))
    keys = {pat: place for place, pat in enumerate(fields_by_pattern(journey))}
    for step in journey.steps:
        mine = sorted(
            (i for i in rows if i.split(".")[0] in step.slugs),
            key=lambda i: (
                i.split(".")[0] != step.slug,
                order_of(i.rpartition(".")[0]),
                keys.get(pattern(i), len(keys)),
            ),
        )
        if not mine:
            continue
        yield Line(step.slug, fill(step.title, names), None)
        for path, together in groupby(mine, key=lambda i: i.rpartition(".")[0]):
            said = [row_id for row_id in together if rows[row_id]["shown"]]
            if said and path != step.slug:
                yield Line(path, _of_list(journey, path, names), None)
            for row_id in said:
                yield Line(row_id, rows[row_id]["question"], str(rows[row_id]["shown"]))
        unsaid = [rows[i]["question"] for i in mine if not rows[i]["shown"] and i.count(".") == 1]
        if unsaid:
            yield Line(f"{step.slug}.unsaid", str(_("Not yet talked about")), "; ".join(unsaid))


def _of_list(journey: Journey, path: str, names: Mapping[str, str]) -> str:
    """An item of a list, by the title of the list and its number there."""
    *_above, slug, number = path.split(".")
    (title,) = (c.title for c in journey.collections() if c.slug == slug)
    return str(_("%(list)s, %(number)s", list=fill(title, names), number=number))


def _in_pieces(item: Item) -> Iterator[Item]:
    """An item that is too long for one part, in several that say so."""
    pieces: list[list[Line]] = [[]]
    room = ITEM_ROOM
    for line in item.lines:
        size = len(line.label) + len(line.text or "") + 40
        if room < size and pieces[-1]:
            pieces.append([])
            room = ITEM_ROOM
        pieces[-1].append(line)
        room -= size
    if len(pieces) == 1:
        yield item
        return
    for number, lines in enumerate(pieces, 1):
        title = str(_("%(title)s, %(number)s", title=item.title, number=number))
        yield replace(item, key=f"{item.key}.{number}", title=title, lines=tuple(lines))
