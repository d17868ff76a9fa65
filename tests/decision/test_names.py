"""What is asked about the person names them: nobody is they where About says he or she."""

from __future__ import annotations

import re

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.steps import deciding_for
from riskapp.people.journeys import ABOUT

PRONOUN = re.compile(r"\b(they|them|their)\b", re.IGNORECASE)
ABOUT_OTHERS = {
    "backed_by",
    "someone_else",
    "spoken_of",
}  # who could be harmed; the answers there may be


def test_the_questions_of_a_step_name_the_person() -> None:
    steps = [s for s in (*CONVERSATION.steps, *ABOUT.steps) if s not in deciding_for.STEPS]
    assert len(steps) > len(deciding_for.STEPS)
    for step in steps:
        for asked in step.form():
            options = [words for _code, words in getattr(asked, "options", ())]
            said = [asked.spec.label, asked.spec.asked_as, asked.spec.hint, *options]
            found = [str(words) for words in said if words and PRONOUN.search(str(words))]
            assert not found or asked.key in ABOUT_OTHERS, (step.slug, asked.key, found)
