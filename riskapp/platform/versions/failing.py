"""Why a PDF could not be made, in one plain line."""

from __future__ import annotations

from enum import StrEnum

from riskapp.core.errors import RiskappError
from riskapp.platform.i18n import LazyString, _

APT = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-core"


class Why(StrEnum):
    """What stopped a render; each has a wording of its own."""

    TOO_LONG = "too long"
    TOO_DEEP = "too deep"
    TOO_MUCH_MEMORY = "too much memory"
    TOOK_TOO_LONG = "took too long"
    NO_GLYPH = "no glyph"
    NO_ENGINE = "no engine"
    NO_TYPEFACE = "no typeface"
    BROKE = "broke"


WORDS: dict[Why, LazyString] = {
    Why.TOO_LONG: _("This is too long to print."),
    Why.TOO_DEEP: _("This has too many parts within parts to print."),
    Why.TOO_MUCH_MEMORY: _("Printing this took more memory than one document may have."),
    Why.TOOK_TOO_LONG: _("Printing this took longer than one document may take."),
    Why.NO_ENGINE: _("PDFs need programs that are not on this machine. Run: %(line)s", line=APT),
    Why.NO_TYPEFACE: _("The typeface of the PDFs has not been built. Run: ./start --prepare"),
    Why.BROKE: _("The PDF could not be made."),
}


class RenderFailed(RiskappError):
    """No PDF came of it. `why` tells which limit it met; `characters` had no font."""

    def __init__(self, why: Why, characters: str = "", detail: str = "") -> None:
        super().__init__(why, characters, detail)
        self.why = why
        self.characters = characters
        self.detail = detail  # for the log: a kind of error or a signal, never words of a record

    def __str__(self) -> str:
        if self.why is Why.NO_GLYPH:
            named = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in self.characters)
            return str(_("No font on this machine can draw %(characters)s.", characters=named))
        return str(WORDS[self.why])
