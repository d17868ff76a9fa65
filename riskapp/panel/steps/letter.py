"""The letter that tells the person what a panel said, in plain words, and what they can do about it."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, line, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

PRINT = "print"
AT_LENGTH = 2_000
BY_HAND = "by-hand"
GOES = "goes"


class Letter(Form):
    asked = prose(
        _("What was the panel asked?"),
        hint=_("One or two short sentences, to %(name)s."),
        asked_as=_("What we asked"),
        rows=2,
        most=AT_LENGTH,
    )
    said = prose(
        _("What did the panel say?"),
        hint=_("Also what mattered most to them, and that not all saw it the same way."),
        asked_as=_("What they said"),
        rows=4,
        most=AT_LENGTH,
    )
    now = prose(
        _("What happens now?"),
        hint=_("Who does what, and by when."),
        asked_as=_("What happens now"),
        rows=3,
        most=AT_LENGTH,
    )
    disagree = prose(
        _("What can be done if %(name)s does not agree?"),
        hint=_("Who writes it down, and what happens then."),
        asked_as=_("If you do not agree"),
        rows=3,
        most=AT_LENGTH,
    )
    ring = line(
        _("Who can %(name)s ring?"),
        asked_as=_("Who you can ring"),
        data_class=DataClass.ABOUT_OTHERS,
    )
    number = line(
        _("On which number?"),
        asked_as=_("Their number"),
        most=60,
        data_class=DataClass.CONTACT,
    )
    goes = one_of(
        _("Is it safe to send this home?"),
        (
            ("home", _("Yes, %(name)s says so")),
            (BY_HAND, _("No, somebody gives it to %(name)s and talks it through")),
        ),
        hint=_(
            "The record says that somebody may have to be protected. It is asked of nobody else."
        ),
        asked_as=_("Where the letter goes"),
        data_class=DataClass.PROTECTION,
    )


STEP = Step(
    slug="letter",
    title=_("The letter to %(name)s"),
    form=Letter,
    template="panel/letter.html",
)
