"""The rules, one visible list. A rule is a function `(view) -> Iterable[Finding | Tied]`: it looks, and says what it
found; it never raises for what is wrong with a document, and is linear (n log n at most) in the claims. A finding of a
relation that is linear comes with it (`Tied`), and the solver names the suspects; any other names its own.

| rule | checks |
|---|---|
| `sums` | differences of totals, sums of daily figures, totals carried on by increments |
| `repeats` | the same figure stated again in the document, or on record |
| `headings` | a figure stated without a source, against its source's in the same document |
| `misdated` | a running total that is the one on record for another day |
| `marks_passed` | "passed the 250,000 mark on August 7": above it that day, below it the day before |
| `parts` | a part no larger than its whole, a running total that never falls |
| `rivals` | another source's different figure for the same thing and time |
| `conversions` | an amount given again in another unit, rounded or cut off as written |
| `weekdays` | a weekday that stands with its date |
| `captions` | the date of a photograph, no later than the document's |
| `wholes` | a whole and the parts that its sentence names: their sum, or no less than theirs |
| `parts_apart` | "12 of them in Kherson, 20 in Odesa", against the whole in the sentences before |
| `rates` | so many a day, times the days, against what the time brought |
| `ratios` | twice, half, up 20 percent, 34 of 50 (68 percent): against the two figures joined |
| `definitions` | a count of all losses told as the killed; more killed than losses |
| `superlatives` | "the highest since May", "a record": against the days of the record between |
| `inclusions` | an area said to lie inside a running total or beside it, against the record's total |
| `grounds` | running totals of ground and what was gained between them |
| `unrecorded` | figures that nothing on record could check |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from onrecord.audit.rules.captions import captions
from onrecord.audit.rules.conversions import conversions
from onrecord.audit.rules.definitions import definitions
from onrecord.audit.rules.grounds import grounds
from onrecord.audit.rules.headings import headings
from onrecord.audit.rules.inclusions import inclusions
from onrecord.audit.rules.marks_passed import marks_passed
from onrecord.audit.rules.misdated import misdated
from onrecord.audit.rules.parts import parts
from onrecord.audit.rules.parts_apart import parts_apart
from onrecord.audit.rules.rates import rates
from onrecord.audit.rules.ratios import ratios
from onrecord.audit.rules.rivals import rivals
from onrecord.audit.rules.sums import repeats, sums
from onrecord.audit.rules.superlatives import superlatives
from onrecord.audit.rules.unrecorded import unrecorded
from onrecord.audit.rules.weekdays import weekdays
from onrecord.audit.rules.wholes import wholes
from onrecord.audit.ties import Tied
from onrecord.audit.view import View
from onrecord.model import Finding

Rule = Callable[[View], Iterable[Finding | Tied]]

RULES: tuple[Rule, ...] = (
    sums,
    repeats,
    headings,
    misdated,
    marks_passed,
    parts,
    rivals,
    conversions,
    weekdays,
    captions,
    wholes,
    parts_apart,
    rates,
    ratios,
    definitions,
    superlatives,
    inclusions,
    grounds,
    unrecorded,
)
