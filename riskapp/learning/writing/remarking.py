"""What stands beside an answer: names first, then what the rules notice, each said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskapp.learning.writing.noticing import notices
from riskapp.library.writing import Rule
from riskapp.platform.forms import DataClass, Remark
from riskapp.platform.forms.fields import Asked
from riskapp.platform.i18n import _

MOST = 3  # beside one answer, so that it can be read
_WORDS_OF_ONE = 3


def is_read(field: Asked) -> bool:
    """Whether an answer is looked at: never the person's own words, nor where somebody is asked who it
    is or whom to ring, and a name is the answer.
    """
    spec = field.spec
    own = spec.voice or spec.data_class == DataClass.OWN_WORDS
    who = spec.data_class in (DataClass.NAME, DataClass.CONTACT)
    who = who or (field.control == "line" and spec.data_class == DataClass.ABOUT_OTHERS)
    return spec.json == "text" and not (own or who)


def remarks_on(text: str, rules: Sequence[Rule], names: Iterable[str]) -> list[Remark]:
    """What there is to say of a text, and of the names that were found in it: of these each, for each
    holds back what leaves.
    """
    said = []
    if named := list(names):
        said.append(Remark("”, “".join(named), str(_NAME_WHY), str(_NAME_INSTEAD)))
    of_rules: dict[Rule, list[str]] = {}
    for notice in notices(text, rules):
        of_rules.setdefault(notice.rule, []).append(notice.words)
    said += [Remark(_quoted(w), str(r.why), str(r.instead)) for r, w in of_rules.items()]
    return said[:MOST]


def tells_how_it_ended(words: Iterable[str]) -> Remark:
    """Of words that may say how something ended, where that is read before that day is written."""
    return Remark(_quoted(words), str(_ENDED_WHY), str(_ENDED_INSTEAD))


def _quoted(words: Iterable[str]) -> str:
    return "”, “".join(list(dict.fromkeys(words))[:_WORDS_OF_ONE])


_NAME_WHY = _("This may be somebody’s name.")
_NAME_INSTEAD = _("Say the role instead, such as the evening worker, or a friend.")
_ENDED_WHY = _("This may tell how it ended to those who are about to write of that day.")
_ENDED_INSTEAD = _(
    "What do you want to understand of how things are arranged, whatever came of it?"
)
