"""Reading learning reviews: for their members, and for nobody else as if there were none.

Before a review is opened nothing here reads what came of what it looks at: a `Reviewed` has the month,
the day that nothing of may be shown, and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, case, select

from riskapp.accounts.queries import list_who_may_sign_in
from riskapp.accounts.tables import user_account
from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.core.reference import LEARNING_REVIEW, read_reference
from riskapp.learning.review.rules import RESPONSES, STATES, Part, State, may_write, stood_before
from riskapp.learning.review.tables import learning_review, review_member, review_of
from riskapp.learning.rules import FEWEST, Sealed
from riskapp.learning.tables import happening
from riskapp.people.queries import has_died
from riskapp.people.tables import person
from riskapp.platform.entries.reading import find_saved
from riskapp.platform.entries.tables import entry
from riskapp.platform.i18n import _
from riskapp.platform.tables import access_log, subject
from riskapp.platform.time import local, month_words
from riskapp.platform.versions.store import Sealing
from riskapp.platform.versions.tables import version

MOST_LISTED = 100


@dataclass(frozen=True)
class Reviewed:
    """One thing that a review looks at: whose it is, in which month, and on what it rests.

    day: nothing of it, and nothing later, is shown before the review is opened. Where nobody said which
    day it was, it is the day it was written down.
    """

    happening_id: str
    ref: str
    person_id: str
    called_by: str
    team_id: str
    decision_id: str | None
    decision_ref: str | None
    chosen: int | None  # the version somebody said was in force
    told_by: str
    is_held: bool  # others asked that what can be learned waits
    day: date
    version_id: str | None  # what stood beside when it was opened

    @property
    def month(self) -> str:
        return month_words(self.day.month, self.day.year)

    @property
    def line(self) -> str:
        """Whose it is and the month: no more is said of it before the review is opened."""
        return str(_("%(name)s, %(month)s", name=self.called_by, month=self.month))


@dataclass(frozen=True)
class Review:
    """A learning review, as its members may know it at any time. Its words are entries."""

    id: str
    ref: str
    response: str
    convened_at: datetime
    convened_by: str
    opened_at: datetime | None
    opened_by: str | None
    opened_early: bool
    changed_at: datetime
    changed_step: str
    part: str  # of the one who asks
    of: tuple[Reviewed, ...]

    is_open = True  # nothing closes a review; its pages open and close by the moment

    @property
    def is_opened(self) -> bool:
        return self.opened_at is not None

    @property
    def state(self) -> State:
        return State.OPENED if self.is_opened else State.BEFORE

    @property
    def is_on_hold(self) -> bool:
        return any(one.is_held for one in self.of)

    @property
    def state_words(self) -> str:
        """That it waits, and not for whom: before it is opened, that would tell what came of it."""
        return str(_("waiting") if self.is_on_hold else STATES[self.state])

    def may_ask(self, actor: Actor) -> bool:
        """Whether a member may say who is in it."""
        return self.part == Part.FACILITATES or self.convened_by == actor.user_id

    def may_write(self, moment: State | None) -> bool:
        return may_write(moment, self.state)

    @property
    def alone(self) -> Reviewed | None:
        """The one thing it looks at; None where there are several."""
        return self.of[0] if len(self.of) == 1 else None

    @property
    def called_by(self) -> str:
        """Whom it is about, by name; several where it looks at several."""
        return ", ".join(dict.fromkeys(one.called_by for one in self.of))

    @property
    def known_as(self) -> str:
        what = RESPONSES.get(self.response, _("Learning review"))
        return f"{what}, {', '.join(dict.fromkeys(one.month for one in self.of))}"

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {"name": self.called_by}

    @cached_property
    def facts(self) -> Mapping[str, str]:
        return {"state": self.state}


_decided = subject.alias("decided")
_happened = subject.alias("happened")
_OF_REVIEW = (
    learning_review.c.subject_id,
    subject.c.ref,
    learning_review.c.response,
    learning_review.c.convened_at,
    learning_review.c.convened_by,
    learning_review.c.opened_at,
    learning_review.c.opened_by,
    learning_review.c.opened_early,
    learning_review.c.changed_at,
    learning_review.c.changed_step,
    review_member.c.part,
)
# What it rests on: as kept when the review was opened, whatever somebody chooses since.
_rests_on = case(
    (review_of.c.day.is_not(None), review_of.c.decision_id), else_=happening.c.decision_id
)
_OF_REVIEWED = (
    review_of.c.happening_id,
    _happened.c.ref,
    person.c.subject_id,
    person.c.called_by,
    person.c.team_id,
    _rests_on,
    _decided.c.ref,
    happening.c.version,
    happening.c.made_by,
    happening.c.hold_id.is_not(None),
    happening.c.on_day,
    happening.c.made_at,
    review_of.c.day,
    review_of.c.version_id,
)
_OF_MEMBER = (
    select(*_OF_REVIEW, *_OF_REVIEWED)
    .join(subject, subject.c.id == learning_review.c.subject_id)
    .join(review_member, review_member.c.review_id == learning_review.c.subject_id)
    .join(review_of, review_of.c.review_id == learning_review.c.subject_id)
    .join(happening, happening.c.subject_id == review_of.c.happening_id)
    .join(_happened, _happened.c.id == review_of.c.happening_id)
    .join(person, person.c.subject_id == happening.c.person_id)
    .outerjoin(_decided, _decided.c.id == _rests_on)
    .where(review_member.c.user_id == bindparam("user_id"))
    .order_by(learning_review.c.changed_at.desc(), subject.c.ref.desc(), _happened.c.ref)
)
_ONE = _OF_MEMBER.where(subject.c.ref == bindparam("ref"))


def _reviews(rows: Iterable[Any]) -> list[Review]:
    """A row for each thing that a review looks at, those of one review together."""
    end = len(_OF_REVIEW)
    return [
        _review(head, tuple(_reviewed(row[end:]) for row in together))
        for head, together in groupby(rows, key=lambda row: tuple(row[:end]))
    ]


def _review(head: Sequence[Any], of: tuple[Reviewed, ...]) -> Review:
    fields = (*head, of)
    return Review(*fields)


def _reviewed(row: Sequence[Any]) -> Reviewed:
    *known, on_day, made_at, kept_day, version_id = row
    day = kept_day or on_day or local(made_at).date().isoformat()
    fields: Sequence[Any] = (*known, date.fromisoformat(day), version_id)
    return Reviewed(*fields)


def get_review(conn: Connection, actor: Actor, ref: str) -> Review:
    """Raises NotFound for whoever is no member exactly as for a review there never was."""
    asked = {"ref": read_reference(ref, LEARNING_REVIEW), "user_id": actor.user_id}
    found = _reviews(conn.execute(_ONE, asked))
    if not found:
        raise NotFound(ref)
    return found[0]


def list_reviews(conn: Connection, actor: Actor) -> list[Review]:
    """The reviews somebody is a member of, the last touched first."""
    rows = conn.execute(_OF_MEMBER, {"user_id": actor.user_id})
    return _reviews(rows)[:MOST_LISTED]


def list_said(
    conn: Connection, reviews: Sequence[Review], steps: Sequence[str]
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """What is said in some steps and lists of some reviews: the review's id, the step, the answers."""
    rows = conn.execute(
        select(entry.c.subject_id, entry.c.step, entry.c.data)
        .where(
            entry.c.subject_id.in_([one.id for one in reviews]),
            entry.c.step.in_(steps),
            entry.c.removed_at.is_(None),
        )
        .order_by(entry.c.made_at, entry.c.id)
    )
    return [(row.subject_id, row.step, row.data) for row in rows]


