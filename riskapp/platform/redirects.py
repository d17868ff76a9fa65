"""Where a page may send somebody on to: a path of this site, and nothing cleverer."""

from __future__ import annotations

import re
from urllib.parse import unquote

HOME = "/"
SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
# Where a guest begins, and where they are told that it is over.
VISIT = "/visit"
VISIT_ENDED = "/visit/ended"
_LONGEST = 2000
_PLAIN = re.compile(r"/[A-Za-z0-9\-._~/%?&=+,:;@!$()*]*", re.ASCII)
# What a browser may read as the start of another host, or as a way out of the path.
_ODD = re.compile(r"//|\\|[\x00-\x20\x7f-\xa0]|/\.\.?(/|$)")


def safe_path(text: str | None, default: str = HOME) -> str:
    """The path as given if it can only lead to this site, else `default`."""
    if not text or len(text) > _LONGEST or not _PLAIN.fullmatch(text):
        return default
    path = text.partition("?")[0]
    for _again in range(3):
        if _ODD.search(path):
            return default
        path = unquote(path)
    if path.startswith((SIGN_IN, SIGN_OUT)):
        return default
    return text
