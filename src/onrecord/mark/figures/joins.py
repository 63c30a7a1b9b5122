"""Figures that belong together: the two ends of a range, nouns said once for two, conversions in brackets."""

from __future__ import annotations

import re
from decimal import Decimal

from onrecord.mark.figures import after
from onrecord.mark.figures.draft import Draft
from onrecord.mark.figures.interval import interval
from onrecord.mark.figures.tables import Tables
from onrecord.model import Span

_BRACKET = re.compile(r"[^()\n\d]{0,40}\(\s*$")
_PARTITIVE = re.compile(r"\s+(?:out\s+)?(?:of|из|із|з)(?:\s+(?:the|its|their|all|those|these))*\s*$", re.I)
_SHARE_OF = re.compile(r"\s+of(?:\s+(?:the|its|their|all|those|these|combined|estimated|total))*\s*$", re.I)
_OF_THEM = re.compile(
    r"\s+(?:of\s+(?:which|whom|them|these|those)|(?:із|з)\s+(?:них|яких)|из\s+(?:них|которых))\b", re.I
)
_OF_THOSE = re.compile(r"\b(?:of (?:which|whom|them|these|those)|(?:із|з) (?:них|яких)|из (?:них|которых)),?\s+$", re.I)
# "4 ракетних та 67 авіаційних ударів"
_ADJECTIVE_AND = re.compile(r"\s[^\W\d_]+(?:[иіы]х|[иіы]ми|[вн][іы]|ы[ех])\s+(?:та|і|й|и|і ще|и еще)\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")
_HANGING = re.compile(r"-,? (?:and |or |to )?$")
# Further apart than this, two numbers are no range.
_GAP = 8
# Nor do they share anything.
_CLAUSE = 120


def are_range(text: str, first: Draft, second: Draft, known: Tables) -> bool:
    """Whether two neighbours are the ends of one range: "5 to 7", "between 5 and 7", "$5–7", "three or four"."""
    if first.value is None or second.value is None or first.sign or second.sign:
        return False
    if first.number.vague or second.number.vague:
        return False
    begin = first.core.end if first.counted is None or first.unit else first.counted.span.end
    opened = first.previous in known.range_after
    gap = text[begin : second.core.start]
    word = gap.strip().lower()
    if len(gap) > _GAP or not word:
        return False
    if second.start < second.core.start:  # a bound of its own, unless "до" is both "to" and "up to"
        opened = opened and second.bound == known.before.get(word)
        return opened and word in known.range_after[first.previous] and first.unit in (None, second.unit)
    low, high = low_end(first, second), second.number.value
    if first.previous == "by" and word == "to" and low * 4 < high:
        return False  # "rose by 43 to 419"
    bare = second.unit is None and second.counted is None
    bare = bare and (opened or (first.unit is not None and first.unit.of == "money"))  # "$10-15 million"
    if first.unit not in (None, second.unit) and not bare:
        return False
    if opened and word in known.range_after[first.previous]:
        return True
    if first.counted is not None and first.unit is None:
        return False
    if word in known.range_words:
        return low != high if word[0].isalpha() else low < high
    return word in known.alternative and low < high <= 20 * low


def low_end(first: Draft, second: Draft) -> Decimal:
    """The first end of a range, with the scale that the second says for both ("1 to 2 thousand", "70 or 80,000")."""
    low, high = first.number, second.number
    if low.scale == 1 and high.scale > 1 and low.value < high.mantissa:
        return low.value * high.scale
    written_out = low.scale == high.scale == 1 and low.kind == high.kind == "digits" and high.value % 1000 == 0
    if written_out and first.unit == second.unit and low.value < 1000 <= high.value:
        if low.value < high.value / 1000 <= 20 * low.value:
            return low.value * 1000
    return low.value


def as_range(first: Draft, second: Draft) -> Draft:
    """Both ends as one figure."""
    low, high = low_end(first, second), second.number.value
    if first.value is not None and first.value < 0:
        low = -low
    first.low, first.high = min(low, high), max(low, high)
    first.value, first.bound = None, "range"
    first.end, first.core = second.end, Span(first.core.start, second.core.end)
    first.written = Span(first.written.start, second.written.end)
    first.unit, first.per = second.unit or first.unit, second.per
    first.counted = second.counted or first.counted
    return first


