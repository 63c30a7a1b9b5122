"""Area: ground gained, lost or held, as a measured area or a share of a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from onrecord.claim import periods, sides
from onrecord.claim.clauses import clause, hedge
from onrecord.claim.context import Context
from onrecord.claim.inclusion import inclusion
from onrecord.claim.places import place_near
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene, within
from onrecord.claim.vocabulary import words
from onrecord.mark.records import Figure
from onrecord.model import Area, Conversion, Period
from onrecord.model.claim import AreaEvent, Measure, Party

_UNITS = ("km2", "sq_mi", "ha")
_FAR = 50  # a verb further from the figure tells of something else
# What a predicate of control says of an area.
_EVENTS: dict[str, AreaEvent] = {
    "advance": "gain",
    "capture": "gain",
    "liberate": "gain",
    "withdraw": "loss",
    "hold": "total",
}


def areas(scene: Scene, context: Context) -> Iterator[tuple[Area, set[int]]]:
    """The area claims of one sentence, each with the tokens it used up: its figure and its verb, which then tells
    of no change of control besides, unless settlements are counted beside it."""
    measured = [(index, figure) for index in scene.figures if (figure := _area(scene, index)) is not None]
    sized = [index for index, figure in measured if figure.unit != "percent"]
    at = {index: place for place, index in enumerate(sized)}
    last: Area | None = None
    for index, figure in measured:
        found = _event(scene, index)
        if found is None:
            continue
        event, verb = found
        if event == "total" and _is_taking(scene, context, index, verb):
            event = "gain"
        claim = last = _claim(scene, context, index, figure, event, verb, last)
        if index in at:
            claim = replace(claim, inclusion=inclusion(scene, sized, at[index]))
        yield (
            claim,
            {index} if scene.holds(words("settlements")) else {index, verb},
        )


def _area(scene: Scene, index: int) -> Figure | None:
    """The figure, when it measures ground and is no bracket that gives another again."""
    figure = scene.tokens[index].figure
    if figure is None or figure.same_as is not None:
        return None
    return figure if figure.unit in _UNITS or (figure.unit == "percent" and _is_of_ground(scene, index)) else None


def _is_of_ground(scene: Scene, index: int) -> bool:
    """Whether a share is one of a place: "20 percent of Ukraine", not "20 percent of its tanks"."""
    if any(scene.tokens[i].has("area", "total") for i in range(max(0, index - 4), index)) and scene.word(index + 1) in (
        ".",
        ",",
        ")",
        "",
    ):
        return True  # "bringing Russian control to nearly 20%"
    seen = False
    for step in range(index + 1, min(index + 9, len(scene.tokens))):
        token = scene.tokens[step]
        if token.figure is not None or token.word in (",", ";"):
            return False
        seen = seen or token.word == "of"
        if not seen:
            continue
        if token.has("noun") or token.has("force") or token.word in words("not_ground"):
            return False
        if token.place is not None or token.word.removesuffix("'s") in words("ground"):
            behind = scene.word(step + 1)
            if behind in ("'s", "’s", "s"):
                return scene.word(step + 2) in words("ground")
            return not token.word.endswith("'s") or behind in words("ground")
    return False


def _event(scene: Scene, index: int) -> tuple[AreaEvent, int] | None:
    """Gain, loss or total, by the nearest verb or noun, those before the figure first, and its token."""
    best: tuple[int, AreaEvent, int] | None = None
    for position in range(max(0, index - _FAR), min(index + _FAR, len(scene.tokens))):
        token = scene.tokens[position]
        event = _event_of(scene, position) if token.tags else None
        distance = index - position if position < index else (position - index) * 2 + 4
        if event is not None and distance < _FAR and (best is None or distance < best[0]):
            best = (distance, event, position)
    return (best[1], best[2]) if best is not None else None


def _is_taking(scene: Scene, context: Context, index: int, verb: int) -> bool:
    """Whether "occupied" tells of a gain: "Russian forces occupied 133 square kilometres in March"."""
    if (
        scene.word(verb) not in ("occupied", "occupy")
        or verb > index
        or scene.word(verb - 1) in ("is", "are", "was", "were", "the")
    ):
        return False
    time, _ = context.time_at(scene, index, alone=True)
    return time is not None and time.start is not None and time.start != time.end


def _event_of(scene: Scene, position: int) -> AreaEvent | None:
    token = scene.tokens[position]
    area, control = token.tag("area"), token.tag("control")
    if area is not None:
        held = area.value == "gain" and token.has("control", "hold")
        return None if held else cast(AreaEvent, area.value)
    return _EVENTS.get(control.value) if control is not None else None


def _claim(
    scene: Scene, context: Context, index: int, figure: Figure, event: AreaEvent, verb: int, last: Area | None
) -> Area:
    speaker = context.speaker(scene.tokens[index].span)
    actor = sides.subject(scene, min(verb, index), 0, speaker) or sides.agent(scene, index, index + 16, speaker)
    measure, period = _when(scene, context, index, event)
    floor, ceiling = clause(scene, index)
    start, end = max(floor, min(verb, index)), index + 1
    while end < ceiling and scene.tokens[end].start < figure.span.end:
        end += 1
    conversion, end = _conversion(scene, context, index, figure, end)
    if verb > index:
        end = max(end, verb + 1)
    return context.claim(
        Area, scene, (start, end), index, period,
        event=event, actor=actor or _usual(scene, verb, speaker, last), quantity=quantity(figure), measure=measure,
        conversion=conversion, place=place_near(scene, index, floor, ceiling),
        certainty=hedge(scene, start, end),
    )  # fmt: skip


def _usual(scene: Scene, verb: int, speaker: Party | None, last: Area | None) -> Party:
    """Whose gain or hold it is when nobody is named: his who gained before in the sentence; who frees ground does
    so for the speaker's side, else Ukraine."""
    if last is not None and last.event == "gain":
        return last.actor
    if scene.word(verb) in words("freeing"):
        return speaker or "ukraine"
    return "russia"


def _when(scene: Scene, context: Context, index: int, event: AreaEvent) -> tuple[Measure, Period]:
    time, told = context.time_at(scene, index, alone=True)
    if event == "total":  # what is held is held on a day, whenever it was taken
        held = periods.undated(told, context.published)
        if time is None:
            return "cumulative", held
        return "cumulative", Period(
            start=None, end=time.end or held.end, as_written=time.span.of(scene.text), basis=time.basis
        )
    total = any(True for _ in scene.find("whole", None, index - 14, index + 6))
    if time is None:
        return "cumulative" if total else "increment", periods.undated(told, context.published)
    return "cumulative" if periods.is_running(time) else "increment", periods.stated(scene, time)


def _conversion(scene: Scene, context: Context, index: int, mine: Figure, end: int) -> tuple[Conversion | None, int]:
    """The same area in another unit, in brackets behind it, and the token behind the brackets."""
    for position in within(scene.figures, index + 1, index + 12):
        other = scene.tokens[position].figure
        if other is None or other.same_as is None or other.value is None or not other.unit:
            continue
        if context.marks.figures[other.same_as] == mine:
            stop = position + 1
            while stop < len(scene.tokens) and (scene.tokens[stop].start < other.span.end or scene.word(stop) == ")"):
                stop += 1
            return Conversion(value=other.value, unit=other.unit), max(end, stop)
    return None, end
