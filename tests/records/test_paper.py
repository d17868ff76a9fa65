"""What stands where on paper: the first page of the record, the folded card, the person's copy."""

from __future__ import annotations

import re
from itertools import product

import pytest

from riskapp.core.errors import NotFound
from riskapp.decision.first_page import CUTS, PAGE, SPARE, _begun
from riskapp.decision.layouts import DRAFT, LAYOUTS, PRINTED, draw, layout_of
from riskapp.decision.paper import opening
from riskapp.decision.record import record_of
from riskapp.decision.rules import BENEFIT, HARM, KINDS, OF_THEIRS
from riskapp.decision.steps.what_was_decided import says_wont
from riskapp.decision.steps.what_would_help import LATER
from riskapp.decision.yours import is_own_voice, is_told_of
from riskapp.platform.entries.reading import Entry
from riskapp.platform.i18n import PSEUDO, using
from riskapp.platform.versions.layouts import Layout
from riskapp.platform.versions.rows import Rows, pattern
from tests.records.marked import marked_rows
from tests.records.people import DIGEST, Found, Talking, empty, lionel, maureen, rows_for
from tests.records.reading import (
    blocks_of_pdf,
    boxes_of,
    copy_of,
    overlapping,
    page_of,
    page_texts,
    pages_of,
    pages_of_parts,
    pdf_of,
    text_of_pdf,
    twin_of,
    words_of_html,
)

# The width of the picture, and what a page has for it beneath its heading and above its key.
PICTURE_MM, ROOM_MM = 174, 297 - 21 - 18 - 11
FOOT = 780  # points to the foot of a page
FOLD = 421  # points from the top of a sheet: its middle
FULL, PERSON, CARD = layout_of("full"), layout_of("person"), layout_of("card")
FIRST_PAGE = (
    "What was decided",
    "What matters most to",
    "What could still happen",
    "Who sees it differently",
    "Look again",
    "When",
    "Took part",
)
PROSE = "She could fall, or lose her way, and be found cold and frightened. "
WISH = "I want to walk to my plot, and home again, by the path that I know. "


def spoken(
    length: int, *, views: int = 3, wants: int = 0, title: int = 24, assessed: bool = False
) -> Rows:
    """A record whose answers are each about so many letters long; two may have assessed capacity."""
    text, wish = _letters(PROSE, length), _letters(WISH, wants or length)
    talk = Talking()
    name = _letters("walking to the allotment and home again ", title)
    talk.say("decision", choice=wish, title=name, said_on="2026-11-12")
    marks = []
    for heading, is_now in (("I walk there", None), ("I wait for a lift", True)):
        option = talk.say("options", title=heading, is_now=is_now)
        for side in ("harm", "benefit"):
            said = talk.under(option, "consequences", text=text, side=side, kind="social")
            marks.append(said)
        talk.under(option, "still", text=text)
    talk.say("both-sides", marks=marks)
    talk.say("what-was-decided", decided=text, whose="person", ending="own-choice", because=text)
    for number in range(views):
        who = ("Joan, her daughter", "Derek", "The district nurse")[number % 3]
        more = f"{text} {number}"
        talk.say("differences", who=who, view=more, would_change=more, next_step=more)
    talk.say("if-it-goes-wrong", look_again_on="2027-01-08", look_again_if=text[:390])
    talk.say("read-back", taking_part="disagrees", disagrees=text, others=text[:390])
    if assessed:
        talk.say("doors", capacity="opened")
        sunita = {"who": "Sunita Rao, social worker", "on": "2026-11-26"}
        talk.say("assessments", **sunita, conclusion="could-not")
        talk.say("assessments", who="Dr B", on="2026-11-27", conclusion="could")
    return rows_for(Found(), talk.entries)


def _letters(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length].strip()


def headings_of(page: str) -> list[str]:
    """The headings of the first page that a text has."""
    flat = " ".join(page.split())
    return [heading for heading in FIRST_PAGE if heading in flat]


@pytest.mark.parametrize(("many", "length"), [(2, 400), (4, 40), (5, 400)])
def test_the_picture_is_never_taller_than_its_page(many: int, length: int) -> None:
    """More than two options are on a picture for each pair, all cells of the size they have in one."""
    talk = Talking()
    for n in range(many):
        option = talk.say("options", title=f"Way {n}", is_now=True if n == 1 else None)
        for kind, side in product([*KINDS, None], (BENEFIT, HARM)):
            text = _letters("So much to say that no cell could hold it. ", length)
            talk.under(option, "consequences", text=text, side=side, kind=kind)
    rows = rows_for(Found(), talk.entries)
    record = copy_of(FULL, rows)
    boxes = [re.search(r'viewBox="0 0 658 (\d+)"', picture) for picture in record.pictures]
    heights = [int(box[1]) for box in boxes if box]
    assert len(heights) == (many + 1) // 2
    assert len(set(heights)) == 1
    assert heights[0] * PICTURE_MM / 658 <= ROOM_MM
    pages = page_texts(pdf_of(FULL, rows))
    assert "Way 0" in pages[1]
    assert "Way 1" in pages[1]


@pytest.mark.parametrize("length", [20, 90, 180, 360])
def test_a_record_begins_with_the_same_headings_in_the_same_order_whatever_was_said(
    length: int,
) -> None:
    begun, place = words_of_html(page_of(FULL, spoken(length)).html), 0
    for heading in FIRST_PAGE:
        place = begun.index(heading, place)
    assert place < begun.index("Why now")


@pytest.mark.parametrize(
    "rows",
    [
        maureen(),
        empty(),
        spoken(40, views=0),
        spoken(90, views=1),
        spoken(60, views=2, title=150),
        spoken(120, views=6),
        spoken(200, wants=900),
        spoken(90, wants=2_000),
        spoken(3_000, views=20, wants=15_000, title=199),
    ],
)
def test_every_heading_of_the_first_page_is_on_it_and_the_picture_begins_the_next(
    rows: Rows,
) -> None:
    pages = page_texts(pdf_of(FULL, rows))
    assert headings_of(pages[0]) == list(FIRST_PAGE)
    assert "The balance, as a picture" in pages[1]
    assert ("There is more of this further on" in pages[0]) != copy_of(
        FULL, rows
    ).first_page.is_whole


def test_no_page_of_a_record_of_many_ways_is_left_half_empty() -> None:
    """A picture, why now, each way in words and what would help flow on: only the last page may end soon."""
    talk = Talking()
    talk.say("decision", choice=WISH, why_now=PROSE)
    for n in range(4):
        way = talk.say("options", title=f"Way {n}", is_now=True if n == 1 else None)
        for kind, side in product(KINDS, (BENEFIT, HARM)):
            talk.under(way, "consequences", text=PROSE * 2, side=side, kind=kind)
        talk.under(way, "placings", happy="most", because=WISH)
    for _n in range(4):
        talk.say("mitigations", what="A locator", does=PROSE, takes_away=PROSE * 2, still=PROSE)
    data = pdf_of(FULL, rows_for(Found(), talk.entries, demonstration=False))
    assert pages_of(data) > 4
    _check_no_page_is_half_empty(data)


