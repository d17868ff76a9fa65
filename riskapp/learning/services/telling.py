"""Beginning to write down what happened, and writing in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.core.reference import HAPPENING
from riskapp.core.text import beginning
from riskapp.decision.queries import Decision, list_about
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.services.sealing import House, snapshot
from riskapp.learning.events import BASIS_CHOSEN, BEGUN, FROZEN, SAVED
from riskapp.learning.queries import Happening, find_happening, frozen_of, get_happening
from riskapp.learning.rules import (
    NARRATIVE,
    Basis,
    Sealed,
    State,
    either_of,
    waiting_answers,
    waiting_routes,
)
from riskapp.learning.services.holding import get_to_write, keep_to_facts
from riskapp.learning.steps import account, candour, who_must_know
from riskapp.learning.steps.changes_to_try import CHANGES
from riskapp.learning.tables import change_due, happening
from riskapp.people.queries import Person
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import Change, Saved, save_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.subjects import new_subject
from riskapp.platform.time import local
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import freeze, list_sealings

_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)


class BegunAlready(Conflict):
    """The same button was clicked twice: what it began is there."""


def begin_happening(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    person: Person,
    house: House,
    *,
    key: str,
    decision: Decision | None = None,
) -> Happening:
    """Something happened with a person: which decision was in force is found where there is but one.

    Raises BegunAlready for a key seen before; undo the transaction and ask `find_begun`.
    """
    subject_id, ref = new_subject(conn, "happening", HAPPENING)
    now = trail.now
    conn.execute(
        insert(happening).values(
            subject_id=subject_id,
            person_id=person.id,
            basis=Basis.NOT_SAID,
            state=State.OPEN,
            made_at=now,
            made_by=actor.user_id,
            changed_at=now,
        )
    )
    first = Change(step=account.STEP.slug, data={})
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=subject_id, key=key, changes=[first]
    )
    if saved.again:
        raise BegunAlready(key)
    trail.note(conn, actor, BEGUN, subject_id, ref=ref, person=person.ref)
    there = [decision] if decision else list_about(conn, actor, person.id)
    if not decision and len(there) == 1 and _is_blank(conn, there[0]):
        there = []  # it was in force on no day
    made = find_happening(conn, subject_id)
    if len(there) == 1:
        _rest_on(conn, trail, actor, made, there[0], None, house)
    elif not there:
        _rest_on(conn, trail, actor, made, None, None, house)
    return find_happening(conn, subject_id)


def _is_blank(conn: Connection, decision: Decision) -> bool:
    """Whether it is a conversation in which nobody has said anything yet."""
    entries = get_entries(conn, decision.id, decision.facts)
    return not decision.versions and not any(e.data and not e.get("is_now") for e in entries)


def choose_basis(
    conn: Connection, trail: Trail, actor: Actor, ref: str, chosen: str, house: House
) -> None:
    """What was in force that day: `chosen` is a decision's reference, one with a slash and a version, or
    the code of usual practice. Raises BadInput for anything else.
    """
    found = get_happening(conn, actor, ref)
    decision_ref, _slash, number = chosen.partition("/")
    about = {d.ref: d for d in list_about(conn, actor, found.person_id)}
    if chosen == Basis.USUAL:
        _rest_on(conn, trail, actor, found, None, None, house)
        return
    if decision_ref not in about or (number and not _NUMBER.fullmatch(number)):
        raise BadInput(str(_("Choose one of the answers shown")))
    decision = about[decision_ref]
    version = int(number) if number else None
    sealings = [] if version else list_sealings(conn, decision.id)
    if either_of(
        [
            Sealed(s.number, local(s.sealed_at).date(), found.may_have_stood(s.sealed_at))
            for s in sealings
        ],
        found.happened_on,
    ):
        raise BadInput(str(_("More than one version was sealed on that day. Choose one of them")))
    if version and version not in range(1, decision.versions + 1):
        raise BadInput(str(_("Choose one of the answers shown")))
    _rest_on(conn, trail, actor, found, decision, version, house)


def _rest_on(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    found: Happening,
    decision: Decision | None,
    version: int | None,
    house: House,
) -> None:
    basis = Basis.DECISION if decision else Basis.USUAL
    conn.execute(
        update(happening)
        .where(happening.c.subject_id == found.id)
        .values(
            decision_id=decision.id if decision else None,
            version=version,
            basis=basis,
            changed_at=trail.now,
        )
    )
    trail.note(
        conn,
        actor,
        BASIS_CHOSEN,
        found.id,
        ref=found.ref,
        basis=basis,
        decision=decision.ref if decision else None,
        version=version,
    )
    # Once: what was written in it since is hindsight, however often somebody chooses it again.
    if decision and decision.is_in_conversation and not frozen_of(conn, found.id, decision.ref):
        _freeze(conn, trail, actor, found, decision, house)


def _freeze(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    found: Happening,
    decision: Decision,
    house: House,
) -> None:
    """The open conversation as it stands, under what happened: hindsight changes nothing in it."""
    entries = get_entries(conn, decision.id, decision.facts)
    frozen = freeze(
        conn,
        subject_id=found.id,
        number=len(list_sealings(conn, found.id)) + 1,
        language=language_tag(),
        rows=snapshot(decision, entries, trail, house, by=""),
        now=trail.now,
        by=actor.user_id,
    )
    trail.note(
        conn,
        actor,
        FROZEN,
        found.id,
        ref=found.ref,
        decision=decision.ref,
        number=frozen.number,
        digest=frozen.digest,
    )


def save_telling(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Keeps what one post said. Whose it is, is asked again, inside the transaction.

    Raises Held for anything but facts while it is on hold.
    """
    found = get_to_write(conn, actor, ref)
    if any(_is_narrative(conn, found, change) for change in changes):
        keep_to_facts(found)
    now = trail.now
    saved = save_entries(
        conn, now=now, by=actor.user_id, subject_id=found.id, key=key, changes=changes, place=place
    )
    if saved.again or not changes:
        return saved
    values: dict[str, object] = {"changed_at": now, "changed_step": changes[0].step}
    for change in changes:
        if change.step == account.STEP.slug:
            values |= _for_lists(change.data)
    if any(change.step in _TELL_WHO_WAITS for change in changes):
        values["waiting"] = _waiting(get_entries(conn, found.id))
    conn.execute(update(happening).where(happening.c.subject_id == found.id).values(values))
    if any(change.step == CHANGES.slug for change in changes):
        _project_due(conn, found)
    revs = " ".join(str(rev) for _entry, rev in saved.entries)
    trail.note(conn, actor, SAVED, found.id, ref=ref, place=place, revs=revs)
    return saved


