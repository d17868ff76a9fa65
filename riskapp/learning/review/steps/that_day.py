"""That day: what was known and thought, written before anybody here has read what came of it."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class ThatDay(Form):
    known = prose(
        _("What was known by that day, and by whom?"),
        hint=_("By role. What somebody knew and nobody else did, as well."),
        asked_as=_("What was known by that day, and by whom"),
        rows=4,
        most=AT_LENGTH,
    )
    usual = prose(
        _("What was usual, and what had everybody got used to?"),
        asked_as=_("What was usual"),
        rows=3,
        most=AT_LENGTH,
    )
    thought = prose(
        _("With what was known, what would we have thought that day?"),
        hint=_("What would another in the same place, with the same to go on, have done?"),
        asked_as=_("What we would have thought that day"),
        rows=4,
        most=AT_LENGTH,
    )
    had_it_gone_well = prose(
        _("Had it gone well, how would we speak of the decision?"),
        asked_as=_("Had it gone well: how we would speak of the decision"),
        rows=2,
        most=AT_LENGTH,
    )
    had_it_gone_badly = prose(
        _("Had it gone badly, how would we speak of it?"),
        hint=_("If the two differ, what is it that differs: the decision, or what came of it?"),
        asked_as=_("Had it gone badly: how we would speak of it"),
        rows=2,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="that-day",
    title=_("That day"),
    form=ThatDay,
    lead=_(
        "Go back to the day before anybody knew. Whoever knows already what came of it leaves it out "
        "for now."
    ),
    template="learning/review/that_day.html",
)
