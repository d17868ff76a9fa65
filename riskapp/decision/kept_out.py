"""Who is kept out of it: who is not to be told something, and whom the person does not want involved."""

from __future__ import annotations

import re

from riskapp.decision.conversation import Conversation
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.decision.steps.strengths import PEOPLE

WORD = re.compile(r"\w{3,}")
OF_ANYBODY = frozenset({"and", "for", "her", "him", "his", "mrs", "not", "the", "their"})


def not_told(talk: Conversation) -> str:
    """Who must not be told, and of what, as somebody wrote it."""
    return str(talk.entries.data(SHARING.slug).get("left_out", ""))


def not_involved(talk: Conversation) -> list[str]:
    """Whom the person does not want involved, by name."""
    people = talk.entries.items(PEOPLE.slug)
    return [str(one["who"]) for one in people if one.get("not_involved") and one.get("who")]


def may_name(talk: Conversation, words: str) -> bool:
    """Whether words may name one of them, by any word of a name; the person's own is everywhere and
    tells nothing.
    """
    kept_out = _words(" ".join([not_told(talk), *not_involved(talk)]))
    return bool(_words(words) & kept_out - _words(talk.name))


def names(talk: Conversation, words: str) -> bool:
    """The same of words in sentences, of which only those with a capital can be a name."""
    return may_name(talk, " ".join(word for word in WORD.findall(words) if word[0].isupper()))


def _words(said: str) -> frozenset[str]:
    return frozenset(WORD.findall(said.casefold())) - OF_ANYBODY
