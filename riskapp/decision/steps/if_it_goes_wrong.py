"""Screen 5: first sign of trouble, what to do, who to ring, what we agreed not to do, look again on."""

from __future__ import annotations

from riskapp.decision.rules import NOT_NOTE
from riskapp.platform.forms import DataClass, Form, day, line, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class IfItGoesWrong(Form):
    first_sign = prose(
        _("What would be the first sign of trouble?"),
        hint=_("And who would notice."),
        asked_as=_("First sign"),
        rows=2,
        withheld_from=NOT_NOTE,
    )
    steps = prose(
        _("What should people do first?"),
        hint=_("One thing a line."),
        asked_as=_("What to do"),
        line_each=True,
        withheld_from=NOT_NOTE,
        answers=("T3.28",),
    )
    treated = words(
        _("How does %(name)s want to be treated then?"),
        hint=_("In %(name)s’s own words."),
        asked_as=_("How %(name)s wants to be treated"),
        rows=2,
        withheld_from=NOT_NOTE,
    )
    not_to = prose(
        _("What did you agree not to do?"),
        hint=_(
            "One thing a line, such as: stop the walks after one bad day. "
            "Whoever has the card reads it, and so do family and a provider."
        ),
        asked_as=_("What we agreed not to do"),
        line_each=True,
    )
    pause = prose(
        _("When would everybody stop and talk again?"),
        asked_as=_("When we pause"),
        rows=2,
        withheld_from=NOT_NOTE,
    )
    look_again_on = day(
        _("When do you look at this again together?"),
        asked_as=_("Look again"),
        expects="future",
        answers=("T1.25", "T2.12", "T3.31"),
        material=False,
    )
    look_again_if = line(
        _("Or sooner if…"),
        hint=_("Such as: %(name)s asks, or a season changes"),
        asked_as=_("Or sooner if"),
        most=400,
    )


class Contact(Form):
    name = line(_("Who to ring"), main=True, data_class=DataClass.CONTACT, withheld_from=NOT_NOTE)
    number = line(
        _("Telephone number"), most=60, data_class=DataClass.CONTACT, withheld_from=NOT_NOTE
    )
    when = line(_("When, if not at any time"), data_class=DataClass.CONTACT, withheld_from=NOT_NOTE)


CONTACTS = Collection(
    slug="contacts",
    title=_("Who to ring"),
    one=_("somebody to ring"),
    item_form=Contact,
    most=8,
)

STEP = Step(
    slug="if-it-goes-wrong",
    title=_("If it goes wrong"),
    heading=_("If it goes wrong, and when you look again"),
    form=IfItGoesWrong,
    template="decision/if_it_goes_wrong.html",
    collections=(CONTACTS,),
)
