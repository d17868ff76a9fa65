"""An app with a page of its own to type on, and a browser each."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask, Request, redirect, render_template_string, request
from flask.typing import ResponseReturnValue

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.platform import web
from riskapp.platform.access import allow, allow_signed_in
from riskapp.platform.db import Database
from tests.app import NOW, Client, MovingClock, make_app

NOTE_PAGE = """{% extends "layouts/base.html" %}{% block title %}A note{% endblock %}{% block main %}
<h1>A note</h1><form method="post" action="{{ request.path }}">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<input type="hidden" name="stamp" value="{{ stamp() }}">
<label for="words">Words</label><textarea id="words" name="words">
{{ kept }}</textarea><button>Save</button></form>{% endblock %}"""


class Notes:
    """What was saved, and what was kept for whom."""

    def __init__(self) -> None:
        self.saved: list[tuple[str, str]] = []
        self.kept: dict[str, str] = {}

    def keep(self, posted: Request, author: Actor) -> None:
        if posted.view_args == {"ref": "somebody-elses"}:
            raise NotFound
        with web.write():
            self.kept[author.user_id] = posted.form["words"]


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock(NOW)


@pytest.fixture
def notes(monkeypatch: pytest.MonkeyPatch) -> Notes:
    kept = Notes()
    monkeypatch.setattr(web, "on_dead_session", [kept.keep])
    return kept


@pytest.fixture
def app(db: Database, tmp_path: Path, clock: MovingClock, notes: Notes) -> Flask:
    made = make_app(db, tmp_path, clock=clock)

    @made.route("/notes/<ref>", methods=["GET", "POST"])
    @allow_signed_in
    def note(ref: str) -> ResponseReturnValue:
        if request.method == "POST":
            with web.write():
                notes.saved.append((web.actor().user_id, request.form["words"]))
            return redirect(f"/notes/{ref}", 303)
        return render_template_string(NOTE_PAGE, kept=notes.kept.get(web.actor().user_id, ""))

    @made.post("/notes/<ref>/keep")
    @allow_signed_in
    def keep(ref: str) -> ResponseReturnValue:
        notes.saved.append((ref, request.form["words"]))
        return "", 204

    @made.route("/leads", methods=["GET", "POST"])
    @allow("lead")
    def leads() -> ResponseReturnValue:
        return "for leads"

    @made.get("/broken")
    @allow_signed_in
    def broken() -> ResponseReturnValue:
        raise ValueError("Maureen's secret words")

    return made


@pytest.fixture
def visitor(app: Flask) -> Client:
    return Client(app)


@pytest.fixture
def sunita(app: Flask) -> Client:
    return Client(app).sign_in()
