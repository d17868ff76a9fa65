"""The field kit: what was typed is kept to the letter or refused in a plain sentence beside it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskapp.core.text import says_something
from riskapp.platform.forms import Form, day, line, one_of, prose, refs, some_of, tick, words
from riskapp.platform.forms.fields import DayField
from riskapp.platform.forms.form import declared
from riskapp.platform.forms.reading import Unreadable
from riskapp.platform.i18n import _

KINDS = [("body", _("Body")), ("people", _("People"))]


class Asking(Form):
    choice = words(_("What does %(name)s want?"), hint=_("As %(name)s said it"), most=100)
    title = line(_("In a few words"))
    why = prose(_("Why now?"))
    on = day(_("When?"))
    kind = one_of(_("What about?"), KINDS)
    some = some_of(_("Which?"), KINDS)
    marks = refs(_("What matters most?"))
    sure = tick(_("Sure"))


def typed(**pairs: str) -> Asking:
    return Asking(raw=[(name.replace("_", "-"), value) for name, value in pairs.items()])


def test_an_empty_post_is_fine_and_keeps_nothing() -> None:
    form = Asking(raw=[])
    assert form.wrong == []
    assert form.kept == {}
    assert form.is_blank


def test_two_forms_of_a_class_share_nothing_that_was_said() -> None:
    first = Asking(raw=[("a-why", "\0"), ("a-some", "body")], names={"name": "Gwen"}, prefix="a-")
    second = Asking(prefix="b-")
    assert [field.id for field in first] == [f"a-{field.key}" for field in second]
    assert [field.key for field in first.wrong] == ["why"]
    assert (second.kept, second.wrong, second.field("choice").names) == ({}, [], {})


def test_a_name_stands_in_labels_and_hints() -> None:
    form = Asking(names={"name": "Maureen <b>%s"})
    assert form.field("choice").asks == "What does Maureen <b>%s want?"
    assert form.field("choice").hint == "As Maureen <b>%s said it"


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=100))
def test_prose_is_kept_to_the_letter(text: str) -> None:
    form = Asking(raw=[("choice", text)])
    assert form.wrong == []
    assert form.kept.get("choice", None if says_something(text) else text) == text
    assert form.field("choice").typed == text


@pytest.mark.parametrize(
    "text", ["\u200b", "\u2060\u00ad", "\u3164", "\u2800 \ufeff", "\u0301", "\u202e"]
)
def test_what_nobody_can_see_answers_nothing(text: str) -> None:
    assert not says_something(text)
    assert typed(why=text).kept == {}
    assert says_something(f"{text}x")


def test_every_way_of_breaking_a_line_is_one() -> None:
    broken = "a\r\nb\rc\nd\x0be\x0cf\x85g\u2028h\u2029i"
    assert typed(why=broken).kept["why"] == "a\nb\nc\nd\ne\nf\ng\nh\ni"
    assert Asking().field("why").read(broken) == "a\nb\nc\nd\ne\nf\ng\nh\ni"  # as an import is


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029", "\x0c"])
def test_every_line_is_counted(separator: str) -> None:
    (field,) = typed(why=f"a{separator}" * 800).wrong
    assert "more than 800 lines" in str(field.error)


@pytest.mark.parametrize("turn", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_writing_round_is_kept_in_prose_and_in_no_line(turn: str) -> None:
    form = typed(why=f"a{turn}b", title=f"a{turn}b")
    (field,) = form.wrong
    assert field.key == "title"
    assert "turns the direction of writing round: take it out" in str(field.error)
    assert form.kept["why"] == f"a{turn}b"
    assert typed(title="\u200fمريم").kept["title"] == "\u200fمريم"


@pytest.mark.parametrize(
    ("name", "values", "stands"),
    [
        ("choice", ("one", "two"), "one\ntwo"),
        ("why", ("", "two", "three"), "two\nthree"),
        ("title", ("one", "two"), "one two"),
        ("on-month", ("1", "2"), ("", "1 2", "")),
        ("kind", ("body", "people"), "body people"),
        ("sure", ("yes", "yes"), True),
    ],
)
def test_one_answer_given_twice_is_asked_again_and_both_stand_there(
    name: str, values: tuple[str, ...], stands: object
) -> None:
    form = Asking(raw=[(name, value) for value in values])
    field = form.field(name.partition("-")[0])
    assert str(field.error) == "This came with more than one answer. Give the one that is right"
    assert field.typed == stands
    assert form.kept == {}


def test_several_answers_are_several() -> None:
    form = Asking(raw=[("some", "body"), ("some", "people"), ("marks", "a"), ("marks", "b")])
    assert form.wrong == []
    assert form.kept == {"some": ["body", "people"], "marks": ["a", "b"]}


def test_white_space_alone_says_nothing() -> None:
    assert typed(choice=" \n\t ", title="  ").kept == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 101, "1 characters longer than the 100"),
        ("a\0b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("a\ud800b", "U+D800"),
        ("a\uffffb", "U+FFFF"),
        ("a\ufdd0b", "U+FDD0"),
        ("a\U0010fffeb", "U+10FFFE"),
    ],
    ids=ascii,
)
def test_what_cannot_be_kept_is_refused_and_still_shown(text: str, said: str) -> None:
    form = typed(choice=text)
    assert said in str(form.field("choice").error)
    assert form.field("choice").typed == (
        text if len(text) > 100 else "a\N{REPLACEMENT CHARACTER}b"
    )
    assert "choice" not in form.kept


def test_too_many_lines_are_refused() -> None:
    assert "lines" in str(typed(why="\n" * 900).field("why").error)


@pytest.mark.parametrize(
    ("parts", "kept"),
    [
        (("8", "1", "2027"), "2027-01-08"),
        ((" 08 ", "january", "2027"), "2027-01-08"),
        (("29", "Feb", "2028"), "2028-02-29"),
    ],
)
def test_a_day_is_read_as_people_write_it(parts: tuple[str, str, str], kept: str) -> None:
    form = typed(on_day=parts[0], on_month=parts[1], on_year=parts[2])
    assert form.kept == {"on": kept}


@pytest.mark.parametrize(
    ("expects", "year", "kept"),
    [
        ("past", "26", "2026"),
        ("past", "79", "2079"),
        ("past", "98", "1998"),
        ("", "98", "1998"),
        ("future", "27", "2027"),
        ("future", "98", "2098"),
    ],
)
def test_a_year_of_two_figures_is_of_the_century_the_question_means(
    expects: str, year: str, kept: str
) -> None:
    class Dated(Form):
        on = day(_("When?"), expects=expects)

    raw = [("on-day", "8"), ("on-month", "1"), ("on-year", year)]
    assert Dated(raw=raw).kept == {"on": f"{kept}-01-08"}


def test_the_example_of_a_day_is_one_that_could_be_the_answer() -> None:
    def refused(expects: str) -> str:
        class Dated(Form):
            on = day(_("When?"), expects=expects)

        return str(Dated(raw=[("on-day", "8")]).field("on").error)

    assert "such as 31 3 2026" in refused("past")
    assert "such as 8 1 2027" in refused("future")


@pytest.mark.parametrize(
    "parts",
    [
        ("31", "2", "2027"),
        ("29", "2", "2027"),
        ("0", "1", "2027"),
        ("8", "13", "2027"),
        ("8", "", "2027"),
        ("eight", "1", "2027"),
        ("8", "1", "2"),
        ("8", "1", "027"),
        ("8", "1", "99999"),
        ("-8", "1", "2027"),
        ("8", "1", "٢٠٢٧"),
        ("8\0", "1", "2027"),
        ("8", "1", "0001"),
        ("8" * 5000, "1", "2027"),
    ],
)
def test_an_impossible_day_is_refused_and_still_shown(parts: tuple[str, str, str]) -> None:
    form = typed(on_day=parts[0], on_month=parts[1], on_year=parts[2])
    asked = form.field("on")
    assert str(asked.error)
    assert asked.typed[1] == parts[1]
    assert form.kept == {}


def test_only_answers_that_were_offered_are_taken() -> None:
    assert typed(kind="body").kept == {"kind": "body"}
    assert typed(kind="elsewhere").field("kind").error
    assert Asking(raw=[("some", "people"), ("some", "body"), ("some", "people")]).kept == {
        "some": ["body", "people"]
    }
    assert Asking(raw=[("some", "<script>")]).field("some").error


def test_a_choice_alone_is_nothing_worth_keeping() -> None:
    assert typed(kind="body", sure="yes").is_blank
    assert not typed(kind="body", why="x").is_blank


def test_stored_answers_post_back_as_themselves() -> None:
    data = {
        "choice": "Walk\nthere",
        "title": "Walking",
        "why": "x",
        "on": "2027-01-08",
        "kind": "body",
        "some": ["people"],
        "marks": ["a", "b"],
        "sure": True,
    }
    assert Asking(raw=Asking().as_raw(data)).kept == data
    assert Asking(data=data).kept == data


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("choice", 5),
        ("choice", "x" * 101),
        ("title", ["a"]),
        ("on", "2027-02-31"),
        ("on", 5),
        ("kind", "elsewhere"),
        ("some", "body"),
        ("some", ["x"]),
        ("marks", [1]),
        ("sure", False),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_on_import(key: str, value: object) -> None:
    from riskapp.platform.forms.reading import Unreadable  # noqa: PLC0415

    with pytest.raises(Unreadable):
        Asking().field(key).check(value)


def test_fields_are_declared_in_order() -> None:
    keys = [field.key for field in declared(Asking)]
    assert keys == ["choice", "title", "why", "on", "kind", "some", "marks", "sure"]


@pytest.mark.parametrize(
    ("expects", "kept", "said"),
    [
        ("past", "2026-11-13", "This day is still to come"),
        ("past", "2026-11-12", None),
        ("future", "2026-11-11", "This day has passed"),
        ("future", "2026-11-12", None),
        ("", "2200-12-31", None),
        ("past", None, None),
    ],
)
def test_a_day_on_the_other_side_of_today_is_said_beside_it_and_kept(
    expects: str, kept: str | None, said: str | None
) -> None:
    class Dated(Form):
        on = day(_("When?"), expects=expects)

    form = Dated(data={"on": kept})
    aside = form.field("on").aside(date(2026, 11, 12))  # type: ignore[attr-defined]
    assert (str(aside) if aside else None) == said
    assert form.wrong == []
    assert form.kept.get("on") == kept


@pytest.mark.parametrize(
    ("typed_in", "kept", "shown", "again"),
    [
        (("", "", "2011"), "2011", "2011", ("", "", "2011")),
        (("", "Oct", " 2011 "), "2011-10", "October 2011", ("", "10", "2011")),
        (("3", "10", "2011"), "2011-10-03", "3 October 2011", ("3", "10", "2011")),
        (("", "", ""), None, "", ("", "", "")),
    ],
)
def test_of_a_day_long_ago_the_year_may_be_all_that_is_known(
    typed_in: tuple[str, str, str], kept: str | None, shown: str, again: tuple[str, str, str]
) -> None:
    class Old(Form):
        on = day(_("When?"), expects="past", or_year=True)

    names = ("on-day", "on-month", "on-year")
    asked = Old(raw=list(zip(names, typed_in, strict=True))).field("on")
    assert (asked.error, asked.kept) == (None, kept)
    assert asked.hint == "The month or the year is enough."
    assert asked.described_by.split()[0] == "on-hint"
    if kept:
        said = Old(data={"on": kept}).field("on")
        assert (said.typed, said.shown(kept).replace("\xa0", " ")) == (again, shown)
        assert said.aside(date(2026, 11, 12)) is None
        assert said.aside(date(2010, 12, 31))
        said.check(kept)


@pytest.mark.parametrize(
    ("kept", "follows", "is_before"),
    [
        ("2026-09", date(2026, 9, 30), False),
        ("2026-09", date(2026, 10, 1), True),
        ("2026", date(2026, 12, 31), False),
        ("2025", date(2026, 1, 1), True),
    ],
)
def test_a_month_or_a_year_is_before_a_day_only_where_all_of_it_is(
    kept: str, follows: date, is_before: bool
) -> None:
    class Old(Form):
        on = day(_("When?"), or_year=True)

    asked = Old(data={"on": kept}).field("on")
    assert isinstance(asked, DayField)
    asked.follows = (follows, "Too early?")
    assert asked.aside(date(2026, 12, 31)) == ("Too early?" if is_before else None)


def test_a_part_of_a_day_is_one_there_is_and_only_where_it_may_be() -> None:
    class Days(Form):
        old = day(_("When?"), or_year=True)
        whole = day(_("When?"))

    old, whole = Days().field("old"), Days().field("whole")
    for wrong in ("2011-13", "2011-00", "11", "1811", "2011-1", "2011-10-"):
        with pytest.raises(Unreadable):
            old.check(wrong)
    with pytest.raises(Unreadable):
        whole.check("2011")
    for parts in (("12", "", "2011"), ("", "13", "2011"), ("", "10", ""), ("", "", "98")):
        raw = list(zip(("old-day", "old-month", "old-year"), parts, strict=True))
        assert Days(raw=raw).field("old").error, parts
    assert Days(raw=[("whole-year", "2011")]).field("whole").error
