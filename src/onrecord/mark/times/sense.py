"""What an expression means by itself, and the numbers and units it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from onrecord.mark.times import days
from onrecord.mark.times.rules import Line, Rule
from onrecord.model.claim import Basis

Granularity = Literal["time", "day", "week", "month", "season", "year", "decade", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What an expression means by itself, before its preposition is read. `open` is true where the year, or
    the week, was not told, so that a neighbour may tell it."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: date | None = None
    end: date | None = None
    granularity: Granularity = "day"
    basis: Basis = "calendar"
    sure: bool = True
    open: bool = False


# What a rule gives that fits its words but no day, or words that only look like a time: they are passed over whole.
NOTHING = Sense(type="DATE", value="")


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens [first, last) of a line that a rule matched, and what is known around them: the day of
    publication, the last day spoken of before (`focus`), and the day on which the war began."""

    line: Line
    rule: Rule
    first: int
    last: int
    published: date | None
    focus: date | None
    war: date

    def all(self, name: str) -> list[Any]:
        return [self.line.value(i, name) for i in range(self.first, self.last) if self.line.has(i, name)]

    def get(self, name: str, default: Any = None) -> Any:
        for i in range(self.first, self.last):
            if self.line.has(i, name):
                return self.line.value(i, name)
        return default

    def near(self, name: str, before: int, after: int) -> bool:
        """Does a word of the class stand within so many tokens before or after, in the same sentence?"""
        line = self.line
        for step, reach, at in ((-1, before, self.first - 1), (1, after, self.last)):
            for i in range(at, at + step * reach, step):
                if not 0 <= i < len(line.letters) or (line.has(i, "DOT") and line.word(i - 1) not in ("p", "m", "a")):
                    break
                if line.has(i, name):
                    return True
        return False

    @property
    def limit(self) -> bool:
        """Is it the end of something: "by August", "until the 20th", "as soon as May 9"?"""
        line, before = self.line, self.first - 1
        while line.has(before, "PREP") and line.value(before, "PREP") == "filler":
            before -= 1
        soon = line.word(before) == "as" and line.has(before - 1, "SOON")
        return soon or (line.has(before, "PREP") and line.value(before, "PREP") in ("by", "until", "through"))

    @property
    def ahead(self) -> bool:
        """Do the words around speak of the future?"""
        return self.near("FUTURE", 12, 8)


def count_of(found: Found) -> int | None:
    """The number told by the N words: "twenty-four", "48-72" (the larger), "a" and "couple" too; None if vague."""
    total: int | None = None
    for i in range(found.first, found.last):
        if found.line.has(i, "VAGUE"):
            return None
        if not found.line.has(i, "N") or (found.line.has(i, "YEAR") and total is not None):
            continue
        number = int(found.line.value(i, "N"))
        if total is None:
            total = number
        elif number in (100, 1000) and total < number:
            total *= number
        elif total >= 20 and total % 10 == 0 and number < (100 if total >= 100 else 10) and number < total:
            total += number
        else:
            total = max(total, number)
    if total is None:
        return None if found.get("PLURAL") else 1
    return total


_TIMEX_UNITS = {
    "H": "PT{}H",
    "MIN": "PT{}M",
    "S": "PT{}S",
    "D": "P{}D",
    "W": "P{}W",
    "M": "P{}M",
    "Q": "P{}Q",
    "Y": "P{}Y",
    "DE": "P{}Y",
    "C": "P{}Y",
}
GRAINS: dict[str, Granularity] = {
    "H": "time",
    "MIN": "time",
    "S": "time",
    "D": "day",
    "W": "week",
    "M": "month",
    "Q": "month",
    "Y": "year",
    "DE": "decade",
    "C": "other",
}
_YEARS = {"DE": 10, "C": 100}


def period_value(unit: str, count: int | None) -> str:
    number = "X" if count is None else str(count * _YEARS.get(unit, 1))
    if count is None and unit in _YEARS:
        return "PX" + unit
    return _TIMEX_UNITS[unit].format(number)


def moved(start: date, unit: str, count: int) -> date | None:
    """`count` units later (earlier where negative); of hours, the days they reach into."""
    if unit in ("MIN", "S"):
        return start
    if unit == "H":
        days_count = 0 if abs(count) < 12 else -(-abs(count) // 24)
        return days.plus(start, days_count if count > 0 else -days_count)
    if unit in ("D", "W"):
        return days.plus(start, count * (7 if unit == "W" else 1)) if abs(count) < 4_000_000 else None
    return days.plus_months(start, count * {"M": 1, "Q": 3}.get(unit, 12 * _YEARS.get(unit, 1)))


def unit_around(of: date, unit: str) -> tuple[date, date]:
    """The week, month, quarter, year, decade or century that a day lies in."""
    if unit == "W":
        return days.week(of)
    if unit == "M":
        return days.month(of.year, of.month)
    if unit == "Q":
        return days.quarter(of.year, (of.month + 2) // 3)
    if unit == "Y":
        return days.year(of.year)
    if unit in _YEARS:
        size = _YEARS[unit]
        first = max(of.year // size * size, 1)
        return days.year(first)[0], days.year(min(first + size - 1, 9999))[1]
    return of, of


def unit_value(of: date, unit: str) -> str:
    if unit == "W":
        return days.week_code(of)
    if unit == "M":
        return f"{of:%Y-%m}"
    if unit == "Q":
        return f"{of:%Y}-Q{(of.month + 2) // 3}"
    if unit == "Y":
        return f"{of:%Y}"
    if unit in _YEARS:
        return f"{of:%Y}"[: 3 if unit == "DE" else 2]
    return of.isoformat()


def year_of(found: Found) -> int | None:
    """A year in the expression: digits, or "this year", "last year"."""
    told = found.get("YEAR")
    if told is not None:
        return int(told)
    which = found.get("WHICH")
    if which is not None and found.published and found.get("UNIT") == "Y":
        return found.published.year + int(which)
    return None
