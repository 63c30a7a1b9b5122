"""What only SQLite has: opening a file, its settings, its faults in plain words, and the statements that
set up search and the guards that keep the ledger append-only."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    QueuePool,
    Table,
    UniqueConstraint,
    and_,
    column,
    create_engine,
    event,
    exc,
    literal,
    text,
)
from sqlalchemy import table as sql_table

from onrecord.ledger import schema as t
from onrecord.ledger.database import READ_ONLY, Database, Held, Values, Words, insertion
from onrecord.ledger.views import views
from onrecord.model.errors import LedgerError, LedgerReadOnly

APPLICATION_ID = 0x4F6E5265  # "OnRe", in the header of the file
OLDEST = (3, 37, 0)  # the first SQLite with STRICT tables
BUSY_SECONDS = 30.0
CACHE_KIB = 64 * 1024  # of the file's pages, while writing
CHECKPOINT_PAGES = 16 * 1024  # in the file beside, before they are folded into the ledger
_ROWS = 32  # rows in one INSERT; SQLite takes 32,766 values
_FEW = 500
_FILLED = (t.documents, t.claims, t.claim_sources)  # where most rows go


class SQLite(Database):
    """The file at `path`, which is made when absent unless `read_only`."""

    path: Path

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.name = str(path)
        self.engine = engine(path, read_only=read_only)

    def faults(self) -> AbstractContextManager[None]:
        return faults(self.path)

    def held(self, connection: Connection) -> Held:
        names = set(connection.scalars(text("SELECT name FROM sqlite_master")))
        mark = connection.scalar(text("PRAGMA application_id"))
        if not names and not mark:
            return "nothing"
        ours = mark == APPLICATION_ID and t.schema_versions.name in names
        return "a ledger" if ours else "something else"

    def lock(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE has it already."""

    def prepare(self) -> None:
        """Readers and a writer do not wait for each other from now on; the file remembers it."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            with self.engine.connect() as connection:
                # The mode cannot change inside a transaction, and SQLite does not wait for others to let it.
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                try:
                    driver.execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if code_of(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                        raise
            time.sleep(0.02)

    def setup(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        guards = (guard for table in t.metadata.sorted_tables for guard in _guards(table))
        for statement in (*_SEARCH, *guards):
            connection.exec_driver_sql(statement)
        self.add_views(connection)

    def add_views(self, connection: Connection) -> None:
        for statement in (*views(_field), _TEXTS):
            connection.exec_driver_sql(statement)

    def add_table(self, connection: Connection, table: Table) -> None:
        table.create(connection)
        for guard in _guards(table):
            connection.exec_driver_sql(guard)

    @contextmanager
    def filling(self, connection: Connection) -> Iterator[None]:
        """Without the guards against REPLACE, which ask at every row; nobody else sees the tables without them."""
        for table in _FILLED:
            connection.exec_driver_sql(f"DROP TRIGGER {table.name}_no_replace")
        yield
        for table in _FILLED:
            connection.exec_driver_sql(_no_replace(table))

    def insert(self, connection: Connection, table: Table, new: Sequence[Values]) -> None:
        """By the driver's own call. Few rows go several to a statement, since each asks the guards; many, for which
        those are set aside, cost less one by one."""
        at, many = 0, _ROWS
        if len(new) > _FEW:
            connection.exec_driver_sql(insertion(table, connection.dialect, 1), list(new))
            return
        while at < len(new):
            while many > len(new) - at:
                many //= 2  # so that few statements are ever prepared
            statement = insertion(table, connection.dialect, many)
            connection.exec_driver_sql(statement, tuple(chain.from_iterable(new[at : at + many])))
            at += many

    def insert_claims(self, connection: Connection, new: Sequence[Values], words: Sequence[Words]) -> None:
        self.insert(connection, t.claims, new)
        found = [(row[0], text, title) for row, (text, title) in zip(new, words, strict=True)]
        connection.exec_driver_sql("INSERT INTO claims_fts (rowid, text, title) VALUES (?, ?, ?)", found)

    def found(self, words: str) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
        # Each word is quoted, so that nothing in it is an operator of FTS5; a NUL would end the query early.
        phrases = " ".join('"' + word.replace('"', '""') + '"' for word in words.replace("\0", " ").split())
        if not phrases:
            return literal(False), t.claims.c.key
        # Found one after the other, in order: no more of them than are asked for.
        search = sql_table("claims_fts", column("rowid"), column("claims_fts"))
        return and_(search.c.claims_fts.op("MATCH")(phrases), search.c.rowid == t.claims.c.key), search.c.rowid

    def scanned(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        # SQLite would sort all that an index gives before it takes the first hundred.
        return column.op("||")("")

    def size(self, connection: Connection) -> int:
        beside = wal_of(self.path)
        return self.path.stat().st_size + (beside.stat().st_size if beside.exists() else 0)

    def reopen_as_it_stands(self) -> None:
        """Reads the file as one that nobody writes, which needs no files beside it."""
        self.engine.dispose()
        self.engine = engine(self.path, read_only=True, immutable=True)
        self.notice = (
            f"{self.path} is in a folder that cannot be written: it is read as it stands, later writes are not seen"
        )


def engine(path: Path, *, read_only: bool, immutable: bool = False) -> Engine:
    """Connections to the file at `path`, which is made when absent unless `read_only`.

    `immutable` tells SQLite that nobody writes meanwhile, so that it needs no files beside this one.
    """
    if sqlite3.sqlite_version_info < OLDEST:
        raise LedgerError(
            f"the ledger needs SQLite {OLDEST[0]}.{OLDEST[1]}, this Python has {sqlite3.sqlite_version}",
            "use a newer Python, or one built with a newer SQLite",
        )
    mode = "immutable=1" if immutable else "mode=ro" if read_only else "mode=rwc"
    uri = f"file:{quote(str(path.absolute()))}?{mode}"

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        # What a row refers to was looked up or added under the same lock: to ask again would cost a tenth of the time.
        connection.execute("PRAGMA foreign_keys = OFF")
        # Each commit reaches the disk before it returns: a power cut loses nothing that was committed.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        return connection

    # A query that streams holds one connection while others read or write.
    made = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

    # The driver would begin a transaction only at the first write; a reading takes the lock before it looks.
    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("onrecord_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return made


@contextmanager
def faults(path: Path) -> Iterator[None]:
    """Turns what the database raises into `LedgerError` or `LedgerReadOnly`."""
    try:
        yield
    except exc.DBAPIError as error:
        raise _plain(path, error.orig or error) from error
    except sqlite3.Error as error:
        raise _plain(path, error) from error
    except OSError as error:
        raise LedgerError(f"{path} cannot be opened: {error.strerror}", "name a file that you may read") from error
    except UnicodeEncodeError as error:
        raise LedgerError(
            "a text holds half a character (a lone surrogate)", "it can be neither kept nor searched for"
        ) from error


def code_of(error: BaseException | None) -> int:
    """SQLite's primary result code of an error, 0 where it has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _plain(path: Path, error: BaseException) -> LedgerError:
    match code_of(error):
        case sqlite3.SQLITE_NOTADB:
            return LedgerError(f"{path} is not a ledger", "it is no SQLite database; name another file")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return LedgerReadOnly(f"{path} cannot be written", READ_ONLY)
        case sqlite3.SQLITE_FULL:
            return LedgerError(
                f"the disk is full: {path}", "free some space and read again; what was committed is safe"
            )
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LedgerError(f"{path} is in use by another program", "wait until it has finished and try again")
        case sqlite3.SQLITE_CANTOPEN:
            return LedgerError(f"{path} cannot be opened", "does the folder exist, and may you write in it?")
        case sqlite3.SQLITE_CORRUPT:
            return LedgerError(f"{path} is damaged", "restore a copy, or try `sqlite3 FILE .recover`")
        case sqlite3.SQLITE_IOERR:
            return LedgerError(
                f"the disk failed on {path}", "check the disk and its free space; what was committed is safe"
            )
        case _:
            return LedgerError(f"{path}: {error}")


