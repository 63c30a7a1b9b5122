"""The documents of what a person named, and the lines on standard error for what could not be read."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TypeVar

import click

from onrecord.cli.progress import Bar
from onrecord.model.errors import InputError

if TYPE_CHECKING:
    from onrecord.model import Document

_LINES = 20
_AHEAD = 3  # documents that the network reads while claims of the one before them are made
T = TypeVar("T")


class Inputs:
    """Iterates over the documents of `targets`. What cannot be read costs a line on standard error and is counted
    in `unread`; of many only the first lines are printed, and `close` tells how many more there were. Whoever
    iterates counts in `done` what came of it."""

    def __init__(
        self,
        targets: tuple[str, ...],
        bar: Bar,
        published: date | None,
        publisher: str | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.targets, self.bar, self.published, self.publisher, self.stdin = targets, bar, published, publisher, stdin
        self.unread = 0
        self.done = 0
        self.taken: dict[str, str] = {}  # of each document's id the target that holds it

    def __iter__(self) -> Iterator[Document]:
        from onrecord.read import Unread, documents

        for target in self.targets:
            try:
                for item in documents(target, published=self.published, publisher=self.publisher, stdin=self.stdin):
                    if isinstance(item, Unread):
                        self.refuse(str(item))
                    else:
                        yield _apart(item, target, self.taken)
                    self.bar.advance()
            except InputError as error:
                self.refuse(str(error))

    def begun(
        self, begin: Callable[[Document], Callable[[], T]], *, ahead: bool
    ) -> Iterator[tuple[Document, Callable[[], T]]]:
        """The documents, each with what `begin` gives: what reads it to the end. `ahead` begins some before their turn
        has come, unless one would have to be waited for: those of a pipe come out as they come in."""
        at_hand = all(os.path.isfile(target) or os.path.isdir(target) for target in self.targets)
        most = _AHEAD if ahead and at_hand else 0
        waiting: deque[tuple[Document, Callable[[], T]]] = deque()
        for document in self:
            try:
                rest = begin(document)
            except Exception as error:
                rest = partial(_fail, error)
            waiting.append((document, rest))
            if len(waiting) > most:
                yield waiting.popleft()
        yield from waiting

    def refuse(self, why: str) -> None:
        self.unread += 1
        if self.unread <= _LINES:
            self.say(why)

    def say(self, line: str) -> None:
        with self.bar.aside():
            click.echo(f"onrecord: {' '.join(line.split())}", err=True)

    def fault(self, id: str, error: Exception) -> None:
        what = f"{type(error).__name__}: {error}"
        self.refuse(f"{id}: a fault of Onrecord, {what} (please report it; ONRECORD_DEBUG=1 shows where)")

    def close(self) -> None:
        if self.unread > _LINES:
            click.echo(f"onrecord: {self.unread - _LINES} more could not be read", err=True)

    @property
    def exit_code(self) -> int:
        if not self.done:
            return InputError.exit_code
        return 1 if self.unread else 0


def _fail(error: Exception) -> NoReturn:
    """What has failed too early is told of when its turn has come."""
    raise error


def _apart(document: Document, target: str, taken: dict[str, str]) -> Document:
    """The document under an id of its own among the inputs of this run: a/x.txt and b/x.txt are no two versions of
    "x". Within one input a repeated id is the input's own, and means a later version."""
    from dataclasses import replace
    from pathlib import Path

    id, n = document.id, 1
    while taken.get(id, target) != target:
        n += 1
        id = f"{Path(target).parent.name or '.'}/{document.id}" if n == 2 else f"{document.id} ({n})"
    taken[id] = target
    return document if id == document.id else replace(document, id=id)
