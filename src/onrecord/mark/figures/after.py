"""What stands behind a number: a measuring unit, "per barrel", or the counted noun."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.mark.figures.tables import Tables, Unit
from onrecord.model import Span

MOST_WORDS = 8

# A space or a hyphen, then a word; "152-mm" and "Su-34" are words, and so is a calibre in two ("155 mm").
_NEXT = re.compile(
    r"(?P<gap>[ \u00a0\u2009\u202f]{1,2}|-|)(?P<quote>[\"“‘«]?)"
    r"(?P<word>[0-9]+(?:(?:\.[0-9]+)?[ -]?mm|st|nd|rd|th)\b|[0-9]+(?:[A-Z][0-9]*)?s\b|[0-9]{2,3}(?= [A-Z])"
    r"|(?:[A-Z]\.){2,}"
    r"|[^\W\d_]\w*(?:[-'’/&][^\W_]\w*)*(?:['’](?=\s))?)"
)
_UNIT_WORD = re.compile(
    r"[ \u00a0\u2009\u202f]?-?([%°″℃％€$£₴₽](?:\s?[CFcf](?![\w]))?|[^\W\d_]+(?:[./^-][^\W\d_]+)*[.]?[²³23]?)"
)
_PER = re.compile(r"[ \u00a0]?(per|an?|each|every|/)[ \u00a0]?-?([^\W\d_]+(?: [^\W\d_]+)?)|-an?-([^\W\d_]+)", re.I)
_AGO = re.compile(r"[ \u00a0](?:ago|earlier|later|before|old|after|prior)\b", re.I)
_OF = re.compile(r"\s+of\s+(?:(?:the|its|their|his|those|these|all|our|a|an)\s+)*", re.I)
_MODELS = re.compile(r"[0-9]+(?:[A-Z][0-9]*)?s$")
_OR = re.compile(r"\b(?:an?|another|one|every) ([^\W\d_]+) or $", re.I)
# Endings of adjectives, and of those that are made of a noun's stem.
_ADJECTIVE = re.compile(r"(?:[иіы]х|[иіы]м|[иіы]ми|[иіыо]й|[ео]го|[ео]му|ої|ою|ая|ые|ие|[нктв]і)$")
_OF_NOUN = re.compile(r"(?:н|ов|ев|ськ|ск)(?:[иіы]х|[иіы]м|[иіы]ми|[иіыо]й|ого|ому|ої|ою|ая|ые|ие|і)$")
_CALIBRE = re.compile(r"[0-9.]+[ -]?mm$", re.I)


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: its phrase, the head in the singular, and the phrase in the singular."""

    span: Span
    head: str
    phrase: str


def unit_after(text: str, at: int, known: Tables) -> tuple[Unit, int] | None:
    """The measuring unit that begins at `at` (a space or hyphen may stand between), with its end."""
    match = _UNIT_WORD.match(text, at)
    if match is None:
        return None
    best: tuple[Unit, int] | None = None
    begin, end = match.span(1)
    short = known.short_units.get(match[1].rstrip("."))
    if short is not None and text[at - 1 : at].isdigit():
        return short, end - match[1].endswith(".")
    for _ in range(4):
        form = text[begin:end].lower()
        unit = known.units.get(form) or known.units.get(form.rstrip(".")) or known.units.get(form.replace("-", " "))
        if unit is not None:
            best = unit, end - (form.endswith(".") and form not in known.units)
        elif best is None and "-" in form and len(part := form.split("-")[0]) > 3 and part in known.units:
            return known.units[part], begin + len(part)  # "a 10-mile-long front", "barrel-a-day"
        more = _UNIT_WORD.match(text, end)
        if more is None or text[end : end + 1] not in " \u00a0-":
            break
        end = more.end(1)
    return best


def per_after(text: str, at: int, known: Tables) -> tuple[str, int] | None:
    """ "a day", "per barrel": the rate's noun or unit in the singular, with its end."""
    match = _PER.match(text, at)
    if match is None:
        return None
    if match[3]:
        return match[3].lower(), match.end()
    words = match[2].lower()
    unit = known.units.get(words)
    if unit is None:
        words = words.split(" ")[0]
        unit = known.units.get(words)
    end = match.start(2) + len(words)
    if _AGO.match(text, end):
        return None
    if match[1].lower() == "per":
        return (unit.spelled if unit else words), end
    # "40 drones a day", "$76 a barrel": after "a", units alone.
    if unit is None or unit.of in ("share", "money"):
        return None
    return unit.spelled, end


