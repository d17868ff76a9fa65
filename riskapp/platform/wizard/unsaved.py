"""What is answered where a post was not saved: nothing typed is lost, and the page says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for

from riskapp.platform import web
from riskapp.platform.entries.reading import (
    PAGES,
    Entries,
    Entry,
    get_data_at,
    get_draft,
    get_entries,
    get_last_save,
    get_removed,
)
from riskapp.platform.forms.reading import showable
from riskapp.platform.wizard.differing import differences, name_entries
from riskapp.platform.wizard.drafts import DRAFT, Drafts
from riskapp.platform.wizard.kept import ids_in, says_something, typed_instead
from riskapp.platform.wizard.pages import ELSEWHERE, WRITTEN_SINCE, draw
from riskapp.platform.wizard.posting import STOOD, Place, Posted, read_post, typed_into
from riskapp.platform.wizard.serving import Answer, Pairs, Served
from riskapp.platform.wizard.steps import AddSlot, Subject


@dataclass(frozen=True)
class Unsaved:
    served: Served
    drafts: Drafts

    def keep(self, subject: Subject, place: Place, pairs: Pairs) -> str:
        """Returns the id of the wording."""
        return self.drafts.put(subject, place, pairs)

    def show_again(
        self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs
    ) -> Answer:
        """Kept as a draft, and shown by a page one can come back to: an answer drawn here would be
        asked for again by the browser's Back button.
        """
        item = posted.place.item
        if item and entries.find(item.id) is None:  # taken away since: it has no page now
            return self.refuse(subject, entries, posted, pairs)
        self.keep(subject, posted.place, pairs)
        there = self.served.address(subject, posted.place)
        return redirect(self.served.way_back().on(there), 303)

    def refuse(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        kept = self.keep(subject, posted.place, pairs)
        page = self.served.page(subject, entries, posted.place)
        page.use(posted)
        page.draft_at, page.wordings = web.current().clock.now(), kept
        page.pages = self._shown_by(pairs)
        shown = draw(page)
        self.served.serving.look(subject)
        return shown, 422

    def read_again(
        self,
        subject: Subject,
        entries: Entries,
        posted: Posted,
        pairs: Pairs,
        why: str = WRITTEN_SINCE,
    ) -> Answer:
        """The page as it stands now, with what was typed: nothing is done to words nobody was shown."""
        if posted.changes(entries):
            self.keep(subject, posted.place, pairs)
        there = f"{self.served.address(subject, posted.place)}?{why}=1"
        return redirect(self.served.way_back().on(there), 303)

    def closed(self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs) -> Answer:
        """Sealed, or otherwise closed, while somebody was writing. What stands already is not kept."""
        if says_something(posted, entries):
            self.keep(subject, posted.place, pairs)
        else:
            self.drafts.end(subject, posted.place, pairs)
        page = render_template(
            self.served.serving.closed,
            subject=subject,
            home=self.served.home(subject),
            reopening=self.served.reopening(subject),
        )
        return page, 409

    def differ(self, subject: Subject, place: Place, pairs: Pairs) -> Answer:
        """It was saved since, by somebody else or in another window: both texts, field by field."""
        kept = self.keep(subject, place, pairs)
        conn, serving = web.read(), self.served.serving
        entries = get_entries(conn, subject.id, subject.facts)
        item = self.served.stored(subject, entries, place.item.id) if place.item else None
        place = Place(place.step, place.collection, item)
        posted = read_post(place, entries, subject, pairs)
        own = place.own(entries)
        above = self._taken_away(subject, entries, place, posted)
        if above or posted.gone:
            return self._has_no_place(subject, place, entries, posted, above)
        again = f"{self.served.address(subject, place)}?{ELSEWHERE}=1"
        if own is None or own.rev == posted.seen_rev:  # the same page once more, with other words
            return redirect(self.served.way_back().on(again), 303)
        before = get_data_at(conn, own.id, posted.seen_rev)
        name_entries(posted.forms, entries, serving.journey)
        found = differences(posted.form, before, own.data)
        is_removed = bool(place.collection) and entries.find(own.id) is None
        if not (found or is_removed):  # it only adds something
            return redirect(self.served.way_back().on(again), 303)
        last = get_last_save(conn, own.id)
        stood, wordings = self._left_out(subject, entries, posted, pairs, kept)
        page = render_template(
            "wizard/differs.html",
            subject=subject,
            place=place,
            differences=found,
            is_removed=is_removed,
            added=[
                (one.anchor, one.place_in(entries, serving.journey), list(typed_into(one.form, {})))
                for one in posted.adding
                if not (one.form.is_blank or one.stands_in(entries))
            ],
            raw=[
                (name, showable(value))
                for name, value in posted.raw
                if not name.startswith(tuple(f"{anchor}-" for anchor in stood))
            ],
            rev=own.rev,
            key=web.new_key(),
            wordings=wordings,
            pages=self._shown_by(pairs),
            stood=" ".join(stood),
            who=serving.name_of(conn, last[0]) if last else "",
            at=last[1] if last else None,
            is_own=last is not None and last[0] == web.actor().user_id,
            address=request.path,
            came_from=self.served.way_back(),
            extra=serving.more(subject, entries),
        )
        serving.look(subject)
        return page, 409

    def _left_out(
        self, subject: Subject, entries: Entries, posted: Posted, pairs: Pairs, kept: str
    ) -> tuple[list[str], str]:
        """What the page of both texts neither shows nor adds again, as it stands: its anchors. And the
        wordings it is in: that of this post, and those that the page that was posted left it out of,
        unless something else was typed into the form since: that is new, and saving it ends no other.
        """
        said = dict(pairs)
        before, instead = said.get(STOOD, "").split(), typed_instead(posted.adding, entries)
        is_instead = not instead.isdisjoint(before)
        now = [
            one.anchor for one in posted.adding if not one.form.is_blank and one.stands_in(entries)
        ]
        shown = {kept, *([] if is_instead else ids_in(said.get(DRAFT, "")))}
        draft = get_draft(web.read(), web.actor().user_id, subject.id, posted.place.name)
        there = [one.wording for one in (draft.pages if draft else []) if one.wording in shown]
        stood = [anchor for anchor in before if anchor not in instead]
        return [*dict.fromkeys([*stood, *now])], " ".join(there)

    def _shown_by(self, pairs: Pairs) -> str:
        """The pages whose words are on one that shows this post: its own, and those it showed."""
        return self.drafts.showing([web.posted_key(), *ids_in(dict(pairs).get(PAGES, ""))])

    def _taken_away(
        self, subject: Subject, entries: Entries, place: Place, posted: Posted
    ) -> Entry | None:
        """What an item, or words for a list, would stand under, where that was taken away since."""
        under = [place.item] if place.item else [one.slot for one in posted.gone]
        return self.went_above(subject, entries, under)

    def went_above(
        self, subject: Subject, entries: Entries, under: Sequence[Entry | AddSlot]
    ) -> Entry | None:
        """What these stand under, where that was taken away."""
        for parent_id in (one.parent_id for one in under):
            above = parent_id
            while above and (standing := entries.find(above)):
                above = standing.parent_id
            if above and (removed := get_removed(web.read(), subject.id, above)):
                return removed
        return None

    def _has_no_place(
        self,
        subject: Subject,
        place: Place,
        entries: Entries,
        posted: Posted,
        above: Entry | None,
    ) -> Answer:
        """Kept as a draft, shown here, and on the page once more."""
        name_entries([one.form for one in posted.gone], entries, self.served.serving.journey)
        own = place.own(entries)
        typed = posted.without_a_place or posted.unsaved(own.data if own else {})
        return self.no_place(subject, place, above, typed)

    def no_place(
        self,
        subject: Subject,
        place: Place,
        above: Entry | None,
        typed: Sequence[tuple[str, str]] | None = None,
    ) -> Answer:
        """What stands under something that was taken away. typed: None where it was to be put back."""
        lists = {c.slug: (s, c) for s in self.served.serving.journey.steps for c in s.collections}
        step, collection = lists.get(above.step, (None, None)) if above else (None, None)
        shown = render_template(
            "wizard/no_place.html",
            subject=subject,
            typed=typed,
            is_back=typed is None,
            above=above,
            collection=collection,
            put_back=url_for(
                f"{self.served.name}.put_back",
                ref=subject.ref,
                step=step.slug,
                collection=collection.slug,
                item=above.id,
            )
            if above and step and collection
            else "",
            address=self.served.address(subject, Place(place.step)),
        )
        self.served.serving.look(subject)
        return shown, 409
