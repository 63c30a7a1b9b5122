"""What the words of a time rule mean: TIMEX3 type and value, and days by the house rules of docs/claims.md.

Each meaning is one function `(Found) -> Sense | None`; None says that the words are no time here, and the
next rule is tried. `MEANINGS` lists them under the names that the rules of times.toml use.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.mark.times import points, spans, windows
from onrecord.mark.times.sense import NOTHING, Found, Sense

MEANINGS: dict[str, Callable[[Found], Sense | None]] = {
    "none": lambda found: NOTHING,
    "date": points.date_of,
    "days": points.days_of,
    "numeric date": points.numeric_date,
    "day and month": points.day_months,
    "weekday": points.weekday,
    "night into": points.night_into,
    "weekend": points.weekend,
    "near day": points.near_day,
    "holiday": points.holiday,
    "clock": points.clock,
    "month": spans.month,
    "bare month": spans.bare_month,
    "bare year": spans.bare_year,
    "year": spans.year,
    "year in words": spans.year_in_words,
    "half": spans.half,
    "quarter": spans.quarter,
    "season": spans.season,
    "decade": spans.decade,
    "century": spans.century,
    "unit": spans.unit,
    "rolling": windows.rolling,
    "ago": windows.ago,
    "later": windows.later,
    "that": windows.that,
    "same quarter": windows.same_quarter,
    "first of": windows.first_of,
    "week ending": windows.week_ending,
    "week of": windows.week_of,
    "duration": windows.duration,
    "every": windows.every,
    "reference": windows.reference,
    "since war": windows.since_war,
    "war began": windows.war_began,
    "war later": windows.war_later,
    "war day": windows.war_day,
}
