"""What was typed in one place and not saved, read again: from one page, or from several put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from riskapp.core.errors import BadInput
from riskapp.platform.db import is_id
from riskapp.platform.entries.reading import Draft, Entries, Typed
from riskapp.platform.forms import Raw
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.reading import SAID_TWICE, text_as_typed
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard.posting import Place, Posted, gone_slots, read_post
from riskapp.platform.wizard.steps import Subject

MOST_LATE = 1_000  # answers of a page whose session had ended; none of ours has as many
MOST_PAGES = 40  # such pages that wait for one place
MOST_SHOWN = 1_000  # wordings that one page shows of a draft

Said = tuple[tuple[str, str], ...]  # one answer, pair by pair as a browser posts it
SaidBy = Callable[[Asked], Said]


@dataclass(frozen=True)
class Answer:
    """One question as several pages were given it: the pairs, and where they differ, the other way."""

    pairs: Sequence[tuple[str, str]]
    other: Said = ()


def wordings_in(said: str) -> list[str]:
    """The ids of the wordings that a page showed of a draft."""
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


def read_draft(place: Place, entries: Entries, subject: Subject, kept: Draft) -> Posted:
    """Read what was typed and not saved. An addition that stands already is left out."""
    posted = read_post(place, entries, subject, kept.raw)
    if len(kept.pages) > 1:
        posted = _together(posted, entries, subject, kept)
    posted.is_draft = True
    stand = tuple(
        one.collection.prefix(one.slot) for one in posted.adding if one.stands_in(entries)
    )
    if stand:
        left = [pair for pair in posted.raw if not pair[0].startswith(stand)]
        raw = [*left, ("rev", str(posted.seen_rev))]
        posted = read_post(place, entries, subject, raw)
        posted.is_draft = True
    return posted


def not_on_page(place: Place, subject: Subject, draft: Raw, pairs: Raw) -> list[tuple[str, str]]:
    """Of a draft, what was typed into forms that the page that was posted had not."""
    names = tuple(name for name, _value in pairs)
    prefixes = [a.collection.prefix(a.slot) for a in gone_slots(place, subject, draft, set())]
    away = tuple(p for p in prefixes if not any(name.startswith(p) for name in names))
    return [(name, value) for name, value in draft if name.startswith(away)]


# -- several pages, question by question -------------------------------------------------------------


def _together(posted: Posted, entries: Entries, subject: Subject, kept: Draft) -> Posted:
    """Each question as the page has it that changed it. Where several did, and differ, all of what was
    written stands, of what was chosen the newest, and the question asks which is right. The revision is
    the oldest that one of the pages saw.

    posted: what all of them hold, for its questions.
    """
    place, own = posted.place, posted.place.own(entries)
    pages = [(_said_in(page.raw), page.is_late) for page in kept.pages]
    together: list[tuple[str, str]] = []
    others: dict[str, Said] = {}
    for form in posted.every:
        for asked in form:
            is_own = form is posted.form and own is not None
            saved = _said_in(asked.raw(own.data.get(asked.key)))(asked) if is_own and own else ()
            answer = _answer(asked, saved, [(said(asked), late) for said, late in pages])
            together += answer.pairs
            if answer.other:
                others[asked.name] = answer.other
    revs = [read for page in kept.pages if (read := dict(page.raw).get("rev", "0")).isdigit()]
    rev = min(revs, key=int, default="0")
    found = read_post(place, entries, subject, [*together, ("rev", rev)])
    for form in found.every:
        for asked in form:
            if other := others.get(asked.name):
                asked.error = asked.error or _doubt(asked, other)
    return found


def _said_in(raw: Raw) -> SaidBy:
    """What a page says to a question; nothing is blank."""
    by_name: dict[str, list[str]] = {}
    for name, value in raw:
        if value.strip():
            by_name.setdefault(name, []).append(text_as_typed(value))

    def said(asked: Asked) -> Said:
        return tuple((n, value) for n in asked.posted_names for value in by_name.get(n, ()))

    return said


def _answer(asked: Asked, saved: Said, pages: Sequence[tuple[Said, bool]]) -> Answer:
    """pages: what each says, the oldest first, and whether that came after its session had ended: such
    a page takes nothing away.
    """
    changed = list(
        dict.fromkeys(said for said, late in pages if said != saved and (said or not late))
    )
    if not changed:
        return Answer(saved)
    if asked.takes_several:
        away = {pair for said in changed for pair in saved if pair not in said}
        every = dict.fromkeys([*saved, *(pair for said in changed for pair in said)])
        return Answer([pair for pair in every if pair not in away])
    written = [said for said in changed if said]
    if asked.control == "prose":
        written = [one for one in written if not _goes_on(one, written)]
    if len(written) < 2:  # noqa: PLR2004 (one, or taken away)
        return Answer(written[0] if written else ())
    if asked.control in ("prose", "line"):
        return Answer([pair for said in written for pair in said], written[0])
    with_session = [said for said, late in pages if said in written and not late]
    newest = (with_session or written)[-1]
    return Answer(newest, next(said for said in written if said != newest))


def _goes_on(one: Said, written: Sequence[Said]) -> bool:
    """Whether another of the texts begins with this one."""
    return any(
        other != one and other[0][1].startswith(one[0][1]) for other in written if len(one) == 1
    )


def _doubt(asked: Asked, other: Said) -> LazyString:
    if asked.control in ("prose", "line"):
        return SAID_TWICE
    words = " ".join(value for _name, value in other)
    known = dict(asked.options) if asked.control == "one_of" else {}
    return _(
        "In another window this was answered “%(other)s”. Choose the one that is right",
        other=asked.shown(words) if words in known else words,
    )
