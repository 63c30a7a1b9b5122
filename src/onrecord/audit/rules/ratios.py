"""Twice, three times, half; up 20 percent, down by a fifth; 34 of 50 (68 percent): against the two figures they join.

    later = earlier * factor          "1,060, twice the 530 of the day before", "doubled from 530 to 1,060"
    later = earlier * (1 + change)    "up 20 percent to 1,200 from 1,000"
    part = whole * share              "34 of 50 (68 percent)"

Only two figures that count the same thing are compared; words that join others are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from onrecord.audit import words
from onrecord.audit.definitions import SAID, apart, definition
from onrecord.audit.figures import Interval, grain, rounded
from onrecord.audit.milestones import is_rate
from onrecord.audit.relations import written
from onrecord.audit.said import Said, bare, counts, width
from onrecord.audit.series import Point, windows
from onrecord.audit.ties import Term, Tie, Tied, Written, step
from onrecord.audit.view import View
from onrecord.claim.quantities import quantity
from onrecord.lexicon import load
from onrecord.mark.records import Figure
from onrecord.model import Finding, Loss

_GAP = 90  # characters between the words of a ratio and either figure
_FROM_TO = re.compile(r"\bfrom\s+$")
_OF = re.compile(r"^\s*(?:out )?of (?:the |these |those |them|all )?\s*$")
_HUNDRED = Decimal(100)
_AT_LEAST = Decimal("0.97")  # of a factor, where "more than" stands before it


class Told(NamedTuple):
    """Words of a ratio: `low` to `high` is what they allow of later / earlier (or part / whole), `as_written` how they
    read."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    as_written: str


class Pair(NamedTuple):
    later: Figure
    earlier: Figure


def ratios(view: View) -> Iterator[Finding | Tied]:
    for sentence in view.said:
        counted = [figure for figure in sentence.figures if _comparable(figure)]
        changes = [pair for figure in sentence.figures if (pair := _from_to(sentence, figure)) is not None]
        if not counted and not changes:
            continue
        for told in _told(sentence):
            pair = _pair(sentence, counted, told) or next((one for one in changes if _beside(one.later, told)), None)
            if pair is not None:
                yield from _refused(view, sentence, told, pair) or _found(view, sentence, told, pair)
            elif len(counted) == 1:
                yield from _before_it(view, sentence, told, counted[0])
        yield from _shares(view, sentence)


def _comparable(figure: Figure) -> bool:
    return (bare(figure) or figure.unit in ("km2", "sq_mi", "ha")) and figure.value != 0 and figure.same_as is None


def _told(sentence: Said) -> Iterator[Told]:
    text = sentence.text.lower()
    for match in _words_of("factors").finditer(text):
        factor = _values("factors")[match[0]]
        # "Half" is held to a tenth, and what is said loosely anyway; "twice" to an eighth on either side.
        yield _loosened(text, match, factor, Decimal("0.875"), Decimal("1.25") if factor > 1 else Decimal("1.125"))
    for match in _words_of("changes").finditer(text):
        part = _values("changes")[match[0]]
        way = _way(text, match.start(), match.end())
        if way:
            yield _loosened(text, match, 1 + way * part, Decimal("0.95"), Decimal("1.05"))
    for figure in sentence.figures:
        if figure.unit != "percent" or figure.value is None or figure.per is not None:
            continue
        start, end = figure.span
        way = {"up": 1, "down": -1}.get(figure.change or "") or _way(text, start, end)
        if way:
            half = max(min(grain(figure.value), Decimal(5)) / 2, Decimal("0.5"))
            least, most = sorted(1 + way * (figure.value + step) / _HUNDRED for step in (-half, half))
            low: Decimal | None = least
            high: Decimal | None = most
            if figure.bound in ("more_than", "up_to", "less_than"):
                low, high = (least, None) if (figure.bound == "more_than") == (way > 0) else (None, most)
            yield Told(start, end, low, high, f"{'up' if way > 0 else 'down'} {text[start:end].strip()}")


