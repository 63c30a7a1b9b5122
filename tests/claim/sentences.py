"""One way to read a sentence in a test: its claims, as if published on Monday, 14 August 2023."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from onrecord.claim import reading
from onrecord.model import Claim, Document

PUBLISHED = date(2023, 8, 14)
C = TypeVar("C", bound=Claim)


def document(text: str, language: str = "en", published: date | None = PUBLISHED) -> Document:
    return Document(id="a", text=text, sha256="0" * 64, published=published, publisher="Newsweek", language=language)


def claims(text: str, kind: type[C], language: str = "en") -> list[C]:
    """The claims of one kind in a text."""
    return [claim for claim in reading(document(text, language)).claims if isinstance(claim, kind)]


def days(claim: Claim) -> tuple[str | None, str | None]:
    """The first and last day of a claim's period, as ISO text."""
    period = claim.period
    return period.start and period.start.isoformat(), period.end and period.end.isoformat()


def amount(claim: Any) -> tuple[str | None, str]:
    """Value and bound of a claim's quantity."""
    value = claim.quantity.value
    return None if value is None else f"{value:f}", claim.quantity.bound
