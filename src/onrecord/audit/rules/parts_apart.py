"""Parts told behind their whole: "31 people were killed in the south. ... 12 of them in Kherson, 20 in Odesa" are more
than it. What "them" are is the largest figure of the kind before it in the sentence, else in the two before that one.

    whole >= the first part, and the sum of the parts where each has its own place
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.figures import Interval
from onrecord.audit.rules.wholes import alike, of_them
from onrecord.audit.said import Said, bare, cue, width
from onrecord.audit.ties import Term, Tied, Written, tie
from onrecord.audit.view import View
from onrecord.claim.quantities import quantity
from onrecord.mark.figures import figures
from onrecord.mark.records import Figure
from onrecord.mark.sentences import sentences
from onrecord.model import Finding, Span

_LEAD, _SENTENCES = 500, 2  # characters and sentences before the part in which the whole is looked for
_PLACED = re.compile(r"^[^.;:()\d]{0,30}\b(?:in|near|around|outside) (?:the )?[A-Z]")
_GAP = 60


def parts_apart(view: View) -> Iterator[Tied]:
    for sentence in view.said:
        counted = [figure for figure in sentence.figures if bare(figure)]
        at = next((at for at, figure in enumerate(counted) if of_them(sentence, figure)), None)
        if at is None:
            continue
        start, wholes = sentence.start, [figure for figure in counted[:at] if alike(figure, counted[at])]
        if not wholes:
            start, before = _before(view.document.text, sentence.start)
            wholes = [figure for figure in before if bare(figure) and alike(figure, counted[at])]
        if wholes:
            whole = max(wholes, key=lambda figure: figure.value or Decimal(0))
            finding = _finding(view, sentence, whole, start, list(_parts(sentence, counted[at:])))
            if finding is not None:
                yield finding


def _before(text: str, start: int) -> tuple[int, Sequence[Figure]]:
    """Where the sentences before begin, and the figures of the nearest that has some."""
    lead = text[max(0, start - _LEAD) : start]
    spans = [span for span in sentences(lead) if span.start or start <= _LEAD]
    for span in reversed(spans[-_SENTENCES:]):
        found = [figure for figure in figures(span.of(lead), (), "en") if bare(figure)]
        if found:
            return max(0, start - _LEAD) + span.start, found
    return 0, ()


def _parts(sentence: Said, counted: Sequence[Figure]) -> Iterator[Figure]:
    """The first, and those behind it that have each a place of their own, as it has."""
    first, *more = counted
    yield first
    for left, right in zip(counted, more, strict=False):
        behind = sentence.text[left.number.end : right.number.start]
        told = sentence.text[right.number.end : right.number.end + _GAP]
        if len(behind) > _GAP or not (_PLACED.match(behind) and _PLACED.match(told)) or not alike(left, right):
            return
        if cue("including").search(behind.replace(" of them", "")) is not None:
            return
        yield right


def _finding(view: View, sentence: Said, whole: Figure, start: int, parts: Sequence[Figure]) -> Tied | None:
    widths = [width(part) for part in parts]
    allows = width(whole)
    lows = [one.low for one in widths if one is not None and one.low is not None]
    if allows is None or allows.high is None or len(lows) != len(parts) or sum(lows, Decimal(0)) <= allows.high:
        return None
    written = _written(view, whole, start)
    claims = tuple(dict.fromkeys((*sentence.ids(*parts), *((written.claim,) if written.claim else ()))))
    added = " + ".join(words.figure(quantity(part)) for part in parts)
    computed = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    total = f" = {words.number(computed)}" if len(parts) > 1 else ""
    stated = words.figure(quantity(whole))
    finding = Finding(
        rule="whole",
        verdict="fails",
        because=f"{added} of them{total} is more than the {stated} told before.",
        claims=claims,
        stated=stated,
        computed=words.number(computed),
        as_of=view.as_of,
    )
    terms = [Term(Decimal(-1), written), *(Term(Decimal(1), sentence.written(part, claims)) for part in parts)]
    return Tied(finding, (tie(terms, Interval(None, Decimal(0)), holds=False, bounds=True),))


def _written(view: View, figure: Figure, start: int) -> Written:
    """A figure of a sentence that begins at `start`, with the claim that carries it."""
    assert figure.value is not None
    at = Span(figure.number.start + start, figure.number.end + start)
    held = [claim for claim in view.claims if claim.span.covers(at) and _value(claim) == figure.value]
    id = min(held, key=lambda claim: claim.span.end - claim.span.start).id if held else ""
    return Written(id=id or f"{at.start}", claim=id, value=figure.value)


def _value(claim: object) -> Decimal | None:
    held = getattr(claim, "quantity", None)
    return None if held is None else held.value
