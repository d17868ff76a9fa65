"""Changes to try: each with who sees to it, what sort it is, and what it takes away."""

from __future__ import annotations

from riskapp.learning.rules import STRENGTHS
from riskapp.platform.forms import DataClass, Form, day, line, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step

A_FEW_WORDS = 600


class ChangeToTry(Form):
    what = prose(_("What will you try?"), rows=2, most=A_FEW_WORDS, main=True, answers=("T6.11",))
    owner = line(
        _("Who sees to it, by role?"),
        hint=_("Such as: practice lead. A role, not a name."),
        asked_as=_("Who sees to it"),
        data_class=DataClass.ADMINISTRATION,
        answers=("T6.12",),
    )
    by_when = day(_("By when?"), expects="future", answers=("T6.12",))
    know = prose(
        _("How will you know that it helped?"),
        asked_as=_("How we will know"),
        rows=2,
        most=A_FEW_WORDS,
    )
    strength = one_of(
        _("What does it change?"),
        list(STRENGTHS.items()),
        hint=_("The first of these tend to last; the last lean on memory."),
        asked_as=_("What it changes"),
    )
    takes_away = prose(
        _("What does it take away, and from whom?"),
        hint=_("Such as time, privacy or a choice. It may be nothing: say so."),
        asked_as=_("What it takes away"),
        rows=2,
        most=A_FEW_WORDS,
    )
    changed = prose(
        _("What changed?"),
        hint=_("Once it was tried. It stays open until somebody says so here."),
        rows=2,
        most=A_FEW_WORDS,
    )
    how_known = prose(_("How do you know?"), asked_as=_("How we know"), rows=2, most=A_FEW_WORDS)


LATER = ("changed", "how_known")


class ChangesToTry(Form):
    """Nothing but its collection."""


CHANGES = Collection(
    slug="changes",
    title=_("Changes to try"),
    one=_("something to try"),
    item_form=ChangeToTry,
    most=12,
    template="learning/change.html",
)

STEP = Step(
    slug="changes-to-try",
    title=_("Changes to try"),
    lead=_(
        "A change to how things are arranged lasts longer than a reminder. Try one after a good "
        "outcome too."
    ),
    form=ChangesToTry,
    guidance=(
        _(
            "A new restriction on somebody’s life is no change to try here. It is talked about with "
            "them, with a reason, an end and a plan to make it smaller, in the next version."
        ),
    ),
    template="learning/changes_to_try.html",
    collections=(CHANGES,),
)
