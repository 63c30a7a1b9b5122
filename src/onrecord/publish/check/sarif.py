"""Checked drafts as SARIF 2.1.0 (OASIS, 2020), which editors and code forges show beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from onrecord.audit.check import LEVELS, Remark
from onrecord.model import Span
from onrecord.model.codec import to_json
from onrecord.publish import words
from onrecord.publish.check import told
from onrecord.publish.check.draft import Draft
from onrecord.publish.check.rules import about
from onrecord.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SPECIAL = re.compile(r"[\\\[\]]")


def as_sarif(drafts: Iterable[Draft], *, strict: bool = False) -> bytes:
    """One log with one run. Columns and offsets count UTF-16 code units, as editors do. Where a text is not the file's
    own, a result names the file and the words, and no region of it."""
    drafts = list(drafts)
    rules = sorted({remark.finding.rule for draft in drafts for remark in draft.checked.remarks})
    files = {draft.where: draft for draft in reversed(drafts)}  # several texts may be of one file: the first names it
    artifacts = {where: n for n, where in enumerate(dict.fromkeys(draft.where for draft in drafts))}
    results = [
        _result(remark, draft, artifacts[draft.where], rules) for draft in drafts for remark in draft.checked.remarks
    ]
    run = {
        "tool": {
            "driver": {
                "name": "Onrecord",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": int(any(draft.checked.open(strict=strict) for draft in drafts)),
                "toolExecutionNotifications": [_notification(draft, artifacts[draft.where]) for draft in drafts],
            }
        ],
        "artifacts": [_artifact(files[where]) for where in artifacts],
        "results": results,
    }
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + b"\n"


def _rule(rule: str) -> dict[str, Any]:
    told_of = about(rule)
    return {
        "id": rule,
        "name": told_of.name,
        "shortDescription": {"text": told_of.short},
        "fullDescription": {"text": f"{told_of.short} {told_of.full}"},
        "help": {"text": told_of.full, "markdown": told_of.full},
        "defaultConfiguration": {"level": told_of.level},
    }


def _artifact(draft: Draft) -> dict[str, Any]:
    document = draft.checked.document
    told_of: dict[str, Any] = {
        "location": {"uri": _uri(draft.where)},
        "roles": ["analysisTarget"],
        "description": {"text": words.heading(document)},
    }
    return told_of | ({"hashes": {"sha-256": document.sha256}} if draft.verbatim else {})


def _notification(draft: Draft, artifact: int) -> dict[str, Any]:
    """What could be checked, and what the reading noted: no finding is not yet a good text."""
    text = " ".join([f"{told.outcome(draft)}.", *told.coverage(draft), *told.notes(draft.checked)])
    return {"level": "note", "message": _message(text), "locations": [{"physicalLocation": _in(draft, artifact)}]}


def _result(remark: Remark, draft: Draft, artifact: int, rules: list[str]) -> dict[str, Any]:
    finding = remark.finding
    said = [f"{told.verdict(remark)}: {words.line(finding.because)}"]
    said += [f"On record: {told.cited(one)}." for one in remark.cited[:6]]
    said += [f"Suspect: {told.suspect(one, draft)}." for one in remark.repairs]
    beside = [_location(one.span, draft, artifact, words.shorten(one.span.of(draft.text), 40)) for one in remark.beside]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[finding.verdict],
        "message": _message(" ".join(said)),
        "locations": [_location(remark.span, draft, artifact)],
        "partialFingerprints": {"onrecordFinding/v1": remark.id},
        "properties": {"id": remark.id, "verdict": finding.verdict, "text": remark.span.of(draft.text)},
    }
    if beside:
        result["relatedLocations"] = [{"id": n, **one} for n, one in enumerate(beside, 1)]
    if fixes := _fixes(remark, draft, artifact):
        result["fixes"] = fixes
    if remark.accepted is not None:
        suppression = {"kind": "external", "status": "accepted", "justification": told.accepted(remark.accepted)}
        result["suppressions"] = [suppression]
    return result


def _fixes(remark: Remark, draft: Draft, artifact: int) -> list[dict[str, Any]]:
    """One for each suspect of the draft that is a number for a number; none is said to be the right one."""
    if not draft.verbatim:
        return []
    return [
        {
            "description": _message(f"If this is the wrong one: {told.suspect(repair, draft)}"),
            "artifactChanges": [
                {
                    "artifactLocation": _in(draft, artifact)["artifactLocation"],
                    "replacements": [
                        {
                            "deletedRegion": _region(repair.replaced[0], draft),
                            "insertedContent": {"text": repair.replaced[1]},
                        }
                    ],
                }
            ],
        }
        for repair in remark.repairs
        if repair.replaced is not None
    ]


def _location(span: Span, draft: Draft, artifact: int, message: str | None = None) -> dict[str, Any]:
    place = _in(draft, artifact)
    out: dict[str, Any] = {"physicalLocation": place}
    if draft.verbatim:
        place["region"] = {**_region(span, draft), "snippet": {"text": span.of(draft.text)}}
    else:
        at = draft.at(span.start)
        out["logicalLocations"] = [{"fullyQualifiedName": f"line {at.line}, character {at.column} of the text"}]
    return out if message is None else out | {"message": _message(message)}


def _in(draft: Draft, artifact: int) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(draft.where), "index": artifact}}


def _region(span: Span, draft: Draft) -> dict[str, int]:
    """In UTF-16 code units. The offset is told only of a file whose lines end as the text's do."""
    start, end = draft.at(span.start), draft.at(span.end)
    region = {
        "startLine": start.line,
        "startColumn": _column(draft, span.start),
        "endLine": end.line,
        "endColumn": _column(draft, span.end),
    }
    if draft.newlines_kept:
        ahead = (draft.before or "") + draft.text[: span.start]
        region |= {"charOffset": _units(ahead), "charLength": _units(span.of(draft.text))}
    return region


def _column(draft: Draft, offset: int) -> int:
    line, column = draft.at(offset)
    start = draft.start_of(line)
    return 1 + _units(draft.whole[start : start + column - 1])


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _message(text: str) -> dict[str, str]:
    """Brackets and braces of a text are no links and no placeholders."""
    escaped = _SPECIAL.sub(lambda found: f"\\{found[0]}", words.visible(text))
    return {"text": escaped.replace("{", "{{").replace("}", "}}")}


def _uri(where: str) -> str:
    """A path relative to the current folder stays relative, for editors and forges look there."""
    if where.startswith(("http://", "https://")):
        return quote(where, safe=":/?#[]@!$&'()*+,;=%~")
    path = Path(where)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