def _check_no_page_is_half_empty(data: bytes) -> None:
    *pages, _last = boxes_of(data)
    for page in pages:
        assert max(bottom for _word, (_l, _t, _r, bottom) in page if bottom < FOOT) > FOOT * 0.5


@pytest.mark.parametrize("rows", [maureen, empty])
def test_the_first_page_of_an_ordinary_record_leaves_nothing_to_later_pages(rows: object) -> None:
    assert copy_of(FULL, rows()).first_page.is_whole  # type: ignore[operator]


@pytest.mark.parametrize("wants", [300, 500, 2_000])
def test_what_the_person_wants_is_cut_last_and_stands_whole_all_the_same(wants: int) -> None:
    rows = spoken(250, wants=wants)
    first, wish = copy_of(FULL, rows).first_page, str(rows["decision.choice"]["value"])
    assert first.has_cut_words == (wants == 2_000)
    assert first.cut.letters < 250
    assert wish in words_of_html(page_of(FULL, rows).html)


@pytest.mark.parametrize("length", [300, 600])
def test_what_was_decided_is_whole_on_the_first_page_while_anything_else_is_cut(
    length: int,
) -> None:
    rows = spoken(length)
    first = copy_of(FULL, rows).first_page
    assert first.decided == rows["what-was-decided.decided"]["value"]
    assert first.cut.letters < length


def begun(rang: str) -> set[str]:
    """What a full first page shows of an entry, from where it has room for it to where it has little."""
    seen = set()
    for length in range(60, 700, 80):
        rows = spoken(length)
        rows["what-was-decided.because"] |= {"value": rang, "shown": rang}
        seen.add(copy_of(FULL, rows).first_page.show(rang))
    return seen


def test_an_entry_of_the_first_page_ends_with_a_sentence_else_a_clause_else_a_word() -> None:
    """“The ship’s doctor rang: she will not give the …” said less than nothing."""
    rang = "The ship’s doctor rang: she gives none at night, and nobody is there who could give it"
    clause, first = "The ship’s doctor rang: she gives none at night …", f"{rang}. …"
    assert begun(f"{rang}. It has to be thought of anew. " * 5) >= {clause}
    told = f"{rang}. {'and more ' * 30}"
    assert [_begun(told, most) for most in (200, 88, 60)] == [first, first, clause]
    assert _begun(told, 30) == "The ship’s doctor rang: she …"  # not one clause has room
    doctor = "Dr. Hale rang the ward, and then she rang us as well. So it is."
    assert [_begun(doctor, most) for most in (8, 30, 58)] == [
        "Dr. …",
        "Dr. Hale rang the ward …",
        "Dr. Hale rang the ward, and then she rang us as well. …",
    ]
    bracket = "She rang the ward (at ten, at night, as ever) and us"
    assert _begun(bracket, 40) == "She rang the ward (at ten, at night, as …"


def test_room_that_is_left_on_the_first_page_ends_a_sentence() -> None:
    """All entries were cut alike, and the foot of the page stood empty."""
    seen = False
    for length in range(300, 700, 20):
        first = copy_of(FULL, spoken(length)).first_page
        seen = seen or bool(first.cut.rooms)
        assert sum(first._heights(first.cut)) <= PAGE - SPARE or first.cut == CUTS[-1]
        assert all(first.show(text) == text for text in first._texts() if not first.is_cut(text))
    assert seen


def test_views_without_room_are_named_and_stand_whole_further_on() -> None:
    rows = spoken(200, views=9, wants=700)
    page, first = words_of_html(page_of(FULL, rows).html), copy_of(FULL, rows).first_page
    assert len(first.views) < 9
    assert f"Also: {first.show(first.others)}" in page
    for number in range(9):
        view = rows[f"differences.{number + 1}.view"]["value"]
        assert f"{view} What would change it: {view} Next step: {view}" in page


@pytest.mark.parametrize("many", [3, 5])
def test_a_marked_fear_stands_on_a_full_first_page_beside_the_hopes(many: int) -> None:
    talk, said = Talking(), _letters("It is so and there is more to be told of it. ", 700)
    way = talk.say("options", title="I go home")
    talk.say("options", is_now=True)
    marks = [
        talk.under(way, "consequences", text=f"{text} {said}", side=side)
        for text, side in (
            ("My own bed", BENEFIT),
            ("The balcony", BENEFIT),
            ("Fear at night", HARM),
            ("The cat", BENEFIT),
            ("The stairs", HARM),
        )[:many]
    ]
    talk.say("both-sides", marks=marks)
    talk.say("decision", choice=said)
    talk.say("what-was-decided", decided=said, because=said)
    for number in range(4):
        talk.say("differences", who=f"Somebody {number}", view=said, next_step=said)
    rows = rows_for(Found(), talk.entries)
    first, page = copy_of(FULL, rows).first_page, page_texts(pdf_of(FULL, rows))[0]
    assert first.cut.things < 3
    assert [text in page for text in ("My own bed", "The balcony", "Fear at night")] == [True] * 3
    assert ("and 2 more, further on" in page) == (many == 5)


def test_what_the_first_page_shortens_stands_whole_afterwards() -> None:
    rows = spoken(900)
    said = str(rows["what-was-decided.decided"]["value"])
    words = words_of_html(page_of(FULL, rows).html)
    assert not copy_of(FULL, rows).first_page.is_whole
    assert said in words
    for name in ("Joan, her daughter", "Derek", "The district nurse"):
        assert f"Who sees it differently: {name} {said}" in words


@pytest.mark.parametrize("length", [20, 180, 360, 900])
def test_no_cut_takes_what_was_concluded_and_what_is_cut_of_it_stands_whole_afterwards(
    length: int,
) -> None:
    """It named who assessed and when, and cut what was found; and it stood in full nowhere it said."""
    rows = spoken(length, assessed=True)
    first, data = copy_of(FULL, rows).first_page, pdf_of(FULL, rows)
    page, *more = (" ".join(text.split()) for text in page_texts(data))
    found = ("could not make this decision then", "could make this decision then")
    who = ("Sunita Rao, social worker, 26 November 2026", "Dr B, 27 November 2026")
    whole = "; ".join(f"{one} ({by})" for one, by in zip(found, who, strict=True))
    told = f"{'; '.join(found)} …" if first.has_cut_capacity else whole
    assert f"Capacity: {told}" in page
    assert first.has_cut_capacity == (length > 20)
    in_full = "From the first page, in full" in " ".join(more)
    assert in_full == ("There is more of this further on" in page)
    assert (f"Capacity for this decision {whole} " in " ".join(more)) == first.has_cut_capacity


def test_a_view_on_the_first_page_stands_whole_or_further_on() -> None:
    """Its first sentence alone, “I want her home.”, said the opposite of what he differs in."""
    alan, seen = "I want her home. I can’t do the nights. ", set()
    for length in (30, 60, 90, 160, 400, 900):
        rows = spoken(length, views=1)
        (row,) = (one for one in rows if re.fullmatch(r"differences\..*\.view", one))
        for times in (1, 4, 12):
            rows[row]["value"] = rows[row]["shown"] = (alan * times).strip()
            html = words_of_html(page_of(FULL, rows).html)
            page, _heading, after = html.partition("The balance, as a picture")
            whole, told = (
                f"Joan, her daughter {alan * times}",
                "The words stand further on, in full.",
            )
            assert (whole.strip() in page) != (f"Joan, her daughter {told}" in page)
            assert whole.strip() in page or whole.strip() in after
            seen.add(whole.strip() in page)
    assert seen == {True, False}


