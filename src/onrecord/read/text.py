"""Plain text and Markdown: the file is the document; an optional ` date YYYY-MM-DD ` before it dates it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from onrecord.model import Document
from onrecord.read.decoding import decode, whole
from onrecord.read.records import Origin, Unread, digest, document

_HEADER = re.compile(r"\s{0,9}date:?[ \t]{1,9}(\d{4}-\d\d-\d\d)(?!\S)\s?", re.IGNORECASE)


def read_text(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    data = whole(stream)
    text = decode(data, origin.charset)
    published = None
    if header := _HEADER.match(text):
        try:
            published = date.fromisoformat(header[1])
        except ValueError:
            yield origin.unread("bad_date", f"the header's date {header[1]} is no day", "write it as date YYYY-MM-DD")
            return
        text = text[header.end() :]
    yield document(origin, text=text, sha256=digest(data), published=published)
