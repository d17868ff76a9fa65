"""Asking a panel, page by page: what each shows beside its questions, and its two buttons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from sqlalchemy import Connection

from riskapp.accounts.queries import name_of
from riskapp.core.actor import Actor
from riskapp.decision.asked_before import said_before
from riskapp.decision.beside import standing
from riskapp.decision.conversation import Conversation
from riskapp.decision.queries import find_decision_by_id, list_bound
from riskapp.decision.reading_age import is_plain, long_sentences
from riskapp.decision.services.sealing import House
from riskapp.decision.yours import OUTCOMES
from riskapp.panel.journeys import ASKED, REFERRING, written_in
from riskapp.panel.presenters import (
    added_lines,
    advice_on,
    asked_forms,
    heard_forms,
    is_protected,
    terms_lines,
)
from riskapp.panel.queries import Referral, get_referral
from riskapp.panel.rules import AFTER_ADVICE, REFERS
from riskapp.panel.services.referring import save_referral, send_referral, withdraw_referral
from riskapp.panel.services.writing_home import outcome_for_them, print_letter
from riskapp.panel.steps import letter, sending, withdrawing
from riskapp.people.journeys import About
from riskapp.people.queries import get_about
from riskapp.platform import web, wizard
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import get_version


def _save(conn: Connection, actor: Actor, ref: str, **post: Any) -> Any:
    return save_referral(conn, trail_of(web.current()), actor, ref, **post)


def _more(found: Referral, entries: Entries) -> Mapping[str, Any]:
    """What is read back, and of the panel what stands beside two of the pages."""
    panel = get_entries(web.read(), found.panel_id)
    return {
        "sits": terms_lines(panel, (("days",), ("urgent_route",))),
        "invites": terms_lines(panel, (("person_is_invited", "invitation"),)),
        "asked": asked_forms(found, entries),
        "heard": heard_forms(found, entries),
        "added": added_lines(entries),
        **(_beside_letter(found, entries) if found.state in AFTER_ADVICE else {}),
        "change_to": {
            step.slug: url_for("referring.step", ref=found.ref, step=step.slug) for step in ASKED
        },
    }


def _beside_letter(found: Referral, entries: Entries) -> Mapping[str, Any]:
    """What helps to write it: the advice, who reads it and how, whether its home is safe, how hard it is
    to read.
    """
    conn = web.read()
    decision = find_decision_by_id(conn, found.decision_id)
    told = standing(conn, decision, get_entries(conn, decision.id, decision.facts))
    last = get_version(conn, decision.id).rows if decision.versions else {}
    talk = Conversation(told, decision.called_by, said_before(last))
    said = entries.data(letter.STEP.slug)
    text = "\n".join(said[key] for key in ("asked", "said", "now", "disagree") if key in said)
    outcome = outcome_for_them(conn, found, talk)
    return {
        "advice": advice_on(found, decision, talk, {}, list_bound(conn, decision.id))[:1],
        "reader": About(data=get_about(conn, found.person_id).about, names=found.names),
        "protects": is_protected(talk),
        "told": str(OUTCOMES[outcome]) if outcome else "",
        "is_plain": bool(text) and is_plain(text),
        "long_sentences": long_sentences(text),
    }


def _print(conn: Connection, actor: Actor, ref: str) -> str:
    house = House.of(web.current().config, demonstration=web.is_demonstration())
    asked = print_letter(conn, trail_of(web.current()), actor, ref, house)
    return url_for("referral.printed", ref=ref, rendition=asked)


def _send(conn: Connection, actor: Actor, ref: str) -> str:
    send_referral(conn, trail_of(web.current()), actor, ref)
    return url_for("referral.home", ref=ref)


def _withdraw(conn: Connection, actor: Actor, ref: str) -> str:
    withdraw_referral(conn, trail_of(web.current()), actor, ref)
    return url_for("referral.home", ref=ref)


SERVED = wizard.Serving(
    journey=REFERRING,
    load=get_referral,
    save=_save,
    home="referral.home",
    roles=REFERS,
    name_of=name_of,
    look=lambda subject: web.look(subject.id, "referral"),
    acts={
        (sending.STEP.slug, sending.SEND): _send,
        (withdrawing.STEP.slug, withdrawing.WITHDRAW): _withdraw,
        (letter.STEP.slug, letter.PRINT): _print,
    },
    once=frozenset({sending.SEND, withdrawing.WITHDRAW}),
    is_open=lambda found, slug: found.state in written_in(slug),
    closed="panel/closed.html",
    more=_more,
)
