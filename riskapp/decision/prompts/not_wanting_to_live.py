"""Words about ending one's life, written down like any other worry."""

from __future__ import annotations

from collections.abc import Iterator

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import ASK_PLAINLY
from riskapp.library.queries import get_words
from riskapp.platform.i18n import LazyString, _


class NotWantingToLive(Prompt):
    """Says where it was written and never quotes it, as with harm by another: the person may be reading
    along. What was done about it, once written, answers it.
    """

    id = "not-wanting-to-live"
    reason = _(
        "Asking somebody plainly whether they think of ending their life puts no such thought there, "
        "and can bring help. It may also say how hard life is as it is now: that belongs here too."
    )
    source = ASK_PLAINLY
    fires_on = (
        Example("Marian")
        .wants("My own bungalow, and Alan.")
        .feared(NOW, "She says she will end her life.")
    )
    silent_on = (
        Example("Marian")
        .wants("My own bungalow, and Alan.")
        .feared(NOW, "She says it is the end of her life with Alan.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if talk.decision.get("done_about"):
            return None
        words = get_words("not-wanting-to-live")
        where = next((where for where, text in _written(talk) if words.find(text)), None)
        if where is None:
            return None
        return self.say(
            talk,
            _("Was it asked about plainly?"),
            _(
                "Something written under “%(where)s” may be about not wanting to live. Ask %(name)s "
                "today, and say with “Is anyone in danger now?” what was done about it.",
                where=where,
                name=talk.name,
            ),
            Place(
                "decision",
                _("See what helps, and whom to ring"),
                anchor="danger-1",
                endpoint="safeguarding.route",
            ),
        )


def _written(talk: Conversation) -> Iterator[tuple[str | LazyString, str]]:
    yield _("What %(name)s wants", name=talk.name), talk.choice
    yield _("Why now?"), str(talk.decision.get("why_now", ""))
    for option in talk.options:
        yield from ((option.heading, one.text) for one in option.consequences)
        yield option.heading, option.still_text
    for one in talk.differences:
        yield _("Who sees it differently"), str(one.get("view", ""))
