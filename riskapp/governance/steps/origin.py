"""Where a learning came from: which line, and why somebody needs to know."""

from __future__ import annotations

import re

from riskapp.platform.forms import Form, line, prose
from riskapp.platform.i18n import _

_NUMBER = re.compile(r"\s*(?:L-?)?\s*([0-9]{1,9})\s*", re.ASCII | re.IGNORECASE)


class LookUp(Form):
    line = line(_("Which line of the learning log?"), hint=_("Its number, such as L-12."), most=20)
    reason = prose(
        _("Why do you need to know?"),
        hint=_("Who asks, and under which power. It is kept, and leads can read it."),
        rows=3,
        most=2_000,
    )


def number_in(typed: str) -> int:
    """The number of a line as somebody writes it; 0 for what is none."""
    found = _NUMBER.fullmatch(typed)
    return int(found[1]) if found else 0
