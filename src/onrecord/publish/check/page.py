"""Checked drafts as one page that needs nothing else, not even a script: beside its words what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.audit.check import Remark
from onrecord.model import Span
from onrecord.publish import words
from onrecord.publish.check import told
from onrecord.publish.check.draft import Draft
from onrecord.publish.html import template
from onrecord.publish.inline import asset, hashed
from onrecord.publish.marking import Paragraph, paragraphs
from onrecord.publish.report import plural


@dataclass(frozen=True, slots=True)
class _Told:
    """A draft with all that the template needs. Of the marks in `paragraphs` the first are the remarks, in their order,
    then come figures that could not be checked, and last those that notes lead to; `places` are their anchors."""

    draft: Draft
    anchor: str
    remarks: tuple[Remark, ...]
    paragraphs: list[Paragraph]
    places: dict[Span, str]
    heading: str
    link: str | None
    language: str | None


def as_html(drafts: Iterable[Draft]) -> str:
    """The whole page. Text from outside is escaped, and only http and https addresses can be followed."""
    told_of = [_told(draft, f"d{number}") for number, draft in enumerate(drafts, 1)]
    style = f"{asset('page.css')}\n{asset('check.css')}"
    return template("check.html").render(
        drafts=told_of,
        title=told_of[0].heading if len(told_of) == 1 else plural(len(told_of), "draft"),
        style=style,
        style_hash=hashed(style),
        told=told,
    )


def _told(draft: Draft, anchor: str) -> _Told:
    document, remarks = draft.checked.document, draft.checked.remarks
    spans = [remark.span for remark in remarks] + [figure.span for figure in draft.checked.unchecked]
    places = {remark.span: f"{anchor}-r{number}" for number, remark in reversed(list(enumerate(remarks, 1)))}
    for span in dict.fromkeys(span for remark in remarks for span in _led_to(remark)):
        if span not in places:
            places[span] = f"{anchor}-w{len(spans)}"
            spans.append(span)
    return _Told(
        draft=draft,
        anchor=anchor,
        remarks=remarks,
        paragraphs=paragraphs(document.text, spans),
        places=places,
        heading=words.heading(document),
        link=words.link(document.url),
        language=words.language(document.language),
    )


def _led_to(remark: Remark) -> Iterator[Span]:
    yield from (figure.span for figure in remark.beside)
    yield from (repair.figure.span for repair in remark.repairs if repair.figure is not None)
