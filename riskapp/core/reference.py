"""References people read aloud: RA-0007 a decision, P-0003 a person, WH-0002 what happened,
LR-0001 a learning review, PN-0001 a panel, RP-0001 a referral to one, PS-0001 its sitting,
MT-0001 a matter.
"""

from __future__ import annotations

import re

from riskapp.core.errors import NotFound

DECISION = "RA"
PERSON = "P"
HAPPENING = "WH"
LEARNING_REVIEW = "LR"
PANEL = "PN"
REFERRAL = "RP"
SITTING = "PS"
MATTER = "MT"

_SHAPE = re.compile(r"(RA|P|WH|LR|PN|RP|PS|MT)-(\d{4,9})", re.ASCII)


def reference(prefix: str, number: int) -> str:
    """`reference("RA", 7)` is `"RA-0007"`; longer numbers keep all their digits."""
    return f"{prefix}-{number:04d}"


def read_reference(text: str, prefix: str) -> str:
    """The reference as it is stored, however it was typed.

    Raises NotFound for anything else: a malformed reference and an unknown one are one answer.
    """
    match = _SHAPE.fullmatch(text.strip().upper())
    if match is None or match[1] != prefix:
        raise NotFound(text[:40])
    return match[0]
