"""What the ledger gives back: claims, documents and findings together with when it took them in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from onrecord.model import Claim, Document, Finding
from onrecord.model.finding import Verdict

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
class Acceptance:
    """A finding that somebody has looked at and lets stand, `reason` saying why. `finding` is its id, which stays while
    its words and figures do; `words`, `because`, `rule` and `verdict` are what it said then, and `document` the id of
    the draft; `by` is a name or a desk, None where nobody is told; `recorded` is UTC. One that was withdrawn, or whose
    place another took, is `superseded`."""

    finding: str
    rule: str
    verdict: Verdict
    words: str
    because: str
    reason: str
    document: str
    by: str | None = None
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
