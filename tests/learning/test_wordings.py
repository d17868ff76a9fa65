"""The same questions, in words that fit how it turned out; and the answers stay where they are."""

from __future__ import annotations

import re

from riskapp.learning.rules import KINDS
from riskapp.platform.forms import Form, prose
from riskapp.platform.i18n import Worded, _
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.learning.conftest import tell
from tests.page import words

OF_HARM = re.compile(r"hurt|harmed|sorry|\bheal|forgiv|putting it right|candour", re.IGNORECASE)
PAGES = ("", "/care", "/what-we-learned")


def test_a_wording_is_another_one_way_and_the_first_by_itself() -> None:
    class Asks(Form):
        how = prose(Worded(_("How does %(name)s mend?"), {"good": _("How does %(name)s go on?")}))

    asked = {way: Asks(names={"name": "Gwen", "way": way}).field("how") for way in ("good", "harm")}
    assert asked["good"].asks == "How does Gwen go on?"
    assert asked["harm"].question == "How does Gwen mend?"
    assert Asks().field("how").asks == "How does %(name)s mend?"


@POSTGRESQL_SELDOM
def test_what_is_asked_fits_how_it_turned_out(as_sunita: Client, walk: str) -> None:
    told = tell(as_sunita, walk)
    told.say("care", **{"cared-for..-who": "Her friend", "cared-for..-acknowledged": "yes"})
    seen: dict[str, str] = {}
    for kind in KINDS:
        told.say("account", kind=kind)
        seen[kind] = " ".join(
            words(as_sunita.get(f"{told.home}{page}").tree.find(".//main")) for page in PAGES
        )
    assert OF_HARM.findall(seen["good"]) == []
    assert {kind for kind, shown in seen.items() if "If Maureen has died" not in shown} == {"good"}
    assert "What made it go well" in seen["good"]
    assert "It went well, so as a rule nobody else has to know." in seen["good"]
    assert "What made one part go well and another not" in seen["mixed"]
    assert "Has anybody asked them how it was?" in seen["near-miss"]
    for said in ("Has anybody said to them that it hurt?", "and saying sorry"):
        assert said in seen["harm"]
    assert all("Acknowledged Yes" in shown for shown in seen.values())
    told.say("account", kind="good")
    told.say("who-must-know", police="not-needed")
    assert "and saying sorry" not in as_sunita.get(told.home).text
    told.say("account", danger="yes")  # then the routes and the duty are asked about
    assert "and saying sorry" in as_sunita.get(told.home).text
