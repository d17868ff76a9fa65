"""Canonical JSON, salted leaves and the one digest of a version.

A version is a set of rows. Each row gives a leaf, SHA-256 over its id, value and salt; the digest of
the version is SHA-256 over the sorted leaves. A copy carries the rows it shows and only the leaves of
the rows it withholds, so every copy leads to the same digest and gives nothing away.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

FORMAT = "riskapp-copy/1"
_LARGEST = 2**53
_DIGEST = re.compile("[0-9a-f]{64}")
_KEYS = {"format", "layout", "version_digest", "rows", "withheld"}


def canonical(value: object) -> bytes:
    """JSON with one spelling: sorted ASCII keys, no spaces, UTF-8.

    Raises ValueError for floats, integers past 2**53, other types and lone surrogates.
    """
    _check(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _check(value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii()):
                message = "keys must be ASCII strings"
                raise ValueError(message)
            _check(inner)
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif not (
        value is None
        or isinstance(value, (str, bool))
        or (isinstance(value, int) and abs(value) < _LARGEST)
    ):
        message = "only text, whole numbers, true, false, null, lists and objects"
        raise ValueError(message)


def salt(secret: bytes, row_id: str) -> str:
    """The salt of a row, 64 hex digits; `secret` is 32 random bytes a version, in no copy."""
    return hmac.digest(secret, b"salt\0" + row_id.encode(), "sha256").hex()


def leaf(row: Mapping[str, Any]) -> str:
    """The digest of one salted row, 64 hex digits; `row` has id, value and salt."""
    body = canonical([row["id"], row["value"], row["salt"]])
    return hashlib.sha256(b"leaf\0" + body).hexdigest()


def root(leaves: Iterable[str]) -> str:
    """The digest of a version, 64 hex digits, from the leaves of its rows in any order."""
    return hashlib.sha256(b"version\0" + b"".join(map(bytes.fromhex, sorted(leaves)))).hexdigest()


def salted(rows: Mapping[str, Any], secret: bytes) -> list[dict[str, Any]]:
    """Rows (id to JSON value) as objects with id, value and salt, sorted by id."""
    return [{"id": i, "value": v, "salt": salt(secret, i)} for i, v in sorted(rows.items())]


def payload(
    rows: Mapping[str, Any], secret: bytes, shown: Collection[str], layout: str
) -> dict[str, Any]:
    """What one copy carries: its rows whole, and of each row it withholds only the leaf."""
    full = salted(rows, secret)
    return {
        "format": FORMAT,
        "layout": layout,
        "version_digest": root(map(leaf, full)),
        "rows": [row for row in full if row["id"] in shown],
        "withheld": sorted(leaf(row) for row in full if row["id"] not in shown),
    }


def check_payload(copy: Mapping[str, Any]) -> None:
    """Raises ValueError unless the rows and leaves of a copy give the digest it names."""
    if set(copy) != _KEYS or copy["format"] != FORMAT:
        message = "unknown format"
        raise ValueError(message)
    if any(set(row) != {"id", "value", "salt"} for row in copy["rows"]):
        message = "unknown or missing key in a row"
        raise ValueError(message)
    if len({row["id"] for row in copy["rows"]}) != len(copy["rows"]):
        message = "a row twice"
        raise ValueError(message)
    if not all(
        _DIGEST.fullmatch(x) for x in [*copy["withheld"], *(r["salt"] for r in copy["rows"])]
    ):
        message = "not a digest"
        raise ValueError(message)
    leaves = [*map(leaf, copy["rows"]), *copy["withheld"]]
    if len(set(leaves)) != len(leaves):
        message = "a leaf twice"
        raise ValueError(message)
    if root(leaves) != copy["version_digest"]:
        message = "rows and leaves do not give the version digest"
        raise ValueError(message)
