"""What happened, and the learning log: their pages, and what they show on others' pages."""

from __future__ import annotations

from flask import Flask

from riskapp.learning.views import (  # noqa: F401 (the routes of asking and of the log)
    asking,
    happening,
    holding,
    log,
    standing,
    telling,
)
from riskapp.learning.views.pages import index_pages, log_pages, pages
from riskapp.platform import slots, web, wizard
from riskapp.platform.i18n import _


def init_app(app: Flask) -> None:
    app.register_blueprint(index_pages)
    app.register_blueprint(pages)
    app.register_blueprint(holding.pages)
    app.register_blueprint(log_pages)
    app.register_blueprint(wizard.blueprint("telling", telling.SERVED, "/what-happened/<ref>"))
    shown = slots.slots_of(app)
    shown.beside_person.append(happening.beside_person)
    shown.beside_decision.append(happening.beside_decision)
    shown.beside_restriction.append(standing.beside_restriction)
    web.add_nav(app, web.Link(_("Learning"), "/learning"))
