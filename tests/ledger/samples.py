"""Documents and claims for the ledger's tests, as short to write as they are to read."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from onrecord.model import (
    Claim,
    Control,
    Document,
    Finding,
    Loss,
    Period,
    Place,
    Quantity,
    Quote,
    Reading,
    Response,
    Source,
    Span,
)

STAFF = Source(name="General Staff of Ukraine", id="ua-general-staff", as_written="the staff", cue="said")
ISW = Source(name="ISW", id="isw", as_written="The think tank", cue="reported", span=Span(0, 14))
BLOGGERS = Source(name="Russian military bloggers", id="ru-milbloggers", as_written="bloggers", cue="claimed")

# What is said of a finding that is accepted.
ACCEPTED: dict[str, Any] = {
    "rule": "sum", "verdict": "fails", "words": "3", "because": "1 + 1 = 2, but 3 is stated.", "document": "draft",
    "reason": "As the staff wrote it.",
}  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


def document(id: str = "d1", text: str = "Some words.", published: str | None = "2023-08-14", **other: Any) -> Document:
    sha256 = other.pop("sha256", hashlib.sha256(text.encode()).hexdigest())
    return Document(id=id, text=text, sha256=sha256, published=day(published) if published else None, **other)


def loss(id: str = "c1", value: str = "530", *, end: str | None = "2023-08-14", **other: Any) -> Loss:
    number = Decimal(value)
    fields: dict[str, Any] = {
        "text": f"{value} troops lost",
        "span": Span(0, 4),
        "sources": (STAFF,),
        "side": "russia",
        "category": "personnel",
        "measure": "increment",
        "quantity": Quantity(value=number, low=number, high=number),
        "period": Period(end=day(end) if end else None),
    }
    return Loss(id=id, **(fields | other))


def control(id: str = "k1", village: str = "Urozhaine", **other: Any) -> Control:
    fields: dict[str, Any] = {
        "text": f"withdrew from {village}",
        "span": Span(5, 10),
        "sources": (ISW, BLOGGERS),
        "event": "withdraw",
        "actor": "russia",
        "certainty": "unconfirmed",
        "place": Place(name=village, as_written=village, oblast="Donetsk Oblast"),
    }
    return Control(id=id, **(fields | other))


def quote(id: str = "q1", text: str = "we go on", **other: Any) -> Quote:
    return Quote(id=id, text=text, span=Span(0, 4), **other)


def response(id: str = "r1", party: str = "Kremlin", **other: Any) -> Response:
    fields: dict[str, Any] = {"text": f"{party} denied it", "span": Span(6, 9), "outcome": "denied", "about": "it"}
    return Response(id=id, party=party, **(fields | other))


def finding(*claims: str, verdict: Any = "holds", **other: Any) -> Finding:
    return Finding(rule="sum", verdict=verdict, because="1 + 1 = 2", claims=claims, **other)


def reading(*claims: Claim, of: Document | None = None, findings: tuple[Finding, ...] = ()) -> Reading:
    return Reading(document=of or document(), claims=claims, findings=findings)
