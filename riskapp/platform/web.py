"""What a view and a template need of their request: who asks, reading, writing, a form's values.

Views use `actor()`, `read()` and `write()`; templates use `csrf_token()`, `stamp()`, `asset_url()`.
How the request is carried around them stands in `carrying`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Protocol, cast

from flask import Flask, Request, current_app, g, request
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from riskapp.core.actor import Actor
from riskapp.core.errors import NotAllowed
from riskapp.platform import i18n, settings, subjects, tokens
from riskapp.platform import time as local_time
from riskapp.platform.access import Rule
from riskapp.platform.assets import Assets
from riskapp.platform.db import is_id, new_id
from riskapp.platform.i18n import LazyString
from riskapp.platform.redirects import HOME, SIGN_OUT, VISIT
from riskapp.platform.runtime import Runtime


class SignedOut(Exception):
    """The session ended while its request was under way."""


@dataclass(frozen=True)
class SignedIn:
    """A live session: whose, and when it was last seen."""

    session_id: str
    actor: Actor
    locale: str | None
    seen_at: datetime
    is_demonstration: bool


class Gate(Protocol):
    """What knows sessions; accounts puts one in place with `set_gate`."""

    def load(self, conn: Connection, token: str, now: datetime) -> SignedIn | None: ...

    def note_seen(self, conn: Connection, session_id: str, now: datetime) -> None: ...

    def find_actor(self, conn: Connection, user_id: str) -> Actor | None: ...

    def was_guest(self, conn: Connection, token: str) -> bool: ...

    def introduce(self, actor: Actor) -> str: ...


@dataclass(frozen=True)
class Link:
    """Something to go to from every page, for those it is open to; `roles` empty: all signed in."""

    label: LazyString
    url: str
    roles: frozenset[str] = frozenset()
    is_public: bool = False

    @cached_property
    def _rule(self) -> Rule:
        return Rule(roles=self.roles)

    def is_for(self, session: SignedIn | None) -> bool:
        return self.is_public if session is None else self._rule.admits(session.actor.roles)


class Carrier:
    """What the app keeps from one request to the next; nothing about anybody."""

    def __init__(self, runtime: Runtime) -> None:
        self.assets = Assets()
        self.gate: Gate | None = None
        self.nav: list[Link] = []
        self.foot: list[Link] = []
        self.cookie = "__Host-riskapp" if runtime.config.https else "riskapp"


@dataclass(slots=True)
class State:
    """One request."""

    token: str
    began: float
    request_id: str
    sets_cookie: bool = False
    drops_cookie: bool = False
    is_loaded: bool = False
    is_database_gone: bool = False
    csrf: tuple[str, str] = ("", "")  # the token of which cookie
    session: SignedIn | None = None
    opened: AbstractContextManager[Connection] | None = None
    reading: Connection | None = None


# Called with the request and the user its page was drawn for, when a post comes from a page of
# theirs but no longer from their session. A hook keeps what was typed, for them alone, if the post
# is one of its own; it raises where the subject is not for this actor, and then nothing is kept.
on_dead_session: list[Callable[[Request, Actor], None]] = []


def current() -> Runtime:
    return cast("Runtime", current_app.extensions["riskapp"])


def runtime_of(app: Flask) -> Runtime:
    return cast("Runtime", app.extensions["riskapp"])


def carrier() -> Carrier:
    return cast("Carrier", current_app.extensions["riskapp-web"])


def state() -> State:
    return cast("State", g.riskapp)


def set_gate(app: Flask, gate: Gate) -> None:
    app.extensions["riskapp-web"].gate = gate


def add_nav(app: Flask, link: Link, *, first: bool = False) -> None:
    """A link at the top of every page, in the order features are set up, or before all others."""
    nav = app.extensions["riskapp-web"].nav
    nav.insert(0 if first else len(nav), link)


def add_foot_link(app: Flask, link: Link) -> None:
    app.extensions["riskapp-web"].foot.append(link)


# --- who asks -----------------------------------------------------------------------------------


def signed_in() -> SignedIn | None:
    """The session of this request, looked up once and only where something asks."""
    now = state()
    if not now.is_loaded:
        now.is_loaded = True
        gate = carrier().gate
        if now.token and gate is not None:
            now.session = gate.load(read(), now.token, current().clock.now())
        if now.session is not None and now.session.locale:
            i18n.use(now.session.locale)
    return now.session


def actor() -> Actor:
    """Who is signed in. Raises NotAllowed where nobody is, as may be on a public page."""
    session = signed_in()
    if session is None:
        raise NotAllowed
    return session.actor


def request_id() -> str:
    """The reference of this request, on its log line and on its error page."""
    return state().request_id


def today() -> date:
    return local_time.today(current().clock)


# --- the database -------------------------------------------------------------------------------


def read() -> Connection:
    """This request's connection for looking, opened at first use, closed when the request ends."""
    now = state()
    if now.reading is None:
        now.opened = current().db.read()
        now.reading = now.opened.__enter__()
    return now.reading


