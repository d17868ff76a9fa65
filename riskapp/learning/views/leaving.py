"""The buttons by which something leaves: past the one gate there is, or back to the names found."""

from __future__ import annotations

from collections.abc import Callable

from flask import request

from riskapp.learning.services.publishing import NamesFound
from riskapp.platform.entries.saving import WrittenSince
from riskapp.platform.wizard.pages import WRITTEN_SINCE


def past_the_gate(here: str, leaves: Callable[[str], str], ask_again: Callable[[], None]) -> str:
    """Where `leaves` leads, given what its page showed; else back here, to what was written since or to
    the names that were found, of which it is asked again why they may stay.
    """
    try:
        return leaves(request.form.get("seen", ""))
    except WrittenSince:
        return f"{here}?{WRITTEN_SINCE}=1"
    except NamesFound:
        ask_again()
        return f"{here}?held=1#names"
