"""Keeping what was typed and is not saved: as it is typed, and when a session ended meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Request, jsonify, redirect, render_template, request
from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.platform import subjects, tokens, web
from riskapp.platform.entries.reading import (
    ASIDE,
    LATE,
    PAGES,
    SENT,
    Draft,
    Entries,
    Typed,
    get_draft,
    get_entries,
    get_typed,
    is_saved,
    is_sent,
    list_saved,
)
from riskapp.platform.entries.saving import await_turn, drop_of_page, drop_wordings, keep_draft
from riskapp.platform.i18n import _
from riskapp.platform.time import time_words
from riskapp.platform.wizard.differing import name_entries
from riskapp.platform.wizard.kept import (
    MOST_SHOWN,
    check_room,
    ids_in,
    left_out,
    not_on_page,
    read_draft,
    says_something,
)
from riskapp.platform.wizard.posting import MACHINERY, STOOD, Place, Posted, read_post
from riskapp.platform.wizard.serving import Answer, Pairs, Served, posted_pairs
from riskapp.platform.wizard.steps import Subject

REV, DRAFT = "rev", "draft"


@dataclass(frozen=True)
class TakenOver:
    """What a page that was posted showed of a draft, and goes on from.

    is_whole: whether all of it was there still: else it was saved, typed on or taken away meanwhile.
    is_wanting: whether it left something out that stood, and stands no more. here: the wordings that
    were. keys: of the other pages it was typed on.
    """

    is_whole: bool
    is_wanting: bool
    here: Sequence[str]
    keys: Sequence[str]

    def is_shown_first(self, *, adds: bool) -> bool:
        """Whether the page is shown once more before it is saved. adds: whether it adds something."""
        return self.is_wanting or (adds and not self.is_whole)

    @property
    def pairs(self) -> Pairs:
        """What is kept of it beside what is typed on."""
        every = ((DRAFT, " ".join(self.here)), (PAGES, " ".join(self.keys)))
        return [(name, said) for name, said in every if said]


@dataclass(frozen=True)
class Drafts:
    served: Served

    def keep(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        """Autosave: what is in the form now, kept for the one who typed it."""
        subject = self.served.load(ref)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self.served.place(subject, entries, step, collection, item)
        pairs = posted_pairs(request)
        posted = read_post(place, entries, subject, pairs)
        raw = _answers(posted) if says_something(posted, entries) else None
        if not self._keep_typed(subject, place, pairs, raw):
            said = _(
                "This page was sent before, or saved from another window. "
                "If you typed something since, save it to keep it"
            )
            return jsonify(said=str(said)), 409
        if raw is None:
            return jsonify(said=str(_("Nothing here that is not saved")))
        now = time_words(web.current().clock.now())
        return jsonify(said=str(_("Kept as a draft at %(time)s", time=now)))

    def _keep_typed(self, subject: Subject, place: Place, pairs: Pairs, raw: Pairs | None) -> bool:
        """Keeps what is typed on a page, or ends it where nothing is. A draft that was on its way while
        its page was sent must not come back to life, or what was added would be added once more, nor
        stand over what was sent. Returns whether it was kept.
        """
        page, now = web.posted_key(), web.current().clock.now()
        of = {"user_id": web.actor().user_id, "subject_id": subject.id, "place": place.name}
        with web.write() as conn:
            await_turn(conn, **of)
            if is_saved(conn, of["user_id"], page) or is_sent(conn, **of, page=page):
                return False
            taken = self.take_over(conn, subject, place, pairs)
            if raw is None:
                drop_of_page(conn, **of, page=page)
            else:
                keep_draft(conn, now=now, **of, page=page, raw=[*raw, *taken.pairs])
        return True

    def ask_first(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        """Before a draft is let go, which nothing brings back: what it holds that is not saved."""
        subject = self.served.load(ref)
        entries = get_entries(web.read(), subject.id, subject.facts)
        place = self.served.place(subject, entries, step, collection, item)
        way = self.served.way_back()
        back = way.on(self.served.address(subject, place))
        kept, aside = self._to_let_go(subject, place)
        every = [*(kept.pages if kept else []), *aside]
        if not every or not self.served.serving.is_open(subject, step):
            return redirect(back)
        own = place.own(entries)
        posted = read_draft(place, entries, subject, kept) if kept else None
        name_entries(posted.forms if posted else [], entries, self.served.serving.journey)
        page = render_template(
            "wizard/discard.html",
            subject=subject,
            typed=[
                *(posted.unsaved(own.data if own else {}) if posted else []),
                *words_aside(self.served, place, entries, subject, aside),
            ],
            wordings=" ".join(one.wording for one in every),
            address=request.path,
            back=back,
            came_from=way,
        )
        self.served.serving.look(subject)
        return page

    def _to_let_go(self, subject: Subject, place: Place) -> tuple[Draft | None, list[Typed]]:
        """The draft and what was put aside; only what the address names, where it names any."""
        kept, aside = get_typed(web.read(), web.actor().user_id, subject.id, place.name)
        only = ids_in(request.args.get("draft", ""))
        return (None, [one for one in aside if one.wording in only]) if only else (kept, aside)

    def discard(self, ref: str, step: str, collection: str = "", item: str = "") -> Answer:
        subject = self.served.load(ref)
        place = self.served.any_place(subject, step, collection, item)
        with web.write() as conn:
            shown = ids_in(request.form.get("draft", ""))
            drop_wordings(conn, web.actor().user_id, subject.id, place.name, shown)
        there = self.served.address(subject, place)
        return redirect(self.served.way_back().on(there), 303)

    def put(self, subject: Subject, place: Place, pairs: Pairs) -> str:
        """Keeps what was sent and is not saved, instead of what its page kept and showed of a draft.
        Returns the id of the wording.
        """
        page, now = web.posted_key(), web.current().clock.now()
        of = {"user_id": web.actor().user_id, "subject_id": subject.id, "place": place.name}
        with web.write() as conn:
            await_turn(conn, **of)
            taken = self.take_over(conn, subject, place, pairs)
            drop_of_page(conn, **of, page=page)
            raw = [*_typed(pairs), *taken.pairs]
            return keep_draft(conn, now=now, **of, page=f"{SENT}{page}", raw=raw)

    def end(self, subject: Subject, place: Place, pairs: Pairs) -> bool:
        """Ends what a page kept and showed of a draft, as all of it stands. Returns whether it does: of
        what the page left out, something may stand no more, and is not ended.
        """
        of = {"user_id": web.actor().user_id, "subject_id": subject.id, "place": place.name}
        with web.write() as conn:
            await_turn(conn, **of)
            taken = self.take_over(conn, subject, place, pairs, is_saved=True)
            drop_of_page(conn, **of, page=web.posted_key())
        return not taken.is_wanting

    def showing(self, keys: Iterable[str]) -> str:
        """What a page carries that shows what was typed on these pages: the keys of those that are not
        saved. Of one that is, the page shows what stands as well.
        """
        some = sorted(set(keys))[:MOST_SHOWN]
        saved = list_saved(web.read(), web.actor().user_id, some)
        return " ".join(key for key in some if key not in saved)

    def take_over(
        self,
        conn: Connection,
        subject: Subject,
        place: Place,
        pairs: Pairs,
        *,
        is_saved: bool = False,
    ) -> TakenOver:
        """Ends what the page that was posted showed of a draft. What it left out, since it stood, ends
        once the page is saved and it stands still; or something else was typed into its form, with which
        it would be taken for one answer. Called in turn.
        """
        user_id, said = web.actor().user_id, dict(pairs)
        shown = ids_in(said.get(DRAFT, ""))
        kept = get_draft(conn, user_id, subject.id, place.name) if shown else None
        pages, own = kept.pages if kept else [], web.posted_key()
        ends = [typed for typed in pages if typed.wording in shown]
        is_left_out = is_wanting = False
        if ends and said.get(STOOD):
            if is_saved:  # nobody takes away what stands before the draft of it has ended
                subjects.hold(conn, subject.id)
            entries = get_entries(conn, subject.id, subject.facts)
            is_left_out, is_wanting = left_out(conn, place, entries, subject, Draft(ends), pairs)
        if not is_wanting and (is_saved or not is_left_out):
            self._drop(conn, subject, place, ends)
        there = {one.wording for one in pages}
        for typed in pages:
            if typed.page.endswith(own):  # what this page took over, it may show still
                there |= set(ids_in(dict(typed.raw).get(DRAFT, "")))
        here = [one for one in shown if one in there]
        keys = [key for key in ids_in(dict(pairs).get(PAGES, "")) if key != own]
        is_whole = here == shown and not list_saved(conn, user_id, keys)
        return TakenOver(is_whole, is_wanting, here, keys)

    def _drop(
        self, conn: Connection, subject: Subject, place: Place, ends: Sequence[Typed]
    ) -> None:
        """What the page that was posted could only tell of, since it has no form for it any more, is put
        aside.
        """
        of = {"user_id": web.actor().user_id, "subject_id": subject.id, "place": place.name}
        had = posted_pairs(request)
        for typed in ends:
            if raw := not_on_page(place, subject, typed.raw, had):
                page = f"{ASIDE}{typed.wording}"
                keep_draft(conn, now=typed.at, **of, page=page, raw=raw)
        drop_wordings(conn, **of, wordings=[typed.wording for typed in ends])

    def keep_for(self, posted: Request, actor: Actor) -> None:
        """The session died while somebody typed: keep it for the one the form was drawn for, beside the
        draft there is. Whoever holds the page can send it, so it replaces nothing but what came from
        that page in the same way. Raises BadInput where that is too much.
        """
        face = self.served.serving.faces.get(posted.endpoint or "")
        if not posted.view_args or (posted.blueprint != self.served.name and face is None):
            return
        parts = {"step": face} if face else posted.view_args
        subject = self.served.serving.load(web.read(), actor, posted.view_args["ref"])
        entries = get_entries(web.read(), subject.id, subject.facts)
        where = (parts.get("step", ""), parts.get("collection", ""), parts.get("item", ""))
        place = self.served.place(subject, entries, *where)
        typed = posted_pairs(posted)
        said = read_post(place, entries, subject, typed)
        if not says_something(said, entries):
            return
        raw = _answers(said)
        page = f"{LATE}{tokens.drawn_at(posted.form['stamp'])}.{web.posted_key()}"
        with web.write() as conn:
            there = get_draft(conn, actor.user_id, subject.id, place.name)
            check_room(there.pages if there else [], page, raw, web.current().config.body_bytes)
            keep_draft(
                conn,
                now=web.current().clock.now(),
                user_id=actor.user_id,
                subject_id=subject.id,
                place=place.name,
                page=page,
                raw=raw,
            )


def words_aside(
    served: Served, place: Place, entries: Entries, subject: Subject, aside: Sequence[Typed]
) -> list[tuple[str, str]]:
    """What was put aside, to be read: each question with the words."""
    found: list[tuple[str, str]] = []
    for typed in aside:
        posted = read_post(place, entries, subject, typed.raw)
        name_entries(posted.every, entries, served.serving.journey)
        found += posted.unsaved({})
    return found


def _answers(posted: Posted) -> Pairs:
    """What is kept of what is typed: the answers of the page, and the revision it saw."""
    known = posted.names
    return [(REV, str(posted.seen_rev)), *(pair for pair in posted.raw if pair[0] in known)]


def _typed(pairs: Pairs) -> Pairs:
    """What is kept of a post: its answers, and the revision it saw."""
    return [(n, v) for n, v in pairs if n not in MACHINERY - {REV}]
