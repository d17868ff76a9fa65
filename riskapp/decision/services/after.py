"""After the seal: what is said later stands beside what was sealed, and changes none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict
from riskapp.core.text import beginning
from riskapp.decision.conversation import Conversation
from riskapp.decision.events import SAID_SINCE
from riskapp.decision.queries import Since
from riskapp.decision.services.talking import get_to_write, write
from riskapp.platform.entries.reading import get_entries, is_saved
from riskapp.platform.entries.saving import Change, Saved
from riskapp.platform.i18n import _
from riskapp.platform.trail import Trail

CONCERNS = 300  # characters of what an addendum is about that are kept with it


def check_read(conn: Connection, actor: Actor, ref: str, read: str, key: str) -> None:
    """Raises BadInput where the version that was read, by its number, is no longer the latest: what is
    said is said of the one that was read. A post that was saved already is not asked again.
    """
    latest = get_to_write(conn, actor, ref, Since).versions
    if read not in ("", str(latest)) and not is_saved(conn, actor.user_id, key):
        words = _("Version %(number)s was sealed meanwhile. Look at it, then save", number=latest)
        raise BadInput(str(words))


def save_since(
    conn: Connection,
    trail: Trail,
    actor: Actor,
    ref: str,
    *,
    key: str,
    changes: Sequence[Change],
    place: str,
) -> Saved:
    """Add what was said since. Raises Conflict before a first seal, and for a change of what stands."""
    found = get_to_write(conn, actor, ref, Since)
    if not found.is_open or any(change.entry_id for change in changes):
        raise Conflict(ref)
    entries = get_entries(conn, found.id, found.facts)
    talk = Conversation(entries, found.called_by)
    added = [replace(one, data=_with_what(talk, found, one.data)) for one in changes]
    saved = write(conn, trail, actor, found, key=key, changes=added, place=place)
    if added and not saved.again:
        trail.note(conn, actor, SAID_SINCE, found.id, ref=found.ref, version=found.versions)
    return saved


def _with_what(talk: Conversation, found: Since, said: Any) -> dict[str, Any]:
    """What was said, with the words it is about as they stand, and of which version it was said."""
    about = next(iter(said.get("about") or ()), "")
    return {
        **said,
        "concerns": beginning(talk.known_as(about), CONCERNS),
        "of_what": talk.kind_of(about),
        "of_version": str(found.versions),
    }
