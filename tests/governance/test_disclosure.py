"""A disclosure bundle: read item by item, left out with reasons, frozen for good, and nothing left out in it."""

from __future__ import annotations

import hashlib
import html
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from riskapp.commands.verify import _facts, _standing
from riskapp.core.canonical import canonical
from riskapp.governance import bundle
from riskapp.governance.bundle import parts_of, rows_of_part
from riskapp.governance.queries import get_matter
from riskapp.governance.redacting import Item, LeftOut, Line, redact
from riskapp.governance.rendering import make_bundle, part_bytes
from riskapp.governance.rules import PART_LINES, PART_ROOM, REVIEWED, WHY_OUT
from riskapp.platform.runtime import Runtime
from riskapp.platform.subjects import find
from riskapp.platform.versions.keys import list_certificates, make_seal_key
from riskapp.platform.versions.store import (
    Version,
    get_bytes,
    get_version,
    list_renditions,
    list_sealings,
)
from riskapp.platform.versions.tables import version as versions
from riskapp.platform.versions.verifying import verify
from tests.app import Client
from tests.databases import POSTGRESQL_SELDOM
from tests.faults.conftest import begin
from tests.faults.filling import fill_conversation, learn_together, seal
from tests.governance.test_holds import begin_matter
from tests.learning.conftest import Told, tell
from tests.platform.versions.test_tags import tool
from tests.records.reading import text_of_pdf

MARK = re.compile(r"marker\d+x")


@dataclass
class Disclosing:
    """Somebody who prepares a bundle."""

    client: Client
    ref: str

    @property
    def home(self) -> str:
        return f"/governance/matters/{self.ref}"

    @property
    def items(self) -> dict[str, str]:
        """The address of each item by its key, in order."""
        leads = self.client.get(f"{self.home}/bundle").leads
        return {
            url.rpartition("/")[2]: url
            for _words, url in leads
            if url.startswith(f"{self.home}/bundle/")
        }

    def choose(self, key: str, chosen: str = "in", status: int = 303, **said: str) -> None:
        url = f"{self.home}/bundle/{key}"
        data = {"chosen": chosen, **{f"item-{k}": v for k, v in said.items()}}
        self.client.post(url, data, page=url, status=status)

    def choose_all(self) -> None:
        for key in self.items:
            if not key.startswith("LR-"):
                self.choose(key)

    def leave_out(self, key: str, status: int = 303, **said: Any) -> None:
        url = f"{self.home}/bundle/{key}"
        data = {"why": "others", **said}
        self.client.post(f"{url}/leave-out", data, page=url, status=status)

    def freeze(self, status: int = 303) -> int:
        url = f"{self.home}/bundle"
        answer = self.client.post(url, page=url, status=status)
        return int(answer.headers.get("Location", "0").rpartition("/")[2])

    @property
    def runtime(self) -> Runtime:
        found: Runtime = self.client.app.extensions["riskapp"]
        return found

    def version(self, number: int) -> Version:
        with self.runtime.db.read() as conn:
            return get_version(conn, find(conn, self.ref).id, number)

    def print(self, number: int) -> list[bytes]:
        """What the worker makes: the parts of a bundle."""
        version = self.version(number)
        make_seal_key(self.runtime.config.keys_folder, "Northmoor", self.runtime.clock.now())
        make_bundle(self.runtime, {"version": version.id})
        with self.runtime.db.read() as conn:
            made = sorted(list_renditions(conn, version.id), key=lambda one: one.layout)
            return [get_bytes(conn, one.id) for one in made]


@pytest.fixture
def disclosing(as_nia: Client, told: Told) -> Disclosing:
    return Disclosing(as_nia, begin_matter(as_nia, kind="subject-access"))


def every_byte(data: bytes) -> str:
    """All that a PDF says anywhere: its text, what it carries, its dictionaries and its streams."""
    import pikepdf  # noqa: PLC0415

    said = [text_of_pdf(data), data.decode("latin-1")]
    with pikepdf.open(__import__("io").BytesIO(data)) as pdf:
        for one in pdf.objects:
            said.append(repr(one))
            if isinstance(one, pikepdf.Stream):
                said.append(one.read_bytes().decode("latin-1"))
    return "".join(said)


