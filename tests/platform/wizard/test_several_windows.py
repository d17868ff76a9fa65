"""One page open in several windows of one person: each is kept, and together they lose and double nothing."""

from __future__ import annotations

from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from riskapp.accounts.tables import user_account
from riskapp.decision.queries import find_decision
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.entries.saving import await_turn
from riskapp.platform.entries.tables import draft
from riskapp.platform.tables import subject
from tests.app import SUNITA, Client, make_app
from tests.faults.conftest import begin
from tests.faults.filling import as_data, post_forms
from tests.page import Page, read_page

WHAT = "mitigations..-what"
ON_POSTGRESQL = [pytest.param("postgresql", marks=pytest.mark.postgresql)]
TYPED_TWICE = "This came with more than one answer"


class Windows:
    """The windows of one person on the conversation about somebody."""

    def __init__(self, app: Flask, email: str = SUNITA, home: str = "") -> None:
        self.app, self.client = app, Client(app).sign_in(email)
        self.home = home or f"/decisions/{begin(self.client, 'Beryl')}"

    def open(self, step: str) -> Window:
        return Window(self, f"{self.home}/{step}", self.client.get(f"{self.home}/{step}"))

    def post(self, path: str, form: dict[str, Any], status: int) -> Any:
        """What a window holds and no more: nothing hidden of a page that was looked at since."""
        self.client.last = None
        return self.client.post(path, form, status=status)

    def entries(self) -> Entries:
        with self.app.extensions["riskapp"].db.read() as conn:
            return get_entries(conn, find_decision(conn, self.home.rpartition("/")[2]).id)

    @property
    def is_anything_kept(self) -> bool:
        with self.app.extensions["riskapp"].db.read() as conn:
            return bool(conn.execute(select(draft.c.raw)).all())


class Window:
    def __init__(self, of: Windows, path: str, page: Page) -> None:
        self.of, self.path, self.page = of, path, page
        (form,) = (one for one in post_forms(page, path) if one.action == path)
        self.form: dict[str, Any] = {
            name: said[0] if len(said) == 1 else said
            for name, said in as_data(form.standing()).items()
        }

    def keeps(self, status: int = 200, **typed: Any) -> Window:
        self.of.app.extensions["riskapp"].clock.pass_by(seconds=1)
        self.form |= typed
        self.of.post(f"{self.path}/keep", self.form, status)
        return self

    def saves(self, status: int = 303, **typed: Any) -> Window:
        self.form |= typed
        self.of.post(self.path, self.form, status)
        return self

    def is_asked(self, **typed: Any) -> Page:
        """The page that asks which of two texts to keep."""
        self.form |= typed
        answer = self.of.post(self.path, self.form, 409)
        return read_page(answer.get_data(as_text=True), self.path)


@pytest.fixture
def windows(db: Database, tmp_path: Path) -> Windows:
    return Windows(make_app(db, tmp_path))


def marked(windows: Windows) -> list[str]:
    """Two things that could happen, both marked."""
    now, _other = (one.id for one in windows.entries().items("options"))
    for words in ("Fresh air", "A fall"):
        windows.open("both-sides").saves(**{f"consequences.{now}.benefit-text": words})
    ids = [one.id for one in windows.entries().items("consequences")]
    windows.open("both-sides").saves(marks=ids)
    return ids


def test_ticks_that_nobody_touched_stay(windows: Windows) -> None:
    ids = marked(windows)
    one, other = windows.open("both-sides"), windows.open("both-sides")
    one.keeps(**{"options..-title": "By boat"})
    way = f"consequences.{windows.entries().items('options')[0].id}.harm-text"
    other.keeps(**{way: "Rain"})
    shown = windows.open("both-sides")
    assert (shown.form["options..-title"], shown.form[way]) == ("By boat", "Rain")
    shown.saves()
    assert set(windows.entries().of("both-sides").data["marks"]) == set(ids)
    assert not windows.is_anything_kept


