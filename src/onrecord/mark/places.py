"""Place names by their form and company: a first reading, without a gazetteer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.mark.records import PlaceMark
from onrecord.model import Span

_CUE = (
    r"(?:\b(?:in|near|of|around|at|toward|towards|from|to|on|outside|into|within|over|between|across|Near|In|Around|At|North|South|East|West)\s+"
    r"(?:the\s+)?(?:(?:village|town|city|settlement|port|region|area|areas|outskirts|vicinity|direction|suburbs|Oblast town|Oblast village|oblast|settlements|villages|towns|cities)\s+(?:of\s+)?)?)"
)
_NAME = r"(?:[A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|Oblast|oblast|Raion|region|direction|district|City|axis|area))*)"
_PATTERN = re.compile(rf"{_CUE}(?P<name>{_NAME})")
_LIST = re.compile(rf"(?:,|,? and|, and)\s+(?P<name>{_NAME})(?=[\s,.;:)])")
_KIND = re.compile(rf"\b(?P<name>[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+)?)(?= (?:region|oblast|Oblast|direction|district|axis|Raion))")
_NOT = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December The This That Russian Ukrainian Armed General Ministry Defense Defence Telegram Facebook Twitter".split()
)


def places(text: str, taken: Sequence[Span] = ()) -> tuple[PlaceMark, ...]:
    """Place marks of `text`, in order."""
    found: dict[int, PlaceMark] = {}

    def add(start: int, end: int) -> None:
        name = text[start:end]
        if name.split()[0] in _NOT or any(s.start < end and start < s.end for s in taken):
            return
        found.setdefault(start, PlaceMark(span=Span(start, end), name=name, kind="other"))

    for match in _PATTERN.finditer(text):
        add(match.start("name"), match.end("name"))
        position = match.end()
        while following := _LIST.match(text, position):
            add(following.start("name"), following.end("name"))
            position = following.end()
    for match in _KIND.finditer(text):
        add(match.start("name"), match.end("name"))
    out: list[PlaceMark] = []
    for start in sorted(found):
        mark = found[start]
        if not out or out[-1].span.end <= start:
            out.append(mark)
    return tuple(out)
