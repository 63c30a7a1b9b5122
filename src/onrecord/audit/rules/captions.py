"""A caption's date against the document's own: a photograph is taken before it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from onrecord.audit import words
from onrecord.audit.view import View
from onrecord.lexicon import load
from onrecord.mark.times import times
from onrecord.model import Finding, Period, Suspect

_LONGEST = 700  # characters of a caption
_YEAR = re.compile(r"(?:19|20)\d\d")


def captions(view: View) -> Iterator[Finding]:
    """Lines with a credit in which a day with its year lies behind the document's; nothing where that has no day."""
    published, text = view.document.published, view.document.text
    if published is None:
        return
    for credit in _credits().finditer(text):
        start, end = text.rfind("\n", 0, credit.start()) + 1, text.find("\n", credit.end())
        line = text[start : end if end >= 0 else len(text)]
        if len(line) > _LONGEST or _YEAR.search(line) is None:
            continue
        for day, written in _days(line, published, view.document.language):
            if day > published:
                claims = tuple(c.id for c in view.claims if start <= c.span.start < start + len(line))
                yield _finding(view, claims, day, written, published)


def _days(line: str, published: date, language: str) -> Iterator[tuple[date, str]]:
    for time in times(line, published, language):
        if time.start is not None and time.start == time.end and _YEAR.search(time.span.of(line)):
            yield time.start, time.span.of(line)


def _finding(view: View, claims: tuple[str, ...], day: date, written: str, published: date) -> Finding:
    """The year may be the wrong one, or the day."""
    suspects = []
    for year in (published.year, published.year - 1):
        if claims and (day.month, day.day) != (2, 29) and day.replace(year=year) <= published:
            before = words.day(day.replace(year=year))
            suspects.append(Suspect(claim=claims[0], instead=before, why="the same day, of another year"))
    return Finding(
        rule="caption",
        verdict="fails",
        because=f"A caption is dated {words.day(day)}, after the document's own day, {words.day(published)}.",
        claims=claims,
        period=Period(start=day, end=day),
        stated=written,
        computed=f"{words.day(published)} at the latest",
        suspects=tuple(suspects[:1]),
        as_of=view.as_of,
    )


@lru_cache(maxsize=1)
def _credits() -> re.Pattern[str]:
    listed: list[str] = load("languages/en/audit.toml")["credits"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)")
