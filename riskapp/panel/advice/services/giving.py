"""Giving advice: once, in one transaction; afterwards it stands, and a further one puts it right."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, insert, update

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.decision.editions import with_facts
from riskapp.decision.rules import PANEL
from riskapp.decision.services.editions import about_edition
from riskapp.decision.services.outside import View, note_outside_view
from riskapp.decision.services.sealing import House
from riskapp.panel.advice.events import GIVEN
from riskapp.panel.advice.paper import (
    GivenAdvice,
    asked_rows,
    dissent_rows,
    interest_rows,
    quorum_rows,
    said_rows,
    shown_rows,
    view_rows,
    without_rows,
)
from riskapp.panel.advice.queries import ASKS, Advising, get_advising, list_dissents, may_write
from riskapp.panel.advice.rules import NEEDS_WORDS, can
from riskapp.panel.advice.services.advising import about, keep_open
from riskapp.panel.advice.steps import advice as asked
from riskapp.panel.advice.steps.conditions import CONDITIONS
from riskapp.panel.advice.tables import advice
from riskapp.panel.rules import State
from riskapp.panel.sitting.queries.papers import Before, get_pack
from riskapp.panel.sitting.queries.sittings import Member, list_members
from riskapp.panel.sitting.queries.views import Interest, list_interests, list_shown
from riskapp.panel.sitting.rules import quorum_lacks_on
from riskapp.panel.sitting.services.viewing import never_given
from riskapp.panel.tables import panel_condition, referral
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.i18n import _, language_tag
from riskapp.platform.time import local
from riskapp.platform.trail import Trail
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.store import freeze, list_sealings


def give_advice(conn: Connection, trail: Trail, actor: Actor, ref: str, house: House) -> None:
    """What stands on the page is the panel's advice, with the dissent that was given beside it: frozen
    with what was shown, told beside the decision, its conditions in work lists.

    Raises Conflict where it was given or members are asked once more, BadInput where the panel has not
    said what it advises.
    """
    found = get_advising(conn, actor, ref)
    if not can("give", found.state):
        raise Conflict(ref)
    keep_open(conn, found.advice, given_at=trail.now, given_by=actor.user_id)
    if not may_write(conn, actor, found.before):  # an interest was declared meanwhile
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    _refuse_unsaid(entries)
    _move(conn, trail, found)
    members = list_members(conn, found.before.sitting.id)
    rows = rows_of_advice(conn, trail, found, entries, members, house)
    version = freeze(
        conn,
        subject_id=found.before.item.referral_id,
        number=rows["record.version"]["value"],
        language=language_tag(),
        rows=rows,
        now=trail.now,
        by=actor.user_id,
    )
    conn.execute(
        update(advice).where(advice.c.subject_id == found.id).values(version_id=version.id)
    )
    _ask_for(conn, trail, found, entries)
    view = _view(trail, found, GivenAdvice(rows), entries)
    note_outside_view(conn, trail, actor, found.before.item.decision_id, view, key=new_id())
    trail.note(
        conn,
        actor,
        GIVEN,
        found.before.sitting.id,
        **about(found.before),
        number=found.advice.number,
        referral=found.before.item.referral_ref,
        outcome=view.outcome,
        digest=version.digest,
    )


def _refuse_unsaid(entries: Entries) -> None:
    said = entries.data(asked.STEP.slug)
    if "outcome" not in said:
        raise BadInput(str(_("Choose what the panel says, before you give it")))
    if said["outcome"] in NEEDS_WORDS and "because" not in said:
        raise BadInput(str(_("Write what stands in the way, before you give it")))


def _move(conn: Connection, trail: Trail, found: Advising) -> None:
    done = conn.execute(
        update(referral)
        .where(referral.c.subject_id == found.before.item.referral_id, referral.c.state.in_(ASKS))
        .values(state=State.ADVISED, changed_at=trail.now)
    )
    if done.rowcount != 1:
        raise Conflict(found.ref)


def rows_of_advice(
    conn: Connection,
    trail: Trail,
    found: Advising,
    entries: Entries,
    members: Sequence[Member],
    house: House,
) -> Rows:
    """All that an advice is given with: what was asked and shown, the views that were opened, what is
    said, who sees it differently, what was missing. Nothing that is for the panel alone.
    """
    before = found.before
    item, sitting = before.item, before.sitting
    sealings = list_sealings(conn, item.referral_id)
    number = sealings[0].number + 1 if sealings else 1
    facts = about_edition(trail, house, item.referral_ref, number)
    facts |= {
        "panel": sitting.panel_name,
        "sitting": sitting.ref,
        "sitting_on": sitting.on_day,
        "called_by": item.called_by,
        "shown_digest": item.digest,
        "is_unsealed": item.is_unsealed,
    }
    rows = {
        **asked_rows(item.asked),
        **shown_rows(get_pack(conn, sitting, item)),
        **view_rows(list_shown(conn, item.id), members),
        **said_rows(entries, found.shown, found.names),
        **dissent_rows(list_dissents(conn, [found.id])[found.id], members),
        **quorum_rows("", lacks_on(conn, before, members)),
        **without_rows("", never_given(conn, before)),
        **interest_rows("", members, interested(conn, before)),
    }
    return with_facts(rows, facts)


def interested(conn: Connection, before: Before) -> dict[str, Interest]:
    """Who declared an interest in an item, by user."""
    every = list_interests(conn, [before.item.id])
    return {user_id: one for (_item, user_id), one in every.items() if one.is_there}


def lacks_on(conn: Connection, before: Before, members: Sequence[Member]) -> list[str]:
    """What is missing for a quorum on an item."""
    coming = {one.user_id: one.as_coming for one in members}
    return quorum_lacks_on(before.sitting.terms, coming, interested(conn, before))


def _ask_for(conn: Connection, trail: Trail, found: Advising, entries: Entries) -> None:
    """Its conditions, in place of what is not done of those that the advice before asked for."""
    referral_id = found.before.item.referral_id
    conn.execute(
        update(panel_condition)
        .where(
            panel_condition.c.referral_id == referral_id,
            panel_condition.c.done_at.is_(None),
            panel_condition.c.replaced_at.is_(None),
        )
        .values(replaced_at=trail.now)
    )
    for number, one in enumerate(entries.items(CONDITIONS.slug), 1):
        conn.execute(
            insert(panel_condition).values(
                id=one.id,
                referral_id=referral_id,
                number=number,
                given_at=trail.now,
                **{field.key: one.get(field.key, "") for field in CONDITIONS.item_form()},
            )
        )


def _view(trail: Trail, found: Advising, given: GivenAdvice, entries: Entries) -> View:
    """The same as a decision keeps it: of what was shown, with whoever dissents by profession."""
    item, sitting, said = found.before.item, found.before.sitting, entries.data(asked.STEP.slug)
    keys = ("what", "who", "by_when", "takes_away", "known_by")
    return View(
        from_whom=PANEL,
        who=sitting.panel_name,
        outcome=said["outcome"],
        given_on=local(trail.now).date(),
        digest=item.digest,
        shown_at=sitting.papers_at or trail.now,
        words="\n\n".join(_words(given)),
        weight=said.get("weight", ""),
        if_wrong=said.get("if_wrong", ""),
        dissents=[{"who": who[:200], "view": view} for who, view, _how in given.dissents],
        conditions=[
            {key: one[key] for key in keys if one.get(key)}
            for one in entries.items(CONDITIONS.slug)
        ],
        is_kept_back=bool(said.get("kept_back")),
        source=item.referral_ref,
        address=f"/referrals/{item.referral_ref}#again",
    )


def _words(given: GivenAdvice) -> list[str]:
    """Why, with what it points at, what it puts right, and that there was no quorum."""
    words = [given.shown("advice.because")]
    words += [str(_("%(question)s: %(said)s", question=q, said=w)) for q, w in given.pointed]
    if given.puts_right:
        words.append(str(_("This puts right the advice before: %(what)s", what=given.puts_right)))
    if given.lacks:
        words.append(str(_("Given without a quorum: %(why)s.", why="; ".join(given.lacks))))
    return [one for one in words if one]
