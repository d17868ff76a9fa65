"""Paid support or a restriction, before anything of the person's own."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import STRENGTHS_FIRST
from riskapp.decision.steps.what_would_help import MITIGATIONS
from riskapp.platform.i18n import _

FROM_SERVICES = ("paid", "restriction")
OWN = ("own", "people", "community")


class ServicesFirst(Prompt):
    id = "services-first"
    reason = _(
        "What somebody does already, and the people around, are asked about before paid support. "
        "They are there on the days that services are not."
    )
    source = STRENGTHS_FIRST
    fires_on = Example().helps("A paid companion on the walk", "paid", takes_away="Going alone.")
    silent_on = (
        Example()
        .helps("She takes her stick and her telephone", "own")
        .helps("A paid companion on the walk", "paid", takes_away="Going alone.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        rungs = {one.rung for one in talk.mitigations}
        if rungs.isdisjoint(FROM_SERVICES) or not rungs.isdisjoint(OWN):
            return None
        return self.say(
            talk,
            _("What does %(name)s do already?", name=talk.name),
            _(
                "What would help begins with paid support or a restriction. Nothing here is "
                "%(name)s’s own way yet, or comes from people around.",
                name=talk.name,
            ),
            Place(
                "what-would-help",
                _("Write it down"),
                anchor=MITIGATIONS.slug,
                collection=MITIGATIONS.slug,
            ),
        )
