"""One side empty while another is not: three questions, the same of every option."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt
from riskapp.decision.prompts.sources import EQUAL_DETAIL, LIAM, MORGAN
from riskapp.decision.rules import BENEFIT, HARM
from riskapp.decision.said import Option
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.platform.i18n import _
from riskapp.platform.wizard import AddSlot


def box(option: Option, side: str) -> Place:
    """The box of an option where the hoped for, or the feared, is written."""
    slot = AddSlot(option.id, side)
    return Place(
        "both-sides",
        _("Talk about it"),
        anchor=CONSEQUENCES.anchor(slot),
        collection=CONSEQUENCES.slug,
    )


class OneOptionEmpty(Prompt):
    id = "one-option-empty"
    reason = _(
        "Each way has something to gain and something to lose, and carrying on as now is one of "
        "the ways. Seen beside each other, they can be weighed."
    )
    source = EQUAL_DETAIL
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "My beans, my air.", said_by="person")
        .feared(DOING, "Could fall on the towpath", worry_of="Joan")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "My beans, my air.", said_by="person")
        .feared(NOW, "I’d sit and watch the clock.", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        spoken_of = next((option for option in talk.options if option.consequences), None)
        silent = next((option for option in talk.options if not option.consequences), None)
        if spoken_of is None or silent is None:
            return None
        return self.say(
            talk,
            _("And “%(option)s”?", option=silent.heading),
            _(
                "Something has been said about “%(other)s”. Nothing has been said yet about "
                "“%(option)s”: what is good about it, and what could go wrong or be lost.",
                other=spoken_of.heading,
                option=silent.heading,
            ),
            box(silent, HARM if silent.is_now else BENEFIT),
        )


class OnlyHopedFor(Prompt):
    id = "only-hoped-for"
    reason = _(
        "Supporting a choice means talking about what could go wrong as well, so that there can "
        "be a plan for it. Silence protects nobody."
    )
    source = LIAM
    fires_on = (
        Example("Leo")
        .wants("I smoke in the evening, in bed. It is my evening.")
        .hoped(DOING, "My evening is my own.", said_by="person")
    )
    silent_on = (
        Example("Leo")
        .wants("I smoke in the evening, in bed. It is my evening.")
        .hoped(DOING, "My evening is my own.", said_by="person")
        .feared(DOING, "Ash on the bedding while I am asleep", worry_of="Leo")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        option = next((o for o in talk.options if o.hoped_for and not o.feared), None)
        if option is None:
            return None
        title = _("What would be lost?") if option.is_now else _("What could go wrong?")
        return self.say(
            talk,
            title,
            _(
                "“%(option)s” has what is good about it, and no worry or loss beside it yet.",
                option=option.heading,
            ),
            box(option, HARM),
        )


class OnlyFeared(Prompt):
    id = "only-feared"
    reason = _(
        "A worry can only be weighed beside what it would be worth. What somebody hopes for, or "
        "what is good as it is, has the same room as what might go wrong."
    )
    source = MORGAN
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .feared(DOING, "Could fall on the towpath", worry_of="Joan")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "My beans, my air.", said_by="person")
        .feared(DOING, "Could fall on the towpath", worry_of="Joan")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        option = next((o for o in talk.options if o.feared and not o.hoped_for), None)
        if option is None:
            return None
        title = _("What is good as it is?") if option.is_now else _("What would be good about it?")
        return self.say(
            talk,
            title,
            _(
                "“%(option)s” has what could go wrong or be lost, and nothing good beside it yet.",
                option=option.heading,
            ),
            box(option, BENEFIT),
        )
