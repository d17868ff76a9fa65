"""`riskapp record import` of a hostile file: one plain line, and nothing changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riskapp import cli
from riskapp.decision.said import Addendum
from riskapp.decision.transfer import LARGEST_FILE, read_file, schema
from riskapp.platform.entries.reading import Entry
from riskapp.platform.runtime import Runtime
from tests.app import SUNITA
from tests.faults.dumping import differing, dump

STORY = Path(__file__).parents[1] / "stories" / "walking.json"
GOOD = STORY.read_bytes()
MARK = "options.1.consequences.1"


def but(change: Callable[[Any], object]) -> bytes:
    """The good file with one thing changed."""
    record = json.loads(GOOD)
    change(record)
    return json.dumps(record).encode()


def saying(**said: Any) -> bytes:
    return but(lambda record: record["answers"]["decision"].update(said))


def marking(*marks: Any, pen: str = "both-sides") -> bytes:
    return but(lambda record: record["answers"].setdefault(pen, {}).update(marks=marks))


def option(**answers: Any) -> bytes:
    return but(lambda record: record["items"]["options"][0]["answers"].update(answers))


def consequence(record: Any) -> Any:
    return record["items"]["options"][0]["items"]["consequences"][0]


def setting_aside(**answers: Any) -> bytes:
    return but(lambda record: record["items"].update({"set-aside": [{"answers": answers}]}))


def adding_since(*about: str) -> bytes:
    said = {"concerns": "The lock", "words": "No.", "about": about}
    return but(lambda record: record["items"].update(addenda=[{"answers": said}]))


# What is handed in, and a word of the line that is said.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not JSON"),
    "a NUL": (b"\0", "not JSON"),
    "half a file": (GOOD[: len(GOOD) // 2], "not JSON"),
    "UTF-16": (json.dumps(json.loads(GOOD)).encode("utf-16"), "not JSON"),
    "bytes of half a pair": (b'{"format": "\xed\xa0\x80"}', "not JSON"),
    "deep lists": (b"[" * 100_000 + b"]" * 100_000, "not JSON"),
    "deep objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "not JSON"),
    "5,000 digits": (GOOD.replace(b'"riskapp-record/1"', b"9" * 5_000), "not JSON"),
    "infinity": (but(lambda record: record.update(origin={"a": float("inf")})), "Infinity"),
    "not a number": (saying(choice=float("nan")), "NaN"),
    "a number too large": (saying(choice=0).replace(b'"choice": 0', b'"choice": 1e999'), "choice"),
    "no object": (b"[]", "not a riskapp record"),
    "null": (b"null", "not a riskapp record"),
    "an answer twice": (GOOD.replace(b'"choice"', b'"choice": "x", "choice"', 1), "twice"),
    "the format twice": (GOOD.replace(b"{", b'{"format": "x",', 1), "'format' stands twice"),
    "another schema version": (
        but(lambda record: record.update(format="riskapp-record/2")),
        "format",
    ),
    "no format": (but(lambda record: record.pop("format")), "format"),
    "a digest of its own": (but(lambda record: record.update(digest="0" * 64)), "digest"),
    "an unknown step": (but(lambda record: record["answers"].update(nope={})), "nope"),
    "an unknown answer": (saying(nope="x"), "nope"),
    "a terminal's colours": (saying(**{"\x1b[31mred\n": "x"}), "red"),
    "answers as a list": (but(lambda record: record.update(answers=[])), "answers"),
    "items as a list": (but(lambda record: record.update(items=[])), "items"),
    "nobody": (but(lambda record: record.update(person=None)), "person"),
    "a name of spaces": (but(lambda record: record["person"].update(called_by=" ")), "called"),
    "a list for words": (saying(choice=["a"]), "choice"),
    "true for words": (saying(choice=True), "choice"),
    "a NUL in words": (saying(choice="a\0b"), "U+0000"),
    "half a pair in words": (saying(choice="a\ud800b"), "U+D800"),
    "half a pair in a mark": (marking("\ud800"), "U+D800"),
    "a line too long": (saying(title="x" * 201), "longer than 200"),
    "no such day": (saying(said_on="2026-02-30"), "date"),
    "a day in other digits": (saying(said_on="٢٠٢٦-11-10"), "said_on"),
    "1 for yes": (option(is_now=1), "is_now"),
    "two that carry on": (option(is_now=True), "once"),
    "too many options": (
        but(lambda record: record["items"].update(options=[{}] * 31)),
        "more than 30",
    ),
    "millions of faults": (
        but(lambda record: record["items"].update(options=[1] * 1_000_000)),
        "more than 30",
    ),
    "a mark that points nowhere": (marking("options.9.consequences.9"), "nothing stands"),
    "something that could happen on no side": (
        but(lambda record: consequence(record)["answers"].pop("side")),
        "items.options.0.items.consequences.0.answers: 'side' is a required",
    ),
    "something that could happen with no answers": (
        but(lambda record: consequence(record).pop("answers")),
        "'answers' is a required",
    ),
    "a prompt there is not": (setting_aside(prompt="nonsense"), "no such prompt"),
    "a prompt of spaces": (setting_aside(prompt="  "), "no such prompt"),
    "no prompt": (setting_aside(reason="said"), "'prompt' is a required"),
    "a mark on an option": (marking("options.1"), "nothing stands"),
    "the other pen's mark on one": (
        marking("options.1", pen="two-pens"),
        "two-pens.marks: nothing",
    ),
    "a mark twice": (marking(MARK, MARK), "non-unique"),
    "said since about what was said since": (adding_since("addenda.1"), "addenda.1.about: nothing"),
    "said since about two things": (adding_since("options.1", "options.2"), "one thing"),
    "50 MB": (b'{"format": "' + b"x" * 50_000_000 + b'"}', "larger than a record"),
}


def test_a_hostile_file_is_refused_in_one_line_and_changes_nothing(
    runtime: Runtime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = runtime.db.url.render_as_string(hide_password=False)
    monkeypatch.setenv("RISKAPP_INSTANCE", str(runtime.config.instance))
    monkeypatch.setenv("RISKAPP_DATABASE_URL", url)
    file = tmp_path / "record.json"
    before = dump(runtime.db)
    for name, (text, said) in HOSTILE.items():
        file.write_bytes(text)
        assert cli.main(["record", "import", str(file), "--as", SUNITA]) == cli.BAD_INPUT, name
        out, line = capsys.readouterr()
        assert out == "", name
        assert line.startswith("riskapp: "), name
        assert said in line, (name, line)
        assert line.removesuffix("\n").isprintable(), (name, line)
        assert len(line) < 500, (name, len(line))
    assert not differing(before, dump(runtime.db))
    file.write_bytes(GOOD)
    assert cli.main(["record", "import", str(file), "--as", SUNITA]) == 0


def test_no_more_of_a_file_is_read_than_a_record_can_be(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RISKAPP_INSTANCE", str(runtime.config.instance))
    assert cli.main(["record", "import", "/dev/zero"]) == cli.BAD_INPUT
    assert "larger than a record" in capsys.readouterr().err
    assert LARGEST_FILE < 10_000_000


def test_what_riskapp_vouches_for_is_not_taken_from_a_file() -> None:
    """A file may say what people said, and not what was composed, sealed or ended."""

    def forged(record: Any) -> None:
        record["answers"]["statement"] = {"own": "Mine", "composed": "Forged", "before": True}
        record["answers"]["what-now"] = {"now": "end", "because": "Done"}
        since = {"concerns": "The lock", "of_version": "999", "words": "No."}
        record["items"]["addenda"] = [{"answers": since}]

    read = read_file(but(forged))
    assert read.answers["statement"] == {"own": "Mine"}
    assert read.answers["what-now"] == {"because": "Done"}
    (since,) = [item for item in read.items if item.collection.slug == "addenda"]
    assert since.data == {"concerns": "The lock", "words": "No."}
    told = Addendum(Entry("1", "addenda", since.data), "Maureen", "").told
    assert told == "Brought in from a file."
    shape = schema()["properties"]["answers"]["properties"]
    assert shape["what-now"]["properties"]["now"]["readOnly"]


def test_words_are_kept_as_if_they_had_been_typed() -> None:
    read = read_file(saying(title="  Walking\n out  ", choice="   ", why_now="Spring.\nAnd  now"))
    assert read.answers["decision"]["title"] == "Walking out"
    assert "choice" not in read.answers["decision"]
    assert read.answers["decision"]["why_now"] == "Spring.\nAnd  now"
