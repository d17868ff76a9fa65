"""Pages about one decision: its own, its copies, and its conversation."""

from riskapp.decision.views import copies, home, law, marking
from riskapp.decision.views.talking import init_app

__all__ = ["copies", "home", "init_app", "law", "marking"]
