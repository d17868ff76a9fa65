"""The learning brief: one page for somebody who works elsewhere, and nobody in it."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, line, prose, some_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step

# What fits on one page, whatever is written.
A_SENTENCE, SENTENCES = 160, 400

LEFT_OUT: dict[str, LazyString] = {
    "month": _("The month: the year alone"),
    "place": _("The kind of place"),
}


class Brief(Form):
    happened = prose(
        _("What happened, in a sentence or two?"),
        hint=_("“A person”, and roles; no name, no day, no address."),
        asked_as=_("What happened"),
        rows=3,
        most=SENTENCES,
    )
    sense = prose(
        _("What made sense that day?"),
        hint=_("With what was known then, to whoever was there."),
        asked_as=_("What made sense that day"),
        rows=3,
        most=SENTENCES,
    )
    likely = prose(
        _("What made it more, or less, likely?"),
        hint=_("What you found about how things work."),
        asked_as=_("What made it more, or less, likely"),
        rows=3,
        most=SENTENCES,
    )
    change_1 = line(_("What are you trying?"), asked_as=_("What we are trying"), most=A_SENTENCE)
    change_2 = line(
        _("A second thing you are trying"),
        asked_as=_("What we are trying as well"),
        most=A_SENTENCE,
    )
    change_3 = line(
        _("A third thing you are trying"),
        asked_as=_("And what else we are trying"),
        most=A_SENTENCE,
    )
    you_can = prose(
        _("What can somebody do where they work?"),
        asked_as=_("What you can do where you work"),
        rows=3,
        most=SENTENCES,
    )
    leave_out = some_of(
        _("What should it leave out?"),
        list(LEFT_OUT.items()),
        hint=_("It says the month and the kind of place, unless you leave them out."),
        asked_as=_("Left out"),
        data_class=DataClass.ADMINISTRATION,
    )
    names_stay = line(
        _("Where a name that is found may stay: because…"),
        hint=_("Such as: May is the month. It is kept here, and not printed."),
        asked_as=_("A name that was found stays because"),
    )
    # Never asked: the page says here which names it showed, and a reason is of those alone.
    names_read = prose(_("The names it was said of"), data_class=DataClass.NAME)


SAID = ("happened", "sense", "likely", "change_1", "change_2", "change_3", "you_can")
CHANGES = ("change_1", "change_2", "change_3")
MAKE, BEGIN = "brief", "begin"  # the buttons

STEP = Step(
    slug="brief",
    title=_("The learning brief"),
    form=Brief,
    template="learning/brief.html",
)
