"""Measures the writing helper on tests/learning/corpus: `python -m scripts.measure_wording`.

The open half was used while rules were written; the notes, their names and the sentences of every other
file were written by somebody who had not seen a rule, and all but those of a half still held back
have been read since. `--misses` prints each sentence that went wrong.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from riskapp.learning.names import occurring, seen
from riskapp.learning.writing.noticing import notices

CORPUS = Path(__file__).parents[1] / "tests" / "learning" / "corpus"
READ = {
    "open": "The half the rules were written with",
    "open_second": "The second, read since",
    "open_third": "The third, read since",
    "open_fourth": "The fourth, read since",
    "held_back": "The first half held back",
    "second_held_back": "The second half held back",
}
# Never read by whoever writes a rule: what went wrong in it is told by nothing here.
UNREAD = {"third_held_back": "The third half held back"}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Measured:
    """What was rightly found, what was missed, and what was found and should not have been."""

    found: int
    missed: Sequence[str]
    wrongly: Sequence[str]

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.wrongly))


def sentences(half: str) -> Measured:
    """Of the sentences of one half of `READ` or `UNREAD`."""
    told = _read(f"{half}.toml")["sentence"]
    said = [(one["text"], one["notices"], bool(notices(one["text"]))) for one in told]
    return Measured(
        found=sum(is_noticed for _text, should, is_noticed in said if should),
        missed=[text for text, should, is_noticed in said if should and not is_noticed],
        wrongly=[text for text, should, is_noticed in said if is_noticed and not should],
    )


def names() -> Measured:
    """Of the names in the held-back narratives: found where no letter of one is left standing."""
    told = _read("held_back_names.toml")
    missed: list[str] = []
    wrongly: list[str] = []
    found = 0
    for one in told["narrative"]:
        text, listed = seen(one["text"]), occurring(told["directory"], one["text"])
        for name in map(seen, one["names"]):
            if _is_gone(name, listed):
                found += 1
            else:
                missed.append(f"{name}: {text}")
        wrongly += (f"{word}: {text}" for word in _beside(listed, one["names"]))
    return Measured(found, missed, wrongly)


def _is_gone(name: str, listed: Iterable[str]) -> bool:
    """Whether of a name nothing would be left but single letters, once what was found is gone."""
    for word in sorted(listed, key=len, reverse=True):
        name = name.replace(word, " ")
    return not [part for part in _WORD.findall(name) if len(part) > 1]


def _beside(listed: Iterable[str], named: Sequence[str]) -> Iterator[str]:
    said = " ".join(map(seen, named))
    yield from (
        word for word in listed if word not in said and not set(word.split()) & {*said.split()}
    )


def false_alarms() -> tuple[list[str], list[str], int]:
    """In the ordinary notes: words noticed, words taken for names, and how many words there are."""
    text = (CORPUS / "ordinary_notes.txt").read_text(encoding="utf-8")
    directory = _read("held_back_names.toml")["directory"]
    return [n.words for n in notices(text)], occurring(directory, text), len(text.split())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / name).read_text(encoding="utf-8"))


def main() -> None:
    tells = "--misses" in sys.argv
    for title, measured in (
        *((title, sentences(half)) for half, title in {**READ, **UNREAD}.items()),
        ("Names, all held back", names()),
    ):
        print(f"{title}: recall {measured.recall:.3f}, precision {measured.precision:.3f}")
        if tells and title not in UNREAD.values():
            print(*(f"  missed: {text}" for text in measured.missed), sep="\n")
            print(*(f"  wrongly: {text}" for text in measured.wrongly), sep="\n")
    said, named, size = false_alarms()
    for title, found in (("words", said), ("names", named)):
        print(f"False alarms in ordinary notes, {title}: {1_000 * len(found) / size:.2f} in 1,000")
        if tells:
            print(*(f"  {words}" for words in found), sep="\n")


if __name__ == "__main__":
    main()
