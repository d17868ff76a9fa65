"""What members think of an item, each before they hear the others; and the one button that opens it.

Every act here first holds the round it is about (`hold_item`), so that on either database a view is
given before the views are opened, and is among them, or is refused: never half shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import token_hex

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from riskapp.panel.sitting.events import (
    DECLARED,
    HEARD_FIRST,
    REVEALED,
    ROUND_OPENED,
    VIEW_ENTERED,
    VIEW_GIVEN,
    VIEW_SAVED,
    VIEW_TAKEN_BACK,
)
from riskapp.panel.sitting.queries.papers import Before, get_before
from riskapp.panel.sitting.queries.sittings import Member, list_members
from riskapp.panel.sitting.queries.views import (
    Viewing,
    find_interest,
    get_own,
    get_viewing,
    has_interest,
    list_given,
    list_interests,
)
from riskapp.panel.sitting.rules import (
    FOR_OTHERS,
    MOST_ROUNDS,
    VIEW,
    Given,
    Standing,
    gives_first,
    may_declare,
)
from riskapp.panel.sitting.services.arranging import keep_state
from riskapp.panel.sitting.services.papers import open_rounds
from riskapp.panel.sitting.steps import view
from riskapp.panel.sitting.tables import (
    declared_before,
    declared_interest,
    member_view,
    view_round,
    view_taken_back,
)
from riskapp.platform.db import insert_or, new_id
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _
from riskapp.platform.tables import subject
from riskapp.platform.trail import Trail


def hold_rounds(conn: Connection, item_id: str, *, alone: bool = False) -> None:
    """Nobody opens the views of an item, or asks for them once more, before this transaction is done.

    SQLite has one writer at a time. PostgreSQL holds the rounds against whoever would do that, and not
    against other members; `alone`: against these too.
    """
    rounds = select(view_round.c.number).where(view_round.c.item_id == item_id)
    conn.execute(rounds.with_for_update(read=not alone))


def hold_item(conn: Connection, actor: Actor, ref: str, *, alone: bool = False) -> Before:
    """An item, whose views nobody opens before this transaction is done. Raises Conflict where none are
    written or opened any more.
    """
    before = get_before(conn, actor, ref)
    hold_rounds(conn, before.item.id, alone=alone)
    before = get_before(conn, actor, ref)  # as it is now that it is held
    if not before.sitting.can("write") or before.item.is_put_off:
        raise Conflict(ref)
    return before


def _whose(conn: Connection, actor: Actor, before: Before) -> Member:
    """The member meant: whoever sits in the seat that the address names, else the actor. Raises NotFound
    for whoever is not asked for a view.
    """
    seat = before.place.seat
    for one in list_members(conn, before.sitting.id):
        if one.advises and (one.seat == seat if seat else one.user_id == actor.user_id):
            return one
    raise NotFound(before.ref)


def _row(before: Before, user_id: str) -> tuple[ColumnElement[bool], ...]:
    """What names the row of one member's view in the round that members are in."""
    return (
        member_view.c.item_id == before.item.id,
        member_view.c.round == before.item.round.number,
        member_view.c.user_id == user_id,
    )


def _about(before: Before) -> dict[str, str | int]:
    """What each event says of where it was."""
    item = before.item
    return {"ref": before.sitting.ref, "item": item.number, "round": item.round.number}


# -- interests -----------------------------------------------------------------------------------


