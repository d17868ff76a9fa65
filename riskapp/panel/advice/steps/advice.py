"""What a panel says, why, what was given most weight, and what will be done if it goes wrong."""

from __future__ import annotations

from riskapp.panel.advice.rules import ADVISED, ANOTHER_ROUTE, MORE_WORK, SHOWN
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, one_of, prose, refs, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step

AT_LENGTH = 3_000


class Advice(Form):
    outcome = one_of(
        _("What does the panel say?"),
        list(ADVISED.items()),
        hint=_("It is not a count. Whoever sees it differently says so on a page of their own."),
        asked_as=_("The panel says"),
    )
    concerns = refs(
        _("Where more work is needed: which part of what was shown does it concern?"),
        asked_as=_("It concerns"),
        only_if=("outcome", MORE_WORK),
    )
    route = prose(
        _("Where it is another route: which?"),
        asked_as=_("The other route"),
        rows=2,
        most=500,
        only_if=("outcome", ANOTHER_ROUTE),
    )
    because = prose(
        _("Because…"),
        hint=_("In words that the practitioner and the person can answer."),
        asked_as=_("Because"),
        rows=4,
        most=AT_LENGTH,
    )
    weight = prose(
        _("What was given most weight?"),
        asked_as=_("What was given most weight"),
        rows=3,
        most=AT_LENGTH,
    )
    if_wrong = prose(
        _("What will the organisation actually do if it goes wrong?"),
        hint=_("For the person, and for those who work with them."),
        asked_as=_("What the organisation will do if it goes wrong"),
        rows=3,
        most=AT_LENGTH,
    )
    noticed = prose(
        _("What did the panel notice about services and policy?"),
        hint=_(
            "What was missing, or stood in the way, whoever it is about. It goes into the minutes."
        ),
        asked_as=_("What the panel noticed about services and policy"),
        rows=3,
        most=AT_LENGTH,
    )
    kept_back = tick(
        _("Some of this protects somebody: only the full record should carry it"),
        data_class=DataClass.PROTECTION,
    )


def _shown(entries: Entries, form: Form) -> None:
    """What was put before the members, in its own words."""
    asked = form.field("concerns")
    asked.options = [
        (fact.removeprefix(SHOWN), words)
        for fact, words in entries.facts.items()
        if fact.startswith(SHOWN)
    ]


def _are_shown(entries: Entries, form: Form) -> None:
    """Nothing else can be pointed at."""
    del entries
    asked = form.field("concerns")
    if any(path not in dict(asked.options) for path in asked.kept or ()):
        asked.error = _("Choose from the answers shown")


STEP = Step(
    slug="advice",
    title=_("What the panel says"),
    form=Advice,
    point=_shown,
    check=_are_shown,
    template="panel/advice/step.html",
)
