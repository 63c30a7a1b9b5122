"""Area: ground gained, lost or held, as a measured area or a share of a place."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.claim import periods, sides
from onrecord.claim.context import Context, clause
from onrecord.claim.loss import context_certainty
from onrecord.claim.places import place_near
from onrecord.claim.quantities import quantity
from onrecord.claim.scene import Scene
from onrecord.model import Area, Conversion, Inclusion, Period, Span
from onrecord.model.claim import AreaEvent, Measure

_UNITS = ("km2", "sq_mi", "ha")
_GROUND = frozenset(
    "territory territories land area areas ground country region oblast ukraine city town village settlement soil donbas".split()
)


def areas(scene: Scene, context: Context) -> Iterator[tuple[Area, set[int]]]:
    """The area claims of one sentence, each with the tokens it used up: its figure and its verb, which then tells
    of no change of control besides, unless settlements are counted beside it."""
    settlements = any(token.word in ("settlements", "villages", "towns", "cities") for token in scene.tokens)
    for index in scene.figures:
        figure = scene.tokens[index].figure
        assert figure is not None
        if figure.unit not in _UNITS and not (figure.unit == "percent" and _of_ground(scene, index)):
            continue
        if figure.same_as is not None:
            continue
        found = _event(scene, index)
        if found is None:
            continue
        event, verb = found
        claim = _claim(scene, context, index, event, verb)
        if claim is not None:
            yield claim, {index} if settlements else {index, verb}


def _of_ground(scene: Scene, index: int) -> bool:
    """Whether a share is one of a place: "20 percent of Ukraine", not "20 percent of its tanks"."""
    step = index + 1
    seen = False
    while step < min(index + 9, len(scene.tokens)):
        token = scene.tokens[step]
        if token.figure is not None or token.word in (",", ";"):
            break
        if token.word == "of":
            seen = True
        if seen and (token.has("noun") or token.word in ("forces", "troops", "losses", "budget", "gdp", "exports")):
            return False
        if seen and (token.word in _GROUND or token.place is not None or token.word.removesuffix("'s") in _GROUND):
            behind = [t.word for t in scene.tokens[step + 1 : step + 3]]
            if behind and behind[0] in ("'s", "’s", "s"):
                return len(behind) > 1 and behind[1] in _GROUND
            return not token.word.endswith("'s") or bool(behind) and behind[0] in _GROUND
        step += 1
    return False


def _event(scene: Scene, index: int) -> tuple[AreaEvent, int] | None:
    """Gain, loss or total, by the nearest verb or noun of the clause, and its token."""
    best: tuple[int, AreaEvent, int] | None = None
    for position in scene.find("area"):
        tag = next(t for t in scene.tokens[position].tags if t.group == "area")
        distance = index - position if position < index else (position - index) * 2 + 4
        if scene.tokens[position].has("control", "hold") and tag.value == "gain":
            continue
        if best is None or distance < best[0]:
            best = (distance, tag.value, position)  # type: ignore[assignment]
    for position in scene.find("control"):
        if scene.tokens[position].has("area"):
            continue
        tag = next(t for t in scene.tokens[position].tags if t.group == "control")
        distance = index - position if position < index else (position - index) * 2 + 4
        event: AreaEvent | None = {
            "advance": "gain",
            "capture": "gain",
            "liberate": "gain",
            "withdraw": "loss",
            "hold": "total",
        }.get(tag.value)  # type: ignore[assignment]
        if event is not None and (best is None or distance < best[0]):
            best = (distance, event, position)
    return (best[1], best[2]) if best is not None and best[0] < 50 else None


def _claim(scene: Scene, context: Context, index: int, event: AreaEvent, verb: int) -> Area | None:
    token = scene.tokens[index]
    figure = token.figure
    assert figure is not None
    focus = Span(token.start, token.end)
    speaker = context.speaker(focus)
    actor = (
        sides.subject(scene, verb if verb < index else index, 0, speaker)
        or sides.agent(scene, index, index + 16, speaker)
        or "russia"
    )
    allowed, statement = context.times_for(scene, focus)
    time = periods.best_time(scene, index, allowed, alone=True)
    said = statement.end if statement is not None else None
    measure: Measure = "increment"
    if event == "total":
        measure = "cumulative"
        end = (time.end if time is not None else None) or said or context.published
        period = Period(
            start=None,
            end=end,
            as_written=time.span.of(scene.text) if time else None,
            basis=time.basis if time else "published",
        )
    elif time is not None:
        period = periods.stated(scene, time)
        if periods.is_running(time):
            measure = "cumulative"
    else:
        period = periods.undated(said, context.published)
    floor, ceiling = clause(scene, index)
    start = max(floor, min(verb, index))
    end = index + 1
    while end < ceiling and scene.tokens[end].start < figure.span.end:
        end += 1
    conversion, end = _conversion(scene, context, index, end, max(end, ceiling))
    if verb > index:
        end = max(end, verb + 1)
    return context.claim(
        Area, scene, start, max(end, index + 1), focus, period,
        event=event, actor=actor, quantity=quantity(figure), measure=measure, conversion=conversion,
        inclusion=_inclusion(scene, index), place=place_near(scene, index, floor, ceiling),
        certainty=context_certainty(scene, start, end),
    )  # fmt: skip


def _conversion(scene: Scene, context: Context, index: int, end: int, ceiling: int) -> tuple[Conversion | None, int]:
    mine = scene.tokens[index].figure
    for position in scene.figures:
        other = scene.tokens[position].figure
        if (
            position > index
            and other is not None
            and other.same_as is not None
            and other.value is not None
            and other.unit
        ):
            if context.marks.figures[other.same_as] == mine:
                stop = position + 1
                while stop < len(scene.tokens) and (
                    scene.tokens[stop].start < other.span.end or scene.tokens[stop].word == ")"
                ):
                    stop += 1
                return Conversion(value=other.value, unit=other.unit), max(end, stop)
    return None, end


def _inclusion(scene: Scene, index: int) -> Inclusion | None:
    """ "in addition to", "including", "of which" near the figure."""
    words = scene.words(max(0, index - 6), min(index + 10, len(scene.tokens))).lower()
    if "in addition to" in words:
        return Inclusion(relation="in_addition_to")
    if "including" in words or "of which" in words or "part of" in words:
        return Inclusion(relation="part_of")
    return None
