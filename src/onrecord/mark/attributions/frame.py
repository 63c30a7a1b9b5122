"""A cue with its speaker, as they are found; what was said is filled in later."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.mark.attributions.cues import Verb
from onrecord.model import Span
from onrecord.model.claim import Certainty


@dataclass(slots=True)
class Frame:
    """A cue and its speaker as ranges of tokens; `content` is filled in by the reader of contents."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    stance: Certainty
    verb: Verb | None
    side: str  # where its content stands: "right", "left", "around" (both), "noun", "back" (the sentences before),
    # "quoting" (what the quoted one says), "echo" (before the one who quotes)
    start: int | None = None  # first token of a content to the right
    stop: int | None = None  # the token that ends it, where that is known beforehand
    pronoun: int | None = None  # the relative pronoun that is all or the first of its content
    joined: bool = False  # the speaker is that of an earlier cue
    reported: bool = False  # the speaker is one of whom an earlier cue tells
    gapped: bool = False  # the cue is that of an earlier speaker: "The former says 17, the latter 19"
    untrue: bool = False  # its predicate says that it is not so: "X's claim that A is false"
    within: Frame | None = None  # "Y reports, citing X": who relays what this one says
    echoes: Frame | None = None  # "..., X quoted Y as saying": the frame of X, before whom stands what Y said
    content: list[Span] = field(default_factory=list)
    quoted: bool = False

    @property
    def left(self) -> int:
        if self.source and self.gapped:
            return self.source[0]
        return min(self.cue[0], self.source[0]) if self.source and not self.joined else self.cue[0]

    @property
    def right(self) -> int:
        if self.source and self.gapped:
            return self.source[1]
        return max(self.cue[1], self.source[1]) if self.source and not self.joined else self.cue[1]
