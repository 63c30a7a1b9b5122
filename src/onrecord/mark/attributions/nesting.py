"""Who stands inside whom: each attribution with the smallest other one that holds it."""

from __future__ import annotations

from onrecord.mark.records import Attribution


def nested(flat: list[Attribution], given: dict[int, int]) -> tuple[Attribution, ...]:
    """The same attributions, each with the index of the smallest one that holds it, or the `given` one."""
    out: list[Attribution] = []
    for n, inner in enumerate(flat):
        best, size = given.get(n), 0
        for m in range(0) if n in given else range(max(0, n - 12), min(len(flat), n + 12)):
            if m != n and _holds(flat[m], inner) and not (_holds(inner, flat[m]) and m > n):
                length = sum(span.end - span.start for span in flat[m].content)
                if best is None or length < size or (length == size and given.get(m) == best):
                    best, size = m, length
        out.append(_with_parent(inner, best))
    return tuple(out)


def _with_parent(a: Attribution, parent: int | None) -> Attribution:
    return Attribution(source=a.source, cue=a.cue, content=a.content, parent=parent, quoted=a.quoted, stance=a.stance)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the cue of `inner`, and what it says, stand within the content of `outer`."""
    return all(any(span.covers(part) for span in outer.content) for part in (*inner.cue, *inner.content))
