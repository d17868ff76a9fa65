"""A review of Maureen's walk: convened by Sunita, facilitated by Dev of another team."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from riskapp.accounts.queries import get_user
from tests.app import DEV, SUNITA, Client
from tests.faults.filling import as_data, step_form
from tests.learning.conftest import Told, tell

HAPPENED_ON = "2026-11-14"  # two days after the seal; nothing is said before the fifteenth
THAT_DAY = {
    "known": "Her daughter knew of the key.",
    "usual": "Everybody took the long way.",
    "thought": "She knows the way.",
    "had_it_gone_well": "A good plan.",
    "had_it_gone_badly": "A bold plan.",
}


@dataclass
class Reviewing:
    """Somebody who writes in a review."""

    client: Client
    ref: str

    @property
    def home(self) -> str:
        return f"/learning-reviews/{self.ref}"

    def say(self, step: str, status: int = 303, action: str = "later", **said: str) -> None:
        """Answers of one page, posted as its form would."""
        path = f"{self.home}/{step}"
        form = step_form(self.client, path)
        data = {**as_data(form.standing()), "action": action, **said}
        self.client.post(path, data, status=status)

    def open(self, status: int = 303, **said: str) -> None:
        self.say("opening", status, "open", **said)

    def ask(self, email: str, part: str = "takes-part", status: int = 303) -> None:
        """Asks somebody to join."""
        said = {"user": user_id(self.client, email), "part": part}
        self.client.post(f"{self.home}/people", said, page=self.home, status=status)

    def by(self, client: Client) -> Reviewing:
        """The same review, as somebody else comes to it."""
        return Reviewing(client, self.ref)


def user_id(client: Client, email: str) -> str:
    with client.app.extensions["riskapp"].db.read() as conn:
        return get_user(conn, email).id


def convene(client: Client, *happenings: str) -> Reviewing:
    page = "/learning-reviews"
    answer = client.post(page, {"about": list(happenings)}, page=page, status=303)
    return Reviewing(client, answer.headers["Location"].rpartition("/")[2])


@pytest.fixture
def told(as_sunita: Client, as_dev: Client, sealed_walk: str) -> Told:
    as_sunita.app.extensions["riskapp"].clock.pass_by(days=3)
    for client, email in ((as_sunita, SUNITA), (as_dev, DEV)):
        client.sign_in(email)
    found = tell(as_sunita, sealed_walk)
    found.say("account", day=HAPPENED_ON, kind="near-miss", place="hospital", facts="She fell")
    return found


@pytest.fixture
def review(as_sunita: Client, told: Told) -> Reviewing:
    return convene(as_sunita, told.ref)


@pytest.fixture
def devs(review: Reviewing, as_dev: Client) -> Reviewing:
    """The review as Dev has it, who facilitates and may see nothing of Maureen's elsewhere."""
    review.ask(DEV, "facilitates")
    return review.by(as_dev)
