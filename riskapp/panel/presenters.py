"""Panels and referrals as their pages print them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import url_for

from riskapp.core.text import beginning
from riskapp.decision.changes import Change, Group
from riskapp.decision.conversation import Conversation
from riskapp.decision.presenters.outside import ViewLine, view_lines
from riskapp.decision.presenters.talking import StepLine
from riskapp.decision.queries import Bound, Decision
from riskapp.decision.rules import calls_for_route
from riskapp.decision.steps.capacity import ASSESSMENTS
from riskapp.decision.word_by_word import ADDED, GONE, SAME
from riskapp.panel.journeys import ASKED, REFERRING, SETTING_UP
from riskapp.panel.queries import Panel, Referral
from riskapp.panel.rules import FOUND, LEFT_OUT, Found, State, Terms, capacity_found, is_looked_at
from riskapp.panel.steps import added_since, how_it_sits, who_else, who_sits
from riskapp.panel.steps.what_it_is_for import AT_LENGTH
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.forms import Form
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import _
from riskapp.platform.time import short_date_words
from riskapp.platform.wizard import State as Written
from riskapp.platform.wizard.steps import Step

Lines = list[tuple[str, str]]

# What somebody has to know before they ask, in the order in which they ask themselves; the answers that
# say more of the same thing stand together.
SHORTLY = (
    ("when_to_refer",),
    ("who_may_refer",),
    ("capacity",),
    ("days",),
    ("urgent_route",),
    ("holds_money", "money"),
    ("person_is_invited", "invitation"),
)
STANDS_FOR = (("accountability",), ("holds_money", "money"))
IN_FULL = (*SHORTLY, *STANDS_FOR[:1], ("quorum",))


def terms_lines(entries: Entries, wanted: Iterable[Sequence[str]]) -> Lines:
    """What a panel is, question by question; empty where nobody has said it."""
    asked = {
        field.key: field
        for step in SETTING_UP.steps
        for field in step.form(data=entries.data(step.slug))
    }
    return [
        (
            asked[first].question,
            "\n".join(
                asked[key].shown(asked[key].kept) for key in (first, *more) if asked[key].kept
            ),
        )
        for first, *more in wanted
    ]


def left_out_words(terms: Terms) -> list[str]:
    """What the papers of a panel leave out."""
    return [str(LEFT_OUT[code]) for code in terms.leaves_out]


def seat_lines(entries: Entries) -> list[str]:
    """Who sits on a panel, by profession and organisation."""
    return [_seat_words(item) for item in entries.items(who_sits.SEATS.slug)]


def _seat_words(seat: Entry) -> str:
    who = ", ".join(filter(None, (seat.get("profession", ""), seat.get("organisation", ""))))
    if seat.get("is_needed"):
        return str(_("%(who)s; needed at each sitting", who=who))
    return who


def _step_line(step: Step, found: Panel | Referral, name: str, entries: Entries) -> StepLine:
    address = url_for(f"{name}.step", ref=found.ref, step=step.slug)
    return StepLine(fill(step.title, found.names), address, step.state(entries))


def setup_lines(found: Panel, entries: Entries) -> list[StepLine]:
    return [_step_line(step, found, "setting_up", entries) for step in SETTING_UP.steps]


def referral_lines(found: Referral, entries: Entries) -> list[StepLine]:
    """The pages of what is asked; sending it comes after them all."""
    return [_step_line(step, found, "referring", entries) for step in ASKED]


def next_step(found: Referral, entries: Entries) -> StepLine:
    """The first page nobody has written on, sending it where all have begun."""
    lines = referral_lines(found, entries)
    *_asked, last = REFERRING.parts[-1].steps
    last_line = _step_line(last, found, "referring", entries)
    return next((line for line in lines if line.state == Written.NOT_YET), last_line)


def asked_forms(found: Referral, entries: Entries) -> list[tuple[str, Form, str]]:
    """What a panel is asked, page by page: the title, the answers and the page."""
    return [
        (
            fill(step.title, found.names),
            step.form(data=entries.data(step.slug), names=found.names),
            step.slug,
        )
        for step in ASKED
        if step is not who_else.STEP
    ]


def heard_forms(found: Referral, entries: Entries) -> list[Form]:
    """Who else should be heard."""
    return [
        who_else.Hearing(data=item.data, names=found.names)
        for item in entries.items(who_else.TO_HEAR.slug)
    ]


def added_lines(entries: Entries) -> list[Entry]:
    """What came after it was sent, oldest first, each with its moment."""
    return entries.items(added_since.ADDED.slug)


def says_how_soon(panel: Entries) -> bool:
    """Whether somebody said how soon a panel sits: only then is a day due."""
    return "days" in panel.data(how_it_sits.STEP.slug)


def where_it_is(found: Referral, panel: Entries) -> list[str]:
    """Where a referral is and what comes next, a sentence each; `panel` is what is said of that."""
    if found.is_open:
        return [str(_("It is being written. Nobody but your team reads it before it is sent."))]
    said = []
    if found.sent_at:
        sent = _("Sent %(day)s by %(who)s.", day=short_date_words(found.sent_at), who=found.sent_by)
        said.append(str(sent))
    if found.is_put_off and found.put_off_at:
        day = short_date_words(found.put_off_at)
        said.append(str(_("Put off %(day)s: it waits for another sitting.", day=day)))
    if found.state == State.WITHDRAWN:
        said.append(str(_("Withdrawn %(day)s.", day=short_date_words(found.changed_at))))
    elif found.state != State.SENT:
        said.append(str(_("Now: %(state)s.", state=found.state_words)))
    elif found.due_on and says_how_soon(panel):
        said.append(str(_("A sitting is due by %(day)s.", day=short_date_words(found.due_on))))
    return said


def line_words(found: Referral) -> str:
    """A referral in a list: which panel, and where it is."""
    said = {"panel": found.panel_name, "state": found.state_words}
    if found.is_put_off and found.put_off_at:
        day = short_date_words(found.put_off_at)
        return str(_("%(panel)s: put off %(day)s, and waits for another sitting", day=day, **said))
    if found.sent_at and found.state == State.SENT:
        day = short_date_words(found.sent_at)
        return str(_("%(panel)s: %(state)s since %(day)s", day=day, **said))
    return str(_("%(panel)s: %(state)s", **said))


def advice_on(
    found: Referral,
    decision: Decision,
    talk: Conversation,
    stands: Mapping[str, Sequence[Group]],
    bound: Iterable[Bound],
) -> list[ViewLine]:
    """What the panel said on a referral, the last first, of all that others said of its decision."""
    of_this = [one for one in bound if one.source == found.ref]
    ids = {one.id for one in of_this}
    return [one for one in view_lines(decision, talk, stands, of_this) if one.view.id in ids]


def capacity_of(entries: Entries) -> Found:
    """What a conversation says of capacity for its decision."""
    assessed: Iterable[Entry] = entries.items(ASSESSMENTS.slug)
    return capacity_found([one.get("conclusion", "") for one in assessed])


def capacity_lines(decision: Decision, terms: Terms, found: Found) -> tuple[str, bool]:
    """What is said of capacity, in words, and whether the panel looks at such decisions."""
    return fill(FOUND[found], decision.names), is_looked_at(terms.capacity, found)


# Letters of what was said before and since, in a question: as many as there is room for.
AS_ASKED = (1_500, 400, 90)
HEADING = 90
MOST_ASKED = 8  # changes named one by one; the page itself shows all of them


def asks_again(found: Referral, changed: Sequence[Group], *, is_all: bool) -> str:
    """Only what changed since a panel backed a decision, as the question to it: whole where it fits.
    is_all: whether nothing changed that its papers leave out; that is not quoted.
    """
    first = _("Since you backed this (%(ref)s), a later version changed:", ref=found.ref)
    rest = [] if is_all else [str(_("Something that your papers leave out"))]
    last = _("Does what you said still stand?")
    asked = ""
    for letters in AS_ASKED:
        lines = [
            _change_words(item.heading or group.title, change, letters)
            for group in changed
            for item in group.items
            for change in item.changes
        ]
        asked = "\n".join([str(first), *lines[:MOST_ASKED], *rest, str(last)])
        if len(asked) <= AT_LENGTH:
            break
    return asked


def _change_words(where: str, change: Change, letters: int) -> str:
    was, now = _as_it_was(change, GONE, letters), _as_it_was(change, ADDED, letters)
    about = beginning(where, HEADING)
    if about != change.question:
        about = str(_("%(where)s. %(question)s", where=about, question=change.question))
    if not was:
        return str(_("%(about)s: now “%(now)s”", about=about, now=now))
    if not now:
        return str(_("%(about)s: no longer “%(was)s”", about=about, was=was))
    return str(_("%(about)s: “%(was)s”, now “%(now)s”", about=about, was=was, now=now))


def _as_it_was(change: Change, kind: str, letters: int) -> str:
    """An answer with what is gone, or with what was added, in its first words."""
    said = "".join(one.text for one in change.pieces if one.kind in (SAME, kind))
    return beginning(said, letters)


def is_protected(talk: Conversation) -> bool:
    """Whether a record says that somebody may have to be protected: then a letter is asked about. What
    is asked again and not answered counts as it was last answered.
    """
    left = {asked.rpartition(".")[2]: said.code for asked, said in talk.left_unasked.items()}
    said = {**left, **talk.read_back, **talk.decision}
    return said.get("safe_home") == "no" or calls_for_route(said, {})
