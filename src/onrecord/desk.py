"""The door for programs: the commands' views on one open ledger, as frozen records. No logic: it calls the rooms.

`onrecord.publish` makes of each answer what the command prints: a table, JSON, CSV, a picture, a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.audit.check import Checked
    from onrecord.audit.issues import Log
    from onrecord.control import Controls, DayMap, Lanes, OnRecord
    from onrecord.corpus import Imported
    from onrecord.ledger import Ledger, Recorded
    from onrecord.model import Reading
    from onrecord.read import Unread
    from onrecord.rivals import Areas, Compared, Rivals, Speaker
    from onrecord.tally import By, Tallies, Tally


class Desk:
    """One ledger and its views; make it with `onrecord.open`, and close it, or use it with `with`.

    Days are `datetime.date`; `as_of` holds an answer to what was published by that day. Counts and lanes once read stay
    at hand until the ledger grows, so the next question is quick. Every method may raise `LedgerError`, and
    `UsageError` for a question that makes no sense."""

    def __init__(self, book: Ledger) -> None:
        self.ledger = book
        """The open ledger itself, for what no view tells: see docs/ledger.md."""

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self.ledger.close()

    # ---- what goes in

    def read(
        self,
        target: str | Path,
        *,
        published: date | None = None,
        publisher: str | None = None,
        as_of: date | None = None,
        model: bool = True,
        keep: bool = True,
    ) -> Iterator[Reading | Unread]:
        """`onrecord read`: the documents of a file, folder or URL, each read when it is asked for, audited against
        the ledger as it stood before it, and kept, if `keep`. What cannot be read is an `Unread` in its place.
        `published` and `publisher` override what the documents say; `model` also asks the network who says what."""
        from onrecord.claim import reading
        from onrecord.corpus.reading import taken_in
        from onrecord.model import Document
        from onrecord.read import documents

        for item in documents(str(target), published=published, publisher=publisher):
            if isinstance(item, Document):
                yield taken_in(reading(item, model=model), self.ledger, as_of=as_of, keep=keep)
            else:
                yield item

    def import_(
        self,
        *targets: str | Path,
        mapping: str | Path | None = None,
        dataset: str | None = None,
        published: date | None = None,
        publisher: str | None = None,
        seen: date | None = None,
        margin: float | None = None,
    ) -> list[Imported]:
        """`onrecord import`: what came of each input of files, folders or URLs, with its problems. `mapping` is a TOML
        file that tells what the columns mean, `dataset` the id of a known one that the inputs are; `seen` the day on
        which they were taken from where they are published (today)."""
        from onrecord.corpus import Importer
        from onrecord.read.datasets import mapped, named, today

        importer = Importer(
            self.ledger,
            seen=seen or today(),
            dataset=mapped(str(mapping)) if mapping else named(dataset) if dataset else None,
            published=published,
            publisher=publisher,
            margin=margin,
        )
        return [one for target in targets for one in importer.target(str(target))]

    # ---- claims

    def claims(
        self,
        *,
        kind: str | None = None,
        source: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
        text: str | None = None,
        document: str | None = None,
        as_of: date | None = None,
        limit: int | None = None,
        superseded: bool = False,
    ) -> Iterator[Recorded]:
        """`onrecord claims`: those that meet all the filters, as `onrecord.ledger.Ledger.claims` tells them. `text`
        finds words in claims and in titles."""
        return self.ledger.claims(
            kind=kind, source=source, place=place, since=since, until=until, text=text, document=document,
            as_of=as_of, limit=limit, superseded=superseded,
        )  # fmt: skip

    def check(
        self,
        target: str | Path,
        *,
        published: date | None = None,
        publisher: str | None = None,
        as_of: date | None = None,
        model: bool = True,
    ) -> Iterator[Checked | Unread]:
        """`onrecord check`: each draft of a file, folder or URL against itself and the record, what to look at in the
        order of its text. What was accepted is marked so. Nothing is kept."""
        from onrecord.audit.check import check, let_stand
        from onrecord.claim import reading
        from onrecord.model import Document
        from onrecord.read import documents

        for item in documents(str(target), published=published, publisher=publisher):
            if isinstance(item, Document):
                checked = check(reading(item, model=model), self.ledger, as_of=as_of)
                yield let_stand(checked, self.ledger.acceptances())
            else:
                yield item

    # ---- the official count

    def tally(
        self,
        side: str,
        category: str,
        *,
        start: date | None = None,
        end: date | None = None,
        days: int | None = None,
        by: By | None = None,
        average: int | None = None,
        marks: Sequence[Decimal | int] = (),
        as_of: date | None = None,
        transcription: str | None = None,
    ) -> Tally:
        """`onrecord tally`: the official count of a side's losses from `start` to `end`, or over the last `days` up to
        `end` (the last on record); a step for each day, week, month or year with `by`."""
        from onrecord.tally import Question

        return self._tallies.answer(
            Question(
                side=side, category=category, start=start, end=end, days=days, by=by, average=average,
                marks=tuple(map(Decimal, marks)), as_of=as_of, transcription=transcription,
            )
        )  # fmt: skip

    def audit(self, *series: str, as_of: date | None = None) -> Log:
        """`onrecord audit`: what in the official counts does not agree, of all series or of those named: "russia",
        "russia/personnel"."""
        from onrecord.audit import issues

        return issues.audited(self.ledger, series, as_of)

    # ---- estimates, areas, sources

    def compare(
        self, side: str, *, at: date | None = None, as_of: date | None = None, across: bool = False
    ) -> Compared:
        """`onrecord compare`: estimates of a side's losses up to the day `at` (the last on record), like with like."""
        from onrecord.rivals import Question

        return self._rivals.compare(Question(side=side, at=at, as_of=as_of, across=across))

    def area(self, start: date | None = None, end: date | None = None, *, as_of: date | None = None) -> Areas:
        """`onrecord area`: how maps changed from `start` to `end` (the last week on record), beside statements."""
        from onrecord.rivals import areas

        return areas(self.ledger, start, end, as_of)

    def sources(
        self,
        *,
        kind: str | None = None,
        side: str | None = None,
        standing: str | None = None,
        as_of: date | None = None,
    ) -> list[Speaker]:
        """`onrecord sources`: who is in the ledger, who says most first, with the record of each."""
        from onrecord.corpus.record import sources

        return sources(self.ledger, as_of, kind=kind, side=side, standing=standing)

    # ---- places

    def places(self, name: str, *, as_of: date | None = None) -> tuple[OnRecord, ...]:
        """The settlements that a name may mean, each with what the ledger has of it."""
        return self._controls.places(name, as_of=as_of)

    def control(
        self, place: str, *, start: date | None = None, end: date | None = None, as_of: date | None = None
    ) -> Lanes:
        """`onrecord control PLACE`: who says that it is whose, a lane for each source. Raises UsageError where several
        places have the name: `places` lists them."""
        return self._controls.lanes(place, start=start, end=end, as_of=as_of)

    def control_on(
        self,
        day: date,
        *,
        sources: Collection[str] = (),
        around: str | None = None,
        km: float = 25,
        as_of: date | None = None,
    ) -> DayMap:
        """`onrecord control --on DAY`: what each source said by a day of every place, or of those around one."""
        return self._controls.day(day, sources=sources, as_of=as_of, around=around, km=km)

    # ---- views that keep what they have read

    @cached_property
    def _tallies(self) -> Tallies:
        from onrecord.tally import Tallies

        return Tallies(self.ledger)

    @cached_property
    def _rivals(self) -> Rivals:
        from onrecord.rivals import Rivals

        return Rivals(self.ledger)

    @cached_property
    def _controls(self) -> Controls:
        from onrecord.control import Controls

        return Controls(self.ledger)
