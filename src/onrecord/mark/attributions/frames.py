"""From a cue to its speaker: finds, in one sentence, every cue with the speaker beside it.

A noun phrase is followed without a tagger: leftwards or rightwards from the cue until a word that
no noun phrase goes across (a conjunction, an auxiliary, a pronoun, a comma).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.mark.attributions.cues import (
    ADVERB,
    AUX,
    BASE,
    BEARER,
    BOUND,
    CHECK,
    CLAUSE,
    DATE,
    DET,
    EVIDENCE,
    GERUND,
    MODAL,
    NEGATION,
    OBJECT,
    PAST,
    PREP,
    PRONOUN,
    SAY,
    SPEAKER,
    SPEECH,
    THIRD,
    VERB,
    Cues,
    Verb,
)
from onrecord.mark.attributions.tokens import Tokens
from onrecord.model import Span
from onrecord.model.claim import Certainty

QUOTES = frozenset("\"“”„«»")
STOPS = frozenset(".!?…")
DASHES = frozenset("-–—")
_LONGEST = 32  # tokens of a speaker's name with its offices
_BE = frozenset("is was were are be been being 's".split())
_JOINS = frozenset(("and", "or", "&"))
_RECEIVERS = frozenset("tell inform remind assure convince persuade brief warn advise".split())
_NOT_ADVERBS = frozenset("family assembly ally supply rally reply anomaly".split())
_EARLIER = frozenset("own recent earlier original latest official previous repeated unconfirmed unverified".split())
_ADJUNCTS = frozenset("in on at during after via to from through by as when while ahead".split())
_PARTICIPLES = frozenset(
    """armed unnamed united retired appointed elected installed occupied detained wounded captured named unidentified combined
    unspecified affiliated based backed led allied experienced imposed so-called well-informed aligned authorised authorized""".split()
)
_CHANNELS = frozenset(
    """interview briefing address speech telegram facebook twitter conference statement post message update report
    video email television television's tv letter remarks comment comments assessment twitter x blog thread""".split()
)


@dataclass(slots=True)
class Frame:
    """A cue and its speaker as ranges of tokens; `content` is filled in by the reader of contents."""

    cue: tuple[int, int]
    source: tuple[int, int] | None
    stance: Certainty
    verb: Verb | None
    side: str  # where its content stands: "right", "left", "around" (both), "noun"
    start: int | None = None  # first token of a content to the right
    joined: bool = False  # the speaker is that of an earlier cue
    within: Frame | None = None  # "Y reports, citing X": who relays what this one says
    content: list[Span] = field(default_factory=list)
    quoted: bool = False

    @property
    def left(self) -> int:
        return min(self.cue[0], self.source[0]) if self.source and not self.joined else self.cue[0]

    @property
    def right(self) -> int:
        return max(self.cue[1], self.source[1]) if self.source and not self.joined else self.cue[1]


def following_colon(words: list[str], t: int, hi: int) -> bool:
    return t < hi and words[t] == ":"


