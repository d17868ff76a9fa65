"""docs/record.schema.json: the shape of an export, as `riskapp record schema` prints it."""

from __future__ import annotations

import json
from pathlib import Path

from riskapp.decision.transfer import schema

PAGE = Path(__file__).parents[1] / "docs" / "record.schema.json"


def page() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
