"""One digest for a version, whatever a copy of it shows."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskapp.core.canonical import canonical, check_payload, payload

SECRET = bytes(range(32))
ROWS = {
    "decision.choice": {"question": "What?", "value": "Walking", "shown": "Walking"},
    "decision.why_now": {"question": "Why?", "value": None, "shown": ""},
    "options.1.title": {"question": "In a few words", "value": "I walk", "shown": "I walk"},
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner)
    ),
)


@given(json_values)
def test_canonical_json_reads_back_and_has_one_spelling(value: object) -> None:
    try:
        spelled = canonical(value)
    except UnicodeEncodeError:
        return  # a lone surrogate: refused, as it should be
    assert json.loads(spelled) == value
    assert canonical(json.loads(spelled)) == spelled


@pytest.mark.parametrize("value", [1.5, 2**53, {"é": 1}, {1: 2}, b"x", "\ud800", [float("nan")]])
def test_what_has_two_spellings_is_refused(value: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (surrogates raise a kind of ValueError)
        canonical(value)


def test_every_choice_of_rows_leads_to_one_digest() -> None:
    everything = payload(ROWS, SECRET, set(ROWS), "full")
    for shown in (set(), {"decision.choice"}, set(list(ROWS)[:2])):
        some = payload(ROWS, SECRET, shown, "some")
        check_payload(some)
        assert some["version_digest"] == everything["version_digest"]
        assert {row["id"] for row in some["rows"]} == shown
        assert len(some["withheld"]) == len(ROWS) - len(shown)


def test_what_is_withheld_is_in_no_byte() -> None:
    spelled = canonical(payload(ROWS, SECRET, {"decision.why_now"}, "some"))
    assert b"Walking" not in spelled
    assert b"decision.choice" not in spelled


def _changed(change: str) -> dict:
    held = copy.deepcopy(payload(ROWS, SECRET, {"decision.choice", "options.1.title"}, "some"))
    rows, withheld = held["rows"], held["withheld"]
    changes = {
        "value": lambda: rows[0].update(value="Driving"),
        "id": lambda: rows[0].update(id="decision.other"),
        "salt": lambda: rows[0].update(salt="0" * 64),
        "type": lambda: rows[0].update(value=["Walking"]),
        "row removed": rows.pop,
        "row repeated": lambda: rows.append(dict(rows[0])),
        "digest removed": withheld.pop,
        "digest added": lambda: withheld.append("a" * 64),
        "digest repeated": lambda: withheld.append(withheld[0]),
        "digest of another row": lambda: withheld.__setitem__(0, "b" * 64),
        "capitals": lambda: withheld.__setitem__(0, withheld[0].upper()),
        "extra key": lambda: held.update(more=1),
        "extra key in a row": lambda: rows[0].update(more=1),
        "version": lambda: held.update(version_digest="c" * 64),
        "format": lambda: held.update(format="other/1"),
    }
    changes[change]()
    return held


@pytest.mark.parametrize(
    "change",
    [
        "value",
        "id",
        "salt",
        "type",
        "row removed",
        "row repeated",
        "digest removed",
        "digest added",
        "digest repeated",
        "digest of another row",
        "capitals",
        "extra key",
        "extra key in a row",
        "version",
        "format",
    ],
)
def test_any_change_to_a_copy_is_found(change: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (each says its own reason)
        check_payload(_changed(change))
