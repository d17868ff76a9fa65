"""Writing a version once, reading it back for ever."""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from riskapp.core.canonical import canonical, leaf, root, salted
from riskapp.core.errors import NotFound, RiskappError
from riskapp.platform.db import insert_or, is_id, new_id
from riskapp.platform.versions.rows import Rows
from riskapp.platform.versions.tables import FAILED, GIVEN_UP, MADE, WAITING, rendition, version

SCHEMA = "riskapp-record/1"
LARGEST_NUMBER = 2**31 - 1  # what the column can be asked for


@dataclass(frozen=True)
class Version:
    """A frozen record: nothing in it can change."""

    id: str
    subject_id: str
    number: int
    language: str
    digest: str
    sealed_at: datetime
    sealed_by: str
    rows: Rows
    secret: bytes


@dataclass(frozen=True)
class Rendition:
    """One copy as bytes, or on its way, or failed with its trouble in plain words."""

    id: str
    subject_id: str
    version_id: str | None
    layout: str
    state: str
    asked_at: datetime
    pages: int | None = None
    trouble: str | None = None


def freeze(
    conn: Connection,
    *,
    subject_id: str,
    number: int,
    language: str,
    rows: Rows,
    now: datetime,
    by: str,
) -> Version:
    """Keep a snapshot for ever. Raises ValueError for values that have no canonical JSON."""
    secret = secrets.token_bytes(32)
    digest = root(map(leaf, salted(rows, secret)))
    made = Version(new_id(), subject_id, number, language, digest, now, by, rows, secret)
    conn.execute(
        insert(version).values(
            id=made.id,
            subject_id=subject_id,
            number=number,
            schema=SCHEMA,
            language=language,
            snapshot=zlib.compress(canonical(rows), 6),
            secret=secret,
            digest=digest,
            sealed_at=now,
            sealed_by=by,
        )
    )
    return made


class NotAsSealed(RiskappError):
    """The rows of a version no longer give its digest: somebody wrote past riskapp."""


def _version(row: Any) -> Version:
    """Raises NotAsSealed for a snapshot that is not the one its digest was made of."""
    rows = json.loads(zlib.decompress(row.snapshot))
    if root(map(leaf, salted(rows, row.secret))) != row.digest:
        message = f"version {row.number} of this record is not as it was sealed"
        raise NotAsSealed(message)
    return Version(
        row.id,
        row.subject_id,
        row.number,
        row.language,
        row.digest,
        row.sealed_at,
        row.sealed_by,
        rows,
        row.secret,
    )


def get_version(conn: Connection, subject_id: str, number: int | None = None) -> Version:
    """One version of a subject, the latest where no number is given. Raises NotFound."""
    wanted = select(version).where(version.c.subject_id == subject_id)
    if number is not None:
        if not 0 < number <= LARGEST_NUMBER:
            raise NotFound(str(number))
        wanted = wanted.where(version.c.number == number)
    row = conn.execute(wanted.order_by(version.c.number.desc()).limit(1)).first()
    if row is None:
        raise NotFound(str(number))
    return _version(row)


def get_version_by_id(conn: Connection, version_id: str) -> Version:
    row = conn.execute(select(version).where(version.c.id == version_id)).first()
    if row is None:
        raise NotFound(version_id)
    return _version(row)


def list_versions(conn: Connection, subject_ids: Iterable[str]) -> list[Version]:
    """All versions of some subjects with their words, the oldest first. Raises as `get_version`."""
    wanted = select(version).where(version.c.subject_id.in_(list(subject_ids)))
    return [_version(row) for row in conn.execute(wanted.order_by(version.c.sealed_at))]


@dataclass(frozen=True)
class Sealing:
    """That a version was sealed: enough for a timeline."""

    id: str
    subject_id: str
    number: int
    digest: str
    sealed_at: datetime
    sealed_by: str


def list_sealings(conn: Connection, subject_id: str) -> list[Sealing]:
    """All versions of a subject, newest first, without their words."""
    columns = [
        version.c[f] for f in ("id", "subject_id", "number", "digest", "sealed_at", "sealed_by")
    ]
    wanted = select(*columns).where(version.c.subject_id == subject_id)
    return [Sealing(*row) for row in conn.execute(wanted.order_by(version.c.number.desc()))]


def list_sealings_of(conn: Connection, subject_ids: Sequence[str]) -> dict[str, list[Sealing]]:
    """All versions of some subjects, by subject, the oldest first, without their words."""
    columns = [
        version.c[f] for f in ("id", "subject_id", "number", "digest", "sealed_at", "sealed_by")
    ]
    wanted = select(*columns).where(version.c.subject_id.in_(subject_ids))
    found: dict[str, list[Sealing]] = {one: [] for one in subject_ids}
    for row in conn.execute(wanted.order_by(version.c.number)):
        found[row.subject_id].append(Sealing(*row))
    return found


