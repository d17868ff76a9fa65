"""What happened, as pages print it: what stood that day, lines of lists, how far each step is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from flask import url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.presenters.sealed import RingLine, ring_lines
from riskapp.decision.queries import Given
from riskapp.decision.record import record_of
from riskapp.decision.rules import Copy
from riskapp.learning.journeys import TELLING
from riskapp.learning.queries import Happening, Hold
from riskapp.learning.rules import (
    AFTER,
    KINDS,
    NARRATIVE,
    SAME_DAY,
    TELLINGS,
    TOLD,
    Sealed,
    either_of,
    is_held,
    is_told,
    open_steps,
    sealed_when,
    stood_on,
    waiting_routes,
)
from riskapp.learning.steps import account, candour, care, who_must_know
from riskapp.library.rules import ROUTES, Part, Routes
from riskapp.platform.entries.reading import Entries, Entry, Told
from riskapp.platform.forms import Form
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, moment_words, month_words, short_date_words, time_words
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows, entries_of
from riskapp.platform.versions.store import Sealing, Version
from riskapp.platform.wizard import State


@dataclass(frozen=True)
class Card:
    """What was agreed for when it goes wrong, of one version: what not to do comes first."""

    not_to: str
    first_sign: str
    steps: str
    treated: str
    ring: Sequence[RingLine]


def card_of(rows: Rows) -> Card:
    """The card that these rows carry."""
    talk: Conversation = record_of(shown_rows(RECORD, layout_of(Copy.CARD), rows), "").talk
    said = talk.if_wrong
    not_to, first_sign, steps, treated = (
        str(said.get(key, "")) for key in ("not_to", "first_sign", "steps", "treated")
    )
    return Card(not_to, first_sign, steps, treated, ring_lines(talk))


def sealed_days(found: Happening, sealings: Sequence[Sealing]) -> list[Sealed]:
    return [
        Sealed(s.number, local(s.sealed_at).date(), found.may_have_stood(s.sealed_at))
        for s in sealings
    ]


def asks_which(found: Happening, sealings: Sequence[Sealing]) -> str:
    """That several versions may have been in force on the day, each with its time; empty where no more
    than one can be meant, or somebody said which.
    """
    either = {s.number for s in either_of(sealed_days(found, sealings), found.happened_on)}
    if found.version or not either:
        return ""
    said = [
        str(_("version %(number)s at %(time)s", number=s.number, time=time_words(s.sealed_at)))
        for s in sorted(sealings, key=lambda s: s.number)
        if s.number in either
    ]
    words = _(
        "More than one version was sealed on that day: %(which)s. Say which one was in force."
    )
    return str(words) % {"which": ", ".join(said)}


def chosen_of(
    found: Happening, sealings: Sequence[Sealing]
) -> tuple[Sealing | None, Sealing | None]:
    """The version that stood on the day, if there is one that can be told from here, and the first that
    was sealed only afterwards.
    """
    by_number, days = {s.number: s for s in sealings}, sealed_days(found, sealings)
    stood = stood_on(days, found.happened_on)
    if found.version:
        return by_number[found.version], None
    after = [d for d in days if sealed_when(d.on, found.happened_on) == AFTER]
    first_after = min(after, default=None)
    return (
        by_number[stood.number] if stood else None,
        by_number[first_after.number] if first_after else None,
    )


def moved_words(found: Happening, sealings: Sequence[Sealing], told: Sequence[Told]) -> str:
    """That by the day as it was last put right another version stood than by what was said before;
    empty where it is the same one, or somebody chose it. `told`: the account, as it was ever saved.
    """
    days = [
        (str(day or ""), next(same).at)
        for day, same in groupby(told, lambda one: one.data.get("on"))
    ]
    if found.version or not days[1:] or asks_which(found, sealings):
        return ""
    now, _after = chosen_of(found, sealings)
    then = [s for s in sealings if s.sealed_at <= days[-1][1]]  # before it was put right
    before, _after = chosen_of(replace(found, on_day=days[-2][0]), then)
    if now == before:
        return ""
    day = short_date_words(found.happened_on) if found.happened_on else ""
    because = _("because the day is %(day)s", day=day) if day else _("because no day is written")
    words = _("Now resting on %(now)s, %(because)s. Before, it rested on %(before)s.")
    return str(words) % {"now": _named(now), "because": because, "before": _named(before)}


def _named(sealing: Sealing | None) -> LazyString:
    return _("version %(number)s", number=sealing.number) if sealing else _("no sealed version")


def sealed_mark(found: Happening, sealing: Sealing) -> str:
    """Which version it is, and how its seal stands to the day it happened."""
    on = local(sealing.sealed_at).date()
    said = {"number": sealing.number, "ref": found.decision_ref, "day": short_date_words(on)}
    when = sealed_when(on, found.happened_on)
    if when == AFTER:
        return (
            str(_("Version %(number)s of %(ref)s. It was sealed after this happened, on %(day)s."))
            % said
        )
    if when == SAME_DAY:
        words = _("Version %(number)s of %(ref)s. It was sealed on that same day, at %(time)s.")
        return str(words) % {**said, "time": time_words(sealing.sealed_at)}
    if found.happened_on is None:
        words = _(
            "Version %(number)s of %(ref)s, sealed %(day)s: the latest, until the day is written."
        )
        return str(words) % said
    return str(_("Version %(number)s of %(ref)s, sealed %(day)s. It stood on that day.")) % said


def sealed_that_day(found: Happening, sealings: Sequence[Sealing], stood: Sealing) -> str:
    """That another version was sealed on that very day, before it was told, where one from before is
    taken.
    """
    if found.version:
        return ""
    later = [
        str(_("version %(number)s at %(time)s", number=s.number, time=time_words(s.sealed_at)))
        for s in sorted(sealings, key=lambda s: s.number)
        if s.number > stood.number
        and local(s.sealed_at).date() == found.happened_on
        and found.may_have_stood(s.sealed_at)
    ]
    words = _("Sealed on that day as well: %(which)s. Say so where that one was in force already.")
    return str(words) % {"which": ", ".join(later)} if later else ""


def version_words(sealing: Sealing, given: Sequence[Given]) -> str:
    """When a version was sealed, and to whom copies of it were given, the first first."""
    sealed = _(
        "Version %(number)s, sealed %(when)s",
        number=sealing.number,
        when=moment_words(sealing.sealed_at),
    )
    to = [
        str(_("%(who)s, %(day)s", who=one.to_whom, day=short_date_words(one.given_on)))
        for one in reversed(given)
        if one.version_id == sealing.id
    ]
    if not to:
        return str(_("%(sealed)s. No copy of it is noted as given", sealed=sealed))
    return str(_("%(sealed)s. Given to: %(whom)s", sealed=sealed, whom="; ".join(to)))


def by_the_day(found: Happening, sealings: Sequence[Sealing]) -> str:
    """The version that is taken by the day as it is written."""
    if not sealings:
        return str(_("The version that stood on that day"))
    stood = stood_on(sealed_days(found, sealings), found.happened_on)
    if stood is None:
        return str(_("The version that stood on that day: none was sealed by then"))
    number = stood.number
    return str(_("The version that stood on that day: version %(number)s", number=number))


def sealed_afterwards(sealing: Sealing) -> str:
    day = short_date_words(local(sealing.sealed_at).date())
    words = _(
        "Nothing was sealed by that day. Version %(number)s was sealed afterwards, on %(day)s."
    )
    return str(words) % {"number": sealing.number, "day": day}


def frozen_mark(frozen: Version) -> str:
    day = short_date_words(local(frozen.sealed_at).date())
    return str(_("Not sealed; as it stood when this was written down on %(day)s.", day=day))


def unsealed(rows: Rows) -> Rows:
    """The rows of a conversation as it stood, without a moment and a name of a seal there never was."""
    return {i: row for i, row in rows.items() if i not in ("record.sealed_at", "record.sealed_by")}


def month_of(found: Happening) -> str:
    """The month it happened, else the month it was written down."""
    day = found.happened_on or local(found.made_at).date()
    return month_words(day.month, day.year)


def when_words(found: Happening) -> str:
    """The day it happened, else the month it was written down."""
    return short_date_words(found.happened_on) if found.happened_on else month_of(found)


def kind_words(found: Happening) -> str:
    return str(KINDS[found.kind]) if found.kind in KINDS else str(_("What happened"))


def line_words(found: Happening) -> str:
    """A line about it for whoever may see it: kind and month."""
    return str(_("%(kind)s, %(month)s", kind=kind_words(found), month=month_of(found)))


# -- who else must know, who needs care, and when it was held ------------------------------------


@dataclass(frozen=True)
class Telling:
    """One route: where it stands in words, and whom, when and under which reference."""

    title: str
    state: str  # empty: not yet talked about
    is_waiting: bool
    particulars: str


def every_telling(entries: Entries) -> list[Telling]:
    """Every route, in its order."""
    said = entries.data(who_must_know.STEP.slug)
    being_open = entries.data(candour.STEP.slug)
    waiting = waiting_routes(entries.data(account.STEP.slug), said, being_open)
    form = who_must_know.STEP.form(data=said)
    return [
        Telling(
            str(title),
            str(TELLINGS[TOLD if is_told(route, said, being_open) else said[route]])
            if route in said
            else "",
            route in waiting,
            ", ".join(
                asked.shown(asked.kept)
                for asked in form.some(who_must_know.keys_of(route)[1:])
                if asked.kept is not None
            ),
        )
        for route, title in ROUTES.items()
    ]


def waiting_words(found: Happening) -> str:
    """The routes that nobody has told yet, for a line of a list."""
    return "; ".join(str(ROUTES[one]) for one in found.waiting if one in ROUTES)


def open_words(content: Routes, entries: Entries) -> list[Part]:
    """What being open with the person asks here and is not done yet."""
    left = open_steps(
        [one.id for one in content.candour],
        entries.data(who_must_know.STEP.slug),
        entries.data(candour.STEP.slug),
    )
    return [one for one in content.candour if one.id in left]


def cared_for(entries: Entries, names: Mapping[str, str]) -> list[tuple[Entry, Form]]:
    """Everybody who was written down as needing care, with what was said of each."""
    form = care.CARED_FOR.item_form
    return [(one, form(data=one.data, names=names)) for one in entries.items(care.CARED_FOR.slug)]


def timeline(found: Happening, holds: Sequence[Hold]) -> list[tuple[str, str, str]]:
    """When it was written down, held and restarted, and by whom, newest first."""
    lines = [(found.made_at, str(_("Written down")))]
    for one in holds:
        asked = str(_("Asked by: %(who)s", who=one.asked_by)) if one.asked_by else ""
        held = str(_("Put on hold by %(who)s", who=one.begun_by))
        lines.append((one.begun_at, _sentences(one.words, asked, one.note, held)))
        if one.ended_at:
            again = str(_("Restarted by %(who)s", who=one.ended_by))
            lines.append((one.ended_at, _sentences(again, one.ended_note)))
    lines.sort(key=lambda line: line[0], reverse=True)
    return [(at.isoformat(), moment_words(at), said) for at, said in lines]


def _sentences(*said: str) -> str:
    """Each with a full stop, whatever somebody wrote."""
    return " ".join(f"{one.strip().rstrip('.')}." for one in said if one.strip())


def frozen_parts(found: Happening, frozen: Version) -> list[tuple[str, list[Form]]]:
    """What was said as it was frozen: each page's title, with its answers and those of its lists."""
    entries = entries_of(TELLING, frozen.rows, {})

    def said(slug: str, form: type[Form]) -> list[Form]:
        return [form(data=one.data, names=found.names) for one in entries.items(slug) if one.data]

    every = [
        (
            fill(step.title, found.names),
            [
                *said(step.slug, step.form),
                *(one for c in step.collections for one in said(c.slug, c.item_form)),
            ],
        )
        for step in TELLING.steps
    ]
    return [(title, forms) for title, forms in every if forms]


