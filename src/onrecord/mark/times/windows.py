"""Windows that end at publication, distances from a day, durations, and the days of the war."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from onrecord.mark.times import days
from onrecord.mark.times.points import date_of, weekday
from onrecord.mark.times.sense import (
    GRAINS,
    Found,
    Sense,
    count_of,
    length,
    length_value,
    moved,
    moved_by,
    period_value,
    unit_around,
    unit_value,
)
from onrecord.mark.times.spans import month, year

# From the shortest to the longest, to tell whether "that year" can be the year of what was spoken of.
_SIZES = {"time": 0, "day": 0, "week": 1, "month": 2, "season": 2, "year": 3, "decade": 4, "other": 5}


def rolling(found: Found) -> Sense | None:
    """ "the past week", "the last 24 hours", "in recent days": back from publication; `which` = 1 for "next"."""
    name, parts = str(found.get("UNIT")), length(found)
    if found.rule.arguments.get("vague"):
        parts = None
    ahead = found.rule.arguments.get("ahead", False)
    sense = Sense(
        type="DURATION",
        value=length_value(name, parts),
        granularity=GRAINS[name],
        basis="rolling",
        sure=parts is not None and bool(found.rule.arguments.get("sure", True)),
    )
    if found.published is None:
        return replace(sense, sure=False)
    other = moved_by(found.published, parts, 1 if ahead else -1) if parts is not None else None
    if ahead:
        return replace(sense, start=found.published, end=other)
    return replace(sense, start=other, end=found.published)


def _lying_in(then: date, name: str, sure: bool) -> Sense:
    """The day itself, or the unit that it lies in; of weeks the day."""
    start, end = unit_around(then, name) if name != "W" else (then, then)
    return Sense(
        type="DATE",
        value=unit_value(then, name),
        start=start,
        end=end,
        granularity=GRAINS[name],
        basis="rolling",
        sure=sure,
    )


def ago(found: Found) -> Sense | None:
    """ "two weeks ago", "a year and a half ago": that day, or the month or year it lies in."""
    name, parts = str(found.get("UNIT")), length(found)
    anchor = found.published
    if parts is None:
        return Sense(type="DATE", value="PAST_REF", granularity=GRAINS[name], sure=False)
    if anchor is None:
        return Sense(type="DURATION", value=length_value(name, parts), granularity=GRAINS[name], sure=False)
    if name == "Y" and len(parts) == 1 and (same := _quarter_before(found, parts[0][1])):
        return same
    then = moved_by(anchor, parts, -1)
    if then is None:
        return None
    name = parts[-1][0]
    return _lying_in(then, name, sure=name == "D")


def _quarter_before(found: Found, years: int) -> Sense | None:
    """The quarter spoken of, so many years before: what "a year ago" means in a report on a quarter."""
    if found.quarter is None or found.quarter.start is None:
        return None
    then = days.plus_months(found.quarter.start, -12 * years)
    if then is None:
        return None
    start, end = unit_around(then, "Q")
    return replace(found.quarter, value=unit_value(then, "Q"), start=start, end=end, basis="rolling", sure=False)


def same_quarter(found: Found) -> Sense | None:
    """ "the year-earlier quarter", "the latest period", "the 1988 period", "that quarter": the quarter spoken of,
    `years` before or in the year told."""
    years = int(found.rule.arguments.get("years", 0))
    if found.get("YEAR") is not None and found.quarter and found.quarter.start:
        years = found.quarter.start.year - int(found.get("YEAR"))
    which = found.get("TH")
    if isinstance(which, int) and 1 <= which <= 4 and found.published:
        number = found.published.year - years
        if not 1 <= number <= 9999:
            return None
        start, end = days.quarter(number, which)
        return Sense(type="DATE", value=f"{number:04}-Q{which}", start=start, end=end, granularity="month", sure=False)
    same = _quarter_before(found, years)
    if found.get("YEAR") is not None:
        return same or year(found)
    if same is not None or not years or found.published is None:
        return same
    then = days.plus_months(found.published, -12 * years)
    if then is None:
        return None
    start, end = days.year(then.year)
    return Sense(type="DATE", value=unit_value(then, "Y"), start=start, end=end, granularity="year", sure=False)


def later(found: Found) -> Sense | None:
    """ "three days later", "a month earlier", "the following day": from the day last spoken of."""
    if found.line.has(found.last - 1, "PREP") and found.line.word(found.last)[:1].isalpha():
        return None  # "two months after the ...": how long after something else
    name, parts = str(found.get("UNIT")), length(found)
    sign = int(found.rule.arguments["sign"])
    if parts and sign < 0 and name == "Y" and len(parts) == 1 and (same := _quarter_before(found, parts[0][1])):
        return same
    if parts is None or found.focus is None:
        if name == "Y" and sign < 0 and parts and found.published and (then := moved_by(found.published, parts, -1)):
            return Sense(type="DATE", value=unit_value(then, "Y"), granularity="year", sure=False)
        return Sense(type="DURATION", value=length_value(name, parts), granularity=GRAINS[name], sure=False)
    then = moved_by(found.focus, parts, sign)
    if then is None:
        return None
    return _lying_in(then, parts[-1][0], sure=False)


def that(found: Found) -> Sense | None:
    """ "that day", "the same month", "the following year": the one last spoken of, or `sign` after it."""
    name = str(found.get("UNIT"))
    of = found.focus
    if found.told and _SIZES[found.told.granularity] <= _SIZES[GRAINS[name]]:
        of = found.told.start
    if of is None:
        return None
    of = moved(of, name, int(found.rule.arguments.get("sign", 0)))
    if of is None:
        return None
    start, end = unit_around(of, name)
    return Sense(type="DATE", value=unit_value(of, name), start=start, end=end, granularity=GRAINS[name], sure=False)


def first_of(found: Found) -> Sense | None:
    """ "the first three months of 2024", "the first week of August", "the last two weeks of May"."""
    whole = month(found) if found.get("MONTH") is not None else year(found)
    name, which = str(found.get("UNIT")), found.get("TH")
    if whole is None or whole.start is None or whole.end is None or name not in ("D", "W", "M"):
        return whole
    if found.get("PLURAL"):  # "first three months"
        count, before = count_of(found), 0
    else:  # "second week"
        count, before = 1, 0 if which == "last" else int(which) - 1
    if count is None:
        return replace(whole, sure=False)
    if which == "last":
        start = moved(days.plus(whole.end, 1) or whole.end, name, -count)
        end: date | None = whole.end
    else:
        start = moved(whole.start, name, before)
        following = moved(whole.start, name, before + count)
        end = days.plus(following, -1) if following else None
    if start is None or end is None or start < whole.start or end > whole.end:
        return whole
    return replace(whole, start=start, end=end, open=False)


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
    value = str(found.rule.arguments.get("value") or length_value(name, length(found)))
    return Sense(type="DURATION", value=value, granularity=GRAINS[name], basis="stated")


def every(found: Found) -> Sense | None:
    """ "daily", "every day", "per month", "each Monday", "every July"."""
    day_number, month_number = found.get("WEEKDAY"), found.get("MONTH")
    if day_number is not None:
        return Sense(type="SET", value=f"XXXX-WXX-{int(day_number) + 1}", basis="stated")
    if month_number is not None:
        return Sense(type="SET", value=f"XXXX-{int(month_number):02}", granularity="month", basis="stated")
    name = found.get("UNIT") or found.get("OFTEN")
    value = period_value(str(name), int(found.rule.arguments.get("count", count_of(found) or 1)))
    return Sense(type="SET", value=value, granularity=GRAINS[str(name)], basis="stated")


def reference(found: Found) -> Sense | None:
    """ "now", "recently", "in the future": TIMEX3's references, of no day."""
    after = found.line.word(found.last)
    if found.rule.arguments.get("ends") and after[:1].isalnum() and not found.line.has(found.last, "AFTERPAST"):
        return None  # "the past defence of ..."
    value = str(found.rule.arguments["value"])
    return Sense(type="DATE", value=value, granularity="other", basis="published", sure=False)


