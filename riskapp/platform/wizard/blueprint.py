"""One blueprint that serves any journey: load, read, save or keep, answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from flask import Blueprint, Request, Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.platform import tokens, web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import (
    Draft,
    Entries,
    Entry,
    get_data_at,
    get_draft,
    get_entries,
    get_last_save,
    get_removed,
    is_saved,
)
from riskapp.platform.entries.saving import (
    Change,
    Moved,
    Saved,
    WrittenSince,
    drop_draft,
    keep_draft,
    keep_key,
)
from riskapp.platform.i18n import _
from riskapp.platform.time import time_words
from riskapp.platform.wizard.differing import differences
from riskapp.platform.wizard.pages import WRITTEN_SINCE, Page, draw
from riskapp.platform.wizard.posting import (
    MACHINERY,
    Place,
    Posted,
    put_beside,
    read_draft,
    read_post,
)
from riskapp.platform.wizard.steps import Collection, Data, Journey, Step, Subject

ANCHOR = re.compile(r"[\w.-]{1,120}", re.ASCII)  # an id on a page, and nothing that ends a header
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
    somebody looked.
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
    more: Callable[[Any, Entries], Mapping[str, Any]] = lambda _subject, _entries: {}


def blueprint(name: str, serving: Serving, url_prefix: str) -> Blueprint:
    """Routes for every step, item and draft of a journey, under `url_prefix` with `<ref>` in it."""
    made = Blueprint(name, __name__, url_prefix=url_prefix)
    pages = _Pages(name, serving)
    guard = allow(*serving.roles)
    item = "/<step>/<collection>/<item>"
    for rule, endpoint, view, methods in (
        ("/<step>", "step", pages.step, ["GET", "POST"]),
        ("/<step>/keep", "keep", pages.keep, ["POST"]),
        ("/<step>/discard", "discard", pages.discard, ["POST"]),
        (item, "item", pages.item, ["GET", "POST"]),
        (f"{item}/keep", "keep_item", pages.keep, ["POST"]),
        (f"{item}/discard", "discard_item", pages.discard, ["POST"]),
        (f"{item}/remove", "remove", pages.remove, ["POST"]),
        (f"{item}/put-back", "put_back", pages.put_back, ["POST"]),
    ):
        made.add_url_rule(rule, endpoint, guard(_plain(view)), methods=methods)
    web.on_dead_session.append(pages.keep_for)
    return made


def _plain(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """A function of its own for each route: a bound method cannot carry the route's rule."""

    def serve(**parts: str) -> Answer:
        return view(**parts)

    return serve


