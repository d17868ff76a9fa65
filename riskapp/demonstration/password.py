"""The one password of a demonstration: made anew for each instance, and easy to type."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

from riskapp.accounts.passwords import Passwords

_FILE = Path(__file__).parent / "content" / "password_words.txt"
HOW_MANY = 5


def make_password(passwords: Passwords, about: Iterable[str]) -> str:
    """Plain words by chance, such as nobody would be refused.

    `about`: the names and e-mail addresses of all who will have it.
    """
    words, known = _FILE.read_text(encoding="utf-8").split(), tuple(about)
    while True:
        made = " ".join(secrets.choice(words) for _number in range(HOW_MANY))
        if passwords.refusal(made, *known) is None:
            return made
