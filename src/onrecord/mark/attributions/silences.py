"""Who says nothing: "did not comment on", "declined to confirm", "could not be verified", "was asked about"."""

from __future__ import annotations

from onrecord.mark.attributions.cues import AUX, BOUND, CHECK, SAY, Verb
from onrecord.mark.attributions.evidence import Evidence
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import STOPS
from onrecord.model import Span

_OPENS = frozenset("that about whether if how why what who where when on".split())


class Silences(Evidence):
    """Finds frames of those who do not speak, or are only asked."""

    __slots__ = ()

    def unsaid(self, i: int) -> bool:
        """Whether the base form at `i` is a verb by the negation before it: "did not comment", "has yet to reply"."""
        k, _, helped, negated = self.helpers(i)
        return helped and negated and k + 1 < i and not (self.words[k] in ("no", "without"))

    def declines(self, t: int) -> bool:
        """Whether "to" and a verb follow "declined": not of numbers that decline to 40."""
        words = self.words
        if t + 1 >= self.hi or words[t] != "to" or words[t + 1][0].isdigit():
            return False
        return self.tokens.word(t + 1) and not self.flags[t + 1] & (AUX | BOUND)

    def unknown(self, i: int, k: int, verb: Verb) -> bool:
        """Whether a negation takes the cue at `i` away: a verb that is no cue of silence, "we do not report on", "has yet
        to establish control"."""
        if self.words[k] in ("we", "i") and not verb.classes & CHECK:
            return True
        if not verb.classes & (CHECK | SAY) and verb.lemma not in self.cues.sets["unsaid"]:
            return True
        return verb.lemma == "establish" and self.words[i - 2 : i] == ["yet", "to"]

    def unspoken(self, i: int, k: int, end: int, verb: Verb, negated: bool) -> Frame | None:
        """The frame without a speaker of a passive with "be" between `k` and the verb at `i`: what could not be
        verified stands before it, what somebody was asked or told behind it."""
        words, starts, ends = self.words, self.tokens.starts, self.tokens.ends
        following = words[end] if end < self.hi else "."
        if negated and verb.classes & CHECK and verb.lemma != "respond":
            subject = self.phrase_left(k)
            if subject is None or self.words[k] in self.cues.verbs:
                return None
            frame = Frame((k + 1, end), None, "asserted", verb, "set")
            frame.content.append(Span(starts[subject[0]], ends[subject[1] - 1]))
            return frame
        if verb.lemma == "ask" and following in _OPENS or verb.lemma == "tell" and following == "that":
            return Frame((k + 1, end), None, "asserted", verb, "right", end)
        return None

    def asked(self, i: int) -> Frame | None:
        """ "Asked about the blast, X said", with the participle at `i` opening its clause."""
        words = self.words
        opens = i == self.lo or words[i - 1] in ("when", ",", "while") or not self.tokens.word(i - 1)
        if not opens or i + 2 >= self.hi or words[i + 1] not in _OPENS:
            return None
        comma = next((t for t in range(i + 2, self.hi) if words[t] == "," or words[t] in STOPS), None)
        if comma is None and words[i - 1] != "when":
            return None
        return Frame((i, i + 1), None, "asserted", None, "right", i + 1, stop=comma)