def _loosened(text: str, match: re.Match[str], factor: Decimal, below: Decimal, above: Decimal) -> Told:
    before = text[max(0, match.start() - 14) : match.start()]
    low: Decimal | None = factor * below
    high: Decimal | None = factor * above
    if _direction("more").search(before):
        low, high = factor * _AT_LEAST, None
    elif _direction("less").search(before):
        low, high = None, factor / _AT_LEAST
    elif _direction("loosely").search(before):
        low = factor * (below - Decimal("0.1"))
    # "Six times more than" may be six times or seven.
    if high is not None and re.match(r" (?:more|as many more|higher)\b", text[match.end() :]):
        high += above
    return Told(match.start(), match.end(), low, high, match[0])


def _way(text: str, start: int, end: int) -> int:
    """+1 up, -1 down, 0 where the words beside do not tell."""
    near = text[max(0, start - 30) : start], text[end : end + 20]
    for side in near:
        up, down = _direction("up").search(side) is not None, _direction("down").search(side) is not None
        if up != down:
            return 1 if up else -1
    return 0


def _pair(sentence: Said, counted: list[Figure], told: Told) -> Pair | None:
    """The two figures that the words join: those on either side, or both of "from ... to ..."."""
    before = [f for f in counted if f.span.end <= told.start and told.start - f.span.end <= _GAP]
    behind = [f for f in counted if f.number.start >= told.end and f.number.start - told.end <= _GAP]
    two = behind[:2] if len(behind) > 1 else []
    if len(two) == 2:
        first, second = two
        between, lead = sentence.between(first, second), sentence.text[told.end : first.number.start].lower()
        if re.search(r"\bto\s+$", lead) and re.search(r"^[^,;]{0,30}\bfrom\b[^,;]{0,20}$", between):
            return _of_one_kind(first, second)
        if re.search(r"\bfrom\s+$", lead) and re.search(r"^[^,;]{0,30}\bto\b[^,;]{0,20}$", between):
            return _of_one_kind(second, first)
    if not before or not behind:
        return None
    last, following = before[-1], behind[0]
    lead = sentence.text[told.end : following.number.start].lower()
    gap = sentence.text[last.span.end : told.start].lower()
    if re.search(r"[;.:()]", gap + lead) or len(lead) > 60 or not _direction("than").search(lead):
        return None
    return _of_one_kind(last, following)


def _from_to(sentence: Said, figure: Figure) -> Pair | None:
    """ "from 2,000 to 4,000 troops", which is one figure, a range."""
    if figure.bound != "range" or not figure.low or not figure.high or figure.per is not None:
        return None
    if not _FROM_TO.search(sentence.before(figure)):
        return None
    first = re.sub(r"\D", "", figure.number.of(sentence.text).split(" to ")[0])
    ends = [replace(figure, value=end, low=end, high=end, bound="exact") for end in (figure.low, figure.high)]
    if first == f"{figure.high:f}":
        return Pair(later=ends[0], earlier=ends[1])
    return Pair(later=ends[1], earlier=ends[0]) if first == f"{figure.low:f}" else None


def _beside(figure: Figure, told: Told) -> bool:
    return -_GAP <= told.start - figure.span.end <= _GAP or 0 <= figure.span.start - told.end <= _GAP


def _of_one_kind(later: Figure, earlier: Figure) -> Pair | None:
    """Whether they count the same thing: one noun, or one of them has none."""
    if later.unit != earlier.unit and later.unit is not None and earlier.unit is not None:
        if counts(later.unit) is None or counts(later.unit) != counts(earlier.unit):
            return None
    return Pair(later, earlier) if later.value and earlier.value else None


