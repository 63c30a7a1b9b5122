"""All smallest repairs: broken units by cluster, each cluster by trying sets of figures or by the program."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, count

from onrecord.audit.repair.exact import Span, TooLarge
from onrecord.audit.repair.network import Network, Sets
from onrecord.audit.repair.program import Found, _decimal, program
from onrecord.audit.repair.records import Answer, Change, Figure, Limits, Relation, Repair

_STEPS = 5000  # of the search for sets to try


def repairs(
    figures: Iterable[Figure], relations: Iterable[Relation], limits: Limits | None = None
) -> tuple[Answer, ...]:
    """For each cluster of relations that do not hold, all of the smallest sets of figures whose change mends it, in
    the order of the relations. Nothing where all holds. Clusters are apart when no repair as small touches both."""
    network, limits = Network(figures, relations), limits or Limits()
    clusters = [(units, _solved(network, units, limits)) for units in _joined(network, sorted(network.broken))]
    clusters = _merged(network, clusters, limits)
    return tuple(
        Answer(
            broken=tuple(relation.id for at in units for relation in network.units[at]),
            repairs=tuple(found.repairs),
            left_out=found.left_out,
        )
        for units, found in sorted(clusters, key=lambda one: one[0])
    )


def _joined(network: Network, broken: Sequence[int]) -> list[tuple[int, ...]]:
    """Broken units that one figure touches are one cluster."""
    first: dict[str, int] = {}
    sets = Sets(len(broken))
    for at, unit in enumerate(broken):
        for id in network.around([unit], 1):
            sets.join(first.setdefault(id, at), at)
    return [tuple(broken[at] for at in group) for group in sets.groups()]


_Cluster = tuple[tuple[int, ...], Found]


def _merged(network: Network, clusters: list[_Cluster], limits: Limits) -> list[_Cluster]:
    """Clusters so near each other that one change could serve both are solved together, and kept so when one does."""
    clusters = list(clusters)
    apart: set[tuple[int, ...]] = set()
    while pair := next((pair for pair in _near(network, clusters) if _units(pair) not in apart), None):
        units, found = _units(pair), [one[1] for one in pair]
        ways = len(found[0].repairs) * len(found[1].repairs)
        if not ways or any(one.left_out for one in found):
            apart.add(units)
            continue
        together = None
        if len(units) <= limits.together and ways < limits.most:
            together = _solved(network, units, limits)
        if together is None or together.left_out not in (None, _NOTHING):
            clusters = [(one[0], Found(one[1].repairs, _ALONE)) if one in pair else one for one in clusters]
        elif (len(together.repairs), _size(together)) == (ways, sum(map(_size, found))):
            apart.add(units)
        else:
            clusters = [one for one in clusters if one not in pair] + [(units, together)]
    return clusters


_NOTHING = "no change of its figures mends it"
_ALONE = "repairs that mend other relations near it as well were not looked for"


def _near(network: Network, clusters: Sequence[_Cluster]) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Pairs that as many figures as both change together could link."""
    reached: dict[str, list[int]] = {}
    for at, (units, found) in enumerate(clusters):
        for id in network.around(units, _size(found)):
            reached.setdefault(id, []).append(at)
    seen: set[tuple[int, int]] = set()
    for at, (units, found) in enumerate(clusters):
        for id in network.around(units, _size(found) + 1):
            for other in reached.get(id, ()):
                pair = (min(at, other), max(at, other))
                if at != other and pair not in seen:
                    seen.add(pair)
                    yield clusters[pair[0]], clusters[pair[1]]


def _units(pair: tuple[_Cluster, _Cluster]) -> tuple[int, ...]:
    return tuple(sorted((*pair[0][0], *pair[1][0])))


def _size(found: Found) -> int:
    return len(found.repairs[0].changes) if found.repairs else 1


def _solved(network: Network, units: Sequence[int], limits: Limits) -> Found:
    """All smallest repairs of broken units. A repair of n figures has them within distance n, and none further."""
    until = time.monotonic() + limits.seconds
    size = 1
    while True:
        candidates = network.around(units, size)
        if size > len(candidates):
            return Found([], _NOTHING)
        try:
            found = _tried(network, units, candidates, size, limits, until)
        except TooLarge:
            break
        if found.repairs:
            return found
        size += 1
    while True:
        candidates = network.around(units, size)
        found = program(network, units, candidates, limits, until)
        wider = network.around(units, max(_size(found), size + 1))
        if found.left_out or (found.repairs and _size(found) <= size):
            return found
        if len(wider) == len(candidates):
            return found if found.repairs else Found([], _NOTHING)
        size = max(_size(found), size + 1)


def _tried(
    network: Network, units: Sequence[int], candidates: Sequence[str], size: int, limits: Limits, until: float
) -> Found:
    """Every set of so many figures that touches each broken unit. Raises TooLarge when they are too many to try."""
    out: list[Repair] = []
    for tried, chosen in enumerate(_sets(network, units, candidates, size)):
        if tried >= limits.tried or time.monotonic() > until - limits.seconds / 2:
            raise TooLarge
        spans = network.spans(chosen, units)
        if spans is None:
            continue
        if len(out) == limits.most:
            return Found(out, f"more than {limits.most} repairs of {size} figures: the others are not listed")
        out.append(Repair(tuple(_change(id, spans[id]) for id in chosen)))
    out.sort(key=lambda repair: [network.order[change.figure] for change in repair.changes])
    return Found(out, None)


def _sets(network: Network, units: Sequence[int], candidates: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Sets of candidates with one of each unit's figures, each once: some figure must mend the first unit that none of
    those chosen touches; what stands before it in the unit is left out from there on. Those chosen, left out."""
    pending: list[tuple[tuple[str, ...], frozenset[str]]] = [((), frozenset())]
    for steps in count():
        if not pending:
            return
        if steps > _STEPS:
            raise TooLarge
        chosen, left_out = pending.pop()
        unit = next((unit for unit in units if network.untouched(unit, chosen)), None)
        if unit is None:
            rest = [id for id in candidates if id not in chosen and id not in left_out]
            for more in combinations(rest, size - len(chosen)):
                yield tuple(sorted((*chosen, *more), key=network.order.__getitem__))
        elif len(chosen) < size:
            for id in network.unit_figures[unit]:
                if id not in left_out and not network.figures[id].fixed:
                    pending.append(((*chosen, id), left_out))
                    left_out |= {id}


def _change(id: str, span: Span) -> Change:
    return Change(id, _decimal(span.low), _decimal(span.high))
