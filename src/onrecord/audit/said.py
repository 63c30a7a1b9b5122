"""Figures as they stand in a sentence, for the rules that read the words between them.

Claims tell what a figure counts; that one is the sum of two others, or twice another, stands in the words. Only the
sentences that hold a cue of such a relation are read again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from onrecord.audit.figures import Interval, allowed, sane
from onrecord.audit.ties import Written
from onrecord.claim.quantities import quantity
from onrecord.claim.vocabulary import phrases
from onrecord.lexicon import load
from onrecord.mark.figures import figures
from onrecord.mark.records import Figure, Time
from onrecord.mark.sentences import sentences
from onrecord.mark.times import times
from onrecord.model import Claim, Document, Span

_DIGIT = re.compile(r"\d")
_LONGEST = 700  # characters: what is longer is a table or a list
_NO_CUES = frozenset(("running", "war"))  # words that only qualify another
_MOST = 24  # figures of a sentence that is still one


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence with its figures and times, both in order; spans are counted from its `start`. `claims` lie in it."""

    text: str
    span: Span
    start: int
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]
    claims: tuple[Claim, ...]

    def between(self, left: Figure, right: Figure) -> str:
        """The words between two figures, in lower case."""
        return self.text[left.span.end : right.span.start].lower()

    def before(self, figure: Figure, reach: int = 60) -> str:
        """The words before a figure, those of its bound included, in lower case."""
        start = max(self.span.start, figure.number.start - reach)
        return self.text[start : figure.number.start].lower()

    def behind(self, figure: Figure, reach: int = 60) -> str:
        return self.text[figure.number.end : min(self.span.end, figure.number.end + reach)].lower()

    def claim_of(self, figure: Figure) -> Claim | None:
        """The claim that carries the figure: the shortest that covers its number and has its value."""
        held = [
            claim
            for claim in self.claims
            if claim.span.start <= figure.number.start
            and figure.number.end <= claim.span.end
            and (claim_quantity := getattr(claim, "quantity", None)) is not None
            and claim_quantity.value == figure.value
        ]
        return min(held, key=lambda claim: claim.span.end - claim.span.start, default=None)

    def written(self, figure: Figure, beside: Sequence[str]) -> Written:
        """A figure as the solver takes it; where no claim carries it, it is told at the first of those `beside`."""
        claim = self.claim_of(figure)
        amount = next(v for v in (figure.value, figure.low, figure.high, Decimal(0)) if v is not None)
        if claim is not None:
            return Written(id=claim.id, claim=claim.id, value=amount)
        at = f"{self.start + figure.number.start}/{amount}"
        return Written(id=at, claim=next(iter(beside), ""), value=amount, carried=False)

    def ids(self, *counted: Figure) -> tuple[str, ...]:
        """The claims that carry these figures; those of the sentence where none does."""
        found = [claim.id for figure in counted if (claim := self.claim_of(figure)) is not None]
        return tuple(dict.fromkeys(found)) or tuple(claim.id for claim in self.claims[:1])


def said(document: Document, claims: Sequence[Claim]) -> tuple[Said, ...]:
    """The sentences of an English text in which a word or mark tells of a relation between figures."""
    if document.language not in (None, "en"):
        return ()
    return tuple(_said(document, claims))


def _said(document: Document, claims: Sequence[Claim]) -> Iterator[Said]:
    text = document.text
    ordered = sorted(claims, key=lambda claim: claim.span.start)
    starts = [claim.span.start for claim in ordered]
    for span in sentences(text):
        if span.end - span.start > _LONGEST or _cues().search(text, span.start, span.end) is None:
            continue
        part = span.of(text)
        seen = times(part, document.published, "en")
        # "a day" without a number is read with the figure before it.
        taken = [time.span for time in seen if time.start is not None or _DIGIT.search(time.span.of(part))]
        found = figures(part, taken, "en")
        if not found or len(found) > _MOST:
            continue
        inside = ordered[bisect_left(starts, span.start) : bisect_right(starts, span.end)]
        yield Said(
            text=part,
            span=Span(0, len(part)),
            start=span.start,
            figures=tuple(found),
            times=tuple(seen),
            claims=tuple(_moved(inside, span.start)),
        )


def _moved(claims: Iterable[Claim], by: int) -> Iterator[Claim]:
    """The claims with spans counted from the sentence's first character."""
    for claim in claims:
        yield replace(claim, span=Span(claim.span.start - by, claim.span.end - by))


def width(figure: Figure, counted: Decimal | None = None) -> Interval | None:
    """What a figure allows in a sum counted in units of `counted`, or as written; None where it tells no amount."""
    return allowed(quantity(figure), counted) if figure.value is not None or figure.bound == "range" else None


def bare(figure: Figure) -> bool:
    """Whether a figure counts something one by one: no share, rate, bracket, sum of money or measure."""
    return (
        figure.value is not None
        and sane(figure.value)
        and figure.same_as is None
        and figure.per is None
        and figure.change is None
        and not figure.vague
        and figure.value % 1 == 0
        and (figure.unit is None or counts(figure.unit) is not None)
    )


@lru_cache(maxsize=2048)
def counts(unit: str) -> str | None:
    """The kind of thing that a counted noun names ("people" for soldiers, civilians and the dead), None for others."""
    last = unit.split()[-1].lower() if unit.split() else ""
    for phrase in phrases("en").get(last, ()):
        if len(phrase.words) == 1 and phrase.tag.group in ("noun", "outcome", "act"):
            if phrase.tag.group == "outcome" or phrase.tag.value in ("military", "civilian", "people"):
                return "people"
            return phrase.tag.value
    return None


@lru_cache(maxsize=1)
def cue_words() -> dict[str, tuple[str, ...]]:
    """The words of relations between figures, by relation."""
    table: dict[str, list[str]] = load("languages/en/audit.toml")["relations"]
    return {name: tuple(listed) for name, listed in table.items()}


@lru_cache(maxsize=16)
def cue(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any_of(cue_words()[name])})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    every = [word for name, listed in cue_words().items() if name not in _NO_CUES for word in listed]
    return re.compile(rf"(?<!\w)(?:{_any_of(every)})(?!\w)|: |[—–(]\w", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
