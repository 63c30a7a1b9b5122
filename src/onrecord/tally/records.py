"""What a tally answers with: frozen records, exact decimals, days as `datetime.date`, an unknown as None.

Every number leads back: beside a figure stand the ids of the claims that it was taken or computed from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Code = Literal["missing", "restated", "unmatched", "revised", "corrected", "disputed", "definition", "began"]
By = Literal["day", "week", "month", "year"]
Standing = Literal["official", "transcription", "occasional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked. The window is `start`..`end`, or the `days` up to `end`; without either it is the seven days
    to `end`, with `by` the whole record up to it. `end` defaults to the last day with a total. `average` is over
    so many steps. `marks` are passings asked for beside the round ones. Only what was published by `as_of` counts.
    `transcription` holds the tally to one; by default the first in the order of preference that has the day."""

    side: str
    category: str
    start: date | None = None
    end: date | None = None
    days: int | None = None
    by: By | None = None
    average: int | None = None
    marks: tuple[Decimal, ...] = ()
    as_of: date | None = None
    transcription: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A day's figure as one transcription has it."""

    transcription: str
    value: Decimal
    bound: str
    claim: str
    document: str
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What not to trust without a look, and why: `code` is stable, `message` a sentence.

    missing: no total for the day. restated: the total is below the day before. unmatched: the increment that is
    stated is not the difference of the totals. revised: a transcription said otherwise before. corrected: it
    lists a correction of its own. disputed: transcriptions differ. definition: what is counted changed.
    began: the first total on record."""

    code: Code
    day: date
    message: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a window in which the same things were counted. `increment` is null where a total is missing."""

    start: date
    end: date
    definition: str | None
    increment: Decimal | None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One day, week, month or year, or the whole window: `start`..`end` are the days of the reports in it.

    `increment` is total(end) - total(start - 1), and `because` says why there is none. `stated` is what the reports
    themselves say was added: the day's, or the sum of the days' where every day has one. `average` is the mean
    of the increments of the last steps. `complete` is false for a period that the record or the window cuts
    off. `parts` are there when what is counted changed inside. `missing` counts days without a total."""

    label: str
    start: date
    end: date
    total: Decimal | None
    increment: Decimal | None
    because: str | None = None
    stated: Decimal | None = None
    average: Decimal | None = None
    complete: bool = True
    missing: int = 0
    transcription: str | None = None
    definition: str | None = None
    totals: tuple[Stated, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """How the increment of the step `label` stands among those of all earlier periods of its kind (`among`) that are
    known: `place` of `of`, 1 the highest. `higher` and `lower` are the ends of the last earlier ones that were at
    least as high, or as low; null when none was, so that this is the highest or lowest on record, which begins
    with the period that ends on `since`."""

    label: str
    among: str
    place: int
    of: int
    higher: date | None
    higher_value: Decimal | None
    lower: date | None
    lower_value: Decimal | None
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A mark that the total passed: `total` on `day`, `before` on the day with a total before it (`previous`), null
    where the record begins above the mark. `fell_below` is a later day on which a restated total stood below the mark
    again. `because` is there when the total did not pass it by what was added: what is counted changed on `day`."""

    mark: Decimal
    day: date
    total: Decimal
    previous: date | None
    before: Decimal | None
    fell_below: date | None = None
    definition: str | None = None
    because: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """When a mark falls if every day brings what the last `days` brought on average: arithmetic, no forecast.
    `day` is null with `because` when there is no such rate."""

    mark: Decimal
    day: date | None
    rate: Decimal | None
    days: int
    because: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcription:
    """Who wrote the official figures down, and how well: `days` with a total, `missing` between the record's first
    day and its last, `alone`: days on which it differs from the official page, or from two others that agree."""

    name: str
    standing: Standing
    days: int
    missing: int
    alone: int
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What is counted under a name, from a day until another (None: still)."""

    name: str
    start: date
    end: date | None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answer. `window` is the whole that was asked for, `steps` its parts by `by`. `chosen` says which
    transcription is used and why. `marks` are those passed in the window, and the last one before its end."""

    side: str
    category: str
    source: str
    by: By
    as_of: date | None
    chosen: str
    transcriptions: tuple[Transcription, ...]
    definitions: tuple[Definition, ...]
    window: Step
    rank: Rank | None
    steps: tuple[Step, ...]
    average: int | None = None
    marks: tuple[Passed, ...] = ()
    next: tuple[Next, ...] = ()
    notes: tuple[Note, ...] = field(default=())
