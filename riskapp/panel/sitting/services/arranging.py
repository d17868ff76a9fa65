"""Arranging a sitting: when and where, who is asked, and what is on the agenda."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from riskapp.accounts import guests
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed
from riskapp.core.reference import SITTING
from riskapp.panel import rules as panels
from riskapp.panel.sitting.events import (
    ARRANGED,
    ASKED,
    ATTENDS,
    CALLED_OFF,
    HELD,
    LISTED,
    NOT_ASKED,
    SAVED,
    TAKEN_OFF,
)
from riskapp.panel.sitting.queries.papers import Item, list_items
from riskapp.panel.sitting.queries.sittings import (
    Listed,
    Sitting,
    find_chaired,
    get_sitting,
    list_members,
    list_who_can_be_asked,
)
from riskapp.panel.sitting.rules import (
    ATTENDANCES,
    KIND,
    MOST_ITEMS,
    MOST_MEMBERS,
    MOST_MINUTES,
    MOVES,
    PARTS,
    Attendance,
    Part,
    State,
    moved,
)
from riskapp.panel.sitting.steps import when
from riskapp.panel.sitting.tables import sitting, sitting_item, sitting_member
from riskapp.panel.tables import panel_member, referral
from riskapp.platform.db import new_id
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.subjects import new_subject
from riskapp.platform.tables import subject
from riskapp.platform.trail import Trail


class ArrangedAlready(Conflict):
    """The same button was clicked twice: what it arranged is there."""


def arrange(conn: Connection, trail: Trail, actor: Actor, panel: str, *, key: str) -> str:
    """The reference of a new sitting of a panel, by the panel's reference; its chair chairs it.

    Raises NotFound for a panel the actor does not chair, ArrangedAlready for a key seen before: undo the
    transaction and ask `find_arranged`.
    """
    panel_id = find_chaired(conn, actor, panel)
    sitting_id, ref = new_subject(conn, KIND, SITTING)
    now, by = trail.now, actor.user_id
    conn.execute(
        insert(sitting).values(
            subject_id=sitting_id,
            panel_id=panel_id,
            state=State.ARRANGING,
            arranged_at=now,
            arranged_by=by,
            changed_at=now,
        )
    )
    first = Change(when.STEP.slug, {"how": when.MEETING})
    if save_entries(conn, now=now, by=by, subject_id=sitting_id, key=key, changes=[first]).again:
        raise ArrangedAlready(key)
    trail.note(conn, actor, ARRANGED, sitting_id, ref=ref, panel=panel)
    own = conn.execute(
        select(panel_member.c.profession, panel_member.c.organisation).where(
            panel_member.c.panel_id == panel_id, panel_member.c.user_id == by
        )
    ).one()
    found = get_sitting(conn, actor, ref)
    ask(conn, trail, actor, found, Listed(by, actor.name, *own), Part.CHAIR)
    return ref


def save_arranging(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said of when and where. Raises NotAllowed for whoever does not lead it."""
    found = lead(conn, actor, ref)
    now = trail.now
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=key, changes=changes, place=place
    )
    if saved.again or not changes:
        return saved
    said = changes[0].data
    values = {
        "changed_at": now,
        "changed_step": changes[0].step,
        "on_day": said.get("on", ""),
        "at_time": said.get("at", ""),
        "is_urgent": said.get("how") == when.BETWEEN,
    }
    keep_state(conn, found, "arrange", "attend", **values)
    revs = " ".join(str(rev) for _entry, rev in saved.entries)
    trail.note(conn, actor, SAVED, found.id, ref=found.ref, place=place, revs=revs)
    return saved


def lead(conn: Connection, actor: Actor, ref: str) -> Sitting:
    """Raises NotFound, and NotAllowed for whoever does not lead it."""
    found = get_sitting(conn, actor, ref)
    if not found.leads:
        raise NotAllowed
    return found


def keep_state(conn: Connection, found: Sitting, *moves: str, **values: object) -> None:
    """Changes a sitting in one statement, where one of these moves may be made of it as it stands now:
    what is asked for twice, or too late, is done once. Raises Conflict.
    """
    states = [state for state, may in MOVES.items() if any(move in may for move in moves)]
    done = conn.execute(
        update(sitting)
        .where(sitting.c.subject_id == found.id, sitting.c.state.in_(states))
        .values(values or {"state": sitting.c.state})
    )
    if done.rowcount != 1:
        raise Conflict(found.ref)