def test_what_matters_most_is_whole_in_full_where_the_first_page_cuts_it() -> None:
    rows = spoken(400)
    rows["what-was-decided.ways"]["shown"] = "I walk there; " * 20 + "by the lock."
    html = page_of(FULL, rows).html
    _before, after = words_of_html(html).split("From the first page, in full", 2)[1:]
    text = _letters(PROSE, 400)
    for heading in ("I walk there", "I wait for a lift"):
        assert f"What matters most: {heading} {text} (what" in after
    assert f"Which way {rows['what-was-decided.ways']['shown']}" in after


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Short.", 20, "Short."),
        ("One. Two is longer than there is room for.", 12, "One. …"),
        ("No sentence ends here at all", 12, "No sentence …"),
        ("x" * 40, 10, "x" * 10 + " …"),
        ("two\nlines", 20, "two lines"),
    ],
)
def test_an_entry_is_shortened_at_a_sentence_else_at_a_word(
    text: str, most: int, expected: str
) -> None:
    assert opening(text, most) == expected


def test_the_card_of_an_ordinary_record_is_one_folded_sheet() -> None:
    for rows in (maureen(), empty()):
        assert not copy_of(CARD, rows).is_long_card
        assert pages_of(pdf_of(CARD, rows)) == 1


def test_a_card_with_too_much_for_a_fold_flows_on_and_drops_nothing() -> None:
    talk = Talking()
    talk.say("what-was-decided", decided=PROSE * 20)
    talk.say("if-it-goes-wrong", first_sign=PROSE * 12, steps=PROSE * 8, not_to=PROSE * 9)
    rows = rows_for(Found(), talk.entries)
    data = pdf_of(CARD, rows)
    assert copy_of(CARD, rows).is_long_card
    assert pages_of(data) > 1
    said = " ".join(text for _kind, text in blocks_of_pdf(data)).replace(" ", "")
    assert said.count(PROSE.replace(" ", "")) >= 20 + 12 + 8 + 9


def test_a_card_is_called_long_before_its_halves_could_run_into_each_other() -> None:
    """What a card believes to fit must fit: the foot of the upper half stands above the fold."""
    longest = None
    for lines in range(1, 14):
        talk = Talking()
        talk.say("if-it-goes-wrong", steps="\n".join([PROSE] * lines), not_to=PROSE, treated=PROSE)
        rows = rows_for(Found(), talk.entries)
        if copy_of(CARD, rows).is_long_card:
            break
        longest = rows
    assert longest is not None
    (page,) = page_texts(pdf_of(CARD, longest))
    assert page.index("RA-0042, version 2") < page.index("What we agreed")
    assert pages_of(pdf_of(CARD, longest)) == 1


def spoken_card(steps: int, sign: int, ring: int, nots: int, *, extra: str = "") -> Rows:
    """A card with so many steps, sentences of a sign, people to ring and things agreed not to do."""
    talk = Talking()
    talk.say("decision", choice=WISH * 2, title="walking to the allotment on her own")
    talk.say("what-was-decided", decided=PROSE, whose="person")
    talk.say(
        "if-it-goes-wrong",
        first_sign=(extra or "Not home by dusk. ") * sign,
        steps="\n".join(
            f"{n}: not home in half an hour, then go to her {extra}" for n in range(steps)
        ),
        not_to="\n".join(f"{n}: stop the walks after one bad day" for n in range(nots)),
        treated="Don’t shout at me. Drive me home and put the kettle on. " * sign,
        pause="Lost twice in a week, or hurt" if sign else None,
        look_again_on="2027-01-10",
        look_again_if="she asks" * sign or None,
    )
    for n in range(ring):
        number = ("07700 900123", "ring the bell at number 4")[n % 2]
        talk.say("contacts", name=f"Emyr next door {n}", number=number, when="when Ruth is away")
    return rows_for(Found(), talk.entries, demonstration=False)


def test_nothing_on_a_card_lies_over_anything_and_what_fits_is_one_folded_sheet() -> None:
    folded = long = 0
    for (sign, ring, nots, extra), steps in product(
        ((0, 0, 0, ""), (1, 2, 2, ""), (2, 3, 6, ""), (3, 1, 3, "and Derek ")),
        (0, 3, 5, 9, 16),
    ):
        rows = spoken_card(steps, sign, ring, nots, extra=extra * 3)
        data = pdf_of(CARD, rows)
        for boxes in boxes_of(data):
            assert overlapping(boxes) == []
        if copy_of(CARD, rows).is_long_card:
            long += 1
            continue
        folded += 1
        (boxes,) = boxes_of(data)
        tops = {word: top for word, (_left, top, _right, _bottom) in boxes}
        assert tops["agreed"] > FOLD  # of "What we agreed"
        below = [word for word, box in boxes].index("agreed") - 2
        assert all(bottom < FOLD for _word, (_l, _t, _r, bottom) in boxes[:below])
    assert folded > 3
    assert long > 3


@pytest.mark.parametrize("steps", [3, 4])
def test_a_few_short_steps_and_two_people_to_ring_are_one_folded_sheet(steps: int) -> None:
    """The foot of the upper half lay over the third step; with a fourth the card was two half sheets."""
    assert not copy_of(CARD, spoken_card(steps, 1, 2, 2)).is_long_card


def on_a_card(first_sign: str, name: str = "Jo") -> Rows:
    """A card as somebody fills it in, with so much of a first sign."""
    talk = Talking()
    talk.say("decision", choice=WISH, title="walking by himself")
    talk.say("what-was-decided", decided="He walks by himself, with the locator in his coat.")
    steps = "\n".join(f"{what}, and ring to say so" for what in ("Look", "Go and meet him", "Wait"))
    agreed = {"steps": steps, "not_to": "Lock the door", "treated": "Don’t make a fuss."}
    talk.say("if-it-goes-wrong", first_sign=first_sign, **agreed)
    for ringing in (name, "Pat"):
        talk.say("contacts", name=ringing, number="01632 960 145", when="Weekdays, nine to five")
    return rows_for(Found(called_by="Mr N"), talk.entries, demonstration=False)


def test_a_card_a_little_too_long_is_set_closer_and_only_a_really_long_one_takes_two_pages() -> (
    None
):
    """One line more of a first sign made two pages of it, each half empty, without a fold."""
    sign, faces = "He is not back half an hour after the time he said. ", []
    for many in range(1, 34):
        rows = on_a_card(sign * many)
        card = copy_of(CARD, rows).card_setting
        if (card.face.name, card.is_folded, card.is_one_page) in faces:
            continue
        faces.append((card.face.name, card.is_folded, card.is_one_page))
        pages = page_texts(pdf_of(CARD, rows))
        assert len(pages) == 1 or not card.is_one_page
        assert ("Fold here" in pages[0]) == card.is_folded
    folded = [("", True, True), ("close", True, True), ("closer", True, True)]
    assert faces == [*folded, ("closer", False, True), ("", False, False)]


