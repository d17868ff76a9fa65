"""What changed between two sealed versions, word by word, from their rows and nothing else.

It is a page and no copy: a sealed file carries the rows of one version under that version's digest, so
a paper made of two could be checked against neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from riskapp.core.text import beginning
from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.steps.two_pens import is_closed
from riskapp.decision.word_by_word import ADDED, GONE, SAME, Piece, compare
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern

ALIKE = 0.4  # of the words of two items, from which one is taken for the other written anew
# Different in every version, and no news: the page names both versions itself.
EVERY_TIME = frozenset({"record.version", "record.last_written_at"})

Pair = tuple[str | None, str | None]  # the path of an item before and after


@dataclass(frozen=True)
class Change:
    """A question whose answer changed."""

    question: str
    pieces: list[Piece]


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


def what_changed(before: Rows, after: Rows) -> list[Group]:
    """Step by step in the order of the conversation, then the facts about the record."""
    before, after = ({i: r for i, r in v.items() if not is_closed(i, v)} for v in (before, after))
    pairs, names = _pair_items(before, after), {"name": _shown(after, "record.called_by")}
    groups = []
    for step in RECORD.steps:
        items = list(_plain(before, after, step.slug))
        for collection in step.collections:
            one = fill(collection.one, names)
            items += _of(before, after, one, pairs[collection.slug])
        groups.append(Group(fill(step.title, names), items))
    groups.append(Group(str(_("About this record")), list(_plain(before, after, "record"))))
    return [group for group in groups if group.items]


def _plain(before: Rows, after: Rows, slug: str) -> Iterator[ChangedItem]:
    if changes := _changes(before, after, slug, slug):
        yield ChangedItem("", SAME, changes)


def _of(before: Rows, after: Rows, one: str, pairs: list[Pair]) -> list[ChangedItem]:
    found = []
    for was, now in pairs:
        if changes := _changes(before, after, was, now):
            heading = _name(after, now) if now else _name(before, was or "")
            state = SAME if was and now else ADDED if now else GONE
            found.append(ChangedItem(heading or one, state, changes))
    return found


def _changes(before: Rows, after: Rows, was: str | None, now: str | None) -> list[Change]:
    ids = [i for i in after if now and i.rpartition(".")[0] == now]
    keys = [i.rpartition(".")[2] for i in ids]
    ids = [i for i in before if was and i.rpartition(".")[0] == was]
    keys += [i.rpartition(".")[2] for i in ids]
    found = []
    for key in dict.fromkeys(keys):
        old, new = f"{was}.{key}", f"{now}.{key}"
        said, says = _shown(before, old), _shown(after, new)
        if said != says and new not in EVERY_TIME:
            question = (after.get(new) or before[old])["question"]
            found.append(Change(str(question), compare(said, says)))
    return found


def _shown(rows: Rows, row_id: str) -> str:
    """An answer in words; what points at other items is said in theirs, for their numbers may move."""
    held = rows.get(row_id)
    if held is None or held["value"] is None:
        return ""
    field = _FIELDS.get(pattern(row_id))
    if field is not None and field.spec.json == "refs":
        return "\n".join(_name(rows, path) for path in held["value"])
    return str(held["shown"])


def _name(rows: Rows, path: str) -> str:
    """What an item is called: the first of its words that it cannot do without."""
    said = (
        str(rows[i]["shown"])
        for i in rows
        if i.rpartition(".")[0] == path and (f := _FIELDS.get(pattern(i))) and f.spec.main
    )
    return beginning(next(said, ""), LIST_WORDS)


_FIELDS = fields_by_pattern(RECORD)


# -- which item is which ---------------------------------------------------------------------------


def _pair_items(before: Rows, after: Rows) -> dict[str, list[Pair]]:
    """Of each collection, the items before with those after. Their numbers move where one is taken
    away, so they are known by their words, those under an item among those under the same.
    """
    pairs: dict[str, list[Pair]] = {}
    olds, news = _items(before), _items(after)
    left = list(RECORD.collections())
    while left:
        collection = left.pop(0)
        if collection.parent and collection.parent not in pairs:
            left.append(collection)
            continue
        above: list[Pair] = pairs[collection.parent] if collection.parent else [("", "")]
        old, new = olds.get(collection.slug, {}), news.get(collection.slug, {})
        pairs[collection.slug] = [
            pair
            for was, now in above
            for pair in _align(
                [p for p in old if _above(p) == was], [p for p in new if _above(p) == now], old, new
            )
        ]
    return pairs


def _items(rows: Rows) -> dict[str, dict[str, Counter[str]]]:
    """The items of each collection by path, each with its words; carrying on as now has a word more."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for row_id, row in rows.items():
        path = row_id.rpartition(".")[0]
        if path.rpartition(".")[2].isdigit():
            words = found.setdefault(path.split(".")[-2], {}).setdefault(path, Counter())
            words.update(str(row["shown"]).split())
    return found


def _above(path: str) -> str:
    return ".".join(path.split(".")[:-2])


def _align(
    olds: Sequence[str],
    news: Sequence[str],
    old: dict[str, Counter[str]],
    new: dict[str, Counter[str]],
) -> list[Pair]:
    """The likest first; each item once. In the order after, then what is gone."""
    alike = sorted(
        ((-_likeness(old[o], new[n]), o, n) for o in olds for n in news),
        key=lambda one: (one[0], olds.index(one[1]), news.index(one[2])),
    )
    was: dict[str, str] = {}
    for likeness, o, n in alike:
        if -likeness >= ALIKE and o not in was.values() and n not in was:
            was[n] = o
    return [(was.get(n), n) for n in news] + [(o, None) for o in olds if o not in was.values()]


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    every = one.total() + other.total()
    return 2 * (one & other).total() / every if every else 1.0
