"""A checked draft with the file that it stands in, and its figures as line and column there."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.audit.check import Checked
from onrecord.model import Span


class Position(NamedTuple):
    """Both counted from 1, the column in characters (code points)."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`where` is the file's path, an address, or "stdin"; `before` what the file holds in front of the text, a header
    for one, and None where the text is not the file's own (a web page's, an entry of a feed). `ledger` names what it
    was checked against, None where there was none; `sought` is where one would have been.
    `newlines_kept` is false where the file's lines do not end as the text's do, with "\\n"."""

    checked: Checked
    where: str
    before: str | None = ""
    ledger: str | None = None
    sought: str | None = None
    newlines_kept: bool = True
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [0]
        for line in self.whole.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        object.__setattr__(self, "_starts", starts[:-1])

    @property
    def text(self) -> str:
        return self.checked.document.text

    @property
    def whole(self) -> str:
        """The text with what stands in front of it."""
        return (self.before or "") + self.text

    @property
    def verbatim(self) -> bool:
        """Whether lines and columns are those of the file."""
        return self.before is not None

    def at(self, offset: int) -> Position:
        """The place of a character of the text."""
        offset = min(max(offset, 0), len(self.text)) + len(self.before or "")
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def start_of(self, line: int) -> int:
        """Where a line begins in `whole`."""
        return self._starts[line - 1]

    def line(self, span: Span) -> tuple[str, Span]:
        """The line in which a span begins, and where in it the span stands; it is cut at the end of the line."""
        before = len(self.before or "")
        place = self.at(span.start)
        start = self._starts[place.line - 1]
        end = self._starts[place.line] - 1 if place.line < len(self._starts) else len(self.whole)
        first = place.column - 1
        return self.whole[start:end], Span(first, max(min(span.end + before, end) - start, first))
