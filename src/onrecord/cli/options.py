"""Options that several commands share, so that each has one name, one meaning and one help text."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

LEDGER = "onrecord.db"


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            if len(value) != 10:
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date: write it as YYYY-MM-DD", param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "DATE"


DAY = Day()

targets = click.argument("targets", nargs=-1, required=True, metavar="FILE|DIR|URL|-...")

ledger = click.option(
    "--ledger",
    type=click.Path(dir_okay=False),
    default=LEDGER,
    envvar="ONRECORD_LEDGER",
    show_default=True,
    show_envvar=True,
    metavar="PATH|URL",
    help="The ledger: one SQLite file, or postgresql://user@host/database.",
)

published = click.option(
    "--published",
    type=DAY,
    help="The day of publication, whatever the inputs say of it.",
)

model = click.option(
    "--model/--no-model",
    default=True,
    show_default=True,
    help="Read who says what in English texts by a small network and the rules, or by the rules alone: less exact, "
    "three times as fast.",
)

as_of = click.option("--as-of", type=DAY, help="Only what was published by this day, as it stood then.")

table = click.option(
    "--format",
    "-f",
    type=click.Choice(("table", "json", "csv")),
    default="table",
    show_default=True,
    help="table for a terminal; json, with the ids of all claims; csv for a spreadsheet.",
)

output = click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Write here instead of to standard output. A file that is there is replaced only by a whole report.",
)