def _found(view: View, sentence: Said, told: Told, pair: Pair) -> Iterator[Tied]:
    later, earlier = _wide(pair.later), _wide(pair.earlier)
    assert pair.later.value is not None and pair.earlier.value is not None
    ratio = pair.later.value / pair.earlier.value
    if None in (later.low, later.high, earlier.low, earlier.high):
        return
    assert later.low is not None and later.high is not None and earlier.low is not None and earlier.high is not None
    if earlier.low <= 0:
        return
    # "A sixfold decrease" tells the same number as a sixfold rise.
    fewer = (told.low or 2) > 1 and _direction("down").search(sentence.text[told.start : told.end + 20].lower())
    if fewer and later.low > 0:
        told = _inverse(told)
    spread = Interval(later.low / earlier.high, later.high / earlier.low)
    holds = spread.meets(Interval(told.low, told.high))
    times = words.number(rounded(ratio, Decimal("0.01")))
    one, other = _written(pair.later), _written(pair.earlier)
    ids = sentence.ids(pair.earlier, pair.later)
    fault = f"{one} / {other} = {times}, not “{told.as_written}”."
    finding = Finding(
        rule="ratio",
        verdict="holds" if holds else "fails",
        because=f"{one} / {other} = {times}, which agrees with “{told.as_written}”." if holds else fault,
        claims=ids,
        stated=told.as_written,
        computed=times,
        as_of=view.as_of,
    )
    otherwise = step(ids[-1] if ids else "", f"{times} times", "what the two figures come to")
    two = sentence.written(pair.later, ids), sentence.written(pair.earlier, ids)
    yield Tied(finding, tuple(_ties(told, two[0], later, two[1], earlier, otherwise)))


def _ties(
    told: Told, later: Written, wide: Interval, earlier: Written, other: Interval, otherwise: Term
) -> Iterator[Tie]:
    """The later figure is at least the earlier times the least that the words allow, and at most times the most. The
    words are a step: were they a figure too, the sum would be none."""
    for ratio, sign in ((told.low, 1), (told.high, -1)):
        if ratio is None:
            continue
        most, least = (wide.high, other.low) if sign > 0 else (wide.low, other.high)
        assert most is not None and least is not None
        slack = sign * ((most - later.value) + ratio * (earlier.value - least))
        terms = (Term(Decimal(sign), later), Term(-sign * ratio, earlier), otherwise)
        yield Tie(terms=terms, room=Interval(-max(slack, Decimal(0)), None), bounds=True)


def _before_it(view: View, sentence: Said, told: Told, figure: Figure) -> Iterator[Tied]:
    """ "1,060, up 20 percent from the day before": against what the totals on record say of the time before."""
    claim = sentence.claim_of(figure)
    lead = sentence.text[told.end : told.end + 40].lower()
    if view.beside is None or not isinstance(claim, Loss) or claim.measure != "increment" or is_rate(claim):
        return
    key, meant = view.beside.key(claim), windows(claim.period)
    if key is None or not key.voice.known or key.place is not None or key.category not in key.voice.whole or not meant:
        return
    start, end = meant[0]
    unit = {1: "day", 7: "week"}.get((end - start).days)
    ago = rf"[^,.;]{{0,12}}\b(?:{unit} (?:before|earlier)|(?:previous|prior) {unit})\b"
    if unit is None or not re.match(ago, lead):
        return
    earlier = start - (end - start)
    held = view.beside.totals(key, earlier, earlier) | view.beside.totals(key, start, start)
    first, last = held.get(earlier), held.get(start)
    if first is None or last is None or last.amount <= first.amount:
        return
    value = last.amount - first.amount
    before = replace(figure, value=value, low=value, high=value, bound="exact")
    for finding, ties in _found(view, sentence, told, Pair(figure, before)):
        on_record = f"{words.number(value)} ({words.window(earlier, start)}, on record)"
        because = finding.because.replace(f" / {words.number(value)} = ", f" / {on_record} = ", 1)
        claims = (first.claim.id, last.claim.id, claim.id)
        yield Tied(replace(finding, because=because, claims=claims), tuple(_by_totals(ties, first, last)))


def _by_totals(ties: Iterable[Tie], first: Point, last: Point) -> Iterator[Tie]:
    """The ties with the difference of two totals in the place of the earlier figure."""
    for one in ties:
        later, earlier, otherwise = one.terms
        totals = Term(earlier.factor, written(last)), Term(-earlier.factor, written(first))
        yield replace(one, terms=(later, *totals, otherwise))


