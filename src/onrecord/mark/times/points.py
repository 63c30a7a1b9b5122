"""Days and hours: dates with and without a year, weekdays, weekends, "yesterday", the clock."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from onrecord.mark.times import days
from onrecord.mark.times.sense import NOTHING, Found, Sense, year_of
from onrecord.model.claim import Basis

# A date without a year is the last one, except that nobody means last year's by a date that comes within so many
# days, or within more where the words speak of the future.
_SOON, _SOON_SAID = 30, 120

# A story goes on within so many words.
_STORY = 60


def _a_day(found: Found, month: int, number: int, year: int | None) -> Sense | None:
    if year is not None:
        told = days.day(year, month, number)
        return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated") if told else NOTHING
    if days.day(2000, month, number) is None:
        return NOTHING
    if found.published is None:
        return Sense(type="DATE", value=f"XXXX-{month:02}-{number:02}", basis="stated", sure=False, open=True)
    story = _story_year(found, month, number)
    if story is not None:
        return Sense(type="DATE", value=story.isoformat(), start=story, end=story, basis="stated", sure=False)
    told = days.last_date(found.published, month, number)
    coming = days.next_date(found.published, month, number)
    ahead = bool(coming and (coming - found.published).days <= (_SOON_SAID if found.ahead or found.limit else _SOON))
    told = coming if ahead else told
    if told is None:
        return None
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated", sure=not ahead, open=True)


def _story_year(found: Found, month: int, number: int) -> date | None:
    """The day in the year of the sentence before, where that tells an older story on which this one goes on:
    "It began in 2014. On February 27 ...", "On May 5, 2014, ... On May 11 ..."."""
    told, line = found.told, found.line
    if told is None or told.start is None or told.open or told.basis != "stated" or found.published is None:
        return None
    day = days.day(told.start.year, month, number)
    usual = days.last_date(found.published, month, number)
    if day is None or usual is None or day.year >= usual.year or not line.has(found.first - 1, "PREP"):
        return None
    opens = line.has(found.first - 2, "DOT") or found.first == 1
    if told.granularity == "year":
        ends = line.has(found.told_at, "DOT") and found.told_at == found.first - 2
        began = any(line.has(i, "BEGAN") for i in range(max(found.told_at - 8, 0), found.told_at))
        return day if ends and began else None
    if told.granularity != "day" or told.start == found.war or not opens or found.first - found.told_at > _STORY:
        return None
    return day if 0 < (day - told.start).days <= 31 and (found.published - usual).days > 60 else None


def date_of(found: Found) -> Sense | None:
    """ "August 7", "14 August 2023", "Monday, the 14th of August"."""
    month, number, year = int(found.get("MONTH")), int(found.get("DAY") or found.get("TH")), year_of(found)
    sense = _a_day(found, month, number, year)
    weekday = found.get("WEEKDAY", found.get("WEEKDAYSHORT"))
    if sense and sense.start and weekday is not None and sense.start.weekday() != weekday:
        sense = replace(sense, sure=False)
        coming = days.next_date(found.published, month, number) if found.published and year is None else None
        soon = coming and found.published and (coming - found.published).days < 100
        if coming and soon and coming.weekday() == weekday:
            # the weekday tells the year
            sense = replace(sense, value=coming.isoformat(), start=coming, end=coming)
    return _part_of_day(found, sense)


def days_of(found: Found) -> Sense | None:
    """ "August 7-14", "7 and 8 August 2023", "February 25 to 26": from the first to the last."""
    numbers = [int(number) for number in found.all("DAY")]
    month, year = int(found.get("MONTH")), year_of(found)
    last = _a_day(found, month, numbers[-1], year)
    if last is None or last is NOTHING or numbers[0] >= numbers[-1] or days.day(2000, month, numbers[0]) is None:
        return None
    if last.end is None:
        return replace(last, value=f"XXXX-{month:02}-{numbers[0]:02}/{last.value}")
    start = days.day(last.end.year, month, numbers[0])
    return replace(last, start=start, value=f"{start}/{last.end}") if start else None


def numeric_date(found: Found) -> Sense | None:
    """ "2023-08-14", "14.08.2023", "2023 08 14"; of "08/14/2023" whichever order makes a date."""
    parts = [int(part) for part in re.findall(r"\d+", found.line.word(found.first))]
    if parts[0] > 31:
        year, month, number = parts
    else:
        number, month, year = parts
        year += 2000 if year < 100 else 0
    slashed = "/" in found.line.word(found.first) and parts[0] <= 31
    told = days.day(year, month, number) or (days.day(year, number, month) if slashed else None)
    if told is None or not 1700 <= year <= 2199:
        return None
    sure = not slashed or month > 12 or number > 12 or month == number
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="stated", sure=sure)


def day_months(found: Found) -> Sense | None:
    """ "24.02 to 20.05", "as of 20.05": day and month without a year."""
    tokens = [i for i in range(found.first, found.last) if found.line.has(i, "DAYMONTH")]
    (number, month), (last_number, last_month) = (
        map(int, found.line.word(i).split(".")) for i in (tokens[0], tokens[-1])
    )
    last = _a_day(found, last_month, last_number, year_of(found))
    if last is None or last.end is None or len(tokens) == 1:
        return last
    began = (month, number) == (found.war.month, found.war.day) and found.war < last.end
    start = found.war if began else days.last_date(last.end, month, number)
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
    before = found.first - 1
    if found.line.word(before) == "on":
        before -= 1
    if found.line.has(before, "SAID"):
        return False
    if found.line.word(before) == "as" and found.line.word(before - 1) in ("early", "soon"):
        return True
    return not found.line.word(before).endswith("ed") and found.near("SOON", 9, 0)


def _part_of_day(found: Found, sense: Sense | None) -> Sense | None:
    part = found.get("DAYPART")
    if sense is None or part is None:
        return sense
    return replace(sense, type="TIME", value=sense.value + "T" + part, granularity="time")


def night_into(found: Found) -> Sense | None:
    """ "overnight into Wednesday", "the night from Saturday to Sunday": the day named last, and the one before."""
    if found.get("MONTH") is not None:
        sense = date_of(found)
    else:
        sense = weekday(
            replace(found, first=max(i for i in range(found.first, found.last) if found.line.has(i, "WEEKDAY")))
        )
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
    if found.last == found.first + 1 and found.line.in_name(found.first):
        return NOTHING
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
    sense = Sense(type=kind, value=value, start=start, end=end, basis=basis, sure=sure)
    return replace(sense, granularity="time") if part else sense


def holiday(found: Found) -> Sense | None:
    """ "Thanksgiving Day", "last Christmas Eve": a day of `month`, or its `week`-th such `weekday`."""
    if found.published is None:
        return None
    told = found.rule.arguments
    years = [found.published.year + n for n in (-2, -1, 0, 1, 2)]
    feasts = [found_day for n in years if (found_day := _feast(n, told)) is not None]
    which = found.get("WHICH", 0)
    before = [one for one in feasts if one <= found.published]
    coming = [one for one in feasts if one > found.published]
    year_told = year_of(found)
    if year_told is not None:
        feast = _feast(year_told, told)
    elif coming and (which > 0 or (which == 0 and (coming[0] - found.published).days <= _SOON)):
        feast = coming[0]
    else:
        feast = before[-1] if before else None
    return Sense(type="DATE", value=feast.isoformat(), start=feast, end=feast, sure=False) if feast else None


def _feast(year: int, told: dict[str, Any]) -> date | None:
    if "day" in told:
        return days.day(year, told["month"], told["day"])
    first = days.day(year, told["month"], 1)
    number = days.last_weekday(first, told["weekday"]) if first else None
    weeks = told["week"] if number != first else told["week"] - 1
    return days.plus(number, 7 * weeks) if number else None


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
    beside = ("HALFDAY", "ZONE")
    rest = range(found.first + 1, found.last)
    told = next((i for i in rest if not any(found.line.has(i, name) for name in beside)), found.last)
    day = replace(found, first=told + 1 if found.line.has(told, "PREP") or found.line.has(told, "COMMA") else told)
    if day.get("MONTH") is not None:
        sense = date_of(day)
    elif day.get("WEEKDAY") is not None:
        sense = weekday(day)
    elif day.get("NUMDATE") is not None:
        sense = numeric_date(day)
    else:
        sense = Sense(
            type="TIME",
            value=found.published.isoformat() if found.published else "XXXX-XX-XX",
            start=found.published,
            end=found.published,
            sure=False,
        )
    if sense is None or sense is NOTHING:
        return sense
    return replace(sense, type="TIME", value=f"{sense.value[:10]}T{hour:02}:{minute:02}", granularity="time")
