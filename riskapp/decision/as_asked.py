"""What a record holds as it was asked: the question, and what was said to it, from nothing but rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from riskapp.core.text import beginning
from riskapp.decision.aloud import kept_whole
from riskapp.decision.asked_before import told_before
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, RECORD, REVIEW, asked_in_a_review
from riskapp.decision.left_over import DECIDER, KEPT, is_theirs, left_over
from riskapp.decision.nobody import has_nobody, is_called
from riskapp.decision.placed import has_template, is_placed
from riskapp.decision.quoting import as_written
from riskapp.decision.rules import LIST_WORDS
from riskapp.decision.said import Consequence, Mitigation
from riskapp.decision.steps import what_now
from riskapp.decision.steps.agreement import STEP as AGREEMENT
from riskapp.decision.steps.capacity import DIFFER, do_differ
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.deciding_for import STEPS
from riskapp.decision.steps.doors import Door
from riskapp.decision.steps.options import OPTIONS, heading
from riskapp.decision.steps.what_was_decided import OF_DIFFERENCE, OF_POSITION
from riskapp.decision.steps.what_would_help import OF_TECHNOLOGY
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES
from riskapp.decision.yours import TAKING_PART, is_own_voice
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import _
from riskapp.platform.time import local
from riskapp.platform.versions.rows import Rows, entries_of, fields_by_pattern, order_of, pattern
from riskapp.platform.wizard import Collection, Step
from riskapp.platform.wizard.steps import always


@lru_cache
def _fields() -> Mapping[str, Asked]:
    return fields_by_pattern(RECORD)


@lru_cache
def _lists() -> Mapping[str, Collection]:
    return {one.slug: one for one in RECORD.collections()}


def _list_of(path: str) -> str:
    """The list of an item, by its path."""
    return path.split(".")[-2]


# What a review asks for the version it leads to: unanswered, that has its own answer, told in its place.
LEFT_BY_A_REVIEW = frozenset(
    f"{what_now.STEP.slug}.{key}" for keys in what_now.SAYS_FOR.values() for key in keys
)


# Screens after which a step stands that comes after them and no template draws: where it is read back
# and, of what every conversation is asked, in the full record.
FOLLOWED = ("both-sides", "what-would-help", "what-was-decided", "if-it-goes-wrong")

SAID_TO_YOU = {f"{what_now.STEP.slug}.taking_part": TAKING_PART}


@dataclass(frozen=True)
class Answer:
    """A question as it was asked, what was said to it, and whether those are the person's own words."""

    question: str
    text: str
    is_own: bool = False
    tag: str = ""  # of an answer that is a list, one thing a line: how that is drawn


