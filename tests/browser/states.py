"""Every page in every state, each with how somebody gets to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from riskapp.decision.journeys import CONVERSATION, REVIEW
from riskapp.decision.layouts import LAYOUTS
from riskapp.learning.journeys import TELLING
from riskapp.learning.review.journeys import AFTERWARDS, COMING_TOGETHER, THAT_DAY
from riskapp.learning.steps.who_must_know import STEP as WHO_MUST_KNOW
from riskapp.panel.advice.journeys import ADVISING
from riskapp.panel.advice.steps import putting_right
from riskapp.panel.journeys import ASKED, SETTING_UP
from tests.app import CAST, DEV, NIA, SUNITA
from tests.browser.looking import OPEN_ALL
from tests.browser.serving import NARROW, WIDE
from tests.browser.world import World

GRACE = next(email for email, name, _role, _team in CAST if name == "Grace Okafor")
INGRID = next(email for email, name, _role, _team in CAST if name == "Ingrid Bauer")
AMIR = next(email for email, name, _role, _team in CAST if name == "Amir Hadi")
GUEST = "guest"  # of no account: who came to a sitting by a link
RUTH = next(email for email, name, _role, _team in CAST if name == "Ruth Kaplan")


@dataclass
class Sight:
    """Somebody's browser in the world."""

    page: Page
    world: World

    def go(self, path: str) -> None:
        self.page.goto(self.world.site.url + path)

    def follow(self, link: Locator) -> None:
        """Until the page it leads to has loaded: a click alone comes back while the last one stands."""
        with self.page.expect_navigation():
            link.click()


Reach = Callable[[Sight], None]


@dataclass(frozen=True)
class State:
    """`reach` brings the page into the state; `email` is who looks, None for nobody signed in.

    Axe takes longest, and hardly asks how wide a page is: each state is handed to it at one width, in
    error and at its longest at the narrow one.
    """

    reach: Reach
    email: str | None = SUNITA
    is_error: bool = False
    is_long: bool = False

    @property
    def axe_at(self) -> int:
        return NARROW if self.is_error or self.is_long else WIDE


def at(path: str) -> Reach:
    return lambda sight: sight.go(path)


def step(what: str, *more: str) -> Reach:
    return lambda sight: sight.go(sight.world.path(what, *more))


def told(what: str, more: str = "") -> Reach:
    return lambda sight: sight.go(sight.world.told[what] + more)


def asked(what: str, more: str = "") -> Reach:
    return lambda sight: sight.go(sight.world.asked[what] + more)


def item(what: str, slug: str, collection: str) -> Reach:
    return lambda sight: sight.go(sight.world.item_path(what, slug, collection))


def view(what: str, *more: str) -> Reach:
    """What others said of a decision."""
    return lambda sight: sight.go(sight.world.path(what, "outside", sight.world.views[what], *more))


def governed(what: str, more: str = "") -> Reach:
    return lambda sight: sight.go(sight.world.governed[what] + more)


TOO_LONG, TOO_LONG_LINE = "word " * 4_001, "w" * 801
NO_DAY = {"-day": "31", "-month": "2", "-year": "2027"}


def in_error(reach: Reach) -> Reach:
    """Everything on the page answered so that it cannot be read."""

    def reached(sight: Sight) -> None:
        reach(sight)
        sight.page.evaluate(OPEN_ALL)
        for text in sight.page.locator("main textarea:not([readonly]):visible").all():
            text.fill(TOO_LONG)
        for line in sight.page.locator('main input[type="text"]:visible').all():
            line.fill(_wrong(line.get_attribute("name") or ""))
        sight.page.locator("main form button[type=submit]:not([aria-hidden])").first.click()
        sight.page.locator(".govuk-error-summary").wait_for()

    return reached


def _wrong(name: str) -> str:
    return next((day for part, day in NO_DAY.items() if name.endswith(part)), TOO_LONG_LINE)


# -- getting there by doing ------------------------------------------------------------------------


def sign_in_wrongly(sight: Sight) -> None:
    sight.go("/sign-in")
    sight.page.get_by_label("E-mail address").fill("nobody@northmoor.example")
    sight.page.get_by_label("Password").fill("not the one")
    sight.page.get_by_role("button", name="Sign in").click()
    sight.page.locator(".govuk-error-summary").wait_for()


