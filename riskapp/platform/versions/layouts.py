"""A layout: one copy of a version, who it is for, and what it never carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from riskapp.platform.i18n import LazyString
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern
from riskapp.platform.wizard.steps import Journey


@dataclass(frozen=True)
class Layout:
    """One copy.

    withholds: a further rule for rows, given the row id and all rows (for what somebody chose).
    template draws the print page; twin the same on screen.
    """

    slug: str
    title: LazyString
    template: str
    twin: str
    meta: frozenset[str]  # ids of the rows about the record itself that this copy carries
    withholds: Callable[[str, Rows], bool] = lambda _row_id, _rows: False
    has_pdf: bool = True
    landscape: bool = False


def shown_rows(journey: Journey, layout: Layout, rows: Rows) -> Rows:
    """The rows a copy carries: those not withheld by their field's declaration or the layout's rule."""
    fields = fields_by_pattern(journey)
    return {
        row_id: row
        for row_id, row in rows.items()
        if _is_shown(row_id, fields.get(pattern(row_id)), layout)
        and not layout.withholds(row_id, rows)
    }


def _is_shown(row_id: str, field: Any, layout: Layout) -> bool:
    if row_id.startswith("record."):
        return row_id in layout.meta
    return field is not None and layout.slug not in field.spec.withheld_from
