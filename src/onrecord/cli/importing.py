"""`onrecord import`: datasets, official pages and channels into the ledger, and a table of what came of each."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.output import output as output_to
from onrecord.model.errors import InputError, Interrupted, UsageError

if TYPE_CHECKING:
    from onrecord.corpus.importing import Advance, Imported
    from onrecord.ledger import Ledger

# Objects made between two searches for those that only hold each other. Claims never do, and are many: looking for them
# as often as Python does takes a tenth of an import.
_MADE = 50_000


@click.command("import", short_help="Take published datasets into the ledger.")
@options.targets
@options.ledger
@click.option(
    "--mapping",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="A TOML file that says what the columns of a CSV mean; docs/import.md shows one.",
)
@click.option("--as", "dataset", metavar="ID", help="The known dataset that the inputs are, whatever their columns.")
@click.option("--dry-run", is_flag=True, help="Store nothing, and count what would be new.")
@options.published
@click.option("--publisher", metavar="NAME", help="Who published pages and posts, whatever they say of it.")
@click.option(
    "--seen",
    type=options.DAY,
    help="The day on which the inputs were taken from where they are published, which dates rows that have changed. "
    "Today, by the clock of Kyiv, if not given.",
)
@click.option(
    "--margin",
    type=click.FloatRange(0, 50),
    metavar="KM",
    help="On a map: nearer than this to the edge of its area, what a place is shown as is hedged. 1 if not given.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Where answers of servers are kept, so that only what has changed is sent again. ONRECORD_CACHE names it too.",
)
@click.option(
    "--problems",
    type=click.IntRange(min=0),
    default=20,
    show_default=True,
    metavar="N",
    help="At most so many lines on what is wrong with each input.",
)
@click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="The summary: table for a terminal; json, one object a line for each input, with all its problems.",
)
@click.pass_context
def import_(
    ctx: click.Context,
    targets: tuple[str, ...],
    ledger: str,
    mapping: str | None,
    dataset: str | None,
    dry_run: bool,
    published: date | None,
    publisher: str | None,
    seen: date | None,
    margin: float | None,
    cache: str | None,
    problems: int,
    format: str,
) -> None:
    """Take published datasets, official pages and channels into the ledger, and count what came of each.

    Knows datasets of daily losses, and tables of others' estimates, by their columns, whatever the file is called; also
    daily lists in text, pages (.html), JSON and the export of a Telegram channel; maps of who holds what (.geojson,
    also .gz) and tables of what changed on them. Any other CSV needs a mapping file. Every figure becomes a claim of
    the transcriber and the source behind it. Importing again adds nothing; a row that has changed supersedes. What
    cannot be taken in is reported by file and line, and the rest is imported.

    \b
    Examples:
      onrecord import russia_losses_personnel.json russia_losses_equipment.json
      onrecord import https://example.org/losses.json --ledger war.db
      onrecord import maps/20230813.geojson.gz maps/1691916579.geojson.gz
      onrecord import desk.csv --mapping desk.toml --dry-run
      onrecord import telegram/result.json --publisher "General Staff"
    """
    from onrecord import corpus
    from onrecord.publish.imports import import_json, import_table
    from onrecord.read.cache import Cache, default
    from onrecord.read.datasets import mapped, named, today

    gc.set_threshold(_MADE)
    if mapping and dataset:
        raise UsageError("--mapping and --as both say what the inputs are", "give one of them")
    meant = mapped(mapping) if mapping else named(dataset) if dataset else None
    found: list[Imported] = []
    with ExitStack() as stack:
        write = stack.enter_context(output_to(None))
        record = _record(stack, ledger, dry_run)
        advance, say = stack.enter_context(_progress())
        importer = corpus.Importer(
            record,
            seen=seen or today(),
            dry_run=dry_run,
            dataset=meant,
            published=published,
            publisher=publisher,
            cache=Cache(Path(cache) if cache else default()),
            advance=advance,
            margin=margin,
        )
        try:
            for target in targets:
                for one in importer.target(target):
                    found.append(one)
                    _report(say, one, problems)
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; inputs imported whole: {len(found)}; what was committed stays") from None
    if format == "json":
        write(import_json(found))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        write(import_table(found, width=width, color=sys.stdout.isatty()))
    if not any(one.rows for one in found):
        ctx.exit(InputError.exit_code)
    ctx.exit(0 if all(one.whole for one in found) else 1)


def _record(stack: ExitStack, path: str, dry_run: bool) -> Ledger | None:
    from onrecord import ledger

    if dry_run and "://" not in path and not os.path.exists(path):
        return None
    return stack.enter_context(ledger.open(path, read_only=dry_run))


def _report(say: Callable[[str], None], one: Imported, most: int) -> None:
    for problem in one.problems[:most]:
        say(str(problem))
    if len(one.problems) > most:
        say(f"{one.where}: {len(one.problems) - most:,} more problems (--format json lists all)")


@contextlib.contextmanager
def _progress() -> Iterator[tuple[Advance | None, Callable[[str], None]]]:
    """What is told of each row, and what prints a line on standard error. A bar is shown when a person is there."""

    def plain(line: str) -> None:
        click.echo(f"onrecord: {' '.join(line.split())}", err=True)

    if not sys.stderr.isatty():
        yield None, plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as display:
        task = display.add_task("Importing", total=None)

        def advance(where: str, done: int, total: int) -> None:
            display.update(task, description=os.path.basename(where)[:40], completed=done, total=total)

        def aside(line: str) -> None:
            display.stop()
            plain(line)
            display.start()

        yield advance, aside
