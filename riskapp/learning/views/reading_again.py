"""What may be read again on a page of learning: worked out as it is drawn, for its writer alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Protocol

from riskapp.learning.names import occurring
from riskapp.learning.queries import Names, get_names
from riskapp.learning.services.publishing import OF_NAMES
from riskapp.learning.steps.brief import STEP as BRIEF
from riskapp.learning.steps.changes_to_try import CHANGES
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.learning.writing.remarking import is_read, remarks_on
from riskapp.library.writing import list_rules
from riskapp.platform import web
from riskapp.platform.entries.reading import Entries
from riskapp.platform.forms import Form, Remark
from riskapp.platform.wizard import Journey, Step
from riskapp.platform.wizard.pages import Reads


class AboutSomebody(Protocol):
    """What is about a person whom a team works with."""

    @property
    def person_id(self) -> str: ...

    @property
    def team_id(self) -> str: ...

    @property
    def called_by(self) -> str: ...


LEAVES = (CHANGES.slug, IN_THE_LOG.slug, BRIEF.slug)


def remarks_beside(about: AboutSomebody) -> Reads:
    """For `Serving.remarks`, of any journey about something that happened with somebody."""
    return remarks_of([about.team_id], [about.person_id], [about.called_by])


def remarks_of(
    teams: Sequence[str],
    people: Sequence[str],
    called: Sequence[str],
    names_in: Mapping[str, Callable[[], Names]] = MappingProxyType({}),
) -> Reads:
    """The same of several people of some teams.

    What they are called is a name only in what leaves the team. names_in: the pages on which others may
    not be named, and who.
    """
    rules = list_rules(web.current().config.content_folder)

    @cache
    def names() -> Names:
        return get_names(web.read(), teams, people, ())

    def named(slug: str, text: str) -> list[str]:
        if slug in names_in:
            return names_in[slug]().found_in([text])
        found = occurring(names().known, text, names().perhaps)
        theirs = () if slug in LEAVES else occurring(called, text)
        return [name for name in found if name not in theirs]

    def reads(slug: str, form: Form) -> Mapping[str, Sequence[Remark]]:
        written = [f for f in form if f.typed and is_read(f) and f.key not in OF_NAMES]
        said = {f.key: remarks_on(f.typed, rules, named(slug, f.typed)) for f in written}
        return {key: remarks for key, remarks in said.items() if remarks}

    return reads


def worth_rereading(journey: Journey, entries: Entries, reads: Reads) -> list[Step]:
    """The pages that have something to remark beside an answer, or an item, as all of it stands."""
    return [step for step in journey.steps if any(_read(step, entries, reads))]


def _read(step: Step, entries: Entries, reads: Reads) -> Iterator[Mapping[str, Sequence[Remark]]]:
    yield reads(step.slug, step.form(data=entries.data(step.slug)))
    for collection in step.collections:
        for item in entries.items(collection.slug):
            yield reads(collection.slug, collection.item_form(data=item.data))
