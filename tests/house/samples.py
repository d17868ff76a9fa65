"""What the access table puts into a route's path and form: the objects its rows are about.

A row names a sample; a sample makes the values when its cell is executed, for the client that asks.
Features add theirs to SAMPLES; what they need to exist beforehand they make in `furnish`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from riskapp.accounts import queries
from riskapp.decision.queries import find_decision
from riskapp.governance.queries import get_matter
from riskapp.governance.services.disclosing import prepare
from riskapp.library.rules import ContentPrompt
from riskapp.library.services import add_prompt
from riskapp.panel.advice.paper import MINUTES
from riskapp.panel.advice.tables import advice
from riskapp.panel.sitting.tables import sitting_item
from riskapp.panel.tables import panel_condition
from riskapp.platform.db import Database
from riskapp.platform.entries.reading import get_entries
from riskapp.platform.entries.tables import entry
from riskapp.platform.subjects import find
from riskapp.platform.tables import subject
from riskapp.platform.versions.store import find_latest, keep_bytes
from riskapp.platform.versions.tables import rendition
from tests.app import CAST, DEV, NIA, NOW, SUNITA, Client
from tests.faults.filling import ask_a_panel, note_court, refer, set_up_panel
from tests.panel.sitting.making import (
    TERMS,
    arrange,
    begin_advice,
    give_advice,
    invite,
    make_panel,
    put_out,
)

INGRID, AMIR = CAST[4][0], CAST[7][0]
GUESTS_SEAT = 2
_MATTER = {"kind": "court", "asked_by": "A court", "reason": "It was asked for"}
_SOUGHT = {"line": "L-1", "reason": "The coroner asks"}


@dataclass
class World:
    """The app of the access table, and what was put into it."""

    app: Flask
    db: Database
    things: dict[str, str] = field(default_factory=dict)

    @property
    def guest(self) -> tuple[Client, str, int]:
        """Who lets a guest in, to which sitting, and the guest's seat."""
        lead = Client(self.app).sign_in(SUNITA)
        return lead, self.things["own sitting with papers out"], GUESTS_SEAT


@dataclass(frozen=True)
class Sample:
    """Values for the path and, for a post, for the form; both may depend on who asks."""

    path: Callable[[World, str], Mapping[str, str]] = lambda _world, _email: {}
    data: Callable[[World, str], Mapping[str, str]] = lambda _world, _email: {}


def furnish(world: World) -> None:
    """Puts into the world what the samples point at."""
    furnish_panels(world)
    for whose, email in (("own", SUNITA), ("another team's", DEV)):
        furnish_conversation(world, whose, Client(world.app).sign_in(email))
    furnish_governance(world, Client(world.app).sign_in(NIA))


def furnish_conversation(world: World, whose: str, client: Client) -> None:
    """A person, a conversation with one item and one draft, and a sealed one with its copies."""
    things = world.things
    for kind in ("open", "sealed"):
        answer = client.post("/begin", {"called_by": f"{kind} {whose}"}, page="/", status=303)
        ref = answer.headers["Location"].split("/")[2]
        things[f"{whose} {kind}"], things[f"{whose} person"] = ref, f"P-{_number(world):04d}"
        path = f"/decisions/{ref}/if-it-goes-wrong"
        again = {"-day": "1", "-month": "2", "-year": "2027"}
        said = {"contacts..-name": "Derek"} | {f"look_again_on{k}": v for k, v in again.items()}
        client.post(path, said, page=path, status=303)
    read_back = f"/decisions/{ref}/read-back"
    client.post(read_back, {"action": "seal"}, page=read_back, status=303)
    things[f"{whose} view"] = note_court(client, ref).rpartition("/")[2]
    things[f"{whose} draft"] = (
        client.post(f"/decisions/{things[f'{whose} open']}/draft", status=303)
        .headers["Location"]
        .split("/")[-1]
    )
    furnish_happening(world, whose, client)
    furnish_referrals(world, whose, client)
    with world.db.write() as conn:
        entries = get_entries(conn, find_decision(conn, things[f"{whose} open"]).id)
        things[f"{whose} contact"] = entries.items("contacts")[0].id
        asked = ContentPrompt("", "decision", "Who is glad?", "L-1", "/learning")
        things["question"] = add_prompt(conn, NOW, asked)
        told = get_entries(conn, find(conn, things[f"{whose} happening"]).id)
        things[f"{whose} change"] = told.items("changes")[0].id
        reviewed = get_entries(conn, find(conn, things[f"{whose} review"]).id)
        things[f"{whose} change of a review"] = reviewed.items("changes")[0].id
        asked_of = get_entries(conn, find(conn, things[f"{whose} referral"]).id)
        things[f"{whose} hearing"] = asked_of.items("to-hear")[0].id
    _make_papers(world)


