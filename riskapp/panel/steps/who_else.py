"""Who else should be heard, and how."""

from __future__ import annotations

from riskapp.panel.rules import HEARD_HOW
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, line, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class WhoElse(Form):
    """Nothing but its collection."""


class Hearing(Form):
    who = line(
        _("Who should be heard?"),
        asked_as=_("Who"),
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
    )
    brings = prose(
        _("What do they bring that nobody else does?"),
        asked_as=_("What they bring"),
        rows=2,
        most=AT_LENGTH,
        main=True,
        data_class=DataClass.ABOUT_OTHERS,
    )
    how = one_of(_("How?"), list(HEARD_HOW.items()), asked_as=_("How"), in_list=True)


TO_HEAR = Collection(
    slug="to-hear",
    title=_("Who else should be heard"),
    one=_("somebody"),
    item_form=Hearing,
    most=20,
    template="panel/item.html",
)

STEP = Step(
    slug="who-else",
    title=_("Who else should be heard"),
    lead=_("Family, a neighbour, the evening staff: whoever knows a part of it."),
    form=WhoElse,
    template="panel/referring.html",
    collections=(TO_HEAR,),
)
