"""Where results go: a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from onrecord.cli.output import output
from onrecord.model.errors import OutputError

from .conftest import Invoke


def test_a_file_is_replaced_only_when_all_is_written(tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.write_text("old")
    place.chmod(0o640)
    with output(str(place)) as write:
        write("new ")
        assert place.read_text() == "old"
        write("їжа".encode())
    assert place.read_text() == "new їжа"
    assert place.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_what_stood_there_stays_when_something_goes_wrong(tmp_path: Path, error: type[BaseException]) -> None:
    place = tmp_path / "out"
    place.write_text("old")
    with pytest.raises(error), output(str(place)) as write:
        write("new")
        raise error
    assert place.read_text() == "old"
    assert os.listdir(tmp_path) == ["out"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with output(str(tmp_path / "link")) as write:
        write("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize("path", ["no/such/folder/out", "/dev/full"])
def test_what_cannot_be_written_is_one_error(path: str) -> None:
    if path == "/dev/full" and not os.path.exists(path):
        pytest.skip("no /dev/full on this system")
    with pytest.raises(OutputError) as raised, output(path) as write:
        write("x" * 100)
    assert "\n" not in str(raised.value)


def test_a_full_disk_as_output(invoke: Invoke) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full on this system")
    result = invoke("read", "article.txt", "--output", "/dev/full")
    assert result.exit_code == 5
    assert "no space left" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_page_as_a_file(invoke: Invoke, here: Path) -> None:
    result = invoke("read", "article.txt", "--dry-run", "--format", "html", "-o", "out.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (here / "out.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_a_file_that_outgrows_its_disk_is_not_left_behind(here: Path, start: Callable[..., Popen[bytes]]) -> None:
    """A limit on the size of files stands for the disk; it is not reached before the page is half written."""
    resource = pytest.importorskip("resource")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    with start(
        "read", "article.txt", "--dry-run", "--format", "html", "--output", "out.html", preexec_fn=limit
    ) as process:
        _, said = process.communicate(timeout=30)
    assert process.returncode == 5
    assert said.startswith(b"onrecord: cannot write to out.html: ")
    assert said.count(b"\n") == 1
    assert os.listdir(here) == ["article.txt"]
