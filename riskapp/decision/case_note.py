"""A case note to paste: the same record always gives the same words, never more than 150 of them.

The order is fixed, for a colleague who reads nothing else. Where everything fits, everything stands;
where it does not, what nobody talked about is named in one line, and parts are shortened one after
the other, reasons first. What has changed since an earlier version follows what was decided, and at
least its first sentence stands while that of the decision does: else nobody could tell why there is a
later one. What was decided stands whole while anything else but that, a restriction, a view or what
was concluded can give it room: what was agreed last is often at its end. Cut, a view could say the
opposite, and one alone could hide the others: all views stand whole, or, where they would take the
room of what matters most, their line names everybody and says where the words are. Of the person's
own words whole sentences stand, first those that say what is wanted, and it says where they go on; a
wish that is cut begins with its few words; a restriction that is cut says so. Of what matters most
each thing stands in whole sentences or is counted; what a review looked at is cut at a clause, and
where there is no room the line says how many more there are. What helps is named or counted, and goes
before the wish is shortened. Any other cut ends in "…", no bracket is left open, and the last line
names what has no line here and says where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from riskapp.decision.paper import ENDS, stopped
from riskapp.decision.quoting import quoted, unquoted
from riskapp.decision.record import Record
from riskapp.decision.rules import CAME_ABOUT, HARM, OWN_CHOICE, PERSONS
from riskapp.decision.said import Addendum, Consequence, Mitigation, Option
from riskapp.platform.i18n import _

MOST_WORDS = 150
LONGEST_SENTENCE = 30  # words; one that is longer is cut, with an ellipsis
SHORTEST_CLAUSE = 4  # words
MOST_OF_WHAT = 10  # words of what something said since is about
FEWEST = 7  # words that a sentence is cut to before the line goes
OPENING, CLOSING = "()"
LONGEST_WORD = 24  # letters; scripts without spaces, and addresses, count as several words
MOST_OF_VIEWS = 40  # words of views that stand whole as long as what was decided does
MOST_OF_MARKS = 32  # words of what matters most that stand as long as what was decided does
MOST_OF_NAMES = 24  # words of who sees it differently, past which the others are counted
MOST_OF_CHANGE = 45  # words of a first sentence of what has changed that stands whatever goes
MOST_OF_WISH = 4 * MOST_WORDS  # words that are searched for what is wanted
MOST_OF_HELP = 14  # words of what helps; what is longer is cut at a clause, or else counted
ROOMS_OF_EACH = (5, 9, 14)  # words of each of several things, from the shortest cut to the longest
ROOMS_OF_LOOKED_AT = (4, 6, 9, 14)  # the same of each thing that a review looked at
DECISION, CHANGED = -1, 0  # the ranks of what was decided and what has changed: first to have room
MARKED, HELPS = 4, 6  # the ranks of what matters most, and of what helps
STAYS = 3  # the last rank of what is not given up for the decision to stand whole
TELLING, BEGUN = (
    5,
    4,
)  # letters of a word that tells what a wish is of, and of these as many as count
# What somebody says of themselves: “they want me to stay” is another’s wish, and the opposite.
SAYS = r"\b(?:I|we)(?:\s+(?:do|just|only|still|really|always|also|now|so|very|much|would))*\s+"
WANTED = re.compile(
    rf"{SAYS}(?:want|wish|like|love|hope)\b(?!\s+(?:not|nobody|nothing))|\b(?:I|we)[’']d\s+(?:like|love)\b"
    r"|\blet me\b|\bmy (?:one |only |last )?(?:wish|hope)\b",
    re.IGNORECASE,
)
NOT_WANTED = re.compile(
    r"\b(?:I|we)\s+(?:(?:do|would|will)\s+not|don[’']t|wouldn[’']t|never|won[’']t)\s+(?:\w+\s+)?"
    r"(?:want|wish|like|hope)\b",
    re.IGNORECASE,
)
FOUND = {
    "could": _("could decide this"),
    "could-not": _("could not decide this"),
    "open": _("no conclusion yet"),
}


@dataclass(frozen=True)
class Note:
    """The text to paste, and what of it is not whole: lines that were shortened, and those left out."""

    text: str
    shortened: Sequence[str] = ()
    left_out: Sequence[str] = ()


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
    fewest: int = 0  # words that a cut of the first sentence leaves; 0: it stands whole or goes
    is_unsaid: bool = False  # nobody talked about it yet
    # Whether its first sentence, however long, stands whole before what may go.
    is_first: bool = False
    is_wish: bool = False  # the person's own words, of what they want
    few_words: str = ""  # what a wish is of, said before it where what is kept of it does not tell
    # Or what another line says in other words: named as a reason where it goes.
    is_reason: bool = False
    begins_cut: str = ""  # what it begins with where it is cut, if that says so
    begins_short: str = ""  # and where the note has no room for a day that is told elsewhere

    def line(self, stage: int) -> str:
        """The line with so much of what was said."""
        said, begins, ends = self.stages[stage - 1], self.begins, self.ends
        if self.is_cut(stage):
            begins = self.begins_cut or begins
            if self.few_words and not _tells(self.few_words, said):
                begins = f"{begins.rstrip(':')} ({self.few_words}):"
            if self.quoted:
                ends = (
                    f"{_('(goes on)')}. {ends}".strip()
                    if self.goes_on(self.stages[stage - 1])
                    else ends
                )
            elif not said.endswith("…"):
                said += " …" if ENDS.search(said) else "…"
        said += "”" * (said.count("“") - said.count("”"))  # a quotation that was cut still ends
        said = quoted(said) if self.quoted else unquoted(said)
        told = f"{begins} {said}"
        return " ".join(filter(None, (told if ends != self.ends else stopped(told), ends)))

    def is_cut(self, stage: int) -> bool:
        """Whether so much of it is not all that was said."""
        return self.stages[stage - 1] != " ".join(self.said.split())

    def goes_on(self, said: str) -> bool:
        """Whether more follows what is kept, where not all is."""
        return bool(said)

    @property
    def holds(self) -> int:
        """Stages that it keeps at first: its first sentence whole, where that comes before others."""
        return 2 if self.is_first and self.stages[0].endswith("…") else self.least

    @property
    def name(self) -> str:
        """What it is about, where it is left out."""
        return self.begins.partition(":")[0].partition(",")[0]

    @cached_property
    def stages(self) -> list[str]:
        """What was said to the end of each sentence, as far as a note could hold it; first, where it
        may be, of a clause; last, where there is room for it, whole.
        """
        words = self.said.split()
        most = MOST_WORDS if self.is_first else LONGEST_SENTENCE
        sentences = [shortened(one, most) for one in _sentences(words[:MOST_WORDS])]
        stages = [" ".join(sentences[:n]) for n in range(1, len(sentences) + 1)] or [""]
        if len(words) <= MOST_WORDS and (whole := " ".join(words)) != stages[-1]:
            stages.append(whole)
        begun = self._begun(stages[0])
        if self.is_first and not begun:
            begun = shortened(stages[0], LONGEST_SENTENCE)
        return [begun, *stages] if begun not in (stages[0], "") else stages

    def _begun(self, sentence: str) -> str:
        """The least that says something of the first sentence; nothing where it stands whole or goes."""
        if self.by_clause and (clause := _first_clause(sentence)):
            return clause
        return at_clause(sentence, self.fewest) if self.fewest else ""


@dataclass(frozen=True)
class Wish(Part):
    """The person's own words: of several sentences, those that say what they want stand first."""

    def goes_on(self, said: str) -> bool:
        return not (self._first and said.endswith(self._sentences[-1]))

    @cached_property
    def stages(self) -> list[str]:
        if not self._first:
            return super().stages
        kept: set[int] = set()
        chosen = []
        for n in dict.fromkeys([*self._first, *range(len(self._sentences))]):
            kept.add(n)
            chosen.append(self._told(kept))
        begun = shortened(chosen[0], LONGEST_SENTENCE)
        return [begun, *chosen] if begun != chosen[0] else chosen

    @cached_property
    def _sentences(self) -> list[str]:
        return _sentences(self.said.split())

    @cached_property
    def _first(self) -> list[int]:
        """The sentences that say what is wanted, else what is not; none where the first one does."""
        if not self.quoted or len(self.said.split()) > MOST_OF_WISH:
            return []
        for wanted in (WANTED, NOT_WANTED):
            if found := [n for n, one in enumerate(self._sentences) if wanted.search(one)]:
                return found if found[0] else []
        return []

    def _told(self, kept: set[int]) -> str:
        """These in their order, with a mark for what is left out before one."""
        said = [
            one if n == 0 or n - 1 in kept else f"… {one}"
            for n, one in enumerate(self._sentences)
            if n in kept
        ]
        return " ".join(said)