def test_a_card_says_their_own_way_in_a_few_words_and_else_what_they_said() -> None:
    """It is pinned up, or handed to whoever finds them."""
    talk = Talking()
    talk.say("decision", choice="If I can’t walk I may as well be dead.", title="walking out")
    talk.say("options", title="I go with somebody", is_now=True)
    talk.say("options", title="I walk by myself")
    talk.say("options", title="I walk with a friend")
    data = pdf_of(CARD, rows_for(Found(called_by="Mr N"), talk.entries))
    (page,) = page_texts(data)
    assert "What Mr N wants: I walk by myself\n" in page
    carried = str(copy_of(CARD, rows_for(Found(), talk.entries)).rows)
    for not_there in ("as well be dead", "I go with somebody", "with a friend"):
        assert not_there not in page + carried
    talk.every = [one for one in talk.every if one.data.get("title") != "I walk by myself"]
    talk.every[-1].data.pop("title")
    (page,) = page_texts(pdf_of(CARD, rows_for(Found(), talk.entries)))
    assert "What Maureen wants: “If I can’t walk" in page


def test_on_a_card_no_word_of_a_name_is_broken_where_its_column_is_narrow() -> None:
    rows = on_a_card("He is late.", "Amira Shah, occupational therapist")
    (page,) = page_texts(pdf_of(CARD, rows))
    assert "Amira Shah, occupational\ntherapist\n" in page
    assert not copy_of(CARD, on_a_card("He is late.")).stacks_ring


def test_the_title_of_a_card_does_not_break_before_its_line_is_full() -> None:
    """The engine broke a line inside bold words, though there was room."""
    talk = Talking()
    talk.say("decision", title="Walking out on his own")
    decided = "Mr N goes out on his own in daylight, with the locator in his coat. "
    for more in ("", "Ruth stays home.", "Ruth stays home unless he asks her."):
        talk.say("what-was-decided", decided=decided + more, whose="person")
        (page,) = page_texts(pdf_of(CARD, rows_for(Found(called_by="Mr N"), talk.entries)))
        assert "Mr N: Walking out on his own. Mr N goes out" in page
        talk.every.pop()


def test_a_long_card_keeps_what_we_agreed_not_to_under_its_heading_whole() -> None:
    """Read alone, the second half of that list would say to do what was agreed not to be done."""
    rows = lionel()
    rows["if-it-goes-wrong.first_sign"]["value"] += PROSE * 6
    above, below, _end = text_of_pdf(pdf_of(CARD, rows)).split("\f")
    assert "We agreed not to" not in above
    for agreed in ("Take his lighter away", "Tell him off", "Send in people he has never"):
        assert below.index("We agreed not to") < below.index(agreed)


def test_on_a_card_what_we_agreed_not_to_has_its_heading_on_every_page_it_takes() -> None:
    talk = Talking()
    talk.say("if-it-goes-wrong", not_to="\n".join(f"Thing {n}. {PROSE}" for n in range(40)))
    pages = page_texts(pdf_of(CARD, rows_for(Found(), talk.entries)))
    listed = [page for page in pages if "Thing" in page]
    assert len(listed) > 2
    for page in listed:
        assert page.index("We agreed not to") < page.index("Thing")


def test_no_page_of_a_long_card_holds_what_they_want_and_nothing_else() -> None:
    talk = Talking()
    talk.say("decision", choice=WISH)
    for lines in range(6, 40, 3):
        talk.every = talk.every[:1]
        talk.say("if-it-goes-wrong", not_to=PROSE, pause=PROSE * lines)
        for page in page_texts(pdf_of(CARD, rows_for(Found(), talk.entries))):
            assert "What Maureen wants" not in page or "What we agreed" in page


@pytest.mark.parametrize("layout", [CARD, PERSON, layout_of("large-print")], ids=lambda x: x.slug)
def test_no_telephone_number_breaks_over_two_lines(layout: Layout) -> None:
    lines = [line for page in page_texts(pdf_of(layout, lionel())) for line in page.splitlines()]
    for number in ("07700 900 377", "01632 960 100", "0044 (0)1632 960 118"):
        assert any(number in line.replace("\N{NO-BREAK SPACE}", " ") for line in lines)


def test_a_number_that_is_not_known_is_a_line_to_write_on_and_no_large_words() -> None:
    """On a card somebody reads at night the largest letters said that there was no number."""
    talk = Talking()
    talk.say("contacts", name="Aisha, his daughter", when="after work")
    rows = rows_for(Found(), talk.entries)
    blank = '<span class="ring__blank">Number:</span>'
    for layout in (CARD, PERSON, layout_of("large-print"), layout_of("easy-read")):
        for html in (page_of(layout, rows).html, twin_of(layout, rows)):
            assert blank in html
            assert "Number: not yet talked about" in words_of_html(html)
            assert "number not yet" not in html
    assert "Number:\nnot yet talked about\nafter work" in text_of_pdf(pdf_of(CARD, rows))
    assert "<strong>number not yet" not in page_of(FULL, rows).html


def test_whom_to_ring_has_no_empty_name_on_any_paper() -> None:
    """The full record had a colon and a number, where the card says “Somebody”."""
    talk = Talking()
    talk.say("contacts", number="01632 960 999")
    talk.say("contacts")
    rows = rows_for(Found(), talk.entries)
    for layout in (FULL, CARD, PERSON):
        assert re.search(r"Somebody:? 01632 960 999", words_of_html(page_of(layout, rows).html))
    assert "Somebody: number not yet talked about" in words_of_html(page_of(FULL, rows).html)


def test_a_picture_of_easy_read_is_on_the_page_of_its_heading() -> None:
    """The picture of a part stayed behind at the foot of a page where its words began on the next."""
    for many in range(10, 16):
        talk = Talking()
        talk.say("decision", choice="To walk")
        for is_now in (None, True):
            way = talk.say("options", is_now=is_now)
            for _each in range(many):
                talk.under(way, "consequences", side="harm", text="A fall")
        talk.say("mitigations", what="A rail. " * 10, takes_away="Nothing. " * 20)
        found = pages_of_parts(pdf_of(layout_of("easy-read"), rows_for(Found(), talk.entries)))
        assert len(found) > 5
        assert [one for one in found if len(set(one)) > 1] == []


@pytest.mark.parametrize("lines", [19, 20, 22, 24])
def test_what_was_decided_stands_on_one_page_of_easy_read_where_it_fits(lines: int) -> None:
    """It broke after its first line: that the person could not decide it stood over the page."""
    talk = Talking()
    talk.say("decision", choice="I want to go home.")
    talk.say("if-it-goes-wrong", steps="\n".join(["Sit with her"] * lines))
    decided = "She goes home to her bungalow, with somebody there every night. " * 4
    talk.say("what-was-decided", decided=decided, whose="best-interests", ending="decided-for")
    talk.say("read-back", taking_part="took-part")
    pages = page_texts(pdf_of(layout_of("easy-read"), rows_for(Found(), talk.entries)))
    (page,) = (" ".join(page.split()) for page in pages if "What was decided" in page)
    assert "She goes home to her bungalow" in page
    assert "You took part and want a copy." in page


