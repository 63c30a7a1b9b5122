"""`onrecord check`: the editor's lint. A draft against itself and the record, before it is printed."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.inputs import Inputs
from onrecord.cli.output import Write, is_terminal
from onrecord.cli.output import output as output_to
from onrecord.cli.progress import bar as shown
from onrecord.model.errors import Interrupted, OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Acceptance, Ledger
    from onrecord.publish.check.draft import Draft

FORMATS = ("text", "json", "html", "sarif")


@click.command(short_help="Check a draft: do its figures add up, do they fit the record.")
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT...")
@click.option(
    "--format",
    "-f",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="text, as compilers tell what they found; json, one object a line for each draft; html, the draft with "
    "what to look at beside its words; sarif, for editors and code forges that show it.",
)
@options.output
@options.ledger
@options.published
@click.option("--publisher", metavar="NAME", help="Who is to publish the drafts, whatever they say of it.")
@options.model
@click.option(
    "--as-of",
    type=options.DAY,
    help="Check against what the ledger knew as published by this day.  [default: the draft's own]",
)
@click.option("--strict", is_flag=True, help="Fail for warnings and notes too, not for errors alone.")
@click.option("--accept", multiple=True, metavar="ID", help="Let this finding stand from now on, for a --reason.")
@click.option("--withdraw", multiple=True, metavar="ID", help="Take back that this finding was let stand.")
@click.option("--reason", metavar="WHY", help="Why a finding is let stand, or no longer; the ledger keeps it.")
@click.option("--by", metavar="WHO", help="Who says so: a name or a desk. Nobody is named if not given.")
@click.pass_context
def check(
    ctx: click.Context,
    drafts: tuple[str, ...],
    format: str,
    output: str | None,
    ledger: str,
    published: date | None,
    publisher: str | None,
    model: bool,
    as_of: date | None,
    strict: bool,
    accept: tuple[str, ...],
    withdraw: tuple[str, ...],
    reason: str | None,
    by: str | None,
) -> None:
    """Check drafts before they are printed: tell what to look at, in the order of the text, and store nothing.

    A DRAFT is whatever `onrecord read` reads: a file, a folder, a URL, - for standard input. Its figures are checked
    against each other and against what the ledger knew on the draft's day. Each finding has its sum, the sources on
    record, and suspects: figures that may be wrong, never said to be. Without a ledger a draft is checked by itself.

    The exit code is 0 when nothing fails, 1 when something does, and 2 for a command that was not understood.
    An accepted finding is shown with its reason and fails nothing.

    \b
    Examples:
      onrecord check draft.txt --published 2023-08-14 --ledger war.db
      onrecord check - --format sarif <draft.txt >draft.sarif
      onrecord check draft.txt --format html --output draft.html
      onrecord check draft.txt --accept sum-b57a61b6 --reason "as the staff wrote it" --by "news desk"
      onrecord check draft.txt --withdraw sum-b57a61b6
    """
    _understood(accept, withdraw, reason, by)
    with ExitStack() as stack:
        write = stack.enter_context(output_to(output))
        targets = tuple(_files(drafts))
        data = _whole_stdin() if "-" in targets else None
        inputs = Inputs(targets, stack.enter_context(shown(targets)), published, publisher, io.BytesIO(data or b""))
        record = _record(ledger)
        if record is not None:
            stack.enter_context(record)
            if record.notice:
                inputs.say(record.notice)
        try:
            read = list(_drafts(inputs, record, ledger, as_of, model, data))
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; drafts checked: {inputs.done}, none is shown") from None
        inputs.close()
        accepted = record.acceptances() if record is not None else []
        if accept or withdraw:
            accepted = _kept(ledger, accept, withdraw, read, accepted, reason, by)
        read = _let_stand(read, accepted)
        if not read and not inputs.unread:
            inputs.refuse("there was no draft to read")
        if not read:
            ctx.exit(inputs.exit_code)  # a file that --output names stays as it was
        _print(write, format, read, strict, is_terminal(output))
    failed = any(draft.checked.open(strict=strict) for draft in read)
    ctx.exit(inputs.exit_code or int(failed))


def _understood(accept: Sequence[str], withdraw: Sequence[str], reason: str | None, by: str | None) -> None:
    if accept and not (reason or "").strip():
        raise UsageError("--accept needs a --reason", 'say why it may stand: --reason "the staff confirmed it"')
    if (reason is not None or by is not None) and not (accept or withdraw):
        raise UsageError("--reason and --by belong to --accept or --withdraw", "name a finding by its id")
    if both := set(accept) & set(withdraw):
        raise UsageError(f"{min(both)} cannot be accepted and withdrawn at once", "do one after the other")


def _files(targets: Sequence[str]) -> Iterator[str]:
    from onrecord.read.targets import files

    for target in targets:
        yield from files(target)


def _whole_stdin() -> bytes:
    from onrecord.read.records import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def _record(path: str) -> Ledger | None:
    from onrecord import ledger

    there = ledger.on_server(path) or Path(path).exists()
    return ledger.open(path, read_only=True) if there else None


def _drafts(
    inputs: Inputs, record: Ledger | None, path: str, as_of: date | None, model: bool, stdin: bytes | None
) -> Iterator[Draft]:
    from onrecord.audit.check import check as checked_by
    from onrecord.claim import begin
    from onrecord.publish.check.draft import Draft

    name = None if record is None else record.path.name if record.path is not None else record.name
    starting = partial(begin, model=model, progress=inputs.bar.through)
    for document, begun in inputs.begun(starting, ahead=model):
        try:
            checked = checked_by(begun(), record, as_of=as_of)
        except (OnrecordError, MemoryError):
            raise
        except Exception as error:
            if os.environ.get("ONRECORD_DEBUG"):
                raise
            inputs.fault(document.id, error)
            continue
        target = inputs.taken[document.id]
        before, kept = _in_file(target, document.text, stdin)
        where = "stdin" if target == "-" else target
        inputs.done += 1
        yield Draft(checked=checked, where=where, before=before, newlines_kept=kept, ledger=name, sought=path)


def _in_file(target: str, text: str, stdin: bytes | None) -> tuple[str | None, bool]:
    """What the file holds in front of the text, None where that is not the file's own; and whether its lines end as
    the text's do."""
    from onrecord.read.decoding import decode
    from onrecord.read.records import Refused

    try:
        data = stdin or b"" if target == "-" else Path(target).read_bytes() if os.path.isfile(target) else b""
        whole = decode(data)
    except (OSError, Refused):
        return None, False
    return (whole[: -len(text)] if whole.endswith(text) else None), b"\r" not in data