def begin_with_nobody(sight: Sight) -> None:
    sight.go("/")
    sight.page.get_by_role("button", name="Start a conversation").click()
    sight.page.locator(".govuk-error-summary").wait_for()


def begin_with_a_namesake(sight: Sight) -> None:
    sight.go("/")
    sight.page.get_by_label("What does the person like to be called?").fill("Mrs Ross")
    sight.page.get_by_role("button", name="Start a conversation").click()
    sight.page.get_by_role("heading", name="Is it the same Mrs Ross?").wait_for()


def take_away(sight: Sight) -> None:
    """And put it back first, so that there is always one to take."""
    sight.go(sight.world.item_path("filled", "what-would-help", "not-found"))
    sight.page.get_by_role("button", name="Take it away").click()
    sight.page.get_by_role("button", name="Put it back").click()
    sight.page.wait_for_url("**#not-found")
    sight.go(sight.world.item_path("filled", "what-would-help", "not-found"))
    sight.page.get_by_role("button", name="Take it away").click()
    sight.page.get_by_text("Taken away:").wait_for()


def mark_four(sight: Sight) -> None:
    sight.go(sight.world.path("filled", "both-sides"))
    for mark in sight.page.get_by_label("Matters most").all()[:4]:
        mark.check()
    sight.page.get_by_role("button", name="Save and come back later").click()
    sight.go(sight.world.path("filled", "both-sides"))
    sight.page.get_by_text("More than three are marked").wait_for()


def type_and_come_back(sight: Sight) -> None:
    sight.go(sight.world.path("empty", "what-was-decided"))
    sight.page.get_by_role("textbox").first.fill("Half a thought")
    with sight.page.expect_response("**/keep"):
        sight.page.get_by_role("textbox").nth(1).focus()
    sight.page.reload()
    sight.page.get_by_text("It is kept for you, and not saved yet").wait_for()


def differ(sight: Sight) -> None:
    path, client = sight.world.path("filled", "if-it-goes-wrong"), sight.world.client
    sight.go(path)
    client.post(path, {"pause": "Three nights.", "steps": "Ring Sunita"}, page=path, status=303)
    sight.page.locator("[name=pause]").fill("One bad night.")
    sight.page.locator("[name=treated]").fill("")
    sight.page.get_by_role("button", name="Save and carry on").click()
    sight.page.get_by_role("heading", name="saved this").wait_for()


def _begin(sight: Sight, what: str) -> None:
    begun = sight.world.client.post(
        "/begin", {"called_by": what.title(), "who": "new"}, page="/", status=303
    )
    sight.world.refs[what] = begun.headers["Location"].split("/")[2]


def differ_and_add(sight: Sight) -> None:
    _begin(sight, "two views")
    path, client = sight.world.path("two views", "voices"), sight.world.client
    sight.go(path)
    client.post(path, {"quiet": "Nobody was kept out."}, page=path, status=303)
    sight.page.locator("[name=quiet]").fill("Her sister was not asked.")
    sight.page.locator("[name='views..-who']").fill("Joan, her neighbour")
    sight.page.locator("#save button").first.click()
    sight.page.get_by_role("heading", name="saved this").wait_for()


def add_from_two_windows(sight: Sight) -> None:
    """Another window shows what this one typed, changes it and saves it first."""
    _begin(sight, "two windows")
    path, client = sight.world.path("two windows", "what-would-help"), sight.world.client
    typed = sight.page.locator("[name='mitigations..-what']")
    sight.go(path)
    with sight.page.expect_response("**/keep"):
        typed.fill("A rail")
        typed.blur()
    shown = client.get(path).form(path).fields
    client.post(path, {**shown, "mitigations..-what": "A rail by the door"}, status=303)
    sight.page.get_by_role("button", name="Save and carry on").click()
    sight.page.get_by_text("Nothing was saved yet").wait_for()


