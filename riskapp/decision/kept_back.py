"""What stands beside the conversation and is on no copy for the person: what was said after a seal
about what they withhold, and what others said that protects somebody.
"""

from __future__ import annotations

from collections.abc import Sequence

from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import FULL_RECORD, OF_ALL, OF_KEPT_BACK, OF_THEIRS, SAID_OF, Copy
from riskapp.decision.steps.outside import OUTSIDE_VIEWS
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern


def is_addendum(row_id: str) -> bool:
    return row_id.startswith(f"{ADDENDA.slug}.")


def is_outside(row_id: str) -> bool:
    """Whether it is of what others said of the decision, or of an answer to that."""
    return row_id.startswith(f"{OUTSIDE_VIEWS.slug}.")


def is_kept_back(row_id: str, rows: Rows) -> bool:
    """Whether it was said since of something that the person's copy carries no part of; or is the words
    of what it is about, where that is not in this version, or was not told apart when they were kept; or
    is of what others said, where that is for the full record alone.
    """
    if is_outside(row_id):
        view = ".".join(row_id.split(".")[:2])
        return bool(rows.get(f"{view}.kept_to", {}).get("value") == FULL_RECORD)
    if not is_addendum(row_id):
        return False
    item, _dot, key = row_id.rpartition(".")
    about = rows[f"{item}.about"]["value"] or ()
    of_what = rows.get(f"{item}.of_what", {}).get("value")
    if key == "concerns" and of_what == OF_THEIRS:
        return not about
    if of_what is None:  # from before it was kept
        of_what = _told_by(item, about, rows)
        return of_what == OF_KEPT_BACK or (key == "concerns" and of_what == OF_THEIRS)
    return bool(of_what == OF_KEPT_BACK)


def _told_by(item: str, about: Sequence[str], rows: Rows) -> str:
    """Of what it was said, by what it points at; kept back where it points at nothing, or at another
    such, whose words it would repeat.
    """
    if not about:
        is_all = rows[f"{item}.concerns"]["value"] == str(SAID_OF[OF_ALL])
        return OF_ALL if is_all else OF_KEPT_BACK
    fields = fields_by_pattern(RECORD)
    theirs = [
        row_id
        for row_id, held in rows.items()
        if row_id.rpartition(".")[0] in about
        and held["value"] is not None
        and (asked := fields.get(pattern(row_id)))
        and Copy.PERSON not in asked.spec.withheld_from
    ]
    return OF_THEIRS if theirs and not any(map(is_addendum, theirs)) else OF_KEPT_BACK
