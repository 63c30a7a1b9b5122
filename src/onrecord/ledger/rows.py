"""Claims, findings and documents as rows, and back. The way back reads `record`, which is exact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import msgspec

from onrecord.model import KINDS, Area, Claim, Comparison, Document, Finding, Period, Place, Source

_encoder = msgspec.json.Encoder(decimal_format="number")
# Columns of `claims` that hold a field of the same name and are null for the kinds without it.
_PLAIN = (
    "side", "category", "measure", "event", "actor", "what", "as_reported", "verifier", "party", "outcome", "about",
)  # fmt: skip
_NOTHING: dict[str, Any] = dict.fromkeys(
    (*_PLAIN, "chain", "place", "value", "low", "high", "unit", "bound", "conversion_value", "conversion_unit",
     "inclusion", "inclusion_of", "left_term", "relation", "right_term")
)  # fmt: skip


@lru_cache(maxsize=None)
def _plain(kind: str) -> tuple[str, ...]:
    names = {field.name for field in fields(KINDS[kind])}
    return tuple(name for name in _PLAIN if name in names)


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


def claim_row(claim: Claim, known_from: str) -> dict[str, Any]:
    """The columns of `claims`, `place` and the keys excepted; `known_from` is the document's."""
    row = _NOTHING.copy()
    for name in _plain(claim.kind):
        row[name] = getattr(claim, name)
    period, span = claim.period, claim.span
    start, end = iso(period.start), iso(period.end)
    row["id"], row["kind"], row["text"], row["certainty"] = claim.id, claim.kind, claim.text, claim.certainty
    row["period_start"], row["period_end"], row["day"] = start, end, end or start or known_from
    row["period_as_written"], row["period_basis"] = period.as_written, period.basis
    row["span_start"], row["span_end"], row["record"] = span.start, span.end, claim_record(claim)
    if claim.sources:
        row["chain"] = " > ".join([source.name for source in claim.sources])
    if (quantity := getattr(claim, "quantity", None)) is not None:
        value, low, high = quantity.value, quantity.low, quantity.high
        row["value"] = exact = _decimal(value)
        # Most figures are exact, and the same three times.
        row["low"] = exact if low is value else _decimal(low)
        row["high"] = exact if high is value else _decimal(high)
        row["unit"], row["bound"] = quantity.unit, quantity.bound
    if isinstance(claim, Area):
        if claim.conversion:
            row["conversion_value"], row["conversion_unit"] = _decimal(claim.conversion.value), claim.conversion.unit
        if claim.inclusion:
            row["inclusion"], row["inclusion_of"] = claim.inclusion.relation, claim.inclusion.of
    elif isinstance(claim, Comparison):
        row["left_term"], row["relation"], row["right_term"] = claim.left, claim.relation, claim.right
    return row


def link_row(claim: int, position: int, link: Source, source: int) -> dict[str, Any]:
    start, end = link.span or (None, None)
    return {
        "claim": claim, "position": position, "source": source, "as_written": link.as_written, "cue": link.cue,
        "span_start": start, "span_end": end,
    }  # fmt: skip


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
