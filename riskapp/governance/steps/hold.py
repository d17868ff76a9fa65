"""A legal hold: why it is placed, and why it ends."""

from __future__ import annotations

from riskapp.platform.forms import Form, day, prose
from riskapp.platform.i18n import _


class PlaceHold(Form):
    reason = prose(
        _("Why is it to be kept whole?"),
        hint=_("Kept with the hold. The teams see that it stands, and not why."),
        rows=2,
        most=2_000,
    )
    since = day(_("From when?"), hint=_("Where no day is written, from today."), expects="past")


class EndHold(Form):
    reason = prose(_("Why can it end, and who said so?"), rows=2, most=2_000)
