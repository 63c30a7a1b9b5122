"""Which claims on a place cannot both have been so: what one says of who has it, against the other."""

from __future__ import annotations

from onrecord.claim.sides import opposite
from onrecord.model import Control
from onrecord.model.claim import Party

_DECIDING = ("capture", "liberate", "withdraw", "hold")
TAKING = ("capture", "liberate", "hold")
_STILL = frozenset("still remain remains continue continues never".split())


def reverses(later: Control, earlier: Control) -> bool:
    """Whether both cannot have been so at one time: who holds the place, or the same event told and denied. For
    what was told of a part of it (advances, fighting) nothing follows."""
    if earlier.certainty == "denied" or not one_place(later, earlier):
        return False
    if later.certainty == "denied":
        return later.event in _DECIDING and (later.event, later.actor) == (earlier.event, earlier.actor)
    if later.event != "hold":
        return False
    if earlier.event == "withdraw":
        return earlier.actor == later.actor
    return earlier.event in TAKING and earlier.actor == opposite(later.actor) != later.actor


def says_still(text: str) -> bool:
    """Whether words reach back over the time before: "still", "remain"."""
    return not _STILL.isdisjoint(text.lower().split())


def holder(claim: Control) -> Party | None:
    """Who has the place once the claim is so; None where it does not tell."""
    if claim.certainty == "denied" or claim.actor == "other":
        return None
    if claim.event in TAKING:
        return claim.actor
    return opposite(claim.actor) if claim.event == "withdraw" else None


def one_place(one: Control, other: Control) -> bool:
    if one.place is None or other.place is None:
        return False
    if one.place.id is not None and other.place.id is not None:
        return one.place.id == other.place.id
    return one.place.name == other.place.name
