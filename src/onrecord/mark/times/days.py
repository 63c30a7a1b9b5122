"""The calendar: weeks from Monday, months, quarters, halves, seasons, and days before and after another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

# First month and length of the seasons as TIMEX3 calls them; winter begins in December.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def day(year: int, month: int, number: int) -> date | None:
    """That day, or None where the calendar has none (30 February, year 0)."""
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


def plus(start: date, days: int) -> date | None:
    try:
        return start + timedelta(days)
    except OverflowError:
        return None


def plus_months(start: date, months: int) -> date | None:
    """The same day of another month, the last day of it where it is shorter."""
    number = start.year * 12 + start.month - 1 + months
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def week(of: date) -> tuple[date, date]:
    first = of.toordinal() - of.weekday()
    return date.fromordinal(max(first, 1)), date.fromordinal(min(first + 6, date.max.toordinal()))


def month(year: int, number: int) -> tuple[date, date]:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> tuple[date, date]:
    """`count` months from month `first` of `year`, which may run into the next year."""
    last = first + count - 1
    last_year = min(year + (last - 1) // 12, 9999)
    return date(year, first, 1), month(last_year, (last - 1) % 12 + 1)[1]


def quarter(year: int, number: int) -> tuple[date, date]:
    return months(year, 3 * number - 2, 3)


def year(number: int) -> tuple[date, date]:
    return months(number, 1, 12)


def season(number: int, name: str) -> tuple[date, date]:
    """The season of a year; the winter of a year is the one that begins in its December."""
    return months(number, _SEASONS[name], 3)


def last_weekday(on_or_before: date, number: int) -> date | None:
    return plus(on_or_before, -((on_or_before.weekday() - number) % 7))


def next_weekday(after: date, number: int) -> date | None:
    return plus(after, (number - after.weekday() - 1) % 7 + 1)


def last_date(on_or_before: date, month_number: int, number: int) -> date | None:
    """The latest such day of the year on or before a day; 29 February may be years back."""
    for back in range(9):
        found = day(on_or_before.year - back, month_number, number)
        if found and found <= on_or_before:
            return found
    return None


def next_date(after: date, month_number: int, number: int) -> date | None:
    for on in range(9):
        found = day(after.year + on, month_number, number)
        if found and found > after:
            return found
    return None


def week_code(of: date) -> str:
    year_number, number, _ = of.isocalendar()
    return f"{year_number:04}-W{number:02}"
