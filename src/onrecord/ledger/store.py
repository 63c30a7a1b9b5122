"""The ledger itself: opening one, adding readings, asking questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Select, exc

from onrecord import __version__
from onrecord.ledger import figures, migrate, query, rows, schema, sqlite
from onrecord.ledger.figures import Figure
from onrecord.ledger.records import Added, Recorded, RecordedFinding
from onrecord.ledger.write import Additions
from onrecord.model import Document, Reading
from onrecord.model.errors import LedgerError

_CLAIMS_A_COMMIT = 5_000


def now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """An open ledger; make one with `onrecord.ledger.open`. Safe to share between threads.

    Every method may raise `LedgerError`; adding to a ledger that cannot be written, `LedgerReadOnly`.
    """

    def __init__(self, path: Path, engine: Engine, *, read_only: bool, notice: str | None = None) -> None:
        self.path = path
        self.read_only = read_only
        # What a reader should be told about how the file was opened, one line, or None.
        self.notice = notice
        self._engine = engine

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """The last to close folds the files beside the ledger into it."""
        with sqlite.faults(self.path):
            self._engine.dispose()

    # Adding

    def add(self, reading: Reading, *, audited: bool | None = None) -> Added:
        """Adds what the ledger does not hold yet, in one transaction; the same reading twice adds nothing.

        Current claims of the document that the reading no longer has, or has otherwise, are superseded. So are
        its findings when `audited`: when the reading's findings are all that the audit says now. By default
        that is when it has any.
        """
        with self._writing() as connection:
            return self._additions(connection).add(reading, _audited(reading, audited))

    def add_many(self, readings: Iterable[Reading], *, audited: bool | None = None) -> Iterator[Added]:
        """Like `add` for each, several to a transaction: yields what was added once it is committed."""
        for batch in _batches(readings):
            with self._writing() as connection:
                additions = self._additions(connection)
                added = [additions.add(reading, _audited(reading, audited)) for reading in batch]
            yield from added

    def _additions(self, connection: Connection) -> Additions:
        return Additions(connection, version=__version__, at=now())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise sqlite.read_only(self.path)
        with sqlite.faults(self.path), writing(self._engine) as connection:
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
        """Claims that meet all the filters, in the order recorded (of one document, in the order of its text).

        `source`: some link of the chain has it in its name or as written, in any case, or has it as id; a claim
        that the author states is the publisher's. `place`: in the place's name, as written, or its oblast, or
        the id. `since`, `until`: the day that the claim's period ends on (its start where the end is unknown, the
        day its document was known where both are), both included. `text`: all the words stand in the claim or
        the document's title. `document`: its id. `as_of`: only what was published by that day (recorded by
        it, where nobody says when it was published), and not superseded by then. `superseded`: those too.
        """
        statement = query.claims(
            kind=kind, source=source, place=place, since=since, until=until, text=text, document=document,
            as_of=as_of, limit=limit, superseded=superseded,
        )  # fmt: skip
        return map(_recorded, self._rows(statement))

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

    def figures(self, *, side: str, category: str) -> list[Figure]:
        """The figures of one side and category, of all sources and times, by day and then by when they were known.
        Those whose document has a newer version are among them and say so, so that restatements can be told."""
        asked = {"side": side, "category": category}
        return list(map(Figure._make, self._rows(figures.figures(), asked)))

    def state(self) -> int:
        """A number that grows with whatever is added: while it stays, so does every answer."""
        [row] = self._rows(figures.state(), {})
        return int(row.state)

    def documents(self) -> Iterator[Document]:
        """The current version of every document, by date, without its text."""
        return map(rows.document_of, self._rows(query.documents()))

    def current(self, ids: Collection[str]) -> dict[str, Document]:
        """Of those documents that the ledger holds, the current version, without its text."""
        asked, held = sorted(set(ids)), {}
        many = 500  # values in one IN list; SQLite's limit was 999 for long
        for at in range(0, len(asked), many):
            for row in self._rows(query.documents(ids=asked[at : at + many])):
                held[row.document_id] = rows.document_of(row)
        return held

    def document(self, id: str) -> Document | None:
        """The current version of a document with its text; None when the ledger has none of this id."""
        for row in self._rows(query.documents(id=id, text=True)):
            return rows.document_of(row, row.text)
        return None

    def findings(self, document: str | None = None, *, superseded: bool = False) -> Iterator[RecordedFinding]:
        """Findings, of the document with this id or of all, in the order recorded."""
        for row in self._rows(query.findings(document=document, superseded=superseded)):
            yield RecordedFinding(
                finding=rows.finding_of(row.record),
                document=rows.document_of(row),
                recorded=datetime.fromisoformat(row.recorded),
                superseded=bool(row.superseded),
            )

    def _rows(self, statement: Select[Any], asked: dict[str, Any] | None = None) -> Iterator[Any]:
        with sqlite.faults(self.path), self._engine.connect() as connection:
            yield from connection.execute(statement, asked)


def open_file(path: Path, *, read_only: bool) -> Ledger:
    """What `onrecord.ledger.open` does for a file."""
    with sqlite.faults(path):
        if path.is_dir():
            raise LedgerError(f"{path} is a folder", "name a file")
        return _open_to_read(path) if read_only else _open_to_write(path)


def _open_to_write(path: Path) -> Ledger:
    if not path.absolute().parent.is_dir():
        raise LedgerError(f"there is no folder {path.parent} for the ledger", "make it first")
    if path.exists() and not sqlite.writable(path):
        raise sqlite.read_only(path)
    engine = sqlite.engine(path, read_only=False)
    with _disposed_on_error(engine):
        with engine.connect() as connection:
            version = migrate.version_of(connection, path)
        if version != schema.VERSION:
            sqlite.use_wal(engine)
            with writing(engine) as connection:
                migrate.bring_up(connection, path)
    return Ledger(path, engine, read_only=False)


def _open_to_read(path: Path) -> Ledger:
    if not path.exists():
        raise LedgerError(f"there is no ledger {path}", "read something into it first")
    engine = sqlite.engine(path, read_only=True)
    notice = None
    try:
        with _disposed_on_error(engine), engine.connect() as connection:
            migrate.check(connection, path)
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
        engine = sqlite.engine(path, read_only=True, immutable=True)
        notice = f"{path} is in a folder that cannot be written: it is read as it stands, later writes are not seen"
        with _disposed_on_error(engine), engine.connect() as connection:
            migrate.check(connection, path)
    return Ledger(path, engine, read_only=True, notice=notice)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its start; rolled back on any exception, Ctrl-C included."""
    with engine.connect().execution_options(onrecord_write=True) as connection, connection.begin():
        yield connection


@contextmanager
def _disposed_on_error(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _recorded(row: Any) -> Recorded:
    return Recorded(
        claim=rows.claim_of(row.kind, row.record),
        document=rows.document_of(row),
        recorded=datetime.fromisoformat(row.recorded),
        superseded=bool(row.superseded),
    )


def _audited(reading: Reading, said: bool | None) -> bool:
    return bool(reading.findings) if said is None else said


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
