"""Dissent given while the advice is given: it stands in the advice, or is refused and kept; never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from riskapp.decision.services.sealing import House
from riskapp.panel.advice.services.giving import give_advice
from riskapp.panel.advice.tables import advice, dissent
from riskapp.panel.sitting.services.viewing import declare, open_round
from riskapp.platform.versions.store import get_version_by_id
from tests.faults.filling import as_data, step_form
from tests.panel.advice.conftest import begin, home, say
from tests.panel.sitting.conftest import At, Panel
from tests.panel.sitting.doing import meanwhile


def test_dissent_and_advice_at_once(opened: Panel) -> None:
    """Two members and the chair press at the same moment, over and over each its own way."""
    chair, differing = opened.chair, (opened.tomos, opened.grace)
    begin(chair)
    say(chair, "advice", outcome="backed", because="It is hers.")
    path = f"{home(chair)}/giving"
    posts = [(chair, path, {**as_data(step_form(chair.client, path).standing()), "action": "give"})]
    for at in differing:
        at.client.post(f"/dissent/{at.ref}.1/begin", page=home(at), status=303)
        path = f"/dissent/{at.ref}.1/seen-differently"
        form = as_data(step_form(at.client, path).standing())
        posts.append((at, path, {**form, "view": "Not alone.", "action": "give"}))

    def press(one: tuple[At, str, dict[str, list[str]]]) -> int:
        at, path, data = one
        return at.client.fetch("POST", path, data=data).status_code

    with ThreadPoolExecutor(len(posts)) as pool:
        gave, *answers = list(pool.map(press, posts))
    assert gave == 303
    assert set(answers) <= {303, 409}
    with opened.app.extensions["riskapp"].db.read() as conn:
        version_id = conn.execute(select(advice.c.version_id)).scalar_one()
        rows = get_version_by_id(conn, version_id).rows
        given = select(dissent.c.user_id).where(dissent.c.given_at.is_not(None))
        stands = len(conn.execute(given).all())
    frozen = [i for i in rows if i.startswith("dissents.") and i.endswith(".view")]
    assert len(frozen) == stands == answers.count(303)
    for at, answer in zip(differing, answers, strict=True):
        if answer == 409:
            kept = at.client.fetch("GET", f"/dissent/{at.ref}.1/seen-differently")
            assert kept.status_code in (200, 302, 409)


def test_members_are_not_asked_once_more_while_the_advice_is_given(written: Panel) -> None:
    """They could write no view in that round, and no further advice could be begun."""
    chair, place = written.chair.actor, f"{written.chair.ref}.1"
    house = House.of(written.app.extensions["riskapp"].config, demonstration=False)
    assert not meanwhile(
        written.app,
        lambda conn, trail: give_advice(conn, trail, chair, place, house),
        lambda conn, trail: open_round(conn, trail, chair, place),
    )
    begin(written.chair)


def test_whoever_declared_an_interest_meanwhile_gives_no_advice(written: Panel) -> None:
    chair, place = written.chair.actor, f"{written.chair.ref}.1"
    house = House.of(written.app.extensions["riskapp"].config, demonstration=False)
    assert not meanwhile(
        written.app,
        lambda conn, trail: declare(conn, trail, chair, place, is_there=True, what="A cousin."),
        lambda conn, trail: give_advice(conn, trail, chair, place, house),
    )
