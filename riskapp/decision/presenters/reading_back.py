"""Reading back before a seal: what was said, what is kept from the page and why, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from riskapp.decision import balance, prompts
from riskapp.decision.aloud import NOT_ALOUD, kept_back, kept_whole
from riskapp.decision.as_asked import FOLLOWED
from riskapp.decision.carried_over import stands_as_then
from riskapp.decision.conversation import Conversation
from riskapp.decision.journeys import CONVERSATION, OF_ITS_DAY
from riskapp.decision.left_over import OF_LAW, left_in
from riskapp.decision.nobody import has_nobody, is_called
from riskapp.decision.presenters.talking import picture_options
from riskapp.decision.queries import Decision
from riskapp.decision.rules import BENEFIT, HARM, KINDS, NOT_PERSON, Copy
from riskapp.decision.said import Consequence, Option
from riskapp.decision.sheet import Side
from riskapp.decision.steps.agreement import STEP as AGREEMENT
from riskapp.decision.steps.both_sides import CONSEQUENCES
from riskapp.decision.steps.both_sides import STEP as BOTH_SIDES
from riskapp.decision.steps.capacity import ASSESSMENTS
from riskapp.decision.steps.capacity import STEP as CAPACITY
from riskapp.decision.steps.closer_look import CLOSER
from riskapp.decision.steps.happy_and_safe import STEP as HAPPY_AND_SAFE
from riskapp.decision.steps.if_it_goes_wrong import STEP as GOES_WRONG
from riskapp.decision.steps.read_back import STEP as HERE
from riskapp.decision.steps.statement import NEVER_ASKED
from riskapp.decision.steps.statement import STEP as REASONS
from riskapp.decision.steps.what_was_decided import OF_DIFFERENCE, OF_POSITION
from riskapp.decision.steps.what_was_decided import STEP as DECIDED
from riskapp.decision.steps.what_would_help import CARD, LATER, OF_ENDING, OF_RESTRICTIONS
from riskapp.decision.steps.what_would_help import STEP as WHAT_WOULD_HELP
from riskapp.decision.yours import FOUND_UNABLE, WHOSE
from riskapp.platform.entries.reading import Entry
from riskapp.platform.forms import DataClass, Form
from riskapp.platform.forms.fields import Asked, DayField
from riskapp.platform.forms.filling import fill
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions.rows import Rows
from riskapp.platform.wizard import AddSlot, State, Step
from riskapp.platform.wizard.returning import WayBack
from riskapp.platform.wizard.steps import always

MOST_READ = 300  # characters of one answer that stand beside the way to it with nothing folded


@dataclass(frozen=True)
class ReadBack:
    """A part that has no section of its own, as it is read back: answers of its own, then of each item.
    `after`: the screen it follows on the page, of those it follows in the conversation.
    """

    title: str
    url: str
    slug: str
    answered: list[list[Asked]]
    gist: str  # its first words
    after: str


def way_to(found: Decision, slug: str, place: str = "") -> str:
    """Where something is said, with the way back to reading it back. `place`: an id there, or the rest
    of the address of an item.
    """
    if slug == HERE.slug:
        return f"#{place}"
    there = url_for("conversation.step", ref=found.ref, step=slug)
    if place.startswith("/"):
        return WayBack((HERE.slug,)).on(f"{there}{place}")
    return WayBack((HERE.slug,)).on(there) + (f"#{place}" if place else "")


# The page has a section for each of these; every other step is read back in one of its own.
SECTIONS = frozenset(
    {
        "decision",
        BOTH_SIDES.slug,
        HAPPY_AND_SAFE.slug,
        WHAT_WOULD_HELP.slug,
        DECIDED.slug,
        GOES_WRONG.slug,
        REASONS.slug,
        HERE.slug,
    }
)

# What the page draws by hand, and all that it shows of some steps and lists with every question in it.
# Whatever else is asked there is read back after it by itself.
DRAWN: Mapping[str, frozenset[str]] = {
    "decision": frozenset({"choice", "title", "said_on", "said_where", "heard_by"}),
    BOTH_SIDES.slug: frozenset({"marks"}),
    "two-pens": frozenset({"given", "marks", "who", "how"}),
    REASONS.slug: frozenset({"own", "by", "in_theirs", *NEVER_ASKED}),
    "options": frozenset({"title", "what", "is_now"}),
    "consequences": frozenset({"text", "kind", "side", "to_whom", "said_by", "worry_of"}),
    "mitigations": frozenset({*CARD, *OF_RESTRICTIONS, *LATER}),
    "still": frozenset({"text"}),
    "not-found": frozenset({"what", "where"}),
    "differences": frozenset({"who", "view", "would_change", "next_step", *OF_DIFFERENCE}),
    "positions": frozenset({"who", "will", "wont", "not_asked", *OF_POSITION}),
    "contacts": frozenset({"name", "number", "when"}),
}
DRAWN_WHOLE = frozenset(
    {"decision", DECIDED.slug, GOES_WRONG.slug, HERE.slug, "placings", "closer"}
)
# The lists among these: what else is asked there stands beside each item.
LISTED = (DRAWN.keys() | DRAWN_WHOLE) - {step.slug for step in CONVERSATION.steps}

MOST_IN_SIGHT = 1_500  # characters that are read back on one page with nothing folded


def is_long(talk: Conversation) -> bool:
    """Whether there is so much to read back that each part stands behind its first words."""
    return sum(map(len, talk.texts())) > MOST_IN_SIGHT


@dataclass(frozen=True)
class Rest:
    """What was said, is read aloud, and the page does not draw by hand: added since, most of it."""

    talk: Conversation

    def of(self, slug: str) -> list[list[Asked]]:
        """In a step: answers of its own, then of each item of a list that no section draws."""
        forms = forms_of(self.talk, CONVERSATION.step(slug))
        said = [
            _undrawn(where, form) for where, form in forms if where == slug or where not in LISTED
        ]
        return [answers for answers in said if answers]

    def beside(self, item: Entry) -> list[Asked]:
        """In an item of a list that a section draws."""
        (listed,) = (one for one in CONVERSATION.collections() if one.slug == item.step)
        return _undrawn(item.step, listed.item_form(data=item.data, names=self.talk.names))

    def closer(self, said: Consequence) -> list[list[Asked]]:
        """In each closer look at something that could happen: who says so is for them to tell."""
        looks = [form.answered() for form in self.talk.closer_looks(said)]
        return [[a for a in look if f"{CLOSER.slug}.{a.key}" not in kept_back()] for look in looks]

    def kept(self, where: str, form: Form) -> list[str]:
        """What is not read aloud of a step or a list that is drawn with every question in it."""
        return [asked.key for asked in form if f"{where}.{asked.key}" in kept_back()]


def _undrawn(where: str, form: Form) -> list[Asked]:
    if where in DRAWN_WHOLE:
        return []
    drawn = DRAWN.get(where, frozenset())
    return [
        asked
        for asked in form.answered()
        if asked.key not in drawn and f"{where}.{asked.key}" not in kept_back()
    ]


def read_back_parts(found: Decision, talk: Conversation) -> list[ReadBack]:
    """What was said in steps that have no section and is read aloud, in order."""
    parts, after, rest = [], "", Rest(talk)
    for step in CONVERSATION.steps:
        after = step.slug if step.slug in FOLLOWED else after
        if step.slug in SECTIONS:
            continue
        if answered := rest.of(step.slug):
            title = fill(step.title, found.names)
            gist = answered[0][0].shown(answered[0][0].kept)
            there = way_to(found, step.slug)
            parts.append(ReadBack(title, there, step.slug, answered, gist, after))
    return parts


def said_in(talk: Conversation, step: Step) -> list[list[Asked]]:
    """The answers a step was given: its own, then those of each item."""
    return [list(form.answered()) for _where, form in forms_of(talk, step)]


def forms_of(talk: Conversation, step: Step) -> list[tuple[str, Form]]:
    """A step as it was answered, then each item of its lists, each with the slug it is asked under."""
    items = [(c.slug, item) for c in step.collections for item in talk.items(c)]
    return [(step.slug, talk.answers(step.slug)), *items]


@dataclass(frozen=True)
class NotAloud:
    """A part that holds words which are sealed and not read aloud: the way there and why; the questions
    they answer, where it is not all of it. A question that protects somebody is not named on a screen
    that may be handed over. but: what of it the person's copies tell all the same.
    """

    title: str
    url: str
    why: LazyString
    questions: Sequence[str] = ()
    is_whole: bool = True
    but: str = ""


def told_of_capacity(talk: Conversation) -> str:
    """What the person's own copies tell them of what was found; empty where they tell nothing."""
    if talk.decided.get("whose") == FOUND_UNABLE:
        return str(
            _(
                "%(name)s’s own copies say: “%(told)s” Tell %(name)s so before the paper does.",
                name=talk.name,
                told=WHOSE[FOUND_UNABLE],
            )
        )
    if talk.is_found_able:
        return talk.say(_("That %(name)s can decide it stands in %(name)s’s own copies."))
    return ""


