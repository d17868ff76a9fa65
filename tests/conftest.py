"""Databases for every test; other fixtures stand beside the tests that use them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from riskapp.platform.db import Database
from tests.databases import Postgresql, Sqlite, postgresql, share_statements

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))

# No example of hypothesis has to be quick: machines that run tests pause for seconds.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


# Rooms whose tests walk through pages: they run on SQLite each time, and on PostgreSQL in the long tier. What a
# database itself could do otherwise runs on both each time: races, searches, what triggers refuse.
OF_PAGES = ("accounts", "governance", "journeys", "learning", "panel", "platform/web", "work")
OF_DATABASES = ("test_race.py", "test_reading_the_log.py", "test_holds.py", "test_throttle.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).as_posix()
        is_of_pages = room.startswith(OF_PAGES) and item.path.name not in OF_DATABASES
        if is_of_pages and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.long)


def pytest_collection_finish() -> None:
    """What is the same for each test is done once.

    What is loaded by now stays: a fifth of a page's time went into looking for rubbish among modules.
    """
    share_statements()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Sqlite:
    """The migrated SQLite file that each test's database is a copy of."""
    return Sqlite(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_cluster() -> Iterator[Postgresql]:
    """PostgreSQL, started by the first test that asks for it, one for each worker."""
    with postgresql() as cluster:
        yield cluster


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh migrated database, on SQLite and again on PostgreSQL.

    For one of them only: `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)`.
    """
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_template").fresh(tmp_path)
        return
    with request.getfixturevalue("postgresql_cluster").fresh() as url:
        yield url


@pytest.fixture(params=BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database that no migration has touched, on SQLite and again on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite+pysqlite:///{tmp_path / 'empty.db'}"
        return
    with request.getfixturevalue("postgresql_cluster").fresh(migrated=False) as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A fresh migrated database, on SQLite and again on PostgreSQL."""
    database = Database(database_url)
    yield database
    database.close()
