"""What could not be checked: figures of a running tally for which nothing is on record."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.audit import words
from onrecord.audit.series import Point, tallied
from onrecord.audit.view import View
from onrecord.audit.voices import Voice
from onrecord.model import Finding


def unrecorded(view: View) -> Iterator[Finding]:
    """One finding for each tally, and only when there was a record to ask."""
    if view.beside is None:
        return
    unchecked: dict[Voice, list[Point]] = {}
    for series, relations in zip(view.series, view.relations, strict=True):
        if not series.key.voice.known:
            continue
        checked = {identifier for relation in relations for identifier in relation.ids}
        for point in series.own:
            if point.claim.measure == "increment" and point.claim.id not in checked and tallied(point, series):
                unchecked.setdefault(series.key.voice, []).append(point)
    for voice, points in unchecked.items():
        figures = words.figure(points[0].claim.quantity) if len(points) == 1 else f"{len(points)} figures"
        yield Finding(
            rule="unrecorded",
            verdict="no_record",
            because=f"{figures} of {voice.name} could not be checked: the totals before are not on record.",
            claims=tuple(point.claim.id for point in points),
            period=points[0].claim.period,
            as_of=view.as_of,
        )