def let_go_of_what_cannot_be_read(sight: Sight) -> None:
    """Before a draft is taken away."""
    _begin(sight, "let go")
    path, client = sight.world.path("let go", "decision"), sight.world.client
    wrong = {"why_now": "so long " * 600, "said_on-day": "45", "choice": "To walk\nby the river"}
    client.post(path, wrong, page=path, status=303)
    sight.go(f"{path}/discard")


def seal_without_it(sight: Sight) -> None:
    _begin(sight, "left out")
    path, client = sight.world.path("left out", "what-was-decided"), sight.world.client
    shown = client.get(path).form(path).fields
    client.post(f"{path}/keep", {**shown, "decided": "She walks."}, status=200)
    path = sight.world.path("left out", "read-back")
    client.post(path, {"action": "seal"}, page=path, status=303)
    sight.go(sight.world.path("left out"))


def lose_its_way(sight: Sight) -> None:
    """What is typed under another way, which somebody takes away meanwhile."""
    _begin(sight, "no place")
    world, client = sight.world, sight.world.client
    path = world.path("no place", "both-sides")
    client.post(path, {"options..-title": "Taking the bus"}, page=path, status=303)
    sight.go(path)
    box = sight.page.locator(".ra-side", has_text="Taking the bus").get_by_role("textbox").first
    way = (box.get_attribute("name") or "").split(".")[1]
    box.fill("She would see the market again")
    client.post(f"{path}/options/{way}/remove", page=path, status=303)
    sight.page.get_by_role("button", name="Save and carry on").click()
    sight.page.get_by_role("heading", name="There is no place for this").wait_for()


def see_what_has_no_place(sight: Sight) -> None:
    lose_its_way(sight)
    sight.page.get_by_text("Go to the page").click()
    sight.page.get_by_text("kept for you until you take it away").wait_for()


def change_before_it_goes(sight: Sight) -> None:
    """Taken away from a page that was open while somebody changed it, and said something under it."""
    _begin(sight, "changed first")
    world, client = sight.world, sight.world.client
    path = world.path("changed first", "both-sides")
    client.post(path, {"options..-title": "Taking the bus"}, page=path, status=303)
    box = [name for name in client.get(path).form(path).fields if name.endswith(".harm-text")][-1]
    item = f"{path}/options/{box.split('.')[1]}"
    sight.go(item)
    client.post(item, {"title": "Taking the train"}, page=item, status=303)
    client.post(path, {box: "Nobody there at night"}, page=path, status=303)
    sight.page.get_by_role("button", name="Take it away").click()
    sight.page.get_by_text("It was not taken away").wait_for()


def change_before_it_comes_back(sight: Sight) -> None:
    """Put back from a page that was open while somebody put it back, changed it and took it away again."""
    _begin(sight, "changed while away")
    world, client = sight.world, sight.world.client
    path = world.path("changed while away", "both-sides")
    client.post(path, {"options..-title": "Taking the bus"}, page=path, status=303)
    box = [name for name in client.get(path).form(path).fields if name.endswith(".harm-text")][-1]
    item = f"{path}/options/{box.split('.')[1]}"
    client.post(f"{item}/remove", page=path, status=303)
    sight.go(f"{path}?removed={item[-36:]}")
    client.post(f"{item}/put-back", page=path, status=303)
    client.post(item, {"title": "Taking the train"}, page=item, status=303)
    client.post(f"{item}/remove", page=path, status=303)
    sight.page.get_by_role("button", name="Put it back").click()
    sight.page.get_by_text("It was not put back").wait_for()


def put_back_where_it_is_full(sight: Sight) -> None:
    _begin(sight, "full again")
    world, client = sight.world, sight.world.client
    path = world.path("full again", "if-it-goes-wrong")
    for number in range(9):
        said = {"contacts..-name": f"Neighbour {number}"}
        client.post(path, said, page=path, status=303)
        if number == 0:
            item = next(to for to in client.get(path).links.values() if "/contacts/" in to)
            client.post(f"{item}/remove", page=path, status=303)
    sight.go(f"{path}?removed={item.partition('?')[0][-36:]}")
    sight.page.get_by_role("button", name="Put it back").click()
    sight.page.get_by_text("It was not put back").wait_for()


