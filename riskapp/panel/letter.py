"""The letter to the person: rows, and from those alone what is printed. Where it goes stands in none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskapp.decision.editions import EditionPaper
from riskapp.decision.yours import OUTCOMES
from riskapp.panel.steps.letter import GOES, Letter
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, row, rows_under

LAYOUT = "panel-letter"
PRINTED = tuple(field.key for field in declared(Letter) if field.key != GOES)


def letter_rows(said: Mapping[str, Any], names: Mapping[str, str], outcome: str) -> Rows:
    """What was written to the person, with what the panel said in one plain sentence; `outcome` is
    empty where only the full record carries the advice.
    """
    told = str(OUTCOMES[outcome]) if outcome else ""
    rows = rows_under(Letter(names=names), "letter", said, {})
    rows.pop(f"letter.{GOES}")
    return {**rows, "letter.outcome": row(str(_("What they said")), outcome or None, told)}


class LetterPaper(EditionPaper):
    """A letter as its template prints it."""

    @property
    def title(self) -> str:
        return str(_("What the %(panel)s said", panel=self.fact("panel")))

    @property
    def called_by(self) -> str:
        return str(self.fact("called_by"))

    @property
    def is_large(self) -> bool:
        return bool(self.fact("is_large"))

    @property
    def version_words(self) -> str:  # type: ignore[override]
        return str(_("letter of %(day)s")) % self.sealed

    @property
    def seal_words(self) -> str:
        return str(_("Written on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def written_by(self) -> str:
        """Empty on letters from before they said so."""
        row = self.rows.get("record.written_by")
        return str(row["value"]) if row else ""

    def said(self, key: str) -> str:
        return str(self.rows[f"letter.{key}"]["shown"])

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Each heading with its words; above those of the panel, what it said in one sentence."""
        return [
            (
                self.rows[f"letter.{key}"]["question"],
                self.said("outcome") if key == "said" else "",
                self.said(key),
            )
            for key in PRINTED
            if key not in ("ring", "number")
        ]
