"""What happened, and the learning log: their pages, and what they show on others' pages."""

from riskapp.learning.views.happening import init_app

__all__ = ["init_app"]
