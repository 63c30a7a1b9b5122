"""Who says nothing: "did not comment on", "declined to confirm", "could not be verified", "was asked about"."""

from __future__ import annotations

from onrecord.mark.attributions.cues import (
    AUX,
    BASE,
    BEARER,
    BOUND,
    CHECK,
    DET,
    EVIDENCE,
    PREP,
    PRONOUN,
    SAY,
    SPEAKER,
    THIRD,
    VERB,
    Verb,
)
from onrecord.mark.attributions.evidence import Evidence
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import STOPS
from onrecord.model import Span

_OPENS = frozenset("that about whether if how why what who where when on".split())
_TOPICS = frozenset("on to about of for that".split())


class Silences(Evidence):
    """Finds frames of those who do not speak, or are only asked."""

    __slots__ = ()

    def rarely(self, i: int, verb: Verb) -> bool:
        """Whether a form at `i` that is mostly a noun is a verb: by the negation before it ("did not comment", "has yet
        to reply"), or of footage ("images support")."""
        if verb.classes & EVIDENCE and self.flags[i - 1] & BEARER:
            return True
        if verb.shape != BASE or self.words[i - 1].endswith("s") and self.flags[i - 1] & SPEAKER:
            told = self.words[i + 1] if i + 1 < self.hi else ""
            if verb.shape == THIRD and i - 1 == self.lo and self.tokens.capital(i - 1) and told:
                return self.tokens.capital(i + 1)  # "Germany doubts Russian accounts"
            if told in ("it", "this", "them", "whether", "the"):
                return self.tokens.capital(i - 1) or bool(self.flags[i - 1] & (SPEAKER | PRONOUN))
        if verb.shape == THIRD:
            return False
        k, _, helped, negated = self.helpers(i)
        return helped and negated and k + 1 < i and self.words[k] not in ("no", "without")

    def declines(self, t: int) -> bool:
        """Whether "to" and a verb follow "declined": not of numbers that decline to 40."""
        words = self.words
        if t + 1 >= self.hi or words[t] != "to" or words[t + 1][0].isdigit():
            return False
        return self.tokens.word(t + 1) and not self.flags[t + 1] & (AUX | BOUND)

    def unknown(self, i: int, k: int, verb: Verb, negated: bool) -> bool:
        """Whether what stands before the cue at `i` takes it away: no cue of silence, "we do not report on",
        "has yet to establish control"."""
        if self.words[i - 1] == "to" and self.words[i - 2].startswith("continue"):
            return not verb.classes & SAY  # "continue to threaten"
        if not negated:
            return False
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
            subject = self._claim_before(k) or self.phrase_left(k)
            if subject is None or words[k] in self.cues.verbs and words[k] not in self.cues.nouns:
                return None
            frame = Frame((k + 1, end), None, "asserted", verb, "set")
            frame.content.append(Span(starts[subject[0]], ends[subject[1] - 1]))
            return frame
        told = verb.lemma in self.cues.sets["receivers"]
        if verb.lemma == "ask" and following in _OPENS or told and self._clause_at(end):
            return Frame((k + 1, end), None, "asserted", verb, "right", end)
        if told and (start := self.past_adjuncts(end)) > end and self._clause_at(start):
            return Frame((k + 1, end), None, "asserted", verb, "right", start)
        return None

    def asked(self, i: int) -> Frame | None:
        """ "Asked about the blast, X said", with the participle at `i` opening its clause."""
        words = self.words
        by = i + 1 < self.hi and words[i + 1] == "by"  # "asked by reporters whether"
        t = next((u for u in range(i + 1, min(self.hi, i + 6)) if words[u] in _OPENS), self.hi) if by else i + 1
        opens = i == self.lo or words[i - 1] in ("when", ",", "while") or not self.tokens.word(i - 1)
        if not opens or t + 1 >= self.hi or words[t] not in _OPENS:
            return None
        comma = next((u for u in range(t + 1, self.hi) if words[u] == "," or words[u] in STOPS), None)
        if comma is None and words[i - 1] != "when":
            return None
        return Frame((i, i + 1), None, "asserted", None, "right", t, stop=comma)

    def no_word(self, i: int) -> Frame | None:
        """ "no immediate comment from X on C", "X gave no details of C", with "no" at `i`."""
        words, sets = self.words, self.cues.sets
        noun = next((t for t in range(i + 1, min(self.hi, i + 4)) if words[t] in sets["silent"]), None)
        if noun is None:
            return None
        end = noun + 1
        if end < self.hi and words[end] in ("from", "by"):
            source = self.phrase_right(end + 1)
            if source is not None:
                to = next((t for t in range(source[0] + 1, source[1]) if words[t] in ("to", "on")), source[1])
                source = source[0], to
            if source is None or not self.speaks(source, strict=True):
                return None
            start = source[1] if source[1] + 1 < self.hi and words[source[1]] in _TOPICS else None
            if start is None:
                return None
            return Frame((i, end), source, "asserted", None, "right", start)
        if words[i - 1] not in sets["giving"] or i - 1 <= self.lo or end + 1 >= self.hi or words[end] not in _TOPICS:
            return None
        k = self.helpers(i - 1)[0]
        source = self.phrase_left(k)
        if source is None or not self.speaks(source, strict=False):
            return None
        return Frame((k + 1, end), source, "asserted", None, "right", end)

    def unreached(self, i: int) -> Frame | None:
        """ "X could not be reached for comment", with "reached" at `i`."""
        if self.words[i + 1 : i + 3] != ["for", "comment"]:
            return None
        k, be, _, negated = self.helpers(i)
        source = self.phrase_left(k) if be and negated else None
        return Frame((k + 1, i + 1), source, "asserted", None, "right", i + 1) if source else None

    def participle(self, t: int, start: int, adverb: int, hi: int) -> int | None:
        """Where a participle from `t` on ends that "reportedly" before it goes with, when the clause, from `start`
        on, has its verb behind it: "a drone reportedly launched from X | hit a school"."""
        words, flags = self.words, self.flags
        if t + 1 >= hi or not words[t].endswith(("ed", "wn", "ot")) or not flags[t + 1] & PREP:
            return None
        if any(flags[u] & (AUX | VERB) and not self.tokens.capital(u) for u in range(start, adverb)):
            return None
        for u in range(t + 1, min(hi, t + 16)):
            if words[u] in STOPS or words[u] == ",":
                return None
            verb = self.cues.verbs.get(words[u])
            if flags[u] & (AUX | VERB) or verb is not None and verb.shape & THIRD and not self.tokens.capital(u):
                return u
        return None

    def _clause_at(self, t: int) -> bool:
        """Whether a clause that tells something opens at `t`: "that ...", "it would be sent ..."."""
        if t + 1 >= self.hi:
            return False
        return self.words[t] == "that" or bool(self.flags[t] & PRONOUN and self.flags[t + 1] & AUX)

    def _claim_before(self, k: int) -> tuple[int, int] | None:
        """The noun with what it holds that ends at `k`: "the claim by X that A (was not verified)"."""
        claim = self.found[-1] if self.found else None
        if claim is None or claim.side != "noun" or claim.stop != k + 1:
            return None
        first = claim.left
        while first > self.lo and self.flags[first - 1] & DET:
            first -= 1
        return first, k + 1
