"""Sources named beside what is said: "according to X", "citing X", "quoted by X", "this was reported by X"."""

from __future__ import annotations

from onrecord.mark.attributions.cues import ADVERB, AUX, BEARER, PAST, VERB, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.relays import Relays
from onrecord.mark.attributions.tokens import STOPS

_LONG_BY = 10  # tokens of a speaker behind "by"
_FAR = 30  # tokens from a speaker to the colon behind which his words stand


class Citing(Relays):
    """Finds the sources that a preposition or a verb of citing names."""

    __slots__ = ()

    def _citing(self, i: int, end: int) -> Frame | None:
        """ "citing X", "with reference to X": the cue is at [i, end)."""
        source = self.phrase_right(end)
        if source is None:
            return None
        verb = source[1] - 1
        if verb > source[0] and self.words[verb] in self.cues.verbs and self.words[verb + 1 : verb + 2] == ["that"]:
            source = source[0], verb  # "Bild with the link to sources | affirms that"
        source = self._and_more(self.with_relative(source))
        person = any(self.words[t] in self.cues.sets["persons"] for t in range(*source))
        if not person and not self.speaks(source, strict=self.words[i].endswith("ing") and self.words[i] != "quoting"):
            return None  # "citing lack of shells": a reason
        if i > self.lo and self.words[i - 1] != "," and not self.words[i - 1].isalpha():
            return None
        return Frame((i, end), source, "asserted", None, "cites")

    def _by_left(self, k: int) -> tuple[int, int] | None:
        """The speaker in "data published by X (show)", "officials cited by X (put)": a phrase that ends at `k`."""
        k = self._before_date(k)
        for u in range(k, max(self.lo + 1, k - _LONG_BY), -1):
            if self.words[u] == "by" or self.words[u] == "in" and self.words[u - 1] in ("quoted", "cited"):
                name = self.phrase_right(u + 1, subject=True)
                if name == (u + 1, k + 1) and self.words[u - 1] in self.cues.sets["met"]:
                    told = self.phrase_left(u - 2)  # "soldiers interviewed by X (say)"
                    return (told[0], k + 1) if told else None
                verb = self.cues.verbs.get(self.words[u - 1])
                if name != (u + 1, k + 1) or verb is None or verb.shape != PAST:
                    return None
                if self.flags[u - 2] & BEARER:
                    return name
                return self.phrase_left(u - 2) if verb.lemma in ("cite", "quote") else None
            if self.flags[u] & (AUX | VERB):
                return None
        return None

    def _citer(self, cite: int) -> tuple[int, int] | None:
        """Who says it in "X, citing Y, says": `cite` is the token of "citing"."""
        last = cite - 1 - (self.words[cite - 1] == ",")
        source = self.phrase_left(last) if last >= self.lo else None
        return source if source and self.speaks(source, strict=False) else None

    def _quoting(self, end: int, quoted: Frame) -> Frame | None:
        """Who quotes: "X was quoted as saying by Y". Y relays what X says."""
        source = self.phrase_right(end + 1) if end + 1 < self.hi and self.words[end] == "by" else None
        if source is None or not self.speaks(source, strict=True):
            return None
        quoted.within = Frame((end, end + 1), source, "asserted", None, "quoting")
        return quoted.within

    def _points_back(self, k: int) -> bool:
        """Whether "this", "that" or "it" opens the sentence at `k`, or stands behind a conjunction."""
        word = self.words[k].removesuffix("'s").removesuffix("’s")
        return k - self.lo < 2 and word in ("this", "that", "it", "these")

    def _told_it(self, t: int) -> bool:
        """Whether "this" is all that was said: "X reported this on Telegram"."""
        if t + 1 < self.hi and self.words[t] in ("about", "of"):
            t += 1
        if t >= self.hi or self.words[t] not in ("this", "it"):
            return False
        after = self.words[t + 1] if t + 1 < self.hi else "."
        return after in STOPS or after in ("on", "in", "at", "during", "to", ":", ",")

    def _back(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb | None) -> Frame:
        """ "This was reported by X": what stands behind a colon, else the sentences before."""
        for u in range(max(cue[1], source[1]), min(self.hi - 1, source[1] + _FAR)):
            if self.words[u] == ":":
                return Frame(cue, source, "asserted", verb, "right", u + 1)
        return Frame(cue, source, "asserted", verb, "back")

    def _published(self, lo: int) -> Frame | None:
        """The speaker of "In an update from X, ..."."""
        for u in range(lo + 1, min(self.hi - 1, lo + 7)):
            if self.flags[u] & BEARER and self.words[u + 1] in ("from", "by"):
                source = self.phrase_right(u + 2)
                if source is None or source[1] >= self.hi or self.words[source[1]] != ",":
                    return None
                return Frame((lo, u + 2), source, "asserted", None, "around")
            if not self.tokens.word(u):
                return None
        return None

    def _preposition(self, i: int, end: int) -> Frame | None:
        source = self.phrase_right(end)
        if source is None:
            return None
        made = source[1] + 1 < self.hi and self.words[source[1] + 1] == "by"
        how = self.words[source[1]] if made else ""
        if (how.endswith("ed") or how in self.cues.sets["made"]) and how not in ("quoted", "cited"):
            source = self.phrase_right(source[1] + 2) or source  # "figures published by X"
        source = self.with_relative(source)
        if self.words[source[1] : source[1] + 1] == [","] and source[1] + 2 < self.hi:
            if self.words[source[1] + 1] in self.cues.sets["met"] and self.words[source[1] + 2] == "by":
                seen = self.phrase_right(source[1] + 3)  # "the report, seen by X, ..."
                source = (source[0], seen[1]) if seen else source
        if source[1] < self.hi and self.words[source[1]] == ",":
            source = self._with_apposition(source)
        k = i - 1  # "That is according to X"
        while k > self.lo and self.flags[k] & (AUX | ADVERB):
            k -= 1
        if (k < i - 1 or self.words[k].endswith("s")) and self._points_back(k):
            return self._back((k + 1, end), source, None)
        early = any(self.words[t] in ("preliminary", "initial") for t in range(*source))
        return Frame((i, end), source, "hedged" if early else "asserted", None, "around")

    def _and_more(self, source: tuple[int, int]) -> tuple[int, int]:
        """Takes in what is cited besides: "satellite images and shipping records", up to a comma."""
        t = source[1]
        if t + 1 >= self.hi or self.words[t] != "and":
            return source
        further = self.phrase_right(t + 1)
        if further is None or further[1] < self.hi and self.words[further[1]] != ",":
            return source
        return source[0], further[1]
