"""The readers, one line each: add one here, and beside it the file that reads.

A reader is found by the name of a file, by the media type of an answer, or by the first bytes of a stream. It
is imported when first used, for HTML and feeds bring large libraries.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import msgspec

from onrecord.read.records import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of input. `function` is "module:function" below this package; `begins` looks at the first bytes."""

    name: str
    function: str
    suffixes: tuple[str, ...]
    media: tuple[str, ...]
    begins: Callable[[bytes], bool]

    def reader(self) -> Reader:
        module, _, function = self.function.partition(":")
        found: Reader = getattr(import_module(f"onrecord.read.{module}"), function)
        return found


def _is_jsonl(head: bytes) -> bool:
    """An object on one line; an object of which no newline has been seen yet is a line, too."""
    first, newline, _ = head.partition(b"\n")
    if not first.startswith(b"{"):
        return False
    try:
        return not newline or isinstance(msgspec.json.decode(first), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # A bad line among good ones is still JSONL; the first line of a pretty object is a lone brace or a field.
        return first.rstrip().endswith(b"}")


def _starts(pattern: bytes) -> Callable[[bytes], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda head: compiled.match(head) is not None


_PROLOGUE = rb"(?:<\?xml[^>]{0,200}>\s{0,99})?(?:<!--[^>]{0,400}-->\s{0,99})?(?:<\?xml-stylesheet[^>]{0,200}>\s{0,99})?"

# In the order in which the first bytes are tried; plain text takes what is left.
READERS: tuple[Kind, ...] = (
    Kind(
        name="jsonl",
        function="jsons:read_jsonl",
        suffixes=(".jsonl", ".ndjson"),
        media=("application/x-ndjson", "application/jsonl", "application/x-jsonlines"),
        begins=_is_jsonl,
    ),
    Kind(
        name="json",
        function="jsons:read_json",
        suffixes=(".json",),
        media=("application/json",),
        begins=_starts(rb'\{\s{0,999}["}]|\[\s{0,999}[{\]]'),
    ),
    Kind(
        name="html",
        function="html:read_html",
        suffixes=(".html", ".htm", ".xhtml"),
        media=("text/html", "application/xhtml+xml"),
        begins=_starts(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1)\b"),
    ),
    Kind(
        name="feed",
        function="feeds:read_feed",
        suffixes=(".xml", ".rss", ".atom"),
        media=("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"),
        # XML of any other kind is told that it is no feed, rather than read as text with all its tags.
        begins=_starts(rb"<\?xml\b|<(?:rss|feed|rdf:RDF)\b"),
    ),
    Kind(
        name="text",
        function="text:read_text",
        suffixes=(".txt", ".text", ".md"),
        media=("text/plain", "text/markdown"),
        begins=lambda head: True,
    ),
)


def by_name(name: str) -> Kind | None:
    """The kind whose suffix ends `name`, upper or lower case; None when the suffix is no reader's."""
    lower = name.lower()
    return next((kind for kind in READERS if lower.endswith(kind.suffixes)), None)


def by_media(media: str) -> Kind | None:
    """The kind of a Content-Type without its parameters."""
    return next((kind for kind in READERS if media in kind.media), None)


def by_head(head: bytes) -> Kind:
    """The kind that the first bytes of an input (some kilobytes) look like."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return next(kind for kind in READERS if kind.begins(head))
