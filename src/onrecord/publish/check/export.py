"""A checked draft as JSON: docs/check.md describes each field."""

from __future__ import annotations

from typing import Any

from onrecord.audit.check import Cited, Figure, Remark, Repair
from onrecord.model import Claim, Span
from onrecord.model.codec import claim_to_dict, document_to_dict, finding_to_dict, to_json
from onrecord.publish import words
from onrecord.publish.check.draft import Draft
from onrecord.publish.report import ORDER


def as_json(draft: Draft, *, strict: bool = False) -> bytes:
    """One object on one line, without a newline at its end."""
    checked = draft.checked
    return to_json(
        {
            "document": document_to_dict(checked.document),
            "where": draft.where,
            "verbatim": draft.verbatim,
            "ledger": draft.ledger,
            "as_of": checked.as_of,
            "failed": bool(checked.open(strict=strict)),
            "remarks": [_remark(one, draft) for one in checked.remarks],
            "verdicts": {verdict: checked.verdicts.get(verdict, 0) for verdict in ORDER},
            "figures": checked.figures,
            "unchecked": [_figure(one, draft) for one in checked.unchecked],
            "notes": [{"code": one.code, "message": one.message} for one in checked.reading.notes],
        }
    )


def _remark(remark: Remark, draft: Draft) -> dict[str, Any]:
    finding, accepted = finding_to_dict(remark.finding), remark.accepted
    return {
        "id": remark.id,
        "rule": finding["rule"],
        "verdict": finding["verdict"],
        "level": remark.level,
        **_place(remark.span, draft),
        **{key: finding[key] for key in ("because", "stated", "computed", "period")},
        "beside": [_figure(one, draft) for one in remark.beside],
        "recorded": [_cited(one) for one in remark.cited],
        "suspects": [_suspect(one, draft) for one in remark.repairs],
        "accepted": accepted
        and {"reason": accepted.reason, "by": accepted.by, "recorded": f"{accepted.recorded:%Y-%m-%dT%H:%M:%SZ}"},
    }


def _place(span: Span, draft: Draft) -> dict[str, Any]:
    start, end = draft.at(span.start), draft.at(span.end)
    return {
        "text": span.of(draft.text),
        "span": list(span),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    }


def _figure(figure: Figure, draft: Draft) -> dict[str, Any]:
    return {"claim": figure.claim.id, "figure": _amount(figure.claim), **_place(figure.span, draft)}


def _amount(claim: Claim) -> str | None:
    quantity = words.quantity_of(claim)
    return None if quantity is None else words.figure(quantity)


def _cited(cited: Cited) -> dict[str, Any]:
    return {
        "claim": claim_to_dict(cited.claim),
        "figure": _amount(cited.claim),
        "document": document_to_dict(cited.document),
    }


def _suspect(repair: Repair, draft: Draft) -> dict[str, Any]:
    """`here` is false for a figure of the record; `replacement` is what would be written, and for which words."""
    place, replaced = repair.figure, repair.replaced
    return {
        "claim": repair.suspect.claim,
        "here": place is not None,
        **(_place(place.span, draft) if place is not None else {}),
        "instead": repair.suspect.instead,
        "why": repair.suspect.why,
        "replacement": {"span": list(replaced[0]), "text": replaced[1]} if replaced is not None else None,
    }
