"""A reading arranged for a reader: claims numbered in the order of the text, findings by what needs attention."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Claim, Document, Finding, Note, Reading, Response, Suspect, TakenBack, Verification
from onrecord.publish import words
from onrecord.publish.rivals.pointer import pointer

ORDER = ("fails", "conflict", "within_rounding", "holds", "no_record")
"""Verdicts, those that need a person's attention first."""
ATTENTION = ("fails", "conflict")

_RANK = {verdict: rank for rank, verdict in enumerate(ORDER)}
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim: its number in the document, its anchor on the page, and the findings that used it (their
    positions in `Report.checks`); `verdict` is the one of them that most needs attention. `links` are other claims
    of the document by number, under what they are to it ("Refers to", "Denied in"); `taken_back` what the record
    holds that it takes back; `view` the command that shows what a comparison compares."""

    number: int
    anchor: str
    claim: Claim
    checks: tuple[int, ...]
    verdict: str | None
    links: tuple[tuple[str, tuple[int, ...]], ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    view: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One finding with its claims looked up: `here` the numbers of those of this document, in order, `elsewhere`
    how many are not. A suspect that is not of this document has None."""

    number: int
    anchor: str
    finding: Finding
    here: tuple[int, ...]
    elsewhere: int
    suspects: tuple[tuple[int | None, Suspect], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One document: `entries` in the order of the text, `checks` by attention, counts over both; `numbers` maps
    a claim's id to its entry's number."""

    anchor: str
    document: Document
    heading: str
    entries: tuple[Entry, ...]
    checks: tuple[Check, ...]
    notes: tuple[Note, ...]
    kinds: dict[str, int]
    verdicts: dict[str, int]
    numbers: dict[str, int]


def reports(readings: Iterable[Reading]) -> list[Report]:
    """Each reading's report; anchors are unique over all of them, and a claim's id where that can be one."""
    taken: set[str] = set()
    return [_report(reading, f"d{number}", taken) for number, reading in enumerate(readings, 1)]


def _report(reading: Reading, anchor: str, taken: set[str]) -> Report:
    # Readers give claims in the order of the text; a caller that built them by hand may not have.
    claims = sorted(reading.claims, key=lambda claim: (claim.span.start, claim.span.end))
    findings = sorted(reading.findings, key=lambda finding: _RANK[finding.verdict])
    number: dict[str, int] = {}
    for position, claim in enumerate(claims, 1):
        number.setdefault(claim.id, position)
    checks = tuple(
        Check(
            position,
            f"{anchor}-f{position}",
            finding,
            tuple(sorted({number[claim] for claim in finding.claims if claim in number})),
            len({claim for claim in finding.claims if claim not in number}),
            tuple((number.get(suspect.claim), suspect) for suspect in finding.suspects),
        )
        for position, finding in enumerate(findings, 1)
    )
    used: dict[str, list[int]] = {}
    for position, finding in enumerate(findings):
        for claim_id in dict.fromkeys(finding.claims):
            used.setdefault(claim_id, []).append(position)
    linked = _links(claims, number)
    entries = tuple(
        Entry(
            position,
            _anchor(claim.id, f"{anchor}-c{position}", taken),
            claim,
            tuple(used.get(claim.id, ())),
            findings[used[claim.id][0]].verdict if claim.id in used else None,
            tuple((label, tuple(sorted(numbers))) for label, numbers in linked.get(position, {}).items()),
            tuple(one for one in reading.taken_back if one.claim == claim.id),
            pointer(claim, reading.document),
        )
        for position, claim in enumerate(claims, 1)
    )
    return Report(
        anchor,
        reading.document,
        words.heading(reading.document),
        entries,
        checks,
        reading.notes,
        _counts((claim.kind for claim in claims), words.KIND_WORDS),
        _counts((finding.verdict for finding in findings), ORDER),
        number,
    )


_TAKES_BACK = {"corrects": ("Corrects", "Corrected in"), "reverses": ("Takes back", "Taken back in")}


def _links(claims: Sequence[Claim], number: dict[str, int]) -> dict[int, dict[str, set[int]]]:
    """For each claim's number what links it to others: a label, and their numbers. Each link stands at both ends."""
    out: dict[int, dict[str, set[int]]] = {}

    def link(one: int, label: str, other: int) -> None:
        out.setdefault(one, {}).setdefault(label, set()).add(other)

    for here, claim in enumerate(claims, 1):
        taken_back = {retraction.claim for retraction in claim.retracts}
        if isinstance(claim, (Verification, Response)):
            for there in (number[id] for id in claim.refers_to if id in number and id not in taken_back):
                link(here, "Refers to", there)
                link(there, f"{words.answered(claim.outcome)} in", here)
        for retraction in claim.retracts:
            if retraction.claim in number:
                forth, back = _TAKES_BACK[retraction.how]
                link(here, forth, number[retraction.claim])
                link(number[retraction.claim], back, here)
    return out


def links(entry: Entry) -> list[str]:
    """ "Refers to claims 1 and 2", "Denied in claim 5"; then what the record holds that it takes back."""
    told = [f"{label} {numbered(numbers)}" for label, numbers in entry.links]
    told += [f"{_TAKES_BACK[one.how][0]}: {words.line(one.because)}" for one in entry.taken_back]
    return [*told, f"Compare: {entry.view}"] if entry.view else told


def numbered(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"claims {', '.join(first)} and {last}" if first else f"claim {last}"


def _anchor(claim_id: str, otherwise: str, taken: set[str]) -> str:
    anchor = f"c-{claim_id}"
    if not _SAFE.fullmatch(claim_id) or anchor in taken:
        return otherwise
    taken.add(anchor)
    return anchor


def _counts(seen: Iterable[str], order: Iterable[str]) -> dict[str, int]:
    counted = Counter(seen)
    return {key: counted[key] for key in order if counted[key]}


def total(counts: Sequence[dict[str, int]], order: Iterable[str]) -> dict[str, int]:
    """The counts of several reports as one, in `order`."""
    summed: Counter[str] = Counter()
    for one in counts:
        summed.update(one)
    return {key: summed[key] for key in order if summed[key]}


def tally(report: Report) -> str:
    """ "12 claims; audit: 1 fails, 2 hold"."""
    told = plural(len(report.entries), "claim")
    if report.checks:
        told += "; audit: " + ", ".join(f"{count} {_TOLD[verdict]}" for verdict, count in report.verdicts.items())
    return told


_TOLD = {
    "fails": "failing",
    "conflict": "in conflict",
    "within_rounding": "within rounding",
    "holds": "holding",
    "no_record": "without a record",
}


def plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def facts(report: Report) -> list[str]:
    """Publisher, day and id, those that are known."""
    document = report.document
    known = [words.line(document.publisher or ""), words.day(document.published) if document.published else "undated"]
    return [fact for fact in known if fact]


def used(check: Check) -> str | None:
    """ "claims 1 and 4", "claims 1 and 2, and 6 claims in the ledger", "3 claims in the ledger", or None."""
    beyond = f"{plural(check.elsewhere, 'claim')} in the ledger" if check.elsewhere else None
    if not check.here:
        return beyond
    here = numbered(check.here)
    return f"{here}, and {beyond}" if beyond else here
