"""docs/prompts.md, from the prompts themselves, examples and all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from riskapp.decision.prompts import PROMPTS, Prompt
from riskapp.platform.forms.filling import fill

PAGE = Path(__file__).parents[1] / "docs" / "prompts.md"

OPENING = """\
# What riskapp notices

Beneath the balance riskapp asks at most three things at a time, the first of those below that
apply. A prompt never stops anybody. “Not relevant here” sets it aside for this conversation and
needs no reason; a reason somebody chooses to write prints in the full record as “we considered…”.
A prompt counts nothing and scores nothing, and is never held against whoever wrote the record.

The date beside a source is when a developer last compared the prompt with it, or with the notes
made from it. Words that are looked for stand in `riskapp/library/content/words/`; they are matched
on the server that runs riskapp, and nothing is sent anywhere.

This page is made by `scripts/make_docs.py`; a test holds it to what the code says.
"""


def page() -> str:
    return "\n".join([OPENING, *(line for prompt in PROMPTS for line in _about(prompt))])


def _about(prompt: Prompt) -> Iterator[str]:
    talk = prompt.fires_on.conversation()
    found = prompt.notice(talk)
    if found is None:
        raise ValueError(f"{prompt.id} is silent on its own example")
    yield f"## {found.title}\n"
    yield f"`{prompt.id}`\n"
    yield f"- **What it says**: {found.noticed}"
    yield f"- **Why we ask**: {fill(prompt.reason, talk.names)}"
    yield f"- **Source**: {found.source}"
    yield f"- **Where its link goes**: “{found.verb}”, step `{found.endpoint or found.step}`\n"
    yield "It asks here:\n"
    yield from (f"> {line}  " for line in prompt.fires_on.lines())
    yield "\nand is content here:\n"
    yield from (f"> {line}  " for line in prompt.silent_on.lines())
    yield ""
