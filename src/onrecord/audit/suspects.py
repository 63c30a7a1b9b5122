"""Which figures may be wrong where what a document says does not agree: the smallest repairs of all its ties together.

Error localisation (Fellegi and Holt, 1976), by the solver that the audit of the record has (`repair`): the fewest
figures to change so that every tie holds, of the document and of the record around it. A finding names the changes of
all repairs that are equally small, as far as they concern its own figures, the likeliest first: another reading of the
words or another day's figure, a slip of the pen, any other. What hangs together too widely is mended one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.figures import as_fine
from onrecord.audit.relate import daily_sum
from onrecord.audit.repair import Answer, Change, Figure, Limits, Relation, Repair, Sets, repairs
from onrecord.audit.series import DAY, Key, Point, Series
from onrecord.audit.slips import slip
from onrecord.audit.ties import Tie, Tied, Written
from onrecord.model import Finding, Suspect

_NAMED = 9  # suspects that a finding names; of more, the last says how many
_BESIDE = 12  # ties of one figure that are weighed when it is suspected
_WEIGHED = 200  # ties that are weighed with those that fail
_TOGETHER = 8  # ties that fail and share figures; of more, each is mended by itself
_LIMITS = Limits(seconds=1, together=_TOGETHER, tried=400)


def localised(told: Iterable[Finding | Tied], series: Sequence[Series]) -> tuple[Finding, ...]:
    """The findings in their order, those that fail with the suspects of their ties."""
    told = list(told)
    if not any(isinstance(one, Tied) and one.finding.verdict == "fails" for one in told):
        return tuple(one.finding if isinstance(one, Tied) else one for one in told)
    problem = _Problem([one for one in told if isinstance(one, Tied)], series)
    return tuple(problem.suspected(one) if isinstance(one, Tied) else one for one in told)


_Key = frozenset[tuple[str, Decimal]]


class _Look(NamedTuple):
    """A change in words. `rank` is 0 for another reading, another day's figure or a slip, 1 for any other."""

    rank: int
    instead: str
    why: str


