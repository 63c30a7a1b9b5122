"""Where what was said begins: behind "that", a colon, a quotation, or what dates the cue ("said on Monday")."""

from __future__ import annotations

from onrecord.mark.attributions.cues import (
    AUX,
    BASE,
    BOUND,
    CHECK,
    DATE,
    DET,
    EVIDENCE,
    OBJECT,
    PAST,
    PREP,
    PRONOUN,
    SAY,
    SPEAKER,
    THIRD,
    VERB,
    Verb,
)
from onrecord.mark.attributions.phrases import Phrases
from onrecord.mark.attributions.tokens import CLOSING, DASHES, QUOTES, STOPS


class Openings(Phrases):
    """Finds the first token of a content to the right of its cue."""

    __slots__ = ()

    def content_start(self, c: int, verb: Verb, attached: bool = False) -> int | None:
        """The first token of what was said, after a cue that ends before `c`; None when nothing follows
        the cue but an adjunct ("said on Monday"), -1 when what follows cannot be a content. `attached` tells
        that a comma or quotation stands before the speaker, so that a clause is already there."""
        words, flags = self.words, self.flags
        t = c
        if verb.lemma in self.cues.sets["receivers"]:
            receiver = self._told(t) or self._outlet(t) or self.phrase_right(t)
            if receiver is not None and not (flags[t] & DATE):
                t = (
                    receiver[1]
                    if verb.lemma == "tell" or (receiver[1] < self.hi and words[receiver[1]] in ("that", ":", ","))
                    else t
                )
        t = self.past_adjuncts(t)
        if t >= self.hi or words[t] in STOPS or words[t] in (")", ";"):
            return None
        if words[t].endswith("ly") and t + 1 < self.hi and words[t + 1] == "that":
            t += 1  # "said privately that"
        word = words[t]
        if attached and t > c and self._relative_that(t) or self.cites_to(t) is not None:
            return None
        if word in QUOTES or word == "that":
            return t
        if word == ":":
            return t + 1 if t + 1 < self.hi else None  # the next paragraph may hold it
        if word == ",":
            if t + 1 < self.hi and (words[t + 1] in QUOTES or words[t + 1] == "that"):
                return t + 1
            aside = next((u for u in range(t + 2, min(self.hi - 1, t + 14)) if words[u] == ","), None)
            if aside and verb.classes & OBJECT and flags[t + 1] & PREP and flags[aside + 1] & DET:
                return aside + 1  # "disputed, in a brief filed last week, the claim"
            # "reported, citing X, that ..."
            return next(
                (u + 1 for u in range(t + 1, min(self.hi - 1, t + 20)) if words[u] == "," and words[u + 1] == "that"),
                None,
            )
        if word in DASHES:
            return None
        if word in ("and", "or") and t == c:
            return -1  # "we are assessing and forecasting"
        if verb.classes & SAY:
            if attached and word in ("when", "after", "while", "before"):
                return None  # `"...", X said when asked about reports that ...`
            if word in self.cues.sets["adjuncts"] and words[t + 1 : t + 2] not in (
                ["least"],
                ["most"],
                ["many"],
                ["much"],
            ):
                found = self.announced(t)
                if found is not None and not (attached and self._relative_that(found)):
                    return found
                if attached and word in ("in", "on", "at", "during", "after", "via", "from", "when", "while", "before"):
                    return None  # "..., its chief conceded at a closed meeting"
                if verb.classes & OBJECT and word != "as" or word == "to" and verb.lemma in ("reply", "respond"):
                    return t
                return -1 if word == "to" else t if self.clause_within(t + 1) and not attached else None
            return t
        if verb.classes & (OBJECT | EVIDENCE | CHECK):
            return t
        if flags[t] & PREP and verb.lemma != "decline":
            found = self.announced(t)
            return found if found is not None else -1
        if verb.lemma in self.cues.sets["objectless"] and not self._clause_from(t):
            return -1
        if word in ("how", "why", "what", "whether", "if", "where", "who", "to") or flags[t] & (DET | PRONOUN):
            return t
        return t if verb.shape & (THIRD | PAST) and self.tokens.capital(t) else -1

    def _told(self, t: int) -> tuple[int, int] | None:
        """The pronoun that was told something: "told him the bridge had gone"."""
        if t + 1 >= self.hi or self.words[t] not in (*self.cues.sets["objects"], "her"):
            return None
        possessive = self.words[t] == "her" and not self.flags[t + 1] & (BOUND | DET) and not self.tokens.capital(t + 1)
        return None if possessive else (t, t + 1)

    def _outlet(self, t: int) -> tuple[int, int] | None:
        """The name that was told something, when a clause in small letters follows: "tells Bild war could last"."""
        name = self.phrase_right(t) if t < self.hi and self.tokens.capital(t) else None
        if name is None or name[1] >= self.hi or self.words[name[1]] in ("that", ":", ","):
            return None
        end = t + 1
        while end < name[1] and (self.tokens.capital(end) or self.words[end] == "states"):
            end += 1
        for u in range(end, name[1]):  # "told German broadcaster ARD the army ..."
            if self.flags[u] & DET and not self.flags[u - 1] & PREP:
                return t, u
        return None if self.flags[min(end, self.hi - 1)] & SPEAKER else (t, end)

    def announced(self, t: int) -> int | None:
        """Within an adjunct: the "that", colon or quotation that ends it."""
        for u in range(t, min(self.hi, t + 30)):
            word = self.words[u]
            if word == "that" and u > t and not self.flags[u - 1] & PREP:
                return u
            if word == ":":
                return u + 1 if u + 1 < self.hi else None
            if word in QUOTES and u > t and self.words[u - 1] == ",":
                return u
            if word == "," and not (u + 1 < self.hi and (self.words[u + 1] == "that" or self.words[u + 1] in QUOTES)):
                return None
            if word in STOPS or word == ";":
                return None
        return None

    def _relative_that(self, t: int) -> bool:
        """Whether "that" at `t` is the subject of its clause: "said in a statement that blamed neither side"."""
        if t + 1 >= self.hi or self.words[t] != "that":
            return False
        following = self.words[t + 1]
        return bool(self.flags[t + 1] & (AUX | VERB)) or following.endswith("ed") or following in self.cues.verbs

    def introduces(self, c: int) -> int | None:
        """The colon or quotation that follows a cue within its adjunct."""
        for u in range(c, min(self.hi, c + 12)):
            if self.words[u] == ":" or self.words[u] in QUOTES:
                return u
        return None

    def past_adjuncts(self, t: int) -> int:
        """Steps over "on Monday", "Tuesday", "in a statement", "earlier this week"."""
        words, flags = self.words, self.flags
        moved = True
        while moved and t < self.hi:
            moved = False
            u = t
            if words[t] in ("later", "earlier") and t + 1 < self.hi and words[t + 1] == "that":
                return t + 1
            if words[u] in ("on", "late", "early", "in", "at", "this", "last", "earlier", "later"):
                u += 1
            if u < self.hi and (words[u] in ("this", "last", "the")) and u + 1 < self.hi and flags[u + 1] & DATE:
                u += 1
            if u < self.hi and flags[u] & DATE:
                while u < self.hi and (flags[u] & DATE or words[u].isdigit()):
                    u += 1
                t, moved = u, True
                continue
            if words[t] in ("in", "on", "at", "via", "during", "through") and t + 1 < self.hi:
                for u in range(t + 1, min(t + 7, self.hi)):
                    if words[u] in self.cues.sets["channels"]:
                        t, moved = u + 1, True
                        while t < self.hi and (words[t] == "messaging" or words[t] in self.cues.sets["channels"]):
                            t += 1
                        t = self._past_host(t, u)
                        break
                    if not self.tokens.word(u) or flags[u] & (BOUND | PREP):
                        break
        return t

    def _past_host(self, t: int, channel: int) -> int:
        """Steps over "with the broadcaster X", "published on Friday" behind an interview or statement."""
        words = self.words
        if t + 1 < self.hi and words[t] in ("with", "to", "for", "by") and words[channel] in self.cues.sets["hosted"]:
            host = self.phrase_right(t + 1)
            return host[1] if host is not None and host[1] < self.hi else t if host is None else self.hi
        if t + 1 < self.hi and words[t] in self.cues.sets["published"] and self.flags[t + 1] & (PREP | DATE):
            return t + 1
        return t

    def _clause_from(self, t: int) -> bool:
        """Whether token `t` is a question word, or opens a clause with a verb before any relative one."""
        if self.words[t] in ("how", "why", "what", "whether", "if", "where", "who", "that"):
            return True
        for u in range(t + 1, min(self.hi, t + 12)):
            if self.words[u] in ("which", "who", "whose", "that", ",", ";", ":"):
                return False
            if self.flags[u] & AUX:
                return True
        return False

    def clause_within(self, t: int) -> bool:
        """Whether a finite verb stands in the rest of the clause from `t` on."""
        for u in range(t, self.hi):
            if self.words[u] in (",", ";") or self.words[u] in STOPS:
                return False
            if self.flags[u] & (AUX | VERB) or self.words[u].endswith("ed"):
                return True
            verb = self.cues.verbs.get(self.words[u])
            if verb is not None and verb.shape & (PAST | THIRD) and u > t and self.flags[u - 1] & PRONOUN:
                return True
        return False

    def governs(self, t: int) -> bool:
        """Whether the word at `t` is a verb of the lexicon that is no noun, in a form that has a subject."""
        verb = self.cues.verbs.get(self.words[t])
        return verb is not None and bool(verb.shape & (BASE | THIRD)) and self.words[t] not in self.cues.nouns

    def quote_before(self, t: int) -> bool:
        """Whether a quotation ends right before token `t`, a comma aside."""
        before = self.words[max(self.lo, t - 2) : t]
        return bool(before) and (before[-1] in CLOSING or before == [before[0], ","] and before[0] in CLOSING)
