"""Versions of the schema: making a new ledger, knowing a foreign database, and bringing an older ledger up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, inspect, select, text

from onrecord.ledger import rows, schema, views
from onrecord.ledger.database import Database, values_of
from onrecord.model.errors import LedgerError
from onrecord.version import __version__

UNFINISHED = "unfinished_copy"  # the table that a copy has until it is whole


def _links(database: Database, connection: Connection) -> None:
    """What a claim says of others."""
    database.add_table(connection, schema.claim_links)


def _publishers(database: Database, connection: Connection) -> None:
    """Publishers by their names; words that the writer puts into the search; indexes that answer from themselves."""
    database.add_table(connection, schema.publishers)
    name = schema.documents.c.publisher
    names = connection.scalars(select(name).distinct().where(name.is_not(None))).all()
    new = map(values_of(schema.publishers), rows.publisher_rows(names))
    database.insert(connection, schema.publishers, list(new))
    connection.execute(text("DROP TRIGGER IF EXISTS claims_search"))


def _narrow(database: Database, connection: Connection) -> None:
    """Claims with fewer columns, whose other fields the views give; links to the forms of a name. What refers to claims
    is set aside with them, since no table can be taken away to which others refer."""
    for view in (*views.NAMES, "claim_texts"):
        connection.execute(text(f"DROP VIEW IF EXISTS {view}"))
    for name in _NARROWED:
        connection.execute(text(f"CREATE TABLE old_{name} AS SELECT * FROM {name}"))
        connection.execute(text(f"DROP TABLE {name}"))
    for table in schema.metadata.sorted_tables:
        if table is schema.series or table.name in _NARROWED:
            database.add_table(connection, table)
    with database.filling(connection):
        for statement in _FILLED_AGAIN:
            connection.execute(text(statement.format(words=database.words_column)))
    for name in _NARROWED:
        connection.execute(text(f"DROP TABLE old_{name}"))
    database.add_views(connection)


def _acceptances(database: Database, connection: Connection) -> None:
    """Findings that somebody accepts, and acceptances that were withdrawn."""
    database.add_table(connection, schema.acceptances)
    database.add_table(connection, schema.superseded_acceptances)


# What refers to others before what it refers to.
_NARROWED = (
    "claim_links", "finding_claims", "finding_suspects", "superseded_claims", "claim_sources", "source_forms", "claims"
)  # fmt: skip
_FILLED_AGAIN = (
    """
    INSERT INTO series (key, side, category, measure)
    SELECT row_number() OVER (ORDER BY side, category, measure), side, category, measure
    FROM (SELECT DISTINCT side, category, measure FROM old_claims WHERE measure IS NOT NULL) AS s
    """,
    """
    INSERT INTO source_forms (key, source, as_written, folded)
    SELECT row_number() OVER (ORDER BY f.source, f.as_written), f.source, f.as_written, coalesce(old.folded, '')
    FROM (SELECT DISTINCT source, as_written FROM old_claim_sources) AS f
    LEFT JOIN old_source_forms AS old ON old.source = f.source AND old.as_written = f.as_written
    """,
    """
    INSERT INTO claims (
        key, id, kind, day, place, series, value, low, high, chain, span_start, document, reading, record{words}
    )
    SELECT
        c.key, c.id, c.kind, c.day, c.place, s.key, c.value, c.low, c.high, c.chain, c.span_start, c.document,
        c.reading, c.record{words}
    FROM old_claims AS c
    LEFT JOIN series AS s ON s.side = c.side AND s.category = c.category AND s.measure = c.measure
    ORDER BY c.key
    """,
    """
    INSERT INTO claim_sources (claim, position, form, cue, span_start, span_end)
    SELECT l.claim, l.position, f.key, l.cue, l.span_start, l.span_end
    FROM old_claim_sources AS l
    JOIN source_forms AS f ON f.source = l.source AND (
        f.as_written = l.as_written OR (f.as_written IS NULL AND l.as_written IS NULL)
    )
    """,
    "INSERT INTO claim_links SELECT * FROM old_claim_links",
    "INSERT INTO finding_claims SELECT * FROM old_finding_claims",
    "INSERT INTO finding_suspects SELECT * FROM old_finding_suspects",
    "INSERT INTO superseded_claims SELECT * FROM old_superseded_claims",
)


# From a version to the next: each gets a connection inside the one transaction that holds all of them. What a claim's
# record says is never rewritten. A ledger on PostgreSQL is of version 3 at least.
MIGRATIONS: dict[int, Callable[[Database, Connection], None]] = {
    1: _links, 2: _publishers, 3: _narrow, 4: _acceptances
}  # fmt: skip


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
