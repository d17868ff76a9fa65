"""What one member thinks about one item, written before they hear the others."""

from __future__ import annotations

from riskapp.panel.sitting.rules import FOR_ANOTHER
from riskapp.platform.forms import Form, one_of, prose
from riskapp.platform.i18n import Worded, _
from riskapp.platform.wizard import Step

GIVE = "give"  # the button
AT_LENGTH = 6_000
# Read by the members of the sitting alone: in no minutes, and in no letter.
FOR_THE_PANEL_ALONE = frozenset({"note"})


class View(Form):
    view = prose(
        Worded(_("What do I think?"), {FOR_ANOTHER: _("What do they think?")}),
        hint=_("About the question that was asked, and about both sides of it."),
        asked_as=_("View"),
        rows=4,
        most=AT_LENGTH,
    )
    reasons = prose(
        Worded(_("What are my reasons?"), {FOR_ANOTHER: _("What are their reasons?")}),
        hint=_("What has most weight, and what in the papers it rests on."),
        asked_as=_("Reasons"),
        rows=4,
        most=AT_LENGTH,
    )
    would_change = prose(
        Worded(_("What would change my view?"), {FOR_ANOTHER: _("What would change it?")}),
        asked_as=_("What would change it"),
        rows=2,
        most=AT_LENGTH,
    )
    sure = one_of(
        Worded(_("How sure am I?"), {FOR_ANOTHER: _("How sure are they?")}),
        (
            ("sure", _("I am sure")),
            ("leaning", _("I lean this way")),
            ("two-minds", _("I am of two minds")),
            ("cannot-say", _("I cannot say from these papers")),
        ),
        asked_as=_("How sure"),
    )
    note = prose(
        _("Is there something for the panel alone?"),
        hint=_(
            "It is opened with the views, to the members of this sitting. It stands in no minutes and "
            "in no letter. It can still be asked for by law."
        ),
        asked_as=_("For the panel alone"),
        rows=2,
        most=AT_LENGTH,
    )


STEP = Step(
    slug="view",
    title=_("My view"),
    form=View,
    template="panel/sitting/view.html",
)
