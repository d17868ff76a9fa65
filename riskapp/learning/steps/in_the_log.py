"""What leaves: a sentence or two for somebody who was not there, without a name."""

from __future__ import annotations

from riskapp.learning.rules import INFLUENCES, THEMES
from riskapp.learning.steps.changes_to_try import A_FEW_WORDS
from riskapp.platform.forms import DataClass, Form, line, one_of, prose, some_of
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class InTheLog(Form):
    said = prose(
        _("What happened, in a sentence or two?"),
        hint=_(
            "For somebody who was not there. “A person”, roles and months; no name, no address."
        ),
        asked_as=_("What happened"),
        rows=3,
        most=A_FEW_WORDS,
    )
    likely = prose(
        _("What made it more, or less, likely?"),
        hint=_("About the place, the work and how it was arranged."),
        asked_as=_("What made it more, or less, likely"),
        rows=3,
        most=A_FEW_WORDS,
    )
    theme = one_of(
        _("What was the decision about?"),
        list(THEMES.items()),
        asked_as=_("What it was about"),
    )
    influences = some_of(
        _("What shaped it?"),
        list(INFLUENCES.items()),
        hint=_("For better or worse. It helps others to find what concerns them."),
        asked_as=_("What shaped it"),
    )
    names_stay = line(
        _("Where a name that is found may stay: because…"),
        hint=_("Such as: May is the month. It is kept here, and not printed in the log."),
        asked_as=_("A name that was found stays because"),
    )
    # Never asked: the page says here which names it showed, and a reason is of those alone.
    names_read = prose(_("The names it was said of"), data_class=DataClass.NAME)


BETWEEN = ", "  # the names that were read


STEP = Step(
    slug="in-the-log",
    title=_("The learning log"),
    form=InTheLog,
    template="learning/in_the_log.html",
)