def wal_of(path: Path) -> Path:
    """The file beside the ledger that holds what was committed last, while programs have it open."""
    return path.with_name(path.name + "-wal")


def waiting(path: Path) -> bool:
    """Whether commits wait in the file beside the ledger."""
    wal = wal_of(path)
    return wal.exists() and wal.stat().st_size > 0


def needs_files_beside(error: BaseException | None) -> bool:
    """Whether reading failed because SQLite could not make its files beside the ledger."""
    return code_of(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


# What the tables do not say


def _guards(table: Table) -> Iterator[str]:
    """Triggers that refuse to change or delete a row, REPLACE included (it deletes without asking triggers)."""
    name = table.name
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name}: the ledger is append-only'); END"
        )
    yield _no_replace(table)


def _no_replace(table: Table) -> str:
    name = table.name
    uniques = [[c.name for c in table.primary_key], *([c.name] for c in table.columns if c.unique)]
    uniques += [
        [c.name for c in u.columns] for u in table.constraints if isinstance(u, UniqueConstraint) and len(u.columns) > 1
    ]
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {name} WHERE {' AND '.join(f'{c} = NEW.{c}' for c in columns)})" for columns in uniques
    )
    return (
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {taken} "
        f"BEGIN SELECT RAISE(ABORT, '{name}: the row is there already, and the ledger is append-only'); END"
    )


def _field(*path: str | int) -> str:
    """A field of a claim's record, as SQL."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f"json_extract(claims.record, '${steps}')"


_TEXTS = f"""
    CREATE VIEW claim_texts AS
    SELECT claims.key, {_field("text")} AS text, documents.title
    FROM claims JOIN documents ON documents.key = claims.document
    """
# The words are added by the writer, many claims at a time: a trigger would make FTS5 write out its index at each row.
_SEARCH = (
    """
    CREATE VIRTUAL TABLE claims_fts USING fts5(
        text, title, content="claim_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
    )
    """,
)
