"""docs/ledger.md names every table and view, and each of its questions has an answer in any SQLite tool."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.samples import ACCEPTED, control, document, finding, loss, reading, response
from onrecord import ledger

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "ledger.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    path = tmp_path_factory.mktemp("ledger") / "l.db"
    with ledger.open(path) as book:
        book.add(reading(loss("old"), of=document(text="The first text.", published="2023-08-13", title="Losses")))
        new = document(text="The second text, where the think tank speaks.", title="Losses")
        claims = (loss("a"), control(), response("r", refers_to=("a",)))
        book.add(reading(*claims, findings=(finding("a", verdict="fails"),), of=new))
        book.accept("sum-1", **ACCEPTED)
    opened = sqlite3.connect(path)
    yield opened
    opened.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_questions_have_answers(db: sqlite3.Connection, question: str) -> None:
    assert db.execute(question).fetchall()


def test_every_table_and_view_is_described(db: sqlite3.Connection) -> None:
    listed = db.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'view')")
    names = {name for (name,) in listed if not name.startswith("sqlite_")}
    assert names == set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE))


def test_current_claims_read_well(db: sqlite3.Connection) -> None:
    db.row_factory = sqlite3.Row
    row = dict(db.execute("SELECT * FROM claims_current WHERE kind = 'control'").fetchone())
    wanted = {
        "chain": "ISW > Russian military bloggers", "place": "Urozhaine", "certainty": "unconfirmed",
        "document_id": "d1", "title": "Losses", "published": "2023-08-14", "known_until": None,
    }  # fmt: skip
    assert wanted.items() <= row.items()
    loss = db.execute("SELECT value, value_number FROM claims_current WHERE kind = 'loss'").fetchone()
    assert tuple(loss) == ("530", 530.0)


def test_spans_give_the_words_verbatim(db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT s.span_start, s.span_end, s.words, d.text FROM spans s JOIN documents d ON d.key = s.document"
    )
    for start, end, words, text in rows:
        assert words == text[start:end]


def test_foreign_keys_lead_where_they_should(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    leads = {tuple(row) for row in db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(\'claims\')')}
    assert leads == {
        ("document", "documents"), ("reading", "readings"), ("place", "places"), ("series", "series")
    }  # fmt: skip
