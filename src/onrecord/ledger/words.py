"""Words as both databases look for them: lower case, Latin letters without their marks. SQLite's own search does
the same; PostgreSQL is given the words, so that its answers do not depend on a server's locale."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile("([a-z])[\u0300-\u036f]+")
_LONGEST = 500  # characters of a word; PostgreSQL refuses 2 kB
_LAST = 16_000  # PostgreSQL counts places in a text up to 16,383


def words(text: str) -> list[str]:
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKED.sub(r"\1", unicodedata.normalize("NFD", text)))
    return [word[:_LONGEST] for word in _WORD.findall(text)]


def vector(text: str, title: str | None) -> str:
    """A PostgreSQL tsvector of both, written out. Nothing in a word needs quoting but the quotes around it."""
    found = words(text)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(found[:_LAST], 1):
        places.setdefault(word, []).append(place)
    if title:
        # Not beside the text: a phrase does not run from the one into the other.
        for place, word in enumerate(words(title), min(len(found), _LAST) + 10):
            places.setdefault(word, []).append(min(place, _LAST + 300))
    return " ".join([f"'{word}':{','.join(map(str, at))}" for word, at in places.items()])


def query(text: str) -> str | None:
    """A PostgreSQL tsquery: each word of `text` as a phrase of what it consists of, all of them; None for no word."""
    phrases = [" <-> ".join(f"'{part}'" for part in words(word)) for word in text.split()]
    return " & ".join(f"({phrase})" for phrase in phrases if phrase) or None
