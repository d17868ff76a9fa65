"""What is asked to arrange a sitting, and of each of its members."""

from __future__ import annotations

from riskapp.panel.sitting.steps import view, when
from riskapp.platform.wizard.steps import Journey

ARRANGING = Journey(slug="arranging", parts=(), beside=(when.STEP,))
VIEWING = Journey(slug="viewing", parts=(), beside=(view.STEP,))
