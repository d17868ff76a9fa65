"""What a page of a journey shows: gathered here, printed by its template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from flask import render_template, request, url_for

from riskapp.platform import web
from riskapp.platform.db import is_id
from riskapp.platform.entries.reading import Entries, Entry, get_data_at
from riskapp.platform.forms import Form, Remark
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard.posting import Adding, Place, Posted, empty_slots
from riskapp.platform.wizard.returning import FROM, HOME, WayBack
from riskapp.platform.wizard.steps import Collection, Journey, Step, Subject

WRITTEN_SINCE = "written-since"
ELSEWHERE = "elsewhere"
ADDED = "added"
SINCE = "since"  # what was to be taken away, or put back, was changed since: the revision that was shown
FULL = "full"  # what was to be put back has no room
AFTER = "after"  # the step that was saved on the way here

Reads = Callable[[str, Form], Mapping[str, Sequence[Remark]]]


@dataclass(frozen=True)
class WouldGo:
    """What would be taken away, where it was changed since the page was shown that this was asked on.

    changed: each question that says something else, with the words now and before. under: what stands
    under it and would go with it, each with the list it is of.
    """

    changed: Sequence[tuple[str, str, str]]
    under: Sequence[tuple[Collection, Entry]]


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
    not_back: Sequence[
        tuple[str, str]
    ] = ()  # what that says now, where it was changed since it was shown
    typed_there: Sequence[tuple[str, str]] = ()  # into what was taken away, and not saved
    draft_at: datetime | None = None
    is_late: bool = False  # the draft came, some of it, after its session had ended
    wordings: str = ""  # of the draft it shows: what ends once the page is saved
    pages: str = ""  # the keys of those that draft was typed on
    stood: str = ""  # the anchors of what that draft would add, and is left out: it stands
    aside: Sequence[tuple[str, str]] = ()  # what is kept to be read: each question with the words
    aside_wordings: str = ""
    would_go: WouldGo | None = None
    posted: Posted | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    reads: Reads | None = None

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
    def is_older(self) -> bool:
        """Whether it shows a draft, and was saved since that was typed."""
        own = self.place.own(self.entries)
        return bool(self.draft_at and own and self.rev < own.rev)

    @property
    def is_of_several(self) -> bool:
        """Whether the draft it shows was typed in more than one window, or in one that was left open."""
        return self.draft_at is not None and (self.is_late or " " in self.wordings)

    @property
    def away(self) -> Iterator[tuple[str, str]]:
        """What its answers point at and was taken away: no box stands for it, and it may come back."""
        for asked in self.form:
            standing = {e.id for e in self.entries.items(asked.spec.of)} if asked.spec.of else ()
            typed = dict.fromkeys(asked.typed or ()) if asked.spec.of else ()
            away = (one for one in typed if is_id(one) and one not in standing)
            yield from ((str(asked.name), one) for one in away)

    @property
    def is_full(self) -> list[Collection]:
        """Collections with no room left."""
        return [c for c in self.step.collections if len(self.entries.items(c.slug)) >= c.most]

    @property
    def why_no_room(self) -> LazyString | str:
        """Why what was taken away was not put back, where there is no room for it."""
        if FULL not in request.args or self.removed is None:
            return ""
        collection, _item = self.removed
        if collection in self.is_full:
            return _(
                "There is room for %(most)s of these. Put this with another, or take one away",
                most=str(collection.most),
            )
        return _("This record has no room for it, or for what stands under it")

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
        there = self._item_url(self.step.slug, collection, item, act)
        is_gone_to = act == "item" and self.came_from
        return self.came_from.by(self.step.slug).on(there) if is_gone_to else there

    def _item_url(self, step: str, collection: str, item: Entry, act: str = "item") -> str:
        """As `blueprint` has it; a page links to dozens, and Flask takes its time over each."""
        there = f"{self.step_url(step)}/{collection}/{item.id}"
        return there if act == "item" else f"{there}/{act.replace('_', '-')}"

    def from_here(self, step: str, collection: str = "", item: Entry | None = None) -> str:
        """Another step, or an item of it, that leads back here once it is saved."""
        there = self._item_url(step, collection, item) if item else self.step_url(step)
        return WayBack((self.step.slug,)).on(there)

    def unnamed(self) -> Iterator[tuple[str, str, str]]:
        """Items of this page's lists that are kept and do not say what, or of whom, they are: the title
        of the list, the question that would say it, and the way there.
        """
        for collection in self.step.collections if not self.place.collection else ():
            unnamed = [i for i in self.items(collection.slug) if collection.is_unnamed(i.data)]
            form = collection.item_form(names=self.subject.names) if unnamed else ()
            for asked in [f for f in form if f.spec.main][:1]:
                for item in unnamed:
                    there = f"{self.item_url(collection.slug, item)}#{asked.first_id}"
                    yield self.say(collection.title), asked.asks, there

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
            there = self.came_from.further.on(self.step_url(self.came_from.nearest))
            return f"{there}#{self.came_from.place}" if self.came_from.place else there
        if self.place.collection or self.step in self.journey.beside:
            return self.step_url(self.step.slug) if self.place.collection else self.home_url
        before = self.journey.before(self.step, self.entries)
        return self.step_url(before.slug) if before else self.home_url

    @property
    def home_url(self) -> str:
        return url_for(self.home, ref=self.subject.ref)

    def step_url(self, slug: str) -> str:
        if slug == HOME:
            return self.home_url
        return f"{self._steps_url}/{slug}"

    @cached_property
    def _steps_url(self) -> str:
        there = url_for(f"{self.name}.step", ref=self.subject.ref, step=self.step.slug)
        return there.removesuffix(f"/{self.step.slug}")

    @cached_property
    def screen(self) -> tuple[int, int] | None:
        """Which screen of how many, where the step is one of the numbered ones."""
        shown = self.journey.shown(self.entries)
        if self.step not in shown:
            return None
        return shown.index(self.step) + 1, len(shown)

    @property
    def waits(self) -> bool:
        """Whether it can be read and not written in now, by what the journey gives with `more`."""
        return bool(self.extra.get("waits"))

    @property
    def unsaved(self) -> list[tuple[str, str]]:
        """What was typed here and not saved, each question with the words."""
        own = self.place.own(self.entries)
        return self.posted.unsaved(own.data if own else {}) if self.posted else []

    @property
    def without_a_place(self) -> list[tuple[str, str]]:
        """What was typed here into forms that the page has no more, each question with the words."""
        return self.posted.without_a_place if self.posted else []

    @property
    def stands(self) -> list[Form]:
        """What is saved of the page, to be read: its answers, and those of each item."""
        names, own = self.subject.names, self.place.own(self.entries)
        forms = [self.place.form(data=own.data if own else {}, names=names)]
        lists = () if self.place.collection else self.step.collections
        forms += [c.item_form(data=i.data, names=names) for c in lists for i in self.items(c.slug)]
        return [form for form in forms if any(True for _asked in form)]

    @property
    def is_screen(self) -> bool:
        """One of the numbered steps itself, not an item on it: going on from it, or back, saves."""
        return not self.place.collection and self.screen is not None

    @property
    def seen(self) -> str:
        """The mark of all that stands: what is done once is done to the record as it was shown."""
        return self.entries.mark()

    @property
    def is_done_elsewhere(self) -> bool:
        """Whether it comes back unsaved, as what it showed of a draft was dealt with elsewhere."""
        return ELSEWHERE in request.args

    @property
    def words(self) -> str:
        """The mark of the item as the page shows it, with what stands under it: that is taken away."""
        item, rev = self.place.item, self.shown_rev
        if item is None:
            return ""
        before = get_data_at(web.read(), item.id, rev) if rev != item.rev else None
        return self.entries.words_of(item.id, before)

    @property
    def shown_rev(self) -> int:
        """The revision of the item that the page shows: an older one where it shows a draft of that, and
        does not tell what was changed since.
        """
        item = self.place.item
        if item is None or (self.is_older and self.would_go is None):
            return self.rev
        return item.rev

    @property
    def is_written_since(self) -> bool:
        """Whether it comes back because something was not done: other words stood than were shown."""
        return WRITTEN_SINCE in request.args

    @property
    def is_just_added(self) -> bool:
        """Whether saving an addition led here, to what more is asked of its sort."""
        return ADDED in request.args

    @cached_property
    def came_from(self) -> WayBack:
        """Where this page was come to from, and goes back to; nothing where it simply comes next."""
        return WayBack.read(request.args.get(FROM) or request.form.get(FROM, ""), self.journey)

    @property
    def discard_url(self) -> str:
        """Where what was typed is taken away."""
        return self.came_from.on(f"{self.here}/discard")

    @property
    def aside_url(self) -> str:
        """Where what was put aside is taken away."""
        return self.came_from.on(f"{self.here}/discard{self.aside_wordings}")

    def remark(self) -> None:
        """Puts what there is to remark beside the answers it is about."""
        own = self.place.collection or self.step
        for slug, form in (
            (own.slug, self.form),
            *((a.collection.slug, a.form) for a in self.adding),
        ):
            for asked, said in self._remarks(slug, form).items():
                form.field(asked).remarks = said

    def remarks_of(self, collection: Collection, item: Entry) -> list[Remark]:
        """The same of an item that stands in a list of the page."""
        form = collection.item_form(data=item.data, names=self.subject.names)
        return [one for said in self._remarks(collection.slug, form).values() for one in said]

    @property
    def worth_rereading(self) -> Step | None:
        """The step that was just saved, where there is something to remark beside its answers."""
        saved = request.args.get(AFTER)
        for step in self.journey.each_shown(self.entries) if saved else ():
            if step.slug == saved:
                form = step.form(data=self.entries.data(step.slug), names=self.subject.names)
                return step if self._remarks(step.slug, form) else None
        return None

    def _remarks(self, slug: str, form: Form) -> Mapping[str, Sequence[Remark]]:
        return self.reads(slug, form) if self.reads else {}

    @property
    def key(self) -> str:
        return web.new_key()

    @property
    def stamp(self) -> str:
        return web.stamp(request.path)


def draw(page: Page) -> str:
    """The page as HTML."""
    page.remark()
    collection = page.place.collection
    template = collection.template if collection else page.step.template
    more = {} if collection else page.step.more(page.entries, page.subject)
    return render_template(template, page=page, subject=page.subject, **{**page.extra, **more})
