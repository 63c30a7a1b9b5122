"""What all tests share: where the shared texts lie, where a browser is, and how both are done without."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A loaded machine is slow, which is no fault; in CI the same examples are tried each time.
settings.register_profile("onrecord", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("onrecord")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared texts and data, which the repository does not contain; skips where it is absent."""
    path = Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip("no shared texts: set ONRECORD_SHARED, or put them in ../shared")
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium or Chrome. Skips where none is installed; in CI that is a failure."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI"):
        pytest.fail("CI must have a browser: apt-get install chromium")
    pytest.skip("no chromium on this machine")
