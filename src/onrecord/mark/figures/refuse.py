"""Numbers that are no amounts: dates and clocks, names and models, calibres, ordinals, footnote marks, ages, addresses."""

from __future__ import annotations

import re

from onrecord.mark.figures.numbers import Number
from onrecord.mark.figures.tables import Tables

# Glued in front: a letter ("Su-34", "M777", "drones.12"), a mark of a code, clock or path.
_GLUED_BEFORE = re.compile(r"(?:[^\W_]-|[^\W_][.:/]|[^\W\d_]\)?|[_#@&=:/\\.,’']|[0-9][:/.,])$")
_GLUED_AFTER = re.compile(r"[^\W_]|[:/_@\\](?=\w)|[.,](?=[0-9])|-(?=[A-Z]\b|[A-Z]\d)|['’](?=\d)")
_ORDINAL = re.compile(r"(?:-(?:й|я|ї|го|му|та|ша|га|та|а|ої|ої|ій|го|ої|м|х|ти|ма|ой|ая|ый|ий|е|и)\b)")
_CLOCK = re.compile(r"[ \u00a0]?(?:[ap]\.?\s?m\b|[:.][0-5][0-9]\b(?![ \u00a0]?(?:%|per|[mb]illion)))", re.I)
_CALIBRE = re.compile(r"[ \u00a0-]?(?:mm|millimet(?:er|re)s?|мм)\b(?!\s+(?:of|thick|wide|long|slim)\b)", re.I)
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])$")
_WORD_AFTER = re.compile(r"[ \u00a0\u202f]([^\W\d_][\w.’'-]*)")
_ADDRESS = re.compile(r"(?:[ ][A-Z0-9][\w'’]*\.?){1,4}")
# "APV ‒ 2023 (+27),": in a list, four digits count.
_LISTED = re.compile(r"(?:\s[-–—‒−]|:)\s*$")
_ENDS = re.compile(r"\s*(?:[,;.(]|$|\n| [^\W\d_])")
_ITEM = re.compile(r"\)|\.\s")
# "in 2025.19 The": a footnote mark glued to a year's stop.
_YEAR_NOTE = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,3}$")
_AGED = re.compile(r"\bage[ds]? [0-9]{1,2}(?:,| and| to| or|[-–]) ?$", re.I)
_AGE_OF = re.compile(r"\bages? of $", re.I)
_AGE_ENDS = re.compile(r", |[.)]\s")
_NAME = re.compile(r"\b[A-Z][^\W\d_]+, $")
# "2023-08-14", "123-45-67".
_CODE = re.compile(r"(?:\b[0-9]{4}-|[0-9]-[0-9]+-)$")
_OPENS = re.compile(r" [a-zа-яіїєґ]{2,}(?= [a-zа-яіїєґ])")
# "minus-5", "$-50.8bn", "4-6", "5%-10%": what touches the digits is a sign or the dash of a range.
_MINUS = re.compile(r"(?:\bminus|[$€£¥₴₽%]|(?<![\w.])[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?)[-–]$", re.I)


def age_of(text: str, number: Number, known: Tables) -> int | None:
    """Where the words end that make `number` an age ("54-year-old", "aged 12"); None when it is none."""
    start, end = number.start, number.end
    if (age := known.age_after.match(text, end)) is not None and age.end() > end + 2:
        return age.end()
    word = word_before(text, start)
    if word.lower() in known.names.get("age_before", ()):
        return end
    if word.lower() == "of" and _AGE_OF.search(text, max(0, start - 12), start):
        return end
    if number.kind == "digits" and _AGED.search(text, max(0, start - 16), start):
        return end
    return None


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
    word = word_before(text, start)
    bare = word.lower()
    if word and (bare in names["always"] or bare.rstrip(".") in names["always"] and word.endswith(".")):
        return True
    if not digits:
        return text[start].isupper() and word in names.get("capital", ())  # "Day Two"
    if _ITEM.match(text, end) and not text[max(text.rfind("\n", max(0, start - 8), start) + 1, start - 8, 0) : start].strip(" -•*>"):
        return True  # "2) Kharkiv axis"
    if _YEAR_NOTE.match(text[start:end]):
        return True
    if number.scale == 1 and "." not in text[start:end] and "," not in text[start:end]:
        if word in names.get("capital", ()) and number.value < 10000:
            return True
        if bare.rstrip(".") in names.get("months", ()) and word[0].isupper() and number.value <= 31:
            return True
        behind = _WORD_AFTER.match(after)
        follow = behind[1].lower().rstrip(".") if behind else ""
        if number.value <= 31 and follow in names.get("months", ()) and behind is not None and behind[1][0].isupper() :
            return True
        if number.value <= 24 and follow in names.get("time_after", ()):
            return True
        if follow in names.get("model_after", ()) and behind is not None and behind[1][0].isupper():
            return True
        if number.value < 10000 and (street := _ADDRESS.match(text, end)):
            if any(part.lower().rstrip(".") in names.get("street", ()) for part in street.group().split()):
                return True
        listed = _LISTED.search(text, max(0, start - 4), start) and _ENDS.match(text, end)
        if not listed and 1500 <= number.value < 2200 and end - start == 4 and not _is_currency(text, start) and _year(number, bare, behind[1].rstrip(".") if behind else "", known):
            return True
        # "Name, 66, used": an age.
        if number.value < 110 and end - start <= 2 and text[start - 2 : start] == ", " and _AGE_ENDS.match(text, end):
            if _NAME.search(text, max(0, start - 24), start):
                return True
    if _DAY_MONTH.match(text[start:end]) and number.scale == 1 and len(text[start:end]) == 5:
        return not re.match(r"[ \u00a0]?(?:%|per|[^\W\d_]{1,12})", after) or bare in ("from", "to", "з", "по", "с", "на", "від", "до")
    return False


