"""A text cut at the borders of its claims, so that claims may nest, overlap and share their words."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from onrecord.model import Span

LANES: Final = 4
"""How many claims are underlined at once over the same words; one beyond has its number alone, so that the
page grows with the text and its claims and not with their product."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words under the same claims: `marks` are (claim, lane), the lane telling which underline is that claim's
    all along its span; `ends` are the claims that end with the piece."""

    text: str
    marks: tuple[tuple[int, int], ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`starts` are the claims whose notes stand beside this paragraph."""

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]


def paragraphs(text: str, spans: Sequence[Span]) -> list[Paragraph]:
    """The paragraphs of `text` (its lines that are not blank) with the claims at `spans`, named by their
    positions in `spans`. A span outside the text stands at its nearest edge, one between paragraphs with the
    next. Grows with the text and the spans (sorting apart), never with their product."""
    blocks = list(_blocks(text))
    if not blocks:
        return []
    homes: list[list[int]] = [[] for _ in blocks]
    cuts: list[set[int]] = [{block.start, block.end} for block in blocks]
    starts: defaultdict[int, list[int]] = defaultdict(list)
    ends: defaultdict[int, list[int]] = defaultdict(list)
    points: defaultdict[int, list[int]] = defaultdict(list)
    for claim, span in enumerate(spans):
        home = min(bisect_right(blocks, span.start, key=lambda block: block.end), len(blocks) - 1)
        start = min(max(span.start, blocks[home].start), blocks[home].end)
        until = max(bisect_left(blocks, span.end, key=lambda block: block.start) - 1, home)
        end = min(max(span.end, start), blocks[until].end)
        homes[home].append(claim)
        cuts[home].add(start)
        cuts[until].add(end)
        if start == end:
            points[start].append(claim)
        else:
            starts[start].append(claim)
            ends[end].append(claim)
    lanes = _Lanes()
    done = []
    for block, home_of, cut in zip(blocks, homes, cuts, strict=True):
        pieces: list[Piece] = []
        borders = sorted(cut)
        for start, end in pairwise(borders):
            if points[start]:
                pieces.append(Piece("", lanes.marks(), tuple(points[start])))
            lanes.begin(starts[start])
            pieces.append(Piece(text[start:end], lanes.marks(), tuple(ends[end])))
            lanes.end(ends[end])
        if points[block.end]:
            pieces.append(Piece("", lanes.marks(), tuple(points[block.end])))
        done.append(Paragraph(tuple(pieces), tuple(home_of)))
    return done


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        if inner := line.strip():
            indent = line.index(inner[0])
            yield Span(start + indent, start + indent + len(inner))
        start += len(line) + 1


class _Lanes:
    """Which claims are underlined now, each in the first lane that was free when it began."""

    def __init__(self) -> None:
        self._free = list(range(LANES))
        self._taken: dict[int, int] = {}

    def begin(self, claims: list[int]) -> None:
        for claim in claims[: len(self._free)]:
            self._taken[claim] = heapq.heappop(self._free)

    def end(self, claims: list[int]) -> None:
        for claim in claims:
            if claim in self._taken:
                heapq.heappush(self._free, self._taken.pop(claim))

    def marks(self) -> tuple[tuple[int, int], ...]:
        return tuple(self._taken.items())
