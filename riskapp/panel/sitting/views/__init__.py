"""Sittings: their pages, for those who take part in one and those who lead it."""

from __future__ import annotations

from flask import Flask

from riskapp.panel.sitting.views import arranging, papers, sitting, viewing
from riskapp.platform import wizard


def init_app(app: Flask) -> None:
    app.register_blueprint(sitting.index_pages)
    app.register_blueprint(sitting.pages)
    app.register_blueprint(arranging.pages)
    app.register_blueprint(papers.pages)
    app.register_blueprint(wizard.blueprint("arranging", arranging.SERVED, "/sittings/<ref>"))
    app.register_blueprint(wizard.blueprint("viewing", viewing.SERVED, "/papers/<ref>"))
