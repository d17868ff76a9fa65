"""A case note to paste: the same record always gives the same words, never more than 150 of them.

The order is fixed, for a colleague who reads nothing else. Where everything fits, everything stands;
where it does not, parts are shortened one after the other, reasons first and what was decided last of
all; a cut ends in "…", and the reference says where the rest is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from riskapp.decision.conversation import Mitigation
from riskapp.decision.paper import ENDS, stopped
from riskapp.decision.record import Record
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import _

MOST_WORDS = 150
LONGEST_SENTENCE = 30  # words; one that is longer is cut, with an ellipsis
SHORTEST_CLAUSE = 4  # words
LONGEST_WORD = 24  # letters; scripts without spaces, and addresses, count as several words


@dataclass(frozen=True)
class Part:
    """A line of the note: what it begins with, what was said, which may be cut, and how it ends."""

    begins: str
    said: str
    rank: int  # the higher, the sooner it is shortened
    least: int = 1  # stages that it keeps while others can still be shortened
    quoted: bool = False
    by_clause: bool = False  # whether the first sentence may end at a comma, and say so
    ends: str = ""

    def line(self, stage: int) -> str:
        """The line with so much of what was said."""
        whole, said = " ".join(self.said.split()), self.stages[stage - 1]
        if said != whole and not said.endswith("…"):
            said += " …" if ENDS.search(said) else "…"
        said = f"“{said}”" if self.quoted else said
        return " ".join(filter(None, (stopped(f"{self.begins} {said}"), self.ends)))

    @property
    def name(self) -> str:
        """What it is about, where it is left out."""
        return self.begins.rstrip(":")

    @cached_property
    def stages(self) -> list[str]:
        """What was said to the end of each sentence, as far as a note could hold it; first, where it
        may be, of a clause; last, where there is room for it, whole.
        """
        found: list[list[str]] = [[]]
        words = self.said.split()
        for word in words[:MOST_WORDS]:
            found[-1].append(word)
            if ENDS.search(word):
                found.append([])
        sentences = [shortened(" ".join(one), LONGEST_SENTENCE) for one in found if one]
        stages = [" ".join(sentences[:n]) for n in range(1, len(sentences) + 1)] or [""]
        if len(words) <= MOST_WORDS and (whole := " ".join(words)) != stages[-1]:
            stages.append(whole)
        clause = _first_clause(stages[0]) if self.by_clause else ""
        return [clause, *stages] if clause else stages


@dataclass(frozen=True)
class Both(Part):
    """The same of each option: what is kept of one is kept of all, or none of them is there."""

    options: tuple[Part, ...] = ()

    def line(self, stage: int) -> str:
        return "\n".join(o.line(min(stage, len(o.stages))) for o in self.options)

    @cached_property
    def stages(self) -> list[str]:
        return max((option.stages for option in self.options), key=len)


def _first_clause(sentence: str) -> str:
    """The words to the first comma that leaves something said; empty where there is none."""
    words = sentence.split()
    for n, word in enumerate(words[:-1], 1):
        if n >= SHORTEST_CLAUSE and word[-1] in ",;":
            return " ".join(words[:n])[:-1]
    return ""


def case_note(record: Record) -> str:
    """At most 150 words of plain text, with the reference; one part a line."""
    parts = list(_parts(record))
    lines = [part.line(len(part.stages)) for part in parts]
    for head in (_head(record, record.fact("sealed_at")), _head(record, record.sealed_on)):
        if _count([head, *lines]) <= MOST_WORDS:
            return "\n".join([head, *lines])
    left: list[str] = []
    while True:
        more = _more(record, left)
        taken = _fitting(parts, MOST_WORDS - _count([head, more]))
        out = [p.name for n, p in enumerate(parts) if p.least and not taken[n]]
        if set(out) <= set(left):
            break
        left = list(dict.fromkeys([*left, *out]))
    kept = [part.line(taken[n]) for n, part in enumerate(parts) if taken[n]]
    return "\n".join([head, *kept, more])


def _more(record: Record, left: Sequence[str]) -> str:
    """Where the rest is. What has no line here is named, so that nobody thinks it was not said."""
    reference = record.fact("reference")
    if not left:
        return str(_("More in %(reference)s.", reference=reference))
    parts = "; ".join(left)
    return str(_("Only in %(reference)s: %(parts)s.", reference=reference, parts=parts))


def _fitting(parts: Sequence[Part], room: int) -> list[int]:
    """Stages that each part keeps, shortened one after the other until there is room for all."""
    taken = [len(part.stages) for part in parts]
    costs = [_count([part.line(len(part.stages))]) for part in parts]
    for n, least in _shortenings(parts):
        while sum(costs) > room and taken[n] > least:
            taken[n] -= 1
            costs[n] = _count([parts[n].line(taken[n])]) if taken[n] else 0
    return taken


def _shortenings(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Which part is shortened next, and to how many stages; what was decided comes last of all."""
    *others, decided = sorted(range(len(parts)), key=lambda n: -parts[n].rank)
    yield from ((n, parts[n].least) for n in others)
    yield from ((n, 0) for n in others if isinstance(parts[n], Both))
    yield decided, 1
    yield from ((n, 0) for n in (*others, decided))