@dataclass(frozen=True)
class Told(Part):
    """What is told in one of its stages as that stands: no sign of a cut is put after it."""

    def line(self, stage: int) -> str:
        return stopped(f"{self.begins} {unquoted(self.stages[stage - 1])}")

    def is_cut(self, stage: int) -> bool:
        return stage < len(self.stages)


@dataclass(frozen=True)
class Each(Told):
    """Several things in a line, each with what it stands under: all of them are cut before one goes."""

    things: tuple[tuple[str, str], ...] = ()
    rooms: tuple[int, ...] = ROOMS_OF_EACH
    # Whether, before the whole line goes, one of each sort stands with how many more there are.
    says_how_many: bool = False

    @cached_property
    def stages(self) -> list[str]:
        cut = [self._told(self.things, room) for room in self.rooms]
        stages = list(dict.fromkeys([*cut, self._told(self.things, None)]))
        return [*self._fewer, *stages]

    @property
    def holds(self) -> int:
        return len(self._fewer) + self.least

    @cached_property
    def _fewer(self) -> list[str]:
        """The first of each that stand under the same, and how many more were said."""
        first: dict[str, tuple[str, str]] = {}
        for above, text in self.things:
            first.setdefault(above, (above, text))
        more = len(self.things) - len(first)
        if not self.says_how_many or not more:
            return []
        return [f"{self._told([*first.values()], self.rooms[0])} {_('And %(n)s more.', n=more)}"]

    @staticmethod
    def _told(things: Sequence[tuple[str, str]], room: int | None) -> str:
        """All of these, what they stand under once for those that follow each other."""
        under: list[tuple[str, list[str]]] = []
        for above, text in things:
            words = " ".join(text.split()).rstrip(" .")
            said = words if room is None else at_clause(words, room)
            if not under or under[-1][0] != above:
                under.append((above, []))
            under[-1][1].append(said)
        told = (
            f"{above}: {'; '.join(said)}" if above else "; ".join(said) for above, said in under
        )
        return " ".join(map(stopped, told))


