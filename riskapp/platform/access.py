"""Who may come to a route at all. Whose record it is, is asked where the record is loaded.

A role that may not use a route gets 403: that the route exists is no secret. A record that is not
for this actor gets 404, exactly like one that does not exist: that it exists is one. A guest gets 404
for every route that does not name guests, also where it is for everybody signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask

from riskapp.core.actor import GUEST

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "__riskapp_rule__"


@dataclass(frozen=True)
class Rule:
    """Public, or for anybody signed in, or for those who hold one of the roles."""

    is_public: bool = False
    roles: frozenset[str] = frozenset()

    def admits(self, roles: frozenset[str]) -> bool:
        if GUEST in roles:
            return GUEST in self.roles
        return not self.roles or not self.roles.isdisjoint(roles)


PUBLIC = Rule(is_public=True)
SIGNED_IN = Rule()


def allow(*roles: str) -> Callable[[View], View]:
    """The route is for people who hold at least one of these roles."""
    if not roles:
        message = "name the roles, or use allow_signed_in"
        raise ValueError(message)
    return _marked(Rule(roles=frozenset(roles)))


def allow_public(view: View) -> View:
    """The route is for everybody, signed in or not."""
    return _marked(PUBLIC)(view)


def allow_signed_in(view: View) -> View:
    """The route is for everybody who is signed in."""
    return _marked(SIGNED_IN)(view)


def _marked(rule: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, rule)
        return view

    return mark


def rule_of(view: Callable[..., Any] | None) -> Rule | None:
    return getattr(view, _MARK, None)


def check_every_route(app: Flask) -> None:
    """Raises RuntimeError, naming them, if routes carry no rule: riskapp then does not start."""
    bare = sorted(
        str(rule)
        for rule in app.url_map.iter_rules()
        if not rule_of(app.view_functions[rule.endpoint])
    )
    if bare:
        message = f"routes without @allow: {', '.join(bare)}"
        raise RuntimeError(message)
