"""The public JSON of docs/claims.md, to and from records: exact decimals as JSON numbers, dates as ISO text.

A claim's JSON holds the common fields and those of its own kind, in the contract's order.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from onrecord.model.claim import KINDS, Claim, Period
from onrecord.model.document import Document, Note, Reading, Span
from onrecord.model.finding import Finding, Suspect

_encoder = msgspec.json.Encoder(decimal_format="number")


def _plain(value: Any) -> Any:
    """Records as dicts, tuples as lists; leaves are what msgspec writes (Decimal, date, str, float, None)."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Decimal):
        # 4E+3 is the same number but not the same JSON to every reader: write 4000.
        return value if value.as_tuple().exponent in (0, -1, -2) else Decimal(f"{value:f}")
    if isinstance(value, (str, int, float, date)) or value is None:
        return value
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}


def claim_to_dict(claim: Claim) -> dict[str, Any]:
    out = _plain(claim)
    return {"id": out.pop("id"), "kind": claim.kind, **out}


def claim_from_dict(raw: dict[str, Any]) -> Claim:
    """Raises `msgspec.ValidationError` when a field is missing, unknown in value, or of the wrong type."""
    raw = dict(raw)
    kind = raw.pop("kind", None)
    if kind not in KINDS:
        raise msgspec.ValidationError(f"unknown claim kind {kind!r}")
    return msgspec.convert(raw, KINDS[kind], strict=False)


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    out = _plain(finding)
    order = ("rule", "verdict", "period", "claims", "stated", "computed", "because", "suspects", "as_of")
    return {key: out[key] for key in order}


def document_to_dict(document: Document) -> dict[str, Any]:
    order = ("id", "title", "url", "publisher", "published", "language", "sha256")
    return {key: _plain(getattr(document, key)) for key in order}


def reading_to_dict(reading: Reading) -> dict[str, Any]:
    """The object that `onrecord read --format json` prints for one document."""
    out: dict[str, Any] = {
        "document": document_to_dict(reading.document),
        "claims": [claim_to_dict(claim) for claim in reading.claims],
        "findings": [finding_to_dict(finding) for finding in reading.findings],
    }
    if reading.taken_back:
        out["taken_back"] = [_plain(one) for one in reading.taken_back]
    if reading.notes:
        out["notes"] = [_plain(note) for note in reading.notes]
    return out


def to_json(value: Any) -> bytes:
    """Compact UTF-8 JSON of what the functions above return (or any mix of records and plain values)."""
    return _encoder.encode(_plain(value))


__all__ = [
    "Note",
    "Period",
    "Suspect",
    "claim_from_dict",
    "claim_to_dict",
    "document_to_dict",
    "finding_to_dict",
    "reading_to_dict",
    "to_json",
]