def test_a_tick_put_in_one_window_and_one_taken_out_in_another_are_both_done(
    windows: Windows,
) -> None:
    first, second = marked(windows)
    now = windows.entries().items("options")[0].id
    windows.open("both-sides").saves(**{f"consequences.{now}.harm-text": "Rain"})
    third = windows.entries().items("consequences")[-1].id
    one, other = windows.open("both-sides"), windows.open("both-sides")
    one.keeps(marks=[second])
    other.keeps(marks=[first, second, third])
    windows.open("both-sides").saves()
    assert set(windows.entries().of("both-sides").data["marks"]) == {second, third}


def test_what_only_the_other_window_changed_is_no_question(windows: Windows) -> None:
    """It is shown and stays; what would be added says where."""
    marked(windows)
    ids = [one.id for one in windows.entries().items("consequences")]
    windows.open("both-sides").saves(marks=ids[:1])
    now, _other = (one.id for one in windows.entries().items("options"))
    old = windows.open("both-sides")
    windows.open("both-sides").saves(marks=ids)
    page = old.is_asked(**{f"consequences.{now}.harm-text": "Rain"})
    radios = [one.get("name") for one in page.tree.iter("input") if one.get("type") == "radio"]
    assert set(radios) == {f"pick-consequences.{now}.harm"}
    assert "You did not change these: they stay as they are saved now" in page.text
    assert "Only you changed these" not in page.text
    assert "If I do this: feared" in page.text
    Window(windows, old.path, page).saves()
    assert windows.entries().of("both-sides").data["marks"] == ids
    assert [one.get("text") for one in windows.entries().items("consequences")][-1] == "Rain"


def test_what_was_chosen_differently_is_asked_and_stands_as_chosen_last(windows: Windows) -> None:
    windows.open("decision").saves(danger="no", said_where="At home", heard_by="Joan")
    one, other = windows.open("decision"), windows.open("decision")
    one.keeps(danger="yes", said_where="", heard_by="Ann")
    other.keeps(danger="not-sure", heard_by="Ben")
    shown = windows.open("decision")
    assert "In another window this was answered “Yes”" in shown.page.text
    assert TYPED_TWICE in shown.page.text
    assert [shown.form[name] for name in ("danger", "said_where", "heard_by")] == [
        "not-sure",
        "",
        "Ann Ben",
    ]


def test_text_that_goes_on_and_text_that_was_taken_out(windows: Windows) -> None:
    windows.open("decision").saves(choice="To walk", why_now="Spring")
    windows.open("decision").keeps(choice="To walk")  # nothing new
    one, other = windows.open("decision"), windows.open("decision")
    one.keeps(choice="To walk and to swim", why_now="")
    other.keeps(choice="To walk and", title="Walking")
    shown = windows.open("decision")
    assert (shown.form["choice"], shown.form["why_now"]) == ("To walk and to swim", "")
    assert TYPED_TWICE not in shown.page.text


def test_what_was_typed_and_taken_back_is_kept_nowhere(windows: Windows) -> None:
    windows.open("decision").saves(choice="To walk")
    window = windows.open("decision")
    window.keeps(choice="To walk and to swim")
    assert windows.is_anything_kept
    window.keeps(choice="To walk")
    assert not windows.is_anything_kept
    assert "not saved yet" not in windows.client.get(windows.home).text


def test_a_draft_that_a_later_save_made_true_ends_with_the_next_save(windows: Windows) -> None:
    windows.open("decision").keeps(choice="To walk")
    windows.open("decision").keeps(choice="To walk")
    other = windows.open("strengths")  # not of the page
    other.saves(skills="Knots")
    windows.open("decision").saves()
    assert not windows.is_anything_kept


def test_a_keep_that_was_overtaken_stands_over_nothing_that_was_sent(windows: Windows) -> None:
    first = windows.open("what-would-help")
    wrong = {WHAT: "A rail by the door", "mitigations..-ends_on-day": "45"}
    first.saves(**wrong)
    second = windows.open("what-would-help")
    assert second.form[WHAT] == wrong[WHAT]
    late = Window(windows, first.path, first.page)
    late.form = {**first.form, WHAT: "A rail"}
    late.keeps(409)
    second.saves(**{"mitigations..-ends_on-day": ""})
    assert not windows.is_anything_kept
    assert [one["what"] for one in windows.entries().items("mitigations")] == [wrong[WHAT]]


