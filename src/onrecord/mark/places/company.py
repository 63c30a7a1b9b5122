"""Names of places that are somebody or something else's: a person, a unit, a newspaper, a ship, a government."""

from __future__ import annotations

import re

from onrecord.lexicon.gazetteer import lookup
from onrecord.mark.places.text import Text

# Behind "the Minsk": words that go on after a noun, so that it is the noun itself ("the Kharkiv garrison" is not).
_NO_NOUN = re.compile(
    r"\s*(?:[.;:)\n]|$|(?:,|\band|\bor)(?! (?:and )?[A-Z])|"
    r"(?:was|were|had|has|is|in|at|on|to|from|which|after|as|sank|near|off|by|with|under|while|before|for|that|caught|blew|went|lay|took|left|could|would|will|did|"
    r"does|became|[a-z]+ed)\b)"
)
# A unit's name with what it is further on: "the Lviv territorial defence brigade"; a site's: "Donbas.Realities".
_FURTHER = re.compile(r"(?: (?:[a-z-]+|\d+[a-z]*)){1,3} (?:brigade|regiment|battalion|division)s?\b")
_SITE = re.compile(r"\.[A-ZА-ЯІЇЄ][a-zа-яіїє]")
_AND = ("and", "та", "і", "и")


def is_person(text: Text, n: int, run: int) -> bool:
    """Whether the run at word `n` is somebody's name: behind a title, or with a given name first."""
    if text.words[n] in text.table.given and run > 1 and text.kind_behind(n + 1) is None:
        return True
    before = text.before(n)
    if before in ("named", "surnamed") and text.before(n - 1).lower() in text.table.titles:
        return True
    if before.lower() in text.table.titles and not (before[0].isupper() and text.before(n - 1)[:1].isupper()):
        return text.kind_behind(n + 1) is None
    return False


def is_institution(text: Text, n: int) -> bool:
    """Whether word `n` makes what stands before it the name of a newspaper, a unit, a club."""
    if _SITE.match(text.text, text.ends[n - 1]):
        return True
    if n >= len(text.words) or not text.joined(n - 1) or text.is_possessive(n - 1):
        return False
    return text.words[n] in text.table.institutions or text.words[n] in text.table.units


def is_club(text: Text, n: int, size: int) -> bool:
    """Whether the words around make the name a club's or a unit's: "Dynamo Kyiv", "battalion Donbas", "the Lviv
    airborne brigade"."""
    before = text.before(n)
    if before in text.table.clubs or before.lower() in text.table.formations:
        return True
    return not text.is_locative(n) and _FURTHER.match(text.text, text.ends[n + size - 1]) is not None


def is_ship(text: Text, n: int, size: int) -> bool:
    """Whether the name is a ship's: "the cruiser Moskva", "the Minsk and"."""
    before = text.words[n - 1].lower() if n and len(text.gap(n - 1)) <= 2 else ""
    if before in text.table.ships:
        return True
    if before != "the" or any(one.kind == "river" for one in lookup(text.name(n, size), text.language)):
        return False
    return _NO_NOUN.match(text.text, text.ends[n + size - 1]) is not None


def is_government(text: Text, n: int, size: int) -> bool:
    """Whether a capital stands for its government: "Kyiv's troops", "Moscow and Kyiv blamed"."""
    capitals = text.table.capitals
    if size > 1 or text.is_locative(n) or text.name(n, 1) not in capitals:
        return False
    at = n + 1
    if text.word(at) in _AND and text.word(at + 1) and text.name(at + 1, 1) in capitals:
        at += 2
    if not text.joined(at - 1):
        return False
    word = text.words[at].lower()
    return word in text.table.speech or text.is_possessive(n) and word in text.table.governments


def is_said(text: Text, n: int, size: int) -> bool:
    """Whether a verb of speech stands behind the name, and no "in" before it: a government, or a person."""
    return text.after(n + size - 1).lower() in text.table.speech and not text.is_locative(n)
