"""What a sealed PDF of four pages costs beside the bare engine, in one run and one table.

    python -m tests.bench.bench_pdf [ROUNDS]

Each round takes every way once, in turn, so that what else the machine does hits all alike. The
bare engine gets the same page, styles and fonts, and neither mends tags nor seals.
"""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from riskapp.platform.versions import pdf
from riskapp.platform.versions.fonts import CONFIGURATION, missing_glyphs
from riskapp.platform.versions.keys import SealKey, load_seal_key, make_seal_key
from riskapp.platform.versions.sealing import seal
from riskapp.platform.versions.verifying import verify
from tests.platform.versions.documents import PAYLOAD, RECORD, SEALED_AT, STYLES

IN_PROCESS, IN_CHILD, AGAIN_MS = 1.18, 1.35, 10.0
BARE, OURS, CHILD, AGAIN = (
    "bare engine, PDF/UA-1, in process",
    "all of it, in process",
    "all of it, drawn in its child",
    "again: stored bytes",
)


def bare(engine: Any, variant: str | None) -> bytes:
    styles = [engine.CSS(string=css) for css in STYLES]
    return bytes(engine.HTML(string=RECORD).write_pdf(stylesheets=styles, pdf_variant=variant))


def whole(drawn: Callable[[], bytes], key: SealKey) -> bytes:
    """Glyph check, drawing with tags, attachment, seal."""
    missing_glyphs(RECORD)
    return seal(drawn(), PAYLOAD, SEALED_AT, key)


def stored(folder: Path, data: bytes) -> Callable[[], bytes]:
    connection = sqlite3.connect(folder / "stored.db")
    connection.execute("create table rendition (id integer primary key, bytes blob)")
    connection.execute("insert into rendition values (1, ?)", [data])
    connection.commit()

    def read() -> bytes:
        row = connection.execute("select bytes from rendition where id = 1").fetchone()
        return bytes(row[0])

    return read


def ways(folder: Path) -> dict[str, Callable[[], bytes]]:
    make_seal_key(folder, "Bench", datetime.now(UTC))
    key = load_seal_key(folder)
    printer = pdf.Printer()
    prepared = printer.prepare(json.dumps(STYLES).encode())
    tagged = printer.draw(RECORD, prepared, {})
    sealed = seal(tagged, PAYLOAD, SEALED_AT, key)
    return {
        "bare engine, no tags, in process": lambda: bare(printer.engine, None),
        BARE: lambda: bare(printer.engine, "pdf/ua-1"),
        "bare engine, PDF/A-3a, in process": lambda: bare(printer.engine, "pdf/a-3a"),
        "drawn and tagged, in process": partial(printer.draw, RECORD, prepared, {}),
        OURS: lambda: whole(partial(printer.draw, RECORD, prepared, {}), key),
        CHILD: lambda: whole(partial(pdf.render, RECORD, STYLES, {}), key),
        "glyph check": lambda: bytes(len(missing_glyphs(RECORD))),
        "attach and seal": partial(seal, tagged, PAYLOAD, SEALED_AT, key),
        "verify": lambda: bytes(verify(sealed, key.public).version_digest, "ascii"),
        AGAIN: stored(folder, sealed),
    }


def measured(rounds: int, timed: dict[str, Callable[[], bytes]]) -> dict[str, list[float]]:
    """Milliseconds of each way in each round."""
    taken: dict[str, list[float]] = {name: [] for name in timed}
    for turn in range(rounds + 2):
        for name, way in timed.items():
            began = time.perf_counter()
            way()
            if turn > 1:  # the first two warm up
                taken[name].append(1e3 * (time.perf_counter() - began))
    return taken


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    os.environ["FONTCONFIG_FILE"] = str(CONFIGURATION)
    with tempfile.TemporaryDirectory() as folder:
        timed = ways(Path(folder))
        taken = measured(rounds, timed)
        sizes = {name: len(way()) for name, way in timed.items()}
        pdf.close()
    middle = {name: statistics.median(times) for name, times in taken.items()}
    # Of each round by itself: the machine may be slower in one round than in the next.
    ratios = {
        name: statistics.median(a / b for a, b in zip(times, taken[BARE], strict=True))
        for name, times in taken.items()
    }
    print(f"{'4 pages, ms':36} {'median':>8} {'least':>8} {'x bare':>7} {'bytes':>8}")
    for name, times in taken.items():
        numbers = f"{middle[name]:8.1f} {min(times):8.1f} {ratios[name]:7.2f} {sizes[name]:8}"
        print(f"{name:36} {numbers}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"peak memory of the process that draws and its children: {children} MiB")
    targets = {
        f"in process at most {IN_PROCESS}": ratios[OURS] <= IN_PROCESS,
        f"in its child at most {IN_CHILD}": ratios[CHILD] <= IN_CHILD,
        f"again under {AGAIN_MS:.0f} ms": middle[AGAIN] < AGAIN_MS,
    }
    for target, met in targets.items():
        print(f"{target}: {'met' if met else 'MISSED'}")
    return 0 if all(targets.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
