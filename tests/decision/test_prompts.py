"""The balance prompts: each asks where it should, is content where it should be, and never nags."""

from __future__ import annotations

import re

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.prompts import PROMPTS, Prompt, noticed, worth_asking
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import QUOTE
from riskapp.decision.steps.balance import SET_ASIDE, SetAside
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import PSEUDO, using

each = pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)

ORDER = [
    "harm-by-another",
    "not-wanting-to-live",
    "own-words",
    "lack-as-choice",
    "one-option-empty",
    "as-now-not-social",
    "only-hoped-for",
    "only-feared",
    "someone-else",
    "options-as-put",
    "could-not-because",
    "own-view-of-liberty",
    "own-choice-of-another",
    "own-choice-found-unable",
    "decider-left-over",
    "decider-unnamed",
    "against-without-weight",
    "may-be-a-restriction",
    "restriction-takes-away",
    "restriction-end",
    "restriction-nothing-less",
    "marked-and-not-spoken-of",
    "restriction-renewed",
    "technology-unanswered",
    "difference-goes-nowhere",
    "nothing-instead",
    "smaller-or-tried",
    "hard-to-undo",
    "rests-on-a-worry",
    "waiting-not-free",
    "physical-only",
    "nothing-marked",
    "more-than-three-marked",
    "whose-worry",
    "one-persons-worries",
    "voice-without-hope",
    "carers-own-life",
    "quiet-voice",
    "still-one-only",
    "help-for-nothing",
    "services-first",
    "safeguard-takes-away",
]


def ids(talk: Conversation) -> list[str]:
    return [one.id for one in noticed(talk)]


@each
def test_each_asks_on_its_own_example(prompt: Prompt) -> None:
    found = prompt.notice(prompt.fires_on.conversation())
    assert found is not None
    assert found.id == prompt.id


@each
def test_each_is_content_with_its_good_example(prompt: Prompt) -> None:
    assert prompt.notice(prompt.silent_on.conversation()) is None


@each
def test_each_is_silent_on_an_empty_conversation(prompt: Prompt) -> None:
    assert prompt.notice(Example().conversation()) is None
    assert prompt.notice(Conversation(Entries(), "Maureen")) is None


@each
def test_each_gives_its_reason_and_a_dated_source(prompt: Prompt) -> None:
    found = prompt.notice(prompt.fires_on.conversation())
    assert found is not None
    assert len(found.why) > 40
    assert re.search(r"checked \d{1,2}\s\w+ 20\d\d$", found.source)
    assert prompt.source.title


@each
def test_the_words_of_each_are_whole_kind_and_without_numbers(prompt: Prompt) -> None:
    found = prompt.notice(prompt.fires_on.conversation())
    assert found is not None
    said = [found.title, found.noticed, found.why, found.verb]
    assert all(said)
    assert "%(" not in "".join(said)
    assert not re.search(r"\d", "".join(said))
    assert not re.search(
        r"\b(must|should|required|need to|please|score|forgot|wrong to|error|warning)\b",
        " ".join(said),
        re.IGNORECASE,
    )


@each
def test_the_link_of_each_leads_to_a_place_in_the_journey(prompt: Prompt) -> None:
    talk = prompt.fires_on.conversation()
    found = prompt.notice(talk)
    assert found is not None
    step = CONVERSATION.step(found.step)
    if found.collection:
        assert found.collection in {c.slug for c in step.collections}
        assert found.item or found.anchor.startswith(found.collection)
    if found.item:
        item = talk.entries.find(found.item)
        assert item is not None
        assert item.step == found.collection
        form = step.collection(found.collection).item_form()
        assert found.anchor in {field.first_id for field in form}  # the very question
    if found.anchor and not found.collection:
        key = found.anchor.removesuffix("-1")
        assert key in {field.key for field in step.form()}


