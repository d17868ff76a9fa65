"""A page asks the database the same few times, however much is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskapp.platform.db import Database
from tests.app import make_runtime
from tests.bench.pages import World
from tests.faults.crawling import endpoint_of

# The most that anything may ask: the first page, which has something of every room, and the pages of a
# disclosure bundle, which read each sort of row that is kept of a person once.
MOST = 23
# Pages of nobody in particular, of what no journey has yet, and of roles she has not.
OF_NOBODY = {"healthz", "security_txt", "accounts.sign_in_page", "about.item"}
APART = {*OF_NOBODY, "learning.ask", "decision.oversight"}
APART |= {"setting_up.step", "setting_up.item", "setting_up.ask_discard"}
APART |= {"arranging.item", "viewing.item", "dissenting.item"}
# What a guest sees is what a member sees, and the way there.
APART |= {"accounts.invitation", "accounts.visit_ended", "visit.home"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_number_of_queries_does_not_grow_with_the_database(
    db: Database, tmp_path: Path
) -> None:
    world = World(make_runtime(db, tmp_path))
    small = world.counted()
    world.grow(12)
    large = world.counted()
    assert {path: (small[path], n) for path, n in large.items() if n != small[path]} == {}
    assert {path: n for path, n in large.items() if n > MOST} == {}
    looked_at = {endpoint_of(world.app, path) for path in world.paths}
    gets = {r.endpoint for r in world.app.url_map.iter_rules() if "GET" in (r.methods or ())}
    assert gets - looked_at == APART
