"""Who denies or confirms what another said, where the words only point to it: "Y denies it", "..., which Y denied",
"Nonsense, said Y", "Y confirmed this"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.claim.registry import Known
from onrecord.mark.attributions.cues import cues
from onrecord.mark.records import Attribution
from onrecord.model import Span

NEGATED = re.compile(r"\b(?:not|yet to|cannot|unable|never|neither|nor|no|nothing)\b|n['’]t\b", re.IGNORECASE)
_NOR = re.compile(r"\b(?:nor|or|neither)\b")
_PREDICATE = re.compile(
    r"[”\"’',]*\s+((?:[\w-]+ly\s+)?(?:is|are|was|were|does|do|did|has|have|had|can|cannot|could|will|would|\w+(?:s|ed))\b)"
)
_NOT_TRUE = re.compile(
    r"\w+(?:n['’]t|not|\s+not|\s+no)\s+(?:\w+\s+)?"
    r"(?:true|correct|so|correspond|hold|stand|withstand|accurate|the case|truth|basis)\b"
)
# What stands between a word and the claim that it is about: "(no truth) in any of the".
_OF = re.compile(r"(?:\s+(?:in|to|for|of|behind|about|on|into|with|the|any|all|these|such|those|some|a|an))*\s*\Z")
_FAR = 120  # characters before a claim in which its speaker comes to it
_LEAD = 4  # words of a clause before whose claim it is: "that the latest of"
_CALLED = 5  # words in which something is called untrue, at an end of what is said
_ENDS = 60  # characters that they take
_NEAR = 24  # attributions before a denial in which what it denies is looked for


def denies(attribution: Attribution, text: str) -> bool:
    """Whether an attribution denies its content, rather than that it "does not dispute" it, or calls it untrue."""
    if attribution.stance == "denied":
        return not grants(attribution, text)
    return _calls_untrue(attribution, text)


def _calls_untrue(attribution: Attribution, text: str) -> bool:
    """ "called the report a lie", "described as a fabrication Kyiv's claim that"."""
    known, first, last = cues("en"), attribution.content[0], attribution.content[-1]
    verb = next((known.verbs[w] for w in attribution.cue[0].of(text).lower().split() if w in known.verbs), None)
    if verb is None or verb.lemma not in known.sets["calling"]:
        return False
    ends = re.findall(r"\w+", text[max(last.start, last.end - _ENDS) : last.end])[-_CALLED:]
    begins = re.findall(r"\w+", text[first.start : min(first.end, first.start + _ENDS)])[:_CALLED]
    told = (*ends, *begins) if begins[:1] == ["as"] else ends
    return not (known.sets["untrue"] | known.sets["scorn"]).isdisjoint(word.lower() for word in told)


def gainsays(outer: Attribution, inner: Attribution, text: str) -> bool:
    """Whether a speaker says of another's claim that it is not so: "the report of A is false, X said", "X said there
    was no truth in the report of A". Who remarks anything else on it passes it on."""
    opening = _before_claim(outer, inner, text)
    if opening is None:
        return False
    sets, before = cues("en").sets, opening.split()
    if before and before[-1] in sets["baseless"] and "no" in before:
        return True
    if before[-2:-1] == ["to"] and before[-1].startswith(tuple(sets["refuting"])):
        return True  # "published a video to disprove the claim that A"
    part = next(part for part in outer.content if part.covers(inner.cue[0]))
    behind = inner.content[-1].end
    if part.end <= behind or len(before) > _LEAD:
        return False
    found = _PREDICATE.match(text, behind, part.end)
    if found is None:
        return False
    remark = text[found.start(1) : min(part.end, found.start(1) + _ENDS)]
    words = [word.lower() for word in re.findall(r"\w+", remark)][:_CALLED]
    return not sets["untrue"].isdisjoint(words) or _NOT_TRUE.match(remark) is not None


def leaves_open(outer: Attribution, inner: Attribution, text: str) -> bool:
    """Whether a speaker neither passes on nor denies another's claim: "said it had no information about the claim that
    A", "said it was checking the claim that A", "said he did not believe the claim that A"."""
    opening = _before_claim(outer, inner, text)
    if not opening:
        return False
    sets, words = cues("en").sets, opening.split()
    if words[-1] in sets["unknowing"] or words[-1].startswith(tuple(sets["examining"])):
        return True
    return words[-1] in sets["believing"] and NEGATED.search(opening) is not None


def _before_claim(outer: Attribution, inner: Attribution, text: str) -> str | None:
    """What a speaker says before he comes to another's claim, a noun, without its articles and preposition; None where
    it is none of his words."""
    if inner.cue[0].of(text).lower().split()[-1] not in cues("en").nouns or not inner.content:
        return None
    part = next((part for part in outer.content if part.covers(inner.cue[0])), None)
    start = min(span.start for span in (*inner.source[:1], *inner.cue))
    if part is None or start < part.start or start - part.start > _FAR:
        return None
    return _OF.sub("", text[part.start : start].lower())


