"""The layout and components in a real browser: no barrier, no sideways scroll, no refused style."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jinja2 import Environment
from playwright.sync_api import Browser, Page

from riskapp.decision.balance import draw
from riskapp.platform import i18n

from .cast import MAUREEN, PAGES, Link, given
from .conftest import STATIC, Site

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 768, 1280)
STATES = ("not_yet_talked_about", "started", "talked_about", "sealed")


@pytest.fixture
def look(browser: Browser, site: Site, jinja: Environment) -> Iterator[Callable[..., Page]]:
    """Opens one of the pages at a width; fails at the end if the browser complained of anything."""
    complaints: list[str] = []
    opened: list[Any] = []
    assert (STATIC / "build" / "govuk-frontend.css").is_file(), "the design system is not built yet"

    def opener(name: str, width: int, **how: Any) -> Page:
        template, more = PAGES[name]
        site.pages["/"] = jinja.get_template(template).render(given(**more))
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        opened.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda said: complaints.append(str(said)))
        page.on("response", lambda r: complaints.append(r.url) if r.status >= 400 else None)
        page.goto(site.url)
        page.evaluate("document.fonts.ready")
        return page

    yield opener
    for context in opened:
        context.close()
    assert not complaints


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_never_scrolls_sideways(
    name: str, width: int, look: Callable[..., Page]
) -> None:
    page = look(name, width)
    if folder := os.environ.get("RISKAPP_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    assert not found["violations"], [(v["id"], v["nodes"]) for v in found["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_twins_stay_as_tall_and_as_wide_as_each_other(look: Callable[..., Page]) -> None:
    page = look("both-sides", 1280)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll('.ra-side')].map(
          side => [...side.querySelectorAll('.ra-box')]
            .map(b => b.getBoundingClientRect()).map(r => [r.width, r.height, r.top]))"""
    )
    assert boxes[0] == boxes[1]


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (895, "narrow"), (320, "narrow")])
def test_one_of_the_two_pictures_shows(width: int, shown: str, look: Callable[..., Page]) -> None:
    page = look("balance", width)
    for name in ("wide", "narrow"):
        assert page.locator(f".ra-balance__{name}").is_visible() == (name == shown)


@pytest.mark.parametrize("name", ["balance", "balance-unsaid"])
def test_text_of_the_picture_stays_in_its_cell_in_the_real_face(
    name: str, look: Callable[..., Page]
) -> None:
    """Line breaks are reckoned with estimated widths; here the font itself is asked."""
    page = look(name, 1280)
    spilt = page.evaluate(
        """() => [...document.querySelectorAll('.ra-balance__wide svg')].flatMap(svg => {
          const frames = [...svg.querySelectorAll('.cell, .first')].map(r => r.getBBox());
          return [...svg.querySelectorAll('text')].filter(text => {
            const t = text.getBBox();
            const frame = frames.find(f => t.x > f.x && t.x < f.x + f.width
              && t.y + 5 > f.y && t.y < f.y + f.height);
            return frame && t.x + t.width > frame.x + frame.width;
          }).map(text => text.textContent);
        })"""
    )
    assert spilt == []
    assert page.evaluate("document.fonts.check('600 16px \"Atkinson Hyperlegible Next\"')")


def test_an_error_is_where_the_keyboard_is_and_its_link_goes_to_the_field(
    look: Callable[..., Page],
) -> None:
    page = look("wrong", 1280)
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert page.title().startswith("Error: ")
    links = page.locator(".govuk-error-summary__list a")
    for place in range(links.count()):
        links.nth(place).click()
        assert page.evaluate("document.activeElement.closest('.govuk-form-group--error') !== null")


