"""Real situations that are brought to a panel: from the conversation to a backing that is overtaken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.app import SUNITA
from tests.browser.panelling import Panelled, set_up, told_of
from tests.browser.serving import Site
from tests.records.reading import page_texts, squeezed, text_of_pdf

TABLET = {"width": 768, "height": 1024}
# How each is walked: a browser with all there is, one without JavaScript, one on a tablet.
WALKED: dict[str, dict[str, Any]] = {
    "walking": {},
    "smoking": {"java_script_enabled": False},
    "cruise": {"viewport": TABLET},
}


@pytest.mark.long
@pytest.mark.parametrize("name", WALKED)
def test_a_situation_is_brought_to_a_panel_and_its_backing_is_overtaken(
    browser: Browser, site: Site, name: str
) -> None:
    with ExitStack() as until:
        one = Panelled(site, told_of(name), browser, until, WALKED[name])
        set_up(site, one.told)
        one.hold_and_seal()
        one.refer()
        one.arrange()
        one.put_papers_out()
        one.let_in()
        one.say_what_each_thinks()
        one.note_who_is_there()
        _only_then_views_are_read(one)
        one.advise()
        one.differ()
        one.give()
        _minutes_carry_advice_and_no_view(one)
        _the_letter_says_no_name(one)
        one.answer()
        one.change_and_seal()
        _the_decision_says_all_of_it(one)
        _the_referral_asks_for_what_changed(one)
        _the_full_record_carries_it(one)


def _only_then_views_are_read(one: Panelled) -> None:
    chair, told = one.told["chair"], one.told
    others = [said for who, said in told["views"].items() if who != chair]
    at = one.at_papers(chair)
    said = [words for view in (*others, told["on_paper"]["said"]) for words in _texts(view)]
    _says_none_of(at.read(), said)
    one.open_views()
    _says(at.read(), said)
    _says(at.read(), [told["interest"]["what"], told["guest"]["organisation"]])
    _says(at.read(), ["given on paper, and entered for the member by Nia Bevan"])


def _minutes_carry_advice_and_no_view(one: Panelled) -> None:
    made, told = one.minute(), one.told
    text, pages = text_of_pdf(made), page_texts(made)
    for number, page in enumerate(pages, 1):
        _says(page, [f"page {number} of {len(pages)}"])
    _says_none_of(text, ["quorum", "Without the view of"])
    _says(text, [told["referral"]["question"]["question"], *_advised(one.told)])
    _says(text, ["Declared an interest, and did not advise"])
    _says(text, [told["members"][told["interest"]["who"]]["profession"]])
    views = [*told["views"].values(), told["on_paper"]["said"]]
    _says_none_of(text, [words for view in views for words in _texts(view)])
    _says_none_of(text, [told["interest"]["what"]])


def _the_letter_says_no_name(one: Panelled) -> None:
    text, told = text_of_pdf(one.write_home()), one.told
    _says(text, told["letter"].values())
    _says_none_of(text, [told["dissent"]["view"], *_who(told)])


def _the_decision_says_all_of_it(one: Panelled) -> None:
    text, told = one.by(SUNITA).read(), one.told
    _says(text, ["Sealed, version 2", "Backed, with conditions", "Backed an earlier version."])
    _says(text, _advised(told, without=("noticed", "known_by")))
    _says(text, [told["answer"]["words"], told["answer"]["because"]])


def _the_referral_asks_for_what_changed(one: Panelled) -> None:
    at, told = one.by(SUNITA), one.told
    at.go(f"/referrals/{one.referral}")
    _says(at.read(), ["advice answered", "What changed since it was backed", *_advised(told)[:1]])
    _says(at.read(), ["Not done yet; due", *(one["what"] for one in told["conditions"])])
    at.press("Ask the panel to look at this again")
    (changed,) = told["changed"]["answers"].values()
    _says(
        at.page.get_by_label("What do you ask the panel to think about?").input_value(), [changed]
    )


def _the_full_record_carries_it(one: Panelled) -> None:
    """Of the version that was sealed since, with what was backed before."""
    at = one.by(SUNITA)
    one.site.work()
    at.go(f"/decisions/{one.decision}")
    text = text_of_pdf(at.pdf("main a[href$='/full.pdf']"))
    _says(text, ["Backed an earlier version", *_advised(one.told)[:1]])
    _says(text, [one.told["dissent"]["view"], one.told["answer"]["words"]])


def _advised(told: Mapping[str, Any], without: tuple[str, ...] = ()) -> list[str]:
    """What a panel says, all that its members wrote of it: what it is because of first."""
    parts = [told["advice"], told["dissent"], *told["conditions"]]
    kept = ("because", "weight", "if_wrong", "noticed", "view", "what", "takes_away", "known_by")
    return [one[key] for one in parts for key in kept if key in one and key not in without]


def _who(told: Mapping[str, Any]) -> list[str]:
    """Those who sat, by profession."""
    seats = [told["guest"], *told["members"].values()]
    return [seat["profession"] for seat in seats]


def _texts(view: Mapping[str, str]) -> Iterator[str]:
    """What somebody wrote, and not what they chose."""
    return (words for key, words in view.items() if key != "sure")


def _says(text: str, words: Any) -> None:
    missing = [one for one in words if squeezed(one) not in squeezed(text)]
    assert not missing, f"{missing} not in: {text}"


def _says_none_of(text: str, words: Any) -> None:
    there = [one for one in words if squeezed(one) in squeezed(text)]
    assert not there, f"{there} in: {text}"