def not_aloud(found: Decision, talk: Conversation) -> list[NotAloud]:
    """What is sealed and not read aloud, in the order it is asked."""
    kept = []
    for step in CONVERSATION.steps:
        title, url = fill(step.title, found.names), way_to(found, step.slug)
        if step.slug == "two-pens":
            if step.is_shown(talk.entries) and not talk.are_pens_given:
                why = _("neither pen is shown before both have marked")
                kept.append(NotAloud(title, url, why))
            continue
        asked = {
            one.question: kind
            for where, form in forms_of(talk, step)
            for one in form.answered()
            if (kind := kept_back().get(f"{where}.{one.key}")) and _is_told_of(where, one.key, kind)
        }
        if because := next((kind for kind in NOT_ALOUD if kind in asked.values()), None):
            is_whole = step.slug in kept_whole()
            named = [q for q, kind in asked.items() if kind is not DataClass.PROTECTION]
            questions = () if is_whole else named
            is_told = step is CAPACITY and told_of_capacity(talk)
            but = _("but what was found is told in %(name)s’s own copies, in a sentence")
            said = talk.say(but) if is_told else ""
            kept.append(NotAloud(title, url, NOT_ALOUD[because], questions, is_whole, said))
    return kept


@dataclass(frozen=True)
class OffTheirs:
    """A part of which answers are read aloud that none of the person's copies carries."""

    title: str
    url: str
    questions: Sequence[str]


