"""docs/material.md: which answers a backing rests on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from riskapp.decision.aloud import questions_of
from riskapp.decision.journeys import CONVERSATION
from riskapp.platform.forms.filling import fill
from riskapp.platform.wizard import Step

PAGE = Path(__file__).parents[1] / "docs" / "material.md"
NAMES = {"name": "NAME", "law": "the law"}

OPENING = """\
# What a backing rests on

A panel or a manager backs a decision as it stood. When a later version is sealed and an answer under
“asks to be looked at again” is not what it was, or something in such a list is new or gone, the decision
says that an earlier version was backed, shows what changed word by word, and asks for that alone to be
looked at again. An answer under “does not” leaves a backing as it is: it says who somebody is, how to
reach them, how the record was kept, how it went, or what another answer says already. A review, what was
said since and what others advised are no part of what was backed.

A question is material until its declaration says `material=False`
(`riskapp/platform/forms/spec.py`). This page is made by `scripts/make_docs.py`, and a test holds it
to the declarations: whoever adds a question reads here what it means for a backing.
"""


def page() -> str:
    return "\n".join([OPENING, *(line for step in CONVERSATION.steps for line in _about(step))])


def _about(step: Step) -> Iterator[str]:
    told: dict[bool, list[str]] = {True: [], False: []}
    for key, asked in questions_of(step):
        question = fill(asked.spec.asked_as or asked.spec.label, NAMES)
        told[asked.spec.is_material].append(f"{question} (`{key}`)")
    yield f"## {fill(step.title, NAMES)}\n"
    for is_material, words in ((True, "Asks to be looked at again"), (False, "Does not")):
        yield f"{words}: {' · '.join(told[is_material]) or 'nothing'}.\n"
