"""The relations that a series' figures stand in: differences of totals, sums of days, the same figure twice.

Each is stated once, whichever of its figures it was found from. The rules turn them into findings; a
solver may take them all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.audit.milestones import is_milestone
from onrecord.audit.relations import Relation, Term
from onrecord.audit.series import DAY, LONGEST, Point, Series, Window, of_the_war, tallied, told_as_total, windows

SUM, REPEAT = "sum", "repeat"


def relations_of(series: Series) -> tuple[Relation, ...]:
    """All relations in which an own figure of the series stands, in the order of the text."""
    out: dict[frozenset[str], Relation] = {}
    for point in series.own:
        found = _of_total(point, series) if point.claim.measure == "cumulative" else _of_increment(point, series)
        for relation in found:
            out.setdefault(frozenset(relation.ids), relation)
    return tuple(out.values())


def difference(entry: Point, before: Point, after: Point, window: Window) -> Relation:
    """total(end) - total(start) = the increment between them."""
    return Relation(rule=SUM, stated=entry, terms=(Term(1, after), Term(-1, before)), window=window)


def daily_sum(series: Series, day: date) -> Relation | None:
    """total(day) - total(day before) = the day's increment, where all three are known; the record's before the
    document's, which others bear out."""
    totals, entries = series.totals | series.recorded_totals, series.increments | series.recorded_increments
    before, after, entry = totals.get(day - DAY), totals.get(day), entries.get((day - DAY, day))
    if before is None or after is None or entry is None:
        return None
    return difference(entry, before, after, (day - DAY, day))


def _of_increment(point: Point, series: Series) -> Iterator[Relation]:
    meant = windows(point.claim.period)
    quiet = not tallied(point, series)
    otherwise = False
    for candidates in (
        [_between_totals(point, series, window) for window in meant],
        [_over_days(point, series, window) for window in meant],
    ):
        found = _best(relation for relation in candidates if relation is not None)
        if found is None:
            continue
        # Another reading of the period may bear a figure out; only the house rule's may speak against it.
        if found.verdict == "fails" and (quiet or found.window != meant[0]):
            continue
        otherwise |= found.window != meant[0]
        yield found
    if meant and not quiet and not otherwise:
        first, recorded = series.increments.get(meant[0]), _borne_out(point, series.recorded_increments.get(meant[0]))
        yield from _repeats(point, first, recorded, meant[0], quiet=False)


def _of_total(point: Point, series: Series) -> Iterator[Relation]:
    end = point.end
    if end is None or not of_the_war(point) or is_milestone(point.claim):
        return
    recorded = _borne_out(point, series.recorded_totals.get(end))
    if series.totals.get(end) in (point, None) and recorded is None:
        relation = _from_earlier(point, series, end)
        if relation is not None:
            yield relation
    # Others than the tallies count all sorts under one word: children among civilians, one plant's workers.
    quiet = not series.key.voice.known or not told_as_total(point)
    yield from _repeats(point, series.totals.get(end), recorded, (end, end), quiet)


def _borne_out(point: Point, recorded: Point | None) -> Point | None:
    """What is on record of the same figure; not those who retell it, where the voice itself speaks."""
    return None if recorded is not None and point.counted and not recorded.counted else recorded


def _best(candidates: Iterable[Relation]) -> Relation | None:
    """The first reading of the period that holds, else the first that is near, else the first."""
    ranked = sorted(candidates, key=lambda relation: ("holds", "within_rounding", "fails").index(relation.verdict))
    return ranked[0] if ranked else None


def _between_totals(point: Point, series: Series, window: Window) -> Relation | None:
    before, after = series.total(window[0]), series.total(window[1])
    if before is None or after is None or after.amount < before.amount:
        return None  # of a total that falls another rule speaks
    return difference(point, before, after, window)


def _over_days(point: Point, series: Series, window: Window) -> Relation | None:
    length = (window[1] - window[0]).days
    if not 1 < length <= LONGEST.days:
        return None
    terms: list[Term] = []
    for step in range(1, length + 1):
        entry = series.daily(window[0] + step * DAY, but=point)
        if entry is None:
            return None
        terms.append(Term(1, entry))
    return Relation(rule=SUM, stated=point, terms=tuple(terms), window=window)


def _from_earlier(point: Point, series: Series, end: date) -> Relation | None:
    """The latest earlier total and the daily figures since then, when none is missing between."""
    entries: list[Term] = []
    for step in range(LONGEST.days):
        entry = series.daily(end - step * DAY)
        if entry is None:
            return None
        entries.append(Term(1, entry))
        earlier = series.total(end - (step + 1) * DAY)
        if earlier is not None:
            terms = (Term(1, earlier), *reversed(entries))
            return Relation(rule=SUM, stated=point, terms=terms, window=(earlier.end or end, end))
    return None


def _repeats(
    point: Point, first: Point | None, recorded: Point | None, window: Window, quiet: bool
) -> Iterator[Relation]:
    """The same figure elsewhere: earlier in the document, else on record. `quiet`: not where they differ."""
    relation: Relation | None = None
    if first is not None and first is not point:
        relation = Relation(rule=REPEAT, stated=point, terms=(Term(1, first),), window=window)
    elif recorded is not None:
        relation = Relation(rule=REPEAT, stated=point, terms=(Term(1, recorded),), window=window)
    if relation is not None and not (quiet and relation.verdict == "fails"):
        yield relation
