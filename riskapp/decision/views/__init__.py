"""Pages about one decision: its own, its copies, and its conversation."""

from riskapp.decision.views import changes, copies, home, marking
from riskapp.decision.views.talking import init_app

__all__ = ["changes", "copies", "home", "init_app", "marking"]
