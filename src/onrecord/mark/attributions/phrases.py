"""Noun phrases around a cue, followed without a tagger.

A phrase runs, leftwards or rightwards, until a word that no noun phrase goes across: a conjunction,
an auxiliary, a pronoun, a verb, a comma. All ranges are of tokens, [start, end), inside the sentence
[lo, hi) at hand.
"""

from __future__ import annotations

import re

from onrecord.mark.attributions.cues import (
    ADVERB,
    AUX,
    BEARER,
    BOUND,
    DATE,
    DET,
    GERUND,
    PAST,
    PREP,
    PRONOUN,
    SAY,
    SPEAKER,
    THIRD,
    VERB,
    Cues,
)
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.tokens import CLOSING, QUOTES, Tokens

# What nouns for those who do something end with.
_AGENT = re.compile(r"[a-z-]{3,}(?:ist|[^aeiou]er|eer|ator|itor|ctor|sor|egate|man|woman|men|women|eant)s?")
_QUOTED_NAME = 4  # tokens of a name in quotation marks at most
_LONGEST_CITE = 4  # tokens of a cue of citing at most
_LONGEST = 32  # tokens of a speaker's name with its offices
_ASIDES = frozenset("meanwhile however though too for-one".split())
_SELVES = frozenset("himself herself itself themselves".split())
_JOINS = frozenset(("and", "or", "&"))
_ARTICLES = frozenset("the a an their his its our".split())


