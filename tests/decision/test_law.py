"""The law beside the conversation: which is shown where, what it has asked, and what is kept of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.law import BESIDE, law_beside
from riskapp.decision.prompts.sources import CAPACITY_LAW
from riskapp.library.rules import JURISDICTIONS
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import NOW, Client, MovingClock, make_app
from tests.page import words

Begin = Callable[..., Client]
REF = "RA-0001"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def begin(db: Database, tmp_path: Path) -> Begin:
    """A practitioner who has begun a conversation with Gwen in some nation."""

    def make(place: str, clock: MovingClock | None = None) -> Client:
        client = Client(make_app(db, tmp_path, clock=clock, jurisdiction=place)).sign_in()
        client.post("/begin", {"called_by": "Gwen"}, page="/", status=303)
        return client

    return make


def say(client: Client, step: str, **typed: str) -> None:
    page = f"/decisions/{REF}/{step}"
    client.post(page, {k.replace("__", "."): v for k, v in typed.items()}, page=page, status=303)


def assess(client: Client, conclusion: str) -> None:
    typed = {
        "assessments..-decision": "Home, or Elm Lodge.",
        "assessments..-conclusion": conclusion,
    }
    say(client, "capacity", **typed)


def seen(client: Client, path: str) -> str:
    return words(client.get(f"/decisions/{REF}{path}").tree)


def seen_html(client: Client, step: str) -> str:
    return client.get(f"/decisions/{REF}/{step}").html


def seal(client: Client) -> None:
    say(client, "read-back", action="seal")


def steps(place: str, *conclusions: str) -> set[str]:
    items = [
        Entry(str(n), "assessments", {"conclusion": said}) for n, said in enumerate(conclusions)
    ]
    shown = CONVERSATION.shown(Entries(tuple(items), {"jurisdiction": place} if place else {}))
    return {s.slug for s in shown} & {"best-interests", "benefit", "best-interests-ni"}


def test_only_a_conclusion_calls_for_the_questions_and_only_for_those_of_the_nation() -> None:
    expected = {
        "england": {"best-interests"},
        "wales": {"best-interests"},
        "scotland": {"benefit"},
        "northern-ireland": {"best-interests-ni"},
    }
    for place in JURISDICTIONS:
        assert steps(place) == set()
        assert steps(place, "could", "open") == set()
        assert steps(place, "open", "could-not") == expected[place]
    assert steps("", "could-not") == set()


@on_sqlite
def test_the_law_of_the_nation_stands_beside_each_step_that_needs_it(begin: Begin) -> None:
    client = begin("scotland")
    for step in BESIDE:
        law = law_beside(step, "scotland", Path("nowhere"))
        told = seen(client, f"/{step}")
        assert law is not None
        assert "What the law says in Scotland" in told
        assert all(str(line) in told for line in (*law.law, law.source, law.checked_by))
        assert "nobody is named yet" in told
        assert "more than six months ago" not in told
    assert "What the law says" not in seen(client, "/decision")


@on_sqlite
def test_a_check_of_long_ago_is_said_on_the_page_and_an_own_file_mends_it(
    begin: Begin, tmp_path: Path
) -> None:
    clock = MovingClock(NOW)
    client = begin("wales", clock)
    clock.pass_by(days=250)
    client = client.sign_in()
    assert "was last checked on 26 November 2026, more than six months ago" in seen(
        client, "/capacity"
    )
    folder = tmp_path / "instance" / "content" / "capacity"
    folder.mkdir(parents=True)
    own = 'last_checked = 2027-07-01\nlocal_owner = "Mental capacity lead"\n'
    (folder / "wales.toml").write_text(own, encoding="utf-8")
    told = seen(client, "/capacity")
    assert "more than six months ago" not in told
    assert "Mental capacity lead" in told
    say(client, "doors", capacity="opened")
    seal(client)
    full = seen(client, "/versions/1/full")
    assert "was last checked on 26 November 2026, more than six months ago." in full
    assert "kept right here by Mental capacity lead" in full
    assert "sections 9 to 20" in full  # who may act, which the same door opens
    assert "Human Rights Act" not in full  # liberty was never opened
    assert "last checked" not in seen(client, "/versions/1/person")


@on_sqlite
def test_gwen_in_england_from_the_assessments_to_the_sealed_record(begin: Begin) -> None:
    client = begin("england")
    home = f"/decisions/{REF}"
    say(client, "doors", route="full", capacity="opened")
    assert "best interests" not in client.get(home).html
    assess(client, "could-not")
    assert "Deciding for Gwen: best interests" in seen(client, "")
    assert "The assessments differ" not in seen(client, "/best-interests")
    assess(client, "could")
    assert "This record takes neither side" in seen(client, "/best-interests")
    say(
        client,
        "best-interests",
        wishes="She goes to the door at four and says: that’s me off home.",
        weighs_most="Her own front door, to Gwen.",
    )
    say(
        client,
        "what-matters",
        **{
            "wellbeing..england-home-doing": "Her own bed, and the stairs.",
            "wellbeing..england-home-as_now": "A room that somebody else locks.",
        },
    )
    matters = seen(client, "/what-matters")
    assert "A room that somebody else locks." in matters
    assert matters.count("A home that suits") > 1
    assert "Speaking Welsh" not in matters
    (item,) = set(
        re.findall(r"what-matters/wellbeing/[\w-]{36}", seen_html(client, "what-matters"))
    )
    assert "A home that suits" in seen(client, f"/{item}")
    say(client, item, area="wales-home", doing="Her own bed.", as_now="A locked room.")
    assert "A locked room." in seen(client, "/what-matters")
    assert "A home that suits" in seen(client, f"/{item}")  # which part it is was never asked
    say(client, item, doing="Her own bed.", as_now="A room that somebody else locks.")
    seal(client)
    full, theirs = seen(client, "/versions/1/full"), seen(client, "/versions/1/person")
    for told in ("that’s me off home", "Her own front door, to Gwen", "takes neither side"):
        assert told in full
        assert told not in theirs
    # Among what was not answered.
    assert "what would restrict less, and would it do" in full
    for told in ("A home that suits", "A room that somebody else locks"):
        assert told in full
        assert told in theirs
    for other in ("card", "note"):
        assert "somebody else locks" not in seen(client, f"/versions/1/{other}")


@on_sqlite
def test_gwen_in_scotland_is_asked_what_scots_law_asks(begin: Begin) -> None:
    client = begin("scotland")
    say(client, "doors", capacity="opened", hard_to_undo="opened")
    assess(client, "could-not")
    assert "benefit and least restriction" in seen(client, "")
    say(client, "benefit", good_of_it="She eats with others, and a warden could bring that home.")
    say(client, "what-was-decided", whose="best-interests")
    seal(client)
    full = seen(client, "/versions/1/full")
    assert "What good would it do Gwen, and could that be had without it?" in full
    assert "a warden could bring that home" in full
    assert "Made for Gwen, under the law on benefit and least restriction" in full
    assert "best interests" not in full.lower()


@on_sqlite
def test_what_is_authorised_and_which_right_is_touched_is_told_and_that_nobody_acts(
    begin: Begin,
) -> None:
    client = begin("england")
    say(client, "doors", restriction="opened", representation="opened")
    order = {"what": "A standard authorisation", "number": "DA-77", "conditions": "Out each day."}
    say(
        client,
        "liberty-and-rights",
        legal_view="wanted",
        **{f"authorisations..-{key}": said for key, said in order.items()},
        **{"rights..-which": "private", "rights..-how": "Nobody may visit after six."},
    )
    page = seen(client, "/liberty-and-rights")
    assert "To private and family life, home and letters: Nobody may visit" in page
    say(client, "representation", **{"powers..-kind": "nobody"})
    assert "Nobody, as far as was found Change" in seen(client, "/representation")
    seal(client)
    full = seen(client, "/versions/1/full")
    for told in (*order.values(), "Yes, and not asked for yet", "Nobody, as far as was found"):
        assert told in full
        assert told not in seen(client, "/versions/1/person")


@on_sqlite
def test_what_was_answered_is_kept_though_the_conclusion_goes(begin: Begin) -> None:
    client = begin("england")
    assess(client, "could-not")
    say(client, "best-interests", less="A key safe and two visits.")
    (item,) = set(re.findall(r"capacity/assessments/[\w-]{36}", seen_html(client, "capacity")))
    say(client, item, conclusion="could")
    assert "best interests" in seen(client, "")


@on_sqlite
def test_wales_offers_welsh_among_the_parts_of_life(begin: Begin) -> None:
    told = seen(begin("wales"), "/what-matters")
    assert "Speaking Welsh, and being spoken to in it" in told
    assert "Offer it, so that nobody has to ask." in told
    assert "contribution" not in told
    assert "What Gwen gives to others" in told


@on_sqlite
def test_gwen_lives_in_wales_and_every_open_conversation_follows_it(
    begin: Begin, db: Database
) -> None:
    client = begin("england")
    say(client, "voices", quiet="Delyth, her niece")
    seal(client)
    client.post("/begin", {"called_by": "Gwen", "who": "P-0001"}, page="/", status=303)
    client.post(f"/decisions/{REF}/begin-next", page=f"/decisions/{REF}", status=303)
    assert "Law of England where Gwen lives" in seen(client, "")
    screen = f"/decisions/{REF}/decision"
    said = {"choice": "To stay put.", "action": "whose-law"}
    client.post(screen, said, page=screen, status=303)
    asked = client.follow()
    assert asked.form().fields["jurisdiction"] == "england"
    typed = {"jurisdiction": "wales"}
    here = asked.form().action
    assert client.post(here, typed, status=303).headers["Location"] == screen
    assert "To stay put." in seen(client, "/decision")
    assert "are those of Wales" in seen(client, "/decision")
    assert "What the law says in Wales" in seen(client, "/voices")
    assert "What this rests on in Wales" in seen(client, "/safeguarding")
    assert "Whose law applies England" in seen(client, "/versions/1/full")
    assert "Law of Wales" in words(client.get("/decisions/RA-0002").tree)
    client.post("/begin", {"called_by": "Gwen", "who": "P-0001"}, page="/", status=303)
    assert "Law of Wales" in words(client.get("/decisions/RA-0003").tree)
    with db.read() as conn:
        noted = select(func.count()).where(audit.c.event == "decision.law_changed")
        assert conn.execute(noted).scalar() == 2
    seal(client)
    assert "Whose law applies Wales" in seen(client, "/versions/2/full")
    client.post(here, typed, status=409)


def test_a_prompt_names_the_law_of_the_nation() -> None:
    def named(**facts: str) -> str:
        return str(CAPACITY_LAW.here(Conversation(Entries((), facts), "Gwen")))

    assert named(jurisdiction="scotland").startswith("Adults with Incapacity (Scotland) Act 2000")
    assert named(jurisdiction="england").startswith("Mental Capacity Act 2005")
    assert named().startswith("The law of each nation on capacity, checked")