def _make_papers(world: World) -> None:
    """Stands in for the worker."""
    with world.db.write() as conn:
        for row in conn.execute(select(rendition.c.id)).scalars().all():
            keep_bytes(conn, row, b"%PDF-", 1, NOW)


def furnish_panels(world: World) -> None:
    """A panel that Ingrid chairs and everybody can ask, and one of which nothing is said yet."""
    admin, things = Client(world.app).sign_in(AMIR), world.things
    things["a panel"] = set_up_panel(admin, INGRID, lambda _control, _most: "A panel")
    begun = admin.post("/panels", page="/panels", status=303).headers["Location"]
    things["a panel being set up"] = begun.split("/")[2]
    with world.db.read() as conn:
        entries = get_entries(conn, find(conn, things["a panel"]).id)
        things["seat"] = entries.items("seats")[0].id


def furnish_referrals(world: World, whose: str, client: Client) -> None:
    """One that is being written, with somebody to hear, and one that was sent."""
    about, panel = world.things[f"{whose} open"], world.things["a panel"]
    path = ask_a_panel(client, about, panel)
    there = f"{path}/who-else"
    client.post(there, {"to-hear..-who": "Joan"}, page=there, status=303)
    world.things[f"{whose} referral"] = path.rpartition("/")[2]
    sent = refer(client, about, panel, lambda _control, _most: "Something")
    world.things[f"{whose} sent referral"] = sent.rpartition("/")[2]


def furnish_happening(world: World, whose: str, client: Client) -> None:
    """Something that happened while the open conversation was open."""
    about = world.things[f"{whose} open"]
    page = f"/decisions/{about}"
    told = client.post("/what-happened", {"about": about}, page=page, status=303)
    ref = world.things[f"{whose} happening"] = told.headers["Location"].split("/")[2]
    path = f"/what-happened/{ref}/changes-to-try"
    client.post(path, {"changes..-what": "One list of numbers"}, page=path, status=303)
    path = f"/what-happened/{ref}/in-the-log"
    client.post(path, {"said": "It went well.", "action": "publish"}, page=path, status=303)
    on_hold = f"/what-happened/{ref}/on-hold"
    client.post(on_hold, {"restart_role": "practitioner"}, page=on_hold, status=303)
    client.post(f"/what-happened/{ref}/restart", page=on_hold, status=303)
    path = f"/what-happened/{ref}/the-letter"
    asked = client.post(path, {"text": "I am sorry.", "action": "print"}, page=path, status=303)
    world.things[f"{whose} letter"] = asked.headers["Location"].rpartition("/")[2]
    asked = client.post("/learning/print", page="/learning", status=303)
    world.things["edition"] = asked.headers["Location"].rpartition("/")[2]
    furnish_review(world, whose, client)
    furnish_sittings(world, whose, client)


def furnish_sittings(world: World, whose: str, client: Client) -> None:
    """Three sittings of a panel that the asker chairs: one that is arranged, one to call off, and one
    whose papers are out, with an item of which they declared that they have no interest in it.
    """
    email = SUNITA if whose == "own" else DEV
    panel = make_panel(world.app, TERMS, email, email)
    world.things[f"{whose} panel"] = panel
    for kind in ("sitting", "sitting to call off", "sitting with papers out"):
        ref = world.things[f"{whose} {kind}"] = arrange(
            client, panel, world.things[f"{whose} open"]
        )
        invite(client, ref)
    world.things[f"{whose} item"] = put_out(client, ref).rpartition("/")[2]
    furnish_advice(world, whose, client, panel)


