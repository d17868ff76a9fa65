"""What roles and devices are called on a page."""

from __future__ import annotations

from collections.abc import Collection

from riskapp.accounts.rules import Role
from riskapp.core.actor import GUEST
from riskapp.platform.i18n import LazyString, _

ROLES: dict[str, LazyString] = {
    Role.PRACTITIONER: _("practitioner"),
    Role.MANAGER: _("team manager"),
    Role.PANEL_MEMBER: _("panel member"),
    Role.PANEL_CHAIR: _("panel chair"),
    Role.LEARNING_REVIEWER: _("learning reviewer"),
    Role.LEAD: _("lead"),
    Role.ADMINISTRATOR: _("administrator"),
    Role.INFORMATION_GOVERNANCE: _("information governance"),
    GUEST: _("guest"),
}
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def introduce(name: str, roles: Collection[str]) -> str:
    """Somebody with what they are here: Sunita Rao, practitioner."""
    held = [str(words) for role, words in ROLES.items() if role in roles]
    return ", ".join([name, *held])


def device(user_agent: str) -> str:
    """As in Firefox, Windows: enough to know one's own again; nothing finer is kept."""
    names = [
        next((name for mark, name in known if mark in user_agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name)