def off_theirs(found: Decision, talk: Conversation) -> list[OffTheirs]:
    """What is read aloud, and is on none of the person's copies by what it declares, in the order it is
    asked. A tick says nothing by itself.
    """
    parts = []
    for step in CONVERSATION.steps:
        if step.slug == "two-pens" and not talk.are_pens_given:
            continue
        asked = {
            one.question: None
            for where, form in forms_of(talk, step)
            for one in form.answered()
            if set(one.spec.withheld_from) >= NOT_PERSON
            and f"{where}.{one.key}" not in kept_back()
            and one.spec.json != "yes"
        }
        if asked:
            title = fill(step.title, found.names)
            parts.append(OffTheirs(title, way_to(found, step.slug), list(asked)))
    return parts


def _is_told_of(where: str, key: str, kind: DataClass) -> bool:
    """Whether what is kept back is named: of what the page has a place for, only what protects; of the
    last screen nothing, which stands before everybody's eyes as it is asked.
    """
    has_place = key in DRAWN.get(where, ())
    return where != HERE.slug and (kind is DataClass.PROTECTION or not has_place)


# Says what is done or what is good, and speaks of nobody: it is no part of what might hurt.
OF_WHAT_IS_DONE = frozenset(
    f"{where}.{key}"
    for where, keys in {
        "what-matters": ("working",),
        "strengths": ("skills", "places", "purpose"),
        "options": ("what",),
        "mitigations": ("what", "does", "agreed_how", "sees", "responds", "fails"),
        "not-found": ("what", "where"),
        "who-decides": ("backing",),
        "if-it-goes-wrong": ("steps", "not_to", "pause"),
    }.items()
    for key in keys
)


@dataclass(frozen=True)
class OthersWords:
    """Words in the person's copy that they did not say: whose, asked what, and the way there, which
    leads back to them (`id`).
    """

    id: str
    who: str
    question: str
    words: str
    url: str

    @property
    def is_long(self) -> bool:
        return len(self.words) > MOST_READ