def furnish_advice(world: World, whose: str, client: Client, panel: str) -> None:
    """Two more: one whose advice is being written, and one that was given, with its minutes and letter."""
    things, about = world.things, world.things[f"{whose} open"]
    ref = arrange(client, panel, about)
    things[f"{whose} advice"] = begin_advice(client, ref).rpartition("/")[2]
    ref = things[f"{whose} sitting with minutes"] = arrange(client, panel, about)
    give_advice(client, ref)
    minutes = f"/sittings/{ref}/minutes"
    client.post(minutes, page=minutes, status=303)
    with world.db.read() as conn:
        found = conn.execute(_ADVISED.where(_SITTINGS.c.ref == ref)).one()
        things[f"{whose} advised referral"], things[f"{whose} condition"] = found.ref, found.id
        written = select(entry.c.id).join(advice, advice.c.subject_id == entry.c.subject_id)
        is_open = (entry.c.step == "conditions") & advice.c.given_at.is_(None)
        every = list(conn.execute(written.where(is_open).order_by(entry.c.made_at)).scalars())
        things[f"{whose} condition of an advice"] = every[-1]
        printed = find_latest(conn, find(conn, ref).id, MINUTES)
        things[f"{whose} minutes"] = printed.id if printed else ""
    letter = f"/referrals/{found.ref}/letter"
    said = {"now": "She rings on Friday.", "action": "print"}
    answer = client.post(letter, said, page=letter, status=303)
    things[f"{whose} letter home"] = answer.headers["Location"].rpartition("/")[2]


_SITTINGS = subject.alias("of_sitting")
_ADVISED = (
    select(subject.c.ref, panel_condition.c.id)
    .join(panel_condition, panel_condition.c.referral_id == subject.c.id)
    .join(sitting_item, sitting_item.c.referral_id == subject.c.id)
    .join(_SITTINGS, _SITTINGS.c.id == sitting_item.c.sitting_id)
)


def furnish_review(world: World, whose: str, client: Client) -> None:
    """A learning review of it, opened, with one change to try: nobody is in it but who convened it."""
    page = "/learning-reviews"
    said = {"about": world.things[f"{whose} happening"]}
    ref = client.post(page, said, page=page, status=303).headers["Location"].rpartition("/")[2]
    world.things[f"{whose} review"] = ref
    path = f"{page}/{ref}/opening"
    client.post(path, {"early": "It cannot wait.", "action": "open"}, page=path, status=303)
    path = f"{page}/{ref}/changes-to-try"
    client.post(path, {"changes..-what": "One list of numbers"}, page=path, status=303)
    path = f"{page}/{ref}/report"
    asked = client.post(path, {"action": "print"}, page=path, status=303)
    world.things[f"{whose} report"] = asked.headers["Location"].rpartition("/")[2]


def furnish_governance(world: World, client: Client) -> None:
    """That somebody asked where a line came from, and a matter with a legal hold."""
    page = f"/governance/begin/{world.things['own person']}"
    begun = client.post(page, _MATTER, page=page, status=303).headers["Location"]
    world.things["matter"] = begun.rpartition("/")[2]
    said = {**_MATTER, "on": world.things["own person"]}
    client.post(f"{begun}/holds", said, page=begun, status=303)
    (world.things["hold"],) = re.findall(r"/holds/([0-9a-f-]+)/end", client.get(begun).html)
    furnish_bundle(world, begun, client)
    page = "/governance/origins"
    asked = client.post(page, _SOUGHT, page=page, status=303)
    world.things["search"] = asked.headers["Location"].rpartition("/")[2]


def furnish_bundle(world: World, matter: str, client: Client) -> None:
    """A bundle of one item, frozen, with something left out; the item is put in again afterwards."""
    item = world.things["bundle item"] = f"{world.things['own person']}.now"
    page = f"{matter}/bundle/{item}"
    client.post(f"{page}/leave-out", {"words": "Zebra", "why": "others"}, page=page, status=303)
    (world.things["out"],) = re.findall(r"/put-back/([0-9a-f-]+)", client.get(page).html)
    client.post(page, {"chosen": "in"}, page=page, status=303)
    client.post(f"{matter}/bundle", page=f"{matter}/bundle", status=303)
    _make_papers(world)