def find_convened(conn: Connection, actor: Actor, key: str) -> str | None:
    """The reference of what one click of a button convened, where it was clicked before."""
    subject_id = find_saved(conn, actor.user_id, key)
    return conn.execute(select(subject.c.ref).where(subject.c.id == subject_id)).scalar()


def list_who_died(conn: Connection, found: Review) -> set[str]:
    """Of the people a review is about, by id. It may be what came of it: not before it is opened."""
    people = {one.person_id for one in found.of}
    wanted = select(person.c.subject_id).where(person.c.subject_id.in_(people), has_died)
    return set(conn.execute(wanted).scalars())


@dataclass(frozen=True)
class Member:
    """Somebody who can read a review and write in it."""

    user_id: str
    name: str
    part: str
    has_answered: bool = False


def list_members(conn: Connection, review_id: str) -> list[Member]:
    """Whoever facilitates first, then by name."""
    rows = conn.execute(
        select(
            user_account.c.id,
            user_account.c.name,
            review_member.c.part,
            review_member.c.has_answered,
        )
        .join(user_account, user_account.c.id == review_member.c.user_id)
        .where(review_member.c.review_id == review_id)
        .order_by(review_member.c.part, user_account.c.name, user_account.c.id)
    )
    return [Member(*row) for row in rows]


