"""Several processes write one ledger at once, and one that dies in the middle leaves nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ledger.places import Place
from ledger.samples import document, loss, reading
from ledger.writers import CLAIMS

WRITERS = Path(__file__).with_name("writers.py")


def run(*arguments: object) -> Any:
    command = [sys.executable, str(WRITERS), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_four_processes_make_and_write_one_ledger(place: Place) -> None:
    seen = run("together", place.target, 4, 6)
    assert seen == {"codes": [0] * 5, "own": 4 * 6 * CLAIMS, "common": 6 * CLAIMS, "unlike": []}
    with place.open() as book:
        assert len(list(book.claims())) == (4 * 6 + 6) * CLAIMS
    assert place.count("schema_versions") == 1
    assert place.count("sources") == 2
    place.check()


def test_what_was_committed_survives_kills_and_nothing_is_half_written(place: Place) -> None:
    # A machine that is slow today kills less often.
    seen = run("killed", place.target, 80 if place.on_server else 400, 12)
    kills, committed = seen["kills"], seen["committed"]
    assert kills > 20 and len(committed) > kills / 2
    with place.open() as book:
        there = {document.id for document in book.documents()}
        assert there >= set(committed)
    # At most the one reading that was committed and not yet reported, each time.
    assert len(there) <= len(committed) + kills
    assert place.rows("SELECT DISTINCT n FROM (SELECT count(*) AS n FROM claims GROUP BY document) AS c") == [(CLAIMS,)]
    assert place.rows("SELECT count(DISTINCT document), count(*) FROM claims") == [(len(there), len(there) * CLAIMS)]
    for table, each in (("readings", 1), ("findings", 1), ("finding_claims", 1), ("claim_sources", 2 * CLAIMS)):
        assert place.count(table) == len(there) * each, table
    place.check()


def test_threads_share_a_ledger(place: Place) -> None:
    with place.open() as book:
        threads = [
            threading.Thread(target=lambda i=i: book.add(reading(loss(), of=document(f"d{i}", f"t{i}"))))
            for i in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(book.claims())) == 8
