"""Who may know what: what is shared with whom, and who is to be left out."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Sharing(Form):
    left_out = prose(
        _("Who must not be told, and of what?"),
        hint=_("By name, as %(name)s said it."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )


class Shared(Form):
    whom = line(
        _("With whom?"),
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
    )
    what = prose(
        _("What may they know?"),
        rows=2,
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    said = prose(
        _("What did %(name)s say about it?"),
        hint=_("Or by what right it is shared without asking."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
    )
    on = day(_("When?"), data_class=DataClass.ADMINISTRATION, withheld_from=FULL_ONLY)


SHARED = Collection(
    slug="shared-with",
    title=_("Shared with"),
    one=_("somebody this is shared with"),
    item_form=Shared,
    most=20,
)

STEP = Step(
    slug="sharing",
    title=_("Who may know what"),
    form=Sharing,
    collections=(SHARED,),
    applies=OpenedBy("disagree", "pressure"),
)
