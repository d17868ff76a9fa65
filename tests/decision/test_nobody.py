"""No record asks a question of nobody, and every other stays."""

from __future__ import annotations

from typing import Any

import pytest

from riskapp.decision.conversation import Conversation
from riskapp.decision.layouts import layout_of
from riskapp.decision.presenters.reading_back import not_yet_besides
from tests.records.people import Found, Talking, rows_for
from tests.records.reading import copy_of, twin_of

COVERS, OFFERED = "what does it cover", "was a carer’s assessment offered"


@pytest.mark.parametrize(
    ("step", "said", "question", "is_asked"),
    [
        ("powers", {"kind": "nobody"}, COVERS, False),
        ("powers", {"kind": "advocate", "who": "Ann"}, COVERS, True),
        ("views", {"who": " maureen", "view": "It is my house."}, OFFERED, False),
        ("views", {"who": "Rosa", "view": "She cannot weigh it."}, OFFERED, True),
        ("views", {"view": "Somebody’s."}, OFFERED, True),
    ],
)
def test_only_what_somebody_could_answer_is_not_yet_talked_about(
    step: str, said: dict[str, Any], question: str, is_asked: bool
) -> None:
    talk = Talking()
    talk.say("doors", route="full", capacity="opened")
    talk.say(step, **said)
    full = words_of(twin_of(layout_of("full"), rows_for(Found(), talk.entries)))
    assert (question in full) == is_asked
    shown = copy_of(layout_of("full"), rows_for(Found(), talk.entries)).opened()
    assert any(found.lists for found in shown)


def words_of(html: str) -> str:
    return " ".join(html.split()).lower()


def test_nor_is_it_counted_as_still_open() -> None:
    def still_open(who: str) -> int:
        talk = Talking()
        talk.say("doors", route="full")
        talk.say("views", who=who, view="It is her house.")
        return int(not_yet_besides(Conversation(talk.entries, "Maureen")).split()[0])

    assert still_open("Maureen") == still_open("Rosa") - 1
