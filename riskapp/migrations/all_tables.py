"""Every table of riskapp in one metadata.

Tables are found, not listed: their order means nothing (the database sorts them by their keys), and
a forgotten one would be a table without a migration.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

import riskapp

ROOT = Path(riskapp.__file__).parent


@cache
def load() -> tuple[str, ...]:
    """Imports each package's tables.py, with the refusals declared there; returns their names."""
    found = sorted(path.relative_to(ROOT.parent) for path in ROOT.rglob("tables.py"))
    names = tuple(".".join(path.with_suffix("").parts) for path in found)
    for name in names:
        import_module(name)
    return names
