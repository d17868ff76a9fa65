"""What a conversation asks of people: an everyday choice little, a hard one no more than it must."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.steps import deciding_for
from riskapp.decision.steps.deciding_for import FoundToLack
from riskapp.library.rules import JURISDICTIONS
from riskapp.platform.db import Database
from riskapp.platform.wizard import Step
from tests.app import SUNITA, Client, make_app
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.effort import Counting
from tests.journeys.holding import hold, story

MOST_SCREENS = 30
ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def _held(db: Database, tmp_path: Path, name: str) -> Counting:
    counting = Counting(ClientTypist(Client(make_app(db, tmp_path)).sign_in(SUNITA)))
    hold(counting, story(name))
    return counting


@ONE_DATABASE
def test_an_everyday_choice_takes_six_screens_and_fifteen_answers(
    db: Database, tmp_path: Path
) -> None:
    held = _held(db, tmp_path, "everyday")
    assert len(held.screens) == 6, (
        "a step without applies= is one more screen for everybody: let a door open it, or decide it (ADR 8)"
    )
    assert len(held.answers) <= 15


@pytest.mark.parametrize("nation", JURISDICTIONS)
def test_the_whole_conversation_takes_at_most_thirty_screens(nation: str) -> None:
    """With every door open: what is asked there of everybody, and by its own law of deciding for them."""
    met = [s.slug for s in CONVERSATION.steps if is_met_in(nation, s)]
    assert len(met) <= MOST_SCREENS, (
        f"{len(met)} screens can be met in one conversation in {nation}, {MOST_SCREENS} are the most: ask "
        f"the new questions in a step there is, or put two of them together ({', '.join(met)})"
    )


def is_met_in(nation: str, step: Step) -> bool:
    """Whether a conversation under the law of a nation can come to it."""
    return not isinstance(step.applies, FoundToLack) or nation in step.applies.places


def test_no_step_asks_what_another_asks() -> None:
    """Items ask their own "Who?"; what is asked once of a conversation is asked on one screen."""
    one_law = [step for step in CONVERSATION.steps if step not in deciding_for.STEPS[1:]]
    asked = [str(f.spec.label) for step in one_law for f in step.form()]
    repeated = {words for words, times in Counter(asked).items() if times > 1}
    assert repeated == {"What is it opened for, or why not now?"}  # beside each door
