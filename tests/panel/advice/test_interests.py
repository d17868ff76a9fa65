"""What whoever has an interest in an item reads of it: their own, and the advice once it is given."""

from __future__ import annotations

from tests.databases import POSTGRESQL_SELDOM
from tests.panel.advice.conftest import begin, differ, home, say, shown
from tests.panel.sitting.conftest import At, Panel

MARKS = ("zqview", "zqnote", "zqwhy", "zqmine", "zqadvice", "zqdissent")


def read_by(at: At) -> set[str]:
    """The marks that somebody finds on the pages of the sitting and of its item."""
    minutes = f"{at.home}/minutes"
    pages = [at.home, at.papers(), f"{at.papers()}/view", home(at), f"{home(at)}/advice", minutes]
    pages += [f"/dissent/{at.ref}.1/seen-differently", "/sittings", "/"]
    said = "".join(at.client.fetch("GET", page).get_data(as_text=True) for page in pages)
    return {mark for mark in MARKS if mark in said}


@POSTGRESQL_SELDOM
def test_they_read_no_view_but_their_own_and_the_advice_once_it_is_given(declared: Panel) -> None:
    """Ruth declared hers before, Grace once the views were open, and the chair after writing."""
    chair, tomos, grace, ruth = declared.members
    tomos.write(view="zqview", note="zqnote")
    grace.write(view="zqmine", note="zqmine too")
    chair.do("open", without="zqwhy")
    assert read_by(grace) == {"zqview", "zqnote", "zqwhy", "zqmine"}
    grace.declare("yes", "She has moved next door.")
    assert read_by(grace) == {"zqmine"}
    assert read_by(ruth) == set()
    begin(chair)
    say(chair, "advice", outcome="backed", because="zqadvice")
    differ(tomos, "zqdissent")
    assert read_by(chair) == set(MARKS)
    assert read_by(grace) == {"zqmine"}
    assert read_by(ruth) == set()
    for page in (shown(ruth.client, ruth.papers()), shown(ruth.client, home(ruth))):
        assert "You have an interest in this item, so you" in page
    say(chair, "giving", action="give")
    assert read_by(ruth) == {"zqadvice", "zqdissent"}
    assert read_by(grace) == {"zqadvice", "zqdissent", "zqmine"}


@POSTGRESQL_SELDOM
def test_whoever_leads_the_sitting_is_kept_out_as_everybody(written: Panel) -> None:
    """They write no more of the advice, and enter nobody's dissent."""
    chair = written.chair
    chair.declare("yes", "A cousin.")
    page = shown(chair.client, home(chair))
    assert "She knows the way" not in page
    assert "Enter it for" not in page
    seat = f"/dissent/{chair.ref}.1.3"
    chair.client.post(f"{seat}/begin", {"how": "aloud"}, page=home(chair), status=403)
    assert "She knows the way" in shown(written.clerk.client, home(written.clerk))


@POSTGRESQL_SELDOM
def test_a_first_view_is_theirs_to_read_when_members_are_asked_once_more(opened: Panel) -> None:
    opened.chair.do("again")
    opened.tomos.declare("yes", "A cousin.")
    page = shown(opened.tomos.client, opened.tomos.papers())
    assert "She knows the way." in page
    assert "I lean towards it." not in page
