"""Which rows of a record the papers of a panel do without."""

from __future__ import annotations

from collections.abc import Collection

from riskapp.decision.journeys import RECORD
from riskapp.platform.forms import DataClass
from riskapp.platform.versions.rows import fields_by_pattern, pattern

# Of each code of `rules.LEFT_OUT`: whole steps and lists by name, or one question of them.
_PARTS: dict[str, frozenset[str]] = {
    "preparing": frozenset({"preparing"}),
    "harm": frozenset(
        {
            *(f"decision.{key}" for key in ("danger", "done_about", "pressure", "alone")),
            *("other-people", "doors.pressure", "doors.pressure_for"),
            *("read-back.safe_home", "read-back.kept_with"),
        }
    ),
    "capacity": frozenset({"capacity", "assessments", "doors.capacity", "doors.capacity_for"}),
    "places": frozenset(
        row
        for row, asked in fields_by_pattern(RECORD).items()
        if asked.spec.data_class == DataClass.PLACE
    ),
    "contacts": frozenset({"contacts"}),
    "others": frozenset(
        {"people-around", "parties", "sharing", "shared-with", "decision.heard_by"}
        | {"quotes.heard_by", "read-back.others"}
    ),
}


def is_left_out(row_id: str, codes: Collection[str]) -> bool:
    """Whether a row of a record is of one of these parts (`Terms.leaves_out`)."""
    row = pattern(row_id)
    own = {row, row.partition(".")[0]}
    return any(own & _PARTS[code] for code in codes)
