"""The PDF engine, ended when the tests of this folder are done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from riskapp.platform.versions import pdf


@pytest.fixture(scope="session", autouse=True)
def _press_ends() -> Iterator[None]:
    yield
    pdf.close()
