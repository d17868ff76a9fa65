"""Whose worry it is, and whether anybody else has one."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.one_sided import box
from riskapp.decision.prompts.sources import SEVERAL_VIEWS, WHOSE_WORRY
from riskapp.decision.rules import HARM
from riskapp.decision.said import Consequence
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.platform.i18n import _

NEXT = 3  # worries without a name that are quoted as the next, beside the one that is asked about


def _worries(talk: Conversation) -> list[Consequence]:
    return [one for one in talk.consequences if one.side == HARM]


def _whose(one: Consequence) -> str:
    return str(one.entry.get("worry_of", "")).strip()


class WhoseWorry(Prompt):
    id = "whose-worry"
    reason = _(
        "Worries of different people are never put together. Knowing whose it is tells us whom "
        "to ask, and whose mind could change."
    )
    source = WHOSE_WORRY
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .feared(DOING, "Crossing Mill Lane", kind="physical")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .feared(DOING, "Crossing Mill Lane", kind="physical", worry_of="Joan")
        .feared(NOW, "I’d miss it all.", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        nameless = [c for c in _worries(talk) if not c.is_own_words and not _whose(c)]
        if not nameless:
            return None
        one, *others = nameless
        said = _("“%(words)s” has no name beside it. Is it %(name)s’s, somebody close’s or yours?")
        if others:
            said = _(
                "“%(words)s” has no name beside it. Is it %(name)s’s, somebody close’s or yours? "
                "Asked next: %(others)s"
            )
        next_ones = "; ".join(f"“{quote(c.text)}”" for c in others[:NEXT])
        more = "; …" if others[NEXT:] else ""
        told = {"words": quote(one.text), "name": talk.name, "others": next_ones + more}
        return self.say(
            talk,
            _("Whose worry is it?"),
            str(said) % told,
            Place.of(BOTH_SIDES, CONSEQUENCES, one.id, _("Say whose"), "worry_of"),
        )


class OnePersonsWorries(Prompt):
    id = "one-persons-worries"
    reason = _(
        "When every worry comes from one side, the page shows that side. %(name)s may worry about "
        "something else, or not at all, and either is worth knowing."
    )
    source = SEVERAL_VIEWS
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .feared(DOING, "Could fall on the towpath", worry_of="Joan")
        .feared(DOING, "Crossing Mill Lane", worry_of="Joan")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .feared(DOING, "Could fall on the towpath", worry_of="Joan")
        .feared(NOW, "I’d miss it all.", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        worries = _worries(talk)
        whose = {_whose(one).casefold() for one in worries}
        alone = (
            len(worries) > 1 and len(whose) == 1 and whose.isdisjoint({"", talk.name.casefold()})
        )
        if not alone or any(one.is_own_words for one in worries):
            return None
        return self.say(
            talk,
            _("What does %(name)s worry about?", name=talk.name),
            _(
                "Every worry here so far is of one person: %(who)s. Is there anything %(name)s "
                "worries about?",
                who=_whose(worries[0]),
                name=talk.name,
            ),
            box(talk.options[0], HARM),
        )
