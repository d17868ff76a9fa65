"""What others said of a decision, as its page shows it: beside it, with what has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from riskapp.decision.changes import Group
from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import Bound, Decision
from riskapp.decision.rules import PERSONS, Copy
from riskapp.decision.said import OutsideView, day_of, told_words
from riskapp.decision.steps.outside import (
    ANSWERS_TO_CONDITIONS,
    CONDITIONS,
    OUTSIDE_VIEWS,
    VIEW_ANSWERS,
)
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import Form
from riskapp.platform.i18n import _
from riskapp.platform.time import local, short_date_words

ASKED_OF_EACH = ("who", "by_when", "takes_away")  # of a condition, answered or not
TOLD_OF_SOME = ("known_by", "done_what")
ABOUT_IT = ("concerns", "weight", "if_wrong")  # asked of a view beside its words
MOST_BEFORE = 600  # characters of what a court decided that stand first with nothing folded


@dataclass(frozen=True)
class ConditionLine:
    """A condition: what is told of it, that it is done where it is, and what was answered to it."""

    form: Form
    keys: list[str]
    done: str
    answered: list[tuple[str, Form]]


@dataclass(frozen=True)
class ViewLine:
    """One view: who says what of which words, with whoever dissents beside it, and what was answered.

    changed: the parts in which a later version changed something that a backing rests on; None where
    nothing was sealed since, or it is none. look_again_url: where it was given.
    """

    view: OutsideView
    about: list[tuple[str, str]]
    conditions: list[ConditionLine]
    answered: list[tuple[str, Form]]
    told: str
    changed: list[str] | None
    changes_url: str
    look_again_url: str
    answer_url: str


def view_lines(
    found: Decision,
    talk: Conversation,
    stands: Mapping[str, Sequence[Group]],
    bound: Sequence[Bound],
) -> list[ViewLine]:
    """The newest first: what was said last is what counts."""
    where = {one.id: one.address for one in bound}
    return [_line(found, talk, view, stands, where) for view in reversed(talk.outside)]


def _line(
    found: Decision,
    talk: Conversation,
    view: OutsideView,
    stands: Mapping[str, Sequence[Group]],
    where: Mapping[str, str],
) -> ViewLine:
    form = OUTSIDE_VIEWS.item_form(data=view.entry.data, names=talk.names)
    return ViewLine(
        view=view,
        about=[
            (form.field(k).question, form.field(k).kept) for k in ABOUT_IT if form.field(k).kept
        ],
        conditions=condition_lines(talk, view),
        answered=[(_whose(talk, one), _answer(talk, one)) for one in view.answers],
        told=told(view),
        changed=[group.title for group in stands[view.id]] if view.id in stands else None,
        changes_url=url_for("decision.since_backed", ref=found.ref, view=view.id),
        look_again_url=where.get(view.id, ""),
        answer_url=url_for("decision.answer", ref=found.ref, view=view.id),
    )


def condition_lines(talk: Conversation, view: OutsideView) -> list[ConditionLine]:
    """In the order in which they were asked for."""
    return [_condition(talk, one) for one in view.conditions]


def _condition(talk: Conversation, one: Entry) -> ConditionLine:
    return ConditionLine(
        form=CONDITIONS.item_form(data=one.data, names=talk.names),
        keys=[*ASKED_OF_EACH, *(key for key in TOLD_OF_SOME if one.get(key))],
        done=_done(one),
        answered=[
            (_whose(talk, said), ANSWERS_TO_CONDITIONS.item_form(data=said.data, names=talk.names))
            for said in talk.answers_to(one)
        ],
    )


@dataclass(frozen=True)
class CourtSince:
    """What a court decided that a sealed version does not hold: what is said of it on the page of the
    decision and beside a copy, and its words, where they may stand there.
    """

    view: OutsideView
    heading: str
    beside: str
    words: str
    told: str

    @property
    def is_long(self) -> bool:
        return len(self.words) > MOST_BEFORE


def courts_since(
    talk: Conversation, number: int, sealed_at: datetime, copy: str = ""
) -> list[CourtSince]:
    """What courts decided that a version does not hold, the newest first. `copy`: the one it is said
    beside, which tells no more than that copy of the next version will, and of what is for the full
    record alone nothing.
    """
    return [
        _court_since(view, number, sealed_at, copy)
        for view in reversed(talk.outside)
        if view.is_courts and view.is_since(sealed_at) and not view.is_replaced
        if not (view.is_kept_back and copy not in ("", Copy.FULL))
    ]


def _court_since(view: OutsideView, number: int, sealed_at: datetime, copy: str) -> CourtSince:
    is_later = bool(view.given_on and view.given_on > local(sealed_at).date())
    withheld_from = OUTSIDE_VIEWS.item_form().field("words").spec.withheld_from
    is_told = not view.is_kept_back if not copy else copy not in withheld_from
    return CourtSince(
        view=view,
        heading=str(
            _("A court has decided since version %(number)s was sealed", number=number)
            if is_later
            else _("A court’s decision was written down after version %(number)s", number=number)
        ),
        beside=str(
            _("A court has decided since:")
            if is_later
            else _("A court’s decision was written down since:")
        ),
        words=view.entry.get("words", "") if is_told else "",
        told=told(view),
    )


def _done(one: Entry) -> str:
    """That it is done: when that was noted, and by whom."""
    on, who = day_of(one.get("done_on")), one.get("done_by")
    if on is None:
        return ""
    when = short_date_words(on)
    if not who:
        return str(_("Done, %(when)s", when=when))
    return str(_("Done, %(when)s. Noted by %(who)s", when=when, who=who))


def _answer(talk: Conversation, one: Entry) -> Form:
    return VIEW_ANSWERS.item_form(data=one.data, names=talk.names)


def _whose(talk: Conversation, one: Entry) -> str:
    """Who answered, and when."""
    who = talk.name if one.get("whose") == PERSONS else one.get("by") or str(_("The practitioner"))
    on = day_of(one.get("said_on"))
    return str(_("%(who)s, %(when)s", who=who, when=short_date_words(on)) if on else who)


def told(view: OutsideView) -> str:
    """When it was given, and on which words."""
    on = short_date_words(view.given_on) if view.given_on else ""
    return told_words(on, view.entry.get("given_of", ""), is_courts=view.is_courts)


@dataclass(frozen=True)
class Outdated:
    """A backing that sealing makes one of an earlier version, with the answers that do so, by part."""

    view: OutsideView
    told: str
    changed: list[tuple[str, str]]


def outdated_lines(talk: Conversation, outdated: Mapping[str, Sequence[Group]]) -> list[Outdated]:
    """In the order in which they were given."""
    return [
        Outdated(one, told(one), [_answers(part) for part in outdated[one.id]])
        for one in talk.outside
        if one.id in outdated
    ]


def _answers(part: Group) -> tuple[str, str]:
    """A part, and which answers in it changed: those of an item after its first words."""
    said = []
    for item in part.items:
        questions = "; ".join(one.question for one in item.changes)
        said.append(f"{item.heading}: {questions}" if item.heading else questions)
    return part.title, "\n".join(said)
