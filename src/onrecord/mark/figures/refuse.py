"""Numbers that are no amounts: dates, clocks, names, models, calibres, ordinals, footnote marks, ages, addresses."""

from __future__ import annotations

import re

from onrecord.mark.figures.after import by_stem, unit_after
from onrecord.mark.figures.numbers import Number
from onrecord.mark.figures.tables import Tables

# Glued in front: a letter ("Su-34", "M777", "drones.12"), a mark of a code, clock or path.
_GLUED_BEFORE = re.compile(r"(?:[^\W_]-|×|[^\W_][.:/]|[^\W\d_]\)?|[_#@&=:/\\.,’']|[0-9][:/.,])$")
_GLUED_AFTER = re.compile(r"[^\W_]|×|[:/_@\\](?=\w)|[.,](?=[0-9])|-(?=[A-Z]\b|[A-Z]\d)|['’](?=\d)")
_ORDINAL = re.compile(r"(?:-(?:й|я|ї|го|му|та|ша|га|та|а|ої|ої|ій|го|ої|м|х|ти|ма|ой|ая|ый|ий|е|и)\b)")
_CLOCK = re.compile(r"[ \u00a0]?(?:[ap]\.?\s?m\b|[:.][0-5][0-9]\b(?![ \u00a0]?(?:%|per|[mb]illion)))", re.I)
_CALIBRE = re.compile(r"[ \u00a0-]?(?:mm|millimet(?:er|re)s?|мм)\b(?!\s+(?:of|thick|wide|long|slim)\b)", re.I)
_HOUR = re.compile(r"(?:0[0-9]|1[0-9]|2[0-3]|[1-9])\.[0-5][0-9]$")
_DAY_MONTH = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])$")
_WORD_AFTER = re.compile(r"[ \u00a0\u202f]([^\W\d_][\w.’'-]*)")
_ADDRESS = re.compile(r"(?:-[0-9]{1,4})?(?:[ ][A-Z0-9][\w'’]*\.?){1,4}")
# "APV ‒ 2023 (+27),": in a list, four digits count.
_LISTED = re.compile(r"(?:\s[-–—‒−]|:)\s*$")
_ENDS = re.compile(r"\s*(?:[,;.(]|$|\n| [^\W\d_])")
_ITEM = re.compile(r"\)|\.\s")
# "in 2025.19 The": a footnote mark glued to a year's stop.
_YEAR_NOTE = re.compile(r"(?:19|20)[0-9]{2}\.[0-9]{1,3}$")
_NOTE_ENDS = re.compile(r"\s*(?:$|\n|[A-ZА-ЯІЇЄ])")
# "aged 22, 26 and 54", up to the last of them.
_AGED = re.compile(r"\bage[ds]? [0-9]{1,2}(?:, [0-9]{1,2}){0,6}(?:,? (?:and|or) |, | to |[-–])$", re.I)
_AGE_OF = re.compile(r"\bages? of $", re.I)
_UNIT = re.compile(r"-?[^\W\d_]{1,8}(?:[/-]?[^\W\d_]+)*[²³23]?(?![\w])")
_FATE = frozenset({"were", "was", "have", "had", "others", "more", "of", "out", "are"})
_COUNTS = re.compile(r"[ \u00a0]?(?:%|per|[^\W\d_]{1,12})")
# "Ada Byron, 36, wrote"; "she will be 36 by then".
_AGE_ENDS = re.compile(r", |[.)]\s")
_IS_AGED = re.compile(r"\b(?:[Hh]e|[Ss]he|who) (?:is|was|will be|turns|turned|would be)(?: (?:just|only|now))? $")
_AGE_SAID = re.compile(r"[.,;)]?(?:\s+(?:by|at|when|in|on|and|but|this|next|last|years? old)\b|\s*$|[.,;)]\s)")
_NAME = re.compile(r"\b[A-Z][^\W\d_]+, $")
# "2023-08-14", "123-45-67", "2×10-30".
_CODE = re.compile(r"(?:\b[0-9]{4}-|[0-9]-[0-9]+-|×[0-9]+[-−–^]+)$")
_OPENS = re.compile(r" [a-zа-яіїєґ]{2,}(?= [a-zа-яіїєґ])")
_CURRENCY = re.compile(r"(?:\bUS|\$[A-Z]{1,2}|\b(?:USD|EUR|GBP|UAH|RUB|PS|RM)|Y=|[$€£¥₴₽])$")
# "minus-5", "sub-7", "$-50.8bn", "4-6", "5%-10%": what touches the digits is a sign or the dash of a range.
_MINUS = re.compile(r"(?:\bminus|\bsub|[$€£¥₴₽%]|(?<![\w.])[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?)[-–]$", re.I)


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
    if number.kind != "digits":
        return None
    if _AGED.search(text, max(0, start - 48), start):
        return end
    if number.value >= 110 or number.scale != 1 or number.step:
        return None
    if text[start - 2 : start] == ", " and _AGE_ENDS.match(text, end) and _NAME.search(text, max(0, start - 24), start):
        return end
    if _IS_AGED.search(text, max(0, start - 24), start) and _AGE_SAID.match(text, end):
        return end
    return None