def _number(world: World) -> int:
    """People are numbered as they come."""
    world.things["people"] = str(int(world.things.get("people", "0")) + 1)
    return int(world.things["people"])


def _whose(whose: str, kind: str, **parts: str) -> Sample:
    """A path about somebody's decision or person, with further parts; `*` names a thing."""

    def path(world: World, _email: str) -> dict[str, str]:
        made = {
            name: world.things[f"{whose} {part[1:]}"] if part.startswith("*") else part
            for name, part in parts.items()
        }
        return {"ref": world.things[f"{whose} {kind}"], **made}

    said = {"prompt": "own-words", "action": "", "rev": "1", "now": "carry_on", "basis": "RA-0001"}
    said |= {
        "who": "Joan"
    }  # as it stands: of two roles who may write, the second changes nothing either
    said |= {"has": "none"}
    return Sample(path=path, data=lambda _w, _e: said)


def _nowhere(**parts: str) -> Sample:
    made = {name: NO_ID if part.startswith("*") else part for name, part in parts.items()}
    return Sample(path=lambda _w, _e: made)


def _posting(about: Callable[[World], str]) -> Sample:
    """A form that says whose it is about."""
    return Sample(data=lambda world, _email: {"about": about(world)})


NO_ID = "00000000-0000-4000-8000-000000000000"
PREFIXES = {
    "person": "P",
    "happening": "WH",
    "review": "LR",
    "sitting": "PS",
    "sitting to call off": "PS",
    "sitting with papers out": "PS",
    "item": "PS",
    "advice": "PS",
    "sitting with minutes": "PS",
    "advised referral": "RP",
    "referral": "RP",
    "sent referral": "RP",
}
_ITEM = {"step": "if-it-goes-wrong", "collection": "contacts", "item": "*contact"}
_OF_A_LIST = {"collection": "none", "item": "*contact"}
_PATHS: dict[str, tuple[str, dict[str, str]]] = {
    "person": ("person", {}),
    "person, a step": ("person", {"step": "about"}),
    "person, an item": ("person", {"step": "about", "collection": "none", "item": "*contact"}),
    "decision": ("open", {}),
    "decision, a step": ("open", {"step": "decision"}),
    "decision, an item": ("open", _ITEM),
    "decision, a paper": ("open", {"layout": "sheet"}),
    "decision, a draft": ("open", {"rendition": "*draft"}),
    "sealed decision": ("sealed", {}),
    "sealed decision, its review": ("sealed", {"step": "what-happened"}),
    "sealed decision, of its review": ("sealed", {**_OF_A_LIST, "step": "did-it-happen"}),
    "sealed decision, said since": ("sealed", {"step": "said-since"}),
    "sealed decision, of what was said since": ("sealed", {**_OF_A_LIST, "step": "said-since"}),
    "sealed decision, a view of it": ("sealed", {"view": "*view"}),
    "sealed decision, a copy": ("sealed", {"number": "1", "layout": "full"}),
    "happening": ("happening", {}),
    "happening, as it was held": ("happening", {"number": "2"}),
    "happening, a step": ("happening", {"step": "account"}),
    "happening, of a list": (
        "happening",
        {"step": "changes-to-try", "collection": "changes", "item": "*change"},
    ),
    "happening, its letter": ("happening", {"rendition": "*letter"}),
    "happening, a paper that is none of it": ("happening", {"rendition": "*report"}),
    "learning review": ("review", {}),
    "learning review, a step": ("review", {"step": "purpose"}),
    "learning review, of a list": (
        "review",
        {"step": "changes-to-try", "collection": "changes", "item": "*change of a review"},
    ),
    "learning review, its report": ("review", {"rendition": "*report"}),
    "learning review, a paper that is none of it": ("review", {"rendition": "*draft"}),
    "learning review, what stood": ("review", {"happening": "*happening"}),
    "referral": ("referral", {}),
    "sent referral": ("sent referral", {}),
    "referral, a step": ("referral", {"step": "tried"}),
    "referral, of a list": (
        "referral",
        {"step": "who-else", "collection": "to-hear", "item": "*hearing"},
    ),
    "sitting": ("sitting", {}),
    "sitting, a step": ("sitting", {"step": "when"}),
    "sitting, of a list": ("sitting", {**_OF_A_LIST, "step": "when"}),
    "sitting to call off": ("sitting to call off", {}),
    "sitting with papers out": ("sitting with papers out", {}),
    "sitting with minutes": ("sitting with minutes", {}),
    "sitting, its minutes": ("sitting with minutes", {"rendition": "*minutes"}),
    "sitting, minutes that are none": ("sitting with minutes", {"rendition": "*draft"}),
    "advised referral": ("advised referral", {}),
    "advised referral, its letter": ("advised referral", {"rendition": "*letter home"}),
    "advised referral, a letter that is none": ("advised referral", {"rendition": "*draft"}),
    "advice": ("advice", {}),
    "advice, a step": ("advice", {"step": "advice"}),
    "advice, of a list": (
        "advice",
        {"step": "asks-for", "collection": "conditions", "item": "*condition of an advice"},
    ),
    "dissent": ("advice", {}),
    "dissent, a step": ("advice", {"step": "seen-differently"}),
    "dissent, of a list": ("advice", {**_OF_A_LIST, "step": "seen-differently"}),
    "sitting, a guest": ("sitting with papers out", {"seat": str(GUESTS_SEAT)}),
    "papers": ("item", {}),
    "papers, a step": ("item", {"step": "view"}),
    "papers, of a list": ("item", {**_OF_A_LIST, "step": "view"}),
}


