"""Bytes into text: whole, in one encoding, or not at all. Nothing is guessed into other characters.

Tried in turn: a byte order mark (UTF-8, UTF-16), UTF-8, what was declared, and windows-1251 or -1252 told
apart by charset-normalizer. The one change made to a text is that each line ends with "\\n".
"""

from __future__ import annotations

import codecs
from typing import BinaryIO

from onrecord.read.records import MAX_BYTES, Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (
    (b"%PDF-", "a PDF", "save its text as .txt"),
    (b"PK\x03\x04", "a ZIP or Office file", "unpack it, or save its text as .txt"),
    (b"\x1f\x8b", "gzip data", "unpack it first"),
    (b"\x89PNG", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"SQLite format 3", "an SQLite file", "is it the ledger? Give it as --ledger"),
)
_SAMPLE = 64 * 1024


def whole(stream: BinaryIO) -> bytes:
    """All bytes of `stream`. Raises `Refused` when they are more than MAX_BYTES."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused("too_large", f"larger than {MAX_BYTES >> 20} MiB", "split it, or make it JSONL")
    return data


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`, lines ending with "\\n". Raises `Refused`: empty, binary, encoding."""
    text = _decoded(data, declared)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoded(data: bytes, declared: str | None) -> str:
    if not data.strip():
        raise Refused("empty", "it is empty")
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                what = f"it starts as {name} but byte {error.start:,} is not"
                raise Refused("encoding", what, "save it as UTF-8") from None
    for magic, what, hint in _MAGIC:
        if data.startswith(magic):
            raise Refused("binary", f"it is {what}, not text", hint)
    if b"\0" in data:
        raise Refused("binary", "it is binary, not text", "if it is UTF-16, save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    if declared:
        try:
            return data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
    if _damaged(data):
        raise Refused("encoding", f"it is UTF-8 but for byte {at:,}", "mend it, for example with iconv -c -t utf-8")
    return _windows(data, at)


def _damaged(data: bytes) -> bool:
    """Whether more of the characters beyond ASCII are good UTF-8 than are not."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    return sum(c > "\x7f" for c in text) > 2 * bad


def _windows(data: bytes, at: int) -> str:
    from charset_normalizer import from_bytes

    # What follows the first byte that is not ASCII tells more than the start of the file.
    sample = data[max(0, at - 1024) : at + _SAMPLE]
    best = from_bytes(sample, cp_isolation=["cp1251", "cp1252"]).best()
    for name in ([best.encoding] if best else []) + ["cp1251", "cp1252"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if sum(c < " " and c not in "\t\n\r\f\x1a" for c in text[:_SAMPLE]) <= len(text[:_SAMPLE]) // 1000:
            return text
    raise Refused("encoding", f"byte {at:,} is not UTF-8, nor is it windows-1251 or -1252", "save it as UTF-8")
