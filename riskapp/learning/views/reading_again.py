"""What may be read again on a page of learning: worked out as it is drawn, for its writer alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from riskapp.learning.names import occurring
from riskapp.learning.queries import AboutSomebody, Names, get_names
from riskapp.learning.services.publishing import OF_NAMES
from riskapp.learning.steps.changes_to_try import CHANGES
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.learning.writing.remarking import is_read, remarks_on
from riskapp.library.writing import list_rules
from riskapp.platform import web
from riskapp.platform.forms import Form, Remark
from riskapp.platform.wizard.pages import Reads

LEAVES = (CHANGES.slug, IN_THE_LOG.slug)


def remarks_beside(about: AboutSomebody) -> Reads:
    """For `Serving.remarks`, of any journey about something that happened with somebody.

    What the person is called is a name only in what leaves the team.
    """
    rules = list_rules(web.current().config.content_folder)

    @cache
    def names() -> Names:
        return get_names(web.read(), about, (), ())

    def named(slug: str, text: str) -> list[str]:
        found = occurring(names().known, text, names().perhaps)
        theirs = () if slug in LEAVES else occurring([about.called_by], text)
        return [name for name in found if name not in theirs]

    def reads(slug: str, form: Form) -> Mapping[str, Sequence[Remark]]:
        written = [f for f in form if f.typed and is_read(f) and f.key not in OF_NAMES]
        said = {f.key: remarks_on(f.typed, rules, named(slug, f.typed)) for f in written}
        return {key: remarks for key, remarks in said.items() if remarks}

    return reads