def test_a_page_sent_and_wrong_twice_is_kept_once(windows: Windows) -> None:
    window = windows.open("decision")
    for words in ("To walk", "To walk and to swim"):
        window.keeps(choice=words) if words == "To walk" else None
        window.saves(**{"choice": words, "said_on-day": "45"})
    shown = windows.open("decision")
    assert (shown.form["choice"], shown.form["said_on-day"]) == ("To walk and to swim", "45")
    assert TYPED_TWICE not in shown.page.text


def test_what_one_window_saved_another_does_not_add_again(windows: Windows) -> None:
    first = windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    second = windows.open("what-would-help")
    assert second.form[WHAT] == "A rail"
    second.keeps(**{"not-found..-what": "A lift"})
    first.saves()
    third = windows.open("what-would-help")
    assert third.form[WHAT] == ""
    second.saves()
    windows.open("what-would-help").saves()
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]
    assert not windows.is_anything_kept


def test_a_page_left_behind_brings_back_nothing_that_it_saved(windows: Windows) -> None:
    window = windows.open("what-would-help").saves(**{WHAT: "A rail"})
    windows.app.extensions["riskapp"].clock.pass_by(hours=3)
    windows.client.post(window.path, window.form, status=303)
    windows.client.sign_in()
    shown = windows.open("what-would-help")
    assert "not saved yet" not in shown.page.text
    shown.saves()
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]


def test_a_save_that_changes_nothing_ends_the_page_as_well(windows: Windows) -> None:
    window = windows.open("decision").saves()
    window.keeps(409, choice="To walk")
    assert not windows.is_anything_kept


def test_of_many_windows_none_is_lost_or_kept_for_ever(windows: Windows) -> None:
    opened = [windows.open("decision") for _window in range(60)]
    for number, window in enumerate(opened):
        window.keeps(choice=f"{number}.")
    shown = windows.open("decision")
    assert shown.form["choice"].split("\n") == [f"{number}." for number in range(60)]
    shown.saves(choice="To walk")
    assert not windows.is_anything_kept


def test_a_key_of_another_record_saves_nothing_in_silence(windows: Windows) -> None:
    window = windows.open("decision").saves(choice="To walk")
    other = f"/decisions/{begin(windows.client, 'Ada')}/decision"
    windows.client.post(other, window.form, page=other, status=303)
    shown = windows.client.get(other)
    assert shown.form(other).fields["choice"] == "To walk"
    assert "not saved yet" in shown.text


def test_what_cannot_be_read_is_listed_before_it_is_let_go(windows: Windows) -> None:
    wrong = {"why_now": "so long " * 3_000, "said_on-day": "45", "title": "Walking"}
    windows.open("decision").saves(**wrong)
    asked = windows.client.get(f"{windows.home}/decision/discard").text
    assert "so long so long" in asked
    assert "45" in asked
    assert "Walking" in asked


def test_a_sentence_taken_out_in_one_window_is_not_put_back_by_another(windows: Windows) -> None:
    whole = "She likes tea. Her son takes money."
    windows.open("decision").saves(choice=whole, why_now="Spring", heard_by="Joan")
    one, other = windows.open("decision"), windows.open("decision")
    one.keeps(choice="She likes tea.", why_now="", heard_by="")
    other.keeps(choice=f"{whole} She sings.", why_now="Summer", heard_by="Ann")
    shown = windows.open("decision")
    assert shown.form["choice"] == f"She likes tea.\n{whole} She sings."
    assert TYPED_TWICE in shown.page.text
    assert (shown.form["why_now"], shown.form["heard_by"]) == ("Summer", "Ann")
    assert shown.page.text.count("In another window this was taken out") == 4


def test_two_windows_add_two_things_however_alike_they_begin(windows: Windows) -> None:
    one, other = windows.open("what-would-help"), windows.open("what-would-help")
    one.keeps(**{WHAT: "A rail"})
    other.keeps(**{WHAT: "A rail outside"})
    shown = windows.open("what-would-help")
    assert shown.form[WHAT] == "A rail\nA rail outside"
    assert TYPED_TWICE in shown.page.text


