"""Words that label people or blame them stand nowhere in what riskapp shows."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

RISKAPP = Path(__file__).parents[2] / "riskapp"

# What to avoid, as a pattern, and what to say instead.
AVOID = {
    r"wander\w*": "walks to…, goes out",
    r"abscond\w*": "left at 3pm, looking for…",
    r"refus(e|es|ed|ing|al)s?": "chose not to, because…",
    r"non-?compli\w*": "prefers…",
    r"complian(t|ce)": "agreed plan",
    r"challenging behaviou?r": "distress; angry because…",
    r"challeng(e|es|ing)": "distress; angry because…",
    r"service users?": "the name",
    r"clients?": "the name",
    r"sufferers?|suffer(s|ed|ing)?": "person living with…",
    r"victims?": "the name; people harmed",
    r"demented|senile": "person living with dementia",
    r"hard to reach|won[’']t engage|disengaged": "we have not found a way yet",
    r"vulnerab\w+": "at risk of … from …",
    r"accessing the community": "going to the pub, choir…",
    r"placements?": "home; support from…",
    r"non-?verbal": "communicates without words by…",
    r"allow(s|ed|ing)?|permit(s|ted|ting)?|let(s|ting)?": "decides, is supported to",
    r"lacks? (insight|capacity)": "sees it differently; on DATE could not … for …",
    r"attention[- ]seeking|manipulativ\w+": "is asking for…",
    r"high[- ]risk|low[- ]risk|medium[- ]risk": "high concern about … for …",
    r"bed[- ]blockers?|frequent flyers?": "the name; what is missing",
    r"unwise": "unusual; others would choose differently",
    r"failed to|should have|could easily have": "what happened; what made it harder",
    r"(a|the) positive risks?(?!-)": "positive risk-taking",
    r"hazards?": "worry",
    r"control measures?": "what would help",
    r"residual risks?": "what could still happen",
    r"approv(e|es|ed|al|ing)": "backed by",
    r"incidents?": "what happened",
    r"root causes?|human errors?": "what made this more or less likely",
    r"perpetrators?|offenders?|breach(es|ed)?": "role; what happened",
    r"risk (scores?|ratings?|levels?|matrix)|traffic lights?": "words",
    r"acid test": "facts, and no conclusion",
    r"deprivation of liberty": "liberty facts",
    r"none marked": "nothing marked here yet",
}
FORBIDDEN = {
    re.compile(rf"\b(?:{one})\b", re.IGNORECASE): instead for one, instead in AVOID.items()
}

# In a content file, what is looked for in what people write, and examples: never shown to them.
LOOKED_FOR = frozenset({"notices", "unless", "fires_on", "silent_on", "phrases", "together_with"})

Said = Iterator[tuple[str, str]]


def _in_templates() -> Said:
    for path in sorted((RISKAPP / "templates").rglob("*.html")):
        text = re.sub(
            r"\{#.*?#\}|<!--.*?-->", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for marked in re.findall(r"""\b_\(\s*("[^"]*"|'[^']*')""", text):
            yield _name(path), marked[1:-1]
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", " ", text, flags=re.DOTALL)
        yield _name(path), bare


def _in_python(folder: str) -> Said:
    for path in sorted((RISKAPP / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(node) for node in ast.walk(tree) for node in _docstring(node)}
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in silent
            ):
                yield _name(path), node.value


def _docstring(node: ast.AST) -> Iterator[ast.AST]:
    """Text that stands as a statement of its own is for those who read the code."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            yield child.value


def _in_content() -> Said:
    for path in sorted((RISKAPP / "library" / "content").rglob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        shown = {key: value for key, value in said.items() if key not in LOOKED_FOR}
        yield from ((_name(path), text) for text in _texts(shown))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _name(path: Path) -> str:
    return path.relative_to(RISKAPP).as_posix()


def _found(said: Said) -> list[str]:
    return [
        f"{where}: “{match[0]}” in “{' '.join(text.split())[:90]}”: try {instead}"
        for where, text in said
        for pattern, instead in FORBIDDEN.items()
        if (match := pattern.search(text))
    ]


def test_no_template_shows_a_word_to_avoid() -> None:
    assert _found(_in_templates()) == []


@pytest.mark.parametrize(
    "folder", ["decision", "governance", "learning", "library", "panel", "people"]
)
def test_no_text_of_a_feature_holds_a_word_to_avoid(folder: str) -> None:
    assert _found(_in_python(folder)) == []


def test_no_content_file_holds_a_word_to_avoid() -> None:
    assert _found(_in_content()) == []


def test_nothing_is_read_past() -> None:
    """The scan sees the words it should: a few that are known to stand in each place."""
    assert any("Skip to main content" in text for _where, text in _in_templates())
    assert any("own words" in text for _where, text in _in_python("decision"))
    assert any("Ring 999" in text for _where, text in _in_content())


@pytest.mark.parametrize(
    "sentence",
    [
        "He was wandering at night.",
        "A service user",
        "She refuses care",
        "This is a positive risk",
        "High-risk person",
        "Approve the plan",
        "vulnerable adults",
        "They let him out",
        "Staff should have known",
    ],
)
def test_each_kind_of_word_to_avoid_would_be_seen(sentence: str) -> None:
    assert _found(iter([("x.html", sentence)]))


@pytest.mark.parametrize(
    "sentence", ["positive risk-taking", "a letter", "in case of rain", "a planned outlet", "risk"]
)
def test_ordinary_words_are_left_in_peace(sentence: str) -> None:
    assert _found(iter([("x.html", sentence)])) == []
