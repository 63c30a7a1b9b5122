"""A text as the network reads it: words, the pieces of its vocabulary that they are made of, and windows of them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:(?:[’'-]|\.(?![A-Z][a-z]))\w+)*|[^\w\s]|\n+")  # "end.Start" are two words, "a.m" is one
_LONGEST = 12  # pieces of one word at most
_LETTERS = 100  # of a word that is looked up in the vocabulary; a longer one is unknown
_SHORT = 30  # letters of a word that is worth remembering
_ROOM = 254  # pieces of one window at most, its two marks aside
_SHARED = 48  # pieces that two neighbouring windows have in common


class Words(NamedTuple):
    """Words and punctuation of a text; a run of newlines is one word. `pieces` are ids of the vocabulary,
    `cases` tell how each word is written, which the vocabulary does not."""

    starts: Sequence[int]
    ends: Sequence[int]
    pieces: list[list[int]]
    cases: list[int]


def words(text: str) -> Words:
    starts, ends, pieces, cases = array("l"), array("l"), [], []
    for match in _WORD.finditer(text):
        word = match.group()
        of, case = _often_read(word) if len(word) <= _SHORT else _read(word)
        starts.append(match.start())
        ends.append(match.end())
        pieces.append(of)
        cases.append(case)
    return Words(starts, ends, pieces, cases)


def _read(word: str) -> tuple[list[int], int]:
    return _pieces(word, _vocabulary()), _case(word)


_often_read = lru_cache(maxsize=1 << 16)(_read)


def windows(found: Words) -> list[range]:
    """Windows of as many words as find room in one, each a range of words; two neighbours have words in common, so that
    every word is seen with some of what stands around it."""
    out: list[range] = []
    lengths = [len(pieces) for pieces in found.pieces]
    first, last = 0, len(lengths)
    while first < last:
        end, size = first, 0
        while end < last and size + lengths[end] <= _ROOM:
            size += lengths[end]
            end += 1
        out.append(range(first, end))
        if end >= last:
            break
        size = 0
        while end > first + 1 and size + lengths[end - 1] <= _SHARED:
            size += lengths[end - 1]
            end -= 1
        first = end
    return out


# --- pieces of a word ------------------------------------------------------------------------------


class _Vocabulary(NamedTuple):
    ids: dict[str, int]
    unknown: int
    newline: int


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    lines = (files(__package__) / "weights" / "vocabulary.txt").read_text("utf-8").split("\n")
    ids = {piece: n for n, piece in enumerate(lines)}
    return _Vocabulary(ids, ids["[UNK]"], ids["[unused1]"])


def marks() -> tuple[int, int]:
    """The ids that open and close a window."""
    ids = _vocabulary().ids
    return ids["[CLS]"], ids["[SEP]"]


def _pieces(word: str, known: _Vocabulary) -> list[int]:
    if word[0] == "\n":
        return [known.newline]
    plain = unicodedata.normalize("NFD", word[:400]).lower()
    out: list[int] = []
    run: list[str] = []
    for letter in plain:
        category = unicodedata.category(letter)
        if category == "Mn" or category[0] == "C":
            continue
        if category[0] in "PS" and (category[0] == "P" or letter in "$+<=>^`|~") or _ideograph(letter):
            out += _longest("".join(run), known)
            out += _longest(letter, known)
            run = []
        else:
            run.append(letter)
        if len(out) >= _LONGEST:
            break
    out += _longest("".join(run), known)
    return out[:_LONGEST] or [known.newline]


def _ideograph(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\U00020000" <= letter <= "\U0002fa1f"


def _longest(run: str, known: _Vocabulary) -> list[int]:
    """The longest known piece at the start, then the longest that continues it, and so on."""
    if not run:
        return []
    if len(run) > _LETTERS:
        return [known.unknown]
    out: list[int] = []
    start = 0
    while start < len(run):
        for end in range(len(run), start, -1):
            piece = known.ids.get(("##" if start else "") + run[start:end])
            if piece is not None:
                break
        else:
            return [known.unknown]
        out.append(piece)
        start = end
    return out


def _case(word: str) -> int:
    """0 no letters, 1 lower, 2 Capital, 3 CAPITALS, 4 miXed, 5 with a digit"""
    if any(letter.isdigit() for letter in word):
        return 5
    if not any(letter.isalpha() for letter in word):
        return 0
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() and (word[1:].islower() or len(word) == 1) else 4
