"""The seal's key is made once, is its owner's alone, and says plainly what is wrong with it."""

from __future__ import annotations

import hashlib
import multiprocessing
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from riskapp import cli
from riskapp.core.canonical import canonical, payload
from riskapp.core.errors import BadInput
from riskapp.platform.versions.keys import (
    SealKey,
    fingerprint,
    list_certificates,
    load_seal_key,
    make_seal_key,
    name_on,
    renew_certificate,
)
from riskapp.platform.versions.sealing import seal
from riskapp.platform.versions.verifying import Altered, verify
from tests.platform.versions.documents import PAYLOAD, SEALED_AT


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "instance" / "keys"
    assert make_seal_key(folder, "Example council", SEALED_AT)
    first = load_seal_key(folder)
    assert not make_seal_key(folder, "Another name", SEALED_AT)
    assert load_seal_key(folder).public == first.public == (folder / "seal.crt").read_bytes()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    make_seal_key(folder, "Example council", SEALED_AT)
    assert stat.S_IMODE((folder / "seal.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "seal.crt").stat().st_mode) == 0o644
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"PRIVATE" not in (folder / "seal.crt").read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["seal.crt", "seal.key"]


def test_a_new_certificate_has_the_new_name_and_old_files_are_still_checked(
    tagged: bytes, tmp_path: Path
) -> None:
    make_seal_key(tmp_path, "This organisation", SEALED_AT)
    first = load_seal_key(tmp_path)
    old = renew_certificate(tmp_path, "Northmoor Adult Social Care", SEALED_AT)
    second = load_seal_key(tmp_path)
    assert name_on(second.certificate) == "Northmoor Adult Social Care"
    assert second.private.private_numbers() == first.private.private_numbers()
    assert list_certificates(tmp_path) == [second.public, first.public]
    assert stat.S_IMODE((tmp_path / "seal.key").stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"seal.key", "seal.crt", old.name}
    for key in (first, second):
        sealed = seal(tagged, PAYLOAD, SEALED_AT, key)
        assert verify(sealed, second.public, first.public).sealed_at == SEALED_AT
        with pytest.raises(Altered, match="Something was added"):
            verify(sealed + b"%", second.public, first.public)
    with pytest.raises(Altered, match="another key"):
        verify(seal(tagged, PAYLOAD, SEALED_AT, first), second.public)


def test_a_certificate_of_another_key_is_not_trusted_for_its_name(
    tagged: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever can put a file among the keys has not the key that is there."""
    keys, elsewhere = tmp_path / "keys", tmp_path / "elsewhere"
    for folder in (keys, elsewhere):
        make_seal_key(folder, "Northmoor\x1b[2J", SEALED_AT)
    own, forger = load_seal_key(keys), load_seal_key(elsewhere)
    for name in ("seal.crt", "seal.0123456789abcdef.crt"):
        (keys / name).write_bytes(forger.public)
    (keys / "seal.f.crt").write_bytes(b"no certificate")
    assert list_certificates(keys) == [own.public]
    monkeypatch.setenv("RISKAPP_INSTANCE", str(tmp_path))
    file, rows = tmp_path / "copy.pdf", {"record.reference": {"value": "RA-0001"}}
    carried = canonical(payload(rows, b"s" * 32, set(rows), "full"))
    file.write_bytes(seal(tagged, carried, SEALED_AT, forger))
    assert cli.main(["verify", str(file)]) == 1
    file.write_bytes(seal(tagged, carried, SEALED_AT, own))
    capsys.readouterr()
    assert cli.main(["verify", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Trusted: the certificate of Northmoor[2J\n" in said
    assert f"Its fingerprint: {fingerprint(own.public)}\n" in said
    # Where there is no instance it says where to look, and never to make one that knows nothing of it.
    monkeypatch.setenv("RISKAPP_INSTANCE", str(tmp_path / "nowhere"))
    assert cli.main(["verify", str(file)]) != 0
    said = capsys.readouterr().err
    assert "RISKAPP_INSTANCE" in said
    assert "init" not in said


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    make_seal_key(tmp_path, "Example council", SEALED_AT)
    (tmp_path / "seal.key").chmod(mode)
    with pytest.raises(BadInput, match="chmod 600"):
        load_seal_key(tmp_path)


def test_a_missing_or_damaged_key_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="riskapp init"):
        load_seal_key(tmp_path)
    make_seal_key(tmp_path, "Example council", SEALED_AT)
    path = tmp_path / "seal.key"
    whole = path.read_bytes()
    for damaged in (b"", whole[:200], whole[:-300], b"x" * 400, whole[300:]):
        path.write_bytes(damaged)
        with pytest.raises(BadInput, match="damaged") as caught:
            load_seal_key(tmp_path)
        assert "\n" not in str(caught.value)


def test_a_key_with_another_ones_certificate_is_refused(tmp_path: Path, key: SealKey) -> None:
    make_seal_key(tmp_path, "Example council", SEALED_AT)
    path = tmp_path / "seal.key"
    secret, _begin, _certificate = path.read_bytes().partition(b"-----BEGIN CERTIFICATE")
    path.write_bytes(secret + key.public)
    with pytest.raises(BadInput, match="not one that riskapp made"):
        load_seal_key(tmp_path)


def test_the_certificate_is_of_the_kind_that_readers_take(key: SealKey) -> None:
    certificate = key.certificate
    public = certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert isinstance(public.curve, ec.SECP256R1)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert certificate.not_valid_before_utc < SEALED_AT
    assert certificate.not_valid_after_utc > SEALED_AT + timedelta(days=365 * 19)


def test_the_fingerprint_is_what_other_tools_show(key: SealKey) -> None:
    digest = hashlib.sha256(key.certificate.public_bytes(Encoding.DER)).hexdigest()
    assert fingerprint(key.public).replace(" ", "") == digest
    assert len(fingerprint(key.public).split()) == 16


def test_a_long_name_is_cut_not_refused(tmp_path: Path) -> None:
    assert make_seal_key(tmp_path, "Cyngor " * 20, SEALED_AT)
    assert load_seal_key(tmp_path).certificate.subject.rfc4514_string().startswith("CN=Cyngor")


def test_two_that_make_a_key_at_once_agree(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        made = pool.starmap(make_seal_key, [(tmp_path, "Example council", SEALED_AT)] * 6)
    assert made.count(True) == 1
    assert load_seal_key(tmp_path).public == (tmp_path / "seal.crt").read_bytes()
