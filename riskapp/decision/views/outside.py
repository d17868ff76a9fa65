"""What others say of a decision: a manager, a court; the answers; what changed since it was backed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for

from riskapp.core.errors import NotFound
from riskapp.decision.backing import backing_stands
from riskapp.decision.beside import standing
from riskapp.decision.conversation import Conversation
from riskapp.decision.presenters.outside import condition_lines, told
from riskapp.decision.queries import Decision, list_bound
from riskapp.decision.rules import (
    ANOTHER_FORM,
    ANSWERS,
    BACKED_IF,
    BACKING,
    CONDITION_ANSWERS,
    COURT,
    MANAGER,
    NOT_AGREED,
    NOT_BACKED,
    ORDERED,
    OUTCOMES,
    OUTCOMES_OF,
    PERSONS,
    PRACTITIONERS,
)
from riskapp.decision.said import OutsideView
from riskapp.decision.services.outside import View, answer_view, note_outside_view, shown_now
from riskapp.decision.views.pages import MANAGES, READS, WRITES, load, pages
from riskapp.platform import web
from riskapp.platform.access import allow
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.forms import Form, day, line, one_of, prose, tick, words
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.trail import trail_of

CONDITIONS_ASKED = 3  # on one page; further ones are said in another view

_KEPT_BACK = _("Some of this protects somebody: only the full record should carry it")


class Oversight(Form):
    outcome = one_of(
        _("What do you want to say?"),
        [(code, OUTCOMES[code]) for code in OUTCOMES_OF[MANAGER]],
    )
    words = prose(
        _("In your words, and why"),
        hint=_(
            "What you offer, what you back and why, or what stands in the way and what would help."
        ),
        rows=4,
        most=4_000,
    )
    if_wrong = prose(_("What will the organisation do if it goes wrong?"), rows=2, most=4_000)
    kept_back = tick(_KEPT_BACK)


class Asked(Form):
    """A condition, as a manager is asked for it."""

    what = prose(_("What is the condition?"), rows=2, most=2_000)
    who = line(_("Who sees to it?"))
    by_when = day(_("By when?"), expects="future")
    takes_away = prose(
        _("What does it take away?"),
        hint=_("From whom, and until when? “Nothing” is a fair answer, if it was asked."),
        rows=2,
        most=2_000,
    )


class CourtsDecision(Form):
    who = line(_("Which court?"))
    given_on = day(_("When did it decide?"), expects="past")
    words = prose(
        _("What did it decide, in plain words?"),
        hint=_("What it decided and for how long. The order itself stays in your own files."),
        rows=4,
        most=4_000,
    )
    kept_back = tick(_KEPT_BACK)


class Answering(Form):
    theirs = one_of(_("What does %(name)s say to it?"), list(ANSWERS.items()), inline=True)
    words = words(
        _("In %(name)s’s own words"),
        hint=_("As they were said, or leave it empty."),
        most=4_000,
    )
    said_on = day(_("When did %(name)s say so?"), expects="past")
    ours = one_of(_("What do you answer?"), list(ANSWERS.items()), inline=True)
    because = prose(_("Because"), rows=3, most=4_000)


class AnsweringCondition(Form):
    answer = one_of(_("Your answer to it"), list(CONDITION_ANSWERS.items()), inline=True)
    because = prose(_("Why not, or in which form"), rows=2, most=2_000)


# Neither says anything to whoever asked for it without words.
IN_WORDS = {
    NOT_AGREED: _("Write why not"),
    ANOTHER_FORM: _("Write in which form you agree to it"),
}


# -- a manager --------------------------------------------------------------------------------------


@pages.get("/oversight")
@allow(*MANAGES)
def oversight(ref: str) -> str:
    return _oversight(load(ref), Oversight(), _conditions(), "")


def _conditions(raw: Sequence[tuple[str, str]] | None = None) -> list[Form]:
    return [Asked(raw=raw, prefix=f"condition-{n + 1}-") for n in range(CONDITIONS_ASKED)]


def _oversight(found: Decision, form: Form, conditions: list[Form], amiss: str) -> str:
    return _asking(
        found,
        "oversight",
        form,
        heading=_("What you say as a manager"),
        conditions=conditions,
        amiss=amiss,
        seen=shown_now(web.read(), found),
    )


@pages.post("/oversight")
@allow(*MANAGES)
def note_oversight(ref: str) -> Any:
    """Comment, offer support, back it or say what stands in the way: never without words for that."""
    found, raw = load(ref), list(request.form.items(multi=True))
    form, conditions = Oversight(raw=raw, names=found.names), _conditions(raw)
    kept, asked = form.kept, [one.kept for one in conditions if one.kept]
    _need(form, "outcome", _("Choose what you want to say"))
    if kept.get("outcome") == NOT_BACKED:
        _need(form, "words", _("Write what stands in the way, and what would help"))
    elif kept.get("outcome") not in BACKING:
        _need(form, "words", _("Write it in your words"))
    if kept.get("outcome") == BACKED_IF and not asked:
        conditions[0].field("what").error = _("Write the condition, and what it takes away")
    elif asked and kept.get("outcome") not in (BACKED_IF, None):
        form.field("outcome").error = _("Conditions go with “Backed, with conditions”")
    amiss = ""
    if request.form.get("seen") != shown_now(web.read(), found):
        amiss = str(_("Something was written or sealed meanwhile. Read it, then save"))
    if amiss or form.wrong or any(one.wrong for one in conditions):
        return _oversight(found, form, conditions, amiss), 422
    who = _("%(name)s, manager", name=web.actor().name)
    view = _view(found, MANAGER, str(who), kept, kept["outcome"], conditions=asked)
    return _note(found, view)


def _view(
    found: Decision, from_whom: str, who: str, kept: dict[str, Any], outcome: str, **more: Any
) -> View:
    """Said of what stands now, which is what was read."""
    return View(
        from_whom=from_whom,
        who=who,
        outcome=outcome,
        given_on=more.pop("given_on", web.today()),
        digest=shown_now(web.read(), found),
        shown_at=trail_of(web.current()).now,
        words=kept.get("words", ""),
        if_wrong=kept.get("if_wrong", ""),
        is_kept_back=kept.get("kept_back", False),
        **more,
    )


def _need(form: Form, key: str, why: LazyString) -> None:
    if key not in form.kept and not form.field(key).error:
        form.field(key).error = why


def _note(found: Decision, view: View) -> Any:
    with web.write() as conn:
        trail, key = trail_of(web.current()), web.posted_key()
        noted = note_outside_view(conn, trail, web.actor(), found.id, view, key=key)
    return redirect(url_for("decision.home", ref=found.ref) + f"#outside-{noted}", 303)


def _asking(found: Decision, kind: str, form: Form, **more: Any) -> str:
    for asked in form:
        asked.names = found.names
    forms = [form, *more.get("conditions", ())]
    page = render_template(
        "decision/outside.html",
        decision=found,
        subject=found,
        kind=kind,
        form=form,
        here=request.path,
        has_errors=bool(more.get("amiss") or any(one.wrong for one in forms)),
        **{"conditions": [], "asked_for": [], "amiss": "", "seen": "", "view": None, **more},
    )
    web.look(found.id, kind)
    return page


# -- a court ----------------------------------------------------------------------------------------


@pages.get("/court")
@allow(*WRITES)
def court(ref: str) -> str:
    return _asking(load(ref), "court", CourtsDecision(), heading=_("What a court decided"))


@pages.post("/court")
@allow(*WRITES)
def note_court(ref: str) -> Any:
    found = load(ref)
    form = CourtsDecision(raw=list(request.form.items(multi=True)), names=found.names)
    _need(form, "words", _("Write what it decided"))
    _need(form, "given_on", _("Write the day it decided"))
    if form.wrong:
        return _asking(found, "court", form, heading=_("What a court decided")), 422
    kept, on = form.kept, form.field("given_on").kept
    view = _view(found, COURT, kept.get("who", ""), kept, ORDERED, given_on=date.fromisoformat(on))
    return _note(found, view)


# -- the answers --------------------------------------------------------------------------------------


@pages.get("/outside/<view>/answer")
@allow(*WRITES)
def answer(ref: str, view: str) -> str:
    found = load(ref)
    talk = _talk(found)
    one = _find(talk, view)
    return _answer(found, talk, one, Answering(), _to_conditions(one))


def _answer(
    found: Decision, talk: Conversation, view: OutsideView, form: Form, conditions: list[Form]
) -> str:
    return _asking(
        found,
        "answer",
        form,
        heading=_("Answer to %(who)s", who=view.from_words),
        view=view,
        conditions=conditions,
        asked_for=condition_lines(talk, view),
    )


def _to_conditions(view: OutsideView, raw: Sequence[tuple[str, str]] | None = None) -> list[Form]:
    """One for each condition, by its place: a view is never given another, nor loses one."""
    return [
        AnsweringCondition(raw=raw, prefix=f"condition-{number}-")
        for number, _one in enumerate(view.conditions, 1)
    ]


def _talk(found: Decision) -> Conversation:
    conn = web.read()
    entries = get_entries(conn, found.id, found.facts)
    return Conversation(standing(conn, found, entries), found.called_by)


def _find(talk: Conversation, view_id: str) -> OutsideView:
    """Raises NotFound for a view that is none of this decision."""
    for one in talk.outside:
        if one.id == view_id:
            return one
    raise NotFound(view_id)


@pages.post("/outside/<view>/answer")
@allow(*WRITES)
def note_answer(ref: str, view: str) -> Any:
    """The person's, the practitioner's or both; each stands as its own. The practitioner may answer each
    condition by itself, with or without a word to the whole.
    """
    found, raw = load(ref), list(request.form.items(multi=True))
    talk = _talk(found)
    one = _find(talk, view)
    form, conditions = Answering(raw=raw, names=found.names), _to_conditions(one, raw)
    for asked in conditions:
        if why := IN_WORDS.get(asked.kept.get("answer", "")):
            _need(asked, "because", why)
    kept, is_wrong = form.kept, bool(form.wrong or any(asked.wrong for asked in conditions))
    each = {c.id: asked.kept for c, asked in zip(one.conditions, conditions, strict=True)}
    each = {condition_id: said for condition_id, said in each.items() if said}
    theirs = {"answer": kept.get("theirs"), "words": kept.get("words")}
    ours = {"answer": kept.get("ours"), "because": kept.get("because")}
    if not any([*theirs.values(), *ours.values(), each, is_wrong]):
        form.field("theirs").error = _("Write an answer of one of you")
    if is_wrong or form.wrong:
        return _answer(found, talk, one, form, conditions), 422
    answers, by, today = [], web.actor().name, web.today().isoformat()
    if any(theirs.values()):
        answers.append({"whose": PERSONS, **theirs, "said_on": kept.get("said_on"), "by": by})
    if any([*ours.values(), each]):
        answers.append({"whose": PRACTITIONERS, **ours, "by": by, "said_on": today})
    every = {one.id: answers}
    every |= {i: [{**said, "by": by, "said_on": today}] for i, said in each.items()}
    with web.write() as conn:
        trail, key = trail_of(web.current()), web.posted_key()
        answer_view(conn, trail, web.actor(), ref, one.id, every, key=key)
    return redirect(url_for("decision.home", ref=ref) + f"#outside-{one.id}", 303)


# -- what changed since it was backed -----------------------------------------------------------------


@pages.get("/outside/<view>")
@allow(*READS)
def since_backed(ref: str, view: str) -> str:
    """Word by word, only what the backing rests on: that alone is to be looked at again."""
    found = load(ref)
    conn = web.read()
    entries = get_entries(conn, found.id, found.facts)
    one = _find(_talk(found), view)
    page = render_template(
        "decision/since_backed.html",
        decision=found,
        subject=found,
        view=one,
        told=told(one),
        groups=backing_stands(conn, found, entries).get(one.id, []),
        look_again_url=next((b.address for b in list_bound(conn, found.id) if b.id == one.id), ""),
    )
    web.look(found.id, "since it was backed")
    return page
