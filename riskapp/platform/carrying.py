"""How a request is carried: who may, whether it comes from us, what is kept, what goes back out."""

from __future__ import annotations

import secrets
from datetime import timedelta
from time import perf_counter
from urllib.parse import urlencode

from flask import Flask, Response, abort, current_app, g, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import Forbidden

from riskapp.core.errors import RiskappError
from riskapp.platform import access, drawing, i18n, logs, tokens, web
from riskapp.platform import time as local_time
from riskapp.platform.headers import Headed
from riskapp.platform.redirects import HOME, SIGN_IN, VISIT_ENDED, safe_path
from riskapp.platform.runtime import Runtime

SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
SEEN_EVERY = timedelta(minutes=1)
# A script that posts says so with this header, and is answered in JSON.
TOKEN_HEADER = "X-CSRF-Token"  # noqa: S105 (a name, not a secret)


class StalePage(Forbidden):
    """A post that does not carry the token of its session."""


def _begin() -> ResponseReturnValue | None:
    runtime, carrier, asked = web.current(), web.carrier(), request
    i18n.use(i18n.PSEUDO if runtime.config.pseudo_locale else runtime.config.locale)
    local_time.use_zone(runtime.config.timezone)
    token = asked.cookies.get(carrier.cookie, "")
    state = g.riskapp = web.State(token, perf_counter(), secrets.token_hex(4).upper())
    if asked.routing_exception is not None or asked.endpoint is None:
        return None
    rule = access.rule_of(current_app.view_functions[asked.endpoint])
    if rule is None:
        abort(403)
    is_unsafe = asked.method not in SAFE_METHODS
    if is_unsafe and _is_from_elsewhere():
        abort(403)
    if not rule.is_public:
        if web.signed_in() is None:
            return answer_signed_out()
        _note_seen(runtime, state)
    if is_unsafe and not _has_token():
        return _answer_wrong_token()
    if not rule.is_public and not rule.admits(web.actor().roles):
        abort(404 if web.actor().is_guest else 403)
    return None


def _is_from_elsewhere() -> bool:
    """Whether the browser says that another site sent this.

    Our own pages send `Origin: null`, because they send no referrer; Sec-Fetch-Site tells more.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin not in {"null", request.host_url.rstrip("/")}


def _has_token() -> bool:
    given = request.headers.get(TOKEN_HEADER) or request.form.get("csrf_token", "")
    token = web.session_token()
    return bool(token) and tokens.csrf_matches(web.current().keys, token, given)


# --- keeping what was typed ---------------------------------------------------------------------


def _keep_for_stamp() -> bool:
    """Hands what was posted to the hooks, if its page was drawn for somebody; whether it was."""
    user_id = web.read_stamp(request.form.get("stamp", ""), request.path)
    gate = web.carrier().gate
    author = gate.find_actor(web.read(), user_id) if user_id and gate else None
    if author is None:
        return False
    session = web.signed_in()
    web.forget()  # what is kept is the author's, whoever is signed in here by now
    try:
        for keep in dict.fromkeys(web.on_dead_session):
            keep(request, author)
    except RiskappError as error:
        logs.say("dead_session.not_kept", request=web.request_id(), error=type(error).__name__)
        return False
    finally:
        web.state().session = session
    return bool(web.on_dead_session)


def _page_of_request() -> str:
    """The page to come back to: this one, or the nearest above it where this is for posts alone."""
    if request.method == "GET":
        return safe_path(request.full_path.rstrip("?"))
    adapter = current_app.create_url_adapter(request)
    for path in tokens.path_and_above(request.path):
        if adapter is not None and adapter.test(path, method="GET"):
            return safe_path(path)
    return HOME


def answer_signed_out() -> ResponseReturnValue:
    """Keeps what was posted, and asks to sign in with the way back; a guest cannot, and is told why."""
    is_kept = request.method not in SAFE_METHODS and _keep_for_stamp()
    query = {"next": _page_of_request()} | ({"kept": "1"} if is_kept else {})
    gate, token = web.carrier().gate, web.session_token()
    was_guest = gate is not None and bool(token) and gate.was_guest(web.read(), token)
    address = VISIT_ENDED if was_guest else f"{SIGN_IN}?{urlencode(query)}"
    if TOKEN_HEADER in request.headers:
        return jsonify(signed_out=True, kept=is_kept, sign_in=address), 401
    return redirect(address, 303)


def _answer_wrong_token() -> ResponseReturnValue:
    """A page drawn in an earlier session of this browser: keep its text, and draw it afresh."""
    if not _keep_for_stamp():
        raise StalePage
    if TOKEN_HEADER in request.headers:
        return jsonify(stale=True, kept=True), 409
    return redirect(_page_of_request(), 303)


# --- afterwards ---------------------------------------------------------------------------------


def _note_seen(runtime: Runtime, state: web.State) -> None:
    """At most once a minute, and never in the way of a look."""
    session, now = state.session, runtime.clock.now()
    if session is None or now - session.seen_at < SEEN_EVERY:
        return
    gate = web.carrier().gate
    web.let_go()
    try:
        with runtime.db.write() as conn:
            if gate is not None:
                gate.note_seen(conn, session.session_id, now)
    except SQLAlchemyError:
        # A full disk or a long lock must not keep anybody from reading.
        logs.say("session.seen_not_written", request=state.request_id)


def _finish(response: Response) -> Response:
    state, carrier = web.state(), web.carrier()
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    is_secure = web.current().config.https
    if state.sets_cookie:
        response.set_cookie(
            carrier.cookie, state.token, secure=is_secure, httponly=True, samesite="Lax"
        )
    elif state.drops_cookie:
        response.delete_cookie(carrier.cookie, secure=is_secure, httponly=True, samesite="Lax")
    logs.requests.info("request", extra={"facts": _facts(state, response)})
    return response


def _facts(state: web.State, response: Response) -> dict[str, object]:
    return {
        "request": state.request_id,
        "user": state.session.actor.user_id if state.session else None,
        "method": request.method,
        # The rule and not the path: a path may hold whatever somebody typed.
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((perf_counter() - state.began) * 1000, 1),
    }


def _end(_error: BaseException | None) -> None:
    if "riskapp" in g:
        web.let_go()
    i18n.use(i18n.SOURCE)  # this thread may do something else next


def init_app(app: Flask, runtime: Runtime) -> None:
    """Puts the carrying around every request of `app`."""
    carrier = web.Carrier(runtime)
    app.extensions["riskapp"] = runtime
    app.extensions["riskapp-web"] = carrier
    app.config["MAX_CONTENT_LENGTH"] = runtime.config.body_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = runtime.config.body_bytes
    app.config["TRUSTED_HOSTS"] = list(runtime.config.trusted_hosts)
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(_end)
    app.context_processor(web.for_layout)
    drawing.init_jinja(app.jinja_env)
    i18n.init_jinja(app.jinja_env)
    local_time.init_jinja(app.jinja_env)
    app.jinja_env.globals.update(
        asset_url=carrier.assets.url,
        csrf_token=web.csrf_token,
        new_key=web.new_key,
        stamp=web.stamp,
        today=web.today,
    )
    carrier.assets.serve(app)
    app.wsgi_app = Headed(app.wsgi_app, runtime.config)  # type: ignore[method-assign]