class _Pages:
    """The views of one journey."""

    def __init__(self, name: str, serving: Serving) -> None:
        self.name, self.serving = name, serving

    # -- looking ---------------------------------------------------------------------------------

    def step(self, ref: str, step: str) -> Answer:
        return self._page(ref, step)

    def item(self, ref: str, step: str, collection: str, item: str) -> Answer:
        return self._page(ref, step, collection, item)

    def _page(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        subject = self.serving.load(web.read(), web.actor(), ref)
        if request.method == "POST":
            return self._post(subject, step, collection, item)
        if not subject.is_open:
            return redirect(url_for(self.serving.home, ref=subject.ref))
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self._place(web.read(), subject, entries, step, collection, item)
        if place.item and entries.find(place.item.id) is None:
            raise NotFound(item)
        page = self._drawn(subject, entries, place)
        self.serving.look(subject)
        return draw(page)

    def _place(
        self,
        conn: Connection,
        subject: Subject,
        entries: Entries,
        step: str,
        collection: str,
        item: str,
    ) -> Place:
        """The page meant. Raises NotFound for what there is not, removed items excepted."""
        found = self.serving.journey.step(step)
        if not collection:
            return Place(found)
        within = found.collection(collection)
        entry = entries.find(item) or get_removed(conn, subject.id, item)
        if entry is None or entry.step != within.slug:
            raise NotFound(item)
        return Place(found, within, entry)

    def _drawn(self, subject: Subject, entries: Entries, place: Place) -> Page:
        """The page as it stands, or as it was last typed where that was not saved."""
        page = self._blank(subject, entries, place)
        kept = get_draft(web.read(), web.actor().user_id, subject.id, place.name)
        if kept is None:
            return page
        posted = read_draft(place, entries, subject, kept.raw)
        if posted.wrong or posted.changes(entries):
            page.use(posted)
            page.draft_at = kept.at
        return page

    def _blank(self, subject: Subject, entries: Entries, place: Place) -> Page:
        return Page(
            name=self.name,
            journey=self.serving.journey,
            home=self.serving.home,
            subject=subject,
            entries=entries,
            place=place,
            removed=self._removed(subject, place),
            extra=self.serving.more(subject, entries),
        )

    def _removed(self, subject: Subject, place: Place) -> tuple[Collection, Entry] | None:
        """The item just taken away, so that it can be put back."""
        gone = request.args.get("removed", "")
        entry = get_removed(web.read(), subject.id, gone) if gone else None
        within = [c for c in place.step.collections if entry and c.slug == entry.step]
        return (within[0], entry) if within and entry else None

    # -- writing ---------------------------------------------------------------------------------

    def _post(self, subject: Subject, step: str, collection: str, item: str) -> Answer:
        pairs = posted_pairs(request)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self._place(web.read(), subject, entries, step, collection, item)
        try:
            posted = read_post(place, entries, subject, pairs)
            return self._answer(subject, entries, posted, pairs)
        except Moved:
            return self._differ(subject, place, pairs)
        except WrittenSince:
            return self._read_again(subject, entries, posted, pairs)
        except Conflict:
            return self._closed(subject, posted, pairs)
        except BadInput as bad:
            posted.refused = bad
            return self._refuse(subject, entries, posted, pairs)
        except Exception:
            self._keep(web.actor().user_id, subject, place, pairs)
            raise

    def _answer(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        if not subject.is_open or self._is_done(entries, posted):
            return self._closed(subject, posted, pairs)
        if posted.wrong:
            return self._show_again(subject, entries, posted, pairs)
        return self._save(subject, entries, posted)

    def _save(self, subject: Subject, entries: Entries, posted: Posted) -> Answer:
        act = self.serving.acts.get((posted.place.name, posted.action))
        once = act is not None and posted.action in self.serving.once
        done = None
        if once and posted.seen != entries.mark():
            raise WrittenSince
        with web.write() as conn:
            saved = self.serving.save(
                conn,
                web.actor(),
                subject.ref,
                key=posted.key,
                changes=posted.changes(entries),
                place=posted.place.name,
            )
            if act:
                done = act(conn, web.actor(), subject.ref)
            if once:
                self._note_once(conn, subject, entries.mark(saved.entries), posted.key)
        return redirect(self._next(subject, entries, posted, done), 303)

    def _note_once(self, conn: Connection, subject: Subject, read: str, key: str) -> None:
        """Keeps the key of what was done. Looked at after it, so that no word can have come between:
        raises WrittenSince where the entries are not those that were read.
        """
        if get_entries(conn, subject.id, subject.facts).mark() != read:
            raise WrittenSince
        now, by = web.current().clock.now(), web.actor().user_id
        keep_key(conn, now=now, by=by, subject_id=subject.id, key=key)

    def _is_done(self, entries: Entries, posted: Posted) -> bool:
        """Whether what is done once was done by this very post, which came again with the same words."""
        conn, own = web.read(), posted.place.own(entries)
        if posted.action not in self.serving.once or not is_saved(
            conn, web.actor().user_id, posted.key
        ):
            return False
        revs = (posted.seen_rev, posted.seen_rev + 1)  # it changed nothing, or it did
        return any(posted.says(get_data_at(conn, own.id, rev) if own else {}) for rev in revs)

    def _read_again(
        self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs
    ) -> Answer:
        """The page as it stands now, with what was typed: nothing is done to words nobody was shown."""
        if posted.changes(entries):
            self._keep(web.actor().user_id, subject, posted.place, pairs)
        return redirect(f"{self._address(subject, posted.place)}?{WRITTEN_SINCE}=1", 303)

    def _next(self, subject: Subject, entries: Entries, posted: Posted, done: str | None) -> str:
        """Where a saved post leads: to a detour before all else, then where its button was `done` or
        says. `go:` and a step's slug is any step there is.
        """
        place, action = posted.place, posted.action
        here = url_for(f"{self.name}.step", ref=subject.ref, step=place.step.slug)
        if place.collection:
            return f"{here}#{place.collection.slug}"
        if detour := place.step.detour(posted.form.kept, self._seen(entries, posted)):
            return url_for(detour, ref=subject.ref)
        if done:
            return done
        if action.startswith("add:"):
            return f"{here}#{action[4:]}" if ANCHOR.fullmatch(action[4:]) else here
        journey = self.serving.journey
        leads: dict[str, Step | None] = {f"go:{step.slug}": step for step in journey.steps}
        leads |= {"later": None, "back": journey.before(place.step, entries)}
        wanted = leads.get(action, journey.after(place.step, entries))
        if wanted is None:
            return url_for(self.serving.home, ref=subject.ref)
        return url_for(f"{self.name}.step", ref=subject.ref, step=wanted.slug)

    def _seen(self, entries: Entries, posted: Posted) -> Data:
        """What stood when the page was drawn: a second click is answered as the first was."""
        own = posted.place.own(entries)
        return get_data_at(web.read(), own.id, posted.seen_rev) if own else {}

    def _show_again(
        self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs
    ) -> Answer:
        """Kept as a draft, and shown by a page one can come back to: an answer drawn here would be
        asked for again by the browser's Back button.
        """
        item = posted.place.item
        if item and entries.find(item.id) is None:  # taken away since: it has no page now
            return self._refuse(subject, entries, posted, pairs)
        self._keep(web.actor().user_id, subject, posted.place, pairs)
        return redirect(self._address(subject, posted.place), 303)

    def _refuse(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        self._keep(web.actor().user_id, subject, posted.place, pairs)
        page = self._blank(subject, entries, posted.place)
        page.use(posted)
        page.draft_at = web.current().clock.now()
        shown = draw(page)
        self.serving.look(subject)
        return shown, 422

    def _closed(self, subject: Subject, posted: Posted, pairs: Pairs) -> Answer:
        """Sealed, or otherwise closed, while somebody was writing: what they typed is kept. Where it was
        this very post that did it, there is nothing to keep.
        """
        place, home = posted.place, url_for(self.serving.home, ref=subject.ref)
        if self._is_done(get_entries(web.read(), subject.id, subject.facts), posted):
            return redirect(home, 303)
        self._keep(web.actor().user_id, subject, place, pairs)
        return render_template("wizard/closed.html", subject=subject, place=place, home=home), 409

    def _differ(self, subject: Subject, place: Place, pairs: Pairs) -> Answer:
        """It was saved since, by somebody else or in another window: both texts, field by field."""
        self._keep(web.actor().user_id, subject, place, pairs)
        conn = web.read()
        entries = get_entries(conn, subject.id, subject.facts)
        place = Place(place.step, place.collection, self._as_stored(conn, subject, entries, place))
        posted = read_post(
            place, entries, subject, [p for p in pairs if not p[0].startswith("pick-")]
        )
        own = place.own(entries)
        if own is None:
            raise NotFound(place.name)
        last = get_last_save(conn, own.id)
        before = get_data_at(conn, own.id, posted.seen_rev)
        found = differences(posted.form, before, own.data, posted.picks)
        page = render_template(
            "wizard/differs.html",
            subject=subject,
            place=place,
            differences=found,
            is_removed=bool(place.collection) and entries.find(own.id) is None,
            raw=posted.raw,
            rev=own.rev,
            key=web.new_key(),
            who=self.serving.name_of(conn, last[0]) if last else "",
            at=last[1] if last else None,
            is_own=last is not None and last[0] == web.actor().user_id,
            address=request.path,
            extra=self.serving.more(subject, entries),
        )
        self.serving.look(subject)
        return page, 409

    def _as_stored(
        self, conn: Connection, subject: Subject, entries: Entries, place: Place
    ) -> Entry | None:
        if place.item is None:
            return None
        return entries.find(place.item.id) or get_removed(conn, subject.id, place.item.id)

    # -- items that go and come back -----------------------------------------------------------------

    def remove(self, ref: str, step: str, collection: str, item: str) -> Answer:
        return self._turn(ref, step, collection, item, removed=True)

    def put_back(self, ref: str, step: str, collection: str, item: str) -> Answer:
        return self._turn(ref, step, collection, item, removed=False)

    def _turn(self, ref: str, step: str, collection: str, item: str, *, removed: bool) -> Answer:
        subject = self.serving.load(web.read(), web.actor(), ref)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self._place(web.read(), subject, entries, step, collection, item)
        entry = place.item
        if entry is None or place.collection is None:
            raise NotFound(item)
        if not place.collection.can_remove(entries, entry):
            raise NotFound(item)
        here = url_for(f"{self.name}.step", ref=subject.ref, step=step)
        there = f"{here}?removed={item}#removed" if removed else f"{here}#{collection}"
        if removed == (entries.find(item) is None):
            return redirect(there, 303)  # a second click: it is so already
        change = Change(
            step=entry.step,
            data=entry.data,
            seen_rev=entry.rev,
            entry_id=entry.id,
            is_item=True,
            removed=removed,
        )
        with web.write() as conn:
            self.serving.save(
                conn, web.actor(), subject.ref, key=web.posted_key(), changes=[change], place=""
            )
        return redirect(there, 303)

    # -- drafts ----------------------------------------------------------------------------------

    def keep(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        """Autosave: what is in the form now, kept for the one who typed it."""
        subject = self.serving.load(web.read(), web.actor(), ref)
        place = self._any_place(subject, step, collection, item)
        # A draft that was on its way while its page was saved must not come back to life.
        if not is_saved(web.read(), web.actor().user_id, web.posted_key()):
            self._keep(web.actor().user_id, subject, place, posted_pairs(request))
        now = time_words(web.current().clock.now())
        return jsonify(said=str(_("Kept as a draft at %(time)s", time=now)))

    def discard(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        subject = self.serving.load(web.read(), web.actor(), ref)
        place = self._any_place(subject, step, collection, item)
        with web.write() as conn:
            drop_draft(conn, web.actor().user_id, subject.id, place.name)
        return redirect(self._address(subject, place), 303)

    def _any_place(self, subject: Subject, step: str, collection: str, item: str) -> Place:
        entries = get_entries(web.read(), subject.id, subject.facts)
        return self._place(web.read(), subject, entries, step, collection, item)

    def _address(self, subject: Subject, place: Place) -> str:
        if place.collection and place.item:
            return url_for(
                f"{self.name}.item",
                ref=subject.ref,
                step=place.step.slug,
                collection=place.collection.slug,
                item=place.item.id,
            )
        return url_for(f"{self.name}.step", ref=subject.ref, step=place.step.slug)

    def _keep(
        self,
        user_id: str,
        subject: Subject,
        place: Place,
        pairs: Pairs,
        page: str = "",
    ) -> None:
        """Keeps what was typed as the draft; beside the draft there is, where it came from a `page`
        whose session had ended. Raises BadInput where that is too much.
        """
        kept = [
            (n, v) for n, v in pairs if n not in MACHINERY - {"rev"} and not n.startswith("pick-")
        ]
        now = web.current().clock.now()
        with web.write() as conn:
            if page:
                there = get_draft(conn, user_id, subject.id, place.name) or Draft()
                kept = put_beside(there.raw, kept, page, web.current().config.body_bytes)
            keep_draft(
                conn, now=now, user_id=user_id, subject_id=subject.id, place=place.name, raw=kept
            )

    def keep_for(self, posted: Request, actor: Actor) -> None:
        """The session died while somebody typed: keep it for the one the form was drawn for."""
        if posted.blueprint != self.name or not posted.view_args:
            return
        parts = {k: v for k, v in posted.view_args.items() if k != "ref"}
        subject = self.serving.load(web.read(), actor, posted.view_args["ref"])
        conn = web.read()
        entries = get_entries(conn, subject.id, subject.facts)
        where = (parts.get("step", ""), parts.get("collection", ""), parts.get("item", ""))
        place = self._place(conn, subject, entries, *where)
        known = {"rev"} | read_post(place, entries, subject, []).names
        pairs = [pair for pair in posted_pairs(posted) if pair[0] in known]
        page = f"{tokens.drawn_at(posted.form['stamp'])}.{web.posted_key()}"
        self._keep(actor.user_id, subject, place, pairs, page)


def posted_pairs(posted: Request) -> Pairs:
    """What a browser posted, pair by pair, in order; a part that came without a name is no answer."""
    return [(name, value) for name, values in posted.form.lists() if name for value in values]


__all__ = ["Serving", "Step", "blueprint"]
