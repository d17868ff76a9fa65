"""Which answers the printed record has a place of their own for.

Every other answer a copy carries, a field added since or a whole step, is printed after them as it was
asked, so that nothing said can be missing from paper. Giving one a place means adding its key here.
"""

from __future__ import annotations

from functools import lru_cache

from riskapp.decision.journeys import RECORD
from riskapp.decision.steps.outside import STEP as OUTSIDE
from riskapp.decision.steps.said_since import ADDENDA, Addendum
from riskapp.decision.steps.what_was_decided import OF_DIFFERENCE, OF_POSITION
from riskapp.decision.steps.what_would_help import (
    CARD,
    OF_EACH,
    OF_ENDING,
    OF_GUARD,
    OF_RENEWAL,
    OF_RESTRICTIONS,
    OF_TECHNOLOGY,
)

PLACED: dict[str, frozenset[str]] = {
    "decision": frozenset(
        {
            "choice",
            "title",
            "said_on",
            "said_where",
            "heard_by",
            "why_now",
            "danger",
            "done_about",
            "pressure",
            "alone",
        }
    ),
    "looking-again": frozenset({"why"}),
    "both-sides": frozenset({"marks"}),
    "two-pens": frozenset({"given", "marks", "who", "how"}),
    "what-was-decided": frozenset(
        {"decided", "ways", "whose", "ending", "because", "weight", "decided_on"}
    ),
    "if-it-goes-wrong": frozenset(
        {"first_sign", "steps", "treated", "not_to", "pause", "look_again_on", "look_again_if"}
    ),
    "read-back": frozenset(
        {
            "taking_part",
            "disagrees",
            "could_not",
            "others",
            "safe_home",
            "kept_with",
            "size",
            "with_place",
        }
    ),
    "statement": frozenset({"own", "by", "in_theirs", "composed", "before"}),
    "options": frozenset({"title", "what", "is_now", "is_theirs"}),
    "consequences": frozenset({"text", "kind", "side", "to_whom", "said_by", "worry_of"}),
    "closer": frozenset({"chance", "matters", "soon", "undone", "rests_on", "source"}),
    "mitigations": frozenset(
        {*CARD, *OF_EACH, *OF_TECHNOLOGY, *OF_RESTRICTIONS, *OF_RENEWAL, *OF_ENDING, *OF_GUARD}
    ),
    "placings": frozenset({"happy", "safe", "because"}),
    "still": frozenset({"text"}),
    "not-found": frozenset({"what", "where"}),
    "differences": frozenset({"who", "view", "would_change", "next_step", *OF_DIFFERENCE}),
    "positions": frozenset({"who", "will", "wont", "not_asked", *OF_POSITION}),
    "contacts": frozenset({"name", "number", "when"}),
    "set-aside": frozenset({"prompt", "reason"}),
    ADDENDA.slug: frozenset(asked.key for asked in Addendum()),
    **{one.slug: frozenset(asked.key for asked in one.item_form()) for one in OUTSIDE.collections},
}
DOORS = "doors"  # drawn from the list of doors itself, whatever stands in it


@lru_cache
def _drawn() -> frozenset[str]:
    """The steps that a template of print draws, or a list of, each with all its lists."""
    drawn = [step for step in RECORD.steps if {*step.slugs} & {*PLACED, DOORS}]
    return frozenset(slug for step in drawn for slug in step.slugs)


def has_template(pattern: str) -> bool:
    """Whether a template of print draws the step of this pattern or any of its lists: then what has no
    place in it stands after it, and the step is printed nowhere else.
    """
    return pattern.rpartition(".")[0] in _drawn()


def is_placed(pattern: str) -> bool:
    """Whether a template prints the answers of this pattern, such as `decision.choice`."""
    where, _dot, key = pattern.rpartition(".")
    return where == DOORS or key in PLACED.get(where, ())
