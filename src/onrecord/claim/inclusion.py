"""How one measured area stands to another of its sentence: inside it, beside it, or not told.

"3 square kilometres in addition to the 37 since May"    the 37 stand beside the 3
"40 square kilometres, including 3 in the past week"     the 3 are part of the 40
"3 square kilometres, bringing the total to 40"          the 3 are part of the 40
"another 3 square kilometres"                            beside what the words do not name
"3 in the past week and 40 since late May"               not told
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from onrecord.claim.scene import Scene
from onrecord.claim.vocabulary import words
from onrecord.model import Area, Claim, Inclusion

Relation = Literal["part_of", "in_addition_to"]
_NEAR = 300  # characters: a figure further away is none of the sentence


def inclusion(scene: Scene, figures: Sequence[int], at: int) -> Inclusion | None:
    """Of the figure `figures[at]`, by the words that join it with the one before or behind, whose words `of` has."""
    index = figures[at]
    own = scene.words(max(0, index - 3), index + 1).lower() if index else ""
    if at > 0:
        before = figures[at - 1]
        between = scene.words(before, index + 1).lower()
        if _any(between, "in_addition_to"):
            return _to(scene, before, "in_addition_to")
        if _any(between, "part_of"):
            return _to(scene, before, "part_of")
        if _any(own, "more_of"):
            return _to(scene, before, "in_addition_to")
    elif _any(own, "more_of"):
        return Inclusion(relation="in_addition_to")
    if at + 1 < len(figures) and _any(scene.words(index, figures[at + 1] + 1).lower(), "in_total"):
        return _to(scene, figures[at + 1], "part_of")
    return None


def linked(claims: Iterable[Claim]) -> list[Claim]:
    """The claims with the words of `inclusion.of` made the id of the claim that they stand in, where there is one; and
    an increment beside a running total of the same event, of which the words tell nothing, as such."""
    claims = list(claims)
    areas = [(at, claim) for at, claim in enumerate(claims) if isinstance(claim, Area)]
    for step, (at, claim) in enumerate(areas):
        beside = [other for _, other in areas[max(0, step - 2) : step + 3] if other.id != claim.id]
        near = [other for other in beside if abs(other.span.start - claim.span.start) <= _NEAR]
        told = claim.inclusion
        if told is not None and told.of is not None:
            of = next((other.id for other in near if told.of in other.text), told.of)
            claims[at] = replace(claim, inclusion=replace(told, of=of))
        elif told is None and claim.measure == "increment":
            whole = next((other for other in near if other.inclusion is None and _may_hold(other, claim)), None)
            if whole is not None:
                claims[at] = replace(claim, inclusion=Inclusion(relation="unknown", of=whole.id))
    return claims


def _may_hold(whole: Area, part: Area) -> bool:
    """Whether a running total may count the part: of one side, event and chain of sources, over a longer time."""
    return (
        whole.measure == "cumulative"
        and whole.event == part.event == "gain"
        and whole.actor == part.actor
        and [source.id for source in whole.sources] == [source.id for source in part.sources]
        and (whole.period.start is None or part.period.start is None or whole.period.start <= part.period.start)
        and "percent" not in (whole.quantity.unit, part.quantity.unit)
    )


def _to(scene: Scene, index: int, relation: Relation) -> Inclusion:
    figure = scene.tokens[index].figure
    return Inclusion(relation=relation, of=figure.span.of(scene.text) if figure is not None else None)


def _any(words_there: str, kind: str) -> bool:
    padded = f" {words_there} "
    return any(f" {cue} " in padded or f" {cue}, " in padded for cue in words(kind))
