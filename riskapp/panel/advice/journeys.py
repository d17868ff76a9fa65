"""What is asked to advise, and of whoever sees it differently. Order is meaning."""

from __future__ import annotations

from riskapp.panel.advice.steps import advice, conditions, dissent, giving, putting_right
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part

ADVISING = Journey(
    slug="advising",
    parts=(
        Part(_("The advice"), (putting_right.STEP, advice.STEP, conditions.STEP)),
        Part(_("Giving it"), (giving.STEP,)),
    ),
)
WRITTEN = ADVISING.parts[0].steps
DISSENTING = Journey(slug="dissenting", parts=(Part(_("Dissent"), (dissent.STEP,)),))
