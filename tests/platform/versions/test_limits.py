"""A page that asks too much is refused in plain words, and nobody else is harmed."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riskapp.platform.versions import child, pdf
from riskapp.platform.versions.failing import WORDS, RenderFailed, Why
from riskapp.platform.versions.fonts import as_printed
from riskapp.platform.versions.press import Press
from tests.counting import calls
from tests.platform.versions.documents import page, unpacked

TIGHT = child.Limits(memory=450 << 20, processor=2, wall=60)
# The usual limits, on a machine that has other things to do.
PATIENT = child.Limits(wall=300)


@pytest.fixture(scope="module")
def tight() -> Iterator[Press]:
    """A press with little patience, so that these tests need little too."""
    press = pdf.press(TIGHT)
    yield press
    press.close()


def refusal(html: str, press: Press) -> RenderFailed:
    with pytest.raises(RenderFailed) as caught:
        pdf.render(html, [], {}, by=press)
    return caught.value


def processes_of(parent: int) -> list[tuple[int, str]]:
    """The children of a process and their state."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, owner = rest.split()[:2]
        if int(owner) == parent:
            found.append((int(name.split()[0]), state))
    return found


def is_press(process: int) -> bool:
    """Whether a child of this process draws PDFs; other tests may have left it a database."""
    return b"riskapp.platform.versions" in Path(f"/proc/{process}/cmdline").read_bytes()


def test_an_emoji_is_packed_once_however_often_it_stands_there(printer: pdf.Printer) -> None:
    """Each is a picture: a few pages of them outlasted every limit."""
    drawn = calls(lambda: printer.draw(page("<p>" + "🦩 🛶 " * 100 + "</p>"), [], {}))
    assert drawn["RasterImage.__init__"] == 2


# What nobody may break across lines, and a column as narrow as that of a card.
UNBROKEN = {
    "one word": "W" * 10_000,
    "long words": ("W" * 119 + " ") * 84,
    "no-break spaces": "word\N{NO-BREAK SPACE}" * 2_000,
    "word joiners": "字\N{WORD JOINER}" * 5_000,
    "soft hyphens": ("\N{SOFT HYPHEN}" * 300 + "W" * 60) * 28,
}
NARROW = "p { overflow-wrap: anywhere; width: 80mm; font-size: 14.5pt }"


