"""What can be done in a sitting, each as one request: by anybody, whether or not it is theirs to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWaits
from contextlib import suppress

from flask import Flask
from sqlalchemy import Connection

from riskapp.core.errors import Conflict, NotAllowed, NotFound
from riskapp.platform.db import new_id
from riskapp.platform.trail import Trail, trail_of
from tests.panel.sitting.conftest import At
from tests.panel.sitting.making import FEMI, GRACE, user_id

GRACES_SEAT = 4


def _look(path: Callable[[At], str]) -> Callable[[At], int]:
    return lambda at: at.client.fetch("GET", path(at)).status_code


def _post(
    path: Callable[[At], str], said: Callable[[At], Mapping[str, str]]
) -> Callable[[At], int]:
    def do(at: At) -> int:
        data = {"csrf_token": at.client.token(), "key": new_id(), **said(at)}
        return at.client.fetch("POST", path(at), data=data).status_code

    return do


def _of_sitting(act: str, **said: str) -> Callable[[At], int]:
    return _post(lambda at: f"{at.home}/{act}", lambda _at: said)


def _of_item(act: str, seat: int = 0, **said: str) -> Callable[[At], int]:
    return _post(lambda at: f"{at.papers(1, seat)}/{act}", lambda _at: said)


def _view(action: str) -> Callable[[At], int]:
    def said(at: At) -> Mapping[str, str]:
        rev, mark = at.standing()
        return {"rev": str(rev), "seen": mark, "action": action, "view": f"words {new_id()}"}

    return _post(lambda at: f"{at.papers()}/view", said)


LOOKS: dict[str, Callable[[At], int]] = {
    "look at the sitting": _look(lambda at: at.home),
    "look at when": _look(lambda at: f"{at.home}/when"),
    "look at the papers": _look(lambda at: at.papers()),
    "look at one's view": _look(lambda at: f"{at.papers()}/view"),
    "look at Grace's": _look(lambda at: f"{at.papers(1, GRACES_SEAT)}/view"),
}
ACTS: dict[str, Callable[[At], int]] = {
    "say when": _of_sitting("when", rev="2", where="Room 2"),
    "ask Femi": _post(
        lambda at: f"{at.home}/members",
        lambda at: {"user": user_id(at.client.app, FEMI), "part": "member"},
    ),
    "take Grace off": _post(
        lambda at: f"{at.home}/members/take-off",
        lambda at: {"user": user_id(at.client.app, GRACE)},
    ),
    "say one comes": _of_sitting("coming", attendance="apologies"),
    "say Grace comes": _post(
        lambda at: f"{at.home}/coming",
        lambda at: {"user": user_id(at.client.app, GRACE), "attendance": "present"},
    ),
    "put on the agenda": _of_sitting("agenda", referral="RP-0002", minutes="10"),
    "give minutes": _of_sitting("agenda/change", number="1", minutes="15"),
    "take off the agenda": _of_sitting("agenda/change", number="1", action="off"),
    "put papers out": _of_sitting("papers-out"),
    "hold it": _of_sitting("held"),
    "call it off": _of_sitting("call-off"),
    "declare none": _of_item("interest", has="none"),
    "declare one": _of_item("interest", has="yes", what="A cousin"),
    "save a view": _view("later"),
    "give a view": _view("give"),
    "take it back": _of_item("take-back"),
    "say it after hearing": _of_item("after-hearing"),
    "enter Grace's": _of_item("enter", GRACES_SEAT, how="paper"),
    "declare for Grace": _of_item("interest", GRACES_SEAT, has="none"),
    "declare one for Grace": _of_item("interest", GRACES_SEAT, has="yes", what="A cousin"),
    "open the views": _of_item("open"),
    "put it off": _of_item("put-off", because="No time."),
    "ask again": _of_item("again"),
}


Act = Callable[[Connection, Trail], object]
HESITATES = 0.3  # seconds, for whoever does not wait for the other to be done


def meanwhile(app: Flask, first: Act, second: Act) -> bool:
    """Whether an act is done that is begun while another one is, which is done; else it is refused."""
    runtime = app.extensions["riskapp"]

    def other() -> bool:
        try:
            with runtime.db.write() as conn:
                second(conn, trail_of(runtime))
        except (Conflict, NotAllowed, NotFound):
            return False
        return True

    with ThreadPoolExecutor(1) as pool:
        with runtime.db.write() as conn:
            first(conn, trail_of(runtime))
            said = pool.submit(other)
            with suppress(StillWaits):
                said.result(HESITATES)
        return said.result()
