"""docs/forms-map.md: where each field of the published forms finds its home."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from riskapp.decision.facts import QUESTIONS
from riskapp.decision.journeys import RECORD
from riskapp.learning.journeys import TELLING
from riskapp.learning.review.journeys import REVIEWING
from riskapp.people.journeys import ABOUT
from riskapp.platform.forms.fields import Asked
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString
from riskapp.platform.wizard.steps import Journey

DOCS = Path(__file__).parents[1] / "docs"
PAGE, FORMS = DOCS / "forms-map.md", DOCS / "forms.toml"
NAMES = {"name": "NAME"}

# What is known of a record without being asked again; the rest says itself what it answers.
KNOWN: dict[str, tuple[str, ...]] = {
    "called_by": ("T2.1", "T2.10", "T3.1"),
    "own_reference": ("T3.2",),
    "sealed_at": ("T2.11",),
    "sealed_by": ("T1.27", "T2.14"),
}

OPENING = """\
# Published forms, and where their fields live

Every numbered field of these forms that belongs to a decision has a place in a riskapp record and in
its full PDF. A place is a row of a sealed version: `step.question`, or `list.question` for each item
of a list. Numbers that a form asks for (how likely, how serious) find a home in words. T4 to T6 are
about what happened afterwards: their fields live in what is written down of that, and are read on its
page, or in a learning review, and are read in its report.

This page is made by `scripts/make_docs.py` from the declarations of the questions (`answers=`); a test
holds it to them, fills each place, and finds it in the printed record, on that page or in that report.
"""


def read_forms() -> Mapping[str, Any]:
    return tomllib.loads(FORMS.read_text(encoding="utf-8"))


def homes() -> dict[str, dict[str, str]]:
    """For each field of a form, such as T1.5: its places, each with the question asked there."""
    found: dict[str, dict[str, str]] = {}
    for place, question, answers in _every():
        for field in answers:
            found.setdefault(field, {})[place] = fill(question, NAMES)
    return found


def _every() -> Iterator[tuple[str, LazyString | str, tuple[str, ...]]]:
    for journey in (ABOUT, RECORD, TELLING, REVIEWING):
        for place, asked in _fields(journey):
            yield place, asked.spec.asked_as or asked.spec.label, asked.spec.answers
    for key, answers in KNOWN.items():
        yield f"record.{key}", QUESTIONS[key], answers


def _fields(journey: Journey) -> Iterator[tuple[str, Asked]]:
    for step in journey.steps:
        forms = [(step.slug, step.form), *((c.slug, c.item_form) for c in step.collections)]
        for slug, form in forms:
            yield from ((f"{slug}.{asked.key}", asked) for asked in form())


def page() -> str:
    found = homes()
    return "\n".join(
        [OPENING, *(line for form in read_forms().items() for line in _about(*form, found))]
    )


def _about(
    code: str, form: Mapping[str, Any], found: Mapping[str, Mapping[str, str]]
) -> Iterator[str]:
    yield f"## {code}. {form['title']}\n"
    yield "| | asks | its home |"
    yield "|---|---|---|"
    for number, asks in enumerate(form["fields"], start=1):
        places = found.get(f"{code}.{number}", {})
        said = " · ".join(f"{question} (`{place}`)" for place, question in places.items())
        yield f"| {number} | {asks} | {said} |"
    yield ""
