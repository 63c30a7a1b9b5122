"""A day's map as a page to pan, zoom and look places up, with a list that has the same for those who do not see it.

One file that asks nothing of anybody, as the report (publish/html): a canvas, a script of its own, no libraries.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from onrecord.lexicon.gazetteer import everywhere
from onrecord.model.codec import to_json
from onrecord.publish import words
from onrecord.publish.control import hatching, symbols
from onrecord.publish.control import words as say
from onrecord.publish.inline import asset, embed, hashed
from onrecord.publish.report import plural

if TYPE_CHECKING:
    from onrecord.control import Change, DayMap, Lane, Stand

_CITIES = 120  # that may be named on the map
_CITY = 2
_GRAIN = 10_000  # parts of a degree: ten metres


def page(day: DayMap) -> bytes:
    """The whole page, UTF-8. Text from outside is escaped, and only http and https addresses can be followed."""
    style, script = asset("map.css"), asset("map.js")
    html = _template().render(
        title=say.map_heading(day),
        summary=_summary(day),
        choices=["where sources differ", *(words.line(voice.name) for voice in day.sources)],
        count=f"{len(day.places):,}",
        on=day.on.isoformat(),
        as_of=f" as of {words.day(day.as_of)}" if day.as_of else "",
        areas=_areas_told(day),
        areas_note=say.areas_note(day),
        stands="; ".join(dict.fromkeys(f"{say.STANDS[s]}: {symbols.SHAPES[s]}" for s in _stands(day))),
        style=style,
        script=script,
        style_hash=hashed(style),
        script_hash=hashed(script),
        data=embed(to_json(_data(day))),
    )
    return html.encode("utf-8", "replace")


def _summary(day: DayMap) -> str:
    differing = sum(one.differs for one in day.places)
    places, sources = plural(len(day.places), "place"), plural(len(day.sources), "source")
    told = f"{places}, {sources}; they differ on {differing:,} of them."
    if day.left_out:
        told += f" Left out: {plural(day.left_out, 'claim')} of a region, or of one of several places of a name."
    return told


def _stands(day: DayMap) -> Iterable[Any]:
    there = {lane.changes[-1].stand for one in day.places for lane in one.lanes}
    return (stand for stand in say.STANDS if stand in there)


class _Table:
    """Each thing once, and its number."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def of(self, thing: Any) -> int:
        return self.numbers.setdefault(thing, len(self.numbers))


def _data(day: DayMap) -> dict[str, Any]:
    """What the script draws; names of fields would be most of it, so rows are arrays."""
    texts, documents = _Table(), _Table()
    numbers = {voice.id: n for n, voice in enumerate(day.sources)}
    stands = list(say.STANDS)

    def change(one: Change, lane: Lane) -> list[Any]:
        title = words.line(one.title or one.document)
        url = words.link(one.url)
        published = one.published.isoformat() if one.published else None
        return [
            one.day.isoformat(),
            int(lane.map and one.since is None),
            texts.of(words.line(one.words) if lane.map else words.quoted(one.words)),
            stands.index(one.stand),
            int(symbols.is_hollow(one)),
            texts.of("; ".join(say.qualified(one, on_map=lane.map))),
            documents.of((title, url, published)),
            int(one.taken_back is not None),
        ]

    places = [
        [
            one.place.id,
            words.line(one.place.name),
            ", ".join(words.line(part) for part in (one.place.raion, one.place.oblast) if part),
            one.place.lat,
            one.place.lon,
            [
                [numbers[lane.source.id], int(lane.map), [change(each, lane) for each in lane.changes]]
                for lane in one.lanes
            ],
            int(one.differs),
        ]
        for one in day.places
    ]
    return {
        "sources": [words.line(voice.name) for voice in day.sources],
        "stands": stands,
        "standWords": list(say.STANDS.values()),
        "shapes": symbols.SHAPES,
        "parties": ["russia", "ukraine"],
        "hollow": sorted(symbols.HOLLOW),
        "around": day.around.id if day.around else None,
        "cities": _cities(),
        "angles": hatching.ANGLES,
        "tint": hatching.TINT,
        "grain": _GRAIN,
        "areas": [
            [numbers[voice.id], [_area(one, stands) for one in hatching.hatched(day, voice)]]
            for voice in hatching.voices(day)
        ],
        "places": places,
        "words": list(texts.numbers),
        "documents": [list(document) for document in documents.numbers],
    }


def _area(one: hatching.Hatched, stands: list[Stand]) -> list[Any]:
    """What is drawn of it: rings are whole numbers, each corner as far from the one before."""
    return [stands.index(one.stand), int(one.claimed), one.step, [_steps(ring) for ring in one.rings]]


def _steps(ring: hatching.Ring) -> list[int]:
    out, x, y = [], 0, 0
    for lon, lat in ring[:-1]:
        here = round(lon * _GRAIN), round(lat * _GRAIN)
        out += [here[0] - x, here[1] - y]
        x, y = here
    return out


def _areas_told(day: DayMap) -> list[dict[str, str | None]]:
    """What is drawn, in words: whose map of which day, and its words for areas by what they come to."""
    told = []
    for voice in hatching.voices(day):
        theirs = [one for one in day.areas if one.source.id == voice.id]
        by_stand: dict[str, list[str]] = {}
        for one in theirs:
            claimed = " (only claimed)" if one.certainty != "asserted" else ""
            by_stand.setdefault(say.STANDS[one.stand] + claimed, []).append(words.line(one.words))
        parts = (f"{stand}: {', '.join(sorted(names, key=len))}" for stand, names in by_stand.items())
        title = f"{words.line(voice.name)}, map of {words.day(theirs[0].day)}"
        told.append({"title": title, "url": words.link(theirs[0].url), "words": "; ".join(parts)})
    return told


@lru_cache(maxsize=1)
def _cities() -> list[list[Any]]:
    found = [one for one in everywhere() if one.country == "ua" and one.rank >= _CITY]
    largest = sorted(found, key=lambda one: -one.population)[:_CITIES]
    return [[one.name, one.lat, one.lon] for one in largest]


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("map.html")