def _session_of(world: World, email: str) -> dict[str, str]:
    with world.db.read() as conn:
        user = queries.get_user(conn, email)
        return {"session_id": queries.list_sessions(conn, user.id)[0].id}


def _session_of_another(world: World, email: str) -> dict[str, str]:
    return _session_of(world, DEV if email != DEV else SUNITA)


SAMPLES: dict[str, Sample] = {
    "-": Sample(),
    "nobody's": Sample(data=lambda _w, _e: {"email": f"{uuid4()}@x.example", "password": "wrong"}),
    "wrong password": Sample(
        data=lambda _w, _e: {"old_password": "not the one", "new_password": "x"}
    ),
    "own session": Sample(path=lambda world, email: _session_of(world, email or CAST[0][0])),
    "session of another": Sample(path=_session_of_another),
    "no such id": Sample(path=lambda _w, _e: {"session_id": str(uuid4())}),
}
SAMPLES |= {
    f"{whose} {name}": _whose(whose, kind, **parts)
    for whose in ("own", "another team's")
    for name, (kind, parts) in _PATHS.items()
}
SAMPLES |= {
    f"no such {name}": _nowhere(
        ref=f"{PREFIXES.get(kind, 'RA')}-9999{'.1' * (kind in ('item', 'advice'))}", **parts
    )
    for name, (kind, parts) in _PATHS.items()
}
_OF_PANELS: dict[str, dict[str, str]] = {
    "": {},
    ", a step": {"step": "who-may-refer"},
    ", a seat": {"step": "who-sits", "collection": "seats", "item": "*"},
}


def _panel(which: str, parts: Mapping[str, str]) -> Sample:
    """A path about a panel, which is nobody's in particular; `*` is a seat of it."""
    return Sample(
        path=lambda world, _email: {
            "ref": world.things.get(which, "PN-9999"),
            **{k: world.things["seat"] if v == "*" else v for k, v in parts.items()},
        },
        data=lambda _w, _e: {"takes": "yes", "rev": "1"},
    )