def test_a_revision_that_is_no_number_breaks_no_page(windows: Windows) -> None:
    odd = ("²", "9" * 5_000, "-1", "")
    for window, rev in zip([windows.open("decision") for _rev in odd], odd, strict=True):
        window.keeps(choice=f"rev {rev[:2]}.", rev=rev)
    shown = windows.open("decision")
    assert shown.form["choice"] == "rev ².\nrev 99.\nrev -1.\nrev ."
    windows.client.get(f"{windows.home}/decision/discard")


def rail_since(windows: Windows, since: str) -> list[str]:
    """What helps, once the rail was changed or taken away on its own page."""
    (rail,) = windows.entries().items("mitigations")
    item = f"what-would-help/mitigations/{rail.id}"
    if since == "changed":
        windows.open(item).saves(what="A rail by the door")
    else:
        windows.client.post(f"{windows.home}/{item}/remove", status=303)
    return [one["what"] for one in windows.entries().items("mitigations")]


@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_what_was_saved_and_then_changed_does_not_come_back(windows: Windows, since: str) -> None:
    first = windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    second = windows.open("what-would-help")
    first.saves()
    left = rail_since(windows, since)
    second.saves()
    assert "in another window. Look at what stands here now" in windows.client.follow().text
    assert [one["what"] for one in windows.entries().items("mitigations")] == left
    again = windows.open("what-would-help")
    assert again.form[WHAT] == "A rail"
    again.saves()  # meant, now that both were shown
    assert [one["what"] for one in windows.entries().items("mitigations")] == [*left, "A rail"]


ADDED_TWICE = "in another window. Look at what stands here now"


@pytest.mark.parametrize("sees", ["at once", "after typing on", "after an error", "in a third"])
def test_a_window_whose_words_another_saved_adds_nothing_again(windows: Windows, sees: str) -> None:
    first = windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    other = windows.open("what-would-help")
    if sees == "after typing on":
        other.keeps(**{"not-found..-what": "A lift"})
    if sees == "after an error":
        other.saves(**{"mitigations..-ends_on-day": "45"})
        other = windows.open("what-would-help")
        other.form["mitigations..-ends_on-day"] = ""
    if sees == "in a third":
        other.keeps(**{"not-found..-what": "A lift"})
        other = windows.open("what-would-help").keeps(**{"not-found..-what": "A ramp"})
    other.saves()
    rail, *others = windows.entries().items("mitigations")
    assert not others
    first.keeps(409)
    windows.open(f"what-would-help/mitigations/{rail.id}").saves(what="A rail by the door")
    first.saves()
    shown = windows.client.follow()
    assert ADDED_TWICE in shown.text
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail by the door"]
    assert windows.open("what-would-help").form[WHAT] == "A rail"


def test_a_window_whose_words_another_saved_goes_on(windows: Windows) -> None:
    typed = {WHAT: "A rail", "not-found..-what": "A lift"}
    first = windows.open("what-would-help").keeps(**typed)
    windows.open("what-would-help").saves()
    first.saves()
    assert "not saved yet" not in windows.client.follow().text
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]
    assert not windows.is_anything_kept


def test_two_windows_with_the_same_words_have_nothing_to_choose(windows: Windows) -> None:
    one, other = windows.open("decision"), windows.open("decision")
    one.keeps(choice="To walk").saves()
    other.keeps(choice="To walk").saves()
    assert not windows.is_anything_kept


@pytest.mark.parametrize("then", ["typed on", "cleared and typed again"])
@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_a_window_that_kept_what_it_showed_asks_as_well(
    windows: Windows, since: str, then: str
) -> None:
    """With JavaScript on, having kept something is the rule."""
    first = windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    other = windows.open("what-would-help")
    if then == "cleared and typed again":
        other.keeps(**{WHAT: ""})
    other.keeps(**{WHAT: "A rail", "not-found..-what": "A lift"})
    first.saves()
    left = rail_since(windows, since)
    other.saves()
    assert ADDED_TWICE in windows.client.follow().text
    assert [one["what"] for one in windows.entries().items("mitigations")] == left
    windows.open("what-would-help").saves()  # asked once, and meant
    assert [one["what"] for one in windows.entries().items("mitigations")] == [*left, "A rail"]
    assert not windows.is_anything_kept


