"""What a backing rests on: which answers, and what of them changed."""

from __future__ import annotations

from riskapp.decision.journeys import CONVERSATION, RECORD
from riskapp.decision.material import material, material_changes
from riskapp.decision.steps.two_pens import CLOSED
from riskapp.platform.versions.rows import Rows, fields_by_pattern, pattern
from tests.records.marked import marked_rows
from tests.records.people import maureen


def _with(rows: Rows, said: dict[str, str | None]) -> Rows:
    """The rows with other answers."""
    other = {i: {**rows[i], "value": words, "shown": words or ""} for i, words in said.items()}
    return {**rows, **other}


def _said(before: Rows, after: Rows) -> list[tuple[str, str, str]]:
    """Each change: the state of the item, its heading, the question."""
    return [
        (item.state, item.heading, change.question)
        for group in material_changes(before, after)
        for item in group.items
        for change in item.changes
    ]


def test_each_answer_outdates_a_backing_where_its_declaration_says_so_and_nowhere_else() -> None:
    rows = marked_rows()
    first = {pattern(row_id): row_id for row_id in reversed(list(rows))}
    wrong = []
    for name, field in fields_by_pattern(RECORD).items():
        held = rows[first[name]]
        other = {**held, "value": "otherwise", "shown": "otherwise"}
        if field.spec.json == "refs":
            other["value"] = None if held["value"] else ["options.1.consequences.1"]
        is_seen = bool(material_changes(rows, {**rows, first[name]: other}))
        if is_seen != (name in material()):
            wrong.append(name)
    assert not wrong
    assert not material() & CLOSED  # before both pens are given neither is told of
    assert material() < fields_by_pattern(CONVERSATION).keys()


def test_what_changed_is_told_word_by_word() -> None:
    before = maureen()
    after = _with(before, {"what-was-decided.decided": "Maureen walks there on Tuesdays."})
    ((change,),) = [i.changes for g in material_changes(before, after) for i in g.items]
    told = [(one.kind, one.text.strip()) for one in change.pieces]
    assert ("gone", "and back") in told
    assert ("same", "Maureen walks there") in told


def test_capitals_and_spaces_a_day_a_number_and_who_took_part_outdate_nothing() -> None:
    before = maureen()
    decided = before["what-was-decided.decided"]["shown"]
    after = _with(
        before,
        {
            "what-was-decided.decided": "  ".join(decided.upper().split(" ")),
            "if-it-goes-wrong.look_again_on": "2027-09-01",
            "contacts.1.number": "01632 960 999",
            "contacts.1.name": "Somebody",
            "read-back.others": "Nobody else",
        },
    )
    assert not material_changes(before, after)


def test_a_word_that_only_moved_is_a_change() -> None:
    key = "what-was-decided.decided"
    before = _with(maureen(), {key: "She does not walk, she rides"})
    assert _said(before, _with(before, {key: "She does walk, she rides not"}))


def test_what_is_new_or_gone_in_a_list_outdates_and_a_number_that_moved_does_not() -> None:
    before = maureen()
    helps = sorted({i.rpartition(".")[0] for i in before if i.startswith("mitigations.")})
    last = helps[-1]
    less = {i: row for i, row in before.items() if i.rpartition(".")[0] != last}
    assert {state for state, _head, _asked in _said(before, less)} == {"gone"}
    assert {state for state, _head, _asked in _said(less, before)} == {"added"}
    one, two = helps[0], helps[1]
    swap = {one: two, two: one}
    moved = {
        f"{swap.get(p, p)}.{key}": row
        for i, row in before.items()
        for p, _d, key in [i.rpartition(".")]
    }
    assert not material_changes(before, moved)


def test_an_answer_of_one_day_that_was_not_asked_again_outdates_nothing() -> None:
    before = _with(maureen(), {"decision.danger": "not-sure"})
    assert not material_changes(before, _with(before, {"decision.danger": None}))
    assert _said(before, _with(before, {"decision.danger": "yes"}))
