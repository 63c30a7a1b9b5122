"""Estimates side by side: `Rivals` reads a side's totals once and answers from them while the ledger holds nothing new.

An estimate is set beside the official total of its own day, for running totals only grow: one of last winter below one
of today says nothing. Nothing meets across metrics.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from onrecord.model.days import in_words
from onrecord.model.errors import LedgerError, UsageError
from onrecord.rivals.entries import Entry, agreed, differing, entries
from onrecord.rivals.metrics import SIDES, categories, metrics, official
from onrecord.rivals.records import Compared, Estimate, Group, LeftOut, Official, Other, Question, Reason, Relation

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

Lines = dict[tuple[str, str], list[Entry]]

_NEAR = timedelta(days=3)  # an official total so long before an estimate's day is still the one it is set beside
_AHEAD = timedelta(days=31)  # what is of a later day is named so far ahead


class Rivals:
    """Comparisons from one open ledger.

    `compare` raises UsageError for a question that makes no sense, and LedgerError where nobody's figures are on
    record; both say what to do."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._state = -1
        self._lines: dict[str, Lines] = {}

    def compare(self, question: Question) -> Compared:
        """The last estimate of each source up to the day asked about, by what it counts."""
        if question.side not in SIDES:
            raise UsageError(f"there is no side {question.side!r}", f"sides: {', '.join(SIDES)}")
        lines = self.lines(question.side)
        at = question.at or _last(lines, question)
        chosen: list[Estimate] = []
        left: list[LeftOut] = []
        count = _official(lines, question.side)
        for line in lines.values():
            found = _found(line, at, question.as_of)
            if found is not None:
                chosen.append(_estimate(found, line, at, question, count))
            left.extend(_left_out(line, found, at, question.as_of))
        if not chosen:
            raise _nothing(question, at, left)
        chosen.sort(key=_size, reverse=True)
        return Compared(
            side=question.side,
            at=at,
            as_of=question.as_of,
            groups=tuple(_groups(chosen)),
            left_out=tuple(sorted(left, key=lambda one: (one.metric, one.day, one.source))),
            across=tuple(chosen) if question.across else None,
            notes=tuple(_notes(chosen, at, question)),
        )

    def lines(self, side: str) -> Lines:
        """All totals of a side's losses by (metric, estimator), as of now and of any day."""
        state = self._book.state()
        if state != self._state:
            self._lines.clear()
            self._state = state
        if side not in self._lines:
            self._lines[side] = entries(self._book.totals(side=side, categories=categories()), side)
        return self._lines[side]


def size(one: Estimate) -> Decimal:
    """Where an estimate stands on an axis: its best figure, the middle of its interval, or its one end."""
    return _size(one)


def _size(one: Estimate) -> Decimal:
    if one.best is not None:
        return one.best
    ends = [end for end in (one.low, one.high) if end is not None]
    return sum(ends, Decimal(0)) / len(ends)


# ---- one source's line ----------------------------------------------------------------------------------------------


def _until(line: Sequence[Entry], day: date) -> int:
    return bisect_right(line, day, key=lambda entry: entry.day)


def _found(line: Sequence[Entry], at: date, as_of: date | None) -> list[Entry] | None:
    """The figures of the last day up to `at` for which one was known."""
    stop = _until(line, at)
    for n in range(stop - 1, -1, -1):
        if line[n].known(as_of):
            day = line[n].day
            first = n
            while first and line[first - 1].day == day:
                first -= 1
            return [entry for entry in line[first:stop] if entry.day == day and entry.known(as_of)]
    return None


def _official(lines: Lines, side: str) -> list[Entry]:
    voice = official(side)
    return next((line for (_, who), line in lines.items() if who == voice.id), [])


def _estimate(
    same_day: list[Entry], line: Sequence[Entry], at: date, question: Question, count: Sequence[Entry]
) -> Estimate:
    entry = agreed(same_day)
    who, total = entry.who, entry.total
    words = [part.strip() for part in (total.as_reported or entry.metric.label.casefold()).split(";")]
    beside = None
    if who.voice is None and entry.metric.id == "casualties":
        beside = _beside(count, entry.day, question.as_of)
    return Estimate(
        source=who.name,
        source_id=who.id,
        kind=who.kind,
        side=who.side,
        standing=who.standing,
        is_official=who.voice is not None,
        metric=entry.metric.id,
        counts=who.voice.counts if who.voice else words[0],
        method="running count" if who.voice else (words[1] if len(words) > 1 else None),
        best=entry.best,
        low=entry.low,
        high=entry.high,
        bound=total.bound,
        certainty=total.certainty,
        day=entry.day,
        start=date.fromisoformat(total.start) if total.start else None,
        age=(at - entry.day).days,
        published=date.fromisoformat(total.published) if total.published else None,
        known_from=date.fromisoformat(total.known_from),
        chain=tuple(total.chain.split(" > ")) if total.chain else ((total.publisher,) if total.publisher else ()),
        official=beside,
        relation=_relation(entry, beside.value) if beside else None,
        others=tuple(
            Other(value=one.best, low=one.low, high=one.high, claim=one.total.id) for one in differing(entry, same_day)
        ),
        document=total.document,
        url=total.url,
        claim=total.id,
    )


