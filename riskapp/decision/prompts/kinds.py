"""The body is spoken of, and feelings, people or everyday life are not."""

from __future__ import annotations

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.examples import DOING, NOW, Example
from riskapp.decision.prompts.noticing import Noticed, Prompt
from riskapp.decision.prompts.one_sided import box
from riskapp.decision.prompts.sources import DEMENTIA_GUIDE, STATUS_QUO
from riskapp.decision.rules import BENEFIT, HARM
from riskapp.platform.i18n import _

SOCIAL = ("social", "emotional")


class AsNowNotSocial(Prompt):
    id = "as-now-not-social"
    reason = _(
        "Carrying on as now is never free. What it costs is often company, confidence, purpose "
        "or joy, and those are the costs least often written down."
    )
    source = STATUS_QUO
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "Seeing Derek and the others", kind="social")
        .hoped(NOW, "No slipping on wet leaves", kind="physical")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "Seeing Derek and the others", kind="social")
        .hoped(NOW, "No slipping on wet leaves", kind="physical")
        .feared(NOW, "I’d have nobody to tell about my day.", kind="social", said_by="person")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        now = talk.as_now
        kinds = {c.kind for c in now.consequences} if now else set()
        if now is None or not kinds or kinds & {*SOCIAL, ""}:  # of no kind: it may be of feelings
            return None
        return self.say(
            talk,
            _("Feelings and people, if things stay as now"),
            _(
                "Nothing under “%(option)s” is about feelings or people yet. What would %(name)s "
                "miss, and whom?",
                option=now.heading,
                name=talk.name,
            ),
            box(now, HARM),
        )


class PhysicalOnly(Prompt):
    id = "physical-only"
    reason = _(
        "Lessening a worry about the body in something that matters may cost more than it saves. "
        "Feelings, people and everyday life belong on the same page."
    )
    source = DEMENTIA_GUIDE
    fires_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "Stronger legs", kind="physical")
        .feared(DOING, "Could fall on the towpath", kind="physical", worry_of="Joan")
    )
    silent_on = (
        Example()
        .wants("Walk to the allotment.")
        .hoped(DOING, "Seeing Derek and the others", kind="social")
        .feared(DOING, "Could fall on the towpath", kind="physical", worry_of="Joan")
    )

    def notice(self, talk: Conversation) -> Noticed | None:
        option = next(
            (o for o in talk.doing if {c.kind for c in o.consequences} == {"physical"}), None
        )
        if option is None:
            return None
        return self.say(
            talk,
            _("More than the body?"),
            _(
                "Everything said about “%(option)s” is about the body. What of feelings, people "
                "and everyday life?",
                option=option.heading,
            ),
            box(option, BENEFIT),
        )
