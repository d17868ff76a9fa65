"""Signing in and out, coming in by a link, and one's own account."""

from __future__ import annotations

from math import ceil
from uuid import UUID

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from riskapp.accounts import guests, queries, services, wording
from riskapp.accounts.passwords import Passwords
from riskapp.platform import web
from riskapp.platform.access import allow_public, allow_signed_in
from riskapp.platform.i18n import LazyString, _, ngettext
from riskapp.platform.redirects import SIGN_IN, SIGN_OUT, VISIT, VISIT_ENDED, safe_path

blueprint = Blueprint("accounts", __name__)
ACCOUNT = "/account"
_CLEAR = '"cache", "storage"'


@blueprint.get(SIGN_IN)
@allow_public
def sign_in_page() -> ResponseReturnValue:
    onward = safe_path(request.args.get("next"))
    session = web.signed_in()
    if session is not None:
        return redirect(VISIT if session.actor.is_guest else onward, 303)
    return _sign_in_page(onward)


@blueprint.post(SIGN_IN)
@allow_public
def sign_in() -> ResponseReturnValue:
    onward, email = safe_path(request.form.get("next")), request.form.get("email", "")
    outcome = services.sign_in(
        web.current(),
        email=email,
        password=request.form.get("password", ""),
        address=request.remote_addr or "",
        device=wording.device(request.user_agent.string),
        old_token=web.session_token(),
    )
    if outcome.token is not None:
        web.start_cookie(outcome.token)
        return redirect(onward, 303)
    if outcome.wait:
        return _later(_sign_in_page(onward, email, _too_often(outcome)), outcome)
    return _sign_in_page(onward, email, _("The e-mail address or the password is not right.")), 422


def _later(page: str, outcome: services.SignIn) -> ResponseReturnValue:
    answer = make_response(page, 429)
    answer.headers["Retry-After"] = str(ceil(outcome.wait.total_seconds()))
    return answer


def _too_often(outcome: services.SignIn) -> LazyString:
    seconds = ceil(outcome.wait.total_seconds())
    return ngettext(
        "There were too many tries. Wait %(num)d second, then try again.",
        "There were too many tries. Wait %(num)d seconds, then try again.",
        seconds,
    )


def _sign_in_page(onward: str, email: str = "", error: LazyString | None = None) -> str:
    return render_template(
        "accounts/sign_in.html",
        onward=onward,
        email="".join(letter for letter in email if letter.isprintable()),
        error=error,
        has_errors=error is not None,
        is_kept="kept" in request.args,
    )


@blueprint.post(SIGN_OUT)
@allow_public
def sign_out() -> ResponseReturnValue:
    """Public, so that signing out works just as well where the session has ended by itself."""
    session = web.signed_in()
    if session is not None:
        with web.write() as conn:
            services.sign_out(conn, web.current(), session.actor, session.session_id)
    web.drop_cookie()
    is_guest = session is not None and session.actor.is_guest
    answer = redirect(VISIT_ENDED if is_guest else SIGN_IN, 303)
    answer.headers["Clear-Site-Data"] = _CLEAR
    return answer


# -- coming in by a link -------------------------------------------------------------------------


@blueprint.get("/invitation/<secret>")
@allow_public
def invitation(secret: str) -> str:
    """The same page whatever the link is: the button uses one, and nothing that looks ahead does."""
    del secret
    return _invitation_page()


@blueprint.post("/invitation/<secret>")
@allow_public
def come_in(secret: str) -> ResponseReturnValue:
    """Whoever is signed in keeps their session, and the link."""
    if _is_somebody_else():
        return _invitation_page(), 409
    outcome = guests.come_in(
        web.current(),
        secret=secret,
        address=request.remote_addr or "",
        device=wording.device(request.user_agent.string),
        old_token=web.session_token(),
    )
    if outcome.token is not None:
        web.start_cookie(outcome.token)
        return redirect(VISIT, 303)
    if outcome.wait:
        return _later(_invitation_page(_too_often(outcome)), outcome)
    return _invitation_page(_OPENS_NOTHING), 404


_OPENS_NOTHING = _(
    "This link opens nothing now. It works once, and only while papers are out: ask whoever gave it to "
    "you for a new one."
)


def _is_somebody_else() -> bool:
    session = web.signed_in()
    return session is not None and not session.actor.is_guest


def _invitation_page(error: LazyString | None = None) -> str:
    return render_template(
        "accounts/invitation.html",
        is_somebody_else=_is_somebody_else(),
        error=error,
        has_errors=error is not None,
    )


@blueprint.get(VISIT_ENDED)
@allow_public
def visit_ended() -> str:
    return render_template(
        "accounts/visit_ended.html", is_closed=guests.is_closed(web.read(), web.session_token())
    )


# -- one's own account ---------------------------------------------------------------------------


@blueprint.get(ACCOUNT)
@allow_signed_in
def account() -> ResponseReturnValue:
    return _account_page()


@blueprint.post(f"{ACCOUNT}/password")
@allow_signed_in
def change_password() -> ResponseReturnValue:
    runtime, actor = web.current(), web.actor()
    session = web.signed_in()
    old, new = request.form.get("old_password", ""), request.form.get("new_password", "")
    if not services.knows_password(runtime, actor, old, request.remote_addr or ""):
        return _account_page(wrong_old=_("This is not your present password.")), 422
    if why := services.refuse_password(web.read(), runtime, actor, new):
        return _account_page(wrong_new=why), 422
    new_hash = Passwords(runtime.config).hash(new)
    with web.write() as conn:
        keep = session.session_id if session else None
        services.change_password(conn, runtime, actor, new_hash, keep_session=keep)
    return redirect(f"{ACCOUNT}?changed", 303)


@blueprint.post(f"{ACCOUNT}/sessions/<uuid:session_id>/end")
@allow_signed_in
def end_session(session_id: UUID) -> ResponseReturnValue:
    with web.write() as conn:
        services.end_session(conn, web.current(), web.actor(), str(session_id))
    return redirect(ACCOUNT, 303)


def _account_page(
    *, wrong_old: LazyString | None = None, wrong_new: LazyString | None = None
) -> str:
    session, actor = web.signed_in(), web.actor()
    return render_template(
        "accounts/account.html",
        who=wording.introduce(actor.name, actor.roles),
        here=session.session_id if session else "",
        sessions=queries.list_sessions(web.read(), actor.user_id),
        wrong_old=wrong_old,
        wrong_new=wrong_new,
        has_errors=bool(wrong_old or wrong_new),
        is_changed="changed" in request.args,
    )
