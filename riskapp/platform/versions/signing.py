"""The signature itself, by pyHanko, made so that the same file and time give the same bytes.

Two of the methods below are pyHanko's own business: it is pinned, and a test compares bytes.
Importing this costs 0.2 s, so only what seals imports it.
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from riskapp.platform.versions.container import RESERVED, lower
from riskapp.platform.versions.keys import SealKey


def sign(data: bytes, field: str, reason: str, when: datetime, key: SealKey) -> bytes:
    """Signs a PDF in the empty field of that name, over every byte but the signature."""
    metadata = signers.PdfSignatureMetadata(
        field_name=field,
        reason=reason,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    signed = _At(when, metadata, _Signer(key)).sign_pdf(
        _writer(data), existing_fields_only=True, bytes_reserved=RESERVED
    )
    return bytes(signed.getvalue())


def _writer(data: bytes) -> IncrementalPdfFileWriter:
    tail = hashlib.sha256(data).digest()[:16]

    class Writer(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            """No "modified now"."""

        @classmethod
        def _handle_id(cls, prev: Any) -> Any:
            """An identifier made of the content, not of chance."""
            first = prev.trailer["/ID"][0]
            return generic.ArrayObject([first, generic.ByteStringObject(tail)])

    return Writer(io.BytesIO(data))


class _Signer(signers.SimpleSigner):
    """ECDSA without a random number, and the lower of the two values that say the same."""

    def __init__(self, key: SealKey) -> None:
        secret = key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        certificate = key.certificate.public_bytes(Encoding.DER)
        super().__init__(
            asn1_x509.Certificate.load(certificate),
            asn1_keys.PrivateKeyInfo.load(secret),
            SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        self._private = key.private

    def sign_raw(self, data: bytes, _digest_algorithm: str) -> bytes:
        algorithm = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        return lower(self._private.sign(data, algorithm))


class _At(signers.PdfSigner):
    """Signs at a given time, and leaves the version of the file alone."""

    def __init__(self, when: datetime, *given: Any) -> None:
        super().__init__(*given)
        self._when = when

    def register_extensions(self, *_given: Any, **_named: Any) -> None:
        """PDF/UA-1 is a standard of PDF 1.7; pyHanko would write 2.0."""

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        session = super().init_signing_session(*given, **named)
        session.system_time = self._when
        return session
