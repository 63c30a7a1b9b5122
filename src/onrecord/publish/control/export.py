"""Lanes, candidates and a day's map as JSON: the whole answer for a program, as docs/control.md lists its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.model.codec import to_json

if TYPE_CHECKING:
    from onrecord.control import DayMap, Lanes, OnRecord


def control_json(found: Lanes) -> bytes:
    """One object on one line."""
    return to_json(found) + b"\n"


def places_json(found: Sequence[OnRecord]) -> bytes:
    """The places that a name may mean, under `which`."""
    return to_json({"which": tuple(found)}) + b"\n"


def day_json(found: DayMap) -> bytes:
    """One object on one line."""
    return to_json(found) + b"\n"
