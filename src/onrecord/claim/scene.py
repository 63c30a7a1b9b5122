"""A sentence as the claim readers see it: tokens with what the marks and the lexicon say of each.

A figure's number, a time phrase and a place name are one token each; all others are words and
punctuation with their lexicon tags. Positions are indexes into `Scene.tokens`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onrecord.claim.vocabulary import WORD, Phrase, Tag, phrases
from onrecord.mark.records import Figure, Marks, PlaceMark, Time
from onrecord.model import Span

CLAUSE_STOPS = frozenset({";", ":", "(", ")", "—", "–", "[", "]", "•", '"', "“", "”"})


@dataclass(slots=True)
class Token:
    """`text` as written, `word` in lower case; `tags` start here, `inside` holds those of a phrase that
    started earlier."""

    start: int
    end: int
    text: str
    word: str
    tags: tuple[Tag, ...] = ()
    width: int = 1
    figure: Figure | None = None
    time: Time | None = None
    place: PlaceMark | None = None

    def tag(self, group: str) -> Tag | None:
        for tag in self.tags:
            if tag.group == group:
                return tag
        return None

    def has(self, group: str, value: str | None = None) -> bool:
        return any(tag.group == group and (value is None or tag.value == value) for tag in self.tags)


@dataclass(slots=True)
class Scene:
    """One sentence (or line) of a document, `span` its place there."""

    text: str
    span: Span
    tokens: list[Token]
    figures: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    groups: frozenset[str] = frozenset()
    speakers: set[int] = field(default_factory=set)  # tokens that name who says something

    def words(self, start: int, end: int) -> str:
        """The text's own words from token `start` up to, not including, token `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def span_of(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def find(self, group: str, value: str | None = None, start: int = 0, end: int | None = None) -> Iterator[int]:
        for index in range(max(0, start), len(self.tokens) if end is None else min(end, len(self.tokens))):
            if self.tokens[index].has(group, value):
                yield index


def scenes(text: str, marks: Marks, language: str = "en") -> Iterator[Scene]:
    """The sentences of a document as scenes, in order; linear in its length."""
    try:
        table = phrases(language)
    except FileNotFoundError:  # a language of which only lists and figures are known
        return
    figures = _Cursor(
        marks.figures, lambda figure: Span(min(figure.span.start, figure.number.start), figure.number.end)
    )
    times = _Cursor(marks.times, lambda time: getattr(time, "phrase", None) or time.span)
    places = _Cursor(marks.places, lambda place: place.span)
    for span in marks.sentences:
        yield _scene(text, span, table, figures.within(span), times.within(span), places.within(span))


class _Cursor:
    """Marks in order of position, cut by sentence."""

    def __init__(self, marks: Sequence, extent) -> None:  # type: ignore[no-untyped-def, type-arg]
        self.items = sorted(((extent(mark), mark) for mark in marks), key=lambda item: item[0])
        self.starts = [span.start for span, _ in self.items]

    def within(self, span: Span) -> list:  # type: ignore[type-arg]
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [item for item in self.items[low:high] if item[0].end <= span.end]


def _scene(
    text: str, span: Span, table: dict[str, tuple[Phrase, ...]], figures: list, times: list, places: list
) -> Scene:  # type: ignore[type-arg]
    whole = sorted(
        [(s, 0, "time", m) for s, m in times]
        + [(s, 1, "figure", m) for s, m in figures]
        + [(s, 2, "place", m) for s, m in places],
        key=lambda item: (item[0].start, item[1]),
    )
    tokens: list[Token] = []
    position = span.start
    for extent, _, kind, mark in whole:
        if extent.start < position:
            # A place inside a time phrase, or the like: the earlier mark holds the words.
            if (
                kind == "place"
                and tokens
                and tokens[-1].start <= extent.start
                and tokens[-1].place is None
                and tokens[-1].time is None
            ):
                tokens[-1].place = mark
            continue
        _plain(text, position, extent.start, tokens)
        token = Token(
            extent.start, extent.end, text[extent.start : extent.end], text[extent.start : extent.end].lower()
        )
        setattr(token, kind, mark)
        tokens.append(token)
        position = extent.end
    _plain(text, position, span.end, tokens)
    scene = Scene(text, span, tokens)
    _tag(scene, table)
    return scene


def _plain(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in WORD.finditer(text, start, end):
        written = match.group()
        tokens.append(Token(match.start(), match.end(), written, written.lower().replace("’", "'")))


def _tag(scene: Scene, table: dict[str, tuple[Phrase, ...]]) -> None:
    tokens, groups, index = scene.tokens, set(), 0
    while index < len(tokens):
        token = tokens[index]
        if token.figure is not None:
            scene.figures.append(index)
        if token.time is not None:
            scene.times.append(index)
            index += 1
            continue
        if token.place is not None:
            scene.places.append(index)
        width = 0
        key = token.word if token.figure is None else ""
        if token.place is not None:
            first = WORD.match(key)
            key = first.group() if first else key
        for phrase in table.get(key, ()) or table.get(key.removesuffix("'s").removesuffix("'"), ()):
            size = len(phrase.words)
            if size < width:
                break
            if size == 1 and (token.word == key) or size > 1 and _follows(tokens, index, phrase.words):
                width = size
                token.tags += (phrase.tag,)
                groups.add(phrase.tag.group)
        token.width = max(width, 1)
        index += token.width
    scene.groups = frozenset(groups)


def _follows(tokens: list[Token], index: int, words: tuple[str, ...]) -> bool:
    if index + len(words) > len(tokens):
        return False
    for offset in range(1, len(words)):
        if tokens[index + offset].word != words[offset] or tokens[index + offset].figure is not None:
            return False
    return tokens[index].word in (words[0], words[0] + "'s")
