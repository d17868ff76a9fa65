"""Who is kept out of it: who is not to be told something, and whom the person does not want involved."""

from __future__ import annotations

import re

from riskapp.decision.conversation import Conversation
from riskapp.decision.steps.sharing import STEP as SHARING
from riskapp.decision.steps.strengths import PEOPLE
from riskapp.library.queries import get_words

WORD = re.compile(r"\w{3,}")
OF_ANYBODY = frozenset({"and", "for", "her", "him", "his", "mrs", "not", "the", "their"})
# A word of two letters or more, without the s of a possessive; nothing of “don’t”.
WHOLE = re.compile(r"[^\W\d_]{2,}(?!\w|[’'](?!s\b))")
# Everybody, and nobody in particular; and who else is near somebody, besides kin and friends.
EVERYBODY = frozenset({"family", "families", "friends", "neighbours", "parents", "relatives"})
WHO_COMES = frozenset({"carer", "doctor", "landlord", "manager", "nurse"})


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


def who_is_kept_out(talk: Conversation) -> frozenset[str]:
    """The words that name them where it was written who is kept out of what: a name as it is written,
    what somebody is to the person in small letters. Of the rest of it, which says of what, none.
    """
    said = WHOLE.findall(" ".join([not_told(talk), *not_involved(talk)]))
    no_name = EVERYBODY | OF_ANYBODY | frozenset(get_words("no-name").phrases)
    kin = WHO_COMES | frozenset(get_words("kin").phrases) - EVERYBODY
    own = frozenset(word.casefold() for word in WHOLE.findall(talk.name))
    names = {w for w in said if w[0].isupper() and w.casefold() not in no_name | kin | own}
    return frozenset(names | {w.casefold() for w in said} & kin)


def speaks_of(who: frozenset[str], words: str) -> bool:
    """Whether words have one of those that name somebody, whole."""
    said = WHOLE.findall(words)
    return not who.isdisjoint(said) or not who.isdisjoint(map(str.casefold, said))


def _words(said: str) -> frozenset[str]:
    return frozenset(WORD.findall(said.casefold())) - OF_ANYBODY