@dataclass(frozen=True)
class Marks(Each):
    """The same of things that are cut within no sentence: each stands in whole ones or is counted. A
    fear of the ways comes first, so that no hope stands without it; then the shorter ones.
    """

    fears: frozenset[int] = frozenset()

    @cached_property
    def stages(self) -> list[str]:
        said = [_sentences(text.split()) or [""] for _above, text in self.things]
        begun = [one[0] if len(one) == 1 else f"{one[0]} …" for one in said]
        whole = [" ".join(one) for one in said]
        words = [_count([text]) for text in begun]
        order = sorted(range(len(said)), key=lambda n: (n not in self.fears, words[n]))
        stages, told = [str(_("%(n)s in the record", n=len(said)))], {}
        for texts in (begun, whole):
            for n in order:
                if words[n] <= LONGEST_SENTENCE:
                    told[n] = texts[n]
                    stages.append(self._counted(told, [n for n in order if n not in told]))
        stages.append(self._counted(dict(enumerate(whole)), []))
        return list(dict.fromkeys(stages))

    @property
    def holds(self) -> int:
        """As many of them as take no more than their share of the room."""
        fits = [n for n, said in enumerate(self.stages, 1) if _count([said]) <= MOST_OF_MARKS]
        return max(fits, default=1)

    def _counted(self, told: Mapping[int, str], others: Sequence[int]) -> str:
        """These under what each is of, and how many more there are."""
        lines = [self._told([(self.things[n][0], told[n]) for n in sorted(told)], None)]
        if others:
            lines.append(str(_("And %(n)s more in the record.", n=len(others))))
        return " ".join(lines)


