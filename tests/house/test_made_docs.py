"""docs/prompts.md says what the code says."""

from __future__ import annotations

from riskapp.decision.prompts import PROMPTS
from scripts.make_prompts_doc import PAGE, page


def test_the_page_of_prompts_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run .venv/bin/python scripts/make_prompts_doc.py"
    )


def test_the_page_tells_both_examples_of_every_prompt() -> None:
    written = page()
    for prompt in PROMPTS:
        assert f"`{prompt.id}`" in written
        for line in prompt.fires_on.lines() + prompt.silent_on.lines():
            assert line in written
        assert prompt.fires_on.lines() != prompt.silent_on.lines()