def noun_after(text: str, at: int, known: Tables, *, one: bool = False, loose: bool = True) -> Counted | None:
    """The noun that a number ending at `at` counts.

    Without a part-of-speech tagger: adjectives are passed over until a plural, and the phrase ends at a
    closed-class word, a verb we know or a mark. `one` looks for a singular. `loose` allows words that no
    list holds.
    """
    words: list[tuple[int, int, str]] = []
    glued = text[at : at + 1] == "-"
    place = at
    for _ in range(MOST_WORDS):
        match = _NEXT.match(text, place)
        if match is None or not (match["gap"] or (words and match["quote"])):
            break
        word = match["word"]
        lower = word.lower()
        if (lower in known.stop and not (word.isupper() and len(word) > 1)) or lower in known.before:
            if lower == "more" and not words:
                place = match.end()
                continue
            # "Russian and Belarusian soldiers": no noun yet, so the phrase goes on.
            if lower not in known.joiners or one or not words or words[-1][2].lower() in known.outcome:
                break
            if any(is_plural(w, known) or w.lower() in known.known for _, _, w in words):
                break
            place = match.end()
            continue
        if lower.endswith(("'s", "’s")) and words:
            break
        if _MODELS.match(word) and not (words and words[-1][2][0].isupper()):
            break  # "two Boeing 737s", but no "1990s"
        if word.isdigit() and _model_after(text, match.end()) not in known.names.get("model_after", ()):
            break  # "two new 737 Max jets"
        words.append((match.start("word"), match.end("word"), word))
        place = match.end()
        if text[place : place + 1] in '"”’»':
            place += 1
    if not words:
        return None
    if known.stems:
        return _by_stem(words, known)
    head = _singular_head(words, known, loose, glued) if one or glued else _plural_head(words, known)
    if head is None:
        return None
    first, last = words[0][0], words[head][1]
    noun = singular(words[head][2], known)
    if _MODELS.match(words[head][2]):
        noun = f"{words[head - 1][2]} {noun}"
        phrase = _phrase(text[first : words[head - 1][0]], "", noun)
        return Counted(Span(first, last), noun, phrase)
    counted = Counted(Span(first, last), noun, _phrase(text[first:last], words[head][2], noun))
    if noun.lower() in known.partitive and (of := _OF.match(text, last)) is not None:
        inner = noun_after(text, of.end() - 1, known)
        if inner is not None:
            phrase = f"{counted.phrase} of {text[inner.span.start : inner.span.end]}"
            return Counted(Span(first, inner.span.end), inner.head, phrase)
    return counted


def _model_after(text: str, at: int) -> str:
    match = _NEXT.match(text, at)
    return match["word"].lower() if match is not None else ""


def noun_or(text: str, at: int, known: Tables) -> tuple[Unit | None, Counted] | None:
    """The noun or unit in front of "or two": "a drone or two", "another kilometre or two"."""
    match = _OR.search(text, max(0, at - 40), at)
    if match is None or (word := match[1].lower()) in known.stop:
        return None
    return known.units.get(word), Counted(Span(*match.span(1)), match[1], match[1])


def noun_of(text: str, at: int, known: Tables) -> Counted | None:
    """The noun behind "of": "dozens of Russian soldiers", "a third of the tanks"."""
    match = _OF.match(text, at)
    if match is None or known.scan.match(text, match.end()):
        return None  # "three of the five drones": the noun is the other number's
    return noun_after(text, match.end() - 1, known)


def noun_of_number(text: str, at: int, known: Tables) -> Counted | None:
    """The noun behind "of" and a number: "one of (the) four missiles"."""
    match = _OF.match(text, at)
    number = known.scan.match(text, match.end()) if match is not None else None
    return None if number is None else noun_after(text, number.end(), known)


