"""A day's map as a picture: a panel for each source, so that nobody's word lies over another's. SVG is written here;
vl-convert makes the PNG of it, on this machine."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

from onrecord.lexicon.gazetteer import Known, distance, everywhere
from onrecord.model.errors import OutputError
from onrecord.publish import words
from onrecord.publish.charts import SCALE
from onrecord.publish.control import hatching, symbols
from onrecord.publish.control import words as say
from onrecord.publish.control.frame import INK, MUTED, PAPER, View, box, graticule, scale, view_of

if TYPE_CHECKING:
    from onrecord.control import Change, DayMap, OnMap, Stand, Voice

_WIDE, _PAD, _GAP = 1000, 24, 28
_HEAD, _LINE = 64, 20
_LETTERS = 160  # in a line of the notes
_PANELS = 4  # sources that a picture has room for; the page has all
_NAMED = 14  # cities named on a panel
_FEW = 90  # places that are all named
_FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def picture(day: DayMap, form: Literal["svg", "png"]) -> bytes:
    """Raises OutputError where a PNG cannot be drawn."""
    svg = _svg(day)
    if form == "svg":
        return svg.encode()
    try:
        import vl_convert
    except ImportError:
        raise OutputError("pictures need vl-convert-python", "install it: pip install vl-convert-python") from None
    return bytes(vl_convert.svg_to_png(svg, scale=SCALE))


def _svg(day: DayMap) -> str:
    voices = day.sources[:_PANELS]
    columns = 1 if len(voices) < 2 else 2
    wide = (_WIDE - 2 * _PAD - (columns - 1) * _GAP) / columns
    seen = box(day.places)
    high = min(wide * seen[5], 760)
    body: list[str] = []
    y = float(_HEAD)
    below = 0.0
    for n, voice in enumerate(voices):
        if n and n % columns == 0:
            y += below + _GAP
            below = 0.0
        x = _PAD + (n % columns) * (wide + _GAP)
        view = view_of(seen, x, y + 2 * _LINE, wide, high)
        lines = list(_panel(day, voice, view))
        legend, tall = _legend(day, voice, x, y + 2 * _LINE + high + 22)
        body += [f'<g role="group" aria-label="{escape(voice.name)}">', *lines, *legend, "</g>"]
        below = max(below, 2 * _LINE + high + 22 + tall)
    left = [words.line(voice.name) for voice in day.sources[_PANELS:]]
    notes = [f"Left out for want of room: {', '.join(left)}."] if left else []
    notes += ["Hollow marks, broken lines: uncertain, or only claimed. Each mark is a settlement.", say.areas_note(day)]
    lines = wrap(" ".join(notes), _LETTERS)
    total = y + below + 20 + 16 * len(lines)
    title = escape(say.map_heading(day))
    told = escape(_described(day))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {total:.0f}" width="{_WIDE}"'
        f' height="{total:.0f}" font-family="{_FONT}" role="img" aria-labelledby="map-title map-desc">'
        f'<title id="map-title">{title}</title><desc id="map-desc">{told}</desc>'
        f'<rect width="100%" height="100%" fill="{PAPER}"/>'
        f'<text x="{_PAD}" y="38" font-size="22" font-weight="700" fill="{INK}">{title}</text>'
        + "\n".join(body)
        + "".join(
            f'<text x="{_PAD}" y="{total - 16 * (len(lines) - n) + 6:.0f}" font-size="12" fill="{MUTED}">'
            f"{escape(line)}</text>"
            for n, line in enumerate(lines)
        )
        + "</svg>\n"
    )


def _described(day: DayMap) -> str:
    told = []
    for voice in day.sources:
        counts = Counter(change.stand for _, change in _of(day, voice))
        parts = (f"{say.STANDS[stand]}: {count:,} places" for stand, count in counts.most_common())
        told.append(f"{words.line(voice.name)}: {', '.join(parts)}.")
    return " ".join(told)


def _of(day: DayMap, voice: Voice) -> Iterator[tuple[OnMap, Change]]:
    """What a source says last of each place."""
    for one in day.places:
        last = [lane.changes[-1] for lane in one.lanes if lane.source.id == voice.id]
        if last:
            yield one, max(last, key=lambda change: (change.day, change.published or change.day))


# ---- a panel --------------------------------------------------------------------------------------------------------


def _panel(day: DayMap, voice: Voice, view: View) -> Iterator[str]:
    shown = list(_of(day, voice))
    clip = f"clip-{voice.id}"
    yield (
        f'<text x="{view.x:.0f}" y="{view.y - 14:.0f}" font-size="16" font-weight="700" fill="{INK}">'
        f"{escape(words.line(voice.name))}</text>"
    )
    frame = f'x="{view.x:.1f}" y="{view.y:.1f}" width="{view.wide:.1f}" height="{view.high:.1f}"'
    yield f'<clipPath id="{escape(clip)}"><rect {frame}/></clipPath>'
    yield f'<g clip-path="url(#{escape(clip)})">'
    yield from hatching.svg(day, voice, view.at, view.frame)
    yield from graticule(view)
    # Over areas a dot is only where the settlement lies.
    r = _radius(len(day.places)) * (0.55 if voice in hatching.voices(day) and len(day.places) > _FEW else 1)
    paths: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    for one, change in shown:
        assert one.place.lat is not None and one.place.lon is not None
        x, y = view.at(one.place.lat, one.place.lon)
        if view.holds(x, y):
            shape = symbols.path(symbols.SHAPES[change.stand], x, y, r)
            paths[symbols.COLOURS[change.stand], symbols.is_hollow(change)].append(shape)
    # One path for all that look alike: a map of a country has thousands.
    for (colour, hollow), shapes in sorted(paths.items(), key=lambda item: -len(item[1])):
        fill = (
            f'fill="{PAPER}" stroke="{colour}" stroke-width="{max(r / 3, 0.7):.1f}"' if hollow else f'fill="{colour}"'
        )
        yield f'<path d="{"".join(shapes)}" {fill}/>'
    yield from _names(day, [one for one, _ in shown], view, r)
    yield scale(view)
    yield "</g>"
    yield f'<rect {frame} fill="none" stroke="{MUTED}" stroke-width="1"/>'


def _radius(count: int) -> float:
    return max(1.7, min(6.5, 60 / math.sqrt(count or 1)))


def _names(day: DayMap, shown: Sequence[OnMap], view: View, r: float) -> Iterator[str]:
    """Names where there is room: of all places when they are few, else of the largest cities in the frame."""
    named: list[tuple[str, float, float]]
    if len(day.places) <= _FEW:
        first = day.around.id if day.around else ""
        nearest = sorted(shown, key=lambda one: (one.place.id != first, _off(day, one)))
        named = [(one.place.name, one.place.lat or 0, one.place.lon or 0) for one in nearest]
    else:
        named = [(city.name, city.lat, city.lon) for city in _cities()]
    taken: list[tuple[float, float, float, float]] = []
    count = 0
    if len(day.places) <= _FEW:
        dots = [view.at(lat, lon) for _, lat, lon in named]
        taken = [(x - r, y - r, x + r, y + r) for x, y in dots]
    for name, lat, lon in named:
        x, y = view.at(lat, lon)
        left, right = x + r + 3, x + r + 5 + 6.3 * len(name)
        frame = (left, y - 7, right, y + 7)
        if not view.holds(x, y) or right > view.x + view.wide or any(_meet(frame, other) for other in taken):
            continue
        taken.append(frame)
        count += 1
        yield (
            f'<text x="{left:.1f}" y="{y + 4:.1f}" font-size="12" fill="{INK}" stroke="{PAPER}" stroke-width="3"'
            f' paint-order="stroke" stroke-linejoin="round">{escape(name)}</text>'
        )
        if len(day.places) > _FEW and count == _NAMED:
            return


def _off(day: DayMap, one: OnMap) -> float:
    centre = day.around
    if centre is None or centre.lat is None or centre.lon is None:
        return 0
    return distance(centre.lat, centre.lon, one.place.lat or 0, one.place.lon or 0)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@lru_cache(maxsize=1)
def _cities() -> tuple[Known, ...]:
    found = [one for one in everywhere() if one.country == "ua" and one.rank >= 3]
    return tuple(sorted(found, key=lambda one: -one.population)[:120])


def _legend(day: DayMap, voice: Voice, x: float, y: float) -> tuple[list[str], float]:
    """What hatching and symbols mean and how many places have each, and how high that is."""
    counts: Counter[tuple[Stand, bool]] = Counter(
        (change.stand, symbols.is_hollow(change)) for _, change in _of(day, voice)
    )
    rows = []
    for name, colour, claimed, text in hatching.key(day, voice):
        line = ' stroke-dasharray="4 3"' if claimed else ""
        rows.append(
            (f'<rect x="{x}" y="-7" width="17" height="13" fill="url(#{name})" stroke="{colour}"{line}/>', text)
        )
    for (stand, hollow), count in sorted(counts.items(), key=lambda item: -item[1]):
        colour = symbols.COLOURS[stand]
        fill = f'fill="{PAPER}" stroke="{colour}" stroke-width="1.6"' if hollow else f'fill="{colour}"'
        text = say.STANDS[stand]
        if hollow and stand not in symbols.HOLLOW:
            text += ", uncertain or only claimed"
        rows.append((f'<path d="{symbols.path(symbols.SHAPES[stand], x + 8, 0, 5)}" {fill}/>', f"{text}: {count:,}"))
    lines = [
        f'<g transform="translate(0 {y + n * _LINE:.1f})">{mark}<text x="{x + 24:.0f}" y="4.5" font-size="13"'
        f' fill="{INK}">{escape(text)}</text></g>'
        for n, (mark, text) in enumerate(rows)
    ]
    return lines, len(rows) * _LINE
