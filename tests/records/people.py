"""Invented records: Maureen's walk, one where nothing was said, and one that says very much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from riskapp.decision.conversation import Conversation
from riskapp.decision.facts import found_rows, help_rows, meta_rows
from riskapp.decision.journeys import RECORD
from riskapp.platform.entries.reading import Entries, Entry
from riskapp.platform.versions.rows import Rows, rows_of

DIGEST = "7f3a90c12be458d06a1bc3e9f0d25478134c6e8f90ab12cd34ef56a7b8c9d0e1"


@dataclass(frozen=True)
class Found:
    """A decision as the queries give it."""

    ref: str = "RA-0042"
    called_by: str = "Maureen"
    own_reference: str = "C-1183"
    jurisdiction: str = "england"
    made_at: datetime = datetime(2026, 11, 12, 10, 40, tzinfo=UTC)
    changed_at: datetime = datetime(2026, 11, 19, 17, 5, tzinfo=UTC)


class Talking:
    """Writes a conversation, item by item, as the wizard would keep it."""

    def __init__(self) -> None:
        self.every: list[Entry] = []

    def say(self, step: str, **data: Any) -> str:
        return self._add(step, data, None)

    def under(self, parent: str, step: str, **data: Any) -> str:
        return self._add(step, data, parent)

    def _add(self, step: str, data: Mapping[str, Any], parent: str | None) -> str:
        entry_id = f"id-{len(self.every)}"
        kept = {key: value for key, value in data.items() if value is not None}
        self.every.append(Entry(entry_id, step, kept, parent_id=parent, position=len(self.every)))
        return entry_id

    @property
    def entries(self) -> Entries:
        return Entries(tuple(self.every))


def rows_for(found: Found, entries: Entries, *, demonstration: bool = True) -> Rows:
    """Every row of a version of this conversation."""
    return {
        **rows_of(RECORD, entries, {"name": found.called_by}),
        **meta_rows(
            found,
            version=2,
            sealed_at=datetime(2026, 11, 20, 16, 20, tzinfo=UTC),
            sealed_by="Sunita Rao",
            organisation="Northmoor Adult Social Care",
            telephone="01632 960 100",
            demonstration=demonstration,
        ),
        **found_rows(Conversation(entries, found.called_by)),
        **help_rows(Conversation(entries, found.called_by)),
    }


def _happenings(talk: Talking, option: str, lines: Iterable[tuple[str, str, str]]) -> list[str]:
    return [
        talk.under(option, "consequences", side=side, kind=kind, text=text, said_by="person")
        for side, kind, text in lines
    ]


def maureen() -> Rows:
    talk = Talking()
    talk.say(
        "decision",
        choice="I want to walk to the allotment on my own. I have had that plot for thirty-one "
        "years. I don’t want fetching and carrying like a parcel.",
        title="walking to the allotment on her own",
        said_on="2026-11-12",
        said_where="at her kitchen table",
        heard_by="Sunita Rao, social worker",
        why_now="She lost her way in September and has been driven there ever since. The winter "
        "digging is now.",
        danger="no",
        pressure="no",
        alone="yes",
    )
    walk = talk.say("options", title="I walk to the allotment on my own")
    now = talk.say("options", title="I go only when Joan can drive me", is_now=True)
    first = _happenings(
        talk,
        walk,
        [
            ("benefit", "physical", "Walking keeps my legs and my sleep good"),
            ("benefit", "emotional", "I feel like myself, not like a patient"),
            ("benefit", "social", "My plot, and Derek and the others. It is who I am"),
            ("benefit", "practical", "Beans, soup and flowers for the house"),
            ("harm", "physical", "Falling on the towpath when it is wet"),
            ("harm", "physical", "Crossing Mill Lane when the lorries are out"),
            ("harm", "emotional", "Losing my way, as in September, and being frightened"),
        ],
    )
    talk.under(
        walk,
        "consequences",
        side="harm",
        kind="social",
        said_by="other",
        to_whom="Joan",
        text="lies awake the night before and rings three times",
        worry_of="Joan",
    )
    second = _happenings(
        talk,
        now,
        [
            ("benefit", "physical", "Warm and dry on a bad day"),
            ("benefit", "emotional", "Nobody has to worry about the road"),
            ("benefit", "social", "Joan and I have the drive together"),
            ("harm", "physical", "I am getting stiff and I sleep in the day"),
            ("harm", "emotional", "Waiting at the window. I feel I am being put away"),
            (
                "harm",
                "social",
                "Two Saturdays a month at most; Derek has stopped saving me a seat",
            ),
        ],
    )
    talk.say("both-sides", marks=[first[2], first[6], second[4]])
    talk.under(
        walk,
        "still",
        text="She could fall or lose her way, and be found cold and frightened half an hour later.",
    )
    talk.under(
        now,
        "still",
        text="She stops gardening within a year, sleeps by day, and sees no one but Joan and the "
        "team.",
    )
    talk.under(walk, "placings", happy="most", safe="less", because="I know every stone of it.")
    talk.under(now, "placings", happy="less")
    _maureens_helps(talk)
    _maureens_plan(talk, walk)
    return rows_for(Found(), talk.entries)


def _maureens_helps(talk: Talking) -> None:
    talk.say(
        "mitigations",
        what="No walk alone when the towpath is flooded or it is dark",
        rung="restriction",
        does="Fewer slips; no crossing of Mill Lane in the dark.",
        takes_away="From Maureen: winter afternoons, and bonfire night.",
        still="She may go anyway. Nobody will stop her at the door.",
        ends_on="2027-03-31",
        nothing_less="Lights were asked for and cannot come before spring.",
        smaller="Lights on the towpath; a torch that she likes.",
        tried_less="Derek walking home with her: he goes the other way.",
        who="Maureen",
        thinks="That’s the best night of the year.",
    )
    talk.say(
        "mitigations",
        what="A telephone on a cord inside her coat",
        rung="technology",
        does="She can ring, and be rung.",
        takes_away="A little of her pride.",
        changes=["sooner", "put-right"],
        who="Joan",
        by_when="2026-11-30",
        agreed_how="She chose the colour, and said yes to four names.",
        responds="Derek, then Joan, within half an hour.",
    )
    talk.say(
        "mitigations",
        what="Maureen rings Derek when she sets off",
        rung="people",
        does="Somebody looks out for her who is glad she is coming.",
        takes_away="From Maureen: very little. From Derek: his Saturday lie-in; he offered.",
        still="She could still lose her way. Derek would know within half an hour.",
    )
    talk.say(
        "mitigations",
        what="Practise Mill Lane with Callum, twice",
        rung="skills",
        does="She and the drivers learn the crossing.",
        still="Lorries at harvest time.",
    )
    talk.say(
        "not-found",
        what="Somebody to walk with on Saturdays.",
        where="Walk and Talk, the parish, the allotment society. Nothing before spring.",
    )


def _maureens_plan(talk: Talking, walk: str) -> None:
    talk.say(
        "what-was-decided",
        decided="Maureen walks there and back on Tuesdays and Saturdays, by the towpath, in "
        "daylight.",
        ways=[walk],
        whose="person",
        ending="own-choice",
        weight="Maureen’s place among the people at the allotment, and her own sense of who she "
        "is. The worry about losing her way is hers too, and was taken as seriously: the calls to "
        "Derek answer it without taking the walk away. Joan’s worry is Joan’s, kept as hers.",
        decided_on="2026-11-19",
    )
    talk.say(
        "differences",
        who="Joan, her daughter",
        view="“I’d rather be the one who drives her than the one who finds her.”",
        would_change="A month of calls to Derek.",
        next_step="Joan and Derek meet on 1 December.",
    )
    talk.say(
        "positions",
        who="Maureen",
        will="Carry the telephone on a cord; ring Derek.",
        wont="Wear a locator: “I’m not a cat.”",
    )
    talk.say("positions", who="Joan", will="Drive her when it floods, if Maureen asks.")
    talk.say(
        "positions",
        who="The team",
        will="Ask the council for lights; practise Mill Lane.",
        wont="Ring every time she goes out: it would tell her she is watched.",
    )
    talk.say(
        "if-it-goes-wrong",
        first_sign="She is not with Derek by ten, and does not answer her telephone.",
        steps="Walk the towpath from the lock towards her door.\nRing Joan.\nRing the team.",
        treated="Don’t grab my arm. Say my name and walk beside me.",
        not_to="stop the walks after one bad day\nring Joan at work first\n"
        "call the police before the towpath has been walked",
        pause="If she is lost twice in a month, everybody meets within a week. Until then she "
        "walks with Derek.",
        look_again_on="2027-01-08",
        look_again_if="Maureen asks",
    )
    talk.say("contacts", name="Derek", number="01632 960 144")
    talk.say("contacts", name="Joan", number="01632 960 171")
    talk.say("contacts", name="Day team", number="01632 960 118", when="until 8 pm")
    talk.say("contacts", name="Night team", number="01632 960 200")
    talk.say(
        "read-back",
        taking_part="disagrees",
        disagrees="I don’t agree with the bit about the dark. I’ll say when it’s too dark.",
        others="Joan, by telephone; Derek; Callum Reid, occupational therapist",
        safe_home="yes",
        size="standard",
    )
    talk.say(
        "doors",
        disagree="opened",
        disagree_for="Joan would rather drive her.",
        hard_to_undo="not-now",
        hard_to_undo_for="a bad walk can be met by a lift home",
    )
    talk.say(
        "set-aside",
        prompt="services-first",
        reason="Maureen does not want a companion paid to walk with her.",
    )


def empty() -> Rows:
    """The two options that every conversation begins with, and not a word."""
    talk = Talking()
    talk.say("options")
    talk.say("options", is_now=True)
    return rows_for(Found(ref="RA-0100", called_by="Idris", own_reference=""), talk.entries)


def few() -> Rows:
    """One of each thing: the least of a table, a list and a pair."""
    talk = Talking()
    talk.say("decision", choice="I want to keep my cat.", title="keeping the cat")
    keep = talk.say("options", title="The cat stays")
    talk.say("options", is_now=True)
    talk.under(keep, "consequences", text="She sleeps on my feet", side="benefit", kind="emotional")
    talk.under(keep, "still", text="He could trip over her.")
    talk.say(
        "mitigations", what="A bell on her collar", rung="equipment", does="He hears her come."
    )
    talk.say("not-found", what="A neighbour to feed her")
    talk.say("what-was-decided", decided="The cat stays.", whose="person", ending="agreed")
    talk.say("differences", who="His son", view="She should go to a farm.")
    talk.say("positions", who="His son", will="Pay for the vet.")
    talk.say("if-it-goes-wrong", first_sign="He is late to open the door.", steps="Ring twice.")
    talk.say("contacts", name="His son", number="01632 960 155")
    return rows_for(Found(ref="RA-0008", called_by="Mr Lewis"), talk.entries)


def advised() -> Rows:
    """A panel backs it with a condition, which is done since, one of them does not, and both answer; a
    manager's words are for the full record alone; a court decided something before any was sealed.
    """
    talk = Talking()
    talk.say("decision", choice="I want to keep my cat.", title="keeping the cat")
    talk.say("options", title="The cat stays")
    talk.say("options", is_now=True)
    talk.say("what-was-decided", decided="The cat stays.", whose="person", ending="agreed")
    panel = talk.say(
        "outside-views",
        from_whom="panel",
        who="Risk enablement panel",
        given_on="2026-11-18",
        outcome="backed-with-conditions",
        words="The cat is who he talks to. What a fall would cost him is real, and is less.",
        weight="That he has kept her for eleven years",
        if_wrong="We will say that we backed this.",
        kept_to="all",
        given_of="version 1, as it was sealed",
        digest=DIGEST,
        source="PS-0001",
        stands="earlier",
    )
    talk.under(
        panel, "dissents", who="Physiotherapist", view="A bell is not enough on those stairs."
    )
    condition = talk.under(
        panel,
        "conditions",
        what="A bell on her collar",
        who="His son",
        by_when="2026-12-01",
        takes_away="A little of her dignity, he says",
        known_by="He hears her come in the dark",
        done_on="2026-12-03",
        done_by="Sunita Rao",
        done_what="A small one, that he chose.",
    )
    talk.under(
        condition,
        "condition-answers",
        answer="another-form",
        because="A bell that he can take off.",
        by="Sunita Rao",
        said_on="2026-11-19",
    )
    theirs = {"whose": "person", "answer": "in-part", "words": "She will hate the bell."}
    talk.under(panel, "view-answers", **theirs, said_on="2026-11-19", by="Sunita Rao")
    ours = {"whose": "practitioner", "answer": "accept", "because": "We asked for no less."}
    talk.under(panel, "view-answers", **ours, said_on="2026-11-19", by="Sunita Rao")
    talk.say(
        "outside-views",
        from_whom="manager",
        who="Helen Marsh, manager",
        given_on="2026-11-19",
        outcome="comment",
        words="His nephew is not to be told when he is out.",
        kept_to="full",
        given_of="version 1, as it was sealed",
        digest=DIGEST,
    )
    talk.say(
        "outside-views",
        from_whom="court",
        who="Court of Protection",
        given_on="2026-11-02",
        outcome="ordered",
        words="Mr Lewis can decide this himself.",
        kept_to="all",
        given_of="version 1, which was sealed after that, on 17 November 2026",
        digest=DIGEST,
    )
    return rows_for(Found(ref="RA-0009", called_by="Mr Lewis"), talk.entries)


WELSH = (
    "Rwyf am fynd i’r côr bob wythnos, hyd yn oed pan fydd hi’n wlyb. Mae’n rhoi nerth i mi. ŵ ŷ Ŵ "
)
POLISH = "Chcę gotować sama: żurek, pierogi i gołąbki, tak jak u mamy w Łodzi. Źdźbło, ćma, jaźń. "
ARABIC = "أريد أن أصلي في المسجد يوم الجمعة مع أخي. هذا مهم جدا بالنسبة لي. "
MIXED = (
    "I cook with my granddaughter 👵🏽🍲 on Sundays, and we laugh 😀. Nobody measures anything. "
)


def long(letters: int = 20_000, *, demonstration: bool = True) -> Rows:
    """Answers of up to so many letters in four scripts, and as many items as a long day brings."""
    talk = Talking()

    def fill(text: str, most: int = 20_000) -> str:
        most = min(most, letters)
        return (text * (most // len(text) + 1))[:most].rstrip()

    talk.say(
        "decision",
        choice=fill(MIXED, 1_200),
        title="cooking, singing and praying as before",
        said_on="2026-11-12",
        said_where="by the stove",
        heard_by="Owen Pugh",
        why_now=fill(WELSH),
        danger="not-sure",
        pressure="no",
        alone="chose",
    )
    _long_sides(talk, fill)
    _long_helps(talk, fill)
    _long_plan(talk, fill)
    talk.say("doors", capacity="opened", capacity_for=fill(WELSH, 4_000))
    found = Found(ref="RA-0777", called_by="Zofia", own_reference="Nr 12/34", jurisdiction="wales")
    return rows_for(found, talk.entries, demonstration=demonstration)


def _long_sides(talk: Talking, fill: Callable[..., str]) -> None:
    kinds = ("physical", "emotional", "social", "practical")
    scripts = (WELSH, POLISH, ARABIC, MIXED)
    marks = []
    for title, is_now, still in (
        ("I cook for myself again", None, POLISH),
        ("أبقى كما أنا", True, ARABIC),
    ):
        option = talk.say("options", title=title, what=fill(POLISH, 3_000), is_now=is_now)
        for number in range(24):
            text = fill(scripts[number % 4], 4_000 if number == 3 else 180)
            happening = {
                "text": f"{text} {number}",
                "kind": kinds[number // 2 % 4],
                "side": ("benefit", "harm")[number % 2],
                "said_by": ("person", "other")[number % 3 == 0],
                "worry_of": "Kasia" if number % 5 == 0 else None,
            }
            marks.append(talk.under(option, "consequences", **happening))
        talk.under(option, "still", text=fill(still))
    talk.say("both-sides", marks=[marks[2], marks[3], marks[26], marks[30]])


def _long_helps(talk: Talking, fill: Callable[..., str]) -> None:
    for number in range(6):
        rung = ("own", "technology", "restriction")[number % 3]
        talk.say(
            "mitigations",
            what=fill(MIXED, 300),
            rung=rung,
            does=fill(WELSH, 4_000),
            takes_away=fill(POLISH, 900),
            still=fill(ARABIC, 500),
            ends_on="2027-06-01" if rung == "restriction" else None,
            smaller=fill(WELSH, 300),
        )
        talk.say("not-found", what=fill(WELSH, 200), where=fill(POLISH, 200))


def _long_plan(talk: Talking, fill: Callable[..., str]) -> None:
    talk.say(
        "what-was-decided",
        decided=fill(WELSH),
        whose="best-interests",
        ending="decided-for",
        because=fill(POLISH),
        weight=fill(MIXED),
        decided_on="2026-11-19",
    )
    for number in range(5):
        talk.say(
            "differences",
            who=f"Kasia {number}",
            view=fill(POLISH, 6_000),
            would_change=fill(MIXED, 900),
            next_step=fill(WELSH, 900),
        )
        will, wont = fill(POLISH, 800), fill(ARABIC, 800)
        talk.say("positions", who=f"Wnuczka {number}", will=will, wont=wont)
    lines = "\n".join(f"{number}. {MIXED.strip()}" for number in range(1, 41))
    talk.say(
        "if-it-goes-wrong",
        first_sign=fill(WELSH, 2_000),
        steps=lines,
        treated=fill(ARABIC, 900),
        not_to=lines,
        pause=fill(POLISH, 900),
        look_again_on="2027-01-08",
        look_again_if=fill(WELSH, 390),
    )
    for number in range(8):
        name = f"Kasia Wiśniewska-Brzęczyszczykiewicz {number}"
        when = "w dni powszednie od 8 do 16"
        talk.say("contacts", name=name, number="+48 42 555 01 44 x 21", when=when)
    talk.say(
        "read-back",
        taking_part="disagrees",
        disagrees=fill(ARABIC, 3_000),
        others=fill(WELSH, 390),
        safe_home="no",
        kept_with="Kasia",
        size="large",
        with_place=True,
    )


def lionel() -> Rows:
    """A card too long for its fold, a restriction that nobody gave an end, and much to decide."""
    talk = Talking()
    talk.say(
        "decision",
        choice="I want to smoke in my own bed at the end of the day. It is the one hour that is "
        "mine, and nobody tells me when to put it out. I have done it since I was seventeen.",
        title="smoking in bed at night",
        said_on="2026-11-24",
        said_where="At his bedside",
        heard_by="Sunita Rao, social worker",
        why_now="A carer left a tea-light burning beside the bed, and the quilt was scorched.",
    )
    smokes = talk.say("options", title="I smoke in bed")
    now = talk.say("options", title="I smoke in the chair by the door", is_now=True)
    talk.under(
        smokes,
        "still",
        text="He could fall asleep with a lit cigarette, and the bed could burn before anybody "
        "came.",
    )
    talk.under(now, "still", text="He could fall on the way to the chair. He sits there in pain.")
    talk.say("mitigations", what="A quilt that does not catch fire", rung="equipment")
    talk.say("mitigations", what="Lionel puts it out when his programme ends", rung="own")
    talk.say("mitigations", what="Carers no longer leave a lit tea-light", rung="restriction")
    talk.say(
        "what-was-decided",
        decided="Lionel smokes in bed, sitting up, until ten, on the quilt that does not catch "
        "fire. The detector above the bed is joined to the telephone line, so that the fire "
        "service rings back within a minute. Carers empty the ashtray into the metal tin each "
        "evening and never leave a flame behind them. The pull cord is tried on Mondays.",
        whose="person",
        ending="own-choice",
        because="It is his bed and his evening; what frightened everybody was a candle that was "
        "not his.",
        weight="The hour that is his own, and that the fire began with somebody else’s candle.",
        decided_on="2026-11-25",
    )
    talk.say(
        "differences",
        who="Cerys, his sister",
        view="He should give it up, or smoke where somebody sits with him.",
        next_step="Sunita rings her when it is fitted",
    )
    talk.say("differences", who="The landlord", view="The tenancy says no smoking indoors.")
    talk.say(
        "if-it-goes-wrong",
        first_sign="A smell of burning, a new hole in the quilt, or he does not answer when he is "
        "called through the door.",
        steps="Ring 999 and say that he cannot walk.\nPull the cord by the door.\n"
        "If there is smoke, do not open the bedroom door.\n"
        "Ring Cerys once he is out, whatever the hour.\n"
        "Open the window when the fire service says so.\n"
        "Sit with him until he has somebody of his own.",
        treated="Don’t shout at me. Tell me what you are doing, and then do it.",
        not_to="Take his lighter away\nTell him off\nMove him to another room for good\n"
        "Ring the landlord before Cerys\nSend in people he has never met",
        pause="If the quilt is burnt again, or he falls asleep with it lit, everybody who is in "
        "this plan meets within two days, with him, in his room.",
        look_again_on="2027-01-08",
        look_again_if="the detector goes off, he asks, or the quilt is worn",
    )
    talk.say("contacts", name="Cerys", number="07700 900 377", when="at any hour; she said so")
    talk.say("contacts", name="Northmoor Fire and Rescue, home safety", number="01632 960 100")
    talk.say(
        "contacts", name="Evening carers", number="0044 (0)1632 960 118", when="from six until ten"
    )
    talk.say("read-back", taking_part="took-part", others="Cerys, by telephone")
    return rows_for(Found(ref="RA-0047", called_by="Lionel", own_reference=""), talk.entries)
