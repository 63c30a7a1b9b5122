"""Rows on their way into a ledger: the keys that they get, and those that wait until all of their table go in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, func, select

from onrecord.ledger import schema as t
from onrecord.ledger.database import Database, Row, Values, Words, values_of

_T = TypeVar("_T")
_AT_ONCE = 500  # values in one IN list; SQLite's limit was 999 for long


class Pending:
    """The rows of one transaction, which holds the write lock. `waiting` are rows by table, `words` those of the
    claims among them."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database = database
        self.connection = connection
        self.waiting: dict[str, list[Values]] = defaultdict(list)
        self.words: list[Words] = []
        self._last: dict[str, int] = {}

    def new_key(self, table: Table) -> int:
        """The next free key."""
        return self.new_keys(table, 1)

    def new_keys(self, table: Table, many: int) -> int:
        """The first of the next free keys: safe, because the write lock is held until the transaction ends."""
        name = table.name
        if name not in self._last:
            self._last[name] = int(self.connection.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0)
        first = self._last[name] + 1
        self._last[name] += many
        return first

    def insert(self, table: Table, new: Sequence[Row]) -> None:
        """Rows that go in when all others of the table do."""
        if new:
            self.waiting[table.name].extend(map(values_of(table), new))

    def flush(self) -> None:
        """All that waits, each table after those to which it refers."""
        for table in t.metadata.sorted_tables:
            if not (new := self.waiting.get(table.name)):
                continue
            if table is t.claims:
                self._database.insert_claims(self.connection, new, self.words)
            else:
                self._database.insert(self.connection, table, new)
        self.waiting.clear()
        self.words.clear()

    def each(self, statement: Select[Any], values: Sequence[Any]) -> Iterator[Any]:
        """What a statement gives for all the values, asked for not too many at a time."""
        for part in parts(values):
            yield from self.connection.execute(statement, {"these": part})


def asked(name: str) -> Any:
    """A list of values that a statement is asked with."""
    return bindparam(name, expanding=True)


def parts(items: Sequence[_T]) -> Iterable[Sequence[_T]]:
    """So many at a time as a statement takes."""
    return (items[i : i + _AT_ONCE] for i in range(0, len(items), _AT_ONCE))
