"""The app with a bare Flask hello beside it, so that both are measured on one server in one run."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from riskapp import config
from riskapp.app import create_app
from riskapp.platform import logs, web

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def make() -> Flask:
    """What gunicorn serves. RISKAPP_BENCH_LOOKS=no leaves out the access-log row of each page."""
    if os.environ.get("RISKAPP_BENCH_LOOKS") == "no":
        web.look = lambda *_what: None
    logs.start()  # a line for each request, as wherever riskapp is served
    app, bare = create_app(config.load()), Flask("hello")
    bare.add_url_rule("/hello", view_func=lambda: "hello", endpoint="hello")
    whole = app.wsgi_app

    def either(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chosen = bare.wsgi_app if environ["PATH_INFO"] == "/hello" else whole
        return chosen(environ, start_response)

    app.wsgi_app = either  # type: ignore[method-assign]
    return app
