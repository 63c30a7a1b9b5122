"""Places that Ukrainian and Russian make of an adjective and a noun: Донецької та Луганської областей, на Бахмутском
направлении."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.lexicon.gazetteer import Known, lookup
from onrecord.lexicon.inflection import bases
from onrecord.mark.places.drafts import Draft
from onrecord.mark.places.text import Text
from onrecord.mark.records import PlaceKind

MASCULINE = ("ський", "цький", "зький", "ский", "цкий")  # also surnames
LOCATIVE = ("ському", "цькому", "зькому", "ском", "цком")
_AND = ("та", "і", "й", "и")
_MOST = 6  # adjectives before one noun
_SHORTEST = 6  # letters


def before_head(text: Text, n: int) -> list[Draft]:
    """The places of the noun at word `n` ("області", "напрямку"), in order: one for each adjective before it."""
    kind = next((kind for head, kind in text.table.heads.items() if text.words[n].startswith(head)), None)
    made: list[Draft] = []
    at = n - 1
    while kind is not None and at >= 0 and len(made) < _MOST and len(text.gap(at)) <= 5:
        options = _meant(_places(text, at), kind)
        if not options:
            break
        start, end = text.starts[at], text.ends[at if made else n]
        made.insert(0, Draft(start, end, text.words[at], kind, options, True, range(at, n + 1), text.text[start:end]))
        at -= 2 if at > 1 and text.words[at - 1] in _AND else 1
        if at >= 0 and text.starts[at + 1] - text.ends[at] > 2 and text.words[at + 1] not in _AND:
            break
    return made


def elliptic(text: Text, n: int, found: Sequence[Draft]) -> Draft | None:
    """The second direction in "на Покровському напрямку ...; на Курахівському ..."."""
    if not n or text.words[n - 1].lower() != "на" or not any(draft.kind == "direction" for draft in found[-8:]):
        return None
    following = text.word(n + 1)
    if following in _AND or following.startswith(tuple(text.table.heads)):
        return None
    options = tuple(one for one in _places(text, n) if one.kind == "settlement")
    if not options:
        return None
    start, end = text.starts[n], text.ends[n]
    return Draft(start, end, text.words[n], "direction", options, True, range(n, n + 1), text.words[n])


def _meant(options: tuple[Known, ...], kind: PlaceKind) -> tuple[Known, ...]:
    wanted = {"raion": "raion", "direction": "settlement"}.get(kind, "oblast")
    return tuple(one for one in options if one.kind == wanted) or options


def _places(text: Text, n: int) -> tuple[Known, ...]:
    """The places from whose names the adjective at word `n` is made, of settlements the largest."""
    word = text.words[n]
    names = bases(word, text.language) if len(word) >= _SHORTEST else ()
    if not names:
        return ()
    regions = [one for one in lookup(word, text.language) if one.kind in ("oblast", "raion")]
    towns = [
        one
        for name in names
        for one in lookup(name.capitalize())
        if one.kind == "settlement" and (one.usual and one.rank >= 1 or one.rank >= 2)
    ]
    largest = max((one.rank for one in towns), default=0)
    return (*regions, *dict.fromkeys(one for one in towns if one.rank == largest))
