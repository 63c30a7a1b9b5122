"""One line's clusters of relations that do not hold, as issues: one for each figure of the likeliest repair.

The kind is told by what could mend the sum, never by the likeliest alone: a typo when nothing else is as small, a
mismatch when a total is as suspect as the increment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from onrecord.audit.issues import sentences
from onrecord.audit.issues.counts import Counted
from onrecord.audit.issues.looks import look
from onrecord.audit.issues.records import Issue, Kind, Mend, Mended, Told
from onrecord.audit.repair import Answer, Change, Repair

_LISTED = 24  # repairs of an issue that are listed


def restated(answers: Mapping[str, Sequence[Answer]]) -> dict[date, int]:
    """For each day the number of lines whose totals may have been restated on it."""
    out: dict[date, int] = {}
    for found in answers.values():
        days = {
            day_of(change.figure)
            for answer in found
            for repair in answer.repairs
            for change in repair.changes
            if change.figure.startswith("step:") and f"sum:0:{day_of(change.figure)}" in answer.broken
        }
        for day in days:
            out[day] = out.get(day, 0) + 1
    return out


def day_of(id: str) -> date:
    return date.fromisoformat(id[-10:])


def issues_of(
    side: str, counted: Counted, answers: Iterable[Answer], beside: Mapping[str, Counted], many: Mapping[date, int]
) -> Iterator[Issue]:
    """The breaks of one line. `beside` are all lines of the side, `many` is what `restated` told of them."""
    for answer in answers:
        yield from _Cluster(side, counted, answer, beside, many).issues()


class _Cluster:
    def __init__(
        self, side: str, counted: Counted, answer: Answer, beside: Mapping[str, Counted], many: Mapping[date, int]
    ) -> None:
        self.side, self.counted, self.answer, self.beside, self.many = side, counted, answer, beside, many
        self.known: dict[Change, tuple[int, Mended]] = {}
        self.ranked = sorted(answer.repairs, key=self._key)

    def issues(self) -> Iterator[Issue]:
        left = dict.fromkeys(self.answer.broken)
        first = [change.figure for change in self.ranked[0].changes] if self.ranked else []
        disputed = sorted({id[-10:] for id in left if id.startswith("same:")})
        for what in ("total", "increment"):
            for day in disputed:
                same = [id for id in left if id.startswith(f"same:{what}:") and id.endswith(day)]
                if not same:
                    continue
                changed = [id for id in first if id.startswith(f"{what}:") and id.endswith(day)]
                yield self._issue("dispute", day, (*same, *self._taken(left, changed)), what)
                for id in same:
                    left.pop(id, None)
        for figure in sorted(first, key=lambda id: -len(self._held(left, [id]))):
            taken = self._taken(left, [figure])
            if taken:
                yield self._issue(None, figure[-10:], taken, figure.split(":")[0])
        while left:  # nothing mends them, as far as was looked
            id = next(iter(left))
            left.pop(id)
            yield self._issue(None, id[-10:], (id,), "step")

    def _held(self, left: Iterable[str], figures: Sequence[str]) -> list[str]:
        return [id for id in left if any(name in figures for _, name in self.counted.relations[id].terms)]

    def _taken(self, left: dict[str, None], figures: Sequence[str]) -> list[str]:
        """Relations that these figures stand in, which then are told."""
        held = self._held(left, figures)
        for id in held:
            del left[id]
        return held

    def _issue(self, kind: Kind | None, day: str, relations: Sequence[str], what: str) -> Issue:
        counted, on = self.counted, date.fromisoformat(day)
        relations = list(dict.fromkeys(relations))
        ids = list(dict.fromkeys(id for name in relations for _, id in counted.relations[name].terms))
        mends = self._mends(ids)
        kind = kind or _kind(relations, counted, mends)
        if kind not in ("dispute", "typo"):
            day = min(id[-10:] for id in relations)
            on = date.fromisoformat(day)
        sums = tuple(sentences.sum_of(id, counted) for id in relations)
        if kind == "dispute":
            held = (counted.totals if what == "total" else counted.increments)[on]
            ids = [*held, *(id for id in ids if id not in held)]
        told = [counted.told[id] for id in ids]
        name = counted.subject.name
        left_out = self.answer.left_out
        if len(mends) > _LISTED and left_out is None:
            left_out = f"{len(mends) - _LISTED} more repairs are not listed"
        return Issue(
            id=f"{self.side}/{name}/{day}/{kind}" + ("/increment" if kind == "dispute" and what != "total" else ""),
            kind=kind,
            side=self.side,
            categories=(name,),
            start=on,
            end=on,
            because=sentences.because(kind, name, on, _all(sums, told, kind)),
            sums=sums,
            figures=tuple(one for one in told if one.what != "step"),
            repairs=mends[:_LISTED],
            left_out=left_out,
        )

    def _mends(self, ids: Sequence[str]) -> tuple[Mend, ...]:
        """The repairs as far as they concern these figures, likeliest first."""
        out: dict[tuple[str, ...], Mend] = {}
        for repair in self.ranked:
            changes = [change for change in repair.changes if change.figure in ids]
            key = tuple(change.figure for change in changes)
            if changes and key not in out:
                mended = tuple(self._mended(change)[1] for change in changes)
                out[key] = Mend(changes=mended, why="; ".join(dict.fromkeys(one.look for one in mended)))
        return tuple(out.values())

    def _key(self, repair: Repair) -> tuple[int, int, tuple[str, ...]]:
        """What looks likely first, then what fewer hands have."""
        looks = [self._mended(change) for change in repair.changes]
        hands = sum(max(1, len(mended.figure.by)) for _, mended in looks)
        return sum(rank for rank, _ in looks), hands, tuple(change.figure for change in repair.changes)

    def _mended(self, change: Change) -> tuple[int, Mended]:
        found = self.known.get(change)
        if found is None:
            seen = look(change, self.counted, self.beside, self.many)
            low, high = (change.low, change.high) if seen.meant is None else (seen.meant, seen.meant)
            figure = self.counted.told[change.figure]
            found = self.known[change] = (seen.rank, Mended(figure=figure, low=low, high=high, look=seen.why))
        return found


def _all(sums: Sequence[str], told: Sequence[Told], kind: Kind) -> Sequence[str]:
    """For a dispute every figure of the day in one, else the sums."""
    if kind != "dispute":
        return sums
    days = [one for one in told if one.what == told[0].what and one.day == told[0].day]
    return ["; ".join(f"{sentences.listed(one.by)} {one.value:,f}" for one in days)]


def _kind(relations: Sequence[str], counted: Counted, mends: Sequence[Mend]) -> Kind:
    whats = [{mended.figure.what for mended in mend.changes} for mend in mends]
    if len(mends) == 1 and whats[0] == {"total"}:
        return "typo"
    stated = [counted.increment(day_of(id)) for id in relations]
    if all(one is None for one in stated):
        return "fall"
    if not mends or any("total" in what for what in whats):
        return "mismatch"
    return "silent" if all(one is None or not one.value for one in stated) else "increment"
