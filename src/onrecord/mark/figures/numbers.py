"""Numbers as written: digits, number words and vague plurals, with exact value and the step of their last digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onrecord.mark.figures.tables import SPACES, Tables

# Longer literals are no amounts that anybody counted; they are left unread.
LONGEST = 40
HIGHEST = Decimal(10) ** 24

_SPACED = re.compile(rf"[{SPACES}]")
_WORD_AFTER = re.compile(rf"([{SPACES}]?|-)([^\W\d_]+)(?![\w])")
# Where a number may begin; the grammar of numbers itself (`Tables.scan`) is tried only there.
# ".5" is a decimal, but the stop of "the hall.7 missiles" ends the sentence before.
_TOKEN = re.compile(r"(?:(?<![^\W\d_])(?<![)\"”’»])\.)?[0-9]+|[^\W\d_]+")
_DIGITS = frozenset("0123456789")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(slots=True)
class Number:
    """`value` as written at [start, end); `step` is the worth of its last written digit (0 for a count in
    full), `mantissa` and `scale` its two factors. `kind` is how it was written."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    kind: str  # digits, words, both, vague, share, ratio
    mantissa: Decimal
    scale: Decimal = Decimal(1)
    vague: bool = False


def numbers(text: str, known: Tables) -> Iterator[Number]:
    """Every readable number of `text`, in order, not overlapping; malformed literals are passed over."""
    at = 0
    for token in _TOKEN.finditer(text):
        start = token.start()
        if start < at or not (token.group()[-1] in _DIGITS or token.group().lower() in known.starts):
            continue
        if (match := known.scan.match(text, start)) is None:
            continue
        number = _from_digits(text, match, known) if match.lastgroup == "digits" else _from_words(text, match, known)
        at = match.end() if number is None else number.end
        if number is not None:
            if number.kind == "words" and number.value == 1 and known.out_of and (link := known.out_of.match(text, at)):
                number = _one_in(text, number, link.end(), known) or number
                at = number.end
            if known.and_half and number.kind in ("digits", "words") and (half := known.and_half.match(text, at)):
                scale = known.scales[half[1].lower()] if half[1] else number.scale
                number.value += scale / 2 if not half[1] else number.value * (scale - 1) + scale / 2
                number.step, number.end = scale / 10, half.end()
                number.mantissa, number.scale, at = number.value / scale, scale, half.end()
            yield number


def literal(written: str, known: Tables, *, scaled: bool = False) -> tuple[Decimal, Decimal] | None:
    """(value, step) of a literal such as "1,263", "254 380" or "1.15"; None when it can be read in two ways or none.

    `scaled` tells that a word such as "million" follows, which makes "1,2" a decimal in any language.
    """
    if len(written) > LONGEST:
        return None
    joined = _SPACED.sub("", written)
    spaced = joined != written
    marks = [c for c in joined if c in ".,"]
    if not marks:
        return Decimal(joined), Decimal(0)
    whole, _, tail = joined.rpartition(marks[-1])
    decimal: str | None = None
    if len(set(marks)) == 2:
        # "1,263.5": the last mark is the decimal one, the others part thousands.
        if marks.count(marks[-1]) > 1 or marks[-1] != known.decimal or spaced:
            return None
        groups, decimal = whole.split(marks[0]), tail
    elif spaced:
        if len(marks) > 1:
            return None
        groups, decimal = [whole], tail
    elif marks[0] == known.thousands:
        groups = joined.split(marks[0])
        if len(marks) == 1 and (len(tail) != 3 or scaled) and (scaled or known.thousands == "."):
            groups, decimal = [whole], tail  # "1,2 million"
    elif len(marks) == 1:
        groups, decimal = [whole], tail
        # "12.000" where commas part thousands, and "12,000" where points do, are meant as twelve thousand
        # by many who write them so: neither reading is sure.
        if len(tail) == 3 and tail == "000" and not scaled and 1 <= len(whole) <= 3 and whole != "0":
            return None
    else:
        return None
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:]) or groups[0] == "0"):
        return None
    number = "".join(groups) or "0"
    if decimal is None:
        return Decimal(number), Decimal(0)
    return Decimal(f"{number}.{decimal}"), Decimal(1).scaleb(-len(decimal))


def _from_digits(text: str, match: re.Match[str], known: Tables) -> Number | None:
    start, end = match.span()
    scale, behind = _scale_after(text, end, known)
    read = literal(match.group(), known, scaled=scale is not None)
    if read is None:
        return None
    value, step = read
    if scale is None:
        return Number(start, end, value, step, "digits", value)
    # "1.2 million": the last digit written is worth a hundred thousand. "70 thousand": one thousand.
    return Number(start, behind, value * scale, (step or Decimal(1)) * scale, "digits", value, scale)


def _scale_after(text: str, end: int, known: Tables) -> tuple[Decimal | None, int]:
    scale: Decimal | None = None
    for _ in range(2):  # "4 hundred million"
        match = _WORD_AFTER.match(text, end)
        if match is None:
            break
        worth = known.scales.get(match[2].lower())
        if worth is None or (match[2].lower() == "dozen" and scale is not None):
            if scale is None and match[1] in ("", *SPACES):
                short = known.short_scales
                worth = short.get("any", {}).get(match[2].lower())
                if worth is None and not match[1]:
                    worth = short.get("glued", {}).get(match[2])
            if worth is None:
                break
        scale, end = (scale or Decimal(1)) * worth, match.end()
        if end < len(text) and text[end] == "." and match[2].lower() in known.dotted:
            end += 1
    return scale, end


