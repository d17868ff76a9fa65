"""Who did what: append-only, chained under a key that the database does not hold."""

from riskapp.platform.audit.chain import COMMAND_LINE, SYSTEM, Event, note
from riskapp.platform.audit.checking import Fault, Verdict, verify
from riskapp.platform.audit.checkpoints import checkpoint, checkpoints_path

__all__ = [
    "COMMAND_LINE",
    "SYSTEM",
    "Event",
    "Fault",
    "Verdict",
    "checkpoint",
    "checkpoints_path",
    "note",
    "verify",
]
