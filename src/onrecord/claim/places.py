"""Which place of a clause a claim is about."""

from __future__ import annotations

from onrecord.claim.scene import Scene
from onrecord.mark.records import PlaceMark
from onrecord.model import Place


def to_place(mark: PlaceMark, written: str) -> Place:
    return Place(
        name=mark.name,
        as_written=written,
        id=mark.id,
        oblast=mark.oblast,
        lat=mark.lat,
        lon=mark.lon,
        candidates=mark.candidates,
    )


def place_near(scene: Scene, index: int, floor: int, ceiling: int) -> Place | None:
    """The place nearest behind token `index` in its clause, else the nearest before it."""
    after = [i for i in scene.places if index < i < ceiling and _is_spot(scene, i)]
    before = [i for i in scene.places if floor <= i < index and _is_spot(scene, i)]
    chosen = after[0] if after else before[-1] if before else None
    return place_at(scene, chosen) if chosen is not None else None


def _is_spot(scene: Scene, index: int) -> bool:
    """A side's own name ("Russia lost", "Kyiv said") is no spot unless a preposition makes it one."""
    token = scene.tokens[index]
    if not token.has("side"):
        return True
    return index > 0 and scene.tokens[index - 1].word in (
        "in",
        "near",
        "of",
        "around",
        "at",
        "toward",
        "towards",
        "across",
    )


def place_at(scene: Scene, index: int) -> Place | None:
    token = scene.tokens[index]
    return to_place(token.place, token.text) if token.place is not None else None
