"""The ledger itself: opening one, adding readings, asking questions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, exc

from onrecord.ledger import (
    acceptances,
    controls,
    copying,
    figures,
    migrate,
    on_server,
    query,
    rows,
    schema,
    speakers,
    sqlite,
    totals,
)
from onrecord.ledger.controls import Said
from onrecord.ledger.copying import Progress, TableCopied
from onrecord.ledger.database import Database
from onrecord.ledger.figures import Figure
from onrecord.ledger.records import Acceptance, Added, Info, Recorded, RecordedFinding
from onrecord.ledger.speakers import Differing, Judged, Spoken, TakenBack
from onrecord.ledger.totals import Total
from onrecord.ledger.write import Additions
from onrecord.model import Document, Reading
from onrecord.model.errors import LedgerError
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.ledger.postgres import PostgreSQL

_CLAIMS_A_COMMIT = 50_000
_AT_ONCE = 500  # values in one IN list; SQLite's limit was 999 for long


def now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """An open ledger; make one with `onrecord.ledger.open`. Safe to share between threads.

    Every method may raise `LedgerError`; adding to a ledger that cannot be written, `LedgerReadOnly`.
    """

    def __init__(self, database: Database, *, read_only: bool) -> None:
        self.read_only = read_only
        self._database = database

    @property
    def name(self) -> str:
        """The file, or the address of the database without a password."""
        return self._database.name

    @property
    def path(self) -> Path | None:
        """The file; None for a ledger on a server."""
        return self._database.path

    @property
    def notice(self) -> str | None:
        """What a reader should be told about how the ledger was opened, one line, or None."""
        return self._database.notice

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """The last to close folds the files beside the ledger into it."""
        with self._database.faults():
            self._database.engine.dispose()

    # Adding

    def add(self, reading: Reading, *, audited: bool | None = None) -> Added:
        """Adds what the ledger does not hold yet, in one transaction; the same reading twice adds nothing.

        Current claims of the document that the reading no longer has, or has otherwise, are superseded. So are
        its findings when `audited`: when the reading's findings are all that the audit says now. By default
        that is when it has any.
        """
        with self._writing() as connection:
            return self._additions(connection).add([reading], audited)[0]

    def add_many(self, readings: Iterable[Reading], *, audited: bool | None = None) -> Iterator[Added]:
        """Like `add` for each, several to a transaction: yields what was added once it is committed."""
        for batch in _batches(readings):
            with self._writing() as connection:
                added = self._additions(connection).add(batch, audited)
            yield from added

    def accept(
        self, finding: str, *, rule: str, verdict: str, words: str, because: str, reason: str, document: str,
        by: str | None = None,
    ) -> Acceptance:  # fmt: skip
        """Keeps that a finding is let stand, as `Acceptance` has it. It takes the place of an earlier acceptance of the
        same finding; the very same one is kept once."""
        said = {
            "finding": finding, "rule": rule, "verdict": verdict, "words": words, "because": because,
            "reason": reason, "accepted_by": by, "document_id": document,
        }  # fmt: skip
        with self._writing() as connection:
            return acceptances.accept(self._database, connection, said, now())

    def withdraw(self, finding: str, *, reason: str | None = None, by: str | None = None) -> Acceptance | None:
        """Takes the acceptance of a finding back. It stays readable, superseded; None where none stands."""
        with self._writing() as connection:
            return acceptances.withdraw(self._database, connection, finding, reason, by, now())

    def _additions(self, connection: Connection) -> Additions:
        return Additions(self._database, connection, version=__version__, at=now())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise self._database.read_only()
        with self._database.faults(), self._database.writing() as connection:
            yield connection

    # Asking

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
        """Claims that meet all the filters, in the order recorded (of one document, in the order of its text;
        of some days, by day, unless `text` is asked for).

        `source`: some link of the chain has it in its name or as written, in any case, or has it as id; a claim
        that the author states is the publisher's. `place`: in the place's name, as written, or its oblast, or
        the id. `since`, `until`: the day that the claim's period ends on (its start where the end is unknown, the
        day its document was known where both are), both included. `text`: all the words stand in the claim or
        the document's title. `document`: its id. `as_of`: only what was published by that day (recorded by
        it, where nobody says when it was published), and not superseded by then. `superseded`: those too.
        """
        rare = source is not None and self._is_rare(source)
        statement = query.claims(
            kind=kind, source=source, place=place, since=since, until=until, text=text, document=document,
            as_of=as_of, limit=limit, superseded=superseded, database=self._database,
            rare=rare,
        )  # fmt: skip
        return map(_recorded, self._rows(statement, streamed=limit is None))

    def series(
        self,
        *,
        side: str,
        category: str,
        measure: str | None = None,
        sources: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
    ) -> list[Recorded]:
        """Current loss claims of one side and category by day, as `claims` counts `since`, `until` and `as_of`.

        `sources` are whole names or ids, in any case: one of them is in the chain, or is the publisher of a
        claim that the author states.
        """
        statement, asked = query.series(
            side=side, category=category, measure=measure, sources=sources, since=since, until=until, as_of=as_of
        )
        return list(map(_recorded, self._rows(statement, asked)))

    def named(self, ids: Collection[str], as_of: date | None = None) -> dict[str, Recorded]:
        """Those claims by their ids that the ledger holds, of the version of their document that stood on a day (by
        default today); where only an older version has one, that version's, and `superseded`."""
        asked = sorted(set(ids))
        found: dict[str, Recorded] = {}
        for at in range(0, len(asked), _AT_ONCE):
            for item in map(_recorded, self._rows(query.named(asked[at : at + _AT_ONCE], as_of))):
                known = found.get(item.claim.id)
                if known is None or known.superseded or not item.superseded:
                    found[item.claim.id] = item
        return found

    def acceptances(self, *, superseded: bool = False) -> list[Acceptance]:
        """Findings that are let stand, in the order recorded; with `superseded` those too that no longer are."""
        rows = map(acceptances.acceptance, self._rows(acceptances.statement()))
        return [row for row in rows if superseded or not row.superseded]

    def figures(self, *, side: str, category: str) -> list[Figure]:
        """The figures of one side and category, of all sources and times, by day and then by when they were known.
        Those whose document has a newer version are among them and say so, so that restatements can be told."""
        asked = {"side": side, "category": category}
        found = map(figures.figure, self._rows(figures.statement(), asked))
        return [figure for figure in found if figure is not None]

    def totals(self, *, side: str, categories: Collection[str]) -> list[Total]:
        """Running totals of a side's losses in these categories, of all sources and times, by day and then by when they
        were known. Those whose document has a newer version are among them and say so."""
        found = map(totals.total, self._rows(totals.statement(), {"side": side, "categories": list(categories)}))
        return [total for total in found if total is not None]

    def spoken(self, as_of: date | None = None) -> list[Spoken]:
        """Who makes how many claims of which kind: current ones, or those of a day."""
        return [Spoken(*row) for row in self._rows(*_as_of(speakers.spoken, as_of))]

    def judged(self, as_of: date | None = None) -> list[Judged]:
        """The claims of findings that could be checked, each with who makes it."""
        return [Judged(*row) for row in self._rows(*_as_of(speakers.judged, as_of))]

    def differing(self, as_of: date | None = None) -> list[Differing]:
        """The days for which a series of losses has several figures: where one may have been corrected."""
        return [Differing(*row) for row in self._rows(*_as_of(speakers.differing, as_of))]

    def taken_back(self, as_of: date | None = None) -> list[TakenBack]:
        """Who corrects or reverses a claim of his own in the same document, once for each."""
        return [TakenBack(*row) for row in self._rows(*_as_of(speakers.taken_back, as_of))]

    def controls(
        self, *, places: Collection[str] | None = None, until: date | None = None, as_of: date | None = None
    ) -> list[Said]:
        """Current control claims that tell of a place, by day and then by when they were known. `places` are whole
        names as claims keep them (the gazetteer's); `until` and `as_of` as in `claims`."""
        asked: dict[str, Any] = {} if places is None else {"names": sorted(set(places))}
        asked |= {name: day.isoformat() for name, day in (("until", until), ("as_of", as_of)) if day is not None}
        statement = controls.statement(names=places is not None, until=until is not None, as_of=as_of is not None)
        return list(map(controls.said, self._rows(statement, asked)))

    def documents_under(self, folder: str) -> list[str]:
        """The ids of current documents that begin with `folder` and a slash, in order."""
        # "0" comes right behind the slash.
        return [row.id for row in self._rows(controls.snapshots(), {"first": f"{folder}/", "behind": f"{folder}0"})]

    def state(self) -> int:
        """A number that grows with whatever is added: while it stays, so does every answer."""
        [row] = self._rows(figures.state(), {})
        return int(row.state)

    def documents(self) -> Iterator[Document]:
        """The current version of every document, by date, without its text."""
        return map(rows.document_of, self._rows(query.documents(), streamed=True))

    def current(self, ids: Collection[str]) -> dict[str, Document]:
        """Of those documents that the ledger holds, the current version, without its text."""
        asked, held = sorted(set(ids)), {}
        for at in range(0, len(asked), _AT_ONCE):
            for row in self._rows(query.documents(ids=asked[at : at + _AT_ONCE])):
                held[row.document_id] = rows.document_of(row)
        return held

    def document(self, id: str) -> Document | None:
        """The current version of a document with its text; None when the ledger has none of this id."""
        for row in self._rows(query.documents(id=id, text=True)):
            return rows.document_of(row, row.text)
        return None

    def findings(self, document: str | None = None, *, superseded: bool = False) -> Iterator[RecordedFinding]:
        """Findings, of the document with this id or of all, in the order recorded."""
        for row in self._rows(query.findings(document=document, superseded=superseded), streamed=document is None):
            yield RecordedFinding(
                finding=rows.finding_of(row.record),
                document=rows.document_of(row),
                recorded=datetime.fromisoformat(row.recorded),
                superseded=bool(row.superseded),
            )

    def info(self) -> Info:
        """What the ledger is and how much it holds. Counts every row: slow where there are millions."""
        with self._database.faults(), self._database.engine.connect() as connection:
            version = connection.dialect.server_version_info or ()
            first, last = connection.execute(query.days()).one()
            count = {table.name: connection.scalar(query.count(table)) or 0 for table in query.COUNTED}
            return Info(
                name=self.name,
                database=f"{type(self._database).__name__} {'.'.join(map(str, version))}",
                schema=connection.scalar(query.version()) or 0,
                documents=count["documents"] - count["superseded_documents"],
                claims=count["claims"] - count["superseded_claims"],
                findings=count["findings"] - count["superseded_findings"],
                sources=count["sources"],
                superseded_documents=count["superseded_documents"],
                since=date.fromisoformat(first) if first else None,
                until=date.fromisoformat(last) if last else None,
                size=self._database.size(connection),
            )

    def _is_rare(self, source: str) -> bool:
        return any(bool(row[0]) for row in self._rows(query.is_rare(source)))

    def _rows(
        self, statement: Select[Any], asked: dict[str, Any] | None = None, *, streamed: bool = False
    ) -> Iterator[Any]:
        """Streamed, so that a question may be answered with all that the ledger holds; but for short answers."""
        how = {"stream_results": streamed}
        with (
            self._database.faults(),
            self._database.engine.connect() as connection,
            connection.execute(statement, asked, execution_options=how) as found,
        ):
            yield from found if streamed else found.all()


