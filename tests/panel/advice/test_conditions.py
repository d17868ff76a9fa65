"""In whose work list a condition can stand: of those who can read what it is about, or nobody here."""

from __future__ import annotations

import pytest

from tests.app import DEV, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.panel.advice.conftest import say, shown
from tests.panel.sitting.conftest import Panel
from tests.panel.sitting.making import AMIR, GRACE, INGRID, RUTH, TOMOS, user_id


@pytest.fixture
def path(written: Panel) -> str:
    """The page of its one condition."""
    say(written.chair, "giving", action="give")
    (found,) = {h for _w, h in written.sunita.get("/").leads if h.startswith("/conditions/")}
    return found


@POSTGRESQL_SELDOM
def test_only_those_who_can_read_what_it_is_about_are_named(written: Panel, path: str) -> None:
    """And of the panel only its chair, to somebody who does not sit there."""
    chair, sunita = written.chair.client, written.sunita

    def listed(client: Client) -> set[str]:
        html = client.get(path).html
        every = (DEV, AMIR, SUNITA, GRACE, INGRID, TOMOS, RUTH)
        return {one for one in every if f'<option value="{user_id(written.app, one)}"' in html}

    assert listed(sunita) == {GRACE, INGRID}  # it stands in her own list
    assert listed(chair) == {GRACE, INGRID, TOMOS, RUTH}
    assert "Nobody else can be chosen" in shown(sunita, path)
    for client, email in ((sunita, DEV), (chair, DEV), (chair, AMIR), (sunita, TOMOS)):
        said = {"owner": user_id(written.app, email), "outside": ""}
        answer = client.post(f"{path}/owner", said, page=path, status=422)
        assert "Choose somebody who can read what it is about" in answer.get_data(as_text=True)
    assert "Somebody walks the first stretch" in sunita.get("/").text
    said = {"owner": user_id(written.app, TOMOS)}
    chair.post(f"{path}/owner", said, page=path, status=303)
    assert "Somebody walks the first stretch" in written.tomos.client.get("/").text


@POSTGRESQL_SELDOM
def test_somebody_outside_is_named_in_words(written: Panel, path: str) -> None:
    """It stays with whoever asked, who says when it is done; nothing that was typed is lost."""
    sunita = written.sunita
    grace = {"owner": user_id(written.app, GRACE)}
    for said, told in (
        ({**grace, "outside": "zqnurse"}, "Choose somebody or write who it is, and not both"),
        ({"owner": "", "outside": ""}, "Choose somebody, or write who it is"),
        ({"owner": "", "outside": "zqnurse " * 30}, "zqnurse zqnurse"),
    ):
        answer = sunita.post(f"{path}/owner", said, page=path, status=422)
        page = answer.get_data(as_text=True)
        assert told in page
        assert said["outside"].strip() in page
    sunita.post(f"{path}/owner", grace, page=path, status=303)
    outside = {"owner": "", "outside": "The district nurse"}
    sunita.post(f"{path}/owner", outside, page=path, status=303)
    assert "Sunita Rao, who asked the panel" in shown(sunita, path)
    assert "Seen to by The district nurse" in shown(sunita, "/")
    assert "handed to The district nurse" in shown(sunita, "/referrals/RP-0001")
    sunita.post(f"{path}/owner", grace, page=path, status=303)
    assert "district nurse" not in shown(sunita, path)