def _from_words(text: str, match: re.Match[str], known: Tables) -> Number | None:
    kind = match.lastgroup or ""
    start, end = match.span()
    if kind == "ratio":
        top, bottom = (Decimal(part) for part in match.group().replace("⁄", "/").split("/"))
        value = top / bottom if bottom else top
        return Number(start, end, value, Decimal(0), "ratio", value) if top < bottom else None
    words = [w.lower() for w in _WORDS.findall(match.group())]
    if kind == "parted":
        top, bottom = known.numbers.get(words[0], Decimal(1)), known.fractions[words[-2]]
        if not 0 < top < bottom:
            return None
        scale = known.scales[words[-1]]  # "a quarter million"
        step = Decimal(0) if scale == 12 else scale / 10
        return Number(start, end, top / bottom * scale, step, "words", top / bottom, scale)
    if kind in ("fraction", "share"):
        top = Decimal(1)
        if len(words) > 1 and words[0] in known.numbers:
            top = known.numbers[words[0]]
        bottom = known.fractions[words[-1]]
        if top >= bottom or not top:
            return None
        if (of := known.of_a_scale.match(text, end)) is not None:
            scale = known.scales[of[1].lower()]  # "a quarter of a million"
            return Number(
                start, of.end(), (top / bottom * scale).to_integral_value(), scale / 10, "words", top / bottom, scale
            )
        if len(words) == 1 and bottom != 2:
            return None
        return _share(start, end, top, bottom)
    if kind == "vague":
        low = Decimal(1)
        plurals = [w for w in words if w in known.vague or w in known.vague_of]
        if words[0] not in known.vague and not text[end : end + 4].lstrip().lower().startswith("of"):
            return None
        if words == ["tens"] and not text[end : end + 4].lstrip().lower().startswith("of"):
            return None
        for word in plurals:
            low *= known.vague.get(word) or known.vague_of[word]
        if words[-1] not in plurals:
            low *= known.scales[words[-1]]  # "десятки тисяч"
        return Number(start, end, low, low, "vague", low, vague=True)
    if kind == "couple":
        value = known.couple[" ".join(words)]
        return Number(start, end, value, Decimal(0), "both" if words[0] in known.both else "words", value)
    if kind == "some":
        scales = [known.scales[w] for w in words if w in known.scales]
        lead = " ".join(words[: len(words) - len(scales)])
        scale = Decimal(1)
        for worth in scales:
            scale *= worth
        if lead in known.some:
            return Number(start, end, scale, scale, "vague", scale, vague=True)
        top = Decimal("0.5") if lead in known.half else known.couple.get(lead, Decimal(1))
        value = top * scale
        exact = scale == 12
        return Number(
            start,
            end,
            value,
            Decimal(0) if exact else (scale / 10 if top == Decimal("0.5") else scale),
            "words",
            top,
            scale,
        )
    return _cardinal(text, match, known)


def _share(start: int, end: int, top: Decimal, bottom: Decimal) -> Number:
    """A fraction in percent: "two-thirds" is 66.666667, good to half a percent either side."""
    value = (Decimal(100) * top / bottom).quantize(Decimal("0.000001"))
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Number(start, end, value, Decimal(1), "share", value)


def _one_in(text: str, one: Number, at: int, known: Tables) -> Number | None:
    """ "one out of three": a share."""
    match = known.scan.match(text, at)
    if match is None:
        return None
    of = _from_digits(text, match, known) if match.lastgroup == "digits" else _from_words(text, match, known)
    return _share(one.start, of.end, Decimal(1), of.value) if of is not None and 1 < of.value <= 1000 else None


def _cardinal(text: str, match: re.Match[str], known: Tables) -> Number | None:
    """Words such as "one hundred and twenty-six thousand"; stops before a word that begins another number."""
    total, current, last = Decimal(0), Decimal(0), Decimal(0)
    end, room = match.start(), Decimal("Infinity")
    scale_words: list[Decimal] = []
    for word in _WORDS.finditer(match.group()):
        lower = word.group().lower()
        if lower in known.joiners:
            continue
        if total + current > HIGHEST:
            return None
        if (worth := known.scales.get(lower)) is not None:
            if lower in known.numbers and end == match.start():
                current = Decimal(1)  # "тисяча обстрілів": one, said or not
            if not current and not (total and end > match.start()):
                break
            if worth == 100 or worth == 12:
                if not current or current >= 100:
                    break
                current *= worth
                last = worth
            else:
                total, current, last = total + current * worth if current else total * worth, Decimal(0), worth
            scale_words.append(worth)
            room = worth
        else:
            value = known.numbers[lower]
            if value >= room or (not value and end > match.start()):
                break
            current += value
            room = Decimal(1) if 0 < value < 20 else Decimal(10) if value < 100 else Decimal(100)
            last = Decimal(0)
            if not value:
                room = Decimal(0)
        end = match.start() + word.end()
    if end == match.start():
        return None
    value = total + current
    # A count said in thousands or more is a round one; "two hundred" is taken at its word.
    step = last if last >= 1000 else Decimal(0)
    scale = last or Decimal(1)
    if step and (value / scale) % 1:
        step /= 10  # "півтори тисячі"
    return Number(match.start(), end, value, step, "words", value / scale, scale)
