"""Passwords: what is good enough, and how it is kept.

Long rather than complicated. What leans on a few well-known words, on names around the user, or
on a run of keys is refused, for that is what gets guessed; nothing is asked about capitals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from riskapp.config import Config
from riskapp.platform.i18n import LazyString, _

SHORTEST = 15
LONGEST = 128
# What must be left once every well-known part is taken out.
LEFT_OVER = 6
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv",
)
_RUN = 4
_DISGUISES = str.maketrans("0134578@$!", "oieastbasi")
_REPEATED = re.compile(r"(.+?)\1+")
_FILE = Path(__file__).parent / "content" / "well_known_words.txt"


@lru_cache
def well_known_words() -> tuple[str, ...]:
    """Longest first, so that a word is taken out before the shorter ones inside it."""
    lines = _FILE.read_text(encoding="utf-8").split()
    return tuple(sorted(set(lines), key=lambda word: (-len(word), word)))


def refusal(password: str, about: Iterable[str] = ()) -> LazyString | None:
    """Why a password will not do, as a sentence; None if it will.

    `about`: the user's name and e-mail address, the organisation, words of the instance.
    """
    if len(password) < SHORTEST:
        return _(
            "Use %(count)s characters or more. A few words in a row are easy to remember.",
            count=SHORTEST,
        )
    if len(password) > LONGEST:
        return _("Use %(count)s characters or fewer.", count=LONGEST)
    if len(_left_over(password, about)) < LEFT_OVER:
        return _("This is too easy to guess. Use words that have nothing to do with you or work.")
    return None


def _left_over(password: str, about: Iterable[str]) -> str:
    near = {part for text in about for part in re.findall(r"\w{4,}", _plain(text))}
    words = (*sorted(near, key=len, reverse=True), *well_known_words())
    spellings = (_plain(password), _plain(password).translate(_DISGUISES))
    return min((_without(text, words) for text in spellings), key=len)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _without(text: str, words: Iterable[str]) -> str:
    for word in words:
        text = text.replace(word, " ")
    text = _REPEATED.sub(r"\1", _without_runs(text))
    return re.sub(r"[\W\d_]", "", text)


def _without_runs(text: str) -> str:
    """Takes out four or more neighbours of alphabet, digits or a row of keys, either way."""
    for run in (*_RUNS, *(r[::-1] for r in _RUNS)):
        for size in range(len(run), _RUN - 1, -1):
            for start in range(len(run) - size + 1):
                text = text.replace(run[start : start + size], " ")
    return text


@dataclass(frozen=True)
class Passwords:
    """Argon2id with the costs of the configuration."""

    config: Config = field(repr=False)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(
            time_cost=self.config.password_rounds,
            memory_cost=self.config.password_kib,
            parallelism=self.config.password_lanes,
        )

    @cached_property
    def nobody(self) -> str:
        """The hash that an unknown user's password is held against, so that both take as long."""
        return self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        return self._hasher.hash(_normal(password))

    def matches(self, kept: str, password: str) -> bool:
        """Whether it is the password; one that is too long is not even looked at."""
        if len(password) > LONGEST:
            return False
        try:
            return self._hasher.verify(kept, _normal(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_outdated(self, kept: str) -> bool:
        return self._hasher.check_needs_rehash(kept)

    def refusal(self, password: str, *about: str) -> LazyString | None:
        known = (*about, self.config.organisation, *self.config.refused_words)
        return refusal(password, known)


def _normal(password: str) -> bytes:
    # One spelling, whichever keyboard: an é may come as one character or as two.
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
