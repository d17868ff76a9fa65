"""Reading sittings and who is asked to them: for those, and for whoever leads them. For nobody else is
there any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, or_, select

from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import SITTING, read_reference
from riskapp.panel.rules import State as Referral
from riskapp.panel.rules import Terms
from riskapp.panel.sitting.rules import (
    ADVISES,
    LEADS,
    STATES,
    Coming,
    Part,
    State,
    can,
    changed_from,
)
from riskapp.panel.sitting.tables import (
    sitting,
    sitting_item,
    sitting_member,
)
from riskapp.panel.tables import panel, panel_member, referral
from riskapp.platform.entries.reading import find_saved
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.time import short_date_words

MOST_LISTED = 100
ASKED_FIRST = "question.question"  # of what a referral asks
PAPERS_ARE_READ = (State.PAPERS_OUT, State.HELD)


@dataclass(frozen=True)
class Sitting:
    """A sitting of a panel, as one who takes part in it or leads it may know it.

    part: what the one who asks does in it; empty for a chair of the panel who is no member of it.
    """

    id: str
    ref: str
    panel_id: str
    panel_name: str
    state: str
    on_day: str
    at_time: str
    is_urgent: bool
    terms: Terms
    papers_at: datetime | None
    changed_at: datetime
    changed_step: str
    part: str
    is_panel_chair: bool

    @property
    def leads(self) -> bool:
        """Whether the one who asks arranges it."""
        return self.part in LEADS or self.is_panel_chair

    @property
    def chairs(self) -> bool:
        return self.part == Part.CHAIR or self.is_panel_chair

    @property
    def advises(self) -> bool:
        return self.part in ADVISES

    @property
    def is_open(self) -> bool:
        """Whether when and where it is can be written: by those who lead it, until it was held."""
        return self.leads and self.state in (State.ARRANGING, State.PAPERS_OUT)

    @property
    def is_over(self) -> bool:
        return self.state in (State.HELD, State.CALLED_OFF)

    @property
    def shows_papers(self) -> bool:
        return self.state in PAPERS_ARE_READ

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.on_day) if self.on_day else None

    @property
    def called_by(self) -> str:
        return self.panel_name

    @property
    def known_as(self) -> str:
        day = short_date_words(self.day) if self.day else str(_("no day yet"))
        if self.is_urgent:
            return str(_("Between sittings, %(day)s", day=day))
        return str(_("Sitting, %(day)s", day=day))

    @property
    def names(self) -> Mapping[str, str]:
        return {"name": self.panel_name}

    @property
    def facts(self) -> Mapping[str, str]:
        return {}

    def can(self, move: str) -> bool:
        return can(move, self.state)


_me = and_(
    sitting_member.c.sitting_id == sitting.c.subject_id,
    sitting_member.c.user_id == bindparam("user_id"),
)
_my_panel = and_(
    panel_member.c.panel_id == sitting.c.panel_id,
    panel_member.c.user_id == bindparam("user_id"),
    panel_member.c.is_chair,
)
_SITTINGS = (
    select(
        sitting.c.subject_id,
        subject.c.ref,
        sitting.c.panel_id,
        panel.c.name,
        sitting.c.state,
        sitting.c.on_day,
        sitting.c.at_time,
        sitting.c.is_urgent,
        sitting.c.terms,
        sitting.c.papers_at,
        sitting.c.changed_at,
        sitting.c.changed_step,
        sitting_member.c.part,
        panel_member.c.is_chair,
        panel.c.terms.label("panel_terms"),
    )
    .join(subject, subject.c.id == sitting.c.subject_id)
    .join(panel, panel.c.subject_id == sitting.c.panel_id)
    .outerjoin(sitting_member, _me)
    .outerjoin(panel_member, _my_panel)
    .where(or_(sitting_member.c.user_id.is_not(None), panel_member.c.user_id.is_not(None)))
    .order_by(sitting.c.on_day.desc(), subject.c.ref.desc())
)


def _sitting(row: Any) -> Sitting:
    *known, terms, papers_at, changed_at, step, part, is_chair, panel_terms = row
    read = Terms.read(terms or panel_terms)  # as they were when papers went out
    fields: Sequence[Any] = (*known, read, papers_at, changed_at, step, part or "", bool(is_chair))
    return Sitting(*fields)


def get_sitting(conn: Connection, actor: Actor, ref: str) -> Sitting:
    """Raises NotFound for whoever has no part in it exactly as for one there never was."""
    asked = {"ref": read_reference(ref, SITTING), "user_id": actor.user_id}
    row = conn.execute(_SITTINGS.where(subject.c.ref == bindparam("ref")), asked).first()
    if row is None:
        raise NotFound(ref)
    return _sitting(row)


def list_sittings(conn: Connection, actor: Actor) -> list[Sitting]:
    """Those somebody is asked to, or whose panel they chair, the latest day first."""
    rows = conn.execute(_SITTINGS.limit(MOST_LISTED), {"user_id": actor.user_id})
    return [_sitting(row) for row in rows]


_leads = or_(sitting_member.c.part.in_(LEADS), panel_member.c.is_chair)
_left_open = exists().where(
    sitting_item.c.sitting_id == sitting.c.subject_id,
    sitting_item.c.put_off_at.is_(None),
    referral.c.subject_id == sitting_item.c.referral_id,
    referral.c.state == Referral.LISTED,
)


def list_ahead(conn: Connection, actor: Actor) -> list[Sitting]:
    """Those of them that were neither held nor called off, the nearest day first, those without last.

    For whoever leads it also one that was held, and left something without advice.
    """
    nearest = (sitting.c.on_day == "", sitting.c.on_day, subject.c.ref)
    rows = conn.execute(
        _SITTINGS.where(
            or_(
                sitting.c.state.in_((State.ARRANGING, State.PAPERS_OUT)),
                and_(sitting.c.state == State.HELD, _leads, _left_open),
            )
        )
        .order_by(None)
        .order_by(*nearest)
        .limit(MOST_LISTED),
        {"user_id": actor.user_id},
    )
    return [_sitting(row) for row in rows]


def find_visited(conn: Connection, actor: Actor) -> str:
    """The reference of the one sitting that a guest was invited to. Raises NotFound."""
    found: str | None = conn.execute(
        select(subject.c.ref)
        .join(sitting_member, sitting_member.c.sitting_id == subject.c.id)
        .where(sitting_member.c.user_id == actor.user_id)
    ).scalar()
    if found is None:
        raise NotFound
    return found


def list_chaired(conn: Connection, actor: Actor) -> list[tuple[str, str]]:
    """The panels somebody chairs and can arrange a sitting of: reference and name."""
    rows = conn.execute(
        select(subject.c.ref, panel.c.name)
        .join(panel, panel.c.subject_id == subject.c.id)
        .join(panel_member, panel_member.c.panel_id == panel.c.subject_id)
        .where(panel_member.c.user_id == actor.user_id, panel_member.c.is_chair)
        .order_by(panel.c.name, subject.c.ref)
    )
    return [(row.ref, row.name) for row in rows]


def find_chaired(conn: Connection, actor: Actor, ref: str) -> str:
    """The id of a panel that somebody chairs. Raises NotFound."""
    found: str | None = conn.execute(
        select(panel.c.subject_id)
        .join(subject, subject.c.id == panel.c.subject_id)
        .join(panel_member, panel_member.c.panel_id == panel.c.subject_id)
        .where(
            subject.c.ref == ref, panel_member.c.user_id == actor.user_id, panel_member.c.is_chair
        )
    ).scalar()
    if found is None:
        raise NotFound(ref[:40])
    return found


def find_arranged(conn: Connection, actor: Actor, key: str) -> str | None:
    """The reference of what one click of a button arranged, where it was clicked before."""
    subject_id = find_saved(conn, actor.user_id, key)
    return conn.execute(select(subject.c.ref).where(subject.c.id == subject_id)).scalar()


# -- members -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """Somebody who is asked to a sitting."""

    user_id: str
    name: str
    seat: int
    part: str
    profession: str
    organisation: str
    attendance: str
    said_before: str = ""

    @property
    def changed_from(self) -> str:
        return changed_from(self.said_before, self.attendance)

    @property
    def advises(self) -> bool:
        return self.part in ADVISES

    @property
    def as_coming(self) -> Coming:
        return Coming(self.profession, self.part, self.attendance)

    @property
    def comes_from(self) -> str:
        return ", ".join(filter(None, (self.profession, self.organisation)))


# The columns of a Member, in the order of its fields.
MEMBER = (
    sitting_member.c.user_id,
    user_account.c.name,
    *(
        sitting_member.c[key]
        for key in ("seat", "part", "profession", "organisation", "attendance", "said_before")
    ),
)


def list_members(conn: Connection, sitting_id: str) -> list[Member]:
    """By seat, which is the order in which they are always named."""
    return list_members_of(conn, [sitting_id])[sitting_id]


def list_members_of(conn: Connection, sittings: Sequence[str]) -> dict[str, list[Member]]:
    """The same of several sittings, by their ids."""
    rows = conn.execute(
        select(*MEMBER, sitting_member.c.sitting_id)
        .join(user_account, user_account.c.id == sitting_member.c.user_id)
        .where(sitting_member.c.sitting_id.in_(sittings))
        .order_by(sitting_member.c.seat)
    )
    found: dict[str, list[Member]] = {one: [] for one in sittings}
    for *known, sitting_id in rows:
        found[sitting_id].append(Member(*known))
    return found


@dataclass(frozen=True)
class Listed:
    """Somebody on the panel's own list, who can be asked."""

    user_id: str
    name: str
    profession: str
    organisation: str


def list_who_can_be_asked(conn: Connection, found: Sitting) -> list[Listed]:
    """Those on the panel's list who may sign in and are not asked yet, by name."""
    asked = select(sitting_member.c.user_id).where(sitting_member.c.sitting_id == found.id)
    rows = conn.execute(
        select(
            panel_member.c.user_id,
            user_account.c.name,
            panel_member.c.profession,
            panel_member.c.organisation,
        )
        .join(user_account, user_account.c.id == panel_member.c.user_id)
        .where(
            panel_member.c.panel_id == found.panel_id,
            panel_member.c.user_id.not_in(asked),
            user_account.c.disabled_at.is_(None),
        )
        .order_by(user_account.c.name, panel_member.c.user_id)
    )
    return [Listed(*row) for row in rows]
