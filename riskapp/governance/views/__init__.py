"""Governance: its pages, and what it shows on others' pages."""

from __future__ import annotations

from flask import Flask

from riskapp.governance.rules import GOVERNS, LEADS
from riskapp.governance.views import bundles, matters, origins  # noqa: F401 (their routes)
from riskapp.governance.views.pages import pages
from riskapp.platform import web
from riskapp.platform.i18n import _


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)
    web.add_nav(app, web.Link(_("Governance"), "/governance", frozenset(GOVERNS)))
    origins_link = web.Link(_("Where learning came from"), "/governance/origins", frozenset(LEADS))
    web.add_nav(app, origins_link)
