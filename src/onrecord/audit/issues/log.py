"""The audit of a ledger's record: every line of every side, localised by line, then put together by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.audit import words
from onrecord.audit.issues import sentences
from onrecord.audit.issues.counts import Counted, counted, told
from onrecord.audit.issues.localise import issues_of, restated
from onrecord.audit.issues.records import BREAKS, NOTES, Issue, Log, Mend, Mended, Told, What
from onrecord.audit.repair import Limits, repairs
from onrecord.lexicon import load
from onrecord.model.errors import LedgerError, UsageError
from onrecord.tally import categories
from onrecord.tally.categories import SIDES, Subject
from onrecord.tally.entries import DAY, Count, Entry, entries
from onrecord.tally.line import line, standing

if TYPE_CHECKING:
    from onrecord.ledger import Figure, Ledger

_MANY = 3  # lines restated on one day that make one restatement
_LIMITS = Limits(seconds=0.5, together=8)


def audited(book: Ledger, series: Sequence[str] = (), as_of: date | None = None) -> Log:
    """The issues of the record, or of the series asked for: "russia", "russia/personnel". Only what was published by
    `as_of` counts (None: all). Raises UsageError for a series that is none, LedgerError when nothing is on record."""
    wanted = list(_wanted(series))
    found: list[Issue] = []
    names: list[str] = []
    figures = relations = 0
    for side in SIDES:
        lines = _lines(book, side, [subject for at, subject in wanted if at == side], as_of)
        for one in lines.values():
            names.append(f"{side}/{one.subject.name}")
            figures += one.counted
            relations += one.related
        found += breaks_of(side, lines)
        found += _together(side, "gap", ((day, name) for name, one in lines.items() for day in _missing(one)))
        for one in lines.values():
            found += _revisions(side, one)
        found += _corrections(side, lines.values())
    if not names:
        raise LedgerError(
            "no totals of an official count are on record" + (f" as of {as_of}" if as_of else ""),
            "import a dataset of them, or daily lists: see onrecord import --help",
        )
    order = {kind: at for at, kind in enumerate((*BREAKS, *NOTES))}
    found.sort(key=lambda issue: (order[issue.kind], issue.start, issue.id))
    return Log(issues=tuple(found), series=tuple(names), figures=figures, relations=relations, as_of=as_of)


def _wanted(series: Sequence[str]) -> Iterator[tuple[str, Subject]]:
    """The lines that are asked for, each once."""
    seen = set()
    for asked in series or SIDES:
        side, _, name = asked.partition("/")
        if side not in SIDES:
            hint = f"write a side, {' or '.join(SIDES)}, or a side and a category: russia/personnel"
            raise UsageError(f"there is no series {asked!r}", hint)
        for subject in [categories.subject(side, name)] if name else categories.subjects(side):
            if (side, subject.name) not in seen:
                seen.add((side, subject.name))
                yield side, subject


def _lines(book: Ledger, side: str, subjects: Sequence[Subject], as_of: date | None) -> dict[str, Counted]:
    """The lines with a total on record, by name."""
    if not subjects:
        return {}
    war: date = load("packs/ukraine/pack.toml")["start"]
    sources, pages = frozenset(categories.voice(side)["sources"]), categories.pages(side)
    held: dict[str, list[Figure]] = {}
    out = {}
    for subject in subjects:
        if subject.category not in held:
            held[subject.category] = book.figures(side=side, category=subject.category)
        one = line_of(subject, entries(held[subject.category], subject, sources, pages), war, as_of)
        if one is not None:
            out[subject.name] = one
    return out


def line_of(subject: Subject, count: Count, war: date, as_of: date | None) -> Counted | None:
    """A count as figures and relations; None when it has no total."""
    known = as_of.isoformat() if as_of else "9999"
    found = line(count, subject, war, as_of, None)
    if not found.days:
        return None
    increments, _ = standing((one for one in count.increments if one.known_from <= known), known)
    return counted(subject, found, increments)


def breaks_of(side: str, lines: Mapping[str, Counted]) -> list[Issue]:
    """What does not agree in the lines of one side."""
    answers = {name: repairs(one.figures.values(), one.relations.values(), _LIMITS) for name, one in lines.items()}
    many = restated(answers)
    breaks = [issue for name, one in lines.items() for issue in issues_of(side, one, answers[name], lines, many)]
    return list(_gathered(side, breaks))


# --- put together --------------------------------------------------------------------------------------------------


def _gathered(side: str, breaks: Sequence[Issue]) -> Iterator[Issue]:
    """Breaks, those of many lines that one restatement explains as one."""
    days: dict[date, list[Issue]] = {}
    for issue in breaks:
        if issue.kind != "dispute" and any(_steps(mend, issue.start) for mend in issue.repairs):
            days.setdefault(issue.start, []).append(issue)
    for day, held in days.items():
        if len(held) >= _MANY:
            yield _restatement(side, day, held)
    yield from (issue for issue in breaks if len(days.get(issue.start, ())) < _MANY or issue not in days[issue.start])


def _steps(mend: Mend, day: date) -> bool:
    return all(mended.figure.what == "step" and mended.figure.day == day for mended in mend.changes)


def _restatement(side: str, day: date, held: Sequence[Issue]) -> Issue:
    steps = [next(mend for mend in issue.repairs if _steps(mend, day)) for issue in held]
    others = [_otherwise(issue, day) or step for issue, step in zip(held, steps, strict=True)]
    by = [f"{words.thing(issue.categories[0])} {_by(step)}" for issue, step in zip(held, steps, strict=True)]
    mends = (
        Mend(changes=_changes(steps), why="many lines on one day, and the days after agree"),
        Mend(changes=_changes(others), why="each increment by itself is wrong"),
    )
    names = tuple(issue.categories[0] for issue in held)
    return Issue(
        id=f"{side}/{day}/restatement",
        kind="restatement",
        side=side,
        categories=names,
        start=day,
        end=day,
        because=f"{words.day(day)}: {len(held)} categories were restated beside their increments: {', '.join(by)}",
        sums=tuple(f"{words.thing(issue.categories[0])}: {one}" for issue in held for one in issue.sums),
        figures=tuple(figure for issue in held for figure in issue.figures),
        repairs=mends,
    )


def _otherwise(issue: Issue, day: date) -> Mend | None:
    """What mends a line's sum without a step: its increment before a total."""
    others = [mend for mend in issue.repairs if not _steps(mend, day)]
    return min(others, key=lambda mend: any(one.figure.what != "increment" for one in mend.changes), default=None)


