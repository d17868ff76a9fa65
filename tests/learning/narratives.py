"""Two hundred accounts of what happened, each with somebody of an invented directory named in it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

DIRECTORY = (
    *("Sunita Rao", "Grace Okafor", "Tomos Pryce", "Ingrid Bauer", "Femi Ade", "Ruth Kaplan"),
    *("Siân O’Neill-Rees", "José Muñoz", "Zoë Brontë-Hall", "Łukasz Wójcik", "Bjørn Østergård"),
    *("William Price", "Margaret Cook", "David Llewelyn", "Elizabeth Young", "Patrick Doyle"),
    *("Robert Black", "Katherine Walker", "Dorothy Green", "James McAllister", "Mary Ng"),
    *("Hope Mensah", "Rose Bell", "May Hill", "Will Baker", "Joy King", "Nguyễn Thị Hoa"),
    *(
        "Anne-Marie D’Souza",
        "Fatima Al-Hassan",
        "Chukwuemeka Eze",
        "Seán Ó Briain",
        "Bronwen Hughes",
    ),
    *("Alexander MacDonald", "Mohammed Iqbal", "Wiktoria Kowalska", "Priya Ramanathan-Iyer"),
    *("Christopher Lloyd", "Deirdre Ní Fhloinn", "Kwabena Osei", "Agnieszka Zając", "Michael Day"),
)
FOR_SHORT = {
    "William Price": "Billy",
    "Margaret Cook": "Peggy",
    "David Llewelyn": "Dai",
    "Elizabeth Young": "Betsan",
    "Patrick Doyle": "Paddy",
    "Robert Black": "Rab",
    "Katherine Walker": "Kath",
    "Dorothy Green": "Dot",
    "James McAllister": "Jimmy",
    "Alexander MacDonald": "Sandy",
    "Christopher Lloyd": "Kit",
    "Michael Day": "Mick",
}
STORIES = (
    "At four the lift stood still and {} rang the office from the stairs.",
    "The daughter thanked {} for the walk, and they had tea in the garden.",
    "It was {} who noticed that the gate was open. The neighbour came as well.",
    "{} was on shift that night with a bank worker, and both had a key.",
    "The note on the fridge, in the hand of {}, said half past nine.",
    "We asked {}, and the answer was that the rota had changed on Monday.",
)


class Narrative(NamedTuple):
    """named: the words that name somebody, all of which have to be found."""

    text: str
    named: str
    way: str


def _split(mark: str) -> Callable[[str], str]:
    def within(name: str) -> str:
        longest = max(name.split(), key=len)
        half = len(longest) // 2
        return longest[:half] + mark + longest[half:]

    return within


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _initials(name: str) -> str:
    words = name.replace("-", " ").split()
    return f"{words[0][0]}.{words[-1][0]}."


WAYS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "of somebody": lambda name: f"{name}’s",
    "of somebody, in a hurry": lambda name: f"{name.split()[0]}s",
    "without accents": _plain,
    "accents apart": lambda name: unicodedata.normalize("NFD", name),
    "without hyphens": lambda name: name.replace("-", " ").replace("’", ""),
    "a hyphen more": lambda name: name.replace(" ", "-"),
    "first name": lambda name: name.split()[0],
    "surname": lambda name: name.split()[-1],
    "Mr or Mrs": lambda name: f"Mrs {name.split()[-1].lower()}",
    "initials and a role": lambda name: f"{_initials(name)} (night worker)",
    "a role and initials": lambda name: f"support worker {_initials(name).replace('.', '')}",
    "split by a mark": _split("."),
    "split by a slash": _split("/"),
    "split by what nobody sees": _split("\u200b"),
    "split by a soft hyphen": _split("\u00ad"),
    "letters apart": lambda name: " ".join(name.split()[0].upper()),
    "as one word": lambda name: "".join(name.split()).lower(),
}


def narratives(how_many: int = 200, seed: int = 4) -> Iterator[Narrative]:
    """The same each time. Every way in turn; what somebody is called for short among them."""
    chosen = random.Random(seed)
    ways = [*WAYS, "for short"]
    for number in range(how_many):
        way = ways[number % len(ways)]
        name = chosen.choice([*FOR_SHORT] if way == "for short" else DIRECTORY)
        named = FOR_SHORT[name] if way == "for short" else WAYS[way](name)
        yield Narrative(chosen.choice(STORIES).format(named), named, way)
