"""The practitioner's first page, and beginning a conversation from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from riskapp.accounts.queries import Team, list_teams
from riskapp.core.errors import BadInput
from riskapp.decision.presenters.sealed import ends_words, sealed_words
from riskapp.decision.presenters.talking import last_words, next_words
from riskapp.decision.queries import (
    Decision,
    Due,
    SealedLately,
    find_begun,
    list_about,
    list_due,
    list_in_conversation,
    list_sealed_lately,
)
from riskapp.decision.rules import RESTRICTION, REVIEW
from riskapp.decision.services.talking import BegunAlready, begin_about
from riskapp.learning.presenters import line_words, waiting_words
from riskapp.learning.queries import (
    ChangeDue,
    Happening,
    list_changes_due,
    list_unfinished,
    list_waiting,
)
from riskapp.learning.review.presenters import DUE_IN, Falling, falling_due
from riskapp.learning.review.queries import Review, list_reviews, list_said
from riskapp.panel.left_to_do import list_left_to_do
from riskapp.panel.queries import Condition, list_own_conditions
from riskapp.panel.sitting.ahead import Ahead, look_ahead
from riskapp.people.queries import Person, get_person, list_namesakes
from riskapp.people.services import add_person
from riskapp.platform import web
from riskapp.platform.access import allow, allow_signed_in
from riskapp.platform.entries.reading import Entries, list_entries
from riskapp.platform.forms.filling import fill
from riskapp.platform.forms.reading import SAID_TWICE, showable
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.time import date_words
from riskapp.platform.trail import trail_of

pages = Blueprint("work", __name__)
WRITES = ("practitioner",)
READS = ("practitioner", "manager")
AHEAD = timedelta(days=14)  # what is "soon": my_work.html says so in words
MOST_SEALED = 5


@dataclass(frozen=True)
class WorkLine:
    """One line of the list: whose, their words, what last or next.

    reference: the team's own for the person where there is one, so that namesakes stay apart.
    """

    called_by: str
    reference: str
    choice: str
    what: str
    when: str
    is_bold: bool
    url: str


@pages.get("/")
@allow_signed_in
def my_work() -> Any:
    """What is under way, due and sealed lately; where to go for those who hold no conversations."""
    if not web.actor().is_any(*READS):
        return render_template(
            "work/no_work.html",
            conditions=_conditions(web.today()),
            reviews=_reviews(web.today()),
            panels=_panels(web.today()),
        )
    return _my_work()


def _my_work(typed: str = "", error: str = "") -> str:
    conn, actor, today = web.read(), web.actor(), web.today()
    under_way = list_in_conversation(conn, actor)
    entries = list_entries(conn, {found.id: found.facts for found in under_way})
    to_try = list_changes_due(conn, actor, today + AHEAD)
    return render_template(
        "work/my_work.html",
        today_words=date_words(today),
        in_conversation=[_under_way(d, entries[d.id]) for d in under_way],
        due=[_due_line(d, today) for d in list_due(conn, actor, today + AHEAD)],
        to_tell=[_to_tell_line(one) for one in list_waiting(conn, actor)],
        happened=[_happened_line(one) for one in list_unfinished(conn, actor)],
        to_try=[_to_try_line(c, today) for c in to_try],
        asked=_asked(),
        conditions=_conditions(today),
        reviews=_reviews(today, to_try),
        panels=_panels(today),
        sealed=[_sealed_line(s) for s in list_sealed_lately(conn, actor, MOST_SEALED)],
        teams=_my_teams(),
        can_write=actor.is_any(*WRITES),
        typed=showable(typed),
        error=error,
        has_errors=bool(error),
    )


def _my_teams() -> list[Team]:
    mine = web.actor().team_ids
    return [team for team in list_teams(web.read()) if team.id in mine]


def _line(found: Decision, what: str, when: str, *, is_bold: bool = False) -> WorkLine:
    return WorkLine(
        called_by=found.called_by,
        reference=found.own_reference or found.person_ref,
        choice=found.choice,
        what=what,
        when=when,
        is_bold=is_bold,
        url=url_for("decision.home", ref=found.ref),
    )


def _under_way(found: Decision, entries: Entries) -> WorkLine:
    return _line(found, last_words(found), next_words(found, entries))


# What falls due, by kind: when in words, before the day and after it, and what there is to do.
DUE: dict[str, tuple[LazyString, LazyString, LazyString]] = {
    "review": (
        _("Due %(when)s"),
        _("Was due %(when)s"),
        _(
            "Look again together: did what was feared happen, did what was hoped for happen? "
            "No review has begun."
        ),
    ),
    "technology": (
        _("Used until %(when)s"),
        _("Was to be used until %(when)s"),
        _("Technology: %(what)s. Is it still wanted, and was it tested?"),
    ),
    "help": (_("Due %(when)s"), _("Was due %(when)s"), _("To be done: %(what)s")),
}
BEGUN = _("A review has begun. Carry on with it, or put it away.")
RESTRICTED = _(
    "A restriction: %(what)s. It ends by itself unless it is renewed with a reason.",
)


def _due_line(one: Due, today: date) -> WorkLine:
    is_restriction = one.kind == RESTRICTION
    if is_restriction:
        when, what = ends_words(one.on, today), RESTRICTED
    else:
        ahead, past, what = DUE[one.kind]
        when = str(past if one.on < today else ahead) % {"when": date_words(one.on)}
        if one.kind == REVIEW and one.decision.is_in_review:
            what = BEGUN
    is_bold = is_restriction or one.on < today
    return _line(one.decision, fill(what, {"what": one.what}), when, is_bold=is_bold)


def _to_tell_line(one: Happening) -> WorkLine:
    """Somebody may still have to know, whatever became of it since."""
    return _of(one, line_words(one), waiting_words(one), is_bold=True)


def _happened_line(one: Happening) -> WorkLine:
    """Kind and month, the first of what was written, and whether it is on hold."""
    what = one.what or str(_("Nothing written yet"))
    return _of(one, line_words(one), f"{one.hold.words}. {what}" if one.hold else what)


TO_TRY = _("Seen to by %(who)s: %(what)s")
BY_NOBODY = _("nobody yet")


def _to_try_line(one: ChangeDue, today: date) -> WorkLine:
    ahead, past = DUE["help"][:2]
    when = str(past if one.on < today else ahead) % {"when": date_words(one.on)}
    what = fill(TO_TRY, {"what": one.what, "who": one.owner or str(BY_NOBODY)})
    return _of(one.happening, when, what, is_bold=one.on < today)


def _of(one: Happening, when: str, what: str, *, is_bold: bool = False) -> WorkLine:
    return WorkLine(
        called_by=one.called_by,
        reference=one.own_reference or one.person_ref,
        choice="",
        what=what,
        when=when,
        is_bold=is_bold,
        url=url_for("happened.home", ref=one.ref),
    )


def _asked() -> list[WorkLine]:
    """What a panel advised and nobody answered yet, a letter that is wanted, what was put off."""
    return [
        WorkLine(
            called_by=one.referral.called_by,
            reference=one.referral.ref,
            choice="",
            what=" ".join((f"{one.referral.panel_name}.", *one.words)),
            when="",
            is_bold=False,
            url=url_for("referral.home", ref=one.referral.ref),
        )
        for one in list_left_to_do(web.read(), web.actor())
    ]


def _conditions(today: date) -> list[WorkLine]:
    """What a panel asked for, until it is done: for whoever sees to it, whatever their part is."""
    return [_condition_line(one, today) for one in list_own_conditions(web.read(), web.actor())]


def _condition_line(one: Condition, today: date) -> WorkLine:
    when, is_late = "", bool(one.day and one.day < today)
    who = one.outside or one.who
    if one.day:
        ahead, past = DUE["help"][:2]
        when = str(past if is_late else ahead) % {"when": date_words(one.day)}
    return WorkLine(
        called_by=one.called_by,
        reference=one.referral_ref,
        choice="",
        what=fill(TO_TRY, {"what": one.what, "who": who}) if who else one.what,
        when=when,
        is_bold=is_late,
        url=url_for("condition.home", condition=one.id),
    )


def _reviews(today: date, to_try: Sequence[ChangeDue] = ()) -> list[WorkLine]:
    """The learning reviews somebody is in, whatever their part in riskapp is, and what they make due but
    what stands among the changes `to_try` already, and was taken in from there.
    """
    conn = web.read()
    reviews = list_reviews(conn, web.actor())
    said = list_said(conn, reviews, DUE_IN)
    due = falling_due(reviews, said, today + AHEAD)
    lines = [_of_review(one, one.known_as, one.state_words) for one in reviews]
    there = {(c.happening.id, c.on, c.what, c.owner) for c in to_try}
    also = [
        one
        for one in due
        if there.isdisjoint((o.happening_id, one.on, one.what, one.owner) for o in one.review.of)
    ]
    return [*lines, *(_due_of_review(one, today) for one in also)]


def _due_of_review(one: Falling, today: date) -> WorkLine:
    ahead, past = DUE["help"][:2]
    when = str(past if one.on < today else ahead) % {"when": date_words(one.on)}
    what = fill(TO_TRY, {"what": one.what, "who": one.owner}) if one.owner else one.what
    return _of_review(one.review, what, when, is_bold=one.on < today)


def _of_review(one: Review, what: str, when: str, *, is_bold: bool = False) -> WorkLine:
    return WorkLine(
        called_by=one.called_by,
        reference=one.ref,
        choice="",
        what=what,
        when=when,
        is_bold=is_bold,
        url=url_for("learning_review.home", ref=one.ref),
    )


def _panels(today: date) -> list[WorkLine]:
    """The sittings that wait for somebody, each with what for; *My panel work* has all of it."""
    return [
        _of_sitting(one, today)
        for one in look_ahead(web.read(), web.actor())
        if one.mine or one.lacks
    ]


def _of_sitting(one: Ahead, today: date) -> WorkLine:
    found, said = one.sitting, []
    if one.mine:
        names = ", ".join(each.item.called_by for each in one.mine)
        said.append(str(_("Waits for your view: %(names)s.", names=names)))
    if one.lacks:
        said.append(
            str(_("Cannot go ahead yet: %(why)s.", why="; ".join(w for w, _at in one.lacks)))
        )
    when = date_words(found.day) if found.day else ""
    return WorkLine(
        called_by=found.panel_name,
        reference=found.ref,
        choice="",
        what=" ".join(said),
        when=when,
        is_bold=bool(one.mine and found.day and found.day <= today + AHEAD),
        url=url_for("sittings.index") if one.lacks else url_for("sitting.home", ref=found.ref),
    )


def _sealed_line(one: SealedLately) -> WorkLine:
    return _line(one.decision, *sealed_words(one))


# -- beginning -----------------------------------------------------------------------------------

begin_pages = Blueprint("begin", __name__, url_prefix="/begin")


@begin_pages.post("")
@allow(*WRITES)
def somebody() -> Any:
    """A name is enough to begin; one already known is asked about first, so that two stay two."""
    names = request.form.getlist("called_by")
    called_by = " ".join(names)
    if len(names) > 1:
        return _my_work(typed=called_by, error=str(SAID_TWICE)), 422
    who = request.form.get("who", "")
    if who and who != "new":
        return _begin(get_person(web.read(), web.actor(), who))
    if begun := find_begun(web.read(), web.actor().user_id, web.posted_key()):
        return _go(begun)
    namesakes = list_namesakes(web.read(), web.actor(), called_by) if called_by.strip() else []
    if namesakes and who != "new":
        return _ask_which(called_by, namesakes)
    try:
        return _begin_with_new(called_by)
    except BadInput as bad:
        return _my_work(typed=called_by, error=str(bad)), 422


@begin_pages.post("/<ref>")
@allow(*WRITES)
def known(ref: str) -> Any:
    """Another conversation with somebody already known."""
    return _begin(get_person(web.read(), web.actor(), ref))


def _ask_which(called_by: str, namesakes: list[Person]) -> str:
    conn, actor = web.read(), web.actor()
    page = render_template(
        "people/namesakes.html",
        called_by=called_by,
        team=request.form.get("team", ""),
        namesakes=[
            (person, [d.known_as for d in list_about(conn, actor, person.id)][:1])
            for person in namesakes
        ],
    )
    for person in namesakes:
        web.look(person.id, "namesakes")
    return page


def _begin_with_new(called_by: str) -> Response:
    runtime, actor = web.current(), web.actor()
    teams = [team.id for team in _my_teams()]
    if not teams:
        raise BadInput(str(_("You are in no team yet. Ask an administrator to add you to one")))
    team = request.form.get("team") or teams[0]
    trail = trail_of(runtime)
    return _once(lambda conn: add_person(conn, trail, actor, called_by, team))


def _begin(person: Person) -> Response:
    return _once(lambda _conn: person)


def _once(whom: Callable[[Connection], Person]) -> Response:
    """Begin with somebody; a second click on the same button leads to the same conversation."""
    runtime, actor = web.current(), web.actor()
    key = web.posted_key()
    try:
        with web.write() as conn:
            person = whom(conn)
            law = runtime.config.jurisdiction
            made = begin_about(conn, trail_of(runtime), actor, person, law, key=key)
    except BegunAlready:
        begun = find_begun(web.read(), actor.user_id, key)
        if begun is None:
            raise
        made = begun
    return _go(made)


def _go(made: Decision) -> Response:
    return redirect(url_for("conversation.step", ref=made.ref, step="decision"), 303)


def init_app(app: Flask) -> None:
    web.add_nav(app, web.Link(_("My work"), "/"), first=True)
    app.register_blueprint(pages)
    app.register_blueprint(begin_pages)
