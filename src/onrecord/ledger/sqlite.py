"""What only SQLite has: opening a file, its settings, its faults in plain words, and the statements that
set up search, the views and the guards that keep the ledger append-only."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, Table, UniqueConstraint, create_engine, event, exc

from onrecord.ledger import schema as t
from onrecord.model.errors import LedgerError, LedgerReadOnly

APPLICATION_ID = 0x4F6E5265  # "OnRe", in the header of the file
OLDEST = (3, 37, 0)  # the first SQLite with STRICT tables
BUSY_SECONDS = 30.0


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
        connection.execute("PRAGMA foreign_keys = ON")
        # Each commit reaches the disk before it returns: a power cut loses nothing that was committed.
        connection.execute("PRAGMA synchronous = FULL")
        # SQLite's own folds ASCII only; publishers are written in other alphabets too.
        connection.create_function("lower", 1, _lower, deterministic=True)
        return connection

    # A query that streams holds one connection while others read or write.
    made = create_engine("sqlite+pysqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1)

    # The driver would begin a transaction only at the first write; a reading takes the lock before it looks.
    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("onrecord_write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return made


def _lower(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


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
            return read_only(path)
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


def read_only(path: Path) -> LedgerReadOnly:
    return LedgerReadOnly(f"{path} cannot be written", "open it read-only, or name a ledger where you may write")


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


def use_wal(engine: Engine) -> None:
    """Readers and a writer do not wait for each other from now on; the file remembers it."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        with engine.connect() as connection:
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


def writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


# What the tables do not say


def setup(connection: Connection) -> None:
    """Search, views and guards, right after the tables are made."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    for statement in (*_SEARCH, *_VIEWS, *(guard for table in t.metadata.sorted_tables for guard in _guards(table))):
        connection.exec_driver_sql(statement)


def add_table(connection: Connection, table: Table) -> None:
    """A table that an older ledger lacks, with its indexes and guards."""
    table.create(connection)
    for guard in _guards(table):
        connection.exec_driver_sql(guard)


def _guards(table: Table) -> Iterator[str]:
    """Triggers that refuse to change or delete a row, REPLACE included (it deletes without asking triggers)."""
    name = table.name
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name}: the ledger is append-only'); END"
        )
    uniques = [[c.name for c in table.primary_key], *([c.name] for c in table.columns if c.unique)]
    uniques += [
        [c.name for c in u.columns] for u in table.constraints if isinstance(u, UniqueConstraint) and len(u.columns) > 1
    ]
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {name} WHERE {' AND '.join(f'{c} = NEW.{c}' for c in columns)})" for columns in uniques
    )
    yield (
        f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {taken} "
        f"BEGIN SELECT RAISE(ABORT, '{name}: the row is there already, and the ledger is append-only'); END"
    )


_SEARCH = (
    """
    CREATE VIEW claim_texts AS
    SELECT claims.key, claims.text, documents.title
    FROM claims JOIN documents ON documents.key = claims.document
    """,
    """
    CREATE VIRTUAL TABLE claims_fts USING fts5(
        text, title, content="claim_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
    )
    """,
    """
    CREATE TRIGGER claims_search AFTER INSERT ON claims BEGIN
        INSERT INTO claims_fts (rowid, text, title)
        VALUES (NEW.key, NEW.text, (SELECT title FROM documents WHERE key = NEW.document));
    END
    """,
)

# Every claim of the last reading of its document. `known_from` is the day from which the public could know it,
# `known_until` the day a newer version of the document took its place (null while it is current).
_VIEWS = (
    """
    CREATE VIEW claims_as_of AS
    SELECT
        claims.key, claims.id, claims.kind, claims.text, claims.chain, documents.publisher, claims.certainty,
        claims.period_start, claims.period_end, claims.day,
        places.name AS place, places.oblast, places.latitude, places.longitude,
        claims.side, claims.category, claims.measure, claims.event, claims.actor, claims.what,
        claims.value, claims.low, claims.high, claims.unit, claims.bound,
        claims.value_number, claims.low_number, claims.high_number, claims.as_reported,
        claims.conversion_value, claims.conversion_unit, claims.inclusion, claims.inclusion_of,
        claims.verifier, claims.party, claims.outcome, claims.about,
        claims.left_term, claims.relation, claims.right_term,
        documents.id AS document_id, documents.title, documents.url, documents.published,
        documents.known_from,
        (
            SELECT min(newer.known_from)
            FROM superseded_documents AS s JOIN documents AS newer ON newer.key = s.superseded_by
            WHERE s.document = documents.key
        ) AS known_until,
        claims.span_start, claims.span_end, claims.document, claims.reading, readings.recorded
    FROM claims
    JOIN documents ON documents.key = claims.document
    JOIN readings ON readings.key = claims.reading
    LEFT JOIN places ON places.key = claims.place
    WHERE NOT EXISTS (SELECT 1 FROM superseded_claims WHERE claim = claims.key)
    """,
    """
    CREATE VIEW claims_current AS
    SELECT * FROM claims_as_of
    WHERE NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = claims_as_of.document)
    """,
    """
    CREATE VIEW findings_current AS
    SELECT
        findings.key, findings.rule, findings.verdict, findings.because, findings.stated, findings.computed,
        findings.period_start, findings.period_end, findings.as_of,
        documents.id AS document_id, documents.title, documents.publisher, documents.published,
        findings.document, findings.reading, readings.recorded
    FROM findings
    JOIN documents ON documents.key = findings.document
    JOIN readings ON readings.key = findings.reading
    WHERE NOT EXISTS (SELECT 1 FROM superseded_findings WHERE finding = findings.key)
      AND NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = findings.document)
    """,
    """
    CREATE VIEW spans AS
    SELECT
        claims.key AS claim, 'claim' AS of, NULL AS position, claims.span_start, claims.span_end,
        substr(documents.text, claims.span_start + 1, claims.span_end - claims.span_start) AS words, claims.document
    FROM claims JOIN documents ON documents.key = claims.document
    UNION ALL
    SELECT
        claims.key, 'source', link.position, link.span_start, link.span_end,
        substr(documents.text, link.span_start + 1, link.span_end - link.span_start), claims.document
    FROM claim_sources AS link
    JOIN claims ON claims.key = link.claim
    JOIN documents ON documents.key = claims.document
    WHERE link.span_start IS NOT NULL
    """,
)
