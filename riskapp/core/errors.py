"""What can go wrong on purpose. Each has a plain answer on a page and on the command line."""

from __future__ import annotations


class RiskappError(Exception):
    """A refusal that somebody should read: its text is one plain line."""


class NotFound(RiskappError):
    """There is no such thing, or not for this actor: the two are never told apart."""


class NotAllowed(RiskappError):
    """The actor may know of this, and may not do it."""


class BadInput(RiskappError):
    """Something handed in cannot be read; the text names the place."""


class Conflict(RiskappError):
    """The thing has moved on since it was looked at."""
