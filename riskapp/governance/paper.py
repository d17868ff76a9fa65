"""A part of a disclosure bundle on paper, from the rows it carries and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from riskapp.decision.editions import EditionPaper
from riskapp.governance.rules import MATTERS, WHY_OUT
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, order_of


class Listed(NamedTuple):
    """One line of the index."""

    number: int
    kind: str
    title: str
    day: str
    part: int
    digest: str


class OutLine(NamedTuple):
    """One line of what was left out: of which item, or what kind of one; why; how often."""

    of: str
    why: str
    times: int


@dataclass(frozen=True)
class BundlePaper(EditionPaper):
    """One part, as its template prints it."""

    part: int = 1

    @property
    def title(self) -> str:
        words = _("What is disclosed: %(ref)s, bundle %(number)s", ref=self.ref, number=self.number)
        return str(words)

    @property
    def ref(self) -> str:
        return str(self.fact("reference"))

    @property
    def number(self) -> int:
        return int(self.fact("version"))

    @property
    def parts(self) -> int:
        return int(self.fact("parts"))

    @property
    def matter(self) -> str:
        return str(MATTERS[self.fact("kind")])

    @property
    def version_words(self) -> str:  # type: ignore[override]
        said = {"ref": self.ref, "number": self.number, "part": self.part, "parts": self.parts}
        if self.parts == 1:
            return str(_("%(ref)s, bundle %(number)s")) % said
        return str(_("%(ref)s, bundle %(number)s, part %(part)s of %(parts)s")) % said

    @property
    def seal_words(self) -> str:
        return str(_("Frozen on %(day)s. Digest %(digest)s")) % self.sealed

    @property
    def index(self) -> list[Listed]:
        return [
            Listed(int(i.split(".")[1]), v["kind"], v["title"], v["day"], v["part"], v["digest"])
            for i, v in self._values("index")
        ]

    def lines(self, number: int) -> list[tuple[str, str | None]]:
        """The lines of one item: what it says to what; None for a heading."""
        found = (i for i in self.rows if i.startswith(f"items.{number}."))
        return [
            (self.rows[i]["question"], self.rows[i]["value"]) for i in sorted(found, key=order_of)
        ]

    @property
    def log(self) -> list[OutLine]:
        return [
            OutLine(
                str(_("Item %(number)s", number=v["item"])) if v["item"] else v["what"],
                str(WHY_OUT[v["why"]]),
                v["times"],
            )
            for _i, v in self._values("log")
        ]

    def _values(self, of: str) -> list[tuple[str, Any]]:
        found = sorted((i for i in self.rows if i.startswith(f"{of}.")), key=order_of)
        return [(i, self.rows[i]["value"]) for i in found]


def paper_of(rows: Rows, digest: str, part: int) -> BundlePaper:
    return BundlePaper(rows, digest, part)
