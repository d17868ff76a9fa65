"""What was marked: whether it was spoken of, what it rests on, and the way back."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, Example
from riskapp.decision.prompts.noticing import Noticed, Place, Prompt, quote
from riskapp.decision.prompts.sources import SEVERAL_VIEWS, TRIAL, WORDS_AND_EVIDENCE
from riskapp.decision.prompts.timing import SmallerOrTried
from riskapp.decision.rules import HARM
from riskapp.decision.said import Consequence
from riskapp.decision.steps.closer_look import A_WORRY, CLOSER, HARD_TO_UNDO, STEP
from riskapp.decision.steps.timing import STEP as TIMING
from riskapp.platform.i18n import _


def _apart(told: Example) -> Example:
    """The practitioner had nothing to mark."""
    return told.says("two-pens", how="none")


def _marked(talk: Conversation) -> list[Consequence]:
    """What either pen marked; nothing before both may be shown."""
    return [c for c in talk.consequences if c.is_on_agenda] if talk.are_pens_given else []


def _all_say(one: Consequence, key: str, *codes: object) -> bool:
    """Whether it was looked at more closely, and every look says one of these."""
    return bool(one.closer) and all(look.get(key) in codes for look in one.closer)


class RestsOnAWorry(Prompt):
    id = "rests-on-a-worry"
    reason = _(
        "A worry is reason enough to ask, and seldom reason enough to decide. Somebody may have "
        "seen it, or know that it has not happened."
    )
    source = WORDS_AND_EVIDENCE
    fires_on = _apart(
        Example()
        .feared(DOING, "Crossing Mill Lane", marked=True, worry_of="Joan")
        .looked_at(chance="likely", rests_on=[A_WORRY])
    )
    silent_on = _apart(
        Example()
        .feared(DOING, "Crossing Mill Lane", marked=True, worry_of="Joan")
        .looked_at(chance="likely", rests_on=["seen", A_WORRY])
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        found = (c for c in _marked(talk) if c.side == HARM)
        one = next((c for c in found if _all_say(c, "rests_on", [A_WORRY])), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Has anybody seen it?"),
            _(
                "“%(words)s” is feared and marked, and rests on a worry alone. Who would know "
                "whether it has happened?",
                words=quote(one.text),
            ),
            Place.of(STEP, CLOSER, one.closer[0].id, _("Say what it rests on"), "rests_on"),
        )


class MarkedAndNotSpokenOf(Prompt):
    id = "marked-and-not-spoken-of"
    reason = _(
        "Where the two pens differ is what the two of you have to talk about. A concern that is "
        "marked and never spoken of cannot be answered by %(name)s."
    )
    source = SEVERAL_VIEWS
    fires_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person", marked=True)
        .feared(DOING, "Crossing Mill Lane", practitioners=True)
    )
    silent_on = (
        Example()
        .hoped(DOING, "My beans, my air.", said_by="person", marked=True)
        .feared(DOING, "Crossing Mill Lane", practitioners=True)
        .looked_at(chance="could")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        found = (c for c in _marked(talk) if not c.is_marked)
        one = next((c for c in found if not c.closer), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("What does %(name)s say to this?", name=talk.name),
            _(
                "“%(words)s” is marked by the practitioner and not by %(name)s, and nobody has "
                "looked at it more closely yet.",
                words=quote(one.text),
                name=talk.name,
            ),
            Place(
                STEP.slug,
                _("Talk about it"),
                anchor=f"{CLOSER.slug}.{one.id}.",
                collection=CLOSER.slug,
            ),
        )


class HardToUndo(Prompt):
    id = "hard-to-undo"
    reason = _(
        "What can hardly be undone deserves a way to find out first: a smaller step, or a trial "
        "with the way back kept open."
    )
    source = TRIAL
    fires_on = _apart(
        Example()
        .feared(DOING, "My flat goes to somebody else.", said_by="person", marked=True)
        .looked_at(undone="never")
    )
    silent_on = _apart(
        Example()
        .feared(DOING, "My flat goes to somebody else.", said_by="person", marked=True)
        .looked_at(undone="never")
        .says("timing", smaller="A month at my sister’s, with the flat kept.")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        """Silent where the door for it is open: that asks the same already."""
        is_tried = any(m.entry.get("stands") == "to-try" for m in talk.mitigations)
        if (
            talk.entries.data(TIMING.slug).get("smaller")
            or is_tried
            or SmallerOrTried().notice(talk)
        ):
            return None
        one = next((c for c in _marked(talk) if _all_say(c, "undone", *HARD_TO_UNDO)), None)
        if one is None:
            return None
        return self.say(
            talk,
            _("Is there a smaller step?"),
            _(
                "“%(words)s” is marked, and could hardly be undone. A smaller step or a trial is "
                "not yet talked about.",
                words=quote(one.text),
            ),
            Place(TIMING.slug, _("Talk about a smaller step"), anchor="smaller"),
        )
