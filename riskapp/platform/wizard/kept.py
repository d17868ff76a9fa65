"""What was typed in one place and not saved, read again: from one page, or from several put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from riskapp.core.errors import BadInput
from riskapp.platform import web
from riskapp.platform.db import is_id
from riskapp.platform.entries.reading import Draft, Entries, Typed, get_data_at
from riskapp.platform.forms import Raw
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.reading import SAID_TWICE, text_as_typed
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard.posting import (
    STOOD,
    Adding,
    Place,
    Posted,
    answers,
    empty_slots,
    gone_slots,
    read_post,
    read_rev,
)
from riskapp.platform.wizard.steps import Subject

MOST_LATE = 1_000  # answers of a page whose session had ended; none of ours has as many
MOST_PAGES = 40  # such pages that wait for one place
MOST_SHOWN = 1_000  # wordings, or pages, that one page shows of a draft

Said = tuple[tuple[str, str], ...]  # one answer, pair by pair as a browser posts it
SaidBy = Callable[[Asked], Said]


@dataclass(frozen=True)
class Answer:
    """One question as several pages were given it: the pairs, and where they differ another answer. That
    is empty where it was taken out.
    """

    pairs: Sequence[tuple[str, str]]
    other: Said | None = None


@dataclass(frozen=True)
class Window:
    """What one page says to a question, and what stood when it was drawn."""

    said: Said
    saw: Said
    is_late: bool  # it came after its session had ended, and takes nothing away

    @property
    def is_changed(self) -> bool:
        return self.said != self.saw and bool(self.said or not self.is_late)


def ids_in(said: str) -> list[str]:
    """The ids of the wordings that a page showed of a draft, or the keys of the pages they are from."""
    return [one for one in said.split(maxsplit=MOST_SHOWN)[:MOST_SHOWN] if is_id(one)]


def check_room(standing: Iterable[Typed], page: str, typed: Raw, room: int) -> None:
    """Raises BadInput where there is no room beside a draft for what came from a page after its session
    ended. All that was drawn at one moment has half of it, so that whoever found a page cannot fill what
    another needs.

    page: LATE, when it was drawn (which is signed), "." and its key (which is not).
    """
    sizes = {one.page: _size(one.raw) for one in standing if one.is_late} | {page: _size(typed)}
    drawn = page.rpartition(".")[0]
    beside = [size for name, size in sizes.items() if name.rpartition(".")[0] == drawn]
    is_full = sum(sizes.values()) > room or len(sizes) > MOST_PAGES
    if (
        sum(beside) > room // 2
        or len(beside) > MOST_PAGES // 2
        or is_full
        or len(typed) > MOST_LATE
    ):
        raise BadInput(page)


def _size(raw: Raw) -> int:
    return sum(len(value) for _name, value in raw)


def read_draft(
    place: Place, entries: Entries, subject: Subject, kept: Draft, conn: Connection | None = None
) -> Posted:
    """Read what was typed and not saved. An addition that stands already is left out.

    conn: as in `read_post`.
    """
    posted = read_post(place, entries, subject, kept.raw, conn)
    if len(kept.pages) > 1 or kept.is_late:
        posted = _together(posted, entries, subject, kept, conn)
    posted.is_draft = True
    stood = [one.anchor for one in posted.adding if one.stands_in(entries)]
    posted.stood = " ".join(stood)
    for number, one in enumerate(posted.adding):
        if one.anchor in stood:
            prefix = one.collection.prefix(one.slot)
            blank = one.collection.item_form(names=subject.names, prefix=prefix)
            posted.adding[number] = replace(one, form=blank)
    return posted


def left_out(
    conn: Connection, place: Place, entries: Entries, subject: Subject, kept: Draft, pairs: Raw
) -> tuple[bool, bool]:
    """Whether a page that shows a draft left something out of it, since it stood already, and has
    nothing else typed in its place; and whether what it left out stands no more, word for word: somebody
    changed it, or took it away.

    pairs: the page that was posted, with the anchors it carries.
    """
    anchors = dict(pairs).get(STOOD, "").split()
    instead = typed_instead(empty_slots(place, entries, subject, answers(pairs)), entries)
    said, wanting = (
        [a for a in (*read.adding, *read.gone) if a.anchor in anchors and not a.form.is_blank]
        for read in (
            read_post(place, entries, subject, kept.raw, conn),
            read_draft(place, entries, subject, kept, conn),
        )
    )
    return any(a.anchor not in instead for a in said), bool(wanting)


def typed_instead(adding: Iterable[Adding], entries: Entries) -> set[str]:
    """The anchors of the forms that something was typed into which does not stand: the words are new
    ones, whatever was left out of the same form.
    """
    return {a.anchor for a in adding if not (a.form.is_blank or a.stands_in(entries))}


def says_something(posted: Posted, entries: Entries) -> bool:
    """Whether a page says anything that stood not when it was drawn, nor stands now."""
    posted.is_draft = True  # an addition that stands already, word for word, is none
    if posted.wrong or posted.gone or posted.adds(entries):
        return True
    own = posted.place.own(entries)
    saw = own.data if own else {}
    if own and own.rev != posted.seen_rev:
        saw = get_data_at(web.read(), own.id, posted.seen_rev)
    return not posted.says(saw) and bool(posted.changes(entries))


def not_on_page(place: Place, subject: Subject, draft: Raw, pairs: Raw) -> list[tuple[str, str]]:
    """Of a draft, what was typed into forms that the page that was posted had not; but for what it left
    out, since it stands.
    """
    stood = dict(pairs).get(STOOD, "").split()
    names = (*(name for name, _value in pairs), *(f"{anchor}-" for anchor in stood))
    prefixes = [a.collection.prefix(a.slot) for a in gone_slots(place, subject, draft, set())]
    away = tuple(p for p in prefixes if not any(name.startswith(p) for name in names))
    return [(name, value) for name, value in draft if name.startswith(away)]


# -- several pages, question by question -------------------------------------------------------------


def _together(
    posted: Posted, entries: Entries, subject: Subject, kept: Draft, conn: Connection | None
) -> Posted:
    """Each question as the page has it that changed it. Where several did, and differ, all of what was
    written stands, of what was chosen the newest, and the question asks which is right. The revision is
    the oldest that one of the pages saw.

    posted: what all of them hold, for its questions.
    """
    place, own = posted.place, posted.place.own(entries)
    now = own.data if own else {}
    revs = [read_rev(dict(page.raw).get("rev", "")) for page in kept.pages]
    stood = {own.rev if own else 0: now, 0: {}}
    for rev in set(revs) - stood.keys():
        stood[rev] = get_data_at(conn or web.read(), own.id, rev) if own else {}
    pages = [_said_in(page.raw) for page in kept.pages]
    together: list[tuple[str, str]] = []
    others: dict[str, Said] = {}
    for form in posted.every:
        is_own = form is posted.form
        for asked in form:
            windows = [
                Window(
                    said(asked),
                    _stored(asked, stood[rev]) if is_own else (),
                    page.is_late,
                )
                for page, said, rev in zip(kept.pages, pages, revs, strict=True)
            ]
            answer = _answer(asked, _stored(asked, now) if is_own else (), windows, is_own=is_own)
            together += answer.pairs
            if answer.other is not None:
                others[asked.name] = answer.other
    found = read_post(place, entries, subject, [*together, ("rev", str(min(revs)))], conn)
    for form in found.every:
        for asked in form:
            if asked.name in others:
                asked.error = asked.error or _doubt(asked, others[asked.name])
    return found


def _stored(asked: Asked, data: Mapping[str, Any]) -> Said:
    return _said_in(asked.raw(data.get(asked.key)))(asked)


def _said_in(raw: Raw) -> SaidBy:
    """What a page says to a question; nothing is blank."""
    by_name: dict[str, list[str]] = {}
    for name, value in raw:
        if value.strip():
            by_name.setdefault(name, []).append(text_as_typed(value))

    def said(asked: Asked) -> Said:
        return tuple((n, value) for n in asked.posted_names for value in by_name.get(n, ()))

    return said


def _answer(asked: Asked, saved: Said, windows: Sequence[Window], *, is_own: bool) -> Answer:
    """saved: what stands now. windows: the oldest first. is_own: whether it is an answer of the page's
    own; two windows that each add to a list mean two things, however alike they begin.
    """
    changed = [window for window in windows if window.is_changed]
    if not changed:
        return Answer(saved)
    if asked.takes_several:
        away = {
            pair for one in changed if not one.is_late for pair in one.saw if pair not in one.said
        }
        put = [pair for one in changed for pair in one.said if pair not in one.saw]
        return Answer([pair for pair in dict.fromkeys([*saved, *put]) if pair not in away])
    written = list(dict.fromkeys(one.said for one in changed if one.said))
    if asked.control == "prose":
        written = [
            one for one in written if not _goes_on(one, written, saved, changed, is_own=is_own)
        ]
    is_taken_out = any(not one.said for one in changed)
    if len(written) < 2:  # noqa: PLR2004 (one, or taken out)
        only = written[0] if written else ()
        return Answer(only, () if only and is_taken_out else None)
    if asked.control in ("prose", "line"):
        return Answer([pair for said in written for pair in said], written[0])
    with_session = [one.said for one in changed if one.said and not one.is_late]
    newest = (with_session or written)[-1]
    return Answer(newest, next(said for said in written if said != newest))


def _goes_on(
    one: Said, written: Sequence[Said], saved: Said, changed: Sequence[Window], *, is_own: bool
) -> bool:
    """Whether another of the texts begins with this one, and this one took nothing out of what stood."""
    late = {window.said for window in changed if window.is_late}
    took_out = bool(saved) and not one[0][1].startswith(saved[0][1])
    return not took_out and any(
        len(one) == 1
        and other != one
        and other[0][1].startswith(one[0][1])
        and (is_own or one in late or other in late)
        for other in written
    )


def _doubt(asked: Asked, other: Said) -> LazyString:
    if not other:
        return _("In another window this was taken out. Say what is right")
    if asked.control in ("prose", "line"):
        return SAID_TWICE
    words = " ".join(value for _name, value in other)
    known = dict(asked.options) if asked.control == "one_of" else {}
    return _(
        "In another window this was answered “%(other)s”. Choose the one that is right",
        other=asked.shown(words) if words in known else words,
    )
