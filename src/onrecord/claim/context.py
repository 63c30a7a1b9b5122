"""What a claim reader is given: the document, its marks and chains, and one way to make a claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from onrecord.claim.judge import accepts
from onrecord.claim.scene import Scene
from onrecord.claim.sources import Chains
from onrecord.mark.records import Attribution, Marks, Time
from onrecord.model import Claim, Document, Loss, Period, Source, Span
from onrecord.model.claim import Certainty, Party

C = TypeVar("C", bound=Claim)


@dataclass(slots=True)
class Context:
    document: Document
    marks: Marks
    chains: Chains
    # Filled only while the judge is being trained: (kind, features, claim) of every candidate.
    candidates: list[tuple[str, list[str], Claim]] | None = None
    cues: list[tuple[int, int]] | None = None
    last_loss: Loss | None = None  # what "that number" and "26 of them" refer to
    last_weapon: tuple[str, Party] | None = None  # drones or missiles counted before, and who sent them

    @property
    def published(self) -> date | None:
        return self.document.published

    def attributed(self, span: Span) -> tuple[tuple[Source, ...], Certainty]:
        found: tuple[tuple[Source, ...], Certainty] = self.chains.at(span)
        return found

    def speaker(self, span: Span) -> Party | None:
        """The side of the innermost speaker at `span`, None for third parties and the author."""
        side: Party | None = self.chains.side_at(span)
        return side

    def attributions_in(self, span: Span) -> list[Attribution]:
        """The attributions whose cue stands within `span`."""
        if self.cues is None:
            self.cues = sorted(
                ((a.cue or a.source)[0].start, n) for n, a in enumerate(self.marks.attributions) if a.cue or a.source
            )
        low, high = bisect_left(self.cues, (span.start, -1)), bisect_left(self.cues, (span.end, -1))
        return [self.marks.attributions[n] for _, n in self.cues[low:high]]

    def speaking(self, scene: Scene) -> set[int]:
        """The tokens of a sentence that name who says something in it: they do not act in what is said."""
        spans = [span for attribution in self.attributions_in(scene.span) for span in attribution.source]
        if not spans:
            return set()
        return {n for n, token in enumerate(scene.tokens) if any(s.start <= token.start < s.end for s in spans)}

    def times_for(self, scene: Scene, focus: Span) -> tuple[set[int], Time | None]:
        """The time tokens that may date a claim at `focus`, and the time that only dates the statement."""
        dating = {index for index in scene.times if not _is_stamp(scene, index)}
        said: Time | None = None
        for index in sorted(dating):
            if _dates_statement(scene, index):
                dating.discard(index)
                said = scene.tokens[index].time
        if not dating:
            return set(), said
        content = self.chains.content_at(focus)
        if not content:
            return dating, said
        allowed: set[int] = set()
        statement = said
        for index in sorted(dating):
            token = scene.tokens[index]
            if any(span.start <= token.start and token.end <= span.end for span in content):
                allowed.add(index)
            elif token.time is not None and token.time.end is not None:
                if token.time.granularity in ("day", "time") and token.time.basis not in ("since", "event", "rolling"):
                    statement = token.time
                else:
                    allowed.add(index)
        return allowed, statement

    def accepts(self, kind: str, claim: Claim, seen: Iterable[str]) -> bool:
        """Whether a candidate is kept, by the judge; in training all are, and remembered."""
        if self.candidates is None:
            return accepts(kind, seen)
        self.candidates.append((kind, list(seen), claim))
        return True

    def claim(self, kind: type[C], scene: Scene, start: int, end: int, focus: Span, period: Period, **fields: Any) -> C:
        """A claim over tokens [start, end) of a scene, attributed by who says the words at `focus`."""
        span = scene.span_of(start, end)
        if "sources" not in fields:
            sources, stance = self.attributed(focus)
            fields["sources"] = sources
            fields.setdefault("certainty", None)
            fields["certainty"] = fields["certainty"] or stance
        return kind(id="", text=span.of(scene.text), span=span, period=period, **fields)


_REPORTS = frozenset(
    "published posted released reported stated said claimed announced wrote noted added told issued dated update assessment statement report".split()
)


def _dates_statement(scene: Scene, index: int) -> bool:
    """Whether the time says when something was said: "footage published on December 16", "a Monday update"."""
    time = scene.tokens[index].time
    if time is None or time.granularity not in ("day", "time") or time.start != time.end:
        return False
    before = scene.tokens[index - 1].word if index else ""
    after = scene.tokens[index + 1].word if index + 1 < len(scene.tokens) else ""
    return before in _REPORTS or after in ("update", "assessment", "report", "statement", "briefing", "address", "post")


_STAMP = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}")


def _is_stamp(scene: Scene, index: int) -> bool:
    """Whether the time is a page's own stamp ("22.03.2022 20:42"), which dates no event."""
    token = scene.tokens[index]
    return bool(_STAMP.match(scene.text, token.start, min(token.end + 8, len(scene.text))))


def clause(scene: Scene, index: int) -> tuple[int, int]:
    """The bounds [start, end) of the clause around token `index`, by punctuation and clause words."""
    start = index
    while start > 0:
        word = scene.tokens[start - 1].word
        if word in _ENDS or word == "," and _new_clause(scene, start):
            break
        start -= 1
    end = index + 1
    while end < len(scene.tokens):
        word = scene.tokens[end].word
        if word in _ENDS or word == "," and _new_clause(scene, end + 1):
            break
        end += 1
    return start, end


_ENDS = frozenset({";", ":", "but", "while", "although", "though", "whereas", "because", "•", "|"})
_SUBORDINATE = frozenset(
    {
        "which",
        "who",
        "where",
        "when",
        "and",
        "as",
        "with",
        "leaving",
        "killing",
        "injuring",
        "including",
        "saying",
        "adding",
    }
)


def _new_clause(scene: Scene, index: int) -> bool:
    """Whether a new clause starts at token `index` (behind a comma)."""
    if index >= len(scene.tokens):
        return True
    token = scene.tokens[index]
    if token.word in _SUBORDINATE:
        return True
    return any(t.form == "ing" for t in token.tags)
