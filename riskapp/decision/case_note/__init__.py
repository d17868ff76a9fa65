"""A case note to paste: the same record always gives the same words, never more than 150 of them.

Where everything fits, everything stands. Where it does not, what nobody talked about is named in one
line, parts are shortened one after the other, and the last line names what has no line here and says
where it is. What it says stands in `what_it_says` and `what_helps`, what gives way in `room`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from riskapp.decision.case_note.cutting import MOST_WORDS, count, shortened
from riskapp.decision.case_note.lines import Part
from riskapp.decision.case_note.room import fitting
from riskapp.decision.case_note.what_it_says import parts_of
from riskapp.decision.record import Record
from riskapp.platform.i18n import _


@dataclass(frozen=True)
class Note:
    """The text to paste, and what of it is not whole: lines that were shortened, and those left out."""

    text: str
    shortened: Sequence[str] = ()
    left_out: Sequence[str] = ()


def case_note(record: Record) -> str:
    """At most 150 words of plain text, with the reference; one part a line."""
    return note_of(record).text


def note_of(record: Record) -> Note:
    """The same, with what had to be shortened or left out."""
    parts = list(parts_of(record))
    lines = [part.line(len(part.stages)) for part in parts]
    for head in (_head(record, record.fact("sealed_at")), _head(record, record.sealed_on)):
        if count([head, *lines]) <= MOST_WORDS:
            return Note("\n".join([head, *lines]))
    head = _head(record, record.sealed_on, name_only=True)
    head = "\n".join(filter(None, [head, _unsaid(parts)]))
    parts = [
        replace(part, begins=part.begins_short or part.begins)
        for part in parts
        if not part.is_unsaid
    ]
    left: list[str] = []
    while True:
        more = _more(record, left)
        taken = fitting(parts, MOST_WORDS - count([head, more]))
        gone = [part for n, part in enumerate(parts) if not taken[n]]
        out = [part.name for part in gone if not part.is_reason]
        out += [str(_("reasons"))] * any(part.is_reason for part in gone)
        if set(out) <= set(left):
            break
        left = list(dict.fromkeys([*left, *out]))
    kept = [(part, stage) for part, stage in zip(parts, taken, strict=True) if stage]
    lines = [part.line(stage) for part, stage in kept]
    more = _more(record, [name for name in left if name in out])
    return Note(
        "\n".join([head, *lines, more]),
        list(dict.fromkeys(part.name for part, stage in kept if part.is_cut(stage))),
        list(dict.fromkeys(part.name for part in gone)),
    )


def _head(record: Record, when: str, *, name_only: bool = False) -> str:
    """Which record, and what it is about; where there is no room, only whom."""
    about = shortened(record.name if name_only else record.title, 30)
    if record.is_draft:
        return f"{record.version_words}. {about}."
    words = _(
        "%(version)s, sealed %(when)s. %(about)s.",
        version=record.version_words,
        when=when,
        about=about,
    )
    if not record.is_demonstration:
        return str(words)
    invented = _("Demonstration.") if name_only else _("Demonstration: invented people.")
    return f"{words} {invented}"


def _unsaid(parts: Sequence[Part]) -> str:
    """What nobody talked about, where there is no room to say so of each."""
    names = "; ".join(part.name for part in parts if part.is_unsaid)
    return str(_("Not yet talked about: %(what)s.", what=names)) if names else ""


def _more(record: Record, left: Sequence[str]) -> str:
    """Where the rest is. What has no line here is named, so that nobody thinks it was not said."""
    reference = record.fact("reference")
    if not left:
        return str(_("More in %(reference)s.", reference=reference))
    return str(_("More in %(reference)s: %(parts)s.", reference=reference, parts="; ".join(left)))
