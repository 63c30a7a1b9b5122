""" "The highest daily losses since May", "a record week": against the days or weeks of the record between.

A day or week counts as higher only where every transcription that has its totals says so, so that one's slip breaks
nothing. Weeks are compared that end on the same day of the week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.milestones import is_rate
from onrecord.audit.relations import alone
from onrecord.audit.said import Said, cue
from onrecord.audit.series import DAY, Key, Point, Window, of_the_war, war_start, windows
from onrecord.audit.view import View
from onrecord.lexicon import load
from onrecord.mark.records import Time
from onrecord.model import Finding, Loss, Period, Suspect

_STEP = timedelta(days=120)  # of the record that is looked at at once, backwards; the first higher day ends it
_UNITS = {DAY: "day", 7 * DAY: "week"}
_SINCE = 40  # characters from the word to the time it runs from


class _Higher(NamedTuple):
    day: date
    value: Decimal
    after: Point
    before: Point


def superlatives(view: View) -> Iterator[Finding]:
    """Of the figure of a day or a week of a known tally, one finding a sentence; nothing where the record has none
    between."""
    if view.beside is None:
        return
    for sentence in view.said:
        since = _since(sentence)
        claim = _claim(view, sentence) if since is not None else None
        key = view.beside.key(claim) if claim is not None else None
        if since is None or claim is None or key is None or not key.voice.known or key.place is not None:
            continue
        meant = windows(claim.period)
        if not meant or meant[0][1] - meant[0][0] not in _UNITS or not _of_the_tally(view, claim, key, meant[0]):
            continue
        first = max(since, key.voice.daily_from or since)
        finding = _checked(view, claim, key, first, meant[0])
        if finding is not None:
            yield finding


def _of_the_tally(view: View, claim: Loss, key: Key, window: Window) -> bool:
    """Whether the figure is the tally's own: of a category that prose tells as a whole, or the sum on record. Other
    prose may tell of a part."""
    if key.category in key.voice.whole:
        return True
    assert view.beside is not None
    held = view.beside.totals(key, *window)
    first, last = held.get(window[0]), held.get(window[1])
    allows = alone(Point(claim=claim, key=key, own=True, counted=False))
    return first is not None and last is not None and last.amount - first.amount in allows


def _since(sentence: Said) -> date | None:
    """The first day that the word compares with; None where the sentence has no such word, or no time from which."""
    text = sentence.text.lower()
    if cue("record").search(text) is not None and "record" in text and _first(text, "record") is not None:
        return war_start()
    at = _first(text, "highest")
    if at is None:
        return None
    since = text.find("since", at)
    if since < 0 or since - at > _SINCE:
        return war_start() if cue("record").search(text, at) is not None else None
    later = [time for time in sentence.times if since <= time.span.start <= since + _SINCE and time.start is not None]
    return (
        _behind(later[0]) if later else (war_start() if "invasion" in text[since:] or "war" in text[since:] else None)
    )


def _first(text: str, name: str) -> int | None:
    """Where such a word stands that is not "one of the highest"."""
    for match in cue(name).finditer(text):
        if not any(word in text[max(0, match.start() - 14) : match.start()] for word in _not_first()):
            return match.start()
    return None


def _behind(time: Time) -> date:
    """The first day after the time that is named: in it, it was higher."""
    start = time.start
    assert start is not None
    if time.granularity == "month":
        return (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    if time.granularity == "year":
        return date(start.year + 1, 1, 1)
    return start + DAY


def _claim(view: View, sentence: Said) -> Loss | None:
    """The one increment that the sentence tells."""
    found = [
        claim
        for claim in sentence.claims
        if isinstance(claim, Loss) and claim.measure == "increment" and not is_rate(claim)
        if claim.quantity.value is not None and claim.certainty != "denied"
    ]
    return found[0] if len(found) == 1 else None


def _checked(view: View, claim: Loss, key: Key, since: date, window: Window) -> Finding | None:
    assert view.beside is not None and claim.quantity.value is not None
    value = claim.quantity.value
    most = alone(Point(claim=claim, key=key, own=True, counted=False)).high
    (until, day), seen = window, 0
    first = since + (day - until) - DAY  # of a week the end: all of it lies behind
    while until >= first:
        start = max(first, until - _STEP)
        higher, days = _highest(view, key, start, until, window, most if most is not None else value)
        seen += days
        if higher is not None:
            return _broken(view, claim, higher, since, window)
        until = start - DAY
    if not seen:
        return None
    compared = f"{words.number(Decimal(seen))} {_UNITS[day - window[0]]}{'s' if seen > 1 else ''}"
    return Finding(
        rule="superlative",
        verdict="holds",
        because=f"Of {compared} on record since {words.day(since)}, none brought more than {words.number(value)}.",
        claims=(claim.id,),
        period=Period(start=since, end=day),
        stated=words.figure(claim.quantity),
        as_of=view.as_of,
    )


def _highest(
    view: View, key: Key, start: date, until: date, window: Window, most: Decimal
) -> tuple[_Higher | None, int]:
    """The highest of the days or weeks from `start` to `until` that brought more than `most`, and how many could be
    compared: those as long as `window`, a whole number of times before it."""
    assert view.beside is not None
    length = window[1] - window[0]
    hands: dict[str, dict[date, Point]] = {}
    for point in view.beside.points(key.side, key.category, since=start - length, until=until, measure="cumulative"):
        if point.key == key and point.firm and point.end is not None and of_the_war(point):
            hands.setdefault(_hand(point), {})[point.end] = point
    added: dict[date, _Higher] = {}
    for totals in hands.values():
        for day, after in totals.items():
            before = totals.get(day - length)
            if before is not None and day >= start and not (window[1] - day) % length:
                least = _Higher(day, after.amount - before.amount, after, before)
                added[day] = min(least, added.get(day, least), key=lambda one: one.value)
    higher = [one for one in added.values() if one.value > most]
    return max(higher, key=lambda one: one.value, default=None), len(added)


def _hand(point: Point) -> str:
    """Who wrote the figure down: the outermost source, none for the voice's own page."""
    return point.claim.sources[0].id if len(point.claim.sources) > 1 else ""


def _broken(view: View, claim: Loss, higher: _Higher, since: date, window: Window) -> Finding:
    stated, more = words.figure(claim.quantity), words.number(higher.value)
    said = f"{words.number(higher.after.amount)} - {words.number(higher.before.amount)} = {more}"
    unit = _UNITS[window[1] - window[0]]
    brought = words.day(higher.day) if unit == "day" else f"the week to {words.day(higher.day)}"
    return Finding(
        rule="superlative",
        verdict="fails",
        because=f"{stated} is told as the highest, but {brought} brought {said}.",
        claims=(higher.before.claim.id, higher.after.claim.id, claim.id),
        period=Period(start=since, end=window[1]),
        stated=stated,
        computed=more,
        suspects=(
            Suspect(claim=claim.id, instead=f"the highest since {words.day(higher.day)}", why=f"{more} that {unit}"),
            Suspect(claim=claim.id, instead=f"more than {more}", why="it would then be the highest"),
        ),
        as_of=view.as_of,
    )


@lru_cache(maxsize=1)
def _not_first() -> tuple[str, ...]:
    return tuple(load("languages/en/audit.toml")["not_first"])
