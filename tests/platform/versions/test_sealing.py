"""A sealed file is the one that was sealed, to the last bit, or it is refused with a reason."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from riskapp.core.canonical import canonical, payload
from riskapp.core.errors import BadInput
from riskapp.platform.versions import container, pdf
from riskapp.platform.versions.keys import SealKey, load_seal_key, make_seal_key
from riskapp.platform.versions.sealing import seal
from riskapp.platform.versions.verifying import (
    ADDED,
    CHANGED,
    CUT,
    NO_SEAL,
    NOT_PDF,
    OTHER_KEY,
    Altered,
    verify,
)
from tests.platform.versions.documents import (
    PAYLOAD,
    ROWS,
    SEALED_AT,
    page,
    tool,
    unpacked,
)


def refused(data: bytes, key: SealKey) -> str:
    with pytest.raises(Altered) as caught:
        verify(data, key.public)
    return str(caught.value)


def updated(data: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with a later revision behind it, as any PDF editor would save it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_unaltered_file_tells_version_layout_rows_and_time(sealed: bytes, key: SealKey) -> None:
    found = verify(sealed, key.public)
    assert canonical(found.payload) == PAYLOAD
    assert found.layout == "full"
    assert found.version_digest == found.payload["version_digest"]
    assert found.sealed_at == SEALED_AT


def test_the_certificate_may_be_pem_or_der(sealed: bytes, key: SealKey) -> None:
    der = key.certificate.public_bytes(Encoding.DER)
    assert verify(sealed, der) == verify(sealed, key.public)


def test_no_certificate_is_bad_input_not_an_altered_file(sealed: bytes) -> None:
    with pytest.raises(BadInput):
        verify(sealed, b"not a certificate")


def test_one_flipped_bit_anywhere_is_refused(sealed: bytes, key: SealKey) -> None:
    some = random.Random(1)
    for place in some.sample(range(len(sealed)), 300):
        altered = bytearray(sealed)
        altered[place] ^= 1 << some.randrange(8)
        refused(bytes(altered), key)


def test_one_flipped_bit_in_the_signature_itself_is_refused(sealed: bytes, key: SealKey) -> None:
    """No signature covers this part: padding, the case of a digit, lists that readers skip."""
    begin = sealed.rfind(b"/Contents <")
    end = sealed.rfind(b"/ByteRange")
    some = random.Random(2)
    for place in [*range(begin, begin + 40), *some.sample(range(begin, end), 260)]:
        altered = bytearray(sealed)
        altered[place] ^= 1 << some.randrange(8)
        refused(bytes(altered), key)


@pytest.mark.long
def test_a_flipped_bit_in_every_byte_is_refused(sealed: bytes, key: SealKey) -> None:
    some = random.Random(3)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1 << some.randrange(8)
        refused(bytes(altered), key)


def test_bytes_behind_are_refused(sealed: bytes, key: SealKey) -> None:
    for more in (b"\n", b" ", b"%%EOF\n", sealed, bytes(4096)):
        assert refused(sealed + more, key) in {str(ADDED), str(CUT), str(NO_SEAL), str(CHANGED)}
    assert refused(sealed + b"\n", key) == str(ADDED)


def test_bytes_before_are_refused(sealed: bytes, key: SealKey) -> None:
    assert refused(b"\n" + sealed, key) == str(NOT_PDF)


def test_a_file_cut_short_is_refused(sealed: bytes, key: SealKey) -> None:
    for length in (0, 5, 1000, len(sealed) // 2, len(sealed) - 1):
        refused(sealed[:length], key)
    assert refused(sealed[:-1], key) == str(CUT)


def test_the_revision_before_the_seal_says_that_it_has_none(sealed: bytes, key: SealKey) -> None:
    first = sealed[: sealed.index(b"%%EOF") + 6]
    with pikepdf.open(io.BytesIO(first)) as opened:
        assert len(opened.pages) == 4  # a whole PDF, and a clean one
    assert refused(first, key) == str(NO_SEAL)


def test_what_was_never_sealed_says_so(tagged: bytes, key: SealKey) -> None:
    assert refused(tagged, key) == str(NO_SEAL)
    assert refused(b"hello", key) == str(NOT_PDF)


def test_a_title_that_looks_like_a_seal_is_only_a_title(key: SealKey) -> None:
    drawn = pdf.render(page("<p>a</p>", title="/ByteRange [0 10 20 30]"), [], {})
    sealed = seal(drawn, PAYLOAD, SEALED_AT, key)
    assert verify(sealed, key.public).layout == "full"
    refused(drawn, key)


def test_later_revisions_are_refused(sealed: bytes, key: SealKey) -> None:
    def title(writer: IncrementalPdfFileWriter) -> None:
        writer.root["/Lang"] = writer.root["/Lang"]
        writer.update_root()

    def no_form(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/AcroForm"]
        writer.update_root()

    def no_files(writer: IncrementalPdfFileWriter) -> None:
        del writer.root["/Names"]
        writer.update_root()

    def unsigned(writer: IncrementalPdfFileWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"][0]
        del field["/V"]
        writer.update_container(field)

    for change in (title, no_form, no_files, unsigned):
        later = updated(sealed, change)
        assert later.startswith(sealed)
        refused(later, key)


def test_a_swapped_attachment_is_refused(sealed: bytes, key: SealKey) -> None:
    """Also by the same length in place, the way a checksum would not see."""
    other = canonical(payload({**ROWS, "day": 3}, b"s" * 32, {"choice", "day"}, "full"))
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        opened.attachments["record.json"].get_file().obj.write(other)
        out = io.BytesIO()
        opened.save(out)
    refused(out.getvalue(), key)
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        stream = opened.attachments["record.json"].get_file().obj
        packed = stream.read_raw_bytes()
    assert packed in sealed
    swapped = zlib.compress(other)[: len(packed)].ljust(len(packed), b"\0")
    assert refused(sealed.replace(packed, swapped), key) == str(CHANGED)


def test_a_file_rewritten_is_refused(sealed: bytes, key: SealKey) -> None:
    refused(unpacked(sealed), key)


def test_another_key_of_the_same_name_is_refused(
    tagged: bytes, key: SealKey, tmp_path: Path
) -> None:
    make_seal_key(tmp_path, "Example council", SEALED_AT)
    other = load_seal_key(tmp_path)
    assert other.certificate.subject == key.certificate.subject
    theirs = seal(tagged, PAYLOAD, SEALED_AT, other)
    assert verify(theirs, other.public).layout == "full"
    assert refused(theirs, key) == str(OTHER_KEY)


def test_the_twin_of_a_signature_is_refused(sealed: bytes, key: SealKey) -> None:
    """Anyone can turn (r, s) into (r, order - s), which every reader takes for valid."""
    r, s = decode_dss_signature(signature_of(sealed))
    twin = encode_dss_signature(r, container.ORDER - s)
    begin = sealed.rfind(b"<", 0, sealed.rfind(b"/ByteRange")) + 1
    end = sealed.index(b">", begin)
    parsed = container.cms.ContentInfo.load(bytes.fromhex(sealed[begin:end].decode()))
    signer = parsed["content"]["signer_infos"][0]
    forged = container.build(
        parsed["content"]["certificates"][0].chosen, signer["signed_attrs"], twin
    )
    other = sealed[:begin] + forged.hex().upper().encode().ljust(end - begin, b"0") + sealed[end:]
    assert len(other) == len(sealed)
    assert pyhanko_says_valid(other, key)
    assert refused(other, key) == str(CHANGED)


def signature_of(sealed: bytes) -> bytes:
    return bytes(PdfFileReader(io.BytesIO(sealed)).embedded_signatures[0].signer_info["signature"])


def pyhanko_says_valid(data: bytes, key: SealKey) -> bool:
    """A second opinion, from another program."""
    signature = PdfFileReader(io.BytesIO(data), strict=True).embedded_signatures[0]
    root = asn1_x509.Certificate.load(key.certificate.public_bytes(Encoding.DER))
    context = ValidationContext(
        trust_roots=[root], moment=SEALED_AT, allow_fetching=False, best_signature_time=SEALED_AT
    )
    status = validate_pdf_signature(signature, context)
    return bool(status.bottom_line and status.coverage.name == "ENTIRE_FILE")


def test_other_programs_call_it_valid(sealed: bytes, key: SealKey, tmp_path: Path) -> None:
    assert pyhanko_says_valid(sealed, key)
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    said = tool("pdfsig", str(path))
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "CN=Example council" in said


def test_the_data_is_attached_as_the_source_of_the_pages(sealed: bytes, tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        spec = opened.Root.AF[0]
        assert spec.AFRelationship == "/Data"
        assert spec.EF.F.Subtype == "/application/json"
        assert opened.attachments["record.json"].get_file().read_bytes() == PAYLOAD
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)
    assert "1: record.json" in tool("pdfdetach", "-list", str(path))


def test_what_is_withheld_is_in_no_byte(sealed: bytes) -> None:
    with pikepdf.open(io.BytesIO(sealed)) as opened:
        attached = opened.attachments["record.json"].get_file().read_bytes()
    assert str(ROWS["choice"]).encode() in attached
    assert b"worry" not in unpacked(sealed)
    assert str(ROWS["worry"]).encode() not in attached


def test_the_same_pages_data_time_and_key_give_the_same_bytes(
    sealed: bytes, key: SealKey, tmp_path: Path
) -> None:
    """In another process, time zone and hash seed."""
    write_key(tmp_path, key)
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from riskapp.platform.versions import keys, pdf, sealing\n"
        "from tests.platform.versions.documents import PAYLOAD, RECORD, SEALED_AT, STYLES\n"
        "key = keys.load_seal_key(Path(sys.argv[1]))\n"
        "drawn = pdf.render(RECORD, STYLES, {})\n"
        "sys.stdout.buffer.write(sealing.seal(drawn, PAYLOAD, SEALED_AT, key))\n"
    )
    elsewhere = {**os.environ, "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "7"}
    again = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        check=True,
        env=elsewhere,
    ).stdout
    assert again == sealed


def write_key(folder: Path, key: SealKey) -> None:
    secret = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "seal.key"
    path.touch(mode=0o600)
    path.write_bytes(secret + key.public)


def test_the_zone_of_the_time_makes_no_difference(
    tagged: bytes, sealed: bytes, key: SealKey
) -> None:
    elsewhere = SEALED_AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    assert seal(tagged, PAYLOAD, elsewhere, key) == sealed


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        PAYLOAD + b"\n",
        PAYLOAD.replace(b'"full"', b'"full" '),
        PAYLOAD.replace(b'"value":2', b'"value":3'),
    ],
)
def test_data_that_would_not_verify_is_not_sealed(tagged: bytes, key: SealKey, data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        seal(tagged, data, SEALED_AT, key)


def test_a_time_without_a_zone_is_not_sealed(tagged: bytes, key: SealKey) -> None:
    with pytest.raises(ValueError, match="zone"):
        seal(tagged, PAYLOAD, datetime(2026, 1, 1), key)  # noqa: DTZ001


def test_rubbish_is_refused_and_never_crashes(sealed: bytes, key: SealKey) -> None:
    some = random.Random(4)
    begin = sealed.rfind(b"/Contents <") + 11
    shapes = [
        b"%PDF-1.7 /ByteRange [0 1 2 3]",
        b"%PDF-1.7 <00> /ByteRange [0 9 13 28]",
        b"%PDF-" + some.randbytes(5000),
        b"%PDF-/ByteRange [0 999999999999 999999999999 0]",
        sealed[:begin] + b"<" + sealed[begin + 1 :],
        sealed.replace(b"/ByteRange", b"/ByteRagne"),
        sealed[:begin] + b"0" * 4096 + sealed[begin + 4096 :],
        sealed[:begin] + b"FF" * 2048 + sealed[begin + 4096 :],
    ]
    for shape in shapes:
        refused(shape, key)


def test_verifying_needs_neither_pyhanko_nor_the_engine() -> None:
    code = (
        "import sys\nimport riskapp.platform.versions.verifying\n"
        "assert not {'pyhanko', 'weasyprint'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
