"""Walks the whole site as somebody would, and reads every control of every form on the way."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.app import Client
from tests.page import Page

# Leads away from the pages, or out of them.
NOT_FOLLOWED = ("/static/", "/sign-out", "mailto:", "tel:")
WAY_BACK = re.compile(r"[?&]from=[\w.-]*$")
BUTTONS = frozenset({"submit", "button", "image", "reset"})


@dataclass(frozen=True)
class Control:
    """One thing that posts: its name, its kind, what it holds now."""

    name: str
    kind: str  # hidden, text, prose, choice
    value: str
    is_on: bool = True

    @property
    def is_typed(self) -> bool:
        return self.kind in {"text", "prose"}


@dataclass(frozen=True)
class Button:
    """One way to post a form."""

    name: str
    value: str
    action: str
    words: str


@dataclass
class PostForm:
    """A form that posts, on the page where it stands."""

    page: str
    action: str
    controls: list[Control]
    buttons: list[Button]

    def standing(self) -> list[tuple[str, str]]:
        """What a browser would post if nothing were changed and no button named."""
        return [(c.name, c.value) for c in self.controls if c.is_on]

    def pairs(self, button: Button | None = None) -> list[tuple[str, str]]:
        named = [(button.name, button.value)] if button and button.name else []
        return self.standing() + named

    @property
    def typed(self) -> list[Control]:
        return [c for c in self.controls if c.is_typed]


@dataclass
class Walk:
    """Every page that was reached, by its path, and what was fetched that is no page."""

    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    failed: dict[str, int] = field(default_factory=dict)

    def forms(self) -> Iterator[PostForm]:
        for path, page in self.pages.items():
            yield from post_forms(page, path)


def post_forms(page: Page, path: str) -> Iterator[PostForm]:
    """The forms of a page that post."""
    for form in page.tree.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        action = form.get("action") or path
        yield PostForm(
            path,
            action,
            [control for e in form.iter() for control in _control(e)],
            [_button(e, action) for e in form.iter("button") if e.get("type") != "button"],
        )


def _control(element: Element) -> Iterator[Control]:
    name = element.get("name")
    if not name or not isinstance(element.tag, str):
        return
    if element.tag == "textarea":
        yield Control(name, "prose", element.text or "")
    elif element.tag == "select":
        options = list(element.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        yield from (Control(name, "choice", o.get("value", "")) for o in chosen)
    elif element.tag == "input":
        kind = element.get("type", "text")
        if kind in {"radio", "checkbox"}:
            is_on = element.get("checked") is not None
            yield Control(name, "choice", element.get("value", "on"), is_on)
        elif kind == "hidden":
            yield Control(name, "hidden", element.get("value", ""))
        elif kind not in BUTTONS:
            yield Control(name, "text", element.get("value", ""))


def _button(element: Element, action: str) -> Button:
    said = " ".join("".join(element.itertext()).split())
    return Button(
        element.get("name", ""), element.get("value", ""), element.get("formaction") or action, said
    )


def walk(client: Client, *starts: str, most: int = 400) -> Walk:
    """Every page that links lead to, each once. Each is read strictly on the way."""
    found = Walk()
    queue = deque(starts or ("/",))
    seen = set(queue)
    while queue:
        path = queue.popleft()
        answer = client.fetch("GET", path)
        onward: list[str] = []
        if answer.status_code in {301, 302, 303}:
            onward = [answer.headers["Location"]]
        elif answer.status_code != 200:
            found.failed[path] = answer.status_code
        elif answer.mimetype == "text/html":
            found.pages[path] = client._read(answer, path, 200)
            onward = [there for _words, there in found.pages[path].leads]
        else:
            found.files[path] = answer.get_data()
        for link in filter(None, map(_here, onward)):
            if link not in seen:
                seen.add(link)
                queue.append(link)
        assert len(seen) < most, f"the site has no end: {sorted(seen)[:20]}"
    return found


def _here(link: str) -> str | None:
    """A link to follow, as a path of this site; one that only leads back elsewhere is the same page."""
    link = WAY_BACK.sub("", urldefrag(link).url)
    if not link or link.startswith(NOT_FOLLOWED):
        return None
    parts = urlsplit(link)
    return link if not parts.netloc and link.startswith("/") else None


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str:
    """The endpoint that answers a path; empty where none does."""
    try:
        found: Any = app.url_map.bind("localhost").match(urlsplit(path).path, method=method)
    except HTTPException:
        return ""
    return str(found[0])