class Finder:
    """Finds the frames of one sentence, given as a range of tokens [lo, hi)."""

    __slots__ = ("cues", "flags", "hi", "lo", "tokens", "words")

    def __init__(self, tokens: Tokens, cues: Cues) -> None:
        self.tokens, self.cues = tokens, cues
        self.words, self.flags = tokens.words, tokens.flags
        self.lo = self.hi = 0

    def frames(self, lo: int, hi: int) -> list[Frame]:
        self.lo, self.hi = lo, hi
        words, verbs, cues = self.words, self.cues.verbs, self.cues
        out: list[Frame] = []
        for i in range(lo, hi):
            word = words[i]
            frame: Frame | None = None
            if word in cues.citing:
                frame = self._citing(i, out)
            if frame is None and word in verbs:
                frame = self._verb(i, verbs[word], out)
            if frame is None and word in cues.nouns:
                frame = self._noun(i, cues.nouns[word])
            elif word == "according" and i + 1 < hi and words[i + 1] == "to":
                frame = self._preposition(i, i + 2)
            elif word in cues.sourceless:
                frame = Frame((i, i + 1), None, cues.sourceless[word], None, "around")
            if frame is not None and not (out and out[-1].cue == frame.cue):
                out.append(frame)
        if words[lo] == "in" and not any(f.source and f.verb for f in out):
            frame = self._published(lo)
            if frame is not None:
                out.insert(0, frame)
        for frame in out:
            if frame.side == "cites":
                frame.within = next((f for f in (*reversed(out[: out.index(frame)]), *out) if f.verb and f.source and f.side in ("right", "left")), None)
        return out

    # --- verbs ---------------------------------------------------------------------------------

    def _verb(self, i: int, verb: Verb, before: list[Frame]) -> Frame | None:
        words, flags = self.words, self.flags
        end = i + 1
        if verb.particle:
            if end >= self.hi or words[end] != verb.particle:
                return None
            end += 1
        k, be, helped, negated, modal = i - 1, False, False, False, False
        while k >= self.lo and k > i - 6:
            flag = flags[k]
            if flag & NEGATION:
                negated = True
            elif flag & AUX:
                if words[k] in ("'s", "’s"):
                    break
                helped, be, modal = True, be or (words[k] in _BE and not helped), modal or bool(flag & MODAL)
            elif not (flag & ADVERB or words[k].endswith("ly") and not flag & (SPEAKER | BEARER) and words[k] not in _NOT_ADVERBS and not self.tokens.capital(k)):
                break
            k -= 1
        if words[k + 1 : k + 2] and words[k + 1].endswith(("n't", "n’t")):
            negated = True
        if negated and not verb.classes & CHECK:
            return None
        cue = (k + 1, end)
        if following_colon(words, end, self.hi) and words[i] in self.cues.nouns:
            return None  # "Unconfirmed claims: ..."
        if words[i] == "states" and self.tokens.capital(i):
            return None
        previous = words[k] if k >= self.lo else ""
        following = words[end] if end < self.hi else ""
        if verb.shape == PAST and (be or following == "by" or (following == "to" and not helped and words[i] in self.cues.passive)):
            return self._passive(i, k, end, verb, following, be or following == "to")
        if verb.shape == GERUND and not be:
            return self._gerund(cue, previous, k, verb, before)
        if verb.shape == BASE and previous == "to":
            return None
        weak = not verb.classes & SAY
        if verb.shape == BASE and not helped and not self._plural(k) and not (following == "that" and self._plural_head(k)) and not (verb.classes & SAY and previous in (",", *QUOTES)):
            return None
        if verb.shape & (BASE | THIRD) and not helped and (previous.endswith(("'s", "’s")) or (k >= self.lo and flags[k] & DET)):
            return None  # "Kyiv's claims", "its estimates" are nouns
        if verb.lemma == "put" and not any(words[u] == "at" for u in range(end, min(self.hi, end + 10))):
            return None
        if verb.classes == SPEECH and self._introduces(end) is None:
            return None
        if previous in QUOTES or previous == "," or previous in DASHES or k < self.lo:
            if verb.classes & SAY and not helped:
                inverted = self._inverted(cue, previous, k, verb)
                if inverted:
                    return inverted
            source = self._apposition(k) if previous == "," else None
            if source is None:
                return None
        elif previous in _JOINS or previous == "but" or previous == "then":
            shared = next((f for f in reversed(before) if f.source and f.verb), None)
            if shared is None:
                return None
            frame = self._right(cue, shared.source, verb, end)
            if frame:
                frame.joined = True
            return frame
        else:
            source = self.phrase_left(k)
            reported = verb.classes & SAY and self._announced(end) is not None
            if source is None or not self._speaks(source, strict=not reported and bool(weak or verb.shape == BASE or not self._plural(k))):
                return None
        return self._right(cue, source, verb, end)

    def _right(self, cue: tuple[int, int], source: tuple[int, int] | None, verb: Verb, end: int) -> Frame | None:
        """A frame whose content follows the cue, or stands before its speaker when nothing follows."""
        before = self.words[min(cue[0], source[0] if source else cue[0]) - 1] if cue[0] > self.lo else ""
        start = self._content_start(end, verb, before == "," or before in QUOTES)
        if start is not None and start >= 0 and verb.classes & SAY and self._quote_before(min(cue[0], source[0] if source else cue[0])):
            if not (self.words[start] in QUOTES or self.words[start] == "that" or self.words[start - 1] == ":"):
                start = None
        if start is None:
            if not verb.classes & SAY:
                return None
            if source and not self._speaks(source, strict=True):
                return None
            return Frame(cue, source, verb.stance, verb, "left")
        if start < 0:
            return None
        return Frame(cue, source, verb.stance, verb, "right", start)

    def _passive(self, i: int, k: int, end: int, verb: Verb, following: str, be: bool) -> Frame | None:
        if following == "by":
            source = self.phrase_right(end + 1)
            if source is None or not self._speaks(source, strict=True):
                return None
            if source[1] < self.hi and self.words[source[1]] == "as":  # "described by X as ...", "quoted by X as saying"
                subject = self.phrase_left(k) if verb.lemma in ("quote", "cite") else None
                if subject is not None:
                    return Frame((k + 1, end + 1), source, verb.stance, verb, "quotes", subject[0])
                return Frame((i, end + 1), source, verb.stance, verb, "right", source[1])
            return Frame((i, end + 1), source, verb.stance, verb, "left")
        if be and self.words[i] in self.cues.passive and following in ("to", "that"):
            stance: Certainty = "unconfirmed" if verb.lemma in ("allege", "rumor", "rumour") else "hedged"
            if following == "that":
                return Frame((k + 1, end), None, stance, verb, "right", end)
            return Frame((k + 1, end), None, stance, verb, "around")
        return None

    def _gerund(self, cue: tuple[int, int], previous: str, k: int, verb: Verb, before: list[Frame]) -> Frame | None:
        if previous == "as":
            shared = next((f for f in reversed(before) if f.verb), None)
            if shared is None or shared.verb is None:
                return None
            if shared.side == "quotes":  # X was quoted by Y as saying
                source: tuple[int, int] | None = self.phrase_left(shared.cue[0] - 1)
            elif shared.start is not None and shared.source:  # Y cited X as saying
                source = (shared.start, k)
            else:
                source = self._subject()
            start = self._content_start(cue[1], verb)
            return Frame(cue, source, verb.stance, verb, "right", start) if start is not None and start >= 0 else None
        if previous not in (",", "and", "by", "in", "with", "without", "while", "before", "when", "–", "-", "—"):
            source = self.phrase_left(k)
            if source is None or not self._speaks(source, strict=True):
                return None
            return self._right(cue, source, verb, cue[1])
        shared = next((f for f in reversed(before) if f.source and f.verb), None)
        source = shared.source if shared else self._subject()
        if source is None or not (shared or self._speaks(source, strict=True)):
            return None
        start = self._content_start(cue[1], verb)
        if start is None or start < 0:
            return None
        if verb.classes & EVIDENCE and previous == ",":
            return Frame(cue, None, verb.stance, verb, "right", start)  # what the author makes of it: "..., indicating that"
        return Frame(cue, source, verb.stance, verb, "right", start, joined=True)

    def _inverted(self, cue: tuple[int, int], previous: str, k: int, verb: Verb) -> Frame | None:
        source = self.phrase_right(cue[1])
        if source is None or verb.shape == GERUND:
            return None
        after_quote = previous in QUOTES or previous in DASHES or (k > self.lo and self.words[k - 1] in QUOTES)
        following = self.words[source[1]] if source[1] < self.hi else "."
        settled = following in STOPS or following in DASHES or following in (",", ":", ";") or following in QUOTES
        if k < self.lo and not (settled and following == ":" and verb.lemma == "say"):
            return None
        if verb.lemma == "tell" and not after_quote:
            return None
        if after_quote or (settled and (self.tokens.capital(source[0]) or self._speaks(source, strict=True))):
            if not after_quote and self._comma_before(k) is not None and not settled:
                return None
            if following == ",":
                source = self._with_apposition(source)
            return Frame(cue, source, verb.stance, verb, "left")
        return None

    def _comma_before(self, k: int) -> int | None:
        for j in range(k - 1, max(self.lo, k - _LONGEST) - 1, -1):
            if self.words[j] == ",":
                return j
            if self.words[j] in QUOTES or self.words[j] in (";", ":"):
                return None
        return None

    def _apposition(self, k: int) -> tuple[int, int] | None:
        """The speaker of "X, a spokesman for Y, said": `k` is the second comma."""
        comma = self._comma_before(k)
        if comma is None or comma <= self.lo:
            return None
        source = self.phrase_left(comma - 1)
        while source is not None and source[0] > self.lo and self.words[source[0] - 1] == ",":
            # a list of offices: step over one more comma if what stands there is a name
            further = self.phrase_left(source[0] - 2)
            if further is None or not self.tokens.capital(further[0]) or further[0] < k - _LONGEST:
                break
            if not self.flags[source[0]] & DET:
                break
            source = further
        if source is None or not self._speaks((source[0], comma), strict=True):
            return None
        return source[0], k

    def _with_apposition(self, source: tuple[int, int]) -> tuple[int, int]:
        """`said X, a spokesman for Y.`: takes the apposition in."""
        comma = source[1]
        if comma + 1 >= self.hi:
            return source
        after = self.phrase_right(comma + 1)
        if after and any(self.flags[j] & SPEAKER for j in range(*after)) and not self.flags[comma + 1] & PRONOUN:
            return source[0], after[1]
        return source

    # --- nouns and prepositions ----------------------------------------------------------------

    def _noun(self, i: int, stance: Certainty) -> Frame | None:
        """ "Ukrainian claims that", "the claim by X that", "reports of"."""
        words, end = self.words, i + 1
        if end >= self.hi or i <= self.lo and not self.tokens.capital(i):
            return None
        source: tuple[int, int] | None = None
        if words[end] in ("by", "from"):
            source = self.phrase_right(end + 1)
            if source is None:
                return None
            end = source[1]
            if end >= self.hi:
                return None
        if source is None and i > self.lo:
            source = self._owner(i - 1)
        if words[end] not in ("that", "of", "about") and not (source and words[i] in ("claims", "claim") and self.flags[end] & PRONOUN):
            return None
        if words[end] != "that" and words[i] not in ("reports", "claims", "claim", "rumors", "rumours", "allegations"):
            return None
        if stance == "asserted":
            stance = "hedged" if words[end] == "of" and source is None else "unconfirmed"
        return Frame((i, i + 1), source, stance, None, "noun", end)

    def _owner(self, k: int) -> tuple[int, int] | None:
        """Whose the noun behind token `k` is: "Ukrainian (claims)", "the MoD's (claim)", "their (reports)"."""
        words, tokens = self.words, self.tokens
        while k > self.lo and not tokens.capital(k) and words[k] in _EARLIER:
            k -= 1
        if words[k] in ("their", "its", "his", "her"):
            return k, k + 1
        if not tokens.capital(k) and not words[k].endswith(("'s", "’s")):
            return None
        start = k
        while start > self.lo and tokens.word(start - 1) and (tokens.capital(start - 1) or self.flags[start - 1] & SPEAKER) and not (
                self.flags[start - 1] & DATE):
            start -= 1
        return start, k + 1

    def _citing(self, i: int, before: list[Frame]) -> Frame | None:
        source = self.phrase_right(i + 1)
        if source is None or not self._speaks(source, strict=True):
            return None
        if i > self.lo and self.words[i - 1] != "," and not self.words[i - 1].isalpha():
            return None
        return Frame((i, i + 1), source, "asserted", None, "cites")

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
        if source[1] < self.hi and self.words[source[1]] == ",":
            source = self._with_apposition(source)
        return Frame((i, end), source, "asserted", None, "around")

    # --- phrases -------------------------------------------------------------------------------

    def _plural(self, k: int) -> bool:
        """Whether the word at `k` may be the subject of "say", "report": plural, or I, we, you, they."""
        if k < self.lo:
            return False
        word = self.words[k]
        return word in ("they", "we", "i", "you", "who") or (word.endswith("s") and self.tokens.word(k) and not word.endswith("ss")) or (
            word in ("media", "military", "police", "people", "bbc", "afp"))

    def _plural_head(self, k: int) -> bool:
        source = self.phrase_left(k)
        return source is not None and any(self._plural(j) or self.flags[j] & BEARER for j in range(*source))

    def _subject(self) -> tuple[int, int] | None:
        """The noun phrase that the sentence starts with."""
        j = self.lo
        while j < self.hi and not self.tokens.word(j):
            j += 1
        return self.phrase_right(j, subject=True) if j < self.hi else None

    def _speaks(self, source: tuple[int, int], strict: bool) -> bool:
        """Whether a phrase can be a speaker: a name, a pronoun, a noun for people or for papers."""
        last = source[1] - 1
        if last < source[0]:
            return False
        flags = self.flags[last]
        if flags & (PRONOUN | SPEAKER | BEARER) or self.words[last] in (")", "’", "'"):
            return True
        if not self.tokens.word(last) or self.words[last][0].isdigit():
            return False
        if self.tokens.capital(last) and not flags & DATE:
            return True
        if any(self.flags[j] & (SPEAKER | BEARER) for j in range(*source)):
            return True
        return not strict and not flags & (PREP | DET | VERB | BOUND)

    def phrase_left(self, j: int) -> tuple[int, int] | None:
        """The noun phrase that ends with token `j`, [start, end)."""
        words, flags, tokens = self.words, self.flags, self.tokens
        j = self._before_date(j)
        if j < self.lo:
            return None
        if flags[j] & PRONOUN:
            return j, j + 1
        k = j
        floor = max(self.lo, j - _LONGEST)
        while k >= floor:
            word, flag = words[k], flags[k]
            if not tokens.word(k):
                if word == ")":
                    opened = next((m for m in range(k, max(floor, k - 8) - 1, -1) if words[m] == "("), None)
                    if opened is None:
                        break
                    k = opened - 1
                    continue
                if word not in "’'-/":
                    break
            elif word in _JOINS:
                if k - 1 < floor or not (tokens.capital(k - 1) or flags[k - 1] & SPEAKER or words[k - 1].endswith("s")) or flags[k - 1] & DATE:
                    break
                if not (tokens.capital(k + 1) or flags[k + 1] & (SPEAKER | DET)):
                    break
                if not self._joins(k, floor):
                    break
            elif flag & BOUND:
                break
            elif k < j and not tokens.capital(k) and self._acts(k):
                return None  # what stands between that verb and the cue is its object
            k -= 1
        start = self._trim(k + 1, j)
        return (start, j + 1) if start <= j else None

    def _joins(self, k: int, floor: int) -> bool:
        """Whether "and" at `k` joins two speakers: what stands before it is a short noun phrase that opens its clause."""
        words, flags, tokens = self.words, self.flags, self.tokens
        for m in range(k - 1, max(floor, k - 9) - 1, -1):
            if flags[m] & (BOUND | PREP) or not tokens.word(m):
                return words[m] in (",", "that", "while", "but", "as", "of", ";", ":", "’", "'", "’s") or words[m] in QUOTES or flags[m] & PREP and m == k
            if not tokens.capital(m) and (flags[m] & VERB or words[m].endswith(("ing", "ed")) or words[m] in self.cues.verbs):
                return False
            if m == self.lo:
                return True
        return False

    def _acts(self, k: int) -> bool:
        """Whether the word at `k`, in small letters, is a verb with a subject before it."""
        word = self.words[k]
        if self.flags[k] & VERB:
            return True
        if word in _PARTICIPLES or "-" in word:
            return False
        return word.endswith("ed") and len(word) > 4 and k > self.lo and self.tokens.word(k - 1) and not self.flags[k - 1] & (DET | PREP)

    def _before_date(self, j: int) -> int:
        """Steps back over "on Monday", "late on 14 August"."""
        k = j
        while k >= self.lo and (self.flags[k] & DATE or self.words[k].isdigit()):
            k -= 1
        if k < j and k >= self.lo and self.words[k] in ("on", "in", "at", "this", "of"):
            k -= 1
        return k if k >= self.lo and k < j and self.flags[k] & DATE == 0 else j if k == j else k

    def _trim(self, start: int, j: int) -> int:
        """Drops what stands before the noun phrase proper: "On Monday", "In a statement"."""
        words, flags, tokens = self.words, self.flags, self.tokens
        while start <= j and not tokens.word(start):
            start += 1
        while start <= j and flags[start] & ADVERB and not flags[start] & DET:
            start += 1
        if start <= j and words[start] in ("of", "from", "with") and start - 1 > self.lo and words[start - 1] == ",":
            named = self.phrase_left(start - 2)  # "X, of the Y group, said" with the second comma left out
            if named is not None and tokens.capital(named[0]):
                return named[0]
        if start <= j and (flags[start] & PREP or flags[start] & DATE):
            dated = False
            k = start
            while k < j:
                k += 1
                if flags[k] & DATE or words[k].isdigit():
                    dated = True
                elif dated and not flags[k] & PREP:
                    return k
                elif flags[k] & DET and not flags[k - 1] & PREP and k - 1 > start:
                    return k
            return start + 1 if not dated else j + 1
        return start

    def phrase_right(self, j: int, subject: bool = False) -> tuple[int, int] | None:
        """The noun phrase that starts with token `j`, [start, end)."""
        words, flags, tokens = self.words, self.flags, self.tokens
        if j >= self.hi:
            return None
        if flags[j] & PRONOUN:
            return j, j + 1
        k, top = j, min(self.hi, j + _LONGEST)
        while k < top:
            word, flag = words[k], flags[k]
            if not tokens.word(k):
                if word == "(":
                    closed = next((m for m in range(k, min(top, k + 8)) if words[m] == ")"), None)
                    if closed is None:
                        break
                    k = closed + 1
                    continue
                if word not in ("’", "'", "-", "/") or (tokens.starts[k] > tokens.ends[k - 1] and word == "-"):
                    break
            elif word in _JOINS:
                if k + 1 >= top or not (tokens.capital(k + 1) or flags[k + 1] & (SPEAKER | DET)) or k == j:
                    break
                if self._clause_ahead(k + 1, top):
                    break
            elif flag & PREP:
                if k == j or k + 1 >= top:
                    break
                if word not in ("of", "for", "from", "at", "in", "to", "on", "by", "with") or flags[k + 1] & DATE or words[k + 1][0].isdigit():
                    break
                if word == "in" and words[k + 1] in ("a", "an", "its", "his", "her", "their", "response"):
                    break
            elif flag & BOUND or (flag & VERB and not tokens.capital(k)):
                break
            elif flag & DATE and k > j + 1:
                break
            elif k > j and word in self.cues.verbs and not tokens.capital(k) and not flags[k] & BEARER and (
                    subject or self.cues.verbs[word].shape & (GERUND | PAST)):
                break
            elif subject and k > j and word.endswith("ed") and not tokens.capital(k):
                break
            k += 1
        while k > j and (flags[k - 1] & (PREP | DATE | DET | ADVERB) and not tokens.capital(k - 1) or not tokens.word(k - 1) and words[k - 1] != ")"):
            k -= 1
        return (j, k) if k > j else None

    def _clause_ahead(self, k: int, top: int) -> bool:
        """Whether "and X ..." opens a clause of its own: an auxiliary or a past verb comes before any stop."""
        for m in range(k, min(top, k + 8)):
            if self.words[m] in (",", ".", ";"):
                return False
            if self.flags[m] & (AUX | VERB) or (self.words[m] in self.cues.verbs and not self.tokens.capital(m)):
                return True
        return False

    # --- where a content starts ----------------------------------------------------------------

    def _content_start(self, c: int, verb: Verb, attached: bool = False) -> int | None:
        """The first token of what was said, after a cue that ends before `c`; None when nothing follows
        the cue but an adjunct ("said on Monday"), -1 when what follows cannot be a content. `attached` tells
        that a comma or quotation stands before the speaker, so that a clause is already there."""
        words, flags = self.words, self.flags
        t = c
        if verb.lemma in _RECEIVERS:
            receiver = self.phrase_right(t)
            if receiver is not None and not (flags[t] & DATE):
                t = receiver[1] if verb.lemma == "tell" or (receiver[1] < self.hi and words[receiver[1]] in ("that", ":", ",")) else t
        t = self._past_adjuncts(t)
        if t >= self.hi or words[t] in STOPS or words[t] in (")", ";"):
            return None
        word = words[t]
        if word in QUOTES or word == "that":
            return t
        if word == ":":
            return t + 1 if t + 1 < self.hi else -1
        if word == ",":
            if t + 1 < self.hi and words[t + 1] in QUOTES:
                return t + 1
            # "reported, citing X, that ..."
            return next((u + 1 for u in range(t + 1, min(self.hi - 1, t + 20)) if words[u] == "," and words[u + 1] == "that"), None)
        if word in DASHES:
            return None
        if verb.classes & SAY:
            if word in _ADJUNCTS and words[t + 1 : t + 2] not in (["least"], ["most"], ["many"], ["much"]):
                found = self._announced(t)
                if found is not None:
                    return found
                if verb.classes & OBJECT and word != "as":
                    return t
                return -1 if word == "to" else t if self._clause_within(t + 1) and not attached else None
            return t
        if verb.classes & (OBJECT | EVIDENCE | CHECK):
            return t
        if flags[t] & PREP:
            found = self._announced(t)
            return found if found is not None else -1
        if word in ("how", "why", "what", "whether", "if", "where", "who", "to") or flags[t] & (DET | PRONOUN):
            return t
        return t if verb.shape & (THIRD | PAST) and self.tokens.capital(t) else -1

    def _quote_before(self, t: int) -> bool:
        """Whether a quotation ends right before token `t`, a comma aside."""
        before = self.words[max(self.lo, t - 2) : t]
        return bool(before) and (before[-1] in QUOTES or before == [before[0], ","] and before[0] in QUOTES)

    def _clause_within(self, t: int) -> bool:
        """Whether a finite verb stands in the rest of the clause from `t` on."""
        for u in range(t, self.hi):
            if self.words[u] in (",", ";") or self.words[u] in STOPS:
                return False
            if self.flags[u] & (AUX | VERB) or self.words[u].endswith("ed"):
                return True
        return False

    def _introduces(self, c: int) -> int | None:
        """The colon or quotation that follows a cue within its adjunct."""
        for u in range(c, min(self.hi, c + 12)):
            if self.words[u] == ":" or self.words[u] in QUOTES:
                return u
        return None

    def _announced(self, t: int) -> int | None:
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

    def _past_adjuncts(self, t: int) -> int:
        """Steps over "on Monday", "Tuesday", "in a statement", "earlier this week"."""
        words, flags = self.words, self.flags
        moved = True
        while moved and t < self.hi:
            moved = False
            u = t
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
                    if words[u] in _CHANNELS:
                        t, moved = u + 1, True
                        break
                    if not self.tokens.word(u) or flags[u] & (BOUND | PREP):
                        break
        return t
