"""Liberty: what the person says or shows about what they are not free to do."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import LIBERTY_LAW
from riskapp.decision.steps.liberty_and_rights import STEP
from riskapp.platform.i18n import _


class OwnViewOfLiberty(Prompt):
    id = "own-view-of-liberty"
    reason = _(
        "How somebody themselves takes what they are not free to do counts among the facts. "
        "Silence and calm are not a yes by themselves."
    )
    source = LIBERTY_LAW
    fires_on = Example().says("liberty-and-rights", not_free="She cannot open the garden gate.")
    silent_on = Example().says(
        "liberty-and-rights",
        not_free="She cannot open the garden gate.",
        says="Who put that on? I’m not a sheep.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        said = talk.entries.data(STEP.slug)
        if not said.get("not_free") or said.get("says"):
            return None
        return self.say(
            talk,
            _("What does %(name)s say about it?", name=talk.name),
            _(
                "What %(name)s is not free to do is written down. What %(name)s says or shows is not.",
                name=talk.name,
            ),
            Place(STEP.slug, _("Ask, and watch"), anchor="says"),
        )
