"""The web application, put together: config, platform, then each feature in life order."""

from __future__ import annotations

from types import TracebackType

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from riskapp import accounts
from riskapp.config import Config, load
from riskapp.core.clock import Clock
from riskapp.decision import views as decision
from riskapp.governance import views as governance
from riskapp.learning import views as learning
from riskapp.learning.review import views as learning_review
from riskapp.panel import views as panel
from riskapp.panel.advice import views as advice
from riskapp.panel.pack import views as pack
from riskapp.panel.sitting import views as sitting
from riskapp.people import views as people
from riskapp.platform import access, carrying, problems, signposts
from riskapp.platform.runtime import Runtime, open_runtime
from riskapp.work import views as work

# In the order of a record's life: what stands further down may lean on what stands above it.
FEATURES = (
    accounts,
    people,
    decision,
    panel,
    sitting,
    advice,
    pack,
    learning,
    learning_review,
    work,
    governance,
)


class Riskapp(Flask):
    """Flask with every template escaped, undefined names refused, and nothing quoted in the log."""

    jinja_options = {  # noqa: RUF012 (Flask's own shape)
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }

    def select_jinja_autoescape(self, filename: str) -> bool:  # type: ignore[override]
        del filename
        return True

    def log_exception(
        self,
        exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None],
        *_context: object,
    ) -> None:
        """Errors may quote what was typed, so `problems` logs where they were and not what."""


def create_app(
    config: Config | None = None, *, clock: Clock | None = None, runtime: Runtime | None = None
) -> Flask:
    """The web application.

    Raises BadInput where configuration or keys are amiss, RuntimeError for a route without rule.
    """
    runtime = runtime or open_runtime(config or load(), clock)
    app = Riskapp("riskapp", static_folder=None)
    carrying.init_app(app, runtime)
    problems.init_app(app)
    signposts.init_app(app)
    for feature in FEATURES:
        feature.init_app(app)
    access.check_every_route(app)
    if runtime.config.https and runtime.config.proxies:
        hops = runtime.config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
