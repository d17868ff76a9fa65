"""You said, we changed: to each who told us what they told, what came of it, and how one knows."""

from __future__ import annotations

from riskapp.learning.steps.changes_to_try import A_FEW_WORDS
from riskapp.platform.forms import DataClass, Form, line, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

YES = "yes"
SHARE: dict[str, LazyString] = {YES: _("Yes"), "not-yet": _("Not yet")}


class Heard(Form):
    who = line(
        _("Who told us, by role?"),
        hint=_("Such as: the person, her friend, the evening worker."),
        asked_as=_("Who told us"),
        names_it=True,
        data_class=DataClass.ABOUT_OTHERS,
    )
    told_us = prose(
        _("What did they tell us, in plain words?"),
        asked_as=_("You told us"),
        rows=2,
        most=A_FEW_WORDS,
        main=True,
    )
    changed = prose(
        _("What has changed because of it, or is being tried?"),
        hint=_("Where nothing has yet, say what stands in the way."),
        asked_as=_("What has changed, or is being tried"),
        rows=2,
        most=A_FEW_WORDS,
    )
    how_known = prose(_("How do you know?"), asked_as=_("How we know"), rows=2, most=A_FEW_WORDS)


class YouSaid(Form):
    share = one_of(
        _("Show it on the page of what happened?"),
        list(SHARE.items()),
        hint=_(
            "To those who may see that page. It tells them that somebody learned from it together."
        ),
        inline=True,
        data_class=DataClass.ADMINISTRATION,
    )
    names_stay = line(
        _("Where a name that is found may stay: because…"),
        hint=_("Such as: May is the month. It is kept here, and not printed."),
        asked_as=_("A name that was found stays because"),
    )
    # Never asked: the page says here which names it showed, and a reason is of those alone.
    names_read = prose(_("The names it was said of"), data_class=DataClass.NAME)


HEARD = Collection(
    slug="heard",
    title=_("Who told us"),
    one=_("somebody who told us"),
    item_form=Heard,
    most=24,
    template="learning/review/item.html",
)
BEGIN, PRINT = "begin", "print"  # the buttons

STEP = Step(
    slug="you-said",
    title=_("You said, we changed"),
    lead=_(
        "Whoever told us something should hear what came of it, also where that is nothing yet."
    ),
    form=YouSaid,
    template="learning/review/you_said.html",
    collections=(HEARD,),
)
