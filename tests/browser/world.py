"""An instance with a conversation in every state there is, made by the pages' own forms."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from riskapp.accounts import queries
from riskapp.decision.journeys import CONVERSATION, REVIEW
from riskapp.decision.queries import find_decision
from riskapp.decision.services.outside import View, note_outside_view, shown_now
from riskapp.platform.db import new_id
from riskapp.platform.entries.reading import Entries, get_entries
from riskapp.platform.forms import Form
from riskapp.platform.subjects import find
from riskapp.platform.trail import trail_of
from riskapp.platform.versions.store import keep_trouble, list_sealings
from riskapp.platform.versions.tables import rendition
from riskapp.platform.wizard import Collection
from tests.app import CAST, DEV, NIA, SUNITA, Client
from tests.browser.serving import Site
from tests.faults.filling import (
    as_data,
    ask_a_panel,
    filled,
    learn_together,
    post,
    refer,
    seal,
    set_up_panel,
    step_form,
    tell,
)
from tests.journeys.at_a_client import ClientTypist
from tests.journeys.holding import hold, story
from tests.panel.sitting.making import (
    TERMS,
    arrange,
    begin_advice,
    come_in,
    give_advice,
    invite,
    make_panel,
    new_link,
    put_out,
    user_id,
)
from tests.panel.sitting.making import refer as refer_to

INGRID, AMIR = CAST[4][0], CAST[7][0]
LONG_NAME = "Mrs Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh of Llanfairpwllgwyngyll"[:80]
# Nothing in it can be broken but by force; two scripts and a picture besides.
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
TAIL = f" {UNBROKEN} أخاف أن أضيع الطريق 🌻 "
MORE = "And then we talked about it again, at length, because nothing about it was simple. "
LONGEST = 700  # characters of each text: all of them together keep within what a record holds
NO_FONT_HAS_IT = "\ue0a7"  # a private-use character
TROUBLE = "Printing this took longer than one document may take."


class Unsealed(ClientTypist):
    """Holds a conversation to its end, and leaves it open."""

    def press(self, action: str) -> None:
        super().press("later" if action == "seal" else action)


@dataclass
class World:
    """References of what was made, by what it is an example of."""

    site: Site
    client: Client
    refs: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # pages of what happened
    asked: dict[str, str] = field(default_factory=dict)  # pages of panels and of referrals to them
    views: dict[str, str] = field(default_factory=dict)  # what others said, by what it is said of
    governed: dict[str, str] = field(default_factory=dict)  # pages of governance
    guest: Client = field(init=False)  # who came to a sitting by a link

    def entries(self, what: str) -> Entries:
        with self.site.runtime.db.read() as conn:
            return get_entries(conn, find(conn, self.refs[what]).id)

    def path(self, what: str, *more: str) -> str:
        return "/".join([f"/decisions/{self.refs[what]}", *more])

    def item_path(self, what: str, step: str, collection: str) -> str:
        """The page of the first item of a collection."""
        found = self.entries(what).items(collection)[0]
        return self.path(what, step, collection, found.id)


def make_world(site: Site) -> World:
    world = World(site, site.client())
    _hold_conversations(world)
    _seal_some(world)
    _look_again(world)
    _print_drafts(world)
    _something_happened(world)
    _ask_panels(world)
    _advise(world)
    _governed(world, site.client(NIA))
    _sit(world)
    return world


def begin(client: Client, called_by: str) -> str:
    """A conversation with somebody new; its reference."""
    answer = client.post("/begin", {"called_by": called_by, "who": "new"}, page="/", status=303)
    return re.search(r"RA-\d+", answer.headers["Location"])[0]  # type: ignore[index]


def _hold_conversations(world: World) -> None:
    world.refs["empty"] = begin(world.client, "Ada")
    world.refs["filled"] = hold(Unsealed(world.client), in_whole("cruise", "Mrs Ross"))
    world.refs["long"] = hold(Unsealed(world.client), stretched(in_whole("cruise", LONG_NAME)))
    world.refs["unprintable"] = begin(world.client, "Bo")
    path = world.path("unprintable", "decision")
    world.client.post(path, {"choice": f"To go {NO_FONT_HAS_IT} home"}, page=path, status=303)


def _seal_some(world: World) -> None:
    """Copies of one are made: the others are looked at on screen, where they need none."""
    world.refs["sealed"] = hold(ClientTypist(world.client), told("bungalow", "Mrs Kent"))
    world.site.work()
    assert "PDF, " in world.client.get(world.path("sealed")).text, "no copies"
    for what, told_ in (
        ("sealed, long", stretched(told("cruise", f"{LONG_NAME[:70]} again"))),
        ("sealed, next begun", told("walking", "Mr Nash")),
    ):
        world.refs[what] = hold(ClientTypist(world.client), told_)
    _change_and_seal(world, world.path("sealed, next begun"))
    world.client.post(world.path("sealed, next begun", "begin-next"), status=303)
    for what in ("copies waiting", "copies failed"):
        world.refs[what] = begin(world.client, what.capitalize())
        path = world.path(what, "read-back")
        world.client.post(path, {"action": "seal"}, page=path, status=303)
    _fail(world, world.refs["copies failed"])


def _change_and_seal(world: World, home: str) -> None:
    """A second version, so that there is something to tell apart."""
    world.client.post(f"{home}/begin-next", status=303)
    decided = step_form(world.client, f"{home}/what-was-decided")
    said = {
        **as_data(decided.standing()),
        "decided": "She goes on Tuesdays, and Joan walks behind.",
    }
    world.client.post(decided.action, said, status=303)
    seal(world.client, home.rpartition("/")[2])


def _look_again(world: World) -> None:
    """Two sealed decisions that are looked at again: one just begun, one answered at length.

    In both, the person does not agree with the record, and somebody would put something right.
    """
    for what in ("review, begun", "review, filled"):
        held = told("home", what.capitalize())
        world.refs[what] = hold(ClientTypist(world.client), held)
        since = world.path(what, "since", "said-since")
        for kind, key in (("disagrees", "words"), ("correction", "should_read")):
            said = {"addenda..-kind": kind, f"addenda..-{key}": f"Not as I said it. {UNBROKEN}"}
            world.client.post(since, said, page=since, status=303)
        world.client.post(world.path(what, "begin-review"), page=world.path(what), status=303)
    for step in REVIEW.steps:
        form = step_form(world.client, world.path("review, filled", "review", step.slug))
        post(world.client, form.action, filled(form, _at_length))


def _something_happened(world: World) -> None:
    """Told at length while a conversation was open, and in the log; and begun, of a sealed decision."""
    world.told["filled"] = tell(world.client, world.refs["filled"], _worth_rereading)
    about = world.refs["sealed"]
    begun = world.client.post(
        "/what-happened", {"about": about}, page=world.path("sealed"), status=303
    )
    world.told["empty"] = begun.headers["Location"].rpartition("/")[0]
    for what in ("filled", "empty"):
        happening = world.told[what].rpartition("/")[2]
        page = "/learning-reviews"
        convened = world.client.post(page, {"about": happening}, page=page, status=303)
        world.told[f"review of {what}"] = convened.headers["Location"]
    world.told["review, open"] = learn_together(world.client, happening, _at_length)
    printed = world.client.post("/learning/print", page="/learning", status=303)
    world.drafts["edition"] = printed.headers["Location"]


def _ask_panels(world: World) -> None:
    """A panel of which nothing is said, and one of which all is; a referral begun, and one sent."""
    admin = world.site.client(AMIR)
    begun = admin.post("/panels", page="/panels", status=303).headers["Location"]
    world.asked["panel, empty"] = begun.rpartition("/")[0]
    panel = set_up_panel(admin, INGRID, _at_length)
    world.asked["panel"] = f"/panels/{panel}"
    about = world.refs["filled"]
    world.asked["referral, begun"] = ask_a_panel(world.client, about, panel)
    world.asked["referral, sent"] = refer(world.client, about, panel, _at_length)


def _governed(world: World, client: Client) -> None:
    """A matter with a legal hold on all records of somebody, told at length."""
    page = "/governance/begin/P-0002"
    said = {"kind": "coroner", "asked_by": LONG_NAME, "asked": f"{UNBROKEN}{TAIL}"}
    matter = client.post(page, said, page=page, status=303).headers["Location"]
    on = {"on": "P-0002", "reason": f"{UNBROKEN}{TAIL}"}
    client.post(f"{matter}/holds", on, page=matter, status=303)
    links = client.get(matter).links.items()
    world.governed["matter"] = matter
    bundle = f"{matter}/bundle"
    items = [url for _words, url in client.get(bundle).leads if url.startswith(f"{bundle}/")]
    world.governed["item"] = next(url for url in items if url.endswith(".history"))
    for item in (world.governed["item"], f"{bundle}/P-0002.now"):
        left = {"words": "And then", "everywhere": "yes", "why": "others"}
        client.post(f"{item}/leave-out", left, page=item, status=303)
        client.post(item, {"chosen": "in"}, page=item, status=303)
    frozen = client.post(bundle, page=bundle, status=303)
    world.governed["bundle"] = frozen.headers["Location"]
    world.governed["hold"] = next(url for words, url in links if words.startswith("End this hold"))


def _sit(world: World) -> None:
    """One sitting that is arranged; one whose members said at length what they think, twice, with a guest;
    and advice of further ones.
    """
    client = world.client
    panel = make_panel(client.app, TERMS, SUNITA, SUNITA, DEV)
    world.told["sitting"] = f"/sittings/{arrange(client, panel, world.refs['filled'])}"
    refer_to(client.app, panel, world.refs["sealed"])
    out = arrange(client, panel, world.refs["sealed"])
    asked = {"user": user_id(client.app, DEV), "part": "member"}
    client.post(f"/sittings/{out}/members", asked, page=f"/sittings/{out}", status=303)
    invite(client, out)
    world.told["papers"] = papers = put_out(client, out)
    world.told["visited"] = f"/sittings/{out}"
    world.guest = come_in(Client(client.app), new_link(client, out, seat=3))
    world.guest.post(f"{papers}/interest", {"has": "none"}, page=papers, status=303)
    _fail(world, out, for_good=True)
    view = f"{papers}/view"
    pairs = filled(step_form(client, view), _at_length)
    post(client, view, [*(pair for pair in pairs if pair[0] != "action"), ("action", "give")])
    for act in ("open", "again"):
        client.post(f"{papers}/{act}", page=papers, status=303)
    for what, so_far in (("advice, written", begin_advice), ("advice, given", give_advice)):
        sitting = arrange(client, panel, begin(client, what.capitalize()))
        so_far(client, sitting)
        world.told[what] = f"/advice/{sitting}.1"
        world.told[f"dissent, {what}"] = f"/dissent/{sitting}.1"
    _write_advice_at_length(client, world.told["advice, written"])
    _write_of_what_was_given(world)


def _write_advice_at_length(client: Client, advice: str) -> None:
    long = _at_length(None, LONGEST)
    said = {"outcome": "backed-with-conditions", **dict.fromkeys(("because", "weight"), long)}
    more = dict.fromkeys(("if_wrong", "noticed"), long)
    path = f"{advice}/advice"
    client.post(path, {**said, **more, "action": "later"}, page=path, status=303)


def _write_of_what_was_given(world: World) -> None:
    """Minutes and a letter, which could not be made; and a condition."""
    client, advice = world.client, world.told["advice, given"]
    home = client.get(advice)
    world.told["condition"] = next(url for _w, url in home.leads if url.startswith("/conditions/"))
    sitting = f"/sittings/{advice.rpartition('/')[2].removesuffix('.1')}"
    world.told["minutes"] = f"{sitting}/minutes"
    client.post(world.told["minutes"], page=world.told["minutes"], status=303)
    _fail(world, sitting.rpartition("/")[2])
    referral = client.get(world.told["condition"]).links["Back to the referral"]
    letter = f"{referral}/letter"
    said = {"said": _at_length(None, LONGEST), "number": "01632 960 120", "action": "print"}
    printed = client.post(letter, said, page=letter, status=303).headers["Location"]
    world.told |= {"referral, advised": referral, "letter": letter, "letter, printed": printed}
    _fail(world, referral.rpartition("/")[2])


def _worth_rereading(control: object, most: int) -> str:
    """At length, and with something to remark beside each answer."""
    return f"Obviously {_at_length(control, most)}"[: min(most, LONGEST)].strip()


def _advise(world: World) -> None:
    """At length, with a dissent and a condition: of a conversation, and of a version that was changed since."""
    trail = trail_of(world.site.runtime)
    for what in ("filled", "sealed, next begun"):
        with world.site.runtime.db.write() as conn:
            found = find_decision(conn, world.refs[what])
            actor = queries.find_actor(conn, queries.get_user(conn, SUNITA).id)
            assert actor
            first = list_sealings(conn, found.id)[-1:]
            long = _at_length(None, LONGEST)
            view = View(
                from_whom="panel",
                who=f"Risk enablement panel of {UNBROKEN}",
                outcome="backed-with-conditions",
                given_on=trail.now.date(),
                digest=first[0].digest if first else shown_now(conn, found),
                shown_at=first[0].sealed_at if first else trail.now,
                words=long,
                if_wrong=long,
                dissents=[{"who": "Community nurse", "view": long}],
                conditions=[{"what": long, "who": "The council"}],
                address="/",
            )
            world.views[what] = note_outside_view(conn, trail, actor, found.id, view, key=new_id())
        page = world.path(what, "outside", world.views[what], "answer")
        said = {"theirs": "disagree", "words": f"Not as I said it. {UNBROKEN}"}
        world.client.post(page, said, page=page, status=303)


def _at_length(_control: object, most: int) -> str:
    return (UNBROKEN + TAIL + MORE * 3)[: min(most, LONGEST)].strip()


def _print_drafts(world: World) -> None:
    """The jobs are left waiting: two of the drafts come to their end by other means."""
    for what in ("waiting", "failed"):
        answer = world.client.post(world.path("filled", "draft"), page="/", status=303)
        world.drafts[what] = answer.headers["Location"]
    with world.site.runtime.db.write() as conn:
        keep_trouble(conn, world.drafts["failed"].rpartition("/")[2], TROUBLE, for_good=False)


def _fail(world: World, ref: str, *, for_good: bool = False) -> None:
    with world.site.runtime.db.write() as conn:
        subject_id = find(conn, ref).id
        asked = select(rendition.c.id).where(rendition.c.subject_id == subject_id)
        for one in conn.execute(asked).scalars().all():
            keep_trouble(conn, one, TROUBLE, for_good=for_good)


def told(name: str, called_by: str) -> dict[str, Any]:
    """A story, of somebody else of whom nobody has heard yet."""
    told = copy.deepcopy(story(name))
    told["person"]["called_by"] = called_by
    return told


def in_whole(name: str, called_by: str) -> dict[str, Any]:
    """A story of six screens, and beyond them what the story of the whole conversation says."""
    held, whole = told(name, called_by), story("home")
    for part in ("answers", "items"):
        held[part] = {**whole[part], **held[part]}
    for option, as_whole in zip(held["items"]["options"], whole["items"]["options"], strict=True):
        option["items"]["placings"] = as_whole["items"]["placings"]
    first = [told["items"]["options"][0]["items"]["consequences"][0] for told in (held, whole)]
    first[0]["items"] = first[1]["items"]
    return held


def stretched(told: dict[str, Any]) -> dict[str, Any]:
    """The same, said at length: every text as long as a talkative visit makes it."""
    for step in CONVERSATION.steps:
        if step.slug in told["answers"]:
            _stretch(step.form, told["answers"][step.slug])
        for collection in step.collections:
            for item in _items(told["items"], collection):
                _stretch(collection.item_form, item["answers"])
    return told


def _items(items: Mapping[str, Any], collection: Collection) -> list[Any]:
    """The items of a collection, however deep they stand."""
    below = [item.get("items", {}) for every in items.values() for item in every]
    deeper = [item for held in below for item in _items(held, collection)]
    return [*items.get(collection.slug, ()), *deeper]


def _stretch(form: type[Form], answers: dict[str, Any]) -> None:
    for asked in form():
        if asked.spec.json == "text" and answers.get(asked.key):
            most = min(int(asked.spec.most), LONGEST)
            answers[asked.key] = (answers[asked.key] + TAIL + MORE * 20)[:most].strip()
