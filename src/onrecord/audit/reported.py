"""The day of the report that a figure is taken from: "in its Sunday assessment" told on Monday. What is relative in it
("the past day") counts from that Sunday."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from onrecord.lexicon import load
from onrecord.model import Document, Loss

_REACH = 200  # characters on either side of a claim, within its sentence
_STOP = re.compile(r"[.!?][\"”’)]*\s|\n")


def dated(claim: Loss, document: Document) -> Loss:
    """The claim, its period moved to the day of the report that its sentence names; as it is where it names none."""
    day = claim.period.end
    if claim.period.basis != "rolling" or day is None or day != document.published or document.language != "en":
        return claim
    named = _report().search(_sentence(claim, document.text))
    back = timedelta(days=(day.weekday() - _weekdays()[named["weekday"].lower()]) % 7) if named else timedelta(0)
    if not back or claim.period.start is None or claim.period.start <= date.min + back:
        return claim
    return replace(claim, period=replace(claim.period, start=claim.period.start - back, end=day - back))


def _sentence(claim: Loss, text: str) -> str:
    start, end = claim.span
    before = _STOP.split(text[max(0, start - _REACH) : start])[-1]
    return before + text[start:end] + _STOP.split(text[end : end + _REACH])[0]


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    names: dict[str, int] = load("languages/en/times.toml")["words"]["WEEKDAY"]
    return names


@lru_cache(maxsize=1)
def _report() -> re.Pattern[str]:
    reports = "|".join(map(re.escape, load("languages/en/audit.toml")["reports"]))
    weekdays = "|".join(name.title() for name in _weekdays())
    return re.compile(rf"\b(?P<weekday>{weekdays})(?:['’]s)?(?: (?:morning|evening|daily|latest))? (?:{reports})\b")
