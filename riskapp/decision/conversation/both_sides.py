"""What could happen under each option, hoped for or feared: what the person and the practitioner
marked of it, the closer looks at it, and which prompts about it were set aside.
"""

from __future__ import annotations

from functools import cached_property

from riskapp.decision.conversation.answers import Answered, Answers
from riskapp.decision.said import Consequence, Option
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.happy_and_safe import PLACINGS
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.two_pens import STEP as TWO_PENS
from riskapp.decision.steps.two_pens import are_given
from riskapp.decision.steps.what_would_help import STILL
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import Form
from riskapp.platform.i18n import _


class BothSides(Answered):
    """Both sides of each option, and what matters most of them."""

    @cached_property
    def marks(self) -> list[str]:
        """Ids of what matters most, in the order they stand on the page."""
        wanted = set(self.entries.data("both-sides").get("marks", ()))
        return [c.id for c in self.entries.items(CONSEQUENCES.slug) if c.id in wanted]

    @property
    def marked_of_others(self) -> list[Consequence]:
        """What is marked as mattering most to the person, and said to be somebody else's."""
        own = ("", self.name.strip().casefold())
        return [
            c
            for c in self.consequences
            if c.is_marked
            and not c.is_own_words
            and str(c.entry.get("worry_of", "")).strip().casefold() not in own
        ]

    @cached_property
    def options(self) -> list[Option]:
        """The person's own first, as now always there."""
        marks = set(self.marks)
        practitioners = set(self.two_pens.get("marks", ()))
        return [
            Option(
                option,
                tuple(
                    Consequence(
                        c,
                        c.id in marks,
                        c.id in practitioners,
                        tuple(self.entries.items(CLOSER.slug, c.id)),
                    )
                    for c in self.entries.items(CONSEQUENCES.slug, option.id)
                ),
                tuple(self.entries.items(STILL.slug, option.id)),
                tuple(self.entries.items(PLACINGS.slug, option.id)),
            )
            for option in self.entries.items(OPTIONS.slug)
        ]

    @property
    def ways_chosen(self) -> list[Option]:
        """The ways that were decided on; nothing where nobody said, or it is none of them."""
        chosen = self.decided.get("ways", ())
        return [option for option in self.options if option.id in chosen]

    @property
    def as_now(self) -> Option | None:
        return next((o for o in self.options if o.is_now), None)

    @property
    def doing(self) -> list[Option]:
        return [o for o in self.options if not o.is_now]

    @property
    def has_placings(self) -> bool:
        """Whether the person put any way anywhere."""
        return any(option.placings for option in self.options)

    def placing(self, placed: Entry) -> Form:
        """Where a way was put, as it was answered."""
        return PLACINGS.item_form(data=placed.data, names=self.names)

    @cached_property
    def consequences(self) -> list[Consequence]:
        return [c for option in self.options for c in option.consequences]

    @cached_property
    def two_pens(self) -> Answers:
        """What the practitioner marked, and how both pens were used."""
        return self.entries.data(TWO_PENS.slug)

    @property
    def are_pens_given(self) -> bool:
        """Whether each pen may be shown to the other: only a mark of what still stands counts."""
        theirs = [c for c in self.consequences if c.is_practitioners]
        return are_given(self.marks, {**self.two_pens, "marks": theirs})

    @property
    def agenda(self) -> list[tuple[str, list[tuple[Consequence, str]]]]:
        """What to talk about first, as the options stand: what both pens marked, then each alone; each
        with whose mark it has and on which side of which way, in a sentence.
        """
        name, who = self.name, self.two_pens.get("who") or str(_("the practitioner"))
        both = _("%(name)s and %(who)s both marked", name=name, who=who)
        heads = {
            (True, True): (both, both),
            (True, False): (_("Only %(who)s marked", who=name), _("%(who)s marked", who=name)),
            (False, True): (_("Only %(who)s marked", who=who), _("%(who)s marked", who=who)),
        }
        return [
            (
                str(title),
                [
                    (c, self._marked(str(marked), c))
                    for c in self.consequences
                    if (c.is_marked, c.is_practitioners) == pens
                ],
            )
            for pens, (title, marked) in heads.items()
        ]

    def _marked(self, marked: str, said: Consequence) -> str:
        option = self.option_of(said)
        return str(
            _(
                "%(who_marked)s this, under “%(lane)s” of “%(option)s”.",
                who_marked=marked,
                lane=option.lane(said.side),
                option=option.heading,
            )
        )

    def option_of(self, said: Consequence) -> Option:
        return next(o for o in self.options if o.id == said.entry.parent_id)

    def closer_looks(self, said: Consequence) -> list[Form]:
        """Each closer look at something that could happen, as it was answered."""
        return [CLOSER.item_form(data=e.data, names=self.names) for e in said.closer]

    @property
    def set_aside(self) -> list[Entry]:
        """Prompts answered with "not relevant here"."""
        return self.entries.items(SET_ASIDE.slug)

    @property
    def considered(self) -> list[str]:
        """The reasons somebody chose to write when setting a prompt aside: "we considered…"."""
        return [str(e["reason"]) for e in self.set_aside if e.get("reason")]
