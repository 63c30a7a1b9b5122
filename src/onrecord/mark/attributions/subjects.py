"""Whose a cue is when no phrase right before it tells: subjects of reported clauses, shared and set-off speakers."""

from __future__ import annotations

from onrecord.mark.attributions.cues import BASE, BOUND, PRONOUN, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.silences import Silences
from onrecord.mark.attributions.tokens import CLOSING, DASHES


class Subjects(Silences):
    """Questions about a sentence and its frames so far."""

    __slots__ = ()

    def _inside(self, source: tuple[int, int] | None, before: list[Frame]) -> tuple[int, int] | None:
        """The part of a phrase that stands in what the last cue introduces: "X says | the mayor of Y (wrote)"."""
        if source is not None and before and before[-1].start is not None:
            if source[0] < before[-1].start < source[1]:
                return before[-1].start, source[1]
        return source

    def _opens_report(self, t: int) -> bool:
        """Whether token `t` is the first of what the cue before it introduces."""
        start = self.found[-1].start if self.found else None
        return start is not None and (t == start or t == start + 1 and self.words[start] == "that")

    def _set_off(self, t: int) -> bool:
        """Whether a quotation ends right before token `t`, with a comma or dash between them or none."""
        if t - 1 > self.lo and self.words[t - 1] in (",", *DASHES):
            t -= 1
        return t - 1 > self.lo and self.words[t - 1] in CLOSING

    def _joined_to(self, k: int) -> bool:
        """Whether a noun or pronoun stands at `k`, so that "both" behind it goes with it."""
        return k >= self.lo and (self.flags[k] & BOUND == 0 or bool(self.flags[k] & PRONOUN)) and self.tokens.word(k)

    def _plural_before(self, verb: Verb, before: list[Frame]) -> tuple[int, int] | None:
        """The plural subject of a clause that another reports: "X writes that captives suffer and | report that"."""
        start = before[-1].start if before else None
        teller = before[-1].source if before else None
        if verb.shape != BASE or start is None or teller and self._many(teller):
            return None
        subject = self.phrase_right(start + (self.words[start] == "that"), subject=True)
        return subject if subject and self._many(subject) else None

    def _many(self, source: tuple[int, int]) -> bool:
        """Whether a phrase is plural, by its last word or the one before its first preposition."""
        return self.plural(source[1] - 1) or self.plural_subject(source[1] - 1)

    def _shared(self, before: list[Frame]) -> tuple[int, int] | None:
        """The speaker of a cue without one of its own: that of the last cue, else the sentence's subject."""
        shared = next((frame.source for frame in reversed(before) if frame.source and frame.verb), None)
        if shared:
            return shared
        subject = self.subject()
        return subject if subject and self.speaks(subject, strict=True) else None
