"""What reading a text of ten times the length takes, of texts that a pattern could make a server hang with.

    python -m tests.bench.bench_reading [ROUNDS]

Tests count calls, and see none while a regular expression looks or a slice is copied. Each round reads each
text short and long, in turn, so that what else the machine does hits all alike; the quickest counts.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import partial

from riskapp.decision.reading_age import long_sentences
from riskapp.learning.writing.noticing import notices
from riskapp.library.queries import get_words
from riskapp.platform.versions.fonts import as_printed

ROUNDS = 9
SHORT, LONG = 10_000, 100_000
MOST = 20  # times as long: the length alone makes it 10, and a square 100
# How each is read, and of what: what is said again and again, or (begins | again and again | ends).
READ: dict[str, tuple[Callable[[str], object], list[str]]] = {
    "noticing": (
        notices,
        [
            *("'a ", "‘a’", "‘a |a’ |", '"', '"\n', "“", "„a ", "«a ", "a\u00ad", "a’|\u00ad|"),
            *("|.|a", "\n ", "not ", "had the a her ", "because the ", "staff failed to ring "),
            *("“|staff failed to ring |", "nurses were never never not not not not late "),
        ],
    ),
    "long sentences": (long_sentences, ["“", '"', "“|I go. |", "a’", ".” ", ".|”|a"]),
    "words of a prompt": (
        get_words("harm-by-another").find,
        ["scared of her no not won't the ", "a", "a’", "|.|a"],
    ),
    "as printed": (as_printed, ["e\u0301", "e|\u0301|", "\u00ad"]),
}


def text_of(size: int, said: str) -> str:
    begins, again, ends = said.split("|") if "|" in said else ("", said, "")
    return f"{(begins + again * size)[: size - len(ends)]}{ends}"


def milliseconds(read: Callable[[], object]) -> float:
    began = time.perf_counter()
    read()
    return 1e3 * (time.perf_counter() - began)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    every = {
        f"{how}: {said!r}": [partial(read, text_of(size, said)) for size in (SHORT, LONG)]
        for how, (read, texts) in READ.items()
        for said in texts
    }
    least = {name: [float("inf")] * 2 for name in every}
    gc.disable()  # a collection in the midst of the longer one would count as its own
    for turn in range(rounds + 1):
        for name, reads in every.items():
            taken = [milliseconds(read) for read in reads]
            if turn:  # the first one warms up
                least[name] = [min(pair) for pair in zip(least[name], taken, strict=True)]
    ratios = {name: long / short for name, (short, long) in least.items()}
    print(f"{'characters, ms':60} {SHORT:8,} {LONG:8,} {'x':>6}")
    for name, (short, long) in least.items():
        print(f"{name:60} {short:8.2f} {long:8.2f} {ratios[name]:6.1f}")
    missed = [name for name, ratio in ratios.items() if ratio > MOST]
    print(f"each at most {MOST} x: {'MISSED' if missed else 'met'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