def is_no_amount(text: str, number: Number, known: Tables) -> bool:
    """Whether the words around `number` make it a name, a date or the like."""
    start, end = number.start, number.end
    word = word_before(text, start)
    behind = text[end : end + 16].lower()
    if behind.startswith("-") and any(behind[1:].startswith(w) for w in known.names.get("ordinal_words", ())):
        return True  # "twenty-first"
    if word.lower().rstrip(".") in known.names["always"]:
        return True
    if number.kind != "digits":
        return text[start].isupper() and word in known.names.get("capital", ())  # "Day Two"
    if _glued(text, start, end) or _CLOCK.match(text, end) or _ORDINAL.match(text, end):
        return True
    if number.value >= 5 and _CALIBRE.match(text, end):
        return True
    if _ITEM.match(text, end) and not text[max(text.rfind("\n", 0, start) + 1, start - 8) : start].strip(" -•*>"):
        return True  # "2) Kharkiv axis"
    written = text[start:end]
    if _YEAR_NOTE.match(written) and _NOTE_ENDS.match(text, end):
        return True
    if (
        number.scale == 1
        and written.isdigit()
        and (_is_name(text, number, word, known) or _is_date(text, number, word, known))
    ):
        return True
    if number.scale == 1 and _HOUR.match(written) and unit_after(text, end, known) is None:
        if written[0] == "0" or word.lower() in known.names.get("clock_before", ()):
            return True
    if number.scale == 1 and _DAY_MONTH.match(written):
        return word.lower() in known.names.get("date_before", ()) or not _COUNTS.match(text, end)
    return False


def _is_name(text: str, number: Number, word: str, known: Tables) -> bool:
    """ "Leopard 2", "737 Max", "12 Long Orchard Street"."""
    end, names = number.end, known.names
    if word in names.get("capital", ()) and number.value < 10000:
        return True
    follow = _WORD_AFTER.match(text, end)
    if follow is not None and follow[1][0].isupper() and follow[1].lower().rstrip(".") in names.get("model_after", ()):
        return True
    if number.value < 10000 and (street := _ADDRESS.match(text, end)):
        if any(part.lower().rstrip(".") in names.get("street", ()) for part in street.group().split()):
            return True
    return False


def _is_date(text: str, number: Number, word: str, known: Tables) -> bool:
    """ "May 24", "24 May", "5 p.m." and years."""
    names, before = known.names, word.lower().rstrip(".")
    follow = _WORD_AFTER.match(text, number.end)
    after = follow[1].rstrip(".") if follow is not None else ""
    months = names.get("months", ())
    if number.value <= 31:
        if before in months and (word[0].isupper() or known.stems):
            return True
        if after.lower() in months and (after[0].isupper() or known.stems):
            return True
        if number.value <= 24 and after.lower() in names.get("time_after", ()):
            return True
    if not 1500 <= number.value < 2200 or number.end - number.start != 4 or _is_currency(text, number.start):
        return False
    if _LISTED.search(text, max(0, number.start - 4), number.start) and _ENDS.match(text, number.end):
        return False
    if (unit := unit_after(text, number.end, known)) is not None:
        return unit[0].name == "year" or before in names.get("year_only", ())
    if number.value < 1800 and before not in names.get("year_before", ()):
        return False
    # Four digits count only before a noun we know, and not even then after "in".
    stem = after.islower() and (by_stem(after, known) or after.rstrip("s") in known.known or after in known.collective)
    return not stem or before in names.get("year_only", ())


def word_before(text: str, at: int) -> str:
    """The word that ends one space before `at`; "" when something else stands there."""
    if not at or text[at - 1] not in " \u00a0\u202f":
        return ""
    word = text[max(0, at - 25) : at - 1].rsplit(None, 1)[-1:]
    if not word or text[at - 2 : at - 1].isspace():
        return ""
    bare = word[0].lstrip("\"'“‘«([*•-")
    return bare if bare and (bare[0].isalpha() or bare[0] == "№") and bare[-1] not in ',;:!?)]"”’»' else ""


def _glued(text: str, start: int, end: int) -> bool:
    """Letters, dots, slashes or digits touch the number: "Su-34", "2S19", "drones.12", "2023-08-14", "[38]"."""
    if start and text[start - 1] not in " \n\u00a0":
        touched = _GLUED_BEFORE.search(text, max(0, start - 3), start)
        if touched and not _is_currency(text, start) and not _MINUS.search(text, max(0, start - 16), start):
            # "captured.7 missiles reached", as machines join sentences, is no footnote mark.
            return text[start - 1] != "." or not _OPENS.match(text, end)
        if end - start <= 4 and _CODE.search(text, max(0, start - 12), start):
            return True
    if end < len(text) and text[end] not in " \n" and _GLUED_AFTER.match(text, end):
        # Letters that touch the digits may be a unit ("10km"); whether one, the reader of units says.
        return _UNIT.match(text, end) is None
    return text[start - 1 : start] == "[" and text[end : end + 1] == "]"  # a footnote mark


def _is_currency(text: str, start: int) -> bool:
    return _CURRENCY.search(text, max(0, start - 4), start) is not None


def is_label(text: str, number: Number, known: Tables) -> bool:
    """Whether a number that counts nothing stands behind a name ("Booster 14 rolled out")."""
    if number.kind != "digits" or number.scale != 1 or number.end - number.start > 4:
        return False
    word = word_before(text, number.start)
    if not word[:1].isupper() or len(word) < 3:
        return False
    if known.stems and text[max(0, number.start - len(word) - 4) : number.start - len(word) - 1].rstrip(" \u00a0")[
        -1:
    ] in ("", ".", "!", "?", "\n"):
        return False  # "Завдали 4 ракетних та 67 авіаційних ударів": verbs open sentences, and names inflect
    lower = word.lower()
    if (
        lower in known.before
        or lower in known.stop
        or lower in known.fillers
        or lower in known.outcome
        or lower in known.change
    ):
        return False
    follow = _WORD_AFTER.match(text, number.end)
    return follow is not None and follow[1].lower() not in known.outcome and follow[1].lower() not in _FATE
