"""Reading back: the screen may be handed over, so what protects somebody is not on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.layouts import LAYOUTS, layout_of
from riskapp.decision.presenters.reading_back import OF_WHAT_IS_DONE, others_words
from riskapp.decision.prompts.examples import DOING, Example
from riskapp.decision.queries import find_decision
from tests.app import Client
from tests.decision.saying import say
from tests.page import words
from tests.records.marked import marked_rows
from tests.records.reading import twin_of

DANGER, PRESSURE = "Is anyone in danger now?", "Could anyone be putting pressure on Maureen"


def test_safety_is_asked_for_on_the_practitioners_page_and_not_where_it_is_read_back(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    assert "Why now?" in as_sunita.get(read_back).html
    for question in (DANGER, PRESSURE):
        assert question in as_sunita.get(home).html
        assert question not in as_sunita.get(read_back).html


def test_all_that_is_sealed_is_read_back_or_said_to_be_kept_from_the_page(
    as_sunita: Client, ref: str
) -> None:
    say(as_sunita, ref, "doors", route="full", disagree="opened", restriction="opened")
    read_back = f"/decisions/{ref}/read-back"
    assert "Voices, each apart: some of it" not in as_sunita.get(read_back).text
    say(as_sunita, ref, "voices", views__who="Gareth, a son", views__view="Reckless.")
    say(as_sunita, ref, "liberty-and-rights", free="Comes and goes.")
    say(as_sunita, ref, "preparing", arranged="A taxi at two.", own_worries="Being blamed.")
    say(as_sunita, ref, "two-pens", how="none", who="Sunita")
    say(as_sunita, ref, "agreement", forms="aloud")
    told = words(as_sunita.get(read_back).tree)
    order = ("A taxi at two.", "Both sides", "What was decided", "Read aloud", "Seal version 1")
    assert [told.index(one) for one in order] == sorted(told.index(one) for one in order)
    for kept in ("Reckless.", "Comes and goes.", "Being blamed.", "Whose marks stand"):
        assert kept not in told
    tell, protects = "because it is about somebody else", "because it protects somebody"
    pens = "because neither pen is shown before both have marked"
    lines = [  # a part of which some is read aloud is never named whole
        f"Preparing, part of it: What the practitioner was worried about for themselves, {tell}",
        f"Voices, each apart, all of it, {tell}",
        f"Liberty and rights, all of it, {protects}",
        f"Two pens, all of it, {pens}",
        f"Does this need more?, all of it, {protects}",
    ]
    flat = re.sub(r" (?=[,:])", "", told)
    found = [flat.find(line) for line in lines]
    assert -1 not in found
    assert found == sorted(found)
    assert "Voices, each apart: some of it" in told
    say(as_sunita, ref, "two-pens", given="none", how="none")
    told = words(as_sunita.get(read_back).tree)
    assert "Talk about these first" in told
    assert "neither pen is shown" not in told
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    as_sunita.post(f"/decisions/{ref}/begin-next", page=f"/decisions/{ref}", status=303)
    say(as_sunita, ref, "looking-again", why="The fall in March.")
    assert "The fall in March." in as_sunita.get(read_back).text


def test_what_is_read_aloud_and_on_none_of_their_copies_is_said_to_be_left_off(
    as_sunita: Client, ref: str
) -> None:
    read_back, of_both = (
        f"/decisions/{ref}/read-back",
        "These are read aloud here, and stand on none",
    )
    assert of_both not in as_sunita.get(read_back).text
    why, weight = "The lease ends in March.", "Her liberty, and what she said."
    say(as_sunita, ref, "decision", why_now=why, said_where="At home", danger="no")
    say(as_sunita, ref, "what-was-decided", weight=weight, decided="She stays.")
    page = as_sunita.get(read_back)
    told = re.sub(r" (?=[,:;])", "", words(page.tree))
    listed = told[told.index(of_both) :].partition("Taking part, and the copy")[0]
    assert "Not read aloud here, or not on Maureen’s copies" in told
    assert ": Why now?" in listed
    assert "What was decided: What was given most weight, and why" in listed
    assert "danger" not in listed.casefold()
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    for text in (why, weight):
        assert text in told
        for slug in ("person", "large-print", "easy-read"):
            assert text not in as_sunita.get(f"/decisions/{ref}/versions/1/{slug}").text


def test_a_character_without_a_font_is_named_also_where_it_is_in_the_name(
    as_sunita: Client,
) -> None:
    begun = as_sunita.post("/begin", {"called_by": "Mau\ue000reen"}, page="/", status=303)
    page = f"/decisions/{begun.headers['Location'].split('/')[2]}/read-back"
    assert "on paper it prints as U+E000" in as_sunita.get(page).text


def test_how_much_more_the_record_says_nobody_spoke_of(as_sunita: Client, ref: str) -> None:
    read_back = f"/decisions/{ref}/read-back"
    assert "still open" not in as_sunita.get(read_back).text  # the empty sides are named themselves
    say(
        as_sunita, ref, "what-would-help", mitigations__what="A stick", mitigations__does="Steadies"
    )
    assert "2 more answers are still open" in as_sunita.get(read_back).text
    say(
        as_sunita,
        ref,
        "what-would-help",
        mitigations__what="A gate",
        mitigations__stands="not-wanted",
    )
    assert "2 more answers are still open" in as_sunita.get(read_back).text
    both = f"/decisions/{ref}/both-sides"
    name = next(n for n in as_sunita.get(both).form(both).fields if n.endswith("harm-text"))
    said = {name: "A fall", name.replace("text", "kind"): "physical", "action": "later"}
    as_sunita.post(both, said, page=both, status=303)
    assert "5 more answers are still open" in as_sunita.get(read_back).text
    say(as_sunita, ref, "doors", disagree="opened")
    say(as_sunita, ref, "voices", views__who="Gareth", views__view="Reckless.")
    assert "5 more" not in as_sunita.get(read_back).text


def test_what_somebody_said_stands_under_their_name(as_sunita: Client, ref: str) -> None:
    for collection in CONVERSATION.collections():
        for asked in collection.item_form():
            if asked.key in {"who", "whom"} and collection.slug != "mitigations":
                assert asked.spec.names_it or asked.spec.main, (
                    f"{collection.slug}: what somebody said is listed under their name: names_it=True"
                )
    say(as_sunita, ref, "voices", views__who="Gareth, a son", views__view="Reckless.")
    say(as_sunita, ref, "voices", views__who="", views__view="Nobody asked.")
    listed = words(as_sunita.get(f"/decisions/{ref}/voices").tree)
    assert "Gareth, a son: Reckless. Change" in listed
    assert "Nobody asked. Change" in listed


def test_what_was_asked_is_not_asked_for_again(as_sunita: Client, ref: str) -> None:
    step, home = f"/decisions/{ref}/decision", f"/decisions/{ref}"
    as_sunita.post(step, {"danger": "no"}, page=step, status=303)
    assert DANGER not in as_sunita.get(home).html
    assert PRESSURE in as_sunita.get(home).html
    asked = {"danger": "no", "pressure": "no", "alone": "yes"}
    as_sunita.post(step, asked, page=step, status=303)
    assert "Safety, not answered yet" not in as_sunita.get(home).html
    as_sunita.post(step, {**asked, "danger": "yes"}, page=step, status=303)
    left = as_sunita.get(home).text
    assert "Safety, not answered yet" in left
    assert "What was done about it?" in left  # for whoever writes to say, and nobody else
    assert "What only Maureen can say, ask when you are alone together" in left


def test_what_others_said_of_them_is_shown_once_before_it_is_in_their_copy(
    as_sunita: Client, ref: str
) -> None:
    both, read_back = f"/decisions/{ref}/both-sides", f"/decisions/{ref}/read-back"
    names = [n for n in as_sunita.get(both).form(both).fields if n.endswith("harm-text")]
    hurts, own = "It is a waste of money", "I’d miss it all."
    for words_, said in ((hurts, {"said_by": "other"}), (own, {"worry_of": " maureen"})):
        typed = {names[0]: words_, **{names[0].replace("text", k): v for k, v in said.items()}}
        as_sunita.post(both, {**typed, "action": "later"}, page=both, status=303)
    say(as_sunita, ref, "what-was-decided", differences__who="Gareth", differences__view="Reckless")
    page = as_sunita.get(read_back)
    differently = [there for said, there in page.leads if said.startswith("Say it differently")]
    assert len(differently) == 2
    assert "said differently, which changes what the record says in every copy" in page.text
    for there, words_ in zip(differently, (hurts, "Reckless"), strict=True):
        item = as_sunita.get(there)
        assert words_ in item.html
        # And back to the same place in the list, by Save and by Back.
        place = there.partition("~")[2]
        assert f'<div id="{place}">' in page.html
        assert f"{read_back}#{place}" in item.html
        path = there.partition("?")[0]
        saved = as_sunita.post(path, {"action": "save"}, page=there, status=303)
        assert saved.headers["Location"].endswith(f"{read_back}#{place}")


def test_what_was_told_in_confidence_has_a_home_that_no_copy_but_the_full_record_carries(
    as_sunita: Client, ref: str
) -> None:
    """It is found from the list of what may hurt, with no door opened for it."""
    home = f"/decisions/{ref}"
    read_back, told = f"{home}/read-back", "Alan asks staff for excuses not to visit"
    say(as_sunita, ref, "what-was-decided", differences__who="Alan", differences__view=told)
    page = as_sunita.get(read_back)
    (there,) = (
        url for said, url in page.leads if said.startswith("Somebody told it in confidence")
    )
    sharing = as_sunita.get(there)
    typed = {"in_confidence": told, "action": "save"}
    as_sunita.post(there.partition("?")[0], typed, page=there, status=303)
    assert 'id="in_confidence"' in sharing.html
    (there,) = (url for said, url in page.leads if said.startswith("Say it differently"))
    item = there.partition("?")[0]
    as_sunita.post(f"{item}/remove", page=item, status=303)
    assert told not in as_sunita.get(read_back).html
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    holds = {
        layout.slug: told in as_sunita.get(f"{home}/versions/1/{layout.slug}").html
        for layout in LAYOUTS
    }
    assert [slug for slug, is_there in holds.items() if is_there] == ["full"]


def test_where_a_view_is_typed_it_is_said_whose_copies_it_stands_in_and_where_else_it_may_go(
    as_sunita: Client, ref: str
) -> None:
    """Whoever was told something in confidence reads it before they type it."""
    page = as_sunita.get(f"/decisions/{ref}/what-was-decided")
    said = "A view stands in Maureen’s own copies. Was it told in confidence?"
    assert page.html.index("How do they see it?") < page.html.index(said)
    assert page.html.index(said) < page.html.index('id="positions"')
    (there,) = (url for words_, url in page.leads if words_.startswith("Write it under “Who may"))
    assert there.endswith("/sharing?from=what-was-decided#in_confidence")
    assert 'id="in_confidence"' in as_sunita.get(there).html


def test_reasons_in_somebodys_own_words_are_in_their_copy_only_where_that_is_ticked(
    as_sunita: Client, ref: str
) -> None:
    page, read_back = f"/decisions/{ref}/statement", f"/decisions/{ref}/read-back"
    own = "You wanted this, and so it was agreed. " * 20
    for number, ticked in enumerate(({}, {"in_theirs": "yes"}), 1):
        typed = {"own": own, "by": "Sunita", **ticked, "action": "go:read-back"}
        as_sunita.post(page, typed, page=page, status=303)
        shown = words(as_sunita.get(read_back).tree)
        assert ("As somebody puts it" in shown) == bool(ticked)
        assert ("Printed in the full record alone." in shown) == (not ticked)
        if ticked:  # in full, behind its first words
            behind = [part for _gist, part in folded(as_sunita, read_back)]
            assert any(own.strip() in part for part in behind)
        as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
        for copy, is_in in (
            ("full", True),
            ("person", bool(ticked)),
            ("large-print", bool(ticked)),
        ):
            html = as_sunita.get(f"/decisions/{ref}/versions/{number}/{copy}").text
            assert (own.strip() in html) == is_in
        if not ticked:
            begin = f"/decisions/{ref}/begin-next"
            as_sunita.post(begin, page=f"/decisions/{ref}", status=303)


def test_a_version_sealed_before_that_was_asked_still_prints_them() -> None:
    rows = marked_rows()
    own = str(rows["statement.own"]["value"])
    assert own in twin_of(layout_of("person"), rows)
    unticked = {**rows["statement.in_theirs"], "value": None}
    assert own not in twin_of(layout_of("person"), {**rows, "statement.in_theirs": unticked})
    del rows["statement.in_theirs"]
    assert own in twin_of(layout_of("person"), rows)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_that_may_hurt_is_in_their_copy_and_not_named_before(
    as_sunita: Client, ref: str
) -> None:
    """Every answer in sentences is their own, kept off their copy, of what is done, or named."""
    told, wanted = Example("Maureen").says("doors", route="full"), set()
    forms = {step.slug: step.form() for step in CONVERSATION.steps}
    forms |= {one.slug: one.item_form() for one in CONVERSATION.collections()}
    items = {one.slug for one in CONVERSATION.collections()}
    for slug, form in forms.items():
        asked = {f.key: f"{slug}.{f.key}" for f in form if f.control == "prose"}
        wanted |= {
            words
            for key, words in asked.items()
            if not form.field(key).spec.voice
            and "person" not in form.field(key).spec.withheld_from
            and words not in OF_WHAT_IS_DONE
        }
        if slug in items:
            told.item(slug, DOING if slug in {"consequences", "still"} else None, **asked)
            if any(f.spec.names_it for f in form):  # said under their own name, it is theirs
                told.item(slug, who="maureen ", **dict.fromkeys(asked, "Hers"))
        else:
            told.says(slug, **asked, **({"in_theirs": True} if slug == "statement" else {}))
    every = {f"{slug}.{asked.key}" for slug, form in forms.items() for asked in form}
    assert every >= OF_WHAT_IS_DONE
    app = as_sunita.app
    with app.extensions["riskapp"].db.read() as conn, app.test_request_context():
        found = others_words(find_decision(conn, ref), told.conversation())
    assert {one.words for one in found} == wanted
    assert {"positions.wont", "still.text", "differences.reason", "statement.own"} <= wanted


def test_a_list_shows_the_answer_and_a_question_waits_until_it_is_called_for(
    as_sunita: Client, ref: str
) -> None:
    home = f"/decisions/{ref}"
    dated = {"said_on-day": "", "said_on-month": "", "said_on-year": "2011"}
    quote = {"text": "I want to go home.", "heard_by": "Joan", **dated}
    page = f"{home}/what-matters"
    posted = {f"quotes..-{key}": said for key, said in quote.items()}
    as_sunita.post(page, {**posted, "action": "later"}, page=page, status=303)
    assert "I want to go home. (Joan, 2011)" in words(as_sunita.get(page).tree)
    page = f"{home}/capacity"
    said = {"assessments..-who": "Dr Rees", "assessments..-conclusion": "open"}
    as_sunita.post(page, {**said, "action": "later"}, page=page, status=303)
    assert "Dr Rees (No conclusion yet: presumed)" in words(as_sunita.get(page).tree)

    page, asked = f"{home}/decision", "What was done about it?"
    for danger, done, is_asked in (("yes", "", True), ("no", "", False), ("no", "Rang", True)):
        typed = {"danger": danger, "done_about": done, "action": "later"}
        as_sunita.post(page, typed, page=page, status=303)
        assert (asked in as_sunita.get(page).text) is is_asked
    page, none_needed = f"{home}/doors", "no other door needs to be opened"
    assert none_needed not in as_sunita.get(page).text
    say(as_sunita, ref, "doors", route="full")
    assert none_needed in as_sunita.get(page).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_what_every_conversation_is_asked_is_said_to_be(as_sunita: Client, ref: str) -> None:
    """A part that was opened in this one is named apart."""
    page, opened = f"/decisions/{ref}/read-back", "Of the parts that were opened in this one:"
    assert opened not in as_sunita.get(page).text
    say(as_sunita, ref, "doors", capacity="opened")
    every, _opened, parts = as_sunita.get(page).text.partition(opened)
    assert "Capacity" not in every.partition("Of what every conversation asks first:")[2]
    assert parts.lstrip().startswith("Capacity")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_it_was_looked_for_does_not_read_on_from_what(as_sunita: Client, ref: str) -> None:
    said = {"what": "Somebody day and night, paid for", "where": "Brokerage and the council"}
    posted = {f"not-found..-{key}": words for key, words in said.items()}
    path = f"/decisions/{ref}/what-would-help"
    as_sunita.post(path, posted, page=path, status=303)
    for page in (path, f"/decisions/{ref}/read-back"):
        text = as_sunita.get(page).text
        assert "Somebody day and night, paid for We asked: Brokerage and the council" in text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_much_to_read_back_is_folded_part_by_part_and_what_is_open_stays_in_sight(
    as_sunita: Client, ref: str
) -> None:
    """Nothing is left out: a part that is folded is on the page, behind its first words."""
    read_back = f"/decisions/{ref}/read-back"
    say(as_sunita, ref, "if-it-goes-wrong", first_sign="Not home by ten", steps="Ring Joan")
    assert not list(folded(as_sunita, read_back))
    say(as_sunita, ref, "if-it-goes-wrong", first_sign="Not home by ten", steps="Ring Joan. " * 300)
    parts = dict(folded(as_sunita, read_back))
    assert "Ring Joan." in parts["Not home by ten"]
    page = as_sunita.get(read_back)
    behind = " ".join(parts.values())
    assert "Of what every conversation asks first:" in page.text
    assert "Of what every conversation asks first:" not in behind
    assert not any(name in behind for name in ("Change: If it goes wrong", "Seal version"))


def folded(client: Client, address: str) -> Iterator[tuple[str, str]]:
    """The parts that are folded: their first words, and all that stands behind them."""
    for part in client.get(address).tree.iter("details"):
        if part.get("class") == "ra-fold":
            gist = next(e for e in part.iter("span") if e.get("class") == "ra-fold__gist")
            yield words(gist), words(part)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_record_gives_a_reason_for_and_nobody_opened_is_named_before_the_seal(
    as_sunita: Client, ref: str
) -> None:
    """Folded, with what gives the reason and the way to open it or say why not; it hinders nothing."""
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    title = "Parts that were not opened"
    assert title not in as_sunita.get(read_back).text
    first = f"{home}/decision"
    as_sunita.post(first, {"pressure": "not-sure"}, page=first, status=303)
    say(as_sunita, ref, "what-was-decided", differences__who="Joan", differences__view="Not alone")
    page = as_sunita.get(read_back)
    (part,) = [p for p in map(words, page.tree.iter("details")) if p.startswith(title)]
    assert "Pressure or harm by a person Could anyone be putting pressure" in part
    assert "or doing harm? Not sure" in part
    assert "People disagree Joan: Not alone" in part
    assert "stands under “Who sees it differently”" in part
    assert "Pressure or harm" not in page.text.replace(part, "")
    for door in ("pressure", "disagree"):
        assert f'value="to:{home}/doors?from=read-back#{door}"' in page.html
    assert 'id="pressure"' in as_sunita.get(f"{home}/doors").html
    doors = f"{home}/doors"
    said = {"pressure": "not-now", "pressure_for": "Asked on Monday", "disagree": "opened"}
    as_sunita.post(doors, said, page=doors, status=303)
    assert title not in as_sunita.get(read_back).text
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    assert "not now, because: Asked on Monday" in as_sunita.get(f"{home}/versions/1/full").text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_their_own_copy_tells_of_capacity_is_said_before_the_paper_says_it(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    # Nothing says on which day: an assessment may be months older than what was decided.
    told = (
        "When this was decided, it had been found that you could not decide it yourself. "
        "It was decided for you."
    )
    say(as_sunita, ref, "doors", capacity="opened")
    say(as_sunita, ref, "capacity", assessments__who="Dr Rees", assessments__conclusion="could-not")
    page = as_sunita.get(read_back).text
    assert "What was found is not read aloud here" in page
    assert "own copies" not in page
    say(as_sunita, ref, "what-was-decided", whose="best-interests", decided="A placement")
    page = as_sunita.get(read_back)
    assert f"Maureen’s own copies say: “{told}” Tell Maureen so before the paper does." in page.text
    assert kept_back(page.tree)["Capacity for this decision"].endswith(
        "because it protects somebody; but what was found is told in Maureen’s own copies, in a sentence"
    )
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)
    for copy in ("person", "large-print", "easy-read"):
        assert told in as_sunita.get(f"{home}/versions/1/{copy}").text


def kept_back(tree: Element) -> dict[str, str]:
    """What is not read aloud: each part with what is said of it."""
    (section,) = [
        one for one in tree.iter("section") if words(one).startswith("Not read aloud here")
    ]
    lines = map(words, section.iter("li"))
    return {line.partition(",")[0]: line for line in lines}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_their_own_choice_beside_an_assessment_that_they_could_not_is_said_where_it_is_chosen_and_sealed(
    as_sunita: Client, ref: str
) -> None:
    """Once at each place, with the way to both; folded where the screen may be handed over. Not where
    another found that they could.
    """
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    decided, said = (
        f"{home}/what-was-decided",
        "an assessment says that Maureen could not make this",
    )
    say(as_sunita, ref, "doors", capacity="opened")
    say(as_sunita, ref, "capacity", assessments__who="Dr Rees", assessments__conclusion="could-not")
    assert said not in as_sunita.get(decided).text
    say(as_sunita, ref, "what-was-decided", whose="person", decided="To go home")
    page = as_sunita.get(decided)
    assert page.text.count(said) == 1
    assert f'value="to:{home}/capacity?from=what-was-decided#assessments"' in page.html
    page = as_sunita.get(read_back)
    (fold,) = [one for one in map(words, page.tree.iter("details")) if said in one]
    assert page.text.count(said) == 1
    assert "two answers here may not go together" in fold
    for there in ("what-was-decided?from=read-back#whose-1", "capacity?from=read-back#assessments"):
        assert f'value="to:{home}/{there}"' in page.html
    say(as_sunita, ref, "capacity", assessments__who="Dr Lee", assessments__conclusion="could")
    assert said not in as_sunita.get(decided).text + as_sunita.get(read_back).text
    as_sunita.post(read_back, {"action": "seal"}, page=read_back, status=303)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_choice_made_for_them_by_nobody_named_is_said_before_the_seal(
    as_sunita: Client, ref: str
) -> None:
    home, read_back = f"/decisions/{ref}", f"/decisions/{ref}/read-back"
    said = "It was decided for Maureen, and nothing says by whom."
    assert said not in as_sunita.get(read_back).text
    say(as_sunita, ref, "what-was-decided", whose="best-interests", ending="decided-for")
    page = as_sunita.get(read_back)
    assert page.text.count(said) == 1
    assert f'value="to:{home}/what-was-decided?from=read-back#because"' in page.html
    assert as_sunita.get(f"{home}/what-was-decided").text.count(said) == 1
    say(as_sunita, ref, "capacity", assessments__who="Dr Rees", assessments__conclusion="could-not")
    say(as_sunita, ref, "what-was-decided", whose="best-interests", ending="agreed")
    page = as_sunita.get(read_back)
    assert f'value="to:{home}/best-interests?from=read-back#decider"' in page.html
    say(as_sunita, ref, "best-interests", decider="Sunita Rao, social worker")
    assert said not in as_sunita.get(read_back).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_took_part_is_not_open_still_where_it_is_said_here(as_sunita: Client, ref: str) -> None:
    read_back, title = f"/decisions/{ref}/read-back", "Who took part, and who has a copy"
    say(as_sunita, ref, "doors", capacity="opened")
    assert title in as_sunita.get(read_back).text
    say(as_sunita, ref, "read-back", taking_part="took-part", others="Alan, a brother")
    assert title not in as_sunita.get(read_back).text