def test_a_window_typed_on_in_is_not_saved_beside_its_beginning(windows: Windows) -> None:
    first = windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    other = windows.open("what-would-help")
    first.keeps(**{WHAT: "A rail outside"})
    other.keeps(**{"not-found..-what": "A lift"}).saves()
    assert ADDED_TWICE in windows.client.follow().text
    assert not windows.entries().items("mitigations")


@pytest.mark.parametrize("database_url", ON_POSTGRESQL, indirect=True)
def test_a_save_waits_for_its_turn_before_it_holds_the_record(windows: Windows) -> None:
    """One that held the record and waited for its turn, beside one that had its turn and waited for the
    record: one of them was turned away.
    """
    db, path = windows.app.extensions["riskapp"].db, f"{windows.home}/what-would-help"
    late = Thread(target=windows.client.post, args=(path, {WHAT: "A rail"}), kwargs={"page": path})
    with db.read() as conn:
        found = find_decision(conn, windows.home.rpartition("/")[2])
        by = conn.execute(select(user_account.c.id).where(user_account.c.email == SUNITA)).scalar()
    with db.write() as conn:
        await_turn(conn, user_id=str(by), subject_id=found.id, place="what-would-help")
        late.start()
        late.join(1)
        assert late.is_alive()
        conn.execute(
            select(subject.c.id).where(subject.c.id == found.id).with_for_update(nowait=True)
        )
    late.join()
    assert windows.client.last.status_code == 303


def test_what_was_typed_and_taken_back_since_another_saved_is_kept_nowhere(
    windows: Windows,
) -> None:
    windows.open("decision").saves(choice="To walk")
    window = windows.open("decision")
    windows.open("decision").saves(choice="To swim")
    window.keeps(choice="To walk")
    assert not windows.is_anything_kept


def test_a_page_nobody_typed_on_leaves_nothing_when_its_session_ends(windows: Windows) -> None:
    windows.open("decision").saves(choice="To walk")
    window = windows.open("decision")
    windows.app.extensions["riskapp"].clock.pass_by(hours=3)
    windows.client.post(window.path, window.form, status=303)
    assert not windows.is_anything_kept


def test_what_was_sealed_is_not_told_as_unsaved(windows: Windows) -> None:
    first = windows.open("read-back").keeps(others="Joan")
    windows.open("read-back").saves(action="seal")
    first.saves(409, action="seal")
    assert not windows.is_anything_kept


def other_saves(windows: Windows, **said: str) -> None:
    """As somebody else would, who sees no draft."""
    window, stands = windows.open("if-it-goes-wrong"), windows.entries().of("if-it-goes-wrong")
    for name in ("draft", "pages"):
        window.form.pop(name, None)
    blank = {"contacts..-name": "", "rev": str(stands.rev)}
    window.saves(**{**blank, **stands.data, **said})


def chosen_between(windows: Windows, mine: dict[str, str], picks: dict[str, str]) -> Window:
    """The page that shows both texts, answered: somebody saved `pause` while one typed `mine`."""
    windows.open("if-it-goes-wrong").saves(first_sign="Late", pause="P0", not_to="N0")
    window = windows.open("if-it-goes-wrong")
    other_saves(windows, first_sign="Later", pause="P1")
    shown = Window(windows, window.path, window.is_asked(**mine))
    shown.form |= picks
    return shown


PICKS = {"pick-first_sign": "mine", "pick-pause": "theirs"}