def put_back_under_what_went(sight: Sight) -> None:
    _begin(sight, "nothing above")
    world, client = sight.world, sight.world.client
    path = world.path("nothing above", "both-sides")
    client.post(path, {"options..-title": "Taking the bus"}, page=path, status=303)
    box = [name for name in client.get(path).form(path).fields if name.endswith(".harm-text")][-1]
    client.post(path, {box: "Nobody there at night"}, page=path, status=303)
    item = next(to for to in client.get(path).links.values() if "/consequences/" in to)
    client.post(f"{item}/remove", page=path, status=303)
    sight.go(f"{path}?removed={item.partition('?')[0][-36:]}")
    client.post(f"{path}/options/{box.split('.')[1]}/remove", page=path, status=303)
    sight.page.get_by_role("button", name="Put it back").click()
    sight.page.get_by_text("It was not put back").wait_for()


def close_meanwhile(sight: Sight) -> None:
    _begin(sight, "closed")
    world = sight.world
    sight.go(world.path("closed", "decision"))
    path = world.path("closed", "read-back")
    world.client.post(path, {"action": "seal"}, page=path, status=303)
    sight.page.locator("[name=choice]").fill("To go home")
    sight.page.get_by_role("button", name="Save and carry on").click()
    sight.page.get_by_role("heading", name="This was closed").wait_for()


def give_no_copy(sight: Sight) -> None:
    sight.go(sight.world.path("sealed"))
    sight.page.get_by_text("A copy was given to somebody").click()
    sight.page.get_by_role("button", name="Keep this").click()
    sight.page.locator(".govuk-error-summary").wait_for()


def change_password_wrongly(sight: Sight) -> None:
    sight.go("/account")
    sight.page.get_by_label("Your present password").fill("not the one")
    sight.page.get_by_role("button", name="Change password").click()
    sight.page.locator(".govuk-error-summary").wait_for()


def write_too_much(sight: Sight) -> None:
    sight.go(sight.world.path("empty", "decision"))
    sight.page.locator("[name=choice]").fill("word " * 200_000)
    sight.page.get_by_role("button", name="Save and carry on").click()
    sight.page.get_by_role("heading", name="That is too much").wait_for()


def give_too_long_a_reason(sight: Sight) -> None:
    sight.go(sight.world.path("filled", "balance"))
    sight.page.get_by_text("and say why, if you like").first.click()
    sight.page.get_by_label("We considered this").first.fill("word " * 1_000)
    sight.page.get_by_role("button", name="Keep this reason").first.click()
    sight.page.get_by_role("heading", name="This could not be read").wait_for()


def post_from_a_stale_page(sight: Sight) -> None:
    sight.go("/")
    sight.page.get_by_label("What does the person like").fill("Somebody, at some length")
    sight.page.evaluate("() => { document.querySelector('main [name=csrf_token]').value = 'old' }")
    sight.page.get_by_role("button", name="Start a conversation").click()
    sight.page.get_by_role("heading", name="This page was open too long").wait_for()


def see_people(sight: Sight) -> None:
    sight.go("/people")
    sight.follow(sight.page.get_by_role("link", name="Mrs Ross", exact=True))


def ask_about(sight: Sight) -> None:
    see_people(sight)
    sight.follow(sight.page.get_by_role("link", name="Change"))


def seat_nobody(sight: Sight) -> None:
    sight.go(sight.world.asked["panel"])
    sight.page.get_by_role("button", name="Keep this").click()
    sight.page.locator(".govuk-error-summary").wait_for()


def leave_nothing_out(sight: Sight) -> None:
    sight.go(f"{sight.world.governed['matter']}/bundle/P-0002.now")
    sight.page.get_by_role("button", name="Leave it out").click()
    sight.page.locator(".govuk-error-summary").wait_for()


# -- the list --------------------------------------------------------------------------------------

SLUGS = [s.slug for s in CONVERSATION.steps]
# What of each conversation's items has a page of its own: collection by the step it stands on.
COLLECTIONS = {
    c.slug: s.slug for s in CONVERSATION.steps for c in s.collections if c.slug != "set-aside"
}
TYPED_INTO = [slug for slug in SLUGS if slug != "balance"]

