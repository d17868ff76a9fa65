"""Where a page was come to from, and goes back to once it is saved.

The address and the form carry it, as slugs of this journey with places on their pages, and nothing else:
it leads nowhere but here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from riskapp.platform.wizard.steps import Journey

FROM = "from"
HOME = "home"  # the subject's own page
PLACE = re.compile(r"[\w-]{0,120}", re.ASCII)
DEEPEST = 4  # an item, its step, what was read there, and the page before that


@dataclass(frozen=True)
class WayBack:
    """The steps that were come through, the nearest first; none where nobody said. A place on the page
    of one stands after its slug: `step~id`.
    """

    slugs: tuple[str, ...] = ()

    @classmethod
    def read(cls, said: str, journey: Journey) -> Self:
        """What an address or a form says; nothing of it where any of it is no step of the journey."""
        slugs = tuple(said.split("."))
        known = {step.slug for step in journey.steps} | {HOME}
        is_ours = all(
            one.partition("~")[0] in known and PLACE.fullmatch(one.partition("~")[2])
            for one in slugs
        )
        return cls(slugs) if len(slugs) <= DEEPEST and is_ours else cls()

    def __str__(self) -> str:
        return ".".join(self.slugs)

    def __bool__(self) -> bool:
        return bool(self.slugs)

    @property
    def nearest(self) -> str:
        return self.slugs[0].partition("~")[0] if self.slugs else ""

    @property
    def place(self) -> str:
        """Where on the nearest page it was left; empty where nobody said."""
        return self.slugs[0].partition("~")[2] if self.slugs else ""

    @property
    def further(self) -> WayBack:
        """The way back from there."""
        return WayBack(self.slugs[1:])

    def by(self, slug: str) -> WayBack:
        """The same for a page that is gone to from the step of this one."""
        return WayBack((slug, *self.slugs)[:DEEPEST])

    def past(self, slug: str) -> WayBack:
        """The same for that step itself."""
        return self.further if self.nearest == slug else self

    def on(self, address: str) -> str:
        """An address that carries it."""
        return f"{address}{'&' if '?' in address else '?'}{FROM}={self}" if self else address
