"""What a record says about itself, beside what was talked about: reference, version, seal, whose law."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from riskapp.decision import law
from riskapp.decision.conversation import Conversation
from riskapp.decision.steps.options import OPTIONS, way_words
from riskapp.decision.steps.what_would_help import MITIGATIONS
from riskapp.library.rules import JURISDICTIONS
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import short_date_words, time_words
from riskapp.platform.versions.rows import Rows, row

QUESTIONS: dict[str, LazyString] = {
    "reference": _("Reference"),
    "version": _("Version"),
    "called_by": _("Name"),
    "own_reference": _("Our own reference"),
    "jurisdiction": _("Whose law applies"),
    "started_at": _("Conversation begun"),
    "last_written_at": _("Last written"),
    "sealed_at": _("Sealed"),
    "sealed_by": _("Sealed by"),
    "demonstration": _("Demonstration"),
    "organisation": _("Organisation"),
    "telephone": _("Number to ring"),
    **law.QUESTIONS,
}
# For the person's own copies: the full record has the assessments themselves.
FOUND_ABLE = "record.found_able"
# For the copies that do not carry what sort of help something is, nor what each is for: in which order
# it stands, and of what belongs to ways that were not chosen alone, to which.
ORDER_OF_HELP = "record.order_of_help"
NOT_TAKEN = "record.help_of_ways_not_taken"
OF_HELP = frozenset({ORDER_OF_HELP, NOT_TAKEN})


class Known(Protocol):
    """What a decision says about itself, beside what was talked about."""

    @property
    def ref(self) -> str: ...

    @property
    def called_by(self) -> str: ...

    @property
    def own_reference(self) -> str: ...

    @property
    def jurisdiction(self) -> str: ...

    @property
    def made_at(self) -> datetime: ...

    @property
    def changed_at(self) -> datetime: ...


def meta_rows(
    found: Known,
    *,
    version: int,
    sealed_at: datetime,
    sealed_by: str,
    organisation: str,
    telephone: str,
    demonstration: bool,
) -> Rows:
    """The rows about the record itself, `record.reference` and so on; times are UTC in ISO form."""
    made: dict[str, tuple[Any, str]] = {
        "reference": (found.ref, found.ref),
        "version": (version, str(version)),
        "called_by": (found.called_by, found.called_by),
        "own_reference": (found.own_reference or None, found.own_reference or ""),
        "jurisdiction": (
            found.jurisdiction,
            str(JURISDICTIONS.get(found.jurisdiction, found.jurisdiction)),
        ),
        "started_at": _moment(found.made_at),
        "last_written_at": _moment(found.changed_at),
        "sealed_at": _moment(sealed_at),
        "sealed_by": (sealed_by or None, sealed_by),
        "demonstration": (demonstration, str(_("Yes") if demonstration else _("No"))),
        "organisation": (organisation or None, organisation),
        "telephone": (telephone or None, telephone),
    }
    return {
        f"record.{key}": row(str(QUESTIONS[key]), value, shown)
        for key, (value, shown) in made.items()
    }


def found_rows(talk: Conversation) -> Rows:
    """That it was found that the person can decide this. Their copies carry the doubt, where somebody
    voiced it; without this they would not carry the answer, for no assessment is on them.
    """
    found = talk.is_found_able
    question = talk.say(_("Found that %(name)s can decide this"))
    return {FOUND_ABLE: row(question, found or None, str(_("Yes")) if found else "")}


def help_rows(talk: Conversation) -> Rows:
    """In which order what would help stands everywhere, where it was not written so; and what belongs to
    ways that were not chosen alone, each with those ways: a copy that does not say what it is for would
    tell it as help under way.
    """
    written = talk.entries.items(MITIGATIONS.slug)
    at = {entry.id: f"{MITIGATIONS.slug}.{number}" for number, entry in enumerate(written, 1)}
    order = [at[helps.id] for helps in talk.mitigations]
    ways = {option.id: f"{OPTIONS.slug}.{n}" for n, option in enumerate(talk.options, 1)}
    others: list[tuple[str, list[str], str]] = []
    for helps in talk.wanted:
        if found := talk.ways_not_taken(helps):
            words = "; ".join(way_words(one.entry.data, talk.name) for one in found)
            others.append((at[helps.id], [ways[one.id] for one in found], words))
    said = "; ".join(dict.fromkeys(words for _helps, _ways, words in others))
    is_as_written = order == [*at.values()]
    order_of = row(str(_("Order of what would help")), None if is_as_written else order, "")
    return {
        ORDER_OF_HELP: order_of,
        NOT_TAKEN: row(
            str(_("Help if another way is taken")), [[*one] for one in others] or None, said
        ),
    }


def _moment(at: datetime) -> tuple[str, str]:
    words = _("%(day)s, %(time)s", day=short_date_words(at), time=time_words(at))
    return at.isoformat(timespec="seconds"), str(words)
