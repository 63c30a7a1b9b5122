"""Questions answered: `Tallies` reads a count once and answers from it while the ledger holds nothing new."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from onrecord.lexicon import load
from onrecord.model.days import in_words
from onrecord.model.errors import LedgerError, UsageError
from onrecord.read import datasets
from onrecord.tally import categories, marks, windows
from onrecord.tally.categories import Subject
from onrecord.tally.entries import DAY, Count, Entry, entries
from onrecord.tally.line import RUNNING, Line, line
from onrecord.tally.records import By, Note, Question, Step, Tally, Transcription

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

_COUNTS = 32  # counts and lines kept at once
_NOTED = 31  # days of a window whose missing days are named one by one
_DEFAULT_DAYS = 7


class Tallies:
    """Answers from one open ledger. Keeps what it has read until the ledger grows; `read` reads a side's counts ahead.

    `answer` raises UsageError for a question that makes no sense, and LedgerError where the record has no such
    figures; both say what to do."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._state = -1
        self._counts: OrderedDict[tuple[str, str], Count] = OrderedDict()
        self._lines: OrderedDict[tuple[str, str, date | None, str | None], Line] = OrderedDict()

    def read(self, side: str) -> int:
        """Reads every count of a side, so that the first question about each waits no longer than the next: about a
        second for four years of three transcriptions. How many of them have a total. Worth it where many questions
        follow; after the ledger has grown, it is to be called again."""
        voice = categories.voice(side)
        subjects = categories.subjects(side)
        return sum(bool(self._line(Question(side=side, category=one.name), one, voice).days) for one in subjects)

    def answer(self, question: Question) -> Tally:
        """The tally asked for."""
        if question.side not in categories.SIDES:
            raise UsageError(f"there is no side {question.side!r}", f"sides: {', '.join(categories.SIDES)}")
        subject = categories.subject(question.side, question.category)
        voice = categories.voice(question.side)
        found = self._line(question, subject, voice)
        if not found.days:
            raise _nothing(question, subject, voice, self._count(question.side, subject, voice).totals)
        return _answer(question, subject, voice, found)

    def _line(self, question: Question, subject: Subject, voice: dict[str, Any]) -> Line:
        state = self._book.state()
        if state != self._state:
            self._counts.clear()
            self._lines.clear()
            self._state = state
        key = (question.side, subject.name, question.as_of, question.transcription)
        if key not in self._lines:
            war: date = load("packs/ukraine/pack.toml")["start"]
            count = self._count(question.side, subject, voice)
            self._lines[key] = line(count, subject, war, question.as_of, question.transcription)
            if len(self._lines) > _COUNTS:
                self._lines.popitem(last=False)
        return self._lines[key]

    def _count(self, side: str, subject: Subject, voice: dict[str, Any]) -> Count:
        key = (side, subject.name)
        if key not in self._counts:
            figures = self._book.figures(side=side, category=subject.category)
            self._counts[key] = entries(figures, subject, frozenset(voice["sources"]), categories.pages(side))
            if len(self._counts) > _COUNTS:
                self._counts.popitem(last=False)
        return self._counts[key]


def _answer(question: Question, subject: Subject, voice: dict[str, Any], found: Line) -> Tally:
    start, end, notes = _window(question, found)
    by: By = question.by or "day"
    window = windows.step(found, start, end, f"{start} to {end}")
    steps = windows.steps(found, start, end, by)
    if question.average:
        steps = windows.averaged(found, steps, by, question.average)
    return Tally(
        side=question.side,
        category=subject.name,
        source=voice["name"],
        by=by,
        as_of=question.as_of,
        chosen=_chosen(found, steps),
        transcriptions=found.transcriptions,
        definitions=subject.definitions,
        window=window,
        rank=_rank(found, window, steps, question),
        steps=steps,
        average=question.average,
        marks=marks.passings(found, start, end, question.marks),
        next=marks.upcoming(found, end, question.marks),
        notes=notes,
    )


def _window(question: Question, found: Line) -> tuple[date, date, tuple[Note, ...]]:
    """The window's first and last day, and what had to be said about it."""
    first, last = found.days[0], found.days[-1]
    end = question.end or last
    if end < found.war:
        raise UsageError(f"the window ends on {end}, before the war", f"the record is of {first} to {last}")
    notes: list[Note] = []
    if question.start and question.days:
        raise UsageError("a window is told by its first day or by its length", "give --from or --window, not both")
    if end > last:
        reach = f"the record reaches to {in_words(last)}"
        reach += f" as of {in_words(question.as_of)}" if question.as_of else ""
        notes.append(Note(code="missing", day=end, message=f"no total for {in_words(end)}: {reach}"))
        end = last
    if question.start:
        start = question.start
    elif question.days:
        start = end - timedelta(days=question.days - 1)
    elif question.by:
        start = found.war if first <= found.war + DAY else first
    else:
        start = end - timedelta(days=_DEFAULT_DAYS - 1)
    if start > end:
        raise UsageError(f"the window from {start} to {end} holds no day", f"the record is of {first} to {last}")
    if start < found.war:
        start = found.war
    return start, end, tuple(notes)


def _rank(found: Line, window: Step, steps: tuple[Step, ...], question: Question) -> Any:
    """Of the window, or where it is cut into periods, of the last whole one."""
    if question.by is None or question.by == "day" or len(steps) == 0:
        return windows.rank(found, window, None)
    whole = [step for step in steps if step.complete]
    return windows.rank(found, whole[-1], question.by) if whole else None


def _chosen(found: Line, steps: tuple[Step, ...]) -> str:
    if found.only is not None:
        return f"{found.only} alone, as asked"
    ranked = found.transcriptions
    if len(ranked) == 1:
        return f"{ranked[0].name}, the only one"
    used = {step.transcription for step in steps}
    at = next((n for n, one in enumerate(ranked) if one.name in used), 0)
    told = f"{ranked[at].name}: {_why(ranked[at], ranked[:at])}"
    others = [one.name for one in ranked[at + 1 :] if one.name in used]
    return told + (f"; for days that it lacks, {' and '.join(others)}" if others else "")


def _why(one: Transcription, better: Sequence[Transcription]) -> str:
    """Why it is used: its standing and, among equals, its merits; `better` are those that have none of the days."""
    if one.standing == "official":
        told = "the official page comes first"
    elif any(other.standing == one.standing for other in better):
        told = "the next that has these days"
    elif one.standing == "transcription":
        told = f"it differs from others least often ({_days(one.alone)} alone) and misses {_days(one.missing)}"
    else:
        told = f"no page, and no dataset of {RUNNING} days, has this count"
    lacking = " and ".join(other.name for other in better)
    return told + (f"; of these days {lacking} {'has' if len(better) == 1 else 'have'} none" if better else "")


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _nothing(question: Question, subject: Subject, voice: dict[str, Any], known: Sequence[Entry]) -> LedgerError:
    """What to do where there is no total; `known` are those that an `as_of` leaves out."""
    side = question.side.capitalize()
    said = f"no totals of {subject.name!r} lost by {side}, as counted by {voice['name']}, are on record"
    if known:
        first = min(entry.known_from for entry in known)
        return LedgerError(f"{said} as of {question.as_of}", f"the first was published on {first}")
    hint = "import a dataset of them, or its daily lists with --publisher: see onrecord import --help"
    if not any(dataset.side == question.side for dataset in datasets.known().values()):
        hint = f'{hint}; of {side}\'s losses by a mapping file with side = "{question.side}"'
    return LedgerError(said, hint)
