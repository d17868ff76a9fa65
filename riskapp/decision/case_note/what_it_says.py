"""What a note says of a record, line by line. The order is fixed, for a colleague who reads nothing
else: what was decided, what has changed since an earlier version, whose choice it was, what is wanted
and matters most, what helps, who sees it differently, what was said since, when to look again, and
what a review found; why it was so comes last. What nobody talked about has its line too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from riskapp.decision.case_note.concluded import what_was_concluded
from riskapp.decision.case_note.cutting import MOST_WORDS, count, sentences_of, shortened
from riskapp.decision.case_note.lines import FEWEST, Both, Each, Mark, Marks, Part, Whole, Wish
from riskapp.decision.case_note.room import CHANGED, DECISION, MARKED, STAYS
from riskapp.decision.case_note.what_helps import what_helps
from riskapp.decision.paper import stopped
from riskapp.decision.quoting import unquoted
from riskapp.decision.record import Record
from riskapp.decision.rules import CAME_ABOUT, HARM
from riskapp.decision.said import Addendum, Consequence, Option
from riskapp.platform.i18n import _

MOST_OF_WHAT = 10  # words of what something said since is about
MOST_OF_VIEWS = 40  # words of views that stand whole as long as what was decided does
MOST_OF_NAMES = 24  # words of who sees it differently, past which the others are counted
MOST_OF_CHANGE = 45  # words of a first sentence of what has changed that stands whatever goes
ROOMS_OF_LOOKED_AT = (4, 6, 9, 14)  # words of each thing that a review looked at, as in `Each`


def parts_of(record: Record) -> Iterator[Part]:
    """Each line in its place; the ranks say which is shortened first."""
    talk, name, decided, back = record.talk, record.name, record.talk.decided, record.talk.read_back
    on = record.shown("what-was-decided.decided_on")
    was_decided = _("Decided %(when)s:", when=on) if on else _("Decided:")
    what = _said(was_decided, decided.get("decided", ""), DECISION, is_first=True)
    is_day_of_seal = bool(on) and on == record.sealed_on
    yield replace(what, begins_short=str(_("Decided:"))) if is_day_of_seal else what
    if changed := talk.looking_again.get("why"):
        yield _changed(changed)
    yield from _way(record)
    yield _whose(record)
    yield from _capacity(record)
    is_own = bool(talk.choice) and not record.is_told_of_them(talk.choice)
    yield Wish(
        str(_("%(name)s wants:", name=name)),
        talk.choice or str(_("not yet talked about")),
        2,
        quoted=is_own,
        is_unsaid=not talk.choice,
        is_first=True,
        is_wish=True,
        few_words=shortened(talk.title, MOST_OF_WHAT),
    )
    if marked := [(option, said) for option in talk.options for said in option.marked]:
        marks = tuple(_mark(record, option, said) for option, said in marked)
        part = Marks(str(_("Matters most:")), "", MARKED, marks=marks)
        yield replace(part, least=part.holds)
    yield from _stills(record)
    yield from _where_people_stand(record)
    yield from what_helps(record)
    if views := talk.differences:
        said = [
            (str(view.get("who") or _("somebody")), str(view.get("view", ""))) for view in views
        ]
        yield _views(_("Sees it differently:"), said, 2)
    if disagrees := back.get("disagrees"):
        yield Part(
            str(_("%(name)s does not agree:", name=name)),
            disagrees,
            1,
            quoted=not record.is_told_of_them(disagrees),
        )
    for one in talk.addenda:
        yield from _since(record, one)
    if could_not := back.get("could_not"):
        yield _said(_("%(name)s could not be asked:", name=name), could_not, 7)
    if agreed := record.lines(str(talk.if_wrong.get("not_to", ""))):
        yield _said(_("We agreed not to:"), " ".join(map(stopped, agreed)), 8)
    yield _said(_("Look again:"), _again(record), 3)
    yield from _review(record)
    if why := talk.decision.get("why_now"):
        yield Part(str(_("Why now:")), why, 12, least=0, is_reason=True)
    if weight := decided.get("weight"):
        yield Part(str(_("Most weight:")), weight, 11, least=0, is_reason=True)


def _changed(why: str) -> Part:
    """Why there is a later version: whole sentences, shortened after everything but the decision."""
    part = _said(_("What has changed:"), why, CHANGED, is_first=True)
    is_short = count(sentences_of(why.split()[:MOST_WORDS])[:1]) <= MOST_OF_CHANGE
    return replace(part, least=part.holds) if is_short else part


def _way(record: Record) -> Iterator[Part]:
    """The first to go: what was decided says it already, in other words."""
    if ways := record.shown("what-was-decided.ways"):
        yield Part(str(_("Which way:")), ways, 13, least=0, is_reason=True)


def _whose(record: Record) -> Part:
    """Whose choice it was: short, and never left out."""
    said = record.shown("what-was-decided.whose")
    return replace(_said(_("Whose choice:"), said, 2, fewest=0), stays=True)


def _capacity(record: Record) -> Iterator[Part]:
    """What each assessor concluded; and what somebody says who may decide."""
    yield from what_was_concluded(record)
    if acts := [(who, says) for who, _kind, says in record.talk.said_by_who_acts]:
        yield _views(_("Attorney, deputy or court:"), acts, 3)


def _mark(record: Record, option: Option, said: Consequence) -> Mark:
    """Something that matters most, with the side it is on, that no cut leaves out."""
    return Mark(
        said.text.strip(),
        option.id,
        is_hope=said.side != HARM,
        is_now=option.is_now,
        is_own=said.is_own_words and not record.is_told_of_them(said.text),
        of_whom=said.named_first,
    )


def _stills(record: Record) -> Iterator[Part]:
    """What could still happen, of doing and of as now where it was said of one; of other ways, each by
    its name, where it was said.
    """
    options, first = record.talk.options, record.talk.doing[:1]
    not_yet = str(_("not yet talked about"))

    def begins(option: Option) -> str:
        if option.is_now:
            return str(_("Could still happen as now:"))
        if option in first:
            return str(_("Could still happen if done:"))
        way = unquoted(shortened(option.heading, MOST_OF_WHAT))
        return str(_("Could still happen (%(way)s):", way=way))

    parts = [
        Part(
            begins(o),
            o.still_text or not_yet,
            5,
            by_clause=True,
        )
        for o in options
        if o.still_text or o.is_now or o in first
    ]
    if any(option.still_text for option in options):
        yield Both(str(_("What could still happen:")), "", 5, options=tuple(parts))


def _where_people_stand(record: Record) -> Iterator[Part]:
    """The ending, which is short and stays; and by whom or why it was so, which may go."""
    yield _said(_("Where people stand:"), record.shown("what-was-decided.ending"), 1, fewest=0)
    if because := record.talk.decided.get("because"):
        yield Part(str(_("By whom or why:")), because, 9, least=0)


def _since(record: Record, one: Addendum) -> Iterator[Part]:
    """What somebody does not agree with, or would put right, and what it is about."""
    about = shortened(one.concerns, MOST_OF_WHAT)
    if one.words:
        begins = _(
            "%(name)s does not agree, said since of “%(what)s”:", name=record.name, what=about
        )
        is_own = not record.is_told_of_them(one.words)
        yield Part(str(begins), one.words, 2, quoted=is_own)
    if one.should_read:
        begins = _("To be put right, said since of “%(what)s”:", what=about)
        yield Part(str(begins), one.should_read, 2, fewest=FEWEST + 3)


def _again(record: Record) -> str:
    """The day, and in a sentence of its own, which may go, what would make it sooner."""
    on = record.shown("if-it-goes-wrong.look_again_on")
    sooner = str(record.talk.if_wrong.get("look_again_if", ""))
    if on and sooner:
        return str(_("%(when)s. Or sooner if: %(what)s", when=on, what=sooner))
    return on or sooner


def _review(record: Record) -> Iterator[Part]:
    """What follows from the review that led here, first; then what came about of what it looked at, and
    what did not: that stays while anything else can still be shortened.
    """
    if not record.talk.is_after_review:
        return
    on = record.shown("what-now.decided_on")
    begins = _("How it went, looked at on %(when)s:", when=on) if on else _("How it went:")
    follows = stopped(record.shown("what-now.now") or str(_("not yet talked about")))
    looked = tuple(_came_about(record))
    yield Each(
        f"{begins} {follows}",
        "",
        STAYS,
        begins_short=f"{_('How it went:')} {follows}",
        things=looked,
        rooms=ROOMS_OF_LOOKED_AT,
        says_how_many=True,
    )


def _came_about(record: Record) -> Iterator[tuple[str, str]]:
    """Each thing that was looked at under the answer to whether it happened, those answered alike
    together.
    """
    by_answer: dict[str, list[str]] = {str(words): [] for words in CAME_ABOUT.values()}
    for came in record.talk.came_about:
        answer = record.shown(f"{came.id}.happened") or str(_("Not yet talked about"))
        by_answer.setdefault(answer, []).append(str(came.get("was", "")))
    for answer, said in by_answer.items():
        yield from ((answer, was) for was in said)


def _said(
    begins: object,
    said: str,
    rank: int,
    *,
    quoted: bool = False,
    fewest: int = FEWEST,
    is_first: bool = False,
) -> Part:
    """A line, of something that may not have been talked about."""
    words, fewest = said or str(_("not yet talked about")), 0 if is_first else fewest
    return Part(
        str(begins),
        words,
        rank,
        quoted=quoted,
        fewest=fewest,
        is_unsaid=not said,
        is_first=is_first,
    )


def _views(begins: object, views: Sequence[tuple[str, str]], rank: int) -> Part:
    """Who says what of it, as it was entered: all of the views whole, or the words of none of them."""
    names = _counted([who for who, _said in views], MOST_OF_NAMES)
    if any(said for _who, said in views):
        names = str(_("%(who)s; the words are in the record", who=names))
    whole = " ".join(stopped(": ".join(filter(None, view))) for view in views)
    part = Whole(str(begins), "", rank, ways=(stopped(names), whole))
    return replace(part, least=len(part.stages)) if count([whole]) <= MOST_OF_VIEWS else part


def _counted(names: Sequence[str], room: int) -> str:
    """As many of these as there is room for, one at least, and how many more there are."""
    told = [shortened(" ".join(name.split()), MOST_OF_WHAT) for name in names]
    fits = [n for n in range(1, len(told) + 1) if count(told[:n]) <= room]
    most = max(fits, default=1)
    more = [str(_("and %(n)s more", n=len(told) - most))] if len(told) > most else []
    return "; ".join([*told[:most], *more])
