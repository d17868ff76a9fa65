"""Who is acting: carried into every service and query, so that neither needs a request."""

from __future__ import annotations

from dataclasses import dataclass

# Whoever was let in to one thing by a link, and has no account of their own: what does not name this
# role is not there for them.
GUEST = "guest"


@dataclass(frozen=True)
class Actor:
    """A signed-in person with what they may be: roles are the strings of `accounts.rules.Role`."""

    user_id: str
    name: str
    roles: frozenset[str]
    team_ids: frozenset[str]

    @property
    def is_guest(self) -> bool:
        return GUEST in self.roles

    def is_any(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)
