"""Whether a sealed PDF is the one that was sealed, from the file and a certificate alone.

Every byte counts. The signature covers all of the file but its own container, and the container
must be, to the last digit, the one that the sealer would have written. Nothing else in the file is
read before that holds, so no part of the verdict rests on what a stranger may have put there.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pikepdf
from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from riskapp.core.canonical import canonical, check_payload
from riskapp.core.errors import RiskappError
from riskapp.platform.i18n import LazyString, _
from riskapp.platform.versions import container
from riskapp.platform.versions.keys import read_certificate
from riskapp.platform.versions.sealing import ATTACHMENT

RANGE = re.compile(rb"/ByteRange \[(\d{1,12}) (\d{1,12}) (\d{1,12}) (\d{1,12}) *\]")
NOT_PDF = _("This is not a PDF.")
NO_SEAL = _("This file carries no seal. It was never sealed, or the seal was taken out.")
ADDED = _("Something was added to this file after it was sealed.")
CUT = _("The end of this file is missing.")
OTHER_KEY = _("This file was sealed with another key, or its seal was altered.")
CHANGED = _("This file was changed after it was sealed.")
UNREADABLE = _("This file was altered or cannot be read.")


class Altered(RiskappError):
    """Not the file that was sealed with this certificate's key."""

    def __init__(self, reason: LazyString) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True)
class Verified:
    """What an unaltered file says of itself. The time is the sealer's word.

    certificate: the one, of those given, that it was sealed with.
    """

    version_digest: str
    layout: str
    payload: dict[str, Any]
    sealed_at: datetime
    certificate: x509.Certificate


@dataclass(frozen=True)
class _Parts:
    """A file around its signature container, and the container's hex digits."""

    covered: tuple[bytes, bytes]
    container: bytes


def verify(data: bytes, certificate: bytes, *older: bytes) -> Verified:
    """Checks a file with the certificate, else with one that it replaced.

    Raises Altered with the reason, and BadInput where a certificate cannot be read.
    """
    try:
        return _verify(data, certificate)
    except Altered as altered:
        if altered.reason is not OTHER_KEY or not older:
            raise
    return verify(data, *older)


def _verify(data: bytes, certificate: bytes) -> Verified:
    trusted = read_certificate(certificate)
    try:
        parts = _parts(data)
        _check_signature(parts, trusted)
        return _read(data, trusted)
    except Altered:
        raise
    except Exception as error:  # damaged files raise a dozen kinds
        raise Altered(UNREADABLE) from error


def _parts(data: bytes) -> _Parts:
    if not data.startswith(b"%PDF-"):
        raise Altered(NOT_PDF)
    # The last one: words of a record may stand earlier in the file, never after the signature.
    found = RANGE.match(data, max(data.rfind(b"/ByteRange"), 0))
    if found is None:
        raise Altered(NO_SEAL)
    start, opening, closing, rest = (int(number) for number in found.groups())
    if closing + rest < len(data):
        raise Altered(ADDED)
    if closing + rest > len(data):
        raise Altered(CUT)
    brackets = data[opening : opening + 1] + data[closing - 1 : closing]
    if start != 0 or not 0 < opening < closing or brackets != b"<>":
        raise Altered(CHANGED)
    # Where the sealer puts them, and nowhere else: words of a title could imitate either.
    if not data[:opening].endswith(b"/Contents ") or found.start() != closing + 1:
        raise Altered(CHANGED)
    return _Parts((data[:opening], data[closing:]), data[opening + 1 : closing - 1])


def _check_signature(parts: _Parts, trusted: x509.Certificate) -> None:
    info = cms.ContentInfo.load(bytes.fromhex(parts.container.decode("ascii")))
    signer = info["content"]["signer_infos"][0]
    signature = signer["signature"].native
    ours = asn1_x509.Certificate.load(trusted.public_bytes(Encoding.DER))
    wanted = container.build(ours, signer["signed_attrs"], signature).hex().upper().encode("ascii")
    if parts.container != wanted.ljust(len(parts.container), b"0"):
        raise Altered(OTHER_KEY)
    if container.lower(signature) != signature:
        raise Altered(CHANGED)
    attributes = {each["type"].native: each["values"][0].native for each in signer["signed_attrs"]}
    digest = hashlib.sha256(parts.covered[0] + parts.covered[1]).digest()
    if attributes["message_digest"] != digest:
        raise Altered(CHANGED)
    public = trusted.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        raise Altered(OTHER_KEY)
    try:
        signed = signer["signed_attrs"].untag().dump()
        public.verify(signature, signed, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Altered(CHANGED) from None


def _read(data: bytes, certificate: x509.Certificate) -> Verified:
    """What the file carries; called once every byte of it is known to be the sealer's."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        body = pdf.attachments[ATTACHMENT].get_file().read_bytes()
        said = str(pdf.Root.AcroForm.Fields[0].V.M)
    payload = json.loads(body)
    if canonical(payload) != body:
        raise Altered(CHANGED)
    check_payload(payload)
    moment = datetime.strptime(said[2:16], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return Verified(payload["version_digest"], payload["layout"], payload, moment, certificate)