# Of a letter: the answer that each part prints after the sentence it begins with.
_LETTER = {
    "sorry": (candour.STEP.slug, "sorry"),
    "account": (account.STEP.slug, "facts"),
    "why": (candour.STEP.slug, "why"),
    "enquiries": (candour.STEP.slug, "enquiries"),
    "meeting": (candour.STEP.slug, "meeting"),
    "results": (candour.STEP.slug, "results"),
    "support": (candour.STEP.slug, "support"),
    "contact": (candour.STEP.slug, "contact"),
}


def letter_of(content: Routes, entries: Entries) -> list[tuple[Part, bool, str]]:
    """Each part of the letter: what it begins with, whether it goes on, and with which words."""
    return [
        (part, part.id in _LETTER, str(_said(entries, *_LETTER[part.id])))
        if part.id in _LETTER
        else (part, False, "")
        for part in content.letter
    ]


NOT_WRITTEN = _("not written yet")


def gap() -> str:
    """What stands in a letter where nothing was written."""
    return f"[{NOT_WRITTEN}]"


def letter_text(content: Routes, entries: Entries) -> list[str]:
    """The parts of the letter in their order, each with what was written; of what was not, a gap."""
    return [_part(*one) for one in letter_of(content, entries)]


def _part(part: Part, goes_on: bool, said: str) -> str:
    if part.id == "sorry" and said:
        return said
    return f"{part.text}\n{said or gap()}" if goes_on else str(part.text)


def _said(entries: Entries, step: str, key: str) -> Any:
    return entries.data(step).get(key, "")


def next_step(found: Happening, entries: Entries) -> tuple[str, str]:
    """The first page nobody has written on yet, the last where all have begun: title and address. While
    it is on hold, of those that go on.
    """
    waits = NARRATIVE if is_held(found) else frozenset()
    shown = [step for step in TELLING.shown(entries) if step.slug not in waits]
    step = next((s for s in shown if s.state(entries) == State.NOT_YET), shown[-1])
    address = url_for("telling.step", ref=found.ref, step=step.slug)
    return fill(step.title, found.names), address