HELPED = ["person", "large-print", "easy-read", "family", "provider"]


def helped(chosen: str | None) -> Rows:
    """Help of each sort, the paid first as it was written, for two ways; `chosen`: which was decided on."""
    talk = Talking()
    ways = {name: talk.say("options", title=name) for name in ("Going home", "Staying here")}
    harms = {
        name: talk.under(way, "consequences", side="harm", text=f"A fall, {name}")
        for name, way in ways.items()
    }
    for what, rung, names, stands in (
        ("Carers, four times", "paid", ["Going home"], "to-try"),
        ("A pendant", "technology", ["Going home", "Staying here"], "to-try"),
        ("A ring at ten", "people", [], "to-try"),
        ("A key safe", "paid", ["Going home"], "not-wanted"),
    ):
        its = [harms[name] for name in names]
        talk.say("mitigations", what=what, rung=rung, for_what=its, stands=stands)
    talk.say("what-was-decided", decided="So.", ways=[ways[chosen]] if chosen else None)
    return rows_for(Found(), talk.entries)


@pytest.mark.parametrize("slug", ["full", *HELPED])
def test_help_stands_in_the_same_order_on_every_copy(slug: str) -> None:
    said = twin_of(layout_of(slug), helped("Going home"))
    said = said[said.index("it takes away" if slug != "easy-read" else "What would help") :]
    at = [said.index(what) for what in ("A ring at ten", "A pendant", "Carers, four", "A key safe")]
    assert at == sorted(at)


@pytest.mark.parametrize("slug", HELPED)
def test_help_that_belongs_to_ways_that_were_not_chosen_alone_says_so(slug: str) -> None:
    def told(chosen: str | None) -> str:
        page = twin_of(layout_of(slug), helped(chosen))
        return " ".join(words_of_html(page).split())

    staying = told("Staying here")
    assert staying.count("If this way is taken:") == 1
    said = staying.partition("Carers, four times")[2].partition("A key safe")[0]
    assert "If this way is taken: Going home" in said
    assert "If this way is taken:" not in told("Going home")
    assert "If this way is taken:" not in told(None)


def test_a_card_speaks_to_whoever_holds_it() -> None:
    said = " ".join(page_texts(pdf_of(CARD, maureen())))
    said = " ".join(said.split())
    assert "On every card" not in said
    assert "First ask Maureen what happened, in Maureen’s own words." in said


def test_when_to_ring_stands_under_the_number() -> None:
    for layout in (CARD, PERSON):
        text = text_of_pdf(pdf_of(layout, lionel())).replace("\N{NO-BREAK SPACE}", " ")
        assert "07700 900 377\nat any hour" in text


def test_the_persons_copy_begins_with_what_they_want_and_ends_with_whom_to_ring() -> None:
    headings = [said for kind, said in blocks_of_pdf(pdf_of(PERSON, maureen())) if kind == "H2"]
    assert headings[0].rstrip("“") == "What you want"
    assert headings[-3:] == ["What was decided", "How to change this", "Who to ring"]


def looked_at(many: int, lines: int = 1) -> Rows:
    """A version after a review that looked at so many things, and with so many lines of why."""
    talk = Talking()
    talk.say("decision", choice=WISH)
    for is_now in (None, True):
        talk.under(talk.say("options", is_now=is_now), "consequences", text="Rain", side="harm")
    talk.say("looking-again", why="\n".join(["Six weeks."] * lines))
    for number in range(many):
        talk.say("came-about", was=f"Thing {number}", happened="yes", how="It rained.", side="harm")
    talk.say("what-now", now="change", because="It rained.", decided_on="2026-11-27", others="Jo")
    return rows_for(Found(called_by="Mr N"), talk.entries)


def test_the_end_of_how_it_went_leaves_no_page_to_itself_and_no_line_alone() -> None:
    """Four lines of it had a page of the full record, and one line of it began a page of hers."""
    for lines in range(41, 46):
        pages = page_texts(pdf_of(PERSON, looked_at(1, lines)))
        (at,) = (n for n, page in enumerate(pages) if "Talked about on" in page)
        assert "Who else took part" in pages[at]
    tails = []
    for many in range(1, 9):
        pages = page_texts(pdf_of(FULL, looked_at(many)))
        (end,) = (n for n, page in enumerate(pages) if "Talked about on" in page)
        (picture,) = (n for n, page in enumerate(pages) if "The balance, as a picture" in page)
        tails.append(picture == end)
    assert any(tails)


def test_the_persons_copies_have_the_terms_of_a_trial_and_the_way_back() -> None:
    """They are read aloud to the person, who can hold others to them; who set the day is not theirs."""
    talk = Talking()
    talk.say("doors", hard_to_undo="opened", hard_to_undo_for="For the trial")
    terms, back = "Six weeks, to 8 January.", "He and Jo walk together again."
    talk.say("timing", smaller=terms, way_back=back, while_waiting="He sits at the window.")
    rows = rows_for(Found(called_by="Mr N"), talk.entries)
    for slug in ("person", "large-print"):
        words = words_of_html(page_of(layout_of(slug), rows).html)
        assert f"Could it be smaller, or tried first? {terms}" in words
        assert f"What is the way back, if it does not go well? {back}" in words
        assert "window" not in words
    for slug in ("easy-read", "family", "provider", "card"):
        words = words_of_html(page_of(layout_of(slug), rows).html)
        assert terms not in words
        assert back not in words


def test_the_persons_copy_is_short_and_no_page_of_it_is_half_empty() -> None:
    """Boxes stay whole; the long parts between them flow on."""
    ordinary, large = (pdf_of(layout_of(slug), maureen()) for slug in ("person", "large-print"))
    for data, most in ((ordinary, 6), (large, 9)):
        assert pages_of(data) <= most
        _check_no_page_is_half_empty(data)


def test_the_persons_copy_speaks_to_them() -> None:
    words = words_of_html(page_of(PERSON, maureen()).html)
    assert "It is your choice. People see it differently. Your own choice goes ahead." in words
    assert "set aside" not in words
    assert "The reasons, in plain words" not in words  # its tables say all that is composed
    assert "I walk to the allotment on my own" in words
    assert "“I walk to the allotment on my own”" not in words
    assert "You “I don’t agree with the bit about the dark. I’ll say when it’s too dark.”" in words
    assert "You Will: Carry the telephone on a cord; ring Derek." in words
    assert "Maureen’s worry" not in words
    assert "(Joan’s worry)" in words
    assert "C-1183" not in words
    assert "kitchen table" not in words


def test_the_persons_copy_names_no_sort_of_help_and_says_when_a_restriction_ends() -> None:
    words = words_of_html(page_of(PERSON, lionel()).html)
    assert "What could help, and what it takes away" in words
    assert "(own strategy)" not in words
    assert "(a restriction)" not in words
    assert "When it ends: not yet talked about" in words
    kinds = [v["value"] for i, v in copy_of(PERSON, lionel()).rows.items() if i.endswith(".rung")]
    assert kinds == ["restriction"]
    assert words.count("This is a restriction: it stops or limits something.") == 1
    easy = words_of_html(page_of(layout_of("easy-read"), lionel()).html)
    assert easy.count("This stops or limits something.") == 1
    assert "This is a restriction" not in words_of_html(page_of(PERSON, unwanted()).html)


