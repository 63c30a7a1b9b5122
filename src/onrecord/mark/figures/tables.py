"""A language's figure words, read from its figures.toml and made ready to look up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from onrecord.lexicon import load
from onrecord.model.claim import Bound

_FIRST = re.compile(r"[^\W\d_]+")
SPACES = " \u00a0\u2009\u202f"


@dataclass(frozen=True, slots=True)
class Unit:
    """A measuring unit: `name` is the project's short form, `of` what it measures, `spelled` its long name."""

    name: str
    of: str
    spelled: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the grammar of figures knows of one language. Phrases are lower case."""

    decimal: str
    thousands: str
    numbers: dict[str, Decimal]
    scales: dict[str, Decimal]
    short_scales: dict[str, dict[str, Decimal]]
    couple: dict[str, Decimal]
    both: frozenset[str]
    some: frozenset[str]
    half: frozenset[str]
    half_of: frozenset[str]
    joiners: frozenset[str]
    minus: frozenset[str]
    of_a_scale: re.Pattern[str]
    and_half: re.Pattern[str] | None
    out_of: re.Pattern[str] | None
    dotted: frozenset[str]
    vague: dict[str, Decimal]
    vague_of: dict[str, Decimal]
    fractions: dict[str, Decimal]
    before: dict[str, Bound]
    after: dict[str, Bound]
    round_only: frozenset[str]
    mean: frozenset[str]
    fillers: frozenset[str]
    range_words: frozenset[str]
    range_after: dict[str, frozenset[str]]
    alternative: frozenset[str]
    change: dict[str, str]
    money_only: frozenset[str]
    measured_only: frozenset[str]
    names: dict[str, frozenset[str]]
    irregular: dict[str, str]
    stems: dict[str, str]
    adjectives: frozenset[str]
    collective: frozenset[str]
    adjunct: frozenset[str]
    partitive: frozenset[str]
    known: frozenset[str]
    pairs: frozenset[str]
    wholes: frozenset[str]
    outcome: frozenset[str]
    stop: frozenset[str]
    one_stop: frozenset[str]
    units: dict[str, Unit]
    short_units: dict[str, Unit]
    measure: dict[str, Unit]
    currency: dict[str, Unit]
    per: frozenset[str]
    scan: re.Pattern[str]
    starts: frozenset[str]
    before_ends: frozenset[str]
    change_ends: frozenset[str]
    filler_ends: frozenset[str]
    age_after: re.Pattern[str]


@lru_cache(maxsize=None)
def tables(language: str) -> Tables:
    """The tables of `language` ("en", "uk", "ru"); of English where we have none."""
    try:
        raw = load(f"languages/{language}/figures.toml")
    except FileNotFoundError:
        raw = load("languages/en/figures.toml")
    words = raw["words"]
    measure = {name: Unit(name=name, of=unit["of"], spelled=unit["says"][0]) for name, unit in raw["units"].items()}
    units: dict[str, Unit] = {}
    for name, unit in raw["units"].items():
        for form in unit["says"]:
            units[form] = measure[name]
            if len(form) > 3 and form[-1].isalpha() and raw.get("plural_s", True):
                units.setdefault(form + "s", measure[name])
                head, _, rest = form.partition(" per ")  # "miles per hour"
                if rest:
                    units.setdefault(f"{head}s per {rest}", measure[name])
    before: dict[str, Bound] = {phrase: bound for bound, phrases in raw["bounds"].items() for phrase in phrases}
    after: dict[str, Bound] = {phrase: bound for bound, phrases in raw["bounds_after"].items() for phrase in phrases}
    change = {phrase: way for way in ("none", "up", "down") for phrase in raw.get("change", {}).get(way, [])}
    out_of = words.get("out_of", [])
    return Tables(
        decimal=raw["decimal"],
        thousands=raw["thousands"],
        numbers=_decimals(raw["numbers"]),
        scales=_decimals(raw["scales"]),
        short_scales={key: _decimals(value) for key, value in raw.get("short_scales", {}).items()},
        couple=_decimals(words.get("couple", {})) | dict.fromkeys(words.get("both", []), Decimal(2)),
        both=frozenset(words.get("both", [])),
        some=frozenset(words.get("some", [])),
        half=frozenset(words.get("half", [])),
        half_of=frozenset(words.get("half_of", [])),
        joiners=frozenset(words.get("and", [])),
        minus=frozenset(words.get("minus", [])),
        of_a_scale=re.compile(rf"\sof\san?\s({_any(raw['scales'])})(?![\w])", re.I),
        and_half=re.compile(rf"\s(?:{_any(words['and_half'])})(?![\w])(?:\s({_any(raw['scales'])})(?![\w]))?", re.I)
        if words.get("and_half")
        else None,
        out_of=re.compile(rf"\s+(?:{_any(out_of)})\s+", re.I) if out_of else None,
        dotted=frozenset(words.get("dotted", [])),
        vague=_decimals(raw.get("vague", {})),
        vague_of=_decimals(raw.get("vague_of", {})),
        fractions=_decimals(raw.get("fractions", {})),
        before=before,
        after=after,
        round_only=frozenset(raw.get("bounds_if", {}).get("round", [])),
        mean=frozenset(raw.get("bounds_if", {}).get("mean", [])),
        fillers=frozenset(raw.get("fillers", {}).get("words", [])),
        range_words=frozenset(raw["joins"]["range"]),
        range_after={key: frozenset(value) for key, value in raw["joins"].get("range_after", {}).items()},
        alternative=frozenset(raw["joins"].get("alternative", [])),
        change=change,
        money_only=frozenset(raw.get("change", {}).get("money_only", [])),
        measured_only=frozenset(raw.get("change", {}).get("measured_only", [])),
        names={key: frozenset(value) for key, value in raw["names"].items()},
        irregular=raw["nouns"].get("irregular", {}),
        stems=raw["nouns"].get("stems", {}),
        adjectives=frozenset(raw["nouns"].get("adjectives", [])),
        collective=frozenset(raw["nouns"].get("collective", [])),
        adjunct=frozenset(raw["nouns"].get("adjunct", [])),
        partitive=frozenset(raw["nouns"].get("partitive", [])),
        known=frozenset(raw["nouns"].get("known", [])),
        pairs=frozenset(raw["nouns"].get("pairs", [])),
        wholes=frozenset(raw["nouns"].get("wholes", [])),
        outcome=frozenset(raw["nouns"].get("outcome", [])),
        stop=frozenset(raw["nouns"]["stop"]),
        one_stop=frozenset(raw["nouns"].get("one_stop", [])),
        units=units,
        short_units={form: measure[name] for form, name in raw.get("short_units", {}).items()},
        measure=measure,
        currency={sign: measure[name] for sign, name in raw.get("currency", {}).items()},
        per=frozenset(raw.get("per", {}).get("words", [])),
        scan=_scanner(raw),
        starts=frozenset(_FIRST.match(w).group() for w in _number_words(raw)),  # type: ignore[union-attr]
        before_ends=_last_words(before),
        change_ends=_last_words(change),
        filler_ends=_last_words(raw.get("fillers", {}).get("words", [])),
        age_after=re.compile(rf"[ \u00a0-]{{0,2}}(?:{_any(raw['names'].get('age_after', []))})", re.I),
    )


def _decimals(raw: dict[str, int | float]) -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in raw.items()}


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.split(" ")[-1] for phrase in phrases)


def _number_words(raw: dict[str, Any]) -> Iterable[str]:
    """Every phrase that a number said in words may begin with."""
    words = raw["words"]
    for table in (raw["numbers"], raw.get("vague", {}), raw.get("vague_of", {}), raw.get("fractions", {})):
        yield from table
    for key in ("half", "article", "some", "couple", "both"):
        yield from words.get(key, ())


def _any(words: Any) -> str:
    """Alternatives, longest first, with up to three white spaces where the phrase has one."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True))


