"""Which lines have room where not all have: what is shortened first, what goes, and who has of what
is left then. Reasons go first. What has changed since an earlier version stands with at least its
first sentence while that of the decision does: else nobody could tell why there is a later one. Whose
choice it was never goes. What was decided stands whole while anything else but that, a restriction or
a view can give it room: what was agreed last is often at its end. Of what was concluded of capacity
nothing goes before what matters most is only counted. One view alone could hide the others: where
all would take the room of what matters most, their line names everybody instead. What helps goes
before the wish is shortened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskapp.decision.case_note.cutting import count
from riskapp.decision.case_note.lines import Concluded, Each, Marks, Part, Whole
from riskapp.decision.paper import ENDS

DECISION, CHANGED = -1, 0  # the ranks of what was decided and what has changed: first to have room
MARKED, HELPS = 4, 6  # the ranks of what matters most, and of what helps
STAYS = 3  # the last rank of what is not given up for the decision to stand whole


def fitting(parts: Sequence[Part], room: int) -> list[int]:
    """Stages that each part keeps, shortened one after the other until there is room for all."""
    for order in (_round_the_decision(parts), _shortenings(parts)):
        taken = [len(part.stages) for part in parts]
        costs = [count([part.line(len(part.stages))]) for part in parts]
        for n, least in order:
            while sum(costs) > room and taken[n] > max(least, int(parts[n].stays)):
                taken[n] -= 1
                costs[n] = count([parts[n].line(taken[n])]) if taken[n] else 0
        if sum(costs) <= room:
            break
    _given_back(parts, taken, room - sum(costs))
    return taken


def _given_back(parts: Sequence[Part], taken: list[int], room: int) -> None:
    """What is left when something long had to go."""
    for n, most in _givings(parts, taken):
        while taken[n] < most:
            now = count([parts[n].line(taken[n])]) if taken[n] else 0
            more = count([parts[n].line(taken[n] + 1)]) - now
            if more > room:
                break
            room -= more
            taken[n] += 1


def _givings(parts: Sequence[Part], taken: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Who has of what is left, and how much: first what was concluded, with who and when; then what
    matters most, and all that a review looked at, where some is only counted; then views; then a line
    for each that has none, save what helps; then the decision, the wish or a restriction, where it is
    cut within a sentence, what has changed and the person's own words; then what helps, what matters
    most, whatever else is cut so, and the rest, each time what ranks first. What may go altogether
    comes last.
    """

    def order(n: int) -> tuple[bool, bool, bool, bool, int]:
        part, said = parts[n], parts[n].stages[taken[n] - 1]
        is_cut_within = said.endswith("…") or not ENDS.search(said)
        is_first = part.is_first and is_cut_within and taken[n] > 0
        is_theirs = part.is_wish or isinstance(part, Each) or part.rank == CHANGED
        return not is_first, not part.least, not is_theirs, not is_cut_within, part.rank

    by_order = sorted(range(len(parts)), key=order)
    concluded = [n for n in by_order if isinstance(parts[n], Concluded)]
    yield from ((n, parts[n].least) for n in concluded if taken[n])
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
    yield from ((n, 1) for n in others if isinstance(parts[n], Each | Concluded))


def _shortenings(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Which part is shortened next, and to how many stages; what was decided comes last of all. The wish
    and the decision are cut within a sentence only where nothing else can be shortened.
    """
    order = _by_rank(parts)
    yield from _held(parts, order)
    yield from ((n, parts[n].least) for n in order)
    yield from _given_up(parts)
    for sort in (Marks, Concluded):
        yield from ((n, 1) for n in order if isinstance(parts[n], sort))
    yield from ((n, 0) for n in order)


def _held(parts: Sequence[Part], order: Sequence[int]) -> Iterator[tuple[int, int]]:
    """What each is shortened to at first; what helps goes before the wish is shortened."""
    for n in order:
        if parts[n].is_wish:
            yield from ((helps, 0) for helps in order if parts[helps].rank == HELPS)
        yield n, parts[n].holds


def _given_up(parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """What goes before what matters most does: lines of less weight, then the words of whoever sees it
    differently, who stays named. Who concluded something of capacity, and when, stays with it.
    """
    order = _by_rank(parts)
    yield from ((n, 0) for n in order if parts[n].rank > MARKED)
    views = (n for n in order if isinstance(parts[n], Whole))
    yield from ((n, 1) for n in views if not isinstance(parts[n], Concluded))


def _by_rank(parts: Sequence[Part]) -> list[int]:
    return sorted(range(len(parts)), key=lambda n: -parts[n].rank)