def unwanted() -> Rows:
    """Mr N's way: a worry of Ruth's, words told of him, and a lock and a tag that nobody wanted."""
    talk = Talking()
    walk = talk.say("options", title="I walk on my own")
    marks = [
        talk.under(walk, "consequences", side="harm", **said)
        for said in (
            {"text": "I'm treated like a child", "said_by": "person"},
            {"text": "sick until he is back", "said_by": "other", "worry_of": "Ruth"},
        )
    ]
    talk.say("both-sides", marks=marks)
    talk.under(walk, "placings", happy="most", safe="between")
    talk.say("mitigations", what="Locking the door", rung="restriction", stands="not-wanted")
    talk.say("mitigations", what="A tag", rung="technology", stands="not-wanted", sees="Ruth")
    talk.say("read-back", taking_part="disagrees", disagrees="He does not want Ruth to look.")
    talk.say("looking-again", why="Ruth was away for a week.")
    return rows_for(Found(called_by="Mr N"), talk.entries)


EASY = layout_of("easy-read")


def test_easy_read_says_what_the_other_copies_tell_the_person() -> None:
    """The screen promises that they read why; and “Maureen” and what is lost have to be understood there."""
    words = " ".join(words_of_html(page_of(EASY, unwanted()).html).split())
    assert "Why we talked again Ruth was away for a week. What matters most to you" in words
    assert "Other people wrote" not in words  # of him nobody wrote by name
    assert "What could go wrong, or is lost" not in words  # of ways to do something alone
    both = " ".join(words_of_html(page_of(EASY, maureen()).html).split())
    named = "Other people wrote some of this paper. Where they wrote “Maureen”, that is you."
    assert named in both
    assert "What could go wrong, or is lost" in both
    assert "What could still happen: She may go anyway. Nobody will stop her at the door." in both


@pytest.mark.parametrize(("because", "times"), [("Ruth was away", 1), ("Ruth is back", 2)])
def test_easy_read_says_why_once_where_a_review_led_to_a_change(because: str, times: int) -> None:
    talk = Talking()
    talk.say("looking-again", why="Ruth was away")
    talk.say("what-now", now="change", because=because)
    words = words_of_html(page_of(EASY, rows_for(Found(), talk.entries)).html)
    assert words.count("Ruth was away") == 1
    assert words.count("Ruth ") == times


@pytest.mark.parametrize("layout", [FULL, PERSON], ids=lambda layout: layout.slug)
def test_what_was_not_wanted_is_not_printed_as_if_it_were(layout: Layout) -> None:
    words = words_of_html(page_of(layout, unwanted()).html)
    for asked in ("When it ends", "Why would nothing less do", "Why nothing less", "Who responds"):
        assert asked not in words
    told = "You talked about this, and did not want it: Locking the door"
    assert (told in words) == (layout is PERSON)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.slug)
def test_whom_it_would_happen_to_is_not_named_twice(layout: Layout) -> None:
    """“Alan: Too much for Alan.” says it once too often."""
    talk = Talking()
    alone = talk.say("options", title="I live alone")
    marks = [
        talk.under(alone, "consequences", side="harm", text=text, to_whom=whom)
        for whom, text in (
            ("Alan", "Too much for Alan."),
            ("Joan, a neighbour", "Joan lies awake."),
            ("Bo", "Nobody sleeps."),
        )
    ]
    talk.say("both-sides", marks=marks)
    words = words_of_html(twin_of(layout, rows_for(Found(), talk.entries)))
    assert "Alan: Too" not in words
    assert "neighbour: Joan" not in words
    assert ("Too much for Alan" in words) == ("Joan lies" in words) == ("Bo: Nobody" in words)


@pytest.mark.parametrize("slug", ["person", "large-print", "easy-read", "full"])
def test_what_matters_most_stands_in_the_order_it_was_said_on_every_copy(slug: str) -> None:
    talk = Talking()
    home = talk.say("options", title="Home")
    marks = [
        talk.under(home, "consequences", side="benefit", kind="social", text="My bungalow"),
        talk.under(home, "consequences", side="harm", kind="physical", text="A coma"),
    ]
    talk.say("both-sides", marks=marks)
    words = words_of_html(twin_of(layout_of(slug), rows_for(Found(), talk.entries)))
    assert 0 < words.index("My bungalow") < words.index("A coma")
    if slug == "person":
        assert words.count("Already said above.") == 2
        assert "matters most, above" not in words


def test_where_it_was_looked_for_is_not_asked_twice() -> None:
    talk = Talking()
    for where in ("Asked the telecare service.", "We rang the council", "The parish, twice"):
        talk.say("not-found", what="A linked alarm", where=where)
    for layout, asked in ((FULL, "Asked:"), (PERSON, "We asked:")):
        words = words_of_html(page_of(layout, rows_for(Found(), talk.entries)).html)
        assert "A linked alarm. Asked the telecare service." in words
        assert "A linked alarm. We rang the council" in words
        assert f"A linked alarm. {asked} The parish, twice" in words


@pytest.mark.parametrize("slug", ["full", "person", "easy-read", "family", "provider"])
def test_what_has_ended_is_not_said_to_have_been_tried(slug: str) -> None:
    """It may be a habit of those around the person that stops."""
    talk = Talking()
    talk.say("mitigations", what="His lighter is taken away at eight", stands="ended")
    talk.say("mitigations", what="A tea-light", stands="ended", ended_on="2026-11-20")
    words = words_of_html(page_of(layout_of(slug), rows_for(Found(), talk.entries)).html)
    assert "This has ended." in words
    assert "This ended on 20 November 2026." in words
    assert "was tried" not in words


@pytest.mark.parametrize("slug", ["person", "large-print", "easy-read", "family", "provider"])
def test_words_that_say_themselves_that_somebody_wont_are_not_negated_once_more(slug: str) -> None:
    talk, layout = Talking(), layout_of(slug)
    easy, will = slug == "easy-read", "Ring by nine."
    says = ("He will not lock her in", "Mr Dacre won’t lock her in", "Cannot come on Sundays")
    for wont in says:
        talk.say("positions", who="Mr Dacre", will=will, wont=wont)
    talk.say("positions", who="Joan", will=will, wont="Lock the door if she does not ring")
    talk.say("positions", who="Ann", will=will, wont="He will not come", not_asked=True)
    words = words_of_html(page_of(layout, rows_for(Found(), talk.entries)).html)
    for wont in says:
        assert f"Mr Dacre: {wont}" if easy else f"{will} {wont}" in words
        for lead in ("Won’t:", "will not do this:"):
            assert f"{lead} {wont}" not in words
    lead = "Joan will not do this:" if easy else "Won’t:"
    assert f"{lead} Lock the door if she does not ring" in words
    lead = "Ann, not asked yet:" if easy else "Not asked yet:"
    assert f"{lead} He will not come" in words


