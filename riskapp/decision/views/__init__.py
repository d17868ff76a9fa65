"""Pages about one decision: its own, its copies, and its conversation."""

from riskapp.decision.views import after, changes, copies, home, law, marking, outside
from riskapp.decision.views.talking import init_app

__all__ = ["after", "changes", "copies", "home", "init_app", "law", "marking", "outside"]
