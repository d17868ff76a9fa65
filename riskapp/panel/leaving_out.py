"""Which rows of a record the papers of a panel do without."""

from __future__ import annotations

from collections.abc import Collection

from riskapp.decision.asked_before import OF_HARM
from riskapp.decision.facts import FOUND_ABLE
from riskapp.decision.journeys import RECORD
from riskapp.decision.kept_back import is_addendum, is_kept_back
from riskapp.decision.steps.two_pens import is_closed
from riskapp.platform.forms import DataClass
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern

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


# What tells of a part from somewhere else: what was found, which law stands beside what was opened, what
# the version before said.
_TELLS: dict[str, frozenset[str]] = {
    "harm": frozenset({"record.law", "record.law_checked_on"}) | OF_HARM,
    "capacity": frozenset({"record.law", "record.law_checked_on", FOUND_ABLE}),
}
# The reasons as they were composed from all that was said. They are composed anew from what is shown.
_OF_ALL = "statement.composed"


def put_before(rows: Rows, codes: Collection[str]) -> Rows:
    """The rows of a record that a panel sees, which leaves out some parts, and what repeats them."""
    return {i: held for i, held in rows.items() if not _is_kept_from(i, rows, codes)}


def _is_kept_from(row_id: str, rows: Rows, codes: Collection[str]) -> bool:
    if is_closed(row_id, rows) or is_left_out(row_id, codes):
        return True
    # Of what was said since of a question that protects somebody only the step is known.
    if "harm" in codes and is_kept_back(row_id, rows):
        return True
    if is_addendum(row_id):
        return _is_said_of(row_id, rows, codes)
    return bool(codes) and (
        row_id == _OF_ALL or any(row_id in _TELLS.get(code, ()) for code in codes)
    )


def _is_said_of(row_id: str, rows: Rows, codes: Collection[str]) -> bool:
    """Whether what was said since is about a part that is left out."""
    about = rows[f"{row_id.rpartition('.')[0]}.about"]["value"] or ()
    return any(is_left_out(f"{path}.", codes) for path in about)