def declare(
    conn: Connection, trail: Trail, actor: Actor, ref: str, *, is_there: bool, what: str
) -> None:
    """Whether a member has an interest in an item, also that there is none. Whoever has one gives no
    view: one that was given is taken back. What was declared before is kept.

    Raises Conflict where they would take one back after hearing the others, and where whoever leads the
    sitting says more for somebody than that they have none; BadInput where they have an interest.
    """
    before = hold_item(conn, actor, ref, alone=True)
    whose = _whose(conn, actor, before)
    if before.place.seat and has_interest(conn, actor.user_id, before.item.id):
        raise BadInput(str(_("You have an interest in this item, so somebody else says it")))
    had = find_interest(conn, before.item.id, whose.user_id)
    has = had.is_there if had else None
    asked = {"now_has": is_there, "is_revealed": before.item.is_heard}
    if not may_declare(has, **asked, is_own=not before.place.seat):
        raise Conflict(ref)
    values = {"is_there": is_there, "what": what if is_there else ""}
    values |= {"declared_at": trail.now, "declared_by": actor.user_id}
    row = {"item_id": before.item.id, "user_id": whose.user_id}
    _keep_declared(conn, row)
    conn.execute(
        insert_or(conn, declared_interest)
        .values(**row, **values)
        .on_conflict_do_update(index_elements=list(row), set_=values)
    )
    if is_there:
        _take_back(conn, trail, before, whose.user_id)
    about: dict[str, str] = {"ref": before.sitting.ref, "member": whose.user_id}
    item = before.item.number
    trail.note(conn, actor, DECLARED, before.sitting.id, **about, item=item, is_there=is_there)


def _keep_declared(conn: Connection, row: Mapping[str, str]) -> None:
    """What stands so far, behind what stood before it. Its item is held alone."""
    now, was = declared_interest.c, declared_before.c
    of = [now[key] == value for key, value in row.items()]
    number = select(func.count() + 1).where(*(was[key] == value for key, value in row.items()))
    said = ["item_id", "user_id", "is_there", "what", "declared_at", "declared_by"]
    conn.execute(
        insert(declared_before).from_select(
            [*said, "number"],
            select(*(now[key] for key in said), number.scalar_subquery()).where(*of),
        )
    )


# -- a view --------------------------------------------------------------------------------------


