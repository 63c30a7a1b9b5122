"""Over what time a loss is told: an entry of some days, or a running total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from onrecord.claim import periods
from onrecord.claim.context import Context
from onrecord.claim.counted import Counted, Predicate
from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import pack_words, words
from onrecord.lexicon import load
from onrecord.mark.records import Time
from onrecord.model import Period
from onrecord.model.claim import Category, Measure

_YEARS = 300  # days: a rolling period as long is one of the war ("in four years of war"),
_NEAR_START = 90  # which began on the war's first day when that is about as long ago
_FEW = 10  # so many, undated and in the whole country, are the war's and no day's
_CAUSES = frozenset("in amid during since of from to by throughout".split())


def when(scene: Scene, context: Context, what: Counted, how: Predicate, category: Category) -> tuple[Measure, Period]:
    """Whether the figure of a loss is an entry or a running total, and its period."""
    time, told = context.time_at(scene, what.index)
    if what.figure.signed:
        return "increment", entry_period(scene, context, time)
    if _is_rate(scene, what):
        return "increment", periods.undated(told, context.published)
    if time is not None:
        if periods.is_running(time):
            period = periods.stated(scene, time)
            if period.end is None or told is not None and period.end == context.published:
                counted = next((t for i in scene.dating if (t := scene.tokens[i].time) and _is_as_of(scene, t)), None)
                end = counted.end if counted is not None else told
                period = replace(period, end=end or context.published)  # counted until the day it was told
            return "cumulative", period
        if time.basis == "rolling" and time.start is not None and time.end is not None:
            if (time.end - time.start).days > _YEARS:
                return "cumulative", replace(periods.stated(scene, time), start=_start_of_years(time.start))
    as_of = time is not None and _is_as_of(scene, time)
    toll = time is not None and time.basis != "rolling" and _has_word_of_total(scene, what, how)
    if time is not None and not as_of and not toll and (time.basis == "rolling" or time.start != time.end):
        return "increment", periods.stated(scene, time)
    if as_of or toll or _is_total(scene, what, how, category, dated=time is not None):
        end = time.end if time is not None else told
        if scene.holds(pack_words("other_wars")) or _since_campaign(scene):
            return "cumulative", periods.undated(end, context.published)
        attack = _is_toll(scene, how.index) or category.startswith("civilian") and _rises(scene, what)
        if attack and "war" not in scene.groups and not _in_whole_country(scene, how.index + 1):
            return "cumulative", periods.undated(end, context.published)  # of one strike, not of the war
        return "cumulative", periods.since_invasion(end, context.published)
    if time is not None:
        return "increment", periods.stated(scene, time)
    return "increment", periods.undated(told, context.published)


def _since_campaign(scene: Scene) -> bool:
    """ "since the start of the counteroffensive": a beginning that the text does not date."""
    for index in range(len(scene.tokens)):
        if scene.word(index) == "since":
            return any(scene.word(i) in words("campaigns") for i in range(index + 1, index + 7))
    return False


def _rises(scene: Scene, what: Counted) -> bool:
    """ "the number of people killed rose to 9": of a strike whose dead are still being found."""
    near = scene.words(max(0, what.index - 6), what.index).lower() if what.index else ""
    return any(word in near for word in words("rises"))


def _is_rate(scene: Scene, what: Counted) -> bool:
    """ "50,000 troops a month", "1,000 killed or wounded every day": an average, of no period in particular."""
    for index in range(what.after, what.after + 6):
        word = scene.word(index)
        if word in ("daily", "weekly", "monthly") or word in ("", ",", ".", ";", "in", "on", "over", "since", "during"):
            return word.endswith("ly")
        first, _, unit = word.partition(" ")  # "a month" is one token where it was read as a time
        if first in ("a", "per", "each", "every"):
            return (unit or scene.word(index + 1)) in ("day", "week", "month")
    return False


def _is_toll(scene: Scene, index: int) -> bool:
    return "toll" in (scene.word(index), scene.word(index + scene.tokens[index].width - 1))


def entry_period(scene: Scene, context: Context, time: Time | None) -> Period:
    """Of a signed figure or a part of a total: the time it states, else the day of a daily report."""
    if time is not None and not periods.is_running(time):
        return periods.stated(scene, time)
    return periods.daily(context.published)


def _start_of_years(start: date) -> date:
    return periods.war_start() if abs((start - periods.war_start()).days) < _NEAR_START else start


def _is_as_of(scene: Scene, time: Time) -> bool:
    """Whether the words give the day of a count: "as of Monday", "by 14 August"."""
    before = " " + scene.text[max(scene.span.start, time.span.start - 24) : time.span.start].lower()
    return " as of" in before or time.start is None and " by " in before[-12:]


def _has_word_of_total(scene: Scene, what: Counted, how: Predicate) -> bool:
    """Whether the clause speaks of a total, so that a date in it is the day of the count."""
    low, high = max(0, min(how.index, what.index) - 6), max(what.after, how.index) + 3
    return any(
        scene.words(i, min(i + scene.tokens[i].width, len(scene.tokens))).lower() in words("totals")
        for i in scene.find("whole", None, low, high)
        if not _is_of_next(scene, i, what)
    )


@lru_cache(maxsize=None)
def _largest_daily() -> dict[str, int]:
    found: dict[str, int] = load("packs/ukraine/pack.toml")["largest_daily"]
    return found


def _is_total(scene: Scene, what: Counted, how: Predicate, category: Category, dated: bool) -> bool:
    """Whether a figure without a running period of its own is a running total: by words that say so near it, by
    the war named as its cause, or because no single day was ever that bad."""
    value = what.figure.value or what.figure.low or Decimal(0)
    largest = _largest_daily().get(category)
    if largest is not None and value > largest:
        return True
    low, high = max(0, min(how.index, what.index) - 8), max(what.after, how.index) + 6
    if any(not _is_of_next(scene, i, what) for i in scene.find("whole", None, low, high)):
        return True
    struck = how.role == "object" and any(True for _ in scene.find("act", None, how.index - 4, how.index))
    if not dated and value >= _FEW and not struck and _in_whole_country(scene, max(what.after, how.index + 1)):
        return True  # but "a strike killed 22 people in Gaza"
    return not dated and any(_in_the_war(scene, i) for i in scene.find("war", None, max(0, low - 6), high + 12))


def _in_whole_country(scene: Scene, after: int) -> bool:
    """ "349 children killed in Ukraine": no day and no nearer place than the whole country."""
    for index in range(after, after + 5):
        if scene.word(index) == "in" and index + 1 < len(scene.tokens):
            place = scene.tokens[index + 1].place
            return place is not None and place.kind == "country"
    return False


def _is_of_next(scene: Scene, index: int, what: Counted) -> bool:
    """Whether a word of total behind the figure leads to another one: "lost 14 tanks, for a total of 7,200"."""
    ahead = range(index + 1, min(index + 4, len(scene.tokens)))
    return index > what.index and any(scene.tokens[i].figure is not None for i in ahead)


def _in_the_war(scene: Scene, index: int) -> bool:
    """Whether the war is named as the time or cause: "amid Russia's full-scale war", not as in a heading."""
    for step in range(index - 1, max(index - 7, -1), -1):
        word = scene.word(step)
        if word in _CAUSES:
            return True
        if not word[0].isalnum() and word not in ("'s", "’s") or word in ("and", "or"):
            return False
    return False
