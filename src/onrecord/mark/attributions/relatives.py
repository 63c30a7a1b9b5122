"""Relative clauses that say whose a claim is: "the 40 tanks that Kyiv says it destroyed", "..., which X denies"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mark.attributions.amounts import amount_end
from onrecord.mark.attributions.cues import ADVERB, AUX, BOUND, CHECK, DATE, DET, OBJECT, PREP, SAY, SPEAKER, VERB, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.nouns import Nouns
from onrecord.mark.attributions.tokens import STOPS
from onrecord.model.claim import Certainty

_NEAR = 5  # tokens from a noun back to its number
_REST = 4  # tokens of a relative clause behind its verb at most
_FAR = 40  # tokens that a relative clause takes at most


class Relatives(Nouns):
    """Finds frames whose content is, or starts with, a relative pronoun before their speaker."""

    __slots__ = ()

    def of_pronoun(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb, stance: Certainty) -> Frame | None:
        words, flags = self.words, self.flags
        pronoun, end = source[0] - 1, cue[1]
        if pronoun <= self.lo or cue[0] < source[1] or not verb.classes & (SAY | OBJECT | CHECK):
            return None
        word, set_off = words[pronoun], words[pronoun - 1] == ","
        put = amount_end(words, end, self.hi) is not None
        if word == "that" and not put:
            if set_off or not self.taken_up(pronoun - 1):
                if words[pronoun - 1] in self.cues.nouns or not self._counted(pronoun - 1):
                    return None
        elif word not in ("which", "whom", "that") or flags[pronoun - 1] & PREP:
            return None
        closed = end >= self.hi or words[end] in STOPS or words[end] in (",", ";")
        if closed or flags[end] & PREP and not put:  # the pronoun is all that was said
            return Frame(cue, source, stance, verb, "right", end, stop=end, pronoun=pronoun)
        gap = flags[end] & (AUX | VERB | BOUND) or words[end].endswith(("s", "ed")) and not flags[end] & DET
        if word == "that" and not gap and not put:
            return None
        stop = next(
            (t for t in range(end, min(self.hi, end + _FAR)) if words[t] in (";", ",") or words[t] in STOPS), None
        )
        return Frame(cue, source, stance, verb, "right", end, stop=stop, pronoun=pronoun)

    def _counted(self, t: int) -> bool:
        """Whether the noun that ends at token `t` has a number before it."""
        for u in range(t, max(self.lo, t - _NEAR) - 1, -1):
            if self.words[u][0].isdigit():
                return not self.flags[u - 1] & DATE
            if self.flags[u] & (BOUND | PREP | VERB):
                return False
        return False

    def subject_past(self, k: int, before: Sequence[Frame]) -> tuple[int, int] | None:
        """The subject of a verb behind a relative clause that ends with token `k`: "a blogger whom ISW quotes at length
        (denied)"."""
        last = before[-1] if before else None
        if last is None or last.pronoun is None or last.cue[1] > k + 1 or self.words[last.pronoun - 1] == ",":
            return None
        rest = range(last.cue[1], k + 1)
        if rest and (len(rest) > _REST or not self.flags[rest[0]] & PREP) or any(self.flags[t] & AUX for t in rest):
            return None
        named = self.phrase_left(last.pronoun - 1)
        return (named[0], k + 1) if named and self.speaks(named, strict=True) else None

    def clause_end(self, pronoun: int, start: int) -> int | None:
        """Where a relative clause ends that "who" or "which" is the subject of, by the main verb behind it; `start` is
        the first token of what is said in it."""
        if self.words[pronoun - 1] != ",":
            return self.predicate(start)
        for t in range(start, min(self.hi - 1, start + _FAR)):
            if self.words[t] == ",":
                following = self.flags[t + 1]
                if following & (AUX | VERB | ADVERB) or self.words[t + 1] in self.cues.verbs:
                    return t
        return None

    def whom_they(self, k: int) -> tuple[int, int] | None:
        """The subject that ends with a clause without its pronoun: "officers they interviewed (believe)"."""
        if k - 2 <= self.lo or not self.words[k].endswith("ed") or self.words[k - 1] not in ("they", "he", "she", "it"):
            return None
        named = self.phrase_left(k - 2) if self.flags[k - 2] & SPEAKER or self.plural(k - 2) else None
        return (named[0], k + 1) if named else None
