"""Entries whose parts are labelled: "Source: X, citing Y", and under it what X says: "Details: ...", "Quote: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.phrases import Phrases
from onrecord.model import Span

_SOURCE = re.compile(r"^[ \t*_]{0,4}(sources?)[*_]{0,2}:[ \t*_]+(?=\S)", re.IGNORECASE | re.MULTILINE)
_PART = re.compile(
    r"[ \t*_]{0,4}(?:details|quote|direct quote|literally)(?: from [^:\n]{1,80})?[*_]{0,2}:[ \t*_]+", re.IGNORECASE
)
_CITES = re.compile(r",? (citing|with reference to|referring to) ")
# Where a speaker's name ends on his line: channels, dates, further sources.
_ENDS = re.compile(r"[,;.]|\s(?:on|in|via|as of|at|during)\s")
_LINES = 12  # lines of an entry at most


def labelled(text: str, phrases: Phrases) -> Iterator[Frame]:
    """The frames of the entries of a text, their contents filled in: one for the speaker, one for whom he cites."""
    for found in _SOURCE.finditer(text):
        line = _line(text, found.end())
        contents = list(_parts(text, line.end))
        if not contents:
            continue
        cites = _CITES.search(text, line.start, line.end)
        outer = _frame(phrases, Span(*found.span(1)), Span(line.start, cites.start() if cites else line.end))
        if outer is None:
            continue
        outer.content += contents
        yield outer
        inner = _frame(phrases, Span(*cites.span(1)), Span(cites.end(), line.end)) if cites else None
        if inner is not None:
            inner.content, inner.within = list(contents), outer
            yield inner


def _line(text: str, start: int) -> Span:
    end = text.find("\n", start)
    return Span(start, len(text) if end < 0 else end)


def _frame(phrases: Phrases, cue: Span, place: Span) -> Frame | None:
    """The frame of the name that opens a part of the line."""
    stop = _ENDS.search(phrases.tokens.text, place.start, place.end)
    first, last = phrases.tokens.between(Span(place.start, stop.start() if stop else place.end))
    at = phrases.tokens.at(cue.start)
    if first >= last:
        return None
    return Frame((at, phrases.tokens.at(cue.end - 1) + 1), (first, last), "asserted", None, "set")


def _parts(text: str, end: int) -> Iterator[Span]:
    """What stands behind the labels on the lines that follow, up to a line that is empty or has none."""
    for _ in range(_LINES):
        if end + 1 >= len(text) or text[end + 1] == "\n" and text[end + 2 : end + 3] == "\n":
            return
        line = _line(text, end + 1)
        end = line.end
        label = _PART.match(text, line.start, line.end)
        if label is None:
            if line.start < line.end:
                return
            continue
        stop = len(text[line.start : line.end].rstrip()) + line.start
        if stop > label.end() and text[stop - 1] == ".":
            stop -= 1
        if stop > label.end():
            yield Span(label.end(), stop)