@dataclass(frozen=True)
class Opened:
    """A step drawn by no template of its own: questions with answers, and lists of items of the same.
    `note` is what has to be known beside them.

    One that was opened and not talked about has neither: its questions would fill pages with nothing.
    """

    title: str
    asked: list[Answer]
    lists: list[tuple[str, list[tuple[str, list[Answer]]]]]
    note: str = ""
    id: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nobody has talked about it yet."""
        return not (self.asked or self.lists)


@dataclass(frozen=True)
class AsAsked:
    """The rows that one copy carries. `digest` is that of the version; a draft has none."""

    rows: Rows
    digest: str

    @cached_property
    def talk(self) -> Conversation:
        facts = {key: self.value(f"record.{key}") for key in ("jurisdiction",) if self.fact(key)}
        entries = entries_of(RECORD, self.rows, facts)
        return Conversation(entries, self.name, dict(told_before(self.rows)), self.day)

    @property
    def day(self) -> date | None:
        """The day it was sealed, of a draft that it was last written; none where neither is carried."""
        told = self.value("record.sealed_at") or self.value("record.last_written_at")
        return local(datetime.fromisoformat(told)).date() if told else None

    @property
    def name(self) -> str:
        return self.fact("called_by")

    def fact(self, key: str) -> str:
        """A fact about the record in words; empty where this copy does not carry it."""
        return self.shown(f"record.{key}")

    def shown(self, row_id: str) -> str:
        """An answer in words, as it was shown on the day."""
        return str(self.rows[row_id]["shown"]) if row_id in self.rows else ""

    def value(self, row_id: str) -> Any:
        return self.rows[row_id]["value"] if row_id in self.rows else None

    @cached_property
    def _patterns(self) -> frozenset[str]:
        return frozenset(map(pattern, self.rows))

    def carries(self, what: str) -> bool:
        """Whether this copy holds a question, answered or not: `doors.capacity`, `still.text`."""
        return what in self._patterns

    def unplaced(self, *, yours: bool = False) -> list[tuple[str, list[Answer]]]:
        """Questions added since to what templates draw, which they have no place for yet: of steps, then
        of each item under its name; last, under none, of lists in which nobody answered any. A closer
        look stands whole beside what it is about, but in the person's copy.
        """
        found: dict[str, list[Answer]] = {}
        for row_id in self.rows:
            name = pattern(row_id)
            is_beside = name.startswith(f"{CLOSER.slug}.") and not yours
            if has_template(name) and not is_placed(name) and not is_beside:
                found.setdefault(row_id.rpartition(".")[0], []).append(self._asked(row_id, yours))
        of_steps = [one for path, said in found.items() if "." not in path for one in said]
        items = {path: said for path, said in found.items() if "." in path}
        heard = {_list_of(path) for path, said in items.items() if any(one.text for one in said)}
        silent = [
            one for path, said in items.items() if _list_of(path) not in heard for one in said
        ]
        named = [
            (self._item_named(path, yours), said)
            for path, said in items.items()
            if _list_of(path) in heard
        ]
        once = list(dict.fromkeys(silent))  # nobody has said it of any: once is enough
        return [one for one in (("", of_steps), *named, ("", once)) if one[1]]

    def _item_named(self, path: str, yours: bool) -> str:
        """The list an item stands in, and who or what it is of, else what it stands under."""
        listed = _lists()[_list_of(path)]
        title, words = self._titled(listed, yours), self._words_of(path)
        if yours and is_called(self.name, words):
            words = str(_("You"))
        return f"{title}: {beginning(words, LIST_WORDS)}" if words else title

    def _words_of(self, path: str) -> str:
        """Who an item is of, else what it is, as far as this copy carries it."""
        *above, slug, _number = path.rsplit(".", 2)
        if slug == OPTIONS.slug and (entry := self.talk.entries.find(path)):
            return heading(entry.data)
        asked = sorted(_lists()[slug].item_form(), key=lambda one: not one.spec.names_it)
        named = (one.key for one in asked if one.spec.names_it or one.spec.main)
        said = next(filter(None, (self.shown(f"{path}.{key}") for key in named)), "")
        return said or (self._words_of(above[0]) if above else "")

    def asked(self, path: str, *keys: str) -> list[Answer]:
        """Some questions of a step or an item, those that this copy carries and that are called for."""
        return self._called_for([f"{path}.{key}" for key in keys], yours=False)

    def told_of(self, path: str, *keys: str) -> list[Answer]:
        """Some questions of a step or an item, those that this copy carries and that were answered."""
        return [one for one in self.asked(path, *keys) if one.text]

    def _called_for(self, ids: Iterable[str], yours: bool) -> list[Answer]:
        return [self._asked(i, yours) for i in ids if i in self.rows and self._is_called_for(i)]

    def _asked(self, row_id: str, yours: bool) -> Answer:
        """A question as it was asked; to somebody called "you" as it is put to them, while it is the
        same question still.
        """
        held = self.rows[row_id]
        field = _fields().get(pattern(row_id))
        question = str(held["question"])
        if field is None:
            return Answer(question, str(held["shown"]))
        spec = field.spec
        if yours and spec.yours and self.talk.say(spec.asked_as or spec.label) == question:
            question = str(spec.yours)
        said = self._said(row_id, yours)
        if said and spec.may_be_told and not is_own_voice(self.name, said):
            return Answer(question, as_written(said))
        return Answer(question, said, spec.voice)

    def _said(self, row_id: str, yours: bool) -> str:
        """An answer in words; as it is said to somebody called "you", where it speaks of them."""
        pointed = self.value(row_id)
        if isinstance(pointed, list) and self.shown(row_id) == "; ".join(pointed):
            entries = filter(None, map(self.talk.entries.find, pointed))
            if words := "; ".join(self.talk.known_as(one.id) for one in entries):
                return words  # it points at entries, and their addresses are no words
        if yours and row_id in SAID_TO_YOU and (code := self.value(row_id)):
            return str(SAID_TO_YOU[row_id][code])
        return self.shown(row_id)

    def beyond(self, items: Sequence[Entry]) -> list[tuple[Entry, list[Answer]]]:
        """The differences or positions of which the questions of their own page were answered."""
        keys = (*OF_DIFFERENCE, *OF_POSITION)
        said = [
            (one, [self._asked(f"{one.id}.{k}", False) for k in keys if one.get(k) is not None])
            for one in items
        ]
        return [(one, answers) for one, answers in said if answers]

    def _is_called_for(self, row_id: str) -> bool:
        """Whether it was answered, or an empty answer says something: a box not ticked does not, nor a
        question beside an answer that nobody gave, nor one that nobody could answer, nor what a review
        left as its version has it. One beside an answer that was given does: nobody has said it yet.
        """
        if self.rows[row_id]["value"] is not None:
            return True
        if row_id in LEFT_BY_A_REVIEW or self._has_nobody(row_id):
            return False
        field = _fields().get(pattern(row_id))
        if field is None or field.spec.json == "yes":
            return field is None
        beside = field.spec.only_if[:1] if field.spec.only_if else ()
        item, _dot, _key = row_id.rpartition(".")
        return field.is_asked({key: self.value(f"{item}.{key}") for key in beside})

    def _has_nobody(self, row_id: str) -> bool:
        item, _dot, key = row_id.rpartition(".")
        said = {one: self.value(f"{item}.{one}") for one in ("kind", "who")}
        return has_nobody(pattern(row_id).rpartition(".")[0], key, said, self.name)

    def opened(self, *, yours: bool = False) -> list[Opened]:
        """The steps that no template draws, each as it was asked: its questions, then its lists.
        `yours`: in a copy that says "you" to its reader.

        An empty list is only shown as one where this copy carries what was opened: elsewhere it may be
        that its items are withheld.
        """
        return [self._opened(step, yours) for step, _after in self._undrawn()]

    def behind_doors(self) -> list[Opened]:
        """Of these, the steps that not every conversation asks."""
        steps = [step for step, _after in self._undrawn() if step.applies is not always]
        return [self._opened(step, yours=False) for step in steps]

    def light_after(self, *slugs: str) -> list[Opened]:
        """Of these, the steps that every conversation asks after one of these screens; before any of
        them where none is named.
        """
        steps = [
            s for s, after in self._undrawn() if s.applies is always and after in (slugs or {""})
        ]
        return [self._opened(step, yours=False) for step in steps]

    def _undrawn(self) -> Iterator[tuple[Step, str]]:
        """The steps that no template draws, each with the screen of print it comes after; but for one
        that holds nothing and of which what was read back says enough.
        """
        after = ""
        for step in CONVERSATION.shown(self.talk.entries):
            after = step.slug if step.slug in FOLLOWED else after
            is_kept = self.is_draft and step.slug in kept_whole()
            is_told = step is AGREEMENT and self.talk.is_part_told
            if not (has_template(f"{step.slug}.") or is_kept or is_told or self._is_left_out(step)):
                yield step, after

    def _is_left_out(self, step: Step) -> bool:
        """Whether this copy leaves out who decided, and the same step holds nothing else: then it is not
        said of it that nobody talked about it.
        """
        is_left = step is WHO_DECIDES and not self.carries(DECIDER)
        return is_left and not self.talk.entries.data(step.slug)

    @property
    def kept_words(self) -> str:
        """What stands beside words of somebody deciding for the person, where it is their own choice."""
        return self.talk.say(KEPT)

    def _note(self, step: Step) -> str:
        """What has to be known beside a step."""
        is_left = step in STEPS and is_theirs(self.value)
        left = left_over(self.value, self.name) if step is WHO_DECIDES else ()
        notes = [DIFFER] if step in STEPS and do_differ(self.talk.entries) else []
        notes += [KEPT] if is_left or any(one.startswith(f"{step.slug}.") for one in left) else []
        return " ".join(map(self.talk.say, notes))

    def how_it_went(self, *, yours: bool = False) -> list[Opened]:
        """The review that led to this version, step by step as it was asked; empty without one."""
        entries = self.talk.entries
        held = asked_in_a_review(entries) if REVIEW.shown(entries) else ()
        return [self._opened(step, yours) for step in held]

    def in_order(self) -> list[Opened]:
        """The whole record, step by step as it was asked, whatever templates draw of it elsewhere."""
        return [
            self._opened(step, yours=False)
            for step in (*RECORD.shown(self.talk.entries), *RECORD.beside)
        ]

    def _opened(self, step: Step, yours: bool) -> Opened:
        asked = self._answers(step.slug, step.form(), yours)
        lists = [(self._titled(c, yours), self._items(c, yours)) for c in step.collections]
        title = self._titled(step, yours)
        if not any(answer.text for answer in asked) and not any(items for _title, items in lists):
            return Opened(title, [], [], id=step.slug)
        lists = [one for one in lists if one[1] or self.doors]
        return Opened(title, asked, lists, self._note(step), step.slug)

    def _titled(self, what: Step | Collection, yours: bool) -> str:
        return self.talk.say((what.yours if yours else None) or what.title)

    def _items(self, collection: Collection, yours: bool) -> list[tuple[str, list[Answer]]]:
        """The items of a collection in order: the path of each, and what was answered of it."""
        paths = [row_id.rpartition(".")[0] for row_id in self.rows]
        items = sorted({p for p in paths if p.split(".")[-2:-1] == [collection.slug]}, key=order_of)
        return [(path, self._answers(path, collection.item_form(), yours)) for path in items]

    def _answers(self, path: str, form: Form, yours: bool) -> list[Answer]:
        """What was asked under a path, in the order of its form; what is no longer asked comes last."""
        keys = [asked.key for asked in form]
        keys += [i.rpartition(".")[2] for i in self.rows if i.rpartition(".")[0] == path]
        ids = dict.fromkeys(f"{path}.{key}" for key in keys)
        return self._called_for(ids, yours)

    def told(self, *slugs: str) -> list[Answer]:
        """What was answered in some steps and lists, in the order it is asked, whatever that of the
        rows.
        """
        lists = {c.slug: c for c in RECORD.collections()}
        said = [
            answers
            for slug in slugs
            for answers in (
                [item for _path, item in self._items(lists[slug], yours=False)]
                if slug in lists
                else [self._answers(slug, RECORD.step(slug).form(), yours=False)]
            )
        ]
        return [answer for answers in said for answer in answers if answer.text]

    @property
    def is_draft(self) -> bool:
        return not self.digest

    @property
    def doors(self) -> Sequence[tuple[Door, str, str]]:
        """Each door with its state and note; none where this copy does not carry them."""
        return [found for found in self.talk.doors if self.carries(f"doors.{found[0].slug}")]

    def closer_looks(self, said: Consequence) -> list[list[Answer]]:
        """Each closer look at something that could happen, as far as this copy carries it."""
        looks = [self._answers(one.id, CLOSER.item_form(), yours=False) for one in said.closer]
        return [looked for looked in looks if looked]

    def of_technology(self, helps: Mitigation) -> list[Answer]:
        """What is asked of technology, of something that would help; nothing where nobody answered.

        One that was never opened has none: its questions would fill a page with nothing.
        """
        ids = [f"{helps.id}.{key}" for key in OF_TECHNOLOGY]
        asked = [self._asked(i, yours=False) for i in ids if i in self.rows]
        said = [answer for answer in asked if answer.text]
        return asked if said and helps.is_wanted else said
