from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main

Invoke = Callable[..., Result]
ARTICLE = (
    " date 2023-08-14 Russia lost 4,140 troops in the past week, according to the General Staff of Ukraine. "
    "Its total stands at 254,380, which includes 530 lost over the past day.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder with one article, and no ledger named by the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    (tmp_path / "article.txt").write_text(ARTICLE)
    return tmp_path


@pytest.fixture
def invoke(here: Path) -> Invoke:
    """Runs a command in this process; nothing that goes wrong may escape as an exception."""

    def run(*args: str, **given: object) -> Result:
        result = CliRunner().invoke(main, args, **given)  # type: ignore[arg-type]
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


# A shell that runs the tests in the background has them ignore Ctrl-C, and so would what they start.
MAIN = """import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from onrecord.cli import main
main()
"""


@pytest.fixture
def start(here: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts `onrecord` as a process of its own, pipes at all ends unless told otherwise."""

    def run(*args: str, **given: object) -> subprocess.Popen[bytes]:
        ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | given
        command = [sys.executable, "-c", MAIN, *args]
        return subprocess.Popen(command, cwd=here, **ends)  # type: ignore[call-overload,no-any-return]

    return run
