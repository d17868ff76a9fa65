"""The job that makes the copies of a version: draw, render in a child, seal, keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from riskapp.accounts.queries import find_actor
from riskapp.core.canonical import canonical, payload
from riskapp.decision.beside import beside_restrictions
from riskapp.decision.journeys import RECORD
from riskapp.decision.kept_back import is_addendum
from riskapp.decision.layouts import SINCE, Page, draw, layout_of, put_on_paper, unsealed_layout_of
from riskapp.decision.queries import Decision, find_decision_by_id
from riskapp.decision.record import record_of
from riskapp.decision.services.sealing import House, snapshot
from riskapp.decision.since import rows_since
from riskapp.platform import settings
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.i18n import using
from riskapp.platform.runtime import Runtime
from riskapp.platform.trail import trail_of
from riskapp.platform.versions import pdf, sealing
from riskapp.platform.versions.failing import RenderFailed, Why
from riskapp.platform.versions.keys import load_seal_key
from riskapp.platform.versions.layouts import Layout, shown_rows
from riskapp.platform.versions.store import (
    Rendition,
    Version,
    get_rendition,
    get_version,
    get_version_by_id,
    give_up,
    keep_bytes,
    keep_trouble,
    list_renditions,
)

Args = Mapping[str, Any]
Drawn = Callable[[Runtime, Version, str], bytes]
TOO_MUCH = (Why.TOO_LONG, Why.TOO_DEEP, Why.TOO_MUCH_MEMORY, Why.TOOK_TOO_LONG)


def make_copies(runtime: Runtime, args: Args) -> None:
    """Make every copy of a version that is still waiting.

    Raises the first trouble after trying all of them, so that the job is tried again; the version
    itself is sealed and safe whatever happens here.
    """
    with runtime.db.read() as conn:
        version = get_version_by_id(conn, args["version"])
        waiting = [r for r in list_renditions(conn, version.id) if r.state != "made"]
    trouble: Exception | None = None
    for one in waiting:
        try:
            data = copy_bytes(runtime, version, layout_of(one.layout))
            keep_made(runtime, one, data)
        except Exception as error:  # noqa: BLE001 (one copy's trouble must not cost the others)
            is_final = keep_why_not(runtime, one, error)
            trouble = trouble or (None if is_final else error)
    if trouble:
        raise trouble


def copy_bytes(runtime: Runtime, version: Version, layout: Layout) -> bytes:
    """One copy as a signed PDF that carries exactly the rows it shows."""
    shown = shown_rows(RECORD, layout, version.rows)
    carried = payload(version.rows, version.secret, shown, layout.slug)
    with using(version.language):
        page = draw(layout, record_of(shown, version.digest))
    tagged = pdf.render(page.html, page.stylesheets, page.assets)
    key = load_seal_key(runtime.config.keys_folder)
    return sealing.seal(tagged, canonical(carried), version.sealed_at, key)


def give_up_copies(runtime: Runtime, args: Args) -> None:
    """The job was tried for the last time: no copy that is not made by now will be."""
    with runtime.db.write() as conn:
        give_up(conn, args["version"])


def make_paper(runtime: Runtime, args: Args) -> None:
    """Print what no version has: the conversation as it stands, as a draft for reading back or a sheet;
    or what was said since the latest version. None of them is sealed.
    """
    with runtime.db.read() as conn:
        asked = get_rendition(conn, args["rendition"])
        found = find_decision_by_id(conn, asked.subject_id)
        entries = get_entries(conn, found.id, found.facts)
    try:
        if asked.layout == SINCE.slug:
            page = _since(runtime, found, entries)
        else:
            house = _house_of(runtime, found, entries, args.get("by", ""))
            rows = snapshot(found, entries, trail_of(runtime), house, by="")
            layout = unsealed_layout_of(asked.layout)
            page = draw(layout, record_of(shown_rows(RECORD, layout, rows), ""))
        keep_made(runtime, asked, pdf.render(page.html, page.stylesheets, page.assets, whole=False))
    except Exception as error:
        if not keep_why_not(runtime, asked, error):
            raise


def _house_of(runtime: Runtime, found: Decision, entries: Entries, by: str) -> House:
    """Where a paper is printed, with what whoever asked for it may see beside its restrictions."""
    with runtime.db.read() as conn:
        asks = find_actor(conn, by)
        beside = beside_restrictions(conn, asks, found, entries) if asks else None
    demonstration = is_demonstration(runtime)
    return House.of(runtime.config, demonstration=demonstration, beside=beside)


def _since(runtime: Runtime, found: Decision, entries: Entries) -> Page:
    """What was said since the latest version and is not in it, in the language of that version."""
    with runtime.db.read() as conn:
        version = get_version(conn, found.id)
        held = {row_id: row for row_id, row in version.rows.items() if not is_addendum(row_id)}
        rows = held | rows_since(conn, found, version, entries)
    with using(version.language):
        return draw(SINCE, record_of(shown_rows(RECORD, SINCE, rows), version.digest))


def is_demonstration(runtime: Runtime) -> bool:
    with runtime.db.read() as conn:
        return settings.get(conn, settings.DEMONSTRATION) is not None


def _is_final(error: Exception) -> bool:
    """Whether trying again would meet the same limit: then others should not wait for it."""
    return isinstance(error, RenderFailed) and error.why in TOO_MUCH


def keep_made(runtime: Runtime, asked: Rendition, data: bytes) -> None:
    with runtime.db.write() as conn:
        keep_bytes(conn, asked.id, data, pdf.count_pages(data), runtime.clock.now())


def keep_why_not(runtime: Runtime, asked: Rendition, error: Exception) -> bool:
    """Keeps why a copy could not be made; whether that is for good, and the job need not try again."""
    with runtime.db.write() as conn:
        keep_trouble(conn, asked.id, str(error) or type(error).__name__, for_good=_is_final(error))
    return _is_final(error)


# -- editions of what is no decision ---------------------------------------------------------------


def make_edition(runtime: Runtime, args: Args, drawn: Drawn) -> None:
    """Print the edition that is waiting, as it is told. Raises its trouble, so that the job is tried
    again.
    """
    with runtime.db.read() as conn:
        version = get_version_by_id(conn, args["version"])
        waiting = [r for r in list_renditions(conn, version.id) if r.state != "made"]
    for one in waiting:
        try:
            keep_made(runtime, one, drawn(runtime, version, one.layout))
        except Exception as error:
            if not keep_why_not(runtime, one, error):
                raise


def sealed_bytes(
    runtime: Runtime, version: Version, layout: str, template: str, paper: Any
) -> bytes:
    carried = payload(version.rows, version.secret, version.rows, layout)
    with using(version.language):
        page = put_on_paper(
            template, is_demonstration=paper.is_demonstration, record=paper, size=""
        )
    tagged = pdf.render(page.html, page.stylesheets, page.assets)
    key = load_seal_key(runtime.config.keys_folder)
    return sealing.seal(tagged, canonical(carried), version.sealed_at, key)