def copy_ledger(source: str | Path, target: str | Path, progress: Progress) -> list[TableCopied]:
    """What `onrecord.ledger.copy` does."""
    with open_any(source, read_only=True) as original:
        place = _server(str(target), read_only=False) if on_server(target) else _file_to_write(Path(target))
        try:
            progress(0, 2 * copying.rows_of(original._database))
            return copying.copy(original._database, place, progress)
        finally:
            place.engine.dispose()


def open_any(target: str | Path, *, read_only: bool) -> Ledger:
    """What `onrecord.ledger.open` does."""
    return (open_server if on_server(target) else open_file)(target, read_only=read_only)


def open_file(target: str | Path, *, read_only: bool) -> Ledger:
    path = Path(target)
    with sqlite.faults(path):
        return _open_file_to_read(path) if read_only else _open_file_to_write(path)


def open_server(target: str | Path, *, read_only: bool) -> Ledger:
    database = _server(str(target), read_only=read_only)
    with database.faults(), database.disposed_on_error():
        if read_only:
            _check(database)
        else:
            _bring_up(database)
            with database.engine.connect() as connection:
                database.check_rights(connection)
    return Ledger(database, read_only=read_only)


def _server(address: str, *, read_only: bool) -> PostgreSQL:
    scheme = address.partition("://")[0]
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise LedgerError(
            f"{scheme}:// is no ledger that can be opened", "name a file, or postgresql://user@host/database"
        )
    from onrecord.ledger.postgres import PostgreSQL

    return PostgreSQL(address, read_only=read_only)


