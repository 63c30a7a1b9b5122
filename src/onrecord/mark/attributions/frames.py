"""From a cue to its speaker: every cue of a sentence, with the speaker beside it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.mark.attributions.amounts import speaks_of
from onrecord.mark.attributions.cues import (
    AUX,
    BASE,
    BEARER,
    CHECK,
    CLAUSE,
    DATE,
    DET,
    EVIDENCE,
    FIGURE,
    GERUND,
    OBJECT,
    PAST,
    PREP,
    SAY,
    SPEAKER,
    SPEECH,
    THIRD,
    Verb,
)
from onrecord.mark.attributions.frame import Frame
from onrecord.mark.attributions.passives import Passives
from onrecord.mark.attributions.tokens import CLOSING, DASHES, QUOTES, STOPS
from onrecord.model.claim import Certainty

_JOINS = frozenset(("and", "or", "&"))
_APART = 6  # tokens from a verb to its particle at most: "walked the offer back"
_ARTICLES = frozenset("the a an its their his our".split())
_OWNERS = ("'s", "’s", "s'", "s’")


class Finder(Passives):
    """Finds the frames of one sentence, given as a range of tokens [lo, hi)."""

    __slots__ = ()

    def frames(self, lo: int, hi: int) -> list[Frame]:
        self.lo, self.hi = lo, hi
        words, verbs, cues = self.words, self.cues.verbs, self.cues
        out = self.found = []
        for i in range(lo, hi):
            word = words[i]
            frame: Frame | None = None
            if (
                word in cues.citing_opens
                and (cited := self.cites_to(i)) is not None
                and not (out and out[-1].cue[0] <= i < out[-1].cue[1])
            ):
                frame = self._citing(i, cited)
            if word in cues.sets["seeing"] or word == "there":
                frame = self.nothing(i)
            if word == "from" and out:
                frame = self.learned_from(i, out[-1])
            elif word in ("in", "by", "on"):
                frame = self.viewed(i)
            elif word == "as":
                frame = self.as_far_as(i)
            elif word in cues.sets["passing"] and (passed := self.passed_on(i)):
                out += passed
            elif word == "," and out and (gapped := self.gapped_after(i, out[-1])):
                out.append(gapped)
            elif word == "latter" and out and (gapped := self.gapped(i)):
                out.append(gapped)
            elif word in cues.sets["relaying"]:
                frame = self.relays(i)
            inside = out and out[-1].side == "around" and out[-1].verb is None and out[-1].cue[1] <= i < out[-1].right
            if word == "no":
                frame = self.no_word(i) or frame
            elif word == "reached":
                frame = self.unreached(i)
            elif word == "asked":
                frame = self.asked(i)
            if frame is None and word in verbs and not inside:
                frame = self._verb(i, verbs[word], out)
            elif frame is None and word in cues.helped and i > lo and self.rarely(i, cues.helped[word]):
                frame = self._verb(i, cues.helped[word], out)
            if frame is None and word in cues.sets["witnessing"]:
                frame = self.witnessed(i)
            if frame is None and self.flags[i] & BEARER and i >= lo + 2:
                frame = self.kept(i)
            if frame is None and word in cues.nouns:
                frame = self.noun(i, cues.nouns[word], out)
            elif word == "according" and i + 1 < hi and words[i + 1] == "to":
                frame = self._preposition(i, i + 2)
            elif word == "per" and (i == lo or words[i - 1] == ",") and i + 1 < hi:
                if self.flags[i + 1] & (DET | SPEAKER) or self.tokens.capital(i + 1):
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
        if (opening := self.opening_participle(out)) is not None:
            out.insert(0, opening)
        self.relay(out)
        for frame in out:
            if frame.side == "cites" and frame.within is None:
                frame.within = next(
                    (
                        f
                        for f in (*reversed(out[: out.index(frame)]), *out)
                        if f.verb and f.source and f.side in ("right", "left", "around")
                    ),
                    None,
                )
        return out

    def _verb(self, i: int, verb: Verb, before: list[Frame]) -> Frame | None:
        words = self.words
        end = i + 1
        verb = self.cues.phrasal.get(words[i], {}).get(words[end] if end < self.hi else "", verb)
        if verb.particle:
            after = words[end : min(end + 2, self.hi)]
            if after[1:] == [verb.particle] and after[0] in ("that", "it", "this"):
                return self._takes_back(i, i + 2, verb)
            if after[:1] != [verb.particle]:
                away = next((t for t in range(end + 1, min(self.hi, end + _APART)) if words[t] == verb.particle), None)
                whole = away is not None and self.phrase_right(end) == (end, away)
                return self._takes_back(i, away, verb) if whole and away is not None else None
            end += 1
        if verb.lemma == "comment" and end + 1 < self.hi and words[end] == "on" and not self.flags[end + 1] & DATE:
            verb, end = replace(verb, classes=OBJECT | CHECK), end + 1
        k, be, helped, negated = self.helpers(i)
        if self.unknown(i, k, verb, negated):
            return None
        if verb.lemma == "report" and words[end : end + 1] == ["for"] and verb.shape != GERUND:
            return None  # "reported for duty"
        if verb.lemma == "decline" and not self.declines(end):
            return None
        if verb.classes == CHECK and not negated and not self._asks(end):
            return None  # "established control"
        if (as_told := self.as_told(i, verb, end)) is not None:
            return as_told
        cue = (k + 1, end)
        previous = words[k] if k >= self.lo else ""
        following = words[end] if end < self.hi else ""
        if words[i] in self.cues.nouns and self._named_noun(i, following):
            return None
        given = following == "by" and any(words[t] in self.cues.sets["tolls"] for t in range(max(self.lo, i - 9), i))
        if verb.classes & FIGURE and not given and not speaks_of(words, self.cues, verb, end, self.hi):
            return None  # "the figure of 28,000, first given by X" alone needs no number behind it
        if verb.shape == PAST and not helped and following != "by" and self.of_bearer(i):
            return None
        if verb.shape == PAST:
            told_to = following == "to" and not self._receives(end + 1)
            bare = (told_to or following in self.cues.sets["felled"]) and not helped and words[i] in self.cues.passive
            if be and following == "as" and verb.lemma in ("quote", "cite") and words[end + 1 : end + 2] == ["saying"]:
                return self._quoted_as_saying(k, end + 2)
            if following == "as" and verb.lemma == "quote" and words[end + 1 : end + 2] == ["saying"] and not helped:
                subject = self.phrase_left(k)
                if subject is not None and subject[0] == self.lo:
                    return self._quoted_as_saying(k, end + 2)  # of a headline
            if be and following != "by" and (passive := self.unspoken(i, k, end, verb, negated)):
                return passive
            if negated and following == "to":
                return None
            if verb.lemma in ("quote", "cite") and following == "in" and not helped:
                source = self.phrase_right(end + 1, subject=True)  # "officials quoted in X say"
                return Frame((i, end + 1), source, verb.stance, verb, "left") if source else None
            if be or bare or following == "by" or not helped and self._amount_by(end) is not None:
                return self._passive(i, k, end, verb, following, be or bare)
            if not helped and verb.classes & OBJECT and previous in self.cues.sets["light_verbs"]:
                return None  # "made confirmed advances": an adjective
            if (
                not helped
                and verb.classes & OBJECT
                and (previous[:1].isdigit() or previous in _ARTICLES or previous.endswith(_OWNERS))
            ):
                return None  # "100 promised tanks", "Russia's confirmed losses"
        if verb.shape == GERUND and not be:
            return self._gerund(cue, previous, k, verb, before)
        if self._is_noun(i, k, end, verb, helped):
            return None
        if verb.lemma == "count" and following in ("on", "as", "for"):
            return None
        if (
            words[i] in ("quote", "quotes")
            and "whom" not in words[max(self.lo, i - 6) : i]
            and "as" not in words[end : end + 12]
            and self.introduces(end) is None
        ):
            return None
        if verb.lemma in self.cues.needs and self.cues.needs[verb.lemma] not in words[end : min(self.hi, end + 10)]:
            return None
        if verb.classes == SPEECH and self.introduces(end) is None:
            answers = self.phrase_left(k)
            return self._right(cue, answers, verb, end) if answers and self._set_off(answers[0]) else None
        if k + 1 < i and words[k + 1] in self.cues.sets["each"] and not self._joined_to(k):
            return self._right((k + 2, end), (k + 1, k + 2), verb, end)  # "Both said that"
        if previous == "to" and words[k + 1] == "have" and before and before[-1].side == "quotes":
            source = self.phrase_left(before[-1].cue[0] - 1)  # "X was reported by Y to have said"
            return self._right(cue, source, verb, end) if source else None
        if previous == "as" and words[k + 1] == "having" and before:
            return self._gerund(cue, previous, k, verb, before)
        name = k if previous in CLOSING and self.quoted_name(k, -1, self.lo) is not None else None
        if (previous in QUOTES and name is None) or previous == "," or previous in DASHES or k < self.lo:
            if previous == "," and before and before[-1].side == "cites" and not helped:
                source = self._citer(before[-1].cue[0])
                if source is not None:
                    return self._right(cue, source, verb, end)
            if previous == "," and before and before[-1].side == "left" and (subject := self.past_insert(before[-1])):
                return self._right(cue, subject, verb, end)
            told = verb.classes & (SAY | CLAUSE) and not helped
            inverted = self._inverted(cue, previous, k, verb) if told else None
            source = (self.apposition(k) or self.far_subject(k)) if previous == "," and not inverted else None
            if source is None and not inverted and previous == "," and self._lists(verb, before):
                frame = self._right(cue, before[-1].source, verb, end)  # "X rejects A, calls B surrender"
                if frame is not None and frame.side == "right":
                    frame.joined = True
                    return frame
                return None
            return inverted or (self._right(cue, source, verb, end) if source else None)
        if before and before[-1].side == "cites" and before[-1].right == k + 1 and not helped:
            if (source := self._citer(before[-1].cue[0])) is not None:
                return self._right(cue, source, verb, end)  # "X with reference to Y reports"
        if previous in _JOINS or previous in ("but", "then"):
            within = self._plural_before(verb, before)
            source = within or self._shared(before)
            frame = self._right(cue, source, verb, end) if source else None
            if frame:
                frame.joined, frame.reported = True, within is not None
            return frame
        source = (
            self.subject_past(k, before)
            or self.whom_they(k)
            or self.of_whom(k)
            or self._inside(self.phrase_left(k), before)
            or self._by_left(k)
        )
        if (said := self.of_noun(source, cue, verb)) is not None:
            return said
        source = self.past_noun(source)
        set_off = source is not None and self._set_off(source[0])
        if source is None or self.found and source[0] == self.found[-1].cue[1]:
            source = self.past_relative(k) or source
        led = source is not None and (self.flags[source[0] - 1] & (PREP | AUX) or words[source[0] - 1] == "as")
        if source is None or led or not self.speaks(source, strict=False):
            source = self.far_subject(k) or source
        if source is not None and words[source[0] - 1] == "whom" and self.acts_within(source):
            named = self.phrase_left(source[0] - 2)  # "the officer whom X met (said)"
            source = (named[0], k + 1) if named else None
        if source is not None and verb.classes & (SAY | OBJECT | CLAUSE) and self._opens_report(source[0]):
            set_off = True
        if source is not None and words[source[0] - 1] in ("which", "whom") and words[source[0] - 2] == ",":
            set_off = True
        if source is None or not self.speaks(source, strict=not (set_off or self._plainly_said(verb, k, end))):
            return None
        if words[source[0]] in ("i", "you", "we") and (verb.stance != "asserted" or not verb.classes & SAY):
            return None  # "I think", "you know" belong to the speech
        frame = self.of_pronoun(cue, source, verb, self._stance(verb, source)) or self._right(cue, source, verb, end)
        if frame is not None and frame.start is not None and words[source[0]] in ("who", "which"):
            frame.stop = frame.stop or self.clause_end(source[0], frame.start)
        return frame

    def _asks(self, t: int) -> bool:
        """Whether a clause opens at token `t`: "established that", "checked whether"."""
        return t < self.hi and self.words[t] in ("that", "whether", "how", "why", "where", "who", "what", ":")

    def _is_noun(self, i: int, k: int, end: int, verb: Verb, helped: bool) -> bool:
        """Whether a word that looks like a verb is a noun where it stands ("Kyiv's claims", "reports say"), or a
        base form without a subject that could govern it."""
        words, capital = self.words, self.tokens.capital
        previous = words[k] if k >= self.lo else ""
        following = words[end] if end < self.hi else ""
        if words[i] == "states" and previous in self.cues.sets["regions"]:
            return True
        if verb.shape & (BASE | THIRD) and not helped and words[end + 1 : end + 2] == ["by"]:
            if following in self.cues.sets["met"] or following in self.cues.sets["published"]:
                return True  # "customs records obtained by X"
        if previous in self.cues.sets["unsure"] and verb.shape & (BASE | THIRD):
            return True  # "unverified reports of"
        if verb.shape == BASE and capital(i) and k >= self.lo and capital(k) and self._finite(end):
            return True  # "BBC Verify said"
        if words[i] in ("state", "states") and capital(i) or words[i] == "think" and following.startswith("tank"):
            return True
        if words[i] in self.cues.nouns:
            if verb.shape == BASE and not helped and self.plural_subject(k):
                subject = self.phrase_left(k)
                if subject and self._opens_report(subject[0]):
                    return False  # "... claim that commanders in X fear an attack"
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
        if verb.shape == THIRD and words[i] in self.cues.nouns and k > self.lo and not capital(k):
            if previous.endswith("s") and not self.flags[k] & (SPEAKER | BEARER) and capital(k - 1):
                return True  # "Kyiv investigates claims"
        if verb.shape == BASE and k == self.lo and capital(k) and verb.stance == "denied":
            return False  # "Taliban deny"
        if verb.shape == THIRD and verb.lemma not in self.cues.sets["plain"] and k >= self.lo and capital(k):
            if previous.endswith(("ian", "ish", "ese", "ean")) or previous in ("american", "german", "french"):
                return True  # "European pledges rose"
        if previous in ("of", "from", "amid", "over", "against", "during") and k >= self.lo:
            return True  # "reports of blasts"
        if previous.endswith(("'s", "’s")) or (k >= self.lo and self.flags[k] & DET):
            return True
        if verb.shape == THIRD or self.plural(k):
            return False
        if previous in _JOINS and following == "that" and self.found:
            joined = self._plural_before(verb, self.found) or self.found[-1].source
            if joined and self._many(joined):
                return False
        if previous == "to":
            return True
        if following == "that" and self.plural_head(k) or words[i] not in self.cues.nouns and self.plural_subject(k):
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
        if end < self.hi and self.words[end] == "that":
            noun = self.words[end - 1] in self.cues.nouns  # "rejected as absurd reports that"
            return not noun or verb.shape == BASE and self.plural_head(k)
        return self.announced(end) is not None or (verb.shape != BASE and self.plural(k))

    def _right(self, cue: tuple[int, int], source: tuple[int, int] | None, verb: Verb, end: int) -> Frame | None:
        """A frame whose content follows the cue, or stands before its speaker when nothing follows."""
        first = min(cue[0], source[0]) if source else cue[0]
        before = self.words[first - 1] if first > self.lo else ""
        if source and before == "as" and (as_said := self.as_clause(cue, source, verb, end)):
            return as_said
        led = first - 2 > self.lo and self.flags[first - 2] & PREP  # "letters in which prisoners complain of"
        if source and before in ("which", "whom") and not led and (relative := self.relative(cue, source, verb, end)):
            return relative
        if source and verb.classes & SAY and self._told_it(end) and not self.helpers(cue[1] - 1)[3]:
            return self._back(cue, source, verb)
        start = self.content_start(end, verb, before == "," or before in QUOTES)
        if start == -1 and source and verb.lemma in ("see", "hear") and self._opens_report(source[0]):
            start = end  # "the agency said its experts had heard bursts"
        if start is not None and start >= 0 and verb.classes & SAY:
            announced = self.words[start] in QUOTES or self.words[start] == "that" or self.words[start - 1] == ":"
            said = self.quote_before(first) or (
                before == "," and not self.opened(first) and self._clause_before(first - 1, start)
            )
            indirect = self.words[start - 1] == ":" and self.words[start] not in QUOTES
            if source and before == "," and indirect and self._clause_before(first - 1):
                return Frame(cue, source, self._stance(verb, source), verb, "around", start)  # "A, they believe: B"
            if said and not announced and not verb.classes & OBJECT:
                start = None  # the words before the speaker are what he said
            elif self.quote_before(first) and not announced:
                start = None
        if start is None:
            shows = verb.classes & EVIDENCE or verb.lemma in self.cues.sets["showing"]
            tells = shows and before == "," and source and self.told_of(source)
            if not verb.classes & (SAY | SPEECH) and not tells:
                judged = verb.stance == "denied" or verb.classes & CLAUSE and self._clause_before(first - 1)
                ended = (
                    judged
                    and before == ","
                    and (end >= self.hi or self.words[end] in STOPS or end != self.past_adjuncts(end))
                )
                if source is None or not ended or not self.speaks(source, strict=True):
                    return None  # "A, X denies"
                return Frame(cue, source, verb.stance, verb, "left")
            plain = verb.lemma in self.cues.sets["plain"] and before == ","
            freely = plain or self._set_off(first) or before in ("as", "so", *DASHES)
            if source and not self.speaks(source, strict=not freely):
                return None
            return Frame(cue, source, self._stance(verb, source), verb, "left")
        if start < 0:
            return None
        return Frame(cue, source, self._stance(verb, source), verb, "right", start)

    def _finite(self, t: int) -> bool:
        """Whether token `t` is an auxiliary or a verb of saying in a form that has its own subject."""
        if t >= self.hi:
            return False
        verb = self.cues.verbs.get(self.words[t])
        if verb is None or verb.shape == GERUND:
            return bool(self.flags[t] & AUX)
        return bool(self.flags[t] & AUX or verb.classes & SAY) or verb.lemma == "put"

    def _stance(self, verb: Verb, source: tuple[int, int] | None) -> Certainty:
        if source and any(self.words[t] in ("unconfirmed", "unverified") for t in range(*source)):
            return "unconfirmed"
        return verb.stance