class Phrases:
    """Finds noun phrases, and tells which of them can speak."""

    __slots__ = ("cues", "flags", "found", "hi", "lo", "tokens", "words")

    def __init__(self, tokens: Tokens, cues: Cues) -> None:
        self.tokens, self.cues = tokens, cues
        self.words, self.flags = tokens.words, tokens.flags
        self.lo = self.hi = 0
        self.found: list[Frame] = []  # the frames of the sentence so far

    def phrase_left(self, j: int) -> tuple[int, int] | None:
        """The noun phrase that ends with token `j`, [start, end)."""
        words, flags, tokens = self.words, self.flags, self.tokens
        j = self._before_date(j)
        if j < self.lo:
            return None
        if flags[j] & PRONOUN:
            return j, j + 1
        if words[j] in _SELVES and j > self.lo and flags[j - 1] & PRONOUN:
            return j - 1, j + 1  # "He himself (says)"
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
                opened = self.quoted_name(k, -1, floor) if word in CLOSING else None
                if opened is not None and opened > floor:
                    k = opened - 1  # "The speaker of the OTG «Khortytsia» (told)"
                    continue
                if word not in "’'-/":
                    break
            elif word in _JOINS:
                p = k - 1
                if p > floor + 2 and words[p] == ")" and words[p - 2] == "(":
                    p -= 3  # "the Ministry of Defence (MoD) and some bloggers"
                if (
                    p < floor
                    or not (tokens.capital(p) or flags[p] & SPEAKER or words[p].endswith("s"))
                    or flags[p] & DATE
                ):
                    break
                if not (tokens.capital(k + 1) or flags[k + 1] & (SPEAKER | DET) or flags[p] & flags[j] & SPEAKER):
                    break
                if not self._joins(p + 1, floor):
                    break
            elif flag & BOUND:
                if k < j or word != "there" or k == floor or not flags[k - 1] & SPEAKER:
                    break  # not of "officials there (said)"
            elif k < j and word.endswith("ing") and word in self.cues.verbs and not tokens.capital(k):
                if k > floor and words[k - 1] in ("of", "for"):
                    k -= 1
                    continue  # "the Center for countering disinformation"
                break  # "confirming Ukrainian (claims)"
            elif k < j and self.of_bearer(k):
                pass
            elif k < j and not tokens.capital(k) and (self._says(k) or k > floor and self._does(k)):
                break  # "(Maliar said) the staff"
            elif k < j and not tokens.capital(k) and self._acts(k):
                return None  # what stands between that verb and the cue is its object
            k -= 1
        start = self._trim(k + 1, j)
        return (start, j + 1) if start <= j else None

    def cites_to(self, i: int) -> int | None:
        """Where a cue of citing ends that begins at `i`: "citing", "with reference to"."""
        for n in range(_LONGEST_CITE, 0, -1):
            if " ".join(self.words[i : i + n]) in self.cues.citing and i + n < self.hi:
                return i + n
        return None

    def quoted_name(self, k: int, step: int, stop: int) -> int | None:
        """The other quotation mark of a name in marks of which one stands at `k`: "the channel «Rybar»"."""
        words, t = self.words, k + step
        while t != stop and abs(t - k) <= _QUOTED_NAME and self.lo <= t < self.hi:
            if words[t] in QUOTES:
                return t if abs(t - k) > 1 and (words[t] in CLOSING) != (step < 0) else None
            if not self.tokens.word(t) and words[t] not in "-’'" or self.tokens.word(t) and not self.tokens.capital(t):
                return None
            t += step
        return None

    def of_bearer(self, k: int) -> bool:
        """Whether the participle at `k` tells how a report or picture came: "footage published (on Friday)"."""
        return k > self.lo and self.words[k] in self.cues.sets["published"] and bool(self.flags[k - 1] & BEARER)

    def _joins(self, k: int, floor: int) -> bool:
        """Whether "and" at `k` joins two speakers: before it stands a short noun phrase that opens its clause."""
        words, flags, tokens = self.words, self.flags, self.tokens
        for m in range(k - 1, max(floor, k - 9) - 1, -1):
            if words[m] in ("of", "for") and m > floor and tokens.capital(m - 1):
                continue  # "the Center for Strategic and International Studies"
            if flags[m] & (BOUND | PREP) or not tokens.word(m):
                return (
                    words[m] in (",", "that", "while", "but", "as", "of", "by", "from", ";", ":", "’", "'", "’s")
                    or words[m] in QUOTES
                )
            if not tokens.capital(m) and (
                flags[m] & VERB or words[m].endswith(("ing", "ed")) or words[m] in self.cues.verbs
            ):
                return False
            if m == self.lo:
                return True
        return False

    def _says(self, k: int) -> bool:
        """Whether the word at `k` is a finite verb of saying with a subject before it."""
        verb = self.cues.verbs.get(self.words[k])
        if verb is None or not verb.classes & SAY or not verb.shape & (THIRD | PAST) or verb.particle or k <= self.lo:
            return False
        if self.words[k] in self.cues.nouns or self.flags[k - 1] & (DET | PREP):
            return False
        if not self.tokens.word(k - 1):
            return self.words[k - 1] == "," and verb.shape == PAST
        return verb.lemma in self.cues.sets["plain"] or self.tokens.capital(k - 1) or bool(self.flags[k - 1] & SPEAKER)

    def _does(self, k: int) -> bool:
        """Whether the word at `k` is a verb of the lexicon right behind a pronoun: "she remembers"."""
        verb = self.cues.verbs.get(self.words[k])
        return verb is not None and bool(verb.shape & (THIRD | PAST) and self.flags[k - 1] & PRONOUN)

    def _acts(self, k: int) -> bool:
        """Whether the word at `k`, in small letters, is a verb with a subject before it."""
        word = self.words[k]
        if self.flags[k] & VERB:
            return True
        if word in self.cues.sets["participles"] or "-" in word:
            return False
        return (
            word.endswith("ed")
            and len(word) > 4
            and k > self.lo
            and self.tokens.word(k - 1)
            and not self.flags[k - 1] & (DET | PREP)
        )

    def _before_date(self, j: int) -> int:
        """Steps back over "on Monday", "late on 14 August"."""
        k = j
        while k >= self.lo and (self.flags[k] & DATE or self.words[k].isdigit() and not self._numbered(k)):
            k -= 1
        if k < j and k >= self.lo and self.words[k] in ("on", "in", "at", "this", "of"):
            k -= 1
        if k < j and self.of_bearer(k):
            return j  # "footage published on Friday (shows)"
        return k if k >= self.lo and k < j and self.flags[k] & DATE == 0 else j if k == j else k

    def _numbered(self, k: int) -> bool:
        """Whether a number is the end of a name: "Channel 12"."""
        return k > self.lo and self.words[k - 1] in self.cues.sets["numbered"] and self.tokens.capital(k - 1)

    def _trim(self, start: int, j: int) -> int:
        """Drops what stands before the noun phrase proper: "On Monday", "In a statement"."""
        words, flags, tokens = self.words, self.flags, self.tokens
        while start <= j and not tokens.word(start):
            start += 1
        while start <= j and (flags[start] & ADVERB and not flags[start] & DET or self._clock(start)):
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

    def _clock(self, t: int) -> bool:
        """Whether a time of day stands at `t`, as before an entry of a live page."""
        return t == self.lo and self.words[t][0].isdigit() and ":" in self.words[t]

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
                closed = self.quoted_name(k, 1, top) if word in QUOTES else None
                if closed is not None:
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
                if k == j or k + 1 >= top or words[k + 1] == "reference":
                    break
                if (
                    word not in ("of", "for", "from", "at", "in", "to", "on", "by", "with")
                    or flags[k + 1] & DATE
                    or words[k + 1][0].isdigit()
                ):
                    break
                if word in ("on", "in", "via") and words[k + 1] in self.cues.sets["channels"]:
                    break
                if word == "in" and words[k + 1] in ("a", "an", "its", "his", "her", "their", "response"):
                    break
            elif flag & BOUND or (flag & VERB and not tokens.capital(k)):
                break
            elif flag & DATE and k > j + 1 and not (k + 1 < top and flags[k + 1] & BEARER):
                break
            elif word in _ARTICLES and k > j and tokens.word(k - 1) and not flags[k - 1] & (PREP | DET | ADVERB):
                if words[k - 1] not in _JOINS:
                    break  # "(told) the paper | the general had warned"
            elif (
                k > j
                and word in self.cues.verbs
                and not tokens.capital(k)
                and not flags[k] & BEARER
                and not (flags[k - 1] & DET and word.endswith("ed"))
                and (subject or self.cues.verbs[word].shape & (GERUND | PAST))
            ):
                break
            elif subject and k > j and word.endswith("ed") and not tokens.capital(k) and not flags[k - 1] & DET:
                break
            k += 1
        while k > j and (
            flags[k - 1] & (PREP | DATE | DET | ADVERB)
            and not tokens.capital(k - 1)
            or not tokens.word(k - 1)
            and words[k - 1] != ")"
        ):
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

    def comma_before(self, k: int) -> int | None:
        for j in range(k - 1, max(self.lo, k - _LONGEST) - 1, -1):
            if self.words[j] == ",":
                return j
            if self.words[j] in QUOTES or self.words[j] in (";", ":"):
                return None
        return None

    def apposition(self, k: int) -> tuple[int, int] | None:
        """The speaker of "X, a spokesman for Y, said": `k` is the second comma."""
        comma = self.comma_before(k)
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
        if source is None or not self.speaks((source[0], comma), strict=True):
            return None
        first = self.words[comma + 1]
        participle = first.endswith("ing") and first != "including" or first == "asked"
        participle = participle or k == comma + 2 and bool(self.flags[comma + 1] & ADVERB or first in _ASIDES)
        return (source[0], comma) if participle else (source[0], k)  # "X, speaking on his plane, (says)"

    def _with_apposition(self, source: tuple[int, int]) -> tuple[int, int]:
        """`said X, a spokesman for Y.`: takes the apposition in."""
        comma = source[1]
        if comma + 1 >= self.hi:
            return source
        after = self.phrase_right(comma + 1, subject=True)
        if after is None or self.flags[comma + 1] & PRONOUN or self.cites_to(comma + 1) is not None:
            return source
        if self.words[comma + 1] in self.cues.verbs and self.words[comma + 2 : comma + 3] == ["by"]:
            return source  # "according to X, cited by Y"
        last = self.cues.verbs.get(self.words[after[1] - 1])
        if last and last.shape & (THIRD | PAST) and after[1] - after[0] > 1 and self.flags[after[1] - 2] & SPEAKER:
            return source  # "announced by X, a correspondent reports"
        named = after[1] - after[0] in (2, 3) and all(self.tokens.capital(j) for j in range(*after))
        closed = after[1] >= self.hi or not self.tokens.word(after[1]) or self.flags[after[1]] & (PREP | DATE)
        if closed and any(self.flags[j] & SPEAKER for j in range(*(source if named else after))):
            return source[0], after[1]
        return source

    def owner(self, k: int) -> tuple[int, int] | None:
        """Whose the noun behind token `k` is: "Ukrainian (claims)", "the MoD's (claim)", "their (reports)"."""
        words, tokens, flags = self.words, self.tokens, self.flags
        while k > self.lo and (words[k] in self.cues.sets["earlier"] or flags[k] & DATE or words[k].isdigit()):
            k -= 1
        if words[k] in self.cues.sets["earlier"]:
            return None
        if words[k] in ("their", "its", "his", "her"):
            return k, k + 1
        possessive = words[k].endswith(("'s", "’s")) or k > self.lo and words[k] in "'’" and words[k - 1].endswith("s")
        if not possessive and (not tokens.capital(k) or flags[k] & (BOUND | PREP | DET)):
            return None
        if not possessive and k == self.lo and words[k].endswith("ing"):
            return None  # "Following reports of"
        start = k if tokens.word(k) or not possessive else k - 1
        while start > self.lo and tokens.word(start - 1) and not flags[start - 1] & (DATE | PREP):
            named = tokens.capital(start - 1) or flags[start - 1] & SPEAKER
            if not named and (
                not possessive
                or tokens.capital(start)
                or flags[start - 1] & (BOUND | DET | VERB)
                or self._saying(start - 1)
            ):
                break
            start -= 1
        if possessive and not tokens.capital(start) and start > self.lo and flags[start - 1] & DET:
            start -= 1
        return start, k + 1

    def _saying(self, k: int) -> bool:
        """Whether the word at `k` is a verb rather than part of an owner's name."""
        word = self.words[k]
        return word in self.cues.verbs or word.endswith(("ed", "ing", "ly")) or word in ("and", "or", "not")

    def owned(self, source: tuple[int, int]) -> bool:
        """Whether a phrase names figures with whose they are: "DeepState data", "the ministry's figures"."""
        last = source[1] - 1
        return bool(self.flags[last] & BEARER) and any(
            self.tokens.capital(j) or self.words[j].endswith(("'s", "’s")) for j in range(source[0], last)
        )

    def told_of(self, source: tuple[int, int]) -> bool:
        """Whether a phrase names papers with whose they are, also in a headline: "leaked army report (shows)"."""
        last = source[1] - 1
        return (
            self.owned(source)
            or bool(self.flags[last] & BEARER)
            and any(self.flags[t] & SPEAKER and not self.flags[t] & BEARER for t in range(source[0], last))
        )

    def subject(self) -> tuple[int, int] | None:
        """The noun phrase that the sentence starts with."""
        j = self.lo
        while j < self.hi and not self.tokens.word(j):
            j += 1
        return self.phrase_right(j, subject=True) if j < self.hi else None

    def speaks(self, source: tuple[int, int], strict: bool) -> bool:
        """Whether a phrase can be a speaker: a name, a pronoun, a noun for people or for papers."""
        last = source[1] - 1
        if last > source[0] and self.words[last] in CLOSING:
            last -= 1
        if last < source[0]:
            return False
        flags = self.flags[last]
        if flags & PREP and not self.tokens.capital(last):
            return False
        if self.words[last] == "whom" or self.words[last] in _SELVES:
            return True
        if flags & DET and last == source[0]:
            return not strict and self.words[last] in self.cues.sets["each"]
        if (
            self.words[last] in ("former", "latter")
            or flags & (PRONOUN | SPEAKER | BEARER)
            or self.words[last] in (")", "’", "'")
        ):
            return True
        numbered = self.words[last][0].isdigit() and not self._numbered(last)
        if not self.tokens.word(last) or numbered or flags & DATE:
            return any(self.of_bearer(t) for t in range(source[0] + 1, last))  # "footage published on 3 June"
        if self.tokens.capital(last) and not flags & DATE:
            return True
        if any(self.flags[j] & (SPEAKER | BEARER) for j in range(*source)):
            return True
        if self.words[last].endswith("s") and self.tokens.capital(source[0]) and last > source[0]:
            return True  # "Ukrainian scouts"
        if _AGENT.fullmatch(self.words[last]) and self.words[last] not in self.cues.sets["no_agents"]:
            return True  # "Pyongyang's delegate", "a dockworker"
        head = source[0] + bool(self.flags[source[0]] & DET)
        if head < last and self.tokens.capital(head) and self.words[head + 1] in ("for", "of"):
            return True  # "the Center for countering disinformation"
        return not strict and not flags & (PREP | DET | VERB | BOUND)

    def plural(self, k: int) -> bool:
        """Whether the word at `k` may be the subject of "say", "report": plural, or I, we, you, they."""
        if k < self.lo:
            return False
        word = self.words[k]
        if word == "us" and self.tokens.capital(k):
            return False  # the country
        return (
            word in ("they", "we", "i", "you", "who")
            or (word.endswith("s") and self.tokens.word(k) and not word.endswith("ss"))
            or (word in ("media", "military", "police", "people", "bbc", "afp", "data"))
        )

    def people(self, k: int) -> bool:
        """Whether the phrase that ends at `k` is of several people by a noun before its last word."""
        source = self.phrase_left(k)
        return source is not None and any(
            self.flags[j] & SPEAKER and self.words[j].endswith("s") for j in range(source[0], source[1] - 1)
        )

    def plural_subject(self, k: int) -> bool:
        """Whether the phrase that ends at `k` has a plural noun before its first preposition: "officials in Moscow"."""
        source = self.phrase_left(k)
        if source is None:
            return False
        at = next((t for t in range(source[0] + 1, source[1]) if self.flags[t] & PREP), None)
        return at is not None and self.plural(at - 1)

    def plural_head(self, k: int) -> bool:
        source = self.phrase_left(k)
        return source is not None and any(
            self.plural(j) or self.flags[j] & BEARER or self.words[j] in _JOINS for j in range(*source)
        )
