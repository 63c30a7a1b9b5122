"""The nouns, frozen: what every other room speaks in. Imports nothing of Onrecord.

`Document` and `Span` say where words stand; `Source`, `Quantity`, `Period` and `Place` are the
parts of a `Claim`; a `Finding` is what the audit says about claims; `Reading` holds all that came
of one document. `errors` is the tree of exceptions, `codec` the public JSON of docs/claims.md.
"""

from onrecord.model.claim import (
    KINDS,
    Activity,
    Area,
    Candidate,
    Claim,
    Comparison,
    Control,
    Conversion,
    Inclusion,
    Loss,
    Period,
    Place,
    Quantity,
    Quote,
    Response,
    Retraction,
    Source,
    Verification,
)
from onrecord.model.document import Document, Note, Reading, Span
from onrecord.model.finding import Finding, Suspect, TakenBack

__all__ = [
    "KINDS",
    "Activity",
    "Area",
    "Candidate",
    "Claim",
    "Comparison",
    "Control",
    "Conversion",
    "Document",
    "Finding",
    "Inclusion",
    "Loss",
    "Note",
    "Period",
    "Place",
    "Quantity",
    "Quote",
    "Reading",
    "Response",
    "Retraction",
    "Source",
    "Span",
    "Suspect",
    "TakenBack",
    "Verification",
]