def others_words(found: Decision, talk: Conversation) -> list[OthersWords]:
    """All that may hurt of what others wrote and the person's copy carries: every answer in sentences,
    unless it is in their own words, named here as of what is done, or given under their name.
    """
    shown = (*CONVERSATION.shown(talk.entries), *CONVERSATION.beside)
    left = [row.replace(".", "-") for row in left_in(talk.entries, talk.name)]  # on none of theirs
    said: list[OthersWords] = []
    for step in CONVERSATION.steps:
        if step in shown:
            words = _not_theirs(found, step.slug, talk.answers(step.slug))
            said += (one for one in words if one.id.removeprefix("words-") not in left)
        for collection in step.collections:
            for entry in talk.entries.items(collection.slug):
                form = collection.item_form(data=entry.data, names=talk.names)
                who = _said_by(form)
                if not _is_theirs(talk.name, entry, who):
                    item = f"/{collection.slug}/{entry.id}"
                    said += _not_theirs(found, step.slug, form, item, who)
    return said


def _not_theirs(
    found: Decision, step: str, form: Form, item: str = "", who: str = ""
) -> Iterator[OthersWords]:
    """`item`: where it stands below its step, as a list and an id."""
    where = item.split("/")[1] if item else step
    if where == REASONS.slug and not form.field("in_theirs").kept:
        return
    there = url_for("conversation.step", ref=found.ref, step=step) + item
    for asked in form.answered():
        if (
            asked.control == "prose"
            and not asked.spec.voice
            and Copy.PERSON not in asked.spec.withheld_from
            and f"{where}.{asked.key}" not in OF_WHAT_IS_DONE
        ):
            here = f"words{item.replace('/', '-')}-{step}-{asked.key}"
            url = WayBack((f"{HERE.slug}~{here}",)).on(there)
            yield OthersWords(here, who, asked.question, asked.kept, url)


def _said_by(form: Form) -> str:
    """Under whose name an item stands, or whose worry it is."""
    names = [f for f in form if f.spec.names_it or f.key == "worry_of"]
    names += [f for f in form if f.spec.main and f.control == "line"]
    return next((str(asked.kept) for asked in names if asked.kept), "")


def _is_theirs(name: str, entry: Entry, who: str) -> bool:
    """Whether it is the person who says so; of what is hoped for, also where nobody is said to."""
    is_own = entry.get("said_by") == "person" or is_called(name, who)
    return is_own or (entry.get("side") == BENEFIT and not (who or entry.get("said_by")))


@dataclass(frozen=True)
class BeforeSeal:
    """What the balance asks, or is said beside a day, and is worth asking once more here, with the ways
    to where it is answered. kept_back: of what is not read aloud, for the practitioner alone, what may
    not be right; empty of all else.
    """

    noticed: str
    ways: list[tuple[str, str]]
    kept_back: LazyString | str = ""


def before_seal(found: Decision, talk: Conversation, today: date) -> list[BeforeSeal]:
    return [*_asked_before_seal(found, talk), *_days_before_seal(found, talk, today)]


def as_then(found: Decision, talk: Conversation, last: Rows) -> BeforeSeal | None:
    """What stands as the version before had it, although which way or whose choice has changed. `last`:
    its rows; none of a first version.
    """
    stands = stands_as_then(talk, last)
    if stands is None:
        return None
    ways = [(words, way_to(found, step, there)) for words, step, there in stands.places]
    return BeforeSeal(stands.noticed, ways)


def ways_left_over(talk: Conversation) -> list[tuple[str, str, str]]:
    """Each answer of somebody deciding for the person where it is their own choice: what was asked, the
    step and the id of its first box.
    """
    ways = []
    for row_id in prompts.DeciderLeftOver.places(talk):
        slug, _dot, key = row_id.partition(".")
        asked = talk.answers(slug).field(key)
        title = f"{talk.say(CONVERSATION.step(slug).title)}: " if row_id in OF_LAW else ""
        ways.append((f"{title}{asked.question}", slug, asked.first_id))
    return ways


