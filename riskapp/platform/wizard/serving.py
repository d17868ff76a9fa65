"""What a feature hands over to have its journey served, and where the pages of it are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Request, Response, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import NotFound
from riskapp.platform import web
from riskapp.platform.entries.reading import Entries, Entry, get_entries, get_removed
from riskapp.platform.entries.saving import Change, Saved
from riskapp.platform.wizard.pages import Page, Reads
from riskapp.platform.wizard.posting import Place
from riskapp.platform.wizard.returning import FROM, HOME, WayBack
from riskapp.platform.wizard.steps import Collection, Journey, Subject

# What follows the address of a journey in that of one of its pages: it holds no dots to climb by.
PAGE = re.compile(r"(/[\w-]{1,60}){1,4}(\?[\w.~=&-]{1,300})?(#[\w.-]{1,120})?", re.ASCII)
Pairs = list[tuple[str, str]]
Answer = str | Response | tuple[str, int] | Any


class SaveAct(Protocol):
    """What a feature's save must look like: everything inside the caller's write transaction."""

    def __call__(
        self,
        conn: Connection,
        actor: Actor,
        ref: str,
        *,
        key: str,
        changes: Sequence[Change],
        place: str,
    ) -> Saved: ...


@dataclass(frozen=True)
class Serving:
    """How a feature has its journey served.

    load: the subject for an actor and a reference, or NotFound. save: writes a post. home: the endpoint
    of the subject's own page. acts: for a step's slug and a button of it, what that does after the
    save, in the same transaction, giving the address to go to. once: those buttons that are pressed
    one time, for the record as the page showed it. name_of: a user's name by id. look: notes that
    somebody looked. reopen: the endpoint, for a post, that opens a closed subject again. faces: the
    endpoints of other pages that write a step, and which: what was typed there when a session ended is
    kept as a draft of it. is_open: whether a step, by its slug, can be written in now; closed: the page
    that says it cannot. remarks: for a subject, what reads a form, by the name of its entries, and says
    what may stand beside its answers: worked out when a page is drawn, and kept nowhere.
    """

    journey: Journey
    load: Callable[[Connection, Actor, str], Any]
    save: SaveAct
    home: str
    roles: tuple[str, ...]
    name_of: Callable[[Connection, str], str]
    look: Callable[[Subject], None]
    acts: Mapping[tuple[str, str], Callable[[Connection, Actor, str], str]] = field(
        default_factory=dict
    )
    once: frozenset[str] = frozenset()
    reopen: str = ""
    faces: Mapping[str, str] = field(default_factory=dict)
    is_open: Callable[[Any, str], bool] = lambda subject, _step: bool(subject.is_open)
    closed: str = "wizard/closed.html"
    more: Callable[[Any, Entries], Mapping[str, Any]] = lambda _subject, _entries: {}
    remarks: Callable[[Any], Reads] | None = None


@dataclass(frozen=True)
class Served:
    """A journey under the name of its blueprint: its subjects, its places and their addresses."""

    name: str
    serving: Serving

    def load(self, ref: str) -> Subject:
        """Raises NotFound for a subject that is not for the actor."""
        subject: Subject = self.serving.load(web.read(), web.actor(), ref)
        return subject

    def place(
        self, subject: Subject, entries: Entries, step: str, collection: str = "", item: str = ""
    ) -> Place:
        """The page meant. Raises NotFound for what there is not, removed items excepted."""
        found = self.serving.journey.step(step)
        if not collection:
            return Place(found)
        within = found.collection(collection)
        entry = self.stored(subject, entries, item)
        if entry is None or entry.step != within.slug:
            raise NotFound(item)
        return Place(found, within, entry)

    def any_place(self, subject: Subject, step: str, collection: str, item: str) -> Place:
        """The page meant, where nothing else of the entries is wanted. Raises NotFound."""
        return self.place(
            subject, get_entries(web.read(), subject.id, subject.facts), step, collection, item
        )

    def stored(self, subject: Subject, entries: Entries, item: str) -> Entry | None:
        """An item as it stands, or as it was when it was taken away."""
        return entries.find(item) or get_removed(web.read(), subject.id, item)

    def page(self, subject: Subject, entries: Entries, place: Place) -> Page:
        """The page as it stands."""
        return Page(
            name=self.name,
            journey=self.serving.journey,
            home=self.serving.home,
            subject=subject,
            entries=entries,
            place=place,
            removed=self._removed(subject, place),
            extra=self.serving.more(subject, entries),
            reads=self.serving.remarks(subject) if self.serving.remarks else None,
        )

    def _removed(self, subject: Subject, place: Place) -> tuple[Collection, Entry] | None:
        """The item just taken away, so that it can be put back."""
        gone = request.args.get("removed", "")
        entry = get_removed(web.read(), subject.id, gone) if gone else None
        within = [c for c in place.step.collections if entry and c.slug == entry.step]
        return (within[0], entry) if within and entry else None

    def home(self, subject: Subject) -> str:
        return url_for(self.serving.home, ref=subject.ref)

    def reopening(self, subject: Subject) -> str:
        """Where a closed subject is opened again; empty where it never is."""
        reopen = self.serving.reopen
        return url_for(reopen, ref=subject.ref) if reopen else ""

    def step_address(self, subject: Subject, step: str) -> str:
        if step == HOME:
            return self.home(subject)
        return url_for(f"{self.name}.step", ref=subject.ref, step=step)

    def leads_to(self, subject: Subject, there: str) -> bool:
        """Whether an address that a browser posted is that of a page of this journey."""
        pages = self.step_address(subject, "").removesuffix("/")
        return there.startswith(f"{pages}/") and bool(PAGE.fullmatch(there, len(pages)))

    def way_back(self) -> WayBack:
        """Where the page that was posted, or is asked for, was come to from."""
        return WayBack.read(request.values.get(FROM, ""), self.serving.journey)

    def back_address(self, subject: Subject, way: WayBack, anchor: str) -> str:
        """The page that was come from, at the part that was left for this one."""
        return f"{way.further.on(self.step_address(subject, way.nearest))}#{way.place or anchor}"

    def address(self, subject: Subject, place: Place) -> str:
        if place.collection and place.item:
            return url_for(
                f"{self.name}.item",
                ref=subject.ref,
                step=place.step.slug,
                collection=place.collection.slug,
                item=place.item.id,
            )
        return self.step_address(subject, place.step.slug)


def posted_pairs(posted: Request) -> Pairs:
    """What a browser posted, pair by pair, in order; a part that came without a name is no answer."""
    return [(name, value) for name, values in posted.form.lists() if name for value in values]
