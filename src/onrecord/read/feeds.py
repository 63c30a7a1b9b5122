"""RSS and Atom: each entry is a document: its title, then its content or else its summary, without the markup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from onrecord.model import Document
from onrecord.read.blocks import plain
from onrecord.read.decoding import whole
from onrecord.read.records import Origin, Refused, Unread, digest, document


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    data = whole(stream)
    if not data.strip():
        raise Refused("empty", "it is empty")
    import feedparser

    # The headers stop feedparser from treating the bytes as an address and tell it the server's charset.
    headers = {"content-type": f"application/xml; charset={origin.charset}"} if origin.charset else {}
    # Our own lines are made of the raw HTML, and nothing of it is shown as HTML: no need to clean it twice.
    feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise Refused("not_a_feed", "it is neither RSS nor Atom", "save articles as .html or .txt")
    if not feed.entries:
        raise Refused("empty", "the feed has no entries")
    publisher = _text(feed.feed.get("title"))
    for n, entry in enumerate(feed.entries, 1):
        link = _text(entry.get("link"))
        body = _body(entry)
        title = plain(entry.get("title") or "") or None
        # A headline claims as much as what stands under it, and some feeds hold nothing else.
        text = f"{title}\n{body}" if title and body and title not in body else body or title or ""
        yield document(
            origin,
            text=text,
            sha256=digest(text.encode("utf-8", "replace")),
            id=_text(entry.get("id")) or link or f"{origin.id}:{n}",
            title=title,
            url=link if link and link.startswith(("http://", "https://")) else None,
            publisher=_text((entry.get("source") or {}).get("title")) or publisher,
            published=_day(entry.get("published_parsed") or entry.get("updated_parsed")),
            language=_text(feed.feed.get("language")),
            at=f"entry {n}",
        )


def _body(entry: Any) -> str:
    contents = [plain(c.get("value") or "") for c in entry.get("content") or []]
    return max(contents, key=len, default="") or plain(entry.get("summary") or "")


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _day(moment: Any) -> date | None:
    try:
        return date(*moment[:3]) if moment else None
    except (TypeError, ValueError):
        return None
