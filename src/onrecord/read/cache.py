"""Answers of servers kept on disk, so that what has not changed is not sent again (RFC 9111: ETag, Last-Modified)."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as it came, and what to ask the server with whether it still holds."""

    data: bytes
    media: str
    charset: str | None
    url: str
    etag: str | None = None
    modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Request headers: the server answers 304 when the answer is the same still."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


class _Head(msgspec.Struct):
    asked: str
    url: str
    media: str
    charset: str | None
    etag: str | None
    modified: str | None
    sha256: str


class Cache:
    """A folder with two files for each address: the answer, and what is known of it. One that is missing, damaged or
    cannot be written is as good as none: the cache never keeps anything from being fetched."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> Kept | None:
        body, head = self._places(url)
        try:
            known = msgspec.json.decode(head.read_bytes(), type=_Head)
            data = body.read_bytes()
        except (OSError, msgspec.DecodeError):
            return None
        if known.asked != url or hashlib.sha256(data).hexdigest() != known.sha256:
            return None
        return Kept(
            data=data, media=known.media, charset=known.charset, url=known.url, etag=known.etag, modified=known.modified
        )

    def put(self, url: str, kept: Kept) -> None:
        """Keeps an answer that its server can be asked about again; another one is let go."""
        if not kept.conditions:
            return
        body, head = self._places(url)
        known = _Head(
            asked=url, url=kept.url, media=kept.media, charset=kept.charset, etag=kept.etag, modified=kept.modified,
            sha256=hashlib.sha256(kept.data).hexdigest(),
        )  # fmt: skip
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # The head last: with an older or torn body it does not fit, and is not believed.
            _replace(body, kept.data)
            _replace(head, msgspec.json.encode(known))

    def _places(self, url: str) -> tuple[Path, Path]:
        name = hashlib.sha256(url.encode()).hexdigest()[:32]
        return self._folder / f"{name}.body", self._folder / f"{name}.json"


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def default() -> Path:
    """Where answers are kept: ONRECORD_CACHE, else the user's cache folder."""
    named = os.environ.get("ONRECORD_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "onrecord"
