"""Words that reached a text through others: "was told by X that", "has learned from X that", "in X's view"."""

from __future__ import annotations

from itertools import pairwise

from onrecord.mark.attributions.cues import ADVERB, AUX, BEARER, DATE, DET, PREP, PRONOUN, SAY, VERB, Verb
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.subjects import Subjects
from onrecord.mark.attributions.tokens import QUOTES, STOPS

_LONGEST_VIEW = 10  # tokens between "in" and "view" at most
_NEAR = 3  # frames before a relayer in which the relayed one is looked for
_LONGEST_ADJUNCT = 14  # tokens between "as X writes" and its comma at most


class Relays(Subjects):
    """Finds those whom a sentence names as the ones it has its words from."""

    __slots__ = ()

    def told_by(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb) -> Frame | None:
        """ "Y was told by X that": the cue ends with "by", and X stands behind it."""
        start = self.past_adjuncts(source[1])
        if start >= self.hi or self.words[start] != "that":
            return None
        return Frame(cue, source, verb.stance, verb, "right", start)

    def learned_from(self, i: int, heard: Frame) -> Frame | None:
        """ "Y has learned from X that": Y, who is `heard`, passes on what X says. In "Y has heard from X that" X alone
        speaks: the speaker of `heard` is replaced."""
        if heard.verb is None or heard.verb.lemma not in self.cues.sets["hearing"] or heard.cue[1] != i:
            return None
        source = self.phrase_right(i + 1)
        start = self._announced_from(source[1]) if source else None
        if source is None or start is None:
            return None
        heard.start = start
        subject = heard.source
        if (
            heard.verb.lemma == "hear"
            or subject is None
            or self.flags[subject[0]] & PRONOUN
            and heard.verb.lemma != "learn"
        ):
            heard.cue, heard.source, heard.joined = (heard.cue[0], i + 1), source, False
            return None
        return Frame((i, i + 1), source, "asserted", None, "cites", within=heard)

    def viewed(self, i: int) -> Frame | None:
        """ "in X's view", "by his own account", "in the words of X", with `i` at the preposition."""
        words, sets = self.words, self.cues.sets
        for noun in range(i + 1, min(self.hi, i + _LONGEST_VIEW)):
            if words[noun] in sets["views"]:
                break
            if words[noun] in (",", ";", ":", "that") or words[noun] in QUOTES or self.governs(noun):
                return None
        else:
            return None
        if noun == i + 2 and words[i + 1] == "the" and words[noun + 1 : noun + 2] == ["of"]:
            source = self.phrase_right(noun + 2, subject=True)
            if source is None or not self.speaks(source, strict=False):
                return None
            return Frame((i, noun + 2), source, "asserted", None, "around", self._past_comma(source[1]))
        k = noun - 1
        while k > i + 1 and words[k] in sets["earlier"]:
            k -= 1
        if words[k] in ("their", "its", "his", "her"):
            paper = self.flags[noun] & BEARER and noun + 1 < self.hi and words[noun + 1] not in (",", *STOPS)
            if k != i + 1 or paper:
                return None  # "in its assessment the agency says"
            return Frame((i, noun + 1), (k, k + 1), "asserted", None, "around", self._past_comma(noun + 1))
        if not words[k].endswith(("'s", "’s", "s’", "s'")) and words[k] not in ("’", "'"):
            return None
        return Frame((i, i + 1), (i + 1, noun + 1), "asserted", None, "around", self._past_comma(noun + 1))

    def as_far_as(self, i: int) -> Frame | None:
        """ "as far as X knows": what X knows, as far as it goes."""
        if self.words[i : i + 3] != ["as", "far", "as"]:
            return None
        source = self.phrase_right(i + 3, subject=True)
        if source is None or source[1] >= self.hi:
            return None
        for t in range(source[1], min(self.hi, source[1] + 4)):
            if self.words[t] in self.cues.sets["knowing"]:
                return Frame((i, i + 3), source, "hedged", None, "around", self._past_comma(t + 1))
        return None

    def opened(self, t: int) -> bool:
        """Whether a phrase like "in X's view," or "as X says," ends right before token `t`."""
        return any(frame.side == "around" and frame.start == t for frame in self.found[-2:])

    def as_clause(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb, end: int) -> Frame | None:
        """ "as X says": what it says stands behind or around it, or another says it too ("..., as X had told him")."""
        words = self.words
        told = end < self.hi and words[end] in (*self.cues.sets["objects"], "her", "it", "reporters")
        t = self.past_adjuncts(end + told)
        while t < self.hi and self.flags[t] & (DATE | ADVERB):
            t += 1
        following = words[t] if t < self.hi else "."
        ended = following in STOPS or following in ",;)" or following in QUOTES
        if not ended and not (self.flags[t] & PREP and verb.classes & SAY):
            return None
        comma = next((u for u in range(t, min(self.hi, t + _LONGEST_ADJUNCT)) if words[u] == ","), None)
        before = source[0] - 2
        if before < self.lo or words[before] in ("that", "and", "but", "–", "—", ":", ";") or words[before] in QUOTES:
            return Frame(cue, source, verb.stance, verb, "around", comma + 1) if comma else None
        if words[before] != "," or not ended:
            return None
        if words[before - 1] in ("that", "whether"):
            return Frame(cue, source, verb.stance, verb, "around", comma + 1) if comma else None
        clause = self.clause_start(before)
        finite = any(self.flags[u] & (AUX | VERB) or words[u].endswith("ed") for u in range(clause, before))
        if comma and (self.flags[before - 1] & AUX or not finite):  # "will, as X predicted, fall"
            return Frame(cue, source, verb.stance, verb, "around", comma + 1)
        outer = next((frame for frame in reversed(self.found) if frame.verb and frame.side == "right"), None)
        if outer is not None and (told or words[cue[0]] == "had"):
            return Frame(cue, source, verb.stance, verb, "cites", within=outer)
        return None

    def clause_start(self, t: int) -> int:
        """The first token of what the last cue before token `t` introduces, else of the sentence."""
        return max((f.start for f in self.found if f.start is not None and f.start <= t), default=self.lo)

    def released(self, i: int, by: int, source: tuple[int, int]) -> Frame | None:
        """ "In a recording released by X, ...", with the participle at `i`."""
        if self.words[self.lo] != "in" or source[1] >= self.hi or self.words[source[1]] != ",":
            return None
        if "," in self.words[self.lo : i] or not any(self.flags[t] & BEARER for t in range(self.lo + 1, i)):
            return None
        return Frame((self.lo, by + 1), source, "asserted", None, "around", source[1] + 1)

    def relative(self, cue: tuple[int, int], source: tuple[int, int], verb: Verb, end: int) -> Frame | None:
        """ "C, which X announced", "Y, whom X quoted": what is announced or quoted stands before it."""
        pronoun = source[0] - 1
        following = self.words[end] if end < self.hi else "."
        if not (following in STOPS or following in ",;" or self.flags[end] & PREP or self.words[pronoun] == "whom"):
            return None
        named = self.phrase_left(pronoun - 2) if self.words[pronoun - 1] == "," else None
        first = named[0] if named and self.words[pronoun] == "which" else pronoun
        first = next((t for t in range(pronoun - 2, first, -1) if self.words[t] in ("the", "a", "an")), first)
        return Frame(cue, source, verb.stance, verb, "right", first, pronoun + 1)

    def with_relative(self, source: tuple[int, int]) -> tuple[int, int]:
        """Takes in "who were briefed on the matter", up to a comma or stop."""
        if source[1] >= self.hi or self.words[source[1]] not in self.cues.sets["initiated"]:
            return source
        top = min(self.hi, source[1] + _LONGEST_ADJUNCT)
        for t in range(source[1], top):
            if self.words[t] in (",", ";", ":", "that") or self.words[t] in STOPS or self.words[t] in QUOTES:
                return source[0], t
        return (source[0], top) if top == self.hi else source

    def past_relative(self, k: int) -> tuple[int, int] | None:
        """The speaker of "A blogger whom X quoted (denied)", "An officer who briefed X (said)", which ends at `k`."""
        last = self.found[-1] if self.found else None
        if last is None or any(self.words[t] in (",", "that") for t in range(last.right, k + 1)):
            return None
        if last.stop is not None and self.words[last.stop - 1] == "whom":
            named = self.phrase_left(last.stop - 2)
        elif last.source is not None and self.words[last.source[0]] == "who":
            named = self.phrase_left(last.source[0] - 1)
            if named and last.start is not None:
                last.stop = k + 1
        else:
            return None
        return (named[0], k + 1) if named and self.speaks(named, strict=False) else None

    def past_insert(self, insert: Frame) -> tuple[int, int] | None:
        """The subject that a speaker parts from its verb: "Moscow, X reported on Monday, (believes)"."""
        comma = insert.left - 1
        if comma <= self.lo or self.words[comma] != ",":
            return None
        subject = self.phrase_left(comma - 1)
        first = max(self.lo, self.clause_start(comma))
        if subject is None or subject[0] > first + (self.words[first] == "that"):
            return None
        return subject if self.speaks(subject, strict=True) else None

    def passed_on(self, i: int) -> tuple[Frame, Frame] | None:
        """ "..., whose office passed this on to X", with the verb at `i`: who passed it on, and X."""
        words = self.words
        if i + 2 >= self.hi or words[i + 1] not in ("this", "it", "that", "them", "these"):
            return None
        to = i + 2 + (words[i + 2] in ("on", "along"))
        source = self.phrase_left(i - 1)
        whom = self.phrase_right(to + 1) if to < self.hi and words[to] == "to" else None
        if source is None or whom is None or not self.speaks(whom, strict=True):
            return None
        if source[0] > self.lo and words[source[0] - 1] == "whose":
            source = source[0] - 1, source[1]
        outer = Frame((to, to + 1), whom, "asserted", None, "quoting")
        return Frame((i, to), source, "asserted", self.cues.verbs["reports"], "left", within=outer), outer

    def relay(self, found: list[Frame]) -> None:
        """Puts speakers whom another relays inside him: "X said, as quoted by Y, that", "X, cited by Y, said", "X
        believes, Y told the paper, that"."""
        for frame in found:
            if frame.verb and frame.verb.lemma in ("cite", "quote") and frame.source and frame.start is not None:
                self._cited_aside(frame, found)
        for first, frame in pairwise(found):
            leads = first.side == "around" and first.verb is None and first.right == frame.cue[0] - 1
            if frame.side == "cites" and leads and self.words[frame.right : frame.right + 1] == [","]:
                frame.within, first.start = first, frame.right + 1  # "according to X, citing Y, A"
        for n, outer in enumerate(found):
            if outer.verb is None or outer.source is None or outer.within is not None:
                continue
            participle = outer.side == "left" and self.words[outer.cue[1] - 1] in ("by", "in")
            for inner in found[max(0, n - _NEAR) : n + 2]:
                if inner is outer or inner.within is not None or inner.start is None or inner.verb is None:
                    continue
                between = inner.cue[1] <= outer.left and inner.start >= outer.right
                named = inner.source if outer.verb.lemma in ("quote", "cite") else None
                names = named is not None and named[0] < outer.left and outer.right <= inner.cue[0]
                if participle and (between or names):
                    outer.side, inner.within = "quoting", outer
                    break
                if between and outer.start == inner.start and self.words[outer.left - 1] == ",":
                    inner.within = outer
                    break

    def _cited_aside(self, frame: Frame, found: list[Frame]) -> None:
        """Makes of "X, which cited Y, said" and "according to X, which cited Y, A" what "X, citing Y, said" is."""
        if frame.source is None or frame.start is None or self.words[frame.source[0]] not in ("which", "who"):
            return
        cited = self.phrase_right(frame.start)
        cited = self.with_relative(cited) if cited else None
        if cited is None or cited[1] >= self.hi or self.words[cited[1]] != ",":
            return
        others = [(o, o.source[0]) for o in found if o is not frame and o.source and o.source[0] < frame.cue[0]]
        outer = next((o for o, _ in others if o.cue[0] > cited[1]), None)
        if outer is None and others and others[-1][0].side == "around" and others[-1][0].verb is None:
            outer, first = others[-1]
            outer.source, outer.start = (first, frame.source[0] - 1), cited[1] + 1
        if outer is not None:
            frame.source, frame.side, frame.start, frame.verb, frame.within = cited, "cites", None, None, outer

    def gapped_after(self, comma: int, last: Frame) -> Frame | None:
        """ "Kyiv puts the number at 20, Yale's researchers at 35", "Oryx shows 3,142 lost, the General Staff 11,200":
        who gives the next figure behind a comma, with the verb of `last` not said again."""
        words = self.words
        if last.verb is None or last.start is None or last.side != "right" or last.cue[1] > comma:
            return None
        if comma + 2 >= self.hi:
            return None
        figures = any(words[t][0].isdigit() for t in range(last.start, comma))
        source = self.phrase_right(comma + 1 + (words[comma + 1] == "and"), subject=True)
        if source is None:
            return None
        t = source[1] - 1
        if words[t] not in ("at", "some", "about"):
            t += 1
        source = self._without_number((source[0], t))
        t = source[1]
        verb = source[1] - source[0] > 1 and words[source[1] - 1] in self.cues.verbs
        named = (self.tokens.capital(source[0]) or self.flags[source[0]] & DET) and not verb
        t += t < self.hi and words[t] == last.verb.particle
        if t >= self.hi or not named or not self.speaks(source, strict=True):
            return None
        if words[t] == "that" and last.verb.classes & SAY and t + 1 < self.hi:
            clause = self.flags[t + 1] & (PRONOUN | DET) or self.tokens.capital(t + 1)
            clause = clause and words[source[0]] not in ("a", "an")  # "..., a town that Kyiv won back"
            return Frame(last.cue, source, last.stance, last.verb, "right", t, gapped=True) if clause else None
        figure = t
        while figure < self.hi and (words[figure] == "at" or words[figure] in self.cues.sets["bounds"]):
            figure += 1
        if not figures or figure >= self.hi or not words[figure][0].isdigit() or self.flags[source[1] - 1] & DATE:
            return None
        end = next((u for u in range(figure, self.hi) if words[u] in (",", ";") or words[u] in STOPS), self.hi)
        if any(self.flags[u] & (AUX | VERB) for u in range(figure, end)) or words[figure - 1] == "of":
            return None
        return Frame(last.cue, source, last.stance, last.verb, "right", t, gapped=True, stop=end)

    def _without_number(self, source: tuple[int, int]) -> tuple[int, int]:
        """A phrase up to the first number in it, and to what leads to that."""
        for t in range(source[0] + 1, source[1]):
            if self.words[t][0].isdigit():
                while t - 1 > source[0] and (
                    self.words[t - 1] == "at" or self.words[t - 1] in self.cues.sets["bounds"]
                ):
                    t -= 1
                return source[0], t
        return source

    def gapped(self, i: int) -> Frame | None:
        """ "The former says 17, the latter 19", with "latter" at `i`: the verb of the former is not said again."""
        last, words = self.found[-1], self.words
        if last.source is None or last.verb is None or words[last.source[1] - 1] != "former":
            return None
        behind = words[i + 1] if i + 1 < self.hi else "."
        if words[i - 2] not in (",", ";", "and") or behind in self.cues.verbs or behind in STOPS:
            return None
        return Frame(last.cue, (i - 1, i + 1), last.stance, last.verb, "right", i + 1, gapped=True)

    def relays(self, i: int) -> Frame | None:
        """ "..., X transmits": a verb that passes words on where it stands behind them, or in "as X transmits"."""
        words = self.words
        if i + 1 < self.hi and words[i + 1] != "," and words[i + 1] not in STOPS:
            source = self.phrase_right(i + 1) if i > self.lo and words[i - 1] == "," else None
            if source is None or source[1] < self.hi and words[source[1]] not in STOPS or not self._says_before(i):
                return None  # "..., said the mayor, transfers Suspilne"
            return Frame((i, i + 1), source, "asserted", self.cues.verbs["reports"], "left")
        source = self.phrase_left(i - 1)
        if source is None or source[0] <= self.lo or words[source[0] - 1] not in (",", "as"):
            return None
        verb, cue = self.cues.verbs["reports"], (i, i + 1)
        if words[source[0] - 1] == "as" and (clause := self.as_clause(cue, source, verb, i + 1)):
            return clause
        return Frame(cue, source, "asserted", verb, "left") if self.speaks(source, strict=True) else None

    def _says_before(self, i: int) -> bool:
        """Whether somebody speaks, or a quotation stands, before token `i`."""
        return bool(self.found) or any(word in QUOTES for word in self.words[self.lo : i])

    def _past_comma(self, t: int) -> int:
        return t + 1 if t < self.hi and self.words[t] == "," else t

    def _announced_from(self, t: int) -> int | None:
        """Where what was passed on begins: "that", a question word, a colon or a quotation, behind a date or place."""
        if t >= self.hi:
            return None
        t = self.past_adjuncts(t)
        if t < self.hi and (self.words[t] in ("that", "how", "whether", "why", "what") or self.words[t] in QUOTES):
            return t
        return self.announced(t) if t < self.hi and self.words[t] not in (".", ";") else None