@each
def test_the_examples_hold_only_what_the_journey_asks(prompt: Prompt) -> None:
    forms = {step.slug: step.form for step in CONVERSATION.steps}
    forms |= {c.slug: c.item_form for c in CONVERSATION.collections()}
    for example in (prompt.fires_on, prompt.silent_on):
        for entry in example.conversation().entries:
            form = forms[entry.step]()
            for key, value in entry.data.items():
                form.field(key).check(value)


@each
def test_each_is_spoken_through_gettext(prompt: Prompt) -> None:
    with using(PSEUDO):
        found = prompt.notice(prompt.fires_on.conversation())
    assert found is not None
    for words in (found.title, found.noticed, found.why, found.source, found.verb):
        assert words.startswith("⟦")
        assert words.endswith("⟧")


@each
def test_one_that_is_set_aside_stays_silent(prompt: Prompt) -> None:
    assert prompt.id in ids(prompt.fires_on.conversation())
    talk = _with_aside(prompt.fires_on, prompt.id)
    assert prompt.id not in ids(talk)
    assert talk.considered == ["Spoken of on the telephone."]


def _with_aside(example: Example, prompt: str) -> Conversation:
    example = _copy(example)
    example.item(SET_ASIDE.slug, prompt=prompt, reason="Spoken of on the telephone.")
    return example.conversation()


def _copy(example: Example) -> Example:
    """Examples are shared by every test: what is added is added to a copy."""
    fresh = Example(example.name)
    fresh.__dict__.update(
        {k: v.copy() if hasattr(v, "copy") else v for k, v in vars(example).items()}
    )
    return fresh


def test_setting_one_aside_leaves_the_others() -> None:
    talk = PROMPTS[3].fires_on.conversation()
    rest = [one for one in ids(talk) if one != "one-option-empty"]
    assert rest
    assert ids(_with_aside(PROMPTS[3].fires_on, "one-option-empty")) == rest


def test_the_order_is_the_one_agreed_and_every_id_fits_its_field() -> None:
    assert [prompt.id for prompt in PROMPTS] == ORDER, (
        "a new prompt has its place in ORDER above too"
    )
    most = SetAside().field("prompt").spec.most
    assert all(len(one) <= most for one in ORDER)


def _everything_at_once() -> Conversation:
    talk = Example().feared(DOING, "Could fall", kind="physical")
    talk.hoped(NOW, "A fire would burn the flat next door", kind="physical").helps(
        "Locked in", "restriction"
    )
    return talk.conversation()


def test_they_come_in_order_and_never_more_than_three_at_a_time() -> None:
    talk = _everything_at_once()
    found = ids(talk)
    assert len(found) > 6
    assert found == [one for one in ORDER if one in found]
    assert [one.id for one in worth_asking(talk)] == found[:3]
    assert [one.id for one in worth_asking(talk, most=99)] == found[:3]
    assert [one.id for one in worth_asking(talk, most=1)] == found[:1]


def test_a_conversation_that_has_both_sides_is_asked_nothing() -> None:
    talk = (
        Example()
        .wants("Walk to the allotment on my own.")
        .hoped(DOING, "My beans, my air.", kind="emotional", said_by="person", marked=True)
        .feared(DOING, "Could fall on the towpath", kind="physical", worry_of="Joan")
        .hoped(NOW, "No wet leaves", kind="physical", worry_of="Joan")
        .feared(NOW, "Nobody to tell about my day.", kind="social", said_by="person")
        .helps("She takes her stick and her telephone", "own")
        .still(DOING, "She could still slip.")
        .still(NOW, "She could still lose heart.")
    )
    assert noticed(talk.conversation()) == []


def test_a_benefit_with_no_worry_is_asked_about_as_in_the_smoking_vignette() -> None:
    talk = Example("Leo").wants("I smoke in bed.").hoped(DOING, "My evening", said_by="person")
    assert "only-hoped-for" in ids(talk.conversation())


