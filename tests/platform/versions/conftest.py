"""The engine, a sealed record and its key, made once for all tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from riskapp.platform.versions import pdf
from riskapp.platform.versions.fonts import CONFIGURATION
from riskapp.platform.versions.joining import join
from riskapp.platform.versions.keys import SealKey, load_seal_key, make_seal_key
from riskapp.platform.versions.sealing import seal
from tests.platform.versions.documents import PAYLOAD, RECORD, SEALED_AT, STYLES, page

NUMBERS = '@page { @bottom-right { content: "page " counter(page) " of " counter(pages); } }'
ROWS = "".join(f'<tr><th scope="row">Row {n}</th><td>{n}</td></tr>' for n in range(120))
PARTS = (
    f"<h1>One</h1><p>First words.</p><table>{ROWS}</table><p><a href='tel:01'>Ring</a></p>",
    "<h1>Two</h1><h2>Under it</h2><p>Other words.</p><p><a href='tel:02'>Ring</a></p>",
    "<h1>Three</h1><p>Last words.</p>",
)


@pytest.fixture(scope="session", autouse=True)
def _press_ends() -> Iterator[None]:
    yield
    pdf.close()


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    folder = tmp_path_factory.mktemp("instance") / "keys"
    make_seal_key(folder, "Example council", SEALED_AT)
    return load_seal_key(folder)


@pytest.fixture(scope="session")
def tagged() -> bytes:
    return pdf.render(RECORD, STYLES, {})


@pytest.fixture(scope="session")
def sealed(tagged: bytes, key: SealKey) -> bytes:
    return seal(tagged, PAYLOAD, SEALED_AT, key)


@pytest.fixture(scope="session")
def joined() -> bytes:
    """Three parts as one: a table over several pages, links, bookmarks under bookmarks."""
    bare = [*STYLES, "@page { @bottom-right { content: none; } }"]
    parts = [pdf.render(page(part), bare, {}) for part in PARTS]
    sheets = '<div style="break-after: page"></div>' * (sum(map(pdf.count_pages, parts)) - 1)
    return join(parts, pdf.render(page(f"{sheets}<div></div>"), [*STYLES, NUMBERS], {}))


@pytest.fixture(scope="session")
def printer() -> Iterator[pdf.Printer]:
    """The engine in this very process, where a test can watch what it opens."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(CONFIGURATION))
        yield pdf.Printer()
