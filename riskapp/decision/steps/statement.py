"""The reasons in plain words, as composed and as somebody would put them. A page beside the screens."""

from __future__ import annotations

from riskapp.decision.rules import FULL_ONLY, NOT_CARD_OR_NOTE
from riskapp.platform.forms import DataClass, Form, line, prose, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Statement(Form):
    own = prose(
        _("How would you put it?"),
        hint=_("The full record prints the composed words and yours, word by word."),
        asked_as=_("As somebody puts it"),
        rows=12,
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )
    by = line(
        _("Who puts it this way?"),
        hint=_("A name"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=NOT_CARD_OR_NOTE,
    )
    in_theirs = tick(
        _("Print these words in %(name)s’s copy, and in large print"),
        hint=_(
            "For words that are short and speak to %(name)s. Left out unless this is ticked: the copy "
            "says everything else already."
        ),
        asked_as=_("Printed in %(name)s’s copy"),
        withheld_from=FULL_ONLY,
        data_class=DataClass.ADMINISTRATION,
    )
    # Never asked: what was composed when the own words were written, and whether that changed since.
    composed = prose(
        _("What was composed that day"),
        data_class=DataClass.ADMINISTRATION,
        withheld_from=FULL_ONLY,
    )
    before = tick(
        _("Written before something in the record changed"),
        withheld_from=NOT_CARD_OR_NOTE,
        material=False,
    )


NEVER_ASKED = ("composed", "before")

STEP = Step(
    slug="statement",
    title=_("The reasons, in plain words"),
    lead=_(
        "Composed from what was said, and from nothing else: the same record always reads the same. "
        "In quotation marks: %(name)s’s own words."
    ),
    form=Statement,
    template="decision/statement.html",
)
