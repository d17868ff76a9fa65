"""Reading what was typed: text to the letter, days in the forms people write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date

from riskapp.platform.forms.spec import LINES_CAP
from riskapp.platform.i18n import LazyString, _

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls other than tab and line break, halves of pairs, and code points that are no characters:
# neither a page nor a PDF's own description of itself can hold them.
_NO_CHARACTERS = "".join(
    chr(0x10000 * plane + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_UNKEEPABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")

LAST_CENTURY = 80  # a year of two figures from here on is one of the last century

SAID_TWICE = _("This came with more than one answer. Give the one that is right")


class Unreadable(ValueError):
    """What was typed cannot be kept; `said` is the sentence that stands beside it."""

    def __init__(self, said: LazyString) -> None:
        super().__init__(str(said))
        self.said = said


def check_once(answers: Iterable[Sequence[str]]) -> None:
    """Raises Unreadable where one question came with several answers, which no page of ours sends:
    to pick one in silence would put words in somebody's mouth.
    """
    if any(len(values) > 1 for values in answers):
        raise Unreadable(SAID_TWICE)


def text_as_typed(raw: str) -> str:
    """The text to the letter, with every way of breaking a line made one.

    The separators of Unicode are breaks too, which come with text copied from elsewhere: as many lines
    as there are must be counted, so that what is kept can be printed.
    """
    return _BREAKS.sub("\n", raw)


def showable(text: str) -> str:
    """What was typed as a page can show it: what it cannot hold stands out as �. A browser sends a line
    break as two characters, of which it is the first that a page cannot hold.
    """
    return _UNKEEPABLE.sub("\N{REPLACEMENT CHARACTER}", text_as_typed(text))


def check_text(text: str, most: int) -> None:
    """Raises Unreadable for text too long, of too many lines, or with characters no page can hold."""
    if len(text) > most:
        raise Unreadable(
            _(
                "This is %(over)s characters longer than the %(most)s that can be kept here. "
                "Shorten it, or move part of it to another answer",
                over=f"{len(text) - most:,}",
                most=f"{most:,}",
            )
        )
    if text.count("\n") >= LINES_CAP:
        raise Unreadable(
            _("This has more than %(most)s lines. Join some of them", most=str(LINES_CAP))
        )
    if found := _UNKEEPABLE.search(text):
        raise Unreadable(
            _(
                "There is a character that cannot be kept (%(code)s), at place %(place)s. "
                "Take it out",
                code=f"U+{ord(found[0]):04X}",
                place=f"{found.start() + 1:,}",
            )
        )


def check_direction(line: str) -> None:
    """Raises Unreadable for what turns the direction of writing round: a name stands within sentences,
    which would then say something else. Prose is a paragraph of its own, and may hold it.
    """
    if _TURNS.search(line):
        raise Unreadable(
            _("This holds a character that turns the direction of writing round: take it out")
        )


def read_day(day: str, month: str, year: str, expects: str = "") -> date | None:
    """The day meant, or None where all three are empty. Months may be numbers or names.

    expects: as in `Spec`. A year of two figures is one of this century; but 80 to 99 of the last,
    such as a paper of 98, unless the day should be still to come. Raises Unreadable naming what is
    missing or that there is no such day.
    """
    parts = [part.strip() for part in (day, month, year)]
    if not any(parts):
        return None
    example = "8 1 2027" if expects == "future" else "31 3 2026"
    if not all(parts):
        raise Unreadable(_("Write the day, the month and the year, such as %(day)s", day=example))
    number = _month(parts[1])
    digits = parts[0].isascii() and parts[0].isdigit() and parts[2].isascii() and parts[2].isdigit()
    if number is None or not digits:
        raise Unreadable(_("Write the date as numbers, such as %(day)s", day=example))
    if len(parts[2]) not in {len("27"), len("2027")}:
        raise Unreadable(_("Write all four figures of the year, such as %(day)s", day=example))
    try:
        return date(_year(parts[2], expects), number, int(parts[0]))
    except (ValueError, OverflowError):
        raise Unreadable(
            _(
                "There is no such day as %(day)s %(month)s %(year)s",
                day=parts[0],
                month=parts[1],
                year=parts[2],
            )
        ) from None


def read_month_or_year(month: str, year: str) -> str:
    """The month of a year as 2011-10, or the year alone as 2011. Raises Unreadable."""
    figures, named = year.strip(), month.strip()
    if not (figures.isascii() and figures.isdigit() and len(figures) == len("2011")):
        raise Unreadable(_("Write all four figures of the year, such as %(day)s", day="2011"))
    number = _month(named) if named else None
    if named and (number is None or number not in range(1, 13)):
        raise Unreadable(_("There is no such month as %(month)s", month=named))
    return f"{figures}-{number:02d}" if number else figures


def _year(figures: str, expects: str) -> int:
    year = int(figures)
    if len(figures) == len("2027"):
        return year
    return year + (1900 if year >= LAST_CENTURY and expects != "future" else 2000)


def _month(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text[:9])  # a number too large for a month is no month
    names = [*enumerate(calendar.month_name), *enumerate(calendar.month_abbr)]
    return next((n for n, name in names if n and name.lower() == text.lower()), None)
