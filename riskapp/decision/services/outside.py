"""What others say of a decision, and what is answered: noted, and never changed or taken away.

Nothing here closes, locks or hands over a decision. It stays the person's and the practitioner's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.decision.events import OUTSIDE_VIEW, VIEW_ANSWERED
from riskapp.decision.queries import Decision, find_decision_by_id, get_decision
from riskapp.decision.rules import ALL_COPIES, COURT, FULL_RECORD, OUTCOMES_OF
from riskapp.decision.services.talking import write
from riskapp.decision.steps.outside import (
    ANSWERS_TO_CONDITIONS,
    CONDITIONS,
    DISSENTS,
    OUTSIDE_VIEWS,
    VIEW_ANSWERS,
)
from riskapp.decision.tables import outside_view
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.saving import Change
from riskapp.platform.forms.reading import Unreadable
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, short_date_words
from riskapp.platform.trail import Trail
from riskapp.platform.versions.store import Sealing, find_digest, list_sealings
from riskapp.platform.wizard import Collection

Said = Mapping[str, Any]


@dataclass(frozen=True)
class View:
    """What somebody outside the conversation says of it, and of which words: `digest` is that of the
    version they were shown or, where nothing was sealed, of what they were shown at `shown_at`.

    dissents and conditions are by the keys of `steps.outside`, whoever dissents by profession or role.
    source: a reference people read aloud, and its `address` here.
    """

    from_whom: str
    who: str
    outcome: str
    given_on: date
    digest: str
    shown_at: datetime
    words: str = ""
    concerns: str = ""
    weight: str = ""
    if_wrong: str = ""
    dissents: Sequence[Said] = ()
    conditions: Sequence[Said] = ()
    is_kept_back: bool = False
    source: str = ""
    address: str = ""


def note_outside_view(
    conn: Connection, trail: Trail, actor: Actor, decision_id: str, view: View, *, key: str
) -> str:
    """Keep what others said, in the caller's transaction; whether `actor` may is for the caller to have
    asked. The same `key` twice is once. Returns the id of the view.

    Raises BadInput for more than there is room for, ValueError for an outcome that is none of theirs.
    """
    if view.outcome not in OUTCOMES_OF[view.from_whom]:
        message = f"{view.from_whom} has no outcome {view.outcome}"
        raise ValueError(message)
    found = find_decision_by_id(conn, decision_id)
    sealing = find_digest(conn, view.digest)
    version = sealing if sealing and sealing.subject_id == found.id else None
    changes = [
        _added(OUTSIDE_VIEWS, _answers(view, version), new_id=key),
        *(_added(DISSENTS, said, parent_id=key) for said in view.dissents),
        *(_added(CONDITIONS, said, parent_id=key) for said in view.conditions),
    ]
    if write(conn, trail, actor, found, key=key, changes=changes, place="").again:
        return key
    conn.execute(
        insert(outside_view).values(
            id=key,
            subject_id=found.id,
            version_id=version.id if version else None,
            digest=view.digest,
            shown_at=view.shown_at,
            from_whom=view.from_whom,
            who=view.who,
            outcome=view.outcome,
            source=view.source,
            address=view.address,
            noted_at=trail.now,
            noted_by=actor.user_id,
        )
    )
    whose = {"from_whom": view.from_whom, "source": view.source, "digest": view.digest}
    trail.note(conn, actor, OUTSIDE_VIEW, found.id, ref=found.ref, **whose)
    return key


def _given_of(view: View, version: Sealing | None) -> LazyString:
    """Which words it is about; of what a court decided, whether they were sealed before or after."""
    if version is None:
        shown_on = short_date_words(local(view.shown_at).date())
        return _("the conversation as it stood on %(when)s, not sealed", when=shown_on)
    sealed_on = local(version.sealed_at).date()
    told = {"number": version.number, "when": short_date_words(sealed_on)}
    if view.from_whom != COURT or view.given_on == sealed_on:
        return _("version %(number)s, as it was sealed", number=version.number)
    if view.given_on < sealed_on:
        return _("version %(number)s, which was sealed after that, on %(when)s", **told)
    return _("version %(number)s, which was sealed before that, on %(when)s", **told)


def _answers(view: View, version: Sealing | None) -> Said:
    return {
        "from_whom": view.from_whom,
        "who": view.who,
        "given_on": view.given_on.isoformat(),
        "outcome": view.outcome,
        "words": view.words,
        "concerns": view.concerns,
        "weight": view.weight,
        "if_wrong": view.if_wrong,
        "kept_to": FULL_RECORD if view.is_kept_back else ALL_COPIES,
        "given_of": str(_given_of(view, version)),
        "digest": view.digest,
        "source": view.source,
    }


def shown_now(conn: Connection, found: Decision) -> str:
    """The digest of what somebody who looks at a decision is shown: that of the version that stands, or
    where there is none a mark of all that is written.
    """
    sealings = list_sealings(conn, found.id)
    return sealings[0].digest if sealings else get_entries(conn, found.id).mark()


def answer_view(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    view_id: str,
    answers: Mapping[str, Sequence[Said]],
    *,
    key: str,
) -> None:
    """What the practitioner, the person or both answer to the view, and the practitioner to conditions
    of it: each by the id of what it answers. Raises NotFound for a view there is not, or a condition
    that is none of its own.
    """
    found = get_decision(conn, actor, ref)
    entries = get_entries(conn, found.id)
    if view_id not in {one.id for one in entries.items(OUTSIDE_VIEWS.slug)}:
        raise NotFound(view_id)
    answered = {one.id: ANSWERS_TO_CONDITIONS for one in entries.items(CONDITIONS.slug, view_id)}
    answered[view_id] = VIEW_ANSWERS
    if foreign := answers.keys() - answered.keys():
        raise NotFound(min(foreign))
    changes = [
        _added(answered[what], said, parent_id=what)
        for what, every in answers.items()
        for said in every
    ]
    if not write(conn, trail, actor, found, key=key, changes=changes, place="").again:
        trail.note(conn, actor, VIEW_ANSWERED, found.id, ref=found.ref, view=view_id)


def _added(
    collection: Collection, said: Said, *, new_id: str | None = None, parent_id: str | None = None
) -> Change:
    """An item with its answers read as if they had been typed. Raises BadInput."""
    form, kept = collection.item_form(), {}
    for key, value in said.items():
        asked = form.field(key)
        if value:
            try:
                asked.check(value)
            except Unreadable as bad:
                words = _("%(question)s: %(trouble)s", question=asked.question, trouble=bad.said)
                raise BadInput(str(words)) from None
            kept[key] = asked.read(value) if asked.spec.json == "text" else value
    return Change(step=collection.slug, data=kept, parent_id=parent_id, is_item=True, new_id=new_id)
