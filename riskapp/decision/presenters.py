"""From entries and rows to the small things pages print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision import balance
from riskapp.decision.conversation import Addendum, Consequence, Conversation, Option
from riskapp.decision.journeys import CONVERSATION, RECORD, REVIEW, SINCE
from riskapp.decision.layouts import LAYOUTS, layout_of
from riskapp.decision.queries import Decision, Given, SealedLately
from riskapp.decision.rules import (
    BENEFIT,
    ENDED,
    ENDS_LATER,
    ENDS_THIS_WEEK,
    LIST_WORDS,
    STATES,
    Copy,
    calls_for_route,
    when_it_ends,
)
from riskapp.decision.sheet import Side
from riskapp.decision.steps import decision as wanted
from riskapp.decision.steps import looking_again, what_happened
from riskapp.decision.steps.doors import Door, OpenedBy
from riskapp.decision.steps.options import OPTIONS
from riskapp.platform.entries.reading import Entries, Entry, Told
from riskapp.platform.forms import DataClass
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, moment_words, short_date_words
from riskapp.platform.versions.store import Rendition, Sealing
from riskapp.platform.wizard import State, Step
from riskapp.platform.wizard.steps import always


@dataclass(frozen=True)
class StepLine:
    """A step in the task list: what it is, how far it is, what is there."""

    title: str
    url: str
    state: State


@dataclass(frozen=True)
class PartLine:
    """A part of the conversation in the task list; one whose steps were never called for is left out."""

    title: LazyString
    steps: list[StepLine]


def part_lines(found: Decision, entries: Entries) -> list[PartLine]:
    shown = CONVERSATION.shown(entries)
    lines = [
        PartLine(part.title, [_step_line(found, entries, s) for s in part.steps if s in shown])
        for part in CONVERSATION.parts
    ]
    return [line for line in lines if line.steps]


def _step_line(found: Decision, entries: Entries, step: Step) -> StepLine:
    return StepLine(
        fill(step.title, found.names),
        url_for("conversation.step", ref=found.ref, step=step.slug),
        step.state(entries),
    )


def next_line(found: Decision, entries: Entries) -> StepLine:
    return _step_line(found, entries, next_step(found, entries))


def next_step(found: Decision, entries: Entries) -> Step:
    """The first step not yet talked about, the last where all have begun.

    Of a later version nearly all have: it goes from why it is looked at again to the step after it,
    and on from wherever it was last written in.
    """
    shown = CONVERSATION.shown(entries)
    not_yet = (step for step in shown if step.state(entries) == State.NOT_YET)
    last = last_step(found)
    if not found.versions or shown[0].state(entries) == State.NOT_YET:
        return next(not_yet, shown[-1])
    return CONVERSATION.after(last or shown[0], entries) or shown[-1]


def behind(door: Door) -> list[Step]:
    """The steps that ask what a door says, in order: those it opens, and screens there are anyway."""
    return [
        step
        for part in CONVERSATION.parts
        for step in part.steps
        if (isinstance(step.applies, OpenedBy) and door.slug in step.applies.doors)
        or step.slug in door.also
    ]


@dataclass(frozen=True)
class ReviewLine:
    """A part of a review: the way to it, and each of its answers, its own and then of each item."""

    step: StepLine
    answered: list[list[Asked]]


def review_lines(found: Decision, talk: Conversation) -> list[ReviewLine]:
    lines = []
    for step in REVIEW.steps:
        url = url_for("review.step", ref=found.ref, step=step.slug)
        forms = [talk.answers(step.slug), *(i for c in step.collections for i in talk.items(c))]
        answered = [list(form.answered()) for form in forms]
        line = StepLine(fill(step.title, found.names), url, step.state(talk.entries))
        lines.append(ReviewLine(line, [answers for answers in answered if answers]))
    return lines


def pointed_at(talk: Conversation) -> list[tuple[str, str]]:
    """What something said since can be about, with the first words of each: id and words."""
    walked = (slug for step in CONVERSATION.shown(talk.entries) for slug in step.slugs)
    found = [entry for slug in walked for entry in talk.entries.items(slug) if entry.data]
    return [(entry.id, beginning(talk.known_as(entry.id), LIST_WORDS)) for entry in found]


@dataclass(frozen=True)
class ReadBack:
    """A part beyond the six screens, as it is read back: answers of its own, then of each item."""

    title: str
    url: str
    answered: list[list[Asked]]


# What the read-back page has a place of its own for.
READ_IN_PLACE = frozenset(
    {
        *(step.slug for step in CONVERSATION.steps if step.applies is always),
        "two-pens",
        "closer-look",
    }
) - {"balance", "doors"}


def read_back_parts(found: Decision, talk: Conversation) -> list[ReadBack]:
    """What was said beyond the six screens and is read aloud, in order."""
    parts = []
    for step in CONVERSATION.steps:
        if step.slug in READ_IN_PLACE:
            continue
        answered = [[a for a in said if not _kept_because(a)] for said in _said(talk, step)]
        if answered := [answers for answers in answered if answers]:
            line = _step_line(found, talk.entries, step)
            parts.append(ReadBack(line.title, line.url, answered))
    return parts


def _said(talk: Conversation, step: Step) -> list[list[Asked]]:
    """The answers a step was given: its own, then those of each item."""
    forms = [talk.answers(step.slug), *(item for c in step.collections for item in talk.items(c))]
    return [list(form.answered()) for form in forms]


# Why an answer that no copy of the person's carries is not read aloud; the first is said of a part.
NOT_ALOUD: dict[DataClass, LazyString] = {
    DataClass.PROTECTION: _("it protects somebody"),
    DataClass.ABOUT_OTHERS: _("it is for somebody else to tell"),
    DataClass.ADMINISTRATION: _("it only says how the record was kept"),
}


def _kept_because(asked: Asked) -> DataClass | None:
    """Why an answer is not read aloud; None where it is."""
    kind = asked.spec.data_class
    return kind if Copy.PERSON in asked.spec.withheld_from and kind in NOT_ALOUD else None


def not_aloud(found: Decision, talk: Conversation) -> list[tuple[str, str, LazyString]]:
    """Parts that hold words which are sealed and not read aloud: title, the way there, and why."""
    kept = []
    for step in CONVERSATION.steps:
        line = _step_line(found, talk.entries, step)
        whys = {_kept_because(asked) for said in _said(talk, step) for asked in said}
        if step.slug == "two-pens":
            if talk.two_pens and not talk.are_pens_given:
                why = _("neither pen is shown before both have marked")
                kept.append((line.title, line.url, why))
        elif step.slug in READ_IN_PLACE:
            if DataClass.PROTECTION in whys and step.slug != "read-back":
                kept.append((line.title, line.url, NOT_ALOUD[DataClass.PROTECTION]))
        elif because := next((kind for kind in NOT_ALOUD if kind in whys), None):
            kept.append((line.title, line.url, NOT_ALOUD[because]))
    return kept


def not_yet(found: Decision, talk: Conversation) -> list[tuple[str, str]]:
    """What has not been talked about, in words, with where to say it.

    Read back with the person, perhaps with somebody beside them: what protects them is named elsewhere.
    """
    said = []
    for step in CONVERSATION.shown(talk.entries)[:-1]:
        url = url_for("conversation.step", ref=found.ref, step=step.slug)
        if step.slug == "both-sides":
            said += [(words, url) for words in _quiet_cells(talk)]
            continue
        if step.applies is not always:
            # A part that was opened is named whole: its questions would bury the six screens'.
            title, state = fill(step.title, found.names), step.state(talk.entries)
            if state == State.NOT_YET:
                said.append((title, url))
            elif state == State.STARTED:
                said.append((str(_("%(part)s: some of it", part=title)), url))
            continue
        data = talk.entries.data(step.slug)
        for asked in step.form(names=found.names):
            if asked.key not in data and _is_called_for(asked, data) and not _protects(asked):
                said.append((asked.question, url))
        for collection in step.collections:
            if not talk.entries.items(collection.slug):
                said.append((fill(collection.title, found.names), url))
    return said


def safety_not_asked(talk: Conversation) -> list[str]:
    """What was not asked yet about danger and pressure; for the practitioner alone."""
    said = talk.decision
    return [
        asked.question
        for asked in talk.answers("decision")
        if _protects(asked) and asked.key not in said and _is_called_for(asked, said)
    ]


def _protects(asked: Asked) -> bool:
    return asked.spec.data_class is DataClass.PROTECTION


def _is_called_for(asked: Asked, data: Mapping[str, Any]) -> bool:
    """A question that stands beside an answer is asked only where that answer was given."""
    beside = asked.spec.only_if
    return beside is None or data.get(beside[0]) in beside[1:]


def _quiet_cells(talk: Conversation) -> list[str]:
    """The sides of each option nobody has said anything of."""
    return [
        str(
            _(
                "%(option)s: %(lane)s",
                option=option.heading,
                lane=str(balance.LANES[option.is_now][side]).lower(),
            )
        )
        for option in talk.options
        for side, said in _lanes(option)
        if not said
    ]


def _lanes(option: Option) -> list[tuple[Side, list[Consequence]]]:
    return [("hope", option.hoped_for), ("worry", option.feared)]


@dataclass(frozen=True)
class RingLine:
    """Somebody to ring: who, the number as written, what a telephone dials for it, and when."""

    name: str
    number: str
    dials: str
    when: str


def ring_lines(talk: Conversation) -> list[RingLine]:
    return [
        RingLine(c.get("name", ""), c.get("number", ""), dials(c), c.get("when", ""))
        for c in talk.contacts
    ]


def dials(contact: Entry) -> str:
    """The digits of a number; empty where words stand in it, or two numbers may."""
    number = re.sub(r"[\s()./-]", "", str(contact.get("number", "")))
    return number if re.fullmatch(r"\+?[0-9]{3,15}", number) else ""


def picture_options(talk: Conversation) -> list[balance.Option]:
    """The options as the balance picture draws them."""
    return [
        balance.Option(
            title=option.heading,
            entries=[_picture_entry(c) for c in option.consequences],
            is_now=option.is_now,
        )
        for option in talk.options
    ]


def _picture_entry(said: Consequence) -> balance.Entry:
    return balance.Entry(
        text=said.text,
        side="hope" if said.side == BENEFIT else "worry",
        kind=said.kind,
        marked=said.is_marked,
        to=said.to_whom,
    )


@dataclass(frozen=True)
class CopyLine:
    """One copy of a version: to look at, to fetch, or on its way."""

    title: str
    view_url: str
    pdf_url: str | None
    state: str
    note: str


def copy_lines(found: Decision, number: int, renditions: Sequence[Rendition]) -> list[CopyLine]:
    made = {r.layout: r for r in renditions}
    return [
        _copy_line(found, number, layout, made.get(layout.slug))
        for layout in LAYOUTS
        if layout.slug in made or not layout.has_pdf
    ]


def _copy_line(found: Decision, number: int, layout: Any, made: Rendition | None) -> CopyLine:
    where = {"ref": found.ref, "number": number, "layout": layout.slug}
    note = str(_("150 words at most"))
    if made and made.pages:
        note = str(_("PDF, one page") if made.pages == 1 else _("PDF, %(n)s pages", n=made.pages))
    if made and made.state != "made":
        note = made.trouble or ""
    return CopyLine(
        title=fill(layout.title, found.names),
        view_url=url_for("decision.copy", **where),
        pdf_url=url_for("decision.pdf", **where) if made and made.state == "made" else None,
        state=made.state if made else "made",
        note=note,
    )


def timeline(
    found: Decision,
    sealings: Sequence[Sealing],
    given: Sequence[Given],
    told: Sequence[Told],
    addenda: Sequence[Addendum],
) -> list[tuple[str, str, str]]:
    """What happened with a decision, newest first: when in words, what, and where to see it."""
    numbers = {s.id: s.number for s in sealings}
    lines: list[tuple[date, datetime, str, str, str]] = []
    for s in sealings:
        url = url_for("decision.copy", ref=found.ref, number=s.number, layout="full")
        said = str(_("Version %(number)s sealed", number=s.number))
        lines.append((*_at(s.sealed_at), moment_words(s.sealed_at), said, url))
    for g in given:
        said = str(
            _(
                "%(copy)s, version %(number)s, given to %(who)s",
                copy=fill(layout_of(g.layout).title, found.names),
                number=numbers[g.version_id],
                who=g.to_whom,
            )
        )
        lines.append((g.given_on, g.noted_at, short_date_words(g.given_on), said, ""))
    for one in addenda:
        if one.entry.made_at:
            said = str(_("%(heading)s: %(what)s", heading=one.heading, what=one.concerns))
            at = one.entry.made_at
            lines.append((*_at(at), moment_words(at), beginning(said, LIST_WORDS), ""))
    for number, at in reviews_begun(sealings, told).items():
        said = str(_("Review of version %(number)s begun", number=number))
        lines.append((*_at(at), moment_words(at), said, ""))
    for number, at, why in begun_again(sealings, told):
        if number > found.next_number or (number == found.next_number and not found.is_open):
            continue
        said = str(_("Version %(number)s begun", number=number))
        if why:
            said = str(_("%(begun)s: %(why)s", begun=said, why=beginning(why, LIST_WORDS)))
        lines.append((*_at(at), moment_words(at), said, ""))
    for at in routes_shown(told):
        url = url_for("safeguarding.route", ref=found.ref)
        said = str(_("The safeguarding route was shown"))
        lines.append((*_at(at), moment_words(at), said, url))
    begun = str(_("Conversation begun"))
    lines.append((*_at(found.made_at), moment_words(found.made_at), begun, ""))
    return [line[2:] for line in sorted(lines, reverse=True)]


def _at(moment: datetime) -> tuple[date, datetime]:
    """Its day at the place, and itself: of what has a day alone, when it was noted is its moment."""
    return local(moment).date(), moment


def held_copies(found: Decision, sealings: Sequence[Sealing], given: Sequence[Given]) -> list[str]:
    """Who holds a copy of an earlier version, and was given none like it of the latest; in words."""
    numbers = {s.id: s.number for s in sealings}
    latest = max(numbers.values(), default=0)
    held = {
        (g.to_whom.strip().casefold(), g.layout): g
        for g in sorted(given, key=lambda g: numbers[g.version_id])
    }
    return [
        str(
            _(
                "%(who)s has “%(copy)s” of version %(number)s.",
                who=g.to_whom,
                copy=fill(layout_of(g.layout).title, found.names),
                number=numbers[g.version_id],
            )
        )
        for g in held.values()
        if numbers[g.version_id] < latest
    ]


TIMELINE_IS_IN = (
    wanted.STEP.slug,
    OPTIONS.slug,
    looking_again.STEP.slug,
    what_happened.STEP.slug,
)


def reviews_begun(sealings: Sequence[Sealing], told: Sequence[Told]) -> dict[int, datetime]:
    """When the first review of each version was begun, by the number of the version."""
    begun: dict[int, datetime] = {}
    for one in told:
        if one.step == what_happened.STEP.slug and not one.data:
            begun.setdefault(sum(s.sealed_at <= one.at for s in sealings), one.at)
    return begun


def begun_again(
    sealings: Sequence[Sealing], told: Sequence[Told]
) -> list[tuple[int, datetime, str]]:
    """The later versions: the number of each, when it was begun, and why as it was last said."""
    begun: dict[int, tuple[datetime, str]] = {}
    for one in told:
        if one.step == looking_again.STEP.slug:
            number = 1 + sum(s.sealed_at <= one.at for s in sealings)
            at, _said = begun.get(number, (one.at, ""))
            begun[number] = (at, str(one.data.get("why", "")))
    return [(number, at, why) for number, (at, why) in begun.items() if number > 1]


def routes_shown(told: Sequence[Told]) -> list[datetime]:
    """When what was said of danger and pressure led to the safeguarding route.

    The save that a record began with, the one that made its options, is left out: an import shows
    nobody anything.
    """
    began = {one.save_id for one in told if one.step == OPTIONS.slug and one.rev == 1}
    shown: list[datetime] = []
    before: Mapping[str, Any] = {}
    for one in told:
        if one.step != wanted.STEP.slug:
            continue
        if one.save_id not in began and calls_for_route(one.data, before):
            shown.append(one.at)
        before = one.data
    return shown


def ends_words(ends_on: date, today: date) -> str:
    """When a restriction ends or ended. Nothing ends it but the day; nothing renews it but a version."""
    words = {
        ENDED: _("Ended %(day)s. Not renewed."),
        ENDS_THIS_WEEK: _("Ends this week, on %(day)s"),
        ENDS_LATER: _("Ends %(day)s"),
    }
    return str(words[when_it_ends(ends_on, today)]) % {"day": short_date_words(ends_on)}


def state_words(found: Decision) -> str:
    """Where a decision stands; one that was sealed before says that its last version still stands."""
    if found.is_open and found.versions:
        return str(
            _(
                "in conversation for version %(next)s; version %(last)s stands sealed",
                next=found.next_number,
                last=found.versions,
            )
        )
    return str(STATES[found.state])


def draft_lines(
    found: Decision, kept: Sequence[tuple[str, datetime]]
) -> list[tuple[str, str, str]]:
    """Typing that was not saved: the screen, when in words, and its address."""
    titles = {step.slug: fill(step.title, found.names) for step in RECORD.steps}
    here = url_for("decision.home", ref=found.ref)
    beside = {s.slug: f"{here}/{j.slug}" for j in (REVIEW, SINCE) for s in j.steps}
    return [
        (titles.get(step, place), moment_words(at), f"{beside.get(step, here)}/{place}")
        for place, at in kept
        for step in [place.split("/")[0]]
    ]


def sealed_words(one: SealedLately) -> tuple[str, str]:
    """That a version was sealed and when, and how its copies are."""
    sealed = _(
        "Version %(number)s sealed %(when)s",
        number=one.decision.versions,
        when=moment_words(one.sealed_at),
    )
    if one.copies_failed:
        return str(sealed), str(_("A copy could not be made"))
    copies = _("Copies are being made") if one.copies_waiting else _("Copies are ready")
    return str(sealed), str(copies)


def last_step(found: Decision) -> Step | None:
    """The numbered screen that was last written on; none where nothing was yet."""
    numbered = (step for part in CONVERSATION.parts for step in part.steps)
    hosts = {name: s for s in numbered for name in s.slugs}
    return hosts.get(found.changed_step)


def next_words(found: Decision, entries: Entries) -> str:
    """Where a conversation would go on, as its own page says it."""
    if found.is_in_review:
        return str(_("Being reviewed"))
    step = next_step(found, entries)
    return str(_("Next: %(step)s", step=fill(step.title, found.names)))


def last_words(found: Decision) -> str:
    """Where a conversation was last written in, and when."""
    step = last_step(found)
    if step is None and found.changed_at > found.made_at:
        return str(_("Last written in %(when)s", when=moment_words(found.changed_at)))
    if step is None:
        return str(_("Begun %(when)s", when=moment_words(found.made_at)))
    return str(
        _(
            "Last: %(step)s, %(when)s",
            step=fill(step.title, found.names),
            when=moment_words(found.changed_at),
        )
    )