def save_view(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Raises Conflict where the view is given, or the views are open and
    nobody said that this one comes after hearing them.
    """
    before = hold_item(conn, actor, ref)
    found = get_viewing(conn, actor, ref)
    if not found.is_open:
        raise Conflict(ref)
    saved = save_entries(
        conn,
        now=trail.now,
        by=actor.user_id,
        subject_id=found.id,
        key=key,
        changes=changes,
        place=place,
    )
    if changes and not saved.again:
        trail.note(conn, actor, VIEW_SAVED, before.sitting.id, **_about(before))
    return saved


def give(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """What stands on the page is the member's view: opened with the others, or at once where they were
    heard first. Raises Conflict where there is one already, BadInput where nothing was written.
    """
    before = hold_item(conn, actor, ref)
    found = get_viewing(conn, actor, ref)
    if not found.is_open:
        raise Conflict(ref)
    said = dict(get_entries(conn, found.id).data(view.STEP.slug))
    if not said:
        raise BadInput(str(_("Write something before you give it")))
    now, how = trail.now, _how(conn, before, found)
    values = {"given_at": now, "given_by": actor.user_id, "how": how, "said": said}
    row = _row(before, found.user_id)
    given = conn.execute(
        update(member_view)
        .where(*row, member_view.c.given_at.is_(None))
        .values(**values, shown_at=now if found.view.is_late else None)
    )
    if given.rowcount != 1:
        raise Conflict(ref)
    about = {**_about(before), "member": found.user_id, "how": how}
    trail.note(conn, actor, VIEW_GIVEN, before.sitting.id, **about)


def _how(conn: Connection, before: Before, found: Viewing) -> str:
    if not found.whose:
        return Given.OWN
    wanted = select(member_view.c.entered_how).where(*_row(before, found.user_id))
    return str(conn.execute(wanted).scalar_one())


def take_back(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """A member's own view, to change it; also one that was entered for them, and is not what they said.
    Raises Conflict where there is none, it is open to all, or they have read what another thinks.
    """
    before = hold_item(conn, actor, ref)
    whose, own = _whose(conn, actor, before), get_own(conn, actor, before.item)
    has_read = own is not None and own.has_read
    if before.place.seat or has_read or not _take_back(conn, trail, before, whose.user_id):
        raise Conflict(ref)
    trail.note(conn, actor, VIEW_TAKEN_BACK, before.sitting.id, **_about(before))


def _take_back(conn: Connection, trail: Trail, before: Before, user_id: str) -> bool:
    """Whether there was one to take back; it is kept as it was given."""
    row, was = _row(before, user_id), view_taken_back.c
    is_given = (member_view.c.given_at.is_not(None), member_view.c.shown_at.is_(None))
    given = (
        conn.execute(
            select(*(member_view.c[name] for name in ("given_at", "given_by", "how", "said")))
            .where(*row, *is_given)
            .with_for_update()
        )
        .mappings()
        .first()
    )
    if given is None:
        return False
    key = {"item_id": before.item.id, "round": before.item.round.number, "user_id": user_id}
    earlier = select(func.count()).where(*(was[name] == value for name, value in key.items()))
    number = conn.execute(earlier).scalar_one() + 1
    kept = {**key, **given, "number": number, "taken_back_at": trail.now}
    conn.execute(insert(view_taken_back).values(kept))
    emptied = {**NOT_ENTERED, "given_at": None, "given_by": None, "how": "", "said": None}
    conn.execute(update(member_view).where(*row).values(emptied))
    return True


def say_after_hearing(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """A view that was not given in time is written now, and marked so. Raises Conflict for any other."""
    before = hold_item(conn, actor, ref)
    whose = _whose(conn, actor, before)
    found = get_viewing(conn, actor, ref)
    if found.standing != Standing.TOO_LATE or not before.takes_views:
        raise Conflict(ref)
    row = _row(before, whose.user_id)
    conn.execute(update(member_view).where(*row).values(is_late=True))
    trail.note(conn, actor, HEARD_FIRST, before.sitting.id, **_about(before))


def begin_entering(conn: Connection, trail: Trail, actor: Actor, ref: str, how: str) -> None:
    """The actor enters for a member what was given on paper or aloud: on a page that nobody else reads,
    the member's own and that of whoever began it before included. They read it as they enter it, so that
    what they gave themself stands from then on.

    Raises NotAllowed for whoever does not lead the sitting, BadInput for whoever gives their own first,
    or has an interest in the item, Conflict where the view is given.
    """
    before = hold_item(conn, actor, ref)
    whose = _whose(conn, actor, before)
    if not before.place.seat or not before.sitting.leads:
        raise NotAllowed
    if how not in FOR_OTHERS:
        raise BadInput(str(_("Choose whether it was given on paper or aloud")))
    if find_interest(conn, before.item.id, whose.user_id) is None:
        raise BadInput(str(_("First they say whether they have an interest in it")))
    if has_interest(conn, actor.user_id, before.item.id):
        raise BadInput(str(_("You have an interest in this item, so somebody else enters it")))
    _read_it(conn, actor, before)
    row = _row(before, whose.user_id)
    there = conn.execute(
        select(member_view.c.entered_id, member_view.c.entered_by).where(
            *row,
            member_view.c.given_at.is_(None),
        )
    ).first()
    if there is None or not before.takes_views:
        raise Conflict(ref)
    entered_id = there.entered_id
    if there.entered_by != actor.user_id:
        entered_id = new_id()
        made = {"id": entered_id, "kind": VIEW, "ref": token_hex(8)}
        conn.execute(insert(subject).values(made))
    conn.execute(
        update(member_view)
        .where(*row, member_view.c.given_at.is_(None))
        .values(entered_id=entered_id, entered_by=actor.user_id, entered_how=how)
    )
    about = {**_about(before), "member": whose.user_id, "how": how}
    trail.note(conn, actor, VIEW_ENTERED, before.sitting.id, **about)


# Whoever entered a view that was taken back begins anew, on an empty page.
NOT_ENTERED = {"entered_id": None, "entered_by": None, "entered_how": ""}


def _read_it(conn: Connection, actor: Actor, before: Before) -> None:
    """Raises BadInput for whoever is to give a view of their own, and did not."""
    own = get_own(conn, actor, before.item)
    members = list_members(conn, before.sitting.id)
    me = next((one for one in members if one.user_id == actor.user_id), None)
    if own is None or me is None:
        return
    stands = own.standing(find_interest(conn, before.item.id, actor.user_id))
    if gives_first(stands, me.attendance):
        raise BadInput(str(_("Give your own view first: you read theirs as you enter it")))
    row = _row(before, actor.user_id)
    conn.execute(
        update(member_view).where(*row, member_view.c.shown_at.is_(None)).values(has_read=True)
    )


# -- opening them --------------------------------------------------------------------------------


def open_views(conn: Connection, trail: Trail, actor: Actor, ref: str, without: str) -> None:
    """Every view that was given is read by all members from now on, all at once.

    `without`: why not all were waited for. Raises NotAllowed for whoever does not chair the sitting,
    BadInput where nobody gave one, Conflict where they are open.
    """
    before = hold_item(conn, actor, ref, alone=True)
    if not before.sitting.chairs:
        raise NotAllowed
    keep_state(conn, before.sitting, "open_views")  # which it is then not called off in
    item, now = before.item, trail.now
    opened = conn.execute(
        update(view_round)
        .where(
            view_round.c.item_id == item.id,
            view_round.c.number == item.round.number,
            view_round.c.revealed_at.is_(None),
        )
        .values(revealed_at=now, revealed_by=actor.user_id, without=without)
    )
    if opened.rowcount != 1:
        raise Conflict(ref)
    shown = conn.execute(
        update(member_view)
        .where(
            member_view.c.item_id == item.id,
            member_view.c.round == item.round.number,
            member_view.c.given_at.is_not(None),
        )
        .values(shown_at=now)
    )
    if not shown.rowcount:
        raise BadInput(str(_("Nobody has given a view yet")))
    missing = len(not_given(conn, before))
    about = {**_about(before), "given": shown.rowcount, "missing": missing}
    trail.note(conn, actor, REVEALED, before.sitting.id, **about)


def not_given(conn: Connection, before: Before) -> list[Member]:
    """Whose view is missing in the round that members are in: not of whoever declared an interest."""
    given = list_given(conn, [before.item.id])
    now = before.item.round.number
    return _all_but(conn, before, {who for _item, number, who in given if number == now})


def never_given(conn: Connection, before: Before) -> list[Member]:
    """Whose view is missing in every round: what somebody said first stands where they say no more."""
    given = list_given(conn, [before.item.id])
    return _all_but(conn, before, {who for _item, _number, who in given})


def _all_but(conn: Connection, before: Before, said: set[str]) -> list[Member]:
    item = before.item
    interests = list_interests(conn, [item.id])
    having = {who for (_item, who), interest in interests.items() if interest.is_there}
    members = list_members(conn, before.sitting.id)
    return [one for one in members if one.advises and one.user_id not in said | having]


def open_round(conn: Connection, trail: Trail, actor: Actor, ref: str) -> None:
    """Members are asked once more, after they heard each other. What they said first stays.

    Raises NotAllowed for whoever does not chair the sitting, Conflict where the views are not open, or
    there was another round.
    """
    before = hold_item(conn, actor, ref, alone=True)
    if not before.sitting.chairs:
        raise NotAllowed
    item = before.item
    if not (item.is_revealed and before.takes_views) or item.round.number >= MOST_ROUNDS:
        raise Conflict(ref)
    members = [one.user_id for one in list_members(conn, before.sitting.id) if one.advises]
    number = item.round.number + 1
    open_rounds(conn, trail, actor, [item.id], number, members)
    about = {**_about(before), "round": number}
    trail.note(conn, actor, ROUND_OPENED, before.sitting.id, **about)
