"""Sittings: their pages, for those who take part in one and those who lead it."""

from __future__ import annotations

from flask import Flask

from riskapp.accounts.rules import Role
from riskapp.panel.sitting.views import arranging, inviting, papers, sitting, viewing
from riskapp.platform import web, wizard
from riskapp.platform.i18n import _


def init_app(app: Flask) -> None:
    app.register_blueprint(sitting.index_pages)
    app.register_blueprint(sitting.pages)
    app.register_blueprint(arranging.pages)
    app.register_blueprint(inviting.visit_pages)
    app.register_blueprint(inviting.pages)
    app.register_blueprint(papers.pages)
    app.register_blueprint(wizard.blueprint("arranging", arranging.SERVED, "/sittings/<ref>"))
    app.register_blueprint(wizard.blueprint("viewing", viewing.SERVED, "/papers/<ref>"))
    sits = frozenset({Role.PANEL_MEMBER, Role.PANEL_CHAIR})
    web.add_nav(app, web.Link(_("Panel work"), "/sittings", sits))
