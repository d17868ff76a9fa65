"""Who uses riskapp: signing in, roles, teams."""

from __future__ import annotations

from flask import Flask

from riskapp.accounts.sessions import Doorkeeper
from riskapp.accounts.views import blueprint
from riskapp.platform import web
from riskapp.platform.i18n import _


def init_app(app: Flask) -> None:
    web.set_gate(app, Doorkeeper(web.runtime_of(app).config))
    web.add_foot_link(app, web.Link(_("Your account"), "/account"))
    app.register_blueprint(blueprint)
