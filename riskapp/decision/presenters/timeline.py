"""What happened with a decision, newest first, each in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.layouts import layout_of
from riskapp.decision.queries import Decision, Given
from riskapp.decision.rules import (
    LIST_WORDS,
    PERSONS,
    calls_for_route,
)
from riskapp.decision.said import OutsideView
from riskapp.decision.steps import decision as wanted
from riskapp.decision.steps import looking_again, what_happened
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Told
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.slots import Moment
from riskapp.platform.time import local, moment_words, short_date_words
from riskapp.platform.versions.store import Sealing

# Its day and moment; when in words, what, and where to see it.
Line = tuple[date, datetime, str, str, str]


def timeline(
    found: Decision,
    sealings: Sequence[Sealing],
    given: Sequence[Given],
    told: Sequence[Told],
    talk: Conversation,
    outdated: Collection[str] = (),
    also: Sequence[Moment] = (),
) -> list[tuple[str, str, str]]:
    """What happened with a decision, newest first: when in words, what, and where to see it.
    `outdated`: the views that backed words which a later version changed. `also`: of upper features.
    """
    numbers = {s.id: s.number for s in sealings}
    lines: list[Line] = []
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
    for one in talk.addenda:
        if one.entry.made_at:
            said = str(_("%(heading)s: %(what)s", heading=one.heading, what=one.concerns))
            at = one.entry.made_at
            lines.append((*_at(at), moment_words(at), beginning(said, LIST_WORDS), ""))
    for view in talk.outside:
        lines += _outside_lines(view, talk, is_outdated=view.id in outdated)
    lines += [_moment_line(one) for one in also]
    for begins in beginnings(told, what_happened.STEP.slug, sealings):
        lines += _begun_lines(
            begins,
            _("Review of version %(number)s begun", number=begins.after),
            _("Review of version %(number)s put away", number=begins.after),
        )
    for begins in beginnings(told, looking_again.STEP.slug, sealings):
        is_open = found.is_open or begins.put_away or begins.after < found.versions
        if not begins.after or not is_open:  # a review that carries on begins none
            continue
        number = begins.after + 1
        lines += _begun_lines(
            begins,
            _("Version %(number)s begun", number=number),
            _("Version %(number)s put away", number=number),
        )
    for at in routes_shown(told):
        url = url_for("safeguarding.route", ref=found.ref)
        said = str(_("The safeguarding route was shown"))
        lines.append((*_at(at), moment_words(at), said, url))
    begun = str(_("Conversation begun"))
    lines.append((*_at(found.made_at), moment_words(found.made_at), begun, ""))
    return [line[2:] for line in sorted(lines, reverse=True)]


def _moment_line(one: Moment) -> Line:
    """What an upper feature has to show."""
    return (*_at(one.at), moment_words(one.at), beginning(one.words, LIST_WORDS), one.url)


def _outside_lines(view: OutsideView, talk: Conversation, *, is_outdated: bool) -> Iterator[Line]:
    """What others said, on its day, and each answer to it."""
    where = f"#outside-{view.id}"
    said = _("%(who)s: %(outcome)s", who=view.from_words, outcome=view.outcome_words)
    earlier = _("%(said)s. Backed an earlier version", said=said)
    if view.entry.made_at:
        at, on = view.entry.made_at, view.given_on
        when = short_date_words(on) if on else moment_words(at)
        words = str(earlier if is_outdated else said)
        yield (on or local(at).date(), at, when, beginning(words, LIST_WORDS), where)
    for one in view.answers:
        if one.made_at:
            who = talk.name if one.get("whose") == PERSONS else str(_("The practitioner"))
            words = str(_("%(who)s answered %(whom)s", who=who, whom=view.from_words))
            at = one.made_at
            yield (*_at(at), moment_words(at), beginning(words, LIST_WORDS), where)


def _at(moment: datetime) -> tuple[date, datetime]:
    """Its day at the place, and itself: of what has a day alone, when it was noted is its moment."""
    return local(moment).date(), moment


TIMELINE_IS_IN = (
    wanted.STEP.slug,
    OPTIONS.slug,
    looking_again.STEP.slug,
    what_happened.STEP.slug,
)


@dataclass(frozen=True)
class Beginning:
    """A later version, or a review: after how many versions it was begun and when, why as it was last
    said, and when it was put away, if it was.
    """

    after: int
    at: datetime
    why: str = ""
    put_away: datetime | None = None


def beginnings(told: Sequence[Told], step: str, sealings: Sequence[Sealing]) -> list[Beginning]:
    """All that began with the entry of a step, oldest first. Taken away before the next seal, it was put
    away, also where the same save put back what was sealed; after a seal it is only done with.
    """
    found: list[Beginning] = []
    put_away_in = ""
    for one in (t for t in told if t.step == step):
        after = sum(s.sealed_at <= one.at for s in sealings)
        is_under_way = bool(found) and found[-1].after == after and not found[-1].put_away
        if one.removed and is_under_way:
            put_away_in = one.save_id
            found[-1] = replace(found[-1], put_away=one.at)
        elif is_under_way:
            found[-1] = replace(found[-1], why=str(one.data.get("why", "")))
        elif not one.removed and one.save_id != put_away_in:
            found.append(Beginning(after, one.at, str(one.data.get("why", ""))))
    return found


def as_sealed_since(told: Sequence[Told], sealings: Sequence[Sealing]) -> datetime | None:
    """When a record last stood as it was sealed: at the seal, or when a later version was put away."""
    begun = beginnings(told, looking_again.STEP.slug, sealings)
    moments = [*(one.put_away for one in begun if one.put_away), *(s.sealed_at for s in sealings)]
    return max(moments, default=None)


def _begun_lines(one: Beginning, begun: LazyString, put_away: LazyString) -> Iterator[Line]:
    """That it was begun, and why where somebody said; and that it was put away, where it was."""
    said = _("%(begun)s: %(why)s", begun=begun, why=beginning(one.why, LIST_WORDS))
    yield (*_at(one.at), moment_words(one.at), str(said if one.why else begun), "")
    if one.put_away:
        yield (*_at(one.put_away), moment_words(one.put_away), str(put_away), "")


def routes_shown(told: Sequence[Told]) -> list[datetime]:
    """When what was said of danger and pressure led to the safeguarding route.

    The save that a record began with, the one that made its options, is left out, and one that put a
    version away: an import shows nobody anything, nor does what is put back as it was sealed.
    """
    unseen = {one.save_id for one in told if one.removed}
    unseen |= {one.save_id for one in told if one.step == OPTIONS.slug and one.rev == 1}
    shown: list[datetime] = []
    before: Mapping[str, Any] = {}
    for one in told:
        if one.step != wanted.STEP.slug:
            continue
        if one.save_id not in unseen and calls_for_route(one.data, before):
            shown.append(one.at)
        before = one.data
    return shown