def let_go() -> None:
    """Gives the read connection back; the next `read()` opens another."""
    now = state()
    opened, now.opened, now.reading = now.opened, None, None
    if opened is not None:
        opened.__exit__(None, None, None)


@contextmanager
def write() -> Iterator[Connection]:
    """One write transaction, in which the session is still alive: else SignedOut is raised."""
    let_go()
    now, gate = state(), carrier().gate
    with current().db.write() as conn:
        # Asked again under the lock: they may have been signed out while it was waited for.
        if gate is not None and now.session is not None:
            live = gate.load(conn, now.token, current().clock.now())
            if live is None:
                raise SignedOut
        yield conn


def look(subject_id: str, what: str) -> None:
    """Writes in the access log that the actor looked at `what` of a subject."""
    with current().db.note() as conn:
        subjects.note_look(conn, current().clock, actor(), subject_id, what)


def look_at_each(subject_ids: Sequence[str], what: str) -> None:
    """The same of several, of which one page or file has something; at least one."""
    with current().db.note() as conn:
        subjects.note_looks(conn, current().clock, actor(), subject_ids, what)


# --- the values of every form -------------------------------------------------------------------


def csrf_token() -> str:
    now = state()
    if not now.token:
        start_cookie()
    if now.csrf[0] != now.token:
        now.csrf = now.token, tokens.csrf_token(current().keys, now.token)
    return now.csrf[1]


def stamp(path: str | None = None) -> str:
    """Names the signed-in user to a later post to `path` (this page's own, unless told)."""
    session = signed_in()
    if session is None:
        return ""
    runtime = current()
    path = request.path if path is None else path
    return tokens.make_stamp(runtime.keys, session.actor.user_id, path, runtime.clock.now())


def read_stamp(text: str, path: str) -> str | None:
    """The id of the user a stamp was made for, here, for this path or one above it."""
    runtime = current()
    return tokens.read_stamp(runtime.keys, text, path, runtime.clock.now())


def new_key() -> str:
    """A fresh idempotency key for a form."""
    return new_id()


def posted_key() -> str:
    """The key of the form that was posted; a fresh one where it carries none of ours."""
    key = request.form.get("key", "")
    return key if is_id(key) else new_key()


# --- cookies ------------------------------------------------------------------------------------


def session_token() -> str:
    """What the browser's cookie says; it need not belong to any session."""
    return state().token


def start_cookie(token: str | None = None) -> str:
    """Gives this browser a new id, 256 random bits unless they were drawn already; returns it."""
    now = state()
    now.token = token or secrets.token_hex(32)
    now.sets_cookie, now.drops_cookie = True, False
    return now.token


def drop_cookie() -> None:
    forget()
    now = state()
    now.token, now.sets_cookie, now.drops_cookie = "", False, True


def forget() -> None:
    """For the rest of this request nobody is signed in; the cookie stays as it is."""
    now = state()
    now.session, now.is_loaded = None, True


# --- what every page prints ---------------------------------------------------------------------


def is_demonstration() -> bool:
    """Whether this instance holds invented people, which every page then says."""
    session = signed_in()
    if session is not None:
        return session.is_demonstration
    if state().is_database_gone:
        return False
    return settings.get(read(), settings.DEMONSTRATION) is not None


def _is_current(url: str, page: str) -> bool:
    """Whether the page is the one a link leads to, or stands below it."""
    return page == url or (url != HOME and page.startswith(url))


def for_layout() -> dict[str, object]:
    """What `layouts/base.html` prints on every page."""
    if "riskapp" not in g:  # drawn for a file, by a job: there is nobody to draw it for
        return {}
    session, known, page = signed_in(), carrier(), request.path
    nav = [
        {"label": x.label, "url": x.url, "current": _is_current(x.url, page)}
        for x in known.nav
        if session is not None and x.is_for(session)
    ]
    return {
        "lang": i18n.language_tag(),
        "demonstration": is_demonstration(),
        "has_errors": False,
        "nav": nav,
        "signed_in": known.gate.introduce(session.actor) if session and known.gate else "",
        "home_url": VISIT if session and session.actor.is_guest else HOME,
        "is_guest": session is not None and session.actor.is_guest,
        "sign_out_url": SIGN_OUT,
        "organisation": current().config.organisation,
        "foot_links": [x for x in known.foot if x.is_for(session)],
    }


def give_up_the_database() -> None:
    """For an error page: draw it with what is known already, without asking the database again."""
    now: State | None = g.get("riskapp")
    if now is None:
        return
    now.is_loaded = now.is_database_gone = True
    try:
        let_go()
    except SQLAlchemyError:
        now.opened = now.reading = None
