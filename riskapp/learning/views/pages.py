"""Where the pages about what happened stand, and who may see and write there."""

from __future__ import annotations

from flask import Blueprint

from riskapp.decision.services.sealing import House
from riskapp.learning.queries import Happening, get_happening
from riskapp.platform import web

WRITES = ("practitioner",)
READS = ("practitioner", "manager", "learning_reviewer")

index_pages = Blueprint("happenings", __name__, url_prefix="/what-happened")
log_pages = Blueprint("learning", __name__, url_prefix="/learning")
pages = Blueprint("happened", __name__, url_prefix="/what-happened/<ref>")


def load(ref: str) -> Happening:
    """Raises NotFound for what is not for the actor."""
    return get_happening(web.read(), web.actor(), ref)


def house() -> House:
    return House.of(web.current().config, demonstration=web.is_demonstration())
