"""A field is added in one place and a step in two: done here to a copy of riskapp, and used."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from riskapp.decision.aloud import kept_whole
from riskapp.decision.journeys import BESIDE, CONVERSATION, RECORD
from riskapp.platform.entries.reading import Entries
from riskapp.platform.wizard.steps import always
from tests.house.reading_what_was_added import heard

ROOT = Path(__file__).parents[2]
RISKAPP = ROOT / "riskapp"
USING = Path(__file__).parent / "using_what_was_added.py"
READING = Path(__file__).parent / "reading_what_was_added.py"
HEARD = "The kingfisher came back on Tuesday"

FIELD = '    seen_from_window = line(_("What is seen from the window?"))\n'
ITEM_FIELD = '    heard_at_door = line(_("What is heard at the door?"))\n'
SURE = '    sure = one_of(_("How sure are they?"), [("very", _("Very sure")), ("not", _("Not at all"))])\n'
DIFFERING = "decision/steps/what_was_decided.py"
IMPORTED = (
    "from riskapp.decision.rules import FULL_ONLY\n"
    "from riskapp.platform.forms import DataClass, line as added\n"
)
ADDED_SINCE = '    added_since = added(_("Added since?"))\n'
FULL = "data_class=DataClass.{}, withheld_from=FULL_ONLY)\n"
PROTECTS = f'    protects = added(_("Protects?"), {FULL.format("PROTECTION")}'
OF_OTHERS = f'    added_since = added(_("Added since?"), {FULL.format("ABOUT_OTHERS")}'
HERE = "read-back"  # where its own questions are asked
STEP = '''"""A page about the garden."""

from __future__ import annotations

from riskapp.platform.forms import Form, line, one_of, prose
from riskapp.platform.i18n import _
from riskapp.platform.wizard import Collection, Step


class Garden(Form):
    gate = prose(_("What happens at the gate?"))
    season = one_of(_("In which season?"), [("dry", _("Dry")), ("wet", _("Wet"))])


class Bird(Form):
    name = line(_("Which bird?"), main=True)


BIRDS = Collection(slug="birds", title=_("Birds"), one=_("a bird"), item_form=Bird)

STEP = Step(slug="garden", title=_("The garden of %(name)s"), form=Garden, collections=(BIRDS,))
'''


@dataclass
class Copy:
    """The package as it would stand after somebody's change."""

    folder: Path

    def add(self, file: str, after: str, line: str) -> None:
        """A line in a file, under another."""
        path = self.folder / "riskapp" / file
        text = path.read_text("utf-8")
        assert text.count(after) == 1, f"{after!r} in {file}"
        path.write_text(text.replace(after, after + line), "utf-8")

    def touched(self) -> set[str]:
        """The files that are not as they are here."""
        found = set()
        for path in (self.folder / "riskapp").rglob("*.*"):
            inside = path.relative_to(self.folder / "riskapp")
            if path.is_file() and inside.parts[0] != "static" and "__pycache__" not in inside.parts:
                ours = RISKAPP / inside
                if not ours.is_file() or not filecmp.cmp(path, ours, shallow=False):
                    found.add(inside.as_posix())
        return found

    def use(self, step: str, *typed: dict[str, str]) -> dict[str, Any]:
        """A conversation held with the copy, in a process of its own; what was seen on the way. `typed`:
        on one page, each time it is saved.
        """
        seen = self.run(USING, step, json.dumps(typed))
        assert seen["package"] == str(self.folder / "riskapp")
        return seen

    def run(self, script: Path, *arguments: str) -> dict[str, Any]:
        paths = os.pathsep.join((str(self.folder), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-P", str(script), *arguments],
            cwd=self.folder, env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        seen: dict[str, Any] = json.loads(done.stdout)
        return seen


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Everything but what set-up builds, which is borrowed."""
    ignored = shutil.ignore_patterns("__pycache__", "static")
    shutil.copytree(RISKAPP, tmp_path / "riskapp", ignore=ignored)
    (tmp_path / "riskapp" / "static").symlink_to(RISKAPP / "static")
    return Copy(tmp_path)


def assert_everywhere(seen: dict[str, Any], question: str, answer: str, row: str) -> None:
    """Asked, kept, read back, sealed, exported, described, and read in again."""
    assert question in seen["step"]
    assert answer in seen["step again"]
    assert f"{question} {answer}" in seen["read back"]
    assert seen["rows"][row]["question"] == question
    assert seen["rows"][row]["value"] == answer
    assert answer in json.dumps(seen["export"]["answers"]) + json.dumps(seen["export"]["items"])
    assert question in json.dumps(seen["schema"])
    assert seen["import"] == seen["export"]


def add_a_field(copy: Copy) -> dict[str, Any]:
    copy.add("decision/steps/decision.py", "class TheDecision(Form):\n", FIELD)
    assert copy.touched() == {"decision/steps/decision.py"}
    return copy.use("decision", {"seen_from_window": HEARD})


def add_a_field_of_an_item(copy: Copy) -> dict[str, Any]:
    copy.add("decision/steps/if_it_goes_wrong.py", "class Contact(Form):\n", ITEM_FIELD)
    assert copy.touched() == {"decision/steps/if_it_goes_wrong.py"}
    typed = {"contacts..-name": "Joan", "contacts..-heard_at_door": HEARD}
    return copy.use("if-it-goes-wrong", typed)


def add_a_choice_of_each_who_differs(copy: Copy) -> dict[str, Any]:
    copy.add(DIFFERING, "class Difference(Form):\n", SURE)
    joan, derek = (
        {"differences..-who": who, "differences..-sure": sure}
        for who, sure in (("Joan", "very"), ("Derek", "not"))
    )
    return copy.use("what-was-decided", joan, derek)


def add_a_step(copy: Copy, after: str = "decision.STEP,\n") -> dict[str, Any]:
    (copy.folder / "riskapp/decision/steps/garden.py").write_text(STEP, "utf-8")
    copy.add("decision/journeys.py", "    doors,\n", "    garden,\n")
    indent = " " * 16
    copy.add("decision/journeys.py", f"{indent}{after}", f"{indent}garden.STEP,\n")
    assert copy.touched() == {"decision/steps/garden.py", "decision/journeys.py"}
    typed = {"gate": HEARD, "season": "wet", "birds..-name": "A wren"}
    return copy.use("garden", typed)


def test_a_field_is_one_line_in_one_file(copy: Copy) -> None:
    seen = add_a_field(copy)
    assert_everywhere(seen, "What is seen from the window?", HEARD, "decision.seen_from_window")


def test_a_field_of_an_item_is_one_line_in_one_file(copy: Copy) -> None:
    seen = add_a_field_of_an_item(copy)
    assert_everywhere(seen, "What is heard at the door?", HEARD, "contacts.1.heard_at_door")


def test_what_two_people_answer_is_printed_under_the_name_of_each(copy: Copy) -> None:
    """In the full record, on paper and on screen, and in the person's copy."""
    seen = add_a_choice_of_each_who_differs(copy)
    joan, derek = (
        f"Who sees it differently: {who} How sure are they? {sure}"
        for who, sure in (("Joan", "Very sure"), ("Derek", "Not at all"))
    )
    for copied in ("record", "twin", "person"):
        assert f"Also talked about {joan} {derek}" in " ".join(seen[copied].split()), copied


def test_one_word_gives_what_is_asked_of_who_differs_its_place(copy: Copy) -> None:
    """Off the screen and on the item's own page, read back, and on paper under whose it is."""
    copy.add(DIFFERING, "OF_DIFFERENCE = (", '"sure", ')
    seen = add_a_choice_of_each_who_differs(copy)
    assert copy.touched() == {DIFFERING}
    assert "How sure are they?" not in seen["step"]
    assert "How sure are they?" in seen["step again"]
    order = ["Joan", "How sure are they? Very sure", "Derek", "How sure are they? Not at all"]
    for place in ("read back", "record", "twin", "person"):
        words = " ".join(seen[place].split())
        assert "Also talked about" not in words
        begins = words.index(order[1])
        found = [words.rindex("Joan", 0, begins), *(words.index(one, begins) for one in order[1:])]
        assert found == sorted(found), place
        assert "?:" not in words, place


def test_a_step_is_its_file_and_its_place_in_the_order(copy: Copy) -> None:
    seen = add_a_step(copy)
    assert "The garden of Maureen" in seen["step"]
    screens = len(CONVERSATION.shown(Entries())) + 1
    assert f"Screen 2 of {screens}" in seen["step"]
    assert "The garden of Maureen" in seen["home"]
    assert_everywhere(seen, "What happens at the gate?", HEARD, "garden.gate")
    assert seen["rows"]["garden.season"]["shown"] == "Wet"
    assert seen["rows"]["birds.1.name"]["value"] == "A wren"


@pytest.mark.parametrize("follows", ["both-sides", "what-would-help", "if-it-goes-wrong"])
def test_a_step_is_read_back_and_printed_after_the_one_it_follows(copy: Copy, follows: str) -> None:
    seen = add_a_step(copy, f"{follows.replace('-', '_')}.STEP,\n")
    told, record = seen["read back"], seen["record"]
    garden = ["The garden of Maureen", "In which season? Wet", "Which bird? A wren"]
    sections = {
        "decision": "What Maureen wants, and why now",
        "both-sides": "Both sides",
        "what-would-help": "What would help, and what it takes away",
        "what-was-decided": "Who sees it differently",
        "if-it-goes-wrong": "If it goes wrong, and when you look again",
        "": "Capacity for this decision",
    }
    place, titles = list(sections).index(follows) + 1, list(sections.values())
    order = [*titles[:place], *garden, *titles[place:]]
    found = [told.find(f"{words} ") for words in order]
    assert -1 not in found, order[found.index(-1)]
    assert found == sorted(found)
    assert told.count(HEARD) == record.count(HEARD) == 1
    parts = {
        "both-sides": "What would help, and what it takes away",
        "what-would-help": "If it goes wrong",
        "if-it-goes-wrong": "The reasons, in plain words",
    }
    begins = [record.find(words) for words in parts.values()]
    assert -1 not in begins
    assert sum(one < record.find(HEARD) for one in begins) == list(parts).index(follows)


def add_a_field_everywhere(copy: Copy, line: str = ADDED_SINCE) -> set[str]:
    """A question in each form of a record that is declared as a class; the slugs it is asked under. Not
    in the lists of what is said since: what is asked there has its place on paper from the first.
    """
    asked = set()
    for step in RECORD.steps:
        lists = () if step in BESIDE else step.collections
        forms = {step.slug: step.form, **{c.slug: c.item_form for c in lists}}
        for slug, form in forms.items():
            file = f"decision/steps/{form.__module__.rpartition('.')[2]}.py"
            text = (copy.folder / "riskapp" / file).read_text("utf-8")
            declared = f"class {form.__name__}(Form):\n"
            if declared in text:  # the others are made of what a law asks
                if f"{declared}{line}" not in text:
                    copy.add(file, declared, line)
                if IMPORTED not in text:
                    copy.add(file, "from __future__ import annotations\n", IMPORTED)
                asked.add(slug)
    return asked


def test_whatever_is_asked_is_read_back_and_printed_wherever_it_was_added(copy: Copy) -> None:
    """In a step of the six screens, beside them or behind a door, and in an item of a list; but for what
    is added to a part of which nothing is read aloud.
    """
    added = add_a_field_everywhere(copy)
    asked = {slug for step in CONVERSATION.steps for slug in step.slugs} & added
    assert {
        "both-sides",
        "what-would-help",
        "mitigations",
        "contacts",
        "closer",
        "placings",
    } < asked
    seen = copy.run(READING)
    kept = {slug for step in CONVERSATION.steps if step.slug in kept_whole() for slug in step.slugs}
    for place, except_for in (("read back", {HERE} | kept), ("full", set()), ("person", set())):
        told = {slug: seen[place].count(heard(slug)) for slug in asked - except_for}
        assert {slug: times for slug, times in told.items() if times != 1} == {}, place
    assert seen["unprinted"] == []


SIX_SCREENS = {slug for step in CONVERSATION.steps if step.applies is always for slug in step.slugs}


@pytest.mark.parametrize(
    ("line", "aloud"),
    [(ADDED_SINCE + PROTECTS, SIX_SCREENS), (OF_OTHERS, set())],
    ids=["protects", "others"],
)
def test_what_is_not_read_aloud_is_on_neither_the_page_nor_the_draft(
    copy: Copy, line: str, aloud: set[str]
) -> None:
    """Of a part beyond the six screens in which something protects somebody, nothing at all; and nothing
    about somebody else that the full record alone carries.
    """
    asked = add_a_field_everywhere(copy, line) - {HERE}
    seen = copy.run(READING)
    for place in ("read back", "draft"):
        assert {slug for slug in asked if heard(slug) in seen[place]} == asked & aloud, place


@pytest.mark.parametrize(
    ("add", "expected"),
    [
        (add_a_field, ["What is seen from the window?", HEARD]),
        (add_a_field_of_an_item, ["What is heard at the door?", HEARD]),
        (add_a_step, ["What happens at the gate?", HEARD, "In which season?", "Wet", "A wren"]),
    ],
)
def test_what_was_added_is_printed_in_the_full_record(
    copy: Copy, add: Callable[[Copy], dict[str, Any]], expected: list[str]
) -> None:
    """Though no template of a printed page has heard of it."""
    seen = add(copy)
    for place in ("record", "twin"):
        for words in expected:
            assert words in seen[place], f"the full record ({place}) leaves out {words!r}"
