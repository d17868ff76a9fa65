"""Whoever enters a view for another reads it: their own is given by then, or waits for the reveal."""

from __future__ import annotations

from tests.page import words
from tests.panel.sitting.conftest import At, Panel

TOMOS_SEAT = 3


def enter(at: At, status: int = 303) -> str:
    """Begins to enter what Tomos said aloud; the page that answers, where it is one."""
    page = at.papers()
    answer = at.client.post(
        f"{at.papers(seat=TOMOS_SEAT)}/enter", {"how": "aloud"}, page=page, status=status
    )
    return answer.get_data(as_text=True)


def say_all_the_same(at: At) -> str:
    """One's own view, sent from a page that was drawn before; the page that answers."""
    typed = {"view": "zqtyped", "action": "give", "rev": "0", "seen": at.standing()[1]}
    answer = at.client.post(f"{at.papers()}/view", typed, page=at.home, status=409)
    return answer.get_data(as_text=True)


def text(at: At) -> str:
    return words(at.client.get(at.papers()).tree.find(".//main"))


def test_ones_own_view_comes_first_and_stands_from_then_on(declared: Panel) -> None:
    chair = declared.chair
    page = chair.client.get(chair.papers())
    assert "your own view on this item comes first" in page.text
    assert page.links["Go to yours"] == "#view"
    assert "Give your own view first: you read theirs as you enter it" in enter(chair, 422)
    chair.write(view="I lean towards it.")
    enter(chair)
    chair.write("later", seat=TOMOS_SEAT, view="She can.")
    assert "yours stands as it is" in text(chair)
    chair.do("take-back", status=409)
    # Not by an interest that is declared and taken back either.
    chair.declare("yes", "A cousin.")
    chair.declare("none")
    say_all_the_same(chair)


def test_whoever_has_none_to_give_enters_it(declared: Panel) -> None:
    """The clerk; and who sends apologies, who then says theirs once they have heard the others."""
    enter(declared.clerk)
    chair = declared.chair
    chair.post("coming", user=chair.actor.user_id, attendance="apologies")
    enter(chair)
    assert "you entered what another member thinks" in say_all_the_same(chair)
    assert "say yours once the views are open" in text(chair)
    chair.write(seat=TOMOS_SEAT, view="She can.")
    chair.do("open", without="The chair is away.")
    assert "zqtyped" in text(chair)  # what was typed is kept
    chair.do("after-hearing")
