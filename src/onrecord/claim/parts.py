"""A long document in parts: what is marked in one is let go before the next, so that memory grows with the claims of a
document and not with its marks. Names, which may be written out hundreds of pages away, are the whole document's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from onrecord.model import Document, Span

LONGEST = 150_000  # characters of a part: some fifty pages
_CUTS = tuple(map(re.compile, (r"\f|\n\s*\n", r"\n", r"[.!?…]\s", r"\s")))  # the first that there is, not too far on
_T = TypeVar("_T")


def parts(document: Document) -> Iterator[tuple[int, Document]]:
    """Where each part begins in the text, in characters, and the part as a document; one where it is not long."""
    text, start = document.text, 0
    while len(text) - start > LONGEST:
        near, far = start + LONGEST * 3 // 4, start + LONGEST
        found = next((match for cut in _CUTS if (match := cut.search(text, near, far))), None)
        end = found.end() if found else far
        yield start, replace(document, text=text[start:end])
        start = end
    yield start, replace(document, text=text[start:]) if start else document


def shifted(record: _T, by: int) -> _T:
    """A claim, or any record, with all its spans `by` characters further on."""
    return _shifted(record, by) if by else record


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        return tuple(_shifted(one, by) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        old = {field.name: getattr(value, field.name) for field in fields(value)}
        new = {name: _shifted(one, by) for name, one in old.items()}
        changed = {name: one for name, one in new.items() if one is not old[name]}
        return replace(value, **changed) if changed else value
    return value
