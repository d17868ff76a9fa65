"""What the person's own copy says to them: the codes of a conversation as "you" would hear them."""

from __future__ import annotations

from dataclasses import dataclass

from riskapp.decision.conversation import Conversation
from riskapp.platform.i18n import LazyString, _

WHOSE: dict[str, LazyString] = {
    "person": _("It is your choice."),
    "attorney": _("It is the choice of your attorney or deputy, who acts for you."),
    "best-interests": _("It was made for you, under the law on best interests or benefit."),
    "court": _("It is a court’s decision."),
    "nobody-yet": _("Nobody has decided yet."),
}
ENDINGS: dict[str, LazyString] = {
    "agreed": _("Everybody agrees."),
    "agreed-concerns": _("Everybody agrees, and some have concerns."),
    "own-choice": _("People see it differently. Your own choice goes ahead."),
    "decided-for": _("People see it differently. It was decided for you, against what you want."),
    "interim": _("People see it differently. There is a plan for the time being."),
    "not-yet": _("It is not decided yet."),
    "not-carried-out": _("It is not being carried out."),
    "withdrawn": _("It was withdrawn."),
    "other-route": _("It was taken to another route."),
}
TAKING_PART: dict[str, LazyString] = {
    "took-part": _("You took part and want a copy."),
    "disagrees": _("You took part, and you don’t agree with part of this."),
    "not-asked": _("You could not be asked that day."),
}


@dataclass(frozen=True)
class Yours:
    """Sentences for the person; empty where nothing was said."""

    talk: Conversation

    @property
    def whose(self) -> str:
        return _words(WHOSE, self.talk.decided.get("whose"))

    @property
    def ending(self) -> str:
        return _words(ENDINGS, self.talk.decided.get("ending"))

    @property
    def taking_part(self) -> str:
        return _words(TAKING_PART, self.talk.read_back.get("taking_part"))


def _words(said: dict[str, LazyString], code: str | None) -> str:
    return str(said[code]) if code else ""
