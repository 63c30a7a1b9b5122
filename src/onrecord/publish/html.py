"""The page: each text with its claims marked where they stand, and beside them what was read and checked.

One file that asks nothing of anybody: its styles and its script are within it, and its Content-Security-Policy
allows those two by their hashes and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from onrecord.model import Reading
from onrecord.model.codec import reading_to_dict, to_json
from onrecord.publish import words
from onrecord.publish.inline import asset, embed, hashed
from onrecord.publish.marking import Paragraph, paragraphs
from onrecord.publish.report import (
    ATTENTION,
    ORDER,
    Check,
    Entry,
    Report,
    plural,
    reports,
    total,
)
from onrecord.publish.text import what, when


@dataclass(frozen=True, slots=True)
class _Told:
    """A report with all that the template needs to be told about it."""

    report: Report
    paragraphs: list[Paragraph]
    language: str | None
    link: str | None


def as_html(readings: Iterable[Reading]) -> str:
    """The whole page. Text from outside is escaped, and only http and https addresses can be followed."""
    readings = list(readings)
    told = [_told(report) for report in reports(readings)]
    style, script = asset("page.css"), asset("page.js")
    return template("page.html").render(
        documents=told,
        kinds=total([one.report.kinds for one in told], words.KIND_WORDS),
        verdicts=_claim_verdicts(told),
        checks=total([one.report.verdicts for one in told], ORDER),
        title=told[0].report.heading if len(told) == 1 else plural(len(told), "document"),
        style=style,
        script=script,
        style_hash=hashed(style),
        script_hash=hashed(script),
        data=embed(to_json([reading_to_dict(reading) for reading in readings])),
        linked=embed(json.dumps(_json_ld(told), ensure_ascii=False).encode("utf-8", "replace")),
    )


def _told(report: Report) -> _Told:
    document = report.document
    return _Told(
        report,
        paragraphs(document.text, [entry.claim.span for entry in report.entries]),
        words.language(document.language),
        words.link(document.url),
    )


def _claim_verdicts(told: list[_Told]) -> dict[str, int]:
    """How many claims stand under each verdict, "none" for those that no finding used."""
    counts = dict.fromkeys((*ORDER, "none"), 0)
    for one in told:
        for entry in one.report.entries:
            counts[entry.verdict or "none"] += 1
    return {verdict: count for verdict, count in counts.items() if count}


def template(name: str) -> Template:
    """A page; whatever it is given is escaped."""
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        words=words,
        what=what,
        when=when,
        details=_details,
        plural=plural,
        attention=ATTENTION,
        order=ORDER,
        groups=_groups,
    )
    environment.filters.update(
        visible=words.visible, line=words.line, day=words.day, long_day=_long_day, capitalize_first=_capitalized
    )
    return environment


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _long_day(value: date) -> str:
    return f"{value.day}\u00a0{value:%B}\u00a0{value.year}"


def _groups(checks: tuple[Check, ...]) -> list[tuple[str, list[Check]]]:
    """The checks by verdict, those that need attention first."""
    by_verdict: dict[str, list[Check]] = {}
    for check in checks:
        by_verdict.setdefault(check.finding.verdict, []).append(check)
    return list(by_verdict.items())


def _details(entry: Entry) -> Iterator[tuple[str, str]]:
    """What the note holds beyond its heading: label and words."""
    claim = entry.claim
    quantity = words.quantity_of(claim)
    if quantity is not None:
        yield "Figure", words.figure(quantity)
        if allowed := words.interval(quantity):
            yield "Interval", allowed
    if measure := words.measure(claim):
        reported = getattr(claim, "as_reported", None)
        yield "Measure", f"{measure}, reported as “{words.line(reported)}”" if reported else measure
    yield "Certainty", f"{claim.certainty}: {words.CERTAINTY_MEANINGS[claim.certainty]}"
    if cues := words.cues(claim.sources):
        yield "Said", cues
    if period := words.period(claim.period):
        yield "Period", f"{period}: {words.dating(claim.period)}"
    place = claim.place
    if place is not None:
        if place.lat is not None and place.lon is not None:
            yield "Place", f"{abs(place.lat):.2f}° {'NS'[place.lat < 0]}, {abs(place.lon):.2f}° {'EW'[place.lon < 0]}"
        if candidates := words.candidates(place):
            yield "May be", candidates


def _json_ld(told: list[_Told]) -> dict[str, Any]:
    """The claims in the vocabulary of schema.org: who said what, where it appeared; never whether it is true."""
    graph: list[dict[str, Any]] = []
    for one in told:
        document = one.report.document
        graph.append(
            _known(
                {
                    "@type": "CreativeWork",
                    "@id": f"#{one.report.anchor}",
                    "name": one.report.heading,
                    "url": one.link,
                    "publisher": {"name": document.publisher} if document.publisher else None,
                    "datePublished": document.published.isoformat() if document.published else None,
                    "inLanguage": one.language,
                }
            )
        )
        for entry in one.report.entries:
            claim = entry.claim
            start, end = claim.period.start, claim.period.end
            spoken = claim.sources[-1] if claim.sources else None
            graph.append(
                _known(
                    {
                        "@type": "Claim",
                        "@id": f"#{entry.anchor}",
                        "text": claim.text,
                        "author": {"name": spoken.name, "identifier": spoken.id} if spoken else None,
                        "appearance": {"@id": f"#{one.report.anchor}"},
                        "temporalCoverage": f"{start or '..'}/{end or '..'}" if start or end else None,
                        "spatialCoverage": {"@type": "Place", "name": claim.place.name} if claim.place else None,
                    }
                )
            )
    return {"@context": "https://schema.org", "@graph": graph}


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None}
