"""The app for tests: named people in named roles, and a browser of sorts that reads each page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.app import Riskapp, create_app
from riskapp.config import Config
from riskapp.core.clock import Clock, StoppedClock
from riskapp.platform import audit
from riskapp.platform.db import Database
from riskapp.platform.keys import load_keys, make_keys
from riskapp.platform.runtime import Runtime
from tests.page import Page, read_page

PASSWORD = "kettle marmalade lantern"
NOW = datetime(2026, 11, 12, 17, 42, tzinfo=UTC)
NORTH = "North"
SOUTH = "South"

# Who stands for which role in tests: e-mail address, name, role, team.
CAST: tuple[tuple[str, str, Role, str], ...] = (
    ("sunita@northmoor.example", "Sunita Rao", Role.PRACTITIONER, NORTH),
    ("dev@northmoor.example", "Dev Malik", Role.PRACTITIONER, SOUTH),
    ("grace@northmoor.example", "Grace Okafor", Role.MANAGER, NORTH),
    ("tomos@northmoor.example", "Tomos Pryce", Role.PANEL_MEMBER, NORTH),
    ("ingrid@northmoor.example", "Ingrid Bauer", Role.PANEL_CHAIR, NORTH),
    ("femi@northmoor.example", "Femi Ade", Role.LEARNING_REVIEWER, NORTH),
    ("ruth@northmoor.example", "Ruth Kaplan", Role.LEAD, NORTH),
    ("amir@northmoor.example", "Amir Hadi", Role.ADMINISTRATOR, NORTH),
    ("nia@northmoor.example", "Nia Bevan", Role.INFORMATION_GOVERNANCE, NORTH),
)
SUNITA, DEV, NIA = CAST[0][0], CAST[1][0], CAST[-1][0]


class Compiled(BytecodeCache):
    """Templates as they were compiled for the app of an earlier test: each is compiled once a process."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class KnownRule(Rule):
    """A rule of addresses that is compiled once a process, not once for the app of each test."""

    _builders: ClassVar[dict[tuple[str, bool], Any]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        key = (self.rule, append_unknown)
        if key not in self._builders:
            self._builders[key] = super()._compile_builder(append_unknown)
        return self._builders[key]


Riskapp.url_rule_class = KnownRule


class MovingClock(StoppedClock):
    """A clock that a test sets forward."""

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


def make_config(db: Database, instance: Path, **settings: Any) -> Config:
    """A configuration with passwords that are cheap to check, as in no instance."""
    given = {
        "organisation": "Northmoor Adult Social Care",
        "password_rounds": 1,
        "password_kib": 8,
        "password_lanes": 1,
        "security_contact": "mailto:security@northmoor.example",
    }
    url = db.url.render_as_string(hide_password=False)
    return Config(instance=instance, database_url=url, **{**given, **settings})


def make_runtime(
    db: Database, tmp_path: Path, *, clock: Clock | None = None, **settings: Any
) -> Runtime:
    instance = tmp_path / "instance"
    config = make_config(db, instance, **settings)
    make_keys(config.keys_folder)
    return Runtime(config, db, clock or MovingClock(NOW), load_keys(config.keys_folder))


def make_app(
    db: Database, tmp_path: Path, *, clock: Clock | None = None, cast: bool = True, **settings: Any
) -> Flask:
    """The app on `db`, with its people in it; `settings` are fields of Config."""
    runtime = make_runtime(db, tmp_path, clock=clock, **settings)
    if cast:
        add_cast(runtime)
    app = create_app(runtime=runtime)
    app.jinja_env.bytecode_cache = COMPILED
    app.testing = True  # an error nobody foresaw fails the test where it happened
    return app


def add_cast(runtime: Runtime) -> None:
    """Adds the people of CAST who are not there yet, with their teams."""
    with runtime.db.write() as conn:
        there = {user.email for user in queries.list_users(conn)}
        for email, name, role, team in CAST:
            if email in there:
                continue
            found = queries.find_team(conn, team)
            team_id = found.id if found else services.add_team(conn, runtime, audit.SYSTEM, team)
            services.add_user(
                conn,
                runtime,
                audit.SYSTEM,
                email=email,
                name=name,
                roles=[role],
                password=PASSWORD,
                team_ids=[team_id],
            )


@dataclass
class Client:
    """Somebody at a browser. Each page it fetches is read strictly."""

    app: Flask
    address: str = "192.0.2.7"
    headers: dict[str, str] = field(default_factory=dict)
    last: TestResponse | None = None

    def __post_init__(self) -> None:
        self.web = self.app.test_client()

    def sign_in(self, email: str = SUNITA, password: str = PASSWORD) -> Client:
        self.get("/sign-in?next=/account")
        assert self.last is not None
        if self.last.status_code == 200:
            self.post(
                "/sign-in", {"email": email, "password": password, "next": "/account"}, status=303
            )
        return self

    def get(self, path: str, *, status: int = 200) -> Page:
        """The page at `path`, redirects not followed."""
        answer = self.fetch("GET", path)
        if path.startswith("/sign-in") and answer.status_code == 303:
            return self._blank(answer)
        return self._read(answer, path, status)

    def post(
        self,
        path: str,
        data: Mapping[str, str | Sequence[str]] | None = None,
        *,
        status: int | None = None,
        page: str | None = None,
    ) -> TestResponse:
        """Posts as the form on `page` (else the page last seen) would: its hidden values go along, and a
        line is broken as browsers break it.

        What comes back is read strictly if it is a page.
        """
        if page is not None:
            self.get(page)
        hidden = self._hidden(path)
        sent = {name: _as_sent(said) for name, said in {**hidden, **(data or {})}.items()}
        answer = self.fetch("POST", path, data=sent)
        if status is not None:
            assert answer.status_code == status, (
                f"{answer.status_code} for POST {path}: {_said(answer)}"
            )
        if _is_page(answer):
            read_page(answer.get_data(as_text=True), path)
        return answer

    def let_go(self, path: str) -> None:
        """Takes away what was typed on a page and is not saved, where anything was."""
        if self.fetch("GET", f"{path}/discard").status_code == 200:
            self.post(f"{path}/discard", status=303)

    def follow(self) -> Page:
        """The page that the last answer sends on to."""
        assert self.last is not None
        return self.get(self.last.headers["Location"])

    def fetch(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {**self.headers, **options.pop("headers", {})}
        self.last = self.web.open(
            path,
            method=method,
            headers=headers,
            environ_overrides={"REMOTE_ADDR": self.address},
            buffered=True,  # a file is read and closed
            **options,
        )
        return self.last

    @property
    def cookie(self) -> str | None:
        found = self.web.get_cookie("riskapp") or self.web.get_cookie("__Host-riskapp")
        return found.value if found else None

    def token(self) -> str:
        """The token of this browser's session, as any page would carry it."""
        from riskapp.platform import tokens  # noqa: PLC0415 (only tests of attacks need it bare)

        keys = self.app.extensions["riskapp"].keys
        return tokens.csrf_token(keys, self.cookie or "")

    def _hidden(self, path: str) -> dict[str, str]:
        """The hidden values of the form for `path` on the page last seen; at least the token."""
        hidden: dict[str, str] = {"csrf_token": self.token()}
        if self.last is not None and _is_page(self.last):
            page = read_page(self.last.get_data(as_text=True), self.last.request.path)
            for form in page.forms:
                if form.action == path:
                    names = {
                        e.get("name") for e in page.tree.iter("input") if e.get("type") == "hidden"
                    }
                    hidden |= {k: v for k, v in form.fields.items() if k in names}
        return hidden

    def _read(self, answer: TestResponse, path: str, status: int) -> Page:
        assert answer.status_code == status, f"{answer.status_code} for {path}: {_said(answer)}"
        if not _is_page(answer):
            return self._blank(answer)
        return read_page(answer.get_data(as_text=True), path)

    @staticmethod
    def _blank(answer: TestResponse) -> Page:
        return Page(answer.get_data(as_text=True), "", "", "", (), (), None)  # type: ignore[arg-type]


def _as_sent(said: Any) -> Any:
    if isinstance(said, str):
        return "\r\n".join(re.split("\r\n|\r|\n", said))
    return [_as_sent(one) for one in said] if isinstance(said, list | tuple) else said


def _is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and not 300 <= answer.status_code < 400


def _said(answer: TestResponse) -> str:
    return " ".join(answer.get_data(as_text=True)[-1500:].split())
