"""What only PostgreSQL has: finding a server, its faults in plain words, filling by COPY, and the statements that
set up search and the guards that keep the ledger append-only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import psycopg
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    QueuePool,
    Table,
    create_engine,
    event,
    exc,
    literal,
    literal_column,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL, make_url

from onrecord.ledger import schema as t
from onrecord.ledger import words as searched
from onrecord.ledger.database import Database, Held, Values, Words, columns_of
from onrecord.ledger.views import views
from onrecord.model.errors import LedgerError, LedgerReadOnly

OLDEST = 15
MARK = "Onrecord ledger"  # the comment on its table of versions
LOCK = 0x4F6E5265  # the advisory lock of whoever writes
BUSY_SECONDS = 30
CONNECT_SECONDS = 10

_NO_CHARACTER = "\uffff"  # stands in no text
_WORDS: ColumnElement[Any] = literal_column("claims.words", postgresql.TSVECTOR)


class PostgreSQL(Database):
    """The database at `address`, postgresql://user@host:port/database, and in it the first schema of the search path.

    Raises LedgerError when the address cannot be understood; the server is asked at the first connection.
    """

    words_column = ", words"

    def __init__(self, address: str, *, read_only: bool) -> None:
        url = _parsed(address)
        host = url.query.get("host") or url.host or "localhost"
        where = f"{host}:{url.port}" if url.port else f"{host}"
        self.name = f"postgresql://{url.username + '@' if url.username else ''}{where}/{url.database or ''}"
        self._user = url.username
        self._database = url.database or url.username or ""
        self.engine = _engine(url, read_only)

    def faults(self) -> AbstractContextManager[None]:
        return self._faults()

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except exc.DBAPIError as error:
            raise self._plain(error.orig or error) from error
        except psycopg.Error as error:
            raise self._plain(error) from error
        except UnicodeEncodeError as error:
            raise LedgerError(
                "a text holds half a character (a lone surrogate)", "it can be neither kept nor searched for"
            ) from error

    def held(self, connection: Connection) -> Held:
        self._check_version(connection)
        tables = set(connection.exec_driver_sql(_TABLES).scalars())
        if not tables:
            return "nothing"
        if t.schema_versions.name not in tables:
            return "something else"
        mark = connection.exec_driver_sql("SELECT obj_description('schema_versions'::regclass)").scalar()
        return "a ledger" if mark == MARK else "something else"

    def _check_version(self, connection: Connection) -> None:
        major = int(connection.exec_driver_sql("SHOW server_version_num").scalar() or 0) // 10_000
        if major < OLDEST:
            raise LedgerError(
                f"the ledger needs PostgreSQL {OLDEST}, {self.name} runs {major}",
                "upgrade the server, or name another",
            )

    def lock(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS * 1000:.0f}ms'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")

    def check_rights(self, connection: Connection) -> None:
        """Raises LedgerReadOnly when the user may not add to the ledger, or the server is a standby."""
        asked = (
            "SELECT has_table_privilege('claims', 'INSERT') AND NOT pg_is_in_recovery() "
            "AND current_setting('transaction_read_only') = 'off'"
        )
        if not connection.exec_driver_sql(asked).scalar():
            raise self.read_only()

    def setup(self, connection: Connection) -> None:
        for statement in (*_SETUP, *_SEARCH, *map(_guard, t.metadata.sorted_tables)):
            connection.exec_driver_sql(statement)
        self.add_views(connection)

    def add_views(self, connection: Connection) -> None:
        for statement in views(_field):
            connection.exec_driver_sql(statement)

    def add_table(self, connection: Connection, table: Table) -> None:
        table.create(connection)
        connection.exec_driver_sql(_guard(table))
        if table is t.claims:
            for statement in _SEARCH:
                connection.exec_driver_sql(statement)

    def filling(self, connection: Connection) -> AbstractContextManager[None]:
        return nullcontext()

    def insert(self, connection: Connection, table: Table, new: Sequence[Values]) -> None:
        if new:
            _copy(connection, table.name, columns_of(table), new)

    def insert_claims(self, connection: Connection, new: Sequence[Values], words: Sequence[Words]) -> None:
        filled = ((*row, searched.vector(*told)) for row, told in zip(new, words, strict=True))
        _copy(connection, t.claims.name, (*columns_of(t.claims), "words"), filled)

    def found(self, words: str) -> tuple[ColumnElement[bool], ColumnElement[Any]]:
        query = searched.query(words)
        if query is None:
            return literal(False), t.claims.c.key
        return _WORDS.op("@@", is_comparison=True)(literal(query).cast(postgresql.TSQUERY)), t.claims.c.key

    def size(self, connection: Connection) -> int:
        tables = ", ".join(f"('{table.name}')" for table in t.metadata.sorted_tables)
        asked = f"SELECT sum(pg_total_relation_size(name::regclass)) FROM (VALUES {tables}) AS t (name)"
        return int(connection.exec_driver_sql(asked).scalar() or 0)

    def _plain(self, error: BaseException) -> LedgerError:
        state = getattr(error, "sqlstate", None) or ""
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if "0x00" in said:
            return LedgerError("a text holds a NUL character", "PostgreSQL cannot keep it; SQLite can")
        if not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return self._not_connected(str(error), said)
        match state[:2], state:
            case _, "28P01" | "28000":
                return self._wrong_password()
            case _, "3D000":
                return self._no_database()
            case _, "42501" | "25006":
                return LedgerReadOnly(
                    f"{self.name} cannot be written by this user", "ask its owner for the right, or open it read-only"
                )
            case _, "55P03" | "40P01":
                return LedgerError(
                    f"{self.name} is in use by another program", "wait until it has finished and try again"
                )
            case "53", "53100":
                return LedgerError(
                    f"the disk is full: {self.name}", "free some space and read again; what was committed is safe"
                )
            case "53", "53300":
                return LedgerError(f"{self.name} has too many connections", "close some, or raise max_connections")
            case "57" | "08", _:
                return self._gone(said)
            case _, "54000":
                return LedgerError(f"{self.name}: {said}", "a name or an id is longer than PostgreSQL can index")
            case _:
                return LedgerError(f"{self.name}: {said}")

    def _not_connected(self, whole: str, said: str) -> LedgerError:
        """libpq gives no code for what goes wrong before a session begins, only words."""
        if re.search(r"password authentication failed|no password supplied|no pg_hba.conf entry|Peer auth", whole):
            return self._wrong_password()
        if re.search(r'database ".*" does not exist', whole):
            return self._no_database()
        if re.search(r'role ".*" does not exist', whole):
            return self._wrong_password()
        if "too many" in whole:
            return LedgerError(f"{self.name} has too many connections", "close some, or raise max_connections")
        if re.search(r"server closed the connection|terminating connection|connection is closed|lost", whole):
            return self._gone(said)
        if "could not translate host name" in whole or "failed to resolve host" in whole or "Name or service" in whole:
            return LedgerError(f"there is no host for {self.name}", "check the name of the host")
        return LedgerError(
            f"no PostgreSQL server answers at {self.name}", "is it running, and are the host and the port right?"
        )

    def _wrong_password(self) -> LedgerError:
        return LedgerError(
            f"{self.name} does not let this user in",
            "check the user and the password; PGPASSWORD or ~/.pgpass may give the password",
        )

    def _no_database(self) -> LedgerError:
        return LedgerError(
            f"there is no database {self._database} at {self.name}", f"make it: createdb {self._database}"
        )

    def _gone(self, said: str) -> LedgerError:
        return LedgerError(f"the server of {self.name} went away ({said})", "try again; what was committed is safe")


def _parsed(address: str) -> URL:
    """Nothing of a faulty address is repeated: a password may be anywhere in it."""
    try:
        url = make_url(re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", address))
        if url.port is not None and not 0 < url.port < 65_536:
            raise ValueError
    except (exc.ArgumentError, ValueError):
        raise LedgerError(
            "the address of the ledger cannot be understood",
            "write postgresql://user@host:5432/database; in a password, write @ / : % # ? as %40 %2F %3A %25 %23 %3F",
        ) from None
    return url


def _engine(url: URL, read_only: bool) -> Engine:
    arguments: dict[str, Any] = {}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = CONNECT_SECONDS
    if "application_name" not in url.query:
        arguments["application_name"] = "onrecord"
    # A query that streams holds one connection while others read or write.
    made = create_engine(url, connect_args=arguments, poolclass=QueuePool, max_overflow=-1)

    @event.listens_for(made, "connect")
    def connected(connection: psycopg.Connection[Any], _: object) -> None:
        # A query that streams is read to its end, more often than not. Notices are for no one.
        connection.execute("SET cursor_tuple_fraction = 1")
        connection.execute("SET client_min_messages = warning")
        if read_only:
            connection.execute("SET default_transaction_read_only = on")
        connection.commit()

    @event.listens_for(made, "before_cursor_execute", retval=True)
    def without_nul(
        _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool
    ) -> tuple[str, Any]:
        """No text here holds a NUL, so a question with one is asked with what no text holds either."""
        if isinstance(parameters, dict):
            parameters = {
                name: value.replace("\0", _NO_CHARACTER) if isinstance(value, str) else value
                for name, value in parameters.items()
            }
        return statement, parameters

    return made


def _copy(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _guard(table: Table) -> str:
    return (
        f"CREATE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only()"
    )


def _field(*path: str | int) -> str:
    """A field of a claim's record, as SQL."""
    return f"(claims.record::json #>> '{{{','.join(map(str, path))}}}')"


_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
"""
# Not computed by the server, whose words depend on its locale: see `words`.
_SEARCH = (
    "ALTER TABLE claims ADD COLUMN words tsvector",
    "CREATE INDEX claims_words ON claims USING gin (words)",
)
_SETUP = (
    f"COMMENT ON TABLE schema_versions IS '{MARK}'",
    """
    CREATE FUNCTION onrecord_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': the ledger is append-only'; END $$
    """,
)
