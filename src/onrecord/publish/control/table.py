"""Lanes, candidates and a day's counts as tables for a terminal."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from onrecord.publish import words
from onrecord.publish.control import words as say

if TYPE_CHECKING:
    from onrecord.control import DayMap, Lanes, OnRecord

_SPANS = 12


def control_table(found: Lanes, *, width: int | None = None, color: bool = False) -> str:
    """The lanes of a place, a row a change, and under them the days on which sources differ."""
    console, out = _console(width, color)
    from rich.text import Text

    console.print(Text(say.heading(found), style="bold"))
    if not found.lanes:
        console.print(Text("nothing is on record of who has it"))
        return _lines(out)
    table = _table(("Source", "Day", "What it says", "Published", "Link"), fold=(0, 2))
    links: dict[str, int] = {}
    for lane in found.lanes:
        for n, change in enumerate(lane.changes):
            style = "dim" if change.taken_back else ""
            said = Text(say.said(change, on_map=lane.map), style=style)
            if change.taken_back:
                said.stylize("strike", 0, len(said.plain.split(";")[0]))
            where = words.link(change.url) or words.line(change.title or change.document)
            link = f"[{links.setdefault(where, len(links) + 1)}]"
            published = words.day(change.published) if change.published else "–"
            name = Text("" if n else say.source(lane))
            table.add_row(name, say.when(change, on_map=lane.map), said, published, Text(link))
        table.add_section()
    console.print(table)
    for where, n in links.items():
        # Never broken: a link is there to be followed.
        console.print(Text(f"[{n}] {where}"), soft_wrap=True)
    for one in found.contested[:_SPANS]:
        console.print(Text(f"≠ {say.differs(one)}", style="yellow" if color else ""))
    if len(found.contested) > _SPANS:
        console.print(Text(f"≠ {len(found.contested) - _SPANS} more spans: --format json has them all"))
    return _lines(out)


def places_table(found: Sequence[OnRecord], *, width: int | None = None, color: bool = False) -> str:
    """The places that a name may mean, with what the ledger has of each."""
    console, out = _console(width, color)
    table = _table(("Place", "Raion", "Oblast", "Claims", "Sources", "Last", "Id"), right=(3, 4))
    for one in found:
        place = one.place
        last = words.day(one.last) if one.last else "–"
        table.add_row(
            place.name, place.raion or "–", place.oblast or "–", f"{one.claims:,}", f"{one.sources:,}", last, place.id
        )
    console.print(table)
    return _lines(out)


def day_table(found: DayMap, *, width: int | None = None, color: bool = False) -> str:
    """How many places each source has in which hands on the day."""
    from rich.text import Text

    console, out = _console(width, color)
    console.print(Text(say.map_heading(found), style="bold"))
    table = _table(("Source", "Its own words", "That is", "Places", "Uncertain"), right=(3, 4), fold=(0, 1))
    for voice in found.sources:
        last = [
            (lane.map, lane.changes[-1]) for one in found.places for lane in one.lanes if lane.source.id == voice.id
        ]
        counts = Counter((change.words if on_map else "in its texts", change.stand) for on_map, change in last)
        unsure = Counter(
            (change.words if on_map else "in its texts", change.stand) for on_map, change in last if change.uncertain
        )
        for n, (key, count) in enumerate(counts.most_common()):
            name = Text("" if n else words.line(voice.name))
            table.add_row(name, Text(key[0]), say.STANDS[key[1]], f"{count:,}", f"{unsure[key]:,}")
        table.add_section()
    console.print(table)
    if found.left_out:
        console.print(Text(f"{found.left_out:,} claims left out: of a region, or of one of several places of a name"))
    return _lines(out)


def _console(width: int | None, color: bool) -> tuple[Any, io.StringIO]:
    from rich.console import Console

    out = io.StringIO()
    wide = max(width or 100, 60)
    return Console(file=out, width=wide, force_terminal=color, no_color=not color, highlight=False), out


def _table(names: Sequence[str], *, right: Sequence[int] = (), fold: Sequence[int] = ()) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for n, name in enumerate(names):
        table.add_column(
            name, justify="right" if n in right else "left", no_wrap=n not in fold, overflow="fold", min_width=6
        )
    return table


def _lines(out: io.StringIO) -> str:
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