def _asked_before_seal(found: Decision, talk: Conversation) -> Iterator[BeforeSeal]:
    for one in prompts.before_the_seal(talk):
        alone: LazyString | str = ""
        if one.id == prompts.OwnChoiceFoundUnable.id:
            alone = _("two answers here may not go together")
            asked = talk.answers(one.step).field("whose").question
            of = talk.say(ASSESSMENTS.title)
            ways = [
                (asked, way_to(found, one.step, one.anchor)),
                (of, way_to(found, CAPACITY.slug, ASSESSMENTS.slug)),
            ]
        elif one.id == prompts.DeciderLeftOver.id:
            left = ways_left_over(talk)
            ways = [(words, way_to(found, slug, there)) for words, slug, there in left]
            if any(slug in kept_whole() for _words, slug, _there in left):
                alone = _("answers here may not go together")
        else:
            ways = [(one.verb, way_to(found, one.step, one.anchor))]
        yield BeforeSeal(one.noticed, ways, alone)


def _days_before_seal(found: Decision, talk: Conversation, today: date) -> Iterator[BeforeSeal]:
    """What is said beside each day where it was written: of what is in force, and of what has ended when
    it did.
    """
    over = {m.id for m in talk.mitigations if not m.is_wanted}
    for step in CONVERSATION.shown(talk.entries):
        for asked in _days(talk.answers(step.slug)):
            if aside := asked.aside(today):
                url = way_to(found, step.slug, asked.first_id)
                yield _of_a_day(step.slug, asked, aside, url)
        for collection in step.collections:
            for entry in talk.entries.items(collection.slug):
                form = collection.item_form(data=entry.data, names=talk.names)
                what = next((str(f.kept) for f in form if f.spec.main and f.kept), "")
                url = way_to(found, step.slug, f"/{collection.slug}/{entry.id}")
                for asked in _days(form):
                    is_of_now = entry.id not in over or asked.key in OF_ENDING
                    if is_of_now and (aside := asked.aside(today)):
                        there = f"{url}#{asked.first_id}"
                        yield _of_a_day(collection.slug, asked, aside, there, what)


def _days(form: Form) -> Iterator[DayField]:
    return (f for f in form if isinstance(f, DayField) and f.kept and f.is_asked(form.kept))


def _of_a_day(
    where: str, asked: DayField, aside: LazyString | str, url: str, what: str = ""
) -> BeforeSeal:
    """`where`: the step or list that asks it. `what`: the thing of a list that the day is of."""
    question = asked.question.rstrip("?")
    said = _("%(question)s: %(day)s.", question=question, day=asked.shown(asked.kept))
    of = f"“{prompts.quote(what)}”. " if what else ""
    end = "" if str(aside).endswith("?") else "."
    way = (str(_("Change the day: %(question)s", question=question)), url)
    aloud = f"{where}.{asked.key}" not in kept_back()
    return BeforeSeal(
        f"{of}{said} {aside}{end}", [way], "" if aloud else _("a day may not be right")
    )


def not_yet(
    found: Decision, talk: Conversation, again: Sequence[AskAgain] = ()
) -> list[tuple[str, str]]:
    """Of what every conversation is asked, what has not been talked about, in words, with where to say
    it; but for what is asked `again`, which is named apart.

    Read back with the person, perhaps with somebody beside them: what protects them is named elsewhere.
    """
    said = []
    for step in CONVERSATION.shown(talk.entries)[:-1]:
        if step.slug == "both-sides":
            said += [(words, way_to(found, step.slug, box)) for words, box in _quiet_cells(talk)]
            continue
        if step.applies is not always:
            continue
        data = talk.entries.data(step.slug)
        for asked in step.form(names=found.names):
            way = way_to(found, step.slug, asked.first_id)
            is_open = asked.key not in data and asked.is_asked(data)
            if is_open and not _protects(asked) and way not in {line.url for line in again}:
                said.append((asked.question, way))
        for collection in step.collections:
            if not talk.entries.items(collection.slug):
                title = fill(collection.title, found.names)
                said.append((title, way_to(found, step.slug, collection.slug)))
    return said


def not_yet_opened(found: Decision, talk: Conversation) -> list[tuple[str, str]]:
    """The same of each part that was opened, whole: its questions would bury the six screens'. Who took
    part may be said on this page already.
    """
    said = []
    for step in CONVERSATION.shown(talk.entries)[:-1]:
        title, state = fill(step.title, found.names), step.state(talk.entries)
        is_told = step is AGREEMENT and talk.is_part_told and state == State.NOT_YET
        if step.applies is not always and state in (State.NOT_YET, State.STARTED) and not is_told:
            some = str(_("%(part)s: some of it", part=title))
            said.append((title if state == State.NOT_YET else some, way_to(found, step.slug)))
    return said


