"""Claims, findings and documents as rows, and back. The way back reads `record`, which is exact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.ledger.database import Values
from onrecord.model import KINDS, Claim, Document, Finding, Period, Place, Source

_encoder = msgspec.json.Encoder(decimal_format="number")


def claim_record(claim: Claim) -> str:
    """The claim's contract object as JSON: exact decimals, every field of its kind."""
    return f'{{"kind":"{claim.kind}",{_encoder.encode(claim).decode()[1:]}'


@lru_cache(maxsize=None)
def _claim_decoder(kind: str) -> msgspec.json.Decoder[Claim]:
    return msgspec.json.Decoder(KINDS[kind])


def claim_of(kind: str, record: str) -> Claim:
    """The claim that `record` holds, equal to the one it was made of."""
    return _claim_decoder(kind).decode(record)


def finding_record(finding: Finding) -> str:
    return _encoder.encode(finding).decode()


@lru_cache(maxsize=None)
def _finding_decoder() -> msgspec.json.Decoder[Finding]:
    return msgspec.json.Decoder(Finding)


def finding_of(record: str) -> Finding:
    return _finding_decoder().decode(record)


def claim_row(
    claim: Claim, known_from: str, *, key: int, place: int | None, series: int | None, document: int, reading: int
) -> Values:
    """The columns of `claims` in their order; `known_from` is the document's, the others are keys."""
    period, sources = claim.period, claim.sources
    day = period.end or period.start
    value = low = high = None
    quantity = getattr(claim, "quantity", None)
    if quantity is not None:
        value = _decimal(quantity.value)
        # Most figures are exact, and the same three times.
        low = value if quantity.low is quantity.value else _decimal(quantity.low)
        high = value if quantity.high is quantity.value else _decimal(quantity.high)
    return (
        key, claim.id, claim.kind, day.isoformat() if day else known_from, place, series, value, low, high,
        " > ".join([source.name for source in sources]) if sources else None,
        claim.span.start, document, reading, claim_record(claim),
    )  # fmt: skip


def link_row(position: int, link: Source, form: int) -> Values:
    """The columns of `claim_sources` after the claim, in their order."""
    start, end = link.span or (None, None)
    return (position, form, link.cue, start, end)


class _Told(msgspec.Struct):
    text: str


_text_of = msgspec.json.Decoder(_Told)


def text_of(record: str) -> str:
    """The words of the claim that `record` holds."""
    return _text_of.decode(record).text


def links_of(claim: Claim) -> list[tuple[str, str]]:
    """What the claim says of others: (relation, the other claim's id), in order."""
    referred = [("refers_to", id) for id in getattr(claim, "refers_to", ())]
    taken_back: list[tuple[str, str]] = [(one.how, one.claim) for one in claim.retracts]
    return referred + taken_back


def place_row(place: Place) -> dict[str, Any]:
    """The columns of `places`, key excepted. Candidates stay in the claim's record."""
    return {
        "name": place.name, "as_written": place.as_written, "id": place.id, "oblast": place.oblast,
        "latitude": place.lat, "longitude": place.lon,
        "folded": folded(place.name, place.as_written, place.oblast),
    }  # fmt: skip


def finding_row(finding: Finding) -> dict[str, Any]:
    period = finding.period or Period()
    return {
        "rule": finding.rule, "verdict": finding.verdict, "because": finding.because, "stated": finding.stated,
        "computed": finding.computed, "period_start": iso(period.start),
        "period_end": iso(period.end), "as_of": iso(finding.as_of), "record": finding_record(finding),
    }  # fmt: skip


def publisher_rows(names: Iterable[str]) -> list[dict[str, Any]]:
    return [{"name": name, "folded": folded(name)} for name in names]


def document_row(document: Document) -> dict[str, Any]:
    """The columns of `documents`, but for `key`, `known_from` and `recorded`."""
    row = {f.name: getattr(document, f.name) for f in fields(document)}
    row["published"] = iso(document.published)
    row["digest"] = hashlib.sha256(_encoder.encode(document)).hexdigest()
    return row


def document_of(row: Any, text: str = "") -> Document:
    """The document in the columns `documents.<field>` of a result row."""
    return Document(
        id=row.document_id,
        text=text,
        sha256=row.sha256,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        published=date.fromisoformat(row.published) if row.published else None,
        language=row.language,
    )


def folded(*words: str | None) -> str:
    """What a search for a name is matched against: lower case for every alphabet, one name a line."""
    return "\n".join(word.casefold() for word in words if word)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def moment(at: datetime) -> str:
    """A UTC time as the ledger writes it: 2023-08-14T09:30:00Z."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _decimal(value: Any) -> str | None:
    return None if value is None else f"{value:f}"
