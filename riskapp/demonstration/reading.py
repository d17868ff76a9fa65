"""Reading the cast: files in the export format whose days are counted from today."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from riskapp.decision.transfer import Incoming, read_file
from riskapp.platform.wizard.steps import Journey

FOLDER = Path(__file__).parent / "cast"
HAPPENED = FOLDER.with_name("happened")
REVIEWS = FOLDER.with_name("reviews")
PANELS, REFERRALS = FOLDER.with_name("panels"), FOLDER.with_name("referrals")
SITTINGS = FOLDER.with_name("sittings")
_DAY = re.compile(r"today(?:([+-])(\d{1,4}))?", re.ASCII)


def read_record(slug: str, today: date) -> Incoming:
    """The record in cast/<slug>.json as of `today`. Raises BadInput as for any import."""
    document = json.loads((FOLDER / f"{slug}.json").read_text(encoding="utf-8"))
    return read_file(json.dumps(with_days(document, today)).encode())


def read_happened(slug: str, today: date) -> dict[str, Any]:
    """What was said in happened/<slug>.json as of `today`: answers by step, and items by list."""
    return _read(HAPPENED / f"{slug}.json", today)


def read_learned(today: date) -> list[dict[str, Any]]:
    """What teams had learned in the year before, as lines of the log."""
    told = json.loads(HAPPENED.with_name("learned_before.json").read_text(encoding="utf-8"))
    return [{"month": one.pop("on")[:7], **one} for one in with_days(told, today)]


def read_reviewed(slug: str, today: date) -> dict[str, Any]:
    """What was said in reviews/<slug>.json as of `today`: answers by step before it was opened and
    after, and the items of each list.
    """
    return _read(REVIEWS / f"{slug}.json", today)


def read_panel(slug: str, today: date) -> dict[str, Any]:
    """What a panel is by panels/<slug>.json: answers by step, the items of each list, and who sits on it
    as what, by e-mail address.
    """
    return _read(PANELS / f"{slug}.json", today)


def read_referred(slug: str, today: date) -> dict[str, Any]:
    """What a panel is asked by referrals/<slug>.json as of `today`: answers by step, items by list."""
    return _read(REFERRALS / f"{slug}.json", today)


def read_sitting(slug: str, today: date) -> dict[str, Any]:
    """A sitting by sittings/<slug>.json as of `today`: answers by step, who is asked as what and who is
    invited, interests and views by e-mail address, and whose view came on paper.
    """
    return {"items": {}, **_read(SITTINGS / f"{slug}.json", today)}


def _read(path: Path, today: date) -> dict[str, Any]:
    return dict(with_days(json.loads(path.read_text(encoding="utf-8")), today))


def part_of(journey: Journey, incoming: Incoming) -> Incoming:
    """What a file holds of one journey."""
    steps, lists = ({one.slug for one in found} for found in (journey.steps, journey.collections()))
    return replace(
        incoming,
        answers={step: said for step, said in incoming.answers.items() if step in steps},
        items=[item for item in incoming.items if item.collection.slug in lists],
    )


def with_days(value: Any, today: date) -> Any:
    """A JSON value with each text that is a counted day, such as "today-12", made an ISO day."""
    if isinstance(value, dict):
        return {key: with_days(held, today) for key, held in value.items()}
    if isinstance(value, list):
        return [with_days(held, today) for held in value]
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    days = int(found[2] or 0) * (-1 if found[1] == "-" else 1)
    return (today + timedelta(days=days)).isoformat()
