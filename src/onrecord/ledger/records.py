"""What the ledger gives back: claims, documents and findings together with when it took them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.model import Claim, Document, Finding

Standing = Literal["new", "known", "superseded-older", "superseded-by-newer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What one reading added. `document` tells how its document stands to the others of the same id:

    - `new`: the first of its id;
    - `known`: this very document was there already (superseded since, or not);
    - `superseded-older`: it is a newer version, and the older one is superseded by it;
    - `superseded-by-newer`: a later version was there already: it is kept, superseded from the start.
    """

    document: Standing
    claims_new: int = 0
    claims_known: int = 0
    findings_new: int = 0
    findings_known: int = 0

    @property
    def nothing(self) -> bool:
        """True when the ledger held all of it."""
        return self.document == "known" and not self.claims_new and not self.findings_new


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A claim as the ledger holds it. `document.text` is empty (ask `Ledger.document`); `recorded` is UTC."""

    claim: Claim
    document: Document
    recorded: datetime
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFinding:
    """A finding as the ledger holds it; the rest as in `Recorded`."""

    finding: Finding
    document: Document
    recorded: datetime
    superseded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Info:
    """What a ledger is and holds. `documents` are the current ones; `claims` and `findings` are as they were last read,
    in all documents; `since` and `until` the first and the last day that a document counts from; `size` is bytes."""

    name: str
    database: str
    schema: int
    documents: int
    claims: int
    findings: int
    sources: int
    superseded_documents: int
    since: date | None
    until: date | None
    size: int