# -- members -------------------------------------------------------------------------------------


def ask_member(
    conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str, part: str
) -> None:
    """Asks somebody on the panel's list to come. Raises BadInput for anybody else, Conflict once papers
    are out.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    listed = {one.user_id: one for one in list_who_can_be_asked(conn, found)}
    if user_id not in listed or part not in PARTS:
        raise BadInput(str(_("Choose somebody, and what they do")))
    ask(conn, trail, actor, found, listed[user_id], part)


def ask(
    conn: Connection, trail: Trail, actor: Actor, found: Sitting, who: Listed, part: str
) -> None:
    seats = list_members(conn, found.id)
    if len(seats) >= MOST_MEMBERS:
        raise BadInput(str(_("A sitting has room for %(most)s", most=MOST_MEMBERS)))
    conn.execute(
        insert(sitting_member).values(
            sitting_id=found.id,
            user_id=who.user_id,
            seat=max((one.seat for one in seats), default=0) + 1,
            part=part,
            profession=who.profession,
            organisation=who.organisation,
            attendance=Attendance.EXPECTED
            if who.user_id == actor.user_id
            else Attendance.NO_RESPONSE,
        )
    )
    trail.note(conn, actor, ASKED, found.id, ref=found.ref, member=who.user_id, part=part)


def take_off_member(conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str) -> None:
    """Raises BadInput for the last one who chairs it, Conflict once papers are out."""
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    gone = conn.execute(
        delete(sitting_member).where(
            sitting_member.c.sitting_id == found.id, sitting_member.c.user_id == user_id
        )
    )
    if not any(one.part == Part.CHAIR for one in list_members(conn, found.id)):
        raise BadInput(str(_("Somebody has to chair it")))
    if gone.rowcount:
        guests.close(conn, trail, [user_id])
        trail.note(conn, actor, NOT_ASKED, found.id, ref=found.ref, member=user_id)


def note_attendance(
    conn: Connection, trail: Trail, actor: Actor, ref: str, user_id: str, attendance: str
) -> None:
    """Whether somebody comes, or came. Members say it of themselves, those who lead it of anybody."""
    found = get_sitting(conn, actor, ref)
    if not found.leads and user_id != actor.user_id:
        raise NotAllowed
    keep_state(conn, found, "arrange", "attend")
    if attendance not in ATTENDANCES:
        raise BadInput(str(_("Choose one of the answers shown")))
    done = conn.execute(
        update(sitting_member)
        .where(sitting_member.c.sitting_id == found.id, sitting_member.c.user_id == user_id)
        .values(attendance=attendance)
    )
    if done.rowcount != 1:
        raise BadInput(str(_("Choose somebody who is asked to it")))
    said = {"member": user_id, "attendance": attendance}
    trail.note(conn, actor, ATTENDS, found.id, ref=found.ref, **said)


# -- the agenda ----------------------------------------------------------------------------------


def list_item(
    conn: Connection, trail: Trail, actor: Actor, ref: str, asked: str, minutes: str
) -> None:
    """Puts a referral on the agenda, by its reference. Raises BadInput for one that does not wait for
    this panel, Conflict once papers are out.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    referral_id = _move_referral(conn, found, asked, "list")
    there = list_items(conn, found.id)
    if len(there) >= MOST_ITEMS:
        raise BadInput(str(_("A sitting has room for %(most)s", most=MOST_ITEMS)))
    long = read_minutes(minutes)
    conn.execute(
        insert(sitting_item).values(
            id=new_id(),
            sitting_id=found.id,
            referral_id=referral_id,
            number=len(there) + 1,
            minutes=long,
        )
    )
    trail.note(conn, actor, LISTED, found.id, ref=found.ref, referral=asked, minutes=long)


