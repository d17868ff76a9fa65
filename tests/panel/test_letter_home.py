"""Whether it is asked if a letter is safe to send home: where somebody may have to be protected."""

from __future__ import annotations

import pytest

from riskapp.decision.asked_before import said_before
from riskapp.decision.conversation import Conversation
from riskapp.panel.presenters import is_protected
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.versions.rows import Rows, row

NUMBER = {"record.version": row("Version", 1, "1")}


def asks(last: Rows, **said: dict[str, str]) -> bool:
    entries = Entries(tuple(Entry(step, step, data) for step, data in said.items()))
    return is_protected(Conversation(entries, "Leo", said_before(NUMBER | last)))


@pytest.mark.parametrize(
    ("asked", "code"), [("read-back.safe_home", "no"), ("decision.pressure", "not-sure")]
)
def test_what_is_asked_again_and_not_answered_counts_as_it_was_last_answered(
    asked: str, code: str
) -> None:
    step, _dot, key = asked.partition(".")
    last = {asked: row("Asked", code, "Said")}
    assert asks({}, **{step: {key: code}})
    assert not asks({})
    assert asks(last)
    assert not asks(last, **{step: {key: "yes" if key == "safe_home" else "no"}})
    told = {f"record.before_{key}": row("Asked", [1, code], "Said")}
    assert asks(told)
