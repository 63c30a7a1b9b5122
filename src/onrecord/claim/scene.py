"""A sentence as the claim readers see it: tokens with what the marks and the lexicon say of each.

A figure's number, a time phrase and a place name are one token each; all others are words and
punctuation with their lexicon tags. Positions are indexes into `Scene.tokens`. A sentence may be as long
as the text: whatever looks around a token does so within `REACH`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from onrecord.claim.vocabulary import WORD, Phrase, Tag, phrases
from onrecord.mark.records import Figure, Marks, PlaceMark, Time
from onrecord.model import Span

REACH = 120  # tokens: what is further away has nothing to do with a word
M = TypeVar("M", Figure, Time, PlaceMark)


@dataclass(slots=True)
class Token:
    """`text` as written, `word` in lower case; `tags` are those of the longest phrase that starts here, `width`
    its length in tokens."""

    start: int
    end: int
    text: str
    word: str
    tags: tuple[Tag, ...] = ()
    width: int = 1
    figure: Figure | None = None
    time: Time | None = None
    place: PlaceMark | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def tag(self, group: str) -> Tag | None:
        for tag in self.tags:
            if tag.group == group:
                return tag
        return None

    def has(self, group: str, value: str | None = None) -> bool:
        for tag in self.tags:  # noqa: SIM110 - asked of most tokens: a generator would double its time
            if tag.group == group and (value is None or tag.value == value):
                return True
        return False


@dataclass(slots=True)
class Scene:
    """One sentence (or line) of a document, `span` its place there. `figures`, `times` and `places` are the tokens
    that are such, in order; `groups` the lexicon's groups of words that occur.

    `dating` are the times that may date what happened, `told` the one that dates only the telling ("a Monday
    update"); `speakers` the tokens that name who says something. All three are set by `Context.prepare`.
    """

    text: str
    span: Span
    tokens: list[Token]
    figures: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    groups: frozenset[str] = frozenset()
    dating: list[int] = field(default_factory=list)
    told: Time | None = None
    speakers: frozenset[int] = frozenset()
    _words: frozenset[str] | None = None
    _breaks: list[int] | None = None

    def word(self, index: int) -> str:
        """The word at `index` in lower case; empty outside the sentence."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def holds(self, words: frozenset[str]) -> bool:
        """Whether any of the words stands anywhere in the sentence."""
        if self._words is None:
            self._words = frozenset(token.word for token in self.tokens)
        return not self._words.isdisjoint(words)

    def words(self, start: int, end: int) -> str:
        """The text's own words from token `start` up to, not including, token `end`."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]

    def span_of(self, start: int, end: int) -> Span:
        return Span(self.tokens[start].start, self.tokens[end - 1].end)

    def find(self, group: str, value: str | None = None, start: int = 0, end: int | None = None) -> Iterator[int]:
        """The tokens from `start` up to `end` that bear a tag of that group (and value)."""
        if group not in self.groups:
            return
        tokens = self.tokens
        for index in range(max(0, start), len(tokens) if end is None else min(end, len(tokens))):
            if tokens[index].tags and tokens[index].has(group, value):
                yield index

    def breaks(self) -> list[int]:
        """The tokens with which a clause begins, by punctuation and clause words, in order."""
        if self._breaks is None:
            self._breaks = [index + 1 for index, token in enumerate(self.tokens) if self._ends_clause(index, token)]
        return self._breaks

    def _ends_clause(self, index: int, token: Token) -> bool:
        if token.word in _ENDS:
            return True
        if token.word == "and":
            return self._begins_anew(index)
        if token.word != ",":
            return False
        if index + 1 == len(self.tokens):
            return True
        following = self.tokens[index + 1]
        if following.word == "and" and self._ends_list(index):
            return False
        if following.word in _AUXILIARIES:
            return True  # "the town, which Russia took in May, was shelled"
        return following.word in _SUBORDINATE or any(tag.form == "ing" for tag in following.tags)

    def _begins_anew(self, index: int) -> bool:
        """ "did not advance near Kyiv and Ukrainian forces counterattacked": a side does something behind "and"."""
        if index + 2 >= len(self.tokens) or not self.tokens[index + 1].has("side"):
            return False
        if index and self.tokens[index - 1].has("side"):
            return False  # "Russian and Ukrainian forces advanced"
        for step in range(index + 2, min(index + 5, len(self.tokens))):
            token = self.tokens[step]
            if token.word in _AUXILIARIES or any(tag.form in ("ed", "s") for tag in token.tags):
                return True
            if not token.has("force"):
                return False
        return False

    def _ends_list(self, index: int) -> bool:
        """ "air, artillery, and missile strikes": a comma soon before, and nothing told between the two."""
        for step in range(index - 1, max(index - 5, -1), -1):
            if self.tokens[step].word == ",":
                return True
            if any(tag.form in ("ed", "ing", "base", "s") for tag in self.tokens[step].tags):
                return False
        return False


_ENDS = frozenset({";", ":", "but", "while", "although", "though", "whereas", "because", "•", "|"})
_AUXILIARIES = frozenset("was were is are has have had".split())
_SUBORDINATE = frozenset(
    "which who where when and as with leaving killing injuring including saying adding".split()
)  # behind a comma


def within(positions: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of ascending positions that lie in [start, end)."""
    return positions[bisect_left(positions, start) : bisect_left(positions, end)]


def scenes(text: str, marks: Marks, language: str = "en") -> Iterator[Scene]:
    """The sentences of a document as scenes, in order; linear in its length. None in a language of which only
    lists and figures are known."""
    try:
        table = phrases(language)
    except FileNotFoundError:
        return
    figures = _Cursor(marks.figures, lambda f: Span(min(f.span.start, f.number.start), f.number.end))
    times = _Cursor(marks.times, lambda time: time.phrase)
    places = _Cursor(marks.places, lambda place: place.span)
    for span in marks.sentences:
        scene = Scene(text, span, _tokens(text, span, figures.within(span), times.within(span), places.within(span)))
        _tag(scene, table)
        yield scene


class _Cursor(Generic[M]):
    """Marks in order of position, cut by sentence."""

    def __init__(self, marks: Sequence[M], extent: Callable[[M], Span]) -> None:
        found = [(extent(mark), mark) for mark in marks]
        self.items: list[tuple[Span, M]] = sorted(found, key=lambda item: item[0])
        self.starts: list[int] = [span.start for span, _ in self.items]

    def within(self, span: Span) -> list[tuple[Span, M]]:
        low, high = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [item for item in self.items[low:high] if item[0].end <= span.end]


def _tokens(
    text: str,
    span: Span,
    figures: list[tuple[Span, Figure]],
    times: list[tuple[Span, Time]],
    places: list[tuple[Span, PlaceMark]],
) -> list[Token]:
    """Marks as one token each, of two that overlap the earlier (the time before the figure before the place),
    and words between them."""
    tokens: list[Token] = []
    position = span.start
    whole: list[tuple[Span, Figure | Time | PlaceMark]] = [*times, *figures, *places]
    for extent, mark in sorted(whole, key=lambda item: item[0].start):  # a stable sort: ties keep this order
        if extent.start < position:
            # A place inside the words of a figure: one token is both.
            if isinstance(mark, PlaceMark) and tokens:
                last = tokens[-1]
                if last.start <= extent.start and last.place is None and last.time is None:
                    last.place = mark
            continue
        _add_words(text, position, extent.start, tokens)
        written = text[extent.start : extent.end]
        token = Token(extent.start, extent.end, written, written.lower())
        if isinstance(mark, Figure):
            token.figure = mark
        elif isinstance(mark, Time):
            token.time = mark
        else:
            token.place = mark
        tokens.append(token)
        position = extent.end
    _add_words(text, position, span.end, tokens)
    return tokens


def _add_words(text: str, start: int, end: int, tokens: list[Token]) -> None:
    for match in WORD.finditer(text, start, end):
        written = match.group()
        tokens.append(Token(match.start(), match.end(), written, written.lower().replace("’", "'")))


def _tag(scene: Scene, table: dict[str, tuple[Phrase, ...]]) -> None:
    """Gives every token the tags of the longest phrase that starts with it, and lists those that are marks."""
    tokens, groups, index, count = scene.tokens, set(), 0, len(scene.tokens)
    while index < count:
        token = tokens[index]
        if token.figure is not None:
            scene.figures.append(index)
        if token.time is not None:
            scene.times.append(index)
            index += 1
            continue
        key = token.word if token.figure is None else ""
        if token.place is not None:
            scene.places.append(index)
            first = WORD.match(key)
            key = first.group() if first else key
        found = table.get(key)
        if found is None and key.endswith(("'s", "'")):
            found = table.get(key.removesuffix("'s").removesuffix("'"))
        width = 0
        for phrase in found or ():
            size = len(phrase.words)
            if size < width:
                break
            if token.word == key if size == 1 else _follows(tokens, index, phrase.words):
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