def _scanner(raw: dict[str, Any]) -> re.Pattern[str]:
    """One pattern that finds every place where a number may stand: digits, or a run of number words.

    No part can match the same characters in two ways, so the scan is linear in the text.
    """
    words = raw["words"]
    small, scale = _any(raw["numbers"]), _any(raw["scales"])
    fractions = _any(raw["fractions"]) if raw.get("fractions") else r"(?!)"
    vague = _any([*raw.get("vague", {}), *raw.get("vague_of", {})]) or r"(?!)"
    lead = (
        _any([*words.get("half", []), *words.get("article", []), *words.get("some", []), *words.get("couple", {})])
        or r"(?!)"
    )
    parts = _any(words.get("parts", [])) or r"(?!)"
    couple = _any([*words.get("couple", {}), *words.get("both", [])]) or r"(?!)"
    joiner = _any(words.get("and", [])) or r"(?!)"
    ones = rf"(?:{small}|{scale})"
    # "1,2" and "254 380" are one literal each; what it is worth is decided later.
    digits = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)*|\.[0-9]+|[0-9]+(?:[.,][0-9]+)*"
    return re.compile(
        rf"(?P<ratio>(?<![\w/])[0-9]{{1,2}}[/⁄][0-9]{{1,3}}(?=\s(?:of|in|inch)\b))|(?P<digits>{digits})"
        rf"|(?<![\w])(?:"
        rf"(?P<parted>(?:(?:{lead}|{small})(?:\s{{1,3}}|-))?(?:{parts})(?:\s{{1,3}}|-)(?:{scale}))|"
        rf"(?P<fraction>(?:(?:{lead})\s{{1,3}}|(?:{small})(?:\s{{1,3}}|-))?(?:{fractions}))(?=\s{{1,3}}of\b|\s{{1,3}}the\b|\s{{1,3}}(?:its|their|his|all)\b)"
        rf"|(?P<share>(?:{small})(?:-|\s{{1,3}})(?:{fractions}))"
        rf"|(?P<vague>(?:{vague})(?:\s{{1,3}}of\s{{1,3}}(?:{vague})|\s{{1,3}}(?:{scale})(?![\w]))?)"
        rf"|(?P<some>(?:{lead})\s{{1,3}}(?:{scale})(?:\s{{1,3}}(?:{scale}))*)"
        rf"|(?P<words>(?:{small})(?:(?:\s{{1,3}}|-)(?:(?:{joiner})\s{{1,3}})?{ones}\b){{0,12}})"
        rf"|(?P<couple>{couple})"
        rf")(?![\w])",
        re.I,
    )
