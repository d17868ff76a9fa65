"""Two signed values that every form carries.

The *token* proves that a post comes from a page we drew in this session; it lives as long as the
session. The *stamp* names the user a page was drawn for, and when, so that what they typed can be
kept for them, and nobody else, when the session has meanwhile ended.

Whoever finds a page left behind holds its stamp. It reads nothing and saves nothing; it can put words
beside the drafts of that user on that page, and replaces none.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from riskapp.platform.keys import Keys

# A page left open overnight, over a long weekend or a short illness still loses nothing; one found
# later than that is worth nothing.
STAMP_LIFE = timedelta(days=7)
_STAMP = re.compile(r"([0-9a-f-]{1,36})\.(\d{1,12})\.([0-9a-f]{64})", re.ASCII)


def csrf_token(keys: Keys, session_token: str) -> str:
    """64 hex digits that only this session's pages carry."""
    return _sign(keys, "csrf", session_token)


def csrf_matches(keys: Keys, session_token: str, given: str) -> bool:
    return hmac.compare_digest(
        csrf_token(keys, session_token).encode(), given.encode("utf-8", "replace")
    )


def make_stamp(keys: Keys, user_id: str, path: str, now: datetime) -> str:
    issued = int(now.timestamp())
    return f"{user_id}.{issued}.{_sign(keys, 'stamp', f'{user_id}.{issued}.{path}')}"


def read_stamp(keys: Keys, text: str, path: str, now: datetime) -> str | None:
    """The user a stamp was made for; None if it was made elsewhere, altered, or too long ago.

    A stamp for a page is good for what its form posts beneath it, such as `/page/keep`.
    """
    match = _STAMP.fullmatch(text)
    if match is None:
        return None
    user_id, issued, signature = match.groups()
    signatures = (_sign(keys, "stamp", f"{user_id}.{issued}.{p}") for p in path_and_above(path))
    if not any(hmac.compare_digest(expected, signature) for expected in signatures):
        return None
    age = now.timestamp() - int(issued)
    return user_id if age <= STAMP_LIFE.total_seconds() else None


def drawn_at(stamp: str) -> int:
    """When the page of a stamp was drawn, in seconds. For a stamp that `read_stamp` took."""
    return int(stamp.split(".")[1])


def path_and_above(path: str) -> Iterator[str]:
    """`/a/b/c`, `/a/b`, `/a`; of a very deep path the last few."""
    for _depth in range(8):
        if path in {"", "/"}:
            return
        yield path
        path = path.rpartition("/")[0]


def _sign(keys: Keys, purpose: str, text: str) -> str:
    return hmac.digest(keys.purpose(purpose), text.encode("utf-8", "replace"), "sha256").hex()