def _plural_head(words: list[tuple[int, int, str]], known: Tables) -> int | None:
    head = None
    for i, (_, _, word) in enumerate(words):
        if head is None and word.lower() in known.wholes:
            return i  # "a third of the population lives"
        if is_plural(word, known):
            if head is None or (head == i - 1 and _goes_on(words[head][2], word, known)):
                head = i
        elif head is not None:
            break
    if head is not None:
        if words[head][2][0].isupper() and singular(words[head][2], known) not in known.known:
            # "two Oniks cruise missiles": the name ends in -s too.
            for i in range(head + 1, len(words)):
                if is_plural(words[i][2], known) and singular(words[i][2], known) in known.known:
                    return i
        return head
    # "two HIMARS", "five Ka-52": names of things are said without an -s.
    for i in range(len(words) - 1, -1, -1):
        word = words[i][2]
        if not _CALIBRE.match(word) and (any(c.isdigit() for c in word) or (word.isupper() and len(word) > 1)):
            return i
    for i in range(1, len(words)):
        if words[i][2].lower() in known.names.get("mark", ()):
            return i - 1  # "the 250,000 troop-loss mark"
    # A singular we know: "20 howitzer", as machine translations write.
    for i, (_, _, word) in enumerate(words):
        if word.lower() in known.known:
            return i
    return None


def _goes_on(head: str, word: str, known: Tables) -> bool:
    """Whether a plural stands before the plural that it belongs to: "armoured personnel carriers", "arms depots"."""
    lower = head.lower()
    if lower in known.adjunct or (lower in known.collective and lower not in known.irregular):
        return True
    return singular(word, known) in known.known and singular(head, known).lower() not in known.known


def _singular_head(words: list[tuple[int, int, str]], known: Tables, loose: bool, glued: bool) -> int | None:
    if glued:
        return 0  # "a nine-storey building"
    head = None
    for i, (_, _, word) in enumerate(words):
        lower = word.lower()
        if lower in known.known or singular(word, known).lower() in known.known:
            head = i  # the last noun we know: "one battalion tactical group"
        elif head is not None and lower.endswith(("ed", "ing")):
            break
    if head is not None:
        return head
    if words[0][2].lower() in known.outcome:
        return None
    if not loose or words[0][2].lower() in known.one_stop or words[0][2].lower().endswith(("ed", "ing")):
        return None
    return next((i for i, (_, _, word) in enumerate(words) if word.islower()), 0) if words[0][2].islower() else 0


def _by_stem(words: list[tuple[int, int, str]], known: Tables) -> Counted | None:
    """The counted noun by its stem, for languages that inflect: the first noun, for what follows it is its genitive
    ("8 снарядов РСЗО"), adjectives before it passed over; an adjective alone may stand for one ("5 цивільних")."""
    first, found = words[0][0], None
    for start, end, word in words:
        noun, adjective = _stem(word, known)
        if noun is not None and not adjective:
            found = Counted(Span(first, end), noun, noun)
            if noun not in known.partitive:  # "20 одиниць техніки"
                return found
        elif noun is not None:
            found = found or Counted(Span(first, end), noun, noun)
        elif found is not None and not _ADJECTIVE.search(word):
            break
        elif any(c.isdigit() for c in word) and "-" in word:
            return Counted(Span(start, end), word, word)  # "2 Су-34"
    return found


def by_stem(word: str, known: Tables) -> str | None:
    """The noun whose stem begins `word`, the ending being no longer than endings are."""
    return _stem(word, known)[0]


def _stem(word: str, known: Tables) -> tuple[str | None, bool]:
    """The noun of `word`, and whether the word is an adjective that may mean it ("поранених", "артилерійських").
    Adjectives made of a noun ("ракетних", "танкові") mean none."""
    lower = word.lower().split("-")[0]  # "дронів-камікадзе"
    for size in range(len(lower), max(2, len(lower) - 6) - 1, -1):
        noun = known.stems.get(lower[:size])
        if noun is not None:
            ending = lower[size:]
            if (size <= 3 and len(ending) > 3) or _OF_NOUN.match(ending):
                return None, False
            return noun, lower[:size] in known.adjectives or noun.endswith(("ий", "ый", "ой"))
    return None, False


def is_plural(word: str, known: Tables) -> bool:
    """Whether `word` looks like a plural noun."""
    lower = word.lower()
    if lower in known.collective or lower in known.irregular:
        return True
    if lower.endswith(("'s", "’s", "ss", "us", "is", "ous")) or len(lower) < 2 + lower[0].isalpha():
        return False
    if lower[0].isdigit():
        return bool(_MODELS.match(word))
    return lower.endswith("s") and not (word.isupper() and len(word) < 7)


def singular(word: str, known: Tables) -> str:
    """The singular of an English noun as written; capitals are kept."""
    lower = word.lower()
    if (special := known.irregular.get(lower)) is not None:
        return special
    if lower in known.collective or not is_plural(word, known):
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def _phrase(written: str, head: str, noun: str) -> str:
    return " ".join((written[: len(written) - len(head)] + (head if head.lower() == "people" else noun)).split())
