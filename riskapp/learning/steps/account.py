"""The short form: the person's account first, then what kind, when, facts and what was done."""

from __future__ import annotations

from typing import Protocol

from riskapp.decision.rules import SAFETY, calls_for_route
from riskapp.learning.rules import KINDS, PLACES
from riskapp.platform.forms import DataClass, Form, day, one_of, prose, words
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Step
from riskapp.platform.wizard.steps import Data

AT_LENGTH = 4_000


class Account(Form):
    danger = one_of(
        _("Is anyone in danger now, or could somebody be doing harm?"),
        list(SAFETY.items()),
        hint=_("Yes or not sure shows the safeguarding route first. What you wrote is kept."),
        inline=True,
        data_class=DataClass.PROTECTION,
    )
    account = words(
        _("How does %(name)s tell it?"),
        hint=_("In %(name)s’s own words."),
        asked_as=_("As %(name)s tells it"),
        rows=4,
        most=AT_LENGTH,
    )
    # Asked once the person has died.
    close = prose(
        _("How do those close to %(name)s tell it?"),
        hint=_("In their own words, and who says so."),
        asked_as=_("As those close to %(name)s tell it"),
        rows=4,
        most=AT_LENGTH,
        data_class=DataClass.OWN_WORDS,
    )
    kind = one_of(
        _("How did it turn out?"),
        list(KINDS.items()),
        hint=_("Each is worth writing down. It says nothing about the decision."),
        asked_as=_("How it turned out"),
    )
    on = day(_("Which day was it?"), asked_as=_("The day"), expects="past")
    facts = prose(
        _("What happened?"),
        hint=_("What was seen or heard, in order, and who says so. Not yet what led to it."),
        rows=4,
        most=AT_LENGTH,
        answers=("T5.2",),
    )
    done = prose(_("What has been done since?"), rows=2, most=AT_LENGTH)
    place = one_of(
        _("What kind of place was it?"), list(PLACES.items()), data_class=DataClass.PLACE
    )
    usual = prose(
        _("What was the usual practice, and what was known?"),
        hint=_("Where no decision was written down: what everybody did, and had got used to."),
        asked_as=_("The usual practice, and what was known"),
        rows=3,
        most=AT_LENGTH,
    )


class Told(Protocol):
    """What happened, as far as its questions hang on it."""

    @property
    def is_usual_practice(self) -> bool: ...

    @property
    def has_died(self) -> bool: ...


def unasked(said: Data, about: Told | None = None) -> tuple[str, ...]:
    """Questions that are not asked of this, and that nobody has answered all the same. Of something that
    is only read, none that has no answer is.
    """
    asked = {
        "account": about is None or not about.has_died,
        "close": about is not None and about.has_died,
        "usual": about is not None and about.is_usual_practice,
    }
    return tuple(key for key, is_asked in asked.items() if not is_asked and key not in said)


def _detour(said: Data, before: Data) -> str | None:
    return "happened.safeguarding" if calls_for_route(said, before) else None


STEP = Step(
    slug="account",
    title=_("What happened"),
    form=Account,
    template="learning/account.html",
    detour=_detour,
)
