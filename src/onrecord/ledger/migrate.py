"""Versions of the schema: making a new ledger, knowing a foreign file, and bringing an older ledger up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, insert, text

from onrecord import __version__
from onrecord.ledger import rows, schema, sqlite
from onrecord.model.errors import LedgerError

# From a version to the next: each gets a connection inside the one transaction that holds all of them, and adds
# tables, columns or views. Claims are never rewritten.
MIGRATIONS: dict[int, Callable[[Connection], None]] = {
    1: lambda connection: sqlite.add_table(connection, schema.claim_links),  # what a claim says of others
}


def version_of(connection: Connection, path: Path) -> int | None:
    """The schema version of the file; None when it is empty. Raises LedgerError when it is no ledger, or too new."""
    names = set(connection.scalars(text("SELECT name FROM sqlite_master")))
    mark = connection.scalar(text("PRAGMA application_id"))
    if not names and not mark:
        return None
    if mark != sqlite.APPLICATION_ID or schema.schema_versions.name not in names:
        raise LedgerError(f"{path} is not a ledger", "it is a database of another program; name another file")
    version = int(connection.scalar(text("SELECT max(version) FROM schema_versions")) or 0)
    if version > schema.VERSION:
        raise LedgerError(
            f"{path} was made by a newer Onrecord (its schema is {version}, this program's {schema.VERSION})",
            "upgrade: pip install --upgrade onrecord",
        )
    return version


def bring_up(connection: Connection, path: Path) -> None:
    """Makes the schema, or migrates it, in the caller's writing transaction. Does nothing when it is up to date."""
    version = version_of(connection, path)
    if version is None:
        schema.metadata.create_all(connection, checkfirst=False)
        sqlite.setup(connection)
        _note(connection, schema.VERSION)
        return
    for old in range(version, schema.VERSION):
        if old not in MIGRATIONS:
            raise _too_old(path, version)
        MIGRATIONS[old](connection)
        _note(connection, old + 1)


def check(connection: Connection, path: Path) -> None:
    """For reading: the schema must be there, and answer what this program asks."""
    version = version_of(connection, path)
    if version is None:
        raise LedgerError(f"{path} is not a ledger", "it is empty; read something into it first")
    if version < schema.READABLE:
        raise _too_old(path, version)


def _too_old(path: Path, version: int) -> LedgerError:
    if all(old in MIGRATIONS for old in range(version, schema.VERSION)):
        hint = "open it once for writing and it is brought up to date"
    else:
        hint = "no way from there is known; read the documents into a new ledger"
    return LedgerError(f"{path} was made by an older Onrecord (its schema is {version}, not {schema.VERSION})", hint)


def _note(connection: Connection, version: int) -> None:
    now = rows.moment(datetime.now(UTC))
    row = {"version": version, "installed": now, "onrecord": __version__}
    connection.execute(insert(schema.schema_versions), [row])
