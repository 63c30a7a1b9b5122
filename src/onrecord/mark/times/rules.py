"""The language of the time rules, and a text as a string of letters that the rules match.

A rule is written in words: lower-case words stand for themselves, CLASSES for any word of a class
(`[words.CLASS]` of the language's times.toml) or for one of its `[defines]`; `(a | b)`, `x?` and
`x*4` (up to four) are what they look like; `<` and `>` hold the bare expression where the rule also
takes in words around it. Each token of a text becomes one letter that stands for the set of classes
it belongs to, so a rule is a regular expression over one letter for each token, with every
repetition bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from onrecord.lexicon import load

# A footnote mark glued to a year: "in 2026.4 The".
_NOTE = r"\.\d{1,3}(?=\s+[\"“'‘«(]?[A-ZА-ЯІЇЄҐ]|\s*\Z|[ \t]*\n)"
_TOKEN = re.compile(
    r"(?P<numdate>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d-])|\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)"
    r"|\d{2}\.\d{2}\.\d{2}(?!\d|\.\d)|\d{4} \d\d \d\d(?!\d|%|[.,]\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    rf"|(?P<number>(?:19|20)\d\d(?={_NOTE})|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th|s|й|го|е|я)\b)?)"
    r"|(?P<half>[aApP]\.?[mM]\b\.?)"
    r"|(?P<word>[^\W\d_]+(?:['’ʼ](?!s\b)[^\W\d_]+)*)"
    r"|(?P<own>['’]s\b)"
    rf"|(?P<note>(?<=\d{{4}}){_NOTE})"
    r"|(?P<mark>[-‐‑‒–—−,.()/])"
    r"|(?P<line>\n\s*)"
    r"|(?P<other>[^\s])"
)
_MARKS = {",": "COMMA", ".": "DOT", "(": "OPEN", ")": "CLOSE", "/": "SLASH"}
_ITEM = re.compile(r"[A-Z]+|[^\W\d_A-Z][^\W\d_A-Z']*|\*\d+|[()|?<>]")

# What a token of digits can be. Longer numbers are counts at most.
_NUMBERS: dict[str, frozenset[str]] = {
    "small": frozenset({"N", "DAY", "MONTHNUMBER"}),
    "day": frozenset({"N", "DAY"}),
    "count": frozenset({"N"}),
    "year": frozenset({"N", "YEAR"}),
    "day_th": frozenset({"DAY", "TH"}),
    "th": frozenset({"TH"}),
    "decade": frozenset({"DECADE"}),
    "daymonth": frozenset({"DAYMONTH"}),
    "numdate": frozenset({"NUMDATE"}),
    "clock": frozenset({"CLOCK"}),
    "half": frozenset({"HALFDAY"}),
    "note": frozenset({"DOT"}),
    "own": frozenset({"OWN"}),
    "dash": frozenset({"DASH"}),
    **{name: frozenset({name}) for name in _MARKS.values()},
}


def _number_kind(written: str) -> str:
    digits = re.match(r"\d+", written)
    size = len(digits.group()) if digits else 0
    rest = written[size:]
    if size > 6 or not digits:
        return "other"
    value = int(digits.group())
    if rest == "s":
        return "decade" if (size == 4 and written[3] == "0") or (size == 2 and written[1] == "0") else "other"
    if rest and rest[0] in ".,":
        matched = re.fullmatch(r"(\d\d?)\.(\d\d)", written)
        return "daymonth" if matched and 1 <= int(matched[1]) <= 31 and 1 <= int(matched[2]) <= 12 else "other"
    if rest:
        return "day_th" if 1 <= value <= 31 else "th"
    if size == 4 and 1700 <= value <= 2199:
        return "year"
    if size <= 2 and 1 <= value <= 31:
        return "small" if value <= 12 else "day"
    return "count"


def _plain(word: str) -> str:
    """In lower case, with one kind of apostrophe."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of writing a time: what it means, and the words it may be written with."""

    means: str
    words: str
    arguments: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """A rule, or a part of one, as a regular expression over letters, and what its matches begin with: `first`
    letters, whether they may be `empty`, the letters that are a match `alone`, and the `two` first letters of
    longer ones. By these a place in a text asks few rules."""

    pattern: str
    first: frozenset[str] = frozenset()
    empty: bool = True
    alone: frozenset[str] = frozenset()
    two: frozenset[str] = frozenset()


