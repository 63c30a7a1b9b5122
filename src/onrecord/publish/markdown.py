"""Readings as Markdown (CommonMark): findings first, then the claims as a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.model import Reading
from onrecord.publish import words
from onrecord.publish.report import Check, Entry, Report, facts, links, reports, tally, used
from onrecord.publish.text import context, what

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~$&])")
_START = re.compile(r"^(\d{1,9})([.)])(?=\s)|^([-=@:])")


def as_markdown(readings: Iterable[Reading]) -> str:
    """One section a document; text from outside is escaped and can make no link, image, heading or HTML."""
    return "\n".join("\n".join(_report(report)) + "\n" for report in reports(readings))


def escape(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", words.line(text))
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def _report(report: Report) -> Iterator[str]:
    yield f"# {escape(report.heading)}"
    yield ""
    address = words.link(report.document.url)
    linked = [f"<{address.replace('<', '%3C').replace('>', '%3E')}>"] if address else []
    yield ". ".join([", ".join([*map(escape, facts(report)), *linked]), tally(report).capitalize()]) + "."
    if report.checks:
        yield from ("", "## Audit", "")
        for check in report.checks:
            yield from _check(check)
    if report.entries:
        yield from ("", "## Claims", "")
        for entry in report.entries:
            yield from _entry(entry, report)
    if report.notes:
        yield from ("", "## Reading notes", "")
        yield from (f"- {escape(note.message)}" for note in report.notes)


def _check(check: Check) -> Iterator[str]:
    finding = check.finding
    label = f"{words.VERDICT_ICONS[finding.verdict]} {words.VERDICT_WORDS[finding.verdict]}"
    told = used(check)
    yield f"- **{label}.** {escape(finding.because)}" + (f" ({told})" if told else "")
    for number, suspect in check.suspects:
        which = f"claim {number}" if number else "a claim in the ledger"
        yield f"  - Suspect: {which} may read {escape(suspect.instead)}: {escape(suspect.why)}"


def _entry(entry: Entry, report: Report) -> Iterator[str]:
    claim = entry.claim
    yield f"{entry.number}. **{words.KIND_WORDS[claim.kind]}.** {escape(what(entry, report))}  "
    yield f"   {escape(context(entry, report))}  "
    for told in links(entry):
        yield f"   {escape(told)}  "
    yield f"   {escape(words.quoted(words.shorten(claim.text, 600)))}"
