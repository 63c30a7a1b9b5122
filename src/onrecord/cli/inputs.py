"""The documents of what a person named, and the lines on standard error for what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli.progress import Bar
from onrecord.model.errors import InputError

if TYPE_CHECKING:
    from onrecord.model import Document

_LINES = 20


class Inputs:
    """Iterates over the documents of `targets`. What cannot be read costs a line on standard error and is counted
    in `unread`; of many only the first lines are printed, and `close` tells how many more there were. Whoever
    iterates counts in `done` what came of it."""

    def __init__(self, targets: tuple[str, ...], bar: Bar, published: date | None) -> None:
        self.targets, self.bar, self.published = targets, bar, published
        self.unread = 0
        self.done = 0

    def __iter__(self) -> Iterator[Document]:
        from onrecord.read import Unread, documents

        for target in self.targets:
            try:
                for item in documents(target, published=self.published):
                    if isinstance(item, Unread):
                        self.refuse(str(item))
                    else:
                        yield item
                    self.bar.advance()
            except InputError as error:
                self.refuse(str(error))

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
