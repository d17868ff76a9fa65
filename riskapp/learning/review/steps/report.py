"""The report: what leaves the review on paper, by roles, and read once for names."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.forms import DataClass, Form, line, prose, refs
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step


class Report(Form):
    shortly = prose(
        _("What happened, in a few sentences, for somebody who was not there?"),
        hint=_("“A person”, roles, months and kinds of place; no name, no address."),
        asked_as=_("What happened"),
        rows=4,
        most=AT_LENGTH,
    )
    # Of what was written of that day, which nobody changes any more: words as they stand there.
    as_roles = refs(
        _("In what was written of that day, print a role in the place of"),
        hint=_("The report says that a name stood there. What was written stays in this review."),
        data_class=DataClass.NAME,
    )
    names_stay = line(
        _("Where a name that is found may stay: because…"),
        hint=_("Such as: May is the month. It is kept here, and not printed."),
        asked_as=_("A name that was found stays because"),
    )
    # Never asked: the page says here which names it showed, and a reason is of those alone.
    names_read = prose(_("The names it was said of"), data_class=DataClass.NAME)


PRINT = "print"  # the button
OF_NAMES = frozenset({"as_roles", "names_stay", "names_read"})  # kept here, and never on paper

STEP = Step(
    slug="report",
    title=_("The report"),
    form=Report,
    template="learning/review/report.html",
)
