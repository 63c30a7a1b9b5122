"""The day of a document that nobody dates, when its own words give it: the heading of an official list, a dateline."""

from __future__ import annotations

from dataclasses import replace

from onrecord.claim.lists import heading_of
from onrecord.claim.periods import war_start
from onrecord.model import Document, Note, Span
from onrecord.read.dates import dateline, last_day_in


def dated(document: Document) -> tuple[Document, Note | None]:
    """The document with a day, if its text gives it one, and a note that says so; a day given from outside stays."""
    if document.published is not None:
        return document, None
    heading = heading_of(document.text)
    found = last_day_in(heading.of(document.text)) if heading is not None else None
    if found is not None and found[0] > war_start() and heading is not None:
        day, span = found[0], Span(heading.start + found[1].start, heading.start + found[1].end)
    else:
        written = dateline(document.text)
        if written is None:
            return document, None
        day, span = written
    note = Note(
        code="dated-by-text",
        message=f"no publication date was given: the text's own “{span.of(document.text).strip()}” is taken for it",
        span=span,
    )
    return replace(document, published=day), note
