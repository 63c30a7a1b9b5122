"""`onrecord read`: documents into claims, into the ledger, through the audit, and out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.inputs import Inputs
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.cli.progress import bar as shown
from onrecord.model.errors import Interrupted, LedgerError, OnrecordError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.model import Reading

FORMATS = ("text", "json", "html", "md")


@click.command(short_help="Read documents into claims, keep and audit them.")
@options.targets
@click.option(
    "--format",
    "-f",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text for a terminal; json, one object a line for each document; html, one page that opens offline; "
    "md, Markdown.",
)
@options.output
@options.ledger
@click.option("--dry-run", is_flag=True, help="Store nothing. The audit still looks into a ledger that is there.")
@options.published
@options.model
@click.option(
    "--as-of",
    type=options.DAY,
    help="Audit against what the ledger knew as published by this day.  [default: the document's own]",
)
@click.pass_context
def read(
    ctx: click.Context,
    targets: tuple[str, ...],
    format: str,
    output: str | None,
    ledger: str,
    dry_run: bool,
    published: date | None,
    model: bool,
    as_of: date | None,
) -> None:
    """Read documents into claims, keep them in the ledger, audit them, and print both.

    Reads text (.txt, .md; a first line "date YYYY-MM-DD" dates it), web pages (.html), JSON and JSONL
    ({"id", "published", "text", "title", "url", "publisher"}), and feeds (RSS, Atom); a folder means every such file
    below it, - means standard input. Documents come out in the order in which they go in. Reading one again
    adds nothing to the ledger.

    \b
    Examples:
      onrecord read article.txt
      onrecord read article.txt --published 2023-08-14 --dry-run
      onrecord read https://example.org/news/losses --format md
      onrecord read reports/ --format html --output reports.html
      cat reports.jsonl | onrecord read - --format json >claims.jsonl
    """
    stopped: OnrecordError | None = None
    with ExitStack() as stack:
        write = stack.enter_context(output_to(output))
        bar = stack.enter_context(shown(targets))
        inputs = Inputs(targets, bar, published)
        to_terminal = is_terminal(output)
        render, last = _renderer(format, to_terminal)
        try:
            readings = stack.enter_context(closing(_readings(inputs, ledger, dry_run, as_of, model)))
            for reading in readings:
                with bar.aside(to_terminal):
                    write(render(reading))
        except KeyboardInterrupt:
            stopped = Interrupted(f"interrupted; documents {'read' if dry_run else 'read and kept'}: {inputs.done}")
        except LedgerError as error:
            stopped = error
        if stopped and output not in (None, "-") and os.path.exists(output):
            raise stopped  # a report that is there is replaced by a whole one, or not at all
        if inputs.done:
            write(last())
        inputs.close()
        if not inputs.done:
            # Nothing to show: a file that --output names stays as it was.
            if stopped:
                raise stopped
            if not inputs.unread:
                inputs.refuse("there was no document to read")
            ctx.exit(inputs.exit_code)
    if stopped:
        raise stopped
    ctx.exit(inputs.exit_code)


def _readings(inputs: Inputs, path: str, dry_run: bool, as_of: date | None, model: bool) -> Generator[Reading]:
    """Each document read, audited against the ledger as it stood before it, and stored."""
    from onrecord.claim import begin
    from onrecord.corpus.reading import taken_in

    starting = partial(begin, model=model, progress=inputs.bar.through)
    with ExitStack() as stack:
        record: Ledger | None = None
        for n, (document, begun) in enumerate(inputs.begun(starting, ahead=model)):
            if n == 0:
                # Not sooner: where nothing can be read no ledger is made.
                record = _record(path, dry_run)
                if record is not None:
                    stack.enter_context(record)
                    if record.notice:
                        inputs.say(record.notice)
            try:
                reading = taken_in(begun(), record, as_of=as_of, keep=not dry_run)
            except (OnrecordError, MemoryError):
                raise
            except Exception as error:
                # A fault of ours in one document must not cost the thousand after it.
                if os.environ.get("ONRECORD_DEBUG"):
                    raise
                inputs.fault(document.id, error)
                continue
            inputs.done += 1
            yield reading


def _record(path: str, dry_run: bool) -> Ledger | None:
    from onrecord import ledger

    if not dry_run:
        return ledger.open(path)
    there = ledger.on_server(path) or Path(path).exists()
    return ledger.open(path, read_only=True) if there else None


def _renderer(format: str, to_terminal: bool) -> tuple[Callable[[Reading], str | bytes], Callable[[], str | bytes]]:
    """What is printed for a reading, and what when all are done. A page is one whole, the others are streamed."""
    from onrecord import publish

    if format == "json":
        return lambda reading: publish.as_json(reading) + b"\n", bytes
    if format == "html":
        kept: list[Reading] = []

        def keep(reading: Reading) -> bytes:
            kept.append(reading)
            return b""

        return keep, lambda: publish.as_html(kept).rstrip("\n") + "\n"
    parted = _parted()
    if format == "md":
        return lambda reading: parted() + publish.as_markdown([reading]), bytes
    width = shutil.get_terminal_size().columns if to_terminal else None
    return lambda reading: parted() + publish.as_text([reading], width=width, color=to_terminal), bytes


def _parted() -> Callable[[], str]:
    """An empty line between two documents: nothing the first time, a newline after that."""
    first = True

    def part() -> str:
        nonlocal first
        was, first = first, False
        return "" if was else "\n"

    return part