PAGES: dict[str, State] = {
    "sign-in": State(at("/sign-in"), None),
    "sign-in, after a session ended": State(at("/sign-in?next=/account&kept=1"), None),
    "sign-in, in error": State(sign_in_wrongly, None, is_error=True),
    "not found, signed out": State(at("/nowhere"), None),
    "my work, empty": State(at("/"), DEV),
    "my work, filled": State(at("/")),
    "my work, a manager's": State(at("/"), GRACE),
    "my work, nobody named": State(begin_with_nobody, is_error=True),
    "no work": State(at("/"), AMIR),
    "namesakes": State(begin_with_a_namesake),
    "people, nobody yet": State(at("/people"), DEV),
    "people": State(at("/people")),
    "a person": State(see_people),
    "a person, to a manager": State(see_people, GRACE),
    "about a person": State(ask_about),
    "about a person, in error": State(in_error(ask_about), is_error=True),
    "account": State(at("/account")),
    "account, changed": State(at("/account?changed")),
    "account, in error": State(change_password_wrongly, is_error=True),
    "taken away": State(take_away),
    "four marked": State(mark_four),
    "a draft kept": State(type_and_come_back),
    "somebody else saved it": State(differ),
    "somebody else saved it, and more is added": State(differ_and_add),
    "saved from another window": State(add_from_two_windows),
    "before a draft is let go": State(let_go_of_what_cannot_be_read, is_long=True),
    "sealed without what was typed": State(seal_without_it),
    "no place for it": State(lose_its_way),
    "no place for it, on the page": State(see_what_has_no_place),
    "changed before it goes": State(change_before_it_goes),
    "changed before it comes back": State(change_before_it_comes_back),
    "no room to come back": State(put_back_where_it_is_full),
    "nothing to come back under": State(put_back_under_what_went),
    "closed meanwhile": State(close_meanwhile),
    "a character without a font": State(step("unprintable", "read-back")),
    "their marks, empty": State(step("empty", "their-marks")),
    "their marks, long": State(step("long", "their-marks"), is_long=True),
    "their marks, kept": State(step("filled", "their-marks?done=1")),
    "safeguarding": State(step("empty", "safeguarding")),
    "safeguarding, in Scotland": State(step("long", "safeguarding?where=scotland")),
    "in conversation, empty": State(step("empty")),
    "in conversation, filled": State(step("filled")),
    "in conversation, long": State(step("long"), is_long=True),
    "in conversation, to a manager": State(step("filled"), GRACE),
    "sealed": State(step("sealed")),
    "sealed, long": State(step("sealed, long"), is_long=True),
    "sealed, to a manager": State(step("sealed"), GRACE),
    "sealed, next version begun": State(step("sealed, next begun")),
    "sealed, nobody given a copy": State(give_no_copy, is_error=True),
    "copies waiting": State(step("copies waiting")),
    "copies failed": State(step("copies failed")),
    "draft failed": State(lambda sight: sight.go(sight.world.drafts["failed"])),
    "not found": State(at("/decisions/RA-9999")),
    "not theirs": State(at("/people"), NIA),
    "too much": State(write_too_much),
    "not readable": State(give_too_long_a_reason),
    "stale": State(post_from_a_stale_page),
}
PAGES |= {
    f"{layout.slug} on screen, {what}": State(
        step(what, "versions", "1", layout.slug), is_long=what == "sealed, long"
    )
    for layout in LAYOUTS
    for what in ("sealed", "sealed, long", "copies waiting")
}
PAGES |= {
    f"{name}, {what}": State(step(what, *path))
    for name, path in (("how it went", ("review",)), ("looked at again", ()))
    for what in ("review, begun", "review, filled")
}
PAGES |= {
    "how it went, to a manager": State(step("review, filled", "review"), GRACE),
    "what was said since": State(step("review, filled", "since", "said-since")),
    "what was said since, nothing yet": State(step("sealed, long", "since", "said-since")),
    "what was said since, in error": State(
        in_error(step("review, filled", "since", "said-since")), is_error=True
    ),
    "something said since": State(item("review, filled", "since/said-since", "addenda")),
    "what changed": State(step("sealed, next begun", "changes")),
    "what changed, only one version": State(step("sealed", "changes")),
}
PAGES |= {
    "something happened, with whom": State(at("/what-happened")),
    "what happened": State(told("empty")),
    "what happened, long": State(told("filled"), is_long=True),
    "what happened, to a manager": State(told("filled"), GRACE),
    "what was in force": State(told("filled", "/which-decision")),
    "a conversation as it stood": State(told("filled", "/as-it-stood")),
    "who else must know, with how soon": State(told("filled", "/routes"), is_long=True),
    "a letter to begin with": State(told("filled", "/letter"), is_long=True),
    "put on hold": State(told("empty", "/on-hold")),
    "learning together, with what": State(at("/learning-reviews")),
    "learning review, before": State(told("review of empty")),
    "learning review, open": State(told("review, open"), is_long=True),
    "learning review, safeguarding": State(told("review, open", "/safeguarding")),
    "learning log": State(at("/learning"), is_long=True),
    "learning log, of no such words": State(at("/learning?words=zebra"), AMIR),
    "a question from learning": State(at("/learning/1/ask"), RUTH),
    "a question from learning, in error": State(
        in_error(at("/learning/1/ask")), RUTH, is_error=True
    ),
    "governance": State(at("/governance"), NIA),
    "governance, whom": State(at("/governance?whom=mrs"), NIA),
    "a matter, to begin": State(at("/governance/begin/P-0001"), NIA),
    "a matter, to begin, in error": State(
        in_error(at("/governance/begin/P-0001")), NIA, is_error=True
    ),
    "a matter": State(governed("matter"), NIA, is_long=True),
    "a matter, put right": State(governed("matter", "/about"), NIA),
    "a legal hold, to be ended": State(governed("hold"), NIA),
    "what may be disclosed": State(governed("matter", "/bundle"), NIA, is_long=True),
    "an item to disclose": State(governed("matter", "/bundle/P-0002.now"), NIA),
    "an item to disclose, long": State(governed("item"), NIA, is_long=True),
    "an item to disclose, in error": State(leave_nothing_out, NIA, is_error=True),
    "a bundle": State(governed("bundle"), NIA),
    "where a learning came from": State(at("/governance/origins"), NIA),
    "where a learning came from, in error": State(
        in_error(at("/governance/origins")), NIA, is_error=True
    ),
    "learning log, waiting": State(lambda sight: sight.go(sight.world.drafts["edition"])),
}
PAGES |= {
    "panels": State(at("/panels"), is_long=True),
    "panels, to an administrator": State(at("/panels"), AMIR),
    "a panel": State(asked("panel"), is_long=True),
    "a panel, to its chair": State(asked("panel"), INGRID),
    "a panel, to an administrator": State(asked("panel"), AMIR, is_long=True),
    "a panel, being set up": State(asked("panel, empty"), AMIR),
    "a panel, seating nobody": State(seat_nobody, AMIR, is_error=True),
    "asking a panel": State(step("filled", "ask-a-panel"), is_long=True),
    "my panel work, empty": State(at("/sittings"), INGRID),
    "an invitation": State(at("/invitation/x"), None),
    "a visit that ended": State(at("/visit/ended"), None),
    "a referral, begun": State(asked("referral, begun")),
    "a referral, sent": State(asked("referral, sent"), is_long=True),
    "a referral, to the chair": State(asked("referral, sent"), INGRID),
    "as a manager": State(step("sealed", "oversight"), GRACE),
    "as a manager, in error": State(in_error(step("sealed", "oversight")), GRACE, is_error=True),
    "what a court decided": State(step("sealed", "court")),
    "what a court decided, in error": State(in_error(step("sealed", "court")), is_error=True),
    "an answer": State(view("filled", "answer"), is_long=True),
    "an answer, in error": State(in_error(view("filled", "answer")), is_error=True),
    "since it was backed": State(view("sealed, next begun"), is_long=True),
    "sittings": State(at("/sittings")),
    "sitting, being arranged": State(told("sitting")),
    "sitting, when and where, in error": State(in_error(told("sitting", "/when")), is_error=True),
    "papers, with views open": State(told("papers"), is_long=True),
    "a view before the others are heard": State(told("papers", "/view")),
    "a sitting, to a guest": State(told("visited"), GUEST, is_long=True),
    "papers, to a guest": State(told("papers"), GUEST, is_long=True),
    "a view, of a guest": State(told("papers", "/view"), GUEST, is_long=True),
    "a reading pack, to a guest": State(told("visited", "/pack"), GUEST, is_long=True),
    "a reading pack that was not made": State(told("visited", "/pack"), is_long=True),
    "advice, being written": State(told("advice, written"), is_long=True),
    "advice, given": State(told("advice, given"), is_long=True),
    "a condition": State(told("condition"), is_long=True),
    "minutes": State(told("minutes"), is_long=True),
    "a letter, printed": State(told("letter, printed"), is_long=True),
    "a referral, advised": State(told("referral, advised"), is_long=True),
}
# This page looks again by itself every few seconds, so it is looked at before it does.
PAGES["draft waiting"] = State(lambda sight: sight.go(sight.world.drafts["waiting"]))

