"""Where a ledger of a test lies, in a file or on a server, and how the test looks into it without Onrecord."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from onrecord import ledger
from onrecord.ledger import Ledger, schema


class Refused(Exception):
    """The database refused a statement."""


@dataclass(frozen=True, slots=True)
class Place:
    """`target` is what `ledger.open` is given."""

    target: str

    @property
    def on_server(self) -> bool:
        return ledger.on_server(self.target)

    def open(self, *, read_only: bool = False) -> Ledger:
        return ledger.open(self.target, read_only=read_only)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What a statement of SQL gives, with ? for each value. Raises Refused."""
        if self.on_server:
            statement = statement.replace("%", "%%").replace("?", "%s")
            with psycopg.connect(self.target, autocommit=True) as server:
                try:
                    cursor = server.execute(statement, values)  # type: ignore[arg-type]
                except psycopg.DatabaseError as error:
                    raise Refused(str(error)) from error
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.target)) as file, file:
            try:
                return file.execute(statement, values).fetchall()
            except sqlite3.IntegrityError as error:
                raise Refused(str(error)) from error

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    def check(self) -> None:
        """That nothing is broken: pages and trees, references, and the search, which holds all claims word for word."""
        if self.on_server:
            # A claim without its words would not be found.
            assert self.rows("SELECT count(*) FROM claims WHERE words IS NULL") == [(0,)]
            for table in (schema.claims, schema.claim_sources):  # the server checks the others
                for key in table.foreign_keys:
                    here, there = key.parent.name, key.column.table.name
                    lost = f"{here} IS NOT NULL AND {here} NOT IN (SELECT key FROM {there})"
                    assert self.rows(f"SELECT count(*) FROM {table.name} WHERE {lost}") == [(0,)]
            return
        with closing(sqlite3.connect(Path(self.target), isolation_level=None)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []
            file.execute("BEGIN IMMEDIATE")
            file.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
            file.execute("ROLLBACK")
