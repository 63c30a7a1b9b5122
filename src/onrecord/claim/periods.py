"""Which of a sentence's times a claim is about, by the house rules of docs/claims.md."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import words
from onrecord.lexicon import load
from onrecord.mark.records import Time
from onrecord.model import Period

_NEAR = 40  # tokens: a time further away dates something else
_PART = frozenset({"including", "includes", "included"})
_TURNS = frozenset({"while", "whereas", "but"})
_STAMP = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}")


@lru_cache(maxsize=None)
def war_start() -> date:
    start: date = load("packs/ukraine/pack.toml")["start"]
    return start


# ---- the times of a sentence --------------------------------------------------------------------------------


def dating(scene: Scene) -> tuple[list[int], Time | None]:
    """The time tokens that may date what happened, and the last time that dates only its telling."""
    kept: list[int] = []
    told: Time | None = None
    for index in scene.times:
        if _is_stamp(scene, index) or _is_record(scene, index):
            continue
        if _is_dateline(scene, index) or _dates_telling(scene, index):
            told = scene.tokens[index].time
        else:
            kept.append(index)
    return kept, told


def _dates_telling(scene: Scene, index: int) -> bool:
    """Whether the time says when something was said: "footage published on December 16", "a Monday update"."""
    time = scene.tokens[index].time
    if time is None or time.basis in ("since", "event"):
        return False
    if scene.word(index - 1) in words("says") and scene.word(index + 1) == "that":
        return True  # "NATO said in late March that", "he said this week that"
    if time.basis == "rolling":
        return False
    if time.granularity not in ("day", "time") or time.start != time.end:
        return False
    return scene.word(index - 1) in words("reports") or scene.word(index + 1) in words("said_pieces")


def _is_dateline(scene: Scene, index: int) -> bool:
    """ "Kyiv, March 12, 2024 — Russia lost ...": the day of the report."""
    time = scene.tokens[index].time
    if time is None or time.granularity != "day" or index > 6:
        return False
    return scene.word(index + 1) in ("—", "–", "--")


def _is_stamp(scene: Scene, index: int) -> bool:
    """Whether the time is a page's own stamp ("22.03.2022 20:42"), which dates no event."""
    token = scene.tokens[index]
    return bool(_STAMP.match(scene.text, token.start, min(token.end + 8, len(scene.text))))


def _is_record(scene: Scene, index: int) -> bool:
    """ "the largest attack since August": a comparison with what was before."""
    time = scene.tokens[index].time
    if time is None or time.basis != "since":
        return False
    return any(scene.word(i) in words("superlatives") for i in range(index - 7, index))


def nearest(
    scene: Scene,
    focus: int,
    allowed: Iterable[int],
    floor: int = 0,
    ceiling: int | None = None,
    alone: bool = False,
) -> Time | None:
    """The time nearest to the token `focus` among the time tokens `allowed`, those between `floor` and `ceiling`
    (the clause) first; one behind a semicolon or another figure counts as further away. With `alone` no time
    behind another amount counts: it is that amount's."""
    best: tuple[int, Time] | None = None
    for index in allowed:
        time = scene.tokens[index].time
        if time is None or abs(index - focus) > _NEAR or not _is_told(time):
            continue
        distance = _distance(scene, focus, index, alone)
        if time.granularity == "time" and time.type == "DURATION":
            distance += 10
        if distance >= _NEAR:
            continue
        if ceiling is not None and not floor <= index < ceiling:
            distance += 8
        if time.basis == "rolling" and time.type == "DATE" and time.granularity == "year":
            distance += 10  # "since the invasion more than four years ago"
        if index < focus and any(scene.tokens[i].figure is not None for i in range(max(0, index - 6), index)):
            distance += 8  # "900 in the past day, and 117,000 since the invasion": the first figure's
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best else None


def _is_told(time: Time) -> bool:
    if time.start is None and time.end is None and time.basis != "rolling":
        return False
    return time.type != "TIME" or time.sure  # "by 10:00" is the hour of a report


def _distance(scene: Scene, focus: int, index: int, alone: bool) -> int:
    """Words between a time and what it may date, and more for what parts them. A time within brackets dates its
    own figure only: "(+530 over the past day)"."""
    low, high = sorted((index, focus))
    distance, depth = high - low, 0  # depth: brackets opened between the two and not closed
    for between in range(low + 1, high):
        token = scene.tokens[between]
        if token.word == ";":
            distance += _NEAR
        elif token.text[:1] == "(":
            depth += 1
        elif token.text[-1:] == ")":
            depth -= 1
        elif token.figure is not None and index > focus:
            # "2,000 tanks, including 40 in the past week"
            part = scene.word(between - 1) in _PART and not is_running(scene.tokens[index].time)
            distance += _NEAR if part or alone and token.figure.same_as is None else 6
        elif token.word in _TURNS:
            distance += 10
    if depth > 0 or scene.tokens[high].text[:1] == "(":
        distance += _NEAR
    return distance


def is_running(time: Time | None) -> bool:
    """Whether the words count from some start until now: "since the invasion", "from the beginning of the war"."""
    return time is not None and time.basis in ("since", "event") and time.start is not None and time.start != time.end


# ---- periods --------------------------------------------------------------------------------------------------


def stated(scene: Scene, time: Time) -> Period:
    return Period(start=time.start, end=time.end, as_written=time.span.of(scene.text), basis=time.basis)


def undated(told: date | None, published: date | None) -> Period:
    """What has no date of its own had happened by the day of the statement, else by publication."""
    return Period(start=None, end=told or published, basis="published")


def since_invasion(told: date | None, published: date | None) -> Period:
    return Period(start=war_start(), end=told or published, basis="event")


def daily(published: date | None) -> Period:
    """A daily official figure published on D covers D-1..D."""
    return Period(start=published - timedelta(days=1) if published else None, end=published, basis="published")
