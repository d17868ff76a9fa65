"""Places on a lower page that upper features fill: explicit lists, filled in each `init_app`.

The owner of a thing decides who may see it: every filler is handed the actor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.platform.i18n import LazyString


@dataclass(frozen=True)
class PersonLine:
    """Something about a person that stands on their page."""

    ref: str
    title: str
    state: str
    changed: str
    url: str
    notes: tuple[tuple[str, str], ...] = ()  # what stands out, and what it is about


@dataclass(frozen=True)
class Beside:
    """What an upper feature keeps of a person or a decision, under a heading of its own on its page.

    lines: each in words, with where to see it. begin: the button, in words, that begins another, and
    where it posts `about`, the reference of whose page it is; none for those who may not. worth: what
    stands above it. way: a link to where another is begun, in place of a button.
    """

    heading: LazyString
    lines: tuple[tuple[str, str], ...]
    about: str
    begin: tuple[LazyString, str] | None = None
    worth: LazyString | None = None
    way: tuple[LazyString, str] | None = None


@dataclass(frozen=True)
class BesideRestriction:
    """That something was added after something happened with a person: on which day or in which month,
    in words without what came of it; and what had been agreed not to do, one thing a line.
    """

    when: str
    not_to: str


@dataclass(frozen=True)
class ConditionStands:
    """Where something that was asked for stands: how one knows that it is done; and of one that is,
    when that was noted and by whom, and what was done.
    """

    known_by: str
    done_at: datetime | None
    done_by: str
    done_what: str


@dataclass(frozen=True)
class Answer:
    """What came of what somebody told: who told it, and each question with the words to it."""

    who: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Moment:
    """Something of an upper feature that stands on the timeline of a decision, and where to see it."""

    at: datetime
    words: str
    url: str


AnswersFiller = Callable[[Connection, str], list[Answer]]
BesideFiller = Callable[[Connection, Actor, str, str], Beside | None]  # None: nothing to show
# What is asked about: when each was first written, by id; those that came after are answered.
RestrictionFiller = Callable[
    [Connection, Actor, str, Mapping[str, datetime]], Mapping[str, BesideRestriction]
]
# By the id of the view that asks for them, in its order.
ConditionsFiller = Callable[[Connection, str], Mapping[str, Sequence[ConditionStands]]]
TimelineFiller = Callable[[Connection, Actor, str], list[Moment]]
PersonFiller = Callable[[Connection, Actor, str], list[PersonLine]]


class Slots:
    """The lists of one app."""

    def __init__(self) -> None:
        self.person: list[PersonFiller] = []
        self.beside_person: list[BesideFiller] = []
        self.beside_decision: list[BesideFiller] = []
        self.beside_restriction: list[RestrictionFiller] = []
        self.conditions: list[ConditionsFiller] = []
        self.answers: list[AnswersFiller] = []
        self.timeline: list[TimelineFiller] = []


def slots_of(app: object) -> Slots:
    """The lists of an app, made at first use."""
    extensions = app.extensions  # type: ignore[attr-defined]
    found: Slots = extensions.setdefault("riskapp-slots", Slots())
    return found


def person_lines(conn: Connection, actor: Actor, person_id: str) -> list[PersonLine]:
    """What upper features have to show on a person's page, in the order they were set up."""
    fillers = slots_of(current_app).person
    return [line for fill in fillers for line in fill(conn, actor, person_id)]


def beside_person(conn: Connection, actor: Actor, person_id: str, ref: str) -> list[Beside]:
    return _beside(slots_of(current_app).beside_person, conn, actor, person_id, ref)


def beside_decision(conn: Connection, actor: Actor, decision_id: str, ref: str) -> list[Beside]:
    return _beside(slots_of(current_app).beside_decision, conn, actor, decision_id, ref)


def _beside(
    fillers: list[BesideFiller], conn: Connection, actor: Actor, subject_id: str, ref: str
) -> list[Beside]:
    shown = (fill(conn, actor, subject_id, ref) for fill in fillers)
    return [one for one in shown if one]


def beside_restrictions(
    conn: Connection, actor: Actor, person_id: str, written: Mapping[str, datetime]
) -> dict[str, BesideRestriction]:
    """Of what was first `written` when, by id: what stands beside it."""
    found: dict[str, BesideRestriction] = {}
    for fill in slots_of(current_app).beside_restriction:
        found |= fill(conn, actor, person_id, written)
    return found


def conditions_of(conn: Connection, decision_id: str) -> dict[str, Sequence[ConditionStands]]:
    """Where the conditions of each view of a decision stand, by the id of the view, in its order."""
    found: dict[str, Sequence[ConditionStands]] = {}
    for fill in slots_of(current_app).conditions:
        found |= fill(conn, decision_id)
    return found


def answers_to(conn: Connection, subject_id: str) -> list[Answer]:
    """What upper features have to say to those who told of something."""
    return [one for fill in slots_of(current_app).answers for one in fill(conn, subject_id)]


def on_timeline(conn: Connection, actor: Actor, decision_id: str) -> list[Moment]:
    """What upper features have to show on the timeline of a decision."""
    return [
        one for fill in slots_of(current_app).timeline for one in fill(conn, actor, decision_id)
    ]
