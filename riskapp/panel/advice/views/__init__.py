"""Advice: its pages, for those who take part in a sitting and those who lead it."""

from __future__ import annotations

from flask import Flask

from riskapp.panel.advice.views import advice, minutes, writing
from riskapp.platform import wizard


def init_app(app: Flask) -> None:
    app.register_blueprint(advice.pages)
    app.register_blueprint(advice.dissents)
    app.register_blueprint(minutes.pages)
    app.register_blueprint(wizard.blueprint("advising", writing.ADVISING, "/advice/<ref>"))
    app.register_blueprint(wizard.blueprint("dissenting", writing.DISSENTING, "/dissent/<ref>"))
