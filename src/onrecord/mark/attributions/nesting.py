"""Who stands inside whom: each attribution with the smallest other one that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.mark.attributions.tokens import QUOTES
from onrecord.mark.records import Attribution
from onrecord.model import Span

_NEAR = 12  # attributions to each side among which the one that holds another is looked for
_BEFORE = 90  # characters before a speaker in which a comparison begins; behind one, in which his clause goes on
# What sets another's words beside what was said: the author compares, not who said it.
_BESIDE = re.compile(
    r"(?:,\s+(?:an?\s+\w+\s+)?(?:[\w-]+\s+){0,3}?(?:twice|half|double|triple|(?:times|more|fewer|less|higher|lower)(?:\s+than)?"
    r"|above|below|short\s+of|compared\s+(?:with|to)|against|versus|up\s+from|down\s+from|at\s+odds\s+with|unlike|despite"
    r"|(?:minutes?|hours?|days?|weeks?|months?|years?)\s+(?:after|before))"
    r"|,?\s+(?:contrary\s+to|in\s+spite\s+of))(?:\s+what)?(?:\s+the)?\s+\Z"
)
_JOINED = re.compile(r"(?:and|but|while|whereas|though|although)\s+(?:an?\s+|the\s+)?", re.IGNORECASE)
_LONGEST = 400  # characters before a speaker in which his clause begins
_INSERTED = ("according to", "per")
_CLAUSE = re.compile(r"[,;:]\s+(?:and\s+|but\s+)?|\s(?:and|but|that)\s")


def nested(flat: list[Attribution], given: dict[int, int], text: str) -> tuple[Attribution, ...]:
    """The same attributions, each with the index of the smallest one that holds it, or the `given` one."""
    flat, beside = _clear(flat, text)
    given = {n: m for n, m in given.items() if (m, n) not in beside}
    out: list[Attribution] = []
    for n, inner in enumerate(flat):
        best, size = given.get(n), 0
        for m in range(0) if n in given else range(max(0, n - _NEAR), min(len(flat), n + _NEAR)):
            if m != n and _holds(flat[m], inner) and not (_holds(inner, flat[m]) and m > n):
                length = sum(span.end - span.start for span in flat[m].content)
                if best is None or length < size or (length == size and given.get(m) == best):
                    best, size = m, length
        out.append(replace(inner, parent=best))
    return tuple(out)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the cue of `inner`, and what it says, stand within the content of `outer`."""
    return all(any(span.covers(part) for span in outer.content) for part in (*inner.cue, *inner.content))


def _clear(flat: Sequence[Attribution], text: str) -> tuple[list[Attribution], set[tuple[int, int]]]:
    """The same, each rid of what is only set beside it ("A, twice the army's estimate of B"), and of the words of
    whoever it is set into ("X said A, and B, according to Y, C": Y is told of by X); and which is beside which."""
    out, apart = list(flat), set[tuple[int, int]]()
    for n, one in enumerate(flat):
        for m in range(n + 1, min(len(flat), n + _NEAR)):
            begins = min(span.start for span in (*flat[m].source[:1], *flat[m].cue))
            if begins >= out[n].content[-1].end:
                break
            behind = out[n].content[-1]  # "A, X said, and Y said B"
            if len(out[n].content) > 1 and behind.start >= one.cue[0].end and flat[m].cue[0].start > begins:
                if _JOINED.fullmatch(text, behind.start, max(begins, behind.start)):
                    out[n] = replace(out[n], content=out[n].content[:-1])
                    apart.add((n, m))
                    continue
            if (whole := next((span for span in out[n].content if span.start < begins < span.end), None)) is None:
                continue
            if text[whole.start] not in QUOTES:
                beside = _BESIDE.search(text, max(whole.start + 1, begins - _BEFORE), begins)
                if beside is not None and out[n].cue[0].end <= whole.start:
                    kept = [span for span in out[n].content if span.end <= whole.start]
                    out[n] = replace(out[n], content=(*kept, Span(whole.start, beside.start())))
                    apart.add((n, m))
                    continue
            if flat[m].cue[0].of(text).lower() in _INSERTED and _swallows(flat[m], one):
                ends = flat[m].source[-1].end if flat[m].source else whole.end
                if len(text[ends : min(whole.end, ends + _BEFORE)].split()) > 2:
                    clauses = _CLAUSE.finditer(text, max(whole.start, begins - _LONGEST), begins - 2)
                    start = max((found.end() for found in clauses), default=max(whole.start, begins - _LONGEST))
                    before = Span(start, start + len(text[start:begins].rstrip(" ,")))
                    out[m] = replace(out[m], content=(before, Span(ends, whole.end)))
    return out, apart


def _swallows(one: Attribution, other: Attribution) -> bool:
    """Whether a content holds another's cue."""
    return any(span.covers(other.cue[0]) for span in one.content)