def _war(found: Found) -> date | None:
    """The day the war began, None for a text older than it."""
    return None if found.published and found.published < found.war else found.war


def since_war(found: Found) -> Sense | None:
    """ "since the invasion", "so far in the war": from its first day until publication."""
    began = _war(found)
    if began is None:
        return None
    return Sense(
        type="DURATION",
        value=f"{began}/{found.published or ''}",
        start=began,
        end=found.published,
        granularity="other",
        basis="since",
        sure=bool(found.rule.arguments.get("sure", True)),
    )


def war_began(found: Found) -> Sense | None:
    """ "the start of the full-scale invasion": its first day."""
    began = _war(found)
    if began is None:
        return None
    return Sense(type="DATE", value=began.isoformat(), start=began, end=began, basis="event")


def war_later(found: Found) -> Sense | None:
    """ "three weeks into the invasion": so long after its first day."""
    began, count = _war(found), count_of(found)
    told = moved(began, str(found.get("UNIT")), count) if began and count is not None else None
    if told is None:
        return None
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="event", sure=False)


def war_day(found: Found) -> Sense | None:
    """ "the 500th day of the war": the first day is day 1."""
    began, count = _war(found), found.get("TH")
    if count is None:
        count = count_of(found)
    if began is None or not isinstance(count, int):
        return None
    for extra in found.all("N"):  # "the hundred and seventy-first day"
        if isinstance(found.get("TH"), int) and int(extra) > count:
            count += int(extra)
    told = days.plus(began, count - 1)
    return Sense(type="DATE", value=told.isoformat(), start=told, end=told, basis="event") if told else None
