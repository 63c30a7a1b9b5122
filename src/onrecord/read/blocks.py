"""An HTML tree into lines of text, one for each block that a browser would set on lines of its own.

White space is collapsed as a browser does; a table's row is one line, its cells parted by " | ".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_SKIPPED = _tags(
    "script style noscript template svg math iframe object button select textarea head input audio video canvas"
)
_BLOCKS = _tags(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody tfoot "
    "thead tr ul"
)
_CELLS = frozenset(("td", "th"))
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# A row longer than this is a page set as a table, its cells' blocks are lines of their own.
_ROW = 300


@dataclass(frozen=True, slots=True)
class Block:
    """One line: `text` without line breaks, `element` the innermost block that holds it, `linked` how many of
    its characters stand within links."""

    text: str
    element: Any
    linked: int


def parse(markup: str) -> Any | None:
    """The root element of an HTML text, or None when it holds no element."""
    # lxml refuses a str that declares its encoding; the text is decoded already.
    if markup.lstrip()[:5] == "<?xml":
        markup = markup.partition("?>")[2]
    try:
        return html.document_fromstring(markup, parser=html.HTMLParser(encoding=None, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def blocks(root: Any) -> list[Block]:
    """The lines of an element, in order, none empty. Scripts, styles, controls and hidden parts are left out."""
    return list(_blocks(root))


def _blocks(root: Any) -> Iterator[Block]:
    parts: list[str] = []
    linked = 0
    links = 0  # how many open <a> we are in
    row: Any = None  # the open table row that is to be one line
    holders = [root]  # the open block elements

    def line() -> Block | None:
        nonlocal linked
        text = " ".join("".join(parts).translate(_INVISIBLE).split()).removesuffix(" |")
        parts.clear()
        made = Block(text, holders[-1], min(linked, len(text))) if text.strip("| ") else None
        linked = 0
        return made

    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SKIPPED or _hidden(element):
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                if row is None:
                    if made := line():
                        yield made
                    if tag == "tr" and _is_row(element):
                        row = element
                else:
                    parts.append(" ")
                holders.append(element)
            elif tag in _CELLS and "".join(parts).strip():
                parts.append(" | " if row is not None else "\n")
            links += tag == "a"
            if element.text:
                parts.append(element.text)
                linked += len(element.text.strip()) if links else 0
            continue
        if event == "end" and tag not in _SKIPPED and not _hidden(element):
            links -= tag == "a"
            if tag in _BLOCKS:
                if row is None or row is element:
                    if made := line():
                        yield made
                    row = None
                else:
                    parts.append(" ")
                holders.pop()
            elif tag in _CELLS and row is None and (made := line()):
                yield made
        if element is not root and element.tail:
            parts.append(element.tail)
            linked += len(element.tail.strip()) if links else 0
    if made := line():
        yield made


def _hidden(element: Any) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and "display:none" in style.replace(" ", "").lower())


def _is_row(element: Any) -> bool:
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > _ROW:
            return False
    return next(element.iter("table"), None) is None


def plain(markup: str) -> str:
    """The lines of a piece of HTML, as feeds hold it; text without markup is given back as it is."""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    root = parse(markup)
    return "" if root is None else "\n".join(block.text for block in blocks(root))
