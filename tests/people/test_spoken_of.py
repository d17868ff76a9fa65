"""She, he, they, or another way: asked once, and beside the name wherever the name heads a page."""

from __future__ import annotations

import re
from pathlib import Path

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.browser.world import begin


def test_how_somebody_is_spoken_of_stands_by_their_name(db: Database, tmp_path: Path) -> None:
    client = Client(make_app(db, tmp_path)).sign_in()
    ref = begin(client, "Ada")
    person = re.search(r"/people/P-\d+", client.get(f"/decisions/{ref}").html)
    assert person
    about = f"{person[0]}/about"
    for said, is_short in (("they", True), ("she with family, they everywhere else", False)):
        client.post(about, {"called_by": "Ada", "spoken_of": said}, page=about, status=303)
        assert f"Spoken of as {said}" in client.get(person[0]).text
        for page in (about, f"/decisions/{ref}", f"/decisions/{ref}/both-sides"):
            assert (f"Ada ({said})" in client.get(page).text) == is_short, page
    read_back = f"/decisions/{ref}/read-back"
    client.post(read_back, {"action": "seal"}, page=read_back, status=303)
    assert "everywhere else" not in client.get(f"/decisions/{ref}/versions/1/full").text
