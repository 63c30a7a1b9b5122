"""Marks that the running total passed, and when the next would fall at the present rate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, Decimal

from onrecord.model.days import in_words
from onrecord.tally.entries import DAY
from onrecord.tally.line import Line
from onrecord.tally.records import Next, Passed
from onrecord.tally.windows import added

RATE_DAYS = 30
_LEAST = Decimal(100)
_TENTH = Decimal("0.1")
_FARTHEST = Decimal(36_500)  # days; a date beyond says nothing


def round_marks(low: Decimal, high: Decimal) -> list[Decimal]:
    """The round marks above `low`, up to `high`: multiples of half the power of ten of `high`, from 100 on."""
    grain = _grain(high)
    first = low // grain + 1
    return [grain * n for n in range(int(first), int(high // grain) + 1) if grain * n >= _LEAST]


def next_round(total: Decimal) -> Decimal:
    """The first round mark above a total: 300,000 after 254,380, 1,500,000 after 1,475,270."""
    grain = _grain(total)
    return max(_LEAST, (total // grain + 1) * grain)


def _grain(total: Decimal) -> Decimal:
    return max(_LEAST / 2, Decimal(5 * 10 ** max(total.adjusted() - 1, 0)))


def passed(line: Line, mark: Decimal, end: date) -> Passed | None:
    """The first day whose total is at or above a mark; None when there is none by `end`."""
    previous = None
    for at, day in enumerate(line.days):
        if day > end:
            return None
        entry = line.totals[day][0]
        if entry.value >= mark:
            counted = line.definitions[day]
            before = line.definitions[previous.day] if previous else counted
            return Passed(
                mark=mark,
                day=day,
                total=entry.value,
                previous=previous.day if previous else None,
                before=previous.value if previous else None,
                fell_below=_below(line, mark, line.days[at + 1 :], end, counted),
                definition=counted,
                because=None if before == counted else f"what is counted changed from {before} to {counted}",
                claims=(entry.id,) if previous is None else (previous.id, entry.id),
            )
        previous = entry
    return None


def _below(line: Line, mark: Decimal, days: Iterable[date], end: date, counted: str | None) -> date | None:
    """The first of the days, up to `end`, on which the same count stood below the mark."""
    return next(
        (day for day in days if day <= end and line.definitions[day] == counted and line.totals[day][0].value < mark),
        None,
    )


def passings(line: Line, start: date, end: date, asked: Iterable[Decimal]) -> tuple[Passed, ...]:
    """Marks passed by `end`: those asked for, the round ones passed from `start` on, and the last round one before."""
    last = line.used(end)
    if last is None:
        return ()
    top = max(line.totals[day][0].value for day in line.days[: line.counted(line.days[0], end)])
    # A record that begins above a mark did not pass it.
    base = line.before(start) or line.days[0]
    low = min(line.totals[base][0].value, top)
    marks = {*asked, *round_marks(low, top), *round_marks(Decimal(0), top)[-1:]}
    found = (passed(line, mark, end) for mark in sorted(marks))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.day, one.mark)))


def upcoming(line: Line, end: date, asked: Iterable[Decimal]) -> tuple[Next, ...]:
    """The next round mark after the total of `end`, and those asked for that it has not reached."""
    last = line.used(end)
    if last is None:
        return ()
    return tuple(
        _next(line, mark, end) for mark in sorted({next_round(last.value), *(m for m in asked if m > last.value)})
    )


def _next(line: Line, mark: Decimal, end: date) -> Next:
    total = line.totals[end][0].value
    counted = line.subject.definition(end)
    if counted is not None and counted.end is not None and counted.end <= end:
        because = f"{counted.name} are not counted after {in_words(counted.end)}"
        return Next(mark=mark, day=None, rate=None, days=RATE_DAYS, because=because)
    found = added(line, end - (RATE_DAYS - 1) * DAY, end)
    if found.value is None:
        return Next(mark=mark, day=None, rate=None, days=RATE_DAYS, because=found.because, claims=found.claims)
    rate = found.value / RATE_DAYS
    shown = rate.quantize(_TENTH)
    if rate <= 0:
        because = f"the last {RATE_DAYS} days brought {found.value:,}"
        return Next(mark=mark, day=None, rate=shown, days=RATE_DAYS, because=because, claims=found.claims)
    ahead = ((mark - total) / rate).to_integral_value(ROUND_CEILING)
    if ahead > _FARTHEST:
        return Next(
            mark=mark, day=None, rate=shown, days=RATE_DAYS, because="more than a century away", claims=found.claims
        )
    return Next(mark=mark, day=end + int(ahead) * DAY, rate=shown, days=RATE_DAYS, claims=found.claims)