def _changes(mends: Iterable[Mend]) -> tuple[Mended, ...]:
    return tuple(change for mend in mends for change in mend.changes)


def _by(step: Mend) -> str:
    change = step.changes[0]
    if change.low is not None and change.low == change.high:
        return sentences.signed(change.low)
    return f"{sentences.signed(change.high)} or less" if change.high is not None else "by an unknown amount"


def _missing(one: Counted) -> Iterator[date]:
    """The days without a total, between the line's first and last."""
    for day, after in zip(one.line.days, one.line.days[1:], strict=False):
        for n in range(1, (after - day).days):
            yield day + n * DAY


def _together(side: str, kind: str, missing: Iterable[tuple[date, str]]) -> Iterator[Issue]:
    """Days in a row that the same lines lack, as one gap."""
    days: dict[date, list[str]] = {}
    for day, name in missing:
        days.setdefault(day, []).append(name)
    first: date | None = None
    for day in sorted(days):
        first = first or day
        if days.get(day + timedelta(days=1)) != days[day]:
            when = f"on {words.day(first)}" if first == day else f"from {words.window(first, day)}"
            names = tuple(days[day])
            yield Issue(
                id=f"{side}/{first}/gap/{names[0]}",
                kind="gap",
                side=side,
                categories=names,
                start=first,
                end=day,
                because=f"no total {when}: {_named(names)}",
            )
            first = None


def _named(names: Sequence[str]) -> str:
    return f"{len(names)} categories" if len(names) > 4 else sentences.listed(map(words.thing, names))


def _revisions(side: str, one: Counted) -> Iterator[Issue]:
    """Totals of which a transcription said otherwise before."""
    name = one.subject.name
    for day, older in sorted(one.line.revised.items()):
        for gone in older:
            now = next(entry for entry in one.line.totals[day] if entry.transcription == gone.transcription)
            since = now.known_from if gone.superseded_from is None else gone.superseded_from
            yield Issue(
                id=f"{side}/{name}/{day}/revision/{gone.transcription}/{gone.value}",
                kind="revision",
                side=side,
                categories=(name,),
                start=day,
                end=day,
                because=f"{words.thing(name)}, {words.day(day)}: {gone.transcription} had {gone.value:,f} until {since}"
                f", then {now.value:,f}",
                figures=(_entry(name, gone), _entry(name, now)),
            )


def _entry(name: str, entry: Entry, what: What = "total") -> Told:
    return told(name, entry.day, what, entry.value, [entry])


def _corrections(side: str, lines: Iterable[Counted]) -> Iterator[Issue]:
    """What a transcriber lists as corrections of its own totals, by day."""
    held: dict[tuple[date, str], list[Told]] = {}
    for one in lines:
        for day, listed in one.line.corrections.items():
            for entry in listed:
                held.setdefault((day, entry.transcription), []).append(_entry(one.subject.name, entry, "increment"))
    for (day, who), figures in sorted(held.items()):
        names = [f"{words.thing(figure.category)} {sentences.signed(figure.value)}" for figure in figures]
        yield Issue(
            id=f"{side}/{day}/correction/{who}",
            kind="correction",
            side=side,
            categories=tuple(figure.category for figure in figures),
            start=day,
            end=day,
            because=f"{words.day(day)}: {who} lists corrections: {', '.join(names)}",
            figures=tuple(figures),
        )
