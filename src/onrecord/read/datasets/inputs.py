"""What a person names (FILE, DIR, URL or "-") as bytes, with what is known of where they came from."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.model.errors import InputError
from onrecord.read.cache import Cache
from onrecord.read.decoding import whole
from onrecord.read.readers import READERS
from onrecord.read.records import Refused, Unread

_TABLES = (".csv", ".tsv")
_MAPS = (".geojson", ".geojson.gz")
_SUFFIXES = (*_TABLES, *_MAPS, *(suffix for kind in READERS for suffix in kind.suffixes))
_ASK = "give a file, a folder, a URL, or - for standard input"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The bytes of one input. `where` is shown to people, `id` names documents that have no id; `media` is what a
    server called it, and `missing` the number of bytes that it announced and never sent."""

    where: str
    id: str
    data: bytes
    url: str | None = None
    media: str = ""
    charset: str | None = None
    missing: int = 0

    @property
    def tabular(self) -> bool:
        """Whether its name or media type says that it is CSV."""
        return self.where.lower().endswith(_TABLES) or self.media in ("text/csv", "text/tab-separated-values")


def payloads(target: str, *, cache: Cache | None = None, stdin: BinaryIO | None = None) -> Iterator[Payload | Unread]:
    """The inputs of `target`: a file, each file below a folder that can be read, the answer of a URL, `stdin` for "-".

    Raises InputError when `target` is not there, FetchError when a URL cannot be fetched."""
    if target == "-":
        yield from _from_stream("stdin", "stdin", stdin or sys.stdin.buffer)
    elif target[:8].lower().startswith(("http://", "https://")):
        yield _from_url(target, cache)
    elif "://" in target and not os.path.lexists(target):
        raise InputError(f"{target}: only http and https are fetched", "save it and import the file")
    else:
        path = Path(target)
        if not target or not path.exists():
            raise InputError(f"{target or 'an empty name'}: there is no such file", _ASK)
        if not path.is_dir():
            yield from _from_file(path, path.parent)
            return
        files = _files(path)
        if not files:
            raise InputError(f"{target}: no file in it that Onrecord imports", f"it imports {' '.join(_SUFFIXES)}")
        for file in files:
            yield from _from_file(file, path)


def _files(folder: Path) -> list[Path]:
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(here, name) for name in names if name.lower().endswith(_SUFFIXES) and not name.startswith(".")]
    return sorted(path for path in found if path.is_file())


def _from_file(path: Path, folder: Path) -> Iterator[Payload | Unread]:
    id = path.relative_to(folder).with_suffix("").as_posix()
    try:
        with path.open("rb") as stream:
            yield from _from_stream(str(path), id, stream)
    except OSError as error:
        yield Unread(where=str(path), code="unreadable", message=(error.strerror or str(error)).lower())


def _from_stream(where: str, id: str, stream: BinaryIO) -> Iterator[Payload | Unread]:
    try:
        yield Payload(where=where, id=id, data=whole(stream))
    except Refused as refused:
        yield Unread(where=where, code=refused.code, message=refused.message, hint=refused.hint)


def _from_url(url: str, cache: Cache | None) -> Payload:
    from onrecord.read.fetch import fetch

    answer = fetch(url, cache=cache, half=True)
    return Payload(
        where=url, id=url, data=answer.data, url=answer.url, media=answer.media, charset=answer.charset,
        missing=answer.missing,
    )  # fmt: skip
