"""What is left to do once a panel has advised, or put off what it was asked: for those who asked.

Nothing of it stops anything. Once the person has answered, no letter is waited for: they know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from riskapp.core.actor import Actor
from riskapp.decision.rules import PERSONS, PRACTITIONERS
from riskapp.decision.said import OutsideView
from riskapp.panel.letter import LAYOUT
from riskapp.panel.queries import Referral, list_last_advice, list_unsettled
from riskapp.platform.i18n import _
from riskapp.platform.time import short_date_words
from riskapp.platform.versions.store import list_asked_last


@dataclass(frozen=True)
class LeftToDo:
    """A referral with what is left to do about it, a sentence each."""

    referral: Referral
    words: list[str]


def list_left_to_do(conn: Connection, actor: Actor) -> list[LeftToDo]:
    """Of all referrals of somebody's teams, in as many statements for many as for one."""
    referrals = list_unsettled(conn, actor)
    if not referrals:
        return []
    advice = list_last_advice(conn, referrals)
    printed = list_asked_last(conn, [one.id for one in referrals], LAYOUT)
    found = []
    for one in referrals:
        view, given_at = advice.get(one.ref, (None, one.changed_at))
        said = [_put_off(one)] if one.is_put_off else []
        if view and not one.is_put_off:
            said += _after_advice(one, view, given_at, printed.get(one.id))
        if said:
            found.append(LeftToDo(one, said))
    return found


def _put_off(one: Referral) -> str:
    day = short_date_words(one.put_off_at) if one.put_off_at else ""
    if not one.put_off_because:
        return str(_("Put off %(day)s. Why: not yet talked about", day=day))
    return str(_("Put off %(day)s. Why: %(why)s", day=day, why=one.put_off_because))


def _after_advice(
    one: Referral, view: OutsideView, given_at: datetime, printed_at: datetime | None
) -> Iterator[str]:
    """What protects somebody is kept to the full record: the person is asked nothing about it here."""
    answered = {answer.get("whose") for answer in view.answers}
    asks_person = PERSONS not in answered and not view.is_kept_back
    if PRACTITIONERS not in answered:
        both = _("The advice waits for the answers of the practitioner and of %(name)s.")
        words = both if asks_person else _("The advice waits for the practitioner’s answer.")
        yield str(words) % {"name": one.called_by}
    elif asks_person:
        yield str(_("The advice waits for the answer of %(name)s.", name=one.called_by))
    if asks_person and (printed_at is None or printed_at < given_at):
        yield str(_("No letter to %(name)s is printed yet.", name=one.called_by))
