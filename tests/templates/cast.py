"""What the pages under test are about: Maureen, Joan and Sunita, all invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from riskapp.decision.balance import Entry, Option, draw, table
from riskapp.platform.forms import Form, day, line, one_of, prose, refs, some_of, tick, words
from riskapp.platform.i18n import _

KINDS = [
    ("physical", _("Body")),
    ("emotional", _("Feelings")),
    ("social", _("People")),
    ("practical", _("Everyday life")),
]


@dataclass
class Link:
    label: str
    url: str
    current: bool = False


class EveryControl(Form):
    own = words(_("What does %(name)s want to do?"), hint=_("As she says it."), rows=4)
    title = line(_("What shall we call it?"), hint=_("A few words, such as “Walking to the shop”."))
    happens = prose(_("What could still happen?"), rows=3)
    when = day(_("When shall we look again?"), hint=_("For example, 8 1 2027"))
    ending = one_of(
        _("Where do people stand?"),
        [
            ("agreed", _("Agreed")),
            ("own", _("%(name)s’s own choice goes ahead")),
            ("not", _("Not decided yet")),
        ],
        hint=_("Every ending is a good ending to write down."),
    )
    why = prose(_("What would change your mind?"), rows=2, only_if=("ending", "not"))
    kind = one_of(_("What is it about?"), KINDS, inline=True)
    formats = some_of(_("Which copies?"), [("a", _("14 point")), ("b", _("Large print"))])
    inline = some_of(_("Which kinds?"), KINDS, inline=True)
    marks = refs(_("What matters most to %(name)s"), hint=_("Up to three, from either side"))
    alone = tick(_("We talked alone"), hint=_("For at least part of the time."))


FILLED = [
    ("own", "I want to walk to the allotment on my own.\nI have had that plot for years."),
    ("title", "Walking to the allotment"), ("happens", "She could fall, or lose her way."),
    ("when-day", "8"), ("when-month", "1"), ("when-year", "2027"), ("ending", "own"),
    ("why", "A month of calls to Derek"), ("kind", "social"), ("formats", "b"),
    ("inline", "social"), ("inline", "physical"), ("marks", "e-1"), ("alone", "yes"),
]  # fmt: skip
WRONG = [
    ("own", "word " * 4_001), ("title", "long " * 60), ("when-day", "31"), ("when-month", "2"),
    ("when-year", "2027"), ("ending", "neither"), ("kind", "neither"), ("formats", "neither"),
    ("marks", "x" * 300),
]  # fmt: skip
MARKABLE = [("e-1", "My plot, and Derek and the others"), ("e-2", "أخاف أن أضيع الطريق")]


def controls(raw: list[tuple[str, str]] | None) -> EveryControl:
    form = EveryControl(raw=raw, names={"name": "Maureen"})
    form.field("marks").options = MARKABLE
    if raw is WRONG:
        form.field("alone").error = _("Look at this again")
    return form


class Adding(Form):
    text = prose(_("Something else"), rows=2)
    kind = one_of(_("What is it about?"), KINDS, inline=True)


@dataclass
class Card:
    id: str
    words: str
    about: str
    marked: bool = False


@dataclass
class Lane:
    side: str
    name: str
    cards: list[Card]
    form: Adding


@dataclass
class SideOf:
    id: str
    title: str
    lanes: list[Lane] = field(default_factory=list)


SAID = {
    ("do", "hope"): [
        Card("m1", "My plot, and Derek and the others. It is who I am", "People", marked=True),
        Card("m2", "Walking keeps my legs and my sleep good", "Body"),
        Card("m3", "I feel like myself, not like a patient", "Feelings"),
    ],
    ("do", "worry"): [
        Card("m4", "Losing my way, as in September, and being frightened", "Feelings", marked=True),
        Card("m5", "Crossing Mill Lane when the lorries are out", "Body"),
        Card("m6", "Joan lies awake the night before", "People, for Joan"),
    ],
    ("now", "hope"): [
        Card("m7", "Joan and I have the drive together", "People"),
        Card("m8", "Warm and dry on a bad day", "Body"),
    ],
    ("now", "worry"): [
        Card("m9", "Waiting at the window. I feel I am being put away", "Feelings", marked=True),
        Card("m10", "Two Saturdays a month at most; Derek has stopped saving me a seat", "People"),
    ],
}
LANES = {
    "do": {"hope": "What could be good", "worry": "What could go wrong"},
    "now": {"hope": "What is good as it is", "worry": "What is lost"},
}


def sides() -> list[SideOf]:
    titles = {"do": "If I walk on my own", "now": "If things stay as now"}
    return [
        SideOf(
            code,
            title,
            [
                Lane(side, name, SAID[code, side], Adding(prefix=f"{code}.{side}-"))
                for side, name in LANES[code].items()
            ],
        )
        for code, title in titles.items()
    ]


MAUREEN = [
    Option(
        "I walk to the allotment on my own",
        (
            Entry("My plot, and Derek and the others. It is who I am", "hope", "social", True),
            Entry("Walking keeps my legs and my sleep good", "hope", "physical"),
            Entry("I feel like myself, not like a patient", "hope", "emotional"),
            Entry("Beans, soup and flowers for the house", "hope", "practical"),
            Entry("Losing my way, as in September, and frightened", "worry", "emotional", True),
            Entry("Falling on the towpath when it is wet", "worry", "physical"),
            Entry("Crossing Mill Lane when the lorries are out", "worry", "physical"),
            Entry("lies awake the night before and rings", "worry", "social", to="Joan"),
        ),
    ),
    Option(
        "Things stay as now: I go only when Joan can drive me",
        (
            Entry("Joan and I have the drive together", "hope", "social"),
            Entry("Warm and dry on a bad day", "hope", "physical"),
            Entry("Nobody has to worry about the road", "hope", "emotional"),
            Entry("Waiting at the window. I feel I am being put away", "worry", "emotional", True),
            Entry("Two Saturdays a month; Derek has stopped saving me a seat", "worry", "social"),
            Entry("I am getting stiff and I sleep in the day", "worry", "physical"),
        ),
        is_now=True,
    ),
]  # fmt: skip
UNSAID = [
    Option(MAUREEN[0].title, (*MAUREEN[0].entries, Entry("Foxgloves in June", "hope"))),
    MAUREEN[1],
    Option("Derek walks with me", (Entry("A friend to talk to", "hope", "social"),)),
]


def given(**more: Any) -> dict[str, Any]:
    """What every page is given, and what this one prints."""
    nav = [Link("My work", "#work", current=True), Link("People", "#people"), Link("Panels", "#p")]
    return {
        "lang": "en-GB",
        "demonstration": True,
        "has_errors": False,
        "nav": nav,
        "signed_in": "Sunita Rao, practitioner",
        "sign_out_url": "/sign-out",
        "home_url": "/",
        "organisation": "Northmoor Adult Social Care",
        "foot_links": [
            Link("Help", "#h"),
            Link("Who can see what", "#w"),
            Link("Accessibility", "#a"),
        ],
        **more,
    }


def pictures(options: list[Option]) -> dict[str, Any]:
    return {
        "wide": draw("Maureen", options, uid="wide"),
        "narrow": draw("Maureen", options, width=288, uid="narrow"),
        "twin": table("Maureen", options),
    }


PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "empty": ("controls.html", {"form": controls(None)}),
    "filled": ("controls.html", {"form": controls(FILLED)}),
    "wrong": ("controls.html", {"form": controls(WRONG), "has_errors": True}),
    "both-sides": ("both_sides.html", {"sides": sides(), "too_many": False}),
    "both-sides-wrong": (
        "both_sides.html",
        {"sides": sides(), "too_many": True, "has_errors": True},
    ),
    "would-help": ("would_help.html", {"form": controls(None)}),
    "decision": ("decision.html", {}),
    "balance": ("the_balance.html", pictures(MAUREEN)),
    "balance-unsaid": ("the_balance.html", pictures(UNSAID)),
    "signed-out": ("signed_out.html", {"nav": [], "signed_in": "", "demonstration": False}),
}
