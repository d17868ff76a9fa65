"""Voices: somebody asked only what they fear, a carer's own life, those nobody has asked."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import CARERS_LAW, EQUAL_DETAIL, SEVERAL_VIEWS
from riskapp.decision.steps.voices import STEP, VOICES
from riskapp.platform.i18n import _


def _told(**answers: str) -> Example:
    told = Example()
    told.item(VOICES.slug, **answers)
    return told


class VoiceWithoutHope(Prompt):
    id = "voice-without-hope"
    reason = _(
        "Somebody who is asked only what they fear can only speak against. What they hope for "
        "belongs beside it, in the same detail."
    )
    source = EQUAL_DETAIL
    fires_on = _told(who="Joan", worries="That she is found cold and alone.")
    silent_on = _told(
        who="Joan", worries="That she is found cold and alone.", hopes="That she stays herself."
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        views = talk.entries.items(VOICES.slug)
        one = next((v for v in views if v.get("worries") and not v.get("hopes")), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("What do they hope for?"),
            _(
                "“%(words)s” is what somebody fears. What do they hope for?",
                words=quote(one["worries"]),
            ),
            Place.of(STEP, VOICES, one.id, _("Ask them"), "hopes"),
        )


class CarersOwnLife(Prompt):
    id = "carers-own-life"
    reason = _(
        "Somebody who gives care has a life of their own in this, and a right to have it looked at "
        "for their own sake."
    )
    source = CARERS_LAW
    fires_on = _told(who="Joan", stake="She has given up her Saturdays for a year.")
    silent_on = _told(
        who="Joan", stake="She has given up her Saturdays for a year.", assessment="wanted"
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        views = talk.entries.items(VOICES.slug)
        one = next((v for v in views if v.get("stake") and not v.get("assessment")), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Was a carer’s assessment offered?"),
            _("“%(words)s” is what this costs or gives somebody else.", words=quote(one["stake"])),
            Place.of(STEP, VOICES, one.id, _("Say whether it was"), "assessment"),
        )


class QuietVoice(Prompt):
    id = "quiet-voice"
    reason = _(
        "Those who are easily asked are heard first. Who else is there at night, at weekends, or "
        "was there long before any of us?"
    )
    source = SEVERAL_VIEWS
    fires_on = _told(who="Joan", view="She would rather drive her.")
    silent_on = _told(who="Joan", view="She would rather drive her.").says(
        "voices", quiet="Derek at the next plot; Callum will ask him."
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        if not talk.entries.items(VOICES.slug) or talk.entries.data(STEP.slug).get("quiet"):
            return None
        return self.say(
            talk,
            _("Whose voice is quiet?"),
            _("Views are written down here, and nothing yet of whose is not."),
            Place(STEP.slug, _("Think of who is missing"), anchor="quiet"),
        )
