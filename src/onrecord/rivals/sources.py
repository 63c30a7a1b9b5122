"""Who is in the ledger: how much each source says, what it took back, which sums its figures broke, how far it stands
from its rivals. Counts, and no grade made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from onrecord.claim.estimators import estimator, standing
from onrecord.claim.registry import Known
from onrecord.rivals.answer import Lines, Rivals
from onrecord.rivals.entries import Entry, agreed
from onrecord.rivals.metrics import SIDES
from onrecord.rivals.records import Against, Speaker

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

_NEAR = 3  # days before, up to which a rival's figure is set beside one
_TENTH = Decimal("0.1")


@dataclass(slots=True)
class _Record:
    known: Known
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    relayed: int = 0
    first: str | None = None
    last: str | None = None
    taken_back: int = 0
    checked: set[int] = field(default_factory=set)
    failed: set[int] = field(default_factory=set)
    entries: tuple[int, int] = (0, 0)
    against: list[Against] = field(default_factory=list)


def speakers(
    book: Ledger,
    as_of: date | None = None,
    *,
    taken_back: Mapping[str, int] | None = None,
    entries: Mapping[str, tuple[int, int]] | None = None,
) -> list[Speaker]:
    """Every source of current claims, as of a day, who says most first. By source id, `taken_back` adds what a source
    took back in another document, and `entries` how many of its count were checked and how many are off: what only a
    look at the whole record tells (`onrecord.corpus.record`)."""
    found: dict[str, _Record] = {}
    for one in book.spoken(as_of):
        inner, *outer = _chain(one.chain, one.publisher)
        mine = _of(found, inner)
        if mine is not None:
            mine.kinds[one.kind] += one.claims
            mine.first = min(mine.first or one.first, one.first)
            mine.last = max(mine.last or one.last, one.last)
        for name in outer:
            carrier = _of(found, name)
            if carrier is not None and carrier is not mine:
                carrier.relayed += one.claims
    for finding in book.judged(as_of):
        record = _of(found, _chain(finding.chain, finding.publisher)[0])
        if record is not None:
            record.checked.add(finding.finding)
            if finding.verdict == "fails":
                record.failed.add(finding.finding)
    for back in book.taken_back(as_of):
        record = _of(found, _chain(back.chain, back.publisher)[0])
        if record is not None:
            record.taken_back += 1
    for id, count in (taken_back or {}).items():
        if id in found:
            found[id].taken_back += count
    for id, counted in (entries or {}).items():
        if id in found:
            found[id].entries = counted
    rivals = Rivals(book)
    for side in SIDES:
        for id, against in _distances(rivals.lines(side), side, as_of):
            if id in found:
                found[id].against.append(against)
    listed = [_speaker(record) for record in found.values()]
    return sorted(listed, key=lambda one: (-one.claims, -one.relayed, one.source))


def _chain(chain: str | None, publisher: str | None) -> list[str | None]:
    """Innermost first; the publisher alone where it speaks itself."""
    return list(reversed(chain.split(" > "))) if chain else [publisher]


def _of(found: dict[str, _Record], name: str | None) -> _Record | None:
    if not name:
        return None
    known = estimator(name)
    return found.setdefault(known.id, _Record(known))


def _speaker(record: _Record) -> Speaker:
    known = record.known
    return Speaker(
        source=known.name,
        source_id=known.id,
        kind=known.kind,
        side=known.side,
        standing=standing(known),
        claims=sum(record.kinds.values()),
        relayed=record.relayed,
        kinds=dict(sorted(record.kinds.items())),
        first=date.fromisoformat(record.first) if record.first else None,
        last=date.fromisoformat(record.last) if record.last else None,
        taken_back=record.taken_back,
        checked=len(record.checked),
        failed=len(record.failed),
        entries=record.entries[0],
        entries_off=record.entries[1],
        against=tuple(sorted(record.against, key=lambda one: (one.losses_of, one.metric, -one.days, one.rival))),
    )


# ---- how far apart -----------------------------------------------------------------------------------------------


def _distances(lines: Lines, side: str, as_of: date | None) -> Iterator[tuple[str, Against]]:
    by_metric: dict[str, list[tuple[Entry, dict[date, Decimal]]]] = defaultdict(list)
    for (metric, _), line in lines.items():
        days = _days(line, as_of)
        if days:
            by_metric[metric].append((line[0], days))
    for metric, several in by_metric.items():
        for one, mine in several:
            for other, theirs in several:
                apart = _apart(mine, theirs) if one is not other else []
                if apart:
                    yield (
                        _id(one),
                        Against(
                            rival=other.who.name,
                            losses_of=side,
                            metric=metric,
                            days=len(apart),
                            median=_middle(apart).quantize(_TENTH),
                            least=min(apart).quantize(_TENTH),
                            most=max(apart).quantize(_TENTH),
                        ),
                    )


def _id(entry: Entry) -> str:
    """A voice's record stands with the source that counts."""
    return entry.who.voice.sources[0] if entry.who.voice else entry.who.id


def _days(line: list[Entry], as_of: date | None) -> dict[date, Decimal]:
    """A figure for each day, without those that are but one end of an interval."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in line:
        if entry.known(as_of) and (entry.best is not None or (entry.low is not None and entry.high is not None)):
            by_day[entry.day].append(entry)
    return {day: agreed(same).size for day, same in by_day.items()}


def _apart(mine: dict[date, Decimal], theirs: dict[date, Decimal]) -> list[Decimal]:
    """Differences in percent of theirs. The rarer of the two says which days are looked at, each figure once."""
    rarer, other, turned = (mine, theirs, False) if len(mine) <= len(theirs) else (theirs, mine, True)
    out = []
    for day, value in rarer.items():
        beside = next((other[at] for back in range(_NEAR + 1) if (at := day - timedelta(days=back)) in other), None)
        if beside:
            ours, rival = (beside, value) if turned else (value, beside)
            if rival:
                out.append((ours - rival) * 100 / rival)
    return out


def _middle(numbers: list[Decimal]) -> Decimal:
    """The median: of an even number the mean of the two in the middle."""
    ordered, half = sorted(numbers), len(numbers) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
