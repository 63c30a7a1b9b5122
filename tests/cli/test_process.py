"""What only a process of its own can show: signals, pipes that close, standard output on a full disk."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import ledger

from .conftest import ARTICLE

Start = Callable[..., subprocess.Popen[bytes]]
LINE = b'{"id": "%d", "text": "Russia lost %d tanks, Kyiv said."}\n'


def line_of(process: subprocess.Popen[bytes]) -> bytes:
    """The next line of its output. It may wait for us on its input: where none comes in time, fail."""
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], 30)
    assert ready, "no line within 30 seconds"
    return process.stdout.readline()


@pytest.mark.parametrize("model", ["--no-model", "--model"])
def test_ctrl_c_half_way_keeps_the_good(start: Start, here: Path, model: str) -> None:
    with start("read", "-", "--format", "json", model) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for n in (1, 2):
            process.stdin.write(LINE % (n, n))
            process.stdin.flush()
            assert json.loads(line_of(process))["document"]["id"] == str(n)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        said = process.stderr.read().decode()
        assert said.startswith("onrecord: interrupted; documents read and kept: 2")
        assert said.count("\n") == 1
    with ledger.open(here / "onrecord.db") as book:
        assert sorted({item.document.id for item in book.claims()}) == ["1", "2"]


def test_ctrl_c_while_the_network_is_at_work(start: Start, here: Path) -> None:
    (here / "a.jsonl").write_bytes(b"".join(LINE % (n, n) for n in range(9)))
    (here / "b.txt").write_text("Kyiv said that Moscow said that Russia lost 300 tanks. " * 10_000)
    with start("read", "a.jsonl", "b.txt", "--format", "json", "--model") as process:
        assert process.stderr
        for n in range(6):
            assert json.loads(line_of(process))["document"]["id"] == str(n)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read().startswith(b"onrecord: interrupted; documents read and kept: ")


def _interrupt_after_two(process: subprocess.Popen[bytes], here: Path) -> None:
    """Gives two documents; when the second is kept the first is on its page."""
    assert process.stdin
    process.stdin.write(LINE % (1, 1) + LINE % (2, 2))
    process.stdin.flush()
    give_up = time.monotonic() + 30
    while not (here / "onrecord.db").exists() or _claims(here / "onrecord.db") < 2:
        assert process.poll() is None
        assert time.monotonic() < give_up
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130


def test_ctrl_c_leaves_a_whole_output_file(start: Start, here: Path) -> None:
    with start("read", "-", "--format", "html", "--output", "out.html") as process:
        _interrupt_after_two(process, here)
    assert (here / "out.html").read_text().rstrip().endswith("</html>")
    assert not list(here.glob(".*.part"))


def test_ctrl_c_replaces_no_output_file_that_is_there(start: Start, here: Path) -> None:
    (here / "out.html").write_text("kept")
    with start("read", "-", "--format", "html", "--output", "out.html") as process:
        _interrupt_after_two(process, here)
    assert (here / "out.html").read_text() == "kept"


def _claims(path: Path) -> int:
    try:
        with ledger.open(path, read_only=True) as book:
            return len(list(book.claims()))
    except ledger.LedgerError:
        return 0


@pytest.mark.parametrize("model", ["--no-model", "--model"])
def test_a_reader_that_leaves(start: Start, here: Path, model: str) -> None:
    (here / "a.jsonl").write_bytes(b"".join(LINE % (n, n) for n in range(2000)))
    with start("read", "a.jsonl", "--dry-run", "--format", "json", model) as process:
        assert process.stdout
        assert process.stderr
        assert line_of(process)
        process.stdout.close()
        assert process.wait(30) == 141
        assert process.stderr.read() == b""


@pytest.mark.parametrize("args", [["read", "article.txt", "--dry-run"], ["marks", "article.txt"], ["--help"]])
def test_standard_output_on_a_full_disk(start: Start, args: list[str]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "wb") as full, start(*args, stdout=full) as process:
        _, said = process.communicate(timeout=20)
    assert process.returncode == 5
    assert b"no space left" in said
    assert said.count(b"\n") == 1


def test_streamed_from_a_pipe(start: Start) -> None:
    with start("read", "-", "--dry-run", "--format", "json") as process:
        out, said = process.communicate(ARTICLE.encode(), timeout=20)
    assert (process.returncode, said) == (0, b"")
    assert json.loads(out)["document"]["id"] == "stdin"


def test_a_bar_for_many_files_only_when_somebody_looks(start: Start, here: Path) -> None:
    (here / "in").mkdir()
    for n in range(3):
        (here / f"in/{n}.txt").write_text(f"Russia lost {n + 2} tanks.")
    with start("read", "in", "--dry-run", "--output", "out.txt") as process:
        _, said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, b"")
    seen = looked_at(start, "read", "in", "--dry-run", "--output", "out.txt")
    assert b"Reading" in seen
    assert b"3/3" in seen


def test_a_bar_of_pages_for_one_long_document(start: Start, here: Path) -> None:
    (here / "long.txt").write_text("Russia lost 2 tanks near Kharkiv on Monday.\n\n" * 9_000)
    seen = looked_at(start, "read", "long.txt", "--no-model", "--dry-run", "--output", "out.txt")
    assert b"Pages" in seen
    assert b"/135" in seen
    assert b"Reading" not in seen
    assert looked_at(start, "read", "article.txt", "--dry-run", "--output", "out.txt") == b""


def looked_at(start: Start, *arguments: str) -> bytes:
    """What a command that succeeds prints on a terminal."""
    leader, follower = os.openpty()
    env = dict(os.environ, TERM="xterm")
    with start(*arguments, stderr=follower, env=env) as process:
        os.close(follower)
        seen = b""
        while True:
            try:
                piece = os.read(leader, 4096)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        assert process.wait(60) == 0
    os.close(leader)
    return seen
