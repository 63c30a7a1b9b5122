"""The issues of a record as a table for a terminal: kind by kind, the sum, and what to look at first."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from onrecord.publish import words
from onrecord.publish.issues.export import repair

if TYPE_CHECKING:
    from onrecord.audit.issues import Issue, Kind, Log

HEADINGS: Final[dict[Kind, str]] = {
    "restatement": "Restated: many categories on one day, and the days after agree",
    "typo": "Typos that both neighbours prove",
    "increment": "Increments that are not the difference of the totals",
    "silent": "Silent restatements: the total changed with no increment",
    "mismatch": "Total or increment: each is as suspect",
    "fall": "Totals that fell",
    "dispute": "Transcriptions differ",
    "gap": "Days without a total",
    "revision": "Revised by a transcription",
    "correction": "Corrections that a transcription lists",
}
_REPAIRS = 3  # of an issue that are printed
_ROWS = 40  # of a kind that are printed


def issues_table(log: Log, *, width: int | None = None, color: bool = False, whole: bool = False) -> str:
    """The issues by kind, the first of each kind unless `whole`; below, how much was looked at."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, width=max(width or 80, 60), force_terminal=color, no_color=not color, highlight=False)
    for kind, heading in HEADINGS.items():
        issues = [issue for issue in log.issues if issue.kind == kind]
        if not issues:
            continue
        console.print(Text(f"{heading} ({len(issues):,})", style="bold"))
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
        table.add_column("Day", no_wrap=True)
        table.add_column("What", overflow="fold", ratio=3)
        if any(issue.repairs for issue in issues):
            table.add_column("Look first at", overflow="fold", ratio=4, style="yellow" if color else "")
        shown = issues if whole else issues[:_ROWS]
        for issue in shown:
            cells = [Text(_day(issue)), Text(words.line(_what(issue)))]
            if len(table.columns) == 3:
                cells.append(Text(_look(issue)))
            table.add_row(*cells)
        console.print(table)
        if len(shown) < len(issues):
            console.print(Text(f"{len(issues) - len(shown):,} more: --whole, or --format csv", style="dim"))
        console.print()
    console.print(Text(summary(log)))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def summary(log: Log) -> str:
    """What was looked at, and how much of it does not agree."""
    counts = Counter(issue.kind for issue in log.issues)
    found = ", ".join(f"{counts[kind]:,} {kind}" for kind in HEADINGS if counts[kind]) or "nothing amiss"
    as_of = f", as of {log.as_of}" if log.as_of else ""
    return f"{log.figures:,} figures of {len(log.series)} series, {log.relations:,} relations{as_of}: {found}"


def _day(issue: Issue) -> str:
    return f"{issue.start}" if issue.start == issue.end else f"{issue.start} to\n{issue.end}"


def _what(issue: Issue) -> str:
    if issue.kind == "restatement":
        return "; ".join(issue.sums)
    return issue.because


def _look(issue: Issue) -> str:
    if issue.kind == "restatement" and issue.repairs:
        return "; ".join(
            f"{change.figure.category} {change.low:+,f}"
            for change in issue.repairs[0].changes
            if change.low is not None
        )
    lines = [f"{repair(mend)}: {mend.why}" for mend in issue.repairs[:_REPAIRS]]
    if len(lines) > 1:
        lines = [f"{n}. {line}" for n, line in enumerate(lines, 1)]
    if len(issue.repairs) > _REPAIRS:
        lines.append(f"{len(issue.repairs) - _REPAIRS} more are as small")
    if issue.left_out:
        lines.append(f"({issue.left_out})")
    return words.line("\n".join(lines)) if len(lines) < 2 else "\n".join(map(words.line, lines))
