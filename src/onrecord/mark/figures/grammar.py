"""The grammar of figures: from numbers to amounts with bound, unit, noun, change and interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from typing import Literal

from onrecord.mark.figures import after, before
from onrecord.mark.figures.after import Counted
from onrecord.mark.figures.interval import interval, plain
from onrecord.mark.figures.numbers import Number, numbers
from onrecord.mark.figures.refuse import age_of, is_label, is_no_amount
from onrecord.mark.figures.tables import Tables, Unit, tables
from onrecord.mark.records import Figure
from onrecord.model import Span
from onrecord.model.claim import Bound

# Enough digits that no arithmetic on a literal we read is ever rounded.
_EXACT = Context(prec=120)
_TAKEN = "\x00"
# Amounts of these are measured, so a whole number of them is a rounded one.
_MEASURED = frozenset({"area", "length", "mass", "volume", "share", "speed", "temperature"})
_BRACKET = re.compile(r"[^()\n\d]{0,40}\(\s*$")
_PARTITIVE = re.compile(r"\s+(?:out\s+)?(?:of|из|із|з)(?:\s+(?:the|its|their|all|those|these))*\s*$", re.I)
# "two-pronged", "one-sided": shapes, no counts.
_VERB_NEXT = re.compile(r" [^\W\d_]+ed ")
# After the number of a list line: "tanks ‒ 1263 (+9),".
_LINE_ENDS = re.compile(r"\s*(?:[(,;|]|\.(?!\d)|$|[\n\r]|[а-яіїєґ]{2,4}\b)")
_PRONGED = re.compile(r"-[^\W\d_]+(?:ed|way|fold)\b")
_PART = re.compile(r"\s+of\s")
_SUPERLATIVE = re.compile(r"est\b|^(?:most|least|best|worst|key|main|major|top|few|first|last|only|more|leading)\b", re.I)
_PART_OF_ONE = re.compile(r" of an?(?: [A-Z]{2}\b)?")
_HANGING = re.compile(r"-,? (?:and |or |to )?$")
_NO_ONE = frozenset({"no", "any", "each", "another", "this", "that", "every", "some", "number", "day", "which", "square"})


@dataclass(slots=True)
class _Draft:
    """A figure in the making. `core` spans number, currency, sign and unit, without bound and noun."""

    number: Number
    start: int
    end: int
    core: Span
    bound: Bound
    unit: Unit | None
    counted: Counted | None
    listed: Span | None
    per: str | None
    signed: bool
    change: Literal["up", "down"] | None
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    span: Span
    lead: str = ""
    same_as: int | None = None


def figures(
    text: str, taken: Sequence[Span] = (), language: str = "en", *, ages: bool = False
) -> tuple[Figure, ...]:
    """The amounts in `text`, in order, never overlapping; none begins or ends inside a span of `taken` (times).

    The interval of each follows `interval`: an exact count is [v, v] whatever its zeros; decimals,
    "1.2 million" and measured wholes ("three square kilometres") allow half a unit of their last written
    digit either side; "about" 5 % or half a unit of the last digit that is no zero; "nearly" a tenth
    below; "more than" is open above; "up to" and "less than" begin at 0. Ages ("a 54-year-old") count
    nothing and are left out, unless `ages` asks for them (unit "year_of_age"). Never raises on any text.
    """
    known = tables(language)
    masked = _masked(text, taken)
    drafts: list[_Draft] = []
    with localcontext(_EXACT):
        for number in numbers(masked, known):
            if drafts and number.start < drafts[-1].end:
                continue
            room = drafts[-1].end if drafts else 0
            if (aged := age_of(masked, number, known)) is not None:
                draft = _age(masked, number, aged, known, room) if ages else None
            elif is_no_amount(masked, number, known):
                continue
            else:
                draft = _read(masked, number, known, room)
            if draft is None:
                continue
            if drafts and _joins(masked, drafts[-1], draft, known):
                drafts[-1] = _range(drafts[-1], draft)
            elif drafts and _is_score(masked, drafts[-1], draft):
                drafts.pop()
            else:
                drafts.append(draft)
        drafts = [d for d in drafts if d.number.value != 0 or d.signed or d.counted or d.unit or d.listed or d.value is None]
        _share_nouns(masked, drafts, known)
        return tuple(_figure(masked, drafts, i, known) for i in range(len(drafts)))


def _masked(text: str, taken: Sequence[Span]) -> str:
    """`text` with what is taken blanked out, at the same length."""
    if not taken:
        return text
    parts: list[str] = []
    at = 0
    for start, end in sorted(taken):
        if end > at:
            parts += (text[at : max(at, start)], _TAKEN * (end - max(at, start)))
            at = end
    return "".join((*parts, text[at:]))


def _read(text: str, number: Number, known: Tables, room: int) -> _Draft | None:
    start, end = number.start, number.end
    value, step = number.value, number.step
    currency = before.currency_before(text, start, known)
    if currency is None and text[start - 1 : start] == "-":
        currency = before.currency_before(text, start - 1, known)
    if currency is not None and currency[1] >= room:
        start = currency[1]
        if number.scale == 1 and (money := known.short_scales.get("money", {}).get(text[end : end + 1])) and not text[end + 1 : end + 2].isalnum():
            value, step, end = value * money, (step or Decimal(1)) * money, end + 1
            number.mantissa, number.scale, number.value, number.step = number.value, money, value, step
    else:
        currency = None
    sign = before.sign_before(text, start)
    if currency is not None and sign is None and text[number.start - 1] == "-":
        sign = "-", start
    if sign is not None and sign[1] < room:
        sign = None
    negative = sign is not None and sign[0] == "-"
    if sign is not None:
        start = sign[1]
    number_end = end
    plus = text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum()
    end += plus
    found = after.unit_after(text, end, known)
    unit = currency[0] if currency else None
    if number.kind == "ratio" and (link := _PART_OF_ONE.match(text, end)):
        found = after.unit_after(text, link.end(), known)
    if found is not None and number.kind != "share" and not number.vague and (unit is None or found[0].of == "money"):
        if found[0].of == "length" and found[0].name == "millimetre" and number.value >= 5 and number.kind == "words":
            return None
        unit, end = found[0] if unit is None else unit, found[1]
    if found is not None and text[number_end:end] == "m" and currency is None and after.noun_after(text, end, known) is not None:
        # "4m rounds of ammunition"
        unit, number.value, number.step = None, number.value * 1000000, (number.step or Decimal(1)) * 1000000
        value, step, number_end = number.value, number.step, end
    if end < len(text) and (text[end].isalnum() or text[end] == "_") and text[end - 1].isdigit():
        return None  # "2S19", "54x": letters that are no unit
    per = None
    if unit is not None or number.kind == "digits":
        rate = after.per_after(text, end, known) if unit is not None else None
        if rate is not None:
            per, end = rate
    if number.kind == "share":
        unit = known.measure["percent"]
    core = Span(start, end)
    words = before.words_before(text, start)
    previous = words[-1][1] if words else ""
    bound: Bound = "more_than" if plus or number.vague else "exact"
    front = before.bound_before(words, known) if sign is None else None
    if previous == "-" and len(words) > 1 and words[-2][1] in known.minus and words[-1][0] == start - 1:
        words.pop()
        previous = words[-1][1]
    if previous in known.minus and unit is not None:
        negative, start = True, words[-1][0]
        core = Span(start, end)
        front = before.bound_before(words[:-1], known)
    if front is not None and front[1] >= room and not (words[-1][1] == "the" and number.value < 50):
        if not number.vague:
            bound = front[0]
        start = front[1]
    else:
        front = None
    bound, end = _bound_after(text, end, bound, known)
    counted: Counted | None = None
    if unit is None or number.vague:
        counted = _counted(text, number, end, known)
        if counted is not None:
            bound, tail = _bound_after(text, counted.span.end, bound, known)
            if tail == counted.span.end and (rate := after.per_after(text, tail, known)) is not None:
                per, tail = rate
            end = max(end, tail)
        if counted is None and (rate := after.per_after(text, end, known)) is not None:
            per, end = rate  # "as many as 40 per month"
    elif number.kind == "share" or unit.name == "percent":
        counted = after.noun_of(text, end, known) or after.noun_after(text, end, known)
    if unit is None and counted is not None and (measure := known.units.get(counted.head.lower())) is not None:
        unit, counted = measure, None  # "517 rushing yards"
    if unit is None and _PRONGED.match(text, number.end):
        return None
    if unit is None and sign is None and front is None and (counted is None or _VERB_NEXT.match(text, number.end)):
        if is_label(text, number, known):
            return None
    if not _is_count(text, number, previous, counted, unit, front is not None, sign is not None, known):
        return None
    listed = None
    if counted is None and unit is None and sign is None and _LINE_ENDS.match(text, end) and text[max(0, start - 3) : start].rstrip(" \u00a0\t")[-1:] in tuple("-–—‒−:="):
        listed = before.noun_before(text, start)
    if negative:
        value = -value
    change: Literal["up", "down"] | None = None
    if sign is not None:
        change = "down" if negative else "up"
    elif (turn := before.change_before(words, known)) is not None:
        money = unit is not None and unit.of in ("share", "money") or counted is not None and counted.head == "point"
        measured = money or (unit is not None and unit.of != "time")
        if (money or turn[1] not in known.money_only) and (measured or turn[1] not in known.measured_only):
            change = turn[0]
    if unit is not None and unit.of in _MEASURED and not step:
        step = Decimal(1)
    low, high = interval(value, step, bound)
    if number.kind == "share" and bound == "exact":
        low, high = value - 1, value + 1
    return _Draft(
        number, start, end, core, bound, unit, counted, listed, per, sign is not None, change, value, low, high,
        Span(number.start, number_end), previous,
    )


def _age(text: str, number: Number, end: int, known: Tables, room: int) -> _Draft:
    month = "month" in text[number.end : end].lower()
    unit = Unit("month_of_age", "age", "month of age") if month else Unit("year_of_age", "age", "year of age")
    front = before.bound_before(before.words_before(text, number.start), known)
    bound, start = front if front is not None and front[1] >= room else ("exact", number.start)
    low, high = interval(number.value, number.step, bound)
    span = Span(number.start, number.end)
    return _Draft(
        number, start, end, Span(number.start, end), bound, unit, None, None, None, False, None, number.value, low, high, span
    )


def _counted(text: str, number: Number, end: int, known: Tables) -> Counted | None:
    one = number.value == 1
    if one and number.kind == "words" and _PART.match(text, end):
        of = after.noun_of(text, end, known)
        # "one of the largest attacks" ranks; "one of the battles" counts.
        return None if of is None or _SUPERLATIVE.search(of.span.of(text)) else of
    if number.vague or number.scale > 1:
        of = after.noun_of(text, end, known)
        if of is not None:
            return of
    return after.noun_after(text, end, known, one=one) or after.noun_of(text, end, known)


def _bound_after(text: str, at: int, bound: Bound, known: Tables) -> tuple[Bound, int]:
    if bound != "exact" or at >= len(text) or text[at] not in " \u00a0-":
        return bound, at
    words = re.match(r"[ \u00a0-]([^\W\d_]+(?: [^\W\d_]+)?)", text[at : at + 24])
    if words is None:
        return bound, at
    phrase = words[1].lower()
    for form in (phrase, phrase.split(" ")[0]):
        if form in known.after:
            return known.after[form], at + 1 + len(form)
    return bound, at


def _is_count(
    text: str, number: Number, previous: str, counted: Counted | None, unit: Unit | None, bounded: bool, signed: bool, known: Tables
) -> bool:
    """Whether a number word that has other uses ("one", "half", "zero") counts something here."""
    if number.kind == "share":
        return previous not in known.names.get("ordinal_words", ()) and previous not in ("last", "other", "better")
    if number.kind == "digits" or number.value not in (0, 1) or unit is not None:
        return True
    follow = re.match(r"\s{1,2}(?:(?:was|is|were|has been|more|other) )?([^\W\d_]+)", text[number.end : number.end + 30])
    outcome = follow is not None and follow[1].lower() in known.outcome
    if number.value == 1:
        if previous in _NO_ONE or re.match(r"\s+(?:another|by)\b", text[number.end : number.end + 12]):
            return False
        return counted is not None or outcome or bounded or previous in known.outcome
    return counted is not None or outcome


def _joins(text: str, first: _Draft, second: _Draft, known: Tables) -> bool:
    """Whether two neighbours are the ends of one range."""
    if first.value is None or second.value is None or first.number.vague or second.number.vague or second.signed or first.signed:
        return False
    begin = first.core.end if first.counted is None or first.unit else first.counted.span.end
    gap = text[begin : second.start]
    if len(gap) > 8 or second.start < second.core.start:
        return False
    word = gap.strip().lower()
    if first.lead == "by" and word == "to" and first.number.value * 4 < second.number.value:
        return False  # "rose by 43 to 419"
    opened = first.lead in known.range_after
    same_unit = first.unit == second.unit or first.unit is None or (opened and second.unit is None and second.counted is None)
    if not same_unit or not word:
        return False
    if opened and word in known.range_after[first.lead]:
        return True
    if first.counted is not None and first.unit is None:
        return False
    low, high = first.number.value, second.number.value
    if low < high and second.number.scale == 1 and low < 1000 <= high and word in ("to", "or", *known.range_words):
        pass
    if word in known.range_words:
        tight = word not in ("to", "до")
        return _low_end(first, second) < high if tight else low != high
    if word in known.alternative:
        return _low_end(first, second) < high <= 20 * _low_end(first, second)
    return False


def _is_score(text: str, first: _Draft, second: _Draft) -> bool:
    """"2-0", "89-89": two numbers at a hyphen that are no range."""
    bare = first.unit is None and second.unit is None and second.counted is None and first.number.kind == "digits"
    return bare and second.value is not None and text[first.core.end : second.core.start] in ("-", "–")


def _low_end(first: _Draft, second: _Draft) -> Decimal:
    """The first end of a range, with the scale that the second one says for both ("1 to 2 thousand", "70 or 80,000")."""
    low, high = first.number, second.number
    if low.scale == 1 and high.scale > 1 and low.value < high.mantissa:
        return low.value * high.scale
    if low.scale == high.scale == 1 and high.kind == low.kind == "digits" and high.value % 1000 == 0:
        if low.value < 1000 <= high.value and low.value < high.value / 1000 <= 20 * low.value and first.unit == second.unit:
            return low.value * 1000
    return low.value


def _range(first: _Draft, second: _Draft) -> _Draft:
    low, high = _low_end(first, second), second.number.value
    if first.value is not None and first.value < 0:
        low = -low
    first.low, first.high = min(low, high), max(low, high)
    first.value, first.bound = None, "range"
    first.end, first.core = second.end, Span(first.core.start, second.core.end)
    first.span = Span(first.span.start, second.span.end)
    first.unit, first.per = second.unit or first.unit, second.per
    first.counted = second.counted or first.counted
    return first


def _share_nouns(text: str, drafts: list[_Draft], known: Tables) -> None:
    """Nouns told once for two figures ("26 of 57 drones", "about 28700 (+200)"), and conversions in brackets."""
    for i in range(len(drafts) - 1, 0, -1):
        first, second = drafts[i - 1], drafts[i]
        if first.counted is None and first.unit is None and first.listed is None:
            if _PARTITIVE.match(text[first.end : second.start]):
                first.counted, first.unit = second.counted, second.unit
            elif _HANGING.match(text[first.end : second.start]):
                first.counted, first.unit = second.counted, second.unit  # "four-, five- and six-storey buildings"
            elif second.unit is not None and second.unit.of in ("mass", "length", "power") and text[first.end : second.start] == " ":
                first.counted = after.noun_after(text, second.end, known)  # "two 500-kg bombs"
    for i in range(1, len(drafts)):
        first, second = drafts[i - 1], drafts[i]
        if second.signed and second.counted is None and second.unit is None and second.start - first.end <= 2:
            second.listed, second.counted = first.listed, first.counted
            second.unit = first.unit
        if first.unit and second.unit and first.unit.of == second.unit.of:
            between = text[first.end : second.start]
            if first.same_as is not None and between.strip() == "/":
                second.same_as = first.same_as  # "(224 kW / 300 PS)"
                _inherit(first, second)
            elif first.unit != second.unit and _BRACKET.match(between):
                if ")" in text[second.end : second.end + 20]:
                    second.same_as = i - 1
                    _inherit(first, second)


def _inherit(first: _Draft, second: _Draft) -> None:
    """A conversion is as exact as what it converts: "more than 15 square miles (40 square kilometres)"."""
    second.change = second.change or first.change
    if second.bound == "exact" and first.bound != "range" and second.value is not None:
        second.bound = first.bound
        second.low, second.high = interval(second.value, second.number.step or Decimal(1), second.bound)


def _figure(text: str, drafts: list[_Draft], i: int, known: Tables) -> Figure:
    draft = drafts[i]
    unit, noun, phrase = (draft.unit.name if draft.unit else None), None, None
    if draft.counted is not None:
        noun = draft.counted.span
        phrase = draft.counted.phrase
        unit = unit or draft.counted.head
    elif draft.listed is not None:
        noun = draft.listed
        phrase = noun.of(text)
        unit = _list_head(phrase, known)
    return Figure(
        span=Span(draft.start, max(draft.end, draft.core.end)),
        number=draft.span,
        value=None if draft.value is None else plain(draft.value),
        low=None if draft.low is None else plain(draft.low),
        high=None if draft.high is None else plain(draft.high),
        unit=unit,
        noun=noun,
        bound=draft.bound,
        change=draft.change,
        signed=draft.signed,
        vague=draft.number.vague,
        same_as=draft.same_as,
        per=draft.per,
        phrase=phrase,
    )


def _list_head(phrase: str, known: Tables) -> str:
    """The head of a list line's noun: "vehicle" of "vehicles and fuel tanks", "system" of "artillery systems"."""
    first = re.split(r"\s*(?:/|\(|,|\band\b|&|\bта\b|\bи\b)\s*", phrase)[0] or phrase
    if known.stems:
        return next((noun for word in first.split() if (noun := after.by_stem(word, known))), first.lower())
    return after.singular(first.split()[-1] if first.split() else phrase, known)
