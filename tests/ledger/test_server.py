"""A server that cannot be used is told of in one plain line, which never holds a password."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from ledger.places import Place
from ledger.samples import document, loss, reading
from ledger.server import Server
from onrecord import ledger
from onrecord.cli import main
from onrecord.ledger import postgres, words
from onrecord.model.errors import LedgerError, LedgerReadOnly

SECRET = "s3cret/@:%"


@pytest.fixture(scope="module")
def reader(server: Server) -> str:
    """An address with a password of a user who may read, in a schema that holds a ledger."""
    target = server.new_place()
    schema = target.rsplit("%3D", 1)[1]
    with ledger.open(target) as book:
        book.add(reading(loss()))
    server.run(f"CREATE USER reader PASSWORD '{SECRET}'")
    server.run(f"GRANT USAGE ON SCHEMA {schema} TO reader")
    server.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO reader")
    return server.address(user="reader", password=SECRET) + f"&options=-csearch_path%3D{schema}"


def refused(target: str, **how: bool) -> str:
    with pytest.raises(LedgerError) as raised:
        ledger.open(target, **how)
    whole = "".join(traceback.format_exception(raised.value))
    for secret in (SECRET, "hunter2", "s3cret"):
        assert secret not in whole
    assert raised.value.hint and "\n" not in str(raised.value)
    return str(raised.value)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "postgresql://desk:hunter2@127.0.0.1:1/war",
            "no PostgreSQL server answers at postgresql://desk@127.0.0.1:1/war",
        ),
        (
            "postgresql://desk:hunter2@/war?host=/nowhere",
            "no PostgreSQL server answers at postgresql://desk@/nowhere/war",
        ),
        ("postgresql://desk:hunter2@no.such.host.invalid/war", "there is no host for postgresql://desk@no.such"),
        ("postgresql://desk:hun/ter2@host:port/war", "cannot be understood .*write postgresql://user@host"),
        ("postgresql://desk:hunter2@host:hunter2/war", "cannot be understood"),
        ("mysql://desk:hunter2@host/war", "mysql:// is no ledger"),
    ],
)
def test_addresses_that_lead_nowhere(target: str, said: str) -> None:
    message = refused(target)
    assert re.search(said, message), message


def test_the_command_tells_it_in_a_line_too() -> None:
    target = "postgresql://desk:hunter2@127.0.0.1:1/war"
    for command in (
        ["claims", "--ledger", target],
        ["ledger", "info", "--ledger", target],
        ["ledger", "copy", target, "x"],
    ):
        told = CliRunner().invoke(main, command)
        assert told.exit_code == 4 and told.output.startswith("onrecord: no PostgreSQL server answers")
        assert told.output.count("\n") == 1 and "hunter2" not in told.output


def test_who_may_not_come_in(server: Server, reader: str) -> None:
    assert "does not let this user in" in refused(reader.replace("s3cret", "hunter2"))
    assert "does not let this user in" in refused(server.address(user="nobody_known", password="hunter2"))
    assert "there is no database nowhere" in refused(server.address("nowhere"))


def test_a_user_who_may_only_read(reader: str) -> None:
    with ledger.open(reader, read_only=True) as book:
        assert [item.claim for item in book.claims()] == [loss()]
        assert "s3cret" not in book.name + repr(book._database.engine)
        with pytest.raises(LedgerReadOnly):
            book.add(reading(loss("more")))
    with pytest.raises(LedgerReadOnly, match="cannot be written"):
        ledger.open(reader)


def test_what_is_no_ledger_of_ours_is_left_alone(server: Server) -> None:
    place = Place(server.new_place())
    with pytest.raises(LedgerError, match="it is empty"):
        place.open(read_only=True)
    place.rows("CREATE TABLE recipes (name text)")
    for read_only in (False, True):
        with pytest.raises(LedgerError, match=r"is not a ledger .*another program"):
            place.open(read_only=read_only)


def test_an_old_server_is_told_of(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "OLDEST", 99)
    assert "needs PostgreSQL 99" in refused(server.new_place())


def test_a_ledger_held_by_another_is_waited_for_and_then_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "BUSY_SECONDS", 0.05)
    place = Place(server.new_place())
    with place.open() as book, psycopg.connect(place.target) as other:
        other.execute(f"SELECT pg_advisory_xact_lock({postgres.LOCK})")
        assert list(book.claims()) == [], "reading does not wait"
        with pytest.raises(LedgerError, match="in use by another program"):
            book.add(reading(loss()))
        other.rollback()
        assert book.add(reading(loss())).claims_new == 1


def test_a_connection_that_the_server_ends_loses_nothing_committed(server: Server) -> None:
    place = Place(server.new_place())
    with place.open() as book:
        book.add(reading(loss()))
        server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'onrecord'")
        with pytest.raises(LedgerError, match="went away"):
            list(book.claims(limit=9))
        assert [item.claim for item in book.claims()] == [loss()]


def test_a_nul_is_refused_plainly(server: Server) -> None:
    with Place(server.new_place()).open() as book:
        with pytest.raises(LedgerError, match="NUL"):
            book.add(reading(loss(), of=document(text="a\0b")))
        assert list(book.documents()) == [] == list(book.claims(source="\0"))


def test_a_ledger_is_not_written_half(new_place: Callable[[], Place], tmp_path: Path) -> None:
    """A fault in the middle of many readings leaves none of those that were to be committed with it."""
    with new_place().open() as book:
        good = [reading(loss(f"c{n}"), of=document(f"d{n}", f"t{n}")) for n in range(3)]
        with pytest.raises(LedgerError, match="have the id c1"):
            list(book.add_many([*good, reading(loss("c1"), loss("c1", "9"), of=document("bad", "bad"))]))
        assert list(book.documents()) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Naïve  plans", "('naive') & ('plans')"),
        ("General-Staff's", "('general' <-> 'staff' <-> 's')"),
        ("Й й", "('й') & ('й')"),
        ("— 'x'", "('x')"),
        (" — ", None),
    ],
)
def test_words_as_they_are_searched_for(text: str, found: str | None) -> None:
    assert words.query(text) == found
