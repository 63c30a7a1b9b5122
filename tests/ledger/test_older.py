"""Ledgers that an older Onrecord made: brought up to date when they are next written, with all that they held."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from ledger.places import Place, Refused
from ledger.samples import control, document, loss, reading, response
from onrecord.model.errors import LedgerError

# Two texts of one document, three claims, two more that are superseded, as version 3 of the schema held them.
VERSION_3 = Path(__file__).with_name("version3.sql")
VERSION_3_ON_A_SERVER = Path(__file__).with_name("version3.postgresql.sql")
_HELD = (
    "SELECT id, chain, text, side, value_number, known_until FROM claims_as_of ORDER BY key",
    "SELECT * FROM superseded_claims",
    "SELECT * FROM superseded_documents",
    "SELECT * FROM finding_claims",
)


def fill(place: Place, version: int) -> None:
    """Makes an empty place the ledger of that version. Nobody had version 1 on a server."""
    if place.on_server:
        with psycopg.connect(place.target) as server:
            server.execute(VERSION_3_ON_A_SERVER.read_bytes())
        return
    with closing(sqlite3.connect(place.target)) as db:
        db.executescript(VERSION_3.read_text(encoding="utf-8"))
        if version == 1:
            for table in ("claim_links", "publishers"):
                db.execute(f"DROP TABLE {table}")
            db.execute("CREATE TRIGGER claims_search AFTER INSERT ON claims BEGIN SELECT 1; END")
            db.execute("DROP TRIGGER schema_versions_no_update")
            db.execute("UPDATE schema_versions SET version = 1")
        db.commit()


@pytest.mark.parametrize("version", [1, 3])
def test_an_older_ledger_keeps_all_it_held_when_it_is_brought_up_to_date(
    new_place: Callable[[], Place], version: int
) -> None:
    place = new_place()
    fill(place, max(version, 3) if place.on_server else version)  # PostgreSQL came with version 3
    before = [place.rows(one) for one in _HELD]
    with pytest.raises(LedgerError, match="open it once for writing"):
        place.open(read_only=True)
    assert [place.rows(one) for one in _HELD] == before
    of = document(text="The second text, where the think tank speaks.", title="Losses", publisher="The Example")
    last = reading(loss("a"), control(), response("r2", refers_to=("a",), sources=()), of=of)
    with place.open() as book:
        assert book.add(last).nothing
        assert [item.claim for item in book.claims()] == list(last.claims)
        assert [item.claim for item in book.claims(source="the staff")] == [last.claims[0]]
        assert [item.claim for item in book.claims(source="bloggers", text="withdrew")] == [last.claims[1]]
        assert [item.claim for item in book.claims(source="the example", text="denied")] == [last.claims[2]]
        assert [item.claim for item in book.series(side="russia", category="personnel")] == [last.claims[0]]
        assert book.add(reading(response("r3", refers_to=("a",)), loss("a"), of=of)).claims_new == 1
    place.check()
    now = [place.rows(one) for one in _HELD]
    assert now[0][: len(before[0]) - 2] == before[0][:-2], "the last two have just been superseded"
    assert all(set(old) <= set(new) for old, new in zip(before[1:], now[1:], strict=True))
    for table in ("claims", "claim_sources", "claim_links", "source_forms", "series", "superseded_claims"):
        with pytest.raises(Refused, match="append-only"):
            place.rows(f"DELETE FROM {table}")
    tables = "SELECT name FROM sqlite_master" if not place.on_server else "SELECT tablename FROM pg_tables"
    assert not [name for (name,) in place.rows(tables) if name.startswith("old_")]
