"""Doors: what each opens, and that everything said so far is carried over."""

from __future__ import annotations

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.presenters.talking import behind
from riskapp.decision.rules import NOT_OPENED_RAISED
from riskapp.decision.steps import deciding_for
from riskapp.decision.steps.doors import DOORS, OpenedBy
from riskapp.platform.entries.reading import Entries, Entry
from tests.app import Client

SIX = [
    "decision",
    "both-sides",
    "what-would-help",
    "what-was-decided",
    "if-it-goes-wrong",
    "read-back",
]


def shown(**said: str) -> list[str]:
    """The slugs of the steps on the way, with these answers about the doors."""
    entries = Entries((Entry("doors", "doors", said),) if said else ())
    return [step.slug for step in CONVERSATION.shown(entries)]


def test_the_light_touch_is_six_screens() -> None:
    assert shown() == SIX, "a step without applies= is one more screen for everybody: see ADR 8"
    assert shown(route="light") == SIX


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.slug)
def test_every_door_opens_something_and_nothing_else(door: object) -> None:
    opened = [step.slug for step in behind(door) if step.slug not in SIX]  # type: ignore[arg-type]
    assert opened
    assert set(shown(**{door.slug: "opened"})) == {*SIX, *opened}  # type: ignore[attr-defined]
    assert shown(**{door.slug: "not-now"}) == SIX  # type: ignore[attr-defined]


def test_what_a_door_brought_is_said_where_it_is_opened_and_on_the_list(
    as_sunita: Client, ref: str
) -> None:
    home, doors = f"/decisions/{ref}", f"/decisions/{ref}/doors"
    assert "than the six screens" not in as_sunita.get(home).text
    as_sunita.post(doors, {"disagree": "opened", "restriction": "opened"}, page=doors, status=303)
    why = "for: A restriction or watching; People disagree. What was talked about before stays"
    parts = len(set(shown(disagree="opened", restriction="opened")) - set(SIX))
    assert f"{parts} more pages than the six screens, opened {why}" in as_sunita.get(home).text
    assert "One more page in the list. What was talked about" in as_sunita.get(doors).text


def test_a_note_beside_a_door_opens_it() -> None:
    assert "voices" in shown(disagree_for="Joan sees it differently")
    assert shown(disagree="not-now", disagree_for="Joan is away until May") == SIX


def test_the_whole_conversation_leaves_capacity_presumed() -> None:
    whole = shown(route="full")
    assert len(whole) <= 30
    unasked = {"capacity", *(step.slug for step in deciding_for.STEPS)}  # they need a reason
    unasked.add("looking-again")  # of a later version
    assert set(whole) == {s.slug for p in CONVERSATION.parts for s in p.steps} - unasked
    assert "capacity" in shown(route="full", capacity="opened")


def test_a_door_that_what_was_said_needs_not_is_neither_missed_nor_called_unopened() -> None:
    """In a complaint, “not opened” beside the words themselves is held against whoever wrote them."""

    def said(door: str, *, whole: bool = False, **items: dict[str, str]) -> tuple[str, bool]:
        own = (Entry("doors", "doors", {"route": "full"}),) if whole else ()
        given = (Entry(slug, slug.replace("_", "-"), data) for slug, data in items.items())
        talk = Conversation(Entries((*own, *given)), "Gwen")
        (found,) = (one for one in DOORS if one.slug == door)
        return talk.not_opened(found), found in talk.worth_opening

    attorney = {"what_was_decided": {"whose": "attorney"}}
    assert said("representation", **attorney) == (str(NOT_OPENED_RAISED), True)
    assert said("representation", whole=True, **attorney) == ("", False)
    told, is_nagged = said("representation", **attorney, powers={"who": "Joan"})
    assert "under “Who acts or speaks for Gwen”" in told
    assert not is_nagged
    # Capacity needs a reason of its own, whole or not; what was found is never “presumed”.
    for_her = {"what_was_decided": {"whose": "best-interests"}}
    assert said("capacity", whole=True, **for_her) == (str(NOT_OPENED_RAISED), True)
    assert "under “" in said("capacity", whole=True, assessments={"conclusion": "could-not"})[0]


