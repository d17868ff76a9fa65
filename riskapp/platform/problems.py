"""What a page says when something is in the way: plainly, with a reference, losing nothing."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from html import escape

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from riskapp.core.errors import BadInput, Conflict, NotAllowed, NotFound
from riskapp.platform import carrying, logs, web
from riskapp.platform.forms.reading import showable
from riskapp.platform.i18n import LazyString, _

# How much of a post that was too large is still read, to give it back.
SALVAGE_BYTES = 10_000_000
RETRY_SECONDS = "10"
# No page of ours has as many answers as this; whoever posts more is not given them back.
MOST_GIVEN_BACK = 300
MOST_PAIRS = 5_000
_NOT_TYPED = frozenset(("csrf_token", "stamp", "rev", "key", "next"))
_AT_A_LOSS = (
    "<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title>{title} – riskapp</title>"
    "</head><body><main><h1>{title}</h1><p>{text}</p><p>{reference}</p></main></body></html>"
)


@dataclass(frozen=True)
class Problem:
    """A title and what to do about it."""

    title: LazyString
    lines: tuple[LazyString, ...]


_BAD_REQUEST = Problem(
    _("This could not be read"),
    (_("What reached riskapp was not complete, or not what it expected. Go back and try again."),),
)
_OUR_FAULT = Problem(
    _("Sorry, there is a problem"),
    (
        _("Something went wrong in riskapp. It was not anything you did."),
        _("Try again. If it happens again, tell whoever looks after riskapp, with this reference."),
    ),
)
PROBLEMS: dict[int, Problem] = {
    400: _BAD_REQUEST,
    403: Problem(
        _("This page is not part of your work here"),
        (_("If you need it, ask whoever looks after riskapp in your organisation."),),
    ),
    404: Problem(
        _("Page not found"),
        (
            _("If you typed the address, look at it again."),
            _("If a link brought you here, what it leads to has moved or is not open to you."),
        ),
    ),
    405: Problem(
        _("This address cannot be used in that way"),
        (_("Go back to the page you came from, and try again from there."),),
    ),
    409: Problem(
        _("This has changed since you opened it"),
        (_("Go back and look at the page again. Then make your change."),),
    ),
    413: Problem(
        _("That is too much for one page"),
        (_("Take out some of the text, or share it between several answers, and save again."),),
    ),
    429: Problem(
        _("Too many tries"),
        (_("Wait a few minutes, then try again."),),
    ),
    500: _OUR_FAULT,
    503: Problem(
        _("riskapp cannot save or look things up just now"),
        (
            _("It may be starting again, or have no room left."),
            _("Wait a minute and try again. Tell whoever looks after riskapp if it goes on."),
        ),
    ),
}
_STALE = Problem(
    _("This page was open too long"),
    (_("It could not be told that this came from you. Open the page again, and try once more."),),
)
_OF_ERRORS = {NotFound: 404, NotAllowed: 403, BadInput: 400, Conflict: 409}


def typed() -> list[str]:
    """The longer things that came with the request, to be shown so that they can be copied."""
    if request.method in carrying.SAFE_METHODS:
        return []
    try:
        if request.get_data(cache=True).count(b"&") > MOST_PAIRS:
            return []
        pairs = list(request.form.items(multi=True))
        found = [
            showable(value)
            for name, value in pairs
            if value.strip()
            and name  # a part of a form may come without one
            and name not in _NOT_TYPED
            and "password" not in name
            and name != "email"
        ]
        return found if len(found) <= MOST_GIVEN_BACK else []
    except (HTTPException, OSError):
        return []


def _answer(status: int, problem: Problem) -> Response:
    state = g.get("riskapp")
    reference = state.request_id if state else "-"
    try:
        page = render_template(
            "errors/problem.html", problem=problem, reference=reference, typed=typed()
        )
    except Exception:  # noqa: BLE001 (a page about a problem must not become another one)
        page = _AT_A_LOSS.format(
            title=escape(str(problem.title)),
            text=escape(" ".join(map(str, problem.lines))),
            reference=reference,
        )
    return make_response(page, status)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:  # a redirect, raised
        return error.response
    status = error.code or 500
    if isinstance(error, carrying.StalePage):
        return _answer(403, _STALE)
    problem = PROBLEMS.get(status, _OUR_FAULT if status >= 500 else _BAD_REQUEST)  # noqa: PLR2004
    answer = _answer(status, problem)
    for name, value in error.get_headers():
        if name != "Content-Type":
            answer.headers[name] = value
    return answer


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Reads on, within reason, so that the text can be given back."""
    if (request.content_length or 0) <= SALVAGE_BYTES:
        request.max_content_length = SALVAGE_BYTES
        request.max_form_memory_size = SALVAGE_BYTES
    return _http(error)


def _database(error: Exception) -> ResponseReturnValue:
    _log(error)
    web.give_up_the_database()
    answer = _answer(503, PROBLEMS[503])
    answer.headers["Retry-After"] = RETRY_SECONDS
    return answer


def _unforeseen(error: InternalServerError) -> ResponseReturnValue:
    _log(error.original_exception or error)
    web.give_up_the_database()
    return _answer(500, _OUR_FAULT)


def _log(error: BaseException) -> None:
    state = g.get("riskapp")
    facts = {"request": state.request_id if state else None, **logs.describe(error)}
    logs.say("problem", logging.ERROR, **facts)


def _ours(error: Exception) -> ResponseReturnValue:
    status = next(code for kind, code in _OF_ERRORS.items() if isinstance(error, kind))
    return _answer(status, PROBLEMS[status])


def _signed_out(_error: Exception) -> ResponseReturnValue:
    web.forget()
    return carrying.answer_signed_out()


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(InternalServerError, _unforeseen)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(web.SignedOut, _signed_out)
    for kind in _OF_ERRORS:
        app.register_error_handler(kind, _ours)
