"""What was carried over from the version before and stands as it was sealed then, although which way
was decided on, or whose choice it is, has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import RECORD
from riskapp.decision.left_over import BECAUSE, BY_RIGHT, DECIDER
from riskapp.decision.rules import PERSONS
from riskapp.decision.steps.if_it_goes_wrong import STEP as GOES_WRONG
from riskapp.decision.steps.options import way_words
from riskapp.decision.steps.what_was_decided import POSITIONS
from riskapp.decision.steps.what_was_decided import STEP as DECIDED
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows, entries_of, number_items

OF_THE_PLAN = ("first_sign", "steps", "not_to", "pause", "look_again_if")
OF_A_POSITION = ("who", "will", "wont")
CHANGED: dict[tuple[bool, bool], LazyString] = {  # which way; whose choice
    (True, False): _("Which way has changed since version %(number)s."),
    (False, True): _("Whose choice it is has changed since version %(number)s."),
    (True, True): _("Which way, and whose choice it is, have changed since version %(number)s."),
}


@dataclass(frozen=True)
class AsThen:
    """What changed and that the rest stands, in words; then each that does: what it is, and where."""

    noticed: str
    places: list[tuple[str, str, str]]  # words, step, anchor


def stands_as_then(talk: Conversation, last: Rows) -> AsThen | None:
    """`last`: the rows of the version before. None where nothing changed, or nothing stands as then."""
    then = Conversation(entries_of(RECORD, last, {}), talk.name)
    was, now = then.decided.get("whose"), talk.decided.get("whose")
    is_anothers = bool(was and now and was != now)
    changed = CHANGED.get((_is_another_way(talk, then), is_anothers))
    if changed is None:
        return None
    places = [*_of_decider(talk, last, is_anothers), *_of_plan(talk, last), *_of_people(talk, then)]
    said = str(changed) % {"number": last["record.version"]["value"]}
    ask = _("This stands word for word as it was sealed then. Does it still hold?")
    return AsThen(f"{said} {ask}", places) if places else None


def _is_another_way(talk: Conversation, then: Conversation) -> bool:
    """Whether other ways were decided on, where both versions say which: one that was only worded
    otherwise is the same.
    """
    paths = number_items(RECORD, talk.entries)
    known = {way_words(one.entry.data) for one in then.options}
    was = {one.id: way_words(one.entry.data) for one in then.ways_chosen}
    now = {paths[one.id]: way_words(one.entry.data) for one in talk.ways_chosen}
    if not (was and now):
        return False
    is_same = [
        words in was.values() or (words not in known and path in was) for path, words in now.items()
    ]
    return not all(is_same) or len(was) != len(now)


def _of_decider(
    talk: Conversation, last: Rows, is_anothers: bool
) -> Iterator[tuple[str, str, str]]:
    """Who decided and by what right; where it is the person's own choice now, that is said apart."""
    if is_anothers and talk.decided.get("whose") != PERSONS:
        for row_id in (BECAUSE, DECIDER, BY_RIGHT):
            slug, _dot, key = row_id.partition(".")
            asked = talk.answers(slug).field(key)
            if asked.kept and asked.kept == _value(last, row_id):
                yield asked.question, slug, asked.first_id


def _of_plan(talk: Conversation, last: Rows) -> Iterator[tuple[str, str, str]]:
    slug = GOES_WRONG.slug
    asked = [one for one in talk.answers(slug).some(OF_THE_PLAN) if one.kept]
    if still := [one for one in asked if one.kept == _value(last, f"{slug}.{one.key}")]:
        what = "; ".join(one.question for one in still)
        words = _("%(title)s (%(what)s)", title=talk.say(GOES_WRONG.title), what=what)
        yield str(words), slug, still[0].first_id


def _of_people(talk: Conversation, then: Conversation) -> Iterator[tuple[str, str, str]]:
    before = [_position(one) for one in then.positions]
    if still := [one for one in talk.positions if _position(one) in before]:
        who = "; ".join(str(one.get("who") or _("Somebody")) for one in still)
        words = _("%(title)s (%(what)s)", title=talk.say(POSITIONS.title), what=who)
        yield str(words), DECIDED.slug, POSITIONS.slug


def _position(one: Entry) -> tuple[object, ...]:
    return tuple(one.get(key) for key in OF_A_POSITION)


def _value(rows: Rows, row_id: str) -> object:
    return rows.get(row_id, {}).get("value")
