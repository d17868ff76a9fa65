"""Setting up a panel, page by page."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.panel.journeys import SETTING_UP
from riskapp.panel.queries import get_panel
from riskapp.panel.rules import SETS_UP
from riskapp.panel.services.setting_up import save_panel
from riskapp.platform import web, wizard
from riskapp.platform.trail import trail_of


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_panel(conn, trail_of(web.current()), actor, ref, **post)


SERVED = wizard.Serving(
    journey=SETTING_UP,
    load=get_panel,
    save=_save,
    home="panel.home",
    roles=SETS_UP,
    name_of=name_of,
    look=lambda subject: web.look(subject.id, "panel"),
)
