"""State × action × role of advice and dissent, executed in full: what may not be done answers 403, 404 or
409, and writes nothing but that somebody looked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from riskapp.panel.advice.rules import MOVES, State
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.dumping import differing, dump
from tests.panel.advice.conftest import begin, differ, say
from tests.panel.sitting.conftest import At, Panel

# Who: the chair, the clerk, a member, one with an interest, and somebody who has no part in it.
LEADS, MEMBER, INTERESTED, NOBODY = ("chair", "clerk"), "tomos", "ruth", "nobody"
ROLES = (*LEADS, MEMBER, INTERESTED, NOBODY)
POSTS = {
    "begin": ("/advice/{place}/begin", {}),
    "write": ("/advice/{place}/advice", {"because": "Words", "action": "later"}),
    "list": ("/advice/{place}/asks-for", {"conditions..-what": "More", "action": "later"}),
    "give": ("/advice/{place}/giving", {"action": "give"}),
    "dissent": ("/dissent/{place}/begin", {}),
    "write dissent": ("/dissent/{place}/seen-differently", {"view": "No", "action": "later"}),
    "give dissent": ("/dissent/{place}/seen-differently", {"view": "No", "action": "give"}),
    "take back": ("/dissent/{place}/take-back", {}),
    "enter": ("/dissent/{place}.{seat}/begin", {"how": "aloud"}),
    "take back another's": ("/dissent/{place}.{seat}/take-back", {}),
    "write another's": ("/dissent/{place}.{seat}/seen-differently", {"view": "Yes"}),
}
NEEDS = {"begin": "begin", "write": "write", "list": "write", "give": "give"}
DISSENTS = ("dissent", "write dissent", "give dissent")
GRACES_SEAT = 4


def may(state: State, act: str, role: str) -> bool:
    """What this table says, by the moves of the rules and who somebody is."""
    if role == NOBODY or act in ("take back", "take back another's", "write another's"):
        return False  # nobody here has given a dissent that is theirs
    if act in NEEDS:
        return role in LEADS and NEEDS[act] in MOVES[state]
    if "dissent" not in MOVES[state]:
        return False
    if act == "enter":
        return False  # Grace has given hers: nobody enters another one for her
    return role in ("chair", MEMBER)


def states(panel: Panel) -> Iterator[State]:
    """The sitting in each state of its advice, one after the other."""
    yield State.CLOSED
    panel.tomos.write(view="She can.")
    panel.chair.do("open", without="No time.")
    yield State.OPEN
    begin(panel.chair)
    say(panel.chair, "advice", outcome="backed", because="It is hers.")
    differ(panel.grace, "Not alone.")
    yield State.WRITING
    say(panel.chair, "giving", action="give")
    yield State.GIVEN


def who(panel: Panel, role: str) -> At:
    known = {"chair": panel.chair, "clerk": panel.clerk, MEMBER: panel.tomos}
    known[INTERESTED] = panel.ruth
    return known.get(role) or panel.somebody("femi@northmoor.example")


def refused(panel: Panel, at: At, act: str) -> tuple[int, list[str]]:
    """What an act answers, and which tables it changed beside the look that was noted."""
    path, said = POSTS[act]
    path = path.format(place=f"{at.ref}.1", seat=GRACES_SEAT)
    db = panel.app.extensions["riskapp"].db
    before = dump(db)
    at.client.get("/account")
    answer = at.client.post(path, dict(said), page="/account")
    return answer.status_code, [t for t in differing(before, dump(db)) if t not in KEPT]


KEPT = ("draft",)  # what was typed, which is its writer’s


@pytest.mark.parametrize("acts", [pytest.param(tuple(POSTS), marks=pytest.mark.long, id="in full")])
@POSTGRESQL_SELDOM
def test_every_state_action_and_role(declared: Panel, acts: tuple[str, ...]) -> None:
    _walk(declared, acts, ROLES)


@POSTGRESQL_SELDOM
def test_giving_and_dissenting_where_they_may_not_be(declared: Panel) -> None:
    """The light case: what matters most of the table."""
    _walk(declared, ("give", "take back another's", "dissent"), ("clerk", INTERESTED, NOBODY))


def _walk(panel: Panel, acts: tuple[str, ...], roles: tuple[str, ...]) -> None:
    people = {role: who(panel, role) for role in roles}
    for state in states(panel):
        for role in roles:
            for act in acts:
                if may(state, act, role):
                    continue
                status, changed = refused(panel, people[role], act)
                assert status in (403, 404, 409), f"{state}, {act}, {role}: {status}"
                assert not changed, f"{state}, {act}, {role}: {changed}"
