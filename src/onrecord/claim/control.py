"""Control: who is said to have advanced, taken, freed, left, held or fought for a place, or thrown back an attack."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from onrecord.claim import sides
from onrecord.claim.clauses import before_aside, clause, hedge
from onrecord.claim.context import Context
from onrecord.claim.control_actor import actors_of
from onrecord.claim.control_told import (
    event_of,
    form_of,
    happened_at,
    is_aim,
    is_denied,
    is_fall,
    is_freeing,
    is_made,
    is_passive,
    is_plain,
    is_verb,
    stands,
)
from onrecord.claim.judge import features
from onrecord.claim.places import is_counted, last_places, meant_place, places_of
from onrecord.claim.scene import Scene
from onrecord.model import Control, Place
from onrecord.model.claim import ControlEvent

_PREDICATES = frozenset({"control", "repelled", "expel", "pull", "failure"})
_OPENINGS = frozenset([",", "that", "(", ")", "said", '"', "“", "”"])


def controls(scene: Scene, context: Context, used: set[int]) -> Iterator[tuple[Control, set[int]]]:
    """The control claims of one sentence, one for each place, each with the tokens it used up: its predicate and,
    for a repulse, the attack that was thrown back."""
    if not scene.groups & _PREDICATES:
        return
    done: set[tuple[str, str, str]] = set()
    repelled = _repelled(scene) if scene.groups & {"control", "repelled"} else set()
    for index, token in enumerate(scene.tokens):
        if not token.tags or index in used or token.place is not None or index in repelled:
            continue
        event = event_of(scene, index)
        if event is None or is_aim(scene, index) and (event != "hold" or scene.word(index - 1) != "on"):
            continue
        taken = {index}
        if event == "repel":
            low, high = clause(scene, index)
            attacks = set(scene.find("act", None, low, high))
            if attacks & used:
                continue  # a counted repulse is an activity
            taken |= attacks | set(scene.find("control", "advance", low, high))
            repelled |= taken
        for claim in _claims(scene, context, index, event):
            key = (claim.event, claim.actor, claim.place.as_written if claim.place else "")
            if key not in done:
                done.add(key)
                yield claim, taken


def _repelled(scene: Scene) -> set[int]:
    """The advances that a passive says were stopped: "the advance on Lyman has been halted" tells of no advance."""
    found: set[int] = set()
    for index, token in enumerate(scene.tokens):
        if token.has("repelled") and is_passive(scene, index) and event_of(scene, index) == "repel":
            low, _ = clause(scene, index)
            found |= set(scene.find("control", "advance", low, index))
    return found


# ---- the claims -----------------------------------------------------------------------------------------------


def _claims(scene: Scene, context: Context, index: int, event: ControlEvent) -> Iterator[Control]:
    speaker = context.speaker(scene.tokens[index].span)
    floor, ceiling = clause(scene, index)
    actors = actors_of(scene, index, event, floor, speaker)
    if (
        not actors
        and context.memory.subject is not None
        and (sides.is_pronoun(scene, index) or event == "hold" and _is_theirs(scene, index))
    ):
        actors = (context.memory.subject,)
    if not actors:
        return
    places = places_of(scene, index, floor, ceiling)
    if event == "capture" and is_fall(scene, index):
        places = last_places(scene, floor, index)
    if event == "capture" and actors == ("ukraine",) and (is_fall(scene, index) or is_freeing(scene, index)):
        event = "liberate"
    opening = before_aside(scene, floor)
    if not places and opening is not None and (is_fall(scene, index) or is_passive(scene, index)):
        places = last_places(scene, *opening)
    if not places and event in ("advance", "repel"):  # "attacked near X but did not advance", "but were repelled"
        places = last_places(scene, 0, index)
    if not places:
        places = meant_place(scene, context.marks.places, index, floor, ceiling)
    if not places and event in ("hold", "contest") and is_verb(scene, index):
        return
    period = context.period_at(scene, index, floor, ceiling)
    denied, happened = is_denied(scene, index, floor), happened_at(scene, index)
    certainty = "denied" if denied else hedge(scene, max(floor + 5, index - 4), index)
    start = _start(scene, index, floor)
    extra = (
        f"told={happened}",
        f"event={event}",
        f"actor={actors[-1]}",
        f"places={min(len(places), 2)}",
        f"denied={denied}",
        f"plain={is_plain(scene, index)}",
        f"where={_kind(scene, places)}",
        f"form={event}.{form_of(scene, index)}.{min(len(places), 1)}",
    )
    judged = happened and (
        denied
        and (event == "advance" or bool(places))
        and (not scene.word(index).startswith("reach") or is_plain(scene, index))
        or bool(places)
        and stands(scene, index, event)
        or is_made(scene, index, event)
    )
    each: list[Place | None] = [*places] or [None]
    for actor, place in product(actors, each):
        bounds = (start, _end(scene, index, place, ceiling))
        claim = context.claim(
            Control, scene, bounds, index, period, event=event, actor=actor, place=place, certainty=certainty
        )
        if not judged and not context.accepts("control", claim, features(scene, index, floor, ceiling, extra)):
            return
        judged = True
        yield claim


def _is_theirs(scene: Scene, index: int) -> bool:
    """ "had been under their control"."""
    behind = index + max(scene.tokens[index].width, 1)
    return scene.word(behind - 1) == "under" and scene.word(behind) in ("their", "its")


def _kind(scene: Scene, places: list[Place]) -> str:
    """What kind of place is meant; a settlement, a region, or none."""
    if not places:
        return "none"
    kinds = {token.text: token.place.kind for token in scene.tokens if token.place is not None}
    return kinds.get(places[0].as_written, "counted")


def _start(scene: Scene, index: int, floor: int) -> int:
    start = index
    while start > floor and index - start < 14 and scene.word(start - 1) not in _OPENINGS:
        start -= 1
    return start


def _end(scene: Scene, index: int, place: Place | None, ceiling: int) -> int:
    end = index + max(scene.tokens[index].width, 1)
    if place is not None:
        for step in range(end, ceiling):
            if scene.tokens[step].place is not None and scene.tokens[step].text == place.as_written:
                return step + 1
            if is_counted(scene, step) and place.as_written.startswith(scene.tokens[step].text):
                return min(step + len(place.as_written.split()), len(scene.tokens))
    while end < ceiling and end < index + 8 and scene.word(end) not in (",", "(", ")"):
        end += 1
    return min(end, len(scene.tokens))
