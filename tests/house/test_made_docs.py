"""The pages of docs/ that are made from the declarations say what the code says."""

from __future__ import annotations

import json

import jsonschema
import pytest

from riskapp.decision.layouts import layout_of
from riskapp.decision.prompts import PROMPTS
from riskapp.decision.prompts.examples import Example
from riskapp.decision.transfer import FORMAT
from riskapp.platform.versions.rows import pattern
from scripts import forms_map, prompts_doc, record_schema
from scripts.make_docs import MADE
from tests.journeys.holding import NAMES, story
from tests.records.marked import marked_rows
from tests.records.reading import pdf_of, squeezed, text_of_pdf


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.PAGE.name)
def test_a_page_is_what_the_code_says(made: object) -> None:
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), (  # type: ignore[attr-defined]
        "run .venv/bin/python -m scripts.make_docs"
    )


def test_the_page_of_prompts_tells_both_examples_of_every_prompt() -> None:
    written = prompts_doc.page()
    for prompt in PROMPTS:
        assert f"`{prompt.id}`" in written
        for line in prompt.fires_on.lines() + prompt.silent_on.lines():
            assert line in written
        assert prompt.fires_on.lines() != prompt.silent_on.lines()
        assert all((prompt.fires_on.lines(), prompt.silent_on.lines())), (
            f"an example of {prompt.id} tells nothing: tell its answers in decision/prompts/examples.py"
        )


def test_an_example_tells_an_answer_of_any_step() -> None:
    """Of those that an example has no words of its own for, too."""
    example = Example().says("if-it-goes-wrong", first_sign="He is late.")
    example.says("what-was-decided", decided="He walks.", because="He said so.")
    example.item("contacts", name="Joan")
    assert example.lines() == [
        "What was decided: He walks.",
        "Who decided it, or why did it end so? He said so.",
        "What would be the first sign of trouble? He is late.",
        "Who to ring Joan",
    ]


def test_every_situation_is_a_record_by_the_schema() -> None:
    held = json.loads(record_schema.page())
    for name in NAMES:
        jsonschema.validate(story(name), held)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": FORMAT, "person": {"called_by": "Ada"}}, held)


# -- the published forms ---------------------------------------------------------------------------

FORMS = forms_map.read_forms()
FIELDS = [f"{code}.{n}" for code, form in FORMS.items() for n in range(1, len(form["fields"]) + 1)]
# Of what happened, and in no record: see tests/learning/test_care.py and review/test_report.py.
AFTERWARDS = ("T4.", "T5.", "T6.")


def test_every_field_of_the_published_forms_has_a_home_in_a_record_and_in_its_pdf() -> None:
    rows, homes = marked_rows(), forms_map.homes()
    printed = squeezed(text_of_pdf(pdf_of(layout_of("full"), rows)))
    found = {pattern(i) for i, row in rows.items() if squeezed(str(row["shown"])) in printed}
    of_a_record = [field for field in FIELDS if not field.startswith(AFTERWARDS)]
    lost = [field for field in of_a_record if not found & set(homes.get(field, ()))]
    assert not lost


def test_no_question_answers_a_field_that_no_form_has() -> None:
    assert set(forms_map.homes()) <= set(FIELDS)
