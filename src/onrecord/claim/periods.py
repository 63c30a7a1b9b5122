"""Which of a sentence's times a claim is about, by the house rules of docs/claims.md."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from onrecord.claim.scene import Scene
from onrecord.lexicon import load
from onrecord.mark.records import Time
from onrecord.model import Period


@lru_cache(maxsize=None)
def war_start() -> date:
    start: date = load("packs/ukraine/pack.toml")["start"]
    return start


def best_time(
    scene: Scene, focus: int, allowed: set[int], floor: int = 0, ceiling: int | None = None, alone: bool = False
) -> Time | None:
    """The time nearest to the token `focus` among the sentence's time tokens in `allowed`, those between
    `floor` and `ceiling` (the clause) first; one behind a semicolon or another figure counts as further away. With `alone` no time behind another amount counts: it is
    that amount's."""
    best: tuple[int, Time] | None = None
    for index in scene.times:
        time = scene.tokens[index].time
        if time is None or index not in allowed or (time.start is None and time.end is None and time.basis != "rolling"):
            continue
        if time.type == "TIME" and not time.sure:
            continue  # "by 10:00" is the hour of a report
        low, high = sorted((index, focus))
        distance = high - low
        depth = 0  # of brackets opened between the two and not closed
        for between in range(low + 1, high):
            token = scene.tokens[between]
            if token.word == ";":
                distance += 40
            elif token.text[:1] == "(":
                depth += 1
            elif token.text[-1:] == ")":
                depth -= 1
            elif token.figure is not None and index > focus:
                distance += 40 if alone and token.figure.same_as is None else 6
            elif token.word in ("while", "whereas", "but"):
                distance += 10
        if time.granularity == "time" and time.type == "DURATION":
            distance += 10
        if depth > 0 or "(" in scene.tokens[high].text[:1]:
            distance += 40
        if distance >= 40:
            continue  # behind a semicolon, or within brackets: "(+530 over the past day)" dates its own figure only
        if ceiling is not None and not floor <= index < ceiling:
            distance += 8
        if time.basis == "rolling" and time.type == "DATE" and time.granularity == "year":
            distance += 10  # "since the invasion more than four years ago"
        if best is None or distance < best[0]:
            best = (distance, time)
    return best[1] if best else None


def is_running(time: Time | None) -> bool:
    """Whether the words count from some start until now: "since the invasion", "from the beginning of the war"."""
    return time is not None and time.basis in ("since", "event") and time.start is not None and time.start != time.end


def stated(scene: Scene, time: Time) -> Period:
    return Period(start=time.start, end=time.end, as_written=time.span.of(scene.text), basis=time.basis)


def undated(statement: date | None, published: date | None) -> Period:
    """What has no date of its own had happened by the day of the statement, else by publication."""
    return Period(start=None, end=statement or published, basis="published")


def since_invasion(statement: date | None, published: date | None) -> Period:
    return Period(start=war_start(), end=statement or published, basis="event")
