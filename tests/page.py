"""Reads a page, and checks on the way what every page must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

TITLE = re.compile(r"(Error: )?\S.* – riskapp", re.DOTALL)
UNLABELLED_INPUTS = frozenset(("hidden", "submit", "button", "image", "reset"))
_HANDLER = re.compile(r"on[a-z]+")


@dataclass(frozen=True)
class Form:
    """A form as a browser would post it, were nothing changed."""

    action: str
    method: str
    fields: dict[str, str]
    buttons: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Page:
    """A page that was found in order. `leads`: what leads elsewhere and where to, the buttons that save
    what was typed on the way among it.
    """

    html: str
    title: str
    h1: str
    text: str
    forms: tuple[Form, ...]
    leads: tuple[tuple[str, str], ...]
    tree: Element = field(repr=False, compare=False)

    @property
    def links(self) -> dict[str, str]:
        """The same by words; of several with the same words the last."""
        return dict(self.leads)

    def form(self, action: str | None = None) -> Form:
        """The form in the page's main part, or the one with this action."""
        found = [f for f in self.forms if action is None or f.action == action]
        if action is None:
            found = [f for f in found if f.action != "/sign-out"]
        assert found, f"no form {action or ''} among {[f.action for f in self.forms]}"
        return found[0]


@lru_cache(maxsize=100)
def read_page(html: str, path: str = "") -> Page:
    """The page, once it is valid HTML with one h1, unique ids, labelled inputs and a strict style.

    `path` is where a form without an action posts to. Each distinct body is read once.
    """
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    _check_ids(tree)
    _check_labels(tree)
    _check_nothing_inline(tree)
    _check_what_comes_first(tree)
    titles, headings = tree.findall("head/title"), list(tree.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1 on {path}"
    assert len(titles) == 1, f"{len(titles)} titles on {path}"
    title = words(titles[0])
    assert TITLE.fullmatch(title), title
    assert tree.get("lang"), "no language"
    assert tree.find(".//main") is not None, "no main"
    return Page(
        html=html,
        title=title,
        h1=words(headings[0]),
        text=words(tree.find("body")),
        forms=tuple(_form(form, path) for form in tree.iter("form")),
        leads=tuple(_leads(tree)),
        tree=tree,
    )


def _leads(tree: Element) -> Iterator[tuple[str, str]]:
    for element in tree.iter():
        if element.tag == "a":
            yield words(element), element.get("href", "")
        elif element.tag == "button" and element.get("value", "").startswith("to:"):
            yield words(element), element.get("value", "").removeprefix("to:")


def words(element: Element | None) -> str:
    """What an element says, with its spaces as a reader sees them."""
    if element is None:
        return ""
    return " ".join(_in_order(element).split())


def _in_order(element: Element) -> str:
    tag: object = element.tag  # of a comment: a function
    if not isinstance(tag, str) or tag in {"script", "style"}:
        return ""
    inside = "".join(_in_order(child) + (child.tail or "") for child in element)
    text = (element.text or "") + inside
    is_inline = tag in {"a", "b", "em", "i", "q", "span", "strong", "bdi", "abbr", "svg"}
    is_inline |= tag == "button" and "ra-link" in element.get("class", "").split()
    return text if is_inline else f" {text} "


def _check_ids(tree: Element) -> None:
    ids = [e.get("id") for e in tree.iter() if e.get("id") is not None]
    twice = {i for i in ids if ids.count(i) > 1}
    assert not twice, f"ids more than once: {twice}"
    assert "" not in ids, "an empty id"
    for element in tree.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for wanted in (element.get(name) or "").split():
                assert wanted in ids, f"{name} points at {wanted}, which is not there"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href != "#":
            assert href[1:] in ids, f"a link to {href}, which is not there"


def _check_labels(tree: Element) -> None:
    labelled = {label.get("for") for label in tree.iter("label")}
    inside = {id(e) for label in tree.iter("label") for e in label.iter()}
    for element in tree.iter():
        if element.tag not in {"input", "select", "textarea"}:
            continue
        if element.tag == "input" and element.get("type") in UNLABELLED_INPUTS:
            continue
        is_named = element.get("aria-label") or element.get("aria-labelledby")
        has_label = element.get("id") in labelled or id(element) in inside
        assert has_label or is_named, f"no label for {element.get('name')}"
    for button in tree.iter("button"):
        assert words(button) or button.get("aria-label"), "a button without words"


def _check_nothing_inline(tree: Element) -> None:
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "style", "a style element"
        assert element.tag != "script" or element.get("src"), "an inline script"
        assert "style" not in element.keys(), f"a style attribute on {element.tag}"  # noqa: SIM118
        handlers = [name for name in element.keys() if _HANDLER.fullmatch(str(name))]  # noqa: SIM118
        assert not handlers, f"{handlers} on {element.tag}"
        assert not (element.get("href") or "").lower().startswith("javascript:")


def _check_what_comes_first(tree: Element) -> None:
    """The way back, then what is to be looked at: on every page in the same order."""
    wanted = ("govuk-back-link", "govuk-error-summary")
    there = [e.get("class", "").split()[:1] for e in tree.iter()]
    found = [name for classes in there for name in classes if name in wanted]
    assert found == sorted(found, key=wanted.index), found


def _form(form: Element, path: str) -> Form:
    assert form.get("action") is not None or path, "a form without an action"
    fields: dict[str, str] = {}
    for element in form.iter():
        name = element.get("name")
        if not name:
            continue
        if element.tag == "textarea":
            # A browser leaves out one line break right after the tag, and html5lib does too.
            fields[name] = element.text or ""
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None]
            fields[name] = chosen[0].get("value", "") if chosen else ""
        elif element.tag == "input" and element.get("type") in {"radio", "checkbox"}:
            if element.get("checked") is not None:
                fields[name] = element.get("value", "on")
        elif element.tag == "input" and element.get("type") != "submit":
            fields[name] = element.get("value", "")
    buttons = tuple(words(b) for b in form.iter("button"))
    method = (form.get("method") or "get").lower()
    return Form(form.get("action") or path, method, fields, buttons, words(form))
