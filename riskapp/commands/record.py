"""`riskapp record list | export | import | schema | pdf`."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from sqlalchemy import Connection

from riskapp.accounts import queries as accounts
from riskapp.accounts.rules import Role
from riskapp.commands.opening import Commands, opened
from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, NotFound
from riskapp.decision import queries, transfer
from riskapp.decision.layouts import LAYOUTS
from riskapp.decision.services.carrying import export_record, import_record
from riskapp.decision.services.copies import note_download
from riskapp.platform import audit
from riskapp.platform.trail import Trail, trail_of
from riskapp.platform.versions.store import get_bytes, get_version, list_renditions

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
LAYOUT_NAMES = [layout.slug for layout in LAYOUTS if layout.has_pdf]


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("record", help="list, export, import records; their schema; PDFs")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    acts.add_parser("list", help="a line for each record").set_defaults(run=list_records)
    export = acts.add_parser("export", help="one record as JSON on standard output")
    export.add_argument("ref", metavar="REF")
    export.set_defaults(run=export_json)
    take = acts.add_parser("import", help="make a record from a file; prints its new reference")
    take.add_argument("file", type=Path)
    take.add_argument(
        "--as", dest="email", help="whose it is to be; the only practitioner if left out"
    )
    take.add_argument("--team", help="the team it goes to; theirs if left out")
    take.set_defaults(run=import_json)
    acts.add_parser("schema", help="the JSON Schema of a record").set_defaults(run=print_schema)
    pdf = acts.add_parser("pdf", help="a copy of the latest sealed version")
    pdf.add_argument("ref", metavar="REF")
    pdf.add_argument("--layout", choices=LAYOUT_NAMES, default="full")
    pdf.add_argument("-o", "--output", type=Path, required=True)
    pdf.set_defaults(run=write_pdf)


def list_records(_given: argparse.Namespace) -> None:
    with opened() as runtime, runtime.db.read() as conn:
        for found in queries.list_every_decision(conn):
            line = [found.ref, found.state, str(found.versions), found.known_as]
            print("\t".join(line))


def export_json(given: argparse.Namespace) -> None:
    with opened() as runtime, runtime.db.write() as conn:
        try:
            record = export_record(conn, trail_of(runtime), audit.COMMAND_LINE, given.ref)
        except NotFound:
            raise _no_record(given.ref) from None
    print(json.dumps(record, ensure_ascii=False, indent=2))


def import_json(given: argparse.Namespace) -> None:
    try:
        with given.file.open("rb") as file:
            incoming = transfer.read_file(file.read(transfer.LARGEST_FILE + 1))
    except OSError as error:
        raise BadInput(f"{given.file} cannot be read: {error.strerror}") from None
    except BadInput as bad:
        raise BadInput(f"{given.file}: {bad}") from None
    with opened() as runtime, runtime.db.write() as conn:
        actor = _practitioner(conn, given.email)
        made = import_record(
            conn,
            trail_of(runtime),
            actor,
            _team(conn, actor, given.team),
            incoming,
            runtime.config.jurisdiction,
        )
    print(made.ref)


def _practitioner(conn: Connection, email: str | None) -> Actor:
    """Whose record it is to be. Raises BadInput where that cannot be told."""
    users = [
        user
        for user in accounts.list_users(conn)
        if user.disabled_at is None and Role.PRACTITIONER in user.roles and user.teams
    ]
    if email is not None:
        users = [user for user in users if user.email == accounts.normal_email(email)]
    if not users:
        raise BadInput(f"there is no practitioner {email or 'in any team'}")
    actor = accounts.find_actor(conn, users[0].id)
    if actor is None or (email is None and len(users) > 1):
        raise BadInput("there are several practitioners: say whose it is with --as EMAIL")
    return actor


def _team(conn: Connection, actor: Actor, name: str | None) -> str:
    if name is None:
        return min(actor.team_ids)
    team = accounts.find_team(conn, name)
    if team is None or team.id not in actor.team_ids:
        raise BadInput(f"{actor.name} is in no team called {name}")
    return team.id


def print_schema(_given: argparse.Namespace) -> None:
    print(json.dumps(transfer.schema(), ensure_ascii=False, indent=2))


def write_pdf(given: argparse.Namespace) -> None:
    """A new file is for its owner alone; one that is there keeps who may read it."""
    with opened() as runtime, runtime.db.write() as conn:
        data = _pdf(conn, trail_of(runtime), given.ref, given.layout)
    try:
        with os.fdopen(os.open(given.output, _WRITE, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise BadInput(f"{given.output} cannot be written: {error.strerror}") from None


def _pdf(conn: Connection, trail: Trail, ref: str, layout: str) -> bytes:
    """The stored copy, and that it was taken. Raises BadInput where there is none, or not yet."""
    try:
        found = queries.find_decision(conn, ref)
    except NotFound:
        raise _no_record(ref) from None
    if not found.versions:
        raise BadInput(f"{found.ref} has not been sealed yet")
    version = get_version(conn, found.id)
    made = [r for r in list_renditions(conn, version.id) if r.layout == layout]
    if not made or made[0].state != "made":
        why = f": {made[0].trouble}" if made and made[0].trouble else ""
        raise BadInput(f"this copy of {found.ref} has not been made yet{why}")
    note_download(conn, trail, audit.COMMAND_LINE, found, version.number, layout)
    return get_bytes(conn, made[0].id)


def _no_record(ref: str) -> BadInput:
    return BadInput(f"there is no record {ref[:40]}")
