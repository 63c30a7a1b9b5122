"""What a comparison, an area and the list of sources answer with: frozen records, exact decimals, days as
`datetime.date`, an unknown as None. Every figure carries the id of the claim that states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from onrecord.claim.estimators import Standing

Relation = Literal["lower", "higher", "overlaps", "equal", "open"]
Reason = Literal["published_later", "publication_unknown", "of_a_later_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Who lost; the day whose losses are compared (None: the last of the official count, else of the record); only
    what was published by `as_of`; `across`: also all metrics in one row, by size."""

    side: str
    at: date | None = None
    as_of: date | None = None
    across: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another figure of the same source for the same day, as somebody else wrote it down."""

    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The official count's total on the day of an estimate, or up to three days before it."""

    day: date
    value: Decimal
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One source's last figure of a metric for a day up to the one asked about. `best` is None where only an interval
    is stated; `low` and `high` are what the source states, None where it does not. `counts` are its own words for what
    it counts, `method` how, where told. `age` is days from its day to the one asked about. `official` is the official
    total on its own day and `relation` how the estimate stands to it: "open" where an open end leaves that open."""

    source: str
    source_id: str
    kind: str
    side: str | None
    standing: Standing
    is_official: bool
    metric: str
    counts: str
    method: str | None
    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: str
    certainty: str
    day: date
    start: date | None
    age: int
    published: date | None
    known_from: date
    chain: tuple[str, ...]
    official: Official | None
    relation: Relation | None
    others: tuple[Other, ...]
    document: str
    url: str | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The last figure that a source has for the metric, which is no part of the picture, and why."""

    source: str
    metric: str
    reason: Reason
    best: Decimal | None
    low: Decimal | None
    high: Decimal | None
    day: date
    published: date | None
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Estimates that count the same, the highest first. `lower` and the like count third parties' by `relation`."""

    metric: str
    label: str
    note: str
    estimates: tuple[Estimate, ...]
    lower: int
    higher: int
    overlaps: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison: groups of like with like, what was left out, and, where asked for, all in one row."""

    side: str
    at: date
    as_of: date | None
    groups: tuple[Group, ...]
    left_out: tuple[LeftOut, ...]
    across: tuple[Estimate, ...] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChange:
    """How the area that a map's publisher gives for `actor` changed over a window: its total on `last_day` less that on
    `first_day`, in square kilometres and miles. A change is net: what is gained in one place less what is lost in
    another. Where a total is missing, the numbers are None and `because` says why."""

    source: str
    standing: Standing
    actor: str
    start: date
    end: date
    first_day: date | None
    last_day: date | None
    first_km2: Decimal | None
    last_km2: Decimal | None
    change_km2: Decimal | None
    change_sq_mi: Decimal | None
    because: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What somebody states of an area in words: the figure as stated, in both units, and beside it how maps changed
    over the days that the statement is about (none where its first or last day is not told). A share of a place has
    no area."""

    source: str
    standing: Standing
    chain: tuple[str, ...]
    event: str
    actor: str
    text: str
    bound: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    km2: Decimal | None
    sq_mi: Decimal | None
    start: date | None
    end: date | None
    place: str | None
    certainty: str
    published: date | None
    document: str
    url: str | None
    claim: str
    maps: tuple[MapChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """What maps and statements say of the area won and lost from `start` to `end`, both included."""

    start: date
    end: date
    as_of: date | None
    maps: tuple[MapChange, ...]
    stated: tuple[Stated, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """How far a source's totals stand from a rival's of the same metric, on the days (or up to three days after) that
    both have one: the difference in percent of the rival's, the middle one and the extremes."""

    rival: str
    losses_of: str
    metric: str
    days: int
    median: Decimal
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is in the ledger. `claims` are those that it makes itself, by kind in `kinds`; `relayed` those of others that
    it passes on. `taken_back` are claims by which it corrects or reverses an earlier one of its own. `checked` findings
    could be checked with its figures, and `failed` of them failed; of a running count `entries` of single days have
    both totals beside them, and `entries_off` are not their difference. Nothing here is a grade."""

    source: str
    source_id: str
    kind: str
    side: str | None
    standing: Standing
    claims: int
    relayed: int
    kinds: dict[str, int]
    first: date | None
    last: date | None
    taken_back: int
    checked: int
    failed: int
    against: tuple[Against, ...]
    entries: int = 0
    entries_off: int = 0
