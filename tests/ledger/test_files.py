"""Files that are no ledger, folders that cannot be written, a full disk: one plain error, and the ledger whole."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, text

from ledger.samples import document, loss, reading
from onrecord import ledger
from onrecord.ledger import migrate, schema, sqlite
from onrecord.ledger.database import Database
from onrecord.model.errors import LedgerError, LedgerReadOnly


def made(path: Path) -> Path:
    with ledger.open(path) as book:
        book.add(reading(loss()))
    return path


def test_a_ledger_is_one_file_in_wal_mode_with_strict_tables(tmp_path: Path) -> None:
    path = made(tmp_path / "war ? #1 %.db")
    assert os.listdir(tmp_path) == [path.name]
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        strict = dict(db.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
        assert all(strict[name] for name in schema.metadata.tables)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    with ledger.open(str(path)) as book:
        assert len(list(book.claims())) == 1


def test_opening_does_not_load_the_database_library_before_it_must() -> None:
    code = "import sys, onrecord.ledger; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def _other_program(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name)")


def _newer(path: Path) -> None:
    made(path)
    with sqlite3.connect(path) as db:
        db.execute("INSERT INTO schema_versions VALUES (99, '2030-01-01T00:00:00Z', '9.0')")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"\x89PNG" * 2000), "is not a ledger .*no SQLite database"),
        (lambda path: path.write_text("Dear diary"), "is not a ledger .*no SQLite database"),
        (_other_program, "is not a ledger .*another program"),
        (_newer, r"newer Onrecord \(its schema is 99, this program's 5\) \(upgrade"),
        (lambda path: path.mkdir(), "is a folder"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_what_is_no_ledger_of_ours_is_left_alone(
    tmp_path: Path, make: Callable[[Path], object], said: str, read_only: bool
) -> None:
    path = tmp_path / "l.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(LedgerError, match=said) as raised:
        ledger.open(path, read_only=read_only)
    assert raised.value.hint and "\n" not in str(raised.value)
    assert not path.is_file() or path.read_bytes() == before


def test_an_sqlite_without_strict_tables_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(LedgerError, match=r"needs SQLite 3\.37"):
        ledger.open(tmp_path / "l.db")


def test_where_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        ledger.open(tmp_path / "l.db", read_only=True)
    with pytest.raises(LedgerError, match="there is no folder"):
        ledger.open(tmp_path / "no" / "l.db")
    with pytest.raises(LedgerError, match="mysql:// is no ledger"):
        ledger.open("mysql://host/db")
    assert os.listdir(tmp_path) == []
    (tmp_path / "empty.db").touch()
    with pytest.raises(LedgerError, match="it is empty"):
        ledger.open(tmp_path / "empty.db", read_only=True)
    made(tmp_path / "empty.db")


def test_an_older_ledger_is_brought_up_to_date_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "l.db")
    monkeypatch.setattr(schema, "VERSION", 7)
    monkeypatch.setattr(schema, "READABLE", 7)
    for read_only in (False, True):
        with pytest.raises(LedgerError, match=r"older Onrecord .*read the documents into a new ledger"):
            ledger.open(path, read_only=read_only)

    def first(_: Database, connection: Connection) -> None:
        connection.execute(text("CREATE TABLE more (key INTEGER PRIMARY KEY) STRICT"))

    def broken(_: Database, connection: Connection) -> None:
        connection.execute(text("CREATE TABLE nothing ("))

    monkeypatch.setitem(migrate.MIGRATIONS, 5, first)
    monkeypatch.setitem(migrate.MIGRATIONS, 6, broken)
    with pytest.raises(LedgerError):
        ledger.open(path)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT max(version) FROM schema_versions").fetchone() == (5,), "all of it or none of it"
    with pytest.raises(LedgerError, match="open it once for writing"):
        ledger.open(path, read_only=True)
    monkeypatch.setitem(migrate.MIGRATIONS, 6, lambda *_: None)
    with ledger.open(path) as book:
        assert len(list(book.claims())) == 1
    with sqlite3.connect(path) as db:
        assert [v for (v,) in db.execute("SELECT version FROM schema_versions ORDER BY 1")] == [5, 6, 7]


def test_a_ledger_opened_to_read_is_not_written(tmp_path: Path) -> None:
    path = made(tmp_path / "l.db")
    before = path.read_bytes()
    with ledger.open(path, read_only=True) as book:
        assert len(list(book.claims())) == 1 and book.notice is None
        with pytest.raises(LedgerReadOnly):
            book.add(reading(loss("more")))
    assert path.read_bytes() == before


def as_nobody(code: str, *arguments: object) -> str:
    """What `code` prints when run by a user to whom permissions apply: a process of root's drops its rights."""
    drop = "import os, sys\nif os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
    # All is loaded before: the user without rights may not be able to read the program itself.
    head = (
        "import tempfile\nfrom onrecord import ledger\nfrom onrecord.model.errors import LedgerError\n"
        "with tempfile.TemporaryDirectory() as folder: ledger.open(folder + '/l.db').close()\n"
    )
    command = [sys.executable, "-c", head + drop + code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def locked() -> Iterator[Path]:
    """A ledger in a folder that its reader cannot write (and that is not below pytest's, which is for one user)."""
    with tempfile.TemporaryDirectory() as name:
        path = made(Path(name) / "l.db")
        path.chmod(0o444)
        path.parent.chmod(0o555)
        if as_nobody("print(os.access(sys.argv[1], os.R_OK))", path) != "True\n":
            pytest.skip(f"a user without rights cannot reach {name}")
        yield path
        path.parent.chmod(0o755)


READ = """
try:
    with ledger.open(sys.argv[1], read_only=True) as book:
        print(len(list(book.claims())), book.notice)
except LedgerError as error:
    print(error)
"""
WRITE = """
try:
    ledger.open(sys.argv[1])
except LedgerError as error:
    print(type(error).__name__, error)
"""


def test_a_ledger_in_a_folder_that_cannot_be_written(locked: Path) -> None:
    assert "1 " in as_nobody(READ, locked)
    assert "cannot be written: it is read as it stands" in as_nobody(READ, locked)
    said = as_nobody(WRITE, locked)
    assert said.startswith("LedgerReadOnly") and "cannot be written (open it read-only" in said


def test_commits_that_wait_in_the_wal_are_not_read_past(locked: Path) -> None:
    locked.parent.chmod(0o755)
    locked.chmod(0o644)
    with ledger.open(locked) as book:
        book.add(reading(loss("waiting"), of=document("d2", "t2")))
        wal = sqlite.wal_of(locked)
        kept = wal.read_bytes()
    wal.write_bytes(kept)
    wal.chmod(0o444)
    locked.parent.chmod(0o555)
    assert "has commits waiting in l.db-wal" in as_nobody(READ, locked)


def test_a_folder_that_cannot_be_entered(locked: Path) -> None:
    locked.parent.chmod(0o700 if os.getuid() == 0 else 0)
    assert "Permission denied" in as_nobody(READ, locked)
    assert "Permission denied" in as_nobody(WRITE, locked)


def test_a_full_disk_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with ledger.open(path) as book:

        @event.listens_for(book._database.engine, "checkout")
        def small(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 150")

        added = 0
        with pytest.raises(LedgerError, match="the disk is full"):
            for added in range(1000):
                book.add(reading(*[loss(f"c{i}") for i in range(50)], of=document(f"d{added}", f"t{added}" * 1000)))
        assert added > 1
        assert len(list(book.claims())) == added * 50
        event.remove(book._database.engine, "checkout", small)
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with ledger.open(path) as book:
        assert book.add(reading(loss("late"), of=document("late", "late"))).claims_new == 1


def test_an_interrupted_reading_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.ledger import write

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    with ledger.open(tmp_path / "l.db") as book:
        with monkeypatch.context() as patch:
            patch.setattr(write.Additions, "_add_findings", interrupt)
            with pytest.raises(KeyboardInterrupt):
                book.add(reading(loss()))
        assert list(book.documents()) == []
        assert book.add(reading(loss())).document == "new"


def test_a_ledger_held_by_another_is_waited_for_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    path = made(tmp_path / "l.db")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ledger.open(path) as book:
        assert len(list(book.claims())) == 1, "reading does not wait"
        with pytest.raises(LedgerError, match="in use by another program"):
            book.add(reading(loss("more")))
        other.execute("ROLLBACK")
        assert book.add(reading(loss("more"))).claims_new == 1
    other.close()


def test_half_a_character_is_refused_plainly(tmp_path: Path) -> None:
    with ledger.open(tmp_path / "l.db") as book:
        with pytest.raises(LedgerError, match="lone surrogate"):
            book.add(reading(loss(text="\ud800")))
        with pytest.raises(LedgerError, match="lone surrogate"):
            list(book.claims(source="\udcff"))
        assert list(book.documents()) == []
