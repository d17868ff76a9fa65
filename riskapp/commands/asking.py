"""Questions on the terminal; where there is none, answers are read line by line."""

from __future__ import annotations

import getpass
import sys

from riskapp.core.errors import BadInput


def ask(question: str) -> str:
    """Raises BadInput where no answer comes."""
    if sys.stdin.isatty():
        return input(f"{question}: ").strip()
    return _line(question)


def ask_password() -> str:
    """A password, typed twice and never shown. Raises BadInput where the two differ."""
    if not sys.stdin.isatty():
        return _line("password")
    first = getpass.getpass("Password (15 characters or more): ")
    if first != getpass.getpass("The same again: "):
        raise BadInput("the two passwords are not the same")
    return first


def _line(what: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise BadInput(f"no {what.lower()} was given")
    return line.rstrip("\r\n")
