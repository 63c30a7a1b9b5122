"""A web page: its article as lines of text, with its title, publisher, address and day of publication.

trafilatura says which part of the page is the article; the lines are then taken from the page itself, because
trafilatura drops items of a list that are built unlike their neighbours, and captions. A list, a table or a
figure of which a part is kept is kept whole.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.model import Document
from onrecord.read.blocks import Block, blocks, parse
from onrecord.read.decoding import decode, whole
from onrecord.read.page import described
from onrecord.read.records import Origin, Refused, Unread, digest, document

# Twenty times the longest daily assessment; beyond it finding the article takes more than some seconds.
MAX_LINES = 20_000
_WHOLE = ("ul", "ol", "dl", "table", "figure")
_CAPTIONS = ("figcaption", "caption")
_APART = ("nav", "footer", "aside", "dialog", "menu")
# Some sites wrap the whole page in one form; a log-in or a search is short.
_FORM = 600
# The article is the smallest part of the page that holds so much of what trafilatura kept.
_SHARE = 0.85
# So many letters do not stand in an article by chance. A shorter line counts with the letters before it.
_TELLING = 20
# Beyond so many comparisons of letters (lines of the page x letters of the article) only whole lines are compared.
_WORK = 500_000_000


def read_html(stream: BinaryIO, origin: Origin) -> Iterator[Document | Unread]:
    data = whole(stream)
    markup = decode(data, origin.charset or _declared(data))
    root = parse(markup)
    lines = blocks(root) if root is not None else []
    if len(lines) > MAX_LINES:
        said = f"the page has {len(lines):,} lines, the limit is {MAX_LINES:,}"
        raise Refused("too_long", said, "save its article as .txt")
    kept = _article(markup, lines)
    if root is None or not kept:
        hint = "is it a menu, a log-in or a page made by scripts? Save the article's text as .txt"
        yield origin.unread("no_article", "no article found in the page", hint)
        return
    page = described(root, lines, kept[0])
    heading = next((b for b in lines if b.element.tag == "h1" and b not in kept), None)
    if heading and page.title and heading.text in page.title:
        kept.insert(0, heading)
    yield document(
        origin,
        text="\n".join(block.text for block in kept),
        sha256=digest(data),
        title=page.title,
        url=page.url,
        publisher=page.publisher,
        published=page.published,
        language=page.language,
    )


def _declared(data: bytes) -> str | None:
    name = re.search(rb"(?:charset|encoding)\s{0,9}=[\"'\s]{0,9}([\w-]{1,30})", data[:4096], re.IGNORECASE)
    return name[1].decode("ascii", "ignore") if name else None


def _article(markup: str, lines: list[Block]) -> list[Block]:
    """The lines of the page that are its article, in order; empty when there is none."""
    said = _extracted(markup)
    hits = _hits(lines, said) if said else set()
    if not hits:
        return _prose(lines)
    holder = _holder([lines[i].element for i in sorted(hits)], [len(lines[i].text) for i in sorted(hits)])
    inside = [i for i, block in enumerate(lines) if _within(block.element, holder)]
    hits &= set(inside)
    wholes = {part for i in hits if (part := _part(lines[i].element, holder)) is not None}
    repeats = Counter(lines[i].text for i in hits)
    kept = []
    for i in inside:
        block = lines[i]
        if i in hits:
            # A table of contents says each heading twice, once as nothing but a link.
            if not (repeats[block.text] > 1 and block.linked >= len(block.text) > 0):
                kept.append(block)
        elif block.element.tag in _CAPTIONS or _part(block.element, holder) in wholes:
            kept.append(block)
    return kept if any(map(_says_something, kept)) else _prose(lines)


def _extracted(markup: str) -> str:
    from trafilatura import bare_extraction

    # Its warnings ("discarding data") are told by what it gives back.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = bare_extraction(markup, with_metadata=False, include_comments=False, include_tables=True)
    return (getattr(found, "text", None) or "") if found is not None else ""


def _squashed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _hits(lines: list[Block], said: str) -> set[int]:
    """Which lines of the page trafilatura kept. It parts and joins lines its own way, so letters are compared."""
    exact = {_squashed(line) for line in said.split("\n")}
    everything = _squashed(said)
    search = len(everything) * len(lines) <= _WORK
    found = set()
    before = ""
    for i, block in enumerate(lines):
        letters = _squashed(block.text)
        told = letters if len(letters) >= _TELLING else before + letters
        if letters and (letters in exact or (search and len(told) >= _TELLING and told in everything)):
            found.add(i)
        before = (before + letters)[-_TELLING:]
    return found


def _holder(elements: list[Any], sizes: list[int]) -> Any:
    """The smallest element that holds _SHARE of the hits' characters."""
    held: Counter[Any] = Counter()
    for element, size in zip(elements, sizes, strict=True):
        held[element] += size
        for ancestor in element.iterancestors():
            held[ancestor] += size
    enough = _SHARE * sum(sizes)
    return max((e for e in held if held[e] >= enough), key=lambda e: sum(1 for _ in e.iterancestors()))


def _within(element: Any, holder: Any) -> bool:
    return element is holder or any(ancestor is holder for ancestor in element.iterancestors())


def _part(element: Any, holder: Any) -> Any | None:
    """The outermost list, table or figure inside `holder` that the element belongs to."""
    part = None
    while element is not None and element is not holder:
        if element.tag in _WHOLE:
            part = element
        element = element.getparent()
    return part


def _prose(lines: list[Block]) -> list[Block]:
    """For a page in which trafilatura sees nothing: its sentences, outside menus and such."""
    return [block for block in lines if _is_sentence(block) and not _is_apart(block.element)]


def _says_something(block: Block) -> bool:
    """A log-in or a menu has no line that is a sentence, or an entry with a figure."""
    return (_is_sentence(block) or any(map(str.isdigit, block.text))) and not _is_apart(block.element)


def _is_sentence(block: Block) -> bool:
    text = block.text
    return text[-1] in '.!?…”"»)' and len(text.split()) >= 5 and 2 * block.linked < len(text)


def _is_apart(element: Any) -> bool:
    for holder in (element, *element.iterancestors(*_APART, "form")):
        if holder.tag in _APART or (holder.tag == "form" and len(holder.text_content()) < _FORM):
            return True
    return False
