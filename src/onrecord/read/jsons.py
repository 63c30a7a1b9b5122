"""JSON: {"id", "published", "text", "title", "url", "publisher", "language"}, one object, an array, or one a line.

Only "text" must be there; null is as good as absent and other fields are left alone. The text is taken to the
letter, newlines included, so that spans fit the string that was given. A bad object costs itself alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from onrecord.model import Document
from onrecord.read.dates import day_in
from onrecord.read.decoding import decode, whole
from onrecord.read.records import MAX_BYTES, Origin, Refused, Unread, digest, document

_DEEP = "it is nested too deeply"
_SHAPE = 'a document is {"id", "published", "text", "title", "url", "publisher"}'


def read_json(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    """One object, or an array of them; a file that turns out to hold one object a line is read so."""
    data = decode(whole(stream), origin.charset).encode()
    try:
        value = msgspec.json.decode(data)
    except RecursionError:
        raise Refused("bad_json", _DEEP) from None
    except msgspec.DecodeError as error:
        first, _, rest = data.partition(b"\n")
        if rest.strip() and _is_object(first):
            yield from read_jsonl(BytesIO(data), origin)
            return
        raise Refused("bad_json", f"it is not JSON: {error}", None) from None
    if isinstance(value, list):
        for n, item in enumerate(value, 1):
            yield _document(item, origin, f"item {n}", f"{origin.id}:{n}")
    else:
        yield _document(value, origin, None, origin.id)


def read_jsonl(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    """One object a line, read as it comes: the file may be larger than memory."""
    n = 0
    start = b""
    while line := stream.readline(MAX_BYTES + 1):
        n += 1
        if n == 1:
            start = line[:3]
            if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
                text = decode(line + whole(stream))
                yield from read_jsonl(BytesIO(text.encode()), origin)
                return
            line = line.removeprefix(b"\xef\xbb\xbf")
        at = str(n)
        if len(line) > MAX_BYTES:
            yield origin.unread("too_large", f"the line is longer than {MAX_BYTES >> 20} MiB", "split it", at=at)
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            continue
        if not line.strip():
            continue
        if b"\0" in line:
            yield origin.unread("binary", "the line is binary, not text", "is it JSONL?", at=at)
            continue
        try:
            value = msgspec.json.decode(line)
        except UnicodeDecodeError:
            yield origin.unread("encoding", "the line is not UTF-8", "JSONL is UTF-8", at=at)
        except RecursionError:
            yield origin.unread("bad_json", _DEEP, None, at=at)
        except msgspec.DecodeError as error:
            yield origin.unread("bad_json", f"the line is not JSON: {error}", None, at=at)
        else:
            yield _document(value, origin, at, f"{origin.id}:{n}")
    if n == 0:
        raise Refused("empty", "it is empty")


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _document(value: Any, origin: Origin, at: str | None, fallback: str) -> Document | Unread:
    if not isinstance(value, dict):
        return origin.unread("bad_field", "it is not an object", _SHAPE, at=at)
    if "text" not in value:
        return origin.unread("no_text", 'it has no "text"', _SHAPE, at=at)
    fields: dict[str, str | None] = {}
    for name in ("text", "title", "url", "publisher", "language"):
        given = value.get(name)
        if given is not None and not isinstance(given, str):
            return origin.unread("bad_field", f'"{name}" is not a string', _SHAPE, at=at)
        fields[name] = given or None
    id = value.get("id")
    if id is not None and (not isinstance(id, (str, int)) or isinstance(id, bool)):
        return origin.unread("bad_field", '"id" is neither a string nor a number', _SHAPE, at=at)
    try:
        published = None if origin.published else _published(value.get("published"))
    except ValueError:
        return origin.unread("bad_field", '"published" is not a date', 'write it as "YYYY-MM-DD"', at=at)
    text = fields.pop("text") or ""
    return document(
        origin,
        text=text,
        sha256=digest(text.encode()),
        id=str(id) if id not in (None, "") else fallback,
        published=published,
        at=at,
        **fields,
    )


def _published(written: Any) -> date | None:
    """As `day`, and what names a day in full without being ISO ("Mon, 14 Aug 2023 06:00:00 GMT")."""
    try:
        return day(written)
    except ValueError:
        if isinstance(written, str) and len(written) < 60 and (found := day_in(written)):
            return found
        raise


def day(written: Any) -> date | None:
    """The day of an ISO 8601 date or date and time, as written (no shift of time zone); None for null or "".

    Raises ValueError for anything else."""
    if written is None or written == "":
        return None
    if not isinstance(written, str):
        raise ValueError(written)
    written = written.strip()
    if len(written) > 10 and written[4:5] == "-" and written[10] not in "Tt ":
        raise ValueError(written)
    return date.fromisoformat(written[:10])
