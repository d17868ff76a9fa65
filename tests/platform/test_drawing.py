"""Templates are drawn in a shorter way than Jinja's own, and come out the same."""

from __future__ import annotations

import markupsafe
import pytest

from riskapp.platform.drawing import escape
from riskapp.platform.i18n import _


class Drawn:
    """Something that says itself how it is drawn."""

    def __html__(self) -> str:
        return "<b>bold</b>"


@pytest.mark.parametrize(
    "piece",
    [
        '<i>"Joan\'s" & ours</i>',
        markupsafe.Markup("<i>ours</i>"),
        _("<i>words</i>"),
        3,
        None,
        Drawn(),
    ],
)
def test_a_piece_of_a_page_is_escaped_as_markupsafe_does(piece: object) -> None:
    assert escape(piece) == str(markupsafe.escape(piece))
