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
    publication, the last day, date and quarter spoken of before (`focus`, `told` up to token `told_at`,
    `quarter`), and the day on which the war began."""

    line: Line
    rule: Rule
    first: int
    last: int
    published: date | None
    focus: date | None
    war: date
    told: Sense | None = None
    told_at: int = 0
    quarter: Sense | None = None

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
        soon = line.word(before) == "as" and line.word(before - 1) in ("soon", "early")
        return soon or (line.has(before, "PREP") and line.value(before, "PREP") in ("by", "until", "through"))

    @property
    def ahead(self) -> bool:
        """Do the words around speak of the future?"""
        return self.near("FUTURE", 12, 8)


def count_of(found: Found) -> int | None:
    """The number told by the N words: "twenty-four", "48-72" (the larger), "a" and "couple" too; None if vague.
    A half beside it is not in it."""
    total: int | None = None
    for i in range(found.first, found.last):
        if found.line.has(i, "VAGUE"):
            return None
        if not found.line.has(i, "N") or (found.line.has(i, "YEAR") and total is not None):
            continue
        if found.line.has(i - 1, "SLASH") or found.line.has(i + 1, "SLASH"):
            continue  # "2 1/2"
        number = int(found.line.value(i, "N"))
        if total is None:
            total = number
        elif number in (100, 1000) and total < number:
            total *= number
        elif total >= 20 and total % 10 == 0 and number < (100 if total >= 100 else 10) and number < total:
            total += number
        else:
            total = max(total, number)
    if total is None and halved(found) == "only":
        return 0
    if total is None:
        return None if found.get("PLURAL") else 1
    return total


def halved(found: Found) -> Literal["", "more", "only"]:
    """Is there a half "more" beside the count ("two and a half", "2 1/2"), or "only" a half ("half an hour")?"""
    line = found.line
    for i in range(found.first, found.last):
        if line.has(i, "SLASH"):
            return "more" if i - 2 >= found.first and line.has(i - 2, "N") else "only"
        if line.has(i, "HALF"):
            beside = line.value(i, "HALF") == "more" or (line.has(i - 2, "AND") and i - 2 >= found.first)
            return "more" if beside else "only"
    return ""


# Half a unit, in smaller ones.
_HALVES = {
    "C": ("Y", 50),
    "DE": ("Y", 5),
    "Y": ("M", 6),
    "M": ("D", 15),
    "W": ("D", 3),
    "D": ("H", 12),
    "H": ("MIN", 30),
    "MIN": ("S", 30),
}


def length(found: Found) -> list[tuple[str, int]] | None:
    """How long, as units and their counts: "two and a half years" is two years and six months; None if vague."""
    name, count = str(found.get("UNIT")), count_of(found)
    if count is None:
        return None
    if not halved(found) or name not in _HALVES:
        return [(name, count)]
    return [(name, count), _HALVES[name]] if count else [_HALVES[name]]


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


def length_value(unit: str, parts: list[tuple[str, int]] | None) -> str:
    """The TIMEX3 value of a length: "P2W", "P2Y6M", "PT5H30M"; "PXW" of weeks where it is not told."""
    if parts is None:
        return period_value(unit, None)
    dates = [(name, count) for name, count in parts if name not in ("H", "MIN", "S")]
    years = sum(count * _YEARS[name] if name in _YEARS else count for name, count in dates if name in ("Y", *_YEARS))
    out = "P" + (f"{years}Y" if any(name in ("Y", *_YEARS) for name, _ in dates) else "")
    out += "".join(f"{count}{name}" for name, count in dates if name in ("Q", "M", "W", "D"))
    clock = "".join(f"{count}{name[0]}" for name, count in parts if name in ("H", "MIN", "S"))
    return out + ("T" + clock if clock else "")


def moved_by(start: date, parts: list[tuple[str, int]], sign: int) -> date | None:
    """So much later than a day, or earlier where `sign` is -1."""
    then: date | None = start
    for name, count in parts:
        then = moved(then, name, sign * count) if then else None
    return then


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


def told_year(found: Found) -> int | None:
    """A year told in digits or in words ("nineteen ninety-six")."""
    told = found.get("YEAR")
    if told is not None:
        return int(told)
    hundreds = found.get("CENTURY")
    if hundreds is None:
        return None
    at = next(i for i in range(found.first, found.last) if found.line.has(i, "CENTURY"))
    rest = [int(found.line.value(i, "N")) for i in range(at + 1, found.last) if found.line.has(i, "N")]
    return int(hundreds) * 100 + sum(rest)


def year_of(found: Found) -> int | None:
    """A year in the expression: told, or "this year", "last year"."""
    told = told_year(found)
    if told is not None:
        return told
    which = found.get("WHICH")
    if which is not None and found.published and found.get("UNIT") == "Y":
        return found.published.year + int(which)
    return None
