"""Sealing: the data of a copy goes into its PDF, then the instance signs all of it.

Nothing may touch the file afterwards. The same pages, data, time and key give the same bytes.
"""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from riskapp.core.canonical import canonical, check_payload
from riskapp.platform.versions.keys import SealKey

ATTACHMENT = "record.json"
DESCRIPTION = "The rows this copy shows, and digests of the rows it withholds"
FIELD = "Seal"
FIELD_TITLE = "Seal: electronic signature of the organisation"
REASON = "Sealed copy of one version of a record"
PRINT_AND_LOCKED = 4 | 128  # never hidden: PDF/A forbids it


def seal(tagged_pdf: bytes, payload: bytes, when: datetime, key: SealKey) -> bytes:
    """The sealed PDF. `payload` is canonical JSON of `core.canonical.payload`, `when` is aware.

    Raises ValueError for any other payload or a time without a zone.
    """
    copy = json.loads(payload)
    if canonical(copy) != payload:
        raise ValueError("the payload is not canonical")
    check_payload(copy)
    if when.tzinfo is None:
        raise ValueError("the time has no zone")
    # pyHanko takes 0.2 s and 50 MB, which processes that never seal need not pay.
    from riskapp.platform.versions.signing import sign  # noqa: PLC0415

    moment = when.astimezone(UTC).replace(microsecond=0)
    return sign(_prepared(tagged_pdf, payload, moment), FIELD, REASON, moment, key)


def _prepared(data: bytes, payload: bytes, when: datetime) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _attach(pdf, payload, when)
        _add_field(pdf)
        _declare_signature(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
        return out.getvalue()


def _attach(pdf: pikepdf.Pdf, payload: bytes, when: datetime) -> None:
    date = when.strftime("D:%Y%m%d%H%M%SZ")
    spec = pikepdf.AttachedFileSpec(
        pdf,
        payload,
        filename=ATTACHMENT,
        description=DESCRIPTION,
        mime_type="application/json",
        creation_date=date,
        mod_date=date,
    )
    spec.relationship = Name.Data
    pdf.attachments[ATTACHMENT] = spec
    pdf.Root.AF = Array([spec.obj])


def _add_field(pdf: pikepdf.Pdf) -> None:
    """An empty field without a place on the last page, in the tags and with a name to read out."""
    page = pdf.pages[-1]
    tree = pdf.Root.StructTreeRoot
    numbers = tree.ParentTree.Nums
    free = max(int(numbers[place]) for place in range(0, len(numbers), 2)) + 1
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=FIELD,
            TU=FIELD_TITLE,
            F=PRINT_AND_LOCKED,
            Rect=Array([0, 0, 0, 0]),
            P=page.obj,
            StructParent=free,
        )
    )
    numbers.append(free)
    numbers.append(_tag(pdf, tree, page, field))
    tree.ParentTreeNextKey = free + 1
    page.obj.Annots = Array([*page.obj.get("/Annots", []), field])
    page.obj.Tabs = Name.S
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def _tag(pdf: pikepdf.Pdf, tree: Any, page: pikepdf.Page, field: Any) -> Any:
    """The last element of the document, for the field."""
    top = tree.K[0] if isinstance(tree.K, Array) else tree.K
    content = Dictionary(Type=Name.OBJR, Obj=field, Pg=page.obj)
    form = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Form, P=top, Pg=page.obj, K=content)
    )
    top.K = Array([*(top.K if isinstance(top.K, Array) else [top.K]), form])
    return form


def _declare_signature(pdf: pikepdf.Pdf) -> None:
    """Says that the file uses signatures as PAdES has them, an extension of PDF 1.7."""
    extension = Dictionary(
        Type=Name.DeveloperExtensions, BaseVersion=Name("/1.7"), ExtensionLevel=1
    )
    pdf.Root.Extensions = Dictionary(ESIC=extension)
