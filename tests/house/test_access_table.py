"""Every route stands in docs/security/authz.csv, and every cell of it is so.

A cell is the status for a role: `sign-in` means that one is sent there.
"""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask

from riskapp.accounts.rules import Role
from riskapp.core.actor import GUEST
from riskapp.platform.db import Database
from tests.app import CAST, Client, make_app
from tests.house.samples import SAMPLES, World, furnish
from tests.panel.sitting.making import come_in, new_link

TABLE = Path(__file__).parents[2] / "docs" / "security" / "authz.csv"
PART = re.compile(r"<(?:\w+:)?(\w+)>")
NOBODY = "anonymous"
KEYS = ("rule", "method", "sample")
# The first of the cast in each role asks for it.
# and a guest, by a link, to a sitting whose papers are out.
ASKERS = {
    NOBODY: "",
    **{role.value: email for email, _name, role, _team in reversed(CAST)},
    GUEST: GUEST,
}


def rows() -> list[dict[str, str]]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def routes(app: Flask) -> set[tuple[str, str]]:
    found = app.url_map.iter_rules()
    return {
        (rule.rule, method)
        for rule in found
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.fixture
def world(db: Database, tmp_path: Path) -> World:
    made = World(make_app(db, tmp_path), db)
    furnish(made)
    return made


only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@only_sqlite
def test_every_route_stands_in_the_table_and_no_other(db: Database, tmp_path: Path) -> None:
    there, listed = (
        routes(make_app(db, tmp_path, cast=False)),
        {(row["rule"], row["method"]) for row in rows()},
    )
    assert not there - listed, "rows are missing for:\n" + "\n".join(
        sorted(",".join(r) for r in there - listed)
    )
    assert not listed - there, f"there is no such route: {sorted(listed - there)}"


def test_the_table_has_a_column_for_each_role_and_each_row_once() -> None:
    table = rows()
    assert set(table[0]) == {*KEYS, NOBODY, *Role, GUEST}
    assert set(ASKERS) == {NOBODY, *Role, GUEST}
    keys = [tuple(row[key] for key in KEYS) for row in table]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys, key=lambda key: key[0]), "rows stand in the order of their rules"
    assert all(row["sample"] in SAMPLES for row in table)
    assert all(
        cell == "sign-in" or cell.isdecimal()
        for row in table
        for k, cell in row.items()
        if k not in KEYS
    )


@only_sqlite
def test_every_cell_is_so(world: World, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("riskapp").propagate = True
    wrong, known = [], dict[str, Client]()
    for row in rows():
        for who, email in ASKERS.items():
            with caplog.at_level(logging.INFO, "riskapp.request"):
                caplog.clear()
                said = ask(world, row, email, known)
            if said != row[who]:
                wrong.append(
                    f"{row['method']} {row['rule']} ({row['sample']}) for {who}: {said}, not {row[who]}"
                )
            if said == "403":  # what is denied leaves a line with who and what
                facts = caplog.records[-1].facts  # type: ignore[attr-defined]
                assert (facts["status"], facts["route"]) == (403, row["rule"])
                assert facts["user"]
    assert not wrong, "\n".join(wrong)


# What ends a session, or begins one: whoever asks these signs in for each.
OF_SESSIONS = re.compile(r"/(account|sign|invitation|visit)|/sittings/<ref>/guests/")


def enter(world: World, client: Client, email: str) -> None:
    if email == GUEST:
        come_in(client, new_link(*world.guest))
    else:
        client.sign_in(email)


def ask(world: World, row: dict[str, str], email: str, known: dict[str, Client]) -> str:
    """The status of an answer. Those who are `known` are signed in already."""
    client = Client(world.app)
    if email and OF_SESSIONS.match(row["rule"]):
        known.pop(email, None)
        enter(world, client, email)
    elif email:
        client = known.setdefault(email, client)
        if client.cookie is None:
            enter(world, client, email)
    email = "" if email == GUEST else email
    sample = SAMPLES[row["sample"]]
    path = fill(world, row["rule"], sample.path(world, email))
    if row["method"] == "GET":
        answer = client.fetch("GET", path)
    else:
        if client.cookie is None:
            client.get("/sign-in")
        data = {"csrf_token": client.token(), **sample.data(world, email)}
        answer = client.fetch(row["method"], path, data=data)
    is_sent = answer.status_code == 303 and answer.headers["Location"].startswith("/sign-in?")
    return "sign-in" if is_sent else str(answer.status_code)


def fill(world: World, rule: str, values: Mapping[str, str]) -> str:
    """The path of a rule with these values; a value that is missing is an error."""
    del world
    given = dict(values)
    path = PART.sub(lambda part: given.pop(part[1]), rule)
    query = "&".join(f"{key}={value}" for key, value in given.items())
    return path + (f"?{query}" if query else "")
