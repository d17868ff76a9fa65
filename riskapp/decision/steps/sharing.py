"""Who may know what: what is shared with whom, and who is to be left out."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY, SHARED_PARTS
from riskapp.decision.steps.doors import OpenedBy
from riskapp.platform.forms import DataClass, Form, day, line, prose, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Sharing(Form):
    left_out = prose(
        _("Who must not be told, and of what?"),
        hint=_("By name, as %(name)s said it."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
    )
    in_confidence = prose(
        _("What was told in confidence, that %(name)s’s own copies must not carry?"),
        hint=_(
            "Who told it, and why %(name)s should not read it on paper. The full record alone carries "
            "it, and no side does: nothing is weighed that %(name)s may not read. If it stands on a "
            "side already, write it here and take it away there. If %(name)s asks for the record, "
            "whoever answers decides about it again."
        ),
        asked_as=_("Told in confidence"),
        rows=3,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
    )
    not_for_family = some_of(
        _("What does %(name)s want left out of a copy for family?"),
        list(SHARED_PARTS.items()),
        hint=_(
            "The copy will not say which. With what was decided it says whose choice it was, also where "
            "it was made for %(name)s. Nothing else about protection or capacity is on it, unless "
            "somebody wrote of it in another answer."
        ),
        asked_as=_("Left out of a copy for family"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
    )
    not_for_provider = some_of(
        _("What does %(name)s want left out of a copy for a provider?"),
        list(SHARED_PARTS.items()),
        asked_as=_("Left out of a copy for a provider"),
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
    )


class Shared(Form):
    whom = line(
        _("With whom?"),
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
        withheld_from=FULL_ONLY,
        material=False,
    )
    what = prose(
        _("What may they know?"),
        rows=2,
        main=True,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
    )
    said = prose(
        _("What did %(name)s say about it?"),
        hint=_("Or by what right it is shared without asking."),
        rows=2,
        data_class=DataClass.PROTECTION,
        withheld_from=FULL_ONLY,
        material=False,
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
