"""The words of claims.toml as a phrase table: word sequences -> tags such as ("outcome", "killed").

Verbs and nouns stand in the file in their base forms; this module makes the inflected ones. The table
is a dict from a first word to its phrases, longest first, so that tagging costs one look-up a word.
Words that tag nothing but are asked for by name stand in the file's table of lists.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from onrecord.lexicon import load

_LISTS = "lists"
# A full stop joins "U.S" and "24.02", but not a word and the number of its footnote ("casualties.19").
WORD = re.compile(r"['’]s\b|[^\W_]+(?:(?:['’&/-]|\.(?=[^\W\d_])|(?<=\d)\.)[^\W_]+)*['’]?|[^\w\s]", re.UNICODE)
_VOWELS = "aeiou"
# Verbs of the lexicon whose last consonant doubles before -ed and -ing.
_DOUBLING = {"repel", "drop", "stop", "jam", "shell", "pin", "step", "ship", "trap"}


class Tag(NamedTuple):
    """`group` is the lexicon's first key ("outcome"), `value` its second ("killed"); `form` tells verbs
    (base, s, ed, ing) from nouns (noun) and set phrases (word)."""

    group: str
    value: str
    form: str


class Phrase(NamedTuple):
    words: tuple[str, ...]
    tag: Tag


@lru_cache(maxsize=None)
def phrases(language: str = "en") -> dict[str, tuple[Phrase, ...]]:
    """First word -> phrases that start with it, longest first."""
    table: dict[str, dict[tuple[str, ...], list[Phrase]]] = defaultdict(lambda: defaultdict(list))

    def add(phrase: str, group: str, value: str, form: str) -> None:
        words = tuple(WORD.findall(phrase.lower()))
        entry = Phrase(words, Tag(group, value, form))
        if entry not in table[words[0]][words]:
            table[words[0]][words].append(entry)

    def entry(group: str, value: str, spec: dict[str, list[str]]) -> None:
        for verb in spec.get("verbs", []):
            for form, written in _verb_forms(verb):
                add(written, group, value, form)
        for noun in spec.get("nouns", []):
            for written in _noun_forms(noun):
                add(written, group, value, "noun")
        for key, words in spec.items():
            if key not in ("verbs", "nouns"):
                for written in words:
                    add(written, group, value if key == "words" else key, "word")

    for group, values in load(f"languages/{language}/claims.toml").items():
        if group == _LISTS:
            continue
        if any(isinstance(spec, list) for spec in values.values()):
            entry(group, group, values)
        else:
            for value, spec in values.items():
                entry(group, value, spec)
    for side, spec in load("packs/ukraine/pack.toml")["sides"].items():
        for role in ("names", "adjectives", "labels"):
            for written in spec[role]:
                add(written, "side", side, role[:-1])
    return {
        first: tuple(p for _, found in sorted(by_words.items(), key=lambda item: -len(item[0])) for p in found)
        for first, by_words in table.items()
    }


@lru_cache(maxsize=None)
def words(name: str, language: str = "en") -> frozenset[str]:
    """A list of the lexicon by its name, in lower case."""
    return frozenset(load(f"languages/{language}/claims.toml")[_LISTS][name])


@lru_cache(maxsize=None)
def pack_words(name: str, pack: str = "ukraine") -> frozenset[str]:
    """A list of a war pack by its name, in lower case."""
    return frozenset(load(f"packs/{pack}/pack.toml")["lists"][name])


@lru_cache(maxsize=None)
def _of_war(pack: str) -> re.Pattern[str]:
    stems = load(f"packs/{pack}/pack.toml")["field"]["stems"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, stems))})", re.IGNORECASE)


def is_of_war(text: str, pack: str = "ukraine") -> bool:
    """Whether a text speaks of the pack's war anywhere, by the beginnings of its words."""
    return _of_war(pack).search(text) is not None


@lru_cache(maxsize=None)
def words_by_kind(name: str, language: str = "en") -> dict[str, frozenset[str]]:
    """A table of lists: the contract's word for a kind -> the words that name it."""
    table = load(f"languages/{language}/claims.toml")[_LISTS][name]
    return {kind: frozenset(listed) for kind, listed in table.items()}


def _verb_forms(spec: str) -> list[tuple[str, str]]:
    """("base", "kill"), ("s", "kills"), ("ed", "killed"), ("ing", "killing"); only the first word inflects."""
    base, *irregular = spec.split("|")
    if irregular:
        forms = [("base", base), *((_form_of(form), form) for form in irregular)]
        if all(form != "ed" for form, _ in forms):
            forms.insert(0, ("ed", base))  # "hit", "hurt": more often told than commanded
        return forms + ([] if any(form == "s" for form, _ in forms) else [("s", _inflect(base, "s"))])
    return [("base", base), *((form, _inflect(base, form)) for form in ("s", "ed", "ing"))]


def _form_of(written: str) -> str:
    first = written.split(" ")[0]
    return "ing" if first.endswith("ing") else "s" if first.endswith("s") and not first.endswith("ss") else "ed"


def _inflect(base: str, form: str) -> str:
    verb, _, rest = base.partition(" ")
    rest = " " + rest if rest else ""
    if form == "s":
        if verb.endswith(("s", "sh", "ch", "x", "z")):
            return verb + "es" + rest
        return (verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "s") + rest
    if verb in _DOUBLING and verb != "shell":
        verb += verb[-1]
    if form == "ed":
        if verb.endswith("e"):
            return verb + "d" + rest
        return (verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in _VOWELS else verb + "ed") + rest
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing" + rest


def _noun_forms(spec: str) -> list[str]:
    singular, *plurals = spec.split("|")
    if plurals:
        return [singular, *plurals]
    if singular.endswith(("s", "x", "ch", "sh")):
        return [singular, singular + "es"] if not singular.endswith("s") else [singular]
    if singular.endswith("y") and singular[-2] not in _VOWELS:
        return [singular, singular[:-1] + "ies"]
    return [singular, singular + "s"]
