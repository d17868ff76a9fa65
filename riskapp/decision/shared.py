"""Copies for family and for a provider: what belongs on each, part by part, and what is left out.

A copy carries what is named here and nothing else, so that a question added since stays off it until
somebody has thought about it. What the person wants left out goes as a whole part.
"""

from __future__ import annotations

from collections.abc import Mapping

from riskapp.decision.facts import NOT_TAKEN, ORDER_OF_HELP
from riskapp.decision.kept_back import is_addendum, is_kept_back
from riskapp.decision.rules import NO_LONGER, NOT_WANTED, RESTRICTION
from riskapp.decision.steps.said_since import ADDENDA
from riskapp.platform.versions.rows import Rows, pattern

# What somebody who holds an earlier copy has to know of what has ended: that it has, and when. Of what
# is not wanted: what it is, so that whoever offered it, or could, does not go ahead.
_TOLD_OF = {
    NO_LONGER: frozenset({"what", "stands", "ended_on"}),
    NOT_WANTED: frozenset({"what", "stands"}),
}
_ENDED = _TOLD_OF[NO_LONGER]

Parts = Mapping[str, frozenset[str]]


def _of(where: str, *keys: str) -> frozenset[str]:
    return frozenset(f"{where}.{key}" for key in keys)


_WANTS = _of("decision", "choice", "title")
_WRONG = _of("if-it-goes-wrong", "first_sign", "steps", "treated", "not_to", "pause") | _of(
    "contacts", "name", "number", "when"
)
_AGAIN = _of("if-it-goes-wrong", "look_again_on", "look_again_if")
_POSITIONS = _of("positions", "who", "will", "wont", "not_asked")
_DISAGREES = _of("read-back", "disagrees")
_WAY = _of("what-was-decided", "ways")  # said in the words of the sides, and so goes with either
_STILL = _of("mitigations", "still")  # of help, and of what could go wrong: it goes with either
_MATTERS = (
    _of("what-matters", "important_to", "good_day", "bad_day")
    | _of("quotes", "text")
    | _of("outcomes", "text")
)

FOR_FAMILY: Parts = {
    "wants": _WANTS,
    "matters": _MATTERS,
    "sides": _of("options", "title", "is_now")
    | _of("consequences", "text", "side", "said_by")
    | _of("still", "text")
    | _STILL
    | _WAY,
    "helps": _of(
        "mitigations",
        *("what", "rung", "does", "takes_away", "who", "by_when", "ends_on"),
        *("agreed_how", "sees", "responds", "fails", "until", *_ENDED),
    )
    | _STILL,
    "decided": _of("what-was-decided", "decided", "whose", "decided_on")
    | _WAY
    | _POSITIONS
    | _DISAGREES
    | _AGAIN,
    "wrong": _WRONG,
}
FOR_PROVIDER: Parts = {
    "wants": _WANTS,
    "matters": _MATTERS,
    "helps": _of(
        "mitigations",
        *("what", "rung", "does", "takes_away", "still", "who", "by_when", "thinks"),
        *("ends_on", "nothing_less", "smaller", "agreed_how", "sees", "responds"),
        *("tested_on", "fails", "until", *_ENDED),
    ),
    "decided": _of("what-was-decided", "decided", "whose")
    | _WAY
    | _POSITIONS
    | _DISAGREES
    | _AGAIN,
    "wrong": _WRONG,
}
# What is told of help beside its own rows: a way is said in the words of the sides, and that it was not
# taken tells what was decided.
_GOES_WITH = {
    ORDER_OF_HELP: frozenset({"helps"}),
    NOT_TAKEN: frozenset({"helps", "sides", "decided"}),
}
SAID_SINCE = _of(ADDENDA.slug, "about", "of_version", "kind", "words", "should_read", "said_on")


def not_for_family(row_id: str, rows: Rows) -> bool:
    return _is_not_for(row_id, rows, FOR_FAMILY, "sharing.not_for_family")


def not_for_provider(row_id: str, rows: Rows) -> bool:
    return _is_not_for(row_id, rows, FOR_PROVIDER, "sharing.not_for_provider")


def _is_not_for(row_id: str, rows: Rows, parts: Parts, asked: str) -> bool:
    """What was said since goes with what it is about: where all of that which has a place on the copy is
    on it, and of help that is not used what it is. The words kept of it stay off; the copy has its own.
    """
    if not is_addendum(row_id):
        return _is_left_out(row_id, rows, parts, asked)
    if pattern(row_id) not in SAID_SINCE or is_kept_back(row_id, rows):
        return True
    about = rows[f"{row_id.rpartition('.')[0]}.about"]["value"] or ()
    here = [
        other
        for other, held in rows.items()
        if other.rpartition(".")[0] in about
        and held["value"] is not None
        and other.rpartition(".")[2] not in (_ENDED - {"what"}) | {"rung"}
        and _is_told(other, rows)
        and any(pattern(other) in patterns for patterns in parts.values())
    ]
    return not here or any(_is_left_out(other, rows, parts, asked) for other in here)


def _is_left_out(row_id: str, rows: Rows, parts: Parts, asked: str) -> bool:
    """Whether a row is no part of a copy, or of one the person wants left out, or not about them."""
    left_out = rows.get(asked, {}).get("value") or ()
    if row_id.startswith("record."):
        return not _GOES_WITH.get(row_id, frozenset()).isdisjoint(left_out)
    here = [part for part, patterns in parts.items() if pattern(row_id) in patterns]
    return not here or not set(here).isdisjoint(left_out) or _is_not_about_them(row_id, rows)


def _is_told(row_id: str, rows: Rows) -> bool:
    """Whether help still goes ahead or may; of help that is not used, the little that is told of it."""
    item, _dot, key = row_id.rpartition(".")
    stands = rows.get(f"{item}.stands", {}).get("value")
    if row_id.startswith("mitigations.") and stands in _TOLD_OF:
        return key in _TOLD_OF[stands]
    return True


def _is_not_about_them(row_id: str, rows: Rows) -> bool:
    """What could happen to somebody else; and of help that is not used, all but what it is and that it
    has ended or is not wanted; and what sort of help it is, unless it restricts.

    The person's own words are told as such. Who else said, fears or hopes something is on neither copy
    and withholds nothing: most worries are another's, and to leave those out would leave the hopes
    standing alone.
    """
    item, _dot, key = row_id.rpartition(".")

    def said(key: str) -> str:
        return str(rows.get(f"{item}.{key}", {}).get("value") or "")

    if pattern(row_id).startswith("consequences."):
        return bool(said("to_whom")) or (key == "said_by" and said(key) != "person")
    if not pattern(row_id).startswith("mitigations."):
        return False
    if key == "rung":  # of a restriction alone: the other sorts are the trade's words
        return said(key) != RESTRICTION or not _is_told(row_id, rows)
    return not _is_told(row_id, rows) or (key == "ended_on" and said("stands") != NO_LONGER)
