"""`onrecord marks`: what was seen in a text before claims were built from it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

import click

from onrecord.cli import options
from onrecord.cli.inputs import Inputs
from onrecord.cli.output import is_terminal
from onrecord.cli.output import output as output_to
from onrecord.cli.progress import bar as shown


@click.command(short_help="Print what is seen in documents before claims are built.")
@options.targets
@options.output
@options.published
@options.model
@click.pass_context
def marks(
    ctx: click.Context, targets: tuple[str, ...], output: str | None, published: date | None, model: bool
) -> None:
    """Print the times, figures, places and attributions seen in documents, before claims are built from them.

    One JSON object a line for each document: {"id", "times", "figures", "places", "attributions"}, each mark with the
    characters of the text where it stands. It shows why a claim was read as it was. Nothing is stored.

    \b
    Examples:
      onrecord marks article.txt
      onrecord marks reports.jsonl --output marks.jsonl
    """
    from onrecord.claim.dated import dated
    from onrecord.mark import begin
    from onrecord.mark.codec import marks_to_dict
    from onrecord.model.codec import to_json

    with ExitStack() as stack:
        write = stack.enter_context(output_to(output))
        bar = stack.enter_context(shown(targets))
        inputs = Inputs(targets, bar, published)
        for document, seen in inputs.begun(lambda document: begin(dated(document)[0], model=model), ahead=model):
            line = to_json(marks_to_dict(document, seen()))
            with bar.aside(is_terminal(output)):
                write(line + b"\n")
            inputs.done += 1
        inputs.close()
        if not inputs.done:
            ctx.exit(inputs.exit_code)
    ctx.exit(inputs.exit_code)
