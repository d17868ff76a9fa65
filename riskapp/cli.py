"""The `riskapp` command. Bad input: one plain line on standard error, and nothing changed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from riskapp.commands import COMMANDS
from riskapp.core.errors import RiskappError

BAD_INPUT = 2
FAILED = 1
INTERRUPTED = 130


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with where to read more."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"riskapp: {message} (see `{self.prog} --help`)\n")


def parser() -> argparse.ArgumentParser:
    made = _Parser(prog="riskapp", description="Risk conversations: both sides, sealed.")
    commands = made.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command and returns what the process should exit with."""
    given = parser().parse_args(arguments)
    try:
        result: int | None = given.run(given)
    except RiskappError as error:
        return _say(str(error) or type(error).__name__, BAD_INPUT)
    except SQLAlchemyError as error:
        return _say(f"the database did not answer as it should ({_first_line(error)})", FAILED)
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    return result or 0


def _first_line(error: SQLAlchemyError) -> str:
    origin = getattr(error, "orig", None) or error
    return str(origin).strip().partition("\n")[0]


def _say(line: str, status: int) -> int:
    print(f"riskapp: {' '.join(line.split())}", file=sys.stderr)
    return status
