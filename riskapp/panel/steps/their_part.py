"""What the person knows of it, says of it and wants, and who speaks for them."""

from __future__ import annotations

from riskapp.panel.rules import ATTENDS, KNOWS
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, line, one_of, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class TheirPart(Form):
    knows = one_of(
        _("Does %(name)s know that the panel is asked?"),
        list(KNOWS.items()),
        asked_as=_("Whether %(name)s knows"),
    )
    knows_because = prose(
        _("Because…"),
        hint=_("And when %(name)s will be told."),
        asked_as=_("%(name)s does not know yet, because"),
        rows=2,
        most=AT_LENGTH,
        only_if=("knows", "no"),
    )
    says = words(
        _("What does %(name)s say about it?"),
        hint=_("In %(name)s’s own words: about asking, and what the panel should hear."),
        asked_as=_("What %(name)s says about it"),
        rows=3,
        most=AT_LENGTH,
    )
    attends = one_of(
        _("What does %(name)s want when the panel sits?"),
        list(ATTENDS.items()),
        hint=_(
            "Whoever arranges the sitting and its members read it, also where the panel invites nobody."
        ),
        asked_as=_("When the panel sits"),
    )
    takes_part = prose(
        _("What would help %(name)s take part?"),
        hint=_("Time, place, somebody beside them, seeing the papers first."),
        asked_as=_("What would help %(name)s take part"),
        rows=2,
        most=AT_LENGTH,
    )
    speaks_for = line(
        _("Who speaks for %(name)s?"),
        hint=_("Chosen by %(name)s, an advocate or an attorney. Say which."),
        asked_as=_("Who speaks for %(name)s"),
        data_class=DataClass.ABOUT_OTHERS,
    )
    best_placed = line(
        _("Who is best placed to talk with %(name)s, before and afterwards?"),
        asked_as=_("Who talks with %(name)s before and afterwards"),
        data_class=DataClass.ABOUT_OTHERS,
    )


STEP = Step(
    slug="their-part",
    title=_("%(name)s’s part in it"),
    form=TheirPart,
    template="panel/their_part.html",
)