def not_yet_besides(talk: Conversation) -> str:
    """How much more the record will say "not yet talked about" of, beside what `not_yet` names: kinds on
    the balance, the parts of each card, the questions of parts that were begun. Empty where of nothing.
    """
    cells = [
        option.cell(kind, side)
        for option in picture_options(talk)
        for kind in KINDS
        for side in balance.SIDES
        if any(entry.side == side for entry in option.entries)  # an empty side is named whole
    ]
    cards = [getattr(m, key) for m in talk.wanted for key in ("does", "takes_away", "still")]
    cards += [p.get(key) for p in talk.positions for key in ("will", "wont")]
    cards += [m.ends_on for m in talk.restrictions]
    begun = [
        step
        for step in CONVERSATION.shown(talk.entries)
        if step.applies is not always and step.state(talk.entries) == State.STARTED
    ]
    asked = [
        asked.kept is not None
        for step in begun
        for where, form in forms_of(talk, step)
        for asked in form
        if asked.spec.json != "yes"
        and asked.is_asked(form.kept)
        and not has_nobody(where, asked.key, form.kept, talk.name)
    ]
    more = [*cells, *cards, *asked]
    silent = sum(not said for said in more)
    if silent > 1:
        return str(
            _(
                "%(number)s more answers are still open: kinds nobody has spoken of on the balance, "
                "and questions about one thing or in a part that was begun. The record will say so "
                "of each.",
                number=silent,
            )
        )
    return str(_("One more answer is still open. The record will say so.")) if silent else ""


@dataclass(frozen=True)
class AskAgain:
    """A question that is asked again for each version and has no answer in this one yet: what the last
    version said, and the way to it.
    """

    question: str
    was: str
    url: str
    protects: bool
    said: str = ""  # what was chosen, and in which version; an answer in words has none


def ask_again(found: Decision, talk: Conversation, last: Rows) -> list[AskAgain]:
    """What the last version said of its own day, and this one does not say yet."""
    lines = []
    for slug, keys in OF_ITS_DAY.items():
        for asked in talk.answers(slug).some(keys):
            row_id = f"{slug}.{asked.key}"
            before, said = talk.before.get(row_id), last.get(row_id)
            was = before.shown if before else str(said["shown"]) if said else ""
            if not was or asked.kept is not None:
                continue
            beside = asked.spec.only_if
            data = talk.entries.data(slug)
            if beside is None or beside[0] not in data or asked.is_asked(data):
                url, told = way_to(found, slug, asked.first_id), before.words if before else ""
                lines.append(AskAgain(asked.question, was, url, _protects(asked), told))
    return lines


def safety_not_asked(found: Decision, talk: Conversation, last: Rows) -> list[tuple[str, str]]:
    """What was not asked yet about danger and pressure, each with what an earlier version said; for the
    practitioner alone.
    """
    said = talk.decision
    number = found.versions
    was = {
        line.question: line.said
        or str(_("Version %(number)s said: %(said)s", number=number, said=line.was))
        for line in ask_again(found, talk, last)
    }
    return [
        (asked.question, was.get(asked.question, ""))
        for asked in talk.answers("decision")
        if _protects(asked)
        and asked.key not in said
        and (asked.question in was or asked.is_asked(said))
    ]


def _protects(asked: Asked) -> bool:
    return asked.spec.data_class is DataClass.PROTECTION


def _quiet_cells(talk: Conversation) -> list[tuple[str, str]]:
    """The sides of each option nobody has said anything of, each with the id of its box."""
    return [
        (
            str(
                _(
                    "%(option)s: %(lane)s",
                    option=option.heading,
                    lane=str(balance.LANES[option.is_now][side]).lower(),
                )
            ),
            CONSEQUENCES.anchor(AddSlot(option.id, BENEFIT if side == "hope" else HARM)),
        )
        for option in talk.options
        for side, said in _lanes(option)
        if not said
    ]


def _lanes(option: Option) -> list[tuple[Side, list[Consequence]]]:
    return [("hope", option.hoped_for), ("worry", option.feared)]
