"""What was said after a version was sealed, as rows beside those it holds: it changes none of them."""

from __future__ import annotations

from sqlalchemy import Connection

from riskapp.decision.journeys import RECORD
from riskapp.decision.queries import Decision
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.platform.entries.reading import Entries, get_entries_at
from riskapp.platform.versions.rows import Rows, number_items, rows_under
from riskapp.platform.versions.store import Version


def rows_since(conn: Connection, found: Decision, version: Version, entries: Entries) -> Rows:
    """The rows of what was added since, each pointing at its entry as the version numbers it."""
    held = {".".join(i.split(".")[:2]) for i in version.rows if i.startswith(f"{ADDENDA.slug}.")}
    added = list(enumerate(entries.items(ADDENDA.slug), 1))[len(held) :]
    if not added:
        return {}
    stood = get_entries_at(conn, found.id, version.sealed_at, found.facts)
    paths = number_items(RECORD, stood)
    rows: Rows = {}
    for number, one in added:
        form = ADDENDA.item_form(names=found.names)
        rows.update(rows_under(form, f"{ADDENDA.slug}.{number}", one.data, paths))
    return rows
