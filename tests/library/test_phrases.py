"""Phrases looked for: how they are written, and that a long text is read as fast as a short one."""

from __future__ import annotations

import pytest

from riskapp.library.phrases import Index, read_phrase, words_of
from tests.counting import calls

LISTS = {"role": ("carer", "nurses"), "anybody": ("<role>", "she")}


def found(phrase: str, text: str) -> bool:
    index = Index()
    index.add(read_phrase(phrase, LISTS), None)
    return any(True for _one in index.find(words_of(text)))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("fail* to", "It FAILED\nto stop"),
        ("did not", "He didn’t, nor didnt she"),
        ("should have", "They should\u00adn't; we should've"),
        ("non complian*", "non-compliant"),
        ("careless", "care-\nless"),
        ("careless", "care\u200bless"),
        ("<role> 's fault", "the carer's fault"),
        ("<role> ~2 late", "nurses were often late"),
        ("<anybody> ~2 late", "the nurses were late"),
        ("if ~12 would", "if it had been as it was on Monday he would"),
        ("she is|was late", "She’s late"),
        ("should not? have", "should have, should not have"),
        ("have *ed", "have checked"),
        (". had they", "It rained. Had they known"),
        ("obvious .", "so obvious"),
        ("obvious . so", "obvious?!… So"),
        ("naive", "naïve"),
    ],
)
def test_a_phrase_stands_there(phrase: str, text: str) -> None:
    assert found(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("fail* to", "It failed. To stop"),
        ("<role> ~2 late", "The carer rang. Late"),
        ("<role> ~2 late", "the carer was not very often late"),
        ("obvious . so", "obvious...so"),
        ("careless", "care less"),
        ("have *ed", "have tea"),
        ("meant to . ~3 not", "He was meant to."),
    ],
)
def test_a_phrase_does_not(phrase: str, text: str) -> None:
    assert not found(phrase, text)


def test_many_are_found_together_as_each_is_alone() -> None:
    said = [
        "fail* to",
        "<anybody> ~2 late",
        "have *ed",
        ". had they",
        "late .",
        "not|. had",
        "was late",
    ]
    text = "She was late. Had they failed to ring? The nurses have checked"
    together = Index()
    for one in said:
        together.add(read_phrase(one, LISTS), one)
    assert {of for _begin, _end, of in together.find(words_of(text))} == set(said)
    assert all(found(one, text) for one in said)


@pytest.mark.parametrize(
    "phrase",
    ["", "~2 late", "late?", "late ~3", "<nobody> late", "a*", "so-so", "a ~8 b ~8 c ~8 d", "*"],
)
def test_what_cannot_be_looked_for_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match="“"):
        read_phrase(phrase, LISTS)


def test_places_are_those_of_the_text() -> None:
    text = "So, he hasn’t gone."
    assert [text[w.start : w.end] for w in words_of(text)][1:6] == [
        *("So", "he", "hasn’t", "hasn’t", "gone")
    ]
    assert [w.plain for w in words_of(text, [(4, 6)])][1:3] == ["so", "“”"]


def test_a_text_of_ten_times_the_length_takes_about_ten_times_as_much() -> None:
    """One sentence that holds each word of the phrase everywhere, and the phrase nowhere."""
    text = "nurses were never never not not not not not not late " * 2_000

    def taken(size: int) -> int:
        return calls(lambda: found("<role> ~5 never ~5 late", text[:size])).total()

    assert not found("<role> ~5 never ~5 late", text)
    assert taken(100_000) < 12 * taken(10_000)