def _beside(count: Sequence[Entry], day: date, as_of: date | None) -> Official | None:
    found = _found(count, day, as_of)
    if found is None or day - found[0].day > _NEAR:
        return None
    entry = agreed(found)
    return Official(day=entry.day, value=entry.size, claim=entry.total.id)


def _relation(entry: Entry, value: Decimal) -> Relation:
    """How an estimate stands to a total; an open end may leave that open."""
    low, high = entry.low, entry.high
    if low is None and high is None and entry.best is not None:
        return "equal" if entry.best == value else "lower" if entry.best < value else "higher"
    if low is not None and low > value:
        return "higher"
    if high is not None and high < value:
        return "lower"
    return "overlaps" if low is not None and high is not None else "open"


def _left_out(line: Sequence[Entry], found: list[Entry] | None, at: date, as_of: date | None) -> Iterator[LeftOut]:
    """The last figure of the line up to `at` that was not known by `as_of`, when it is of a later day than the one
    that was; and the first one soon after `at` that was."""
    stop = _until(line, at)
    day = found[0].day if found else None
    if as_of is not None:
        for entry in reversed(line[:stop]):
            if day is not None and entry.day <= day:
                break
            if entry.total.known_from > as_of.isoformat():
                told = entry.total.published is not None
                yield _left(entry, "published_later" if told else "publication_unknown")
                break
    if line and line[0].who.voice is None:
        for entry in line[stop:]:
            if entry.day - at > _AHEAD:
                break
            if entry.known(as_of):
                yield _left(entry, "of_a_later_day")
                break


def _left(entry: Entry, reason: Reason) -> LeftOut:
    published = entry.total.published
    return LeftOut(
        source=entry.who.name,
        metric=entry.metric.id,
        reason=reason,
        best=entry.best,
        low=entry.low,
        high=entry.high,
        day=entry.day,
        published=date.fromisoformat(published) if published else None,
        claim=entry.total.id,
    )


# ---- all of them ----------------------------------------------------------------------------------------------------


def _last(lines: Lines, question: Question) -> date:
    """The last day of the official count, else of anybody's; `as_of` where that is earlier."""
    count = _official(lines, question.side)
    among = [count] if count else list(lines.values())
    days = [found[0].day for line in among if (found := _found(line, date.max, question.as_of))]
    if not days:
        raise _nothing(question, question.as_of, [])
    return min(max(days), question.as_of) if question.as_of else max(days)


def _groups(chosen: Sequence[Estimate]) -> Iterator[Group]:
    order = ("casualties", "deaths", "wounded")
    for metric in sorted(metrics(), key=lambda one: order.index(one.id) if one.id in order else len(order)):
        same = tuple(one for one in chosen if one.metric == metric.id)
        if same:
            thirds = [one.relation for one in same if one.standing == "third_party"]
            yield Group(
                metric=metric.id,
                label=metric.label,
                note=metric.note,
                estimates=same,
                lower=thirds.count("lower"),
                higher=thirds.count("higher"),
                overlaps=thirds.count("overlaps") + thirds.count("equal"),
                open=thirds.count("open"),
            )


def _notes(chosen: Sequence[Estimate], at: date, question: Question) -> Iterator[str]:
    if not any(one.is_official for one in chosen):
        yield f"{official(question.side).name}'s count of that day is not on record"
    if question.across:
        yield "across metrics the order says nothing: deaths are a part of casualties, the named dead a floor"
    if question.as_of is not None and at > question.as_of:
        yield f"{in_words(at)} lies after {in_words(question.as_of)}: nothing of the days between could be known"


def _nothing(question: Question, at: date | None, left: Sequence[LeftOut]) -> LedgerError:
    when = f" up to {at}" if at else ""
    known = f" as of {question.as_of}" if question.as_of else ""
    said = f"nobody's estimates of the losses of {question.side.capitalize()}{when} are on record{known}"
    if left:
        return LedgerError(said, f"{len(left)} were published later; leave out --as-of to see them")
    return LedgerError(said, "import a table of estimates: see docs/import.md")
