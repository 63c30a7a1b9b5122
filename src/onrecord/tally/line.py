"""One line through the entries: the total that is used for each day, who had it, and which days not to trust.

The order of preference among transcriptions is fixed and stated (docs/tally.md): the official page; then who
differs least often from it, or from two others that agree; then who misses the fewest days; then by name.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from onrecord.model.days import in_words
from onrecord.model.errors import UsageError
from onrecord.tally.categories import Subject
from onrecord.tally.entries import DAY, Count, Entry
from onrecord.tally.records import Note, Standing, Stated, Transcription

RUNNING = 30  # days with a total that make a transcription of what might be mentions in passing
_GRAIN = Decimal(1000)  # a coarser figure, said in passing, may have been rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """By day: the entries that stand, best first; older ones that they replaced; the increments that are stated.

    `days` are those with a total, in order, `war` the first day that totals count from."""

    subject: Subject
    war: date
    transcriptions: tuple[Transcription, ...]
    totals: dict[date, tuple[Entry, ...]]
    revised: dict[date, tuple[Entry, ...]]
    stated: dict[date, Entry]
    corrections: dict[date, tuple[Entry, ...]]
    days: tuple[date, ...]
    definitions: dict[date, str | None]
    only: str | None = None
    _noted: dict[date, tuple[Note, ...]] = field(default_factory=dict, compare=False, repr=False)

    def used(self, day: date) -> Entry | None:
        """The total that counts for a day."""
        found = self.totals.get(day)
        return found[0] if found else None

    def before(self, day: date) -> date | None:
        """The last day before with a total."""
        at = bisect_left(self.days, day)
        return self.days[at - 1] if at else None

    def counted(self, start: date, end: date) -> int:
        """How many days from `start` to `end` have a total."""
        return max(0, bisect_right(self.days, end) - bisect_left(self.days, start))

    def notes(self, day: date) -> tuple[Note, ...]:
        """What is to be said of a day."""
        if day not in self._noted:
            self._noted[day] = tuple(_notes(self, day))
        return self._noted[day]


def line(count: Count, subject: Subject, war: date, as_of: date | None, only: str | None) -> Line:
    """Raises UsageError when `only` is no transcription of the entries."""
    known = as_of.isoformat() if as_of else "9999"
    totals, revised = standing((e for e in count.totals if e.known_from <= known), known)
    increments, _ = standing((e for e in count.increments if e.known_from <= known), known)
    ranked = _ranked(totals)
    if only is not None and ranked:
        only = _named(only, ranked)
        totals = {day: {only: held[only]} for day, held in totals.items() if only in held}
        revised = {day: [e for e in gone if e.transcription == only] for day, gone in revised.items()}
        increments = {day: {only: held[only]} for day, held in increments.items() if only in held}
    corrections: dict[date, tuple[Entry, ...]] = {}
    for entry in count.corrections:
        if entry.known_from <= known and entry.value and only in (None, entry.transcription):
            corrections[entry.day] = (*corrections.get(entry.day, ()), entry)
    order = {one.name: at for at, one in enumerate(ranked)}
    last = len(order)
    days = tuple(sorted(totals))
    best = {day: tuple(sorted(held.values(), key=lambda e: order[e.transcription])) for day, held in totals.items()}
    stated = {
        day: min(held.values(), key=lambda e: (order.get(e.transcription, last), e.transcription))
        for day, held in increments.items()
    }
    definitions = {day: found.name if (found := subject.definition(day)) else None for day in days}
    return Line(
        subject=subject,
        war=war,
        transcriptions=tuple(ranked),
        totals=best,
        revised={day: tuple(gone) for day, gone in revised.items() if gone},
        stated=stated,
        corrections=corrections,
        days=days,
        definitions=definitions,
        only=only,
    )


Held = dict[date, dict[str, Entry]]


def standing(entries: Iterable[Entry], known: str) -> tuple[Held, dict[date, list[Entry]]]:
    """For each day and transcription the entry that stands, the last that was known; and those before it that
    had another value."""
    held: Held = {}
    gone: dict[date, list[Entry]] = {}
    for entry in entries:
        of_day = held.get(entry.day)
        if of_day is None:
            of_day = held[entry.day] = {}
        if entry.superseded_from is not None and entry.superseded_from <= known:
            gone.setdefault(entry.day, []).append(entry)
            continue
        before = of_day.get(entry.transcription)
        if before is not None and before.value != entry.value:
            gone.setdefault(entry.day, []).append(before)
        of_day[entry.transcription] = entry
    for day, older in gone.items():
        now = held[day]
        told = {(e.transcription, e.value): e for e in older if e.transcription in now}
        gone[day] = [e for (name, value), e in told.items() if now[name].value != value]
    return {day: of_day for day, of_day in held.items() if of_day}, gone


def _ranked(totals: Held) -> list[Transcription]:
    """Transcriptions in the order of preference."""
    if not totals:
        return []
    first, last = min(totals), max(totals)
    span = (last - first).days + 1
    days: dict[str, list[date]] = {}
    alone: dict[str, int] = {}
    official: set[str] = set()
    for day, held in totals.items():
        for name, entry in held.items():
            days.setdefault(name, []).append(day)
            if entry.official:
                official.add(name)
        if len(held) > 1 and len({entry.value for entry in held.values()}) > 1:
            for name in _alone(held):
                alone[name] = alone.get(name, 0) + 1
    found = []
    for name, on in days.items():
        standing: Standing = "official" if name in official else "transcription" if len(on) >= RUNNING else "occasional"
        found.append(
            Transcription(
                name=name,
                standing=standing,
                days=len(on),
                missing=span - len(on),
                alone=alone.get(name, 0),
                first=min(on),
                last=max(on),
            )
        )
    standings = ("official", "transcription", "occasional")
    return sorted(found, key=lambda t: (standings.index(t.standing), t.alone, t.missing, t.name))


def _alone(held: dict[str, Entry]) -> list[str]:
    """Who differs from the official page, or where there is none, from two others that agree."""
    official = {entry.value for entry in held.values() if entry.official}
    if official:
        return [name for name, entry in held.items() if entry.value not in official]
    values = [entry.value for entry in held.values()]
    agreed = {value for value in values if values.count(value) > 1}
    return [name for name, entry in held.items() if agreed and entry.value not in agreed]


def _named(asked: str, ranked: list[Transcription]) -> str:
    folded = asked.casefold()
    found = [t.name for t in ranked if t.name.casefold() == folded] or [
        t.name for t in ranked if folded in t.name.casefold()
    ]
    if len(found) != 1:
        names = ", ".join(t.name for t in ranked) or "none"
        what = "is no transcription of this" if not found else "may mean several transcriptions"
        raise UsageError(f"{asked!r} {what}", f"there are: {names}")
    return found[0]


# --- what not to trust ------------------------------------------------------------------------------------------


def _notes(line: Line, day: date) -> Iterable[Note]:
    entry = line.used(day)
    if entry is None:
        if line.days and line.days[0] < day < line.days[-1]:
            yield Note(code="missing", day=day, message=f"no total for {in_words(day)}")
        return
    before = line.used(day - DAY)
    if day == line.days[0] and day > line.war + DAY:
        yield Note(code="began", day=day, message=f"the first total on record is {entry.value:,}", claims=(entry.id,))
    changed = before is not None and line.definitions[day] != line.definitions[day - DAY]
    if before is not None and changed:
        message = f"what is counted changed from {line.definitions[day - DAY]} to {line.definitions[day]}"
        yield Note(code="definition", day=day, message=message, claims=(before.id, entry.id))
    if before is not None and not changed:
        if entry.value < before.value:
            message = f"the total fell from {before.value:,} to {entry.value:,}"
            yield Note(code="restated", day=day, message=message, claims=(before.id, entry.id))
        stated = line.stated.get(day)
        if stated is not None and stated.value != entry.value - before.value:
            message = (
                f"{stated.value:+,} is stated, the totals differ by {entry.value - before.value:+,}"
                f" ({before.value:,} to {entry.value:,})"
            )
            yield Note(code="unmatched", day=day, message=message, claims=(stated.id, before.id, entry.id))
    for older in line.revised.get(day, ()):
        now = next(e for e in line.totals[day] if e.transcription == older.transcription)
        since = in_words(date.fromisoformat(older.superseded_from or now.known_from))
        message = f"{older.transcription} had {older.value:,} until {since}, then {now.value:,}"
        yield Note(code="revised", day=day, message=message, claims=(older.id, now.id))
    for correction in line.corrections.get(day, ()):
        message = f"{correction.transcription} lists a correction by {correction.value:+,}"
        yield Note(code="corrected", day=day, message=message, claims=(correction.id,))
    held = line.totals[day]
    differing = [e for e in held[1:] if _differ(entry, e, line)]
    if differing:
        values = "; ".join(f"{e.transcription} {e.value:,}" for e in (entry, *differing))
        ids = tuple(e.id for e in (entry, *differing))
        yield Note(code="disputed", day=day, message=f"transcriptions differ: {values}", claims=ids)


def _differ(entry: Entry, other: Entry, line: Line) -> bool:
    """Whether two totals contradict each other. A round one that is said in passing may have been rounded."""
    if entry.value == other.value:
        return False
    for one, exact in ((entry, other), (other, entry)):
        standing = next(t.standing for t in line.transcriptions if t.name == one.transcription)
        if standing == "occasional" and one.value % _GRAIN == 0:
            grain = _GRAIN
            while one.value % (grain * 10) == 0:
                grain *= 10
            if abs(one.value - exact.value) < grain:
                return False
    return True


def stated_of(entry: Entry) -> Stated:
    return Stated(
        transcription=entry.transcription,
        value=entry.value,
        bound=entry.bound,
        claim=entry.id,
        document=entry.document,
        url=entry.url,
        published=entry.published,
    )
