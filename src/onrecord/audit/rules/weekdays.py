"""A weekday that stands with its date, or with "today" or "yesterday", against the calendar: in English, Ukrainian and
Russian."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from onrecord.audit import words
from onrecord.audit.lexis import LANGUAGES
from onrecord.audit.view import View
from onrecord.lexicon import load
from onrecord.model import Claim, Document, Finding, Period, Span, Suspect

_AHEAD = timedelta(days=45)  # a date without a year lies at most so far ahead of the document


class Dated(NamedTuple):
    """A weekday, and the date that stands beside it."""

    span: Span
    weekday: int
    day: date


def weekdays(view: View) -> Iterator[Finding]:
    starts = sorted(view.claims, key=lambda claim: claim.span.start)
    at = 0
    live: list[Claim] = []
    for dated in dated_weekdays(view.document):
        while at < len(starts) and starts[at].span.start < dated.span.end:
            live.append(starts[at])
            at += 1
        live = [claim for claim in live if claim.span.end > dated.span.start]
        yield _finding(view, dated, tuple(claim.id for claim in live))


def dated_weekdays(document: Document) -> Iterator[Dated]:
    """The weekdays of a text that name their date ("Monday, August 14", "14 August 2023, a Monday") or say how it lies
    to the document's day ("yesterday, Sunday"). Pairs and ranges ("Saturday and Sunday, August 12 and 13") are left
    alone, and so is a date whose year nobody tells."""
    text, published = document.text, document.published
    language = document.language or "en"
    if language not in LANGUAGES:
        return
    names = _names(language)
    for match in _pattern(language).finditer(text):
        found = {name: value.casefold() for name, value in match.groupdict().items() if value and name != "all"}
        weekday = next(names["weekday"][value] for name, value in found.items() if name.startswith("weekday"))
        if "near" in found:
            when = _near(weekday, names["near"][found["near"]], published)
        else:
            month = next(names["month"][value] for name, value in found.items() if name.startswith("month"))
            day = next(int(value) for name, value in found.items() if name[0] == "d")
            year = next((int(value) for name, value in found.items() if name[0] == "y"), None)
            when = _date(year, month, day, published)
        if when is not None:
            yield Dated(Span(*match.span("all")), weekday, when)


def _near(weekday: int, days: int, published: date | None) -> date | None:
    """The day that "yesterday" was. What is quoted may have been said the day before."""
    if published is None or not date.min + _AHEAD < published < date.max - _AHEAD:
        return None
    meant = published + timedelta(days=days)
    before = meant - timedelta(days=1)
    return before if before.weekday() == weekday else meant


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


@lru_cache(maxsize=len(LANGUAGES))
def _names(language: str) -> dict[str, dict[str, int]]:
    """Numbers by name: of weekdays (0 = Monday), months, and days from the document's own."""
    told: dict[str, dict[str, int]] = load(f"languages/{language}/times.toml")["words"]
    audit = _words(language)
    return {
        "weekday": {**told["WEEKDAY"], **told.get("WEEKDAYSHORT", {})},
        "month": {**told["MONTH"], **told.get("SHORTMONTH", {})},
        "near": {word: int(days) for days, listed in audit["near"].items() for word in listed},
    }


def _words(language: str) -> dict[str, Any]:
    words_of: dict[str, Any] = load(f"languages/{language}/audit.toml")["weekdays"]
    return words_of


@lru_cache(maxsize=len(LANGUAGES))
def _pattern(language: str) -> re.Pattern[str]:
    """Shapes: weekday, month day[, year] (English); weekday[,] day month[ year]; day month[ year], [a ]weekday;
    yesterday[,] weekday."""
    names, told = _names(language), _words(language)

    def any_of(listed: Iterable[str], *, named: bool = True) -> str:
        # English names have capitals: "may" is no month.
        written = [name.title() if named and language == "en" else name for name in listed]
        every = "|".join(sorted(map(re.escape, written), key=len, reverse=True))
        return f"(?:{every})" if named and language == "en" else f"(?i:{every})"

    weekday, month = any_of(names["weekday"]), any_of(names["month"])
    joined = "".join(rf"(?<!\b{re.escape(word)} )" for word in told["joined"])
    # Not after another weekday or a number ("Saturday and Sunday, ..."), nor before a second day.
    before = rf"(?<![\w-]){joined}(?<![–—/-])"
    one_day = rf"(?!\d)(?!\s?[-–—/]\s?\d)(?!,? {any_of(told['spans'], named=False)} \d)"
    day = r"(?:the )?(?P<{}>[0-3]?\d)(?:st|nd|rd|th)?"
    year = r"(?:,? (?P<{}>(?:19|20)\d\d)(?!\d))?"
    on = any_of(told["on"], named=False)
    behind = rf"(?: {any_of(told['year'], named=False)})?" if told["year"] else ""
    shapes = [
        rf"(?P<weekday2>{weekday})\.?,? {day.format('d2')} (?:of )?(?P<month2>{month})\b\.?{year.format('y2')}",
        rf"{day.format('d3')} (?P<month3>{month})\b\.?{year.format('y3')}{behind}"
        rf"(?:, (?:a )?| \()(?P<weekday3>{weekday})\b",
        rf"(?P<near>{any_of(names['near'], named=False)})(?:,? {on} |, | \()(?P<weekday4>{weekday})\b",
    ]
    if language == "en":
        shapes.insert(
            0,
            rf"(?P<weekday1>{weekday})\.?,? (?P<month1>{month})\.? {day.format('d1')}\b{one_day}{year.format('y1')}",
        )
    return re.compile(rf"{before}(?P<all>{'|'.join(shapes)})")
