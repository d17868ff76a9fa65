"""Things in the same words, told apart: of two locks each is asked about by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from riskapp.platform.i18n import _


def told_apart(words: Mapping[str, str]) -> dict[str, str]:
    """The words of each, by its id; of several alike, with which of how many, as they stand."""
    alike, met = Counter(words.values()), Counter[str]()
    told = {}
    for one, said in words.items():
        met[said] += 1
        which = _("%(what)s (%(n)s of %(all)s)", what=said, n=met[said], all=alike[said])
        told[one] = str(which) if alike[said] > 1 else said
    return told
