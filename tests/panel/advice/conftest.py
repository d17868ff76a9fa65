"""The sitting of `tests.panel.sitting`, its views open: Ruth has an interest, Grace sees it differently."""

from __future__ import annotations

import pytest

from tests.app import Client
from tests.faults.filling import as_data, step_form
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, app, arranged, declared, out

__all__ = ["app", "arranged", "declared", "out"]

CONDITION = {
    "conditions..-what": "Somebody walks the first stretch with her.",
    "conditions..-who": "The support worker",
    "conditions..-by_when-day": "1",
    "conditions..-by_when-month": "12",
    "conditions..-by_when-year": "2026",
    "conditions..-takes_away": "From her: the quiet of the first stretch.",
    "conditions..-known_by": "She says how the first week went.",
}


def home(at: At, number: int = 1) -> str:
    return f"/advice/{at.ref}.{number}"


def begin(at: At, status: int | None = 303, number: int = 1) -> int:
    page = home(at, number)
    return at.client.post(f"{page}/begin", page=page, status=status).status_code


def say(
    at: At,
    step: str,
    status: int | None = 303,
    action: str = "later",
    number: int = 1,
    **said: str | list[str],
) -> None:
    """A page of the advice, posted as its form would."""
    path = f"{home(at, number)}/{step}"
    form = as_data(step_form(at.client, path).standing())
    at.client.post(path, {**form, "action": action, **said}, status=status)


def differ(
    at: At, view: str, action: str = "give", seat: int = 0, how: str = "", number: int = 1
) -> None:
    """A dissent: one's own, or entered for the seat."""
    place = f"/dissent/{at.ref}.{number}" + (f".{seat}" if seat else "")
    at.client.post(f"{place}/begin", {"how": how}, page=home(at, number), status=303)
    path = f"{place}/seen-differently"
    form = as_data(step_form(at.client, path).standing())
    at.client.post(path, {**form, "action": action, "view": view}, status=303)


def shown(client: Client, path: str) -> str:
    return words(client.get(path).tree.find(".//main"))


@pytest.fixture
def opened(declared: Panel) -> Panel:
    """Tomos and the chair gave a view, Grace none; the views are open."""
    declared.tomos.write(view="She can.", reasons="She knows the way.", note="Ask her GP.")
    declared.chair.write(view="I lean towards it.")
    declared.chair.do("open", without="Grace is away.")
    return declared


@pytest.fixture
def written(opened: Panel) -> Panel:
    """The chair has written an advice with one condition; Grace has put her dissent beside it."""
    begin(opened.chair)
    say(
        opened.chair,
        "advice",
        outcome="backed-with-conditions",
        because="She knows the way, and it is hers.",
        weight="What it gives her.",
        if_wrong="Stand behind Sunita, and look for what can be learned.",
        noticed="There is no bus after four.",
    )
    say(opened.chair, "asks-for", **CONDITION)
    differ(opened.grace, "Not alone, while the path is dark.")
    return opened
