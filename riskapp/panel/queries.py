"""Reading panels, and referrals to them.

A panel that takes referrals is told to everybody. A referral is for those who may see its decision; once
it is sent, whoever chairs its panel reads what it asks, and nothing of the decision.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import (
    Connection,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    true,
)

from riskapp.accounts.queries import list_of_team, list_who_may_sign_in
from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import PANEL, REFERRAL, read_reference
from riskapp.decision.rules import FULL_RECORD, PERSONS, PRACTITIONERS
from riskapp.decision.said import OutsideView
from riskapp.decision.steps.outside import OUTSIDE_VIEWS, VIEW_ANSWERS
from riskapp.decision.tables import decision, outside_view
from riskapp.panel.rules import REFERS, SETS_UP, STATES, State, Terms, sitting_due
from riskapp.panel.tables import panel, panel_condition, panel_member, referral
from riskapp.people.queries import has_died
from riskapp.people.tables import person
from riskapp.platform.entries.reading import Entry, find_saved
from riskapp.platform.entries.tables import entry
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.time import local

MOST_LISTED = 100


# -- panels --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Panel:
    """Colleagues who can be asked, as those who set it up wrote it. Its words are entries."""

    id: str
    ref: str
    terms: Terms
    takes_referrals: bool
    changed_at: datetime
    changed_step: str

    is_open = True
    names: ClassVar[dict[str, str]] = {}
    facts: ClassVar[dict[str, str]] = {}

    @property
    def called_by(self) -> str:
        return panel_name(self.terms)

    @property
    def state_words(self) -> str:
        return str(_("can be asked") if self.takes_referrals else _("cannot be asked yet"))


def panel_name(terms: Terms) -> str:
    return terms.name or str(_("A panel without a name"))


_PANELS = select(
    panel.c.subject_id,
    subject.c.ref,
    panel.c.terms,
    panel.c.takes_referrals,
    panel.c.changed_at,
    panel.c.changed_step,
).join(subject, subject.c.id == panel.c.subject_id)


def _panel(row: Sequence[Any]) -> Panel:
    id_, ref, terms, *rest = row
    return Panel(id_, ref, Terms.read(terms), *rest)


def _sits(actor: Actor) -> Any:
    """Whether somebody sits on a panel."""
    return exists().where(
        panel_member.c.panel_id == panel.c.subject_id, panel_member.c.user_id == actor.user_id
    )


def _is_told(actor: Actor) -> Any:
    """Panels that can be asked are told to everybody; others to their members, and who sets them up."""
    sets_up = true() if actor.is_any(*SETS_UP) else false()
    return or_(panel.c.takes_referrals, _sits(actor), sets_up)


def get_panel(conn: Connection, actor: Actor, ref: str) -> Panel:
    """Raises NotFound for one that is only being set up, to whoever neither does that nor sits on it."""
    row = conn.execute(
        _PANELS.where(subject.c.ref == read_reference(ref, PANEL), _is_told(actor))
    ).first()
    if row is None:
        raise NotFound(ref)
    return _panel(row)


def list_panels(conn: Connection, actor: Actor) -> list[Panel]:
    """The panels there are for somebody, by name."""
    rows = conn.execute(
        _PANELS.where(_is_told(actor))
        .order_by(func.lower(panel.c.name), subject.c.ref)
        .limit(MOST_LISTED)
    )
    return [_panel(row) for row in rows]


def get_terms(conn: Connection, panel_id: str) -> Terms:
    """What a panel is now."""
    kept = conn.execute(select(panel.c.terms).where(panel.c.subject_id == panel_id)).scalar_one()
    return Terms.read(kept)


def find_made(conn: Connection, actor: Actor, key: str) -> str | None:
    """The reference of what one click of a button made, where it was clicked before."""
    made = find_saved(conn, actor.user_id, key)
    return conn.execute(select(subject.c.ref).where(subject.c.id == made)).scalar()


@dataclass(frozen=True)
class Member:
    """Somebody who can be asked to a sitting."""

    user_id: str
    name: str
    profession: str
    organisation: str
    is_chair: bool

    @property
    def known_as(self) -> str:
        """What they are and where, as far as somebody said it."""
        return ", ".join(filter(None, (self.profession, self.organisation)))


def list_members(conn: Connection, panel_id: str) -> list[Member]:
    """Who chairs first, then by name."""
    rows = conn.execute(
        select(
            panel_member.c.user_id,
            user_account.c.name,
            panel_member.c.profession,
            panel_member.c.organisation,
            panel_member.c.is_chair,
        )
        .join(user_account, user_account.c.id == panel_member.c.user_id)
        .where(panel_member.c.panel_id == panel_id)
        .order_by(panel_member.c.is_chair.desc(), user_account.c.name, user_account.c.id)
    )
    return [Member(*row) for row in rows]


def list_who_may_sit(conn: Connection, actor: Actor, panel_id: str) -> list[tuple[str, str]]:
    """Everybody who may sign in and is no member yet, but whoever asks: id, and name with teams, by
    name.
    """
    sitting = select(panel_member.c.user_id).where(panel_member.c.panel_id == panel_id)
    return [one for one in list_who_may_sign_in(conn, but=sitting) if one[0] != actor.user_id]


# -- referrals -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Referral:
    """What a panel is asked about a decision. Its words are entries."""

    id: str
    ref: str
    panel_id: str
    panel_ref: str
    terms: Terms
    decision_id: str
    decision_ref: str
    person_id: str
    called_by: str
    team_id: str
    state: str
    is_urgent: bool
    question: str
    sent_at: datetime | None
    sent_by: str | None  # by name
    made_at: datetime
    changed_at: datetime
    changed_step: str
    follows: str | None = None  # the reference of the one whose backing was outdated
    put_off_at: datetime | None = None  # at the last sitting that it was on
    put_off_because: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == State.BEING_WRITTEN

    @property
    def is_sent(self) -> bool:
        """Whether it ever was, whatever became of it."""
        return self.sent_at is not None

    @property
    def is_put_off(self) -> bool:
        """Whether it waits for a sitting again, because one did not reach it."""
        return self.state == State.SENT and self.put_off_at is not None

    @property
    def panel_name(self) -> str:
        return panel_name(self.terms)

    @property
    def known_as(self) -> str:
        return self.panel_name

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def due_on(self) -> date | None:
        """The day by which the panel says it sits; none before it was sent."""
        return sitting_due(local(self.sent_at).date(), self.terms.days) if self.sent_at else None

    @cached_property
    def names(self) -> dict[str, str]:
        return {"name": self.called_by}

    @cached_property
    def facts(self) -> dict[str, str]:
        return {"state": self.state}


_of_panel, _decided = subject.alias("of_panel"), subject.alias("decided")
_before = subject.alias("followed")
# Advice is answered beside the decision, where it stands as a view of it: the last one counts.
_last_view = (
    select(outside_view.c.id)
    .where(
        outside_view.c.subject_id == referral.c.decision_id,
        outside_view.c.source == subject.c.ref,
    )
    .order_by(outside_view.c.noted_at.desc(), outside_view.c.id)
    .limit(1)
    .correlate(subject, referral)
    .scalar_subquery()
)
_is_answered = exists().where(
    entry.c.subject_id == referral.c.decision_id,
    entry.c.parent_id == _last_view,
    entry.c.step == VIEW_ANSWERS.slug,
    entry.c.removed_at.is_(None),
)
_state = case(
    (and_(referral.c.state == State.ADVISED, _is_answered), State.ANSWERED.value),
    else_=referral.c.state,
)
_REFERRALS = (
    select(
        referral.c.subject_id,
        subject.c.ref,
        referral.c.panel_id,
        _of_panel.c.ref,
        panel.c.terms,
        referral.c.decision_id,
        _decided.c.ref,
        person.c.subject_id,
        person.c.called_by,
        person.c.team_id,
        _state,
        referral.c.is_urgent,
        referral.c.question,
        referral.c.sent_at,
        user_account.c.name,
        referral.c.made_at,
        referral.c.changed_at,
        referral.c.changed_step,
        _before.c.ref,
        referral.c.put_off_at,
        referral.c.put_off_because,
    )
    .join(subject, subject.c.id == referral.c.subject_id)
    .join(panel, panel.c.subject_id == referral.c.panel_id)
    .join(_of_panel, _of_panel.c.id == referral.c.panel_id)
    .join(_decided, _decided.c.id == referral.c.decision_id)
    .join(decision, decision.c.subject_id == referral.c.decision_id)
    .join(person, person.c.subject_id == decision.c.person_id)
    .outerjoin(user_account, user_account.c.id == referral.c.sent_by)
    .outerjoin(_before, _before.c.id == referral.c.follows_id)
)
_ONE = _REFERRALS.where(subject.c.ref == bindparam("ref"))
_NEWEST_FIRST = (referral.c.made_at.desc(), subject.c.ref.desc())


def _referral(row: Sequence[Any]) -> Referral:
    id_, ref, panel_id, panel_ref, terms, *rest = row
    return Referral(id_, ref, panel_id, panel_ref, Terms.read(terms), *rest)


def _sees_the_decision(actor: Actor, team_id: str) -> bool:
    return actor.is_any(*REFERS) and team_id in actor.team_ids


def get_referral(conn: Connection, actor: Actor, ref: str) -> Referral:
    """Raises NotFound, for whoever may not see its decision, exactly as for one there never was."""
    row = conn.execute(_ONE, {"ref": read_reference(ref, REFERRAL)}).first()
    if row is None or not _sees_the_decision(actor, row.team_id):
        raise NotFound(ref)
    return _referral(row)


def _chairs(actor: Actor) -> Any:
    """Whether somebody chairs the panel of a referral."""
    return exists().where(
        panel_member.c.panel_id == referral.c.panel_id,
        panel_member.c.user_id == actor.user_id,
        panel_member.c.is_chair,
    )


def get_sent(conn: Connection, actor: Actor, ref: str) -> Referral:
    """One that was sent, for whoever chairs its panel. Raises NotFound for others, and before."""
    asked = _ONE.where(referral.c.sent_at.is_not(None), _chairs(actor))
    row = conn.execute(asked, {"ref": read_reference(ref, REFERRAL)}).first()
    if row is None:
        raise NotFound(ref)
    return _referral(row)


def list_sent(conn: Connection, actor: Actor, panel_id: str) -> list[Referral]:
    """What a panel was sent and is on no sitting yet, the longest waiting first: for whoever chairs it,
    and nothing for anybody else.
    """
    rows = conn.execute(
        _REFERRALS.where(
            referral.c.panel_id == panel_id, referral.c.state == State.SENT, _chairs(actor)
        )
        .order_by(referral.c.sent_at, subject.c.ref)
        .limit(MOST_LISTED)
    )
    return [_referral(row) for row in rows]


def list_waiting(conn: Connection, actor: Actor) -> list[Referral]:
    """What was sent to the panels that somebody chairs and is on no sitting yet, the longest first."""
    rows = conn.execute(
        _REFERRALS.where(referral.c.state == State.SENT, _chairs(actor))
        .order_by(referral.c.sent_at, subject.c.ref)
        .limit(MOST_LISTED)
    )
    return [_referral(row) for row in rows]


def list_asked(conn: Connection, actor: Actor) -> list[Referral]:
    """What somebody began to ask of panels, or sent them, and was not withdrawn, newest first."""
    is_theirs = or_(referral.c.made_by == actor.user_id, referral.c.sent_by == actor.user_id)
    return _list_own(conn, actor, and_(is_theirs, referral.c.state != State.WITHDRAWN))


def _says(data: Any, key: str, code: str) -> Any:
    """Whether answers say a code. They are JSON kept as text, in which quotation marks that somebody
    typed are escaped: no words can be taken for it.
    """
    return cast(data, Text).contains(json.dumps({key: code})[1:-1], autoescape=True)


def _last_view_is(*which: Any) -> Any:
    """Whether the last advice on a referral, as its decision keeps it, is such a one."""
    return exists().where(entry.c.id == _last_view, *which)


def _is_answered_by(whose: str) -> Any:
    return exists().where(
        entry.c.parent_id == _last_view,
        entry.c.step == VIEW_ANSWERS.slug,
        entry.c.removed_at.is_(None),
        _says(entry.c.data, "whose", whose),
    )


# What protects somebody is kept to the full record, and the person is asked nothing about it.
_WAITS_FOR_ANSWERS = and_(
    referral.c.state == State.ADVISED,
    _last_view_is(),
    or_(
        ~_is_answered_by(PRACTITIONERS),
        and_(
            ~_is_answered_by(PERSONS),
            ~_last_view_is(_says(entry.c.data, "kept_to", FULL_RECORD)),
        ),
    ),
)


def list_unsettled(conn: Connection, actor: Actor) -> list[Referral]:
    """What was put off, or advised on and waits for an answer, in somebody's teams: all of it, the last
    first; of nobody who has died.
    """
    is_put_off = and_(referral.c.state == State.SENT, referral.c.put_off_at.is_not(None))
    rows = conn.execute(
        _REFERRALS.where(
            person.c.team_id.in_(sorted(actor.team_ids)),
            ~has_died,
            or_(_WAITS_FOR_ANSWERS, is_put_off),
        ).order_by(referral.c.changed_at.desc(), subject.c.ref.desc())
    )
    return [_referral(row) for row in rows]


def list_last_advice(
    conn: Connection, referrals: Sequence[Referral]
) -> dict[str, tuple[OutsideView, datetime]]:
    """What a panel said last on each and when, with its answers, by the reference of the referral."""
    last: dict[str, tuple[datetime, Entry]] = {}
    answers: dict[str, list[Entry]] = {}
    rows = conn.execute(
        select(
            outside_view.c.source,
            outside_view.c.noted_at,
            *(entry.c[f] for f in ("id", "step", "data", "rev", "parent_id")),
        )
        .select_from(entry)
        .outerjoin(outside_view, outside_view.c.id == entry.c.id)
        .where(
            entry.c.subject_id.in_({one.decision_id for one in referrals}),
            entry.c.step.in_((OUTSIDE_VIEWS.slug, VIEW_ANSWERS.slug)),
            entry.c.removed_at.is_(None),
        )
        .order_by(outside_view.c.noted_at, entry.c.id)
    )
    for source, noted_at, *known in rows:
        one = Entry(*known)
        if one.parent_id:
            answers.setdefault(one.parent_id, []).append(one)
        elif source:
            last[source] = (noted_at, one)
    return {
        source: (OutsideView(view, [], [], answers.get(view.id, [])), noted_at)
        for source, (noted_at, view) in last.items()
    }


def list_of_decision(conn: Connection, actor: Actor, decision_id: str) -> list[Referral]:
    """The referrals of one decision, newest first, for those who may see it."""
    return _list_own(conn, actor, referral.c.decision_id == decision_id)


def list_of_person(conn: Connection, actor: Actor, person_id: str) -> list[Referral]:
    """The referrals about one person, newest first, for those who may see the decisions."""
    return _list_own(conn, actor, person.c.subject_id == person_id)


def _list_own(conn: Connection, actor: Actor, which: Any) -> list[Referral]:
    rows = conn.execute(_REFERRALS.where(which).order_by(*_NEWEST_FIRST).limit(MOST_LISTED))
    return [_referral(row) for row in rows if _sees_the_decision(actor, row.team_id)]


def list_following(conn: Connection, referral_id: str) -> list[str]:
    """The references of those that ask for this one to be looked at again, the oldest first."""
    rows = conn.execute(
        select(subject.c.ref)
        .join(referral, referral.c.subject_id == subject.c.id)
        .where(referral.c.follows_id == referral_id)
        .order_by(referral.c.made_at, subject.c.ref)
    )
    return list(rows.scalars())


# -- conditions ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Condition:
    """What advice asked for, as it asked; and where it stands."""

    id: str
    referral_ref: str
    decision_id: str
    called_by: str
    team_id: str
    panel_name: str
    what: str
    who: str
    by_when: str
    takes_away: str
    known_by: str
    owner_id: str  # in whose work list it stands
    owner: str  # the same by name
    outside: str  # who sees to it without an account here, in words
    done_at: datetime | None
    done_by: str | None
    done_what: str
    replaced_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.replaced_at is None

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.by_when) if self.by_when else None

    @property
    def known_as(self) -> str:
        return self.panel_name

    @property
    def ref(self) -> str:
        return self.referral_ref


_owner, _doer = user_account.alias("owner"), user_account.alias("doer")
_CONDITIONS = (
    select(
        panel_condition.c.id,
        subject.c.ref,
        referral.c.decision_id,
        person.c.called_by,
        person.c.team_id,
        panel.c.name,
        *(panel_condition.c[f] for f in ("what", "who", "by_when", "takes_away", "known_by")),
        _owner.c.id,
        _owner.c.name,
        panel_condition.c.outside,
        panel_condition.c.done_at,
        _doer.c.name,
        panel_condition.c.done_what,
        panel_condition.c.replaced_at,
    )
    .join(referral, referral.c.subject_id == panel_condition.c.referral_id)
    .join(subject, subject.c.id == referral.c.subject_id)
    .join(panel, panel.c.subject_id == referral.c.panel_id)
    .join(decision, decision.c.subject_id == referral.c.decision_id)
    .join(person, person.c.subject_id == decision.c.person_id)
    .join(_owner, _owner.c.id == func.coalesce(panel_condition.c.owner_id, referral.c.sent_by))
    .outerjoin(_doer, _doer.c.id == panel_condition.c.done_by)
    .order_by(panel_condition.c.given_at, panel_condition.c.number)
)


def _condition(row: Sequence[Any]) -> Condition:
    return Condition(*row)


def list_conditions(conn: Connection, referrals: Sequence[str]) -> list[Condition]:
    """Of advice on these referrals; those that a further advice asks for no more stand last."""
    rows = conn.execute(_CONDITIONS.where(panel_condition.c.referral_id.in_(referrals)))
    return sorted((_condition(row) for row in rows), key=lambda one: one.replaced_at is not None)


def list_open(conn: Connection, conditions: Sequence[str]) -> set[str]:
    """Which of these are still to be done."""
    rows = conn.execute(
        select(panel_condition.c.id).where(
            panel_condition.c.id.in_(conditions),
            panel_condition.c.done_at.is_(None),
            panel_condition.c.replaced_at.is_(None),
        )
    )
    return set(rows.scalars())


def list_conditions_of(conn: Connection, decision_id: str) -> list[Condition]:
    """Of all advice on one decision."""
    rows = conn.execute(_CONDITIONS.where(referral.c.decision_id == decision_id))
    return [_condition(row) for row in rows]


def list_standing(conn: Connection, decision_id: str) -> dict[str, list[Condition]]:
    """The conditions of all advice on one decision, by the id of the view that asks for them there. Both
    were written in one moment, as the advice was given.
    """
    asked = (
        _CONDITIONS.add_columns(outside_view.c.id)
        .join(
            outside_view,
            and_(
                outside_view.c.subject_id == referral.c.decision_id,
                outside_view.c.source == subject.c.ref,
                outside_view.c.noted_at == panel_condition.c.given_at,
            ),
        )
        .where(referral.c.decision_id == decision_id)
    )
    found: dict[str, list[Condition]] = {}
    for *known, view_id in conn.execute(asked):
        found.setdefault(view_id, []).append(_condition(known))
    return found


def list_own_conditions(conn: Connection, actor: Actor) -> list[Condition]:
    """Those in somebody's own work list that are not done, the soonest first."""
    rows = conn.execute(
        _CONDITIONS.where(
            _owner.c.id == actor.user_id,
            panel_condition.c.done_at.is_(None),
            panel_condition.c.replaced_at.is_(None),
        ).limit(MOST_LISTED)
    )
    return sorted((_condition(row) for row in rows), key=lambda one: one.by_when or "9999")


