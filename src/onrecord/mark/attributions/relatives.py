"""Relative clauses that say whose words a noun is: "the 40 tanks that Kyiv says it destroyed", "..., which X denies"."""

from __future__ import annotations

from onrecord.mark.attributions.cues import ADVERB, AUX, BOUND, OBJECT, PREP, SAY, VERB, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.nouns import Nouns
from onrecord.mark.attributions.tokens import STOPS
from onrecord.model.claim import Certainty

_FAR = 40  # tokens that a relative clause takes at most


class Relatives(Nouns):
    """Finds frames whose content is, or starts with, a relative pronoun before their speaker."""

    __slots__ = ()

    def relative(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb, stance: Certainty) -> Frame | None:
        words, flags = self.words, self.flags
        pronoun, end = source[0] - 1, cue[1]
        if pronoun <= self.lo or cue[0] < source[1] or not verb.classes & (SAY | OBJECT):
            return None
        word, set_off = words[pronoun], words[pronoun - 1] == ","
        if word == "that":
            counted = None if set_off else self.phrase_left(pronoun - 1)
            if counted is None or not any(words[t][0].isdigit() for t in range(*counted)):
                return None
            if words[counted[1] - 1] in self.cues.nouns:
                return None
        elif word not in ("which", "whom") or flags[pronoun - 1] & PREP:
            return None
        closed = end >= self.hi or words[end] in STOPS or words[end] in (",", ";")
        said = not closed and (flags[end] & (AUX | VERB | BOUND) or words[end].endswith(("s", "ed")))
        start: int | None = None
        if not closed and not flags[end] & PREP:
            if word == "that" and not said:
                return None
            start = end
        stop = next((t for t in range(end, min(self.hi, end + _FAR)) if words[t] in (";", ",") or words[t] in STOPS), None)
        return Frame(cue, source, stance, verb, "right", start or end, stop=stop, pronoun=pronoun)

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
