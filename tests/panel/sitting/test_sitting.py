"""A sitting from arranging it to the views, as those in it live it."""

from __future__ import annotations

from tests.page import words
from tests.panel.sitting.conftest import Panel
from tests.panel.sitting.making import QUESTION


def shown(panel_page: object) -> str:
    return words(panel_page.tree.find(".//main"))  # type: ignore[attr-defined]


def test_the_thin_way_through(declared: Panel) -> None:
    chair, tomos, grace = declared.chair, declared.tomos, declared.grace
    page = shown(tomos.client.get(tomos.papers()))
    assert QUESTION in page
    tomos.write(view="She can.", reasons="She knows the way.", sure="sure", note="Ask her GP.")
    grace.write(view="Not alone.", action="later")
    leading = shown(chair.client.get(chair.papers()))
    assert "Tomos Pryce has given a view" in leading
    assert "Grace Okafor has not given a view yet" in leading
    assert "She can." not in leading
    chair.write(view="I lean towards it.")
    chair.do("open", without="Grace is away.")
    page = shown(grace.client.get(grace.papers()))
    assert "She can." in page
    assert "Ask her GP." in page
    assert "Not alone." in page  # her own, that she had not given
    assert "Not alone." not in shown(tomos.client.get(tomos.papers()))
    grace.do("after-hearing")
    grace.write(view="Not alone, I still think.")
    page = shown(tomos.client.get(tomos.papers()))
    assert "said after hearing the others" in page
    assert "Her sister is a neighbour." in page
