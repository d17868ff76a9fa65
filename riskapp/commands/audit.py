"""`riskapp audit verify`."""

from __future__ import annotations

import argparse
import sys

from riskapp.commands.opening import Commands, opened
from riskapp.platform import audit


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("audit", help="check the audit log")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    verify = acts.add_parser("verify", help="read the whole chain and name the first line amiss")
    verify.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    with opened() as runtime, runtime.db.read() as conn:
        points = audit.checkpoints_path(runtime.config.instance)
        verdict = audit.verify(conn, runtime.keys.audit, points)
    if verdict.is_whole:
        print(f"The audit log is whole: {verdict.lines} lines.")
        return 0
    for fault in verdict.faults:
        print(f"riskapp: audit log, {fault.lane} {fault.seq}: {fault.what}", file=sys.stderr)
    return 1
