"""What safeguards take away, when restrictions end, and why nothing less would do."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import EVERY_SAFEGUARD, LESS_RESTRICTIVE, RESTRICTIONS_END
from riskapp.decision.rules import MAY_RESTRICT
from riskapp.decision.said import Mitigation
from riskapp.decision.steps.what_would_help import MITIGATIONS, STEP
from riskapp.platform.i18n import LazyString, _

_DOOR_SENSOR = "A sensor on the front door that wakes the carer"


def at_help(one: Mitigation, key: str) -> Place:
    """A question on the page of one thing that would help."""
    return Place.of(STEP, MITIGATIONS, one.id, _("Write it down"), key)


class MayBeARestriction(Prompt):
    """Asked of help of another sort: what is not called a restriction has no end and no reason asked."""

    id = MAY_RESTRICT
    reason = _(
        "What stops or limits somebody is a restriction whoever does it, also where it is done out of "
        "love. Called one, it is asked what it takes away, when it ends and why nothing less would do."
    )
    source = LESS_RESTRICTIVE
    fires_on = Example("Ruth").helps("The door is locked from outside if Dennis goes out", "people")
    silent_on = Example("Ruth").helps(
        "A friend walks with her so that she is never alone", "people"
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        found = next(iter(talk.may_be_limiting), None)
        if found is None:
            return None
        one, words = found
        return self.say(
            talk,
            _("Does it stop or limit something?"),
            _(
                "“%(words)s” may stop or limit %(name)s. If it does, the sort of help it is can say so: "
                "a restriction.",
                words=quote(words.rstrip(".;")),
                name=talk.name,
            ),
            Place.of(STEP, MITIGATIONS, one.id, _("Say what sort of help it is"), "rung"),
        )


class RestrictionTakesAway(Prompt):
    id = "restriction-takes-away"
    reason = _("Every safeguard costs somebody something. A cost that is said can be made smaller.")
    source = EVERY_SAFEGUARD
    fires_on = Example("Ruth").helps("Front door locked at night", "restriction")
    silent_on = Example("Ruth").helps(
        "Front door locked at night",
        "restriction",
        takes_away="Her look at the stars before bed. Until the clocks change.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        one = next((m for m in talk.restrictions if not m.takes_away), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("What does it take away?"),
            _(
                "“%(what)s” is a restriction. Nobody has said yet what it takes away, from whom "
                "and until when.",
                what=quote(one.what),
            ),
            at_help(one, "takes_away"),
        )


class RestrictionEnd(Prompt):
    id = "restriction-end"
    reason = _(
        "A restriction without an end outlives its reason. With a day to end on, somebody asks "
        "whether it is still wanted."
    )
    source = RESTRICTIONS_END
    fires_on = Example("Ruth").helps(
        "Front door locked at night", "restriction", takes_away="Her look at the stars."
    )
    silent_on = Example("Ruth").helps(
        "Front door locked at night",
        "restriction",
        takes_away="Her look at the stars.",
        ends_on="2027-03-28",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        one = next((m for m in talk.restrictions if m.ends_on is None), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("When does it end?"),
            _("“%(what)s” is a restriction with no day to end on yet.", what=quote(one.what)),
            at_help(one, "ends_on"),
        )


class RestrictionNothingLess(Prompt):
    id = "restriction-nothing-less"
    reason = _(
        "Of the ways to answer a worry, the one that takes least away comes first. Saying why "
        "nothing less would do, and what will make it smaller, keeps the way back open."
    )
    source = LESS_RESTRICTIVE
    fires_on = Example("Ruth").helps(
        "Front door locked at night",
        "restriction",
        takes_away="Her look at the stars.",
        ends_on="2027-03-28",
    )
    silent_on = Example("Ruth").helps(
        "Front door locked at night",
        "restriction",
        takes_away="Her look at the stars.",
        ends_on="2027-03-28",
        nothing_less="The bell did not wake anybody, three nights running.",
        smaller="A louder bell is tried from January.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        open_ones = (m for m in talk.restrictions if not (m.nothing_less and m.smaller))
        one = next(open_ones, None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Would something less do?"),
            self._missing(one),
            at_help(one, "smaller" if one.nothing_less else "nothing_less"),
        )

    @staticmethod
    def _missing(one: Mitigation) -> LazyString:
        """Only what is not said: the other may stand right above."""
        what = quote(one.what)
        if one.nothing_less:
            return _(
                "“%(what)s” is a restriction. It does not say yet what will make it smaller.",
                what=what,
            )
        if one.smaller:
            return _(
                "“%(what)s” is a restriction. It does not say yet why nothing less would do.",
                what=what,
            )
        return _(
            "“%(what)s” is a restriction. It does not say yet why nothing less would do, nor what "
            "will make it smaller.",
            what=what,
        )


class SafeguardTakesAway(Prompt):
    id = "safeguard-takes-away"
    reason = _(
        "Help that comes from outside can take away privacy, practice or company. “Nothing” is a "
        "fair answer, once it was asked."
    )
    source = EVERY_SAFEGUARD
    fires_on = (
        Example("Ruth")
        .helps("Ruth rings her sister at nine", "own")
        .helps(_DOOR_SENSOR, "technology")
    )
    silent_on = (
        Example("Ruth")
        .helps("Ruth rings her sister at nine", "own")
        .helps(
            _DOOR_SENSOR, "technology", takes_away="Nothing, Ruth says; she likes that he knows."
        )
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        from_outside = (m for m in talk.mitigations if m.rung in ("technology", "paid"))
        one = next((m for m in from_outside if not m.takes_away), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Does this help take anything away?"),
            _("“%(what)s” does not say yet what it takes away.", what=quote(one.what)),
            at_help(one, "takes_away"),
        )
