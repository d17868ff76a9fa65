"""What was frozen of something that is no decision, as it is printed: an edition, by its rows alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from riskapp.decision.record import grouped
from riskapp.platform.time import short_date_words
from riskapp.platform.versions.rows import Rows, row


def with_facts(rows: Rows, about: Mapping[str, Any]) -> Rows:
    return {**{f"record.{key}": row(key, said, str(said)) for key, said in about.items()}, **rows}


@dataclass(frozen=True)
class EditionPaper:
    """What stands on every edition, from the rows of its version alone."""

    rows: Rows
    digest: str

    running_name = ""
    version_words = ""
    is_draft = False

    def fact(self, key: str) -> Any:
        return self.rows[f"record.{key}"]["value"]

    @property
    def organisation(self) -> str:
        return self.fact("organisation") or ""

    @property
    def is_demonstration(self) -> bool:
        return bool(self.fact("demonstration"))

    @property
    def sealed(self) -> dict[str, str]:
        """The day it was sealed and the first of its digest, in words."""
        on = short_date_words(datetime.fromisoformat(self.fact("sealed_at")))
        return {"day": on, "digest": grouped(self.digest[:16])}