def test_what_is_behind_a_door_is_asked_kept_and_sealed(as_sunita: Client, ref: str) -> None:
    home, doors, voices = (f"/decisions/{ref}{path}" for path in ("", "/doors", "/voices"))
    assert "Views, each under its own name" not in as_sunita.get(home).html
    as_sunita.post(doors, {"disagree_for": "Joan sees it differently."}, page=doors, status=303)
    assert voices in as_sunita.get(doors).html
    assert "Voices, each apart" in as_sunita.get(home).html
    said = {"quiet": "The night driver.", "views..-who": "Joan", "views..-view": "Let her go."}
    as_sunita.post(voices, {**said, "action": "add:views"}, page=voices, status=303)
    # The door is shut again: what was said behind it stays on the way and in the record.
    as_sunita.post(doors, {"disagree": "not-now", "disagree_for": ""}, page=doors, status=303)
    assert "Voices, each apart" in as_sunita.get(home).html
    read_back = f"/decisions/{ref}/read-back"
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    record = as_sunita.get(f"/decisions/{ref}/versions/1/full").html
    assert "The night driver." in record
    assert "Let her go." in record
    assert "Strengths, people and places" not in record


def test_a_door_leads_to_every_screen_that_asks_what_it_promises() -> None:
    there = {door.slug: {step.slug for step in behind(door)} for door in DOORS}
    assert {"liberty-and-rights", "what-would-help"} <= there["restriction"]
    assert {"voices", "sharing", "what-was-decided"} <= there["disagree"]


def test_technology_and_restrictions_are_a_reason_to_open_their_door() -> None:
    def is_raised(**said: str) -> bool:
        talk = Conversation(
            Entries((Entry("m", "mitigations", {"what": "It", **said}),)), "Maureen"
        )
        return "restriction" in talk.raised

    assert is_raised(rung="technology")
    assert is_raised(rung="restriction")
    assert is_raised(sees="Her daughter, on a telephone")
    assert not is_raised(rung="technology", stands="not-wanted")
    assert not is_raised(rung="people")


def test_words_that_may_stop_somebody_raise_their_door_whatever_sort_they_were_given() -> None:
    """Unless it was said that they are not relevant; the record never says that nothing raised it."""
    (door,) = [one for one in DOORS if one.slug == "restriction"]
    locked = "She is never let ashore; the cabin door is locked."
    words_of_it = "not opened; words under “What would help” may speak of a restriction"

    def talk(aside: str = "", **said: str) -> Conversation:
        own = (Entry("a", "set-aside", {"prompt": aside}),) if aside else ()
        return Conversation(Entries((Entry("m", "mitigations", said), *own)), "Ruth")

    for said in (
        {"what": locked},
        {"what": "Dennis sees to her", "does": locked},
        {"what": "Dennis sees to her", "takes_away": locked},
    ):
        found = talk(rung="people", **said)
        assert found.not_opened(door) == words_of_it
        assert found.worth_opening == [door]
        assert found.reasons_to_open(door) == [said["what"]]
        assert talk("may-be-a-restriction", rung="people", **said).worth_opening == []
    assert talk("may-be-a-restriction", what=locked).not_opened(door) == words_of_it
    for said in ({"what": locked, "stands": "not-wanted"}, {"what": "He locks his own door"}):
        assert talk(**said).not_opened(door) == "not opened; nothing written here raised it"
        assert talk(**said).worth_opening == []
    assert talk(what=locked, rung="restriction").not_opened(door) == str(NOT_OPENED_RAISED)


def test_every_step_beyond_the_six_says_what_opens_it() -> None:
    deeper = [s for p in CONVERSATION.parts for s in p.steps if s.slug not in SIX]
    assert all(isinstance(step.applies, OpenedBy) for step in deeper)


def test_what_the_six_screens_hold_of_a_reason_is_said_to_stand_there() -> None:
    def said(door: str, *entries: Entry) -> str:
        talk = Conversation(Entries(entries), "Maureen")
        (found,) = [one for one in DOORS if one.slug == door]
        assert found in talk.worth_opening
        return talk.not_opened(found)

    def helps(**data: str) -> Entry:
        return Entry("m", "mitigations", {"what": "The door locked", "rung": "restriction", **data})

    stands = "not opened; what this record says of it stands under “{}”"
    ends, nothing_less = {"ends_on": "2027-03-01"}, {"nothing_less": "Lights come in spring"}
    whole = helps(**ends, **nothing_less)
    assert said("restriction", whole) == stands.format("What would help")
    for part in (helps(**ends), helps(**nothing_less)):
        assert said("restriction", part) == str(NOT_OPENED_RAISED)
    tracker = {"what": "A tracker", "rung": "technology"}
    assert said("restriction", whole, Entry("t", "mitigations", tracker)) == str(NOT_OPENED_RAISED)
    agreed = Entry("t", "mitigations", {**tracker, "agreed_how": "She chose it"})
    assert said("restriction", whole, agreed) == stands.format("What would help")
    joans = {"who": "Joan", "view": "Not alone"}
    differs = Entry("d", "differences", joans)
    assert said("disagree", differs) == stands.format("Who sees it differently")
    nobodys = Entry("e", "differences", {"view": "Not alone"})
    assert said("disagree", differs, nobodys) == str(NOT_OPENED_RAISED)
