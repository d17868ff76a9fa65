"""Who sits on a panel, by profession and organisation."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, line, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class WhoSits(Form):
    """Nothing but its collection."""


class OneSeat(Form):
    profession = line(
        _("Which profession?"),
        hint=_("Such as: occupational therapist, community nurse, housing officer."),
        asked_as=_("Profession"),
        main=True,
        data_class=DataClass.ADMINISTRATION,
    )
    organisation = line(
        _("Of which organisation, where it has to be one?"),
        asked_as=_("Organisation"),
        in_list=True,
        data_class=DataClass.ADMINISTRATION,
    )
    is_needed = tick(
        _("A sitting needs at least one of them"),
        asked_as=_("Needed at each sitting"),
        data_class=DataClass.ADMINISTRATION,
    )


SEATS = Collection(
    slug="seats",
    title=_("Who sits on it"),
    one=_("a seat"),
    item_form=OneSeat,
    most=20,
    template="panel/item.html",
)

STEP = Step(
    slug="who-sits",
    title=_("Who sits on it"),
    lead=_("By profession and organisation. Who they are by name stands on the panel’s own page."),
    form=WhoSits,
    template="panel/step.html",
    collections=(SEATS,),
)
