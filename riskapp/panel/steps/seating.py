"""What somebody sits on a panel as. It is no step of a journey: it is asked on the panel's own page."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, line, tick
from riskapp.platform.i18n import _


class Seating(Form):
    profession = line(_("Their profession"), data_class=DataClass.ADMINISTRATION)
    organisation = line(_("Their organisation"), data_class=DataClass.ADMINISTRATION)
    is_chair = tick(
        _("Chairs the panel, and reads what it is sent"), data_class=DataClass.ADMINISTRATION
    )
