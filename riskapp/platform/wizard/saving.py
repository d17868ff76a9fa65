"""Saving a page of a journey, what its buttons do besides, and where a saved post leads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from sqlalchemy import Connection

from riskapp.core.errors import BadInput, Conflict, NotFound
from riskapp.platform import subjects, web
from riskapp.platform.entries.reading import Entries, Entry, get_data_at, get_entries
from riskapp.platform.entries.saving import Change, Moved, Saved, WrittenSince, await_turn, keep_key
from riskapp.platform.wizard.drafts import TakenOver
from riskapp.platform.wizard.kept import says_something
from riskapp.platform.wizard.once import is_done, note_once
from riskapp.platform.wizard.pages import ADDED, AFTER, ELSEWHERE, FULL, SINCE
from riskapp.platform.wizard.posting import PICK, Place, Posted, machinery, read_post, read_rev
from riskapp.platform.wizard.returning import WayBack
from riskapp.platform.wizard.serving import Answer, Pairs, Served, posted_pairs
from riskapp.platform.wizard.steps import Data, Step, Subject
from riskapp.platform.wizard.unsaved import Unsaved

ANCHOR = re.compile(r"[\w.-]{1,120}", re.ASCII)  # an id on a page, and nothing that ends a header


class DoneElsewhereError(Exception):
    """What a page would add of a draft may have been added from another window, and changed since; or it
    left out what stood then, and stands no more.
    """


@dataclass(frozen=True)
class Saving:
    served: Served
    unsaved: Unsaved

    def page(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        subject, pairs = self.served.load(ref), posted_pairs(request)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self.served.place(subject, entries, step, collection, item)
        try:
            posted = read_post(place, entries, subject, pairs)
            pairs = [*machinery(pairs), *posted.raw]  # with what was chosen between two texts
            return self._answer(subject, entries, posted, pairs)
        except (Moved, DoneElsewhereError) as moved:
            return self._moved(subject, place, pairs, moved)
        except WrittenSince:
            return self.unsaved.read_again(subject, entries, posted, pairs)
        except Conflict:
            return self._closed(subject, posted, pairs)
        except BadInput as bad:
            posted.refused = bad
            return self.unsaved.refuse(subject, entries, posted, pairs)
        except Exception:
            self.unsaved.keep(subject, place, pairs)
            raise

    def _answer(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        is_open = self.served.serving.is_open(subject, posted.place.step.slug)
        if not is_open or self._is_done(entries, posted):
            return self._closed(subject, posted, pairs)
        if posted.wrong:
            return self.unsaved.show_again(subject, entries, posted, pairs)
        return self._save(subject, entries, posted, pairs)

    def _is_done(self, entries: Entries, posted: Posted) -> bool:
        return posted.action in self.served.serving.once and is_done(entries, posted)

    def _closed(self, subject: Subject, posted: Posted, pairs: Pairs) -> Answer:
        """Closed to writing, unless it was this very post that did it."""
        entries = get_entries(web.read(), subject.id, subject.facts)
        if self._is_done(entries, posted):
            return redirect(self.served.home(subject), 303)
        return self.unsaved.closed(subject, entries, posted, pairs)

    def _save(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        serving = self.served.serving
        act = serving.acts.get((posted.place.name, posted.action))
        once = act is not None and posted.action in serving.once
        done = None
        if once and posted.seen != entries.mark():
            raise WrittenSince
        changes = posted.changes(entries)
        of = {"user_id": web.actor().user_id, "subject_id": subject.id}
        with web.write() as conn:
            await_turn(conn, **of, place=posted.place.name)
            taken = self._takes_over(conn, subject, posted, pairs) if posted.is_draft else None
            saved = serving.save(
                conn,
                web.actor(),
                subject.ref,
                key=posted.key,
                changes=changes,
                place=posted.place.name,
            )
            if taken and not saved.again and taken.is_shown_first(adds=posted.adds(entries)):
                raise DoneElsewhereError
            if act:
                done = act(conn, web.actor(), subject.ref)
            if once:
                note_once(conn, subject, entries.mark(saved.entries), posted.key)
        if posted.action.startswith("add:"):
            done = done or self._more_to_ask(subject, posted.place, changes, saved)
        return redirect(self._next(subject, entries, posted, done, changes), 303)

    def _takes_over(
        self, conn: Connection, subject: Subject, posted: Posted, pairs: Pairs
    ) -> TakenOver:
        """What the page showed of a draft. The pages it was typed on are saved with it: sent as well,
        they would add it once more.
        """
        drafts = self.unsaved.drafts
        taken = drafts.take_over(conn, subject, posted.place, pairs, is_saved=True)
        now, by = web.current().clock.now(), web.actor().user_id
        for key in taken.keys:
            keep_key(conn, now=now, by=by, subject_id=subject.id, key=key)
        return taken

    def _moved(
        self, subject: Subject, place: Place, pairs: Pairs, moved: Moved | DoneElsewhereError
    ) -> Answer:
        """Saved since, from another page. Where that saved the same words, or nothing was typed on this
        one, there is nothing to choose.
        """
        entries = get_entries(web.read(), subject.id, subject.facts)
        item = entries.find(place.item.id) if place.item else None
        posted = read_post(replace(place, item=item or place.item), entries, subject, pairs)
        # What was chosen of two texts is said, though one of them stood already.
        is_chosen = any(name.startswith(PICK) for name, _value in posted_pairs(request))
        if says_something(posted, entries) or (is_chosen and posted.changes(entries)):
            if isinstance(moved, DoneElsewhereError):
                return self.unsaved.read_again(subject, entries, posted, pairs, ELSEWHERE)
            return self.unsaved.differ(subject, place, pairs)
        if not self.unsaved.drafts.end(subject, place, pairs):
            return self.unsaved.read_again(subject, entries, posted, pairs, ELSEWHERE)
        if (place.name, posted.action) in self.served.serving.acts:
            return self.unsaved.read_again(subject, entries, posted, pairs)
        return redirect(self._next(subject, entries, posted, None, []), 303)

    def _more_to_ask(
        self, subject: Subject, place: Place, changes: Sequence[Change], saved: Saved
    ) -> str | None:
        """The page of what was just added, where it asks more of it."""
        for change, (entry_id, _rev) in zip(changes, saved.entries, strict=False):
            if change.is_item and change.entry_id is None:
                within = place.step.collection(change.step)
                if within.opens(change.data):
                    added = Entry(entry_id, change.step, change.data)
                    there = self.served.address(subject, Place(place.step, within, added))
                    way = self.served.way_back()
                    return (way.by(place.step.slug) if way else way).on(f"{there}?{ADDED}=1")
        return None

    def _next(
        self,
        subject: Subject,
        entries: Entries,
        posted: Posted,
        done: str | None,
        changes: Sequence[Change],
    ) -> str:
        """Where a saved post leads: where its button has `done` something, else to a detour, which goes
        on to where the button says, else there.
        """
        place, way = posted.place, self.served.way_back()
        if place.collection:
            return self._after_item(subject, place.step.slug, place.collection.slug, way)
        if done:
            return done
        if detour := place.step.detour(posted.form.kept, self._seen(entries, posted)):
            verb, _colon, go = posted.action.partition(":")
            goes = verb == "go" and go in self.served.serving.journey.named
            onward = way.by(go) if goes else way
            return onward.on(url_for(detour, ref=subject.ref))
        # What was just said may lead another way.
        said = {change.step: change.data for change in changes if not change.is_item}
        now = (replace(e, data=said.pop(e.step)) if e.step in said else e for e in entries)
        new = [Entry(step, step, data) for step, data in said.items()]
        return self._after_step(subject, Entries((*now, *new), entries.facts), posted, way)

    def _after_item(self, subject: Subject, slug: str, collection: str, way: WayBack) -> str:
        """The list it is of, or where its page was come to from."""
        if way.nearest in ("", slug):
            return self.served.back_address(subject, way.past(slug).by(slug), collection)
        return self.served.back_address(subject, way, f"from-{slug}")

    def _after_step(self, subject: Subject, entries: Entries, posted: Posted, way: WayBack) -> str:
        """Where its button says, else back to where it was come to from, else on. `go:` and a step's
        slug is any step there is; one beside the numbered ones leads back here. `to:` and an address is
        the page that a Change leads to.
        """
        step, action = posted.place.step, posted.action
        journey = self.served.serving.journey
        verb, _colon, named = action.partition(":")
        if verb == "to" and self.served.leads_to(subject, named):
            return named
        if verb == "add":
            there = way.on(self.served.step_address(subject, step.slug))
            return f"{there}#{named}" if ANCHOR.fullmatch(named) else there
        if action == "later":
            return self.served.home(subject)
        wanted = journey.named.get(named) if verb == "go" else None
        if way and wanted is None:
            return self.served.back_address(subject, way, f"from-{step.slug}")
        nearest = journey.before if action == "back" else journey.after
        return self._on_to(subject, step, wanted or nearest(step, entries), way)

    def _on_to(self, subject: Subject, step: Step, wanted: Step | None, way: WayBack) -> str:
        """Another step, which says what was asked for on this one; None, after the last, is home."""
        serving = self.served.serving
        beside = serving.journey.beside
        if wanted is None:
            return self.served.home(subject)
        there = self.served.step_address(subject, wanted.slug)
        if wanted is step:
            return way.on(there)
        if wanted in beside and step not in beside:
            return way.by(step.slug).on(there)
        return f"{there}?{AFTER}={step.slug}" if serving.remarks else there

    def _seen(self, entries: Entries, posted: Posted) -> Data:
        """What stood when the page was drawn: a second click is answered as the first was."""
        own = posted.place.own(entries)
        if own is None or own.rev == posted.seen_rev:
            return own.data if own else {}
        return get_data_at(web.read(), own.id, posted.seen_rev)

    # -- items that go and come back -----------------------------------------------------------------

    def remove(self, ref: str, step: str, collection: str, item: str) -> Answer:
        subject, entries, place, entry = self._to_turn(ref, step, collection, item)
        there = self._removed_address(subject, step, item)
        if entries.find(item) is None:
            return redirect(there, 303)  # a second click: it is so already
        try:
            with web.write() as conn:
                subjects.hold(conn, subject.id)  # nobody adds under it what this one has not seen
                _check_as_shown(conn, subject, entry)
                self._turn(conn, subject, entry, removed=True)
        except Moved:
            saw = read_rev(request.form.get("rev", ""))
            again = f"{self.served.address(subject, place)}?{SINCE}={saw}"
            return redirect(f"{self.served.way_back().on(again)}#take-away", 303)
        return redirect(there, 303)

    def put_back(self, ref: str, step: str, collection: str, item: str) -> Answer:
        """As it was shown: what was put back since, changed and taken away once more is to be looked at
        first.
        """
        subject, entries, place, entry = self._to_turn(ref, step, collection, item)
        here = self.served.way_back().past(step).on(self.served.step_address(subject, step))
        if entries.find(item):
            return redirect(f"{here}#{collection}", 303)  # a second click: it is so already
        if above := self.unsaved.went_above(subject, entries, [entry]):
            return self.unsaved.no_place(subject, place, above)
        since = self._removed_address(subject, step, item, f"&{SINCE}=1")
        if read_rev(request.form.get("rev", str(entry.rev))) != entry.rev:
            return redirect(since, 303)
        try:
            with web.write() as conn:
                self._turn(conn, subject, entry, removed=False)
        except Moved:
            return redirect(since, 303)
        except BadInput:  # its list is full, or the record is
            return redirect(self._removed_address(subject, step, item, f"&{FULL}=1"), 303)
        return redirect(f"{here}#{collection}", 303)

    def _to_turn(
        self, ref: str, step: str, collection: str, item: str
    ) -> tuple[Subject, Entries, Place, Entry]:
        subject = self.served.load(ref)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self.served.place(subject, entries, step, collection, item)
        entry = place.item
        if entry is None or place.collection is None:
            raise NotFound(item)
        if not place.collection.can_remove(entries, entry):
            raise NotFound(item)
        return subject, entries, place, entry

    def _removed_address(self, subject: Subject, step: str, item: str, more: str = "") -> str:
        """The page of the list, with what was taken away, and the way to put it back."""
        there = f"{self.served.step_address(subject, step)}?removed={item}{more}"
        return f"{self.served.way_back().past(step).on(there)}#removed"

    def _turn(self, conn: Connection, subject: Subject, entry: Entry, *, removed: bool) -> None:
        change = Change(
            step=entry.step,
            data=entry.data,
            seen_rev=entry.rev,
            entry_id=entry.id,
            is_item=True,
            removed=removed,
        )
        self.served.serving.save(
            conn, web.actor(), subject.ref, key=web.posted_key(), changes=[change], place=""
        )


def _check_as_shown(conn: Connection, subject: Subject, entry: Entry) -> None:
    """Raises Moved where an item, or what stands under it, says something else than the page showed that
    it is taken away from.
    """
    seen = request.form.get("seen")
    if seen and seen != get_entries(conn, subject.id, subject.facts).words_of(entry.id):
        raise Moved(entry.step)