def test_what_was_chosen_between_two_texts_stays_chosen_when_it_is_asked_again(
    windows: Windows,
) -> None:
    shown = chosen_between(windows, {"first_sign": "Mine"}, PICKS)
    other_saves(windows, not_to="N1")
    page = shown.is_asked()
    assert "P0" not in page.text
    again = Window(windows, shown.path, page)
    assert again.form["pick-not_to"] == "theirs"
    again.saves()
    said = windows.entries().of("if-it-goes-wrong").data
    assert (said["first_sign"], said["pause"], said["not_to"]) == ("Mine", "P1", "N1")


def test_what_was_chosen_between_two_texts_is_what_is_kept(windows: Windows) -> None:
    shown = chosen_between(windows, {"first_sign": "Mine"}, {**PICKS, "look_again_on-day": "45"})
    shown.saves()  # not read, and kept
    form = windows.open("if-it-goes-wrong").form
    assert (form["first_sign"], form["pause"]) == ("Mine", "P1")


def test_what_was_chosen_is_what_is_kept_when_the_session_ends(windows: Windows) -> None:
    shown = chosen_between(windows, {"first_sign": "Mine"}, PICKS)
    windows.client.let_go(shown.path)
    windows.app.extensions["riskapp"].clock.pass_by(hours=3)
    shown.saves()
    windows.client.sign_in()
    form = windows.open("if-it-goes-wrong").form
    assert (form["first_sign"], form["pause"]) == ("Mine", "P1")


@pytest.mark.parametrize("first", ["mine", "theirs"])
def test_what_stood_is_asked_about_again_where_it_was_changed_meanwhile(
    windows: Windows, first: str
) -> None:
    picks = {**PICKS, "pick-first_sign": first}
    shown = chosen_between(windows, {"first_sign": "Mine"}, picks)
    other_saves(windows, pause="P2")
    assert "P2" in shown.is_asked().text


def test_an_addition_that_was_left_out_is_not_asked_about_again(windows: Windows) -> None:
    typed = {"first_sign": "Mine", "contacts..-name": "Joan"}
    shown = chosen_between(windows, typed, {**PICKS, "pick-contacts..": "left-out"})
    other_saves(windows, not_to="N1")
    assert "Joan" not in shown.is_asked().text


def test_a_window_nobody_typed_in_is_saved_without_a_question(windows: Windows) -> None:
    windows.open("decision").saves(choice="To walk")
    window = windows.open("decision")
    windows.open("decision").saves(choice="To swim")
    window.saves()
    assert windows.entries().of("decision").data["choice"] == "To swim"
    assert not windows.is_anything_kept


def test_what_came_late_ends_with_the_next_save_of_its_window(windows: Windows) -> None:
    window = windows.open("what-would-help")
    window.form[WHAT] = "A rail"
    windows.app.extensions["riskapp"].clock.pass_by(hours=3)
    window.saves()
    assert windows.is_anything_kept
    windows.client.sign_in()
    token = windows.client.get(window.path).form(window.path).fields["csrf_token"]
    window.saves(csrf_token=token)
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]
    assert not windows.is_anything_kept


def test_words_saved_over_something_taken_away_bring_it_back_whichever_are_chosen(
    windows: Windows,
) -> None:
    windows.open("what-would-help").saves(**{WHAT: "A rail"})
    (rail,) = windows.entries().items("mitigations")
    window = windows.open(f"what-would-help/mitigations/{rail.id}")
    windows.client.post(f"{window.path}/remove", status=303)
    shown = window.is_asked(what="A rope")
    assert "Saving your words brings it back" in shown.text
    Window(windows, window.path, shown).saves(**{"pick-what": "theirs"})
    assert [one["what"] for one in windows.entries().items("mitigations")] == ["A rail"]


def test_a_seal_is_not_taken_for_done_where_its_page_was_saved_from_another(
    windows: Windows,
) -> None:
    first = windows.open("read-back").keeps(others="Joan")
    windows.open("read-back").saves(action="later")
    first.saves(action="seal")
    assert "Joan" in windows.client.follow().form(first.path).fields["others"]
    with windows.app.extensions["riskapp"].db.read() as conn:
        assert find_decision(conn, windows.home.rpartition("/")[2]).versions == 0
    windows.open("read-back").saves(action="seal")
    with windows.app.extensions["riskapp"].db.read() as conn:
        assert find_decision(conn, windows.home.rpartition("/")[2]).versions == 1


