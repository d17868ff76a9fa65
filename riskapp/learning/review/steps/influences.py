"""Influences: what made it more, or less, likely, in the work and around it, and never one cause."""

from __future__ import annotations

from riskapp.learning.rules import BARRIERS
from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


def _made(factor: str) -> tuple[str, ...]:
    """Each factor of a huddle is also part of what made the difference, after an action."""
    return ("T5.3", factor)


class Influences(Form):
    around_them = prose(
        _("The person, and those around them"), rows=2, most=AT_LENGTH, answers=_made("T6.4")
    )
    the_work = prose(_("What had to be done"), rows=2, most=AT_LENGTH, answers=_made("T6.5"))
    equipment = prose(_("Equipment and technology"), rows=2, most=AT_LENGTH, answers=_made("T6.6"))
    place = prose(_("Home and place"), rows=2, most=AT_LENGTH, answers=_made("T6.7"))
    organised = prose(
        _("How we were organised"),
        hint=_("Time, rota, handover, what was written down, who could be asked."),
        rows=2,
        most=AT_LENGTH,
        answers=_made("T6.8"),
    )
    outside = prose(
        _("Outside pressures"),
        hint=_("Money, services, rules, what others expected."),
        rows=2,
        most=AT_LENGTH,
        answers=_made("T6.9"),
    )
    barriers = some_of(
        _("What got in the way of building on strengths?"),
        list(BARRIERS.items()),
        asked_as=_("What got in the way of building on strengths"),
    )
    barriers_how = prose(
        _("How did it get in the way?"), asked_as=_("How it got in the way"), rows=2, most=AT_LENGTH
    )
    planned = prose(
        _("How was it meant to be done?"),
        hint=_("By the plan, the policy or the rota."),
        asked_as=_("As it was planned"),
        rows=2,
        most=AT_LENGTH,
        answers=("T5.1",),
    )
    everyday = prose(
        _("How is it done on an ordinary day?"),
        hint=_("What people do so that it works at all."),
        asked_as=_("As it is done every day"),
        rows=2,
        most=AT_LENGTH,
        answers=("T6.10",),
    )


STEP = Step(
    slug="influences",
    title=_("Influences"),
    lead=_("What made it more likely, and what made it less? Both, under each."),
    form=Influences,
    guidance=(
        _("There is hardly ever one cause. Many things came together that were there before, too."),
    ),
    template="learning/review/influences.html",
)