def _count(lines: Sequence[str]) -> int:
    return sum(_weight(word) for line in lines for word in line.split())


def _weight(word: str) -> int:
    return -(-len(word) // LONGEST_WORD)


def _head(record: Record, when: str) -> str:
    """Which record, and what it is about."""
    about = shortened(record.title, 30)
    if record.is_draft:
        return f"{record.version_words}. {about}."
    words = _(
        "%(version)s, sealed %(when)s. %(about)s.",
        version=record.version_words,
        when=when,
        about=about,
    )
    invented = f" {_('Demonstration: invented people.')}" if record.is_demonstration else ""
    return f"{words}{invented}"


def _parts(record: Record) -> Iterator[Part]:
    """Each line in its place. What was not talked about says so where it matters."""
    talk, not_yet = record.talk, str(_("not yet talked about"))
    name, decided, back = record.name, record.talk.decided, record.talk.read_back
    wants = _("%(name)s wants:", name=name)
    yield Part(str(wants), talk.choice or not_yet, 5, quoted=bool(talk.choice))
    on = record.shown("what-was-decided.decided_on")
    was_decided = _("Decided %(when)s:", when=on) if on else _("Decided:")
    yield Part(str(was_decided), decided.get("decided") or not_yet, 0)
    whose = record.shown("what-was-decided.whose") or not_yet
    yield Part(str(_("Whose choice:")), whose, 1)
    ending = stopped(record.shown("what-was-decided.ending") or not_yet)
    yield Part(str(_("Where people stand:")), f"{ending} {decided.get('because', '')}", 4)
    yield from (_restriction(record, found) for found in talk.restrictions)
    if talk.differences:
        yield Part(str(_("Sees it differently:")), _views(talk.differences), 7)
    if disagrees := back.get("disagrees"):
        yield Part(str(_("%(name)s does not agree:", name=name)), disagrees, 1, quoted=True)
    if could_not := back.get("could_not"):
        yield Part(str(_("%(name)s could not be asked:", name=name)), could_not, 6)
    yield from _stills(record)
    yield Part(str(_("Look again:")), _again(record) or not_yet, 3)
    if why := talk.decision.get("why_now"):
        yield Part(str(_("Why now:")), why, 10, least=0)
    if weight := decided.get("weight"):
        yield Part(str(_("Given most weight:")), weight, 9, least=0)


def _restriction(record: Record, found: Mitigation) -> Part:
    """What it is, then its end: before the practice that it stops, that would read as its return."""
    ends = record.shown(f"{found.id}.ends_on")
    if not ends:
        return Part(str(_("A restriction, with no end talked about yet:")), found.what, 2)
    unless = _("It ends on %(when)s unless renewed.", when=ends)
    return Part(str(_("A restriction:")), found.what, 2, ends=str(unless))


def _stills(record: Record) -> Iterator[Part]:
    """What could still happen, of every option where it was said of one."""
    options, first = record.talk.options, record.talk.doing[:1]
    done, otherwise = _("Could still happen if done:"), _("Could still happen another way:")
    as_now, not_yet = _("Could still happen as now:"), str(_("not yet talked about"))
    parts = [
        Part(
            str(as_now if o.is_now else done if o in first else otherwise),
            o.still_text or not_yet,
            8,
            by_clause=True,
        )
        for o in options
    ]
    if any(option.still_text for option in options):
        yield Both(str(_("What could still happen:")), "", 8, options=tuple(parts))


def _views(views: Sequence[Entry]) -> str:
    """Who they are, so that nobody is left out; then what each says."""
    who = [str(view.get("who") or _("somebody")) for view in views]
    said = [stopped(str(view.get("view", ""))) for view in views]
    if len(views) > 1:
        said = [f"{name}: {view}" for name, view in zip(who, said, strict=True)]
    return " ".join([stopped("; ".join(who)), *said])


def _again(record: Record) -> str:
    """The day, and in a sentence of its own, which may go, what would make it sooner."""
    on = record.shown("if-it-goes-wrong.look_again_on")
    sooner = str(record.talk.if_wrong.get("look_again_if", ""))
    if on and sooner:
        return str(_("%(when)s. Or sooner if: %(what)s", when=on, what=sooner))
    return on or sooner


def shortened(text: str, room: int) -> str:
    """The first `room` words, with an ellipsis where there were more."""
    words = text.split()
    taken: list[str] = []
    used = 0
    for word in words:
        used += _weight(word)
        if used > room:
            break
        taken.append(word)
    if len(taken) == len(words):
        return " ".join(words)
    if not taken:
        return f"{words[0][: room * LONGEST_WORD]}…"
    return f"{' '.join(taken)}…"
