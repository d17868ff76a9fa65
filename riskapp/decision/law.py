"""Which law stands beside which step, and what a version keeps of it: dated content of the place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from riskapp.decision.journeys import CONVERSATION
from riskapp.decision.steps import deciding_for
from riskapp.library.queries import (
    DECIDING_FOR,
    SAFEGUARDING,
    WELLBEING,
    get_pack,
    get_safeguarding,
    is_old,
)
from riskapp.library.rules import Content
from riskapp.platform.entries.reading import Entries
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import local, short_date_words
from riskapp.platform.versions.rows import Rows, row

BESIDE = {
    "what-matters": WELLBEING,
    "voices": "carers",
    "capacity": "capacity",
    "representation": "representation",
    **{step.slug: DECIDING_FOR for step in deciding_for.STEPS},
    "liberty-and-rights": "liberty",
    "other-people": SAFEGUARDING,
    "sharing": "sharing",
}
QUESTIONS: dict[str, LazyString] = {
    "law": _("The law named here"),
    "law_checked_on": _("When that was last checked"),
}


def law_beside(step: str, jurisdiction: str, own: Path) -> Content | None:
    """What the law says beside a step; `own` is the instance's content folder."""
    kind = BESIDE.get(step)
    if kind is None:
        return None
    if kind == SAFEGUARDING:
        return get_safeguarding(jurisdiction, own)
    return get_pack(kind, jurisdiction, own)


def law_named(entries: Entries, own: Path) -> list[Content]:
    """What the law says beside the steps that are called for, in their order."""
    place = entries.facts["jurisdiction"]
    beside = (law_beside(step.slug, place, own) for step in CONVERSATION.shown(entries))
    return [law for law in beside if law]


def law_rows(named: Sequence[Content], sealed_at: datetime) -> Rows:
    """Each law with its day and who keeps it, and the oldest of the days, in words that say if it is
    old: a version is frozen with what was known that day. No rows where no law was named.
    """
    if not named:
        return {}
    oldest = min(named, key=attrgetter("last_checked"))
    day, today = short_date_words(oldest.last_checked), local(sealed_at).date()
    words = (
        _("The law named here was last checked on %(day)s, more than six months ago.", day=day)
        if is_old(oldest, today)
        else _("The law named here was last checked on %(day)s. It is no legal advice.", day=day)
    )
    lines = [str(_line(law)) for law in named]
    made = {
        "law": (lines, "\n".join(lines)),
        "law_checked_on": (oldest.last_checked.isoformat(), str(words)),
    }
    return {f"record.{key}": row(str(QUESTIONS[key]), *said) for key, said in made.items()}


def _line(law: Content) -> LazyString:
    day = short_date_words(law.last_checked)
    if not law.local_owner:
        return _("%(source)s: checked %(day)s", source=law.source, day=day)
    return _(
        "%(source)s: checked %(day)s, kept right here by %(who)s",
        source=law.source,
        day=day,
        who=law.local_owner,
    )
