"""A copy is the same ledger, whichever way it goes, or is known to be no ledger yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledger.places import Place
from ledger.samples import ACCEPTED, control, document, finding, loss, quote, reading, response
from onrecord import ledger
from onrecord.cli import main
from onrecord.ledger import copying, schema
from onrecord.model.errors import LedgerError


def filled(place: Place) -> Place:
    with place.open() as book:
        said = document(publisher="P")
        book.add(reading(loss("a", "0.10"), control(), findings=(finding("a", "elsewhere"),), of=said))
        book.add(reading(loss("a", "7"), response(refers_to=("a",)), findings=(finding("a", verdict="fails"),)))
        book.add(reading(quote("q", "Втрати — naïve"), of=document(text="2", title="A title")))
        book.accept("sum-1", **ACCEPTED)
        book.withdraw("sum-1")
    return place


@pytest.fixture
def other(new_place: Callable[[], Place], tmp_path: Path) -> Place:
    """Where the copy goes: of a server's ledger into a file, of a file's to the server, if there is one."""
    return Place(str(tmp_path / "copy.db")) if new_place().on_server else new_place()


@pytest.fixture
def across(place: Place, other: Place, request: pytest.FixtureRequest) -> tuple[Place, Place]:
    """Two empty places, one of each kind."""
    if place.on_server:
        return place, other
    return place, Place(request.getfixturevalue("server").new_place())


def everything(place: Place) -> list[object]:
    with place.open(read_only=True) as book:
        return [list(book.claims(superseded=True)), list(book.findings(superseded=True)), list(book.documents())]


def test_a_copy_is_the_same_ledger(across: tuple[Place, Place]) -> None:
    source, target = filled(across[0]), across[1]
    done: list[int] = []
    copied = ledger.copy(source.target, target.target, lambda more, _: done.append(more))
    assert {table.name: table.rows for table in copied} == {
        name: source.count(name) for name in schema.metadata.tables if name != "schema_versions"
    }
    assert sum(done) == 2 * sum(table.rows for table in copied)
    assert everything(target) == everything(source)
    target.check()
    with target.open() as book:
        assert [item.claim.id for item in book.claims(text="naive title")] == ["q"]
        assert book.add(reading(loss("more"), of=document("d9", "9"))).claims_new == 1


def test_a_copy_goes_into_nothing_else(across: tuple[Place, Place]) -> None:
    source, target = map(filled, across)
    before = everything(target)
    with pytest.raises(LedgerError, match="is not empty"):
        ledger.copy(source.target, target.target)
    assert everything(target) == before


def test_an_interrupted_copy_is_no_ledger_and_is_gone_on_with(
    across: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = filled(across[0]), across[1]
    monkeypatch.setattr(copying, "_ROWS_A_COMMIT", 1)
    steps = sum(source.count(table.name) for table in copying.TABLES)
    for stop in (0, 1, steps // 2, steps - 1):
        left = stop

        def interrupt(done: int, more: int) -> None:
            nonlocal left
            left -= done
            if left <= 0 and not more:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            ledger.copy(source.target, target.target, interrupt)
        for read_only in (False, True):
            with pytest.raises(LedgerError, match="unfinished copy"):
                target.open(read_only=read_only)
    # What was added to the original meanwhile is in the copy too.
    with source.open() as book:
        book.add(reading(loss("a", "8")))
    ledger.copy(source.target, target.target)
    assert everything(target) == everything(source)
    target.check()


def test_a_copy_that_does_not_agree_is_refused(across: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = filled(across[0]), across[1]

    def stop(done: int, more: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.copy(source.target, target.target, stop)
    target.rows("INSERT INTO sources (key, name, id, folded) VALUES (99, 'Somebody', 'else', 'somebody')")
    with pytest.raises(LedgerError, match="does not agree with its original in sources"):
        ledger.copy(source.target, target.target)


def test_the_command(across: tuple[Place, Place]) -> None:
    source, target = filled(across[0]), across[1]
    told = CliRunner().invoke(main, ["ledger", "copy", source.target, target.target], standalone_mode=False)
    assert told.exit_code == 0 and told.stdout.endswith("Both agree.\n"), told.output
    info = CliRunner().invoke(main, ["ledger", "info", "--ledger", target.target], standalone_mode=False)
    assert "claims     5, from" in info.stdout and "1, and 2 that newer ones" in info.stdout, info.output
