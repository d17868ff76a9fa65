"""Somebody else who could be hurt, while the door for that has not been opened."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import LIAM
from riskapp.decision.rules import HARM
from riskapp.decision.said import Consequence
from riskapp.library.queries import get_words
from riskapp.platform.i18n import _

DOOR = "someone_else"


class SomeoneElse(Prompt):
    id = "someone-else"
    reason = _(
        "A choice is one’s own as far as it touches oneself. Who else it could touch deserves to "
        "be told, and heard; their worry is kept apart and never added to %(name)s’s."
    )
    source = LIAM
    fires_on = (
        Example("Leo")
        .wants("I smoke in the evening, in bed.")
        .feared(DOING, "A fire would reach the neighbours.", worry_of="Leo")
    )
    silent_on = (
        Example("Leo")
        .wants("I smoke in the evening, in bed.")
        .feared(DOING, "A fire would reach the neighbours.", worry_of="Leo")
        .feared(NOW, "It would hurt not to see my grandchildren.", said_by="person")
        .says("doors", someone_else="opened")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        door, state, _note = next(found for found in talk.doors if found[0].slug == DOOR)
        if state or talk.is_held(door) or talk.is_spoken_of(door):
            return None
        one = next((c for c in talk.consequences if _touches_another(c, talk.name)), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Could it hurt somebody else?"),
            _(
                "“%(words)s” may touch somebody besides %(name)s. There is a door for that: who, "
                "what they were told and what they say.",
                words=quote(one.text),
                name=talk.name,
            ),
            Place("doors", _("Look at the door"), anchor=DOOR),
        )


def _touches_another(one: Consequence, name: str) -> bool:
    if one.side != HARM:
        return False
    whom = one.to_whom.strip().casefold()
    named = bool(whom) and whom != name.strip().casefold()
    return named or get_words("harm-to-others").find(one.text) is not None
