"""Care for people: every line of the restorative checklist has a place, and what is said there is shown."""

from __future__ import annotations

import re

from riskapp.learning.steps import account, what_we_learned
from riskapp.learning.steps.care import CARED_FOR, FIRST, STEP
from scripts import forms_map
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import tell
from tests.page import words

AFTER_THE_EVENT = {step.slug: step.form for step in (account.STEP, what_we_learned.STEP)}


def _said(form: object) -> dict[str, str]:
    """An answer for each question: a marker, the first choice, a day."""
    said: dict[str, str] = {}
    for asked in form:  # type: ignore[attr-defined]
        if asked.spec.json == "day":
            said |= dict(zip(asked.posted_names, ("11", "11", "2026"), strict=True))
        elif asked.spec.json in ("code", "codes"):
            said[asked.key] = asked.options[0][0]
        else:
            said[asked.key] = f"marker{asked.key}"
    return said


@POSTGRESQL_SELDOM
def test_every_line_of_the_checklist_has_a_home_that_is_shown_where_it_is_read(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    item, goals = _said(CARED_FOR.item_form()), _said(STEP.form())
    first = {f"cared-for..-{key}": item[key] for key in FIRST}
    told.say("care", **first, **goals)
    links = [e.get("href", "") for e in as_sunita.get(f"{told.home}/care").tree.iter("a")]
    (there,) = [link for link in links if "/cared-for/" in link]
    told.say(there.removeprefix(f"{told.home}/"), **item)
    home = words(as_sunita.get(told.home).tree.find(".//main"))
    places = {
        f"{slug}.{asked.key}": " ".join(asked.shown(asked.kept).split())
        for slug, form in (
            (CARED_FOR.slug, CARED_FOR.item_form(raw=list(item.items()))),
            (STEP.slug, STEP.form(raw=list(goals.items()))),
        )
        for asked in form
    }
    assert [place for place, shown in places.items() if shown not in home] == []
    homes = forms_map.homes()
    lines = [f"T4.{n}" for n in range(1, len(forms_map.read_forms()["T4"]["fields"]) + 1)]
    assert [line for line in lines if not homes.get(line, {}).keys() & places.keys()] == []


@POSTGRESQL_SELDOM
def test_the_four_questions_after_the_event_are_read_where_it_is_written_down(
    as_sunita: Client, walk: str
) -> None:
    told = tell(as_sunita, walk)
    said = {slug: _said(form()) for slug, form in AFTER_THE_EVENT.items()}
    for slug, answers in said.items():
        told.say(slug, **answers)
    home = words(as_sunita.get(told.home).tree.find(".//main"))
    shown = {
        f"{s}.{k}" for s, answers in said.items() for k, words in answers.items() if words in home
    }
    homes = forms_map.homes()
    assert [n for n in range(1, 5) if not homes[f"T5.{n}"].keys() & shown] == []


def test_nobody_is_called_what_the_checklist_calls_them() -> None:
    asked = [f for form in (CARED_FOR.item_form, STEP.form) for f in form()]
    told = " ".join(
        [str(w) for f in asked for w in (f.asks, f.hint, *dict(getattr(f, "options", [])).values())]
    )
    assert not re.search(r"victim|remorse|forgive", told, re.IGNORECASE)
