"""The job that prints the parts of a disclosure bundle: each carries its own items, and of the others
only digests, so that every part leads to the one digest of the bundle.
"""

from __future__ import annotations

from riskapp.core.canonical import canonical, payload
from riskapp.decision.layouts import put_on_paper
from riskapp.decision.rendering import Args, make_edition
from riskapp.governance.bundle import part_of, rows_of_part
from riskapp.governance.paper import paper_of
from riskapp.platform.i18n import using
from riskapp.platform.runtime import Runtime
from riskapp.platform.versions import pdf, sealing
from riskapp.platform.versions.keys import load_seal_key
from riskapp.platform.versions.store import Version


def make_bundle(runtime: Runtime, args: Args) -> None:
    make_edition(runtime, args, part_bytes)


def part_bytes(runtime: Runtime, version: Version, layout: str) -> bytes:
    """One part as a signed PDF."""
    shown = rows_of_part(version.rows, part_of(layout))
    carried = payload(version.rows, version.secret, shown, layout)
    paper = paper_of(shown, version.digest, part_of(layout))
    with using(version.language):
        page = put_on_paper(
            "print/bundle.html",
            is_demonstration=paper.is_demonstration,
            record=paper,
            size="",
        )
    tagged = pdf.render(page.html, page.stylesheets, page.assets)
    key = load_seal_key(runtime.config.keys_folder)
    return sealing.seal(tagged, canonical(carried), version.sealed_at, key)
