"""The signature container, bytes the signature itself cannot cover: there is one spelling of it.

Readers take a container with other digest lists, versions or padding for valid. The verifier builds
the only one that the sealer would write and compares every byte, so both take it from here.
"""

from __future__ import annotations

from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

RESERVED = 4096  # hex digits; a container takes about 1,600
# Of P-256. A signature (r, s) has a twin (r, order - s) that anyone can make: the lower counts.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def lower(signature: bytes) -> bytes:
    """The one of a signature and its twin that a sealed file carries."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, ORDER - s))


def build(certificate: asn1_x509.Certificate, signed_attrs: Any, signature: bytes) -> bytes:
    """The whole container as DER."""
    digest = {"algorithm": "sha256"}
    issuer = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    signer = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": issuer},
        "digest_algorithm": digest,
        "signed_attrs": signed_attrs,
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": signature,
    }
    content = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [signer],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())
