"""`riskapp verify FILE.pdf`: is it the file that was sealed, and is it still the latest?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from riskapp import config
from riskapp.commands.opening import Commands, opened
from riskapp.core.errors import BadInput, RiskappError
from riskapp.governance.bundle import LAYOUT as BUNDLE
from riskapp.platform.versions.keys import KEY, fingerprint_of, list_certificates, name_on
from riskapp.platform.versions.store import find_digest, list_sealings
from riskapp.platform.versions.verifying import Altered, Verified, verify

ALTERED = 1


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("verify", help="check a PDF against the seal of its instance")
    parser.add_argument("file", type=Path, metavar="FILE.pdf")
    parser.add_argument(
        "--certificate", type=Path, help="the instance's certificate, to check without the instance"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    data, one = _read(given.file), given.certificate
    trusted = [_read(one)] if one else _own_certificates()
    try:
        found = verify(data, *trusted)
    except Altered as altered:
        print(f"Altered, or not ours: {altered}")
        return ALTERED
    print("Unaltered since it was sealed.")
    for line in _facts(found):
        print(line)
    if given.certificate is None:
        print(_standing(found))
    return 0


def _own_certificates() -> list[bytes]:
    """Whoever checks a file needs the instance that sealed it: another one made here would not do."""
    folder = config.load().keys_folder
    if not (folder / KEY).exists():
        raise BadInput(
            f"there is no key in {folder} to check with: name the folder of the instance that sealed "
            "it in RISKAPP_INSTANCE, or its certificate with --certificate"
        )
    return list_certificates(folder)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}") from None


def _facts(found: Verified) -> list[str]:
    rows = {row["id"]: row["value"]["value"] for row in found.payload["rows"]}
    named = [f"{rows[key]}" for key in ("record.reference",) if key in rows]
    of_bundle = _of_bundle(rows) if found.layout.startswith(BUNDLE) else []
    return [
        *of_bundle,
        f"Record: {named[0] if named else 'not named in this copy'}",
        f"Version: {rows.get('record.version', 'not named in this copy')}",
        f"Copy: {found.layout}",
        f"Version digest: {found.version_digest}",
        f"Sealed: {found.sealed_at:%Y-%m-%d %H:%M} UTC, by the sealer's own clock",
        f"Trusted: the certificate of {name_on(found.certificate) or 'nobody named'}",
        f"Its fingerprint: {fingerprint_of(found.certificate)}",
    ]


def _of_bundle(rows: dict[str, Any]) -> list[str]:
    """Which bundle it is, which of its parts, and how much is in all of them."""
    left_out = sum(1 for row_id in rows if row_id.startswith("log."))
    which = f"bundle {rows['record.version']} of {rows['record.reference']}"
    held = f"{rows['record.items']} items, {rows['record.parts']} parts"
    return [f"Disclosure: {which}, {held}, {left_out} lines in the log of what was left out"]


def _standing(found: Verified) -> str:
    """Where this instance has the version among the others of its record."""
    try:
        with opened() as runtime, runtime.db.read() as conn:
            sealing = find_digest(conn, found.version_digest)
            if sealing is None:
                return "Not known here: no version of this instance has that digest."
            latest = list_sealings(conn, sealing.subject_id)[0]
    except RiskappError:
        return "Not looked up: there is no instance here."
    if latest.number > sealing.number and found.layout.startswith(BUNDLE):
        return f"It stands as it was disclosed; bundle {latest.number} was frozen since."
    if latest.number > sealing.number:
        return f"Superseded: version {latest.number} has been sealed since."
    return "This is the latest sealed version."
