"""Comparisons, areas and sources as tables for a terminal, sentences under them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from onrecord.model import Period
from onrecord.publish import words
from onrecord.publish.rivals import words as say

if TYPE_CHECKING:
    from onrecord.rivals import Areas, Compared, Estimate, MapChange, Speaker, Stated

_LEFT, _RIVALS = 12, 5


def compared_table(found: Compared, *, width: int | None = None, color: bool = False) -> str:
    """A table for each metric, what they come to, and what was left out."""
    sheet = _Sheet(width, color)
    sheet.bold(say.heading(found))
    if found.across is not None:
        sheet.bold("All metrics in one row, by size")
        sheet.table(("Source", "Figure", "Counts", "Day", "Who"), [_across(one) for one in found.across])
    else:
        for group in found.groups:
            sheet.bold(f"{group.label}: {group.note}")
            beside = any(one.official for one in group.estimates)
            head = ("Source", "Figure", "Day", *(("Official count that day",) if beside else ()), "Counts", "Who")
            sheet.table(head, [_row(one, beside) for one in group.estimates])
    for sentence in say.sentences(found):
        sheet.line(sentence)
    if found.left_out:
        sheet.line("Left out:")
        for one in found.left_out[:_LEFT]:
            sheet.line(f"- {say.left_out(one)}")
        if len(found.left_out) > _LEFT:
            sheet.line(f"- {len(found.left_out) - _LEFT} more: --format json has them all")
    return sheet.text()


def _row(one: Estimate, beside: bool) -> tuple[str, ...]:
    official = (say.beside(one) or ("the count itself" if one.is_official else "–"),) if beside else ()
    counts = "its running count" if one.is_official else say.counts(one)
    return say.source(one), say.stated(one), words.day(one.day), *official, counts, say.whose(one)


def _across(one: Estimate) -> tuple[str, ...]:
    metric = one.metric.replace("_", " ")
    return say.source(one), say.stated(one), metric, words.day(one.day), say.whose(one)


def areas_table(found: Areas, *, width: int | None = None, color: bool = False) -> str:
    """How the maps changed, and below it each statement with the maps' change over its own days."""
    sheet = _Sheet(width, color)
    sheet.bold(say.area_heading(found))
    if found.maps:
        head = ("Map of", "Held by", "Total before", "Total after", "Change", "In square miles")
        sheet.table(head, [_map(one) for one in found.maps])
    if found.stated:
        sheet.bold("Stated")
        sheet.table(("Who", "What", "About", "Maps over those days"), [_stated(one) for one in found.stated])
    for sentence in say.area_sentences(found):
        sheet.line(sentence)
    return sheet.text()


def _map(one: MapChange) -> tuple[str, ...]:
    def total(value: Decimal | None, day: Any) -> str:
        return "–" if value is None else f"{words.number(value)} km² ({words.day(day)})"

    return (
        words.line(one.source),
        say.SIDES[one.actor],
        total(one.first_km2, one.first_day),
        total(one.last_km2, one.last_day),
        say.signed(one.change_km2, " km²"),
        say.signed(one.change_sq_mi, " sq mi"),
    )


def _stated(one: Stated) -> tuple[str, ...]:
    place = f", {words.line(one.place)}" if one.place else ""
    about = words.period(Period(start=one.start, end=one.end)) or "not told"
    return say.stated_by(one), f"{say.stated_area(one)}{place}", about, say.over(one) or "–"


def sources_table(found: Sequence[Speaker], *, width: int | None = None, color: bool = False) -> str:
    """A row a source, and below how far those with totals stand from their rivals."""
    sheet = _Sheet(width, color)
    head = ("Source", "Who", "Claims", "Relays", "Years", "Took back", "Sums failed", "Entries off")
    sheet.table(head, [_speaker(one) for one in found], right=(2, 3, 5, 6, 7), whole=(4,))
    if any(one.against for one in found):
        sheet.bold(
            "How far from each rival's total of the same day, in percent of the rival's: the middle, and the range"
        )
        apart = ("Source", "Rival", "Losses of", "Metric", "Days", "Middle", "Range")
        sheet.table(apart, [row for one in found for row in _against(one)], right=(4, 5), whole=(6,))
    claims = sum(one.claims for one in found)
    sheet.line(f"{len(found):,} sources, {claims:,} claims. Counts of what is on record, and no grade of anybody.")
    return sheet.text()


def _speaker(one: Speaker) -> tuple[str, ...]:
    kind = one.kind.replace("_", " ")
    years = dict.fromkeys(str(day.year) for day in (one.first, one.last) if day)
    return (
        words.line(one.source),
        f"{kind}, {say.SIDES[one.side]}" if one.side else kind,
        f"{one.claims:,}",
        f"{one.relayed:,}",
        "–".join(years) or "–",
        f"{one.taken_back:,}",
        f"{one.failed:,} of {one.checked:,}" if one.checked else "–",
        f"{one.entries_off:,} of {one.entries:,}" if one.entries else "–",
    )


def _against(one: Speaker) -> Iterator[tuple[str, ...]]:
    apart = sorted(one.against, key=lambda a: (-a.days, a.rival))
    for n, rival in enumerate(apart[:_RIVALS]):
        spread = f"{say.signed(rival.least)} to {say.signed(rival.most)}" if rival.days > 1 else ""
        name = "" if n else words.line(one.source)
        metric = rival.metric.replace("_", " ")
        side = say.SIDES[rival.losses_of]
        yield name, words.line(rival.rival), side, metric, f"{rival.days:,}", say.signed(rival.median), spread
    if len(apart) > _RIVALS:
        yield "", f"{len(apart) - _RIVALS} more: --format csv", "", "", "", "", ""


class _Sheet:
    """What is printed, line by line, no wider than `width` cells."""

    def __init__(self, width: int | None, color: bool) -> None:
        from rich.console import Console

        self._out, self._color = io.StringIO(), color
        self._console = Console(
            file=self._out, width=max(width or 100, 60), force_terminal=color, no_color=not color, highlight=False
        )

    def bold(self, text: str) -> None:
        from rich.text import Text

        self._console.print(Text(text, style="bold"))

    def line(self, text: str) -> None:
        from rich.text import Text

        self._console.print(Text(text))

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = (), whole: Sequence[int] = ()
    ) -> None:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        for n, name in enumerate(head):
            table.add_column(
                name, justify="right" if n in right else "left", overflow="fold", no_wrap=n in right or n in whole
            )
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self._console.print(table)
        self._console.print()

    def text(self) -> str:
        return "".join(f"{line.rstrip()}\n" for line in self._out.getvalue().splitlines())
