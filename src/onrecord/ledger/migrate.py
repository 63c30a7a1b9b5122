"""Versions of the schema: making a new ledger, knowing a foreign database, and bringing an older ledger up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, text

from onrecord import __version__
from onrecord.ledger import rows, schema
from onrecord.ledger.database import Database
from onrecord.model.errors import LedgerError

UNFINISHED = "unfinished_copy"  # the table that a copy has until it is whole


def _links(database: Database, connection: Connection) -> None:
    """What a claim says of others."""
    database.add_table(connection, schema.claim_links)


def _publishers(database: Database, connection: Connection) -> None:
    """Publishers by their names; words that the writer puts into the search; indexes that answer from themselves."""
    database.add_table(connection, schema.publishers)
    name = schema.documents.c.publisher
    names = connection.scalars(select(name).distinct().where(name.is_not(None))).all()
    database.insert(connection, schema.publishers, rows.publisher_rows(names))
    connection.execute(text("DROP TRIGGER IF EXISTS claims_search"))
    for old in ("documents_known_from", "claims_kind", "claims_day"):
        connection.execute(text(f"DROP INDEX IF EXISTS {old}"))
    for index in schema.claims.indexes:
        if index.name in ("claims_kind", "claims_day"):
            index.create(connection)


# From a version to the next: each gets a connection inside the one transaction that holds all of them, and adds
# tables, columns or views. Claims are never rewritten. A ledger on PostgreSQL is of version 3 at least.
MIGRATIONS: dict[int, Callable[[Database, Connection], None]] = {1: _links, 2: _publishers}


def version_of(database: Database, connection: Connection) -> int | None:
    """The schema version; None when the database is empty. Raises LedgerError when it is no ledger, or too new."""
    held = database.held(connection)
    if held == "nothing":
        return None
    if held != "a ledger":
        raise LedgerError(f"{database.name} is not a ledger", "it is a database of another program; name another")
    if inspect(connection).has_table(UNFINISHED):
        raise LedgerError(
            f"{database.name} is an unfinished copy of another ledger",
            "run `onrecord ledger copy` again to go on with it",
        )
    version = int(connection.scalar(text("SELECT max(version) FROM schema_versions")) or 0)
    if version > schema.VERSION:
        raise LedgerError(
            f"{database.name} was made by a newer Onrecord (its schema is {version}, this program's {schema.VERSION})",
            "upgrade: pip install --upgrade onrecord",
        )
    return version


def bring_up(database: Database, connection: Connection) -> None:
    """Makes the schema, or migrates it, in the caller's writing transaction. Does nothing when it is up to date."""
    version = version_of(database, connection)
    if version is None:
        schema.metadata.create_all(connection, checkfirst=False)
        database.setup(connection)
        _note(connection, schema.VERSION)
        return
    for old in range(version, schema.VERSION):
        if old not in MIGRATIONS:
            raise _too_old(database.name, version)
        MIGRATIONS[old](database, connection)
        _note(connection, old + 1)


def check(database: Database, connection: Connection) -> None:
    """For reading: the schema must be there, and answer what this program asks."""
    version = version_of(database, connection)
    if version is None:
        raise LedgerError(f"{database.name} is not a ledger", "it is empty; read something into it first")
    if version < schema.READABLE:
        raise _too_old(database.name, version)


def _too_old(name: str, version: int) -> LedgerError:
    if all(old in MIGRATIONS for old in range(version, schema.VERSION)):
        hint = "open it once for writing and it is brought up to date"
    else:
        hint = "no way from there is known; read the documents into a new ledger"
    return LedgerError(f"{name} was made by an older Onrecord (its schema is {version}, not {schema.VERSION})", hint)


def _note(connection: Connection, version: int) -> None:
    now = rows.moment(datetime.now(UTC))
    row = {"version": version, "installed": now, "onrecord": __version__}
    connection.execute(insert(schema.schema_versions), [row])