def list_who_may_join(conn: Connection, review_id: str) -> list[tuple[str, str]]:
    """Everybody who may sign in and is no member yet: id, and name with teams, by name."""
    members = select(review_member.c.user_id).where(review_member.c.review_id == review_id)
    return list_who_may_sign_in(conn, but=members)


def find_stood(one: Reviewed, sealings: Sequence[Sealing]) -> Sealing | None:
    """Of the sealings of its decision the one that stands beside it: as kept when the review was opened,
    else found by the day.
    """
    if one.version_id:
        return next(s for s in sealings if s.id == one.version_id)
    days = [Sealed(s.number, local(s.sealed_at).date()) for s in sealings]
    stood = stood_before(days, one.day, one.chosen)
    return next((s for s in sealings if stood and s.number == stood.number), None)


def list_sealers(conn: Connection, found: Review) -> set[str]:
    """Who sealed the versions that stand beside it. A later seal is not told before its time."""
    wanted = [one.decision_id for one in found.of if one.decision_id]
    columns = ("id", "subject_id", "number", "digest", "sealed_at", "sealed_by")
    rows = conn.execute(
        select(*(version.c[name] for name in columns)).where(version.c.subject_id.in_(wanted))
    )
    sealings = [Sealing(*row) for row in rows]
    stood = (
        find_stood(one, [s for s in sealings if s.subject_id == one.decision_id])
        for one in found.of
    )
    return {one.sealed_by for one in stood if one}


# Looks at what happened that show what came of it, by the words the log of looks has for them. A look
# through another review has the same.
_TELLS = ("what happened", "telling", "letter")


def list_who_had_read(conn: Connection, found: Review) -> set[str]:
    """Who read what came of it before it was opened here, and did not write it down themselves."""
    until = [access_log.c.at < found.opened_at] if found.opened_at else []
    looked = conn.execute(
        select(access_log.c.user_id)
        .distinct()
        .where(
            access_log.c.subject_id.in_([one.happening_id for one in found.of]),
            access_log.c.what.in_(_TELLS),
            *until,
        )
    )
    return {row.user_id for row in looked} - {one.told_by for one in found.of}


def list_also_before(conn: Connection, actor: Actor, found: Review) -> list[Review]:
    """Other reviews of the same that somebody is in, and that are not opened: said to them alone."""
    same = {one.happening_id for one in found.of}
    return [
        other
        for other in list_reviews(conn, actor)
        if other.id != found.id
        and not other.is_opened
        and not same.isdisjoint(one.happening_id for one in other.of)
    ]


def list_said_of(
    conn: Connection, happening_id: str, steps: Sequence[str]
) -> list[tuple[str, str, Mapping[str, Any]]]:
    """What is said in some steps and lists of every review of something that happened, as `list_said`.

    Whoever asks shows it to those who may see what happened: only what a review chose to show there.
    """
    rows = conn.execute(
        select(entry.c.subject_id, entry.c.step, entry.c.data)
        .join(review_of, review_of.c.review_id == entry.c.subject_id)
        .where(
            review_of.c.happening_id == happening_id,
            entry.c.step.in_(steps),
            entry.c.removed_at.is_(None),
        )
        .order_by(entry.c.made_at, entry.c.position, entry.c.id)
    )
    return [(row.subject_id, row.step, row.data) for row in rows]


def list_answers(conn: Connection, review_id: str) -> list[Mapping[str, str]]:
    """What members answered to how it was, all together; nothing where fewer than five have."""
    every: list[Mapping[str, str]] = conn.execute(
        select(learning_review.c.answers).where(learning_review.c.subject_id == review_id)
    ).scalar_one()
    return every if len(every) >= FEWEST else []