def _refused(view: View, sentence: Said, told: Told, pair: Pair) -> list[Finding]:
    """Counts of the dead are not compared with counts of all losses."""
    claims = sentence.claim_of(pair.later), sentence.claim_of(pair.earlier)
    one, other = (definition(claim) if isinstance(claim, Loss) else None for claim in claims)
    if not apart(one, other):
        return []
    assert one is not None and other is not None
    because = (
        f"“{told.as_written}” compares {_written(pair.later)}, which counts {SAID[one]}, "
        f"with {_written(pair.earlier)}, which counts {SAID[other]}: not the same count."
    )
    ids = sentence.ids(pair.earlier, pair.later)
    return [Finding(rule="definition", verdict="fails", because=because, claims=ids, as_of=view.as_of)]


def _inverse(told: Told) -> Told:
    low = None if told.high is None else 1 / told.high
    return told._replace(low=low, high=None if not told.low else 1 / told.low)


def _shares(view: View, sentence: Said) -> Iterator[Tied]:
    """ "34 of 50 (68 percent)": a part, its whole and the share, told in one breath."""
    for part, whole, share in zip(sentence.figures, sentence.figures[1:], sentence.figures[2:], strict=False):
        if (
            share.unit != "percent"
            or not (bare(part) and bare(whole))
            or share.value is None
            or share.change is not None
        ):
            continue
        if not _OF.match(sentence.between(part, whole)) or not whole.value or part.value is None:
            continue
        if not re.match(r"^[^.;:,]{0,30}(?:\(|, or )[^.;:()]{0,12}$", sentence.between(whole, share)):
            continue
        computed = part.value / whole.value * _HUNDRED
        half = max(min(grain(share.value), Decimal(5)) / 2, Decimal("0.5"))
        allows = Interval(share.value - half, share.value + half)
        if share.bound != "exact":
            allows = width(share) or Interval(None, None)
        holds = computed in allows
        per_cent = f"{words.number(rounded(computed, Decimal('0.1')))} %"
        ids = sentence.ids(part, whole)
        finding = Finding(
            rule="ratio",
            verdict="holds" if holds else "fails",
            because=f"{_written(part)} of {_written(whole)} is {per_cent}"
            + (", as stated." if holds else f", but {_written(share)} % is stated."),
            claims=ids,
            stated=f"{_written(share)} %",
            computed=per_cent,
            as_of=view.as_of,
        )
        low, high = (None if end is None else end / _HUNDRED for end in allows)
        told = Told(0, 0, low, high, per_cent)
        otherwise = step(ids[0] if ids else "", per_cent, "the part by its whole")
        one, other = sentence.written(part, ids), sentence.written(whole, ids)
        as_given = Interval.point(part.value), Interval.point(whole.value)
        yield Tied(finding, tuple(_ties(told, one, as_given[0], other, as_given[1], otherwise)))


def _wide(figure: Figure) -> Interval:
    """What a figure allows in a ratio: its bound, or half a unit of its last digit that is not a trailing zero."""
    value = figure.value or Decimal(0)
    if figure.bound == "exact":
        half = min(grain(value) / 2, abs(value) / 40)
        return Interval(value - half, value + half)
    return width(figure) or Interval(None, None)


def _written(figure: Figure) -> str:
    return words.figure(quantity(figure))


@lru_cache(maxsize=4)
def _values(table: str) -> dict[str, Decimal]:
    listed: dict[str, list[str]] = load("languages/en/audit.toml")[table]
    return {word: Decimal(value) for value, words_of in listed.items() for word in words_of}


@lru_cache(maxsize=4)
def _words_of(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _values(table)), key=len, reverse=True))})(?!\w)")


@lru_cache(maxsize=8)
def _direction(name: str) -> re.Pattern[str]:
    listed: list[str] = load("languages/en/audit.toml")["direction"][name]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, listed), key=len, reverse=True))})(?!\w)")