@pytest.mark.parametrize(
    ("wont", "says_it"),
    [
        ("He won’t lock her in.", True),
        ("The day centre won't take him", True),
        ("Dr. O’Neill doesn’t come", True),
        ("Not lock her in", True),
        ("The team refuses to", True),
        ("Lock her in. She would not like it", False),
        ("Ring every time she goes out: it would tell her", False),
        ("The night shift, because she can’t drive", False),
        ("Wear a locator: “I’m not a cat.”", False),
        ("Notice him", False),
        ("Drive. Not safe", False),
        ("Nothing more", False),
        ("", False),
    ],
)
def test_what_says_by_itself_that_somebody_wont(wont: str, *, says_it: bool) -> None:
    assert says_wont(Entry("p", "positions", {"wont": wont})) is says_it


@pytest.mark.parametrize(
    "slug", ["full", "person", "large-print", "easy-read", "family", "provider"]
)
def test_nobody_who_was_not_asked_is_said_to_do_something(slug: str) -> None:
    """Whether that was ticked, or only written."""
    talk, layout = Talking(), layout_of(slug)
    talk.say(
        "positions", who="The warden", will="Keep a key.", wont="Come at night", not_asked=True
    )
    talk.say("positions", who="The landlord", will="Has to allow the alarm. Not asked yet.")
    talk.say("positions", who="Joan", will="Ring him, though she was never asked.")
    talk.say("positions", who="Derek", not_asked=True)
    talk.say("positions", who="Ann", will="Visits him. She was not asked to pay.")
    words = words_of_html(page_of(layout, rows_for(Found(), talk.entries)).html)
    easy = slug == "easy-read"
    for told in (
        "The warden, not asked yet: Keep a key." if easy else "Not asked yet: Keep a key.",
        "The warden might not do this: Come at night" if easy else "Might not: Come at night",
        "ot asked yet: Has to allow the alarm.",
        "Derek, not asked yet: not yet" if easy else "Derek Not asked yet: ",
    ):
        assert told in words
    for told in (
        "will do this: Keep",
        "Will: Keep",
        "will do this: Has",
        "Will: Has",
        "will not do",
    ):
        assert told not in words
    assert "Ann, not asked" not in words
    assert "Not asked yet: Visits" not in words
    if slug != "full":  # a table, which says it over its column
        assert ("Joan will do this: Ring" if easy else "Will: Ring") in words


def test_the_persons_copy_puts_no_worry_or_word_of_others_in_their_mouth() -> None:
    words = words_of_html(page_of(PERSON, unwanted()).html)
    assert "“I'm treated like a child” (what could go wrong)" in words
    assert "sick until he is back (Ruth’s worry) " in words
    assert "you worry" not in words
    easy = words_of_html(page_of(layout_of("easy-read"), unwanted()).html)
    assert easy.count("You talked about this, and did not want it:") == 2
    assert "Keep it where you like" not in easy
    assert "You He does not want Ruth to look. This stays" in words
    assert "“He does not" not in page_of(FULL, unwanted()).html
    assert "Digest" not in page_of(PERSON, unwanted()).html


@pytest.mark.parametrize("slug", ["person", "easy-read", "large-print"])
def test_what_the_person_marked_matters_most_to_them_whoever_worries(slug: str) -> None:
    """As the full record and the picture say it: two papers of one version do not disagree."""
    words = words_of_html(page_of(layout_of(slug), unwanted()).html)
    assert "What matters most to Ruth" not in words
    own = words.partition("What matters most to you ")[2].partition("What could be good")[0]
    assert "I'm treated like a child" in own
    assert "sick until he is back (Ruth’s worry)" in own
    full = words_of_html(page_of(FULL, unwanted()).html)
    assert "What matters most to Mr N" in full
    assert "sick until he is back (what could go wrong; Ruth’s worry)" in full


@pytest.mark.parametrize(
    ("text", "is_of_them"),
    [
        ("He does not want it.", True),
        ("Mr N walks alone.", True),
        ("She can’t be behind me.", False),
        ("Walking is all there is.", False),
        ("", False),
    ],
)
def test_what_is_written_of_somebody_is_known_from_what_they_say(
    text: str, is_of_them: bool
) -> None:
    assert is_told_of("Mr N", text) == is_of_them


def test_no_line_of_large_print_holds_one_word_of_a_sentence_that_has_room() -> None:
    lines = text_of_pdf(pdf_of(layout_of("large-print"), unwanted())).splitlines()
    assert any(line.startswith("You put it here. How happy") for line in lines)


def test_what_has_changed_is_on_the_first_page_and_the_persons_copy_says_why() -> None:
    first = " ".join(page_texts(pdf_of(FULL, unwanted()))[0].split())
    assert "What has changed" in first
    assert "Ruth was away for a week." in first
    words = words_of_html(page_of(PERSON, unwanted()).html)
    assert "Why we talked again Ruth was away for a week." in words


def test_what_was_typed_begins_as_typed_after_what_stands_before_it() -> None:
    words = words_of_html(page_of(FULL, lionel()).html).replace("\N{NO-BREAK SPACE}", " ")
    assert "Lionel, 24 November 2026. Where: At his bedside. Heard by: Sunita Rao" in words
    talk = Talking()
    talk.say("differences", who="Cerys", view="when it is fitted", next_step="Sunita rings")
    talk.say("not-found", what="A chair", where="The shop")
    rows = rows_for(Found(), talk.entries)
    words = words_of_html(page_of(FULL, rows).html)
    assert "when it is fitted. Next step: Sunita rings" in words
    assert "A chair. Asked: The shop" in words
    assert "A chair. We asked: The shop" in words_of_html(page_of(PERSON, rows).html)


def test_large_print_is_the_same_words_in_larger_letters() -> None:
    large = layout_of("large-print")
    ordinary, larger = (
        words_of_html(twin_of(layout, maureen()), "article") for layout in (PERSON, large)
    )
    assert sorted(ordinary.split()) == sorted(larger.split())  # one column, so in another order
    assert 'class="person large"' in page_of(large, maureen()).html


def test_doors_say_opened_not_now_or_not_opened() -> None:
    words = words_of_html(page_of(FULL, maureen()).html)
    assert "People disagree opened: Joan would rather drive her." in words
    assert "not now, because: a bad walk can be met by a lift home" in words
    assert words.count("not opened; nothing written here raised it") == 3
    assert words.count("not opened, though this record gives a reason to") == 1
    stands = "not opened; what this record says of it stands under “What would help”"
    assert f"A restriction or watching {stands}" in words
    assert words.count("presumed; not assessed") == 2