@dataclass(frozen=True)
class Whole(Told):
    """What is told in one of a few ways, from the shortest, none of which is cut within its words."""

    ways: tuple[str, ...] = ()

    @cached_property
    def stages(self) -> list[str]:
        return list(dict.fromkeys(" ".join(way.split()) for way in self.ways))


@dataclass(frozen=True)
class Both(Part):
    """The same of each option: what is kept of one is kept of all, or none of them is there."""

    options: tuple[Part, ...] = ()

    def line(self, stage: int) -> str:
        return "\n".join(o.line(min(stage, len(o.stages))) for o in self.options)

    def is_cut(self, stage: int) -> bool:
        return any(o.is_cut(min(stage, len(o.stages))) for o in self.options)

    @cached_property
    def stages(self) -> list[str]:
        return max((option.stages for option in self.options), key=len)


def _sentences(words: Sequence[str]) -> list[str]:
    """Each sentence; none ends within a bracket that is closed further on."""
    found: list[list[str]] = [[]]
    for n, word in enumerate(words):
        found[-1].append(word)
        is_within = _is_open(found[-1]) and any(CLOSING in later for later in words[n + 1 :])
        if ENDS.search(word) and not is_within:
            found.append([])
    return [" ".join(one) for one in found if one]


def _is_open(words: Sequence[str]) -> bool:
    """Whether a bracket among these is not closed among them."""
    said = " ".join(words)
    return said.count(OPENING) > said.count(CLOSING)


def _outside(words: list[str]) -> list[str]:
    """The words before a bracket that a cut leaves open; all where it opens with the first."""
    if not _is_open(words):
        return words
    opens = max(n for n, word in enumerate(words) if OPENING in word)
    return words[:opens] or words


def _tells(few_words: str, said: str) -> bool:
    """Whether what is kept of a wish has one of the longer words that say what it is of."""
    begun = {word.strip("“”‘’\"'().,;:").lower()[:BEGUN] for word in said.split()}
    telling = (word for word in few_words.lower().split() if len(word) >= TELLING)
    return any(word[:BEGUN] in begun for word in telling)


def _first_clause(sentence: str) -> str:
    """The words to the first comma that leaves something said; empty where there is none."""
    words = sentence.split()
    for n, word in enumerate(words[:-1], 1):
        if n >= SHORTEST_CLAUSE and word[-1] in ",;" and not _is_open(words[:n]):
            return " ".join(words[:n])[:-1]
    return ""


def case_note(record: Record) -> str:
    """At most 150 words of plain text, with the reference; one part a line."""
    return note_of(record).text


def note_of(record: Record) -> Note:
    """The same, with what had to be shortened or left out."""
    parts = list(_parts(record))
    lines = [part.line(len(part.stages)) for part in parts]
    for head in (_head(record, record.fact("sealed_at")), _head(record, record.sealed_on)):
        if _count([head, *lines]) <= MOST_WORDS:
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
        taken = _fitting(parts, MOST_WORDS - _count([head, more]))
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


