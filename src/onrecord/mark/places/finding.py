"""Which words of a text are places, and of what kind.

A name is a run of capitalised words. It is a place when the gazetteer knows it and its company does not make it a
person, a unit or a newspaper; when a word before it says so ("the village of X"), or one behind it does ("X Oblast",
"the X direction"); in a list behind a place, further names are places too. What only may be one (a village's name
that could be a surname, with nothing about it that tells) is one when it is surely one elsewhere in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.lexicon.gazetteer import Known, lookup, nearly
from onrecord.lexicon.inflection import nominatives
from onrecord.lexicon.spelling import key
from onrecord.mark.places import adjectives, company
from onrecord.mark.places.drafts import Draft, is_link, linked
from onrecord.mark.places.text import Text
from onrecord.mark.places.words import Table
from onrecord.mark.records import PlaceKind
from onrecord.model import Span

_INNER = re.compile(r"[a-z][A-Z]|[а-я][А-Я]")  # "DeepState", a name that somebody made
_SHORTENED = re.compile(r"['’](?:re|ll|d|ve|m|t)$")  # "We're"
_TOWARDS = re.compile(r"\b(?:direction|axis)(?: of)? (?:the )?$")
_GOES_ON = re.compile(r",? (?:and |та |і |и )[A-ZА-ЯІЇЄ]|, [A-ZА-ЯІЇЄ]")  # a list does, behind a name
_PARTS = re.compile(r"[\s-]")
_OF = ("of", "the", "річки", "реки")
_MISSPELT = 60  # names in one text that are tried as misspelt
_FEW = 3  # settlements of one name, near each of which another is looked for
_SHORT = 5  # letters below which a name alone is doubted
_LONGEST = 4  # words of a name
_LETTERS = 60  # of a name
_PLURAL = frozenset(
    "oblasts regions directions raions districts axes sectors areas borders областей областях областям областями "
    "районів районах районов напрямках напрямків направлениях направлений".split()
)


class Finder:
    """One text, word by word. Positions `n` are indexes into its words."""

    def __init__(self, text: str, taken: Sequence[Span], table: Table) -> None:
        self.text, self.table = Text(text, table), table
        self.taken = {n for span in taken for n in range(span.start, span.end)}
        self.found: list[Draft] = []
        self.persons: set[str] = set()  # surnames
        self.unknown: list[tuple[int, int]] = []  # words of names that may be misspelt

    def read(self) -> list[Draft]:
        n, starts, heads = 0, self.table.starts, {head[:3] for head in self.table.heads}
        words, count = self.text.words, len(self.text.words)
        while n < count:
            word = words[n]
            is_adjective = bool(heads) and word.endswith(adjectives.LOCATIVE)
            if is_adjective and (draft := adjectives.elliptic(self.text, n, self.found)):
                self.found.append(draft)
                n += 1
            elif word[0].isupper() or word in starts:
                n += self._at(n) if self.text.starts[n] not in self.taken else 1
            else:
                if word[:3] in heads:
                    self._replace(adjectives.before_head(self.text, n))
                n += 1
        self._spread_plurals()
        found = self._sifted()
        self._add_misspelt(found)
        return found

    # ---- one place --------------------------------------------------------------------------------------------

    def _at(self, n: int) -> int:
        """Finds the place that starts at word `n`, if one does; how many words to go on by."""
        text, table = self.text, self.table
        word, run = text.words[n], text.run(n)
        if fixed := self._fixed(n):
            return fixed
        if not word[0].isupper() or self._leads(word):
            return 1
        if company.is_person(text, n, run):
            self.persons.update(text.words[n : n + run])
            return run
        for size in range(min(run, _LONGEST), 0, -1):
            name = text.name(n, size)
            if len(name) > _LETTERS:
                continue
            if size > 1 and name in table.only_listed and not self._is_listed(n):
                return size
            kind = text.kind_behind(n + size)
            if size == 1 and (name in table.never or len(name) < 3 or _SHORTENED.search(name)) and kind != "oblast":
                return 1
            if name.isupper() and (len(name) < 4 or name.title() in table.never):
                return 1
            options = lookup(name, table.language)
            if size == run == 1 and not options and kind in (None, "direction") and self._pair(n, name):
                return 1
            sure = self._is_place(n, size, run, name, kind, options)
            if sure is not None:
                return self._add(n, size, kind or "settlement", options, sure)
        return 1

    def _pair(self, n: int, name: str) -> bool:
        """Adds the places that a hyphen joins: "Bilohorivka-Hryhorivka", "the Izium-Sloviansk axis"."""
        names = name.split("-")
        if len(names) < 2:
            return False
        options = [lookup(one, self.table.language) if one[:1].isupper() else () for one in names]
        if not all(any(one.kind == "settlement" for one in each) for each in options):
            return False
        start = self.text.starts[n]
        for one, each in zip(names, options, strict=True):
            self.found.append(Draft(start, start + len(one), one, "settlement", each, True, range(n, n + 1), one))
            start += len(one) + 1
        return True

    def _fixed(self, n: int) -> int:
        """A name that stands in no gazetteer, or a river's bank, at word `n`."""
        text, table, word = self.text, self.table, self.text.words[n].lower()
        if word in table.banks[0] and (bank := self._bank(n)):
            return bank
        if word not in table.starts and table.language == "en":
            return 0
        for size in range(min(_LONGEST, len(text.words) - n), 0, -1):
            name = text.name(n, size).lower()
            kind = table.names.get(name)
            if kind is None and table.language != "en" and size == 1 and len(name) > 3 and text.words[n][0].isupper():
                cases = nominatives(name, table.language)
                kind = next((table.names[one] for one in cases if one in table.names), None)
            if kind is not None and not (company.is_institution(text, n + size) or company.is_club(text, n, size)):
                return self._add(n, size, kind, (), True)
        return 0

    def _bank(self, n: int) -> int:
        """A region, with the river as what it may be told from: "left bank of the Dnipro"."""
        text, (sides, nouns) = self.text, self.table.banks
        at = n + 1
        if text.word(at).lower() in sides and text.gap(n) == " (":
            at += 1  # "east (left) bank"
        if text.word(at).lower() not in nouns or len(text.gap(at - 1)) > 2:
            return 0
        at += 1
        while text.word(at) in _OF and at < n + 6 and text.joined(at - 1):
            at += 1
        if not text.word(at)[:1].isupper() or not text.joined(at - 1):
            return 0
        for size in (2, 1):
            if at + size <= len(text.words):
                options = lookup(text.name(at, size), self.table.language)
                rivers = tuple(one for one in options if one.kind == "river")
                if rivers:
                    return self._add(n, at + size - n, "region", rivers, True)
        return 0

    def _leads(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence: "In Kharkiv region", "The Donetsk front"."""
        return word == "The" or word in self.table.never and word.lower() in self.table.prepositions

    def _is_place(
        self, n: int, size: int, run: int, name: str, kind: PlaceKind | None, options: tuple[Known, ...]
    ) -> bool | None:
        """Whether the name is surely (True) or perhaps (False) a place; None when it is none."""
        text, table = self.text, self.table
        words = text.words[n : n + size]
        if name.isupper() and not _is_large(options):
            return None
        if kind == "oblast" and any(one.kind == "oblast" for one in options):
            return True
        if name in table.never:
            return None
        if kind is not None and (kind != "settlement" or options):
            parts = _PARTS.split(name)
            return True if options or all(part[:1].isupper() and part not in table.never for part in parts) else None
        before = text.before(n)
        lower = before.lower()
        if lower in table.before or before and f"{text.before(n - 1)} {before}".lower() in table.before:
            if options or table.language == "en" and size == run and before.islower():
                return True
        if size == run > 1 and not options and words[0] in table.adjectives and text.is_locative(n):
            return True
        if any(word in table.never or _INNER.search(word) for word in words) and name not in table.only_listed:
            return None
        if company.is_institution(text, n + size) or company.is_ship(text, n, size):
            return None
        if company.is_government(text, n, size) or company.is_club(text, n, size):
            return None
        listed = self._is_listed(n)
        if not any(one.kind in ("settlement", "river", "oblast") for one in options):
            return True if size == run and self._is_unknown_place(n, size, name, listed) else None
        if listed:
            return True
        locative, leading = text.is_locative(n), lower in table.prepositions
        if size < run and not (locative or leading and text.after(n + size - 1) in table.never):
            return None  # "Hanna Maliar", "Bakhmut Brigade": part of a longer name
        opens = before in table.never and before not in table.given or text.begins(n - 1) or text.is_possessive(n - 1)
        if before[:1].isupper() and not (leading or opens or text.is_held(before)):
            return None  # a surname behind a given name
        if table.language != "en" and not leading and self._only_begins(n, name):
            return None
        if company.is_said(text, n, size):
            return None
        return locative or _is_large(options)

    def _is_unknown_place(self, n: int, size: int, name: str, listed: bool) -> bool:
        """Whether a name that the gazetteer does not have is a place, by where it stands and how it is spelt."""
        text, table = self.text, self.table
        locative = text.is_locative(n)
        if (listed or locative) and len(self.unknown) < _MISSPELT:
            self.unknown.append((n, size))
        if locative and name.endswith(table.endings) and len(name) >= _SHORT:
            return True
        if not listed or self.found[-1].kind != "settlement":
            return False
        return name.endswith(table.endings) or _GOES_ON.match(text.text, text.ends[n + size - 1]) is not None

    def _only_begins(self, n: int, name: str) -> bool:
        """Whether a Ukrainian or Russian word is an adjective, or has its capital only from beginning the sentence."""
        if name.lower().endswith(adjectives.MASCULINE):
            return True
        return self.text.begins(n) and not any(one.rank >= 2 and one.usual for one in lookup(name))

    def _is_listed(self, n: int) -> bool:
        """Whether word `n` goes on a list behind the last place found."""
        return bool(self.found) and is_link(self.text.text, self.found[-1].end, self.text.starts[n])

    # ---- adding -----------------------------------------------------------------------------------------------

    def _add(self, n: int, size: int, kind: PlaceKind, options: tuple[Known, ...], sure: bool) -> int:
        """Notes the place with the words behind it that are part of it, the last of which says its kind."""
        text = self.text
        end, plural = n + size, False
        while more := text.behind(end):
            made = text.kind_behind(end)
            assert made is not None
            kind = kind if kind == "region" and made == "river" else made  # "bank of the Dnipro River"
            plural = text.words[end + more - 1].lower() in _PLURAL
            end += more
        start, stop = text.starts[n], text.ends[end - 1]
        if text.is_possessive(end - 1):
            stop -= 2
        if start in self.taken or stop - 1 in self.taken:
            return size
        kind = self._bare_kind(n, kind, options) if end == n + size else kind
        name = text.name(n, size)
        if kind == "settlement" and _TOWARDS.search(text.text, max(0, start - 30), start):
            kind = "direction"
        if kind == "oblast" and self.table.names.get(name.lower()) == "region":
            kind = "region"  # "the Donbas region"
        self.found.append(Draft(start, stop, name, kind, options, sure, range(n, end), text.text[start:stop], plural))
        return end - n

    def _bare_kind(self, n: int, kind: PlaceKind, options: tuple[Known, ...]) -> PlaceKind:
        """Of a name with nothing behind it: the town if there is one of that name today, else region or river."""
        if kind != "settlement" or not options:
            return kind
        before = self.text.before(n).lower()
        towns = [one for one in options if one.kind == "settlement"]
        oblasts = [one for one in options if one.kind == "oblast"]
        if any(one.kind == "river" for one in options) and (before == "the" or not towns):
            return "river"
        if oblasts and before in self.table.sides:
            return "oblast"  # "northern Kharkiv"
        if any(one.country == "ua" or not towns for one in oblasts):
            if not any(one.usual and one.rank >= 2 for one in towns):
                return "oblast"
        return kind

    def _replace(self, made: list[Draft]) -> None:
        """Adds places of adjectives, instead of what was found in their words."""
        if made:
            while self.found and self.found[-1].end > made[0].start:
                self.found.pop()
            self.found += [draft for draft in made if draft.start not in self.taken]

    # ---- the whole text ---------------------------------------------------------------------------------------

    def _spread_plurals(self) -> None:
        """In "Donetsk and Luhansk Oblasts", the first is one too."""
        for i, draft in enumerate(self.found):
            is_border = draft.kind == "region" and "blast" in draft.text
            kind = "oblast" if is_border else draft.kind
            back = i - 1
            while draft.plural and back >= 0 and linked(self.text.text, self.found[back], self.found[back + 1]):
                if self.found[back].plural or not _may_be(self.found[back], kind):
                    break
                self.found[back].kind = kind
                back -= 1

    def _sifted(self) -> list[Draft]:
        """Without persons, and without those that may be places but nowhere surely are."""
        sure = {key(draft.name) for draft in self.found if draft.sure}
        return [
            draft
            for draft in self.found
            if draft.sure or draft.kind != "settlement" or self._is_likely(draft, key(draft.name) in sure)
        ]

    def _is_likely(self, draft: Draft, elsewhere: bool) -> bool:
        if draft.name in self.persons:
            return False
        name = draft.name.lower()
        if elsewhere or len(draft.words) > 1 or name.endswith(self.table.endings):
            return True
        return len(name) >= _SHORT and not name.endswith(self.table.surnames)

    def _add_misspelt(self, found: list[Draft]) -> None:
        """Names of no place, where a place stands, that a slip of the pen parts from one near what the text names."""
        near = {cell for draft in found if draft.kind == "settlement" for cell in _cells(draft)}
        if len(near) < 2:
            return
        for n, size in self.unknown:
            name = self.text.name(n, size)
            start = self.text.starts[n]
            options = tuple(one for one in nearly(name) if _around(one) & near)
            at = bisect_left(found, start, key=lambda draft: draft.start)
            if not options or name in self.persons:
                continue
            if at < len(found) and found[at].start == start:
                if not found[at].options:
                    found[at].options, found[at].slip = options, True
            elif at == 0 or found[at - 1].end <= start:
                words = range(n, n + size)
                found.insert(
                    at, Draft(start, start + len(name), name, "settlement", options, True, words, name, slip=True)
                )


def _is_large(options: Sequence[Known]) -> bool:
    return any(one.rank >= 2 and one.usual or one.rank >= 3 for one in options if one.kind == "settlement")


def _may_be(draft: Draft, kind: PlaceKind) -> bool:
    """Whether a bare name in a list before "Oblasts" or "directions" may be one too."""
    if draft.kind == kind:
        return True
    if draft.kind != "settlement":
        return False
    return kind not in ("oblast", "raion") or any(one.kind == kind for one in draft.options)


def _cells(draft: Draft) -> set[tuple[int, int]]:
    """Where the place may lie, in squares of half a degree, when that is not in many; else nothing."""
    towns = draft.settlements()
    few = towns[:1] if towns and towns[0].rank == 3 else towns if len(towns) <= _FEW else []
    return {(int(one.lat * 2), int(one.lon * 2)) for one in few}


def _around(one: Known) -> set[tuple[int, int]]:
    """The square of a place and those beside it."""
    y, x = int(one.lat * 2), int(one.lon * 2)
    return {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