def test_what_nobody_answered_stands_in_one_line_by_its_questions_and_one_alone_in_its_place() -> (
    None
):
    words = words_of_html(page_of(FULL, maureen()).html)
    assert "Not yet talked about: who sees what it records; when was it last tested; " in words
    parts = (
        "Not yet talked about: voices, each apart; who may know what; who decides, and who stands"
    )
    assert parts in words
    talk = Talking()
    way = talk.say("options", title="I walk")
    talk.under(way, "consequences", text="Fresh air", side=BENEFIT, kind="physical")
    for name in ("lock", "tag"):
        talk.say("mitigations", what=name, rung="restriction", smaller="A bell" * (name == "tag"))
    words = words_of_html(page_of(FULL, rows_for(Found(), talk.entries)).html)
    assert "About What could be good What could go wrong Body Fresh air" in words.replace(
        " (somebody else’s words)", ""
    )
    assert "Not yet talked about, on either side: feelings; people; everyday life." in words
    assert "Not yet talked about: why would nothing less do; what will make it smaller." in words
    assert (
        "Why would nothing less do? not yet talked about What will make it smaller? A bell" in words
    )
    assert "Not yet talked about: first sign; what to do; who to ring; how Maureen wants" in words


def test_a_draft_has_no_digest_and_says_it_is_not_sealed() -> None:
    page = draw(DRAFT, copy_of(DRAFT, maureen()))
    assert DIGEST[:4] not in page.html
    assert "Not sealed." in words_of_html(page.html)
    assert "draft.svg" in page.assets
    assert "Sunita Rao" not in words_of_html(page.html).replace("Heard by: Sunita Rao", "")


def test_a_demonstration_says_so_and_no_other_record_does() -> None:
    rows = maureen()
    fact = rows["record.demonstration"]
    real = {**rows, "record.demonstration": {**fact, "value": False}}
    for layout in PRINTED:
        assert "invented" in words_of_html(page_of(layout, rows).html)
        page = page_of(layout, real)
        assert "invented" not in words_of_html(page.html)
        assert not page.assets


@pytest.mark.parametrize("layout", [*PRINTED, DRAFT], ids=lambda layout: layout.slug)
def test_a_page_is_drawn_alike_from_all_rows_carried_and_from_a_copy_of_them(
    layout: Layout,
) -> None:
    record = copy_of(layout, maureen())
    again = record_of(dict(sorted(record.rows.items())), record.digest)
    assert draw(layout, again).html == draw(layout, record).html


@pytest.mark.parametrize("layout", [*PRINTED, DRAFT], ids=lambda layout: layout.slug)
def test_every_word_of_ours_can_be_translated_and_none_of_theirs(layout: Layout) -> None:
    with using(PSEUDO):
        words = words_of_html(draw(layout, copy_of(layout, marked_rows())).html)
    outside = words
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", " ", outside)) != outside:
        outside = inner
    stray = re.findall(
        r"[A-Za-z’]{2,}", re.sub(r"Q\w+q|RA-\d+|riskapp|\b[0-9a-f]{4}\b", "", outside)
    )
    assert stray == []


def test_there_is_no_layout_of_another_name() -> None:
    with pytest.raises(NotFound):
        layout_of("draft")


def test_a_version_sealed_before_these_questions_were_asked_still_opens_and_prints() -> None:
    since = {f"mitigations.{key}" for key in LATER}
    rows = {
        row_id: row
        for row_id, row in maureen().items()
        if pattern(row_id) not in since and not pattern(row_id).startswith("placings.")
    }
    assert len(rows) < len(maureen())
    for layout in PRINTED:
        said = words_of_html(page_of(layout, rows).html) + words_of_html(twin_of(layout, rows))
        assert "each way" not in said
        assert "Who responds" not in said


def test_a_table_of_the_persons_copies_finds_a_page_whatever_stands_in_it() -> None:
    """Kept whole beside heads that are kept beside it, a row of some lengths found none at all."""
    words = "Nobody asked me about this until now, and I would have said that I like the sea. " * 30
    for slug, many, length, since in (
        *(("easy-read", 4, length, 0) for length in (150, 270, 350)),
        *(("easy-read", 1, length, 0) for length in (800, 1_000)),
        ("easy-read", 1, 100, 900),
        ("family", 4, 290, 0),
        ("person", 4, 600, 900),
    ):
        talk = Talking()
        talk.say("decision", choice="I want to walk to the pier alone.")
        for is_now in (None, True):
            way = talk.say("options", is_now=is_now)
            for _each in range(many):
                good = talk.under(way, "consequences", side="benefit", text=words[:length])
        if since:
            said = {"kind": "disagrees", "about": [good], "of_what": OF_THEIRS}
            talk.say("addenda", words=words[:since], **said)
        assert pages_of(pdf_of(layout_of(slug), rows_for(Found(), talk.entries))) >= 1


def ways(many: int, length: int, wants: int = 40) -> Rows:
    """Three ways, each with as many hopes as fears of some length; of the first two of these it is said
    that they matter most.
    """
    words = "Nobody asked me about this until now, and I would have said that I like the sea. " * 30
    talk, marks = Talking(), []
    talk.say("decision", choice=words[:wants])
    for number, is_now in enumerate((None, None, True)):
        way = talk.say("options", is_now=is_now, title=f"The way Q{number}q")
        for side in ("benefit", "harm"):
            for n in range(many):
                said = {"side": side, "text": f"Q{number}{side[0]}{n}q {words[:length]}"}
                marks.append(talk.under(way, "consequences", **said))
        talk.under(way, "still", text=words[:length])
    talk.say("both-sides", marks=[marks[0], marks[many]])
    return rows_for(Found(), talk.entries)


@pytest.mark.parametrize("length", [330, 520, 700])
def test_a_few_long_things_that_matter_most_find_a_page(length: int) -> None:
    """Kept whole beside heads they found none, and the person's copy could not be printed."""
    assert pages_of(pdf_of(PERSON, ways(1, length))) > 1


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("I know the stove is hot.", True),
        ("“The stove? It is off at the wall.”", True),
        ("She said that the stove is hot.", False),
        ("Said the stove is hot, and told me twice.", False),
        ("I asked, and he said it was hot.", False),
        ("He said “I know” and turned it off.", False),
        ("Repeated both ways back.", False),
        ("", False),
    ],
)
def test_what_may_be_told_is_a_quotation_only_where_it_is_surely_their_voice(
    text: str, *, is_own: bool
) -> None:
    assert is_own_voice("Mr N", text) is is_own


def test_an_assessment_that_was_told_is_printed_as_it_was_written() -> None:
    talk = Talking()
    talk.say("assessments", understand="She said the stove is hot.", weigh="I’d burn my hand.")
    full = words_of_html(page_of(FULL, rows_for(Found(), talk.entries)).html)
    assert "As it was written: She said the stove is hot." in full
    assert "“She said" not in full
    assert "“I’d burn my hand.”" in full


def test_what_is_told_of_one_who_took_part_stands_on_one_page_where_it_is_short() -> None:
    """A name at the foot of a page, and what they did at the head of the next, read as two people."""
    talk = Talking()
    talk.say("decision", choice=WISH, title="keeping the cat")
    talk.say("doors", route="full")
    told = [(f"Somebody{n}", f"Sees{n} it otherwise") for n in range(15)]
    for who, because in told:
        talk.say("parties", who=who, part="disagrees", because=because, copy="has")
    for slug in ("full", "person", "large-print"):
        made = pdf_of(layout_of(slug), rows_for(Found(called_by="Mr N"), talk.entries))
        pages = [words for page in page_texts(made) if (words := page.split())]
        for who, because in told:
            assert any(who in page and because.split()[0] in page for page in pages)
