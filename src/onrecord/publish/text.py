"""Readings for a terminal: the claims in the order of the text, then what the audit found."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from onrecord.model import Reading
from onrecord.publish import words
from onrecord.publish.report import Check, Entry, Report, facts, links, reports, tally, used

_COLOURS = {"fails": "1;31", "conflict": "1;35", "within_rounding": "33", "holds": "32", "no_record": "2"}
_BOLD, _DIM = "1", "2"


def as_text(readings: Iterable[Reading], *, width: int | None = None, color: bool = False) -> str:
    """Plain lines no wider than `width` (80 by default), with ANSI colours when `color`; ends with a newline.

    Nothing of a document can reach the terminal as a control sequence or turn its lines around.
    """
    page = _Page(max(width or 80, 40), color)
    return "\n".join("".join(f"{line}\n" for line in _report(report, page)) for report in reports(readings))


class _Page:
    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = width, color

    def style(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def lines(self, text: str, *, indent: int = 0, code: str = "") -> Iterator[str]:
        for line in textwrap.wrap(text, self.width - indent) or [""]:
            yield " " * indent + (self.style(line, code) if code else line)

    def labelled(self, label: str, text: str, *, indent: int, code: str) -> Iterator[str]:
        """`label` in the margin of `indent` cells, `text` hung beside it."""
        body = list(self.lines(text, indent=indent))
        yield self.style(label, code) + body[0][len(label) :]
        yield from body[1:]


def _report(report: Report, page: _Page) -> Iterator[str]:
    yield from page.lines(report.heading, code=_BOLD)
    yield from page.lines(" · ".join([*facts(report), tally(report)]), code=_DIM)
    if report.entries:
        yield ""
        margin = len(str(len(report.entries))) + 2
        for entry in report.entries:
            yield from _entry(entry, page, margin, report)
    if report.checks:
        yield ""
        yield page.style("Audit", _BOLD)
        for check in report.checks:
            yield from _check(check, page)
    for note in report.notes:
        yield from page.lines(f"Note: {words.line(note.message)}", code=_DIM)


def _entry(entry: Entry, page: _Page, margin: int, report: Report) -> Iterator[str]:
    claim = entry.claim
    label = f"{entry.number:>{margin - 2}}  {words.KIND_WORDS[claim.kind]}"
    yield from page.labelled(label, what(entry, report), indent=margin + 14, code=_BOLD)
    yield from page.lines(context(entry, report), indent=margin)
    for told in links(entry):
        yield from page.lines(told, indent=margin)
    yield from page.lines(words.quoted(words.shorten(claim.text, 600)), indent=margin, code=_DIM)


def what(entry: Entry, report: Report) -> str:
    """The headline, with the figure that an area stands inside or beside."""
    told = words.headline(entry.claim)
    inclusion = words.inclusion(entry.claim)
    if inclusion is None:
        return told
    relation, of = inclusion
    number = report.numbers.get(of or "")
    return f"{told}, {relation} " + (f"claim {number}" if number else words.quoted(of) if of else "another")


def when(entry: Entry, report: Report) -> str | None:
    """The claim's period, unless all that is known is that it was over when the document came out."""
    period = entry.claim.period
    if period.basis == "published" and period.start is None and period.end == report.document.published:
        return None
    return words.period(period)


def context(entry: Entry, report: Report) -> str:
    """Who said it, how sure, about when and where."""
    claim = entry.claim
    known = (
        words.chain(claim.sources, report.document.publisher),
        claim.certainty,
        when(entry, report),
        words.place(claim.place),
    )
    return " · ".join(part for part in known if part)


def _check(check: Check, page: _Page) -> Iterator[str]:
    finding = check.finding
    label = f"{words.VERDICT_ICONS[finding.verdict]} {words.VERDICT_WORDS[finding.verdict]}"
    yield from page.labelled(label, words.line(finding.because), indent=18, code=_COLOURS[finding.verdict])
    if told := used(check):
        yield from page.lines(told, indent=18, code=_DIM)
    for number, suspect in check.suspects:
        which = f"claim {number}" if number else "a claim in the ledger"
        text = f"suspect: {which} may read {words.line(suspect.instead)}: {words.line(suspect.why)}"
        yield from page.lines(text, indent=18)
