"""`onrecord audit`: what in the record itself does not agree, as a table or an issue log."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.model.errors import LedgerError

KINDS = ("restatement", "typo", "increment", "silent", "mismatch", "fall", "dispute", "gap", "revision", "correction")


@click.command(short_help="What in the record does not agree: restatements, typos, disputes, gaps.")
@click.argument("series", nargs=-1, metavar="[SERIES]...")
@options.ledger
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only issues of this kind; repeatable.")
@click.option("--as-of", type=options.DAY, help="Only what was published by this day, as it stood then.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="table for a terminal; json, one object; csv, an issue log with a row an issue.",
)
@click.option("--whole", is_flag=True, help="In the table, every issue, and not the first of each kind alone.")
@options.output
def audit(
    series: tuple[str, ...],
    ledger: str,
    kinds: tuple[str, ...],
    as_of: date | None,
    format: str,
    whole: bool,
    output: str | None,
) -> None:
    """Audit the official counts in the ledger: every total against the day before and the stated increment, every
    transcription against the others.

    SERIES is a side (russia) or a side and a category (russia/personnel, as onrecord tally has them); all when none
    is named. Each issue has its sum, its sources and claims, and all the smallest repairs, likeliest first: suspects,
    never culprits.

    \b
    Examples:
      onrecord audit
      onrecord audit russia/personnel --as-of 2023-08-14
      onrecord audit russia --kind dispute --kind typo --format csv --output issues.csv
    """
    if not Path(ledger).exists() and "://" not in ledger:
        hint = "import a dataset first (onrecord import --help), or name another with --ledger"
        raise LedgerError(f"there is no ledger at {ledger}", hint)
    from onrecord import ledger as ledgers
    from onrecord import publish
    from onrecord.audit import issues

    with ledgers.open(ledger, read_only=True) as record:
        if record.notice:
            click.echo(f"onrecord: {record.notice}", err=True)
        log = issues.audited(record, series, as_of)
    if kinds:
        log = replace(log, issues=tuple(issue for issue in log.issues if issue.kind in kinds))
    with output_to(output) as write:
        if format == "csv":
            write(publish.issues_csv(log))
        elif format == "json":
            write(publish.issues_json(log))
        else:
            terminal = is_terminal(output)
            width = shutil.get_terminal_size().columns if terminal else 120
            write(publish.issues_table(log, width=width, color=terminal, whole=whole))
