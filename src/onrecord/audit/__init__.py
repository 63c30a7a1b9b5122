"""The audit: figures as intervals, the relations between them, the rules, findings.

    audit(reading, record, as_of) -> findings

`relate` states the relations of each series of loss figures, `relations` finds whether they hold; `rules.RULES` is the
list of all that is checked. Findings of figures that hang together by sums come with their `ties`; where they fail,
`suspects` asks the solver (`repair`) for all the smallest repairs.
"""

from __future__ import annotations

from datetime import date

from onrecord.audit.record import Record, Recorded
from onrecord.audit.rules import RULES, Rule
from onrecord.audit.suspects import localised
from onrecord.audit.view import View, view
from onrecord.model import Finding, Reading


def audit(reading: Reading, record: Record | None = None, as_of: date | None = None) -> tuple[Finding, ...]:
    """What the rules say of `reading`, rule by rule, within a rule in the order of the text.

    `record` is the ledger, or None to audit the document against itself alone. Of the record only what was
    published by `as_of` counts (by default the document's own date; all of it when that is unknown), and
    never this document's own earlier readings. Raises what `record` raises.
    """
    looked_at = view(reading, record, as_of or reading.document.published)
    return localised((told for rule in RULES for told in rule(looked_at)), looked_at.series)


__all__ = ["RULES", "Record", "Recorded", "Rule", "View", "audit", "view"]
