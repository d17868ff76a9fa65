"""Every state of a sitting, every action, every role: what is not theirs to do changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import pytest
from flask import Flask
from sqlalchemy import Connection

from riskapp.platform.db import Database
from tests.app import SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.dumping import differing, dump
from tests.panel.sitting.conftest import At, Panel, converse, sign_in
from tests.panel.sitting.doing import ACTS, LOOKS
from tests.panel.sitting.making import AMIR, FEMI, TERMS, arrange, make_panel, refer

EVERY: Mapping[str, Callable[[At], int]] = {**LOOKS, **ACTS}
STATES = ("arranging", "papers out", "a view given", "views open", "asked again", "held", "put off")
# What is answered, a letter for each state: o a page, d done, l leads to where one can be, and refused:
# r not theirs to do, n there is none, c not now, w not like this.
ANSWERS = {200: "o", 303: "d", 302: "l", 403: "r", 404: "n", 409: "c", 422: "w"}
ROLES = ("chair", "clerk", "member", "interested")
# fmt: off
TABLE = {
    #                         chair      clerk      member     interested
    "look at the sitting":    ("ooooooo", "ooooooo", "ooooooo", "ooooooo"),
    "look at when":           ("oooooll", "oooooll", "lllllll", "lllllll"),
    "look at the papers":     ("noooooo", "noooooo", "noooooo", "noooooo"),
    "look at one's view":     ("noolool", "nnnnnnn", "nollool", "nllllll"),
    "look at Grace's":        ("nnnnnnn", "nnnnnnn", "nnnnnnn", "nnnnnnn"),
    "say when":               ("dddddcc", "dddddcc", "ccccccc", "ccccccc"),
    "ask Femi":               ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "take Grace off":         ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "say one comes":          ("dddddcc", "dddddcc", "dddddcc", "dddddcc"),
    "say Grace comes":        ("dddddcc", "dddddcc", "rrrrrrr", "rrrrrrr"),
    "put on the agenda":      ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "give minutes":           ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "take off the agenda":    ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "put papers out":         ("dcccccc", "dcccccc", "rrrrrrr", "rrrrrrr"),
    "hold it":                ("cddddcc", "cddddcc", "rrrrrrr", "rrrrrrr"),
    "call it off":            ("dddcccc", "dddcccc", "rrrrrrr", "rrrrrrr"),
    "declare none":           ("ndddddc", "nnnnnnc", "ndddddc", "nddcccc"),
    "declare one":            ("ndddddc", "nnnnnnc", "ndddddc", "ndddddc"),
    "save a view":            ("nddcddc", "nnnnnnn", "ndccddc", "ncccccc"),
    "give a view":            ("nddcddc", "nnnnnnn", "ndccddc", "ncccccc"),
    "take it back":           ("ncccccc", "nnnnnnc", "ncdcccc", "ncccccc"),
    "say it after hearing":   ("nccdccc", "nnnnnnc", "ncccccc", "ncccccc"),
    "enter Grace's":          ("nwwdwwc", "ndddddc", "nnnnnnn", "nnnnnnn"),
    "declare for Grace":      ("ndddddc", "ndddddc", "nnnnnnn", "nnnnnnn"),
    "declare one for Grace":  ("ncccccc", "ncccccc", "nnnnnnn", "nnnnnnn"),
    "open the views":         ("nwdcwwc", "nrrrrrc", "nrrrrrc", "nrrrrrc"),
    "ask again":              ("nccdccc", "nrrrrrc", "nrrrrrc", "nrrrrrc"),
    "put it off":             ("ndddddc", "ndddddc", "nrrrrrr", "nrrrrrr"),
}
# fmt: on


class OnlyTried(Exception):
    """Undoes a transaction."""


@contextmanager
def undone(db: Database, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is written meanwhile is taken back once it was answered."""
    write = db.write

    @contextmanager
    def tried() -> Iterator[Connection]:
        with suppress(OnlyTried), write() as conn:
            yield conn
            raise OnlyTried

    with patch.context() as patched:
        patched.setattr(db, "write", tried)
        yield


def lives(panel: Panel) -> Iterator[str]:
    """A sitting through its states, each of which begins where the one before ended."""
    yield "arranging"
    panel.chair.post("papers-out")
    panel.chair.declare()
    panel.tomos.declare()
    panel.grace.declare()
    panel.ruth.declare("yes", "Her sister is a neighbour.")
    yield "papers out"
    panel.tomos.write(view="She can.")
    yield "a view given"
    panel.chair.do("open")
    yield "views open"
    panel.chair.do("again")
    yield "asked again"
    panel.chair.post("held")
    yield "held"
    panel.chair.do("put-off", because="There was no time.")
    yield "put off"


@pytest.fixture
def those_in_it(arranged: Panel) -> dict[str, At]:
    refer(arranged.app, arranged.ref, converse(arranged.sunita, "Idris"))
    return dict(
        zip(ROLES, (arranged.chair, arranged.clerk, arranged.tomos, arranged.ruth), strict=True)
    )


@pytest.fixture
def strangers(arranged: Panel) -> list[At]:
    """The chair of another panel, a practitioner of the team, an administrator."""
    femi = sign_in(arranged.app, FEMI)
    arrange(femi, make_panel(arranged.app, TERMS, FEMI, FEMI))
    at = arranged.chair
    return [at.by(femi, FEMI), at.by(arranged.sunita, SUNITA), arranged.somebody(AMIR)]


@POSTGRESQL_SELDOM
def test_every_state_action_and_role(
    arranged: Panel,
    those_in_it: dict[str, At],
    strangers: list[At],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each cell is tried on the words before; then all that was refused once more, in earnest."""
    db, found = arranged.app.extensions["riskapp"].db, {name: [""] * len(ROLES) for name in EVERY}
    for state in lives(arranged):
        refused: list[tuple[Callable[[At], int], At]] = []
        for name, act in EVERY.items():
            for n, at in enumerate(those_in_it.values()):
                with undone(db, monkeypatch):
                    said = act(at)
                found[name][n] += ANSWERS[said]
                refused += [(act, at)] * (said >= 400)
            for one in strangers:
                assert act(one) == 404, (state, name, one.email)
        before = dump(db)
        for act, at in refused:
            act(at)
        changed = differing(before, dump(db))
        # What was typed is kept for its writer.
        assert changed.keys() <= {"draft"}, (state, changed)
    assert {name: tuple(said) for name, said in found.items()} == TABLE


@POSTGRESQL_SELDOM
def test_whoever_is_not_signed_in_is_sent_to_do_so(arranged: Panel, app: Flask) -> None:
    arranged.chair.post("papers-out")
    nobody = arranged.chair.by(Client(app, address="192.0.2.9"), "")
    nobody.client.get("/sign-in")
    for name, act in LOOKS.items():
        assert act(nobody) in (302, 303), name
        assert nobody.client.last is not None
        assert nobody.client.last.headers["Location"].startswith("/sign-in"), name


@POSTGRESQL_SELDOM
def test_a_sitting_that_was_called_off_is_over(out: Panel) -> None:
    out.tomos.declare()
    out.tomos.write(view="She can.")
    out.chair.post("call-off")
    db = out.app.extensions["riskapp"].db
    before = dump(db)
    for name, act in EVERY.items():
        if name not in ("look at the sitting", "look at when"):
            assert act(out.chair) in (404, 409), name
    assert not differing(before, dump(db)).keys() - {"draft"}
    again = arrange(out.chair.client, out.ref)  # what was on its agenda waits for another one
    assert "Is there a way for her" in out.chair.client.get(f"/sittings/{again}").text
