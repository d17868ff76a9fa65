"""A conversation about somebody, with nothing in it that they said."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import PERSON_FIRST
from riskapp.platform.i18n import _


class OwnWords(Prompt):
    id = "own-words"
    reason = _(
        "What somebody wants is best known in their own words. Where words are hard, what their "
        "face, hands or habits said counts as well."
    )
    source = PERSON_FIRST
    fires_on = Example().feared(DOING, "Could fall on the towpath", said_by="other")
    silent_on = (
        Example().wants("I want to see my beans up.").feared(DOING, "Could fall on the towpath")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        begun = talk.consequences or talk.mitigations or talk.decided
        if not begun or _has_own_words(talk):
            return None
        return self.say(
            talk,
            _("What does %(name)s say?", name=talk.name),
            _(
                "Nothing here is in %(name)s’s own words yet, though something has been written "
                "about it.",
                name=talk.name,
            ),
            Place("decision", _("Write it down"), anchor="choice"),
        )


def _has_own_words(talk: Conversation) -> bool:
    return bool(
        talk.choice
        or talk.if_wrong.get("treated")
        or talk.read_back.get("disagrees")
        or any(one.is_own_words for one in talk.consequences)
    )
