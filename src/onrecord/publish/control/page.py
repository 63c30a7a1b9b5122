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
from onrecord.publish.control import symbols
from onrecord.publish.control import words as say
from onrecord.publish.inline import asset, embed, hashed
from onrecord.publish.report import plural

if TYPE_CHECKING:
    from onrecord.control import Change, DayMap, Lane

_CITIES = 120  # that may be named on the map
_CITY = 2


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
        "places": places,
        "words": list(texts.numbers),
        "documents": [list(document) for document in documents.numbers],
    }


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
