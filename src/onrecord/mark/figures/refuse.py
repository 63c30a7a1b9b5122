"""Numbers that are no amounts: dates and clocks, names and models, calibres, ordinals, footnote marks, ages, addresses."""

from __future__ import annotations

import re

from onrecord.mark.figures.numbers import Number
from onrecord.mark.figures.tables import Tables

# Glued in front: a letter ("Su-34", "M777", "drones.12"), a mark of a code, clock or path.
_GLUED_BEFORE = re.compile(r"(?:[^\W_]-|[^\W_][.:/]|[^\W\d_]\)?|[_#@&=:/\\.,’']|[0-9][-–:/.,]|\[)$")
_GLUED_AFTER = re.compile(r"[^\W_]|[:/_@\\](?=\w)|[.,](?=[0-9])|\]|-(?=[A-Z]\b|[A-Z]?\d)|['’](?=\d)")
_ORDINAL = re.compile(r"(?:-(?:й|я|ї|го|му|та|ша|га|та|а|ої|ої|ій|го|ої|м|х|ти|ма|ой|ая|ый|ий|е|и)\b)")
_CLOCK = re.compile(r"[ \u00a0]?(?:[ap]\.?\s?m\b|[:.][0-5][0-9]\b(?![ \u00a0]?(?:%|per|[mb]illion)))", re.I)
_CALIBRE = re.compile(r"[ \u00a0-]?(?:mm|millimet(?:er|re)s?|мм)\b(?!\s+(?:of|thick|wide|long|slim)\b)", re.I)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])$")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.]*|№)[ \u00a0\u202f]?$")
_WORD_AFTER = re.compile(r"[ \u00a0\u202f]([^\W\d_][\w.’'-]*)")
_ADDRESS = re.compile(r"(?:[ ][A-Z][\w'’]+){1,3}?[ ]([A-Z][a-z]+)\b")
_AGE_BETWEEN = re.compile(r"[^\W\d_],?[ ]\(?$")
_FRACTION = re.compile(r"[ ]?/[0-9]")


def is_no_amount(text: str, number: Number, known: Tables) -> bool:
    """Whether the words around `number` make it a name, a date or the like."""
    start, end = number.start, number.end
    names = known.names
    digits = number.kind == "digits"
    if digits and _glued(text, start, end, number):
        return True
    after = text[end : end + 24]
    lower = after.lower()
    if digits and _CALIBRE.match(after) and number.value >= 5:
        return True
    if digits and (_CLOCK.match(after) or _ORDINAL.match(after)):
        return True
    if after.startswith("-") and any(lower[1:].startswith(w) for w in names.get("ordinal_words", ())):
        return True
    if any(lower.lstrip(" -\u00a0").startswith(w) for w in names.get("age_after", ())):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    word = before[1] if before else ""
    bare = word.lower()
    if word and (bare in names["always"] or bare.rstrip(".") in names["always"] and word.endswith(".")):
        return True
    if bare in names.get("age_before", ()):
        return True
    if not digits:
        return False
    if number.scale == 1 and "." not in text[start:end] and "," not in text[start:end]:
        if word in names.get("capital", ()) and number.value < 10000:
            return True
        if bare.rstrip(".") in names.get("months", ()) and word[0].isupper() and number.value <= 31:
            return True
        behind = _WORD_AFTER.match(after)
        follow = behind[1].lower().rstrip(".") if behind else ""
        if number.value <= 31 and follow in names.get("months", ()) and behind is not None and behind[1][0].isupper() and follow != "may" + "":
            return True
        if number.value <= 24 and follow in names.get("time_after", ()):
            return True
        if follow in names.get("model_after", ()) and behind is not None and behind[1][0].isupper():
            return True
        if number.value < 10000 and (street := _ADDRESS.match(after)) and street[1].lower() in names.get("street", ()):
            return True
        if 1800 <= number.value <= 2100 and end - start == 4 and _year(text, number, bare, behind[1] if behind else "", known):
            return True
        # "Name, 66, used": an age.
        if number.value < 110 and text[end : end + 1] in (",", ")") and text[start - 2 : start] in (", ", " ("):
            name = re.search(r"([^\W\d_]\w+),? \(?$", text[max(0, start - 24) : start])
            if name and name[1][0].isupper() and text[end : end + 2] in (", ", ") ") and text[start - 2] == ",":
                return True
    if _DAY_MONTH.match(text[start:end]) and number.scale == 1 and len(text[start:end]) == 5:
        return not re.match(r"[ \u00a0]?(?:%|per|[^\W\d_]{1,12})", after) or bare in ("from", "to", "з", "по", "с", "на", "від", "до")
    return False


def _glued(text: str, start: int, end: int, number: Number) -> bool:
    if start and text[start - 1] not in " \n\u00a0":
        match = _GLUED_BEFORE.search(text, max(0, start - 3), start)
        if match is not None and not _is_currency(text, start):
            return True
    if end < len(text) and text[end] not in " \n":
        match = _GLUED_AFTER.match(text, end)
        if match is not None:
            return not _unit_glued(text, end)
    return False


def _is_currency(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\b(?:US|HK|A|C|NZ)|\b(?:USD|EUR|GBP|UAH|RUB|PS|RM)|Y=|[$€£¥₴₽])$", text[max(0, start - 4) : start]))


_UNIT = re.compile(r"-?[^\W\d_]{1,8}(?:[/-]?[^\W\d_]+)*[²³23]?(?![\w])")


def _unit_glued(text: str, end: int) -> bool:
    """Letters that touch the digits may be a unit ("10km"); whether one, the reader of units says."""
    return bool(_UNIT.match(text, end))


def _year(text: str, number: Number, before: str, after: str, known: Tables) -> bool:
    if before in known.names.get("year_before", ()):
        return after.lower() not in known.known and after.lower().rstrip("s") not in known.known or before in ("in", "since", "of", "until")
    if after and (after.lower().rstrip("s") in known.known or after.lower() in known.collective):
        return False
    return True
