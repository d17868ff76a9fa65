"""A button leads where it says, and a page that opens unasked says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import Client, make_app
from tests.browser.world import begin

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROUTE = "What to do where somebody may be harmed"


@pytest.fixture
def client(db: Database, tmp_path: Path) -> Client:
    return Client(make_app(db, tmp_path)).sign_in()


@pytest.fixture
def home(client: Client) -> str:
    return f"/decisions/{begin(client, 'Ada')}"


def test_where_somebody_lives_is_asked_first_and_the_route_is_offered_there(
    client: Client, home: str
) -> None:
    page = f"{home}/decision"
    assert ROUTE not in client.get(f"{home}/whose-law").text
    client.post(page, {"danger": "not-sure", "action": "whose-law"}, page=page, status=303)
    asked = client.follow()
    assert "Where does Ada live?" in asked.text
    assert ROUTE in asked.text
    client.post(page, {"danger": "yes", "action": ""}, page=page, status=303)
    assert client.follow().h1 != asked.h1
    assert client.last is not None
    assert client.last.request.path == f"{home}/safeguarding"


def test_a_restriction_just_added_says_why_its_page_opens(client: Client, home: str) -> None:
    page = f"{home}/what-would-help"
    for sort, asks in (("restriction", "When does it end?"), ("technology", "Who responds")):
        said = {"mitigations..-what": "A chime", "mitigations..-rung": sort}
        client.post(page, {**said, "action": "add:mitigations"}, page=page, status=303)
        opened = client.follow()
        assert f"{sort} needs a few more answers" in opened.text.casefold()
        assert opened.text.count(asks) >= 2  # beside its box, and in what is still asked
        assert f"{page}#mitigations" in opened.html
    assert client.last is not None
    assert "needs a few more answers" not in client.get(client.last.request.path).text


def test_what_the_balance_asks_leads_back_to_the_balance(client: Client, home: str) -> None:
    screen, balance = f"{home}/what-would-help", f"{home}/balance"
    said = {"mitigations..-what": "A locked door", "mitigations..-rung": "restriction"}
    client.post(screen, said, page=screen, status=303)
    hrefs = {str(a.get("href")) for a in client.get(balance).tree.iter("a")}
    (there,) = {href for href in hrefs if href.endswith("?from=balance")}
    assert f'<a href="{balance}" class="govuk-back-link"' in client.get(there).html
    item = there.partition("?")[0]
    answer = client.post(item, {"what": "A locked door"}, status=303)
    assert answer.headers["Location"] == balance
    answer = client.post(item, {"what": "A door"}, page=item, status=303)
    assert answer.headers["Location"] == f"{screen}#mitigations"
    assert (
        f'<a href="{balance}" class="govuk-back-link"' in client.get(f"{home}/happy-and-safe").html
    )