def word_before(text: str, at: int) -> str:
    """The word that ends one space before `at`; "" when something else stands there."""
    if not at or text[at - 1] not in " \u00a0\u202f":
        return ""
    word = text[max(0, at - 25) : at - 1].rsplit(None, 1)[-1:]
    if not word or text[at - 2 : at - 1].isspace():
        return ""
    bare = word[0].lstrip("\"'“‘«([*•-")
    return bare if bare and (bare[0].isalpha() or bare[0] == "№") and bare[-1] not in ",;:!?)]\"”’»" else ""


def _glued(text: str, start: int, end: int, number: Number) -> bool:
    if start and text[start - 1] not in " \n\u00a0":
        match = _GLUED_BEFORE.search(text, max(0, start - 3), start)
        opens = text[start - 1] == "." and _OPENS.match(text, end)  # "captured.7 missiles reached", as machines join sentences
        if match is not None and not opens and not _is_currency(text, start) and not _MINUS.search(text, max(0, start - 6), start):
            return True
        if _CODE.search(text, max(0, start - 12), start) and end - start <= 4:
            return True
    if end < len(text) and text[end] not in " \n":
        match = _GLUED_AFTER.match(text, end)
        if match is not None:
            return not _unit_glued(text, end)
    return text[start - 1 : start] == "[" and text[end : end + 1] == "]"  # a footnote mark


def _is_currency(text: str, start: int) -> bool:
    return bool(re.search(r"(?:\bUS|\$[A-Z]{1,2}|\b(?:USD|EUR|GBP|UAH|RUB|PS|RM)|Y=|[$€£¥₴₽])$", text[max(0, start - 4) : start]))


_UNIT = re.compile(r"-?[^\W\d_]{1,8}(?:[/-]?[^\W\d_]+)*[²³23]?(?![\w])")


def _unit_glued(text: str, end: int) -> bool:
    """Letters that touch the digits may be a unit ("10km"); whether one, the reader of units says."""
    return bool(_UNIT.match(text, end))


def _year(number: Number, before: str, after: str, known: Tables) -> bool:
    """Whether four digits date something: they count only before a noun we know, and not even then after "in"."""
    if number.value < 1800 and before not in known.names.get("year_before", ()):
        return False
    counted = after.islower() and (after.rstrip("s") in known.known or after in known.collective or after in known.units)
    return not counted or before in ("in", "since", "of", "until")


def is_label(text: str, number: Number, known: Tables) -> bool:
    """Whether a number that counts nothing stands behind a name ("Booster 14 rolled out")."""
    if number.kind != "digits" or number.scale != 1 or number.end - number.start > 4:
        return False
    word = word_before(text, number.start)
    if not word[:1].isupper() or len(word) < 3:
        return False
    lower = word.lower()
    if lower in known.before or lower in known.stop or lower in known.fillers or lower in known.outcome or lower in known.change:
        return False
    follow = _WORD_AFTER.match(text, number.end)
    return follow is not None and follow[1].lower() not in known.outcome and follow[1].lower() not in _FATE


_FATE = frozenset({"were", "was", "have", "had", "others", "more", "of", "out", "are"})
