"""`onrecord compare`, `onrecord area`, `onrecord sources`: what others estimate, what maps show, and who speaks."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

import click

from onrecord.cli import options
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.cli.tally import CHARTS, SIDES
from onrecord.model.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.publish import ChartForm, TableForm


class _Shape(TypedDict):
    width: int
    color: bool


_CHART = click.option(
    "--chart",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also draw it: FILE.svg or FILE.png, with its table beside it as FILE.csv, or FILE.html with both.",
)
_STANDINGS = ("belligerent", "of_a_side", "third_party", "unknown")


@click.command(short_help="Estimates of losses side by side, like with like.")
@click.argument("side", type=click.Choice(SIDES), metavar="SIDE")
@options.ledger
@click.option("--at", type=options.DAY, help="The day whose losses are compared. Default: the last on record.")
@options.as_of
@click.option("--across", is_flag=True, help="Also rank across metrics, which do not count the same.")
@options.table
@options.output
@_CHART
def compare(
    side: str,
    ledger: str,
    at: date | None,
    as_of: date | None,
    across: bool,
    format: TableForm,
    output: str | None,
    chart: str | None,
) -> None:
    """Set estimates of SIDE's losses side by side: each source's last figure, with its low and high, what it counts,
    and the official total of the same day.

    SIDE is who lost: russia or ukraine. Deaths, casualties and the named dead are kept apart, and a belligerent's own
    figure is told as such. What was published after --as-of is left out, and named.

    \b
    Examples:
      onrecord compare russia --at 2023-08-14 --as-of 2023-08-14
      onrecord compare ukraine --format csv >estimates.csv
      onrecord compare russia --at 2023-08-14 --chart rivals.html
    """
    form = _form(chart) if chart else None
    with _record(ledger) as record:
        from onrecord import publish, rivals

        found = rivals.Rivals(record).compare(rivals.Question(side=side, at=at, as_of=as_of, across=across))
    if chart and form:
        _draw(chart, publish.compared_chart(found, form), publish.compared(found, "csv"))
    with output_to(output) as write:
        write(publish.compared(found, format, **_shape(output)))


@click.command(short_help="Area won and lost: maps beside statements.")
@options.ledger
@click.option("--from", "start", type=options.DAY, help="The window's first day. Default: six days before the last.")
@click.option("--to", "end", type=options.DAY, help="The window's last day. Default: the last on record.")
@options.as_of
@options.table
@options.output
@_CHART
def area(
    ledger: str,
    start: date | None,
    end: date | None,
    as_of: date | None,
    format: TableForm,
    output: str | None,
    chart: str | None,
) -> None:
    """Tell how the area on maps changed over a window, beside what people stated, in square kilometres and miles.

    A statement stands beside the maps' change over its own days: two claims, and no verdict.

    \b
    Examples:
      onrecord area --from 2023-08-08 --to 2023-08-14
      onrecord area --from 2023-06-04 --to 2023-08-14 --as-of 2023-08-14 --format json
      onrecord area --from 2023-08-08 --to 2023-08-14 --chart area.svg
    """
    if start and end and start > end:
        raise UsageError(f"--from {start} is after --to {end}")
    form = _form(chart) if chart else None
    with _record(ledger) as record:
        from onrecord import publish, rivals

        found = rivals.areas(record, start, end, as_of)
    if chart and form:
        _draw(chart, publish.areas_chart(found, form), publish.areas(found, "csv"))
    with output_to(output) as write:
        write(publish.areas(found, format, **_shape(output)))


@click.command(short_help="Who is in the ledger, and the record of each.")
@options.ledger
@click.option("--kind", metavar="KIND", help="Only of this kind: military, ministry, media, think_tank, ...")
@click.option("--side", type=click.Choice((*SIDES, "other")), help="Only of this side; other: of neither.")
@click.option("--standing", type=click.Choice(_STANDINGS), help="Only those who stand so to the war.")
@options.as_of
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many sources.  [default: all]")
@options.table
@options.output
def sources(
    ledger: str,
    kind: str | None,
    side: str | None,
    standing: str | None,
    as_of: date | None,
    limit: int | None,
    format: TableForm,
    output: str | None,
) -> None:
    """List who speaks in the ledger, by kind and side: how many claims, how many it took back itself, how often its
    figures broke their own sums, and how far it stands from each rival on the same metric. Counts, and no grades.

    \b
    Examples:
      onrecord sources --limit 10
      onrecord sources --standing belligerent --as-of 2023-08-14
      onrecord sources --format csv >sources.csv
    """
    with _record(ledger) as record:
        from onrecord import publish
        from onrecord.corpus.record import sources as of_ledger

        listed = of_ledger(record, as_of, kind=kind, side=side, standing=standing)
    with output_to(output) as write:
        write(publish.sources(listed[:limit], format, **_shape(output)))


@contextlib.contextmanager
def _record(path: str) -> Iterator[Ledger]:
    from onrecord import ledger as ledgers

    if not ledgers.on_server(path) and not Path(path).exists():
        hint = "import a table of estimates first (onrecord import --help), or name another with --ledger"
        raise LedgerError(f"there is no ledger at {path}", hint)
    with ledgers.open(path, read_only=True) as record:
        if record.notice:
            click.echo(f"onrecord: {record.notice}", err=True)
        yield record


def _draw(chart: str, picture: bytes, table: str | bytes) -> None:
    """The picture, and the table beside it; a page holds its own."""
    with output_to(chart) as write:
        write(picture)
    if not chart.lower().endswith(".html"):
        with output_to(str(Path(chart).with_suffix(".csv"))) as write:
            write(table)


def _form(chart: str) -> ChartForm:
    suffix = Path(chart).suffix.lower().lstrip(".")
    if suffix not in CHARTS:
        raise UsageError(f"{chart} is no chart that can be drawn", "end its name in .svg, .png or .html")
    return cast("ChartForm", suffix)


def _shape(path: str | None) -> _Shape:
    terminal = is_terminal(path)
    return {"width": shutil.get_terminal_size().columns if terminal else 110, "color": terminal}
