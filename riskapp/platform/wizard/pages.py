"""What a page of a journey shows: gathered here, printed by its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import render_template, request, url_for

from riskapp.platform import web
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString
from riskapp.platform.wizard.posting import FROM, Adding, Place, Posted, empty_slots
from riskapp.platform.wizard.steps import Collection, Journey, Step, Subject

WRITTEN_SINCE = "written-since"
ADDED = "added"


@dataclass
class Page:
    """Everything a step's template may print."""

    name: str
    journey: Journey
    home: str
    subject: Subject
    entries: Entries
    place: Place
    removed: tuple[Collection, Entry] | None = None
    draft_at: datetime | None = None
    posted: Posted | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def use(self, posted: Posted) -> None:
        """Show what was typed, not what is stored."""
        self.posted = posted
        self.form, self.adding = posted.form, posted.adding

    @cached_property
    def form(self) -> Form:
        own = self.place.own(self.entries)
        data = own.data if own else {}
        return self.place.asked(self.entries, data=data, names=self.subject.names)

    @cached_property
    def adding(self) -> list[Adding]:
        return empty_slots(self.place, self.entries, self.subject, None)

    @property
    def step(self) -> Step:
        return self.place.step

    @property
    def rev(self) -> int:
        """The revision the page was drawn from: the draft's own, where there is one."""
        own = self.place.own(self.entries)
        if self.posted:
            return self.posted.seen_rev
        return own.rev if own else 0

    @property
    def forms(self) -> list[Form]:
        """Every form on the page, for the summary of what to look at."""
        return [self.form, *(a.form for a in self.adding)]

    @property
    def has_errors(self) -> bool:
        posted = self.posted
        return bool(posted and (posted.wrong or posted.refused))

    @property
    def is_full(self) -> list[Collection]:
        """Collections with no room left."""
        return [c for c in self.step.collections if len(self.entries.items(c.slug)) >= c.most]

    def adds(self, collection: str, parent_id: str | None = None) -> list[Adding]:
        """The empty forms of one collection, those under one parent where it is given."""
        return [
            a
            for a in self.adding
            if a.collection.slug == collection and parent_id in (None, a.slot.parent_id)
        ]

    def items(self, collection: str, parent_id: str | None = None) -> list[Entry]:
        return self.entries.items(collection, parent_id)

    def item_url(self, collection: str, item: Entry, act: str = "item") -> str:
        return url_for(
            f"{self.name}.{act}",
            ref=self.subject.ref,
            step=self.step.slug,
            collection=collection,
            item=item.id,
        )

    def say(self, label: LazyString) -> str:
        """A label of a step or a collection, with what the person is called filled in."""
        return fill(label, self.subject.names)

    @property
    def here(self) -> str:
        return request.path

    @property
    def back(self) -> str:
        """Where one came from, the step before, or the subject's own page."""
        if self.came_from:
            return self.step_url(self.came_from)
        if self.place.collection or self.step in self.journey.beside:
            return self.step_url(self.step.slug) if self.place.collection else self.home_url
        before = self.journey.before(self.step, self.entries)
        return self.step_url(before.slug) if before else self.home_url

    @property
    def home_url(self) -> str:
        return url_for(self.home, ref=self.subject.ref)

    def step_url(self, slug: str) -> str:
        return url_for(f"{self.name}.step", ref=self.subject.ref, step=slug)

    @cached_property
    def screen(self) -> tuple[int, int] | None:
        """Which screen of how many, where the step is one of the numbered ones."""
        shown = self.journey.shown(self.entries)
        if self.step not in shown:
            return None
        return shown.index(self.step) + 1, len(shown)

    @property
    def is_screen(self) -> bool:
        """One of the numbered steps itself, not an item on it: going on from it, or back, saves."""
        return not self.place.collection and self.screen is not None

    @property
    def seen(self) -> str:
        """The mark of all that stands: what is done once is done to the record as it was shown."""
        return self.entries.mark()

    @property
    def is_written_since(self) -> bool:
        """Whether it comes back because something was not done: other words stood than were shown."""
        return WRITTEN_SINCE in request.args

    @property
    def is_just_added(self) -> bool:
        """Whether saving an addition led here, to what more is asked of its sort."""
        return ADDED in request.args

    @property
    def came_from(self) -> str:
        """The slug of the step this item's page was come to from; empty where that was its own."""
        said = request.values.get(FROM, "")
        is_step = any(said == step.slug for step in self.journey.steps)
        return said if self.place.collection and is_step else ""

    @property
    def key(self) -> str:
        return web.new_key()

    @property
    def stamp(self) -> str:
        return web.stamp(request.path)


def draw(page: Page) -> str:
    """The page as HTML."""
    collection = page.place.collection
    template = collection.template if collection else page.step.template
    more = {} if collection else page.step.more(page.entries, page.subject)
    return render_template(template, page=page, subject=page.subject, **{**page.extra, **more})
