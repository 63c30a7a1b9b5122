"""The repairs as a mixed-integer program: a binary for each figure says whether it is changed, as few as can be.

After each answer a cut forbids it and the next is asked for. The solver works in floating point, so an answer is
only taken when exact arithmetic proves it; one that it disproves is cut off with all that change nothing else.
HiGHS (highspy, MIT) is loaded here alone, when a problem needs it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from onrecord.audit.repair.exact import Span, TooLarge
from onrecord.audit.repair.network import Network
from onrecord.audit.repair.records import Change, Limits, Relation, Repair

_ROOM = 4.0  # times all that is amiss, by which one figure may change: the program needs a bound


class Found(NamedTuple):
    repairs: list[Repair]
    left_out: str | None


def program(network: Network, units: Sequence[int], candidates: Sequence[str], limits: Limits, until: float) -> Found:
    """The smallest repairs of broken `units` by figures of `candidates`, until a moment of `time.monotonic`."""
    model = _Model(network, units, candidates)
    repairs: list[Repair] = []
    size: int | None = None
    while (left := until - time.monotonic()) > 0:
        chosen = model.solve(left)
        if chosen is None:
            if model.gave_up:
                break
            return Found(repairs, None)
        if size is not None and len(chosen) > size:
            return Found(repairs, None)
        try:
            spans = network.spans(chosen, units)
        except TooLarge:
            spans = dict.fromkeys(chosen, _UNTOLD)
        if spans is None:
            model.require_another(chosen)
            continue
        if size is None:
            size = len(chosen)
            model.at_most(size)
        if len(repairs) == limits.most:
            return Found(repairs, f"more than {limits.most} repairs of {size} figures: the others are not listed")
        repairs.append(Repair(tuple(Change(id, _decimal(spans[id][0]), _decimal(spans[id][1])) for id in chosen)))
        model.forbid(chosen)
    seconds = f"{limits.seconds:g} s"
    if size is None:
        return Found([], f"no repair was found within {seconds}")
    return Found(repairs, f"stopped after {seconds}: other repairs of {size} figures may exist")


_UNTOLD = Span(None, None)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


class _Model:
    """The program over the relations that the candidates touch. Amounts are changes from what is written, in units of
    what is amiss, so that the solver's tolerance is small beside them."""

    def __init__(self, network: Network, units: Sequence[int], candidates: Sequence[str]) -> None:
        # The class beneath highspy.Highs, which prints a line on standard output before anybody can forbid it.
        import highspy
        from highspy._core import _Highs

        self._highs: Any = _Highs()
        self._statuses = highspy.HighsModelStatus
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("parallel", "off")
        self._highs.setOptionValue("random_seed", 0)
        self._highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
        self._highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
        self.gave_up = False
        self._candidates = list(candidates)
        # What is broken elsewhere binds only those who touch it, which the proof finds; its figures may change as well.
        elsewhere = network.broken - set(units)
        touched = [unit for unit in network.touched(candidates, units) if unit not in elsewhere]
        held = [relation for unit in touched for relation in network.units[unit]]
        ids = dict.fromkeys((*(id for relation in held for _, id in relation.terms), *candidates))
        written = {id: _written(network, id) for id in ids}
        amiss = [_amiss(relation, written) for relation in held]
        scale = max((one for one in amiss if one), default=Decimal(1))
        widths = [f.high - f.low for id in written if (f := network.figures[id]).low is not None and f.high is not None]
        room = float((sum(amiss, Decimal(0)) + sum(widths, Decimal(0))) / scale) * _ROOM * _steepest(held)
        column: dict[str, int] = {}
        for id in written:
            figure = network.figures[id]
            low, high = (_scaled(end, written[id], scale) for end in (figure.low, figure.high))
            column[id] = self._column(-math.inf if low is None else low, math.inf if high is None else high)
        self._switch: dict[str, int] = {}
        for id in self._candidates:
            figure = network.figures[id]
            low, high = (_scaled(end, written[id], scale) for end in (figure.low, figure.high))
            floor = _scaled(figure.floor, written[id], scale)
            switch = self._switch[id] = self._column(0.0, 1.0, cost=1.0)
            self._highs.changeColIntegrality(switch, highspy.HighsVarType.kInteger)
            self._highs.changeColBounds(column[id], -math.inf, math.inf)
            if high is not None:
                self._row(-math.inf, high, [(column[id], 1.0), (switch, -room)])
            if low is not None:
                down = -room if floor is None or floor < low - room else floor - low
                self._row(low, math.inf, [(column[id], 1.0), (switch, -down)])
        for relation in held:
            known = sum((factor * written[id] for factor, id in relation.terms), Decimal(0))
            low, high = (_scaled(end, known, scale) for end in (relation.low, relation.high))
            terms: dict[int, float] = {}
            for factor, id in relation.terms:
                terms[column[id]] = terms.get(column[id], 0.0) + float(factor)
            self._row(-math.inf if low is None else low, math.inf if high is None else high, list(terms.items()))

    def _column(self, low: float, high: float, cost: float = 0.0) -> int:
        at = int(self._highs.getNumCol())
        self._highs.addVar(low, high)
        if cost:
            self._highs.changeColCost(at, cost)
        return at

    def _row(self, low: float, high: float, terms: Sequence[tuple[int, float]]) -> None:
        self._highs.addRow(low, high, len(terms), [at for at, _ in terms], [factor for _, factor in terms])

    def solve(self, seconds: float) -> tuple[str, ...] | None:
        """The figures of a smallest answer, in their order; None when there is none, or no time."""
        self._highs.setOptionValue("time_limit", float(self._highs.getRunTime()) + seconds)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != self._statuses.kOptimal:
            # Whatever stopped it, only a proof that there is none is an answer.
            self.gave_up = status != self._statuses.kInfeasible
            return None
        values = self._highs.getSolution().col_value
        return tuple(id for id in self._candidates if values[self._switch[id]] > 0.5)

    def forbid(self, chosen: Sequence[str]) -> None:
        self._row(-math.inf, len(chosen) - 1, [(self._switch[id], 1.0) for id in chosen])

    def require_another(self, chosen: Sequence[str]) -> None:
        self._row(1.0, math.inf, [(at, 1.0) for id, at in self._switch.items() if id not in chosen])

    def at_most(self, size: int) -> None:
        self._row(-math.inf, size, [(at, 1.0) for at in self._switch.values()])


def _written(network: Network, id: str) -> Decimal:
    """An amount that the figure's words allow."""
    figure = network.figures[id]
    if figure.low is not None:
        return figure.low
    return figure.high if figure.high is not None else Decimal(0)


def _amiss(relation: Relation, written: dict[str, Decimal]) -> Decimal:
    """By how much a relation fails with these amounts."""
    amount = sum((factor * written[id] for factor, id in relation.terms), Decimal(0))
    if relation.high is not None and amount > relation.high:
        return amount - relation.high
    return relation.low - amount if relation.low is not None and amount < relation.low else Decimal(0)


def _scaled(end: Decimal | None, written: Decimal, scale: Decimal) -> float | None:
    return None if end is None else float((end - written) / scale)


def _steepest(relations: Sequence[Relation]) -> float:
    """How much a change may grow on its way through one relation."""
    factors = [abs(factor) for relation in relations for factor, _ in relation.terms if factor]
    return float(max(factors) / min(factors)) if factors else 1.0
