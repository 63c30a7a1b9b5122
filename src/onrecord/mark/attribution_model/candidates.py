"""From the network's probabilities to spans: cues, and for each the words of its source and its content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from onrecord.mark.attribution_model.network import Floats, Network, Seen
from onrecord.mark.attribution_model.pieces import Words
from onrecord.mark.attributions.tokens import Quotations
from onrecord.model import Span

_EAGER = 2.0  # how much likelier, as a logarithm, a cue is taken for than the network says
_LEAST = 0.25  # probability of a candidate's cue at least; the weigher decides on what is above
_MOST = 24  # cues of one window; edited texts have a dozen at most
_GAP = 2  # words of no role that a content takes in between two of its parts
_SPEECH = 30  # characters of a quotation at least that is taken whole


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may say what, by the network. `cue` is a range of words, `sure` how likely they are a cue; `spoken` and
    `said` are how surely its source and content are told, 0 without any, `least` is that of the content's least sure
    word. `doubt` grows with the words that could be of either."""

    cue: tuple[int, int]
    sure: float
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    spoken: float
    said: float
    least: float
    doubt: float


def cues(seen: Seen, given: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of words, in order: the cues that the network sees, and the `given` ones that touch none of them or make
    one of them several. Of a window that is little but cues the likeliest are taken."""
    eager = seen.cue.copy()
    eager[:, 0] *= np.exp(-_EAGER)
    labels = eager.argmax(-1)
    found: list[tuple[int, int]] = []
    for row in map(int, np.flatnonzero(labels)):
        first = row + seen.base
        if found and first < found[-1][1]:
            continue
        last = first + 1
        while row + last - first < len(labels) and labels[row + last - first] == 2 and seen.together(first, last + 1):
            last += 1
        if seen.cue[row : row + last - first, 1:].sum(-1).mean() >= _LEAST:
            found.append((first, last))
    found = [cue for cue in found if _several(cue, given) < 2]
    starts = [first for first, _ in found]
    added = []
    for first, last in given:
        at = bisect_left(starts, last)
        if (at == 0 or found[at - 1][1] <= first) and seen.together(first, last):
            added.append((first, last))
    taken: list[tuple[int, int]] = []
    for _, window in groupby(sorted({*found, *added}), key=lambda cue: seen.window_of(cue[0])):
        likeliest = sorted(window, key=lambda cue: float(seen.cue[cue[0] - seen.base, 0]))[:_MOST]
        taken += sorted(likeliest)
    return taken


def _several(cue: tuple[int, int], given: Sequence[tuple[int, int]]) -> int:
    """How many different ones of the `given`, in order, a cue touches."""
    at = bisect_left(given, (cue[1], 0))
    return len({other for other in given[max(0, at - 4) : at] if other[1] > cue[0]})


def candidates(
    network: Network, seen: Seen, words: Words, text: str, ranges: Sequence[tuple[int, int]], quotations: Quotations
) -> list[Candidate]:
    out = []
    for cue, (at, roles) in zip(ranges, network.roles(seen, ranges), strict=True):
        source, content = roles[:, 1:3].sum(-1), roles[:, 3:5].sum(-1)
        speaks = (source >= 0.5) & (source > content)
        says = (content >= 0.5) & (content > source)
        speakers = _runs(at, speaks, speaks, 0)
        speaker = max(speakers, key=lambda run: float(source[run[0] : run[1]].mean()), default=None)
        parts = _runs(at, says, speaks | (at >= cue[0]) & (at < cue[1]), _GAP)
        out.append(
            Candidate(
                cue=cue,
                sure=float(seen.cue[cue[0] - seen.base : cue[1] - seen.base, 1:].sum(-1).mean()),
                source=(_span(words, at, speaker),) if speaker else (),
                content=joined(
                    [snapped(text, _span(words, at, part)) for part in parts], words.starts[cue[0]], quotations
                ),
                spoken=_mean(source, [speaker] if speaker else []),
                said=_mean(content, parts),
                least=float(content[says].min()) if says.any() else 0.0,
                doubt=float(-(roles * np.log(roles + 1e-6)).sum()) / 10,
            )
        )
    return out


def _mean(likely: Floats, runs: Sequence[tuple[int, int]]) -> float:
    return float(np.concatenate([likely[a:b] for a, b in runs]).mean()) if runs else 0.0


def _runs(
    at: NDArray[np.int64], taken: NDArray[np.bool_], blocked: NDArray[np.bool_], gap: int
) -> list[tuple[int, int]]:
    """Ranges of places whose words are taken, up to `gap` others aside that are not blocked, and stand together."""
    out: list[tuple[int, int]] = []
    for place in map(int, np.flatnonzero(taken)):
        if out:
            start, end = out[-1]
            if place - end <= gap and at[place] - at[end - 1] == place - end + 1 and not blocked[end:place].any():
                out[-1] = (start, place + 1)
                continue
        out.append((place, place + 1))
    return out


def _span(words: Words, at: NDArray[np.int64], run: tuple[int, int]) -> Span:
    return Span(words.starts[at[run[0]]], words.ends[at[run[1] - 1]])


def snapped(text: str, span: Span) -> Span:
    """The span with its own quotation marks, where it begins or ends right beside them."""
    start, end = span
    for opens, closes in ("“”", '""', "«»"):
        if start and text[start - 1] == opens and closes in text[start : end + 3]:
            start -= 1
        inside = text[start:end]
        unclosed = inside.count(opens) > inside.count(closes) if opens != closes else inside.count(opens) % 2
        after = text.find(closes, end, end + 3) if unclosed else -1
        if after >= 0 and not text[end:after].strip(" .,!?…"):
            end = after + 1
    return Span(start, end)


def joined(parts: Sequence[Span], cue: int, quotations: Quotations) -> tuple[Span, ...]:
    """The parts of a content in order, and any quotation most of which they cover, whole, unless the cue at position
    `cue` stands in it."""
    spans = list(parts)
    for quotation in {q for part in parts for q in quotations.within(part)}:
        if quotation.start <= cue < quotation.end or quotation.end - quotation.start < _SPEECH:
            continue
        covered = sum(max(0, min(quotation.end, end) - max(quotation.start, start)) for start, end in parts)
        if 2 * covered >= quotation.end - quotation.start:
            spans.append(Span(quotation.start, quotation.end))
    spans.sort()
    out: list[Span] = []
    for span in spans:
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(span.end, out[-1].end))
        else:
            out.append(span)
    return tuple(out)
