"""The balance prompts: what is worth asking about a conversation, in the order it is asked."""

from __future__ import annotations

from collections.abc import Iterable

from riskapp.decision.conversation import Conversation
from riskapp.decision.prompts.capacity import CouldNotBecause, OptionsAsPut
from riskapp.decision.prompts.closer_looks import (
    HardToUndo,
    MarkedAndNotSpokenOf,
    RestsOnAWorry,
)
from riskapp.decision.prompts.differing import (
    AgainstWithoutWeight,
    DeciderLeftOver,
    DeciderUnnamed,
    DifferenceGoesNowhere,
    NothingInstead,
    OwnChoiceFoundUnable,
    OwnChoiceOfAnother,
)
from riskapp.decision.prompts.harm_by_another import HarmByAnother
from riskapp.decision.prompts.helps import (
    HelpForNothing,
    RestrictionRenewed,
    TechnologyUnanswered,
)
from riskapp.decision.prompts.kinds import AsNowNotSocial, PhysicalOnly
from riskapp.decision.prompts.lack_of_service import LackAsChoice
from riskapp.decision.prompts.ladder import ServicesFirst
from riskapp.decision.prompts.liberty import OwnViewOfLiberty
from riskapp.decision.prompts.marks import MoreThanThreeMarked, NothingMarked
from riskapp.decision.prompts.not_wanting_to_live import NotWantingToLive
from riskapp.decision.prompts.noticing import Noticed, Prompt, Source, quote
from riskapp.decision.prompts.one_sided import OneOptionEmpty, OnlyFeared, OnlyHopedFor
from riskapp.decision.prompts.own_words import OwnWords
from riskapp.decision.prompts.restrictions import (
    MayBeARestriction,
    RestrictionEnd,
    RestrictionNothingLess,
    RestrictionTakesAway,
    SafeguardTakesAway,
)
from riskapp.decision.prompts.someone_else import SomeoneElse
from riskapp.decision.prompts.still import StillOneOnly
from riskapp.decision.prompts.timing import SmallerOrTried, WaitingIsNotFree
from riskapp.decision.prompts.voices import CarersOwnLife, QuietVoice, VoiceWithoutHope
from riskapp.decision.prompts.worries import OnePersonsWorries, WhoseWorry

# Order is meaning: harm first, then the person's voice, then what one side lacks, then the rest.
PROMPTS: tuple[Prompt, ...] = (
    HarmByAnother(),
    NotWantingToLive(),
    OwnWords(),
    LackAsChoice(),
    OneOptionEmpty(),
    AsNowNotSocial(),
    OnlyHopedFor(),
    OnlyFeared(),
    SomeoneElse(),
    OptionsAsPut(),
    CouldNotBecause(),
    OwnViewOfLiberty(),
    OwnChoiceOfAnother(),
    OwnChoiceFoundUnable(),
    DeciderLeftOver(),
    DeciderUnnamed(),
    AgainstWithoutWeight(),
    MayBeARestriction(),
    RestrictionTakesAway(),
    RestrictionEnd(),
    RestrictionNothingLess(),
    MarkedAndNotSpokenOf(),
    RestrictionRenewed(),
    TechnologyUnanswered(),
    DifferenceGoesNowhere(),
    NothingInstead(),
    SmallerOrTried(),
    HardToUndo(),
    RestsOnAWorry(),
    WaitingIsNotFree(),
    PhysicalOnly(),
    NothingMarked(),
    MoreThanThreeMarked(),
    WhoseWorry(),
    OnePersonsWorries(),
    VoiceWithoutHope(),
    CarersOwnLife(),
    QuietVoice(),
    StillOneOnly(),
    HelpForNothing(),
    ServicesFirst(),
    SafeguardTakesAway(),
)

AT_MOST = 3
BEFORE_THE_SEAL = (OwnChoiceFoundUnable, DeciderLeftOver, DeciderUnnamed)


def asks(talk: Conversation, prompt: type[Prompt]) -> bool:
    """Whether one of them has something to ask, and was not set aside: what is not relevant on the
    balance is not asked on another page either.
    """
    return bool(_noticed(talk, (prompt(),)))


def before_the_seal(talk: Conversation) -> list[Noticed]:
    """What is worth asking once more where a version is sealed, unless it was set aside."""
    return _noticed(talk, (one for one in PROMPTS if isinstance(one, BEFORE_THE_SEAL)))


def noticed(talk: Conversation) -> list[Noticed]:
    """Everything worth asking and not set aside, in the order of PROMPTS."""
    return _noticed(talk, PROMPTS)


def _noticed(talk: Conversation, prompts: Iterable[Prompt]) -> list[Noticed]:
    aside = {entry.get("prompt") for entry in talk.set_aside}
    found = (prompt.notice(talk) for prompt in prompts if prompt.id not in aside)
    return [one for one in found if one is not None]


def still_aside(talk: Conversation) -> list[Noticed]:
    """What was set aside and stands as it did, in the order of PROMPTS."""
    aside = {entry.get("prompt") for entry in talk.set_aside}
    found = (prompt.notice(talk) for prompt in PROMPTS if prompt.id in aside)
    return [one for one in found if one is not None]


def worth_asking(talk: Conversation, most: int = AT_MOST) -> list[Noticed]:
    """What to ask now: the first few, and never more than three."""
    return noticed(talk)[: min(most, AT_MOST)]


__all__ = [
    "AT_MOST",
    "PROMPTS",
    "DeciderLeftOver",
    "MoreThanThreeMarked",
    "Noticed",
    "OwnChoiceFoundUnable",
    "Prompt",
    "Source",
    "asks",
    "before_the_seal",
    "noticed",
    "quote",
    "still_aside",
    "worth_asking",
]
