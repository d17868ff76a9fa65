"""A panel that Ingrid chairs, set up by Amir; and Maureen's walk, about which it can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from riskapp.platform.db import Database
from tests.app import CAST, DEV, SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.faults.filling import as_data, ask_a_panel, set_up_panel, step_form
from tests.page import words

GRACE, TOMOS, INGRID, AMIR = CAST[2][0], CAST[3][0], CAST[4][0], CAST[7][0]
QUESTION = "What would make the towpath hers again?"


@dataclass
class Pages:
    """The pages of a panel or a referral, as somebody has them."""

    client: Client
    home: str

    @property
    def ref(self) -> str:
        return self.home.rpartition("/")[2]

    def say(self, step: str, status: int = 303, action: str = "later", **said: str) -> None:
        """Answers of one page, posted as its form would."""
        path = f"{self.home}/{step}"
        form = step_form(self.client, path)
        data = {**as_data(form.standing()), "action": action, **said}
        self.client.post(path, data, status=status)

    def text(self, page: str = "") -> str:
        return words(self.client.get(f"{self.home}{page}").tree.find(".//main"))

    def by(self, client: Client) -> Pages:
        """The same, as somebody else comes to it."""
        return Pages(client, self.home)


@pytest.fixture
def app(db: Database, tmp_path: Path) -> Flask:
    return make_app(db, tmp_path)


@pytest.fixture
def as_sunita(app: Flask) -> Client:
    return Client(app).sign_in(SUNITA)


@pytest.fixture
def as_dev(app: Flask) -> Client:
    """A practitioner of the other team."""
    return Client(app, address="192.0.2.8").sign_in(DEV)


@pytest.fixture
def as_amir(app: Flask) -> Client:
    """An administrator."""
    return Client(app, address="192.0.2.9").sign_in(AMIR)


@pytest.fixture
def as_ingrid(app: Flask) -> Client:
    """Who chairs the panel, and may see no decision."""
    return Client(app, address="192.0.2.10").sign_in(INGRID)


@pytest.fixture
def panel(as_amir: Client) -> Pages:
    """As Amir has it: every question about it answered, the first of each choice."""
    ref = set_up_panel(as_amir, INGRID, lambda control, _most: f"The panel’s {control.name[-12:]}")
    return Pages(as_amir, f"/panels/{ref}")


@pytest.fixture
def walk(as_sunita: Client) -> str:
    """A decision in conversation, by its reference."""
    return begin(as_sunita, "Maureen")


@pytest.fixture
def referral(as_sunita: Client, panel: Pages, walk: str) -> Pages:
    """As Sunita has it: begun, with its question."""
    made = Pages(as_sunita, ask_a_panel(as_sunita, walk, panel.ref))
    made.say("question", question=QUESTION)
    return made
