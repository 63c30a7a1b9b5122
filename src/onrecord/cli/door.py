"""`onrecord` itself: its commands, and the one place where an error becomes a line on stderr and an exit code."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from onrecord.cli.audit import audit
from onrecord.cli.check import check
from onrecord.cli.claims import claims
from onrecord.cli.control import control
from onrecord.cli.importing import import_
from onrecord.cli.ledger import ledger
from onrecord.cli.marks import marks
from onrecord.cli.output import STDOUT, PipeClosed, drop_stdout, unwritable
from onrecord.cli.read import read
from onrecord.cli.rivals import area, compare, sources
from onrecord.cli.tally import tally
from onrecord.model.errors import Interrupted, OnrecordError, OutputError
from onrecord.version import __version__

_EPILOG = """
\b
Exit codes:
  0    all was read
  1    some inputs, or rows of them, could not be read; the others were, and are kept; or a draft fails its check
  2    the command was not understood
  3    nothing could be read
  4    the ledger cannot be opened, read or written
  5    the output cannot be written
  130  stopped with Ctrl-C; what was read until then is kept
  141  whoever read the output left early, as head does
Messages go to standard error, one line each.
"""


class Door(click.Group):
    """A group whose errors are told as "onrecord: message (hint)", with the exit codes of model/errors.py."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        extra.pop("standalone_mode", None)
        try:
            code = super().main(args, prog_name or "onrecord", standalone_mode=False, **extra) or 0
            if sys.stdout is not None:
                sys.stdout.flush()
        except click.ClickException as error:
            command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "onrecord"
            _say(f"{error.format_message().rstrip('.')} (see {command} --help)")
            code = error.exit_code
        except (click.Abort, KeyboardInterrupt):
            _say("interrupted")
            code = Interrupted.exit_code
        except OnrecordError as error:
            _say(str(error))
            code = error.exit_code
        except PipeClosed:
            code = PipeClosed.exit_code
        except OSError as error:
            # The last of what was printed outside of `output`: help and version.
            drop_stdout()
            code = PipeClosed.exit_code
            if error.errno != errno.EPIPE:
                _say(str(unwritable(STDOUT, error)))
                code = OutputError.exit_code
        sys.exit(code)


def _say(line: str) -> None:
    with contextlib.suppress(OSError):
        click.echo(f"onrecord: {' '.join(line.split())}", err=True)


_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Door, epilog=_EPILOG, context_settings=_SETTINGS, invoke_without_command=True)
@click.version_option(__version__, prog_name="onrecord", message="%(prog)s %(version)s", help="Print the version.")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Read war reporting into attributed claims, keep them in a ledger, and check that the figures add up.

    \b
    Start here:
      onrecord read article.txt                 what it claims, who says so, does it add up
      onrecord read reports/ --format html --output reports.html
      onrecord check draft.txt                  what to look at before it is printed
      onrecord claims --kind loss --source "General Staff"

    Everything stays on this machine. Only a URL uses the network.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for command in (read, check, import_, marks, claims, tally, audit, control, compare, area, sources, ledger):
    main.add_command(command)
