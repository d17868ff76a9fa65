"""Labels with a name in them: "What does %(name)s want to do?"; and those with several wordings."""

from __future__ import annotations

from collections.abc import Mapping

from riskapp.platform.i18n import LazyString, Worded

WAY = "way"  # among the names: which of several wordings is meant, as a code


def fill(label: LazyString | str, names: Mapping[str, str]) -> str:
    """The words of a label with its placeholders filled; one with no name to fill it stays as it is."""
    text = str(label.by(names.get(WAY, "")) if isinstance(label, Worded) else label)
    if "%(" not in text:
        return text
    for name, value in names.items():
        text = text.replace(f"%({name})s", value)
    return text
