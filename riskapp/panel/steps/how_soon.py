"""Whether it can wait for a sitting, and why."""

from __future__ import annotations

from riskapp.panel.rules import WHEN
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import Form, day, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class HowSoon(Form):
    when = one_of(
        _("Can it wait for the next sitting?"), list(WHEN.items()), asked_as=_("How soon")
    )
    by_day = day(_("By which day is an answer needed?"), asked_as=_("Needed by"), expects="future")
    when_because = prose(
        _("What happens on that day, or if it comes later?"),
        asked_as=_("Because"),
        rows=2,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="how-soon",
    title=_("How soon"),
    form=HowSoon,
    template="panel/how_soon.html",
)
