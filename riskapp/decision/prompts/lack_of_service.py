"""Money or a service that is not there, written down as if it were a choice."""

from __future__ import annotations

from collections.abc import Iterator

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import LACK_IS_NOT_CHOICE
from riskapp.decision.steps.what_would_help import NOT_FOUND
from riskapp.library.queries import get_words
from riskapp.platform.i18n import _


class LackAsChoice(Prompt):
    id = "lack-as-choice"
    reason = _(
        "Where the only ways open are poor ones, nobody chose that. What was looked for and not "
        "found, once written down, can reach those who plan and pay for services."
    )
    source = LACK_IS_NOT_CHOICE
    fires_on = (
        Example("Ade")
        .wants("I’ll stop going to choir.")
        .says("what-was-decided", decided="Ade stays in. There is no transport on Thursdays.")
    )
    silent_on = (
        Example("Ade")
        .wants("I’ll stop going to choir.")
        .feared(NOW, "I can’t afford to lose my Thursdays.")
        .hoped(DOING, "No more waiting about in the cold.")
        .says("what-was-decided", decided="Ade stays in on Thursdays and sings on Sundays.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if talk.not_found:
            return None
        words = get_words("lack-of-service")
        found = next((s for text in _written(talk) if (s := words.find(text))), None)
        if found is None:
            return None
        return self.say(
            talk,
            _("Is it a choice, or something missing?"),
            _(
                "“%(words)s” may be about money or a service that is not there. If so, it can "
                "stand under looked for, not found, and not as %(name)s’s choice.",
                words=quote(found),
                name=talk.name,
            ),
            Place(
                "what-would-help",
                _("Write it down"),
                anchor=NOT_FOUND.slug,
                collection=NOT_FOUND.slug,
            ),
        )


def _written(talk: Conversation) -> Iterator[str]:
    yield talk.choice
    yield from (str(talk.decided.get(key, "")) for key in ("decided", "because", "weight"))
    for option in talk.options:
        yield from (str(option.entry.get(key, "")) for key in ("title", "what"))
        yield from (one.text for one in option.consequences)
    yield from (str(one.get("wont", "")) for one in talk.positions)
    yield from (one.what for one in talk.mitigations)
