"""Sums and repeats: the relations of each series, each with its sum written out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from onrecord.audit import words
from onrecord.audit.figures import grain, rounded
from onrecord.audit.relate import REPEAT, SUM
from onrecord.audit.relations import Relation
from onrecord.audit.rules.misdated import misdated
from onrecord.audit.series import DAY, Series, Window
from onrecord.audit.ties import Term, Tied, step
from onrecord.audit.view import View
from onrecord.model import Finding, Period

_ROW = 3  # terms that each name their day


def sums(view: View) -> Iterator[Tied]:
    """Differences of totals and sums of days, within the document and against the record."""
    return _findings(view, SUM)


def repeats(view: View) -> Iterator[Tied]:
    """The same figure of the same voice, for the same time, stated again or on record; not where it is another day's,
    of which `misdated` speaks."""
    elsewhere = {found.finding.claims[-1] for found in misdated(view)}
    for tied in _findings(view, REPEAT):
        if tied.finding.verdict != "fails" or tied.finding.claims[-1] not in elsewhere:
            yield tied


def _findings(view: View, rule: str) -> Iterator[Tied]:
    for series, relations in zip(view.series, view.relations, strict=True):
        for alike in _alike(relation for relation in relations if relation.rule == rule):
            yield _finding(view, series, alike)


def _alike(relations: Iterable[Relation]) -> Iterable[list[Relation]]:
    """Relations that come to the same figure for the same claim and days: a week by its totals and by its days."""
    out: dict[tuple[str, Window, Decimal, str], list[Relation]] = {}
    for relation in relations:
        same = (relation.stated.claim.id, relation.window, relation.computed, relation.verdict)
        out.setdefault(same, []).append(relation)
    return out.values()


def _finding(view: View, series: Series, alike: list[Relation]) -> Tied:
    relation, verdict = alike[0], alike[0].verdict
    say = _said_of_sum if relation.rule == SUM else _said_of_repeat
    finding = Finding(
        rule=relation.rule,
        verdict=verdict,
        because=say(alike, verdict),
        claims=tuple(dict.fromkeys(identifier for one in alike for identifier in one.ids)),
        period=Period(start=relation.window[0], end=relation.window[1]),
        stated=words.figure(relation.stated.claim.quantity),
        computed=words.number(relation.computed),
        as_of=view.as_of,
    )
    otherwise = tuple(_other_days(relation, series)) if verdict == "fails" else ()
    return Tied(finding, tuple(one.tie(otherwise) for one in alike))


def _other_days(relation: Relation, series: Series) -> Iterator[Term]:
    """The days may be the wrong ones: a Sunday's report retold on Monday."""
    stated, (start, end) = relation.stated, relation.window
    if relation.rule != SUM or stated.claim.measure != "increment" or not stated.firm:
        return
    for shift in (-DAY, DAY):
        before, after = series.total(start + shift), series.total(end + shift)
        if before is not None and after is not None and after.amount - before.amount == stated.amount:
            why = f"{words.number(stated.amount)} is the sum of these days"
            yield step(stated.claim.id, words.window(start + shift, end + shift), why)


def _said_of_sum(alike: list[Relation], verdict: str) -> str:
    relation = alike[0]
    computed, stated = relation.computed, relation.stated.claim.quantity
    total = _sums(alike, words.number(computed))
    if verdict == "fails":
        return f"{total}, but {words.figure(stated)} is stated."
    if verdict == "within_rounding":
        return f"{total}, {_nearness(relation)}."
    if stated.value == computed and relation.stated.firm:
        return f"{total}, as stated."
    if stated.bound == "exact":
        return f"{total}, {_nearness(relation)}."
    return f"{total}, which agrees with “{words.figure(stated)}”."


def _sums(alike: list[Relation], computed: str) -> str:
    """Each sum written out, in one sentence."""
    first, *more = (f"{_sum(relation)} = {computed}" for relation in alike)
    return ", and ".join((first, *(f"{one[0].lower()}{one[1:]}" for one in more)))


def _sum(relation: Relation) -> str:
    """The sum written out, each figure of the record with its day; a row of days only begins by saying so."""
    terms = relation.terms
    if len(terms) > _ROW and not all(term.point.own for term in terms):
        return f"With the figures on record, {relation.sum()}"
    out = ""
    for term in terms:
        out += (" + " if term.sign > 0 else " - ") if out else ""
        out += words.number(term.point.amount)
        if not term.point.own and term.point.end is not None:
            out += f" (on record for {words.day(term.point.end)})"
    return out


def _nearness(relation: Relation) -> str:
    """In what way the stated figure is within rounding of the sum."""
    computed, quantity = relation.computed, relation.stated.claim.quantity
    stated = quantity.value
    if stated is not None and quantity.bound == "exact":
        unit = grain(stated)
        if rounded(computed, unit) == stated:
            return f"which rounds to the {words.number(stated)} stated"
        if stated <= computed < stated + unit:
            return f"which {words.number(stated)} gives cut off"
    return f"which is {words.figure(quantity)} as far as the rounding of its figures tells"


def _said_of_repeat(alike: list[Relation], verdict: str) -> str:
    relation = alike[0]
    first, again = relation.terms[0].point, relation.stated
    one, two = words.figure(first.claim.quantity), words.figure(again.claim.quantity)
    start, end = relation.window
    when = f"for {words.day(end)}" if start == end else f"for {words.window(start, end)}"
    same = again.firm and first.value == again.value
    if first.own:
        said = f"{two} is stated twice {when}." if same else f"{one}, stated {when}, agrees with “{two}”."
        both = f"{one} and {two} are both stated {when}"
    else:
        said = f"{one} is on record {when}, " + ("as stated." if same else f"which agrees with “{two}”.")
        both = f"{one} is on record {when}, but {two} is stated"
    if verdict == "holds":
        return said
    if verdict == "within_rounding":
        return both + ", the same but for rounding."
    return both + (", and they differ." if first.own else ".")
