"""What the audit says about claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.model.claim import How, Period

Verdict = Literal["holds", "within_rounding", "fails", "conflict", "no_record"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A figure that may be the wrong one, and what would mend the sum (`instead`, as it would be written)."""

    claim: str
    instead: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check of one relation. `claims` are the ids it used, in the order of the sum; `because` is one
    plain English sentence with the sum written out; `suspects` are ranked, and several when several
    repairs are equally small; `as_of` is the day whose record was looked at."""

    rule: str
    verdict: Verdict
    because: str
    claims: tuple[str, ...] = ()
    period: Period | None = None
    stated: str | None = None
    computed: str | None = None
    suspects: tuple[Suspect, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A claim against an `earlier` one of the same source in another document, which was published before: both
    cannot have been so. `claim` and `earlier` are ids; `document`, `publisher` and `published` tell where the
    earlier one stands; `because` is one plain English sentence."""

    claim: str
    how: How
    earlier: str
    document: str
    published: date
    because: str
    publisher: str | None = None