STEPS: dict[str, State] = {
    f"{slug}, {what}": State(step(what, slug), is_long=what == "long")
    for slug in SLUGS
    for what in ("empty", "filled", "long")
}
STEPS |= {
    f"{slug}, in error": State(
        in_error(step("long" if slug == "closer-look" else "empty", slug)), is_error=True
    )
    for slug in TYPED_INTO  # a closer look is closed on an empty one
}
STEPS |= {
    f"{one.slug}, {what}": State(step(what, "review", one.slug), is_long=what == "review, filled")
    for one in REVIEW.steps
    for what in ("review, begun", "review, filled")
}
STEPS |= {
    f"{one.slug}, in error": State(
        in_error(step("review, begun", "review", one.slug)), is_error=True
    )
    for one in REVIEW.steps
}
STEPS |= {
    f"one of {collection}, {what}": State(item(what, slug, collection), is_long=what == "long")
    for collection, slug in COLLECTIONS.items()
    for what in ("filled", "long")
}
STEPS |= {
    f"one of {collection}, in error": State(in_error(item("long", slug, collection)), is_error=True)
    for collection, slug in COLLECTIONS.items()
}
STEPS |= {
    f"{one.slug}, {what}": State(told(what, f"/{one.slug}"), is_long=what == "filled")
    for one in TELLING.steps
    for what in ("empty", "filled")
}
STEPS |= {
    f"{one.slug}, in error": State(in_error(told(what, f"/{one.slug}")), is_error=True)
    for one in TELLING.steps  # what is typed stands beside an answer, where one is asked first
    for what in ("filled" if one is WHO_MUST_KNOW else "empty",)
}

