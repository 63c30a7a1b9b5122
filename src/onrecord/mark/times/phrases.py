"""Expressions into phrases: the prepositions before them, the ranges between them, the dates that explain them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from onrecord.mark.records import Time
from onrecord.mark.times import days
from onrecord.mark.times.meanings import MEANINGS
from onrecord.mark.times.rules import Line, Rule
from onrecord.mark.times.sense import NOTHING, Found, Sense
from onrecord.model import Span

# How many words before an expression may belong to its phrase ("since at least about", "as of the").
_REACH = 4


@dataclass(frozen=True, slots=True)
class Expression:
    """What one rule matched: tokens [first, last) of the phrase so far, [bare, bare_end) of the expression."""

    found: Found
    bare: int
    bare_end: int
    sense: Sense
    first: int
    last: int
    preposition: str = ""


def expressions(line: Line, published: date | None, war: date) -> list[Expression]:
    """The longest expression at each place where a rule of the language fits, in order, none overlapping."""
    out: list[Expression] = []
    focus: date | None = None
    told: Sense | None = None
    told_at = 0
    quarter: Sense | None = None
    tongue, letters = line.language, line.letters
    position = 0
    while (start := tongue.start.search(letters, position)) is not None:
        first = position = start.start()
        position += 1
        for last, bare, bare_end, rule in _candidates(line, first):
            found = Found(line, rule, first, last, published, focus, war, told, told_at, quarter)
            sense = MEANINGS[rule.means](found)
            if sense is NOTHING:
                position = last
                break
            if sense is not None:
                out.append(Expression(found, bare, bare_end, sense, first, last))
                position = last
                if sense.start and sense.start == sense.end:
                    focus = sense.start
                if sense.type in ("DATE", "TIME") and sense.start and sense.basis != "published":
                    told, told_at = sense, last
                    past = published is None or sense.start <= published
                    if "-Q" in sense.value and sense.basis != "rolling" and past:
                        quarter = sense
                if rule.arguments.get("longer"):
                    quarter = None  # "in the first nine months ... a year earlier": no longer of a quarter
                break
    return [_with_preposition(expression) for expression in out]


def _candidates(line: Line, first: int) -> list[tuple[int, int, int, Rule]]:
    """(end, start and end of the bare expression, rule) of the rules that fit here, longest first."""
    out = []
    for rule, pattern in line.language.rules_at(line.letters, first):
        match = pattern.match(line.letters, first)
        if match is not None and match.end() > first:
            group = match.lastindex or 0
            out.append((match.end(), match.start(group), match.end(group), rule))
    out.sort(key=lambda candidate: -candidate[0])
    return out


def _with_preposition(expression: Expression) -> Expression:
    line = expression.found.line
    first, kind = expression.first, ""
    for i in range(first - 1, max(first - 1 - _REACH, -1), -1):
        if not line.has(i, "PREP"):
            break
        told = line.value(i, "PREP")
        if told == "filler":
            continue
        if told == "as" and i == expression.first - 1:
            break  # "as" belongs to a time only in "as of", "as at"
        if told == "of":
            if not (line.has(i - 1, "PREP") and line.value(i - 1, "PREP") == "as"):
                break
            continue
        first = i
        kind = kind or ("" if told == "at" else told)
    if kind in ("", "in", "on") and _opens(line, first):
        kind = "since"
    last = expression.last
    if kind in ("after", "before", "by", "until") and (line.has(last, "OWN") or expression.sense.type == "TIME"):
        first, kind = expression.first, ""  # "after Sunday's vote", "before overnight strikes"
    if line.has(last, "ONWARD"):
        kind, last = "since", last + 1
    elif line.has(last, "ALONE"):
        last += 1
    return replace(expression, first=first, last=last, preposition=kind)


def times_of(line: Line, published: date | None, war: date) -> Iterator[Time]:
    """The times of a line, each with the days that its phrase covers."""
    found = expressions(line, published, war)
    senses = [_prepositional(expression, published, war) for expression in found]
    phrases = [(expression.first, expression.last) for expression in found]
    for i in range(len(found) - 1):
        left, right = found[i], found[i + 1]
        if right.found.first - left.found.last > 7:
            continue
        joined = _range(left, right) or _began_on(left, right, senses[i])
        if joined is not None:
            senses[i] = replace(senses[i], start=joined.start, end=joined.end, basis=joined.basis, value=joined.value)
            senses[i + 1] = replace(senses[i + 1], start=joined.start, end=joined.end, basis=joined.basis)
            phrases[i] = phrases[i + 1] = (left.first, right.last)
    for i in range(len(found) - 1):
        if _explains(found[i], found[i + 1], senses[i + 1]):
            senses[i] = replace(senses[i], start=senses[i + 1].start, end=senses[i + 1].end, sure=True)
    for expression, sense, (first, last) in zip(found, senses, phrases, strict=True):
        yield Time(
            span=Span(line.starts[expression.bare], line.ends[expression.bare_end - 1]),
            phrase=Span(line.starts[first], line.ends[last - 1]),
            type=sense.type,
            value=sense.value,
            start=sense.start,
            end=sense.end,
            granularity=sense.granularity,
            basis=sense.basis,
            sure=sense.sure,
        )


def _opens(line: Line, first: int) -> bool:
    """ "since the incursion began in August": the time behind tells from when."""
    if not line.has(first - 1, "BEGAN"):
        return False
    return any(line.word(i) == "since" for i in range(first - 2, first - 9, -1))


def _prepositional(expression: Expression, published: date | None, war: date) -> Sense:
    """The sense once its preposition is read: "since" opens it to publication, "until" and "by" end it."""
    sense, kind = expression.sense, expression.preposition
    if sense.start is None or sense.end is None or sense.basis == "since" or sense.type in ("DURATION", "SET"):
        return sense
    if "/" in sense.value:  # a range in one expression says both ends itself
        return sense
    if kind == "from" and (expression.found.get("PART") == "first" or sense.basis == "event"):
        kind = "since"
    if kind == "since":
        start = sense.start
        if sense.open and published and start > published:
            start = days.plus_months(start, -12) or start
        if sense.granularity in ("month", "year") and start < war <= sense.end:
            start = war  # "since 2022", "since February 2022" said of the war
        elif sense.open and war < start and (start.month, start.day) == (war.month, war.day):
            start = war  # "since February 24", years later
        end = published if published and published >= start else None
        sure = sense.sure or expression.found.get("PART") in ("first", "last")
        return replace(sense, start=start, end=end, basis="since", sure=sure)
    if kind in ("until", "by"):
        return replace(sense, start=None)
    if kind == "through" and sense.granularity in ("day", "time"):
        return replace(sense, start=None)
    if kind == "before":
        return replace(sense, start=None, end=days.plus(sense.start, -1), sure=False)
    if kind == "after":
        return replace(sense, start=days.plus(sense.end, 1), end=None, sure=False)
    return sense


def _between(left: Expression, right: Expression) -> range:
    return range(left.found.last, right.found.first)


def _range(left: Expression, right: Expression) -> Sense | None:
    """ "from May 19 to May 26", "between Monday and Friday", "Nov. 18–Dec. 16, 2025", "Saturday and Sunday"."""
    line, gap = left.found.line, _between(left, right)
    a, b = left.sense, right.sense
    if not gap or {a.type, b.type} - {"DATE", "TIME"} or a.start is None or b.start is None or b.end is None:
        return None
    rest = [i for i in gap[1:] if not line.has(i, "PREP")]
    if rest:
        return None
    if line.has(gap[0], "AND"):
        paired = left.preposition == "between"
    elif line.has(gap[0], "TO") or line.has(gap[0], "DASH"):
        paired = True
    else:
        return None
    if a.open and b.granularity != "month":  # its year, or its week, is that of the other end
        again = MEANINGS[left.found.rule.means](replace(left.found, published=b.end))
        a = again or a
    if a.start is None or a.end is None or a.start > b.end:
        return None
    if not paired and (b.start - a.end).days != 1:
        return None
    return replace(b, start=a.start, value=left.sense.value if not a.open else a.value)


def _began_on(left: Expression, right: Expression, sense: Sense) -> Sense | None:
    """ "since the invasion began on February 24": the second date belongs to the first phrase."""
    line, gap = left.found.line, _between(left, right)
    if left.sense.basis not in ("since", "event") or left.sense.start is None or right.sense.basis == "since":
        return None
    if not all(line.has(i, "PREP") or line.has(i, "TAIL") for i in gap):
        return None
    began, told = left.sense.start, right.sense
    if told.start is None or told.end is None:
        return None
    same_day = told.open and (told.start.month, told.start.day) == (began.month, began.day)
    if same_day or (days.plus(told.start, -31) or began) <= began <= (days.plus(told.end, 31) or began):
        return sense
    return None


def _explains(left: Expression, right: Expression, told: Sense) -> bool:
    """ "the past day, September 22", "this week (Dec. 9-16)": the stated date says which days are meant."""
    line, gap = left.found.line, _between(left, right)
    if len(gap) != 1 or not (line.has(gap[0], "COMMA") or line.has(gap[0], "OPEN") or line.word(gap[0]) == "of"):
        return False
    if left.sense.basis not in ("calendar", "rolling", "published") or left.preposition == "since":
        return False
    if left.sense.type == "SET" or told.basis != "stated" or told.granularity not in ("day", "time"):
        return False
    if told.start is None or told.end is None:
        return False
    if left.sense.start is None or left.sense.end is None:
        return False
    return abs((told.start - left.sense.start).days) <= 35 and abs((told.end - left.sense.end).days) <= 35
