"""Nouns that hold what somebody says: "Kyiv's claim that", "a BBC report of", "rumours that", "in Kyiv's tally"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mark.attributions.cues import (
    ADVERB,
    AUX,
    BASE,
    BOUND,
    DATE,
    DET,
    PAST,
    PREP,
    PRONOUN,
    SAY,
    SPEAKER,
    THIRD,
    VERB,
)
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.openings import Openings
from onrecord.mark.attributions.tokens import QUOTES, STOPS
from onrecord.model.claim import Certainty

_UNFINISHED = frozenset(("be", "been", "being", "having", "'s", "’s"))  # auxiliaries that have no subject of their own
_IS_THAT = (["is", "that"], ["was", "that"], ["remains", "that"])
_PRONOUNS = frozenset("he she it they we".split())
_FAR = 60  # tokens from a noun to the verb of which it is the subject
_ASIDE = 12  # tokens from who spread a claim to the comma behind him
_CALLED = 6  # tokens from that verb to the word that says that it is not so


class Nouns(Openings):
    """Finds frames whose cue is a noun."""

    __slots__ = ()

    def noun(self, i: int, stance: Certainty, before: Sequence[Frame]) -> Frame | None:
        """ "Ukrainian claims that", "the claim by X that", "reports of", "withdrew a report that"."""
        words, sets, end = self.words, self.cues.sets, i + 1
        if end >= self.hi or before and before[-1].source and before[-1].source[0] <= i < before[-1].source[1]:
            return None
        source: tuple[int, int] | None = None
        joined = False
        if words[end] in ("by", "from") or words[end] in ("in", "on") and self._in_paper(i, end + 1):
            source = self.phrase_right(end + 1)
            if source is None or source[1] >= self.hi or self._on_claim(*source):
                return None
            end = source[1]
        elif (spread := self._spread_by(end)) is not None:
            source, end = spread
        elif i > self.lo:
            source = self.owner(i - 1)
            if source and all(words[t] in sets["unsure"] for t in range(*source)):
                source = None  # "Unverified reports" are nobody's
            if source is None:
                source, joined = self._maker(i, before), True
        if source is None:
            if words[end] == "of" and words[i] in ("reports", "claims"):
                found = self._by(end)
                if found is not None:
                    return Frame((i, i + 1), found[1], "unconfirmed", None, "noun", end, joined=True, stop=found[0])
            if words[i] in sets["owned"]:
                return None
        if source is not None and words[end : end + 2] in _IS_THAT:
            return Frame((i, i + 1), source, stance, None, "noun", end + 1)  # "Kyiv's assessment is that"
        if not self._complement(i, end, source):
            return None
        first = i - 1 if i > self.lo and words[i - 1] in sets["unsure"] else i
        opens = min(first, source[0]) if source and not joined else first
        while opens > self.lo and (self.flags[opens - 1] & DET or words[opens - 1] in sets["earlier"]):
            opens -= 1
        subject = self._opens(opens, before)
        if first < i:
            stance = "unconfirmed"
        elif source is None and words[i] in sets["hearsay"]:
            stance = "hedged"
        predicate = self.predicate(end) if subject else self._aside(end) or self._topic_end(opens, end)
        outer = before[-1] if before else None
        if outer is not None and outer.side == "noun" and outer.stop is not None and outer.stop > end:
            predicate = min(predicate or outer.stop, outer.stop)
        if predicate is not None and subject and source is None and self.denies(predicate):
            stance = "denied"
        elif predicate is not None and subject and stance == "asserted" and self._may_be(predicate):
            stance = "hedged"
        joined = joined and source is not None
        untrue = predicate is not None and subject and source is not None and self.denies(predicate)
        return Frame((first, i + 1), source, stance, None, "noun", end, joined=joined, stop=predicate, untrue=untrue)

    def _on_claim(self, start: int, end: int) -> bool:
        """Whether what is taken for a name runs on to another's claim: "comment from Moscow on Kyiv's claim"."""
        return any(
            self.words[t] in ("on", "about", "over") and any(word in self.cues.nouns for word in self.words[t:end])
            for t in range(start + 1, end)
        )

    def _spread_by(self, t: int) -> tuple[tuple[int, int], int] | None:
        """Who spread it, and where what is spread begins: "statements circulated by the enemy about", "information of
        the media about", "the claim, first made by X, that"."""
        words = self.words
        if t + 3 >= self.hi:
            return None
        aside = words[t] == ","
        if aside:
            t += 1 + bool(self.flags[t + 1] & ADVERB)
        made = words[t] in self.cues.sets["published"] or words[t] in self.cues.sets["made"]
        if made and words[t + 1] == "by":
            by = t + 2
        elif words[t] == "of" and not aside:
            by = t + 1
        else:
            return None
        source = self.phrase_right(by, subject=True)
        if source is None or source[1] >= self.hi or not self.speaks(source, strict=True):
            return None
        comma = next((u for u in range(source[1], min(self.hi - 1, source[1] + _ASIDE)) if words[u] == ","), None)
        end = comma + 1 if aside and comma is not None else source[1]
        told = words[end] == "that" and words[t] != "of" or words[end] == "about"
        return (source, end) if told else None

    def kept(self, i: int) -> Frame | None:
        """ "in Kyiv's tally", "by the ministry's count"."""
        k = i - 1
        if self.cues.flags.get(self.words[k].removesuffix("'s").removesuffix("’s"), 0) & DATE:
            return None  # "in Saturday's update"
        owned = self.words[k].endswith(("'s", "’s")) or self.words[k - 1] == "by" and self.tokens.capital(k)
        if not owned or i + 1 < self.hi and self.words[i + 1] in self.cues.verbs:
            return None
        source = self.owner(k)
        if source is None or any(self.governs(t) for t in range(*source)):
            return None
        if self.flags[source[0] - 1] & DET:
            source = (source[0] - 1, source[1])
        if source[0] <= self.lo or self.words[source[0] - 1] not in ("in", "by"):
            return None
        return Frame((source[0] - 1, source[0]), (source[0], i + 1), "asserted", None, "both")

    def denies(self, t: int) -> bool:
        """Whether the predicate that starts at `t` says that its subject is not so: "are simply not true"."""
        for u in range(t, min(self.hi, t + _CALLED)):
            if self.words[u] in STOPS or self.words[u] in (";", "that"):
                return False
            if self.words[u] in self.cues.sets["untrue"]:
                return True
            if self.words[u] in ("true", "correct", "so"):
                return any(self.words[v] in ("not", "n't") or self.words[v].endswith("n't") for v in range(t, u))
        return False

    def _may_be(self, t: int) -> bool:
        """Whether the predicate at `t` leaves room: "is likely accurate"."""
        return any(word in self.cues.sets["likely"] for word in self.words[t : min(self.hi, t + 3)])

    def _complement(self, i: int, end: int, source: tuple[int, int] | None) -> bool:
        """Whether what the noun at `i` holds follows at `end`: "that ...", "of ...", "to have ..."."""
        words, sets = self.words, self.cues.sets
        following = words[end]
        if following == "that":  # not of a relative clause: "a claim that could not be verified"
            return end + 1 >= self.hi or not self.flags[end + 1] & AUX and not self.taken_up(i)
        if following == "of":
            return words[i] in sets["heard"] or source is not None and words[i] in sets["figured"]
        if following == "for":
            return source is not None and words[i] in sets["tallied"]
        if following in ("about", "on"):
            if end + 1 < self.hi and self.flags[end + 1] & DATE:
                return False
            return words[i] in sets["heard"] or source is not None and words[i] in sets["remarked"]
        if following == "to":
            return source is not None and words[end + 1 : end + 2] == ["have"]
        governed = source is not None or i > self.lo and words[i - 1] in self.cues.verbs
        return governed and words[i] in sets["heard"] and following in _PRONOUNS

    def taken_up(self, i: int) -> bool:
        """Whether the noun at `i`, set behind a comma, takes up what was said, and another judges it in the relative
        clause behind it: ", a claim that ISW could not verify"."""
        if i - 2 <= self.lo or self.words[i - 2] != "," or self.words[i - 1] not in ("a", "an"):
            return False
        stop = next((t for t in range(i, self.hi) if self.words[t] in STOPS or self.words[t] in (",", ";")), self.hi)
        verb = self.cues.verbs.get(self.words[stop - 1])
        return verb is not None and verb.shape & (BASE | PAST | THIRD) > 0

    def _maker(self, i: int, before: Sequence[Frame]) -> tuple[int, int] | None:
        """Whose the noun is by the verb that governs it: "RIA withdrew a report that", "he repeated the claim that"."""
        last = before[-1] if before else None
        if last is None or last.verb is None or last.verb.lemma not in self.cues.sets["makers"]:
            return None
        k = i - 1
        while k >= last.cue[1] and (self.flags[k] & DET or self.words[k] in self.cues.sets["earlier"]):
            k -= 1
        return last.source if k < i - 1 and last.cue[1] == k + 1 else None

    def _opens(self, t: int, before: Sequence[Frame]) -> bool:
        """Whether the phrase at `t` opens its clause, and so may be its subject."""
        if t <= self.lo:
            return True
        word, flags = self.words[t - 1], self.flags[t - 1]
        if not self.tokens.word(t - 1) and word not in "-’'":
            return True
        if flags & BOUND and not flags & AUX:
            return True
        last = before[-1] if before else None
        return last is not None and last.cue[1] == t and last.verb is not None and bool(last.verb.classes & SAY)

    def _topic_end(self, opens: int, t: int) -> int | None:
        """The comma behind a topic that opens the sentence: "On the claim that A, X had no comment"."""
        if opens != self.lo + 1 or not self.flags[self.lo] & PREP:
            return None
        return next((u for u in range(t + 2, self.hi - 2) if self.words[u] == ","), None)

    def _aside(self, t: int) -> int | None:
        """The comma at which ", which X calls minor" ends what an object noun holds."""
        if self.words[t] != "of":
            return None
        for u in range(t, min(self.hi - 1, t + _FAR)):
            if self.words[u] == "," and self.words[u + 1] in ("which", "who"):
                return u
        return None

    def predicate(self, t: int) -> int | None:
        """The verb, or the comma before it, of which a noun is the subject whose complement starts at `t`."""
        words, flags = self.words, self.flags
        due = 0 if flags[t] & PREP else 1  # finite verbs that belong to the complement
        seen, grouped = 0, False
        for u in range(t + 1, min(self.hi, t + _FAR)):
            word, flag = words[u], flags[u]
            if word in STOPS or word == ";":
                return None
            if word in self.cues.sets["untrue"] and self._ends_phrase(u + 1):
                return u - (words[u - 1] in QUOTES)  # of a headline: "Reports of coup 'nonsense', Kremlin says"
            if flag & AUX or word == "cannot":
                if not grouped and word not in _UNFINISHED and words[u - 1] != "to":
                    seen += 1
                grouped = True
            elif flag & ADVERB and grouped:
                continue
            elif grouped or not self._finite_past(u, seen < due):
                grouped = False
                if word in ("who", "which", "whom") or flag & BOUND and not flag & PRONOUN and word not in ("no", "so"):
                    if not due and word in ("who", "which") and words[u - 1] == ",":
                        return u - 1
                    due += 1
                elif word in ("and", "but", "or") and seen >= due and (due or flags[u + 1] & AUX):
                    due += 1
            else:
                seen += 1
            if seen > due:
                while words[u - 1] in QUOTES or words[u - 1] == ",":
                    u -= 1
                return u
        return None

    def _ends_phrase(self, t: int) -> bool:
        return t >= self.hi or self.words[t] in QUOTES or self.words[t] == "," or self.words[t] in STOPS

    def _finite_past(self, u: int, wanted: bool) -> bool:
        """Whether a past form without an auxiliary is the verb of a clause rather than a participle: an object or an
        adverb follows. `wanted` tells that the clause has no verb yet, so that a preposition may follow too."""
        word = self.words[u]
        if self.tokens.capital(u):
            return False
        if word in self.cues.sets["finite"]:
            return True
        past = word.endswith("ed") and len(word) > 4 and not word.endswith("eed") or self.flags[u] & VERB
        if not past or self.flags[u - 1] & (DET | PREP):
            return False
        if u + 1 >= self.hi or self.flags[u + 1] & AUX:
            return wanted
        flag, following = self.flags[u + 1], self.words[u + 1]
        if flag & DATE or following in ("this", "by"):
            return False
        if flag & PREP:
            return wanted
        return self.tokens.word(u + 1) and not following.endswith("ed") and following not in ("and", "or", "but")

    def _by(self, t: int) -> tuple[int, tuple[int, int]] | None:
        """The token "by", and the speaker behind it, in "reports of C by X"."""
        for u in range(t, min(self.hi - 1, t + 14)):
            if self.words[u] in (",", ";") or self.words[u] in STOPS:
                return None
            if self.words[u] == "by":
                source = self.phrase_right(u + 1, subject=True)
                return (u, source) if source and self.flags[source[1] - 1] & SPEAKER else None
        return None

    def _in_paper(self, i: int, t: int) -> bool:
        """Whether a name, and "that" behind it, stand at `t`: "a report in Der Spiegel that", "reports on Russian
        channels of"; the noun is at `i`."""
        paper = self.phrase_right(t) if t < self.hi else None
        if paper is None or paper[1] >= self.hi or self.flags[t] & DATE:
            return False
        named = self.tokens.capital(paper[1] - 1) or self.tokens.capital(t) and bool(self.flags[paper[1] - 1] & SPEAKER)
        heard = self.words[paper[1]] == "of" and self.words[i] in self.cues.sets["heard"]
        return named and (self.words[paper[1]] == "that" or heard)
