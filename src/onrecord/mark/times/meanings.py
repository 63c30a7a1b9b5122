"""What the words of a time rule mean: TIMEX3 type and value, and days by the house rules of docs/claims.md.

Each meaning is one function `(Found) -> Sense | None`; None says that the words are no time here.
`MEANINGS` lists them under the names that the rules of times.toml use.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from onrecord.mark.times import days
from onrecord.mark.times.rules import Line, Rule
from onrecord.model.claim import Basis

Granularity = Literal["time", "day", "week", "month", "season", "year", "decade", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What an expression means by itself, before its preposition is read. `open` is true where the year, or
    the week, was not told, so that a neighbour may tell it; `until_now` where the period is still running."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    start: date | None = None
    end: date | None = None
    granularity: Granularity = "day"
    basis: Basis = "calendar"
    sure: bool = True
    open: bool = False
    since: bool = False


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
    def ahead(self) -> bool:
        """Do the words around speak of the future?"""
        return self.near("FUTURE", 12, 8)


# --- numbers -----------------------------------------------------------------------------------------------


def _count(found: Found) -> int | None:
    """The number told by the N words: "twenty-four", "48-72" (the larger), "a" and "couple" too; None if vague."""
    total: int | None = None
    for i in range(found.first, found.last):
        if found.line.has(i, "VAGUE"):
            return None
        if not found.line.has(i, "N"):
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


_TIMEX_UNITS = {"H": "PT{}H", "MIN": "PT{}M", "S": "PT{}S", "D": "P{}D", "W": "P{}W", "M": "P{}M", "Q": "P{}Q",
                "Y": "P{}Y", "DE": "P{}Y", "C": "P{}Y"}
_GRAINS: dict[str, Granularity] = {"H": "time", "MIN": "time", "S": "time", "D": "day", "W": "week", "M": "month",
                                   "Q": "month", "Y": "year", "DE": "decade", "C": "other"}
_YEARS = {"DE": 10, "C": 100}


def _period_value(unit: str, count: int | None) -> str:
    number = "X" if count is None else str(count * _YEARS.get(unit, 1))
    if count is None and unit in _YEARS:
        return "PX" + unit
    return _TIMEX_UNITS[unit].format(number)


def _moved(start: date, unit: str, count: int) -> date | None:
    """`count` units later (earlier where negative); of hours, the days they reach into."""
    if unit in ("MIN", "S"):
        return start
    if unit == "H":
        days_count = 0 if abs(count) < 12 else -(-abs(count) // 24)
        return days.plus(start, days_count if count > 0 else -days_count)
    if unit in ("D", "W"):
        return days.plus(start, count * (7 if unit == "W" else 1)) if abs(count) < 4_000_000 else None
    return days.plus_months(start, count * {"M": 1, "Q": 3}.get(unit, 12 * _YEARS.get(unit, 1)))


def _unit_around(of: date, unit: str) -> tuple[date, date]:
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


def _unit_value(of: date, unit: str) -> str:
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


# --- days --------------------------------------------------------------------------------------------------


def _a_day(found: Found, month: int, number: int, year: int | None) -> Sense | None:
    if year is not None:
        told = days.day(year, month, number)
        return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated") if told else None
    if days.day(2000, month, number) is None:
        return None
    if found.published is None:
        return Sense(type="DATE", value=f"XXXX-{month:02}-{number:02}", basis="stated", sure=False, open=True)
    told = days.last_date(found.published, month, number)
    coming = days.next_date(found.published, month, number)
    ahead = bool(coming and (coming - found.published).days < 100 and found.ahead)
    told = coming if ahead else told
    if told is None:
        return None
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated", sure=not ahead, open=True)


def _year_of(found: Found) -> int | None:
    """A year in the expression: digits, or "this year", "last year"."""
    told = found.get("YEAR")
    if told is not None:
        return int(told)
    which = found.get("WHICH")
    if which is not None and found.published and found.get("UNIT") == "Y":
        return found.published.year + int(which)
    return None


def date_of(found: Found) -> Sense | None:
    """ "August 7", "14 August 2023", "Monday, the 14th of August"."""
    month, number, year = int(found.get("MONTH")), int(found.get("DAY")), _year_of(found)
    sense = _a_day(found, month, number, year)
    weekday = found.get("WEEKDAY", found.get("WEEKDAYSHORT"))
    if sense and sense.start and weekday is not None and sense.start.weekday() != weekday:
        sense = replace(sense, sure=False)
        if year is None:  # the weekday tells which year
            for near in (sense.start.year + 1, sense.start.year - 1):
                told = days.day(near, month, number)
                if told and told.weekday() == weekday and found.published and abs((told - found.published).days) < 370:
                    sense = replace(sense, value=told.isoformat(), start=told, end=told)
                    break
    return _part_of_day(found, sense)


def days_of(found: Found) -> Sense | None:
    """ "August 7-14", "7 and 8 August 2023", "February 25 to 26": from the first to the last."""
    numbers = [int(number) for number in found.all("DAY")]
    month, year = int(found.get("MONTH")), _year_of(found)
    last = _a_day(found, month, numbers[-1], year)
    if last is None or numbers[0] >= numbers[-1] or days.day(2000, month, numbers[0]) is None:
        return None
    if last.end is None:
        return replace(last, value=f"XXXX-{month:02}-{numbers[0]:02}/{last.value}")
    start = days.day(last.end.year, month, numbers[0])
    return replace(last, start=start, value=f"{start}/{last.end}") if start else None


def numeric_date(found: Found) -> Sense | None:
    """ "2023-08-14", "14.08.2023", "2023 08 14"; of "08/14/2023" whichever order makes a date."""
    parts = [int(part) for part in found.line.word(found.first).replace("/", "-").replace(".", "-").replace(" ", "-").split("-")]
    if parts[0] > 31:
        year, month, number = parts
    else:
        number, month, year = parts
    told = days.day(year, month, number) or days.day(year, number, month)
    if told is None or not 1700 <= year <= 2199:
        return None
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated")


def day_months(found: Found) -> Sense | None:
    """ "24.02 to 20.05", "as of 20.05": day and month without a year."""
    pairs = [tuple(map(int, found.line.word(i).split("."))) for i in range(found.first, found.last) if found.line.has(i, "DAYMONTH")]
    last = _a_day(found, pairs[-1][1], pairs[-1][0], _year_of(found))
    if last is None or last.end is None or len(pairs) == 1:
        return last
    start = days.last_date(last.end, pairs[0][1], pairs[0][0])
    return replace(last, start=start, value=f"{start}/{last.end}") if start else None


def weekday(found: Found) -> Sense | None:
    """ "Monday", "last Friday", "early on Tuesday", "Sunday night": the last such day on or before publication."""
    number = int(found.get("WEEKDAY"))
    if found.published is None:
        return _part_of_day(found, Sense(type="DATE", value=f"XXXX-WXX-{number + 1}", sure=False, open=True))
    which = found.get("WHICH", 0)
    told = days.last_weekday(found.published, number)
    if which > 0 or (which == 0 and told != found.published and _soon(found)):
        told = days.next_weekday(found.published, number)
    elif which < 0 and told == found.published:
        told = days.plus(told, -7)
    if told is None:
        return None
    sense = Sense(type="DATE", value=told.isoformat(), start=told, end=told, open=which == 0)
    return _part_of_day(found, sense)


def _soon(found: Found) -> bool:
    """Is the weekday one to come? Not where it dates what somebody said or did ("said Tuesday that it will")."""
    before = found.line.word(found.first - 1)
    if before == "on":
        before = found.line.word(found.first - 2)
    return not before.endswith("ed") and before not in ("said", "told") and found.near("SOON", 6, 0)


def _part_of_day(found: Found, sense: Sense | None) -> Sense | None:
    part = found.get("DAYPART")
    if sense is None or part is None:
        return sense
    return replace(sense, type="TIME", value=sense.value + "T" + part, granularity="time")


def night_into(found: Found) -> Sense | None:
    """ "overnight into Wednesday", "the night from Saturday to Sunday": the day named last, and the one before."""
    sense = date_of(found) if found.get("MONTH") is not None else weekday(found)
    if sense is None or sense.end is None:
        return sense
    return replace(sense, start=days.plus(sense.end, -1), type="TIME", granularity="time")


def weekend(found: Found) -> Sense | None:
    """ "over the weekend": the last Saturday and Sunday, the running one included."""
    if found.published is None:
        return Sense(type="DATE", value="XXXX-WXX-WE", granularity="week", sure=False)
    which = found.get("WHICH", 0)
    if which > 0 or (which == 0 and found.ahead):
        saturday = days.next_weekday(found.published, 5)
    else:
        saturday = days.last_weekday(found.published, 5)
    sunday = days.plus(saturday, 1) if saturday else None
    if saturday is None or sunday is None:
        return None
    return Sense(type="DATE", value=days.week_code(saturday) + "-WE", start=saturday, end=sunday, granularity="week")


def near_day(found: Found) -> Sense | None:
    """ "today", "yesterday", "this morning", "last night": `days` from publication, one day or `long` more."""
    first, last = found.rule.arguments["days"]
    part = found.get("DAYPART") or found.rule.arguments.get("part")
    suffix = f"T{part}" if part else ""
    kind: Literal["TIME", "DATE"] = "TIME" if part else "DATE"
    basis: Basis = found.rule.arguments.get("basis", "calendar")
    sure = bool(found.rule.arguments.get("sure", True)) and found.published is not None
    if found.published is None:
        return Sense(type=kind, value="XXXX-XX-XX" + suffix, basis=basis, sure=False)
    start, end = days.plus(found.published, first), days.plus(found.published, last)
    if start is None or end is None:
        return None
    value = (start if part == "NI" else end).isoformat() + suffix
    return Sense(type=kind, value=value, start=start, end=end, granularity="time" if part else "day", basis=basis, sure=sure)


def clock(found: Found) -> Sense | None:
    """ "6 a.m.", "05:00", "noon", with the day that follows where it is told ("6 a.m. on August 14")."""
    written = found.line.word(found.first).split(":")
    hour, minute = found.get("HOUR"), 0
    if hour is None:
        if not written[0].isdigit():
            return None
        hour, minute = int(written[0]), int(written[1]) if len(written) > 1 else 0
        half = found.get("HALFDAY")
        if half is None and found.last == found.first + 1 and not found.line.has(found.first - 1, "PREP"):
            return None  # a score, a ratio, the hour of a posting
        if half is not None:
            hour = hour % 12 + (12 if str(half).startswith("p") else 0)
    if hour > 24 or minute > 59:
        return None
    if found.get("MONTH") is not None:
        sense = date_of(found)
    elif found.get("WEEKDAY") is not None:
        sense = weekday(found)
    elif found.get("NUMDATE") is not None:
        sense = numeric_date(replace(found, first=next(i for i in range(found.first, found.last) if found.line.has(i, "NUMDATE"))))
    else:
        sense = Sense(type="TIME", value=found.published.isoformat() if found.published else "XXXX-XX-XX",
                      start=found.published, end=found.published, sure=False)
    if sense is None:
        return None
    return replace(sense, type="TIME", value=f"{sense.value[:10]}T{hour:02}:{minute:02}", granularity="time")


# --- months, seasons, quarters, years ----------------------------------------------------------------------


def _thirds(start: date, end: date, part: str | None) -> tuple[date, date]:
    """Early, mid and late: of a month from the 1st, 11th and 21st, of longer spans by thirds of the months."""
    if part is None or part == "all":
        return start, end
    if part == "first":
        if (end - start).days > 31:
            return days.month(start.year, start.month)
        return start, min(end, days.plus(start, 9) or end)
    if part == "last":
        return end, end
    third = {"early": 0, "mid": 1, "late": 2}[part]
    if (end - start).days <= 31:
        first = days.plus(start, 10 * third) or start
        return first, end if third == 2 else days.plus(start, 10 * third + 9) or end
    size = max(1, ((end.year - start.year) * 12 + end.month - start.month + 1) // 3)
    first = days.plus_months(start, size * third) or start
    following = days.plus_months(start, size * (third + 1))
    return first, end if third == 2 or following is None else days.plus(following, -1) or end


def month(found: Found) -> Sense | None:
    """ "August", "late May", "the end of January", "December 2025", "last March": the latest begun by publication."""
    number = int(found.get("MONTH"))
    year = _year_of(found)
    told = year is not None
    if year is None:
        if found.published is None:
            return Sense(type="DATE", value=f"XXXX-{number:02}", granularity="month", sure=False, open=True)
        year = found.published.year - (number > found.published.month)
        which = found.get("WHICH", 0)
        if which < 0 and number == found.published.month:
            year -= 1
        elif number != found.published.month and (which > 0 or (which == 0 and found.near("FUTURE", 9, 0))):
            year += 1
    if not 1 <= year <= 9999:
        return None
    part = found.get("PART")
    start, end = _thirds(*days.month(year, number), part)
    return Sense(type="DATE", value=f"{year:04}-{number:02}", start=start, end=end, granularity="month",
                 basis="stated" if told else "calendar", sure=part in (None, "all"), open=not told)


def bare_month(found: Found) -> Sense | None:
    """ "March", "May", "Aug.": words that are something else too need a word before that months stand after."""
    return month(found) if found.line.has(found.first - 1, "BEFOREYEAR") else None


def bare_year(found: Found) -> Sense | None:
    """A year alone needs a word before it that years stand after, and nothing after it that it could count."""
    line, before, after = found.line, found.first - 1, found.last
    if line.has(before, "DASH") and not line.has(before - 1, "YEAR"):
        return None
    follows = line.written(after)
    if follows.islower() and not line.has(after, "AFTERYEAR") and (
        follows.endswith("s") or line.has(after, "N") or line.has(after, "UNIT")
    ):
        return None
    opens = not line.word(before)[-1:].isalnum()
    if not (line.has(before, "BEFOREYEAR") or (opens and line.has(after, "AUXILIARY"))):
        return None
    return year(found)


def year(found: Found) -> Sense | None:
    """ "2022", "early 2023", "the end of 2024", "the first half of 2024", "mid-1996"."""
    number = _year_of(found)
    if number is None or not 1 <= number <= 9999:
        return None
    part = found.get("PART")
    start, end = _thirds(*days.year(number), part)
    return Sense(type="DATE", value=f"{number:04}", start=start, end=end, granularity="year",
                 basis="stated" if found.get("YEAR") is not None else "calendar", sure=part is None)


def half(found: Found) -> Sense | None:
    """ "the first half of 2024", "the second half of August", "H1 2024", "the last half of the year"."""
    which = found.get("TH")
    second = which not in (1, "first")
    if found.get("MONTH") is not None:
        whole = month(found)
        if whole is None or whole.start is None or whole.end is None:
            return whole
        middle = days.plus(whole.start, 15)
        if middle is None:
            return None
        start, end = (middle, whole.end) if second else (whole.start, days.plus(middle, -1))
        return replace(whole, start=start, end=end)
    number = _year_of(found) or (found.published.year if found.published else None)
    if number is None:
        return Sense(type="DATE", value="XXXX-H" + ("2" if second else "1"), granularity="year", sure=False)
    start, end = days.months(number, 7 if second else 1, 6)
    return Sense(type="DATE", value=f"{number:04}-H{2 if second else 1}", start=start, end=end, granularity="year",
                 basis="stated")


def quarter(found: Found) -> Sense | None:
    """ "the third quarter", "third-quarter", "the first quarter of 2024", "Q3 2024": the latest begun."""
    which = found.get("TH")
    if which == "last" or not isinstance(which, int) or not 1 <= which <= 4:
        return None
    number = _year_of(found)
    told = number is not None
    if number is None and found.published:
        number = found.published.year - (3 * which - 2 > found.published.month)
    if number is None or not 1 <= number <= 9999:
        return Sense(type="DATE", value=f"XXXX-Q{which}", granularity="month", sure=False)
    start, end = days.quarter(number, which)
    return Sense(type="DATE", value=f"{number:04}-Q{which}", start=start, end=end, granularity="month",
                 basis="stated" if told else "calendar", sure=told)


def season(found: Found) -> Sense | None:
    """ "summer 2022", "last summer", "the winter of 2022", "this spring", "throughout the summer"."""
    name = str(found.get("SEASON"))
    if found.rule.arguments.get("which") == "this" and found.line.word(found.last) == "of":
        return None  # "the fall of the town"
    number = _year_of(found)
    told = number is not None
    if number is None:
        if found.published is None:
            return Sense(type="DATE", value=f"XXXX-{name}", granularity="season", sure=False)
        number = found.published.year
        running = days.season(number, name)
        before = days.season(max(number - 1, 1), name)
        which = found.get("WHICH", 0)
        if before[0] <= found.published <= before[1]:  # January and February belong to last year's winter
            running = before
            number -= 1
        if which < 0:
            if running[1] >= found.published:
                number -= 1
        elif which > 0:
            if running[0] <= found.published:
                number += 1
        elif running[0] > found.published and found.rule.arguments.get("which") != "this" and not found.ahead:
            number -= 1
    if not 1 <= number <= 9998:
        return None
    start, end = _thirds(*days.season(number, name), found.get("PART"))
    sense = Sense(type="DATE", value=f"{number:04}-{name}", start=start, end=end, granularity="season",
                  basis="stated" if told else "calendar", sure=told)
    return sense if told else _so_far(found, sense)


def decade(found: Found) -> Sense | None:
    """ "the 1990s", "the early '80s"."""
    first = int(found.get("DECADE"))
    first = first if first > 99 else 1900 + first
    start, end = days.year(first)[0], days.year(first + 9)[1]
    return Sense(type="DATE", value=f"{first // 10}", start=start, end=end, granularity="decade", basis="stated")


def _so_far(found: Found, sense: Sense) -> Sense:
    """A period that is running at publication is known up to it."""
    if found.published and sense.start and sense.end and sense.start <= found.published < sense.end:
        return replace(sense, end=found.published)
    return sense


def unit(found: Found) -> Sense | None:
    """ "this week", "last month", "next year", "earlier this month", "the previous week", "year to date"."""
    name, which = str(found.get("UNIT")), int(found.get("WHICH", found.rule.arguments.get("which", 0)))
    if found.published is None:
        return Sense(type="DATE", value={"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(name, "XXXX-XX-XX"),
                     granularity=_GRAINS[name], sure=False)
    moved = _moved(found.published, name, which)
    if moved is None:
        return None
    start, end = _unit_around(moved, name)
    sense = Sense(type="DATE", value=_unit_value(moved, name), start=start, end=end, granularity=_GRAINS[name])
    part = found.get("PART")
    if part in ("early", "mid", "late", "first", "last") and name in ("W", "M", "Q", "Y"):
        if name == "W":
            bounds = {"early": (0, 1), "first": (0, 1), "mid": (2, 3), "late": (4, 6), "last": (6, 6)}[part]
            start, end = days.plus(start, bounds[0]) or start, days.plus(start, bounds[1]) or end
        else:
            start, end = _thirds(start, end, part)
        sense = replace(sense, start=start, end=end, sure=False)
        return sense
    return _so_far(found, sense) if which == 0 else sense


# --- windows and distances ---------------------------------------------------------------------------------


def rolling(found: Found) -> Sense | None:
    """ "the past week", "the last 24 hours", "in recent days": back from publication; `which` = 1 for "next"."""
    name, count = str(found.get("UNIT")), _count(found)
    if found.rule.arguments.get("vague"):
        count = None
    ahead = found.rule.arguments.get("ahead", False)
    sense = Sense(type="DURATION", value=_period_value(name, count), granularity=_GRAINS[name], basis="rolling",
                  sure=count is not None and bool(found.rule.arguments.get("sure", True)))
    if found.published is None:
        return replace(sense, sure=False)
    other = _moved(found.published, name, count if ahead else -count) if count is not None else None
    if ahead:
        return replace(sense, start=found.published, end=other)
    return replace(sense, start=other, end=found.published)


def ago(found: Found) -> Sense | None:
    """ "two weeks ago", "a year ago": that day, or the month or year it lies in."""
    name, count = str(found.get("UNIT")), _count(found)
    anchor = found.published
    if count is None:
        return Sense(type="DATE", value="PAST_REF", granularity=_GRAINS[name], sure=False)
    if anchor is None:
        return Sense(type="DURATION", value=_period_value(name, count), granularity=_GRAINS[name], sure=False)
    moved = _moved(anchor, name, -count)
    if moved is None:
        return None
    start, end = _unit_around(moved, name) if name != "W" else (moved, moved)
    return Sense(type="DATE", value=_unit_value(moved, name), start=start, end=end, granularity=_GRAINS[name],
                 basis="rolling", sure=name == "D")


def later(found: Found) -> Sense | None:
    """ "three days later", "a month earlier", "the following day": from the day last spoken of."""
    if found.line.has(found.last - 1, "PREP") and found.line.word(found.last)[:1].isalpha():
        return None  # "two months after the ...": how long after something else
    name, count = str(found.get("UNIT")), _count(found)
    sign = int(found.rule.arguments["sign"])
    if count is None or found.focus is None:
        return Sense(type="DURATION", value=_period_value(name, count), granularity=_GRAINS[name], sure=False)
    moved = _moved(found.focus, name, sign * count)
    if moved is None:
        return None
    start, end = _unit_around(moved, name) if name != "W" else (moved, moved)
    return Sense(type="DATE", value=_unit_value(moved, name), start=start, end=end, granularity=_GRAINS[name],
                 basis="rolling", sure=False)


def that(found: Found) -> Sense | None:
    """ "that day", "the same month": the one last spoken of."""
    name = str(found.get("UNIT"))
    if found.focus is None:
        return None
    start, end = _unit_around(found.focus, name)
    return Sense(type="DATE", value=_unit_value(found.focus, name), start=start, end=end, granularity=_GRAINS[name],
                 sure=False)


def week_ending(found: Found) -> Sense | None:
    """ "the week ending Sunday", "the week to 13 August": the seven days that end then."""
    sense = date_of(found) if found.get("MONTH") is not None else weekday(found)
    if sense is None or sense.end is None:
        return sense
    start = days.plus(sense.end, -6)
    return replace(sense, type="DURATION", value="P1W", start=start, granularity="week", open=False)


def week_of(found: Found) -> Sense | None:
    """ "the week of March 6": the calendar week of that day."""
    sense = date_of(found)
    if sense is None or sense.end is None:
        return sense
    start, end = days.week(sense.end)
    return replace(sense, value=days.week_code(sense.end), start=start, end=end, granularity="week", open=False)


def duration(found: Found) -> Sense | None:
    """ "three days", "a two-week ...", "several months": how long, not when."""
    name = str(found.get("UNIT"))
    return Sense(type="DURATION", value=_period_value(name, _count(found)), granularity=_GRAINS[name], basis="stated")


def every(found: Found) -> Sense | None:
    """ "daily", "every day", "per month", "each Monday"."""
    day_number = found.get("WEEKDAY")
    if day_number is not None:
        return Sense(type="SET", value=f"XXXX-WXX-{int(day_number) + 1}", basis="stated")
    name = found.get("UNIT") or found.get("OFTEN")
    return Sense(type="SET", value=_period_value(str(name), _count(found) or 1), granularity=_GRAINS[str(name)], basis="stated")


def reference(found: Found) -> Sense | None:
    """ "now", "recently", "in the future": TIMEX3's references, of no day."""
    return Sense(type="DATE", value=str(found.rule.arguments["value"]), granularity="other", sure=False)


