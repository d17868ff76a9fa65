"""What a note says of capacity: each conclusion with who concluded it and when. What was concluded last
stands first; where that cannot be told, it is said that they differ. Where there is no room for all of
it none stands, and the line says where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from riskapp.decision.case_note.cutting import count
from riskapp.decision.case_note.lines import Concluded
from riskapp.decision.record import Record
from riskapp.decision.steps.capacity import ASSESSMENTS
from riskapp.platform.i18n import _

RANK = 2  # as whose choice it is
MOST_OF_CONCLUDED = 45  # words of all conclusions that stand as long as what was decided does
FOUND = {
    "could": _("could decide this"),
    "could-not": _("could not decide this"),
    "open": _("no conclusion yet"),
}


@dataclass(frozen=True)
class Finding:
    """What one assessor concluded; the day is empty, a year or a month where no more is known."""

    who_and_when: str
    code: str
    on: str


def what_was_concluded(record: Record) -> Iterator[Concluded]:
    """All of it, or that somebody concluded something; nothing where nobody did."""
    every = [one for one in record.talk.entries.items(ASSESSMENTS.slug) if one.get("conclusion")]
    findings = [
        Finding(who, code, str(one.get("on") or ""))
        for (who, code), one in zip(record.talk.found_by, every, strict=True)
    ]
    if not findings:
        return
    whole = _whole(findings)
    part = Concluded(str(_("Capacity:")), "", RANK, ways=(_in_the_record(findings), whole))
    is_short = count([whole]) <= MOST_OF_CONCLUDED
    yield replace(part, least=len(part.stages)) if is_short else part


def _whole(findings: Sequence[Finding]) -> str:
    """Each conclusion with who came to it and when; those alike that follow each other together."""
    by_day = sorted(findings, key=lambda found: found.on, reverse=True)
    is_in_order = all(_is_later(one, other) for one, other in pairwise(by_day))
    told = [
        f"{FOUND[code]} ({'; '.join(found.who_and_when for found in alike)})"
        for code, alike in groupby(by_day if is_in_order else findings, lambda found: found.code)
    ]
    if is_in_order:
        return "; ".join([told[0], *(str(_("earlier: %(what)s", what=one)) for one in told[1:])])
    words = "; ".join(told)
    return str(_("conclusions differ: %(what)s", what=words)) if _do_differ(findings) else words


def _is_later(one: Finding, other: Finding) -> bool:
    """Whether that is sure: a year alone is neither before nor after a day in it."""
    return bool(other.on) and one.on > other.on and not one.on.startswith(other.on)


def _do_differ(findings: Sequence[Finding]) -> bool:
    return len({found.code for found in findings}) > 1


def _in_the_record(findings: Sequence[Finding]) -> str:
    """That there is a conclusion, or several that differ, and what the record says of it."""
    begins = _("conclusions differ") if _do_differ(findings) else _("it was assessed")
    if any(found.on for found in findings):
        return str(_("%(what)s; the record says who concluded what, and when", what=begins))
    return str(_("%(what)s; the record says who concluded what", what=begins))
