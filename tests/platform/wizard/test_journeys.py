"""What an order of steps holds, and what it refuses."""

from __future__ import annotations

import pytest

from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form, line
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Journey, Part, Step


class Asked(Form):
    what = line(_("What?"))


THINGS = Collection(slug="things", title=_("Things"), one=_("a thing"), item_form=Asked)
FIRST = Step(slug="first", title=_("First"), form=Asked)
DEEP = Step(
    slug="deep",
    title=_("Deep"),
    form=Asked,
    collections=(THINGS,),
    applies=lambda entries: bool(entries.data("first").get("what")),
)
LAST = Step(slug="last", title=_("Last"), form=Asked)
BESIDE = Step(slug="beside", title=_("Beside"), form=Asked)
JOURNEY = Journey(
    slug="journey",
    parts=(Part(_("One"), (FIRST, DEEP)), Part(_("Two"), (LAST,))),
    beside=(BESIDE,),
)


def said(*steps: str) -> Entries:
    return Entries(tuple(Entry(step, step, {"what": "something"}) for step in steps))


def test_a_step_that_is_not_called_for_is_passed_over() -> None:
    assert JOURNEY.shown(Entries()) == [FIRST, LAST]
    assert JOURNEY.after(FIRST, Entries()) is LAST
    assert JOURNEY.before(LAST, Entries()) is FIRST


def test_a_step_that_is_called_for_stands_in_its_place() -> None:
    assert JOURNEY.shown(said("first")) == [FIRST, DEEP, LAST]
    assert JOURNEY.after(FIRST, said("first")) is DEEP


@pytest.mark.parametrize("where", ["deep", "things"])
def test_a_step_that_holds_words_is_never_hidden(where: str) -> None:
    assert DEEP in JOURNEY.shown(said(where))


def test_one_goes_on_from_a_step_that_is_not_shown_by_where_it_would_be() -> None:
    assert JOURNEY.after(DEEP, Entries()) is LAST
    assert JOURNEY.before(DEEP, Entries()) is FIRST


def test_nothing_comes_before_or_after_a_page_beside_the_order() -> None:
    assert JOURNEY.after(BESIDE, Entries()) is None
    assert JOURNEY.before(BESIDE, Entries()) is None


def test_two_steps_or_lists_of_one_name_are_refused() -> None:
    double = Step(slug="things", title=_("Things"), form=Asked)
    with pytest.raises(ValueError, match="is called things"):
        Journey(slug="journey", parts=(Part(_("One"), (DEEP, double)),))


def test_a_list_that_asks_what_is_true_of_one_day_is_refused() -> None:
    """Nothing empties it when the next version is begun: that would seal what was said the year before."""

    class OfADay(Form):
        what = line(_("What?"))
        today = line(_("And today?"), of_its_day=True)

    with pytest.raises(ValueError, match="take it off today in OfADay, or ask that in the form of"):
        Collection(slug="days", title=_("Days"), one=_("a day"), item_form=OfADay)
