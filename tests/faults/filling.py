"""Fills every control of a page, with what a test wants in each text."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from riskapp.accounts.queries import get_user
from riskapp.decision.journeys import CONVERSATION
from riskapp.learning.journeys import TELLING
from riskapp.learning.review.journeys import AFTERWARDS, COMING_TOGETHER, REVIEWING
from riskapp.learning.review.steps import opening, that_day
from riskapp.learning.steps.in_the_log import STEP as IN_THE_LOG
from riskapp.panel.journeys import ASKED as ASKED_OF_A_PANEL
from riskapp.panel.journeys import REFERRING, SETTING_UP
from riskapp.panel.sitting.journeys import ARRANGING, VIEWING
from riskapp.panel.steps.sending import SEND
from riskapp.people.journeys import ABOUT
from riskapp.platform.forms import Form
from tests.app import Client
from tests.faults.crawling import Button, Control, PostForm, post_forms

# Controls of forms that belong to no step, with the most each keeps.
BESIDE = {"called_by": 80, "to_whom": 200, "reason": 4_000}
GOOD_DAY = {"day": "8", "month": "1", "year": "2026"}
PARTS = tuple(f"-{part}" for part in GOOD_DAY)

# The balance asks nothing of its own.
ASKED = tuple(step.slug for step in CONVERSATION.steps if step.slug != "balance")

Texts = Callable[[Control, int], str]  # what to type into a control that keeps so many characters


def most_of(path: str, name: str) -> int:
    """How many characters the control of that name keeps, on the page at `path`."""
    form = _form_of(urlsplit(path).path, name)
    key = name.rpartition("-")[2] if "-" in name else name
    if form is None:
        return BESIDE.get(key, 60)
    return int(form().field(key).spec.most)


def _form_of(path: str, name: str) -> type[Form] | None:
    parts = path.strip("/").split("/")
    journeys = {
        "decisions": CONVERSATION,
        "people": ABOUT,
        "what-happened": TELLING,
        "learning-reviews": REVIEWING,
        "panels": SETTING_UP,
        "referrals": REFERRING,
        "sittings": ARRANGING,
        "papers": VIEWING,
    }
    journey = journeys.get(parts[0])
    steps = {s.slug: s for s in journey.steps} if journey else {}
    if len(parts) < 3 or parts[2] not in steps:
        return None
    step = steps[parts[2]]
    if len(parts) == 5:
        return step.collection(parts[3]).item_form
    if "-" in name and "." in name:
        return step.collection(name.partition(".")[0]).item_form
    return step.form


def is_day(control: Control) -> bool:
    return control.kind == "text" and control.name.endswith(PARTS)


def filled(form: PostForm, texts: Texts, button: Button | None = None) -> list[tuple[str, str]]:
    """A form as somebody would post it who answered everything on it."""
    pairs, answered = [], set()
    for control in form.controls:
        if control.kind == "hidden":
            pairs.append((control.name, control.value))
        elif is_day(control):
            pairs.append((control.name, GOOD_DAY[control.name.rpartition("-")[2]]))
        elif control.kind == "choice":
            if control.name not in answered:
                pairs.append((control.name, control.value))
            answered.add(control.name)
        else:
            pairs.append((control.name, texts(control, most_of(form.action, control.name))))
    if button and button.name:
        pairs.append((button.name, button.value))
    return pairs


def step_form(client: Client, path: str) -> PostForm:
    """The form of a step or an item, that posts where it stands."""
    page = client.get(path)
    return next(form for form in post_forms(page, path) if form.action == path)


def fill_conversation(client: Client, ref: str, texts: Texts) -> None:
    """Answers everything on every screen, adds one of everything, and answers what an item asks."""
    for slug in ASKED:
        path = f"/decisions/{ref}/{slug}"
        form = step_form(client, path)
        plain = next((b for b in form.buttons if b.value == "later"), None)
        post(client, path, filled(form, texts, plain))
    for path in item_paths(client, ref):
        post(client, path, filled(step_form(client, path), texts))


def tell(client: Client, decision: str, texts: Texts) -> str:
    """Something that happened while a decision stood, with every question answered and put in the log;
    the path of its page.
    """
    page = f"/decisions/{decision}"
    begun = client.post("/what-happened", {"about": decision}, page=page, status=303)
    told = begun.headers["Location"].rpartition("/")[0]
    for step in TELLING.steps:
        path = f"{told}/{step.slug}"
        pairs = filled(step_form(client, path), texts)
        post(client, path, [*pairs, ("action", "later")])
    path = f"{told}/{IN_THE_LOG.slug}"
    form = step_form(client, path)
    said = [(n, v) for n, v in form.standing() if n != "names_stay"]
    post(client, path, [*said, ("names_stay", "said0x"), ("action", "publish")])
    return told


def learn_together(client: Client, happening: str, texts: Texts) -> str:
    """A learning review of something that happened, with every question answered in its time; the path
    of its page.
    """
    page = "/learning-reviews"
    begun = client.post(page, {"about": happening}, page=page, status=303)
    path = begun.headers["Location"]
    afterwards = [step for part in AFTERWARDS for step in part.steps]
    for step in (*COMING_TOGETHER.steps, that_day.STEP, opening.STEP, *afterwards):
        there = f"{path}/{step.slug}"
        action = opening.OPEN if step is opening.STEP else "later"
        pairs = [(n, v) for n, v in filled(step_form(client, there), texts) if n != "action"]
        post(client, there, [*pairs, ("action", action)])
    return path


def set_up_panel(admin: Client, chair: str, texts: Texts) -> str:
    """A panel with every question about it answered, chaired by somebody and open; its reference."""
    begun = admin.post("/panels", page="/panels", status=303)
    path = begun.headers["Location"].rpartition("/")[0]
    for step in SETTING_UP.steps:
        there = f"{path}/{step.slug}"
        post(admin, there, [*filled(step_form(admin, there), texts), ("action", "later")])
    with admin.app.extensions["riskapp"].db.read() as conn:
        who = {"user": get_user(conn, chair).id, "is_chair": "yes"}
    admin.post(f"{path}/people", who, page=path, status=303)
    admin.post(f"{path}/takes-referrals", {"takes": "yes"}, page=path, status=303)
    return path.rpartition("/")[2]


def ask_a_panel(client: Client, decision: str, panel: str) -> str:
    """A referral of a decision to a panel, begun and nothing said in it; the path of its page."""
    page = f"/decisions/{decision}/ask-a-panel"
    begun = client.post(page, {"panel": panel}, page=page, status=303)
    return begun.headers["Location"].rpartition("/")[0]


def refer(client: Client, decision: str, panel: str, texts: Texts) -> str:
    """A referral with every question answered, sent; the path of its page."""
    path = ask_a_panel(client, decision, panel)
    for step in ASKED_OF_A_PANEL:
        there = f"{path}/{step.slug}"
        post(client, there, [*filled(step_form(client, there), texts), ("action", "later")])
    send(client, path)
    return path


def send(client: Client, referral: str) -> None:
    there = f"{referral}/sending"
    post(client, there, [*step_form(client, there).standing(), ("action", SEND)])


def item_paths(client: Client, ref: str) -> list[str]:
    """The pages of every item there is to change."""
    found: dict[str, None] = {}
    for step in CONVERSATION.steps:
        path = f"/decisions/{ref}/{step.slug}"
        for _words, href in client.get(path).leads:
            if href.startswith(f"{path}/") and href.count("/") == 5:
                found[href] = None
    return list(found)


def post(client: Client, path: str, pairs: list[tuple[str, str]], status: int = 303) -> None:
    client.post(path, as_data(pairs), status=status)


def as_data(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Pairs as a test client posts them."""
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data


def seal(client: Client, ref: str) -> None:
    """Press the button that seals, on the page that has it."""
    path = f"/decisions/{ref}/read-back"
    form = step_form(client, path)
    post(client, path, form.pairs(next(b for b in form.buttons if b.value == "seal")))


def note_court(client: Client, ref: str) -> str:
    """What a court decided about it; the path of that view."""
    page = f"/decisions/{ref}/court"
    day = {"given_on-day": "2", "given_on-month": "11", "given_on-year": "2026"}
    noted = client.post(page, {"words": "She may go home.", **day}, page=page, status=303)
    return f"/decisions/{ref}/outside/{noted.headers['Location'].partition('#outside-')[2]}"