@pytest.mark.parametrize("text", UNBROKEN.values(), ids=UNBROKEN)
def test_text_without_a_space_is_laid_out_a_few_lines_at_a_time(
    text: str, printer: pdf.Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each line the engine laid out all that was left, and outlasted every limit."""
    from weasyprint.text.line_break import Layout  # noqa: PLC0415

    given: list[str] = []
    whole = Layout.set_text

    def noted(layout: Layout, some: str, *more: Any, **rest: Any) -> None:
        given.append(some)
        whole(layout, some, *more, **rest)

    monkeypatch.setattr(Layout, "set_text", noted)
    narrow = printer.prepare(json.dumps([NARROW]).encode())
    printer.draw(as_printed(page(f"<p>{text}</p>")), narrow, {})
    assert len(text) / 10 < len("".join(given)) < 100 * len(text)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param("<div>" * 400, Why.TOO_DEEP, id="400 divisions"),
        pytest.param("<ul><li>" * 100, Why.TOO_DEEP, id="100 lists"),
        pytest.param("<p>" + "x<br>" * 20_000, Why.TOOK_TOO_LONG, id="20,000 breaks"),
        pytest.param("<p>" + "a" * 9_000_000, Why.TOO_LONG, id="9 MB"),
    ],
)
def test_too_much_is_refused_in_plain_words(body: str, why: Why, tight: Press) -> None:
    refused = refusal(page(body), tight)
    assert refused.why is why
    assert str(refused) == str(WORDS[why])


def test_too_much_memory_is_refused() -> None:
    press = pdf.press(child.Limits(memory=400 << 20))
    refused = refusal(page("<p>" + "a" * 4_000_000), press)
    press.close()
    assert refused.why is Why.TOO_MUCH_MEMORY


@pytest.mark.parametrize(("megabytes", "why"), [(200, Why.TOO_MUCH_MEMORY), (1, Why.BROKE)])
def test_a_child_that_ends_without_a_word_ran_out_of_what_it_used_up(
    megabytes: int, why: Why
) -> None:
    """An error that left no memory to answer with: the process is gone, and told nobody."""
    press = Press(
        "import socket\nfrom riskapp.platform.versions import child\n"
        "class Work:\n"
        "    def prepare(self, setting): return None\n"
        "    def answer(self, prepared, job):\n"
        f"        kept = b'a' * ({megabytes} << 20)\n"
        "        raise MemoryError\n"
        "child.serve(socket.socket(fileno=handle), Work(), child.Limits())\n",
        {},
        child.Limits(memory=400 << 20),
    )
    with pytest.raises(RenderFailed) as caught:
        press.run(b"", b"")
    press.close()
    assert caught.value.why is why


def test_a_megabyte_in_one_word_prints() -> None:
    assert pdf.render(page("<p>" + "a" * 1_000_000), [], {}).startswith(b"%PDF")


def test_a_child_that_sleeps_is_ended_by_the_clock() -> None:
    press = Press(
        "import socket, time\nfrom riskapp.platform.versions import child\n"
        "class Work:\n"
        "    def prepare(self, setting): return None\n"
        "    def answer(self, prepared, job): time.sleep(60)\n"
        "child.serve(socket.socket(fileno=handle), Work(), child.Limits(wall=1))\n",
        {},
        child.Limits(),
    )
    with pytest.raises(RenderFailed) as caught:
        press.run(b"", b"")
    press.close()
    assert caught.value.why is Why.TOOK_TOO_LONG
    assert caught.value.detail == f"signal {signal.SIGALRM.value}"  # its own, not our patience


def test_no_child_is_forked_beside_a_thread() -> None:
    """On Debian 13 no PDF was made: its Pango looks after open fonts in a thread."""
    press = Press(
        "import socket, threading, time\nfrom riskapp.platform.versions import child\n"
        "held = threading.Lock()\n"
        "def hold():\n    with held: time.sleep(1)\n"
        "class Work:\n"
        "    def prepare(self, setting): return None\n"
        "    def answer(self, prepared, job):\n        with held: return job\n"
        "threading.Thread(target=hold).start()\n"
        "child.serve(socket.socket(fileno=handle), Work(), child.Limits(wall=30))\n",
        {},
        child.Limits(),
    )
    assert press.run(b"", b"done") == b"done"
    press.close()


def test_a_press_holds_no_font_open(tight: Press) -> None:
    pdf.render(page("<p>a</p>"), [], {}, by=tight)
    assert tight._process is not None
    process = Path(f"/proc/{tight._process.pid}")
    assert ".ttf" not in (process / "maps").read_text()
    assert len(list((process / "task").iterdir())) == 1


def test_after_every_refusal_the_next_page_prints_and_nothing_is_left(tight: Press) -> None:
    pdf.render(page("<p>a</p>"), [], {}, by=tight)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _turn in range(5):
        refusal(page("<div>" * 400), tight)
    assert pdf.render(page("<p>b</p>"), [], {}, by=tight).startswith(b"%PDF")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 << 10  # KiB
    ours = processes_of(os.getpid())
    assert "Z" not in [state for _process, state in ours]
    presses = [process for process, _state in ours if is_press(process)]
    assert presses
    for process in presses:
        assert processes_of(process) == []


def test_a_press_that_was_killed_is_replaced(tight: Press) -> None:
    pdf.render(page("<p>a</p>"), [], {}, by=tight)
    assert tight._process is not None
    killed = tight._process.pid
    os.kill(killed, signal.SIGKILL)
    assert pdf.render(page("<p>b</p>"), [], {}, by=tight).startswith(b"%PDF")
    assert "Z" not in [state for _process, state in processes_of(os.getpid())]


def test_pages_asked_for_at_once_do_not_mix(tight: Press) -> None:
    drawn: dict[int, bytes] = {}

    def draw(number: int) -> None:
        drawn[number] = pdf.render(page("<p>a</p>", title=f"Number {number}"), [], {}, by=tight)

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 6
    for number, data in drawn.items():
        assert f"Number {number}".encode() in unpacked(data)


def test_a_forked_process_starts_a_press_of_its_own(tight: Press) -> None:
    pdf.render(page("<p>a</p>"), [], {}, by=tight)
    fork = os.fork()
    if not fork:
        try:
            os._exit(0 if pdf.render(page("<p>b</p>"), [], {}, by=tight)[:4] == b"%PDF" else 1)
        finally:
            os._exit(2)
    assert os.waitpid(fork, 0)[1] == 0
    assert pdf.render(page("<p>c</p>"), [], {}, by=tight).startswith(b"%PDF")


def test_the_press_ends_with_its_owner() -> None:
    """Even one that is killed and cannot tidy up."""
    code = (
        "import os, time\nfrom riskapp.platform.versions import pdf\n"
        "pdf.render('<html lang=en><title>a</title>a', [], {})\n"
        "print(pdf._press._process.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as owner:
        assert owner.stdout is not None
        press = int(owner.stdout.readline())
        owner.kill()
    until = time.monotonic() + 60
    while Path(f"/proc/{press}").exists():
        assert time.monotonic() < until, "the press outlived its owner"
        time.sleep(0.1)


def test_riskapp_starts_without_the_engine_and_says_what_to_install() -> None:
    """As on a machine without pango: the library cannot be loaded."""
    code = (
        "import sys\nfrom riskapp.platform.versions import pdf\n"
        "from riskapp.platform.versions.failing import RenderFailed\n"
        "from riskapp.platform.versions.press import Press\n"
        "assert 'weasyprint' not in sys.modules\n"
        "broken = 'import ctypes.util, cffi\\n' \\\n"
        "  'def refuse(self, name, *a): raise OSError(\"cannot load \" + str(name))\\n' \\\n"
        "  'cffi.FFI.dlopen = refuse\\n' + pdf.press().command\n"
        "try:\n    pdf.render('x', [], {}, by=Press(broken, {}, pdf.LIMITS))\n"
        "except RenderFailed as error:\n    print(error.why.name, error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.startswith("NO_ENGINE")
    assert "apt install libpango-1.0-0" in said.stdout


@pytest.mark.long
@pytest.mark.parametrize(
    ("body", "whys"),
    [
        pytest.param("<pre>" + "x\n" * 20_000, set(), id="20,000 lines"),
        pytest.param("<p>" + "x<br>" * 20_000, {Why.TOOK_TOO_LONG}, id="20,000 breaks"),
        pytest.param(
            "<table>" + "<tr><td>x<td>y" * 20_000,
            {Why.TOOK_TOO_LONG, Why.TOO_MUCH_MEMORY},
            id="20,000 rows",
        ),
        pytest.param(
            '<svg viewBox="0 0 9 9">' + '<rect width="1" height="1"/>' * 200_000,
            {Why.TOOK_TOO_LONG, Why.TOO_MUCH_MEMORY},
            id="200,000 rectangles",
        ),
    ],
)
def test_with_the_real_limits_a_page_prints_or_is_refused(body: str, whys: set[Why]) -> None:
    press = pdf.press(PATIENT)
    try:
        pdf.render(page(body), [], {}, by=press)
    except RenderFailed as refused:
        whys.remove(refused.why)
    assert pdf.render(page("<p>a</p>"), [], {}, by=press).startswith(b"%PDF")
    press.close()