STEPS |= {
    f"{one.slug} of a learning review": State(
        told(what, f"/{one.slug}"), is_long=what == "review, open"
    )
    for what, parts in (
        ("review of empty", (COMING_TOGETHER, THAT_DAY)),
        ("review, open", AFTERWARDS),
    )
    for part in parts
    for one in part.steps
}

STEPS |= {
    f"{one.slug} of a panel": State(asked("panel", f"/{one.slug}"), AMIR, is_long=True)
    for one in SETTING_UP.steps
}
STEPS |= {
    f"{slug} of a referral, {what}": State(
        asked(f"referral, {what}", f"/{slug}"), is_long=what == "sent"
    )
    for what, slugs in (
        ("begun", [*(one.slug for one in ASKED), "sending"]),
        ("sent", ["added-since", "withdrawing"]),
    )
    for slug in slugs
}
STEPS |= {
    f"{slug} of advice": State(told("advice, written", f"/{slug}"), is_long=True)
    for slug in (step.slug for step in ADVISING.steps if step is not putting_right.STEP)
}
STEPS |= {
    f"{what}, in error": State(in_error(told(*where)), is_error=True)
    for what, where in {
        "what a panel says": ("advice, written", "/advice"),
        "conditions of advice": ("advice, written", "/asks-for"),
        "a dissent": ("dissent, advice, written", "/seen-differently"),
        "a condition done": ("condition",),
        "a letter": ("letter",),
    }.items()
}
STEPS["a dissent"] = State(told("dissent, advice, written", "/seen-differently"), is_long=True)
STEPS["a letter"] = State(told("letter"), is_long=True)
