"""What could still happen, said of one option and not of another."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import STATUS_QUO
from riskapp.decision.steps.what_would_help import STILL
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot


class StillOneOnly(Prompt):
    id = "still-one-only"
    reason = _(
        "Something could still happen whichever is chosen. Said of one way only, the other looks "
        "as if it held no worry at all."
    )
    source = STATUS_QUO
    fires_on = Example().still(DOING, "She could still slip, and wait a while for help.")
    silent_on = (
        Example()
        .still(DOING, "She could still slip, and wait a while for help.")
        .still(NOW, "She could still fall on the stairs, and lose heart.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        said = next((option for option in talk.options if option.still_text), None)
        unsaid = next((option for option in talk.options if not option.still_text), None)
        if said is None or unsaid is None:
            return None
        return self.say(
            talk,
            _("What could still happen, “%(option)s”?", option=unsaid.heading),
            _(
                "What could still happen is said of “%(other)s”, and not yet of “%(option)s”.",
                other=said.heading,
                option=unsaid.heading,
            ),
            Place(
                "what-would-help",
                _("Talk about it"),
                anchor=STILL.prefix(AddSlot(unsaid.id)).rstrip("-"),
                collection=STILL.slug,
            ),
        )
