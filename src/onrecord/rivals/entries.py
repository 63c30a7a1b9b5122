"""The ledger's totals as figures of estimators: who estimated, what it counts, from when on it was known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.claim.estimators import Standing, estimator, standing
from onrecord.claim.registry import Known
from onrecord.lexicon import load
from onrecord.rivals.metrics import Metric, Voice, metric_of, official

if TYPE_CHECKING:
    from onrecord.ledger.totals import Total

# Whose unattributed figures are somebody else's: a paper's are, a ministry's are not.
_OUTLETS = frozenset(("media", "agency", "other", "person", "group"))


class Who(NamedTuple):
    """An estimator; `voice` where it carries the official count of the side."""

    id: str
    name: str
    kind: str
    side: str | None
    standing: Standing
    voice: Voice | None


class Entry(NamedTuple):
    """A total that one estimator states."""

    who: Who
    metric: Metric
    day: date
    total: Total

    @property
    def best(self) -> Decimal | None:
        """The single figure, where the source gives one that is no mere end of an interval."""
        return None if self.total.bound in ("more_than", "up_to", "less_than") else self.total.value

    @property
    def low(self) -> Decimal | None:
        return self.total.low if self.total.bound in ("range", "more_than") else None

    @property
    def high(self) -> Decimal | None:
        return self.total.high if self.total.bound in ("range", "up_to", "less_than") else None

    @property
    def size(self) -> Decimal:
        """Where it stands on an axis: its best figure, the middle of its interval, or its one end."""
        if self.best is not None:
            return self.best
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends, Decimal(0)) / len(ends) if ends else Decimal(0)

    def known(self, as_of: date | None) -> bool:
        """Whether it was published by then, and no newer version of it was."""
        if as_of is None:
            return self.total.superseded_from is None
        day = as_of.isoformat()
        gone = self.total.superseded_from
        return self.total.known_from <= day and (gone is None or gone > day)


def entries(totals: Iterable[Total], side: str) -> dict[tuple[str, str], list[Entry]]:
    """Totals of the whole war by (metric, estimator), each list by day and then by when it was known."""
    war: str = load("packs/ukraine/pack.toml")["start"].isoformat()
    out: dict[tuple[str, str], list[Entry]] = {}
    days: dict[str, date] = {}
    metrics: dict[tuple[str, str | None], Metric | None] = {}
    for total in totals:
        told = total.category, total.as_reported
        if told not in metrics:
            metrics[told] = metric_of(*told)
        metric = metrics[told]
        if metric is None or (total.start != war and not (metric.open and total.start is None)):
            continue  # of one battle, or of one year
        who = _who(total.chain, total.publisher, side, total.category)
        if who is None:
            continue
        # Nobody knows the total of a day to come: what was published before its day is of the day of publication.
        told_on = min(total.day, total.published) if total.published else total.day
        day = days.get(told_on) or days.setdefault(told_on, date.fromisoformat(told_on))
        out.setdefault((metric.id, who.id), []).append(Entry(who, metric, day, total))
    for line in out.values():
        line.sort(key=lambda entry: entry.day)
    return out


@lru_cache(maxsize=4096)
def _who(chain: str | None, publisher: str | None, side: str, category: str) -> Who | None:
    """The innermost source; the publisher of what it says itself, but for a paper's, which are somebody's."""
    if chain is None:
        if not publisher or estimator(publisher).kind in _OUTLETS:
            return None
        known = estimator(publisher)
    else:
        known = estimator(chain.split(" > ")[-1])
    return who_is(known, side, category)


def who_is(known: Known, side: str, category: str) -> Who:
    """An estimator as part of a comparison of the losses of `side`."""
    voice = official(side)
    if known.id in voice.sources and category in voice.categories:
        return Who(voice.id, voice.name, "military", voice.side, "belligerent", voice)
    return Who(known.id, known.name, known.kind, known.side, standing(known), None)


def agreed(same_day: Sequence[Entry]) -> Entry:
    """Of one estimator's figures for one day the one that most have, the earliest known of them: several who write it
    down may differ."""
    count: dict[tuple[Decimal | None, Decimal | None, Decimal | None], int] = {}
    for entry in same_day:
        count[_figures(entry)] = count.get(_figures(entry), 0) + 1
    return max(same_day, key=lambda entry: count[_figures(entry)])


def differing(entry: Entry, same_day: Sequence[Entry]) -> list[Entry]:
    """Those that give another figure, each figure once."""
    found = {_figures(one): one for one in reversed(same_day)}
    found.pop(_figures(entry), None)
    return list(found.values())


def _figures(entry: Entry) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return entry.best, entry.low, entry.high
