"""What a web page says of itself: title, publisher, address, language and the day it was published.

The day is taken, in turn, from JSON-LD, from meta elements, from a dated <time>, from the address, and from a
line near the article that says so ("posted 14 August 2023"). It is not guessed from anything else: the first date
in a text is as often the one it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec

from onrecord.read.blocks import Block
from onrecord.read.dates import day_in, is_dateline
from onrecord.read.jsons import day

_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)([/-])([01]?\d)\2([0-3]?\d)(?!\d)")
_POSTED = re.compile(
    r"\b(?:posted|published|publication date|issued|опубліковано|дата публікації|опубликовано|дата публикации)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    title: str | None
    publisher: str | None
    url: str | None
    language: str | None
    published: date | None


def described(root: Any, lines: list[Block], first: Block) -> Page:
    """What the page of `root` says of itself; `lines` are all its lines and `first` the article's first."""
    meta = _meta(root)
    facts = list(_json_ld(root))
    name = meta.get("og:site_name") or next((p for f in facts if (p := _name(f.get("publisher")))), None)
    url = _address(root, meta)
    return Page(
        title=_title(root, meta, facts, name),
        publisher=name,
        url=url,
        language=root.get("lang") or next((e.get("lang") for e in root.iter("html") if e.get("lang")), None),
        published=_published(root, meta, facts, url, lines, first),
    )


def _meta(root: Any) -> dict[str, str]:
    """The first content of each name; property, name and itemprop are one here."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_ld(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, articles first."""
    found: list[dict[str, Any]] = []
    for element in root.iter("script"):
        if (element.get("type") or "").lower() != "application/ld+json" or not element.text:
            continue
        try:
            waiting = [msgspec.json.decode(element.text)]
        except msgspec.DecodeError:
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                found.append(value)
                waiting.append(value.get("@graph"))
                waiting.append(value.get("mainEntity"))
    yield from sorted(found, key=lambda f: not any(w in str(f.get("@type")) for w in ("Article", "Posting", "Report")))


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _title(root: Any, meta: dict[str, str], facts: list[dict[str, Any]], site: str | None) -> str | None:
    written = next((" ".join((e.text or "").split()) for e in root.iter("title")), None)
    given = next((t for f in facts if (t := _name(f.get("headline")))), None) or meta.get("og:title") or written
    if given and site:
        for mark in (" - ", " | ", " — ", " – ", ": "):
            given = given.removesuffix(mark + site).removeprefix(site + mark)
    return given or None


def _address(root: Any, meta: dict[str, str]) -> str | None:
    canonical = next((e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"), None)
    for url in (canonical, meta.get("og:url")):
        try:
            parts = urlsplit((url or "").strip())
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname:
            return parts.geturl()
    return None


def _published(
    root: Any, meta: dict[str, str], facts: list[dict[str, Any]], url: str | None, lines: list[Block], first: Block
) -> date | None:
    for written in [f.get("datePublished") for f in facts] + [meta.get(name) for name in _DATES]:
        if found := _day(written):
            return found
    for element in root.iter("time"):
        about = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if ("publi" in about or "post" in about or element.get("pubdate") is not None) and (
            found := _day(element.get("datetime"))
        ):
            return found
    times = {_day(e.get("datetime")) for e in root.iter("time")} - {None}
    if len(times) == 1:
        return times.pop()
    if (m := _IN_ADDRESS.search(urlsplit(url or "").path)) and (found := _day(f"{m[1]}-{int(m[3]):02}-{int(m[4]):02}")):
        return found
    return _told(lines, first)


def _told(lines: list[Block], first: Block) -> date | None:
    """The day that a short line about the article names: "posted ..." anywhere, or a date alone near its start."""
    for block in lines:
        if len(block.text) <= 200 and (m := _POSTED.search(block.text)) and (found := day_in(block.text[m.end() :])):
            return found
    at = lines.index(first)
    near = lines[max(0, at - 12) : at + 5]
    return next((found for block in near if is_dateline(block.text) and (found := day_in(block.text))), None)


def _day(written: Any) -> date | None:
    if not isinstance(written, str):
        return None
    try:
        return day(written)
    except ValueError:
        return day_in(written) if len(written) < 60 else None
