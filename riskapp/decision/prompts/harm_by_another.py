"""Harm by another person, written down as a worry or a choice."""

from __future__ import annotations

from collections.abc import Iterator

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import HARM_IS_NOT_CHOICE
from riskapp.library.queries import get_words
from riskapp.platform.i18n import LazyString, _


class HarmByAnother(Prompt):
    """Says where it was written and never quotes it: the screen may be in front of anybody."""

    id = "harm-by-another"
    reason = _(
        "Harm by another person is not a choice of the one who is harmed, and not a risk to weigh. "
        "There is a safeguarding route for it, and this conversation can go on beside it."
    )
    source = HARM_IS_NOT_CHOICE
    fires_on = (
        Example("Ken")
        .wants("Stay with my brother.")
        .feared(NOW, "He shouts at me when I ring anyone.")
    )
    silent_on = (
        Example("Ken")
        .wants("Stay with my brother.")
        .feared(NOW, "He shouts at the football and I can’t sleep.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if _was_asked(talk):
            return None
        words = get_words("harm-by-another")
        where = next((where for where, text in _written(talk) if words.find(text)), None)
        if where is None:
            return None
        return self.say(
            talk,
            _("A time to talk alone?"),
            _(
                "Something written under “%(where)s” may be about what another person does. "
                "It may be nothing of the kind; it is worth a quiet question to %(name)s.",
                where=where,
                name=talk.name,
            ),
            Place(
                "decision",
                _("See the safeguarding route"),
                anchor="pressure-1",
                endpoint="safeguarding.route",
            ),
        )


def _was_asked(talk: Conversation) -> bool:
    """Where somebody spoke of pressure or opened the door for it, the route was shown already."""
    opened = any(state for door, state, _note in talk.doors if door.slug == "pressure")
    return opened or talk.decision.get("pressure") in ("yes", "not-sure")


def _written(talk: Conversation) -> Iterator[tuple[str | LazyString, str]]:
    yield _("What %(name)s wants", name=talk.name), talk.choice
    yield _("Why now?"), str(talk.decision.get("why_now", ""))
    for option in talk.options:
        yield from ((option.heading, one.text) for one in option.consequences)
    for one in talk.differences:
        yield _("Who sees it differently"), str(one.get("view", ""))
    for key in ("decided", "because", "weight"):
        yield _("What was decided"), str(talk.decided.get(key, ""))