class _Problem:
    """The ties of a document and of the days around what fails, and the answers by tie."""

    def __init__(self, tied: Iterable[Tied], series: Sequence[Series]) -> None:
        self.series: dict[Key, Series] = {one.key: one for one in series}
        self.ties: dict[_Key, Tie] = {}
        self.written: dict[str, Written] = {}
        self.of: defaultdict[str, list[_Key]] = defaultdict(list)
        self.broken: defaultdict[str, list[Tie]] = defaultdict(list)
        tied = list(tied)
        self.first: dict[str, str] = {}
        for one in tied:
            for tie in one.ties:
                self._liken(tie)
        for one in tied:
            for tie in one.ties:
                self._add(self._likened(tie))
        for tie in [tie for tie in self.ties.values() if not tie.holds]:
            for beside in self._around(tie):
                self._add(self._likened(beside))
        for tie in self.ties.values():
            for term in () if tie.holds else tie.terms:
                self.broken[term.written.id].append(tie)
        self.answers: dict[_Key, Answer] = {}
        self.apart: set[_Key] = set()
        for broken in self._clusters():
            self._solve(broken)

    def _liken(self, tie: Tie) -> None:
        """A figure that the document gives again is one figure with the first: whoever wrote it copied it."""
        if len(tie.terms) == 2 and tie.holds and not tie.bounds:
            one, other = (term.written for term in tie.terms)
            if one.own and other.own and one.value == other.value and tie.sum == 0:
                first, later = sorted((self._root(one.id), self._root(other.id)))
                if first != later:
                    self.first[later] = first

    def _root(self, id: str) -> str:
        root = id
        while root in self.first:
            root = self.first[root]
        if root != id:
            self.first[id] = root
        return root

    def _likened(self, tie: Tie) -> Tie:
        if not any(term.written.id in self.first for term in tie.terms):
            return tie
        terms = (term._replace(written=replace(term.written, id=self._root(term.written.id))) for term in tie.terms)
        return replace(tie, terms=tuple(terms))

    def _add(self, tie: Tie) -> None:
        if tie.key in self.ties:
            return
        self.ties[tie.key] = tie
        for term in tie.terms:
            self.written.setdefault(term.written.id, term.written)
            self.of[term.written.id].append(tie.key)

    def _around(self, tie: Tie) -> Iterator[Tie]:
        """The daily sums around the days of a tie's figures: total of the day before + increment = total."""
        points = [term.written.point for term in tie.terms if term.written.point is not None]
        days = {(point.key, day) for point in points if point.end is not None for day in (point.end, point.end + DAY)}
        for key, day in sorted(days, key=lambda one: one[1]):
            daily = daily_sum(self.series[key], day) if key in self.series else None
            if daily is not None:
                yield daily.tie()

    def _clusters(self) -> Iterator[list[_Key]]:
        """Ties that fail, together where they share figures; one by one where they are too many."""
        broken = [key for key, tie in self.ties.items() if not tie.holds]
        sets, first = Sets(len(broken)), dict[str, int]()
        for at, key in enumerate(broken):
            for term in self.ties[key].terms:
                sets.join(first.setdefault(term.written.id, at), at)
        for group in sets.groups():
            together = [broken[at] for at in group]
            if len(together) <= _TOGETHER:
                yield together
            else:
                self.apart |= set(together)
                yield from ([key] for key in together)

    def _solve(self, broken: Sequence[_Key]) -> None:
        """The repairs of ties that fail, beside those that hold as far as two of their figures away."""
        held = dict.fromkeys(broken)
        for _ in range(2):
            for id in dict.fromkeys(term.written.id for key in held for term in self.ties[key].terms):
                if len(held) < _WEIGHED:
                    held |= dict.fromkeys(key for key in self.of[id][:_BESIDE] if self.ties[key].holds)
        names = {str(at): key for at, key in enumerate(held)}
        relations = [_relation(name, self.ties[key]) for name, key in names.items()]
        ids = dict.fromkeys(id for relation in relations for _, id in relation.terms)
        for answer in repairs([_figure(self.written[id]) for id in ids], relations, _LIMITS):
            for name in answer.broken:
                self.answers[names[name]] = answer

    def suspected(self, tied: Tied) -> Finding:
        """The finding with its suspects: what each of the smallest repairs changes of its figures."""
        finding, ties = tied.finding, [self._likened(tie) for tie in tied.ties]
        answer = next((self.answers[tie.key] for tie in ties if tie.key in self.answers), None)
        if finding.verdict != "fails" or answer is None:
            return finding
        here: dict[str, Written] = {}
        for tie in ties:
            for term in tie.terms:
                here.setdefault(term.written.id, term.written)
        place = {id: at for at, id in enumerate(here)}
        ranked: list[tuple[tuple[int, bool, int, str], Suspect]] = []
        for repair in answer.repairs:
            rank = sum(self._look(change, repair).rank for change in repair.changes)
            for change in repair.changes:
                if change.figure in place and here[change.figure].claim:
                    written, look = here[change.figure], self._look(change, repair)
                    why = look.why + self._besides(change, repair, ties)
                    instead = look.instead
                    if not written.carried:
                        instead += f" for {words.number(written.value)}"  # of another figure than the claim's own
                    suspect = Suspect(claim=written.claim, instead=instead, why=why)
                    ranked.append(((rank, not written.own, place[change.figure], why), suspect))
        ranked.sort(key=lambda one: one[0])
        named = {(suspect.claim, suspect.instead): suspect for _, suspect in reversed(ranked)}
        ordered = dict.fromkeys((suspect.claim, suspect.instead) for _, suspect in ranked)
        whole = not answer.left_out and self.apart.isdisjoint(tie.key for tie in ties)
        return replace(finding, suspects=_some([named[one] for one in ordered], whole=whole))

    def _look(self, change: Change, repair: Repair) -> _Look:
        written = self.written[change.figure]
        ties = self.broken[written.id][:_BESIDE]
        told = next((term.why for tie in ties for term in tie.terms if term.written.id == written.id), None)
        if written.said is not None:
            return _Look(0, written.said, told or _AGREE)
        others = [other for other in repair.changes if other != change]
        alone = min((tie for tie in ties if not any(_in(tie, other) for other in others)), key=_width, default=None)
        amount = change.instead
        if amount is None and alone is not None and not alone.bounds:
            amount = _within(alone.mending(written.id), change)
        if amount is None and alone is None:
            return _Look(1, "another figure", "with others")
        if amount is None:
            return _Look(1, _bound(change, written), told or _AGREE)
        instead = _said(as_fine(amount, written.value), written)
        stale = _other_day(written.point, self.series)
        if stale is not None:
            return _Look(0, instead, f"{words.number(written.value)} is the figure of {words.day(stale)}")
        pen = slip(written.value, amount)
        return _Look(0 if pen or told else 1, instead, told or pen or _AGREE)

    def _besides(self, change: Change, repair: Repair, ties: Sequence[Tie]) -> str:
        """What else the change goes with: other figures of the finding, other sums that it mends."""
        others = [other for other in repair.changes if other != change]
        here = [other for other in others if any(_in(tie, other) for tie in ties)]
        if here:
            return f", given {' and '.join(_other(self.written[other.figure]) for other in here)} too"
        own = {tie.key for tie in ties}
        beside = [tie for tie in self.broken[change.figure][:_BESIDE] if tie.key not in own]
        mended = sum(not any(_in(tie, other) for other in others) for tie in beside)
        return f", and {mended} other sum{'s' if mended > 1 else ''} would then hold" if mended else ""