# --- the war -----------------------------------------------------------------------------------------------


def _war(found: Found) -> date | None:
    """The day the war began, None for a text older than it."""
    return None if found.published and found.published < found.war else found.war


def since_war(found: Found) -> Sense | None:
    """ "since the invasion", "so far in the war": from its first day until publication."""
    began = _war(found)
    if began is None:
        return None
    return Sense(type="DURATION", value=f"{began}/{found.published or ''}", start=began, end=found.published,
                 granularity="other", basis="since", sure=bool(found.rule.arguments.get("sure", True)))


def war_began(found: Found) -> Sense | None:
    """ "the start of the full-scale invasion": its first day."""
    began = _war(found)
    if began is None:
        return None
    return Sense(type="DATE", value=began.isoformat(), start=began, end=began, basis="event")


def war_day(found: Found) -> Sense | None:
    """ "the 500th day of the war": the first day is day 1."""
    began, count = _war(found), found.get("TH")
    if count is None:
        count = _count(found)
    if began is None or not isinstance(count, int):
        return None
    for extra in found.all("N"):  # "the hundred and seventy-first day"
        if isinstance(found.get("TH"), int) and int(extra) > count:
            count += int(extra)
    told = days.plus(began, count - 1)
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="event") if told else None


MEANINGS: dict[str, Callable[[Found], Sense | None]] = {
    "date": date_of,
    "days": days_of,
    "numeric date": numeric_date,
    "day and month": day_months,
    "weekday": weekday,
    "night into": night_into,
    "weekend": weekend,
    "near day": near_day,
    "clock": clock,
    "month": month,
    "bare month": bare_month,
    "bare year": bare_year,
    "year": year,
    "half": half,
    "quarter": quarter,
    "season": season,
    "decade": decade,
    "unit": unit,
    "rolling": rolling,
    "ago": ago,
    "later": later,
    "that": that,
    "week ending": week_ending,
    "week of": week_of,
    "duration": duration,
    "every": every,
    "reference": reference,
    "since war": since_war,
    "war began": war_began,
    "war day": war_day,
}