def _move_referral(conn: Connection, found: Sitting, ref: str, move: str) -> str:
    """The id of a referral to this panel, which stands elsewhere from now on."""
    row = conn.execute(
        select(referral.c.subject_id, referral.c.state)
        .join(subject, subject.c.id == referral.c.subject_id)
        .where(subject.c.ref == ref, referral.c.panel_id == found.panel_id)
    ).first()
    if row is None or not panels.can(move, row.state):
        raise BadInput(str(_("Choose one that waits for this panel")))
    done = conn.execute(
        update(referral)
        .where(referral.c.subject_id == row.subject_id, referral.c.state == row.state)
        .values(state=panels.MOVES[row.state][move])
    )
    if done.rowcount != 1:
        raise Conflict(ref)
    return str(row.subject_id)


def read_minutes(text: str) -> int:
    """Minutes as somebody typed them, 0 where nobody said. Raises BadInput for what is no number."""
    said = text.strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and int(said[:6]) <= MOST_MINUTES):
        raise BadInput(
            str(_("Write how many minutes, as a number up to %(most)s", most=MOST_MINUTES))
        )
    return int(said)


def _at(items: Sequence[Item], number: int) -> Item:
    """Raises BadInput for a place where nothing is."""
    found = next((one for one in items if one.number == number), None)
    if found is None:
        raise BadInput(str(_("Choose something on the agenda")))
    return found


def take_off_item(conn: Connection, trail: Trail, actor: Actor, ref: str, number: int) -> None:
    """Its referral waits for another sitting."""
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    items = list_items(conn, found.id)
    gone = _at(items, number)
    take_off(conn, trail, actor, found, gone)
    _number(conn, [one for one in items if one is not gone])


def take_off(conn: Connection, trail: Trail, actor: Actor, found: Sitting, gone: Item) -> None:
    """One whose referral was withdrawn stays withdrawn."""
    if panels.can("take_off", gone.state):
        _move_referral(conn, found, gone.referral_ref, "take_off")
    conn.execute(delete(sitting_item).where(sitting_item.c.id == gone.id))
    trail.note(conn, actor, TAKEN_OFF, found.id, ref=found.ref, referral=gone.referral_ref)


def move_item(conn: Connection, actor: Actor, ref: str, number: int, *, up: bool) -> None:
    """A place further up the agenda, or down."""
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    items = list_items(conn, found.id)
    _number(conn, moved(items, items.index(_at(items, number)), up=up))


def set_minutes(conn: Connection, actor: Actor, ref: str, number: int, minutes: str) -> None:
    found = lead(conn, actor, ref)
    keep_state(conn, found, "arrange")
    item = _at(list_items(conn, found.id), number)
    changed = update(sitting_item).where(sitting_item.c.id == item.id)
    conn.execute(changed.values(minutes=read_minutes(minutes)))


def _number(conn: Connection, items: Sequence[Item]) -> None:
    """Numbers what is on the agenda in this order."""
    for number, one in enumerate(items, 1):
        if one.number != number:
            changed = update(sitting_item).where(sitting_item.c.id == one.id)
            conn.execute(changed.values(number=number))


# -- how it ends ---------------------------------------------------------------------------------


def hold(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """It was held. Raises NotAllowed for whoever does not lead it, Conflict where no papers are out."""
    found = lead(conn, actor, ref)
    keep_state(conn, found, "hold", state=State.HELD, changed_at=trail.now)
    _close_to_guests(conn, trail, found)
    trail.note(conn, actor, HELD, found.id, ref=found.ref)


def call_off(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """It does not take place: what was on its agenda waits for another one. Raises Conflict where views
    were opened: then something of it took place.
    """
    found = lead(conn, actor, ref)
    keep_state(conn, found, "call_off", state=State.CALLED_OFF, changed_at=trail.now)
    if any(item.is_heard for item in list_items(conn, found.id)):  # and no others from now on
        raise Conflict(ref)
    _close_to_guests(conn, trail, found)
    listed = select(sitting_item.c.referral_id).where(sitting_item.c.sitting_id == found.id)
    conn.execute(
        update(referral)
        .where(referral.c.subject_id.in_(listed), referral.c.state == panels.State.LISTED)
        .values(state=panels.MOVES[panels.State.LISTED]["take_off"])
    )
    trail.note(conn, actor, CALLED_OFF, found.id, ref=found.ref)


def _close_to_guests(conn: Connection, trail: Trail, found: Sitting) -> None:
    guests.close(conn, trail, [one.user_id for one in list_members(conn, found.id)])
