"""A reading pack as rows, frozen when it is asked for; and on paper, made from nothing but those."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from riskapp.core.text import beginning
from riskapp.decision.as_asked import Answer
from riskapp.decision.first_page import ACROSS, HEAVY, Cut, FirstPage
from riskapp.decision.paper import tall
from riskapp.decision.record import Record, grouped
from riskapp.panel.journeys import by_list
from riskapp.panel.rules import left_out_words
from riskapp.panel.sitting.queries.papers import Item
from riskapp.panel.sitting.queries.sittings import Member, Sitting
from riskapp.panel.sitting.rules import ATTENDANCES, PARTS
from riskapp.panel.sitting.steps import when
from riskapp.platform.forms.form import declared
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import short_date_words
from riskapp.platform.versions.rows import Rows, order_of, row, rows_under

QUESTION = "question.question"
HEAD_ROOM = 60  # letters of a panel's name that a running head has room for
BOX = 19.0  # mm: what frames the question on the first page of an item

_ABOUT: dict[str, LazyString] = {
    "reference": _("Reference"),
    "version": _("Version"),
    "sealed_at": _("Sealed"),
    "organisation": _("Organisation"),
    "demonstration": _("Demonstration"),
    "panel": _("Panel"),
    "sitting": _("Sitting"),
    "accountability": _("Who answers for what"),
}
_OF_ITEM: dict[str, LazyString] = {
    "called_by": _("Who it is about"),
    "begins": _("From"),
    "lasts": _("For"),
    "stands": _("What it is"),
    "digest": _("Digest"),
    "left_out": _("Left out of the papers"),
}
_OF_MEMBER: dict[str, LazyString] = {
    "name": _("Name"),
    "part": _("Part"),
    "comes_from": _("Profession and organisation"),
    "attendance": _("Comes"),
}


# -- rows ----------------------------------------------------------------------------------------


def cover_rows(found: Sitting, about: Mapping[str, Any], said: Mapping[str, Any]) -> Rows:
    """The facts about a pack, and when and where the sitting is."""
    told = {
        **about,
        "reference": found.ref,
        "panel": found.panel_name,
        "sitting": found.known_as,
        "accountability": found.terms.accountability or None,
    }
    asked = when.STEP.form(data=said)
    return {**_rows("record", _ABOUT, told), **rows_under(asked, when.STEP.slug, said, {})}


def member_rows(members: Sequence[Member]) -> Rows:
    rows: Rows = {}
    for one in members:
        told = {
            "name": one.name,
            "part": str(PARTS[one.part]),
            "comes_from": one.comes_from or None,
            "attendance": str(ATTENDANCES[one.attendance]),
        }
        rows.update(_rows(f"members.{one.seat}", _OF_MEMBER, told))
    return rows


def item_rows(
    item: Item, stands: str, at: str, lasts: str, leaves_out: Sequence[str], held: Rows
) -> Rows:
    """One item: what it is, what is asked, and the rows of the record that were put before members."""
    path = f"items.{item.number}"
    told = {
        "called_by": item.called_by,
        "begins": at or None,
        "lasts": lasts or None,
        "stands": stands,
        "digest": item.digest,
    }
    asked = {
        f"{path}.asked.{place}.{one['key']}": row(
            one["question"], one["shown"] or None, one["shown"]
        )
        for place, one in enumerate(item.asked, 1)
    }
    rows = {f"{path}.record.{row_id}": one for row_id, one in held.items()}
    # By kind, and never what it would have said.
    left_out = row(str(_OF_ITEM["left_out"]), list(leaves_out), left_out_words(leaves_out))
    return {**_rows(path, _OF_ITEM, told), f"{path}.left_out": left_out, **asked, **rows}


def _rows(path: str, asked: Mapping[str, LazyString], told: Mapping[str, Any]) -> Rows:
    return {
        f"{path}.{key}": row(str(asked[key]), value, "" if value is None else str(value))
        for key, value in told.items()
    }


# -- on paper ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pack:
    """A pack as its templates print it."""

    rows: Rows
    digest: str

    is_draft = False
    way = staticmethod(Record.way)

    def fact(self, key: str) -> str:
        return self.rows[f"record.{key}"]["shown"] or ""

    @property
    def is_demonstration(self) -> bool:
        return bool(self.rows["record.demonstration"]["value"])

    @property
    def title(self) -> str:
        return str(_("Reading pack: %(panel)s", panel=self.fact("panel")))

    @property
    def running_name(self) -> str:
        return beginning(self.fact("panel"), HEAD_ROOM)

    @property
    def version_words(self) -> str:
        return f"{self.fact('reference')}, {self.fact('sitting')}"

    @property
    def seal_words(self) -> str:
        on = short_date_words(datetime.fromisoformat(self.rows["record.sealed_at"]["value"]))
        return str(_("Put before members on %(day)s")) % {"day": on}

    @property
    def digest_words(self) -> str:
        return grouped(self.digest)

    @property
    def when(self) -> list[tuple[str, str]]:
        """When and where, each question with its answer."""
        held = (self.rows[f"{when.STEP.slug}.{asked.key}"] for asked in declared(when.When))
        return [(str(one["question"]), str(one["shown"])) for one in held]

    @property
    def members(self) -> list[dict[str, str]]:
        return self._under("members", _OF_MEMBER)

    @cached_property
    def items(self) -> list[ItemPaper]:
        """What is on the agenda, in its order."""
        numbers = {int(i.split(".")[1]) for i in self.rows if i.startswith("items.")}
        return [self.item(number) for number in sorted(numbers)]

    def item(self, number: int) -> ItemPaper:
        path = f"items.{number}."
        own = {i.removeprefix(path): one for i, one in self.rows.items() if i.startswith(path)}
        held = {i.removeprefix("record."): one for i, one in own.items() if i.startswith("record.")}
        told = {i: str(one["shown"]) for i, one in own.items() if i in _OF_ITEM}
        asked = [
            (i.split(".", 2)[2], str(one["question"]), str(one["shown"]))
            for i, one in sorted(own.items(), key=lambda each: order_of(each[0]))
            if i.startswith("asked.")
        ]
        codes = own["left_out"]["value"]
        return ItemPaper(held, told["digest"], number, self.is_demonstration, told, asked, codes)

    def _under(self, slug: str, asked: Mapping[str, Any]) -> list[dict[str, str]]:
        paths = {i.rpartition(".")[0] for i in self.rows if i.startswith(f"{slug}.")}
        return [
            {key: str(self.rows[f"{path}.{key}"]["shown"]) for key in asked}
            for path in sorted(paths, key=order_of)
        ]


@dataclass(frozen=True)
class ItemPaper(Record):
    """One item: the record as it was put before the members, under what they are asked.

    on_agenda: what stands there about it. asked_of_panel: key, question and words of the referral.
    leaves_out: the parts that are not in it, by code.
    """

    number: int
    is_invented: bool
    on_agenda: Mapping[str, str]
    asked_of_panel: Sequence[tuple[str, str, str]]
    leaves_out: Sequence[str]

    @property
    def is_demonstration(self) -> bool:
        return self.is_invented

    @property
    def is_draft(self) -> bool:
        """Never: also what was not sealed was frozen for the members, and says so."""
        return False

    @property
    def name(self) -> str:
        return self.on_agenda["called_by"]

    @property
    def title(self) -> str:
        said = {"number": self.number, "title": super().title}
        return str(_("Item %(number)s. %(title)s", **said))

    @property
    def question(self) -> str:
        return next((words for key, _asked, words in self.asked_of_panel if key == QUESTION), "")

    @property
    def besides(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What else the referral says, under the title of each list in it."""
        return by_list(one for one in self.asked_of_panel if one[0] != QUESTION)

    @property
    def stands(self) -> str:
        """Which words these are, and what is not among them, by kind."""
        without = self.on_agenda["left_out"]
        said = _("This panel’s papers leave out: %(parts)s.", parts=without) if without else ""
        return f"{self.on_agenda['stands']} {said}".rstrip()

    @property
    def running_name(self) -> str:
        return beginning(self.title, HEAD_ROOM)

    @property
    def seal_words(self) -> str:
        said = {"stands": self.on_agenda["stands"], "digest": grouped(self.digest[:16])}
        return str(_("%(stands)s Digest %(digest)s")) % said

    @cached_property
    def first_page(self) -> FirstPage:
        return AskedFirst(self)

    def plan(self, ring: str | None = None) -> list[Answer]:
        """If it goes wrong. What is left out is not called "not yet talked about"."""
        return super().plan(None if "contacts" in self.leaves_out else ring)


class AskedFirst(FirstPage):
    """The first page of a record, under what a panel is asked: that has its room before all else."""

    def __init__(self, record: ItemPaper) -> None:
        super().__init__(record)
        self.item = record

    def _heights(self, cut: Cut) -> Iterator[float]:
        yield BOX + tall(self.item.question, (ACROSS - 11) / HEAVY, 12, 1.35)
        yield tall(self.item.stands, ACROSS - 11, 9)
        yield from super()._heights(cut)

    def _facts(self, _show: Callable[[str], str]) -> Iterator[str]:
        """When and by whom is not what members look at first: it stands behind the picture."""
        yield from ()
