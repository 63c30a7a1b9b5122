"""`onrecord tally`: an official count for any window, as a table, JSON, CSV or a chart."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from onrecord.cli import options
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.model.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from onrecord.publish import ChartForm
    from onrecord.tally import Tally

SIDES = ("russia", "ukraine")
BY = ("day", "week", "month", "year")
CHARTS = ("svg", "png", "html")


@click.command(short_help="An official count for any window, and its chart.")
@click.argument("side", type=click.Choice(SIDES), metavar="SIDE")
@click.argument("category", metavar="CATEGORY")
@options.ledger
@click.option("--window", metavar="LENGTH", help="The last days or weeks up to --ending: 7d, 4w.")
@click.option("--ending", type=options.DAY, help="The last day of the window. Default: the last on record.")
@click.option("--from", "start", type=options.DAY, help="The window's first day, its report included.")
@click.option("--to", "end", type=options.DAY, help="The window's last day; the same as --ending.")
@click.option(
    "--by", type=click.Choice(BY), help="A row a day, ISO week, month or year; by itself, of all that is on record."
)
@click.option("--average", type=click.IntRange(2, 400), metavar="N", help="Also the mean of the last N rows.")
@click.option("--mark", "marks", multiple=True, metavar="NUMBER", help="Also when this total was passed, or falls.")
@click.option("--as-of", type=options.DAY, help="Only what was published by this day, as it stood then.")
@click.option("--transcription", metavar="NAME", help="Only as this page or dataset has it: a name or part of one.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="table for a terminal; json, one object with the ids of all claims; csv, a row a step.",
)
@options.output
@click.option(
    "--chart",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Also draw it: FILE.svg or FILE.png, with its table beside it as FILE.csv, or FILE.html with both.",
)
@click.option("--total", is_flag=True, help="In the chart, the running total's line below the bars.")
def tally(
    side: str,
    category: str,
    ledger: str,
    window: str | None,
    ending: date | None,
    start: date | None,
    end: date | None,
    by: str | None,
    average: int | None,
    marks: tuple[str, ...],
    as_of: date | None,
    transcription: str | None,
    format: str,
    output: str | None,
    chart: str | None,
    total: bool,
) -> None:
    """Answer from the official count of SIDE's losses in CATEGORY: totals, what a window added, how that ranks,
    marks passed, and which days not to trust.

    SIDE is russia (counted by the General Staff of Ukraine) or ukraine (by the Russian Ministry of Defence).
    CATEGORY is one of docs/claims.md, or what people call it: personnel, troops, tanks, artillery, drones.

    \b
    Examples:
      onrecord tally russia personnel --window 7d --ending 2023-08-14
      onrecord tally russia tanks --by month --average 3
      onrecord tally russia troops --from 2023-06-04 --to 2023-08-14 --mark 250000
      onrecord tally russia personnel --by week --as-of 2023-08-14 --format csv
      onrecord tally russia personnel --by month --chart losses.svg
    """
    if ending and end:
        raise UsageError("--ending and --to are the same: give one")
    ending = ending or end
    if start and ending and start > ending:
        raise UsageError(f"--from {start} is after --to {ending}")
    if window and start:
        raise UsageError("a window is told by --from or by --window, not by both")
    if total and not chart:
        raise UsageError("--total is for a chart", "name one with --chart")
    form = _form(chart) if chart else None
    if not Path(ledger).exists() and "://" not in ledger:
        hint = "import a dataset first (onrecord import --help), or name another with --ledger"
        raise LedgerError(f"there is no ledger at {ledger}", hint)
    from onrecord import ledger as ledgers
    from onrecord import publish
    from onrecord import tally as tallies

    question = tallies.Question(
        side=side,
        category=category,
        start=start,
        end=ending,
        days=tallies.days_of(window) if window else None,
        by=cast("tallies.By | None", by),
        average=average,
        marks=tuple(map(_mark, marks)),
        as_of=as_of,
        transcription=transcription,
    )
    with ledgers.open(ledger, read_only=True) as record:
        if record.notice:
            click.echo(f"onrecord: {record.notice}", err=True)
        found = tallies.Tallies(record).answer(question)
    if chart and form:
        _draw(found, chart, form, total)
    with output_to(output) as write:
        if format == "csv":
            write(publish.tally_csv(found))
        elif format == "json":
            write(publish.tally_json(found))
        else:
            terminal = is_terminal(output)
            width = shutil.get_terminal_size().columns if terminal else 100
            write(publish.tally_table(found, width=width, color=terminal))


def _draw(found: Tally, chart: str, form: ChartForm, total: bool) -> None:
    from onrecord import publish

    picture = publish.tally_chart(found, form, total=total)
    with output_to(chart) as write:
        write(picture)
    if form != "html":
        with output_to(str(Path(chart).with_suffix(".csv"))) as write:
            write(publish.tally_csv(found))


def _form(chart: str) -> ChartForm:
    suffix = Path(chart).suffix.lower().lstrip(".")
    if suffix not in CHARTS:
        raise UsageError(f"{chart} is no chart that can be drawn", "end its name in .svg, .png or .html")
    return cast("ChartForm", suffix)


def _mark(written: str) -> Decimal:
    try:
        mark = Decimal(written.replace(",", "").replace("_", ""))
        if not mark.is_finite() or not 0 < mark < Decimal(10) ** 12:
            raise InvalidOperation
    except InvalidOperation:
        raise UsageError(f"{written!r} is no mark", "write a positive number: 250000") from None
    return mark
