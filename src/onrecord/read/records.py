"""What the readers take and give: where bytes came from, the Document made of them, and what could not be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from urllib.parse import urlsplit

from onrecord.model import Document
from onrecord.read.language import language_of

# One text: about 650,000 words, more than a thousand pages, and read within two or three minutes.
MAX_TEXT = 4_000_000
_HALF = re.compile("[\ud800-\udfff]")
# One file, or one line of a JSONL file, or one answer of a server: it is held in memory whole.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that could not be read, while the rest was. `where` names it (path, path:line, URL), `code` is
    stable, `message` says what is wrong and `hint` what to do; each is one line."""

    where: str
    code: str
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        said = f"{self.where}: {self.message}"
        return f"{said} ({self.hint})" if self.hint else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes came from. `where` is shown to people; `id` names a document that has no id of its own;
    `published` and `publisher`, where given by the caller, override what the bytes say; `url` is the address
    they were fetched from and `charset` what the server declared."""

    where: str
    id: str
    published: date | None = None
    publisher: str | None = None
    url: str | None = None
    charset: str | None = None

    def unread(self, code: str, message: str, hint: str | None = None, *, at: str | None = None) -> Unread:
        return Unread(where=f"{self.where}:{at}" if at else self.where, code=code, message=message, hint=hint)


# A reader: the bytes of one input -> its documents, and what of it could not be read. It may raise `Refused`.
Reader = Callable[[BinaryIO, Origin], Iterator[Document | Unread]]


class Refused(Exception):
    """Raised within this room when a whole input cannot be read; `documents` turns it into an `Unread`."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def host_of(url: str | None) -> str | None:
    """The host name of an http(s) address without "www.", which stands for a publisher that nobody names."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def document(
    origin: Origin,
    *,
    text: str,
    sha256: str,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: date | None = None,
    language: str | None = None,
    at: str | None = None,
) -> Document | Unread:
    """A Document of what a reader found, the caller's word going first; Unread when the text is none.

    `language` is what the input declares; `at` is the line or entry within the input, for messages."""
    if not text.strip():
        return origin.unread("empty", "no text", "nothing to read", at=at)
    if "\0" in text:
        return origin.unread("binary", "the text holds NUL characters", "is it text?", at=at)
    if any(map(_HALF.search, (text, title or "", publisher or "", id or ""))):
        return origin.unread("encoding", "the text holds half a character (a lone surrogate)", "mend it", at=at)
    if len(text) > MAX_TEXT:
        what = f"the text has {len(text):,} characters, the limit is {MAX_TEXT:,}"
        return origin.unread("too_long", what, "split it into its articles", at=at)
    url = url or origin.url
    return Document(
        id=id or origin.id,
        text=text,
        sha256=sha256,
        title=title,
        url=url,
        publisher=origin.publisher or publisher or host_of(url),
        published=origin.published or published,
        language=language_of(text, language),
    )
