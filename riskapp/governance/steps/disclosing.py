"""What is asked of an item that may be disclosed: what is left out of it, and whether it goes in."""

from __future__ import annotations

from riskapp.governance.rules import WHY_OUT
from riskapp.platform.forms import Form, line, one_of, prose, tick
from riskapp.platform.i18n import _


class LeaveOut(Form):
    words = prose(
        _("Words to leave out"),
        hint=_(
            "As they stand above. They are left out wherever they stand in this item, also within a"
            " longer word and whatever the capitals and accents."
        ),
        rows=2,
        most=2_000,
    )
    everywhere = tick(_("Leave these words out of every item"))
    why = one_of(_("Why?"), list(WHY_OUT.items()), inline=True)


class ChooseItem(Form):
    why = one_of(_("Where the whole item is left out: why?"), list(WHY_OUT.items()), inline=True)
    note = line(_("A note, which is kept here and not disclosed"), most=800)
