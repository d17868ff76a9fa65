"""What changed between two sealed versions, word by word, from their rows and nothing else.

It is a page and no copy: a sealed file carries the rows of one version under that version's digest, so
a paper made of two could be checked against neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from riskapp.core.text import beginning
from riskapp.decision import asked_before
from riskapp.decision.facts import FOUND_ABLE, OF_HELP
from riskapp.decision.journeys import OF_ITS_DAY, RECORD, REVIEW
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.steps import looking_again, statement
from riskapp.decision.steps.options import OPTIONS
from riskapp.decision.steps.two_pens import is_closed
from riskapp.decision.steps.what_would_help import MITIGATIONS, OF_GUARD, OF_RENEWAL, WAS_TO_END
from riskapp.decision.word_by_word import ADDED, GONE, SAME, Piece, Room, compare, readable
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, fields_by_pattern, order_of, pattern

ALIKE = 0.4  # of the words of two items, from which one is taken for the other written anew
# Different in every version, and no news: the page names both versions itself.
EVERY_TIME = frozenset({"record.version", "record.last_written_at", "record.sealed_at"})


def _of(slug: str, keys: Iterable[str]) -> frozenset[str]:
    return frozenset(f"{slug}.{key}" for key in keys)


# Written when a version is begun or sealed, from what is told in its own place: nobody said it anew.
WRITTEN_BY_ITSELF = (
    EVERY_TIME
    | asked_before.FACTS
    | OF_HELP
    | {FOUND_ABLE, f"{MITIGATIONS.slug}.{WAS_TO_END}"}
    | _of(statement.STEP.slug, statement.NEVER_ASKED)
)
# The same, where the restriction stood before; of a new one it says why it came.
OF_WHAT_STOOD = _of(MITIGATIONS.slug, OF_GUARD)
# Emptied as the next version begins, which takes nothing back that was said.
EMPTIED = _of(MITIGATIONS.slug, OF_RENEWAL)
_OF_ITS_DAY = frozenset().union(
    *(_of(slug, keys) for slug, keys in OF_ITS_DAY.items()),
    (f"{looking_again.STEP.slug}.{one.key}" for one in looking_again.STEP.form()),
)
_REVIEWED = frozenset(slug for step in REVIEW.steps for slug in step.slugs)

Pair = tuple[str | None, str | None]  # the path of an item before and after


@dataclass(frozen=True)
class Change:
    """A question whose answer changed; `was`: what was said of one day and not again, which
    nobody has taken back. `has_stood`: an answer that did not change, and tells which thing it is.
    """

    question: str
    pieces: Sequence[Piece] = ()
    was: str = ""
    has_stood: bool = False


@dataclass(frozen=True)
class ChangedItem:
    """What changed of one thing in a list; `state` says where all of it is new or gone. A step's own
    questions are one without a heading.
    """

    heading: str
    state: str
    changes: list[Change]


@dataclass(frozen=True)
class Group:
    """What changed in one step."""

    title: str
    items: list[ChangedItem]


@dataclass(frozen=True)
class _Held:
    """The rows of one version, with what each step and item holds of them."""

    rows: Rows

    @cached_property
    def keys(self) -> dict[str, list[str]]:
        """The questions of each path, as they are asked; a version keeps them by the letter."""
        found: dict[str, list[str]] = {}
        for row_id in self.rows:
            path, _dot, key = row_id.rpartition(".")
            found.setdefault(path, []).append(key)
        return {path: sorted(keys, key=_asked_after(path)) for path, keys in found.items()}

    @cached_property
    def items(self) -> dict[str, dict[str, list[str]]]:
        """The items of each collection under each path, in their order."""
        found: dict[str, dict[str, list[str]]] = {}
        for path in sorted(self.keys, key=order_of):
            if path.rpartition(".")[2].isdigit():
                above, slug = ".".join(path.split(".")[:-2]), path.split(".")[-2]
                found.setdefault(slug, {}).setdefault(above, []).append(path)
        return found

    def shown(self, row_id: str) -> str:
        """An answer in words; what points at other items is said in theirs: their numbers may move."""
        held = self.rows.get(row_id)
        if held is None or held["value"] is None:
            return ""
        field = _FIELDS.get(pattern(row_id))
        if field is not None and field.spec.json == "refs" and field.spec.of != OPTIONS.slug:
            return "\n".join(self.name(path) for path in held["value"])
        return str(held["shown"])

    def main(self, path: str) -> str:
        """What an item is: the first of its words that it cannot do without, whole."""
        ids = (f"{path}.{key}" for key in self.keys.get(path, ()))
        said = (
            str(self.rows[i]["shown"])
            for i in ids
            if (f := _FIELDS.get(pattern(i))) and f.spec.main
        )
        return next(said, "")

    def name(self, path: str) -> str:
        return beginning(self.main(path), LIST_WORDS)

    def words(self, path: str) -> list[str]:
        shown = (str(self.rows[f"{path}.{key}"]["shown"]) for key in self.keys[path])
        return " ".join(shown).split()


def _asked_after(path: str) -> Callable[[str], tuple[int, str]]:
    """The place of a question among those of its form; what is no longer asked comes last."""
    return lambda key: (_PLACES.get(pattern(f"{path}.{key}"), len(_PLACES)), key)


def what_changed(before: Rows, after: Rows, room: Room | None = None) -> list[Group]:
    """Step by step in the order of the conversation, then the facts about the record. `room`: how much
    comparing of words there is room for in all of it.
    """
    told = (
        {i: row for i, row in rows.items() if not is_closed(i, rows)} for rows in (before, after)
    )
    old, new = map(_Held, told)
    room = room or Room()
    pairs, names = _pair_items(old, new), {"name": new.shown("record.called_by")}
    groups = []
    for step in RECORD.steps:
        items = list(_plain(old, new, step.slug, room))
        for collection in step.collections:
            one = fill(collection.one, names)
            items += _listed(old, new, one, pairs[collection.slug], room)
        groups.append(Group(fill(step.title, names), items))
    groups.append(Group(str(_("About this record")), list(_plain(old, new, "record", room))))
    return [group for group in groups if group.items]


def _plain(old: _Held, new: _Held, slug: str, room: Room) -> Iterator[ChangedItem]:
    if changes := _changes(old, new, slug, slug, room):
        yield ChangedItem("", SAME, changes)


def _listed(old: _Held, new: _Held, one: str, pairs: list[Pair], room: Room) -> list[ChangedItem]:
    found = []
    for was, now in pairs:
        if changes := _changes(old, new, was, now, room):
            heading = new.name(now) if now else old.name(was or "")
            state = SAME if was and now else ADDED if now else GONE
            stood = list(_known_by(old, new, was, now)) if was and now else []
            found.append(ChangedItem(heading or one, state, [*stood, *changes]))
    return found


def _known_by(old: _Held, new: _Held, was: str, now: str) -> Iterator[Change]:
    """Where only what a thing is called is new, or gone, an answer by which it is known as the same."""
    if bool(old.main(was)) != bool(new.main(now)):
        for key in new.keys[now]:
            said = new.shown(f"{now}.{key}")
            if said and said == old.shown(f"{was}.{key}"):
                question = str(new.rows[f"{now}.{key}"]["question"])
                yield Change(question, [Piece(SAME, said)], has_stood=True)
                return


def _changes(old: _Held, new: _Held, was: str | None, now: str | None, room: Room) -> list[Change]:
    keys = (new.keys.get(now, []) if now else []) + (old.keys.get(was, []) if was else [])
    found = []
    for key in sorted(set(keys), key=_asked_after(now or was or "")):
        before, after = f"{was}.{key}", f"{now}.{key}"
        said, says = old.shown(before), new.shown(after)
        asked = pattern(f"{now or was}.{key}")
        if said != says and not _is_no_news(asked, was, now, says):
            question = str((new.rows.get(after) or old.rows[before])["question"])
            if asked in _OF_ITS_DAY and not says:
                found.append(Change(question, was=said))
            else:
                found.append(Change(question, readable(compare(said, says, room), said, says)))
    return found


def _is_no_news(asked: str, was: str | None, now: str | None, says: str) -> bool:
    """Whether what differs is what riskapp wrote, or took along no further: what was said at a review
    stands in the version that it led to.
    """
    if asked in WRITTEN_BY_ITSELF or (asked in OF_WHAT_STOOD and was and now):
        return True
    return not says and ((asked in EMPTIED and bool(now)) or asked.partition(".")[0] in _REVIEWED)


_FIELDS = fields_by_pattern(RECORD)
_PLACES = {name: place for place, name in enumerate(_FIELDS)}


# -- which item is which ---------------------------------------------------------------------------


def _pair_items(old: _Held, new: _Held) -> dict[str, list[Pair]]:
    """Of each collection, the items before with those after. Their numbers move where one is taken
    away, so they are known by what they are, those under an item among those under the same.
    """
    pairs: dict[str, list[Pair]] = {}
    left = list(RECORD.collections())
    while left:
        collection = left.pop(0)
        if collection.parent and collection.parent not in pairs:
            left.append(collection)
            continue
        above: list[Pair] = pairs[collection.parent] if collection.parent else [("", "")]
        olds, news = old.items.get(collection.slug, {}), new.items.get(collection.slug, {})
        pairs[collection.slug] = [
            pair
            for was, now in above
            for pair in _align(_of_path(olds, was), _of_path(news, now), old, new)
        ]
    return pairs


def _of_path(items: dict[str, list[str]], path: str | None) -> list[str]:
    return items.get(path, []) if path is not None else []


def _align(olds: list[str], news: list[str], old: _Held, new: _Held) -> list[Pair]:
    """First what is the same in every word, then what has the same words for what it is, then the
    likest; each item once. In the order after, then what is gone.
    """
    was: dict[str, str] = {}
    for same in (lambda held, path: tuple(held.words(path)), _Held.main):
        left: dict[object, list[str]] = {}
        for o in olds:
            if (what := same(old, o)) and o not in set(was.values()):
                left.setdefault(what, []).append(o)
        for n in news:
            if n not in was and (found := left.get(same(new, n))):
                was[n] = found.pop(0)
    taken = set(was.values())
    was |= _likest([o for o in olds if o not in taken], [n for n in news if n not in was], old, new)
    taken = set(was.values())
    return [(was.get(n), n) for n in news] + [(o, None) for o in olds if o not in taken]


def _likest(olds: list[str], news: list[str], old: _Held, new: _Held) -> dict[str, str]:
    """Of items that were written anew, each after with the one before that shares most of its words.

    Words are bits of one number, a second time another bit: what two items share is counted at once.
    """
    bits: dict[tuple[str, int], int] = {}
    before = [_as_bits(old.words(o), bits) for o in olds]
    after = [_as_bits(new.words(n), bits) for n in news]
    alike = []
    for o, (words, many) in enumerate(before):
        for n, (others, more) in enumerate(after):
            likeness = 2 * (words & others).bit_count() / (many + more) if many + more else 1.0
            if likeness >= ALIKE:
                alike.append((-likeness, o, n))
    was: dict[int, int] = {}
    taken: set[int] = set()
    for _likeness, o, n in sorted(alike):
        if o not in taken and n not in was:
            was[n] = o
            taken.add(o)
    return {news[n]: olds[o] for n, o in was.items()}


def _as_bits(words: list[str], bits: dict[tuple[str, int], int]) -> tuple[int, int]:
    """The words of an item as a number, and how many they are."""
    times = Counter[str]()
    number = 0
    for word in words:
        times[word] += 1
        number |= 1 << bits.setdefault((word, times[word]), len(bits))
    return number, len(words)
