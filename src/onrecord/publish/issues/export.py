"""An issue log as CSV and JSON: a row or an object an issue, with ids that stay the same while the record does."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from onrecord.audit.issues import sentences
from onrecord.model.codec import to_json
from onrecord.publish.export import cell

if TYPE_CHECKING:
    from onrecord.audit.issues import Issue, Log, Mend, Told

COLUMNS: Final = (
    "id",
    "kind",
    "side",
    "categories",
    "start",
    "end",
    "because",
    "sums",
    "suspect",
    "look",
    "repairs",
    "proved",
    "left_out",
    "sources",
    "documents",
    "claims",
    "as_of",
)
"""The columns of the CSV. New ones go to the end, none is renamed or moved."""


def issues_csv(log: Log) -> str:
    """A row an issue under a header. Several of a kind in one cell are parted by " | ", ids and addresses by spaces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for issue in log.issues:
        row = _row(issue) | {"as_of": log.as_of}
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def _row(issue: Issue) -> dict[str, Any]:
    first = issue.repairs[0] if issue.repairs else None
    documents = dict.fromkeys(one for figure in issue.figures for one in figure.documents)
    return {
        **{name: getattr(issue, name) for name in COLUMNS if hasattr(issue, name)},
        "categories": " ".join(issue.categories),
        "sums": " | ".join(issue.sums),
        "suspect": repair(first) if first else None,
        "look": first.why if first else None,
        "repairs": " | ".join(map(repair, issue.repairs)),
        "sources": " | ".join(issue.sources),
        "documents": " ".join(documents),
        "claims": " ".join(issue.claims),
    }


def repair(mend: Mend) -> str:
    """ "the increment of 11 June 2023, +20 (by whom), should be +24; and ..."."""
    return "; and ".join(map(sentences.change, mend.changes))


def issues_json(log: Log) -> bytes:
    """One object on one line: docs/audit.md lists its fields."""
    kinds = [issue.kind for issue in log.issues]
    return (
        to_json(
            {
                "as_of": log.as_of,
                "series": log.series,
                "figures": log.figures,
                "relations": log.relations,
                "kinds": {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
                "issues": [_issue(issue) for issue in log.issues],
            }
        )
        + b"\n"
    )


def _issue(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "kind": issue.kind,
        "side": issue.side,
        "categories": issue.categories,
        "start": issue.start,
        "end": issue.end,
        "because": issue.because,
        "sums": issue.sums,
        "proved": issue.proved,
        "repairs": [_mend(mend) for mend in issue.repairs],
        "left_out": issue.left_out,
        "figures": [_told(figure) for figure in issue.figures],
        "sources": issue.sources,
        "claims": issue.claims,
    }


def _mend(mend: Mend) -> dict[str, Any]:
    return {
        "text": repair(mend),
        "why": mend.why,
        "changes": [
            {"figure": _told(change.figure), "low": change.low, "high": change.high, "look": change.look}
            for change in mend.changes
        ],
    }


def _told(figure: Told) -> dict[str, Any]:
    return {
        "category": figure.category,
        "day": figure.day,
        "what": figure.what,
        "value": figure.value,
        "by": figure.by,
        "claims": figure.claims,
        "documents": figure.documents,
    }
