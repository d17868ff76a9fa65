"""Where the pages of governance stand."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("governance", __name__, url_prefix="/governance")
