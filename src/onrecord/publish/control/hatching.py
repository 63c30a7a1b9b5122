"""Areas of maps as hatching: the colour tells who has them, the direction of the lines who says so. Lines are wide
apart where a side only moves forward, and without a tint, in a broken line, where it is only claimed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.publish import words
from onrecord.publish.control import symbols

if TYPE_CHECKING:
    from onrecord.control import DayMap, Outline, Stand, Voice

ANGLES: Final = (45, -45, 0, 90)
"""Degrees of the lines of the first source with areas, the second, and so on, round about."""
TINT: Final = 0.13
_RING = re.compile(r"\(([^()]{7,})\)")
_NAMES = 3  # of areas that look alike, named in the legend
_STEP = 0.75  # points: corners nearer to the last are not drawn

Ring = tuple[tuple[float, float], ...]


class Hatched(NamedTuple):
    """Areas that look alike and follow each other: the rings of their polygons, longitude first."""

    stand: Stand
    claimed: bool
    rings: list[Ring]

    @property
    def step(self) -> int:
        """Points from line to line."""
        return 9 if self.claimed else 8 if self.stand.endswith("_advances") else 5


def hatched(day: DayMap, voice: Voice) -> list[Hatched]:
    """A source's areas, those to be drawn first first."""
    theirs = (one for one in day.areas if one.source.id == voice.id)
    return [
        Hatched(*key, [ring for one in same for ring in rings(one.wkt)]) for key, same in groupby(theirs, key=_look)
    ]


def _look(one: Outline) -> tuple[Stand, bool]:
    return one.stand, one.certainty != "asserted"


@lru_cache(maxsize=256)
def rings(wkt: str) -> list[Ring]:
    """All rings of the polygons; a hole is told from its outside by the rule of even and odd."""
    return [_ring(found) for found in _RING.findall(wkt)]


def _ring(written: str) -> Ring:
    pairs = (pair.split() for pair in written.split(","))
    return tuple([(float(lon), float(lat)) for lon, lat in pairs])


def voices(day: DayMap) -> list[Voice]:
    """Those who drew areas, as the day lists its sources."""
    drew = {one.source.id for one in day.areas}
    return [voice for voice in day.sources if voice.id in drew]


def svg(
    day: DayMap,
    voice: Voice,
    at: Callable[[float, float], tuple[float, float]],
    frame: tuple[float, float, float, float],
) -> Iterator[str]:
    """A source's areas in a panel: `at` gives the points of degrees, `frame` is what is seen: left, top, right,
    bottom."""
    order = voices(day)
    if voice not in order:
        return
    n = order.index(voice)
    for at_, one in enumerate(hatched(day, voice)):
        path = "".join(filter(None, (_path(ring, at, frame) for ring in one.rings)))
        if not path:
            continue
        colour, name = symbols.COLOURS[one.stand], f"hatch-{n}-{at_}"
        yield _pattern(name, colour, ANGLES[n % len(ANGLES)], one)
        line = ' stroke-dasharray="4 3"' if one.claimed else ""
        yield (
            f'<path d="{path}" fill="url(#{name})" fill-rule="evenodd" stroke="{colour}" stroke-width="1"{line}'
            ' stroke-linejoin="round"/>'
        )


def key(day: DayMap, voice: Voice) -> Iterator[tuple[str, str, bool, str]]:
    """What the legend tells of a source's areas, each look once: the pattern's name, its colour, whether it is only
    claimed, and the map's words for such areas."""
    order = voices(day)
    n = order.index(voice) if voice in order else 0
    told: dict[tuple[Stand, bool], list[str]] = {}
    for one in day.areas:
        if one.source.id == voice.id:
            told.setdefault(_look(one), []).append(words.line(one.words))
    # The shortest words are those of the legend; others say more, as a day.
    first = {one[:2]: at for at, one in reversed(list(enumerate(hatched(day, voice))))}
    for look, names in told.items():
        names.sort(key=len)
        few = names if len(names) <= _NAMES else [*names[:_NAMES], f"{len(names) - _NAMES} more"]
        yield f"hatch-{n}-{first[look]}", symbols.COLOURS[look[0]], look[1], f"Area: {', '.join(few)}"


def _pattern(name: str, colour: str, angle: int, one: Hatched) -> str:
    whole = f'<rect width="{one.step}" height="{one.step}" fill="{colour}" fill-opacity="{TINT}"/>'
    tint = "" if one.claimed else whole
    return (
        f'<pattern id="{name}" width="{one.step}" height="{one.step}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({angle})">{tint}<path d="M0 0V{one.step}" stroke="{colour}" stroke-width="1.1"'
        ' stroke-opacity="0.75"/></pattern>'
    )


def _path(
    ring: Ring, at: Callable[[float, float], tuple[float, float]], frame: tuple[float, float, float, float]
) -> str:
    """A ring as SVG draws it, without corners that nobody could tell apart; nothing of what is not seen."""
    points = [at(lat, lon) for lon, lat in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    left, top, right, bottom = frame
    if max(xs) < left or min(xs) > right or max(ys) < top or min(ys) > bottom:
        return ""
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= _STEP:
            kept.append((x, y))
    if len(kept) < 3:
        return ""
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in kept)}z"
