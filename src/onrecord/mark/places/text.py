"""A text as words, and what the words around a place say of it: how it is written, not yet what it is."""

from __future__ import annotations

import re
from array import array

from onrecord.mark.places.words import Table
from onrecord.mark.records import PlaceKind

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_HELD = re.compile(r"-[a-z]+$")
_POSSESSIVE = ("'s", "’s")
_LONGEST = 5  # words of a run
_SENTENCE = ".!?\n"


class Text:
    """Positions `n` are indexes into its words, `starts` and `ends` their characters."""

    def __init__(self, text: str, table: Table) -> None:
        self.text, self.table, self.language = text, table, table.language
        self.starts, self.ends = array("l"), array("l")
        self.words: list[str] = []
        once: dict[str, str] = {}  # a long text has few words, many times
        for match in _WORD.finditer(text):
            word = match.group()
            self.words.append(once.setdefault(word, word))
            self.starts.append(match.start())
            self.ends.append(match.end())

    def word(self, n: int) -> str:
        """Word `n`, or nothing beyond the end."""
        return self.words[n] if 0 <= n < len(self.words) else ""

    def gap(self, n: int) -> str:
        """What stands between word `n` and the next."""
        return self.text[self.ends[n] : self.starts[n + 1]]

    def name(self, n: int, size: int) -> str:
        """The words from `n` on, without a possessive."""
        name = self.text[self.starts[n] : self.ends[n + size - 1]]
        return name[:-2] if name.endswith(_POSSESSIVE) else name

    def is_possessive(self, n: int) -> bool:
        return self.words[n].endswith(_POSSESSIVE)

    def begins(self, n: int) -> bool:
        """Whether word `n` begins a sentence or a line."""
        return n <= 0 or any(mark in self.gap(n - 1) for mark in _SENTENCE)

    def joined(self, n: int) -> bool:
        """Whether only blanks, opening quotes and an abbreviation's point stand behind word `n`."""
        if n < 0 or n + 1 >= len(self.words):
            return False
        gap = self.gap(n)
        if gap == " " or not gap.strip(" \u00a0\"“'‘«"):
            return True
        return gap in (". ", ".") and len(self.words[n]) <= 3 and self.words[n] in self.table.before

    def before(self, n: int) -> str:
        """The word before word `n` in the same phrase."""
        return self.words[n - 1] if self.joined(n - 1) else ""

    def after(self, n: int) -> str:
        """The word behind word `n` in the same phrase."""
        return self.words[n + 1] if self.joined(n) else ""

    def is_locative(self, n: int) -> bool:
        """Whether hardly anything but a place can stand behind the words before word `n`: "near", "north of",
        "Ukrainian-held"."""
        before = self.before(n)
        if before in ("of", "від", "от"):
            return self.before(n - 1).lower() in self.table.of
        return before.lower() in self.table.locative or self.is_held(before)

    def is_held(self, word: str) -> bool:
        return _HELD.search(word) is not None

    def run(self, n: int) -> int:
        """The length of the run of capitalised words at word `n`, in words; not counting those behind a name that say
        its kind ("Oblast") or that it is no place ("Brigade")."""
        size, table = 1, self.table
        while n + size < len(self.words) and size < _LONGEST:
            word = self.words[n + size]
            if not word[0].isupper() or self.gap(n + size - 1) not in (" ", "\u00a0", "-"):
                break
            if word in table.capitalised or word in table.institutions or self.is_possessive(n + size - 1):
                break
            size += 1
        return size

    def behind(self, n: int) -> int:
        """How many words from `n` on are part of the place before them: "Oblast", "border area"."""
        table = self.table
        if n >= len(self.words) or self.words[n].lower() not in table.behind_starts or not self.joined(n - 1):
            return 0
        if self.is_possessive(n - 1) and self.words[n] not in ("direction", "administrative"):
            return 0
        for size in (3, 2, 1):
            words = self.words[n : n + size]
            if len(words) < size or " ".join(words).lower() not in table.behind:
                continue
            if all(self.joined(at) for at in range(n, n + size - 1)):
                if all(word.islower() or word in table.capitalised for word in words):
                    return size
        return 0

    def kind_behind(self, n: int) -> PlaceKind | None:
        """The kind that the words from `n` on, which are part of the place, make it."""
        size = self.behind(n)
        return self.table.behind[" ".join(self.words[n : n + size]).lower()] if size else None
