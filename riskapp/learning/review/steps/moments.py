"""The timeline: moment by moment, what was known then and by whom, and what only since."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, line, one_of, prose
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

KNOWN: dict[str, LazyString] = {
    "then": _("Known at the time"),
    "since": _("Known only since"),
    "unsure": _("Not sure"),
}


class Moment(Form):
    when = line(
        _("When?"),
        hint=_("Such as: a little after four, or the week before."),
        names_it=True,
    )
    what = prose(
        _("What happened then?"), rows=2, most=AT_LENGTH, main=True, answers=("T5.2", "T6.3")
    )
    known = one_of(_("Was it known at the time?"), list(KNOWN.items()), inline=True, in_list=True)
    by_whom = line(
        _("By whom, by role?"),
        asked_as=_("Known by whom"),
        in_list=True,
        data_class=DataClass.ABOUT_OTHERS,
    )


class Timeline(Form):
    """Nothing but its collection."""


MOMENTS = Collection(
    slug="moment",
    title=_("Moments"),
    one=_("a moment"),
    item_form=Moment,
    template="learning/review/item.html",
)

STEP = Step(
    slug="timeline",
    title=_("Timeline"),
    lead=_("With what was known then, and by whom: what one knew, another may not have."),
    form=Timeline,
    template="learning/review/step.html",
    collections=(MOMENTS,),
)