@POSTGRESQL_SELDOM
def test_everything_is_in_it_but_what_was_left_out_which_is_in_no_byte(
    app: Flask, as_sunita: Client, as_nia: Client
) -> None:
    """A marker in every answer of a conversation, a happening and its review: each third of them is left
    out, some by its line and some by its words; of those nothing is in any byte of what leaves.
    """
    count = iter(range(100, 10_000))

    def marker(_control: object, _most: int) -> str:
        return f"marker{next(count)}x"

    ref = begin(as_sunita, "Maureen")
    fill_conversation(as_sunita, ref, marker)
    seal(as_sunita, ref)
    happening = tell(as_sunita, ref)
    happening.say("account", facts=marker(None, 0), kind="harm")
    learn_together(as_sunita, happening.ref, marker)
    made = Disclosing(as_nia, begin_matter(as_nia))
    version_key = f"{ref}.version.1"
    page = as_nia.get(made.items[version_key])
    marked = sorted(set(MARK.findall(page.text)))
    assert len(marked) > 100
    by_words = marked[::9]
    for words in by_words:
        made.leave_out(version_key, words=words.upper(), everywhere="yes")
    lines = re.findall(
        r'name="lines" type="checkbox" value="([^"]+)".*?ra-lines" dir="auto">(.*?)</p>',
        page.html,
        re.DOTALL,
    )
    once = [m for m in marked if page.text.count(m) == 1 and m not in by_words]
    by_line = [(i, text) for i, text in lines if set(MARK.findall(text)) & set(once)][1::9]
    made.leave_out(version_key, lines=[html.unescape(i) for i, _text in by_line], why="danger")
    made.choose(f"{happening.ref}.now")
    made.choose(version_key)
    assert "LR-0001.now" in made.items  # it can be read, and is in by nobody's default
    number = made.freeze()
    rows = made.version(number).rows
    out = {*by_words, *(m for _i, text in by_line for m in MARK.findall(text) if m in once)}
    stays = set(marked) - out
    (data,) = made.print(number)
    said = every_byte(data)
    whole = "".join(said.split())
    assert [m for m in out if m in whole or m in json.dumps(rows)] == []
    text = "".join(text_of_pdf(data).split())
    assert [m for m in stays if m not in text] == []
    assert "WH-0001" in text
    assert "LR-0001" not in said
    with app.extensions["riskapp"].db.read() as conn:
        from riskapp.platform.audit.tables import audit  # noqa: PLC0415

        noted = str(conn.execute(audit.select()).all())
    assert [m for m in out if m in noted] == []


def test_one_digest_holds_all_parts_and_verify_says_which(
    disclosing: Disclosing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "PART_ROOM", 1_500)
    disclosing.choose_all()
    number = disclosing.freeze()
    version, parts = disclosing.version(number), disclosing.print(number)
    assert len(parts) == version.rows["record.parts"]["value"] > 2
    certificates = list_certificates(disclosing.runtime.config.keys_folder)
    carried: set[str] = set()
    for place, data in enumerate(parts, 1):
        found = verify(data, *certificates)
        assert found.version_digest == version.digest
        assert found.layout == f"bundle-{place}"
        items = {r["id"] for r in found.payload["rows"] if r["id"].startswith("items.")}
        assert items == {i for i in rows_of_part(version.rows, place) if i.startswith("items.")}
        assert not items & carried
        carried |= items
        assert f"part {place} of {len(parts)}" in " ".join(text_of_pdf(data).split())
    assert carried == {i for i in version.rows if i.startswith("items.")}
    (said, *_rest) = _facts(found)
    assert said.startswith(f"Disclosure: bundle 1 of {disclosing.ref}, ")


def test_every_item_has_its_digest_in_the_index(disclosing: Disclosing) -> None:
    disclosing.choose_all()
    rows = disclosing.version(disclosing.freeze()).rows
    listed = [held["value"] for i, held in rows.items() if i.startswith("index.")]
    assert len(listed) == rows["record.items"]["value"] == len(disclosing.items)
    for number, one in (
        (i.split(".")[1], rows[i]["value"]) for i in rows if i.startswith("index.")
    ):
        own = {i: rows[i] for i in rows if i.startswith(f"items.{number}.")}
        assert one["digest"] == hashlib.sha256(canonical(own)).hexdigest()


def test_a_second_bundle_has_the_next_number_and_the_first_stays(
    disclosing: Disclosing, monkeypatch: pytest.MonkeyPatch
) -> None:
    disclosing.choose_all()
    assert disclosing.freeze() == 1
    (first,) = disclosing.print(1)
    disclosing.leave_out("P-0001.now", words="Maureen", everywhere="yes")
    assert disclosing.freeze() == 2
    assert disclosing.print(1) == [first]  # made is made
    shown = disclosing.client.get(disclosing.home).links
    assert {"Bundle 1", "Bundle 2"} <= set(shown)
    file = f"{disclosing.home}/bundles/1/1.pdf"
    assert disclosing.client.fetch("GET", file).get_data() == first
    taken = disclosing.client.get(f"{disclosing.home}/bundles/1").text
    assert "Nia Bevan" in taken.partition("Who took it")[2]
    assert "Nobody yet" in disclosing.client.get(f"{disclosing.home}/bundles/2").text
    found = verify(first, *list_certificates(disclosing.runtime.config.keys_folder))
    monkeypatch.setattr("riskapp.commands.verify.opened", lambda: _Opened(disclosing.runtime))
    assert _standing(found) == "It stands as it was disclosed; bundle 2 was frozen since."
    with pytest.raises(Exception, match="refuses"), disclosing.runtime.db.write() as conn:
        conn.execute(update(versions).values(digest="0" * 64))


