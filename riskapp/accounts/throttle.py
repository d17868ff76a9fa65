"""Counting tries to sign in, before the password is looked at, so that many at once count as many.

A place an account has signed in from before has a count of its own there: whoever guesses at an
account from elsewhere slows down everybody but the person whose account it is. A wrong password there
is answered as anywhere else, so that from an address many share nobody reads who has an account. Nor
from how long it takes: from a place that anybody has signed in from, every try that comes to nothing is
the same work, one look at a password between two transactions that count the same.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, delete, select, update

from riskapp.accounts.rules import FAMILIAR_FOR, FORGOTTEN_AFTER, LIMITS, Tries, wait
from riskapp.accounts.tables import familiar_address, sign_in_tries
from riskapp.platform.keys import Keys
from riskapp.platform.upsert import insert_if_missing

_ZERO = timedelta(0)


@dataclass(frozen=True)
class Attempt:
    """One try: the counts that say whether it is heard, kind to key.

    in_vain: what it adds to besides, where it comes to nothing; empty at a place that nobody has signed
    in from. is_familiar: whether the account has, so that it has a count of its own there and the
    strangers' comes second.
    """

    address: str
    counts: dict[str, str]
    in_vain: dict[str, str] = field(default_factory=dict)
    is_familiar: bool = False


def attempt(
    conn: Connection, keys: Keys, email: str, user_id: str | None, address: str, now: datetime
) -> Attempt:
    """What a try for an account counts towards; `user_id` is None where nobody has it."""
    place = _key(keys, "place", address)
    strangers = {
        "account": _key(keys, "account", email),
        "address": _key(keys, "address", address),
        "everybody": _key(keys, "everybody", ""),
    }
    known = _known_at(conn, place, user_id, now)
    if known is None:
        return Attempt(place, strangers)
    own = {"familiar": _key(keys, "familiar", f"{user_id or email} {address}")}
    if known == user_id:
        return Attempt(place, own, strangers, is_familiar=True)
    return Attempt(place, strangers, own)


def attempt_by_link(keys: Keys, address: str) -> Attempt:
    """What a try to come in by a link counts towards, apart from tries to sign in."""
    counts = {"address": address, "everybody": ""}
    return Attempt("", {kind: _key(keys, f"link {kind}", text) for kind, text in counts.items()})


def heard_in(conn: Connection, tried: Attempt, now: datetime) -> timedelta:
    """How long this try has to wait; zero, and then it is counted, if it is heard now."""
    return _heard_in(conn, tried.counts, now)


def in_vain(conn: Connection, tried: Attempt, now: datetime) -> timedelta:
    """What to answer where a try that was heard, or had to wait, came to nothing: how long it would
    have had to wait if the account were not known at this address.
    """
    pause = _heard_in(conn, tried.in_vain, now) if tried.in_vain else _ZERO
    return pause if tried.is_familiar else _ZERO


def _heard_in(conn: Connection, counts: dict[str, str], now: datetime) -> timedelta:
    """An account's own count grows unless that alone would have it wait, whoever else is too many
    here: it stays the same as that of an account known at this address.
    """
    for key in sorted(counts.values()):  # a row to lock, so that tries at once take turns
        insert_if_missing(conn, sign_in_tries, key=key, count=0, last_at=now)
    rows = conn.execute(
        select(sign_in_tries)
        .where(sign_in_tries.c.key.in_(sorted(counts.values())))
        .order_by(sign_in_tries.c.key)
        .with_for_update()
    )
    found = {key: Tries(count, last_at) for key, count, last_at in rows}
    pauses = {
        kind: wait(LIMITS[kind], found[key], now) for kind, key in counts.items() if key in found
    }
    pause = max(pauses.values(), default=_ZERO)
    for kind, key in sorted(counts.items(), key=lambda item: item[1]):
        if pause <= _ZERO or (kind == "account" and pauses.get(kind, _ZERO) <= _ZERO):
            _count(conn, key, now)
    return pause


def forgive(conn: Connection, tried: Attempt, user_id: str, now: datetime) -> None:
    """The password was right: the account starts anew, and the place is known from now on."""
    not_in_vain(conn, tried)
    known = {"user_id": user_id, "address": tried.address}
    insert_if_missing(conn, familiar_address, **known, seen_at=now)
    conn.execute(update(familiar_address).filter_by(**known).values(seen_at=now))


def not_in_vain(conn: Connection, tried: Attempt) -> None:
    """A try that was heard came to something: an account's count starts anew, the others lose it."""
    for kind, key in sorted(tried.counts.items(), key=lambda item: item[1]):
        mine = sign_in_tries.c.key == key
        if kind in {"account", "familiar"}:
            conn.execute(delete(sign_in_tries).where(mine))
        else:
            less = update(sign_in_tries).where(mine, sign_in_tries.c.count > 0)
            conn.execute(less.values(count=sign_in_tries.c.count - 1))


def sweep(conn: Connection, now: datetime) -> None:
    """Forgets counts and places that no longer matter."""
    conn.execute(delete(sign_in_tries).where(sign_in_tries.c.last_at <= now - FORGOTTEN_AFTER))
    conn.execute(delete(familiar_address).where(familiar_address.c.seen_at <= now - FAMILIAR_FOR))


def _count(conn: Connection, key: str, now: datetime) -> None:
    is_old = sign_in_tries.c.last_at <= now - FORGOTTEN_AFTER
    conn.execute(
        update(sign_in_tries)
        .where(sign_in_tries.c.key == key)
        .values(count=case((is_old, 1), else_=sign_in_tries.c.count + 1), last_at=now)
    )


def _known_at(conn: Connection, place: str, user_id: str | None, now: datetime) -> str | None:
    """This user, where they have signed in from a place of late; else anybody who has."""
    known = familiar_address.c
    return conn.execute(
        select(known.user_id)
        .where(known.address == place, known.seen_at > now - FAMILIAR_FOR)
        .order_by(known.user_id != (user_id or ""))
        .limit(1)
    ).scalar()


def _key(keys: Keys, kind: str, text: str) -> str:
    secret = keys.purpose("sign-in tries")
    return hmac.digest(secret, f"{kind}\0{text}".encode("utf-8", "replace"), "sha256").hex()
