"""Looking at a page of a journey: as it stands, or as it was last typed."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request

from riskapp.platform import web
from riskapp.platform.entries.reading import Entries, Entry, get_data_at, get_entries, get_typed
from riskapp.platform.wizard.differing import name_entries, say
from riskapp.platform.wizard.drafts import Drafts, words_aside
from riskapp.platform.wizard.kept import read_draft
from riskapp.platform.wizard.pages import SINCE, Page, WouldGo, draw
from riskapp.platform.wizard.posting import Place, read_rev, typed_into
from riskapp.platform.wizard.serving import Answer, Served
from riskapp.platform.wizard.steps import Collection, Subject

MOST_NAMED = 40  # wordings that an address names: past them it is of all that was typed


@dataclass(frozen=True)
class Looking:
    served: Served
    drafts: Drafts

    def page(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        subject = self.served.load(ref)
        if not self.served.serving.is_open(subject, step):
            return redirect(self.served.home(subject))
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self.served.place(subject, entries, step, collection, item)
        if (
            place.item and entries.find(place.item.id) is None
        ):  # taken away: there it can be put back
            return redirect(f"{self.served.step_address(subject, step)}?removed={item}#removed")
        page = self._drawn(subject, entries, place)
        self.served.serving.look(subject)
        return draw(page)

    def _drawn(self, subject: Subject, entries: Entries, place: Place) -> Page:
        """The page as it stands, or as it was last typed where that was not saved."""
        page = self.served.page(subject, entries, place)
        kept, aside = get_typed(web.read(), web.actor().user_id, subject.id, place.name)
        if aside:
            page.aside = words_aside(self.served, place, entries, subject, aside)
            ids = "+".join(one.wording for one in aside[: MOST_NAMED + 1])
            page.aside_wordings = f"?draft={ids}" if len(aside) <= MOST_NAMED else ""
        if page.removed and SINCE in request.args:
            page.not_back = self._would_come_back(subject, entries, *page.removed)
        if page.removed:
            page.typed_there = self._typed_into(subject, entries, Place(place.step, *page.removed))
        if place.item and SINCE in request.args:
            page.would_go = self._would_go(subject, entries, place, request.args[SINCE])
        if kept is None:
            return page
        page.wordings, page.pages = kept.wordings, self.drafts.showing(kept.keys)
        posted = read_draft(place, entries, subject, kept)
        page.stood = posted.stood
        if posted.wrong or posted.changes(entries):
            page.use(posted)
            page.draft_at, page.is_late = kept.at, kept.is_late
        return page

    def _would_go(
        self, subject: Subject, entries: Entries, place: Place, since: str
    ) -> WouldGo | None:
        """What an item says that it did not when somebody wanted it away, and what stands under it."""
        if place.item is None:
            return None
        before = get_data_at(web.read(), place.item.id, read_rev(since))
        was, now = (
            place.form(data=data, names=subject.names) for data in (before, place.item.data)
        )
        name_entries([was, now], entries, self.served.serving.journey)
        lists = {c.slug: c for c in self.served.serving.journey.collections()}
        changed = [
            (new.asks, say(new, new.kept), say(old, old.kept))
            for new, old in zip(now, was, strict=True)
            if new.kept != old.kept
        ]
        under = entries.under(place.item.id)
        return WouldGo(changed, [(lists[one.step], one) for one in under if one.step in lists])

    def _would_come_back(
        self, subject: Subject, entries: Entries, collection: Collection, item: Entry
    ) -> list[tuple[str, str]]:
        """All that something says that was taken away: each question with the words."""
        form = collection.item_form(data=item.data, names=subject.names)
        name_entries([form], entries, self.served.serving.journey)
        return list(typed_into(form, {}))

    def _typed_into(
        self, subject: Subject, entries: Entries, place: Place
    ) -> list[tuple[str, str]]:
        """What is not saved of an item that was taken away, and has no page till it is put back."""
        kept, _aside = get_typed(web.read(), web.actor().user_id, subject.id, place.name)
        own = place.own(entries)
        posted = read_draft(place, entries, subject, kept) if kept else None
        name_entries(posted.forms if posted else [], entries, self.served.serving.journey)
        return posted.unsaved(own.data if own else {}) if posted else []
