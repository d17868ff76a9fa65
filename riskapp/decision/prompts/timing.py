"""Time: what waiting costs, and whether it could be smaller or tried."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import STATUS_QUO, TRIAL
from riskapp.decision.steps.timing import STEP
from riskapp.platform.i18n import _


class WaitingIsNotFree(Prompt):
    id = "waiting-not-free"
    reason = _(
        "Waiting looks like doing nothing, and is a choice like any other: something is lost or "
        "kept open while everybody waits."
    )
    source = STATUS_QUO
    fires_on = Example().says("timing", can_wait="a-while")
    silent_on = Example().says(
        "timing", can_wait="a-while", while_waiting="The plot is given to somebody else."
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        said = talk.entries.data(STEP.slug)
        if said.get("can_wait") not in ("yes", "a-while") or said.get("while_waiting"):
            return None
        return self.say(
            talk,
            _("What happens while it waits?"),
            _(
                "It can wait, it says here. What waiting does to %(name)s is not yet said.",
                name=talk.name,
            ),
            Place(STEP.slug, _("Say what waiting does"), anchor="while_waiting"),
        )


class SmallerOrTried(Prompt):
    id = "smaller-or-tried"
    reason = _(
        "What is hard to undo can often be done for a while first, with the way back kept open."
    )
    source = TRIAL
    fires_on = Example().says("doors", hard_to_undo="opened")
    silent_on = (
        Example()
        .says("doors", hard_to_undo="opened")
        .says("timing", smaller="A month at home, with the room kept.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        opened = any(door.slug == "hard_to_undo" for door, _note in talk.opened_doors)
        if not opened or talk.entries.data(STEP.slug).get("smaller"):
            return None
        return self.say(
            talk,
            _("Could it be tried first?"),
            _(
                "The door for what is hard to undo is open. A smaller step or a trial is not yet "
                "talked about."
            ),
            Place(STEP.slug, _("Talk about a trial"), anchor="smaller"),
        )
