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
from dataclasses import dataclass

from onrecord.lexicon.gazetteer import Known, lookup, nearly
from onrecord.lexicon.inflection import bases, nominatives
from onrecord.lexicon.spelling import key
from onrecord.mark.places.words import Table
from onrecord.mark.records import PlaceKind
from onrecord.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_INNER = re.compile(r"[a-z][A-Z]|[а-я][А-Я]")  # "DeepState", a name that somebody made
# What may stand between two names of a list.
LINK = re.compile(
    r"(?=\s{0,3}(?:[,;/–-]|(?:and|or|as well as|та|і|й|и|або|или) ))"
    r"\s{0,3}[,;/–-]?\s{0,3}(?:(?:and|or|as well as|та|і|й|и|або|или|а також|а также) )?(?:in |near |у |в |біля |около )?"
    r"(?:(?:the )?(?:villages?|towns?|city|settlements?) (?:of )?|(?:сел[аі]?|міста?|город[а]?) )?"
)
_SHORTENED = re.compile(r"['’](?:re|ll|d|ve|m|t)$")  # "We're"
_TOWARDS = re.compile(r"\b(?:direction|axis)(?: of)? (?:the )?$")
_ON = ("ському", "цькому", "зькому", "ском", "цком")
_HELD = re.compile(r"-[a-z]+$")  # "Ukrainian-held"
_ADJECTIVE = ("ський", "цький", "зький", "ский", "цкий")
_NO_NOUN = re.compile(r"\s*(?:[.;:)\n]|$|(?:,|\band|\bor)(?! (?:and )?[A-Z])|(?:was|were|had|has|is|in|at|on|to|from|which|after|as|sank|burned|near|off|by|with|under|while|before|for|that)\b)")
_GOES_ON = re.compile(r",? (?:and |та |і |и )[A-ZА-ЯІЇЄ]|, [A-ZА-ЯІЇЄ]")
_PARTS = re.compile(r"[\s-]")
LINK_LONGEST = 40  # characters
_MISSPELT = 60  # names in one text that are tried as misspelt
_SHORT = 5  # letters below which a name alone is doubted
_LONGEST = 4  # words of a name
_LETTERS = 60  # of a name
_PLURAL = frozenset("oblasts regions directions raions districts axes sectors areas областей областях областям областями borders "
                    "районів районах районов напрямках напрямків направлениях направлений".split())  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A place found. `name` is without the words behind it that are part of it; `options` what it may mean; `sure`
    whether its company says that it is a place; `words` the range of its words in the text."""

    start: int
    end: int
    name: str
    kind: PlaceKind
    options: tuple[Known, ...]
    sure: bool
    words: range
    text: str = ""  # as written, with the words behind that are part of it
    plural: bool = False
    slip: bool = False  # the options are spelt nearly so


def _cells(draft: Draft) -> set[tuple[int, int]]:
    """Where the place lies, in squares of half a degree, when there is no doubt; else nothing."""
    towns = [one for one in draft.options if one.kind == "settlement"]
    if len(towns) == 1 or towns and towns[0].rank == 3:
        return {(int(towns[0].lat * 2), int(towns[0].lon * 2))}
    return set()


def _around(one: Known) -> set[tuple[int, int]]:
    """The square of a place and those beside it."""
    y, x = int(one.lat * 2), int(one.lon * 2)
    return {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)}


def name_of_region(name: str, table: Table) -> bool:
    return table.names.get(name) == "region"


def _may_be(draft: Draft, kind: PlaceKind) -> bool:
    """Whether a bare name in a list before "Oblasts" or "directions" may be one too."""
    if draft.kind != "settlement":
        return False
    if kind in ("oblast", "raion", "region"):
        return any(one.kind == ("oblast" if kind == "region" else kind) for one in draft.options)
    return True


class Finder:
    """One text, word by word. Positions `n` are indexes into its words."""

    def __init__(self, text: str, taken: Sequence[Span], table: Table) -> None:
        self.text, self.table, self.language = text, table, table.language
        self.spans = [match.span() for match in _WORD.finditer(text)]
        self.words = [text[start:end] for start, end in self.spans]
        self.taken = {n for span in taken for n in range(span.start, span.end)}
        self.found: list[Draft] = []
        self.persons: set[str] = set()  # surnames
        self.unknown: list[tuple[int, int]] = []  # words of names that may be misspelt

    def read(self) -> list[Draft]:
        n, starts, heads = 0, self.table.starts, {head[:3] for head in self.table.heads}
        words, count = self.words, len(self.words)
        while n < count:
            word = words[n]
            if word[0].isupper() or word in starts:
                if heads and word.endswith(_ON) and self._elliptic(n):
                    n += 1
                    continue
                n += self._at(n) if self.spans[n][0] not in self.taken else 1
            else:
                if heads and word[:3] in heads:
                    self._head(n)
                elif heads and word.endswith(_ON):
                    self._elliptic(n)
                n += 1
        self._spread_plurals()
        found = self._sifted()
        self._add_misspelt(found)
        return found

    # ---- one place --------------------------------------------------------------------------------------------

    def _at(self, n: int) -> int:
        """Finds the place that starts at word `n`, if one does; how many words to go on by."""
        word, run = self.words[n], self._run(n)
        fixed = self._fixed(n)
        if fixed:
            return fixed
        if not word[0].isupper() or self._leads(word):
            return 1
        if self._is_person(n, run):
            self.persons.update(self.words[n : n + run])
            return run
        for size in range(min(run, _LONGEST), 0, -1):
            name = self._name(n, size)
            if len(name) > _LETTERS:
                continue
            if size > 1 and name in self.table.only_listed and not self._is_listed(n):
                return size
            if size == 1 and (name in self.table.never or len(name) < 3 or _SHORTENED.search(name)):
                if self._kind_behind(n + size) != "oblast":
                    return 1
            if name.isupper() and (len(name) < 4 or name.title() in self.table.never):
                return 1
            kind = self._kind_behind(n + size)
            options = lookup(name, self.language)
            if size == run == 1 and not options and kind in (None, "direction") and "-" in name and self._pair(n, name):
                return 1
            sure = self._is_place(n, size, run, name, kind, options)
            if sure is not None:
                return self._add(n, size, kind or "settlement", options, sure)
        return 1

    def _pair(self, n: int, name: str) -> bool:
        """Adds the places that a hyphen joins: "Bilohorivka-Hryhorivka"."""
        names = name.split("-")
        options = [lookup(one, self.language) if one[:1].isupper() else () for one in names]
        if not all(any(one.kind == "settlement" for one in each) for each in options):
            return False
        start = self.spans[n][0]
        for one, each in zip(names, options, strict=True):
            self.found.append(Draft(start, start + len(one), one, "settlement", each, True, range(n, n + 1), one))
            start += len(one) + 1
        return True

    def _fixed(self, n: int) -> int:
        """A name that stands in no gazetteer, or a river's bank, at word `n`."""
        word = self.words[n].lower()
        if word in self.table.banks[0] and (bank := self._bank(n)):
            return bank
        if word not in self.table.starts and self.language == "en":
            return 0
        for size in range(min(_LONGEST, len(self.words) - n), 0, -1):
            name = self._name(n, size).lower()
            kind = self.table.names.get(name)
            if kind is None and self.language != "en" and size == 1 and len(name) > 3 and self.words[n][0].isupper():
                kind = next((self.table.names[one] for one in nominatives(name, self.language) if one in self.table.names), None)
            if kind is not None and not self._is_institution(n + size):
                return self._add(n, size, kind, (), True)
        return 0

    def _is_institution(self, n: int) -> bool:
        """Whether word `n` makes what stands before it the name of a newspaper, a unit, a club."""
        if n >= len(self.words) or not self._joined(n - 1) or self.words[n - 1].endswith(("'s", "’s")):
            return False
        return self.words[n] in self.table.institutions or self.words[n] in self.table.units

    def _bank(self, n: int) -> int:
        """"left bank of the Dnipro": one place, a region, with the river as what it may be told from."""
        nouns = self.table.banks[1]
        at = n + 1
        if at < len(self.words) and self.words[at].lower() in self.table.banks[0] and self.text[self.spans[n][1] : self.spans[at][0]] == " (":
            at += 1  # "east (left) bank"
        if at < len(self.words) and self.words[at].lower() in nouns and self.spans[at][0] - self.spans[at - 1][1] <= 2:
            at += 1
            while at < len(self.words) and at < n + 4 and self.words[at] in ("of", "the", "річки", "реки") and self._joined(at - 1):
                at += 1
            if at < len(self.words) and self.words[at][0].isupper() and self._joined(at - 1):
                for size in (2, 1):
                    if at + size > len(self.words):
                        continue
                    rivers = tuple(one for one in lookup(self._name(at, size), self.language) if one.kind == "river")
                    if rivers:
                        return self._add(n, at + size - n, "region", rivers, True)
        return 0

    def _leads(self, word: str) -> bool:
        """Whether a capitalised word only begins a sentence: "In Kharkiv region", "The Donetsk front"."""
        return word == "The" or word in self.table.never and word.lower() in self.table.prepositions

    def _is_person(self, n: int, run: int) -> bool:
        """Whether the run at word `n` is somebody's name: behind a title, or with a given name first."""
        before = self._before(n).lower()
        if self.words[n] in self.table.given and run > 1 and self._kind_behind(n + 1) is None:
            return True
        if before in ("named", "surnamed") and self._before(n - 1).lower() in self.table.titles:
            return True
        if before in self.table.titles and not (self._before(n)[0].isupper() and self._before(n - 1)[:1].isupper()):
            return self._kind_behind(n + 1) is None
        return False

    def _is_place(
        self, n: int, size: int, run: int, name: str, kind: PlaceKind | None, options: tuple[Known, ...]
    ) -> bool | None:
        """Whether the name is surely (True) or perhaps (False) a place; None when it is none."""
        table = self.table
        words = self.words[n : n + size]
        if name.isupper() and not self._is_large(options):
            return None
        if kind == "oblast" and any(one.kind == "oblast" for one in options):
            return True
        if name in table.never or name in table.only_listed and not self._is_listed(n):
            return None
        if kind is not None and (kind != "settlement" or options):
            return True if options or all(part[0].isupper() and part not in table.never for part in _PARTS.split(name)) else None
        before = self._before(n)
        lower = before.lower()
        if lower in table.before or before and f"{self._before(n - 1)} {before}".lower() in table.before:
            if options or self.language == "en" and size == run and before.islower():
                return True
        if size == run > 1 and not options and words[0] in table.adjectives and self._locative(n):
            return True
        if any(word in table.never or _INNER.search(word) for word in words) and name not in table.only_listed:
            return None
        behind = self.words[n + size] if n + size < len(self.words) and self._joined(n + size - 1) else ""
        if self._is_institution(n + size) or self._is_ship(n, size) or self._is_government(n, size):
            return None
        listed = self._is_listed(n)
        known = any(one.kind in ("settlement", "river", "oblast") for one in options)
        if not known:
            if (listed or self._locative(n)) and size == run and len(self.unknown) < _MISSPELT:
                self.unknown.append((n, size))
            # In a list of places, a name that is spelt like one or stands amid is one, though the gazetteer does not have it.
            fits = name.endswith(table.endings) or _GOES_ON.match(self.text, self.spans[n + size - 1][1])
            if size == run and name.endswith(table.endings) and len(name) >= _SHORT and self._locative(n):
                return True
            return True if listed and size == run and self.found[-1].kind == "settlement" and fits else None
        if listed:
            return True
        leading = lower in table.prepositions
        if size < run and not (self._locative(n) or leading and behind in table.never):
            return None  # "Hanna Maliar", "Bakhmut Brigade": part of a longer name
        if before[:1].isupper() and not (before in table.never and before not in table.given or leading or _HELD.search(before)):
            return None  # a surname behind a given name
        if self.language != "en" and not leading and (self._begins(n) or name.lower().endswith(_ADJECTIVE)):
            if not any(one.rank >= 2 for one in lookup(name) if one.usual and one.kind == "settlement") or name.lower().endswith(_ADJECTIVE):
                return None  # an adjective, or a noun with a capital only because it begins the sentence
        if behind.lower() in table.speech and not self._locative(n):
            return None  # a government, or a person
        return self._locative(n) or self._is_large(options)

    def _locative(self, n: int) -> bool:
        """Whether hardly anything but a place can stand behind the words before word `n`: "near", "north of"."""
        before = self._before(n).lower()
        if before in ("of", "від", "от"):
            return self._before(n - 1).lower() in self.table.of
        return before in self.table.locative or _HELD.search(self._before(n)) is not None

    def _is_large(self, options: Sequence[Known]) -> bool:
        return any(one.rank >= 2 and one.usual or one.rank >= 3 for one in options if one.kind == "settlement")

    def _begins(self, n: int) -> bool:
        """Whether word `n` begins a sentence or a line."""
        return n == 0 or any(mark in self.text[self.spans[n - 1][1] : self.spans[n][0]] for mark in ".!?\n")

    def _is_ship(self, n: int, size: int) -> bool:
        """Whether the name is a ship's: "the cruiser Moskva", "the Minsk and"."""
        before = self.words[n - 1].lower() if n and self.spans[n][0] - self.spans[n - 1][1] <= 2 else ""
        if before in self.table.ships:
            return True
        if before != "the" or any(one.kind == "river" for one in lookup(self._name(n, size), self.language)):
            return False
        end = self.spans[n + size - 1][1]
        return _NO_NOUN.match(self.text, end) is not None

    def _is_government(self, n: int, size: int) -> bool:
        """Whether a capital stands for its government: "Kyiv's troops", "Moscow and Kyiv blamed"."""
        if size > 1 or self._locative(n) or self._name(n, 1) not in self.table.capitals:
            return False
        at = n + 1
        if at + 1 < len(self.words) and self.words[at] in ("and", "та", "і", "и") and self._name(at + 1, 1) in self.table.capitals:
            at += 2
        if at >= len(self.words) or not self._joined(at - 1):
            return False
        word = self.words[at].lower()
        return word in self.table.speech or self.words[n].endswith(("'s", "’s")) and word in self.table.governments

    # ---- words around -----------------------------------------------------------------------------------------

    def _run(self, n: int, *, whole: bool = False) -> int:
        """The length of the run of capitalised words at word `n`, in words; not counting those behind a name that say
        its kind ("Oblast"), unless `whole`."""
        size = 1
        while n + size < len(self.words) and size <= _LONGEST:
            if self.text[self.spans[n + size - 1][1] : self.spans[n + size][0]] not in (" ", "\u00a0", "-"):
                break
            if not self.words[n + size][0].isupper() and not (
                self.words[n] in self.table.starts and self._name(n, size + 1).lower() in self.table.names
            ):
                break
            if not whole and self.words[n + size] in self.table.capitalised | self.table.institutions:
                break
            if self.words[n + size - 1].endswith(("'s", "’s")):
                break
            size += 1
        return size

    def _name(self, n: int, size: int) -> str:
        name = self.text[self.spans[n][0] : self.spans[n + size - 1][1]]
        return name[:-2] if name.endswith(("'s", "’s")) else name

    def _before(self, n: int) -> str:
        if n < 1 or not self._joined(n - 1):
            return ""
        if self.words[n - 1] == "the" and n > 1 and self._joined(n - 2):
            return "the"
        return self.words[n - 1]

    def _joined(self, n: int) -> bool:
        """Whether only blanks, opening quotes and an abbreviation's point stand behind word `n`."""
        if n + 1 >= len(self.words):
            return False
        gap = self.text[self.spans[n][1] : self.spans[n + 1][0]]
        return gap == " " or not gap.strip(" \u00a0\"“'‘«") or gap in (". ", ".") and len(self.words[n]) <= 3 and self.words[n] in self.table.before

    def _kind_behind(self, n: int) -> PlaceKind | None:
        """The kind that the words from `n` on, which are part of the place, make it."""
        size = self._behind(n)
        return self.table.behind[" ".join(self.words[n : n + size]).lower()] if size else None

    def _behind(self, n: int) -> int:
        """How many words from `n` on are part of the place before them."""
        table = self.table
        if n >= len(self.words) or self.words[n].lower() not in table.behind_starts or not self._joined(n - 1):
            return 0
        if self.words[n - 1].endswith(("'s", "’s")) and self.words[n] not in ("direction", "administrative"):
            return 0
        for size in (3, 2, 1):
            words = self.words[n : n + size]
            if len(words) == size and " ".join(words).lower() in table.behind:
                if all(self._joined(at) for at in range(n, n + size - 1)):
                    if all(word.islower() or word in table.capitalised for word in words):
                        return size
        return 0

    def _is_listed(self, n: int) -> bool:
        """Whether word `n` goes on a list behind the last place found."""
        if not self.found:
            return False
        end, start = self.found[-1].end, self.spans[n][0]
        return end < start <= end + LINK_LONGEST and LINK.fullmatch(self.text, end, start) is not None

    # ---- adding -----------------------------------------------------------------------------------------------

    def _add(self, n: int, size: int, kind: PlaceKind, options: tuple[Known, ...], sure: bool) -> int:
        """Notes the place with the words behind it that are part of it, the last of which says its kind."""
        end, plural = n + size, False
        while more := self._behind(end):
            made = self._kind_behind(end)
            assert made is not None
            kind = kind if kind == "region" and made == "river" else made  # "bank of the Dnipro River"
            plural = self.words[end + more - 1].lower() in _PLURAL
            end += more
        start, stop = self.spans[n][0], self.spans[end - 1][1]
        if self.text.endswith(("'s", "’s"), start, stop):
            stop -= 2
        if start in self.taken or stop - 1 in self.taken:
            return size
        kind = self._bare_kind(n, kind, options) if end == n + size else kind
        if kind == "settlement" and _TOWARDS.search(self.text, max(0, start - 30), start):
            kind = "direction"
        if kind == "oblast" and name_of_region(self._name(n, size).lower(), self.table):
            kind = "region"  # "the Donbas region"
        self.found.append(Draft(start, stop, self._name(n, size), kind, options, sure, range(n, end), self.text[start:stop], plural))
        return end - n

    def _bare_kind(self, n: int, kind: PlaceKind, options: tuple[Known, ...]) -> PlaceKind:
        """Of a name with nothing behind it: the town if there is one of that name today, else region or river."""
        if kind != "settlement" or not options:
            return kind
        if any(one.kind == "river" for one in options):
            if self._before(n) == "the" or not any(one.kind == "settlement" for one in options):
                return "river"
        if any(one.kind == "oblast" for one in options) and self._before(n).lower() in self.table.sides:
            return "oblast"  # "northern Kharkiv"
        towns = [one for one in options if one.kind == "settlement"]
        if any(one.kind == "oblast" and (one.country == "ua" or not towns) for one in options):
            if not any(one.usual and one.rank >= 2 for one in towns):
                return "oblast"
        return kind

    def _head(self, n: int) -> None:
        """The adjectives before the noun at word `n` that make a place with it: Донецької та Луганської областей."""
        kind = next((kind for head, kind in self.table.heads.items() if self.words[n].startswith(head)), None)
        if kind is None or self.words[n] in self.table.before and kind == "raion" and not self._adjective(n - 1):
            return
        last = n
        made: list[Draft] = []
        at = n - 1
        while at >= 0 and len(made) < 6:
            options = self._adjective(at) if self.spans[last][0] - self.spans[at][1] <= 5 else ()
            if not options:
                break
            chosen = tuple(one for one in options if one.kind == ("raion" if kind == "raion" else "oblast")) or options
            if kind == "direction":
                chosen = tuple(one for one in options if one.kind == "settlement") or options
            end = self.spans[n][1] if not made else self.spans[at][1]
            start = self.spans[at][0]
            made.append(Draft(start, end, self.words[at], kind, chosen, True, range(at, n + 1), self.text[start:end]))
            last = at
            at -= 2 if at > 1 and self.words[at - 1] in ("та", "і", "й", "и") else 1
        if not made:
            return
        first = made[-1].start
        while self.found and self.found[-1].end > first:
            self.found.pop()
        self.found += [draft for draft in reversed(made) if draft.start not in self.taken]

    def _elliptic(self, n: int) -> bool:
        """The second direction in "на Покровському напрямку ...; на Курахівському ..."."""
        if not n or self.words[n - 1].lower() != "на" or not any(draft.kind == "direction" for draft in self.found[-8:]):
            return False
        following = self.words[n + 1] if n + 1 < len(self.words) else ""
        if following.startswith(tuple(self.table.heads)) or following in ("та", "і", "й", "и"):
            return False
        options = tuple(one for one in self._adjective(n) if one.kind == "settlement")
        if options:
            start, end = self.spans[n]
            self.found.append(Draft(start, end, self.words[n], "direction", options, True, range(n, n + 1), self.words[n]))
        return bool(options)

    def _adjective(self, n: int) -> tuple[Known, ...]:
        """The places from whose names the adjective at word `n` is made."""
        if n < 0 or len(self.words[n]) < 6:
            return ()
        word = self.words[n]
        names = bases(word, self.language)
        if not names:
            return ()
        regions = [one for one in lookup(word, self.language) if one.kind in ("oblast", "raion")]
        towns = [one for name in names for one in lookup(name.capitalize()) if one.kind == "settlement" and (one.usual or one.rank >= 2) and one.rank >= 1]
        towns.sort(key=lambda one: (-one.rank, -one.population))
        kept = [one for one in towns if one.rank == towns[0].rank] if towns else []
        return (*regions, *dict.fromkeys(kept))

    # ---- the whole text ---------------------------------------------------------------------------------------

    def _spread_plurals(self) -> None:
        """In "Donetsk and Luhansk Oblasts", the first is one too."""
        for i, draft in enumerate(self.found):
            if draft.plural:
                back = i - 1
                while back >= 0 and (_may_be(self.found[back], draft.kind) or self.found[back].kind == draft.kind) and LINK.fullmatch(
                    self.text, self.found[back].end, min(self.found[back + 1].start, self.found[back].end + LINK_LONGEST)
                ):
                    is_border = draft.kind == "region" and "blast" in draft.text
                    self.found[back].kind = "oblast" if is_border else draft.kind
                    back -= 1

    def _add_misspelt(self, found: list[Draft]) -> None:
        """Names of no place, where a place stands, that a slip of the pen parts from one near what the text names."""
        near = {cell for draft in found if draft.kind == "settlement" for cell in _cells(draft)}
        if len(near) < 2:
            return
        for n, size in self.unknown:
            name = self._name(n, size)
            start, end = self.spans[n][0], self.spans[n][0] + len(name)
            options = tuple(one for one in nearly(name, self.language) if _around(one) & near)
            at = bisect_left(found, start, key=lambda draft: draft.start)
            if at < len(found) and found[at].start == start:
                if not found[at].options:
                    found[at].options, found[at].slip = options, bool(options)
            elif options and (at == 0 or found[at - 1].end <= start) and name not in self.persons:
                found.insert(at, Draft(start, end, name, "settlement", options, True, range(n, n + size), name, slip=True))

    def _sifted(self) -> list[Draft]:
        """Without persons, and without those that may be places but nowhere surely are."""
        sure = {key(draft.name) for draft in self.found if draft.sure}
        kept = []
        for draft in self.found:
            if draft.kind == "settlement" and not draft.sure:
                if draft.name in self.persons:
                    continue
                folded = draft.name.lower()
                if key(draft.name) not in sure and len(draft.words) == 1 and not folded.endswith(self.table.endings):
                    if len(folded) < _SHORT or folded.endswith(self.table.surnames):
                        continue
            kept.append(draft)
        return kept
