"""What the comparisons with other readers share: the scorer, and where the others are installed."""

from __future__ import annotations

import importlib.util
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType


def scorer(shared: Path) -> ModuleType:
    """The shared scorer of marks: `tml` reads a set of times, `score_times` and `score_figures` count."""
    spec = importlib.util.spec_from_file_location("score_marks", shared / "score" / "score_marks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def setup(peers: Path, packages: Sequence[str], bare: Sequence[str]) -> None:
    """Installs `packages` into a virtual environment of their own, and `bare` ones without what they ask for. Raises
    CalledProcessError."""
    venv.create(peers, with_pip=True)
    install = [str(peers / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, *packages], check=True)
    subprocess.run([*install, "--no-deps", *bare], check=True)
