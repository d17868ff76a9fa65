"""Options: the person's own first, carrying on as now always among them, all asked about alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskapp.decision.rules import FULL_ONLY, NOT_NOTE
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form, line, prose, tick
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection

DOING = _("If I do this")
AS_NOW = _("If things stay as now")


class Option(Form):
    title = line(
        _("In a few words"),
        hint=_("As %(name)s would say it, such as: I walk to the allotment on my own"),
        main=True,
        # And the card, but of their own way, the first; and the note, but of any other (layouts.py).
        answers=("T1.11", "T3.26"),
    )
    what = prose(
        _("What it would be, in practice"),
        withheld_from=NOT_NOTE | {"card"},
        answers=("T1.4",),
    )
    is_now = tick(_("This is carrying on as now"), withheld_from={"card"})
    # Asked of carrying on as now alone: elsewhere the first way to do something is theirs.
    is_theirs = tick(
        _("This is what %(name)s wants: that things stay as they are"),
        hint=_("The card then has this way as what %(name)s wants, and not the other."),
        asked_as=_("What %(name)s wants"),
        withheld_from=FULL_ONLY,
    )


def heading(said: Mapping[str, Any]) -> str:
    """What stands over an option: its own words, or the words every option begins with."""
    return str(said.get("title") or (AS_NOW if said.get("is_now") else DOING))


def way_words(said: Mapping[str, Any], name: str = "", is_now_theirs: bool = False) -> str:
    """An option as one of the ways that can be decided on; said to the person where no name is given.
    is_now_theirs: what they want is carrying on as now, and so no other way that has no words.
    """
    if title := said.get("title"):
        return str(title)
    if said.get("is_now"):
        return str(_("Carrying on as now"))
    if is_now_theirs:
        return str(_("What would change"))
    return str(_("What %(name)s wants", name=name) if name else _("What you want"))


def can_go(entries: Entries, option: Entry) -> bool:
    """Whether an option can be taken away: never carrying on as now, never the person's first."""
    doing = [one.id for one in entries.items(OPTIONS.slug) if not one.get("is_now")]
    return not option.get("is_now") and option.id not in doing[:1]


OPTIONS = Collection(
    slug="options",
    title=_("Options"),
    one=_("an option"),
    item_form=Option,
    called=heading,
    most=30,
    fixed=("is_now",),
    can_remove=can_go,
    template="decision/option.html",
)