_NOTHING = Form("")


def _pairs(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    return frozenset([a + b for a in left for b in right])


def _then(left: Form, right: Form) -> Form:
    """The one after the other."""
    return Form(
        left.pattern + right.pattern,
        left.first | right.first if left.empty else left.first,
        left.empty and right.empty,
        (left.alone if right.empty else frozenset()) | (right.alone if left.empty else frozenset()),
        left.two | _pairs(left.alone, right.first) | (right.two if left.empty else frozenset()),
    )


def _either(forms: list[Form]) -> Form:
    return Form(
        "(?:" + "|".join(form.pattern for form in forms) + ")",
        frozenset().union(*(form.first for form in forms)),
        any(form.empty for form in forms),
        frozenset().union(*(form.alone for form in forms)),
        frozenset().union(*(form.two for form in forms)),
    )


def _up_to(form: Form, times: int) -> Form:
    """None to so many of it."""
    two = form.two | _pairs(form.alone, form.first) if times > 1 else form.two
    return Form(f"{form.pattern}{'?' if times == 1 else f'{{0,{times}}}'}", form.first, True, form.alone, two)


@dataclass
class Language:
    """The words and rules of one language, compiled when first needed."""

    words: dict[str, dict[str, Any]]
    rules: list[Rule]
    defines: dict[str, str]
    capitalised: frozenset[str]
    _letters: dict[frozenset[str], str] = field(default_factory=dict)
    _patterns: dict[int, re.Pattern[str]] = field(default_factory=dict)
    _parts: dict[str, Form] = field(default_factory=dict)
    _by_two: dict[str, tuple[tuple[Rule, re.Pattern[str]], ...]] = field(default_factory=dict)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Spelling in lower case -> all the classes it may have, itself included where a rule names it."""
        literals = {
            item
            for text in (*(r.words for r in self.rules), *self.defines.values())
            for item in _ITEM.findall(text)
            if item[0].isalpha() and item.islower()
        }
        out: dict[str, set[str]] = {word: {word} for word in literals}
        for name, members in self.words.items():
            for word in members:
                out.setdefault(word, set()).add(name)
        return {word: frozenset(found) for word, found in out.items()}

    @cached_property
    def _spellings(self) -> tuple[dict[str, str], dict[str, str]]:
        """Letters of the words written with a capital, and of those written without."""
        capital, small = {}, {}
        for word, found in self.classes.items():
            capital[word] = self._letter(found)
            small[word] = self._letter(found - self.capitalised)
        return capital, small

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {kind: self._letter(found) for kind, found in _NUMBERS.items()} | {"other": " "}

    def _letter(self, found: frozenset[str]) -> str:
        if not found:
            return " "
        return self._letters.setdefault(found, chr(0x4E00 + len(self._letters)))

    @cached_property
    def _members(self) -> dict[str, str]:
        """Class -> the letters of the tokens that belong to it."""
        _ = self._spellings, self.kinds
        out: dict[str, str] = {}
        for found, letter in self._letters.items():
            for name in found:
                out[name] = out.get(name, "") + letter
        return out

    @cached_property
    def start(self) -> re.Pattern[str]:
        """Any letter that a rule can begin with."""
        letters = {letter for form in self._forms for letter in form.first}
        return re.compile(f"[{''.join(sorted(letters))}]")

    def rules_at(self, letters: str, at: int) -> tuple[tuple[Rule, re.Pattern[str]], ...]:
        """The rules, in the order of the file, that may fit the tokens from `at`, told by two of them."""
        two = letters[at : at + 2]
        found = self._by_two.get(two)
        if found is None:
            numbers = [n for n, form in enumerate(self._forms) if two in form.two or two[0] in form.alone]
            found = self._by_two[two] = tuple((self.rules[n], self._pattern(n)) for n in numbers)
        return found

    @cached_property
    def _forms(self) -> list[Form]:
        return [self._parsed(rule.words) for rule in self.rules]

    def _pattern(self, number: int) -> re.Pattern[str]:
        found = self._patterns.get(number)
        if found is None:
            found = self._patterns[number] = re.compile(self._forms[number].pattern)
        return found

    def _parsed(self, words: str) -> Form:
        form = self._parts.get(words)
        if form is None:
            items = _ITEM.findall(words)
            form, rest = self._choice(items, 0)
            if rest != len(items):
                raise ValueError(f"unbalanced time rule: {words}")
            self._parts[words] = form
        return form

    def _choice(self, items: list[str], at: int) -> tuple[Form, int]:
        forms = []
        while True:
            form, at = self._sequence(items, at)
            forms.append(form)
            if at >= len(items) or items[at] != "|":
                return _either(forms), at
            at += 1

    def _sequence(self, items: list[str], at: int) -> tuple[Form, int]:
        whole = _NOTHING
        while at < len(items) and items[at] not in "|)":
            item = items[at]
            at += 1
            if item in "<>":
                whole = replace(whole, pattern=whole.pattern + ("(" if item == "<" else ")"))
                continue
            if item == "(":
                part, at = self._choice(items, at)
                at += 1
            elif item in self.defines:
                part = self._parsed(self.defines[item])
            else:
                letters = self._members.get(item, "")
                part = Form(f"[{letters}]" if letters else "(?!)", frozenset(letters), False, frozenset(letters))
            if at < len(items) and (items[at] == "?" or items[at][0] == "*"):
                part = _up_to(part, 1 if items[at] == "?" else int(items[at][1:]))
                at += 1
            whole = _then(whole, part)
        return whole, at

    def read(self, text: str) -> Line:
        """The tokens of a text; a line break in the middle of a sentence is no token."""
        capital, small = self._spellings
        kinds = self.kinds
        starts: list[int] = []
        ends: list[int] = []
        letters: list[str] = []
        for token in _TOKEN.finditer(text):
            kind = token.lastgroup
            start, end = token.span()
            if kind == "word":
                word = text[start:end]
                spellings = small if word[0].islower() else capital
                letter = spellings.get(word.lower(), " ")
                if letter == " " and not word.isalpha():
                    letter = spellings.get(_plain(word), " ")
            elif kind == "number":
                letter = kinds[_number_kind(text[start : min(end, start + 12)])]
            elif kind == "mark":
                letter = kinds[_MARKS.get(text[start], "dash")]
            elif kind == "line":
                if "\n" not in text[start + 1 : end] and text[end : end + 1].islower():
                    continue
                letter = " "
            else:
                letter = kinds[kind or "other"]
            starts.append(start)
            ends.append(end)
            letters.append(letter)
        return Line(text, self, starts, ends, "".join(letters))

    def has(self, letter: str, name: str) -> bool:
        return letter in self._members.get(name, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A text as tokens: where each starts and ends, and the letter it has in its language."""

    text: str
    language: Language
    starts: list[int]
    ends: list[int]
    letters: str

    def word(self, number: int) -> str:
        """The token in lower case, "" beyond the ends of the text."""
        return _plain(self.written(number))

    def written(self, number: int) -> str:
        return self.text[self.starts[number] : self.ends[number]] if 0 <= number < len(self.starts) else ""

    def in_name(self, number: int) -> bool:
        """Whether the token, with a capital, ends a name in words that are no headline: "India Today said"."""
        before, word, after = (self.written(number + step) for step in (-1, 0, 1))
        after = self.written(number + 2) if after == "," else after
        return before[:1].isupper() and word.istitle() and after[:1].islower()

    def has(self, number: int, name: str) -> bool:
        return 0 <= number < len(self.letters) and self.language.has(self.letters[number], name)

    def value(self, number: int, name: str) -> Any:
        """What the lexicon says of the token as a member of a class; the number itself for digits."""
        word = self.word(number)
        members = self.language.words.get(name)
        if members is not None and word in members:
            return members[word]
        digits = re.match(r"\d+", word)
        return int(digits.group()) if digits and digits.end() <= 6 else word


@lru_cache(maxsize=None)
def language(name: str) -> Language:
    """The time rules of a language, English where Onrecord has none for it."""
    try:
        data = load(f"languages/{name}/times.toml") if name.isalpha() else load("languages/en/times.toml")
    except (FileNotFoundError, NotADirectoryError):
        data = load("languages/en/times.toml")
    rules = [
        Rule(entry["means"], words, {k: v for k, v in entry.items() if k not in ("means", "words")})
        for entry in data["rules"]
        for words in ([entry["words"]] if isinstance(entry["words"], str) else entry["words"])
    ]
    return Language(data["words"], rules, data.get("defines", {}), frozenset(data.get("capitalised", ())))