def _fitting(parts: Sequence[Part], room: int) -> list[int]:
    """Stages that each part keeps, shortened one after the other until there is room for all."""
    for order in (_round_the_decision(parts), _shortenings(parts)):
        taken = [len(part.stages) for part in parts]
        costs = [_count([part.line(len(part.stages))]) for part in parts]
        for n, least in order:
            while sum(costs) > room and taken[n] > least:
                taken[n] -= 1
                costs[n] = _count([parts[n].line(taken[n])]) if taken[n] else 0
        if sum(costs) <= room:
            break
    _given_back(parts, taken, room - sum(costs))
    return taken


def _given_back(parts: Sequence[Part], taken: list[int], room: int) -> None:
    """What is left when something long had to go."""
    for n, most in _givings(parts, taken):
        while taken[n] < most:
            now = _count([parts[n].line(taken[n])]) if taken[n] else 0
            more = _count([parts[n].line(taken[n] + 1)]) - now
            if more > room:
                break
            room -= more
            taken[n] += 1


def _givings(parts: Sequence[Part], taken: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Who has of what is left, and how much: first what matters most, and all that a review looked at,
    where some is only counted; then views, and who assessed; then a line for each that has none, save
    what helps; then the decision, the wish or a restriction, where it is cut within a sentence, what has
    changed and the person's own words; then what helps, what matters most, whatever else is cut so, and
    the rest, each time what ranks first. What may go altogether comes last.
    """

    def order(n: int) -> tuple[bool, bool, bool, bool, int]:
        part, said = parts[n], parts[n].stages[taken[n] - 1]
        is_cut_within = said.endswith("…") or not ENDS.search(said)
        is_first = part.is_first and is_cut_within and taken[n] > 0
        is_theirs = part.is_wish or isinstance(part, Each) or part.rank == CHANGED
        return not is_first, not part.least, not is_theirs, not is_cut_within, part.rank

    by_order = sorted(range(len(parts)), key=order)
    looked_at = [n for n in by_order if isinstance(parts[n], Each)]
    yield from ((n, parts[n].holds) for n in looked_at if taken[n] or parts[n].rank == MARKED)
    yield from ((n, parts[n].least) for n in by_order if taken[n] and isinstance(parts[n], Whole))
    without = [n for n in reversed(_by_rank(parts)) if not taken[n] and parts[n].least]
    yield from ((n, 1) for n in without if parts[n].rank != HELPS)
    by_order = sorted(range(len(parts)), key=order)
    own = [n for n in by_order if parts[n].is_wish or parts[n].rank == CHANGED]
    first = [n for n in by_order if not order(n)[0]]
    yield from ((n, len(parts[n].stages)) for n in (*first, *own))
    yield from ((n, 1) for n in without)
    yield from ((n, len(parts[n].stages)) for n in by_order)


def _round_the_decision(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """How parts are shortened round what was decided, as long as that can stand whole so."""
    others = [n for n in _by_rank(parts) if parts[n].rank != DECISION]
    yield from _held(parts, others)
    yield from ((n, parts[n].least) for n in others)
    yield from _given_up(parts)
    yield from ((n, 1) for n in others if isinstance(parts[n], Marks))
    yield from ((n, 0) for n in others if parts[n].rank > STAYS)
    yield from ((n, 1) for n in others if isinstance(parts[n], Each))


def _shortenings(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Which part is shortened next, and to how many stages; what was decided comes last of all. The wish
    and the decision are cut within a sentence only where nothing else can be shortened.
    """
    order = _by_rank(parts)
    yield from _held(parts, order)
    yield from ((n, parts[n].least) for n in order)
    yield from _given_up(parts)
    yield from ((n, 0) for n in order)


def _held(parts: Sequence[Part], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What each is shortened to at first; what helps goes before the wish is shortened."""
    for n in order:
        if parts[n].is_wish:
            yield from ((helps, 0) for helps in order if parts[helps].rank == HELPS)
        yield n, parts[n].holds


def _given_up(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """What goes before what matters most does: lines of less weight, then the words of whoever sees it
    differently, who stays named.
    """
    order = _by_rank(parts)
    yield from ((n, 0) for n in order if parts[n].rank > MARKED)
    yield from ((n, 1) for n in order if isinstance(parts[n], Whole))


def _by_rank(parts: Sequence[Part]) -> list[int]:
    return sorted(range(len(parts)), key=lambda n: -parts[n].rank)


def _count(lines: Sequence[str]) -> int:
    return sum(_weight(word) for line in lines for word in line.split())


def _weight(word: str) -> int:
    return -(-len(word) // LONGEST_WORD)


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


def _parts(record: Record) -> Iterator[Part]:
    """Each line in its place; the ranks say which is shortened first."""
    talk, name, decided, back = record.talk, record.name, record.talk.decided, record.talk.read_back
    on = record.shown("what-was-decided.decided_on")
    was_decided = _("Decided %(when)s:", when=on) if on else _("Decided:")
    what = _said(was_decided, decided.get("decided", ""), DECISION, is_first=True)
    is_day_of_seal = bool(on) and on == record.sealed_on
    yield replace(what, begins_short=str(_("Decided:"))) if is_day_of_seal else what
    if changed := talk.looking_again.get("why"):
        yield _changed(changed)
    yield from _way(record)
    yield _whose(record)
    yield from _capacity(record)
    is_own = bool(talk.choice) and not record.is_told_of_them(talk.choice)
    yield Wish(
        str(_("%(name)s wants:", name=name)),
        talk.choice or str(_("not yet talked about")),
        2,
        quoted=is_own,
        is_unsaid=not talk.choice,
        is_first=True,
        is_wish=True,
        few_words=shortened(talk.title, MOST_OF_WHAT),
    )
    if marked := [(option, said) for option in talk.options for said in option.marked]:
        fears = (n for n, (o, said) in enumerate(marked) if said.side == HARM and not o.is_now)
        things = tuple(_mark(option, said) for option, said in marked)
        part = Marks(str(_("Matters most:")), "", MARKED, things=things, fears=frozenset(fears))
        yield replace(part, least=part.holds)
    yield from _stills(record)
    yield from _where_people_stand(record)
    yield from _helps(record)
    if views := talk.differences:
        said = [
            (str(view.get("who") or _("somebody")), str(view.get("view", ""))) for view in views
        ]
        yield _views(_("Sees it differently:"), said, 2)
    if disagrees := back.get("disagrees"):
        yield Part(
            str(_("%(name)s does not agree:", name=name)),
            disagrees,
            1,
            quoted=not record.is_told_of_them(disagrees),
        )
    for one in talk.addenda:
        yield from _since(record, one)
    if could_not := back.get("could_not"):
        yield _said(_("%(name)s could not be asked:", name=name), could_not, 7)
    if agreed := record.lines(str(talk.if_wrong.get("not_to", ""))):
        yield _said(_("We agreed not to:"), " ".join(map(stopped, agreed)), 8)
    yield _said(_("Look again:"), _again(record), 3)
    yield from _review(record)
    if why := talk.decision.get("why_now"):
        yield Part(str(_("Why now:")), why, 12, least=0, is_reason=True)
    if weight := decided.get("weight"):
        yield Part(str(_("Most weight:")), weight, 11, least=0, is_reason=True)


def _review(record: Record) -> Iterator[Part]:
    """What follows from the review that led here, first; then what came about of what it looked at, and
    what did not: that stays while anything else can still be shortened.
    """
    if not record.talk.is_after_review:
        return
    on = record.shown("what-now.decided_on")
    begins = _("How it went, looked at on %(when)s:", when=on) if on else _("How it went:")
    follows = stopped(record.shown("what-now.now") or str(_("not yet talked about")))
    looked = tuple(_came_about(record))
    yield Each(
        f"{begins} {follows}",
        "",
        STAYS,
        begins_short=f"{_('How it went:')} {follows}",
        things=looked,
        rooms=ROOMS_OF_LOOKED_AT,
        says_how_many=True,
    )


def _helps(record: Record) -> Iterator[Part]:
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
    by_length = sorted(
        (n for n, name in enumerate(names) if name), key=lambda n: _count([names[n]])
    )
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
    if _count([what]) <= MOST_OF_HELP:
        return what
    name = at_clause(what, MOST_OF_HELP)
    return name if what[len(name) - 1 :].lstrip().startswith((",", ";", ".", OPENING)) else ""


def _came_about(record: Record) -> Iterator[tuple[str, str]]:
    """Each thing that was looked at under the answer to whether it happened, those answered alike
    together.
    """
    by_answer: dict[str, list[str]] = {str(words): [] for words in CAME_ABOUT.values()}
    for came in record.talk.came_about:
        answer = record.shown(f"{came.id}.happened") or str(_("Not yet talked about"))
        by_answer.setdefault(answer, []).append(str(came.get("was", "")))
    for answer, said in by_answer.items():
        yield from ((answer, was) for was in said)


def _where_people_stand(record: Record) -> Iterator[Part]:
    """The ending, which is short and stays; and by whom or why it was so, which may go."""
    yield _said(_("Where people stand:"), record.shown("what-was-decided.ending"), 1, fewest=0)
    if because := record.talk.decided.get("because"):
        yield Part(str(_("By whom or why:")), because, 9, least=0)


def _way(record: Record) -> Iterator[Part]:
    """The first to go: what was decided says it already, in other words."""
    if ways := record.shown("what-was-decided.ways"):
        yield Part(str(_("Which way:")), ways, 13, least=0, is_reason=True)


def _whose(record: Record) -> Part:
    """Among the first to go where the ending says that it is the person's own choice."""
    said = record.shown("what-was-decided.whose")
    part = _said(_("Whose choice:"), said, 2, fewest=0)
    decided = record.talk.decided
    is_told = (decided.get("whose"), decided.get("ending")) == (PERSONS, OWN_CHOICE)
    return replace(part, rank=13, least=0, is_reason=True) if is_told else part


def _capacity(record: Record) -> Iterator[Part]:
    """What each assessor concluded, where there is room with who it was and when; and what somebody says
    who may decide.
    """
    if found := record.talk.found_by:
        alone = "; ".join(dict.fromkeys(str(FOUND[code]) for _who, code in found))
        whole = "; ".join(f"{FOUND[code]} ({who})" for who, code in found)
        yield Whole(str(_("Capacity:")), "", 3, least=2, ways=(f"{alone}…", whole))
    if acts := [(who, says) for who, _kind, says in record.talk.said_by_who_acts]:
        yield _views(_("Attorney, deputy or court:"), acts, 3)


def _said(
    begins: object,
    said: str,
    rank: int,
    *,
    quoted: bool = False,
    fewest: int = FEWEST,
    is_first: bool = False,
) -> Part:
    """A line, of something that may not have been talked about."""
    words, fewest = said or str(_("not yet talked about")), 0 if is_first else fewest
    return Part(
        str(begins),
        words,
        rank,
        quoted=quoted,
        fewest=fewest,
        is_unsaid=not said,
        is_first=is_first,
    )


def _changed(why: str) -> Part:
    """Why there is a later version: whole sentences, shortened after everything but the decision."""
    part = _said(_("What has changed:"), why, CHANGED, is_first=True)
    is_short = _count(_sentences(why.split()[:MOST_WORDS])[:1]) <= MOST_OF_CHANGE
    return replace(part, least=part.holds) if is_short else part


def _both(sentence: str, more: str) -> str:
    return " ".join(filter(None, [stopped(sentence), more]))


def _mark(option: Option, said: Consequence) -> tuple[str, str]:
    """Something that matters most, after the side it is on, that no cut leaves out."""
    return option.lane_within(said.side), said.with_name


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


def _since(record: Record, one: Addendum) -> Iterator[Part]:
    """What somebody does not agree with, or would put right, and what it is about."""
    about = shortened(one.concerns, MOST_OF_WHAT)
    if one.words:
        begins = _(
            "%(name)s does not agree, said since of “%(what)s”:", name=record.name, what=about
        )
        is_own = not record.is_told_of_them(one.words)
        yield Part(str(begins), one.words, 2, quoted=is_own)
    if one.should_read:
        begins = _("To be put right, said since of “%(what)s”:", what=about)
        yield Part(str(begins), one.should_read, 2, fewest=FEWEST + 3)


def _technology(record: Record, found: Mitigation) -> Part:
    """What it is and how it was agreed to, then until when."""
    agreed = str(_("Agreed: %(how)s", how=found.agreed_how)) if found.agreed_how else ""
    said, until = _both(found.what, agreed), record.shown(f"{found.id}.until")
    if not until:
        return Part(str(_("Technology, no end talked about yet:")), said, 7, fewest=FEWEST)
    used = _("It is used until %(when)s.", when=until)
    return Part(str(_("Technology:")), said, 7, fewest=FEWEST, ends=str(used))


def _stills(record: Record) -> Iterator[Part]:
    """What could still happen, of doing and of as now where it was said of one; of other ways, each by
    its name, where it was said.
    """
    options, first = record.talk.options, record.talk.doing[:1]
    not_yet = str(_("not yet talked about"))

    def begins(option: Option) -> str:
        if option.is_now:
            return str(_("Could still happen as now:"))
        if option in first:
            return str(_("Could still happen if done:"))
        way = unquoted(shortened(option.heading, MOST_OF_WHAT))
        return str(_("Could still happen (%(way)s):", way=way))

    parts = [
        Part(
            begins(o),
            o.still_text or not_yet,
            5,
            by_clause=True,
        )
        for o in options
        if o.still_text or o.is_now or o in first
    ]
    if any(option.still_text for option in options):
        yield Both(str(_("What could still happen:")), "", 5, options=tuple(parts))


def _views(begins: object, views: Sequence[tuple[str, str]], rank: int) -> Part:
    """Who says what of it, as it was entered: all of the views whole, or the words of none of them."""
    names = _counted([who for who, _said in views], MOST_OF_NAMES)
    if any(said for _who, said in views):
        names = str(_("%(who)s; the words are in the record", who=names))
    whole = " ".join(stopped(": ".join(filter(None, view))) for view in views)
    part = Whole(str(begins), "", rank, ways=(stopped(names), whole))
    return replace(part, least=len(part.stages)) if _count([whole]) <= MOST_OF_VIEWS else part


def _counted(names: Sequence[str], room: int) -> str:
    """As many of these as there is room for, one at least, and how many more there are."""
    told = [shortened(" ".join(name.split()), MOST_OF_WHAT) for name in names]
    fits = [n for n in range(1, len(told) + 1) if _count(told[:n]) <= room]
    most = max(fits, default=1)
    more = [str(_("and %(n)s more", n=len(told) - most))] if len(told) > most else []
    return "; ".join([*told[:most], *more])


def _again(record: Record) -> str:
    """The day, and in a sentence of its own, which may go, what would make it sooner."""
    on = record.shown("if-it-goes-wrong.look_again_on")
    sooner = str(record.talk.if_wrong.get("look_again_if", ""))
    if on and sooner:
        return str(_("%(when)s. Or sooner if: %(what)s", when=on, what=sooner))
    return on or sooner


def at_clause(text: str, room: int) -> str:
    """The words to the last comma or stop within `room`, else so many; whole where there is room."""
    cut = shortened(text, room)
    if not cut.endswith("…") or cut == text:
        return cut
    words = cut[:-1].split()
    for n in range(len(words), SHORTEST_CLAUSE - 2, -1):
        if words[n - 1][-1] in ",;." and not _is_open(words[:n]):
            return f"{' '.join(words[:n])[:-1]}…"
    return cut


def shortened(text: str, room: int) -> str:
    """The first `room` words, with an ellipsis where there were more; no bracket is left open."""
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
    return f"{' '.join(_outside(taken))}…"
