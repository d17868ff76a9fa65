"""Advice as its page prints it: what was given, what is being written, and who may do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from riskapp.panel.advice.journeys import ADVISING, WRITTEN
from riskapp.panel.advice.paper import GivenAdvice
from riskapp.panel.advice.queries import Advice, Advising
from riskapp.panel.sitting.queries.sittings import Member
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import _
from riskapp.platform.time import short_date_words
from riskapp.platform.wizard.steps import State, Step


@dataclass(frozen=True)
class AdviceLine:
    """One advice on the page of its item. `told`: when it was given, or that it is being written."""

    heading: str
    told: str
    given: GivenAdvice
    is_given: bool


def advice_line(one: Advice, given: GivenAdvice) -> AdviceLine:
    heading = _("Advice") if one.number == 1 else _("Further advice")
    if one.given_at is None:
        told = _("Being written; it is given by whoever leads the sitting")
    else:
        told = _("Given on %(day)s. It stands as it was given", day=short_date_words(one.given_at))
    return AdviceLine(str(heading), str(told), given, one.is_given)


@dataclass(frozen=True)
class EntryLine:
    """A member for whom a dissent can be entered, and where."""

    member: Member
    place: str


def entering_lines(
    found_ref: str, members: Sequence[Member], but: Sequence[str], own: str
) -> list[EntryLine]:
    """Those who advise, have no interest and have given no dissent; not oneself."""
    return [
        EntryLine(one, f"{found_ref}.{one.seat}")
        for one in members
        if one.advises and one.user_id not in but and one.user_id != own
    ]


def step_lines(found: Advising, entries: Entries) -> list[tuple[str, str, State]]:
    """The pages of an advice that is being written."""
    return [
        (str(step.title), _address(found, step), step.state(entries))
        for step in WRITTEN
        if step.is_shown(entries)
    ]


def change_addresses(found: Advising) -> Mapping[str, str]:
    """Where each page of an advice is changed, by its slug."""
    return {step.slug: _address(found, step) for step in ADVISING.steps}


def _address(found: Advising, step: Step) -> str:
    return url_for("advising.step", ref=found.ref, step=step.slug)