_AGREE = "with it the figures would agree"


def _some(suspects: Sequence[Suspect], *, whole: bool) -> tuple[Suspect, ...]:
    """The first of the suspects; the last of them says what is not named."""
    more = len(suspects) - _NAMED
    note = f"; {more} more would do as well" if more > 0 else "" if whole else "; others may do as well"
    named = suspects[:_NAMED]
    return (*named[:-1], replace(named[-1], why=named[-1].why + note)) if named else ()


def _figure(written: Written) -> Figure:
    return Figure.exactly(written.id, written.value, floor=None if written.said is not None else Decimal(0))


def _relation(name: str, tie: Tie) -> Relation:
    return Relation(name, tuple((term.factor, term.written.id) for term in tie.terms), tie.room.low, tie.room.high)


def _in(tie: Tie, change: Change) -> bool:
    return any(term.written.id == change.figure for term in tie.terms)


def _width(tie: Tie) -> tuple[bool, Decimal]:
    low, high = tie.room
    return (True, Decimal(0)) if low is None or high is None else (False, high - low)


def _other(written: Written) -> str:
    return f"another figure for {words.number(written.value)}" if written.said is None else "other words"


def _within(amount: Decimal, change: Change) -> Decimal:
    if change.low is not None and amount < change.low:
        return change.low
    return change.high if change.high is not None and amount > change.high else amount


def _said(amount: Decimal, written: Written) -> str:
    sign = "+" if written.signed and amount >= 0 else ""
    return f"{sign}{words.number(amount)} {written.unit}".rstrip()


def _bound(change: Change, written: Written) -> str:
    low, high = change.low, change.high
    if low is not None and low > 0 and high is not None:
        return f"{_said(as_fine(low, written.value), written)} to {_said(as_fine(high, written.value), written)}"
    if high is not None:
        return f"at most {_said(as_fine(high, written.value), written)}"
    return f"at least {_said(as_fine(low, written.value), written)}" if low is not None else "another figure"


def _other_day(point: Point | None, series: dict[Key, Series]) -> date | None:
    """The day beside the point's own whose figure it repeats; small figures repeat by chance."""
    if point is None or point.end is None or point.value is None or point.value < 100 or point.key not in series:
        return None
    for when in (point.end - DAY, point.end + DAY):
        one = series[point.key]
        beside = one.total(when) if point.claim.measure == "cumulative" else one.daily(when)
        if beside is not None and beside.claim.id != point.claim.id and beside.value == point.value:
            return when
    return None
