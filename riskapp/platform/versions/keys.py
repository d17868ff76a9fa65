"""The key that seals: ECDSA P-256 with a certificate of its own, made once for an instance.

`seal.key` holds key and certificate and is the owner's alone; `seal.crt` is the certificate again,
to publish. Whoever checks a sealed PDF offline needs it, by another road than the PDF came. A
certificate that was replaced stays beside it: a PDF is checked with the one it was sealed with.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from riskapp.core.errors import BadInput

KEY = "seal.key"
CERTIFICATE = "seal.crt"
OLD = "seal.*.crt"  # one that was replaced, with the beginning of its fingerprint
LASTS = timedelta(days=7300)
# Clocks differ, and invented records are sealed on days gone by: neither must find the certificate
# not yet valid.
BEFORE = timedelta(days=90)
MAX_NAME = 64  # of a common name, by the standard


@dataclass(frozen=True, repr=False)
class SealKey:
    """What seals, and what shows who sealed."""

    private: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def public(self) -> bytes:
        """The certificate as PEM, to publish."""
        return self.certificate.public_bytes(Encoding.PEM)

    def made(self, certificate: bytes) -> bool:
        """Whether a certificate is one of this key."""
        try:
            return read_certificate(certificate).public_key() == self.private.public_key()
        except BadInput:
            return False


def make_seal_key(folder: Path, name: str, now: datetime) -> bool:
    """Makes the key of an instance called `name`; False where there is one, which stays."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / KEY
    if path.exists():
        return False
    private = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(private, name, now).public_bytes(Encoding.PEM)
    if not _put(path, _secret(private) + certificate, 0o600):
        return False
    (folder / CERTIFICATE).unlink(missing_ok=True)
    _put(folder / CERTIFICATE, certificate, 0o644)
    return True


def renew_certificate(folder: Path, name: str, now: datetime) -> Path:
    """A certificate with another name for the same key. Returns where the old one is kept.

    Raises BadInput where the key cannot be loaded.
    """
    key = load_seal_key(folder)
    mark = key.certificate.fingerprint(hashes.SHA256()).hex()[:16]
    old = folder / OLD.replace("*", mark)
    _put(old, key.public, 0o644)
    certificate = _certificate(key.private, name, now).public_bytes(Encoding.PEM)
    _put(folder / KEY, _secret(key.private) + certificate, 0o600, replace=True)
    _put(folder / CERTIFICATE, certificate, 0o644, replace=True)
    return old


def list_certificates(folder: Path) -> list[bytes]:
    """The certificate in use, then those it replaced. Raises BadInput where the key cannot be loaded.

    One of another key is none of them, whatever its file is called: whoever could put it there would
    have their own PDFs believed.
    """
    key = load_seal_key(folder)
    return [
        key.public,
        *(old for path in sorted(folder.glob(OLD)) if key.made(old := path.read_bytes())),
    ]


def name_on(certificate: x509.Certificate) -> str:
    """Whose it is, empty where it names nobody; what a terminal could obey is left out."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return "".join(
        letter for name in names[:1] for letter in str(name.value) if letter.isprintable()
    )


def name_for(organisation: str) -> str:
    """The name a certificate of an organisation bears."""
    return organisation[:MAX_NAME] or "riskapp"


def load_seal_key(folder: Path) -> SealKey:
    """Raises BadInput where the key is missing, damaged, or readable by others."""
    path = folder / KEY
    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except OSError as error:
        message = f"the key {path} cannot be read: run `riskapp init` first"
        raise BadInput(message) from error
    if stat.S_IMODE(mode) & 0o077:
        message = f"the key {path} can be read by others: run `chmod 600 {path}`"
        raise BadInput(message)
    try:
        private = load_pem_private_key(data, password=None)
        certificate = x509.load_pem_x509_certificate(data)
    except (ValueError, TypeError) as error:
        message = f"the key {path} is damaged"
        raise BadInput(message) from error
    if not (
        isinstance(private, ec.EllipticCurvePrivateKey)
        and isinstance(private.curve, ec.SECP256R1)
        and certificate.public_key() == private.public_key()
    ):
        message = f"the key {path} is not one that riskapp made"
        raise BadInput(message)
    return SealKey(private, certificate)


def read_certificate(data: bytes) -> x509.Certificate:
    """A published certificate, PEM or DER. Raises BadInput for anything else."""
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as error:
        message = "this is not a certificate"
        raise BadInput(message) from error


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a published certificate in groups of four, to print, read out and compare."""
    return fingerprint_of(read_certificate(certificate))


def fingerprint_of(certificate: x509.Certificate) -> str:
    digest = certificate.fingerprint(hashes.SHA256()).hex()
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def _secret(private: ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _put(path: Path, data: bytes, mode: int, *, replace: bool = False) -> bool:
    """Writes a file whole or not at all; False where it is there already and is to stay."""
    with NamedTemporaryFile(dir=path.parent) as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), mode)
        os.fsync(file.fileno())
        if replace:
            new = Path(f"{file.name}.new")
            os.link(file.name, new)
            new.replace(path)
            return True
        try:
            os.link(file.name, path)
        except FileExistsError:
            return False
    return True


def _certificate(private: ec.EllipticCurvePrivateKey, name: str, now: datetime) -> x509.Certificate:
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name_for(name))])
    # Some readers ask for the second of these before they call a signature valid.
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(now + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, hashes.SHA256())
    )
