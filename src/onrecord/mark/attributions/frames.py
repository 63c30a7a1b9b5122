"""From a cue to its speaker: every cue of a sentence, with the speaker beside it."""

from __future__ import annotations

from onrecord.mark.attributions.amounts import speaks_of
from onrecord.mark.attributions.cues import (
    ADVERB,
    AUX,
    BASE,
    BEARER,
    CHECK,
    DET,
    EVIDENCE,
    FIGURE,
    GERUND,
    OBJECT,
    PAST,
    SAY,
    SPEECH,
    THIRD,
    VERB,
    Verb,
)
from onrecord.mark.attributions.evidence import Evidence
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import DASHES, QUOTES, STOPS
from onrecord.model import Span
from onrecord.model.claim import Certainty

_JOINS = frozenset(("and", "or", "&"))
_LONG_BY = 10  # tokens of a speaker behind "by"
_FAR = 30  # tokens from a speaker to the colon behind which his words stand


class Finder(Evidence):
    """Finds the frames of one sentence, given as a range of tokens [lo, hi)."""

    __slots__ = ()

    def frames(self, lo: int, hi: int) -> list[Frame]:
        self.lo, self.hi = lo, hi
        words, verbs, cues = self.words, self.cues.verbs, self.cues
        out: list[Frame] = []
        for i in range(lo, hi):
            word = words[i]
            frame: Frame | None = None
            if word in cues.citing or word == "reference" and words[i + 1 : i + 2] == ["to"] and i > lo:
                frame = self._citing(i)
            if word in self.cues.sets["seeing"] or word == "there":
                frame = self.nothing(i)
            if frame is None and word in verbs:
                frame = self._verb(i, verbs[word], out)
            if frame is None and self.flags[i] & BEARER and i >= lo + 2:
                frame = self.kept(i)
            if frame is None and word in cues.nouns:
                frame = self.noun(i, cues.nouns[word], out)
            elif word == "according" and i + 1 < hi and words[i + 1] == "to":
                frame = self._preposition(i, i + 2)
            elif word == "per" and (i == lo or words[i - 1] == ",") and i + 1 < hi:
                if self.flags[i + 1] & DET or self.tokens.capital(i + 1):
                    frame = self._preposition(i, i + 1)
            elif word in cues.sourceless:
                frame = Frame((i, i + 1), None, cues.sourceless[word], None, "around")
            if frame is not None and not (out and out[-1].cue == frame.cue):
                out.append(frame)
        opened = {frame.start for frame in out if frame.verb and frame.source}
        out = [frame for frame in out if frame.side != "noun" or frame.start not in opened]
        if words[lo] == "in" and not any(f.source and f.verb for f in out):
            frame = self._published(lo)
            if frame is not None:
                out.insert(0, frame)
        for frame in out:
            if frame.side == "cites" and frame.within is None:
                frame.within = next(
                    (
                        f
                        for f in (*reversed(out[: out.index(frame)]), *out)
                        if f.verb and f.source and f.side in ("right", "left")
                    ),
                    None,
                )
        return out

    def _verb(self, i: int, verb: Verb, before: list[Frame]) -> Frame | None:
        words = self.words
        end = i + 1
        if verb.particle:
            after = words[end : min(end + 2, self.hi)]
            if after[1:] == [verb.particle] and after[0] in ("that", "it", "this"):
                return self._takes_back(i, verb)
            if after[:1] != [verb.particle]:
                return None
            end += 1
        k, be, helped, negated = self.helpers(i)
        if negated and not verb.classes & CHECK:
            return None
        cue = (k + 1, end)
        previous = words[k] if k >= self.lo else ""
        following = words[end] if end < self.hi else ""
        if words[i] in self.cues.nouns and self._named_noun(i, following):
            return None
        if verb.classes & FIGURE and not speaks_of(words, self.cues, verb, end, self.hi):
            return None
        if verb.shape == PAST:
            told_to = following == "to" and not self._receives(end + 1)
            bare = (told_to or following in self.cues.sets["felled"]) and not helped and words[i] in self.cues.passive
            if be and following == "as" and verb.lemma in ("quote", "cite") and words[end + 1 : end + 2] == ["saying"]:
                return self._quoted_as_saying(k, end + 2)
            if be or bare or following == "by":
                return self._passive(i, k, end, verb, following, be or bare)
            if not helped and verb.classes & OBJECT and previous in self.cues.sets["light_verbs"]:
                return None  # "made confirmed advances": an adjective
        if verb.shape == GERUND and not be:
            return self._gerund(cue, previous, k, verb, before)
        if self._is_noun(i, k, end, verb, helped):
            return None
        if verb.lemma == "put" and "at" not in words[end : min(self.hi, end + 10)]:
            return None
        if verb.classes == SPEECH and self.introduces(end) is None:
            return None
        if previous in QUOTES or previous == "," or previous in DASHES or k < self.lo:
            if previous == "," and before and before[-1].side == "cites" and not helped:
                source = self._citer(before[-1].cue[0])
                if source is not None:
                    return self._right(cue, source, verb, end)
            inverted = self._inverted(cue, previous, k, verb) if verb.classes & SAY and not helped else None
            source = self.apposition(k) if previous == "," and not inverted else None
            return inverted or (self._right(cue, source, verb, end) if source else None)
        if previous in _JOINS or previous in ("but", "then"):
            source = self._shared(before)
            frame = self._right(cue, source, verb, end) if source else None
            if frame:
                frame.joined = True
            return frame
        source = self.subject_past(k, before) or self.phrase_left(k) or self._by_left(k)
        if source is None or not self.speaks(source, strict=not self._plainly_said(verb, k, end)):
            return None
        if words[source[0]] in ("i", "you", "we") and (verb.stance != "asserted" or not verb.classes & SAY):
            return None  # "I think", "you know" belong to the speech
        if verb.lemma == "hear" and following == "from":  # who heard it passes on what another says
            told = self.phrase_right(end + 1)
            if told is not None and told[1] < self.hi and words[told[1]] == "that":
                return Frame(cue, told, verb.stance, verb, "right", told[1])
        frame = self.relative(cue, source, verb, self._stance(verb, source)) or self._right(cue, source, verb, end)
        if frame is not None and words[source[0]] in ("who", "which") and frame.start is not None:
            frame.stop = self.clause_end(source[0], frame.start)
        return frame

    def _takes_back(self, i: int, verb: Verb) -> Frame | None:
        """ "His office walked that back", with its pronoun in the middle."""
        k = self.helpers(i)[0]
        source = self.phrase_left(k)
        if source is None or not self.speaks(source, strict=True):
            return None
        if verb.classes & SAY:
            return self._right((k + 1, i + 3), source, verb, i + 3)
        frame = Frame((k + 1, i + 3), source, "asserted", verb, "set")
        frame.content.append(Span(self.tokens.starts[i + 1], self.tokens.ends[i + 1]))
        return frame

    def _is_noun(self, i: int, k: int, end: int, verb: Verb, helped: bool) -> bool:
        """Whether a word that looks like a verb is a noun where it stands ("Kyiv's claims", "reports say"), or a
        base form without a subject that could govern it."""
        words, capital = self.words, self.tokens.capital
        previous = words[k] if k >= self.lo else ""
        following = words[end] if end < self.hi else ""
        if words[i] == "states" and capital(i) or words[i] == "think" and following.startswith("tank"):
            return True
        if words[i] in self.cues.nouns:
            if previous in self.cues.verbs and self.cues.verbs[previous].shape == PAST and k >= self.lo:
                return True  # "denied claims that"
            if self.flags[i] & BEARER and k > self.lo and words[k - 1] == "by":
                return True  # "by Western estimates"
            if following == ":" or (verb.shape & (BASE | THIRD) and self._finite(end)):
                return True  # "Unconfirmed claims: ...", "unconfirmed reports say"
            if previous.endswith(("ian", "ish", "ese")) and capital(k):
                return True  # "Ukrainian claims that"
        if helped or verb.shape == PAST or verb.shape == GERUND:
            return False
        if previous in ("of", "from", "amid", "over", "against", "during") and k >= self.lo:
            return True  # "reports of blasts"
        if previous.endswith(("'s", "’s")) or (k >= self.lo and self.flags[k] & DET):
            return True
        if verb.shape == THIRD or self.plural(k):
            return False
        if previous == "to":
            return True
        if following == "that" and self.plural_head(k):
            return False
        if end < self.hi and self.flags[end] & DET and self.people(k):
            return False  # "commanders in Tokmak fear an uprising"
        if verb.classes & SAY and (previous == "," or previous in QUOTES):
            return False
        return self._by_left(k) is None

    def _named_noun(self, i: int, following: str) -> bool:
        """Whether a noun of saying is no verb by what stands around it: "a CSIS estimate of", "the US finding that"."""
        if following == "of" or following == "about" and self.words[i - 1] in self.cues.sets["earlier"]:
            return True
        if following != "that" or i <= self.lo or not self.words[i].endswith("ing"):
            return False
        k = i - 1
        if self.flags[k] & DET or self.words[k].endswith(("'s", "’s")):
            return True
        return self.tokens.capital(k) and k > self.lo and bool(self.flags[k - 1] & DET)

    def _plainly_said(self, verb: Verb, k: int, end: int) -> bool:
        """Whether a cue is so plainly one of saying that any noun phrase before it speaks."""
        if verb.lemma in self.cues.sets["plain"]:
            return True
        if not verb.classes & SAY:
            return False
        if self.plural(k) and (verb.shape != BASE or self.words[end : end + 1] == ["that"]):
            return True
        return self.announced(end) is not None

    def _shared(self, before: list[Frame]) -> tuple[int, int] | None:
        """The speaker of a cue without one of its own: that of the last cue, else the sentence's subject."""
        shared = next((frame.source for frame in reversed(before) if frame.source and frame.verb), None)
        if shared:
            return shared
        subject = self.subject()
        return subject if subject and self.speaks(subject, strict=True) else None

    def _right(self, cue: tuple[int, int], source: tuple[int, int] | None, verb: Verb, end: int) -> Frame | None:
        """A frame whose content follows the cue, or stands before its speaker when nothing follows."""
        first = min(cue[0], source[0]) if source else cue[0]
        before = self.words[first - 1] if first > self.lo else ""
        if source and verb.classes & SAY and self._told_it(end):
            return self._back(cue, source, verb)
        start = self.content_start(end, verb, before == "," or before in QUOTES)
        if start is not None and start >= 0 and verb.classes & SAY:
            announced = self.words[start] in QUOTES or self.words[start] == "that" or self.words[start - 1] == ":"
            said = self.quote_before(first) or (
                before == "," and self._clause_before(first - 1) and not self.clause_within(start)
            )
            if said and not announced and not verb.classes & OBJECT:
                start = None  # the words before the speaker are what he said
            elif self.quote_before(first) and not announced:
                start = None
        if start is None:
            tells = verb.classes & EVIDENCE and before == "," and source and self.owned(source)
            if not verb.classes & SAY and not tells or source and not self.speaks(source, strict=True):
                return None
            return Frame(cue, source, self._stance(verb, source), verb, "left")
        if start < 0:
            return None
        return Frame(cue, source, self._stance(verb, source), verb, "right", start)

    def _clause_before(self, t: int) -> bool:
        """Whether a finite verb stands in the sentence before token `t`."""
        return any(self.flags[u] & (AUX | VERB) or self.words[u].endswith("ed") for u in range(self.lo, t))

    def _finite(self, t: int) -> bool:
        """Whether token `t` is an auxiliary or a verb of saying in a form that has its own subject."""
        if t >= self.hi:
            return False
        verb = self.cues.verbs.get(self.words[t])
        return bool(self.flags[t] & AUX) or verb is not None and bool(verb.classes & SAY) and verb.shape != GERUND

    def _stance(self, verb: Verb, source: tuple[int, int] | None) -> Certainty:
        if source and any(self.words[t] in ("unconfirmed", "unverified") for t in range(*source)):
            return "unconfirmed"
        return verb.stance

    def _passive(self, i: int, k: int, end: int, verb: Verb, following: str, be: bool) -> Frame | None:
        if following == "by":
            source = self.phrase_right(end + 1)
            if source is None or not self.speaks(source, strict=True):
                return None
            if be and verb.classes & (SAY | OBJECT) and self._points_back(k):
                if source[1] < self.hi and self.words[source[1]] == ",":
                    source = self._with_apposition(source)
                return self._back((k + 1, end + 1), source, verb)
            if (
                source[1] < self.hi and self.words[source[1]] == "as"
            ):  # "described by X as ...", "quoted by X as saying"
                subject = self.phrase_left(k) if verb.lemma in ("quote", "cite") else None
                if subject is not None:
                    return Frame((k + 1, end + 1), source, verb.stance, verb, "quotes", subject[0])
                return Frame((i, end + 1), source, verb.stance, verb, "right", source[1])
            first = k + 1 if be else i
            return Frame((first, end if be else end + 1), source, verb.stance, verb, "left")
        if self.words[i] in self.cues.passive and following in self.cues.sets["fates"]:
            return Frame((k + 1, end), None, "hedged", verb, "around")
        if be and (self.words[i] in self.cues.passive or verb.lemma == "claim") and following in ("to", "that"):
            stance: Certainty = "unconfirmed" if verb.lemma in ("allege", "claim", "rumor", "rumour") else "hedged"
            if following == "that":
                return Frame((k + 1, end), None, stance, verb, "right", end)
            return Frame((k + 1, end), None, stance, verb, "around")
        return None

    def _gerund(self, cue: tuple[int, int], previous: str, k: int, verb: Verb, before: list[Frame]) -> Frame | None:
        if previous == "as":
            if before and before[-1].cue[1] == cue[1]:
                return self._quoting(cue[1], before[-1])
            shared = next((f for f in reversed(before) if f.verb), None)
            if shared is None or shared.verb is None:
                return None
            if shared.side == "quotes":  # X was quoted by Y as saying
                source: tuple[int, int] | None = self.phrase_left(shared.cue[0] - 1)
            elif shared.start is not None and shared.source:  # Y cited X as saying
                source = (shared.start, k)
            else:
                source = self.subject()
            start = self.content_start(cue[1], verb)
            return Frame(cue, source, verb.stance, verb, "right", start) if start is not None and start >= 0 else None
        if previous not in (",", "and", "by", "in", "with", "without", "while", "before", "when", "–", "-", "—"):
            source = self.phrase_left(k)
            if source is None or not self.speaks(source, strict=True):
                return None
            plain = verb.classes & SAY and verb.stance == "asserted"
            if not plain and self.introduces(cue[1]) is None and "that" not in self.words[cue[1] : cue[1] + 9]:
                return None
            return self._right(cue, source, verb, cue[1])
        source = self._shared(before)
        if source is None:
            return None
        start = self.content_start(cue[1], verb)
        if start is None or start < 0:
            return None
        if verb.classes & EVIDENCE and previous == ",":
            return Frame(
                cue, None, verb.stance, verb, "right", start
            )  # what the author makes of it: "..., indicating that"
        return Frame(cue, source, verb.stance, verb, "right", start, joined=True)

    def _inverted(self, cue: tuple[int, int], previous: str, k: int, verb: Verb) -> Frame | None:
        source = self.phrase_right(cue[1])
        if source is None or verb.shape == GERUND:
            return None
        after_quote = previous in QUOTES or previous in DASHES or (k > self.lo and self.words[k - 1] in QUOTES)
        following = self.words[source[1]] if source[1] < self.hi else "."
        adjunct = following in ("in", "on", "during") and previous == "," and self._clause_before(k)
        settled = adjunct or following in STOPS or following in DASHES or following in QUOTES or following in ",:;"
        if k < self.lo and not (settled and following == ":" and verb.lemma == "say"):
            return None
        if verb.lemma == "tell" and not after_quote:
            return None
        if after_quote or (settled and (self.tokens.capital(source[0]) or self.speaks(source, strict=True))):
            if not after_quote and self.comma_before(k) is not None and not settled:
                return None
            if following == ",":
                source = self._with_apposition(source)
            return Frame(cue, source, verb.stance, verb, "left")
        return None

    def _citing(self, i: int) -> Frame | None:
        end = i + 2 if self.words[i] == "reference" else i + 1
        source = self.phrase_right(end)
        if source is None or not self.speaks(source, strict=True):
            return None
        if i > self.lo and self.words[i - 1] != "," and not self.words[i - 1].isalpha():
            return None
        return Frame((i, end), source, "asserted", None, "cites")

    def _receives(self, t: int) -> bool:
        """Whether a person stands at `t`: "reported to Putin that", not "reported to have fallen"."""
        return t < self.hi and (self.tokens.capital(t) or bool(self.flags[t] & DET))

    def _by_left(self, k: int) -> tuple[int, int] | None:
        """The speaker in "data published by X (show)", "officials cited by X (put)": a phrase that ends at `k`."""
        for u in range(k, max(self.lo + 1, k - _LONG_BY), -1):
            if self.words[u] == "by":
                name = self.phrase_right(u + 1, subject=True)
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
        source = self.phrase_left(cite - 2) if cite - 2 >= self.lo and self.words[cite - 1] == "," else None
        return source if source and self.speaks(source, strict=True) else None

    def _quoted_as_saying(self, k: int, end: int) -> Frame | None:
        """ "X was quoted as saying": the cue ends before token `end`."""
        source = self.phrase_left(k)
        verb = self.cues.verbs["saying"]
        return self._right((k + 1, end), source, verb, end) if source and self.speaks(source, strict=True) else None

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
        if t >= self.hi or self.words[t] not in ("this", "it"):
            return False
        return t + 1 >= self.hi or self.words[t + 1] in STOPS or self.words[t + 1] in ("on", "in", "at", "during", ":")

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
        if source[1] + 1 < self.hi and self.words[source[1] + 1] == "by" and self.flags[source[1] - 1] & BEARER:
            source = self.phrase_right(source[1] + 2) or source  # "figures published by X"
        if source[1] < self.hi and self.words[source[1]] == ",":
            source = self._with_apposition(source)
        k = i - 1  # "That is according to X"
        while k > self.lo and self.flags[k] & (AUX | ADVERB):
            k -= 1
        if (k < i - 1 or self.words[k].endswith("s")) and self._points_back(k):
            return self._back((k + 1, end), source, None)
        early = any(self.words[t] in ("preliminary", "initial") for t in range(*source))
        return Frame((i, end), source, "hedged" if early else "asserted", None, "around")
