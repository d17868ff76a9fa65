"""What happened with a decision, newest first, each in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.layouts import layout_of
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import (
    LIST_WORDS,
    calls_for_route,
)
from riskapp.decision.said import Addendum
from riskapp.decision.steps import decision as wanted
from riskapp.decision.steps import looking_again, what_happened
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Told
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.time import local, moment_words, short_date_words
from riskapp.platform.versions.store import Sealing


def timeline(
    found: Decision,
    sealings: Sequence[Sealing],
    given: Sequence[Given],
    told: Sequence[Told],
    addenda: Sequence[Addendum],
) -> list[tuple[str, str, str]]:
    """What happened with a decision, newest first: when in words, what, and where to see it."""
    numbers = {s.id: s.number for s in sealings}
    lines: list[tuple[date, datetime, str, str, str]] = []
    for s in sealings:
        url = url_for("decision.copy", ref=found.ref, number=s.number, layout="full")
        said = str(_("Version %(number)s sealed", number=s.number))
        lines.append((*_at(s.sealed_at), moment_words(s.sealed_at), said, url))
    for g in given:
        said = str(
            _(
                "%(copy)s, version %(number)s, given to %(who)s",
                copy=fill(layout_of(g.layout).title, found.names),
                number=numbers[g.version_id],
                who=g.to_whom,
            )
        )
        lines.append((g.given_on, g.noted_at, short_date_words(g.given_on), said, ""))
    for one in addenda:
        if one.entry.made_at:
            said = str(_("%(heading)s: %(what)s", heading=one.heading, what=one.concerns))
            at = one.entry.made_at
            lines.append((*_at(at), moment_words(at), beginning(said, LIST_WORDS), ""))
    for number, at in reviews_begun(sealings, told).items():
        said = str(_("Review of version %(number)s begun", number=number))
        lines.append((*_at(at), moment_words(at), said, ""))
    for number, at, why in begun_again(sealings, told):
        if number > found.next_number or (number == found.next_number and not found.is_open):
            continue
        said = str(_("Version %(number)s begun", number=number))
        if why:
            said = str(_("%(begun)s: %(why)s", begun=said, why=beginning(why, LIST_WORDS)))
        lines.append((*_at(at), moment_words(at), said, ""))
    for at in routes_shown(told):
        url = url_for("safeguarding.route", ref=found.ref)
        said = str(_("The safeguarding route was shown"))
        lines.append((*_at(at), moment_words(at), said, url))
    begun = str(_("Conversation begun"))
    lines.append((*_at(found.made_at), moment_words(found.made_at), begun, ""))
    return [line[2:] for line in sorted(lines, reverse=True)]


def _at(moment: datetime) -> tuple[date, datetime]:
    """Its day at the place, and itself: of what has a day alone, when it was noted is its moment."""
    return local(moment).date(), moment


TIMELINE_IS_IN = (
    wanted.STEP.slug,
    OPTIONS.slug,
    looking_again.STEP.slug,
    what_happened.STEP.slug,
)


def reviews_begun(sealings: Sequence[Sealing], told: Sequence[Told]) -> dict[int, datetime]:
    """When the first review of each version was begun, by the number of the version."""
    begun: dict[int, datetime] = {}
    for one in told:
        if one.step == what_happened.STEP.slug and not one.data:
            begun.setdefault(sum(s.sealed_at <= one.at for s in sealings), one.at)
    return begun


def begun_again(
    sealings: Sequence[Sealing], told: Sequence[Told]
) -> list[tuple[int, datetime, str]]:
    """The later versions: the number of each, when it was begun, and why as it was last said."""
    begun: dict[int, tuple[datetime, str]] = {}
    for one in told:
        if one.step == looking_again.STEP.slug:
            number = 1 + sum(s.sealed_at <= one.at for s in sealings)
            at, _said = begun.get(number, (one.at, ""))
            begun[number] = (at, str(one.data.get("why", "")))
    return [(number, at, why) for number, (at, why) in begun.items() if number > 1]


def routes_shown(told: Sequence[Told]) -> list[datetime]:
    """When what was said of danger and pressure led to the safeguarding route.

    The save that a record began with, the one that made its options, is left out: an import shows
    nobody anything.
    """
    began = {one.save_id for one in told if one.step == OPTIONS.slug and one.rev == 1}
    shown: list[datetime] = []
    before: Mapping[str, Any] = {}
    for one in told:
        if one.step != wanted.STEP.slug:
            continue
        if one.save_id not in began and calls_for_route(one.data, before):
            shown.append(one.at)
        before = one.data
    return shown
