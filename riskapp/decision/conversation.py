"""One conversation with names for its parts, whether still being written or frozen in a copy.

Prompts, pictures, pages and print read this and nothing else, so that what is printed is what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from riskapp.decision.aloud import kept_because
from riskapp.decision.asked_before import Before, not_answered
from riskapp.decision.journeys import RECORD
from riskapp.decision.rules import (
    CARRY_ON,
    DECIDED_BY_OTHERS,
    DIFFERENT_VIEWS,
    END,
    HARM,
    MAY_BE,
    MAY_RESTRICT,
    NOT_OPENED,
    NOT_OPENED_RAISED,
    OF_ALL,
    OF_KEPT_BACK,
    OF_THEIRS,
    RESTRICTION,
    RUNGS,
    SAID_OF,
    WHOLE,
    Copy,
    fillings,
)
from riskapp.decision.said import (
    Addendum,
    Consequence,
    Mitigation,
    Option,
    OutsideView,
    day_of,
    replaced_views,
)
from riskapp.decision.steps.agreement import PARTIES
from riskapp.decision.steps.agreement import STEP as AGREEMENT
from riskapp.decision.steps.balance import SET_ASIDE
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.capacity import ASSESSMENTS, CONCLUSIONS, found_last
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.deciding_for import STEPS as DECIDING_FOR
from riskapp.decision.steps.did_it_happen import CAME
from riskapp.decision.steps.doors import DOORS, Door, OpenedBy, door_state
from riskapp.decision.steps.doors import STEP as DOORS_STEP
from riskapp.decision.steps.happy_and_safe import PLACINGS
from riskapp.decision.steps.if_it_goes_wrong import CONTACTS
from riskapp.decision.steps.looking_again import STEP as LOOKING_AGAIN
from riskapp.decision.steps.options import OPTIONS, heading
from riskapp.decision.steps.outside import (
    ANSWERS_TO_CONDITIONS,
    CONDITIONS,
    DISSENTS,
    OUTSIDE_VIEWS,
    VIEW_ANSWERS,
)
from riskapp.decision.steps.representation import MAY_DECIDE, POWERS_HELD, is_only_asked
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.decision.steps.two_pens import STEP as TWO_PENS
from riskapp.decision.steps.two_pens import are_given
from riskapp.decision.steps.what_happened import STEP as WHAT_HAPPENED
from riskapp.decision.steps.what_now import STEP as WHAT_NOW
from riskapp.decision.steps.what_was_decided import (
    DIFFERENCES,
    OF_DIFFERENCE,
    OF_POSITION,
    POSITIONS,
    is_unasked,
    says_wont,
)
from riskapp.decision.steps.what_was_decided import STEP as DECIDED_STEP
from riskapp.decision.steps.what_would_help import LATER, MITIGATIONS, NOT_FOUND, OF_ENDING, STILL
from riskapp.decision.steps.what_would_help import STEP as MITIGATIONS_STEP
from riskapp.decision.steps.who_decides import STEP as WHO_DECIDES_STEP
from riskapp.library.queries import get_words
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Collection, Step

Answers = Mapping[str, Any]
ASKED = re.compile(r"\s*(?:(?:we|i)\s+)?(?:asked|looked|rang|tried|spoke|wrote)\b", re.IGNORECASE)

# What raises a door by a question that each version asks again: the question, and the answers that do.
RAISED_BY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "pressure": ("decision.pressure", MAY_BE),
    "disagree": ("read-back.taking_part", ("disagrees",)),
}


def _list_of(entry: Entry) -> Collection | None:
    """The list an entry is an item of; none of a plain step."""
    return next((one for one in RECORD.collections() if one.slug == entry.step), None)


def _is_theirs(asked: Asked) -> bool:
    return Copy.PERSON not in asked.spec.withheld_from


@dataclass(frozen=True)
class Conversation:
    """Everything said about one decision, by name. `name` is what the person is called. `before`: what
    the version before said of what is asked again, by the row of its question. `day`: of which paper
    tells, where there is one.
    """

    entries: Entries
    name: str
    before: Mapping[str, Before] = field(default_factory=dict)
    day: date | None = None

    @property
    def names(self) -> Mapping[str, str]:
        return fillings(self.name, self.entries.facts.get("jurisdiction", ""))

    def say(self, words: LazyString | str) -> str:
        """A label with the person's name in it."""
        return fill(words, self.names)

    def answers(self, slug: str) -> Form:
        """A plain step as it was answered: each of its fields knows its question and its words."""
        step, data = RECORD.step(slug), self.entries.data(slug)
        return step.asked(self.entries, data=data, names=self.names)

    def items(self, collection: Collection) -> list[Form]:
        """The items of a list, each as it was answered."""
        return [
            collection.item_form(data=entry.data, names=self.names)
            for entry in self.entries.items(collection.slug)
        ]

    @cached_property
    def addenda(self) -> list[Addendum]:
        """What was said after a seal, oldest first."""
        return [
            Addendum(one, self.name, self._said_of(one)) for one in self.entries.items(ADDENDA.slug)
        ]

    @cached_property
    def outside(self) -> list[OutsideView]:
        """What others said of it, oldest first, each with dissent, conditions and answers."""
        replaced = replaced_views(self.entries)
        return [
            OutsideView(
                entry=one,
                dissents=self.entries.items(DISSENTS.slug, one.id),
                conditions=self.entries.items(CONDITIONS.slug, one.id),
                answers=self.entries.items(VIEW_ANSWERS.slug, one.id),
                is_replaced=one.id in replaced,
            )
            for one in self.entries.items(OUTSIDE_VIEWS.slug)
        ]

    def answers_to(self, condition: Entry) -> list[Entry]:
        """What was answered to one condition, the oldest first."""
        return self.entries.items(ANSWERS_TO_CONDITIONS.slug, condition.id)

    def _said_of(self, addendum: Entry) -> str:
        """What it is about, as far as this tells it."""
        about = next(iter(addendum.get("about") or ()), "")
        if self.entries.find(about):
            return self.known_as(about)
        kept = addendum.get("of_what")
        return str(SAID_OF[kept]) if kept else ""

    def since(self, entry_id: str) -> list[Addendum]:
        """What was said since about one thing."""
        return [one for one in self.addenda if one.about == entry_id]

    def since_step(self, slug: str) -> list[Addendum]:
        """What was said since about a plain step."""
        own = self.entries.of(slug)
        return self.since(own.id) if own else []

    def known_as(self, entry_id: str) -> str:
        """What an entry is, and its first words, of those that the person's copy carries where there
        are such; the record as a whole where there is no entry.
        """
        entry = self.entries.find(entry_id)
        if entry is None:
            return str(SAID_OF[OF_ALL])
        listed = _list_of(entry)
        if listed is None:
            return self.say(RECORD.step(entry.step).title)
        title = self.say(listed.title)
        if listed is OPTIONS:
            return f"{title}: {heading(entry.data)}"
        answered = listed.item_form(data=entry.data, names=self.names).answered()
        said = [asked for asked in answered if asked.spec.json != "refs"]  # an id is no words
        said.sort(key=lambda asked: (not _is_theirs(asked), not asked.spec.main))
        return f"{title}: {said[0].shown(said[0].kept)}" if said else title

    def kind_of(self, entry_id: str) -> str:
        """Whether it is the record as a whole or a part of it, and whether the person's copy carries
        anything that was said there: only then may `known_as` be on any but the full record.
        """
        entry = self.entries.find(entry_id)
        if entry is None:
            return OF_ALL
        listed = _list_of(entry)
        form = (listed.item_form if listed else RECORD.step(entry.step).form)(data=entry.data)
        said = list(form.answered()) or list(form)
        return OF_THEIRS if any(map(_is_theirs, said)) else OF_KEPT_BACK

    @property
    def is_after_review(self) -> bool:
        """Whether a review led here."""
        return bool(self.entries.of(WHAT_NOW.slug))

    @property
    def what_happened(self) -> Answers:
        """How it went, as a review was told it."""
        return self.entries.data(WHAT_HAPPENED.slug)

    @property
    def came_about(self) -> list[Entry]:
        """What a review says came of what was feared or hoped for."""
        return self.entries.items(CAME.slug)

    @property
    def what_now(self) -> Answers:
        """What follows from a review."""
        return self.entries.data(WHAT_NOW.slug)

    @property
    def has_ended(self) -> bool:
        """Whether its review ended it: then nothing falls due any more."""
        return bool(self.what_now.get("now") == END)

    @property
    def is_carried_on(self) -> bool:
        """Whether a review led here that changed nothing of what was decided."""
        return self.what_now.get("now") in (CARRY_ON, END)

    # The plain steps, each a mapping of the answers that were given.
    @cached_property
    def decision(self) -> Answers:
        return self.entries.data("decision")

    @cached_property
    def decided(self) -> Answers:
        return self.entries.data("what-was-decided")

    @cached_property
    def if_wrong(self) -> Answers:
        return self.entries.data("if-it-goes-wrong")

    @cached_property
    def read_back(self) -> Answers:
        return self.entries.data("read-back")

    @cached_property
    def statement(self) -> Answers:
        """The reasons as somebody puts them, beside those that are composed."""
        return self.entries.data("statement")

    @cached_property
    def looking_again(self) -> Answers:
        """Why a sealed decision is looked at again; nothing in a first version."""
        return self.entries.data(LOOKING_AGAIN.slug)

    @property
    def choice(self) -> str:
        """What the person wants, in their own words."""
        return str(self.decision.get("choice", ""))

    @property
    def title(self) -> str:
        """A few words to find it by; the first of the person's own where nobody gave any."""
        return str(self.decision.get("title", ""))

    @cached_property
    def marks(self) -> list[str]:
        """Ids of what matters most, in the order they stand on the page."""
        wanted = set(self.entries.data("both-sides").get("marks", ()))
        return [c.id for c in self.entries.items(CONSEQUENCES.slug) if c.id in wanted]

    @property
    def marked_of_others(self) -> list[Consequence]:
        """What is marked as mattering most to the person, and said to be somebody else's."""
        own = ("", self.name.strip().casefold())
        return [
            c
            for c in self.consequences
            if c.is_marked
            and not c.is_own_words
            and str(c.entry.get("worry_of", "")).strip().casefold() not in own
        ]

    @cached_property
    def options(self) -> list[Option]:
        """The person's own first, as now always there."""
        marks = set(self.marks)
        practitioners = set(self.two_pens.get("marks", ()))
        return [
            Option(
                option,
                tuple(
                    Consequence(
                        c,
                        c.id in marks,
                        c.id in practitioners,
                        tuple(self.entries.items(CLOSER.slug, c.id)),
                    )
                    for c in self.entries.items(CONSEQUENCES.slug, option.id)
                ),
                tuple(self.entries.items(STILL.slug, option.id)),
                tuple(self.entries.items(PLACINGS.slug, option.id)),
            )
            for option in self.entries.items(OPTIONS.slug)
        ]

    @property
    def ways_chosen(self) -> list[Option]:
        """The ways that were decided on; nothing where nobody said, or it is none of them."""
        chosen = self.decided.get("ways", ())
        return [option for option in self.options if option.id in chosen]

    @property
    def as_now(self) -> Option | None:
        return next((o for o in self.options if o.is_now), None)

    @property
    def doing(self) -> list[Option]:
        return [o for o in self.options if not o.is_now]

    @property
    def has_placings(self) -> bool:
        """Whether the person put any way anywhere."""
        return any(option.placings for option in self.options)

    def placing(self, placed: Entry) -> Form:
        """Where a way was put, as it was answered."""
        return PLACINGS.item_form(data=placed.data, names=self.names)

    @cached_property
    def consequences(self) -> list[Consequence]:
        return [c for option in self.options for c in option.consequences]

    @cached_property
    def two_pens(self) -> Answers:
        """What the practitioner marked, and how both pens were used."""
        return self.entries.data(TWO_PENS.slug)

    @property
    def are_pens_given(self) -> bool:
        """Whether each pen may be shown to the other: only a mark of what still stands counts."""
        theirs = [c for c in self.consequences if c.is_practitioners]
        return are_given(self.marks, {**self.two_pens, "marks": theirs})

    @property
    def agenda(self) -> list[tuple[str, list[tuple[Consequence, str]]]]:
        """What to talk about first, as the options stand: what both pens marked, then each alone; each
        with whose mark it has and on which side of which way, in a sentence.
        """
        name, who = self.name, self.two_pens.get("who") or str(_("the practitioner"))
        both = _("%(name)s and %(who)s both marked", name=name, who=who)
        heads = {
            (True, True): (both, both),
            (True, False): (_("Only %(who)s marked", who=name), _("%(who)s marked", who=name)),
            (False, True): (_("Only %(who)s marked", who=who), _("%(who)s marked", who=who)),
        }
        return [
            (
                str(title),
                [
                    (c, self._marked(str(marked), c))
                    for c in self.consequences
                    if (c.is_marked, c.is_practitioners) == pens
                ],
            )
            for pens, (title, marked) in heads.items()
        ]

    def _marked(self, marked: str, said: Consequence) -> str:
        option = self.option_of(said)
        return str(
            _(
                "%(who_marked)s this, under “%(lane)s” of “%(option)s”.",
                who_marked=marked,
                lane=option.lane(said.side),
                option=option.heading,
            )
        )

    def option_of(self, said: Consequence) -> Option:
        return next(o for o in self.options if o.id == said.entry.parent_id)

    def closer_looks(self, said: Consequence) -> list[Form]:
        """Each closer look at something that could happen, as it was answered."""
        return [CLOSER.item_form(data=e.data, names=self.names) for e in said.closer]

    def closer_aloud(self, said: Consequence) -> list[list[Asked]]:
        """The same as far as it is read aloud: who says so is for them to tell."""
        looks = [form.answered() for form in self.closer_looks(said)]
        return [[asked for asked in look if not kept_because(asked)] for look in looks]

    @cached_property
    def mitigations(self) -> list[Mitigation]:
        """In ladder order, then as written: what somebody does already first, restrictions last;
        after all of them what is not wanted.
        """
        order = [*RUNGS, ""]
        said = {c.id: c for c in self.consequences}
        found = [
            Mitigation(e, tuple(said[i] for i in e.get("for_what", ()) if i in said))
            for e in self.entries.items(MITIGATIONS.slug)
        ]
        ladder = {RESTRICTION: len(order), "": order.index(RESTRICTION)}
        return sorted(
            found, key=lambda m: (not m.is_wanted, ladder.get(m.rung, order.index(m.rung)))
        )

    def further(self, helps: Mitigation) -> list[Asked]:
        """What was answered of something that would help beyond its card, as it was asked."""
        beyond = [key for key in LATER if key not in ("for_what", *OF_ENDING)]
        return self.beyond(MITIGATIONS, helps.entry, beyond)

    @property
    def restrictions(self) -> list[Mitigation]:
        """Those that go ahead or may; one that is not wanted restricts nobody."""
        return [m for m in self.mitigations if m.is_in_force]

    def is_past_its_end(self, helps: Mitigation) -> bool:
        """Whether it goes on, and was to have ended before the day that paper tells of."""
        return bool(helps.is_wanted and self.day and helps.ends_on and helps.ends_on < self.day)

    @property
    def wanted(self) -> list[Mitigation]:
        """What goes ahead or may, of every sort."""
        return [m for m in self.mitigations if m.is_wanted]

    def ways_not_taken(self, helps: Mitigation) -> list[Option]:
        """The ways that help is for, where each is another than those that were chosen."""
        its = {said.entry.parent_id for said in helps.for_what}
        chosen = {option.id for option in self.ways_chosen}
        return [o for o in self.options if o.id in its] if chosen and not its & chosen else []

    @property
    def ended(self) -> list[Mitigation]:
        """What was used and is no longer."""
        return [m for m in self.mitigations if m.is_ended]

    @property
    def not_wanted(self) -> list[Mitigation]:
        """What was talked about, and is not wanted."""
        return [m for m in self.mitigations if not (m.is_wanted or m.is_ended)]

    @property
    def not_found(self) -> list[Entry]:
        return self.entries.items(NOT_FOUND.slug)

    @staticmethod
    def says_asked(where: str) -> bool:
        """Whether what was written of where something was looked for says by itself that it was."""
        return bool(ASKED.match(where))

    @property
    def differences(self) -> list[Entry]:
        return self.entries.items(DIFFERENCES.slug)

    def of_difference(self, difference: Entry) -> list[Asked]:
        return self.beyond(DIFFERENCES, difference, OF_DIFFERENCE)

    def of_position(self, position: Entry) -> list[Asked]:
        return self.beyond(POSITIONS, position, OF_POSITION)

    @property
    def positions(self) -> list[Entry]:
        return self.entries.items(POSITIONS.slug)

    @staticmethod
    def is_unasked(position: Entry) -> bool:
        return is_unasked(position)

    @staticmethod
    def says_wont(position: Entry) -> bool:
        return says_wont(position)

    def wont_lead(self, position: Entry) -> str:
        """What stands before the words of what somebody won’t do; nothing where those say it themselves,
        unless nobody asked them.
        """
        is_told = self.says_wont(position)
        if is_unasked(position):
            return str(_("Not asked yet:") if is_told else _("Might not:"))
        return "" if is_told else str(_("Won’t:"))

    def beyond(self, collection: Collection, item: Entry, keys: Iterable[str]) -> list[Asked]:
        """What was answered of an item to the questions of its own page."""
        form = collection.item_form(data=item.data, names=self.names)
        return [asked for asked in form.some(keys) if asked.kept is not None]

    @property
    def parties(self) -> list[Entry]:
        """Who else took part, or could not."""
        return self.entries.items(PARTIES.slug)

    @property
    def is_part_told(self) -> bool:
        """Whether who took part is said where it was read back, and nothing on its own page."""
        said = self.read_back.get("taking_part") or self.read_back.get("others")
        return bool(said) and not self._holds_words(AGREEMENT)

    @property
    def contacts(self) -> list[Entry]:
        return self.entries.items(CONTACTS.slug)

    @property
    def look_again_on(self) -> date | None:
        return day_of(self.if_wrong.get("look_again_on"))

    @property
    def set_aside(self) -> list[Entry]:
        """Prompts answered with "not relevant here"."""
        return self.entries.items(SET_ASIDE.slug)

    @property
    def considered(self) -> list[str]:
        """The reasons somebody chose to write when setting a prompt aside: "we considered…"."""
        return [str(e["reason"]) for e in self.set_aside if e.get("reason")]

    @cached_property
    def doors(self) -> list[tuple[Door, str, str]]:
        """Each door with its state (opened, not-now or empty) and the note beside it."""
        said = self.entries.data(DOORS_STEP.slug)
        return [
            (door, door_state(said, door.slug), str(said.get(f"{door.slug}_for", "")))
            for door in DOORS
        ]

    @property
    def opened_doors(self) -> list[tuple[Door, str]]:
        return [(door, note) for door, state, note in self.doors if state == "opened"]

    @property
    def is_whole(self) -> bool:
        """Whether the whole conversation is held, and not only what a door opens."""
        return bool(self.entries.data(DOORS_STEP.slug).get("route") == WHOLE)

    def is_held(self, door: Door) -> bool:
        """Whether what a door asks is part of this conversation with nobody opening it: all but what
        needs a reason of its own is, where the whole is held.
        """
        applies = RECORD.step(door.asked_on).applies
        return self.is_whole and not (isinstance(applies, OpenedBy) and applies.needs_reason)

    def is_spoken_of(self, door: Door) -> bool:
        """Whether the step that asks what a door is for holds words, whatever became of the door."""
        return self._holds_words(RECORD.step(door.asked_on))

    def _holds_words(self, step: Step) -> bool:
        """Frozen, a step that nobody answered is there and holds nothing."""
        return any(one.data for slug in step.slugs for one in self.entries.items(slug))

    @property
    def is_capacity_in_doubt(self) -> bool:
        capacity = next(door for door in DOORS if door.slug == "capacity")
        is_opened = any(door is capacity for door, _note in self.opened_doors)
        return is_opened or self.is_spoken_of(capacity)

    @property
    def found_by(self) -> list[tuple[str, str]]:
        """Who assessed capacity and when, with the code of what each concluded."""
        every = self.entries.items(ASSESSMENTS.slug)
        return [(_who_and_when(one), one["conclusion"]) for one in every if one.get("conclusion")]

    @property
    def is_found_able(self) -> bool:
        """Whether somebody who assessed found that the person can decide this, and nobody since or on
        an unknown day that they cannot; never where others decide it.
        """
        found = found_last(self.entries.items(ASSESSMENTS.slug))
        return found == {"could"} and self.decided.get("whose") not in DECIDED_BY_OTHERS

    @property
    def is_found_unable(self) -> bool:
        """Whether somebody who assessed found that the person could not decide this then, and nobody
        that they could.
        """
        found = {code for _who, code in self.found_by}
        return "could-not" in found and "could" not in found

    @property
    def concluded(self) -> list[str]:
        """What each assessor concluded: those that differ stand beside each other."""
        return [f"{who}: {within(CONCLUSIONS[code])}" for who, code in self.found_by]

    @property
    def said_by_who_acts(self) -> list[tuple[str, str, str]]:
        """Each attorney, deputy or court that says something of this decision: who, what, and that."""
        return [
            (str(one.get("who") or _("Somebody")), one["kind"], one["says"])
            for one in self.powers
            if one.get("kind") in MAY_DECIDE and one.get("says")
        ]

    @property
    def deciders(self) -> list[str]:
        """Who made a choice for the person, wherever that is said."""
        asked = (WHO_DECIDES_STEP, *DECIDING_FOR)
        said = [self.decided.get("because"), *(self._decider(step) for step in asked)]
        may = (p for p in self.powers if p.get("kind") in MAY_DECIDE and not is_only_asked(p))
        acting = [one.get("who") for one in may]
        return [who for who in (*said, *acting) if who]

    def _decider(self, step: Step) -> str:
        return str(self.entries.data(step.slug).get("decider", ""))

    @property
    def powers(self) -> list[Entry]:
        """Who acts or speaks for the person, and what was written earlier."""
        return self.entries.items(POWERS_HELD.slug)

    @property
    def limiting(self) -> list[Mitigation]:
        """What goes ahead or may, and restricts or watches."""
        return [m for m in self.wanted if m.is_restriction or m.is_watching]

    @cached_property
    def may_be_limiting(self) -> list[tuple[Mitigation, str]]:
        """What goes ahead or may, is of another sort, and has words that may speak of a restriction:
        each with the first sentence that does.
        """
        words = get_words("stops-or-limits")
        others = (m for m in self.wanted if not (m.is_restriction or m.is_technology))
        found = (
            (m, next(filter(None, map(words.find, (m.what, m.does, m.takes_away))), None))
            for m in others
        )
        return [(m, sentence) for m, sentence in found if sentence]

    @property
    def _may_restrict(self) -> list[Mitigation]:
        """The same where nobody said that it is not relevant here."""
        aside = any(entry.get("prompt") == MAY_RESTRICT for entry in self.set_aside)
        return [] if aside else [m for m, _sentence in self.may_be_limiting]

    @cached_property
    def raised(self) -> frozenset[str]:
        """Doors that something said in this record is a reason to open, opened or not."""
        said = {
            "restriction": bool(self.limiting or self._may_restrict),
            "disagree": bool(self.differences or self.read_back.get("disagrees"))
            or self.decided.get("ending") in DIFFERENT_VIEWS,
            "pressure": self.decision.get("pressure") in MAY_BE,
            "someone_else": any(c.to_whom and c.side == HARM for c in self.consequences),
            "representation": self.decided.get("whose") in ("attorney", "court"),
            "capacity": self.decided.get("whose") == "best-interests",
        }
        return frozenset(door for door, is_raised in said.items() if is_raised)

    @cached_property
    def left_unasked(self) -> Mapping[str, Before]:
        """What the version before said of what is asked again and has no answer in this one."""
        return not_answered(self.before, self.entries)

    def raised_before(self, door: Door) -> Before | None:
        """What the version before said that was a reason to open a door, where this one does not say."""
        asked, codes = RAISED_BY.get(door.slug, ("", ()))
        said = self.left_unasked.get(asked)
        return said if said and said.code in codes else None

    @property
    def worth_opening(self) -> list[Door]:
        """Doors that this record gives a reason to open, and nobody has answered."""
        unanswered = (door for door, state, _note in self.doors if not state)
        closed = (d for d in unanswered if not (self.is_held(d) or self.is_spoken_of(d)))
        return [door for door in closed if door.slug in self.raised or self.raised_before(door)]

    def not_opened(self, door: Door) -> str:
        """What is said of a door nobody opened; nothing of one that the whole conversation needs not."""
        if self.is_held(door):
            return ""
        if self.is_spoken_of(door):
            title = self.say(RECORD.step(door.asked_on).title)
            return str(_("talked about with no door opened, under “%(title)s”", title=title))
        if door.slug == "restriction" and self.may_be_limiting and not self.limiting:
            title = self.say(MITIGATIONS_STEP.title)
            words = _("not opened; words under “%(title)s” may speak of a restriction", title=title)
            return str(words)
        if door.slug in self.raised:
            return self._told_elsewhere(door) or str(NOT_OPENED_RAISED)
        if said := self.raised_before(door):
            return str(_("not opened; not asked again. %(before)s", before=said.words))
        return str(NOT_OPENED)

    def _told_elsewhere(self, door: Door) -> str:
        """Where the six screens hold what a door would ask of its reason; empty where they do not."""
        if door.slug == "restriction" and all(map(_is_told, self.limiting)):
            title = self.say(MITIGATIONS_STEP.title)
        elif (
            door.slug == "disagree"
            and self.differences
            and all(map(_is_somebodys, self.differences))
        ):
            title = self.say(DIFFERENCES.title)
        else:
            return ""
        return str(
            _("not opened; what this record says of it stands under “%(title)s”", title=title)
        )

    def reasons_to_open(self, door: Door) -> list[str]:
        """What in this record, or in the version before, is a reason to open a door, in words."""
        decided, said = self.answers(DECIDED_STEP.slug), self.answers("decision")
        whose, ending = decided.field("whose"), decided.field("ending")
        told = {
            "restriction": [
                *(m.what or str(door.title) for m in self.limiting),
                *(m.what or m.does for m in self._may_restrict if not m.is_watching),
            ],
            "disagree": [
                *(": ".join(filter(None, (d.get("who"), d.get("view")))) for d in self.differences),
                str(self.read_back.get("disagrees", "")),
                ending.shown(ending.kept) if ending.kept in DIFFERENT_VIEWS else "",
            ],
            "pressure": [_answered(said.field("pressure"))],
            "someone_else": [
                c.with_name for c in self.consequences if c.to_whom and c.side == HARM
            ],
            "representation": [_answered(whose)],
            "capacity": [_answered(whose)],
        }
        before = self.raised_before(door)
        reasons = told.get(door.slug, []) if door.slug in self.raised else []
        return [*filter(None, reasons), *([f"{before.question} {before.words}"] if before else [])]

    def texts(self) -> Iterable[str]:
        """Every word somebody typed, for the check that each can be printed."""
        for entry in self.entries:
            yield from (v for v in entry.data.values() if isinstance(v, str))


def _is_told(helps: Mitigation) -> bool:
    """Whether it is said of a restriction when it ends and why nothing less would do; of technology, how
    it was agreed. Of what else sees or records, who sees that is what makes it so.
    """
    if helps.is_restriction:
        return bool(helps.ends_on and helps.nothing_less)
    return bool(helps.agreed_how) or not helps.is_technology


def _is_somebodys(difference: Entry) -> bool:
    return bool(difference.get("who") and difference.get("view"))


def _answered(asked: Asked) -> str:
    return f"{asked.question} {asked.shown(asked.kept)}" if asked.kept is not None else ""


def _who_and_when(one: Entry) -> str:
    on = ASSESSMENTS.item_form(data=one.data).field("on")
    who = str(one.get("who") or _("Somebody who assessed"))
    return f"{who}, {on.shown(on.kept)}" if on.kept else who


def within(words: LazyString) -> str:
    """Words that begin a line elsewhere, as they stand inside a sentence."""
    said = str(words)
    return said[:1].lower() + said[1:]
