"""`onrecord read`: what is printed, what is kept, what is said of that which cannot be read."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from onrecord import ledger
from onrecord.model.errors import LedgerError, LedgerReadOnly

from .conftest import ARTICLE, Invoke


def kept(path: Path) -> int:
    with ledger.open(path, read_only=True) as book:
        return len(list(book.claims()))


def test_json_is_one_object_a_line_in_input_order(invoke: Invoke, here: Path) -> None:
    (here / "a.jsonl").write_text('{"id": "z", "text": "Russia lost 5 tanks."}\n{"id": "a", "text": "It lost 6."}\n')
    result = invoke("read", "a.jsonl", "article.txt", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [o["document"]["id"] for o in objects] == ["z", "a", "article"]
    assert objects[2]["document"]["published"] == "2023-08-14"
    assert {"document", "claims", "findings"} <= set(objects[2])
    assert objects[2]["claims"]


def test_what_is_read_is_kept_once(invoke: Invoke, here: Path) -> None:
    first = invoke("read", "article.txt", "--format", "json")
    claims = len(json.loads(first.stdout)["claims"])
    assert kept(here / "onrecord.db") == claims > 0
    again = invoke("read", "article.txt", "--format", "json")
    assert again.stdout == first.stdout
    assert kept(here / "onrecord.db") == claims


def test_dry_run_stores_nothing(invoke: Invoke, here: Path) -> None:
    assert invoke("read", "article.txt", "--dry-run").exit_code == 0
    assert os.listdir(here) == ["article.txt"]


def test_dry_run_looks_into_the_ledger_that_is_there(
    invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke("read", "article.txt")
    before = (here / "onrecord.db").read_bytes()
    looked: list[object] = []

    def audit(reading: object, record: ledger.Ledger | None = None, as_of: object = None) -> tuple[()]:
        looked.append((record is not None and record.read_only, str(as_of)))
        return ()

    monkeypatch.setattr("onrecord.corpus.reading.audit", audit)
    (here / "b.txt").write_text("Russia lost 5 tanks.")
    assert invoke("read", "b.txt", "--dry-run", "--as-of", "2023-08-15").exit_code == 0
    assert looked == [(True, "2023-08-15")]
    assert (here / "onrecord.db").read_bytes() == before


def test_the_ledger_is_named_by_option_then_environment(
    invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_LEDGER", "env.db")
    invoke("read", "article.txt")
    invoke("read", "article.txt", "--ledger", "option.db")
    assert {path.name for path in here.glob("*.db")} == {"env.db", "option.db"}


def test_published_overrides(invoke: Invoke) -> None:
    result = invoke("read", "article.txt", "--dry-run", "-f", "json", "--published", "2024-01-02")
    assert json.loads(result.stdout)["document"]["published"] == "2024-01-02"


def test_standard_input(invoke: Invoke) -> None:
    result = invoke("read", "-", "--dry-run", "-f", "json", input=ARTICLE)
    assert json.loads(result.stdout)["document"]["id"] == "stdin"


@pytest.mark.parametrize(("format", "sign"), [("text", "4,140"), ("md", "4,140"), ("html", "<!doctype html>")])
def test_formats(invoke: Invoke, here: Path, format: str, sign: str) -> None:
    (here / "b.txt").write_text("Russia lost 7 ships.")
    result = invoke("read", "article.txt", "b.txt", "--dry-run", "--format", format)
    assert result.exit_code == 0, result.stderr
    assert sign in result.stdout or sign in result.stdout.lower()
    assert result.stdout.endswith("\n")
    assert "\x1b" not in result.stdout


def test_the_good_are_kept_beside_the_bad(invoke: Invoke, here: Path) -> None:
    (here / "in").mkdir()
    (here / "in/a.jsonl").write_text('{"id": "good", "text": "Russia lost 5 tanks."}\n{"id": }\n')
    (here / "in/b.txt").write_bytes(b"")
    (here / "in/c.txt").write_bytes(b"\x00\x01")
    (here / "in/d.txt").write_bytes(b"\xff\xfe\x00")
    (here / "in/e.html").write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    (here / "in/f.txt").write_text("Russia lost 6 ships.")
    result = invoke("read", "in", "-f", "json")
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["good", "f"]
    said = result.stderr.splitlines()
    bad = ["a.jsonl", "b.txt", "c.txt", "d.txt", "e.html"]
    assert [line.split(":")[1].strip() for line in said] == [f"in/{name}" for name in bad]
    assert all(line.startswith("onrecord: in/") for line in said)
    assert "a.jsonl:2:" in said[0]
    assert kept(here / "onrecord.db") == 2


def test_nothing_readable(invoke: Invoke, here: Path) -> None:
    (here / "empty.txt").write_text("")
    (here / "blank.jsonl").write_text("\n\n")
    result = invoke("read", "empty.txt", "missing.txt", "blank.jsonl", "--output", "out.json")
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 2
    assert sorted(os.listdir(here)) == ["article.txt", "blank.jsonl", "empty.txt"]
    assert invoke("read", "blank.jsonl").stderr == "onrecord: there was no document to read\n"


def test_of_many_bad_lines_twenty_are_shown(invoke: Invoke, here: Path) -> None:
    (here / "a.jsonl").write_text("x\n" * 100 + '{"text": "Russia lost 5 tanks."}\n')
    result = invoke("read", "a.jsonl", "--dry-run")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 21
    assert result.stderr.endswith("80 more could not be read\n")


@pytest.mark.parametrize("model", ["--no-model", "--model"])
def test_what_json_may_escape_and_no_text_holds(invoke: Invoke, here: Path, model: str) -> None:
    texts = ["Kyiv said\\u0000 no.", "Kyiv said \\ud83d no.", "Russia lost 5 tanks, Kyiv said."]
    (here / "a.jsonl").write_text("".join(f'{{"text": "{text}"}}\n' for text in texts))
    result = invoke("read", "a.jsonl", "--dry-run", "--format", "json", model)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["claims"]


def test_with_the_network_documents_come_out_in_order(invoke: Invoke, here: Path) -> None:
    texts = [f"Russia lost {n + 2} tanks, Kyiv said." * (9 - n) for n in range(9)]
    (here / "a.jsonl").write_text("".join(f'{{"id": "{n}", "text": "{text}"}}\n' for n, text in enumerate(texts)))
    ahead = invoke("read", "a.jsonl", "--dry-run", "--format", "json", "--model").stdout
    assert [json.loads(line)["document"]["id"] for line in ahead.splitlines()] == [*"012345678"]
    piped = (here / "a.jsonl").read_text()
    assert invoke("read", "-", "--dry-run", "--format", "json", "--model", input=piped).stdout == ahead


def test_files_of_one_name_are_no_versions_of_one_document(invoke: Invoke, here: Path) -> None:
    for folder, tanks in (("one", 5), ("two", 6)):
        (here / folder).mkdir()
        (here / folder / "x.txt").write_text(f"Russia lost {tanks} tanks, Kyiv said.")
    result = invoke("read", "one/x.txt", "two/x.txt", "--format", "json")
    assert [json.loads(line)["document"]["id"] for line in result.stdout.splitlines()] == ["x", "two/x"]


@pytest.mark.parametrize("at", ["once", "its turn"])
def test_a_fault_of_ours_costs_one_document(
    invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    from onrecord import claim

    real = claim.begin

    def fail() -> None:
        raise KeyError("boom")

    def begin(document, **asked):  # type: ignore[no-untyped-def]
        if document.id == "article":
            return fail() if at == "once" else fail
        return real(document, **asked)

    monkeypatch.setattr("onrecord.claim.begin", begin)
    (here / "b.txt").write_text("Russia lost 5 tanks.")
    result = invoke("read", "article.txt", "b.txt", "-f", "json")
    assert result.exit_code == 1
    assert "boom" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert len(result.stdout.splitlines()) == 1
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    with pytest.raises(AssertionError, match="boom"):
        invoke("read", "article.txt")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "article.txt", "--published", "yesterday"], "write it as YYYY-MM-DD"),
        (["read", "article.txt", "--published", "2023-02-30"], "write it as YYYY-MM-DD"),
        (["read", "article.txt", "--format", "pdf"], "pdf"),
        (["read", "article.txt", "--colour"], "--colour"),
        (["raed"], "raed"),
    ],
)
def test_usage(invoke: Invoke, args: list[str], said: str) -> None:
    result = invoke(*args)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("path", "made"), [("no/such/folder.db", None), ("other.db", b"not a ledger " * 100), ("article.txt", None)]
)
def test_a_ledger_that_is_none(invoke: Invoke, here: Path, path: str, made: bytes | None) -> None:
    if made:
        (here / path).write_bytes(made)
    result = invoke("read", "article.txt", "--ledger", path)
    assert result.exit_code == 4
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert (here / "article.txt").read_text() == ARTICLE


def test_a_ledger_that_cannot_be_written(invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    invoke("read", "article.txt")
    real = ledger.open
    if os.geteuid() == 0:
        # Root may write to what nobody may write to.
        def no(*given: object, **named: object) -> object:
            raise LedgerReadOnly("onrecord.db cannot be written", "name another")

        monkeypatch.setattr("onrecord.ledger.open", no)
    else:
        (here / "onrecord.db").chmod(0o444)
    (here / "b.txt").write_text("Russia lost 5 tanks.")
    result = invoke("read", "b.txt")
    assert result.exit_code == 4
    assert "cannot be written" in result.stderr
    assert result.stderr.count("\n") == 1
    monkeypatch.setattr("onrecord.ledger.open", real)
    assert invoke("claims").exit_code == 0
    assert invoke("read", "b.txt", "--dry-run").exit_code == 0


def test_a_ledger_that_fails_half_way_keeps_the_good(
    invoke: Invoke, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up at the third document: two are kept and printed, one line says why the rest is not."""
    (here / "a.jsonl").write_text("".join(f'{{"id": "{n}", "text": "Russia lost {n} tanks."}}\n' for n in range(1, 6)))
    from onrecord.ledger.store import Ledger

    real = Ledger.add
    added: list[str] = []

    def add(self, reading, **named):  # type: ignore[no-untyped-def]
        if len(added) == 2:
            raise LedgerError("the disk is full: onrecord.db", "free some space")
        added.append(reading.document.id)
        return real(self, reading, **named)

    monkeypatch.setattr(Ledger, "add", add)
    result = invoke("read", "a.jsonl", "-f", "json", "--output", "out.jsonl")
    assert result.exit_code == 4
    assert result.stderr == "onrecord: the disk is full: onrecord.db (free some space)\n"
    assert [json.loads(line)["document"]["id"] for line in (here / "out.jsonl").read_text().splitlines()] == ["1", "2"]
    assert kept(here / "onrecord.db") == 2
