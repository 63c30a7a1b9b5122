"""How much is done: calls of functions are counted, since a machine's time tells more of what else it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls(what: Callable[[], object]) -> int:
    """How many functions of Python are called while `what` runs."""
    seen = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal seen
        seen += event == "call"

    sys.setprofile(count)
    try:
        what()
    finally:
        sys.setprofile(None)
    return seen
