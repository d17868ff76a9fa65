"""The letter to those who are told: begun with what was written, in the words of whoever signs it."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, day, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Letter(Form):
    to = line(
        _("Who is it to?"),
        hint=_("As it will stand after “Dear”."),
        asked_as=_("To"),
        data_class=DataClass.CONTACT,
    )
    on = day(_("Which day stands on it?"), asked_as=_("Day"))
    text = prose(
        _("What does it say?"),
        hint=_("In your own words, and in theirs where you can. Read it as they will."),
        asked_as=_("The letter"),
        rows=18,
    )
    signed = prose(
        _("Who signs it?"),
        hint=_("Name, what they do, and a number to ring."),
        asked_as=_("Signed by"),
        rows=3,
        data_class=DataClass.CONTACT,
    )


BEGIN, PRINT = "begin", "print"  # the buttons

STEP = Step(
    slug="the-letter",
    title=_("The letter"),
    lead=_("To %(told)s, on your organisation’s paper."),
    form=Letter,
    template="learning/the_letter.html",
)
