"""Who else must know: each route apart, told or not, to whom, when, under which reference."""

from __future__ import annotations

from typing import Any, cast

from riskapp.decision.rules import MAY_BE
from riskapp.learning.rules import NOT_SURE, TELLINGS, TO_TELL, TOLD
from riskapp.learning.steps.account import STEP as ACCOUNT
from riskapp.library.rules import ROUTES
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import DataClass, Form, day, line, one_of
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.wizard import Step


def _asked_of(route: str, title: LazyString) -> dict[str, Any]:
    """The same four questions of every route; the last three beside the answer they belong to."""
    protection = DataClass.PROTECTION
    return {
        route: one_of(title, list(TELLINGS.items()), inline=True, data_class=protection),
        f"{route}_whom": line(
            _("Whom?"),
            asked_as=_("%(route)s: whom", route=title),
            hint=_("A role or a team, and a number to ring."),
            only_if=(route, TOLD, TO_TELL),
            data_class=DataClass.CONTACT,
        ),
        f"{route}_on": day(
            _("On which day?"),
            asked_as=_("%(route)s: when", route=title),
            expects="past",
            only_if=(route, TOLD),
            data_class=protection,
        ),
        f"{route}_ref": line(
            _("Their reference"),
            asked_as=_("%(route)s: their reference", route=title),
            only_if=(route, TOLD),
            data_class=DataClass.ADMINISTRATION,
        ),
    }


def may_concern_others(entries: Entries) -> bool:
    """Whether it goes on to who else must know: not of itself where it went well, nobody is in danger,
    and nobody has said that somebody must. The way there stands on every page all the same.
    """
    said, told = entries.data(ACCOUNT.slug), entries.data("who-must-know")
    may_apply = any(told.get(route) in (TOLD, TO_TELL, NOT_SURE) for route in ROUTES)
    return may_apply or said.get("kind") != "good" or said.get("danger") in MAY_BE


def keys_of(route: str) -> tuple[str, ...]:
    """The questions of one route, in their order."""
    return (route, f"{route}_whom", f"{route}_on", f"{route}_ref")


_QUESTIONS = {
    key: asked for route, title in ROUTES.items() for key, asked in _asked_of(route, title).items()
}
WhoMustKnow = cast("type[Form]", type("WhoMustKnow", (Form,), _QUESTIONS))

# On the page of what happened, where it does not go on to this.
UNASKED = _("It went well, so as a rule nobody else has to know. If somebody does, say so here.")

STEP = Step(
    slug="who-must-know",
    title=_("Who else must know"),
    lead=_(
        "Each has its own way, and telling one is not telling another. None of them waits for this "
        "page: tell first, write it down afterwards."
    ),
    form=WhoMustKnow,
    template="learning/who_must_know.html",
    applies=may_concern_others,
)
