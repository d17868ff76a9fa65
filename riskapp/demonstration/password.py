"""The one password of a demonstration: made anew for each instance, and easy to type."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from riskapp.accounts.passwords import Passwords

WORDS = (
    "acorn almond anchor apron bamboo barley basket blanket bonnet bramble bucket button candle canvas"
    " carpet cellar clover cobble cotton cradle crumpet curtain cushion daisy dresser feather ferry"
    " fiddle flannel garland gherkin ginger goblet gravel hammock harvest hazel heather hedgehog jigsaw"
    " kettle lantern lattice lavender lemon lilac linen magnet marble marmalade meadow mitten mustard"
    " nettle nutmeg oatmeal orchard paddle parsley pebble pepper pickle pigeon pillow plaster plum"
    " pocket puddle quilt radish rhubarb ribbon saddle saucer scarf shovel sparrow spindle teapot"
    " thimble thistle timber toffee trellis trumpet tulip turnip velvet walnut whistle willow woollen"
).split()
HOW_MANY = 5


def make_password(passwords: Passwords, about: Iterable[str]) -> str:
    """Five plain words by chance, such as will do for every user; `about` are their names and e-mails."""
    known = tuple(about)
    while True:
        made = " ".join(secrets.choice(WORDS) for _number in range(HOW_MANY))
        if passwords.refusal(made, *known) is None:
            return made
