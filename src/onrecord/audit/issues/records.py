"""What an audit of the record answers with: issues, with their figures, the sum written out, what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

Kind = Literal[
    "restatement", "typo", "increment", "silent", "mismatch", "fall", "dispute", "gap", "revision", "correction"
]
BREAKS: Final = ("restatement", "typo", "increment", "silent", "mismatch", "fall", "dispute")
"""Kinds of what does not agree; of the others the record only says that it is so."""
NOTES: Final = ("gap", "revision", "correction")

What = Literal["total", "increment", "step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure on record: who has it, in which claims. A step is no figure but what a restatement adds to the totals
    of a day beside its increment: nobody states it, and it has no claims."""

    category: str
    day: date
    what: What
    value: Decimal
    by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A figure of a repair, and the amounts that it may have instead: one, or `low` to `high` (None: open)."""

    figure: Told
    low: Decimal | None
    high: Decimal | None
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """A repair: figures that, so changed, let all agree. `why` says what it looks like."""

    changes: tuple[Mended, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Something to look at. `id` stays the same while the record does. `because` is one plain sentence, `sums` are
    the sums that do not hold, written out. `repairs` are all that are equally small, likeliest first: the first is a
    suspect, and a culprit only where it is alone (`proved`). `left_out` says what was not enumerated."""

    id: str
    kind: Kind
    side: str
    categories: tuple[str, ...]
    start: date
    end: date
    because: str
    sums: tuple[str, ...] = ()
    figures: tuple[Told, ...] = ()
    repairs: tuple[Mend, ...] = ()
    left_out: str | None = None

    @property
    def proved(self) -> bool:
        return len(self.repairs) == 1 and self.left_out is None

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(id for figure in self.figures for id in figure.claims))

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for figure in self.figures for name in figure.by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The issues of a record, by kind and day; how much was looked at: series, figures, relations between them."""

    issues: tuple[Issue, ...]
    series: tuple[str, ...]
    figures: int
    relations: int
    as_of: date | None = None

    @property
    def breaks(self) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.kind in BREAKS)
