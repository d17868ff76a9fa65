"""Panels and referrals: their pages, and what a decision and a person show of them."""

from __future__ import annotations

from flask import Flask

from riskapp.panel.views import conditions, panels, referrals, referring, setting_up
from riskapp.platform import slots, web, wizard
from riskapp.platform.i18n import _


def init_app(app: Flask) -> None:
    app.register_blueprint(panels.index_pages)
    app.register_blueprint(panels.pages)
    app.register_blueprint(wizard.blueprint("setting_up", setting_up.SERVED, "/panels/<ref>"))
    app.register_blueprint(referrals.asking_pages)
    app.register_blueprint(referrals.pages)
    app.register_blueprint(wizard.blueprint("referring", referring.SERVED, "/referrals/<ref>"))
    app.register_blueprint(conditions.pages)
    shown = slots.slots_of(app)
    shown.conditions.append(conditions.conditions_stand)
    shown.timeline.append(conditions.on_timeline)
    shown.beside_decision.append(referrals.beside_decision)
    shown.beside_person.append(referrals.beside_person)
    web.add_nav(app, web.Link(_("Panels"), "/panels"))
