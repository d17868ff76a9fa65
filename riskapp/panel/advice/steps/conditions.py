"""What a backing asks for: each with who sees to it, by when, and what it takes away."""

from __future__ import annotations

from riskapp.platform.forms import DataClass, Form, day, line, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Conditions(Form):
    """Nothing but its collection."""


class Condition(Form):
    what = prose(
        _("What is the condition?"), asked_as=_("Condition"), rows=2, most=2_000, main=True
    )
    who = line(
        _("Who sees to it?"),
        hint=_("A role, or somebody by name. In whose work list it stands is chosen afterwards."),
        asked_as=_("Who sees to it"),
        in_list=True,
        data_class=DataClass.ABOUT_OTHERS,
    )
    by_when = day(_("By when?"), asked_as=_("By when"), expects="future")
    takes_away = prose(
        _("What does it take away, and from whom?"),
        hint=_("And until when. “Nothing” is a fair answer, if it was asked."),
        asked_as=_("What it takes away, and from whom"),
        rows=2,
        most=2_000,
    )
    known_by = prose(
        _("How would anybody know that it is done?"),
        asked_as=_("How one knows that it is done"),
        rows=2,
        most=2_000,
    )


CONDITIONS = Collection(
    slug="conditions",
    title=_("Conditions"),
    one=_("a condition"),
    item_form=Condition,
    most=12,
    template="panel/advice/item.html",
)

STEP = Step(
    slug="asks-for",
    title=_("Conditions"),
    lead=_("Each is something that would help. So it says what it takes away as well."),
    form=Conditions,
    collections=(CONDITIONS,),
    template="panel/advice/step.html",
)
