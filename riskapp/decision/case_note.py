"""A case note to paste: the same record always gives the same words, never more than 150 of them.

The order is fixed, for a colleague who reads nothing else. Where everything fits, everything stands;
where it does not, each part gives its first sentence before any gives its second, reasons come last,
a cut ends in "…", and the reference says where the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from riskapp.decision.record import Record
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import _

MOST_WORDS = 150
LONGEST_SENTENCE = 30  # words; one that is longer is cut, with an ellipsis
SHORTEST_CLAUSE = 4  # words
FIRST_SENTENCES = 2  # turns after which each part has its first sentence, if there is room
REASONS = 8  # the rank from which a part waits until all others have their first sentence
LONGEST_WORD = 24  # letters; scripts without spaces, and addresses, count as several words
ENDS = re.compile(r"[.!?…。؟][\"”’)]*$")


@dataclass(frozen=True)
class Part:
    """A line of the note: what it begins with, and what was said, which may be cut."""

    begins: str
    said: str
    rank: int  # what goes first where there is too little room for everything
    quoted: bool = False
    by_clause: bool = False  # whether the first sentence may end at a comma, and say so

    def line(self, stage: int | None = None) -> str:
        """The line with so much of what was said; all of it where no stage is named."""
        whole = " ".join(self.said.split())
        said = whole if stage is None else self.stages[min(stage, len(self.stages)) - 1]
        if said != whole and not said.endswith("…"):
            said += " …" if ENDS.search(said) else "…"
        said = f"“{said}”" if self.quoted else said
        return _stopped(f"{self.begins} {said}")

    @cached_property
    def stages(self) -> list[str]:
        """What was said to the end of each sentence; first, where it may be, of a clause."""
        found: list[list[str]] = [[]]
        for word in self.said.split():
            found[-1].append(word)
            if ENDS.search(word):
                found.append([])
        sentences = [shortened(" ".join(words), LONGEST_SENTENCE) for words in found if words]
        stages = [" ".join(sentences[:n]) for n in range(1, len(sentences) + 1)] or [""]
        clause = _first_clause(stages[0]) if self.by_clause else ""
        return [clause, *stages] if clause else stages


@dataclass(frozen=True)
class Both(Part):
    """The same of each option: what is kept of one is kept of all, or none of them is there."""

    options: tuple[Part, ...] = ()

    def line(self, stage: int | None = None) -> str:
        return "\n".join(option.line(stage) for option in self.options)

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
    head, parts = _head(record), list(_parts(record))
    whole = [head, *(part.line() for part in parts)]
    if _count(whole) <= MOST_WORDS:
        return "\n".join(whole)
    more = str(_("More in %(reference)s.", reference=record.fact("reference")))
    taken = _fitting(parts, MOST_WORDS - _count([head, more]))
    lines = [part.line(taken[n]) for n, part in enumerate(parts) if taken[n]]
    return "\n".join([head, *lines, more])


def _fitting(parts: Sequence[Part], room: int) -> list[int]:
    """Stages that each part keeps: the first of each by rank, then the second, and so on."""
    taken, full = [0] * len(parts), [False] * len(parts)
    ranked = sorted(range(len(parts)), key=lambda n: parts[n].rank)
    for turn in count():
        if all(full):
            return taken
        for n in ranked:
            if full[n] or (turn < FIRST_SENTENCES and parts[n].rank >= REASONS):
                continue
            cost = _count([parts[n].line(taken[n] + 1)])
            cost -= _count([parts[n].line(taken[n])]) if taken[n] else 0
            full[n] = cost > room or taken[n] == len(parts[n].stages)
            if not full[n]:
                taken[n] += 1
                room -= cost
    raise AssertionError  # every part is full in the end


def _count(lines: Sequence[str]) -> int:
    return sum(_weight(word) for line in lines for word in line.split())


def _weight(word: str) -> int:
    return -(-len(word) // LONGEST_WORD)


def _head(record: Record) -> str:
    """Which record, and what it is about."""
    about = shortened(record.title, 30)
    if record.is_draft:
        return f"{record.version_words}. {about}."
    words = _(
        "%(version)s, sealed %(when)s. %(about)s.",
        version=record.version_words,
        when=record.fact("sealed_at"),
        about=about,
    )
    invented = f" {_('Demonstration: invented people.')}" if record.is_demonstration else ""
    return f"{words}{invented}"


def _parts(record: Record) -> Iterator[Part]:
    """Each line in its place. What was not talked about says so where it matters."""
    talk, not_yet = record.talk, str(_("not yet talked about"))
    name, decided, back = record.name, record.talk.decided, record.talk.read_back
    wants = _("%(name)s wants:", name=name)
    yield Part(str(wants), talk.choice or not_yet, 3, quoted=bool(talk.choice))
    on = record.shown("what-was-decided.decided_on")
    was_decided = _("Decided %(when)s:", when=on) if on else _("Decided:")
    yield Part(str(was_decided), decided.get("decided") or not_yet, 0)
    whose = record.shown("what-was-decided.whose") or not_yet
    yield Part(str(_("Whose choice:")), whose, 1)
    ending = _stopped(record.shown("what-was-decided.ending") or not_yet)
    yield Part(str(_("Where people stand:")), f"{ending} {decided.get('because', '')}", 1)
    for restriction in talk.restrictions:
        ends = record.shown(f"{restriction.id}.ends_on") or not_yet
        yield Part(str(_("Restriction, ends %(when)s:", when=ends)), restriction.what, 1)
    if talk.differences:
        yield Part(str(_("Sees it differently:")), _views(talk.differences), 2)
    if disagrees := back.get("disagrees"):
        yield Part(str(_("%(name)s does not agree:", name=name)), disagrees, 2, quoted=True)
    if could_not := back.get("could_not"):
        yield Part(str(_("%(name)s could not be asked:", name=name)), could_not, 5)
    yield from _stills(record)
    yield Part(str(_("Look again:")), _again(record) or not_yet, 2)
    if why := talk.decision.get("why_now"):
        yield Part(str(_("Why now:")), why, REASONS + 1)
    if weight := decided.get("weight"):
        yield Part(str(_("Given most weight:")), weight, REASONS)


def _stills(record: Record) -> Iterator[Part]:
    """What could still happen, of every option where it was said of one."""
    options, first = record.talk.options, record.talk.doing[:1]
    done, otherwise = _("Could still happen if done:"), _("Could still happen another way:")
    as_now, not_yet = _("Could still happen as now:"), str(_("not yet talked about"))
    parts = [
        Part(
            str(as_now if o.is_now else done if o in first else otherwise),
            o.still_text or not_yet,
            2,
            by_clause=True,
        )
        for o in options
    ]
    if any(option.still_text for option in options):
        yield Both("", "", 2, options=tuple(parts))


def _views(views: Sequence[Entry]) -> str:
    """Who they are, so that nobody is left out; then what each says."""
    who = [str(view.get("who") or _("somebody")) for view in views]
    said = [_stopped(str(view.get("view", ""))) for view in views]
    if len(views) > 1:
        said = [f"{name}: {view}" for name, view in zip(who, said, strict=True)]
    return " ".join([_stopped("; ".join(who)), *said])


def _again(record: Record) -> str:
    on = record.shown("if-it-goes-wrong.look_again_on")
    sooner = str(record.talk.if_wrong.get("look_again_if", ""))
    if on and sooner:
        return str(_("%(when)s, or sooner if: %(what)s", when=on, what=sooner))
    return on or sooner


def _stopped(text: str) -> str:
    return text if ENDS.search(text) else f"{text}."


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
