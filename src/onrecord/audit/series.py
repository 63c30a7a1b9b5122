"""Loss figures in their series, the document's own and the record's.

Loss claims hang together in `Series`: one voice, side, category and place. Within a series figures are
found by their day or window in one step, so that a rule is linear in the number of claims.

A window is a pair of days (a, b) and stands for what was counted after the report of day a, up to the
report of day b: total(b) - total(a). By the house rule the daily figure published on b has the window
(b - 1, b), the past week (b - 7, b).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from onrecord.audit.voices import Voice
from onrecord.lexicon import load
from onrecord.model import Loss, Period
from onrecord.model.claim import Category, Party

DAY = timedelta(days=1)
LONGEST = timedelta(days=62)  # that a sum of daily figures may run over
_TALLY = timedelta(days=7)

Window = tuple[date, date]


class Key(NamedTuple):
    """What must agree before two loss figures may stand in one sum."""

    voice: Voice
    side: Party
    category: Category
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A loss claim in its series. `own` is true for the audited document. `counted` is true where the
    figure is an entry of a list or of the voice's own page, and stands exactly as written; `borne_out` where the record
    has the same figure, so that nobody rounded it. `named` is false
    where an outlet states it and says of nobody that they counted: it is most often another's figure."""

    claim: Loss
    key: Key
    own: bool
    counted: bool
    named: bool = True
    borne_out: bool = False

    @property
    def value(self) -> Decimal | None:
        return self.claim.quantity.value

    @property
    def amount(self) -> Decimal:
        """The figure of a firm point."""
        if self.value is None:
            raise ValueError(f"claim {self.claim.id} holds no single figure")
        return self.value

    @property
    def firm(self) -> bool:
        """Whether the figure may be a term of a sum, and not only be checked against one."""
        return self.value is not None and self.claim.quantity.bound in ("exact", "about")

    @property
    def end(self) -> date | None:
        return self.claim.period.end


@dataclass(slots=True)
class Series:
    """The figures of one key: the document's own in the order of the text, and for each day or window the
    one that sums are made of, the document's and the record's (the voice's own page before others).
    `totalled`: the document gives a running total of it."""

    key: Key
    own: list[Point] = field(default_factory=list)
    totalled: bool = False
    totals: dict[date, Point] = field(default_factory=dict)
    increments: dict[Window, Point] = field(default_factory=dict)
    recorded_totals: dict[date, Point] = field(default_factory=dict)
    recorded_increments: dict[Window, Point] = field(default_factory=dict)

    def total(self, day: date) -> Point | None:
        """The running total of a day, the document's own before the record's."""
        return self.totals.get(day) or self.recorded_totals.get(day)

    def daily(self, day: date, but: Point | None = None) -> Point | None:
        """The increment of a day, the document's own before the record's; never `but`, which is in question."""
        window = (day - DAY, day)
        own = self.increments.get(window)
        return own if own is not None and own is not but else self.recorded_increments.get(window)

    def days(self) -> list[date]:
        """The days whose total is known, in order."""
        return sorted(self.totals.keys() | self.recorded_totals.keys())


def of_the_war(point: Point) -> bool:
    """Whether a total runs from the war's first day: others are those of one year, or of one battle."""
    return point.claim.period.start == war_start()


def told_as_total(point: Point) -> bool:
    """Whether a running total is told as one, so that a total on record may contradict it. In prose a figure too large
    for a day may also be what one raid destroyed; of people, whom the tally counts as a whole, it is not."""
    voice = point.key.voice
    return point.counted or point.claim.period.basis != "event" or point.key.category in voice.whole


@lru_cache(maxsize=1)
def war_start() -> date:
    """The war's first day."""
    start = load("packs/ukraine/pack.toml")["start"]
    assert isinstance(start, date)
    return start


def windows(period: Period) -> tuple[Window, ...]:
    """The windows that a stated period may mean, the house rule's first. A calendar month may be counted
    from its first report or from the one before, and to its last report or to the one after."""
    start, end = period.start, period.end
    if start is None or end is None or start > end:
        return ()
    if start == end:
        return ((start - DAY, end), (start, end + DAY))
    if period.basis == "rolling":
        return ((start, end),)
    if period.basis == "calendar":
        return ((start - DAY, end), (start, end + DAY), (start, end))
    return ((start, end), (start - DAY, end))


def tallied(point: Point, series: Series) -> bool:
    """Whether an increment speaks of the voice's whole tally, so that a sum may contradict it: entries of
    lists do, and prose about whole categories, weeks and longer, or beside the total of the same series."""
    if point.counted:
        return True
    key, period = point.key, point.claim.period
    if key.place is not None or not key.voice.known or key.category in key.voice.by_type:
        return False
    if key.category in key.voice.whole:
        return True
    if period.start and period.end and period.end - period.start >= _TALLY:
        return True
    return series.totalled
