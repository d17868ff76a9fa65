"""What a field declares about itself, beside what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from riskapp.platform.i18n import LazyString

LINE_CAP = 200
PROSE_CAP = 20_000
LINES_CAP = 800


class DataClass(StrEnum):
    """What sort of personal data an answer holds: the data map is a walk of these."""

    NAME = "name"
    CONTACT = "contact"
    PLACE = "place"
    OWN_WORDS = "own words"
    ABOUT_OTHERS = "about somebody else"
    CARE = "care"
    PROTECTION = "protection from harm"
    ADMINISTRATION = "administration"


# Who somebody is, how to reach them, where, and how a record was kept: none of it is what was weighed.
NEVER_MATERIAL = frozenset(
    {DataClass.NAME, DataClass.CONTACT, DataClass.PLACE, DataClass.ADMINISTRATION}
)


@dataclass(frozen=True)
class Remark:
    """What may be said beside an answer: the words it is about, why, and another way to put them.

    A prompt, never an error: it is worked out when a page is drawn, and kept nowhere.
    """

    words: str
    why: str
    instead: str


@dataclass(frozen=True)
class Spec:
    """One field, declared once.

    json: the shape stored: text, day (ISO text; 2011-10 or 2011 where `or_year`), code, codes, yes or
    refs (ids of entries). of: the list that refs point into, empty for any. most: characters kept at
    most. voice: the person's own words, printed so. withheld_from: slugs of the copies that never carry
    it. answers: fields of published forms that find their home here, such as "T1.5". expects: which way
    of today a day would lie; one on the other side is kept like any other, and a quiet sentence stands
    beside it. material: whether somebody who backed a record as it stood has to hear that this answer
    changed. Everything is, until its declaration says otherwise: a question nobody has thought about is
    shown once too often, and never passed over.
    """

    label: LazyString
    json: str
    hint: LazyString | None = None
    most: int = PROSE_CAP
    rows: int = 3
    voice: bool = False
    may_be_told: bool = False  # of such words: whoever wrote them may have told what was said
    withheld_from: frozenset[str] = frozenset()
    data_class: DataClass = DataClass.CARE
    answers: tuple[str, ...] = ()
    asked_as: LazyString | None = (
        None  # the question as printed, where the label is too short for that
    )
    yours: LazyString | None = None  # the question as a copy puts it that says "you" to its reader
    main: bool = False  # an item without this one holds nothing worth keeping
    names_it: bool = False  # who or what an item is of: stands before its words in a list
    in_list: bool = False  # stands after an item's words in a list: they alone hide the answer
    expects: Literal["past", "future", ""] = ""
    or_year: bool = False  # a day of which no more may be known than the month, or the year
    inline: bool = False  # choices beside each other
    line_each: bool = False  # one thing a line: shown as a list
    of: str = ""
    only_if: tuple[str, ...] | None = None  # (field, code, …): asked beside those answers
    of_its_day: bool = False  # of a step alone: emptied when the next version is begun
    material: bool = True

    @property
    def is_material(self) -> bool:
        return self.material and self.data_class not in NEVER_MATERIAL
