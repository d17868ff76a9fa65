"""Maureen's walk, sealed; and those who may tell, read and never see what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from riskapp.learning.log import Learning
from riskapp.learning.services.publishing import write_line
from riskapp.learning.services.showing import work_out, write_told
from riskapp.platform.db import Database, new_id
from tests.app import DEV, SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.faults.filling import as_data, seal, step_form

NOT_TO = "Stop the walks after one bad day"


@dataclass
class Told:
    """Something that happened, as somebody writes it down."""

    client: Client
    ref: str

    @property
    def home(self) -> str:
        return f"/what-happened/{self.ref}"

    def say(self, step: str, status: int = 303, **said: str) -> None:
        """Answers of one page, saved; a day as YYYY-MM-DD under `day`."""
        path = f"{self.home}/{step}"
        if "day" in said:
            year, month, day = said.pop("day").split("-")
            said |= {"on-day": day, "on-month": month, "on-year": year}
        form = step_form(self.client, path)
        data = {**as_data(form.standing()), "action": "later", **said}
        self.client.post(path, data, status=status)


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


def agree(client: Client, ref: str, **said: str) -> None:
    path = f"/decisions/{ref}/if-it-goes-wrong"
    client.post(path, {"not_to": NOT_TO, **said}, page=path, status=303)


@pytest.fixture
def walk(as_sunita: Client) -> str:
    """A decision in conversation, with what was agreed not to do."""
    ref = begin(as_sunita, "Maureen")
    agree(as_sunita, ref)
    return ref


@pytest.fixture
def sealed_walk(as_sunita: Client, walk: str) -> str:
    seal(as_sunita, walk)
    return walk


def line(**said: Any) -> Learning:
    """A line of the log that says little."""
    usual = {
        "number": 0,
        "kind": "good",
        "month": "2026-11",
        "place": "out",
        "said": "It went well.",
    }
    return Learning(**{**usual, "likely": "", "changes": [], **said})


def write_lines(db: Database, *lines: Learning) -> None:
    with db.write() as conn:
        for one in lines:
            write_line(conn, one, origin=new_id())
        write_told(conn, *work_out(conn))


def tell(client: Client, about: str) -> Told:
    """Press the button that says that something happened."""
    page = f"/decisions/{about}" if about.startswith("RA-") else f"/people/{about}"
    answer = client.post("/what-happened", {"about": about}, page=page, status=303)
    found = re.search(r"WH-\d+", answer.headers["Location"])
    assert found
    return Told(client, found[0])