def test_the_skip_link_is_the_first_stop(look: Callable[..., Page]) -> None:
    page = look("both-sides", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"


def test_targets_are_large_enough(look: Callable[..., Page]) -> None:
    """24 px at least, controls 40; links inside sentences are the exception WCAG makes."""
    page = look("both-sides", 320)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
            'button, textarea, .ra-nav a, .ra-entry__tools a, summary')]
          .map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect().height])
          .filter(([, height]) => height < 24)"""
    )
    assert small == []
    assert page.locator(".govuk-button").first.bounding_box()["height"] >= 40  # type: ignore[index]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_html_with_one_heading_and_unique_ids(
    name: str, jinja: Environment
) -> None:
    template, more = PAGES[name]
    html = jinja.get_template(template).render(given(**more))
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    ids = [e.attrib["id"] for e in page.iter() if "id" in e.attrib]
    assert len(ids) == len(set(ids))
    assert len(page.findall(".//h1")) == 1
    assert all("style" not in e.attrib for e in page.iter())
    assert all(e.attrib.get("src") and not e.text for e in page.iter("script"))
    pointed = {i for e in page.iter() for i in e.attrib.get("aria-describedby", "").split()}
    assert pointed <= set(ids)
    labelled = {e.attrib["for"] for e in page.iter("label")}
    typed = [e for tag in ("input", "textarea") for e in page.iter(tag)]
    assert {e.attrib["id"] for e in typed if e.attrib.get("type") != "hidden"} <= labelled


def test_nobody_signed_in_sees_no_way_in_or_out(jinja: Environment) -> None:
    html = jinja.get_template("signed_out.html").render(given(**PAGES["signed-out"][1]))
    for word in ("Sign out", "<nav", "csrf_token", "Demonstration"):
        assert word not in html


def test_every_word_of_ours_goes_through_gettext(jinja: Environment) -> None:
    """In the pseudo-locale a component prints nothing bare but the single letters it was given."""

    def drawn(name: str, macro: str, *args: Any) -> str:
        return str(getattr(jinja.get_template(f"components/{name}.html").module, macro)(*args))

    with i18n.using(i18n.PSEUDO):
        html = (
            drawn("entry", "entry_card", "W", "A", True, "i", "n", "v", "P", "#")
            + drawn("entry", "entry_card", "W", "A", True)
            + "".join(drawn("state", "state_tag", code) for code in STATES)
            + drawn("state", "not_yet")
            + drawn("facts", "facts", [("W", "")])
            + drawn("save_status", "save_status")
            + drawn("subject", "where_am_i", 2, 6)
            + drawn("subject", "back_link", "#")
            + drawn("item_card", "item_card", "W", "A", "", "", "", "#")
            + drawn("item_card", "until", "i", "D")
            + drawn("item_card", "until", "i", "D", "", True)
            + drawn("prompt_card", "prompt_card", "T", "N", "W", "D", "#", "#")
            + drawn("balance", "balance", "P", "", "", "")
            + drawn("error_summary", "error_summary", [], [("i", "W")])
        )
        page = jinja.get_template("signed_out.html").render(given(nav=[Link("N", "#")]))
    assert html.count("⟦") > 25
    assert re.fullmatch(r"(?:\W|\b[A-Z]\b)*", left_bare(html)), left_bare(html)
    ours_in_page = left_bare(page)
    for given_words in ("Sunita Rao, practitioner", "Who are you?", "riskapp", "Sign in"):
        ours_in_page = ours_in_page.replace(given_words, "")
    for link in given()["foot_links"]:
        ours_in_page = ours_in_page.replace(link.label, "")
    assert re.fullmatch(r"[\WN]*", ours_in_page), ours_in_page


def left_bare(html: str) -> str:
    """The words a reader meets, in text and in attributes, that did not go through gettext."""
    said = re.findall(r'(?:aria-label|data-offline|data-refused)="([^"]*)"', html)
    text = re.sub(r"<[^>]*>", " ", html) + " ".join(said)
    while re.search(r"⟦[^⟦⟧]*⟧", text):
        text = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
    return text


def test_the_picture_goes_into_the_page_as_it_is(jinja: Environment) -> None:
    """Nothing of it is escaped twice."""
    template, more = PAGES["balance"]
    html = jinja.get_template(template).render(given(**more))
    assert str(draw("Maureen", MAUREEN, uid="wide")) in html
