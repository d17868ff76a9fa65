"""Advice from the open views to the decision, as those in it live it."""

from __future__ import annotations

from tests.panel.advice.conftest import begin, home, say, shown
from tests.panel.sitting.conftest import Panel


def test_from_the_views_to_the_decision(written: Panel) -> None:
    chair, sunita = written.chair, written.sunita
    page = shown(written.tomos.client, home(written.tomos))
    for told in ("Backed, with conditions", "She knows the way", "Not alone, while the path"):
        assert told in page, told
    say(chair, "giving", action="give")
    page = shown(chair.client, home(chair))
    assert "It stands as it was given" in page
    assert "Declared an interest, and did not advise: Nurse, Northmoor" in page
    decision = shown(sunita, f"/decisions/{written.decision}")
    for told in ("Backed, with conditions", "Not alone, while the path is dark.", "Social worker"):
        assert told in decision, told
    assert "Grace" not in decision
    assert begin(chair) == 303  # a further one
