"""Items as pages beside each other, and what their pages ask of the database."""

from __future__ import annotations

from riskapp.panel.rules import LEFT_OUT, Terms
from riskapp.panel.sitting.rules import MOST_ITEMS
from tests.bench.pages import statements
from tests.databases import POSTGRESQL_SELDOM
from tests.page import words
from tests.panel.sitting.conftest import At, Panel, converse
from tests.panel.sitting.making import INGRID, TERMS, arrange, make_panel, refer

pytestmark = POSTGRESQL_SELDOM


def counted(at: At) -> list[int]:
    """Statements of the sitting, of its first item and of its pack, each fetched once before."""
    found = []
    for path in (at.home, at.papers(), f"{at.home}/pack"):
        at.client.get(path)
        with statements() as said:
            at.client.get(path)
        found.append(len(said))
    return found


def test_pages_ask_as_often_whatever_is_on_the_agenda(arranged: Panel) -> None:
    first = At(
        arranged.chair.client,
        arrange(arranged.chair.client, arranged.ref, arranged.decision),
        INGRID,
    )
    first.post("papers-out")
    few = counted(first)
    for _item in range(MOST_ITEMS - 1):
        said = {"referral": refer(arranged.app, arranged.ref, arranged.decision), "minutes": "5"}
        arranged.chair.post("agenda", **said)
    arranged.chair.post("papers-out")
    assert counted(arranged.chair) == few


def test_one_goes_from_item_to_item_and_reads_what_is_left_out(arranged: Panel) -> None:
    client = arranged.chair.client
    terms = Terms(**{**vars(TERMS), "leaves_out": ("contacts", "harm")})
    decisions = [converse(arranged.sunita, name) for name in ("Ada", "Gwen", "Idris")]
    chair = At(client, arrange(client, make_panel(arranged.app, terms), *decisions), INGRID)
    chair.post("papers-out")
    page = client.get(chair.papers(2))
    text = words(page.tree.find(".//main"))
    assert "Previous item1. Ada" in text
    assert "Next item3. Idris" in text
    out = f"{LEFT_OUT['harm']}; {LEFT_OUT['contacts']}"
    assert f"This panel’s papers leave out: {out}." in text
    assert [chair.papers(n) in page.links.values() for n in (1, 2, 3)] == [True, False, True]
    first = words(client.get(chair.papers(1)).tree.find(".//main"))
    assert "Previous item" not in first
