"""What a database must do to hold a ledger: the face behind which SQLite and PostgreSQL differ."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Dialect, Engine, Table, insert

from onrecord.model.errors import LedgerReadOnly

READ_ONLY = "open it read-only, or name a ledger where you may write"

Row = dict[str, Any]
Values = tuple[Any, ...]  # a row in the order of `columns_of` its table
Words = tuple[str, str | None]  # a claim's text, and the title of its document
Held = Literal["nothing", "a ledger", "something else"]
Reader = Callable[[Row], Values]


class Database(ABC):
    """A database that holds a ledger or may be given one. Made by `onrecord.ledger.open`.

    `name` is how messages name it (never with a password), `path` its file where it is one, `notice` what a reader
    should be told about how it was opened.
    """

    name: str
    path: Path | None = None
    notice: str | None = None
    engine: Engine
    words_column = ""  # of claims, by which words are found, where there is one: ", name"

    @abstractmethod
    def faults(self) -> AbstractContextManager[None]:
        """Turns what the driver raises into `LedgerError` or `LedgerReadOnly`."""

    @abstractmethod
    def held(self, connection: Connection) -> Held:
        """Whether it is empty, holds a ledger, or belongs to another program."""

    @abstractmethod
    def lock(self, connection: Connection) -> None:
        """Waits until no other process writes, and keeps others from writing until the transaction ends."""

    def prepare(self) -> None:  # noqa: B027
        """What must be done before the tables are made, outside of a transaction."""

    @abstractmethod
    def setup(self, connection: Connection) -> None:
        """Search, views and guards, right after the tables are made."""

    @abstractmethod
    def add_views(self, connection: Connection) -> None:
        """The views, which must not be there."""

    @abstractmethod
    def add_table(self, connection: Connection, table: Table) -> None:
        """A table that an older ledger lacks, with its indexes and guards."""

    @abstractmethod
    def filling(self, connection: Connection) -> AbstractContextManager[None]:
        """While many rows are added."""

    @abstractmethod
    def insert(self, connection: Connection, table: Table, new: Sequence[Values]) -> None:
        """Adds rows."""

    @abstractmethod
    def insert_claims(self, connection: Connection, new: Sequence[Values], words: Sequence[Words]) -> None:
        """Adds claims, and the words of each to the search for words."""

    @abstractmethod
    def found(self, words: str) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
        """True of claims where every one of `words` stands, in the claim or in the title of its document; and what
        gives them in the order of their keys."""

    def scanned(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """A column by which rows are told apart but not looked up."""
        return column

    @abstractmethod
    def size(self, connection: Connection) -> int:
        """Bytes that the ledger takes on the disk."""

    def read_only(self) -> LedgerReadOnly:
        return LedgerReadOnly(f"{self.name} cannot be written", READ_ONLY)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its start; rolled back on any exception, Ctrl-C included."""
        with self.engine.connect().execution_options(onrecord_write=True) as connection, connection.begin():
            self.lock(connection)
            yield connection

    @contextmanager
    def disposed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.engine.dispose()
            raise


@lru_cache(maxsize=64)
def columns_of(table: Table) -> tuple[str, ...]:
    """The columns in the order in which a row's values stand."""
    return tuple(column.name for column in table.columns)


@lru_cache(maxsize=64)
def values_of(table: Table) -> Reader:
    """What takes the values of a row by names."""
    return itemgetter(*columns_of(table))


@lru_cache(maxsize=128)
def insertion(table: Table, dialect: Dialect, many: int) -> str:
    """The INSERT for so many rows."""
    one = str(insert(table).compile(dialect=dialect, column_keys=columns_of(table)))
    head, values, row = one.rpartition(" VALUES ")
    return head + values + ", ".join([row] * many)
