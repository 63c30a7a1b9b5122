"""A bar on standard error, when a person is there to see it and there is more than one document to wait for."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """Counts documents; shows nothing when it was made without a display."""

    def __init__(self, display: Progress | None = None, total: int | None = None) -> None:
        self._display = display
        self._task = display.add_task("Reading", total=total) if display else None

    def advance(self) -> None:
        if self._display and self._task is not None:
            self._display.advance(self._task)

    @contextlib.contextmanager
    def aside(self, here: bool = True) -> Iterator[None]:
        """Takes the bar away while something is printed on the same terminal, which is when `here`."""
        if self._display and here:
            self._display.stop()
        try:
            yield
        finally:
            if self._display and here:
                self._display.start()


@contextlib.contextmanager
def bar(targets: tuple[str, ...]) -> Iterator[Bar]:
    """A bar over all documents of `targets`, whose number is found first where that is cheap."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from onrecord.read import count

    counts = [count(target) for target in targets]
    total = None if None in counts else sum(n or 0 for n in counts)
    if total is not None and total <= 1 or len(targets) == 1 and total is None:
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    display = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
    with display:
        yield Bar(display, total)
