"""Who is in the cast, and when what happens to each record. What was said stands in cast/*.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from riskapp.accounts.rules import Role

ORGANISATION = "Northmoor Adult Social Care"
TELEPHONE = "01632 960 100"
MILL_LANE = "Mill Lane team"
CASTLE_STREET = "Castle Street team"
TEAMS = (MILL_LANE, CASTLE_STREET)


@dataclass(frozen=True)
class Moment:
    """So many days before today, at a time on the clocks of the place. Never today, never later."""

    days_ago: int
    at: time

    def __post_init__(self) -> None:
        if self.days_ago < 1:
            raise ValueError("the story ends yesterday at the latest")


@dataclass(frozen=True)
class Player:
    """Somebody who can sign in."""

    email: str
    name: str
    role: Role
    teams: tuple[str, ...] = ()


SUNITA = "sunita@northmoor.example"
CALLUM = "callum@northmoor.example"
GRACE = "grace@northmoor.example"
HELEN = "helen@northmoor.example"
DAFYDD = "dafydd@northmoor.example"
JUDITH = "judith@northmoor.example"
AMINA = "amina@northmoor.example"
PLAYERS = (
    Player(SUNITA, "Sunita Rao", Role.PRACTITIONER, (MILL_LANE,)),
    Player(CALLUM, "Callum Reid", Role.PRACTITIONER, (MILL_LANE,)),
    Player(GRACE, "Grace Okafor", Role.PRACTITIONER, (CASTLE_STREET,)),
    Player(HELEN, "Helen Marsh", Role.MANAGER, TEAMS),
    Player(DAFYDD, "Dafydd Pugh", Role.ADMINISTRATOR),
    Player(AMINA, "Amina Shah", Role.INFORMATION_GOVERNANCE),
    Player("tomasz@northmoor.example", "Tomasz Nowak", Role.LEARNING_REVIEWER, TEAMS),
    Player(JUDITH, "Judith Amos", Role.PANEL_CHAIR),
    Player("leah@northmoor.example", "Leah Barrow", Role.PANEL_MEMBER),
    Player("precious@northmoor.example", "Precious Moyo", Role.PANEL_MEMBER),
    Player("stuart@wharfhomes.example", "Stuart Fenn", Role.PANEL_MEMBER),
)
SIGNED_UP = Moment(63, time(9, 12))


@dataclass(frozen=True)
class Story:
    """One person's record: begun, gone back to, and for some sealed, given, and gone back to again.

    `last` is the step that the last sitting was about; the rest was written when it was begun.
    `about` is what is known of what helps them take part; days in it as in cast/*.json.
    """

    slug: str
    by: str
    begun: Moment
    last: str
    written: Moment
    sealed: Moment | None = None
    given: Moment | None = None
    said_since: Moment | None = None
    review_begun: Moment | None = None  # and written as far as the file says
    layout: str = "person"
    about: Mapping[str, str | list[str]] = field(default_factory=dict)


STORIES = (
    Story(
        slug="gwen",
        by=CALLUM,
        begun=Moment(48, time(8, 40)),
        last="read-back",
        written=Moment(44, time(11, 2)),
        sealed=Moment(44, time(11, 21)),
        given=Moment(43, time(14, 15)),
        review_begun=Moment(1, time(10, 50)),
        about={
            "spoken_of": "she",
            "own_reference": "NM-20388",
            "language": "English; Welsh with her sister",
            "needs": "Hears best on her left side. Mornings, before the tablets.",
            "needs_checked_on": "today-48",
        },
    ),
    Story(
        slug="idris",
        by=SUNITA,
        begun=Moment(30, time(10, 35)),
        last="read-back",
        written=Moment(26, time(15, 40)),
        sealed=Moment(26, time(15, 58)),
        given=Moment(25, time(10, 5)),
        said_since=Moment(11, time(16, 30)),
        layout="large-print",
        about={
            "spoken_of": "he",
            "own_reference": "NM-20517",
            "formats": ["large-print"],
            "needs": "His own glasses. Talk by the window; he won’t talk in the office.",
            "needs_checked_on": "today-30",
        },
    ),
    Story(
        slug="maureen",
        by=SUNITA,
        begun=Moment(13, time(10, 20)),
        last="read-back",
        written=Moment(8, time(16, 1)),
        sealed=Moment(8, time(16, 20)),
        given=Moment(7, time(11, 30)),
        layout="large-print",
        about={
            "spoken_of": "she",
            "own_reference": "NM-20642",
            "formats": ["large-print"],
            "needs": "One thing at a time, at her own table. Time to find the word herself. "
            "Joan in the house, and not in the room.",
            "needs_checked_on": "today-13",
        },
    ),
    Story(
        slug="mr-adeyemi",
        by=SUNITA,
        begun=Moment(9, time(14, 5)),
        last="if-it-goes-wrong",
        written=Moment(1, time(17, 42)),
        about={
            "spoken_of": "he",
            "own_reference": "NM-20650",
            "language": "English and Yoruba",
            "needs": "Call him Mr Adeyemi. He speaks slowly since the stroke, and says it all.",
            "needs_checked_on": "today-9",
        },
    ),
    Story(
        slug="beryl",
        by=CALLUM,
        begun=Moment(6, time(11, 15)),
        last="doors",
        written=Moment(4, time(16, 50)),
        about={
            "spoken_of": "she",
            "needs": "Sitting up, and not after four: her breath runs out before her stories do.",
        },
    ),
    Story(
        slug="tariq",
        by=GRACE,
        begun=Moment(1, time(16, 10)),
        last="decision",
        written=Moment(1, time(16, 24)),
        about={
            "spoken_of": "he",
            "formats": ["easy-read"],
            "needs": "Short sentences, and pictures of the stops. He likes to have his phone out.",
            "needs_checked_on": "today-1",
        },
    ),
)


@dataclass(frozen=True)
class Happened:
    """Something that happened while a story's decision stood; what was said is in happened/*.json."""

    slug: str
    story: str
    by: str
    told: Moment
    in_log: Moment | None = None


HAPPENED = (
    Happened(slug="ember-in-the-evening", story="idris", by=SUNITA, told=Moment(5, time(9, 25))),
    Happened(
        slug="late-and-met",
        story="maureen",
        by=SUNITA,
        told=Moment(2, time(16, 10)),
        in_log=Moment(1, time(12, 40)),
    ),
)


@dataclass(frozen=True)
class Reviewed:
    """A learning review of something that happened; what was said is in reviews/*.json."""

    slug: str  # as of what happened
    by: str
    convened: Moment
    facilitator: str
    others: tuple[str, ...] = ()
    opened: Moment | None = None
    shared: Moment | None = None  # in the log, and as a brief


REVIEWED = (
    Reviewed(
        slug="ember-in-the-evening",
        by=SUNITA,
        convened=Moment(2, time(10, 15)),
        facilitator=GRACE,
    ),
    Reviewed(
        slug="late-and-met",
        by=SUNITA,
        convened=Moment(1, time(14, 5)),
        facilitator=HELEN,
        others=(CALLUM,),
        opened=Moment(1, time(15, 40)),
        shared=Moment(1, time(16, 55)),
    ),
)


@dataclass(frozen=True)
class Assembled:
    """A panel; what it is, and who sits on it, is in panels/*.json."""

    slug: str
    by: str
    set_up: Moment


ASSEMBLED = (
    Assembled(slug="risk-enablement", by=DAFYDD, set_up=Moment(60, time(10, 30))),
    Assembled(slug="high-concern", by=DAFYDD, set_up=Moment(60, time(11, 15))),
)


@dataclass(frozen=True)
class Referred:
    """What a panel is asked about a story's decision; what was said is in referrals/*.json."""

    slug: str
    story: str
    panel: str
    by: str
    begun: Moment
    sent: Moment


REFERRED = (
    Referred(
        slug="idris",
        story="idris",
        panel="risk-enablement",
        by=SUNITA,
        begun=Moment(4, time(15, 20)),
        sent=Moment(3, time(9, 45)),
    ),
)


@dataclass(frozen=True)
class Sat:
    """A sitting about one referral; who is asked and what they said is in sittings/*.json."""

    slug: str  # as of the referral
    panel: str
    by: str  # who chairs it
    arranged: Moment
    papers_out: Moment
    said: Moment


SITTINGS = (
    Sat(
        slug="idris",
        panel="risk-enablement",
        by=JUDITH,
        arranged=Moment(2, time(11, 5)),
        papers_out=Moment(2, time(11, 40)),
        said=Moment(1, time(17, 5)),
    ),
)