def grants(attribution: Attribution, text: str) -> bool:
    """Whether a cue of denial is negated itself."""
    cue = attribution.cue[0].of(text)
    return NEGATED.search(cue) is not None and _NOR.search(cue) is None


def denying(
    attributions: Sequence[Attribution], known: Sequence[Known | None], text: str, sentences: Sequence[Span]
) -> Iterator[tuple[int, int]]:
    """The attributions that deny what they only point to, each with the one before it that it means. `known` holds the
    speaker of each."""
    for n, denial in enumerate(attributions):
        if denial.source and denial.content:
            words, alone = denial.content[0].of(text), len(denial.content) == 1
            if denies(denial, text) and _points(words) or alone and _untrue().fullmatch(words):
                if (told := _meant(n, attributions, known, text, sentences)) is not None:
                    yield n, told


def confirming(
    attributions: Sequence[Attribution], known: Sequence[Known | None], text: str, sentences: Sequence[Span]
) -> Iterator[tuple[int, int]]:
    """The same of those that confirm it."""
    verbs, confirm = cues("en").verbs, cues("en").sets["confirming"]
    for n, answer in enumerate(attributions):
        words = answer.cue[0].of(text).lower().split()
        if answer.source and len(answer.content) == 1 and words[-1] in verbs and verbs[words[-1]].lemma in confirm:
            if _points(answer.content[0].of(text)) and not NEGATED.search(answer.cue[0].of(text)):
                if (told := _meant(n, attributions, known, text, sentences)) is not None:
                    yield n, told


def _meant(
    n: int,
    attributions: Sequence[Attribution],
    known: Sequence[Known | None],
    text: str,
    sentences: Sequence[Span],
) -> int | None:
    """What attribution `n` points to: the latest of another's in its sentence or one of the two before."""
    at = bisect_right(sentences, attributions[n].cue[0].start, key=lambda s: s.start) - 1
    start = sentences[max(0, at - 2)].start
    for m in range(n - 1, max(-1, n - _NEAR), -1):
        told = attributions[m]
        if told.cue[0].start < start:
            return None
        if told.stance != "denied" and told.content and told.parent != n and known[m] != known[n]:
            return m
    return None


def _points(words: str) -> bool:
    """Whether words, or those before their first comma, only point to what was said before."""
    return any(_pointing().fullmatch(one) for one in (words, words.partition(",")[0]) if one)


@lru_cache(maxsize=1)
def _pointing() -> re.Pattern[str]:
    """What only points to something that was said before: "it", "the announcement as propaganda", "which"."""
    known = cues("en")
    nouns = "|".join(sorted({*known.nouns, *known.sets["tolls"], *known.sets["taken_up"], *known.sets["sums"]}))
    untrue = "|".join(sorted(known.sets["untrue"]))
    verdict = rf" (?:an? |pure |plain |yet |another )*[\"“‘']?(?:\w+ )?(?:{untrue})[\"”’',.]*"
    return re.compile(
        r"(?:(?:all|any|both|much|most) of )?"
        r"(?:them|these|those|him|her|so|as much|which|everything|all (?:this|that|of it)"
        r"|(?:this|it)(?: [^,;]{1,60})?|that(?: (?:and|but|within|on|in|at|as|by|through|with|when|after) [^,;]{1,60})?"
        r"|(?:that )?(?:this|that|it) (?:is|was|are|were) .{1,40}"
        rf"|(?:(?:(?:the )?\w+(?: \w+)?['’]s?|his|her|its|their|the|these|those|this|that|such|an?|both|all) )?"
        rf"(?:\w+ )?(?:{nouns})(?: as .{{1,40}}|{verdict})?"
        rf"|as [^,;]{{1,40}} (?:the|these|those|this|that|such) (?:\w+ )?(?:{nouns})|as [^,;]{{1,60}})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _untrue() -> re.Pattern[str]:
    """What is all that somebody says of what was said before: "Not so", "Not a word of that is true"."""
    words = "|".join(sorted(cues("en").sets["untrue"]))
    return re.compile(
        r"[“\"‘']?(?:not (?:so|true|correct|at all)|no(?: truth (?:in|to) (?:it|that|this))?"
        r"|not a (?:word|shred|grain) of (?:that|it|this|truth)[\w ]{0,20}"
        r"|(?:(?:that|this|it|which)(?: is| was|['’]s) )?"
        rf"(?:(?:an?|all|just|pure|utter|complete|plain\w*|simply|total|sheer) ){{0,3}}(?:{words})"
        r"(?: (?:and|from) [^,;]{1,30})?)[,.!]?[”\"’']?",
        re.IGNORECASE,
    )
