"""A button leads where it says, and a page that opens unasked says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.platform.db import Database
from riskapp.platform.wizard.returning import FROM
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
        assert "Answer later, and carry on adding" in opened.text
    assert client.last is not None
    assert "It is kept." not in client.get(client.last.request.path).text


def test_what_the_balance_asks_leads_back_to_the_balance(client: Client, home: str) -> None:
    screen, balance = f"{home}/what-would-help", f"{home}/balance"
    said = {"mitigations..-what": "A locked door", "mitigations..-rung": "restriction"}
    client.post(screen, said, page=screen, status=303)
    hrefs = {str(a.get("href")) for a in client.get(balance).tree.iter("a")}
    asked = [href.partition("#") for href in hrefs if "?from=balance" in href]
    (there,) = {page for page, _hash, _box in asked}
    for _page, _hash, box in asked:  # each to its own question
        assert f'id="{box}"' in client.get(there).html
    assert f'<a href="{balance}" class="govuk-back-link"' in client.get(there).html
    item = there.partition("?")[0]
    answer = client.post(item, {"what": "A locked door"}, status=303)
    assert answer.headers["Location"].partition("#")[0] == balance
    answer = client.post(item, {"what": "A door"}, page=item, status=303)
    assert answer.headers["Location"] == f"{screen}#mitigations"
    assert (
        f'<a href="{balance}" class="govuk-back-link"' in client.get(f"{home}/happy-and-safe").html
    )


def press(client: Client, there: str, **said: str) -> str:
    """Posts the form of a page as it was drawn at that address; where that leads."""
    page = there.partition("#")[0]
    typed = {key.replace("__", "..-"): words for key, words in said.items()}
    path = page.partition("?")[0]
    return str(client.post(path, typed, page=page, status=303).headers["Location"])


def ways(client: Client, page: str, ends: str) -> list[str]:
    """Where links of a page lead that lead to a place."""
    return [
        href for _words, href in client.get(page).leads if href.partition("?")[0].endswith(ends)
    ]


def test_a_change_begun_from_the_read_back_returns_there(client: Client, home: str) -> None:
    back = f"{home}/read-back"
    hrefs = ways(client, back, "/if-it-goes-wrong")
    assert (
        f"{home}/if-it-goes-wrong?from=read-back#look_again_on-day" in hrefs
    )  # the question itself
    there = hrefs[0]
    assert "Save and go back" in client.get(there).text
    # An error on the way, taking the typing away, and adding to a list keep the way back.
    wrong = press(client, there, **{"look_again_on-day": "40"})
    assert wrong == there
    assert f"{home}/if-it-goes-wrong/discard?from=read-back" in client.get(wrong).html
    asked = f"{home}/if-it-goes-wrong/discard"
    gone = client.post(asked, page=f"{asked}?{FROM}=read-back", status=303)
    assert gone.headers["Location"] == there
    added = press(client, there, contacts__name="Joan", action="add:contacts")
    assert added == f"{there}#contacts"
    # A list item's own page leads to its list, and that back again.
    (item,) = [h for h in ways(client, there, "") if "/contacts/" in h]
    listed = press(client, item, name="Joan Pritchard")
    assert listed == f"{there}#contacts"
    gone = client.post(f"{item.partition('?')[0]}/remove", page=item, status=303)
    assert "&from=read-back#removed" in gone.headers["Location"]
    for action in ("", "back"):
        assert press(client, there, action=action) == f"{back}#from-if-it-goes-wrong"
    assert 'id="from-if-it-goes-wrong"' in client.get(back).html
    assert press(client, there, action="later") == home
    assert press(client, f"{home}/if-it-goes-wrong", action="") != f"{back}#from-if-it-goes-wrong"


@pytest.mark.parametrize(
    "nowhere", ["//evil.example", "https://evil.example", "/sign-in", "read-back.nowhere", ".", ""]
)
def test_the_way_back_is_a_page_of_this_conversation_or_none(
    client: Client, home: str, nowhere: str
) -> None:
    page = f"{home}/if-it-goes-wrong"
    answer = client.post(page, {FROM: nowhere}, page=page, status=303)
    assert answer.headers["Location"] == f"{home}/read-back"
    assert "evil" not in client.get(f"{page}?{FROM}={nowhere}").html


def test_a_review_the_doors_and_a_draft_lead_back_to_where_one_was(
    client: Client, home: str
) -> None:
    screen = f"{home}/both-sides"
    doors = press(client, screen, action="go:doors")
    assert f'href="{screen}" class="govuk-back-link"' in client.get(doors).html
    assert press(client, doors, action="later") == home
    draft = press(client, f"{home}/read-back", action="draft")
    assert f'href="{home}/read-back" class="govuk-back-link"' in client.get(draft).html
    press(client, f"{home}/read-back", action="seal")
    client.post(f"{home}/begin-review", page=home, status=303)
    (there,) = ways(client, f"{home}/review", "/review/what-happened")
    assert press(client, there, account="We went") == f"{home}/review#from-what-happened"
    assert 'id="from-what-happened"' in client.get(f"{home}/review").html


def test_a_change_saves_what_was_typed_beside_it(client: Client, home: str) -> None:
    """Without JavaScript too: it is a button of the form."""
    plan, back = f"{home}/if-it-goes-wrong", f"{home}/read-back"
    press(client, plan, contacts__name="Joan", action="add:contacts")
    (change,) = (there for said, there in client.get(plan).leads if said == "Change: Joan")
    assert f'form="answers" name="action" value="to:{change}"' in client.get(plan).html
    typed = {"first_sign": "Late", "contacts__number": "01234"}
    assert press(client, plan, **typed, action=f"to:{change}") == change
    shown = client.get(back)
    assert "Late" in shown.text
    assert "01234" in shown.text
    there = shown.links["Change: What was decided"]
    assert press(client, back, others="Gareth came too", action=f"to:{there}") == there
    assert "Gareth came too" in client.get(back).html
    # What cannot be read is shown again first, and no page leads out of the conversation.
    wrong = {"look_again_on-day": "40", "action": f"to:{change}"}
    assert press(client, plan, **wrong) == plan
    for astray in (
        "//evil.example",
        "/sign-out",
        f"{home}/../../people",
        f"{home}-2/decision",
        home,
    ):
        client.let_go(plan)
        assert press(client, plan, action=f"to:{astray}") == back
