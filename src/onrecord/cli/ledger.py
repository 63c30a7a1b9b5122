"""`onrecord ledger`: what a ledger is, and moving one."""

from __future__ import annotations

import sys

import click

from onrecord.cli import options
from onrecord.cli.output import output as output_to


@click.group(short_help="Tell about a ledger, or copy one.")
def ledger() -> None:
    """Tell about a ledger, or copy one.

    \b
    Examples:
      onrecord ledger info --ledger week.db
      onrecord ledger copy week.db postgresql://desk@db.example.org/war
    """


@ledger.command(short_help="Tell what a ledger is and how much it holds.")
@options.ledger
def info(ledger: str) -> None:
    """Tell what a ledger is and how much it holds.

    \b
    Examples:
      onrecord ledger info --ledger week.db
    """
    from onrecord import ledger as ledgers

    with output_to(None) as write, ledgers.open(ledger, read_only=True) as record:
        told = record.info()
        lines = {
            "ledger": told.name,
            "database": f"{told.database}, schema {told.schema}, {told.size / 1e6:,.1f} MB",
            "documents": f"{told.documents:,}, and {told.superseded_documents:,} that newer ones supersede",
            "days": f"{told.since} to {told.until}" if told.since else "none",
            "claims": f"{told.claims:,}, from {told.sources:,} sources",
            "findings": f"{told.findings:,}",
        }
        write("".join(f"{name:<10} {what}\n" for name, what in lines.items()))


@ledger.command(short_help="Copy a ledger into another place, and compare both.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy the ledger FROM into TO, and compare both row by row. Each is a file or an address,
    postgresql://user@host/database.

    TO must be empty, or an interrupted copy of the same ledger, which is gone on with. Until it is whole,
    no command takes it for a ledger. FROM stays as it is, and may be written meanwhile.

    \b
    Examples:
      onrecord ledger copy week.db postgresql://desk@db.example.org/war
    """
    from onrecord import ledger as ledgers

    with output_to(None) as write:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            with Progress(console=Console(stderr=True), transient=True) as bar:
                task = bar.add_task("Copying", total=0.0)
                to_do = 0

                def progress(done: int, more: int) -> None:
                    nonlocal to_do
                    to_do += more
                    bar.update(task, advance=done, total=to_do)

                tables = ledgers.copy(source, target, progress)
        else:
            tables = ledgers.copy(source, target)
        for table in tables:
            write(f"{table.name:<21} {table.rows:>12,}  sha256 {table.digest}\n")
        write("Both agree.\n")
