"""Where in a text the words stand that a finding is about: the figure of a claim, a weekday with its date."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence

from onrecord.audit import words
from onrecord.audit.rules.weekdays import dated_weekdays
from onrecord.mark.figures import figures
from onrecord.mark.records import Figure
from onrecord.model import Area, Claim, Document, Finding, Quantity, Span, Suspect

WEEKDAY = "weekday"
_PLAIN = re.compile(r"\+?\d[\d,]*(?:\.\d+)?")


class Whereabouts:
    """Finds words in one document. A paragraph is searched for figures once, when one of it is asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[int, Sequence[tuple[int, Figure]]] = {}
        self._weekdays: defaultdict[tuple[object, ...], deque[Span]] | None = None

    def of(self, claim: Claim) -> Span:
        """The number that the claim states, to the end of its conversion where it has one; the whole claim where it
        states none, or its words are not found again."""
        at, number = self._number(claim)
        if number is None:
            return claim.span
        if not isinstance(claim, Area) or claim.conversion is None:
            return _at(number.number, at)
        other = self._converted(claim)
        return Span(number.span.start + at, (other or number).span.end + at)

    def weekday(self, finding: Finding) -> Span | None:
        """The words of a weekday's finding; the findings are to be asked for in the order of the text."""
        if self._weekdays is None:
            self._weekdays = defaultdict(deque)
            for dated in dated_weekdays(self._document):
                self._weekdays[dated.day, words.WEEKDAYS[dated.weekday]].append(dated.span)
        found = self._weekdays[finding.period.start if finding.period else None, finding.stated]
        return found.popleft() if found else None

    def replaced(self, suspect: Suspect, claim: Claim) -> tuple[Span, str] | None:
        """What a suspect would put in the place of which words, where it is one plain number for another."""
        at, number = self._number(claim)
        if number is None:
            return None
        place, instead = _at(number.number, at), suspect.instead
        if isinstance(claim, Area) and claim.conversion is not None:
            other = self._converted(claim)
            if other is None:
                return None
            for unit, span in ((claim.conversion.unit, _at(other.number, at)), (claim.quantity.unit or "", place)):
                if instead.endswith(f" {words.unit(unit)}"):
                    place, instead = span, instead.removesuffix(f" {words.unit(unit)}")
        written = place.of(self._document.text)
        if not _PLAIN.fullmatch(instead) or not _PLAIN.fullmatch(written):
            return None
        instead = instead if "," in written or written.startswith("0") else instead.replace(",", "")
        return place, instead if written.startswith("+") else instead.removeprefix("+")

    def _number(self, claim: Claim) -> tuple[int, Figure | None]:
        quantity: Quantity | None = getattr(claim, "quantity", None)
        if quantity is None:
            return 0, None
        ends = (quantity.value, quantity.low, quantity.high)
        inside = [
            (at, figure)
            for at, figure in self._figures(claim)
            if claim.span.covers(_at(figure.number, at)) and figure.same_as is None
        ]
        for at, figure in inside:
            if (figure.value, figure.low, figure.high) == ends:
                return at, figure
        for at, figure in inside:
            if figure.value is not None and figure.value == quantity.value:
                return at, figure
        return 0, None

    def _converted(self, claim: Area) -> Figure | None:
        """The figure in the other unit."""
        given = claim.conversion
        assert given is not None
        for at, figure in self._figures(claim):
            if claim.span.covers(_at(figure.number, at)) and (figure.unit, figure.value) == (given.unit, given.value):
                return figure
        return None

    def _figures(self, claim: Claim) -> Sequence[tuple[int, Figure]]:
        text = self._document.text
        start = text.rfind("\n", 0, claim.span.start) + 1
        if start not in self._found:
            end = text.find("\n", max(claim.span.end, start))
            paragraph = text[start:] if end < 0 else text[start:end]
            self._found[start] = [(start, figure) for figure in figures(paragraph, (), self._document.language)]
        return self._found[start]


def _at(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)
