"""How much is done, as a number of calls: the same on every machine, however busy it is."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(act: Callable[[], object]) -> Counter[str]:
    """How often each function is called, ours and those in C, by its name.

    What runs within one call, a regular expression or a slice, is not seen: `tests/bench` times it.
    """
    made: Counter[str] = Counter()

    def note(frame: FrameType, event: str, what: Any) -> None:
        if event == "call":
            made[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            made[what.__qualname__] += 1

    before = sys.getprofile()
    gc.disable()  # what others left behind may call something as it goes
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
        gc.enable()
    return made
