"""A weekday that stands with its date, against the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.view import View
from onrecord.lexicon import load
from onrecord.model import Claim, Finding, Period, Span, Suspect

_AHEAD = timedelta(days=45)  # a date without a year lies at most so far ahead of the document


class Dated(NamedTuple):
    """A weekday and the date beside it, as written."""

    span: Span
    weekday: int
    day: date


def weekdays(view: View) -> Iterator[Finding]:
    text = view.document.text
    starts = sorted(view.claims, key=lambda claim: claim.span.start)
    at = 0
    live: list[Claim] = []
    for dated in dated_weekdays(text, view.document.published):
        while at < len(starts) and starts[at].span.start < dated.span.end:
            live.append(starts[at])
            at += 1
        live = [claim for claim in live if claim.span.end > dated.span.start]
        yield _finding(view, dated, tuple(claim.id for claim in live))


def dated_weekdays(text: str, published: date | None) -> Iterator[Dated]:
    """The weekdays of `text` that name their date ("Monday, August 14", "14 August 2023, a Monday"). Pairs
    and ranges ("Saturday and Sunday, August 12 and 13") are left alone, and so is a date whose year nobody
    tells."""
    for match in _pattern().finditer(text):
        weekday = _number(match, "weekday")
        month = _number(match, "month")
        day = next(int(match[name]) for name in ("d1", "d2", "d3") if match[name])
        year = next((int(match[name]) for name in ("y1", "y2", "y3") if match[name]), None)
        when = _date(year, month, day, published)
        if when is not None:
            yield Dated(Span(*match.span("all")), weekday, when)


def _finding(view: View, dated: Dated, claims: tuple[str, ...]) -> Finding:
    right, written = words.weekday(dated.day), words.WEEKDAYS[dated.weekday]
    holds = right == written
    suspects: tuple[Suspect, ...] = ()
    if not holds and claims:
        back = (dated.day.weekday() - dated.weekday) % 7
        near = [dated.day - timedelta(days=back), dated.day + timedelta(days=7 - back)]
        near.sort(key=lambda when: abs(when - dated.day))
        suspects = (
            Suspect(claim=claims[0], instead=right, why=f"{words.day(dated.day)} was a {right}"),
            *(Suspect(claim=claims[0], instead=words.day(d), why=f"that was a {written}") for d in near),
        )
    return Finding(
        rule="weekday",
        verdict="holds" if holds else "fails",
        because=f"{words.day(dated.day)} was a {right}, " + ("as written." if holds else f"not a {written}."),
        claims=claims,
        period=Period(start=dated.day, end=dated.day),
        stated=written,
        computed=right,
        suspects=suspects,
        as_of=view.as_of,
    )


def _date(year: int | None, month: int, day: int, published: date | None) -> date | None:
    """The date; without a year, the last such day not far ahead of publication. None when there is none."""
    try:
        if year is not None:
            return date(year, month, day)
        if published is None:
            return None
        when = date(published.year, month, day)
        return when if when <= published + _AHEAD else date(published.year - 1, month, day)
    except (ValueError, OverflowError):
        return None


def _number(match: re.Match[str], group: str) -> int:
    """The weekday (0 = Monday) or month (1 = January) that a group of names found."""
    found = next(match[name] for name in match.re.groupindex if name.startswith(group) and match[name])
    return _names()[group][found.casefold()]


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, int]]:
    data = load("languages/en/audit.toml")
    return {
        "weekday": {name: number for number, names in enumerate(data["weekdays"]) for name in names},
        "month": {name: number for number, names in enumerate(data["months"], 1) for name in names},
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Three shapes: weekday, month day[, year]; weekday[,] day month[ year]; day month[ year], [a ]weekday."""
    names = _names()
    weekday = "|".join(sorted((name.title() for name in names["weekday"]), key=len, reverse=True))
    month = "|".join(sorted((name.title() for name in names["month"]), key=len, reverse=True))
    # Not after another weekday or a number ("Saturday and Sunday, ..."), nor before a second day.
    before = r"(?<![\w-])(?<!and )(?<!or )(?<!to )(?<![–—/-])"
    one_day = r"(?!\d)(?!\s?[-–—/]\s?\d)(?!,? (?:and|or|to|through|until|till) \d)"
    day = r"(?:the )?(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
    year = r"(?:,? (?P<{}>(?:19|20)\d\d)(?!\d))?"
    shapes = (
        rf"(?P<weekday1>{weekday})\.?,? (?P<month1>{month})\.? {day.format('d1')}\b{one_day}{year.format('y1')}",
        rf"(?P<weekday2>{weekday})\.?,? {day.format('d2')} (?:of )?(?P<month2>{month})\b\.?{year.format('y2')}",
        rf"{day.format('d3')} (?P<month3>{month})\b\.?{year.format('y3')}(?:, (?:a )?| \()(?P<weekday3>{weekday})\b",
    )
    return re.compile(rf"{before}(?P<all>{'|'.join(shapes)})")