def _file_to_write(path: Path) -> sqlite.SQLite:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder", "name a file")
    if not path.absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} for the ledger", "make it first")
    database = sqlite.SQLite(path, read_only=False)
    if path.exists() and not sqlite.writable(path):
        raise database.read_only()
    return database


def _open_file_to_write(path: Path) -> Ledger:
    database = _file_to_write(path)
    with database.disposed_on_error():
        _bring_up(database)
    return Ledger(database, read_only=False)


def _open_file_to_read(path: Path) -> Ledger:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder", "name a file")
    if not path.exists():
        raise LedgerError(f"there is no ledger {path}", "read something into it first")
    database = sqlite.SQLite(path, read_only=True)
    with database.disposed_on_error():
        try:
            _check(database)
        except exc.DBAPIError as error:
            if not sqlite.needs_files_beside(error.orig):
                raise
            # SQLite wants to make files beside a ledger even to read it, and may not. With no commits waiting
            # in such a file, the ledger itself is whole and can be read as it stands.
            if sqlite.waiting(path):
                raise LedgerError(
                    f"{path} has commits waiting in {sqlite.wal_of(path).name}, which cannot be read here",
                    "close it where it was written, or copy both files to a folder where you may write",
                ) from error
            database.reopen_as_it_stands()
            _check(database)
    return Ledger(database, read_only=True)


def _as_of(statement: Callable[[bool], Select[Any]], day: date | None) -> tuple[Select[Any], dict[str, Any]]:
    return statement(day is not None), {} if day is None else {"as_of": day.isoformat()}


def _bring_up(database: Database) -> None:
    """Makes the tables, or brings them up to date."""
    with database.engine.connect() as connection:
        version = migrate.version_of(database, connection)
    if version != schema.VERSION:
        database.prepare()
        with database.writing() as connection:
            migrate.bring_up(database, connection)


def _check(database: Database) -> None:
    with database.engine.connect() as connection:
        migrate.check(database, connection)


def _recorded(row: Any) -> Recorded:
    return Recorded(
        claim=rows.claim_of(row.kind, row.record),
        document=rows.document_of(row),
        recorded=datetime.fromisoformat(row.recorded),
        superseded=bool(row.superseded),
    )


def _batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Gathered before the write lock is taken: making a reading may take long."""
    batch: list[Reading] = []
    size = 0
    for reading in readings:
        batch.append(reading)
        size += 1 + len(reading.claims)
        if size >= _CLAIMS_A_COMMIT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
