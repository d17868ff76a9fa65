"""A matter: who asks, under which reference, and what for."""

from __future__ import annotations

from riskapp.governance.rules import MATTERS
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import _


class AboutMatter(Form):
    kind = one_of(_("What is it for?"), list(MATTERS.items()))
    asked_by = line(
        _("Who asks?"),
        hint=_("A name or a role, and an organisation."),
        data_class=DataClass.CONTACT,
    )
    reference = line(_("Their reference"), data_class=DataClass.ADMINISTRATION)
    asked_on = day(_("When did they ask?"), expects="past")
    answer_by = day(_("When is it to be answered?"), expects="future")
    asked = prose(_("What do they ask for?"), hint=_("As they put it."), rows=3, most=4_000)
