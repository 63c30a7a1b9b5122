"""What a person names (FILE, DIR, URL or "-") into the documents it holds, in a stable order."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.model import Document
from onrecord.model.errors import FetchError, InputError
from onrecord.read.readers import READERS, Kind, by_head, by_media, by_name
from onrecord.read.records import Origin, Refused, Unread

_HEAD = 8192


def documents(
    target: str, *, published: date | None = None, publisher: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Unread]:
    """The documents of `target`, and an `Unread` for each that could not be read, as they come.

    `target` is a file, a folder (all files with a reader's suffix below it, sorted), an http(s) URL, or "-" for
    `stdin` (else standard input), whose kind is told from its first bytes. `published` and `publisher` override
    what the inputs say. Raises InputError when `target` is not there, FetchError when a URL cannot be fetched.
    """
    if target == "-":
        origin = Origin(where="stdin", id="stdin", published=published, publisher=publisher)
        return _from_stream(stdin or sys.stdin.buffer, origin)
    if _is_url(target):
        return _from_url(target, Origin(where=target, id=target, published=published, publisher=publisher, url=target))
    if "://" in target and not os.path.lexists(target):
        raise FetchError(f"{target}: only http and https are fetched", "save it and read the file")
    if not target:
        raise InputError("the name of an input is empty", "give a file, a folder, a URL, or - for standard input")
    path = Path(target)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(f"{target}: {_why(error)}", "give a file, a folder, a URL, or - for standard input") from None
    except ValueError:
        raise InputError(f"{target!r} is no path") from None
    if not stat.S_ISDIR(mode):
        return _from_file(path, path.parent, published, publisher)
    files = _files(path)
    if not files:
        known = " ".join(suffix for kind in READERS for suffix in kind.suffixes)
        raise InputError(f"{target}: no file in it that Onrecord reads", f"it reads {known}")
    return (item for file in files for item in _from_file(file, path, published, publisher))


def files(target: str) -> list[str]:
    """The files of a folder that `documents` would read, in its order; what is no folder, or holds none, by itself."""
    path = Path(target)
    below = _files(path) if target and not _is_url(target) and path.is_dir() else []
    return [str(file) for file in below] or [target]


def count(target: str) -> int | None:
    """About how many documents `target` holds, found without reading them: files, and lines of JSONL files.

    None when it cannot be told (a URL, standard input, nothing there)."""
    if target in ("", "-") or _is_url(target):
        return None
    path = Path(target)
    try:
        return sum(map(_lines, _files(path))) if path.is_dir() else _lines(path)
    except (OSError, ValueError):
        return None


def _lines(path: Path) -> int:
    kind = by_name(path.name)
    if kind is None or kind.name != "jsonl" or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b"")) or 1


def _is_url(target: str) -> bool:
    return target[:8].lower().startswith(("http://", "https://"))


def _files(folder: Path) -> list[Path]:
    """Files with a known suffix below `folder`, sorted by path; hidden ones, linked folders, pipes and devices are
    passed over. A link to nothing is listed: that it cannot be read is worth a line."""
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(here, name) for name in names if not name.startswith(".") and by_name(name)]
    return sorted(path for path in found if path.is_file() or not path.exists())


def _from_file(path: Path, folder: Path, published: date | None, publisher: str | None) -> Iterator[Document | Unread]:
    """One file; its documents are named after it, with the way to it from `folder`: "2023/may" for 2023/may.txt."""
    kind = by_name(path.name)
    id = path.relative_to(folder).with_suffix("").as_posix()
    origin = Origin(where=str(path), id=id, published=published, publisher=publisher)
    try:
        with path.open("rb") as stream:
            yield from _guarded(stream, origin, kind) if kind else _from_stream(stream, origin)
    except OSError as error:
        # It was there when it was named or listed; only reading it tells whether it still is.
        code = "vanished" if isinstance(error, FileNotFoundError) else "unreadable"
        yield origin.unread(code, _why(error))


def _from_url(url: str, origin: Origin) -> Iterator[Document | Unread]:
    from dataclasses import replace

    from onrecord.read.fetch import fetch

    answer = fetch(url)
    kind = by_media(answer.media)
    if kind is None and answer.media.partition("/")[0] in ("image", "audio", "video", "font"):
        raise FetchError(f"{url}: the answer is {answer.media}, not text")
    # Servers call feeds and JSON by many names: what the bytes say decides unless the type is one of ours.
    if kind is None or kind.name == "text":
        kind = by_head(answer.data[:_HEAD])
    yield from _guarded(io.BytesIO(answer.data), replace(origin, url=answer.url, charset=answer.charset), kind)


def _from_stream(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, _HEAD)  # type: ignore[type-var]
    yield from _guarded(buffered, origin, by_head(buffered.peek(_HEAD)[:_HEAD]))


def _guarded(stream: BinaryIO, origin: Origin, kind: Kind) -> Iterator[Document | Unread]:
    try:
        yield from kind.reader()(stream, origin)
    except Refused as refused:
        yield origin.unread(refused.code, refused.message, refused.hint)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error)).lower()
