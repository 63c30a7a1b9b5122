"""The grammar of figures: from numbers to amounts with bound, unit, noun, change and interval."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal, localcontext

from onrecord.mark.figures import after, before, joins
from onrecord.mark.figures.after import Counted
from onrecord.mark.figures.draft import Draft
from onrecord.mark.figures.interval import interval, last_digit, plain
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
_NO_ONE = frozenset(
    {"no", "any", "each", "another", "this", "that", "every", "some", "number", "day", "which", "square"}
)
_PART = re.compile(r"\s+of\s")
_PART_OF_ONE = re.compile(r" of an?(?: [A-Z]{2}\b)?")
_SUPERLATIVE = re.compile(
    r"est\b|^(?:most|least|best|worst|key|main|major|top|few|first|last|only|more|leading)\b", re.I
)
_VERB_NEXT = re.compile(r" [^\W\d_]+ed ")
# "two-pronged", "one-sided": shapes, no counts.
_PRONGED = re.compile(r"-(?:for-|on-|to-one|[^\W\d_]+(?:ed|way|fold)\b)")
# After the number of a list line: "tanks ‒ 1263 (+9),".
_LINE_ENDS = re.compile(r"\s*(?:[(,;|]|\.(?!\d)|$|[\n\r]|[а-яіїєґ]{2,4}\b)")
_BEHIND = re.compile(r"[ \u00a0-]([^\W\d_]+(?: [^\W\d_]+)?)")
_NEXT = re.compile(r"[ \u00a0]([^\W\d_]+)")
_ONE_BY = re.compile(r"\s{1,2}(?:another|by)\b")
_FATE = re.compile(r"\s{1,2}(?:(?:was|is|were|has been|more|other) )?([^\W\d_]+)")


def figures(text: str, taken: Sequence[Span] = (), language: str = "en", *, ages: bool = False) -> tuple[Figure, ...]:
    """The amounts in `text`, in order, never overlapping; none reaches into a span of `taken` (times).

    The interval of each follows `interval`: an exact count is [v, v] whatever its zeros; decimals,
    "1.2 million" and measured wholes ("three square kilometres") allow half a unit of their last written
    digit either side; "about" 5 % or half a unit of the last digit that is no zero; "nearly" a tenth
    below; "more than" is open above; "up to" and "less than" begin at 0. Ages ("a 54-year-old") count
    nothing and are left out, unless `ages` asks for them (unit "year_of_age"). Never raises on any text.
    """
    known = tables(language)
    masked = _masked(text, taken)
    drafts: list[Draft] = []
    with localcontext(_EXACT):
        for number in numbers(masked, known):
            room = drafts[-1].end if drafts else 0
            if number.start < room:
                continue
            draft: Draft | None = None
            if (aged := age_of(masked, number, known)) is not None:
                draft = _age(masked, number, aged, known, room) if ages else None
            elif not is_no_amount(masked, number, known):
                draft = _read(masked, number, known, room)
            if draft is None:
                continue
            if drafts and joins.are_range(masked, drafts[-1], draft, known):
                drafts[-1] = joins.as_range(drafts[-1], draft)
            elif drafts and joins.are_score(masked, drafts[-1], draft):
                drafts.pop()
            else:
                drafts.append(draft)
        drafts = [draft for draft in drafts if not _is_bare_zero(draft)]
        joins.share(masked, drafts, known)
        return tuple(_figure(masked, draft, known) for draft in drafts)


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


def _read(text: str, number: Number, known: Tables, room: int) -> Draft | None:
    """The figure around `number`, reaching no further left than `room`; None when the number counts nothing."""
    draft = Draft(number, number.start, number.end, Span(number.start, number.end), number.value, number.step)
    _currency_and_sign(text, draft, known, room)
    plus = text[draft.end : draft.end + 1] == "+" and not text[draft.end + 1 : draft.end + 2].isalnum()
    draft.end += plus
    _unit(text, draft, known)
    if (
        draft.end < len(text)
        and (text[draft.end].isalnum() or text[draft.end] == "_")
        and text[draft.end - 1].isdigit()
    ):
        return None  # "2S19", "54x": letters that are no unit
    draft.core = Span(draft.start, draft.end)
    words = before.words_before(text, draft.start)
    draft.previous = words[-1][1] if words else ""
    if plus or number.vague:
        draft.bound = "more_than"
    bounded = _bound(text, draft, words, known, room)
    draft.bound, draft.end = _bound_behind(text, draft.end, draft.bound, known)
    _noun(text, draft, known)
    if not _is_amount(text, draft, known, bounded=bounded):
        return None
    if draft.sign is not None:
        draft.change = "down" if draft.sign == "-" else "up"
    else:
        _change(draft, words, known)
    if draft.unit is not None and draft.unit.of in _MEASURED and not draft.step:
        draft.step = Decimal(1)
    if number.kind == "share":
        draft.step = Decimal(2)  # a fraction is said loosely: a point either side
    assert draft.value is not None
    draft.low, draft.high = interval(draft.value, draft.step, draft.bound)
    return draft


def _currency_and_sign(text: str, draft: Draft, known: Tables, room: int) -> None:
    number = draft.number
    glued = text[number.start - 1 : number.start] == "-"
    currency = before.currency_before(text, number.start - glued, known)
    if currency is not None and currency[1] >= room:
        draft.unit, draft.start = currency
        money = known.short_scales.get("money", {}).get(text[draft.end : draft.end + 1])
        if money is not None and number.scale == 1 and not text[draft.end + 1 : draft.end + 2].isalnum():
            _multiply(draft, money)
            draft.end += 1
    sign = before.sign_before(text, draft.start)
    if sign is not None and sign[1] >= room:
        draft.sign, draft.start = sign
    elif draft.unit is not None and glued:
        draft.sign = "-"  # "$-50.8bn"
    if draft.sign == "-":
        draft.value = -number.value


def _multiply(draft: Draft, scale: Decimal) -> None:
    number = draft.number
    number.mantissa, number.scale = number.value, scale
    number.value, number.step = number.value * scale, (number.step or Decimal(1)) * scale
    draft.value, draft.step = number.value, number.step


def _unit(text: str, draft: Draft, known: Tables) -> None:
    """The measuring unit and its rate: "km2", "$76 a barrel"."""
    number, at = draft.number, draft.end
    if number.kind == "share":
        draft.unit = known.measure["percent"]
        return
    if number.kind == "ratio" and (link := _PART_OF_ONE.match(text, at)):
        at = link.end()  # "1/16 of a pint"
    found = None if number.vague else after.unit_after(text, at, known)
    if (
        found is not None
        and draft.unit is None
        and text[at : found[1]] == "m"
        and after.noun_after(text, found[1], known)
    ):
        _multiply(draft, Decimal(1000000))  # "4m rounds of ammunition"
        draft.end = found[1]
    elif found is not None and (draft.unit is None or found[0].of == "money"):
        draft.unit, draft.end = draft.unit or found[0], found[1]
    if draft.unit is not None and (rate := after.per_after(text, draft.end, known)) is not None:
        draft.per, draft.end = rate


def _bound(text: str, draft: Draft, words: list[tuple[int, str]], known: Tables, room: int) -> bool:
    """The bound in front, and "minus"; whether there is one."""
    if draft.sign is not None:
        return False
    if len(words) > 1 and words[-1] == (draft.start - 1, "-") and words[-2][1] in known.minus:
        words.pop()  # "minus-5"
    if words and words[-1][1] in known.minus and draft.unit is not None and words[-1][0] >= room:
        draft.start = words.pop()[0]
        draft.value = -draft.number.value
        draft.core = Span(draft.start, draft.core.end)
    front = before.bound_before(words, known)
    # "passed the 250,000 mark" is a bound, "passed the two resolutions" is none.
    if front is None or front[1] < room or (words[-1][1] == "the" and draft.number.value < 50):
        return False
    phrase = text[front[1] : draft.start].strip().lower()
    if phrase in known.round_only and last_digit(draft.number.value) < 100:
        return False  # "passed one million" is a bound, "passed 20 laws" and "passed 1,523 men" are none
    if draft.number.vague and known.stems and draft.value in (10, 100, 1000):
        draft.number.vague = False  # "близько сотні" is a genitive: about a hundred, not hundreds
    if not draft.number.vague and not (phrase in known.mean and _is_full(draft.number)):
        draft.bound = front[0]
    draft.start = front[1]
    return True


def _is_full(number: Number) -> bool:
    """Whether a number is given to its last unit ("averaged 1,523 a day"): no rounding then, whatever the verb."""
    return not number.step and number.value >= 100 and last_digit(number.value) <= 1


def _bound_behind(text: str, at: int, bound: Bound, known: Tables) -> tuple[Bound, int]:
    """ "or more", "or so" behind a number or its noun."""
    words = _BEHIND.match(text, at) if bound == "exact" else None
    if words is None:
        return bound, at
    phrase = words[1].lower()
    for form in (phrase, phrase.split(" ")[0]):
        end = words.start(1) + len(form)
        if form in known.after and not _leads_on(text, form, end, known):
            return known.after[form], end
    return bound, at


def _leads_on(text: str, form: str, end: int, known: Tables) -> bool:
    """ "20 tanks and more than 60 vehicles": the last word begins the bound of the next number."""
    following = _NEXT.match(text, end)
    return following is not None and f"{form.split(' ')[-1]} {following[1].lower()}" in known.before


def _noun(text: str, draft: Draft, known: Tables) -> None:
    """The counted noun behind the number, or in front of it in a list line."""
    if draft.unit is not None and not draft.number.vague:
        if draft.unit.name == "percent":
            draft.counted = after.noun_of(text, draft.end, known) or after.noun_after(text, draft.end, known)
        return
    counted = _counted(text, draft, known)
    if counted is None and (either := after.noun_or(text, draft.start, known)) is not None:
        draft.unit, draft.counted = either[0], None if either[0] else either[1]
        return
    at = draft.end
    if counted is not None:
        draft.bound, at = _bound_behind(text, counted.span.end, draft.bound, known)
    if (rate := after.per_after(text, at, known)) is not None:
        draft.per, at = rate  # "40 drones a day", "as many as 40 per month"
    draft.end = max(at, draft.end)
    if counted is not None and (measure := known.units.get(counted.head.lower())) is not None:
        draft.unit = measure  # "517 rushing yards"
    elif counted is not None:
        draft.counted = counted
    elif _LINE_ENDS.match(text, draft.end):
        if text[max(0, draft.start - 3) : draft.start].rstrip(" \u00a0\t")[-1:] in tuple("-–—‒−:="):
            draft.listed = before.noun_before(text, draft.start)


def _counted(text: str, draft: Draft, known: Tables) -> Counted | None:
    number, end = draft.number, draft.end
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


def _is_amount(text: str, draft: Draft, known: Tables, *, bounded: bool) -> bool:
    """Whether a number with other uses ("one", "half", "Booster 14", "two-pronged") counts something here."""
    number, previous = draft.number, draft.previous
    if number.kind == "both":
        return draft.counted is not None and _is_pair(text, draft.counted, known)
    if number.kind == "share":
        return previous not in known.names.get("ordinal_words", ()) and previous not in ("last", "other", "better")
    if draft.unit is not None:
        return True
    if _PRONGED.match(text, number.end):
        return False
    if number.kind == "digits":
        if draft.sign is None and not bounded and (draft.counted is None or _VERB_NEXT.match(text, number.end)):
            if is_label(text, number, known):
                return False
        return True
    if number.value not in (0, 1):
        return True
    follow = _FATE.match(text, number.end)
    fate = follow is not None and follow[1].lower() in known.outcome  # "one was killed"
    if number.value == 0:
        return draft.counted is not None or fate
    if previous in _NO_ONE or _ONE_BY.match(text, number.end):
        return False
    if bounded and draft.bound in ("nearly", "about") and _PART.match(text, number.end):
        return False  # "close to one of the bridges" is a place
    if draft.counted is not None or fate or bounded or previous in known.outcome:
        return True
    of = after.noun_of_number(text, number.end, known)  # "one of the four missiles"
    return of is not None and not _SUPERLATIVE.search(of.span.of(text))


def _is_pair(text: str, counted: Counted, known: Tables) -> bool:
    """Whether "both" counts weapons or people: "both missiles", not "both men and women", "both civilian and ..."."""
    said = counted.span.of(text)
    one = not known.stems and not after.is_plural(said.split()[-1], known)
    joined = any(f" {joiner} " in f"{said}{text[counted.span.end : counted.span.end + 5]}" for joiner in known.joiners)
    return counted.head in known.pairs and not one and not joined


def _is_bare_zero(draft: Draft) -> bool:
    told = draft.sign or draft.unit or draft.counted or draft.listed
    return draft.value == 0 and draft.number.kind == "digits" and not told


def _change(draft: Draft, words: list[tuple[int, str]], known: Tables) -> None:
    turn = before.change_before(words, known)
    if turn is None:
        return
    unit, counted = draft.unit, draft.counted
    money = (unit is not None and unit.of in ("share", "money")) or (counted is not None and counted.head == "point")
    measured = money or (unit is not None and unit.of != "time")
    if (money or turn[1] not in known.money_only) and (measured or turn[1] not in known.measured_only):
        draft.change = turn[0]


def _age(text: str, number: Number, end: int, known: Tables, room: int) -> Draft:
    span = "month" if "month" in text[number.end : end].lower() else "year"
    draft = Draft(number, number.start, end, Span(number.start, number.end), number.value, number.step)
    draft.core, draft.unit = Span(number.start, end), Unit(f"{span}_of_age", "age", f"{span} of age")
    _bound(text, draft, before.words_before(text, number.start), known, room)
    draft.low, draft.high = interval(number.value, number.step, draft.bound)
    return draft


def _figure(text: str, draft: Draft, known: Tables) -> Figure:
    unit, noun, phrase = (draft.unit.name if draft.unit else None), None, None
    if draft.counted is not None:
        noun, phrase = draft.counted.span, draft.counted.phrase
        unit = unit or draft.counted.head
    elif draft.listed is not None:
        noun, phrase = draft.listed, draft.listed.of(text)
        unit = _list_head(phrase, known)
    return Figure(
        span=Span(draft.start, max(draft.end, draft.core.end)),
        number=draft.written,
        value=None if draft.value is None else plain(draft.value),
        low=None if draft.low is None else plain(draft.low),
        high=None if draft.high is None else plain(draft.high),
        unit=unit,
        noun=noun,
        bound=draft.bound,
        change=draft.change,
        signed=draft.sign is not None,
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
