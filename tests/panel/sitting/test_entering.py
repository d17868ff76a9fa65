"""Whoever enters a view for another reads it: their own is given by then, or waits for the reveal. And
whoever it is entered for reads it at once, and can say that it is not what they said.
"""

from __future__ import annotations

from tests.databases import POSTGRESQL_SELDOM
from tests.page import words
from tests.panel.sitting.conftest import At, Panel

TOMOS_SEAT, GRACE_SEAT = 3, 4


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


def test_whoever_it_is_entered_for_reads_it_and_can_say_something_else(declared: Panel) -> None:
    """What was entered stays, for them alone."""
    clerk, tomos = declared.clerk, declared.tomos
    enter(clerk)
    clerk.write("later", seat=TOMOS_SEAT, view="zqentered")
    assert "zqentered" not in text(tomos)  # not given yet
    clerk.write(seat=TOMOS_SEAT, view="zqentered", note="zqnote")
    said = text(tomos)
    for told in (
        "Nia Bevan entered it for you on Thursday 12",
        "as said aloud",
        "zqentered",
        "zqnote",
    ):
        assert told in said.replace("\N{NO-BREAK SPACE}", " "), told
    assert "This is not what I said: write my own" in said
    tomos.do("take-back")
    entering = f"{clerk.papers(seat=TOMOS_SEAT)}/view"
    clerk.client.get(entering, status=404)  # what was entered is no page of whoever entered it
    typed = {"view": "zqagain", "action": "give", "rev": "1"}
    clerk.client.post(entering, typed, page=clerk.home, status=404)
    page = words(tomos.client.get(f"{tomos.papers()}/view").tree.find(".//main"))
    assert "What Nia Bevan entered for you, and you took back" in page
    assert "zqentered" in page
    tomos.write(view="zqmine")
    said = text(tomos)
    assert "You have given it" in said
    assert said.index("zqmine") < said.index("zqentered")
    declared.chair.write(view="I lean towards it.")
    declared.chair.do("open", without="Grace is away.")
    for one in (clerk, declared.chair, declared.grace):
        assert "zqmine" in text(one)
        assert "zqentered" not in text(one)


@POSTGRESQL_SELDOM
def test_one_that_was_opened_says_to_its_member_who_entered_it(declared: Panel) -> None:
    enter(declared.clerk)
    declared.clerk.write(seat=TOMOS_SEAT, view="She can.")
    declared.chair.do("open", without="The others are away.")
    assert "Nia Bevan entered it for you" in text(declared.tomos)
    assert "members can be asked once more" in text(declared.tomos)
    assert "entered it for you" not in text(declared.grace)


@POSTGRESQL_SELDOM
def test_whoever_has_an_interest_enters_nothing_for_another(declared: Panel) -> None:
    chair = declared.chair
    chair.write(view="I lean towards it.")
    enter(chair)
    chair.declare("yes", "A cousin.")
    assert "so somebody else who leads the sitting enters it" in text(chair)
    assert "so somebody else enters it" in enter(chair, 422)
    place = chair.papers(seat=TOMOS_SEAT)
    chair.client.get(f"{place}/view", status=302)
    typed = {"view": "zqtyped", "action": "give", "rev": "0"}
    chair.client.post(f"{place}/view", typed, page=chair.home, status=409)
    assert "I lean towards it." in text(chair)  # what they gave is theirs to read
    grace = f"{chair.papers(seat=GRACE_SEAT)}/interest"
    refused = chair.client.post(grace, {"has": "none"}, page=chair.papers(), status=422)
    assert "so somebody else says it" in refused.get_data(as_text=True)
    enter(declared.clerk)
