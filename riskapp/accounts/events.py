"""What is written in the audit log about accounts."""

from __future__ import annotations

from riskapp.platform.audit import Event

USER_ADDED = Event("user.added", ("user", "roles"))
USER_DISABLED = Event("user.disabled", ("user",))
ROLES_CHANGED = Event("user.roles_changed", ("user", "roles"))
PASSWORD_CHANGED = Event("user.password_changed", ("user",))
GUEST_ADDED = Event("guest.added", ("user",))
LINK_MADE = Event("guest.link_made", ("user",))
LINK_WITHDRAWN = Event("guest.link_withdrawn", ("user",))
TEAM_ADDED = Event("team.added", ("team",))
SIGNED_IN = Event("session.started", ("session",))
SIGNED_OUT = Event("session.ended", ("session",))
SESSION_ENDED_BY_OWNER = Event("session.ended_from_account", ("session",))
