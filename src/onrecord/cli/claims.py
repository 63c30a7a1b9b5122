"""`onrecord claims`: what the ledger holds, filtered, as a table, JSON or CSV."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.cli.output import output as output_to
from onrecord.model.errors import LedgerError, UsageError

KINDS = ("loss", "control", "area", "activity", "verification", "response", "comparison", "quote")


@click.command(short_help="List the claims in the ledger.")
@options.ledger
@click.option("--kind", type=click.Choice(KINDS), help="Only claims of this kind.")
@click.option("--source", metavar="NAME", help="Only claims with this source in their chain: a name or part of one.")
@click.option("--place", metavar="NAME", help="Only claims about this place: a name or part of one, or its id.")
@click.option("--since", type=options.DAY, help="Only claims whose period ends on this day or later.")
@click.option("--until", type=options.DAY, help="Only claims whose period ends on this day or earlier.")
@click.option("--text", metavar="WORDS", help="Only claims in whose words, or whose title, all of these stand.")
@click.option("--document", metavar="ID", help="Only claims of this document.")
@click.option("--as-of", type=options.DAY, help="Only what was published by this day, as it stood then.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many claims.  [default: all]")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="table for a terminal; json, one object a line for each claim; csv for a spreadsheet.",
)
def claims(
    ledger: str,
    kind: str | None,
    source: str | None,
    place: str | None,
    since: date | None,
    until: date | None,
    text: str | None,
    document: str | None,
    as_of: date | None,
    limit: int | None,
    format: str,
) -> None:
    """List the claims in the ledger. Filters narrow each other.

    \b
    Examples:
      onrecord claims --kind loss --source "General Staff"
      onrecord claims --place Urozhaine --since 2023-08-01 --until 2023-08-31
      onrecord claims --text "withdrawn" --as-of 2023-08-14 --format json
      onrecord claims --format csv >claims.csv
    """
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}")
    from onrecord import ledger as ledgers
    from onrecord import publish

    if not ledgers.on_server(ledger) and not Path(ledger).exists():
        raise LedgerError(f"there is no ledger at {ledger}", "read something first, or name another with --ledger")
    from onrecord.audit import taken_back

    with output_to(None) as write, ledgers.open(ledger, read_only=True) as record:
        if record.notice:
            click.echo(f"onrecord: {record.notice}", err=True)
        listed = record.claims(
            kind=kind,
            source=source,
            place=place,
            since=since,
            until=until,
            text=text,
            document=document,
            as_of=as_of,
            limit=limit,
        )
        found = list(listed)
        before = taken_back.taken_back(((item.claim, item.document) for item in found), record, as_of)
        if format == "csv":
            write(publish.claims_csv(found, before))
        elif format == "json":
            write(publish.claims_json(found, before))
        else:
            terminal = sys.stdout.isatty()
            width = shutil.get_terminal_size().columns if terminal else None
            write(publish.claims_table(found, before, width=width, color=terminal))
