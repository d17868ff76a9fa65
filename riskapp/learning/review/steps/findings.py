"""Findings: statements about how things work, and not about what somebody did."""

from __future__ import annotations

from riskapp.learning.steps.account import AT_LENGTH
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Finding(Form):
    finding = prose(
        _("What have we found about how things work?"),
        hint=_("Such as: there is no way to ask somebody after six. Not who did what."),
        asked_as=_("What we found"),
        rows=2,
        most=AT_LENGTH,
        main=True,
        answers=("T5.4",),
    )
    showed = prose(
        _("How did it show here?"), asked_as=_("How it showed here"), rows=2, most=AT_LENGTH
    )
    elsewhere = prose(
        _("Where else does it show?"), asked_as=_("Where else it shows"), rows=2, most=AT_LENGTH
    )
    matters = prose(
        _("What does it do to people’s lives?"),
        asked_as=_("What it does to people’s lives"),
        rows=2,
        most=AT_LENGTH,
    )
    question = prose(
        _("What would you ask those who can change it?"),
        asked_as=_("A question for those who can change it"),
        rows=2,
        most=AT_LENGTH,
    )


class Findings(Form):
    """Nothing but its collection."""


FINDINGS = Collection(
    slug="finding",
    title=_("Findings"),
    one=_("a finding"),
    item_form=Finding,
    most=20,
    template="learning/review/item.html",
)


def found_in(entries: Entries) -> list[str]:
    """Every finding, in its words alone."""
    return [one.get("finding", "") for one in entries.items(FINDINGS.slug)]


STEP = Step(
    slug="findings",
    title=_("Findings"),
    lead=_(
        "About how things work, and what works well. A finding would hold with other people in it."
    ),
    form=Findings,
    template="learning/review/findings.html",
    collections=(FINDINGS,),
)
