"""What is on hold for others holds the review of it too: it can be read, and nothing is lost."""

from __future__ import annotations

from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import Told
from tests.learning.review.conftest import Reviewing


@POSTGRESQL_SELDOM
def test_a_review_waits_while_what_it_looks_at_is_on_hold(told: Told, review: Reviewing) -> None:
    client, held = told.client, f"{told.home}/on-hold"
    client.post(held, {"restart_role": "practitioner"}, page=held, status=303)
    page = f"{review.home}/purpose"
    waits = client.get(page).text
    assert "This review waits just now" in waits
    assert "on hold" not in waits.casefold()
    review.say("purpose", status=422, learn="What helped her?")
    assert "What helped her?" in client.get(page).html  # kept as a draft
    client.post(f"{told.home}/restart", page=held, status=303)
    review.say("purpose", learn="What helped her?")
