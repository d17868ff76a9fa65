"""What happened, as pages print it: what stood that day, lines of lists, how far each step is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask import url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import RECORD
from riskapp.decision.layouts import layout_of
from riskapp.decision.presenters.sealed import RingLine, ring_lines
from riskapp.decision.record import record_of
from riskapp.decision.rules import Copy
from riskapp.learning.journeys import TELLING
from riskapp.learning.queries import Happening
from riskapp.learning.rules import AFTER, KINDS, SAME_DAY, Sealed, sealed_when, stood_on
from riskapp.platform.entries.reading import Entries, Told
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, month_words, short_date_words, time_words
from riskapp.platform.versions.layouts import shown_rows
from riskapp.platform.versions.rows import Rows
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


def chosen_of(
    found: Happening, sealings: Sequence[Sealing]
) -> tuple[Sealing | None, Sealing | None]:
    """The version that stood on the day, and the first that was sealed only afterwards."""
    by_number = {s.number: s for s in sealings}
    days = [Sealed(s.number, local(s.sealed_at).date()) for s in sealings]
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
    days = [str(day or "") for day, _same in groupby(one.data.get("on") for one in told)]
    if found.version or not days[1:]:
        return ""
    now, _after = chosen_of(found, sealings)
    before, _after = chosen_of(replace(found, on_day=days[-2]), sealings)
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


def sealed_afterwards(sealing: Sealing) -> str:
    day = short_date_words(local(sealing.sealed_at).date())
    words = _(
        "Nothing was sealed by that day. Version %(number)s was sealed afterwards, on %(day)s."
    )
    return str(words) % {"number": sealing.number, "day": day}


def frozen_mark(frozen: Version) -> str:
    day = short_date_words(local(frozen.sealed_at).date())
    return str(_("Not sealed; as it stood when this was written down on %(day)s.", day=day))


def month_of(found: Happening) -> str:
    """The month it happened, else the month it was written down."""
    day = found.happened_on or local(found.made_at).date()
    return month_words(day.month, day.year)


def kind_words(found: Happening) -> str:
    return str(KINDS[found.kind]) if found.kind in KINDS else str(_("What happened"))


def line_words(found: Happening) -> str:
    """A line about it for whoever may see it: kind and month."""
    return str(_("%(kind)s, %(month)s", kind=kind_words(found), month=month_of(found)))


def next_step(found: Happening, entries: Entries) -> tuple[str, str]:
    """The first page nobody has written on yet, the log where all have begun: title and address."""
    shown = TELLING.shown(entries)
    step = next((s for s in shown if s.state(entries) == State.NOT_YET), shown[-1])
    address = url_for("telling.step", ref=found.ref, step=step.slug)
    return fill(step.title, found.names), address