SAMPLES |= {
    f"{which}{of}": _panel(which, parts)
    for which in ("a panel", "a panel being set up", "no such panel")
    for of, parts in _OF_PANELS.items()
}
SAMPLES |= {
    f"{whose} decision, asking": Sample(
        path=lambda world, _email, whose=whose: {"ref": world.things[f"{whose} open"]},
        data=lambda world, _email: {"panel": world.things["a panel"]},
    )
    for whose in ("own", "another team's")
}
SAMPLES["no such link"] = Sample(path=lambda _w, _e: {"secret": "x" * 43})
SAMPLES["a name"] = Sample(data=lambda _w, _e: {"called_by": "Somebody"})
SAMPLES |= {
    f"about {whose} decision": _posting(lambda world, whose=whose: world.things[f"{whose} open"])
    for whose in ("own", "another team's")
}
SAMPLES["an edition"] = Sample(path=lambda world, _email: {"rendition": world.things["edition"]})
SAMPLES["a copy that is no edition"] = Sample(
    path=lambda world, _email: {"rendition": world.things["own draft"]}
)
_ASKED = {"words": "Who is glad when they come?", "step": "decision"}
SAMPLES["a line"] = Sample(path=lambda _w, _e: {"number": "1"}, data=lambda _w, _e: _ASKED)
SAMPLES["no such line"] = Sample(path=lambda _w, _e: {"number": "9999"}, data=lambda _w, _e: _ASKED)
SAMPLES["a line, a question"] = Sample(
    path=lambda world, _email: {"number": "1", "prompt": world.things["question"]}
)
SAMPLES["a line, no such question"] = Sample(path=lambda _w, _e: {"number": "1", "prompt": NO_ID})
SAMPLES |= {
    f"about {whose} happening": _posting(
        lambda world, whose=whose: world.things[f"{whose} happening"]
    )
    for whose in ("own", "another team's")
}
SAMPLES |= {
    f"of {whose} panel": Sample(
        data=lambda world, _email, whose=whose: {"panel": world.things[f"{whose} panel"]}
    )
    for whose in ("own", "another team's")
}
SAMPLES |= {
    f"{whose} condition": Sample(
        path=lambda world, _email, whose=whose: {
            "condition": world.things.get(f"{whose} condition", NO_ID)
        },
        data=lambda _w, _e: {"what": "Two walks."},
    )
    for whose in ("own", "another team's", "no such")
}
SAMPLES["about no such person"] = _posting(lambda _world: "P-9999")
SAMPLES["a line and why"] = Sample(data=lambda _w, _e: _SOUGHT)
SAMPLES["own search"] = Sample(path=lambda world, _email: {"search": world.things["search"]})
SAMPLES["no such search"] = Sample(path=lambda _w, _e: {"search": NO_ID})
SAMPLES["a matter about own person"] = Sample(
    path=lambda world, _email: {"ref": world.things["own person"]}, data=lambda _w, _e: _MATTER
)
SAMPLES["no such matter about a person"] = Sample(path=lambda _w, _e: {"ref": "P-9999"})


def _of_matter(*parts: str, **others: str) -> Sample:
    """A path of the matter and of what belongs to it."""
    return Sample(
        path=lambda world, _email: {
            "ref": world.things["matter"],
            **{one: world.things[one] for one in parts},
            **others,
        },
        data=lambda world, _e: {
            **_MATTER,
            "rev": "1",
            "on": world.things["own person"],
            "mark": _mark_of_bundle(world),
        },
    )


def _mark_of_bundle(world: World) -> str:
    with world.db.read() as conn:
        return prepare(conn, get_matter(conn, world.things["matter"])).mark


SAMPLES["a matter"] = _of_matter()
SAMPLES["no such matter"] = Sample(path=lambda _w, _e: {"ref": "MT-9999"})
SAMPLES["a hold"] = _of_matter("hold")
SAMPLES["no such hold"] = _of_matter(hold=NO_ID)
SAMPLES["a matter, an item"] = Sample(
    path=lambda world, _email: {
        "ref": world.things["matter"],
        "item": world.things["bundle item"],
    },
    data=lambda world, _email: {
        "chosen": "in",
        "mark": _mark_of_item(world),
        "words": "Zebra",
        "why": "others",
    },
)
SAMPLES["a matter, no such item"] = _of_matter(item="RA-0001.nothing")
SAMPLES["a matter, what was left out"] = _of_matter("out")
SAMPLES["no such matter, what was left out"] = Sample(
    path=lambda _w, _e: {"ref": "MT-9999", "out": NO_ID}
)
SAMPLES["a bundle"] = _of_matter(number="1")
SAMPLES["no such bundle"] = _of_matter(number="9")
SAMPLES["a bundle, a part"] = _of_matter(number="1", part="1")
SAMPLES["a bundle, no such part"] = _of_matter(number="1", part="9")


def _mark_of_item(world: World) -> str:
    with world.db.read() as conn:
        made = prepare(conn, get_matter(conn, world.things["matter"]))
        one = made.find(world.things["bundle item"])
        assert one is not None
        return one.item.mark
