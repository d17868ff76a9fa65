"""What is asked about a panel, and of whoever asks one. Order is meaning, and stands here alone."""

from __future__ import annotations

from collections.abc import Iterable

from riskapp.panel.rules import AFTER_ADVICE, YES, State, Terms, states_for
from riskapp.panel.steps import (
    added_since,
    how_it_sits,
    how_soon,
    inviting,
    letter,
    question,
    reading_pack,
    sending,
    their_part,
    tried,
    what_it_is_for,
    what_it_stands_for,
    who_else,
    who_may_refer,
    who_sits,
    whose_decisions,
    withdrawing,
)
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import _
from riskapp.platform.wizard.steps import Journey, Part

SETTING_UP = Journey(
    slug="setting-up",
    parts=(
        Part(
            _("What it is"),
            (what_it_is_for.STEP, who_may_refer.STEP, whose_decisions.STEP, who_sits.STEP),
        ),
        Part(
            _("How it works"),
            (how_it_sits.STEP, what_it_stands_for.STEP, inviting.STEP, reading_pack.STEP),
        ),
    ),
)

REFERRING = Journey(
    slug="referring",
    parts=(
        Part(
            _("What you ask"),
            (question.STEP, tried.STEP, how_soon.STEP, their_part.STEP, who_else.STEP),
        ),
        Part(_("Sending it"), (sending.STEP,)),
    ),
    beside=(added_since.STEP, withdrawing.STEP, letter.STEP),
)
ASKED = REFERRING.parts[0].steps  # what a panel reads of it
# The same with what was added until papers went out: what is put before the members.
PUT_BEFORE = Journey(
    slug="put-before", parts=(Part(REFERRING.parts[0].title, (*ASKED, added_since.STEP)),)
)

_AFTERWARDS = {
    added_since.STEP.slug: frozenset({State.SENT, State.LISTED}),
    withdrawing.STEP.slug: states_for("withdraw"),
    # Answered or not is read off the decision; the row of a referral knows that it was advised.
    letter.STEP.slug: frozenset(AFTER_ADVICE),
}


def by_list(
    asked: Iterable[tuple[str, str, str]],
) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was put before members, from key, question and words: what its pages ask in one, then each
    thing of a list in one of its own, the first of them under the title of the list.
    """
    titles = {c.slug: str(c.title) for step in PUT_BEFORE.steps for c in step.collections}
    found: dict[str, list[tuple[str, str]]] = {}
    for key, asks, words in asked:
        where = key.rpartition(".")[0]
        found.setdefault(where if "." in where else "", []).append((asks, words))
    return [(titles.pop(where.partition(".")[0], ""), rows) for where, rows in found.items()]


def written_in(slug: str) -> frozenset[str]:
    """The states in which a page of a referral, or one of its lists, can be written in."""
    step = next((step for step in REFERRING.steps if slug in step.slugs), None)
    return _AFTERWARDS.get(step.slug if step else "", frozenset({State.BEING_WRITTEN}))


def states_of(slugs: Iterable[str]) -> frozenset[str]:
    """The states in which all of these can be written."""
    return frozenset(State).intersection(*(written_in(slug) for slug in slugs))


def terms_of(entries: Entries) -> Terms:
    """What a panel is, by all that was said of it. What nobody said is as in a new panel."""
    kept = {key: said for step in SETTING_UP.steps for key, said in entries.data(step.slug).items()}
    for key in ("quorum", "days"):
        if key in kept:
            kept[key] = int(kept[key])
    for key in ("holds_money", "person_is_invited"):
        if key in kept:
            kept[key] = kept[key] == YES
    seats = [{"profession": "", **item.data} for item in entries.items(who_sits.SEATS.slug)]
    return Terms.read({**kept, "seats": seats})
