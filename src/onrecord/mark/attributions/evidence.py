"""What nobody has seen: "has found no trace of", "had seen nothing to support", "there is no footage to show that"."""

from __future__ import annotations

from onrecord.mark.attributions.cues import ADVERB, AUX, BEARER, DATE, NEGATION, SPEAKER
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.relatives import Relatives

_BE = frozenset("is was were are be been being 's".split())
_MEANWHILE = (["by", "then"], ["by", "now"], ["so", "far"], ["at", "first"], ["at", "least"], ["in", "turn"])
_GOING_ON = frozenset("continue continues continued".split())
_FAR = 6  # tokens from "no" to what ties it to the claim


class Evidence(Relatives):
    """Finds frames of those who looked and saw nothing; reads the auxiliaries of any verb."""

    __slots__ = ()

    def nothing(self, i: int) -> Frame | None:
        """The frame whose verb of seeing, or "there" (is), stands at `i`."""
        words, sets = self.words, self.cues.sets
        t = i + 1
        if words[i] == "there":
            while t < self.hi and self.flags[t] & (AUX | ADVERB):
                t += 1
            if t == i + 1:
                return None
        if t >= self.hi or words[t] not in ("no", "nothing", "little"):
            return None
        end = t + 1
        if words[t] != "nothing":
            end = next((u + 1 for u in range(end, min(self.hi, end + _FAR)) if words[u] in sets["proof"]), self.hi)
        if end + 1 >= self.hi:
            return None
        if words[end] == "to" and words[end + 1] in sets["supporting"]:
            end += 2
        elif words[end] in ("of", "for", "on", "about"):
            end += 1
        elif words[end] != "that":
            return None
        if words[i] == "there":
            return Frame((i, end), None, "unconfirmed", None, "right", end)
        k = self.helpers(i)[0]
        source = self.phrase_left(k)
        if source is None or not self.speaks(source, strict=False):
            return None
        return Frame((k + 1, end), source, "unconfirmed", self.cues.verbs.get(words[i]), "right", end)

    def helpers(self, i: int) -> tuple[int, bool, bool, bool]:
        """What stands between a verb at `i` and its subject: the last token before the auxiliaries and adverbs,
        and whether there is a form of "be" next to the verb, any auxiliary, a negation."""
        words, flags = self.words, self.flags
        k, be, helped, negated = i - 1, False, False, False
        while k >= self.lo and k > i - 6:
            if words[k - 1 : k + 1] in _MEANWHILE and k - 2 >= self.lo and self.tokens.word(k - 2):
                k -= 1
            elif words[k] == "since" and k > self.lo and flags[k - 1] & AUX:
                pass  # "has since clarified"
            elif flags[k] & NEGATION:
                negated, helped = True, helped or words[k] == "cannot"
            elif words[k] == "to" and words[k - 1] in ("able", "unable", "yet"):
                negated, helped = negated or words[k - 1] != "able", True
                k -= 1
            elif words[k] == "to" and words[k - 1] in _GOING_ON and k - 2 >= self.lo:
                helped, k = True, k - 1
            elif flags[k] & AUX:
                if words[k] in ("'s", "’s"):
                    break
                be, helped = be or (words[k] in _BE and not helped), True
            elif not self._adverb(k):
                lasting = self._lasting(k)
                if lasting is None:
                    break
                k = lasting
            k -= 1
        negated = negated or k + 1 < i and words[k + 1].endswith(("n't", "n’t"))
        return k, be, helped, negated

    def _adverb(self, k: int) -> bool:
        word, flags = self.words[k], self.flags[k]
        if flags & ADVERB:
            return True
        if not word.endswith("ly") or flags & (SPEAKER | BEARER) or self.tokens.capital(k):
            return False
        return word not in self.cues.sets["not_adverbs"]

    def _lasting(self, k: int) -> int | None:
        """The first token of "for days", "in recent weeks", "so far" that ends at `k`, behind an auxiliary."""
        words = self.words
        if not self.flags[k] & DATE and words[k] not in self.cues.sets["spans"]:
            return None
        first = next((u for u in range(k - 1, max(self.lo, k - 4), -1) if words[u] in ("for", "in", "since")), -1)
        return first if first > self.lo and self.flags[first - 1] & (AUX | ADVERB) else None
