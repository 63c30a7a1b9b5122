"""Claims of a ledger as CSV and JSON: flat, stable columns for a spreadsheet, whole records for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from onrecord.model import TakenBack
from onrecord.model.codec import claim_to_dict, document_to_dict, to_json

if TYPE_CHECKING:
    from onrecord.ledger import Recorded

COLUMNS: Final = (
    "id",
    "kind",
    "text",
    "sources",
    "source_ids",
    "certainty",
    "side",
    "category",
    "value",
    "low",
    "high",
    "unit",
    "bound",
    "measure",
    "event",
    "actor",
    "what",
    "outcome",
    "as_reported",
    "conversion_value",
    "conversion_unit",
    "inclusion",
    "inclusion_of",
    "verifier",
    "about",
    "party",
    "left",
    "relation",
    "right",
    "start",
    "end",
    "period_as_written",
    "period_basis",
    "place",
    "place_id",
    "oblast",
    "lat",
    "lon",
    "span_start",
    "span_end",
    "document",
    "title",
    "url",
    "publisher",
    "published",
    "recorded",
    "superseded",
    "refers_to",
    "retracts",
    "taken_back",
)
"""The columns of the CSV. New ones go to the end, none is renamed or moved."""

# Spreadsheets run a cell that starts with one of these, full-width forms included; white space before it is skipped.
_RUNS = frozenset("=+-@＝＋－＠|%")


def claims_csv(recorded: Iterable[Recorded], taken_back: Iterable[TakenBack] = ()) -> str:
    """UTF-8 text with a header row and newline ends. Numbers are as in the ledger, dates ISO; an absent fact is
    an empty cell; a chain is "outermost > innermost". A text cell that a spreadsheet would run starts with an
    apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    before = _by_claim(taken_back)
    for item in recorded:
        row = _row(item)
        row["taken_back"] = " ".join(one.earlier for one in before.get(item.claim.id, ()))
        writer.writerow([cell(row.get(column)) for column in COLUMNS])
    return out.getvalue()


def claims_json(recorded: Iterable[Recorded], taken_back: Iterable[TakenBack] = ()) -> bytes:
    """One object a line: the claim's own fields, then `document`, `recorded`, `superseded`, and `taken_back` where it
    takes back what other documents hold."""
    before = _by_claim(taken_back)
    return b"".join(
        to_json(
            {
                **claim_to_dict(item.claim),
                "document": document_to_dict(item.document),
                "recorded": item.recorded.isoformat(),
                "superseded": item.superseded,
                **({"taken_back": before[item.claim.id]} if item.claim.id in before else {}),
            }
        )
        + b"\n"
        for item in recorded
    )


def _by_claim(taken_back: Iterable[TakenBack]) -> dict[str, list[TakenBack]]:
    out: dict[str, list[TakenBack]] = {}
    for one in taken_back:
        out.setdefault(one.claim, []).append(one)
    return out


def _row(item: Recorded) -> dict[str, Any]:
    claim = claim_to_dict(item.claim)
    quantity = claim.get("quantity") or {}
    conversion = claim.get("conversion") or {}
    inclusion = claim.get("inclusion") or {}
    place = claim["place"] or {}
    document = item.document
    return {
        **{column: claim[column] for column in COLUMNS if column in claim},
        **{column: quantity.get(column) for column in ("value", "low", "high", "unit", "bound")},
        "sources": " > ".join(source["name"] for source in claim["sources"]),
        "source_ids": " > ".join(source["id"] for source in claim["sources"]),
        "conversion_value": conversion.get("value"),
        "conversion_unit": conversion.get("unit"),
        "inclusion": inclusion.get("relation"),
        "inclusion_of": inclusion.get("of"),
        "start": claim["period"]["start"],
        "end": claim["period"]["end"],
        "period_as_written": claim["period"]["as_written"],
        "period_basis": claim["period"]["basis"],
        "place": place.get("name"),
        "place_id": place.get("id"),
        **{column: place.get(column) for column in ("oblast", "lat", "lon")},
        "span_start": claim["span"][0],
        "span_end": claim["span"][1],
        "document": document.id,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "published": document.published,
        "recorded": item.recorded.isoformat(),
        "superseded": item.superseded,
        "refers_to": " ".join(claim.get("refers_to") or ()),
        "retracts": " ".join(one["claim"] for one in claim["retracts"]),
    }


def cell(value: Any) -> str:
    """A value as the text of a CSV cell; what a spreadsheet would run is disarmed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (Decimal, float, int)):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return value.isoformat()
    # A bare carriage return would end the row for some readers.
    text = str(value).replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    first = text.lstrip()[:1]
    return f"'{text}" if first in _RUNS or text[:1] in ("\t", "\n") else text
