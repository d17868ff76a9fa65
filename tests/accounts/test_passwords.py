"""Which passwords will do."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.accounts.passwords import Passwords, refusal
from riskapp.config import Config

ABOUT = ("sunita.rao@northmoor.example", "Sunita Rao", "Northmoor Adult Social Care", "Willowbank")
GOOD = [
    "kettle marmalade lantern", "granite umbrella seventy", "the heron stood on one leg",
    "Bluebells grow behind our shed", "ynysybwlmarmaladchwech", "zażółć gęślą jaźń czule",
    "дождь стучит по крыше сарая", "correct yellow bicycle teapot", "vJ7#qLm2$zTx9@KwRf",
    "пять-шесть:пингвинов", "我最喜欢的茶壶是蓝色的而且很旧了", "seventeen herons, no gulls", "x7Qp vB2m kD9r tL4w",
    "tin whistle by the canal", "a bicycle that only turns left",
]  # fmt: skip
BAD = [
    "", "short", "fourteen chars", "password12345678", "Password Password", "P@ssw0rdP@ssw0rd!",
    "aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnop", "1234567890123456", "qwertyuiopasdfghjkl",
    "zxcvbnm,./zxcvbnm", "northmoornorthmoor", "Northmoor2026!!!!", "sunita sunita rao",
    "SunitaRao12345678", "riskapp riskapp risk", "willowbank willowbank 1", "welcome to riskapp 1",
    "socialworksocialcare", "letmeinletmeinletmein", "November20261122", "iloveyouiloveyou!",
    "0987654321 0987654321", "abcabcabcabcabcabc", "               ", "!!!!!!!!!!!!!!!!!!", "x" * 129,
    "adultsocialcare2026", "ｐａｓｓｗｏｒｄ１２３４５６７８", "administrator admin 1",
]  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_long_and_unlikely_passwords_will_do(password: str) -> None:
    assert refusal(password, ABOUT) is None


@pytest.mark.parametrize("password", BAD)
def test_short_and_well_known_passwords_will_not_do(password: str) -> None:
    assert refusal(password, ABOUT) is not None


def test_the_list_is_long_enough_to_matter() -> None:
    assert len(GOOD) + len(BAD) >= 30


def test_a_password_is_the_same_however_a_keyboard_spells_it() -> None:
    passwords = Passwords(Config(Path(), password_rounds=1, password_kib=8, password_lanes=1))
    kept = passwords.hash("cafe\u0301 au lait, deux sucres")
    assert passwords.matches(kept, "caf\u00e9 au lait, deux sucres")
    assert not passwords.matches(kept, "cafe au lait, deux sucres")
    assert not passwords.matches("no hash", "cafe au lait, deux sucres")
    assert kept.startswith("$argon2id$")