@pytest.mark.parametrize("option", [DOING, NOW])
def test_one_sidedness_is_noticed_of_either_option_either_way(option: str) -> None:
    other = NOW if option == DOING else DOING
    good_only = Example().hoped(option, "x").hoped(other, "y").feared(other, "z")
    assert "only-hoped-for" in ids(good_only.conversation())
    assert "only-feared" not in ids(good_only.conversation())
    bad_only = Example().feared(option, "x").hoped(other, "y").feared(other, "z")
    assert "only-feared" in ids(bad_only.conversation())
    assert "only-hoped-for" not in ids(bad_only.conversation())
    silent = Example().hoped(option, "x").feared(option, "y").conversation()
    found = next(one for one in noticed(silent) if one.id == "one-option-empty")
    assert found.anchor.startswith(f"consequences.{other}.")


def test_practical_losses_alone_do_not_stand_for_feelings_and_people() -> None:
    talk = Example().feared(NOW, "The shopping stays undone", kind="practical")
    assert "as-now-not-social" in ids(talk.conversation())
    talk.feared(NOW, "I’d be cross with myself.", kind="emotional")
    assert "as-now-not-social" not in ids(talk.conversation())
    talk = Example().feared(NOW, "I’d be sad and alone.").hoped(NOW, "It is dry.", kind="physical")
    assert "as-now-not-social" not in ids(
        talk.conversation()
    )  # of what nobody sorted, nothing is said


def test_what_help_is_for_is_asked_of_restrictions_and_of_others_once_somebody_began() -> None:
    talk = Example().feared(DOING, "A fall").helps("Her stick", "own")
    assert "help-for-nothing" not in ids(talk.conversation())
    talk.helps("A rail", "equipment", for_what=["consequences-2"])
    assert "help-for-nothing" in ids(talk.conversation())


def test_pressure_that_was_spoken_of_is_not_asked_about_again() -> None:
    talk = Example("Ken").feared(NOW, "He shouts at me.")
    assert "harm-by-another" in ids(talk.conversation())
    assert "harm-by-another" in ids(_copy(talk).says("decision", pressure="no").conversation())
    assert "harm-by-another" not in ids(
        _copy(talk).says("decision", pressure="not-sure").conversation()
    )
    assert "harm-by-another" not in ids(_copy(talk).says("doors", pressure_for="x").conversation())


def test_harm_by_another_never_quotes_what_was_written_and_leads_to_the_route() -> None:
    talk = Example("Ken").feared(NOW, "He shouts at me every night.").conversation()
    found = noticed(talk)[0]
    assert found.id == "harm-by-another"
    assert "shouts" not in found.title + found.noticed + found.why
    assert found.endpoint == "safeguarding.route"


def test_not_wanting_to_live_is_never_quoted_and_ends_with_what_was_done_about_it() -> None:
    talk = Example("Marian").wants("Out of here quick or be dead.")
    found = noticed(talk.conversation())[0]
    assert found.id == "not-wanting-to-live"
    assert "dead" not in found.title + found.noticed + found.why
    assert found.endpoint == "safeguarding.route"
    answered = _copy(talk).says("decision", done_about="Asked her; the crisis team came.")
    assert "not-wanting-to-live" not in ids(answered.conversation())


def test_help_that_may_stop_somebody_is_asked_about_unless_it_is_called_what_it_is() -> None:
    locked = "Mrs R is never let ashore alone; the cabin door is locked from outside."
    talk = Example("Mrs R").helps("Company").helps("Dennis sees to her", "people", does=locked)
    (found,) = [one for one in noticed(talk.conversation()) if one.id == "may-be-a-restriction"]
    assert "“Mrs R is never let ashore alone” may stop or limit Mrs R" in found.noticed
    assert (found.step, found.item, found.anchor) == ("what-would-help", "mitigations-3", "rung-1")
    for rung in ("restriction", "technology"):
        called = Example("Mrs R").helps(locked, rung).conversation()
        assert "may-be-a-restriction" not in ids(called)
    gone = Example("Mrs R").helps(locked, "people", stands="ended").conversation()
    assert "may-be-a-restriction" not in ids(gone)


