"""Months, seasons, quarters, years and their parts: spans of the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.mark.times import days
from onrecord.mark.times.sense import GRAINS, Found, Sense, moved, told_year, unit_around, unit_value, year_of


def thirds(start: date, end: date, part: str | None) -> tuple[date, date]:
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
    year = year_of(found)
    told = year is not None
    if year is None:
        if found.published is None:
            return Sense(type="DATE", value=f"XXXX-{number:02}", granularity="month", sure=False, open=True)
        year = found.published.year - (number > found.published.month)
        which = found.get("WHICH", 0)
        if found.line.word(found.first) == "this":
            year = found.published.year
        elif which < 0 and number == found.published.month:
            year -= 1
        elif number != found.published.month:
            near = (number - found.published.month) % 12 < 6
            close = near and (found.limit or found.near("FUTURE", 14, 0) or found.near("BE", 8, 0))
            year += which > 0 or (which == 0 and (close or found.near("FUTURE", 9, 0)))
    if not 1 <= year <= 9999:
        return None
    part = found.get("PART")
    start, end = thirds(*days.month(year, number), part)
    return Sense(
        type="DATE",
        value=f"{year:04}-{number:02}",
        start=start,
        end=end,
        granularity="month",
        basis="stated" if told else "calendar",
        sure=part in (None, "all"),
        open=not told,
    )


def bare_month(found: Found) -> Sense | None:
    """ "March", "May", "Aug.": words that are something else too need a word before that months stand after."""
    return month(found) if found.line.has(found.first - 1, "BEFOREYEAR") else None


def bare_year(found: Found) -> Sense | None:
    """A year alone needs a word before it that years stand after, and nothing after it that it could count."""
    line, before, after = found.line, found.first - 1, found.last
    joined = line.has(before, "DASH") and line.has(before - 1, "YEAR")
    if line.has(before, "DASH") and not joined:
        return None
    follows = line.written(after)
    if (
        follows.islower()
        and not line.has(after, "AFTERYEAR")
        and (follows.endswith("s") or line.has(after, "N") or line.has(after, "UNIT"))
    ):
        return None
    closed = not follows.islower() or line.has(after, "PREP") or line.has(after, "AUXILIARY")
    closed = closed or (line.has(after, "AND") and line.has(after + 1, "YEAR"))
    closed = closed or (line.has(before, "AND") and line.has(before - 1, "YEAR") and line.has(after, "AND"))
    if line.has(before, "AND") or line.has(before, "TO") or line.has(before, "LOOSEYEAR"):
        return year(found) if closed else None  # "2014 and 2022", not "and 1990 men"
    if line.has(before, "POSSESSIVE") or line.has(before, "OWN"):  # "its 1990 invasion", "that 1978 law"
        return year(found) if follows[:1].isalpha() and not line.has(after, "PREP") else None
    opens = not line.word(before)[-1:].isalnum()
    opens = opens and line.has(after, "AUXILIARY")
    if not (joined or opens or line.has(before, "OPEN") or line.has(before, "BEFOREYEAR")):
        return None
    return year(found)


def year_in_words(found: Found) -> Sense | None:
    """ "nineteen ninety-six"; of the twenties and later only after a word that years stand after."""
    line, follows = found.line, found.line.written(found.last)
    if line.has(found.last, "DASH") or line.has(found.last, "UNIT") or (follows.islower() and follows.endswith("s")):
        return None
    if int(found.get("CENTURY")) == 20 and not line.has(found.first - 1, "BEFOREYEAR"):
        return None
    return year(found)


def century(found: Found) -> Sense | None:
    """ "the 20th century": TIMEX3 writes the hundreds."""
    number = found.get("TH")
    if not isinstance(number, int) or not 1 <= number <= 30:
        return None
    start, end = days.year(max(number * 100 - 100, 1))[0], days.year(number * 100 - 1)[1]
    value = f"{number - 1:02}"
    return Sense(type="DATE", value=value, start=start, end=end, granularity="other", basis="stated", sure=False)


def year(found: Found) -> Sense | None:
    """ "2022", "early 2023", "the end of 2024", "the first half of 2024", "mid-1996"."""
    number = year_of(found)
    if number is None or not 1 <= number <= 9999:
        return None
    part = None if found.rule.arguments.get("whole") else found.get("PART")
    start, end = thirds(*days.year(number), part)
    return Sense(
        type="DATE",
        value=f"{number:04}",
        start=start,
        end=end,
        granularity="year",
        basis="stated" if told_year(found) is not None else "calendar",
        sure=part is None,
    )


def half(found: Found) -> Sense | None:
    """ "the first half of 2024", "the second half of August", "H1 2024", "the last half of the year"."""
    which = found.get("TH", found.get("MONTHNUMBER"))
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
    at = next((i for i in range(found.first, found.last) if found.line.word(i) == "of"), found.first)
    number = year_of(replace(found, first=at)) or (found.published.year if found.published else None)
    if number is None:
        return Sense(type="DATE", value="XXXX-H" + ("2" if second else "1"), granularity="year", sure=False)
    start, end = days.months(number, 7 if second else 1, 6)
    return Sense(
        type="DATE",
        value=f"{number:04}-H{2 if second else 1}",
        start=start,
        end=end,
        granularity="year",
        basis="stated",
    )


def quarter(found: Found) -> Sense | None:
    """ "the third quarter", "third-quarter", "the first quarter of 2024", "Q3 2024": the latest begun."""
    which = found.get("TH", found.get("MONTHNUMBER"))
    if which == "last" or not isinstance(which, int) or not 1 <= which <= 4:
        return None
    number = year_of(found)
    told = number is not None
    if number is None and found.published:
        number = found.published.year - (3 * which - 2 > found.published.month)
    if number is None or not 1 <= number <= 9999:
        return Sense(type="DATE", value=f"XXXX-Q{which}", granularity="month", sure=False)
    start, end = days.quarter(number, which)
    return Sense(
        type="DATE",
        value=f"{number:04}-Q{which}",
        start=start,
        end=end,
        granularity="month",
        basis="stated" if told else "calendar",
        sure=told,
    )


def season(found: Found) -> Sense | None:
    """ "summer 2022", "last summer", "the winter of 2022", "this spring", "throughout the summer"."""
    name = str(found.get("SEASON"))
    if found.rule.arguments.get("which") == "this" and found.line.word(found.last) == "of":
        return None  # "the fall of the town"
    number = year_of(found)
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
    start, end = thirds(*days.season(number, name), found.get("PART"))
    sense = Sense(
        type="DATE",
        value=f"{number:04}-{name}",
        start=start,
        end=end,
        granularity="season",
        basis="stated" if told else "calendar",
        sure=told,
    )
    return sense if told else so_far(found, sense)


def decade(found: Found) -> Sense | None:
    """ "the 1990s", "the early '80s"."""
    first = int(found.get("DECADE"))
    first = first if first > 99 else 1900 + first
    if found.line.has(found.first - 1, "POSSESSIVE") and found.line.word(found.first - 1) != "that":
        return None  # "in his 30s"
    start, end = days.year(first)[0], days.year(first + 9)[1]
    return Sense(type="DATE", value=f"{first // 10}", start=start, end=end, granularity="decade", basis="stated")


def so_far(found: Found, sense: Sense) -> Sense:
    """A period that is running at publication is known up to it."""
    if found.published and sense.start and sense.end and sense.start <= found.published < sense.end:
        return replace(sense, end=found.published)
    return sense


def unit(found: Found) -> Sense | None:
    """ "this week", "last month", "next year", "earlier this month", "the previous week", "year to date"."""
    goes_on = found.line.has(found.last, "DASH") or found.line.has(found.last, "ENDED")
    if found.rule.arguments.get("alone") and goes_on:
        return None  # "the year-earlier", "the year ended June 30"
    name = str(found.get("UNIT") or found.rule.arguments["unit"])
    which = int(found.get("WHICH", found.rule.arguments.get("which", 0)))
    if found.published is None:
        value = {"W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}.get(name, "XXXX-XX-XX")
        return Sense(type="DATE", value=value, granularity=GRAINS[name], sure=False)
    then = moved(found.published, name, which)
    if then is None:
        return None
    start, end = unit_around(then, name)
    sense = Sense(type="DATE", value=unit_value(then, name), start=start, end=end, granularity=GRAINS[name])
    part = found.get("PART")
    if part in ("early", "mid", "late", "first", "last") and name in ("W", "M", "Q", "Y"):
        if name == "W":
            bounds = {"early": (0, 1), "first": (0, 1), "mid": (2, 3), "late": (4, 6), "last": (6, 6)}[part]
            start, end = days.plus(start, bounds[0]) or start, days.plus(start, bounds[1]) or end
        else:
            start, end = thirds(start, end, part)
        sense = replace(sense, start=start, end=end, sure=False)
        return sense
    return so_far(found, sense) if which == 0 else sense
