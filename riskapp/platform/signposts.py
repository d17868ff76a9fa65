"""What machines ask of a server: whether it is well, and whom to tell about a weakness."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response
from sqlalchemy import text

from riskapp.core.errors import NotFound
from riskapp.platform import web
from riskapp.platform.access import allow_public

# Read afresh by whoever reports something, so it need only outlast their reading.
_SECURITY_TXT_LIFE = timedelta(days=90)


@allow_public
def healthz() -> Response:
    """One word if the database answers; the page about problems, with 503, if it does not."""
    web.read().execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@allow_public
def security_txt() -> Response:
    """RFC 9116, with the contact of whoever runs this copy; nothing here if they gave none."""
    runtime = web.current()
    if not runtime.config.security_contact:
        raise NotFound
    expires = (runtime.clock.now() + _SECURITY_TXT_LIFE).strftime("%Y-%m-%dT00:00:00Z")
    lines = (
        f"Contact: {runtime.config.security_contact}\nExpires: {expires}\nPreferred-Languages: en\n"
    )
    return Response(lines, mimetype="text/plain")


def init_app(app: Flask) -> None:
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/.well-known/security.txt", "security_txt", security_txt)
