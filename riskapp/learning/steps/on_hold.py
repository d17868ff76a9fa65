"""Putting what was learned on hold for others, and restarting it: asked on a page of their own."""

from __future__ import annotations

from riskapp.learning.rules import HOLDS, RESTARTS
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose, some_of
from riskapp.platform.i18n import _


class PutOnHold(Form):
    for_what = some_of(_("What is it on hold for?"), list(HOLDS.items()))
    asked_by = line(
        _("Who asked for it?"),
        hint=_("A role and an organisation, and their reference."),
        data_class=DataClass.CONTACT,
    )
    since = day(_("Since when?"), expects="past")
    restart_role = one_of(
        _("Who may restart it?"),
        list(RESTARTS.items()),
        hint=_("Where nobody is chosen, a team manager."),
    )
    note = prose(_("What was asked, in a few words"), rows=2, most=4_000)


class Restart(Form):
    note = prose(
        _("Why can it go on, and who said so?"),
        hint=_("Kept in the timeline."),
        rows=2,
        most=4_000,
    )