def _is_narrative(conn: Connection, found: Happening, change: Change) -> bool:
    """Whether it writes what waits while it is on hold: a page that does, or one answer of another."""
    if waiting := waiting_answers(found, change.step):
        stands = get_entries(conn, found.id).data(change.step)
        return any(change.data.get(key) != stands.get(key) for key in waiting)
    return change.step in NARRATIVE


def _for_lists(said: Mapping[str, Any]) -> dict[str, object]:
    """What lists show of the short form."""
    return {
        "kind": said.get("kind", ""),
        "on_day": said.get("on", ""),
        "what": beginning(said.get("facts") or said.get("account") or "", LIST_WORDS),
    }


_TELL_WHO_WAITS = (account.STEP.slug, who_must_know.STEP.slug, candour.STEP.slug)


def _waiting(entries: Entries) -> list[str]:
    return waiting_routes(*(entries.data(slug) for slug in _TELL_WHO_WAITS))


def _project_due(conn: Connection, found: Happening) -> None:
    """What falls due by the changes to try as they stand; of what was tried, somebody has said so."""
    conn.execute(delete(change_due).where(change_due.c.subject_id == found.id))
    for item in get_entries(conn, found.id).items(CHANGES.slug):
        if item.get("by_when") and not item.get("changed"):
            conn.execute(
                insert(change_due).values(
                    id=new_id(),
                    subject_id=found.id,
                    on_day=item["by_when"],
                    what=beginning(item.get("what", ""), LIST_WORDS),
                    owner=item.get("owner", ""),
                )
            )
