"""Periods of the calendar, and a window as a person writes it. Both ends of a period are inside it.

Weeks are ISO 8601's, Monday to Sunday ("2023-W33"); "the past 7 days" is a window, not a week.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.model.errors import UsageError
from onrecord.tally.records import By

_WINDOW = re.compile(r"(\d{1,4})\s*([dw])(?:ays?|eeks?)?", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7}


def days_of(window: str) -> int:
    """The days of a window as written: "7d", "2w". Raises UsageError."""
    found = _WINDOW.fullmatch(window.strip())
    days = int(found[1]) * _DAYS[found[2].lower()] if found else 0
    if not 1 <= days <= 4000:
        raise UsageError(f"{window!r} is no window", "write days or weeks: 7d, 4w; for months use --by month")
    return days


def period(day: date, by: By) -> tuple[date, date]:
    """The first and last day of the period that a day is in."""
    if by == "day":
        return day, day
    if by == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if by == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day.replace(month=1, day=1), day.replace(month=12, day=31)


def periods(start: date, end: date, by: By) -> Iterator[tuple[date, date]]:
    """Those that hold a day from `start` to `end`, whole."""
    first, last = period(start, by)
    while first <= end:
        yield first, last
        first, last = period(last + timedelta(days=1), by)


def label(first: date, by: By) -> str:
    """ "2023-08-14", "2023-W33", "2023-08", "2023"."""
    if by == "day":
        return first.isoformat()
    if by == "week":
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02}"
    return f"{first:%Y-%m}" if by == "month" else f"{first:%Y}"
