"""`riskapp doctor`: every setting and where it came from, and whether what it needs is there."""

from __future__ import annotations

import argparse
import shutil
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from riskapp import config, migrations
from riskapp.commands.opening import Commands, require_file
from riskapp.core.clock import SystemClock
from riskapp.core.errors import RiskappError
from riskapp.library import writing
from riskapp.library.queries import list_troubles
from riskapp.migrations import all_tables
from riskapp.platform import audit, triggers
from riskapp.platform.db import Database, describe
from riskapp.platform.keys import ALL, AUDIT, read_key
from riskapp.platform.versions import pdf
from riskapp.platform.versions.child import Limits
from riskapp.platform.versions.failing import RenderFailed
from riskapp.platform.versions.fonts import SCRIPTS, missing_scripts
from riskapp.platform.versions.keys import CERTIFICATE, KEY, load_seal_key, name_for, name_on

Line = tuple[bool, str]
_LOW_BYTES = 500_000_000
_PRINTED_WITHIN = 30  # seconds
_TRIAL = '<html lang="en"><title>A trial</title><h1>A trial</h1><p>It was printed.</p></html>'


def check_keys(settings: config.Config) -> Iterator[Line]:
    for name in ALL:
        read_key(settings.keys_folder / name)
        yield True, f"{settings.keys_folder / name} is there, and for its owner alone"


def check_seal(settings: config.Config) -> Iterator[Line]:
    """The key is loaded as for sealing, and the certificate to publish is its own."""
    folder = settings.keys_folder
    key = load_seal_key(folder)
    certificate, now = key.certificate, SystemClock().now()
    ends, name = certificate.not_valid_after_utc, name_on(certificate)
    yield (
        certificate.not_valid_before_utc <= now <= ends,
        f"{folder / KEY} is there; its certificate bears the name {name}, valid until {ends:%Y-%m-%d}",
    )
    renew = "run `riskapp init --new-certificate`; PDFs sealed before are still checked"
    if name != name_for(settings.organisation):
        yield False, f"that is not the organisation, {settings.organisation}: {renew}"
    if (folder / CERTIFICATE).read_bytes() != key.public:
        yield False, f"{folder / CERTIFICATE} is not that certificate: {renew}"


def check_fonts(_settings: config.Config) -> Iterator[Line]:
    lost = missing_scripts()
    names = {name for names in lost.values() for name in names}
    yield "Latin" not in names, f"fonts here draw {', '.join(s for s in SCRIPTS if s not in names)}"
    for package, scripts in lost.items():
        yield (
            True,
            f"no font here draws {', '.join(scripts)}: if anybody needs it, install {package}",
        )


def check_printing(_settings: config.Config) -> Iterator[Line]:
    """A page goes through the press, as a copy does: what hinders it would hinder every copy."""
    press = pdf.press(Limits(wall=_PRINTED_WITHIN))
    began = time.monotonic()
    try:
        pdf.render(_TRIAL, [], {}, by=press)
    except RenderFailed as error:
        yield False, f"no PDF can be made here: {error}"
    else:
        yield True, f"a page was printed in {time.monotonic() - began:.1f} s"
    finally:
        press.close()


def check_database(settings: config.Config) -> Iterator[Line]:
    db = Database(settings.url)
    try:
        require_file(db)
        yield True, ", ".join(f"{name} {value}" for name, value in describe(db).items())
        migrations.require_head(db)
        yield True, f"schema {migrations.head()}"
        all_tables.load()  # with them, what each of them refuses
        with db.read() as conn:
            amiss = triggers.differences(conn)
        yield not amiss, "; ".join(amiss) or "what may not be changed is guarded"
    finally:
        db.close()


def check_audit(settings: config.Config) -> Iterator[Line]:
    db = Database(settings.url)
    try:
        require_file(db)
        key = read_key(settings.keys_folder / AUDIT)
        with db.read() as conn:
            verdict = audit.verify(conn, key, audit.checkpoints_path(settings.instance))
        yield (
            verdict.is_whole,
            f"audit log of {verdict.lines} lines"
            + "".join(f"; {f.lane} {f.seq}: {f.what}" for f in verdict.faults),
        )
    finally:
        db.close()


def check_content(settings: config.Config) -> Iterator[Line]:
    folder = settings.content_folder
    troubles = [f"{trouble}; our own words are shown instead" for trouble in list_troubles(folder)]
    troubles += (f"{trouble}; it is left out" for trouble in writing.list_troubles(folder))
    for trouble in troubles:
        yield False, f"{folder}: {trouble}"
    if folder.is_dir() and not troubles:
        yield True, f"what is in {folder} can be shown"


def check_room(settings: config.Config) -> Iterator[Line]:
    free = shutil.disk_usage(settings.instance).free
    yield free > _LOW_BYTES, f"{free // 1_000_000} MB free in {settings.instance}"


# Each is given the settings and yields lines, true where all is well. What one raises is its line.
CHECKS: list[Callable[[config.Config], Iterator[Line]]] = [
    check_keys,
    check_seal,
    check_database,
    check_audit,
    check_content,
    check_fonts,
    check_printing,
    check_room,
]


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("doctor", help="list every setting, and look whether all is well")
    parser.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    settings = config.load()
    print(f"riskapp {_version()}")
    for name, source in settings.sources.items():
        value = _shown(settings, name)
        env = "RISKAPP_INSTANCE" if name == "instance" else config.environment_name(name)
        print(f"  {env} = {value}  ({source})")
    is_well = True
    for line_is_well, said in (line for check in CHECKS for line in _lines(check, settings)):
        is_well = is_well and line_is_well
        print(f"{'ok   ' if line_is_well else 'AMISS'} {said}")
    return 0 if is_well else 1


def _lines(
    check: Callable[[config.Config], Iterator[Line]], settings: config.Config
) -> Iterator[Line]:
    try:
        yield from check(settings)
    except (RiskappError, OSError) as error:
        yield False, str(error)
    except Exception as error:  # noqa: BLE001 (one check that breaks must not hide the others)
        yield False, f"{check.__name__}: {type(error).__name__}: {error}".partition("\n")[0]


def _shown(settings: config.Config, name: str) -> str:
    value = getattr(settings, name)
    if name == "database_url":  # it may hold a password
        db = Database(settings.url)
        return db.url.render_as_string(hide_password=True)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _version() -> str:
    try:
        return version("riskapp")
    except PackageNotFoundError:
        return "(not installed)"