def list_who_may_own(conn: Connection, actor: Actor, found: Condition) -> list[tuple[str, str]]:
    """Those who can be named to see to a condition, since they can read what it is about: who may see
    the decision, and who sits on the panel. Id and name, by name. Of the panel, whoever does not sit
    there learns no more than who chairs it, which everybody is told.
    """
    rows = conn.execute(
        select(user_account.c.id, user_account.c.name, panel_member.c.is_chair)
        .join(panel_member, panel_member.c.user_id == user_account.c.id)
        .join(referral, referral.c.panel_id == panel_member.c.panel_id)
        .join(panel_condition, panel_condition.c.referral_id == referral.c.subject_id)
        .where(panel_condition.c.id == found.id, user_account.c.disabled_at.is_(None))
    ).all()
    sits = any(row.id == actor.user_id for row in rows)
    told = [row for row in rows if sits or row.is_chair]
    named = {row.id: ", ".join(filter(None, (row.name, found.panel_name))) for row in told}
    named |= dict(list_of_team(conn, found.team_id, *REFERS))
    return sorted(named.items(), key=lambda one: (one[1].casefold(), one[0]))


@dataclass(frozen=True)
class Asked:
    """A condition as one of those who may see it has it. may_note: whether they may say it is done;
    may_assign: whether they choose in whose work list it stands.
    """

    condition: Condition
    may_note: bool
    may_assign: bool
    is_team: bool


def get_condition(conn: Connection, actor: Actor, condition_id: str) -> Asked:
    """For whoever sees to it, those who may see the decision, and whoever chairs the panel. Raises
    NotFound for others.
    """
    asked = _CONDITIONS.add_columns(_chairs(actor))
    row = conn.execute(asked.where(panel_condition.c.id == condition_id)).first()
    if row is None:
        raise NotFound(condition_id[:40])
    *known, chairs = row
    found = _condition(known)
    if not may_open(actor, found, chairs=chairs):
        raise NotFound(condition_id[:40])
    is_team = _sees_the_decision(actor, found.team_id)
    owns = found.owner_id == actor.user_id
    return Asked(found, owns or is_team, is_team or bool(chairs), is_team)


def may_open(actor: Actor, found: Condition, *, chairs: bool) -> bool:
    """Whether a condition has a page for somebody, who chairs the panel or does not."""
    owns = found.owner_id == actor.user_id
    return owns or chairs or _sees_the_decision(actor, found.team_id)