def are_score(text: str, first: Draft, second: Draft) -> bool:
    """ "2-0", "89-89": two bare numbers at a dash that are no range."""
    bare = first.unit is None and second.unit is None and second.counted is None and first.number.kind == "digits"
    return bare and second.value is not None and text[first.core.end : second.core.start] in ("-", "–")


def share(text: str, drafts: list[Draft], known: Tables) -> None:
    """Give neighbours the noun or unit that is said once for both, and tie conversions to what they restate."""
    for i in range(len(drafts) - 1, 0, -1):
        first, second = drafts[i - 1], drafts[i]
        between = text[first.end : second.start] if second.start - first.end < 40 else ""
        if first.counted is None and first.unit is not None and first.unit.name == "percent":
            if _SHARE_OF.match(between):
                first.counted = second.counted  # "two-thirds of the 40 missiles"
        elif first.counted is None and first.unit is None and first.listed is None:
            if _PARTITIVE.match(between) or _HANGING.match(between) or _ADJECTIVE_AND.match(between):
                # "26 of 57 drones", "four-, five- and six-storey buildings"
                first.counted, first.unit = second.counted, second.unit
            elif between == " " and second.unit is not None and second.unit.of in ("mass", "length", "power"):
                first.counted = after.noun_after(text, second.end, known)  # "two 500-kg bombs"
    for i in range(1, len(drafts)):
        first, second = drafts[i - 1], drafts[i]
        if second.counted is None and second.unit is None or second.number.kind == "share":
            those = _OF_THEM.match(text, second.end) or _OF_THOSE.search(
                text, max(first.end, second.start - 16), second.start
            )
            if those and second.counted is None and not _parted(text, first, second):
                second.counted = first.counted  # "57 drones, half of which", "of which 12"
        if second.sign and second.counted is None and second.unit is None and second.start - first.end <= 2:
            # "about 28700 (+200)"
            second.listed, second.counted, second.unit = first.listed, first.counted, first.unit
        elif first.unit and second.unit and first.unit.of == second.unit.of:
            _tie(text, drafts, i, known)
            if second.previous == "by" and second.change is None and not _parted(text, first, second):
                second.change = first.change  # "shares were down 2.3%, bonds by 2.6%"
        else:
            _leave_out(text, drafts, i)


def _parted(text: str, first: Draft, second: Draft) -> bool:
    return second.start - first.end > _CLAUSE or _SENTENCE_ENDS.search(text, first.end, second.start) is not None


def _leave_out(text: str, drafts: list[Draft], i: int) -> None:
    """The unit that the second of two likes leaves out: "by 2 percent ... by 1", "at 1,463 points ... at 1,334"."""
    second = drafts[i]
    if second.unit or second.counted or second.listed or second.sign or second.number.kind != "digits":
        return
    for first in drafts[max(0, i - 2) : i][::-1]:
        measured = first.unit is not None and first.unit.of not in ("time", "age", "money")
        if not measured and (first.counted is None or first.counted.head != "point"):
            continue
        if _parted(text, first, second):
            return
        decimals = second.step and second.step < 1 and first.step and first.step < 1
        alike = second.previous in ("by", "at") and first.previous == second.previous
        alike = alike or (second.previous == "and" and bool(decimals) and first is drafts[i - 1])
        if not alike and second.previous == "to" and first is drafts[i - 1] and first.unit and first.unit.of != "share":
            alike = second.start - first.end < 24  # "from 21 mpg combined to 23"
        if alike:
            second.unit, second.counted = first.unit, first.counted
            return


def _tie(text: str, drafts: list[Draft], i: int, known: Tables) -> None:
    first, second = drafts[i - 1], drafts[i]
    between = text[first.end : second.start]
    if first.same_as is not None and between.strip() == "/":
        second.same_as = first.same_as  # "(224 kW / 300 hp)"
    elif first.unit != second.unit and _BRACKET.match(between) and ")" in text[second.end : second.end + 20]:
        second.same_as = i - 1
        behind = text.find(")", second.end) + 1
        if first.per is None and (rate := after.per_after(text, behind, known)) is not None:
            first.per = rate[0]  # "9 billion shekels ($2.4 billion) a year"
    else:
        return
    # A conversion is as exact as what it converts: "more than 15 square miles (40 square kilometres)".
    second.change = second.change or first.change
    if second.bound == "exact" and first.bound != "range" and second.value is not None:
        second.bound = first.bound
        second.low, second.high = interval(second.value, second.step, second.bound)
