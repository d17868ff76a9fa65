"""What is asked to arrange a sitting, and of each of its members."""

from __future__ import annotations

from riskapp.panel.sitting.steps import view, when
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part

ARRANGING = Journey(slug="arranging", parts=(Part(_("The sitting"), (when.STEP,)),))
VIEWING = Journey(slug="viewing", parts=(Part(_("My view"), (view.STEP,)),))
