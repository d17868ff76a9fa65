"""Who else must know: what is not told stands until somebody says so; telling the person; a letter."""

from __future__ import annotations

from riskapp.learning.journeys import TELLING
from riskapp.learning.rules import open_steps, waiting_routes
from riskapp.library.queries import get_routes
from riskapp.library.rules import JURISDICTIONS
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told, tell
from tests.page import words


def test_a_route_waits_until_somebody_says_it_was_told_or_is_not_needed() -> None:
    assert waiting_routes({}, {}, {}) == []
    assert waiting_routes({"kind": "good"}, {}, {}) == []
    assert waiting_routes({"danger": "not-sure"}, {}, {}) == ["safeguarding"]
    assert waiting_routes({"kind": "harm"}, {}, {}) == ["safeguarding"]
    said = {
        "police": "to-tell",
        "coroner": "not-sure",
        "regulator": "told",
        "candour": "not-needed",
    }
    assert waiting_routes({}, said, {}) == ["police", "coroner"]
    assert waiting_routes({}, {"candour": "to-tell"}, {}) == ["candour"]
    assert waiting_routes({}, {"candour": "to-tell"}, {"told_on": "2026-11-10"}) == []
    assert waiting_routes({"danger": "yes"}, {"safeguarding": "not-needed"}, {}) == []


def test_what_being_open_asks_is_left_until_it_is_done_or_they_would_rather_not() -> None:
    asked = ["told_on", "sorry_on", "letter_on", "results_on"]
    assert open_steps(asked, {}, {}) == []
    assert open_steps(asked, {"candour": "not-needed"}, {}) == []
    done = {"told_on": "2026-11-10", "sorry_on": "2026-11-10"}
    assert open_steps(asked, {"candour": "told"}, done) == ["letter_on", "results_on"]
    assert open_steps(asked, {"candour": "to-tell"}, {"contact_wanted": "no"}) == []


def _main(client: Client, path: str) -> str:
    return words(client.get(path).tree.find(".//main"))


def _on(key: str) -> dict[str, str]:
    return {f"{key}-day": "11", f"{key}-month": "11", f"{key}-year": "2026"}


@POSTGRESQL_SELDOM
def test_what_is_not_told_stands_on_its_page_and_on_my_work_until_somebody_says_so(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    told.say("account", danger="yes", kind="harm")
    assert "Safeguarding" in _main(as_sunita, "/")
    told.say(
        "who-must-know",
        safeguarding="told",
        safeguarding_whom="Duty desk",
        safeguarding_ref="SG 41",
        police="to-tell",
        coroner="not-needed",
        **_on("safeguarding_on"),
    )
    home, work = _main(as_sunita, told.home), _main(as_sunita, "/")
    assert "Told: Duty desk, 11 November 2026, SG 41" in home
    assert "It applies, and is not told yet" in home
    assert "Police" in work
    assert "Safeguarding" not in work
    told.say("in-the-log", action="keep-with-team")  # off the list of what is being written…
    assert "Police" in _main(as_sunita, "/")  # …and still to be told
    told.say("who-must-know", police="told")
    assert "Who else must know" not in _main(as_sunita, "/")


@POSTGRESQL_SELDOM
def test_the_routes_are_one_click_from_every_page_about_it(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    there = f"{told.home}/routes"
    steps = (f"/{step.slug}" for step in TELLING.steps)
    for page in ("", *steps, "/which-decision", "/safeguarding", "/on-hold", "/letter"):
        links = [e.get("href") for e in as_sunita.get(told.home + page).tree.iter("a")]
        assert there in links, page
    shown = _main(as_sunita, there)
    for words_ in ("Care Quality Commission", "never waits for a form", "nobody is named yet"):
        assert words_ in shown
    own = as_sunita.app.extensions["riskapp"].config.content_folder / "routes"
    own.mkdir(parents=True)
    (own / "england.toml").write_text(
        'jurisdiction = "england"\nlast_checked = 2026-01-02\nlocal_owner = "Quality lead"\n'
    )
    assert "Quality lead" in _main(as_sunita, there)
    for page in ("routes", "who-must-know", "candour", "letter"):
        assert "more than six months ago" in _main(as_sunita, f"{told.home}/{page}")
    for place in JURISDICTIONS:
        assert str(get_routes(place).title) in as_sunita.get(f"{there}?where={place}").text
    assert "Who else must know: England" in as_sunita.get(f"{there}?where=france").text


def _open(told: Told) -> None:
    told.say("who-must-know", candour="to-tell")
    told.say("account", facts="The bath was hotter than it read.")
    told.say(
        "candour",
        relevant="Mrs Lowe, his daughter",
        sorry="I am so sorry that he was burned.",
        enquiries="The mixer valve, by an engineer.",
        **_on("told_on"),
    )


@POSTGRESQL_SELDOM
def test_a_letter_has_every_part_that_being_open_asks_for(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    _open(told)
    letter = _main(as_sunita, f"{told.home}/letter")
    for part in get_routes("england").letter:
        assert str(part.title) in letter or str(part.text) in letter
    for said in (
        "Dear Mrs Lowe, his daughter",
        "hotter than it read",
        "I am so sorry that he was burned.",
        "The mixer valve",
        "[not written yet]",
    ):
        assert said in letter
    home = _main(as_sunita, told.home)
    assert "Not done yet: Said sorry" in home
    assert "Told in person:" not in home
    told.say("candour", contact_wanted="no", tried="Rang twice.", action="letter")
    assert as_sunita.last is not None
    assert as_sunita.last.headers["Location"] == f"{told.home}/letter"
    assert "Not done yet" not in _main(as_sunita, told.home)
