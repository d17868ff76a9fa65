"""Which law stands beside which step: dated content, by the jurisdiction of the decision."""

from __future__ import annotations

from pathlib import Path

from riskapp.decision.steps import deciding_for
from riskapp.library.queries import (
    DECIDING_FOR,
    SAFEGUARDING,
    WELLBEING,
    get_pack,
    get_safeguarding,
)
from riskapp.library.rules import Content

BESIDE = {
    "what-matters": WELLBEING,
    "capacity": "capacity",
    "representation": "representation",
    **{step.slug: DECIDING_FOR for step in deciding_for.STEPS},
    "liberty-and-rights": "liberty",
    "other-people": SAFEGUARDING,
    "sharing": "sharing",
}


def law_beside(step: str, jurisdiction: str, own: Path) -> Content | None:
    """What the law says beside a step; `own` is the instance's content folder."""
    kind = BESIDE.get(step)
    if kind is None:
        return None
    if kind == SAFEGUARDING:
        return get_safeguarding(jurisdiction, own)
    return get_pack(kind, jurisdiction, own)
