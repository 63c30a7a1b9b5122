"""A draft checked: what to look at in the order of its text, and how much of it could be checked at all.

Nothing is stored and nothing is judged twice: these are the audit's findings, each with the words that it is about,
the claims of the record that it leans on, and an id by which somebody may let it stand.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal, Protocol

from onrecord.audit import audit, taken_back, words
from onrecord.audit.record import Record, Recorded
from onrecord.audit.whereabouts import WEEKDAY, Whereabouts
from onrecord.ledger.records import Acceptance
from onrecord.model import Activity, Area, Claim, Document, Finding, Loss, Reading, Span, Suspect
from onrecord.model.finding import Verdict

Level = Literal["error", "warning", "note"]
LEVELS: Final[Mapping[Verdict, Level]] = {
    "fails": "error",
    "conflict": "warning",
    "within_rounding": "warning",
    "no_record": "note",
}
"""How much a verdict matters; what holds is not shown. Of these only an error fails a check, unless it is strict."""
TAKEN_BACK: Final = "taken_back"
"""The rule of a remark that the same source said otherwise before, in another document."""


class Consulted(Record, taken_back.Record, Protocol):
    """The record that a draft is checked against; `onrecord.ledger.Ledger` is one."""

    def named(self, ids: Collection[str], as_of: date | None = None) -> Mapping[str, Recorded]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A claim of the draft, and the words of its figure; all of the claim's where they are not known."""

    claim: Claim
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A claim of the record, in the document that tells of it (without its text)."""

    claim: Claim
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A suspect, looked up: the draft's own figure or the record's. `replaced` are the words of the draft that would
    be written otherwise and how, where that is one number for another."""

    suspect: Suspect
    figure: Figure | None
    cited: Cited | None
    replaced: tuple[Span, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to look at. `id` is made of the rule, the words and the figures, and of no position; `span` are the
    words that it is about, `beside` the other figures of the draft that it uses, `cited` the record's; `repairs` are
    ranked. `accepted` tells who lets it stand and why."""

    id: str
    level: Level
    finding: Finding
    span: Span
    beside: tuple[Figure, ...]
    cited: tuple[Cited, ...]
    repairs: tuple[Repair, ...]
    accepted: Acceptance | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft and what the check says of it, in the order of its text. `verdicts` counts all findings; of the
    `figures` of the draft `unchecked` are those that stand in no relation which could be checked. `as_of` is the day
    whose record was asked (None: all of it), `asked` whether there was a record."""

    reading: Reading
    remarks: tuple[Remark, ...]
    verdicts: Mapping[str, int]
    figures: int
    unchecked: tuple[Figure, ...]
    as_of: date | None
    asked: bool

    @property
    def document(self) -> Document:
        return self.reading.document

    def open(self, *, strict: bool = False) -> tuple[Remark, ...]:
        """What fails the check: errors that nobody has accepted; when `strict`, whatever nobody has."""
        return tuple(one for one in self.remarks if one.accepted is None and (strict or one.level == "error"))

    def shared(self) -> tuple[tuple[Repair, tuple[Remark, ...]], ...]:
        """First suspects that several open errors have in common, with all errors that they would mend; the one of
        most errors first."""
        errors = self.open()
        listed: defaultdict[tuple[str, str], list[Remark]] = defaultdict(list)
        for remark in errors:
            for change in dict.fromkeys(map(_change, remark.repairs)):
                listed[change].append(remark)
        first = {_change(remark.repairs[0]): remark.repairs[0] for remark in reversed(errors) if remark.repairs}
        groups = [(repair, tuple(listed[change])) for change, repair in reversed(first.items())]
        return tuple(sorted((group for group in groups if len(group[1]) > 1), key=lambda group: -len(group[1])))


def check(reading: Reading, record: Consulted | None = None, *, as_of: date | None = None) -> Checked:
    """Audits a draft against `record` as `onrecord.audit.audit` does, or against itself alone where that is None.
    Raises what `record` raises."""
    asked_of = as_of or reading.document.published
    findings = (*reading.findings, *audit(reading, record, as_of))
    said_before = taken_back.of_reading(reading, record, as_of) if record is not None else ()
    reading = replace(reading, findings=findings, taken_back=said_before)
    looked_at = (*findings, *_said_otherwise(reading, asked_of))
    own = {claim.id: claim for claim in reading.claims}
    used = {
        id
        for finding in looked_at
        if finding.verdict in LEVELS
        for id in (*finding.claims, *(suspect.claim for suspect in finding.suspects))
    } - own.keys()
    cited = record.named(used, asked_of) if record is not None and used else {}
    at = Whereabouts(reading.document)
    remarks = [_remark(finding, own, cited, at, reading.document.text) for finding in looked_at if _shown(finding, at)]
    checked = {id for finding in findings if finding.verdict != "no_record" for id in finding.claims}
    figures = [claim for claim in reading.claims if _has_figure(claim)]
    return Checked(
        reading=reading,
        remarks=tuple(sorted(remarks, key=lambda one: (one.span, one.id))),
        verdicts=Counter(finding.verdict for finding in looked_at),
        figures=len(figures),
        unchecked=tuple(Figure(claim=claim, span=at.of(claim)) for claim in figures if claim.id not in checked),
        as_of=asked_of,
        asked=record is not None,
    )


def let_stand(checked: Checked, accepted: Iterable[Acceptance]) -> Checked:
    """The same, with what is accepted told at its remarks: of several acceptances of one finding the last."""
    stands = {one.finding: one for one in accepted}
    remarks = tuple(replace(one, accepted=stands.get(one.id)) for one in checked.remarks)
    return replace(checked, remarks=remarks)


def identity(finding: Finding, told: str) -> str:
    """The id of a finding about the words `told`: it stays while the rule, these words, the figures and their days
    do, wherever they stand and whatever else the draft says."""
    period = finding.period
    figures = (finding.stated or "", finding.computed or finding.because)
    days = (str(period.start), str(period.end)) if period else ()
    said = "\x1f".join((finding.rule, " ".join(told.split()).casefold(), *figures, *days))
    return f"{finding.rule}-{hashlib.sha256(said.encode(errors='surrogatepass')).hexdigest()[:8]}"


def _said_otherwise(reading: Reading, as_of: date | None) -> Iterator[Finding]:
    for one in reading.taken_back:
        yield Finding(
            rule=TAKEN_BACK,
            verdict="conflict",
            because=one.because,
            claims=(one.claim, one.earlier),
            as_of=as_of,
        )


def _shown(finding: Finding, at: Whereabouts) -> bool:
    if finding.verdict in LEVELS:
        return True
    if finding.rule == WEEKDAY:
        at.weekday(finding)  # passed by, so that the next of the same words is not taken for it
    return False


def _remark(
    finding: Finding,
    own: Mapping[str, Claim],
    cited: Mapping[str, Recorded],
    at: Whereabouts,
    text: str,
) -> Remark:
    here = [own[id] for id in dict.fromkeys(finding.claims) if id in own]
    about = _about(finding, here)
    weekday = at.weekday(finding) if finding.rule == WEEKDAY else None
    span = weekday or (at.of(about) if about is not None else _found(finding.stated, text))
    told = about.text if about is not None and weekday is None else span.of(text)
    return Remark(
        id=identity(finding, told),
        level=LEVELS[finding.verdict],
        finding=finding,
        span=span,
        beside=() if weekday else tuple(Figure(claim=claim, span=at.of(claim)) for claim in here if claim is not about),
        cited=tuple(_cited(cited[id]) for id in dict.fromkeys(finding.claims) if id in cited),
        repairs=tuple(_repair(suspect, own, cited, at, weekday, text) for suspect in finding.suspects),
    )


def _found(stated: str | None, text: str) -> Span:
    """Where words stand that no claim carries; the beginning when they cannot be found again."""
    at = text.find(stated) if stated else -1
    return Span(at, at + len(stated)) if stated and at >= 0 else Span(0, 0)


def _about(finding: Finding, here: list[Claim]) -> Claim | None:
    """The claim of the draft that a finding is told at: what it says is stated, else its first suspect, else its
    first."""
    if finding.rule == TAKEN_BACK or not here:
        return here[0] if here else None
    stated = [claim for claim in here if _states(claim, finding.stated)]
    named = [suspect.claim for suspect in finding.suspects]
    suspected = sorted((claim for claim in here if claim.id in named), key=lambda claim: named.index(claim.id))
    return (stated[-1:] or suspected or here)[0]


def _states(claim: Claim, stated: str | None) -> bool:
    quantity = getattr(claim, "quantity", None)
    return quantity is not None and stated is not None and words.figure(quantity) == stated


def _repair(
    suspect: Suspect,
    own: Mapping[str, Claim],
    cited: Mapping[str, Recorded],
    at: Whereabouts,
    weekday: Span | None,
    text: str,
) -> Repair:
    claim, recorded = own.get(suspect.claim), cited.get(suspect.claim)
    if claim is None:
        known = _cited(recorded) if recorded is not None else None
        return Repair(suspect=suspect, figure=None, cited=known, replaced=None)
    if weekday is not None:
        return Repair(
            suspect=suspect,
            figure=Figure(claim=claim, span=weekday),
            cited=None,
            replaced=_other_weekday(suspect, weekday, text),
        )
    replaced = at.replaced(suspect, claim)
    span = replaced[0] if replaced is not None else at.of(claim)
    return Repair(suspect=suspect, figure=Figure(claim=claim, span=span), cited=None, replaced=replaced)


def _other_weekday(suspect: Suspect, span: Span, text: str) -> tuple[Span, str] | None:
    written = span.of(text)
    for name in words.WEEKDAYS:
        at = written.find(name)
        if at >= 0 and suspect.instead in words.WEEKDAYS:
            return Span(span.start + at, span.start + at + len(name)), suspect.instead
    return None


def _change(repair: Repair) -> tuple[str, str]:
    return repair.suspect.claim, repair.suspect.instead


def _cited(recorded: Recorded) -> Cited:
    return Cited(claim=recorded.claim, document=recorded.document)


def _has_figure(claim: Claim) -> bool:
    return isinstance(claim, (Loss, Area, Activity)) and claim.quantity is not None and claim.certainty != "denied"
