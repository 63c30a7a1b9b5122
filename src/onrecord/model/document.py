"""Documents, spans of their text, and what reading one gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model.claim import Claim
    from onrecord.model.finding import Finding, TakenBack


class Span(NamedTuple):
    """A half-open range [start, end) of characters (code points) in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` that this span covers, verbatim."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text that somebody published.

    `id` is the input's own id when it has one, else made from its name or its content; `sha256`
    is the hex digest of the bytes as they came (of the UTF-8 text where a container, such as a
    feed or a JSONL file, held it). `text` is plain text, paragraphs parted by newlines;
    `published` is the day on which the document said what it says, None when nobody states it.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something wrong with a document that did not stop its reading. `code` is stable, `message` English."""

    code: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that came of one document, claims in the order of the text; `taken_back` what the record holds of their
    sources that they take back."""

    document: Document
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    taken_back: tuple[TakenBack, ...] = ()