def _kept(
    path: str,
    accept: Sequence[str],
    withdraw: Sequence[str],
    drafts: Sequence[Draft],
    accepted: Sequence[Acceptance],
    reason: str | None,
    by: str | None,
) -> list[Acceptance]:
    """What stands in the place of `accepted` once all that was asked is kept; where one id is not known, nothing is."""
    from onrecord import ledger

    there = {remark.id: (remark, draft) for draft in drafts for remark in draft.checked.remarks}
    for id in accept:
        if id not in there:
            known = f"there is {', '.join(list(there)[:5])}" if there else "there is nothing to look at"
            raise UsageError(f"no finding of these drafts is called {id}", known)
    for id in withdraw:
        if all(one.finding != id for one in accepted):
            raise UsageError(f"no acceptance of {id} stands in the ledger", "the check shows what is accepted")
    with ledger.open(path) as record:
        for id in withdraw:
            record.withdraw(id, reason=reason, by=by)
        for id in accept:
            remark, draft = there[id]
            record.accept(
                id,
                rule=remark.finding.rule,
                verdict=remark.finding.verdict,
                words=remark.span.of(draft.text),
                because=remark.finding.because,
                reason=(reason or "").strip(),
                document=draft.checked.document.id,
                by=by,
            )
        return record.acceptances()


def _let_stand(drafts: Sequence[Draft], accepted: Sequence[Acceptance]) -> list[Draft]:
    from onrecord.audit.check import let_stand

    return [replace(draft, checked=let_stand(draft.checked, accepted)) for draft in drafts]


def _print(write: Write, format: str, drafts: Sequence[Draft], strict: bool, to_terminal: bool) -> None:
    from onrecord import publish

    if format == "json":
        for draft in drafts:
            write(publish.check_json(draft, strict=strict) + b"\n")
    elif format == "sarif":
        write(publish.check_sarif(drafts, strict=strict))
    elif format == "html":
        write(publish.check_html(drafts))
    else:
        width = shutil.get_terminal_size().columns if to_terminal else None
        write(publish.check_text(drafts, width=width, color=to_terminal))
