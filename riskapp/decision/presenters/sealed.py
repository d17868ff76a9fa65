"""What stands sealed: its copies and who holds them, whom to ring, when a restriction ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from riskapp.decision.conversation import Conversation
from riskapp.decision.layouts import LAYOUTS, layout_of
from riskapp.decision.queries import Decision, Given, SealedLately
from riskapp.decision.rules import (
    ENDED,
    ENDS_LATER,
    ENDS_THIS_WEEK,
    Copy,
    when_it_ends,
)
from riskapp.decision.steps.agreement import STEP as AGREEMENT
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.time import moment_words, short_date_words
from riskapp.platform.versions.store import Rendition, Sealing


@dataclass(frozen=True)
class RingLine:
    """Somebody to ring: who, the number as written, what a telephone dials for it, and when."""

    name: str
    number: str
    dials: str
    when: str


def ring_lines(talk: Conversation) -> list[RingLine]:
    return [
        RingLine(c.get("name", ""), c.get("number", ""), dials(c), c.get("when", ""))
        for c in talk.contacts
    ]


def dials(contact: Entry) -> str:
    """The digits of a number; empty where words stand in it, or two numbers may."""
    number = re.sub(r"[\s()./-]", "", str(contact.get("number", "")))
    return number if re.fullmatch(r"\+?[0-9]{3,15}", number) else ""


@dataclass(frozen=True)
class CopyLine:
    """One copy of a version: to look at, to fetch, or on its way."""

    title: str
    view_url: str
    pdf_url: str | None
    state: str
    note: str
    is_asked_for: bool


def copy_lines(
    found: Decision, talk: Conversation, number: int, renditions: Sequence[Rendition]
) -> list[CopyLine]:
    made, asked = {r.layout: r for r in renditions}, asked_for(found, talk)
    return [
        _copy_line(found, number, layout, made.get(layout.slug), is_asked_for=layout.slug in asked)
        for layout in LAYOUTS
        if layout.slug in made or not layout.has_pdf
    ]


def asked_for(found: Decision, talk: Conversation) -> set[str]:
    """The copies in a form the person likes, or asked for in this conversation."""
    said = {
        *(found.about or {}).get("formats", ()),
        *talk.entries.data(AGREEMENT.slug).get("forms", ()),
    }
    is_large = "large" in {talk.read_back.get("size"), *said}
    return {str(Copy.LARGE)} | said if is_large else said


def _copy_line(
    found: Decision, number: int, layout: Any, made: Rendition | None, *, is_asked_for: bool
) -> CopyLine:
    where = {"ref": found.ref, "number": number, "layout": layout.slug}
    note = str(_("150 words at most"))
    if made and made.pages:
        note = str(_("PDF, one page") if made.pages == 1 else _("PDF, %(n)s pages", n=made.pages))
    if made and made.state != "made":
        note = made.trouble or ""
    return CopyLine(
        title=fill(layout.title, found.names),
        view_url=url_for("decision.copy", **where),
        pdf_url=url_for("decision.pdf", **where) if made and made.state == "made" else None,
        state=made.state if made else "made",
        note=note,
        is_asked_for=is_asked_for,
    )


def held_copies(found: Decision, sealings: Sequence[Sealing], given: Sequence[Given]) -> list[str]:
    """Who holds a copy of an earlier version, and was given none like it of the latest; in words."""
    numbers = {s.id: s.number for s in sealings}
    latest = max(numbers.values(), default=0)
    held = {
        (g.to_whom.strip().casefold(), g.layout): g
        for g in sorted(given, key=lambda g: numbers[g.version_id])
    }
    return [
        str(
            _(
                "%(who)s has “%(copy)s” of version %(number)s.",
                who=g.to_whom,
                copy=fill(layout_of(g.layout).title, found.names),
                number=numbers[g.version_id],
            )
        )
        for g in held.values()
        if numbers[g.version_id] < latest
    ]


def ends_words(ends_on: date, today: date) -> str:
    """When a restriction ends or ended. Nothing ends it but the day; nothing renews it but a version."""
    words = {
        ENDED: _("Ended %(day)s. Not renewed."),
        ENDS_THIS_WEEK: _("Ends this week, on %(day)s"),
        ENDS_LATER: _("Ends %(day)s"),
    }
    return str(words[when_it_ends(ends_on, today)]) % {"day": short_date_words(ends_on)}


def sealed_words(one: SealedLately) -> tuple[str, str]:
    """That a version was sealed and when, and how its copies are."""
    sealed = _(
        "Version %(number)s sealed %(when)s",
        number=one.decision.versions,
        when=moment_words(one.sealed_at),
    )
    if one.copies_failed:
        return str(sealed), str(_("A copy could not be made"))
    copies = _("Copies are being made") if one.copies_waiting else _("Copies are ready")
    return str(sealed), str(copies)
