"""Moving a ledger: every row into an empty one, in a file or on a server, and both compared afterwards.

While it is under way the copy has a table of its own, `unfinished_copy`: a program that finds it there refuses the
ledger, and a copy that is begun again goes on where the last one stopped. Rows are only ever added to a ledger, so
what is there already is what was there, and its original is read as it stood when the copy began.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, func, inspect, select, text

from onrecord.ledger import migrate, rows
from onrecord.ledger import schema as t
from onrecord.ledger.database import Database, columns_of
from onrecord.model.errors import LedgerError

# Which schema a ledger has is its own affair.
TABLES = tuple(table for table in t.metadata.sorted_tables if table is not t.schema_versions)
_ROWS_A_COMMIT = 20_000
_encode = msgspec.json.Encoder().encode

# Told how many rows more are done, and how many more there are to do.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class TableCopied:
    """`digest` is the sha256 over all rows of the table in the order of its key, the same in both ledgers."""

    name: str
    rows: int
    digest: str


class _Digest:
    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.rows = 0

    def through(self, rows: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
        """The same rows, counted and hashed as they pass."""
        for row in rows:
            values = tuple(row)
            self._hash.update(_encode(values))
            self.rows += 1
            yield values

    @property
    def hex(self) -> str:
        return self._hash.hexdigest()


def is_unfinished(connection: Connection) -> bool:
    return inspect(connection).has_table(migrate.UNFINISHED)


def rows_of(source: Database) -> int:
    """How many rows there are to copy."""
    with source.faults(), source.engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES)


def copy(source: Database, target: Database, progress: Progress) -> list[TableCopied]:
    """Copies all rows and compares both ledgers; each row is copied and compared, and
    `progress` told of both.

    Raises LedgerError when `target` holds something that is not an unfinished copy, or when the two do not agree.
    """
    _begin(target)
    copied = []
    with source.faults(), source.engine.connect() as reading:
        _hold_still(source, reading)
        for table in TABLES:
            digest = _Digest()
            _copy_table(reading, target, table, digest, progress)
            copied.append(TableCopied(table.name, digest.rows, digest.hex))
    with target.faults(), target.engine.connect() as written:
        for one in copied:
            _compare(written, target, one, progress)
    with target.faults(), target.writing() as connection:
        connection.execute(text(f"DROP TABLE {migrate.UNFINISHED}"))
    return copied


def _begin(target: Database) -> None:
    with target.faults():
        with target.engine.connect() as connection:
            held = target.held(connection)
            unfinished = is_unfinished(connection)
        if unfinished:
            return
        if held != "nothing":
            raise LedgerError(f"{target.name} is not empty", "copy into a file or a database that holds nothing")
        target.prepare()
        with target.writing() as connection:
            if target.held(connection) != "nothing":
                raise LedgerError(f"{target.name} is not empty", "another program has just begun to write to it")
            migrate.bring_up(target, connection)
            connection.execute(text(f"CREATE TABLE {migrate.UNFINISHED} (begun INTEGER PRIMARY KEY)"))


def _hold_still(source: Database, reading: Connection) -> None:
    """All tables are read as of one moment, whatever is written meanwhile."""
    if source.engine.dialect.name == "postgresql":
        reading.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    reading.execute(select(func.max(t.schema_versions.c.version))).all()


def _rows(connection: Connection, table: Table) -> Iterator[Any]:
    columns = [table.c[name] for name in columns_of(table)]
    ordered = select(*columns).order_by(*table.primary_key)
    streamed = {"stream_results": True, "max_row_buffer": 2_000}
    with connection.execute(ordered, execution_options=streamed) as found:
        yield from found


def _copy_table(reading: Connection, target: Database, table: Table, digest: _Digest, progress: Progress) -> None:
    names = columns_of(table)
    key = [names.index(column.name) for column in table.primary_key]
    there = _keys(target, table)
    all_rows = digest.through(_rows(reading, table))
    # Claims are found by the titles of their documents too.
    asked = select(t.documents.c.key, t.documents.c.title)
    titles = {row.key: row.title for row in reading.execute(asked)} if table is t.claims else {}
    while part := list(islice(all_rows, _ROWS_A_COMMIT)):
        missing = [row for row in part if tuple(row[at] for at in key) not in there] if there else part
        if missing:
            with target.faults(), target.writing() as connection:
                if table is t.claims:
                    document, record = names.index("document"), names.index("record")
                    words = [(rows.text_of(row[record]), titles[row[document]]) for row in missing]
                    with target.filling(connection):
                        target.insert_claims(connection, missing, words)
                else:
                    target.insert(connection, table, missing)
        progress(len(part), 0)


def _keys(target: Database, table: Table) -> set[tuple[Any, ...]]:
    """The keys of rows that an interrupted copy has brought already."""
    with target.faults(), target.engine.connect() as connection:
        return {tuple(row) for row in connection.execute(select(*table.primary_key))}


def _compare(written: Connection, target: Database, wanted: TableCopied, progress: Progress) -> None:
    table = t.metadata.tables[wanted.name]
    digest = _Digest()
    for n, _ in enumerate(digest.through(_rows(written, table)), 1):
        if n % _ROWS_A_COMMIT == 0:
            progress(_ROWS_A_COMMIT, 0)
    progress(digest.rows % _ROWS_A_COMMIT, 0)
    if (digest.rows, digest.hex) != (wanted.rows, wanted.digest):
        raise LedgerError(
            f"{target.name} does not agree with its original in {wanted.name}: {digest.rows} rows of {wanted.rows}",
            "it is left as an unfinished copy; delete it and copy again",
        )
