"""What is added once a referral was sent: it stands below what was sent, with its moment."""

from __future__ import annotations

from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class AddedSince(Form):
    """Nothing but its collection."""


class Addition(Form):
    words = prose(_("What has come since?"), asked_as=_("Added"), rows=3, most=AT_LENGTH, main=True)


ADDED = Collection(
    slug="added",
    title=_("Added since it was sent"),
    one=_("something"),
    item_form=Addition,
    most=20,
    template="panel/item.html",
)

STEP = Step(
    slug="added-since",
    title=_("Add something"),
    lead=_(
        "What was sent stands as it was sent. What has come since stands below it, with its day."
    ),
    form=AddedSince,
    template="panel/added_since.html",
    collections=(ADDED,),
)
