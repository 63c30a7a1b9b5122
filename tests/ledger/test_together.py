"""Several processes write one ledger at once, and one that dies in the middle leaves nothing half-written."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ledger.samples import document, loss, reading
from ledger.writers import CLAIMS
from onrecord import ledger

WRITERS = Path(__file__).with_name("writers.py")


def run(*arguments: object) -> Any:
    command = [sys.executable, str(WRITERS), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def sound(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("BEGIN IMMEDIATE")
    # The search index agrees with the claims word for word.
    db.execute("INSERT INTO claims_fts (claims_fts, rank) VALUES ('integrity-check', 1)")
    db.execute("ROLLBACK")
    return db


def test_four_processes_make_and_write_one_ledger(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    seen = run("together", path, 4, 6)
    assert seen == {"codes": [0] * 4, "own": 4 * 6 * CLAIMS, "common": 6 * CLAIMS}
    with ledger.open(path) as book:
        assert len(list(book.claims())) == (4 * 6 + 6) * CLAIMS
    db = sound(path)
    assert db.execute("SELECT count(*) FROM schema_versions").fetchone() == (1,)
    assert db.execute("SELECT count(*) FROM sources").fetchone() == (2,)
    db.close()


def test_what_was_committed_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    committed = run("killed", path, 20)
    assert len(committed) >= 20
    with ledger.open(path) as book:
        there = {document.id for document in book.documents()}
        assert there >= set(committed)
        # At most the one reading that was committed and not yet reported, each time.
        assert len(there) <= len(committed) + 20
        for document in book.documents():
            assert len(list(book.claims(document=document.id))) == CLAIMS
            assert len(list(book.findings(document.id))) == 1
    sound(path).close()


def test_threads_share_a_ledger(tmp_path: Path) -> None:
    with ledger.open(tmp_path / "l.db") as book:
        threads = [
            threading.Thread(target=lambda i=i: book.add(reading(loss(), of=document(f"d{i}", f"t{i}"))))
            for i in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(book.claims())) == 8