class _Opened:
    """The instance as the command opens it."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def __enter__(self) -> Runtime:
        return self.runtime

    def __exit__(self, *_rest: object) -> None:
        pass


def test_the_same_click_freezes_once(disclosing: Disclosing) -> None:
    disclosing.choose("P-0001.now")
    url = f"{disclosing.home}/bundle"
    form = disclosing.client.get(url).form(url).fields
    for _time in range(2):
        answer = disclosing.client.fetch("POST", url, data=form)
        assert answer.headers["Location"].endswith("/bundles/1")
    with disclosing.runtime.db.read() as conn:
        assert len(list_sealings(conn, get_matter(conn, disclosing.ref).id)) == 1


def test_what_nobody_has_read_as_it_stands_is_not_frozen(
    disclosing: Disclosing, told: Told
) -> None:
    key = f"{told.ref}.now"
    assert "Nothing is in it yet" in disclosing.client.get(f"{disclosing.home}/bundle").text
    page = f"{disclosing.home}/bundle/{key}"
    disclosing.client.get(page)
    seen = disclosing.client._hidden(page)
    told.say("account", facts="She was late, and somebody was cross.")
    answer = disclosing.client.fetch("POST", page, data={**seen, "chosen": "in"})
    assert answer.headers["Location"].endswith("?written-since=1")  # it was not what was read
    disclosing.choose(key)
    listed = disclosing.client.get(f"{disclosing.home}/bundle")
    form = listed.form(f"{disclosing.home}/bundle").fields
    told.say("account", facts="She was late, and he was very cross.")
    answer = disclosing.client.fetch("POST", f"{disclosing.home}/bundle", data=form)
    assert answer.status_code == 409
    again = disclosing.client.get(f"{disclosing.home}/bundle").text
    assert "have changed since they were read" in again
    disclosing.choose(key)
    assert disclosing.freeze() == 1


def test_a_review_goes_in_only_with_a_note_why(
    as_sunita: Client, disclosing: Disclosing, told: Told
) -> None:
    learn_together(as_sunita, told.ref, lambda control, _most: f"of the review {control.name[-9:]}")
    key = "LR-0001.now"
    disclosing.choose(key, status=422)
    disclosing.choose_all()
    assert REVIEWED not in str(disclosing.version(disclosing.freeze()).rows)
    disclosing.choose(key, note="The notice has it in clause nine.")
    rows = disclosing.version(disclosing.freeze()).rows
    assert "A learning review" in str(rows)
    assert "clause nine" not in str(rows)  # a note is kept here


def test_a_whole_item_is_left_out_with_a_reason_and_the_log_tells_its_kind(
    disclosing: Disclosing, walk: str
) -> None:
    key = f"{walk}.version.1"
    disclosing.choose(key, "out", status=422)
    disclosing.choose(key, "out", why="legal", note="Counsel’s view of 3 March")
    disclosing.choose("P-0001.now")
    number = disclosing.freeze()
    (data,) = disclosing.print(number)
    text = " ".join(text_of_pdf(data).split())
    assert "A sealed version of a decision, 12 November 2026 legal advice 1" in text
    assert "Counsel" not in every_byte(data)
    assert walk not in text.partition("Index")[2].partition("What was left out")[0]


def test_what_is_left_out_in_one_place_and_stands_in_another_is_shown(
    disclosing: Disclosing, told: Told
) -> None:
    told.say("what-we-learned", difference="She was late.")
    disclosing.leave_out(f"{told.ref}.now", lines=["account.facts"])
    disclosing.choose(f"{told.ref}.now")
    shown = disclosing.client.get(f"{disclosing.home}/bundle").text
    assert "stand in another" in shown
    disclosing.leave_out(f"{told.ref}.now", words="She was late", everywhere="yes")
    assert "stand in another" not in disclosing.client.get(f"{disclosing.home}/bundle").text


def test_what_is_left_out_can_be_put_back_until_it_is_frozen(disclosing: Disclosing) -> None:
    disclosing.leave_out("P-0001.now", words="maureen")
    page = f"{disclosing.home}/bundle/P-0001.now"
    shown = disclosing.client.get(page)
    assert "Will read: [left out: about somebody else]" in shown.text
    (back,) = (form.action for form in shown.forms if "/put-back/" in form.action)
    disclosing.client.post(back, page=page, status=303)
    assert "Will read:" not in disclosing.client.get(page).text
    disclosing.leave_out("P-0001.now", status=422, words=" ")
    disclosing.leave_out("P-0001.now", status=422, words="Maureen", why="because")


def test_whoever_is_asked_about_can_be_told_who_looked(
    disclosing: Disclosing, walk: str, as_sunita: Client
) -> None:
    """Every look and line of the audit log until the matter was begun, and what was written when."""
    disclosing.runtime.clock.pass_by(minutes=1)  # type: ignore[attr-defined]
    disclosing = Disclosing(disclosing.client, begin_matter(disclosing.client))
    items = disclosing.items
    for key in (f"{walk}.looks", f"{walk}.noted", f"{walk}.history", "P-0001.history"):
        assert key in items
    assert "Sunita Rao: decision" in disclosing.client.get(items[f"{walk}.looks"]).text
    assert "decision.sealed" in disclosing.client.get(items[f"{walk}.noted"]).text
    assert "Stop the walks" in disclosing.client.get(items[f"{walk}.history"]).text
    before = disclosing.client.get(items[f"{walk}.looks"]).html.count('name="lines"')
    as_sunita.get(f"/decisions/{walk}")
    assert disclosing.client.get(items[f"{walk}.looks"]).html.count('name="lines"') == before


# -- plain functions ------------------------------------------------------------------------------


def an_item(*said: tuple[str, str | None]) -> Item:
    lines = tuple(Line(str(n), label, text) for n, (label, text) in enumerate(said))
    return Item("RA-0001.now", "stands", "s", "Joan and the bath", "", lines)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Joan’s key", "Joan"),
        ("JOAN came", "joan"),
        ("Jo\u00adan came", "Joan"),
        ("J\u200boan came", "Joan"),
        ("Joan\n\n  Smith came", "Joan Smith"),
        ("Joan\u00a0Smith came", "Joan  Smith"),
        ("Joanna came", "Joan"),
        ("cafe\u0301 Joan", "caf\u00e9 joan"),
        ("O\u2019Brien came", "O'Brien"),
        ("Ann\u2011Marie came", "Ann-Marie"),
        ("Jos\u00e9 came", "Jose"),
        ("Jo\u202aan\u202c came", "Joan"),
        ("Jo\ufe0fan came", "Joan"),
    ],
)
def test_words_are_left_out_however_they_are_written(text: str, words: str) -> None:
    from riskapp.governance.redacting import readable  # noqa: PLC0415

    made = redact(an_item(("Who?", readable(text))), [LeftOut("others", words=words)])
    (line,) = made.item.lines
    assert line.text is not None
    mark = "[left out: about somebody else]"
    assert line.text in (mark, f"{mark}\u2019s key", f"{mark} came", f"{mark}na came")
    assert sum(times for _why, times in made.out) >= 1


def test_words_that_run_into_one_another_are_left_out_together_and_never_the_mark() -> None:
    every = [LeftOut("others", words="Joan Smith"), LeftOut("danger", words="Smith’s key"),
             LeftOut("legal", words="left out"), LeftOut("law", words="out")]  # fmt: skip
    made = redact(an_item(("Who?", "With Joan Smith’s key, he left")), every)
    assert made.item.lines[0].text == "With [left out: about somebody else], he left"
    assert made.item.title == "Joan and the bath"


def test_a_title_a_label_and_a_heading_are_looked_through_too() -> None:
    made = redact(
        an_item(("Joan’s worry", "It is"), ("To Joan", None)), [LeftOut("others", words="Joan")]
    )
    assert "Joan" not in str(made.item)
    assert dict(made.out) == {"others": 3}


def test_a_bundle_is_parted_where_one_paper_could_not_hold_it() -> None:
    long = an_item(("Who?", "x" * 39_000))
    many = an_item(*[("Who?", "x")] * (PART_LINES - 1))
    assert list(parts_of([long] * 4)) == [1, 1, 2, 2]
    assert list(parts_of([many, many, long])) == [1, 2, 2]
    assert PART_ROOM < 3 * 39_000
    assert set(WHY_OUT)


@POSTGRESQL_SELDOM
def test_the_fullest_part_is_printed_within_the_limits(
    disclosing: Disclosing, tmp_path: Path
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    disclosing.choose("P-0001.now")
    version = disclosing.version(disclosing.freeze())
    line = {"question": "What happened?", "value": "word " * 20, "shown": "word " * 20}
    rows = {i: h for i, h in version.rows.items() if not i.startswith("items.")}
    rows |= {f"items.1.lines.{n}": line for n in range(1, PART_LINES + 1)}
    make_seal_key(
        disclosing.runtime.config.keys_folder, "Northmoor", disclosing.runtime.clock.now()
    )
    data = part_bytes(disclosing.runtime, replace(version, rows=rows), "bundle-1")
    path = tmp_path / "bundle.pdf"
    path.write_bytes(data)
    said = tool(str(Path(sys.executable).with_name("pdfua")), "check", str(path))
    assert "result: PASS (no findings)" in said
