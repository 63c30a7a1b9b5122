"""Another source's different figure for the same thing and the same time: a conflict, and nobody's error."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.audit import words
from onrecord.audit.relations import alone
from onrecord.audit.series import Point
from onrecord.audit.view import View
from onrecord.model import Finding

_TIME = tuple[object, ...]


def rivals(view: View) -> Iterator[Finding]:
    """Each voice of the document against the first that gave such a figure, and each against other voices
    of the record (the latest figure of each)."""
    stated: dict[_TIME, dict[str, Point]] = {}
    for series in view.series:
        for point in series.own:
            about = _about(point)
            if about is not None:
                stated.setdefault(about, {}).setdefault(point.key.voice.id, point)
    recorded: dict[_TIME, dict[str, Point]] = {}
    for point in view.others:
        about = _about(point)
        if about in stated:
            recorded.setdefault(about, {})[point.key.voice.id] = point
    for about, voices in stated.items():
        first, *others = voices.values()
        for other in (*others, *(p for v, p in recorded.get(about, {}).items() if v not in voices)):
            if not alone(first).meets(alone(other)):
                yield _finding(view, first, other)


def _about(point: Point) -> _TIME | None:
    """What two figures must agree in before one may contradict the other. None when the claim does not say
    enough: events of one day are many, civilians are counted in parts, and a figure that nobody is named for
    is most often another's."""
    claim, period = point.claim, point.claim.period
    if point.key.category.startswith("civilian") or not point.named:
        return None
    if period.start is None or period.end is None:
        return None
    if claim.measure == "increment" and (period.basis in ("published", "event") or period.start == period.end):
        return None
    return (point.key.side, point.key.category, point.key.place, claim.measure, period.start, period.end)


def _finding(view: View, first: Point, other: Point) -> Finding:
    one, two = words.figure(first.claim.quantity), words.figure(other.claim.quantity)
    recorded = "" if other.own else ", as on record"
    return Finding(
        rule="rival",
        verdict="conflict",
        because=f"{first.key.voice.name} says {one}, {other.key.voice.name} says {two}{recorded}.",
        claims=(first.claim.id, other.claim.id),
        period=first.claim.period,
        stated=one,
        computed=two,
        as_of=view.as_of,
    )
