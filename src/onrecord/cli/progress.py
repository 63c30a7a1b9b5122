"""Bars on standard error, when a person is there to see them: documents, where there is more than one to wait for, and
the pages of a long one."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PAGE = 3_000  # characters


class Bar:
    """Counts documents, of which there may be `many` and `total`, and pages; shows nothing unless it is `seen`."""

    def __init__(self, *, seen: bool = False, many: bool = False, total: int | None = None) -> None:
        self._seen = seen
        self._display: Progress | None = None
        self._pages: TaskID | None = None
        self._documents = self._shown().add_task("Reading", total=total) if seen and many else None

    def advance(self) -> None:
        if self._display and self._documents is not None:
            self._display.advance(self._documents)

    def through(self, done: int, length: int) -> None:
        """Tells that of a document of `length` characters `done` are read. One read at once shows no bar."""
        if self._pages is not None and done >= length:
            self._shown().remove_task(self._pages)
            self._pages = None
        elif self._seen and done < length:
            display = self._shown()
            if self._pages is None:
                self._pages = display.add_task("Pages")
            display.update(self._pages, completed=done // _PAGE, total=-(-length // _PAGE))

    @contextlib.contextmanager
    def aside(self, here: bool = True) -> Iterator[None]:
        """Takes the bars away while something is printed on the same terminal, which is when `here`."""
        if self._display and here:
            self._display.stop()
        try:
            yield
        finally:
            if self._display and here:
                self._display.start()

    def close(self) -> None:
        if self._display:
            self._display.stop()

    def _shown(self) -> Progress:
        if self._display is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            console = Console(stderr=True)
            self._display = Progress(
                *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._display.start()
        return self._display


@contextlib.contextmanager
def bar(targets: tuple[str, ...]) -> Iterator[Bar]:
    """A bar over all documents of `targets`, whose number is found first where that is cheap."""
    if not sys.stderr.isatty():
        yield Bar()
        return
    from onrecord.read import count

    counts = [count(target) for target in targets]
    total = None if None in counts else sum(n or 0 for n in counts)
    many = total > 1 if total is not None else len(targets) > 1
    with contextlib.closing(Bar(seen=True, many=many, total=total)) as shown:
        yield shown
