"""How it was: asked of each member once, kept without a name, shown once five have answered."""

from __future__ import annotations

import json

from sqlalchemy import select

from riskapp.learning.review.queries import list_answers
from riskapp.learning.review.tables import learning_review
from riskapp.platform.audit.tables import audit
from tests.app import CAST, SUNITA, Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.review.conftest import Reviewing

WHO = [SUNITA, *(email for email, *_rest in CAST if email != SUNITA)][:5]


def answer(review: Reviewing, status: int = 303, **said: str) -> None:
    review.client.post(f"{review.home}/how-it-was", said, page=review.home, status=status)


def test_answers_are_shown_once_five_have_answered_and_never_whose(review: Reviewing) -> None:
    review.open(early="Nobody knew more")
    for email in WHO[1:]:
        review.ask(email)
    for n, email in enumerate(WHO):
        client = (
            review.client if email == SUNITA else Client(review.client.app, address=f"192.0.2.{n}9")
        )
        theirs = review.by(client.sign_in(email))
        assert "marker" not in theirs.client.get(review.home).text
        answer(theirs, learned=f"marker{9 - n} learned", again=f"again{9 - n}")
        answer(theirs, learned="a second time")  # once is enough, and adds nothing
        assert "You have answered." in theirs.client.get(review.home).text
    review.ask(WHO[1], "facilitates")  # another part, and no second answer
    page = review.client.get(review.home).text
    assert [page.index(f"marker{n} learned") for n in range(5, 10)] == sorted(
        page.index(f"marker{n} learned") for n in range(5, 10)
    )
    assert "a second time" not in page
    with review.client.app.extensions["riskapp"].db.read() as conn:
        kept = conn.execute(select(learning_review.c.answers)).scalar_one()
        noted = conn.execute(
            select(audit.c["keys"]).where(audit.c.event == "learning_review.answered")
        ).scalars()
        assert [json.loads(one) for one in noted] == [{"ref": review.ref}] * 5
    assert [one["again"] for one in kept] == [f"again{n}" for n in range(5, 10)]  # by its words
    assert {key for one in kept for key in one} == {"learned", "again"}


@POSTGRESQL_SELDOM
def test_nothing_is_asked_before_it_is_open_and_nothing_said_is_no_answer(
    review: Reviewing,
) -> None:
    assert "How it was" not in review.client.get(review.home).text
    answer(review, status=409, learned="early")
    review.open(early="Nobody knew more")
    answer(review)
    assert "You have answered." not in review.client.get(review.home).text
    answer(review, status=422, learned="x" * 201)
    answer(review, learned="late")
    with review.client.app.extensions["riskapp"].db.read() as conn:
        assert (
            list_answers(conn, conn.execute(select(learning_review.c.subject_id)).scalar_one())
            == []
        )
