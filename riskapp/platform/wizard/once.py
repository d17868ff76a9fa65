"""What is done once, such as a seal: by one post, to the record as its page showed it."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection

from riskapp.platform import web
from riskapp.platform.entries.reading import Entries, get_data_at, get_entries, is_saved
from riskapp.platform.entries.saving import WrittenSince, keep_key
from riskapp.platform.wizard.posting import Posted
from riskapp.platform.wizard.steps import Subject


def note_once(conn: Connection, subject: Subject, read: str, key: str) -> None:
    """Keeps the key of what was done. Looked at after it, so that no word can have come between:
    raises WrittenSince where the entries are not those that were read.
    """
    if get_entries(conn, subject.id, subject.facts).mark() != read:
        raise WrittenSince
    now, by = web.current().clock.now(), web.actor().user_id
    keep_key(conn, now=now, by=by, subject_id=subject.id, key=_done_by(key))


def is_done(entries: Entries, posted: Posted) -> bool:
    """Whether it was done by this very post, which came again with the same words."""
    conn, own = web.read(), posted.place.own(entries)
    if not is_saved(conn, web.actor().user_id, _done_by(posted.key)):
        return False
    revs = (posted.seen_rev, posted.seen_rev + 1)  # it changed nothing, or it did
    return any(posted.says(get_data_at(conn, own.id, rev) if own else {}) for rev in revs)


def _done_by(key: str) -> str:
    """The key of what a post did: its own says only that the words of its page were saved."""
    return str(uuid5(NAMESPACE_OID, f"done {key}"))
