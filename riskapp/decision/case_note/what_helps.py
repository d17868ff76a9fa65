"""What a note says of what helps: what restricts or watches, with its end or that it has ended, each
in a line of its own, in which a restriction that is cut says so; what else helps, in one line, named
or counted; and what is not wanted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskapp.decision.case_note.cutting import OPENING, at_clause, count
from riskapp.decision.case_note.lines import FEWEST, Part, Whole
from riskapp.decision.case_note.room import HELPS
from riskapp.decision.paper import stopped
from riskapp.decision.record import Record
from riskapp.decision.said import Mitigation
from riskapp.platform.i18n import _

MOST_OF_HELP = 14  # words of what helps; what is longer is cut at a clause, or else counted


def what_helps(record: Record) -> Iterator[Part]:
    """What restricts or watches, and what no longer does; what else helps, by its name; then what is not
    wanted, of any sort.
    """
    talk = record.talk
    yield from (_restriction(record, found) for found in talk.restrictions)
    yield from (_technology(record, found) for found in talk.wanted if found.is_technology)
    yield from (_no_longer(record, found) for found in talk.ended)
    others = [
        found.what for found in talk.wanted if not (found.is_restriction or found.is_technology)
    ]
    if helps := [" ".join(what.split()).rstrip(" .") for what in others if what]:
        yield Whole(str(_("What helps:")), "", HELPS, ways=_named_helps(helps))
    if unwanted := " ".join(stopped(found.what) for found in talk.not_wanted if found.what):
        yield Part(str(_("Not wanted by %(name)s:", name=record.name)), unwanted, 9, least=0)


def _named_helps(helps: Sequence[str]) -> tuple[str, ...]:
    """One of them and how many more there are, then two, to all of them: each by its name, the shorter
    first, and what has none that is short by the number.
    """
    names = [_name_of(what) for what in helps]
    by_length = sorted((n for n, name in enumerate(names) if name), key=lambda n: count([names[n]]))
    ways = []
    for most in range(min(1, len(by_length)), len(by_length) + 1):
        named = [names[n] for n in sorted(by_length[:most])]
        if more := len(helps) - most:
            rest = _("and %(n)s more in the record", n=more)
            named.append(str(rest if named else _("%(n)s in the record", n=more)))
        ways.append("; ".join(named))
    return (*ways, "; ".join(helps))


def _name_of(what: str) -> str:
    """What helps, whole where that is short, else to the end of a clause; empty where none ends soon."""
    if count([what]) <= MOST_OF_HELP:
        return what
    name = at_clause(what, MOST_OF_HELP)
    return name if what[len(name) - 1 :].lstrip().startswith((",", ";", ".", OPENING)) else ""


def _restriction(record: Record, found: Mitigation) -> Part:
    """What it is, then its end: before the practice that it stops, that would read as its return. Where
    it is cut, it says so.
    """
    ends = record.shown(f"{found.id}.ends_on")
    begins, cut, unless = _("A restriction:"), _("A restriction, shortened:"), ""
    if ends:
        until = _("It ends on %(when)s unless renewed.", when=ends)
        unless = record.not_renewed(found) or str(until)
    else:
        begins = _("A restriction, with no end talked about yet:")
        cut = _("A restriction, shortened, with no end talked about yet:")
    return Part(
        str(begins),
        found.what,
        2,
        fewest=FEWEST + 3,
        ends=unless,
        is_first=True,
        begins_cut=str(cut),
    )


def _no_longer(record: Record, found: Mitigation) -> Part:
    """A restriction or technology that has ended: whoever read of it before would go on with it."""
    on = record.shown(f"{found.id}.ended_on")
    ended = str(_("It ended on %(when)s.", when=on)) if on else ""
    return Part(str(_("No longer:")), found.what, 4, ends=ended)


def _technology(record: Record, found: Mitigation) -> Part:
    """What it is and how it was agreed to, then until when."""
    agreed = str(_("Agreed: %(how)s", how=found.agreed_how)) if found.agreed_how else ""
    said, until = _both(found.what, agreed), record.shown(f"{found.id}.until")
    if not until:
        return Part(str(_("Technology, no end talked about yet:")), said, 7, fewest=FEWEST)
    used = _("It is used until %(when)s.", when=until)
    return Part(str(_("Technology:")), said, 7, fewest=FEWEST, ends=str(used))


def _both(sentence: str, more: str) -> str:
    return " ".join(filter(None, [stopped(sentence), more]))
