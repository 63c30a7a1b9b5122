"""What a panel of a map shows of the world: degrees to points, the lines of the degrees with their numbers, a scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from onrecord.control import OnMap

INK, MUTED, RULE, PAPER = "#1d1b18", "#5f5a52", "#e4dfd3", "#ffffff"
_KM: Final = 111.195  # of a degree of latitude
_HALO: Final = f'stroke="{PAPER}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'


class View(NamedTuple):
    """Degrees to points of a panel: `x` and `y` of its corner, `wide` and `high`, what is shown of the world."""

    x: float
    y: float
    wide: float
    high: float
    west: float
    north: float
    scale: float  # points for one degree of latitude
    narrow: float  # of a degree of longitude

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return self.x + (lon - self.west) * self.scale * self.narrow, self.y + (self.north - lat) * self.scale

    def holds(self, x: float, y: float) -> bool:
        return self.x <= x <= self.x + self.wide and self.y <= y <= self.y + self.high

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.x, self.y, self.x + self.wide, self.y + self.high


def box(places: Sequence[OnMap]) -> tuple[float, float, float, float, float, float]:
    """West, south, east, north of the places with a margin, how narrow a degree of longitude is there, and how high
    the frame is for its width."""
    lats = [one.place.lat for one in places if one.place.lat is not None] or [48.0]
    lons = [one.place.lon for one in places if one.place.lon is not None] or [31.0]
    margin = max((max(lats) - min(lats)) * 0.05, 0.02)
    south, north, west, east = min(lats) - margin, max(lats) + margin, min(lons) - margin, max(lons) + margin
    narrow = math.cos(math.radians((south + north) / 2))
    tall = (north - south) / ((east - west) * narrow)
    return west, south, east, north, narrow, min(max(tall, 0.5), 1.1)


def view_of(box: tuple[float, float, float, float, float, float], x: float, y: float, wide: float, high: float) -> View:
    west, south, east, north, narrow, _ = box
    scale = min(wide / ((east - west) * narrow), high / (north - south))
    left = west - (wide / scale / narrow - (east - west)) / 2
    top = north + (high / scale - (north - south)) / 2
    return View(x, y, wide, high, left, top, scale, narrow)


def graticule(view: View) -> Iterator[str]:
    """The lines of the degrees, and their numbers at the left and upper edge."""
    degrees = view.high / view.scale
    step = next((s for s in (0.05, 0.1, 0.25, 0.5, 1, 2, 5) if degrees / s <= 7), 10)
    lines, numbers = [], []
    lat = math.ceil((view.north - degrees) / step) * step
    while lat < view.north:
        y = view.at(lat, view.west)[1]
        lines.append(f"M{view.x:.1f} {y:.1f}h{view.wide:.1f}")
        numbers.append(f'<text x="{view.x + 4:.1f}" y="{y - 3:.1f}">{round(lat, 2):g}°N</text>')
        lat += step
    lon = math.ceil(view.west / step) * step
    while lon < view.west + view.wide / view.scale / view.narrow:
        x = view.at(view.north, lon)[0]
        lines.append(f"M{x:.1f} {view.y:.1f}v{view.high:.1f}")
        if x + 40 < view.x + view.wide:
            numbers.append(f'<text x="{x + 3:.1f}" y="{view.y + 12:.1f}">{round(lon, 2):g}°E</text>')
        lon += step
    yield f'<path d="{"".join(lines)}" stroke="{RULE}" stroke-width="1" fill="none"/>'
    yield f'<g font-size="10" fill="{MUTED}" {_HALO}>{"".join(numbers)}</g>'


def scale(view: View) -> str:
    """A round number of kilometres, at the lower left."""
    most = 0.25 * view.wide / view.scale * _KM
    power = 10.0 ** math.floor(math.log10(most))
    km = max(step * power for step in (1, 2, 5) if step * power <= most)
    long = km / _KM * view.scale
    x, y = view.x + 10, view.y + view.high - 12
    return (
        f'<g fill="none" stroke="{PAPER}" stroke-width="5"><path d="M{x:.1f} {y - 4:.1f}v4h{long:.1f}v-4"/></g>'
        f'<path d="M{x:.1f} {y - 4:.1f}v4h{long:.1f}v-4" fill="none" stroke="{INK}" stroke-width="1.5"/>'
        f'<text x="{x + long + 6:.1f}" y="{y + 1:.1f}" font-size="11" fill="{INK}" {_HALO}>{km:g} km</text>'
    )