def test_what_was_looked_for_and_not_found_answers_the_question_of_money() -> None:
    talk = Example().says("what-was-decided", decided="He stays in: no funding for a driver.")
    assert "lack-as-choice" in ids(talk.conversation())
    talk.looked_for("A driver on Thursdays")
    assert "lack-as-choice" not in ids(talk.conversation())


def test_a_door_that_was_left_for_later_is_not_asked_about_again() -> None:
    talk = Example().feared(DOING, "A fall on top of her", to_whom="Joan")
    assert "someone-else" in ids(talk.conversation())
    talk.says("doors", someone_else="not-now")
    assert "someone-else" not in ids(talk.conversation())


def test_to_whom_naming_the_person_is_nobody_else() -> None:
    talk = Example().feared(DOING, "A fall", to_whom=" maureen ")
    assert "someone-else" not in ids(talk.conversation())


def test_worries_of_two_people_are_not_one_sided() -> None:
    talk = Example().feared(DOING, "a", worry_of="Joan").feared(DOING, "b", worry_of="joan ")
    assert "one-persons-worries" in ids(talk.conversation())
    talk.feared(DOING, "c", worry_of="Dr Rao")
    assert "one-persons-worries" not in ids(talk.conversation())


def test_every_worry_without_a_name_is_told_of_as_one_is_asked_about() -> None:
    talk = Example().wants("x")
    for worry in ("Traffic", "The cold", "The dark", "A fall", "Nights"):
        talk.feared(DOING, worry)
    (found,) = (one for one in noticed(talk.conversation()) if one.id == "whose-worry")
    assert found.noticed.startswith("“Traffic” has no name beside it.")
    assert found.noticed.endswith("Asked next: “The cold”; “The dark”; “A fall”; …")


def test_long_words_are_quoted_only_as_far_as_is_needed() -> None:
    long = "Crossing the lane " * 500
    talk = Example().wants("x").feared(DOING, long).conversation()
    found = next(one for one in noticed(talk) if one.id == "whose-worry")
    assert len(found.noticed) < QUOTE + 100
    assert "lane…" in found.noticed or "the…" in found.noticed or "Crossing…" in found.noticed


def test_words_that_look_like_placeholders_stay_as_they_were_typed() -> None:
    talk = Example("100% Ann").wants("x").feared(DOING, "5%(name)s %d {} <b>").conversation()
    found = next(one for one in noticed(talk) if one.id == "whose-worry")
    assert "5%(name)s %d {} <b>" in found.noticed
    assert "100% Ann" in found.noticed


@pytest.mark.parametrize(
    ("sort", "first", "second", "words"),
    [
        (
            "restriction",
            "nothing_less",
            "smaller",
            ("why nothing less would do", "what will make it smaller"),
        ),
        ("technology", "agreed_how", "responds", ("how Ruth agreed to it", "who responds")),
    ],
)
def test_of_two_answers_only_what_is_not_said_is_said_to_be_missing(
    sort: str, first: str, second: str, words: tuple[str, str]
) -> None:
    which = {"restriction": "restriction-nothing-less", "technology": "technology-unanswered"}[sort]
    (prompt,) = (one for one in PROMPTS if one.id == which)

    def says(**said: str) -> str:
        found = prompt.notice(Example("Ruth").helps("A bell", sort, **said).conversation())
        assert found is not None
        return found.noticed

    assert says().endswith(f"not say yet {words[0]}, nor {words[1]}.")
    assert says(**{first: "As tried"}).endswith(f"not say yet {words[1]}.")
    assert says(**{second: "As tried"}).endswith(f"not say yet {words[0]}.")