def test_what_is_added_beside_a_choice_is_said(windows: Windows) -> None:
    one, other = windows.open("voices"), windows.open("voices")
    one.saves(quiet="Nobody", **{"views..-who": "Ann"})
    shown = other.is_asked(quiet="Her sister", **{"views..-who": "Ben"})
    assert "You typed this to be added. Is it still to be?" in shown.text
    assert "Ben" in shown.text
    picks = {"pick-quiet": "theirs", "pick-views..": "left-out"}
    Window(windows, other.path, shown).saves(**picks)
    assert [one["who"] for one in windows.entries().items("views")] == ["Ann"]
    assert windows.entries().of("voices")["quiet"] == "Nobody"
    assert not windows.is_anything_kept


def test_what_is_asked_stays_asked_beside_what_stands_already(windows: Windows) -> None:
    one, other = windows.open("voices"), windows.open("voices")
    one.keeps(quiet="Nobody", **{"views..-who": "Ann"})
    other.keeps(quiet="Her sister", **{"views..-who": "Ann"})
    last = windows.open("voices")
    last.form["draft"] = ""
    last.saves(quiet="", **{"views..-who": "Ann"})
    shown = windows.open("voices")
    assert (shown.form["quiet"], shown.form["views..-who"]) == ("Nobody\nHer sister", "")
    assert TYPED_TWICE in shown.page.text


def test_what_was_typed_into_something_taken_away_is_read_where_it_can_be_put_back(
    windows: Windows,
) -> None:
    windows.open("what-would-help").saves(**{WHAT: "A rail"})
    (rail,) = windows.entries().items("mitigations")
    item = f"{windows.home}/what-would-help/mitigations/{rail.id}"
    windows.open(f"what-would-help/mitigations/{rail.id}").keeps(does="He holds on to it")
    windows.client.post(f"{item}/remove", status=303)
    shown = windows.client.follow()
    assert "He holds on to it" in shown.text
    asked = windows.client.get(shown.links["Take it away"])
    assert "He holds on to it" in asked.text
    windows.client.let_go(item)
    assert not windows.is_anything_kept


def test_what_stands_already_is_kept_as_no_draft(windows: Windows) -> None:
    windows.open("what-would-help").saves(**{WHAT: "A rail"})
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    assert not windows.is_anything_kept


def test_typing_on_in_a_page_that_shows_a_draft_is_saved_at_once(windows: Windows) -> None:
    windows.open("what-would-help").keeps(**{WHAT: "A rail"})
    shown = windows.open("what-would-help").keeps(**{WHAT: "A rail by the door"})
    shown.keeps(**{WHAT: "A rail by the back door"}).saves()
    assert [one["what"] for one in windows.entries().items("mitigations")] == [
        "A rail by the back door"
    ]
    assert not windows.is_anything_kept


def test_a_page_left_behind_takes_nothing_away(windows: Windows) -> None:
    """Whoever found it can send it: what stands stays in the form, and the page says where it is from."""
    ids = set(marked(windows))
    window = windows.open("both-sides")
    windows.app.extensions["riskapp"].clock.pass_by(hours=3)
    kept = {"stamp", "key", "rev"}
    found = {name: said for name, said in window.form.items() if name in kept}
    windows.client.post(window.path, {**found, "options..-title": "By boat"}, status=303)
    windows.client.sign_in()
    shown = windows.open("both-sides")
    assert shown.form["options..-title"] == "By boat"
    assert set(shown.form["marks"]) == ids
    assert "in one that had been left open" in shown.page.text


def test_each_window_is_compared_with_what_it_saw(windows: Windows) -> None:
    old = windows.open("decision")
    windows.open("decision").saves(why_now="Spring")
    new = windows.open("decision")
    old.keeps(title="Walking")
    new.keeps(why_now="Spring is late")
    shown = windows.open("decision")
    assert (shown.form["title"], shown.form["why_now"]) == ("Walking", "Spring is late")
    assert TYPED_TWICE not in shown.page.text
