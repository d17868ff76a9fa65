"""What was carried over from the version before and stands as it was sealed then, although which way
was decided on, or whose choice it is, has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.left_over import left_in
from riskapp.decision.steps.agreement import PARTIES
from riskapp.decision.steps.decision import STEP as WANTS
from riskapp.decision.steps.if_it_goes_wrong import CONTACTS
from riskapp.decision.steps.if_it_goes_wrong import STEP as GOES_WRONG
from riskapp.decision.steps.options import way_words
from riskapp.decision.steps.what_was_decided import DIFFERENCES, POSITIONS
from riskapp.decision.steps.what_was_decided import STEP as DECIDED
from riskapp.decision.steps.what_would_help import MITIGATIONS, NOT_FOUND
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows, entries_of, number_items
from riskapp.platform.wizard import Collection, Step

# What is said with one way, and one decider, in mind.
OF_STEPS: dict[str, tuple[str, ...]] = {
    WANTS.slug: ("why_now",),
    DECIDED.slug: ("decided", "ending", "because", "weight"),
    WHO_DECIDES.slug: ("decider", "by_right"),
    GOES_WRONG.slug: (
        *("first_sign", "steps", "treated", "not_to", "pause"),
        *("look_again_on", "look_again_if"),
    ),
}
OF_LISTS = (MITIGATIONS, NOT_FOUND, DIFFERENCES, POSITIONS, PARTIES, CONTACTS)
TOGETHER = GOES_WRONG.slug  # its answers are one plan, and named as one
MOST_NAMED = 3  # things of a list that are named one by one
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
    changed = CHANGED.get((_is_another_way(talk, then), bool(was and now and was != now)))
    if changed is None:
        return None
    places = [
        place
        for step in CONVERSATION.shown(talk.entries)
        for place in (
            *_of_step(talk, then, step.slug),
            *(
                p
                for one in step.collections
                if one in OF_LISTS
                for p in _of_list(talk, then, step, one)
            ),
        )
    ]
    said = str(changed) % {"number": last["record.version"]["value"]}
    ask = _("This stands word for word as it was sealed then. Does it still hold?")
    return AsThen(f"{said} {ask}", places) if places else None


def _of_step(talk: Conversation, then: Conversation, slug: str) -> Iterator[tuple[str, str, str]]:
    """What is left of somebody deciding for the person is asked about apart."""
    asked = {f"{slug}.{one.key}": one for one in talk.answers(slug).some(OF_STEPS.get(slug, ()))}
    apart = left_in(talk.entries, talk.name)
    before = then.entries.data(slug)
    still = [
        one
        for row_id, one in asked.items()
        if one.kept and row_id not in apart and before.get(one.key) == one.kept
    ]
    if slug == TOGETHER and still:
        title, what = talk.say(GOES_WRONG.title), "; ".join(one.question for one in still)
        yield str(_("%(title)s (%(what)s)", title=title, what=what)), slug, still[0].first_id
    elif slug != TOGETHER:
        yield from ((_said(one), slug, one.first_id) for one in still)


def _said(asked: Asked) -> str:
    """The question; with the answer, where that is a choice and may have come to say the opposite."""
    if asked.spec.json != "code":
        return asked.question
    return str(_("%(question)s: %(said)s", question=asked.question, said=asked.shown(asked.kept)))


def _of_list(
    talk: Conversation, then: Conversation, step: Step, listed: Collection
) -> Iterator[tuple[str, str, str]]:
    before = [_answered(listed, one) for one in then.entries.items(listed.slug)]
    items = [one for one in talk.entries.items(listed.slug) if _answered(listed, one) in before]
    if listed is MITIGATIONS:
        wanted = {one.id for one in talk.wanted}
        items = [one for one in items if one.id in wanted]
    if items:
        named = [_named(listed, one) for one in items[:MOST_NAMED]]
        more = len(items) - len(named)
        named += [str(_("and %(n)s more", n=more))] if more else []
        words = _("%(title)s (%(what)s)", title=talk.say(listed.title), what="; ".join(named))
        yield str(words), step.slug, listed.slug


def _named(listed: Collection, one: Entry) -> str:
    """By who it is of, where that is asked, else in its words."""
    form = listed.item_form(data=one.data)
    who = next((f.shown(f.kept) for f in form.answered() if f.spec.names_it), "")
    return who or listed.words_of(one.data)


def _answered(listed: Collection, one: Entry) -> dict[str, object]:
    """What was said of an item; what it points at has other ids in each version."""
    said = listed.item_form(data=one.data).answered()
    return {asked.key: asked.kept for asked in said if asked.spec.json != "refs"}


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
