"""A sitting of one panel: Ingrid chairs it, Nia is its clerk, Tomos, Grace and Ruth are members of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.panel.sitting.queries.views import get_viewing
from riskapp.panel.sitting.steps import view
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from tests.app import SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.faults.filling import as_data, seal, step_form
from tests.panel.sitting.making import (
    FEMI,
    GRACE,
    INGRID,
    NIA,
    PROFESSIONS,
    RUTH,
    TERMS,
    TOMOS,
    arrange,
    make_panel,
    user_id,
)


@dataclass(frozen=True)
class At:
    """Somebody at a sitting."""

    client: Client
    ref: str
    email: str

    @property
    def home(self) -> str:
        return f"/sittings/{self.ref}"

    def papers(self, number: int = 1, seat: int = 0) -> str:
        return f"/papers/{self.ref}.{number}" + (f".{seat}" if seat else "")

    def post(self, path: str, status: int | None = 303, **said: str) -> int:
        """A post to a page of the sitting, as its form would."""
        return self.client.post(
            f"{self.home}/{path}", said, page=self.home, status=status
        ).status_code

    def do(self, act: str, status: int | None = 303, number: int = 1, **said: str) -> int:
        """A post to the page of an item."""
        page = self.papers(number)
        return self.client.post(f"{page}/{act}", said, page=page, status=status).status_code

    def declare(self, has: str = "none", what: str = "", number: int = 1) -> None:
        self.do("interest", has=has, what=what, number=number)

    def write(
        self, action: str = "give", status: int = 303, number: int = 1, seat: int = 0, **said: str
    ) -> None:
        """One's view, posted as its page would."""
        path = f"{self.papers(number, seat)}/view"
        form = as_data(step_form(self.client, path).standing())
        self.client.post(path, {**form, "action": action, **said}, status=status)

    def standing(self, number: int = 1) -> tuple[int, str]:
        """The revision of one's view as it stands, and the mark of what it holds."""
        runtime = self.client.app.extensions["riskapp"]
        with runtime.db.read() as conn, suppress(NotFound):
            found = get_viewing(conn, self.actor, f"{self.ref}.{number}")
            entries = get_entries(conn, found.id)
            own = entries.of(view.STEP.slug)
            return (own.rev if own else 0), entries.mark()
        return 0, ""

    @property
    def actor(self) -> Actor:
        return Actor(user_id(self.client.app, self.email), "", frozenset(), frozenset())

    def by(self, client: Client, email: str) -> At:
        """The same sitting, as somebody else comes to it."""
        return replace(self, client=client, email=email)


@dataclass(frozen=True)
class Panel:
    """A sitting with everybody of its cast at a browser of their own."""

    app: Flask
    sunita: Client
    ref: str
    decision: str
    chair: At
    clerk: At
    tomos: At
    grace: At
    ruth: At

    @property
    def members(self) -> tuple[At, ...]:
        return (self.chair, self.tomos, self.grace, self.ruth)

    def somebody(self, email: str) -> At:
        return self.chair.by(sign_in(self.app, email), email)


def sign_in(app: Flask, email: str) -> Client:
    address = f"192.0.2.{20 + sum(map(ord, email)) % 200}"
    return Client(app, address=address).sign_in(email)


def converse(client: Client, name: str = "Maureen", **choice: str) -> str:
    ref = begin(client, name)
    path = f"/decisions/{ref}/decision"
    said = {"choice": "To walk to the sea alone.", "title": "Walking", **choice}
    client.post(path, {**as_data(step_form(client, path).standing()), **said}, status=303)
    return ref


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def arranged(app: Flask) -> Panel:
    """One item, of a sealed decision, and papers not out yet."""
    sunita = Client(app).sign_in(SUNITA)
    decision = converse(sunita)
    seal(sunita, decision)
    ref = make_panel(app, TERMS, INGRID, *PROFESSIONS, FEMI)
    ingrid = sign_in(app, INGRID)
    chair = At(ingrid, arrange(ingrid, ref, decision), INGRID)
    for email in (NIA, TOMOS, GRACE, RUTH):
        who = user_id(app, email)
        chair.post("members", user=who, part="clerk" if email == NIA else "member")
        chair.post("coming", user=who, attendance="expected")
    others = [chair.by(sign_in(app, email), email) for email in (NIA, TOMOS, GRACE, RUTH)]
    return Panel(app, sunita, ref, decision, chair, *others)


@pytest.fixture
def out(arranged: Panel) -> Panel:
    """Its papers are out."""
    arranged.chair.post("papers-out")
    return arranged


@pytest.fixture
def declared(out: Panel) -> Panel:
    """Ruth declared an interest, the others that they have none."""
    for one in (out.chair, out.tomos, out.grace):
        one.declare()
    out.ruth.declare("yes", "Her sister is a neighbour.")
    return out
