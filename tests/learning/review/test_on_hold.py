"""What is on hold for others holds the review of it too: it can be read, and nothing is lost."""

from __future__ import annotations

from tests.databases import POSTGRESQL_SELDOM
from tests.faults.filling import as_data, step_form
from tests.learning.conftest import Told
from tests.learning.review.conftest import Reviewing


@POSTGRESQL_SELDOM
def test_a_review_waits_while_what_it_looks_at_is_on_hold(told: Told, review: Reviewing) -> None:
    client, held = told.client, f"{told.home}/on-hold"
    page = f"{review.home}/purpose"
    typed = as_data(step_form(client, page).standing())  # drawn before it is put on hold
    client.post(held, {"restart_role": "practitioner"}, page=held, status=303)
    for slug in ("purpose", "response", "that-day", "opening"):
        waits = client.get(f"{review.home}/{slug}")
        assert "This review waits just now" in waits.text
        assert "on hold" not in waits.text.casefold()
        assert waits.tree.find(".//form[@id='answers']") is None
    client.post(page, {**typed, "learn": "What helped her?"}, status=422)
    assert "What helped her?" in client.get(page).html  # kept as a draft
    client.post(f"{told.home}/restart", page=held, status=303)
    review.say("purpose", learn="What helped her?")