def find_digest(conn: Connection, digest: str) -> Sealing | None:
    columns = [
        version.c[f] for f in ("id", "subject_id", "number", "digest", "sealed_at", "sealed_by")
    ]
    row = conn.execute(select(*columns).where(version.c.digest == digest)).first()
    return Sealing(*row) if row else None


def ask_for_copies(
    conn: Connection,
    *,
    subject_id: str,
    version_id: str | None,
    layouts: Iterable[str],
    now: datetime,
    by: str,
) -> list[str]:
    """Rows for copies that a job will make; asking twice for one layout of a version is asking once."""
    made = []
    for layout in layouts:
        rendition_id = new_id()
        conn.execute(
            insert_or(conn, rendition)
            .values(
                id=rendition_id,
                subject_id=subject_id,
                version_id=version_id,
                layout=layout,
                state=WAITING,
                asked_at=now,
                asked_by=by,
            )
            .on_conflict_do_nothing()
        )
        made.append(rendition_id)
    return made


_RENDITION = [
    rendition.c[f]
    for f in ("id", "subject_id", "version_id", "layout", "state", "asked_at", "pages", "trouble")
]


def list_renditions(conn: Connection, version_id: str) -> list[Rendition]:
    wanted = select(*_RENDITION).where(rendition.c.version_id == version_id)
    return [Rendition(*row) for row in conn.execute(wanted)]


def find_latest(conn: Connection, subject_id: str, layout: str) -> Rendition | None:
    """The copy of one layout that was asked for last, of whichever version."""
    wanted = (
        select(*_RENDITION)
        .where(rendition.c.subject_id == subject_id, rendition.c.layout == layout)
        .order_by(rendition.c.asked_at.desc(), rendition.c.id)
        .limit(1)
    )
    row = conn.execute(wanted).first()
    return Rendition(*row) if row else None


def list_asked_last(conn: Connection, subjects: Sequence[str], layout: str) -> dict[str, datetime]:
    """When the copy of one layout was asked for last, by subject."""
    rows = conn.execute(
        select(rendition.c.subject_id, rendition.c.asked_at)
        .where(rendition.c.subject_id.in_(subjects), rendition.c.layout == layout)
        .order_by(rendition.c.asked_at)
    )
    return {row.subject_id: row.asked_at for row in rows}


def get_rendition(conn: Connection, rendition_id: str) -> Rendition:
    wanted = select(*_RENDITION).where(rendition.c.id == rendition_id)
    row = conn.execute(wanted).first() if is_id(rendition_id) else None
    if row is None:
        raise NotFound(rendition_id)
    return Rendition(*row)


def find_waiting(conn: Connection, subject_id: str, layout: str) -> str | None:
    """The id of a copy of this layout that no version has and that is still being made."""
    found: str | None = conn.execute(
        select(rendition.c.id).where(
            rendition.c.subject_id == subject_id,
            rendition.c.version_id.is_(None),
            rendition.c.layout == layout,
            rendition.c.state == WAITING,
        )
    ).scalar()
    return found


def get_bytes(conn: Connection, rendition_id: str) -> bytes:
    """The stored bytes of a copy. Raises NotFound where it has not been made."""
    found = conn.execute(select(rendition.c.bytes).where(rendition.c.id == rendition_id)).scalar()
    if found is None:
        raise NotFound(rendition_id)
    return bytes(found)


def keep_bytes(conn: Connection, rendition_id: str, data: bytes, pages: int, now: datetime) -> None:
    """The finished copy. A second run of the same job changes nothing: made is made."""
    conn.execute(
        update(rendition)
        .where(rendition.c.id == rendition_id, rendition.c.state != MADE)
        .values(
            state=MADE,
            bytes=data,
            sha256=hashlib.sha256(data).hexdigest(),
            pages=pages,
            made_at=now,
            trouble=None,
        )
    )


def keep_trouble(conn: Connection, rendition_id: str, trouble: str, *, for_good: bool) -> None:
    """Why a copy could not be made; the version it belongs to is untouched. for_good: it will not be
    tried again.
    """
    conn.execute(
        update(rendition)
        .where(rendition.c.id == rendition_id, rendition.c.state != MADE)
        .values(state=GIVEN_UP if for_good else FAILED, trouble=trouble)
    )


def drop_made(conn: Connection, version_id: str, but: str) -> None:
    """Of the papers of a version that were made, only the one of that layout is kept: the others were
    parts of it.
    """
    conn.execute(
        delete(rendition).where(
            rendition.c.version_id == version_id,
            rendition.c.layout != but,
            rendition.c.state == MADE,
        )
    )


def give_up(conn: Connection, version_id: str) -> None:
    """No copy of a version that could not be made yet will be tried again."""
    conn.execute(
        update(rendition)
        .where(rendition.c.version_id == version_id, rendition.c.state == FAILED)
        .values(state=GIVEN_UP)
    )
