"""The command line, as somebody types it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import select

from riskapp import cli
from riskapp.platform import settings
from riskapp.platform.audit.tables import audit
from riskapp.platform.db import Database, sqlite_url
from riskapp.platform.versions.keys import fingerprint

PASSWORD = "kettle marmalade lantern\n"


def riskapp(
    instance: Path, *words: str, given: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "riskapp", *words],
        input=given, capture_output=True, text=True, check=False,
        env={**os.environ, "RISKAPP_INSTANCE": str(instance), **env},
    )  # fmt: skip


def noted(instance: Path, event: str) -> list[dict[str, str]]:
    """The keys of each line of the audit log about one event."""
    db = Database(sqlite_url(instance / "riskapp.db"))
    with db.read() as conn:
        rows = conn.execute(select(audit.c["keys"]).where(audit.c.event == event)).scalars().all()
    db.close()
    return [json.loads(keys) for keys in rows]


def replaced(instance: Path) -> Path:
    """The one certificate that another took the place of."""
    (old,) = (instance / "keys").glob("seal.*.crt")
    return old


def mark(certificate: Path) -> str:
    return fingerprint(certificate.read_bytes())


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("instance")
    assert riskapp(made, "init").returncode == 0
    return made


def test_init_twice_keeps_everything(tmp_path: Path) -> None:
    first = riskapp(
        tmp_path / "new",
        "init",
        "--ask-administrator",
        given=f"Amir Hadi\namir@x.example\n{PASSWORD}",
    )
    assert first.returncode == 0, first.stderr
    assert "Amir Hadi can sign in" in first.stdout
    made = {p.name: p.read_bytes() for p in (tmp_path / "new" / "keys").iterdir()}
    again = riskapp(tmp_path / "new", "init")
    assert again.returncode == 0
    assert "Made" not in again.stdout
    assert {
        p.name: p.read_bytes() for p in (tmp_path / "new" / "keys").iterdir() if p.name in made
    } == made
    assert (
        riskapp(tmp_path / "new", "user", "list").stdout
        == "amir@x.example\tAmir Hadi\tadministrator\t\n"
    )


def test_users_are_added_listed_and_disabled(instance: Path) -> None:
    add = (
        "user",
        "add",
        "sunita@x.example",
        "--name",
        "Sunita Rao",
        "--role",
        "practitioner",
        "--role",
        "lead",
        "--team",
        "North",
    )
    assert riskapp(instance, *add, given=PASSWORD).returncode == 0
    line = "sunita@x.example\tSunita Rao\tlead practitioner\tNorth"
    assert line + "\n" in riskapp(instance, "user", "list").stdout
    assert riskapp(instance, "user", "disable", "sunita@x.example").returncode == 0
    assert line + "\tdisabled\n" in riskapp(instance, "user", "list").stdout
    assert riskapp(instance, "audit", "verify").stdout.startswith("The audit log is whole: ")


NEW = ("user", "add", "new@x.example", "--name", "New", "--role", "practitioner")


@pytest.mark.parametrize(
    ("words", "given", "said"),
    [
        ((), "", "COMMAND"),
        (("fly",), "", "invalid choice: 'fly'"),
        (("user", "add"), "", "required"),
        (("user", "add", "new@x.example", "--name", "N"), "", "--role"),
        ((*NEW[:-1], "wizard"), PASSWORD, "there is no role wizard"),
        (("user", "add", "not an address", *NEW[3:]), PASSWORD, "is not an e-mail address"),
        ((*NEW[:4], " ", *NEW[5:]), PASSWORD, "a name is one line"),
        (NEW, "short\n", "15 characters or more"),
        (NEW, "riskapp riskapp riskapp\n", "too easy to guess"),
        (NEW, "", "no password was given"),
        ((*NEW, "--team", "\x07"), PASSWORD, "a team's name"),
        (("user", "disable", "nobody@x.example"), "", "there is no user nobody@x.example"),
        (("serve", "--port", "http"), "", "port is not a whole number"),
        (("serve", "--host", "0.0.0.0"), "", "need HTTPS"),
        (("audit",), "", "ACT"),
    ],
)
def test_bad_input_is_one_plain_line_and_changes_nothing(
    instance: Path,
    words: tuple[str, ...],
    given: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(*words: str) -> int:
        try:
            return cli.main(words)
        except SystemExit as ended:  # how argparse ends
            return int(ended.code or 0)

    monkeypatch.setenv("RISKAPP_INSTANCE", str(instance))
    assert run("user", "list") == 0
    before = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", StringIO(given))
    assert run(*words) != 0
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert run("user", "list") == 0
    assert capsys.readouterr().out == before


@pytest.mark.parametrize("words", [("user", "list"), ("audit", "verify"), ("serve",), ("worker",)])
def test_before_init_each_command_says_what_to_do(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = riskapp(tmp_path / "nothing", *words)
    assert result.returncode == 2
    assert "riskapp init" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "nothing").exists()


def test_a_damaged_audit_log_is_named(tmp_path: Path) -> None:
    riskapp(tmp_path, "init", "--ask-administrator", given=f"Amir Hadi\namir@x.example\n{PASSWORD}")
    db = Database(sqlite_url(tmp_path / "riskapp.db"))
    with db.write() as conn:
        conn.exec_driver_sql("DROP TRIGGER refuse_delete_audit")
        conn.exec_driver_sql("DELETE FROM audit WHERE seq = 1")
    db.close()
    result = riskapp(tmp_path, "audit", "verify")
    assert result.returncode == 1
    assert (
        result.stderr == "riskapp: audit log, main 1: this line is missing\n"
        or "main 1" in result.stderr
    )
    doctor = riskapp(tmp_path, "doctor")
    assert doctor.returncode == 1
    assert "refuse_delete_audit is missing" in doctor.stdout


def test_doctor_lists_every_setting_with_its_source_and_no_secret(instance: Path) -> None:
    result = riskapp(instance, "doctor", RISKAPP_ORGANISATION="Northmoor")
    assert "RISKAPP_ORGANISATION = Northmoor  (environment)" in result.stdout
    assert "RISKAPP_PORT = 8000  (default)" in result.stdout
    assert "ok    schema" in result.stdout
    secret = riskapp(
        instance, "doctor", RISKAPP_DATABASE_URL="postgresql+psycopg://u:hunter2@127.0.0.1:1/x"
    )
    assert "hunter2" not in secret.stdout + secret.stderr
    assert secret.returncode == 1


def test_doctor_names_a_content_file_that_cannot_be_used(instance: Path) -> None:
    own = instance / "content" / "safeguarding" / "england.toml"
    own.parent.mkdir(parents=True)
    own.write_text('jurisdiction = "england"\nlast_checked = 9999-12-31\n')
    amiss = riskapp(instance, "doctor")
    assert amiss.returncode == 1
    assert re.search(
        r"AMISS .*content: safeguarding/england.toml: “last_checked” should be", amiss.stdout
    )
    own.write_text('jurisdiction = "england"\n')
    assert re.search("ok    what is in .*content can be shown", riskapp(instance, "doctor").stdout)


def test_doctor_says_in_whose_name_is_sealed_and_what_can_be_printed(tmp_path: Path) -> None:
    assert riskapp(tmp_path, "init").returncode == 0
    well = riskapp(tmp_path, "doctor")
    assert well.returncode == 0, well.stdout
    assert re.search(
        r"ok    .*seal.key is there; its certificate bears the name This organisation, valid until 20",
        well.stdout,
    )
    assert "ok    fonts here draw Latin, " in well.stdout
    assert re.search(r"ok    a page was printed in \d+\.\d s", well.stdout)
    (tmp_path / "weasyprint.py").write_text("raise OSError")
    without = riskapp(tmp_path, "doctor", PYTHONPATH=str(tmp_path))
    assert without.returncode == 1
    assert "AMISS no PDF can be made here: " in without.stdout
    named = {"RISKAPP_ORGANISATION": "Northmoor"}
    amiss = riskapp(tmp_path, "doctor", **named)
    assert amiss.returncode == 1
    assert (
        "AMISS that is not the organisation, Northmoor: run `riskapp init --new-certificate`"
        in amiss.stdout
    )
    made = riskapp(tmp_path, "init", "--new-certificate", **named)
    assert "Made a certificate for Northmoor." in made.stdout
    assert noted(tmp_path, "seal.certificate_renewed") == [
        {"new": mark(tmp_path / "keys" / "seal.crt"), "old": mark(replaced(tmp_path))}
    ]
    again = riskapp(tmp_path, "doctor", **named)
    assert again.returncode == 0, again.stdout
    assert "bears the name Northmoor," in again.stdout
    (tmp_path / "keys" / "seal.crt").write_text("another")
    assert "seal.crt is not that certificate" in riskapp(tmp_path, "doctor", **named).stdout
    (tmp_path / "keys" / "seal.key").unlink()
    assert "AMISS the key" in riskapp(tmp_path, "doctor", **named).stdout


def test_an_instance_with_invented_people_is_served_to_this_machine_alone(tmp_path: Path) -> None:
    riskapp(tmp_path, "init", "--ask-administrator", given=f"Amir Hadi\namir@x.example\n{PASSWORD}")
    db = Database(sqlite_url(tmp_path / "riskapp.db"))
    with db.write() as conn:
        settings.put(conn, settings.DEMONSTRATION, "kettle marmalade lantern")
    db.close()
    result = riskapp(
        tmp_path, "serve", "--host", "0.0.0.0", RISKAPP_HTTPS="1", RISKAPP_HOSTS="risk.example"
    )
    assert result.returncode == 2
    assert "demonstration data" in result.stderr


@pytest.mark.parametrize("threads", ["1", "4"])
def test_serve_answers_with_a_worker_beside_it_and_ends_both(instance: Path, threads: str) -> None:
    port = _free_port()
    env = {**os.environ, "RISKAPP_INSTANCE": str(instance)}
    server = subprocess.Popen(
        [sys.executable, "-m", "riskapp", "serve", "--port", str(port), "--threads", threads],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz")
        workers = _wait_for_worker(server.pid)
        assert len(workers) == 1
        assert len(_children(server.pid)) == 3
        os.kill(workers[0], signal.SIGKILL)  # it is started again
        _wait_for_worker(server.pid, but=workers[0])
        children = _children(server.pid)
    finally:
        server.terminate()
        out, err = server.communicate(timeout=120)
    assert server.returncode == 0, err
    assert f"http://127.0.0.1:{port}" in out
    assert all(not Path(f"/proc/{pid}").exists() for pid in children)
    assert '"event": "request"' in err
    assert "Traceback" not in err


def test_a_worker_ends_when_its_server_is_killed(instance: Path) -> None:
    port = _free_port()
    env = {**os.environ, "RISKAPP_INSTANCE": str(instance)}
    server = subprocess.Popen(
        [sys.executable, "-m", "riskapp", "serve", "--port", str(port)],
        env=env,
        stderr=subprocess.DEVNULL,
    )
    _wait_for(f"http://127.0.0.1:{port}/healthz")
    _wait_for_worker(server.pid)
    children = _children(server.pid)
    server.kill()
    server.wait()
    until = time.monotonic() + 60
    while any(_is_there(pid) for pid in children):
        assert time.monotonic() < until, "children outlive their server"
        time.sleep(0.2)


def _is_there(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            assert time.monotonic() < until, "the server did not answer"
            time.sleep(0.1)
        else:
            return


def _wait_for_worker(server: int, but: int = 0) -> list[int]:
    until = time.monotonic() + 60
    while True:
        children = _children(server)
        workers = [pid for pid, line in children.items() if " worker " in line and pid != but]
        if workers:
            return workers
        assert time.monotonic() < until, "no worker"
        time.sleep(0.1)


def _children(pid: int) -> dict[int, str]:
    said = subprocess.run(
        ["ps", "--ppid", str(pid), "-o", "pid=,args="], capture_output=True, text=True, check=False
    )
    found = (line.split(None, 1) for line in said.stdout.splitlines())
    return {int(child): f"{args} " for child, args in found}
