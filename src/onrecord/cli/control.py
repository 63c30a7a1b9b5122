"""`onrecord control`: who says that a place is held by whom, as lanes of a place or as a day's map."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from onrecord.cli import options
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.model.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from onrecord.control import Controls, DayMap
    from onrecord.publish import ChartForm

MAPS = ("svg", "png", "html")


@click.command(short_help="Who says that a place is held by whom, and since when.")
@click.argument("place", required=False, metavar="PLACE")
@options.ledger
@click.option("--from", "start", type=options.DAY, help="The first day of changes; what was so before is one row.")
@click.option("--to", "end", type=options.DAY, help="The last day of changes.")
@click.option("--as-of", type=options.DAY, help="Only what was published by this day, as it stood then.")
@click.option("--on", type=options.DAY, help="All places on this day; with PLACE, those around it.")
@click.option(
    "--source", "sources", multiple=True, metavar="NAME", help="With --on: only this source. May be given again."
)
@click.option(
    "--within",
    type=click.FloatRange(1, 2000),
    default=25.0,
    show_default=True,
    metavar="KM",
    help="With --on and PLACE: how far around it.",
)
@click.option(
    "--map",
    "map_",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="With --on: draw the map as FILE.svg, FILE.png, or FILE.html, a page to pan, zoom and look places up.",
)
@click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="table for a terminal; json, one object with the ids of all claims.",
)
@options.output
@click.pass_context
def control(
    ctx: click.Context,
    place: str | None,
    ledger: str,
    start: date | None,
    end: date | None,
    as_of: date | None,
    on: date | None,
    sources: tuple[str, ...],
    within: float,
    map_: str | None,
    format: str,
    output: str | None,
) -> None:
    """Show what each source says of who has PLACE: one lane for each, every change with its words, day, publication
    and link, what a source took back, and the days on which sources differ. Nothing is merged.

    PLACE is a settlement in any spelling, English, Ukrainian or Russian; "NAME, OBLAST" or "NAME, RAION" where there
    are several of the name, or the gazetteer's id. A name that may mean several is answered with a list of them.

    \b
    Examples:
      onrecord control "Urozhaine, Donetsk" --from 2023-08-07 --to 2023-08-17
      onrecord control "Урожайне, Донецьк" --as-of 2023-08-12
      onrecord control --on 2023-08-13 --source DeepState --map deepstate.svg
      onrecord control "Urozhaine, Donetsk" --on 2023-08-13 --map around.html
    """
    _check(place, on, sources, map_, start or end)
    form = _form(map_) if map_ else None
    if not Path(ledger).exists() and "://" not in ledger:
        hint = "import maps or read reports first (onrecord import --help), or name another with --ledger"
        raise LedgerError(f"there is no ledger at {ledger}", hint)
    from onrecord import control as controls
    from onrecord import ledger as ledgers
    from onrecord import publish

    # As in an import: claims never hold each other, and looking for those that do takes a third of the time.
    gc.set_threshold(50_000)
    terminal = is_terminal(output)
    width = shutil.get_terminal_size().columns if terminal else 120
    with ledgers.open(ledger, read_only=True) as record:
        if record.notice:
            click.echo(f"onrecord: {record.notice}", err=True)
        view = controls.Controls(record)
        if place is not None and not _plain(view, place, as_of, format, output, width):
            ctx.exit(UsageError.exit_code)
        if on is not None:
            found = view.day(on, sources=sources, as_of=as_of, around=place, km=within)
            if map_ and form:
                _draw(found, map_, form)
            shown = publish.day_json(found) if format == "json" else None
            table = publish.day_table(found, width=width, color=terminal) if shown is None else ""
        else:
            assert place is not None
            lanes = view.lanes(place, start=start, end=end, as_of=as_of)
            shown = publish.control_json(lanes) if format == "json" else None
            table = publish.control_table(lanes, width=width, color=terminal) if shown is None else ""
    with output_to(output) as write:
        write(shown if shown is not None else table)


def _check(place: str | None, on: date | None, sources: Sequence[str], map_: str | None, window: date | None) -> None:
    if place is None and on is None:
        raise UsageError("name a PLACE, or a day of all places with --on")
    if on is None and (sources or map_):
        raise UsageError("--source and --map are of a day's map", "name the day with --on")
    if on is not None and window is not None:
        raise UsageError("--on is one day; --from and --to are of a place's lanes")


def _plain(view: Controls, place: str, as_of: date | None, format: str, output: str | None, width: int) -> bool:
    """Whether one place is meant, or none, which is told with the answer; else which there are is written."""
    from onrecord import publish

    which = view.places(place, as_of=as_of)
    if len(which) < 2:
        return True
    first = max(which, key=lambda one: one.claims).place
    with output_to(output) as write:
        if format == "json":
            write(publish.places_json(which))
        else:
            write(publish.places_table(which, width=width, color=is_terminal(output)))
    said = f'{len(which)} places are called {place!r}: say which, "{first.name}, {first.oblast}", its raion, or its id'
    click.echo(f"onrecord: {said}", err=True)
    return False


def _draw(found: DayMap, path: str, form: ChartForm) -> None:
    from onrecord import publish

    picture = publish.control_map(found, form)
    with output_to(path) as write:
        write(picture)


def _form(path: str) -> ChartForm:
    suffix = Path(path).suffix.lower().lstrip(".")
    if suffix not in MAPS:
        raise UsageError(f"{path} is no map that can be drawn", "end its name in .svg, .png or .html")
    return cast("ChartForm", suffix)
