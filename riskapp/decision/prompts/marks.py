"""What matters most: nothing marked, or more than three things."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import MAGNETIC
from riskapp.decision.rules import CHOICES_MARKED
from riskapp.platform.i18n import _


def _to_the_marks() -> Place:
    return Place("both-sides", _("Talk about it"), anchor="marks-1")


class NothingMarked(Prompt):
    id = "nothing-marked"
    reason = _(
        "One thing that matters greatly may outweigh many small worries. What matters most to "
        "%(name)s stands first on every page."
    )
    source = MAGNETIC
    fires_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person")
        .feared(NOW, "I’d sit and watch the clock.", said_by="person")
    )
    silent_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person", marked=True)
        .feared(NOW, "I’d sit and watch the clock.", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if len(talk.consequences) < 2 or talk.marks:  # noqa: PLR2004 (one thing needs no choosing)
            return None
        return self.say(
            talk,
            _("What matters most to %(name)s?", name=talk.name),
            _(
                "Nothing on either side is marked as mattering most yet. %(name)s can mark up to "
                "three.",
                name=talk.name,
            ),
            _to_the_marks(),
        )


class MoreThanThreeMarked(Prompt):
    id = "more-than-three-marked"
    reason = _(
        "Everything marked is kept. Where nearly everything stands first, nothing does, and what "
        "matters most to %(name)s is harder to see."
    )
    source = MAGNETIC
    fires_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person", marked=True)
        .hoped(DOING, "Derek and the others", said_by="person", marked=True)
        .feared(NOW, "I’d sit and watch the clock.", said_by="person", marked=True)
        .feared(NOW, "My legs would go.", said_by="person", marked=True)
    )
    silent_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person", marked=True)
        .hoped(DOING, "Derek and the others", said_by="person", marked=True)
        .feared(NOW, "I’d sit and watch the clock.", said_by="person", marked=True)
        .feared(NOW, "My legs would go.", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if len(talk.marks) <= CHOICES_MARKED:
            return None
        return self.say(
            talk,
            _("If it could only be three?"),
            _(
                "More than three things are marked as mattering most, and all of them are kept. "
                "Would %(name)s like to choose three?",
                name=talk.name,
            ),
            _to_the_marks(),
        )
