"""riskapp: risk conversations, both sides weighed with the person, sealed, and learned from."""

from __future__ import annotations

from typing import Any


def create_app(*args: Any, **kwargs: Any) -> Any:
    """`riskapp.app.create_app`, for WSGI servers: `gunicorn "riskapp:create_app()"`."""
    # Loaded when it is called: the PDF child and most commands are quicker without the web.
    from riskapp.app import create_app as create  # noqa: PLC0415

    return create(*args, **kwargs)
