"""Technology that nobody answers for, help that is for nothing, and a renewal without a reason."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, Example
from riskapp.decision.prompts.noticing import Noticed, Prompt, quote
from riskapp.decision.prompts.restrictions import at_help
from riskapp.decision.prompts.sources import EVERY_SAFEGUARD, RESTRICTIONS_END, TRACKED
from riskapp.decision.said import Mitigation
from riskapp.platform.i18n import LazyString, _

_TRACKER = "A tracker on her keys"
_LOCKED = "Front door locked at night"
_STAIRS = "consequences-2"  # the id of what is said first in an example


class TechnologyUnanswered(Prompt):
    id = "technology-unanswered"
    reason = _(
        "A signal helps where somebody comes, and watching somebody is a thing to be agreed to. "
        "Technology that nobody answers looks like help, and is none."
    )
    source = TRACKED
    fires_on = Example("Ruth").helps(_TRACKER, "technology", responds="Her son, within the hour.")
    silent_on = Example("Ruth").helps(
        _TRACKER,
        "technology",
        responds="Her son, within the hour.",
        agreed_how="Ruth tried it for a week, and said yes to days and no to nights.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        technology = (m for m in talk.wanted if m.is_technology)
        one = next((m for m in technology if not (m.responds and m.agreed_how)), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Who agreed to it, and who responds?"),
            self._missing(one, talk.name),
            at_help(one, "responds" if one.agreed_how else "agreed_how"),
        )

    @staticmethod
    def _missing(one: Mitigation, name: str) -> LazyString:
        """Only what is not said: the other may stand right above."""
        what = quote(one.what)
        if one.agreed_how:
            return _("“%(what)s” does not say yet who responds.", what=what)
        if one.responds:
            return _("“%(what)s” does not say yet how %(name)s agreed to it.", what=what, name=name)
        return _(
            "“%(what)s” does not say yet how %(name)s agreed to it, nor who responds.",
            what=what,
            name=name,
        )


class RestrictionRenewed(Prompt):
    id = "restriction-renewed"
    reason = _(
        "A restriction that goes on by itself is no longer chosen. The reason it began with may "
        "have gone since."
    )
    source = RESTRICTIONS_END
    fires_on = Example("Ruth").helps(
        _LOCKED, "restriction", was_to_end_on="2027-03-28", ends_on="2027-06-30"
    )
    silent_on = Example("Ruth").helps(
        _LOCKED,
        "restriction",
        was_to_end_on="2027-03-28",
        ends_on="2027-06-30",
        renewed_because="The louder bell came late, and has been tried for two nights.",
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        renewed = (m for m in talk.restrictions if m.is_renewed)
        one = next((m for m in renewed if not m.renewed_because), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Why is it renewed?"),
            _(
                "“%(what)s” ends later than the version before said. Nobody has said yet why.",
                what=quote(one.what),
            ),
            at_help(one, "renewed_because"),
        )


class HelpForNothing(Prompt):
    id = "help-for-nothing"
    reason = _(
        "Help takes something away as well. What it is for says whether it is worth that, and "
        "when it is no longer wanted."
    )
    source = EVERY_SAFEGUARD
    fires_on = Example("Ruth").feared(DOING, "A fall on the stairs").helps(_LOCKED, "restriction")
    silent_on = (
        Example("Ruth")
        .feared(DOING, "A fall on the stairs")
        .helps(_LOCKED, "restriction", for_what=[_STAIRS])
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        """Of restrictions always; of other help once somebody began to say what it is for."""
        is_begun = any(m.for_what for m in talk.mitigations)
        asked = talk.wanted if is_begun else talk.restrictions
        one = next((m for m in asked if not m.for_what), None)
        if one is None or not talk.consequences:
            return None
        return self.say(
            talk,
            _("What is it for?"),
            _(
                "“%(what)s” is not said to be for anything that could happen, hoped for or feared.",
                what=quote(one.what),
            ),
            at_help(one, "for_what"),
        )
