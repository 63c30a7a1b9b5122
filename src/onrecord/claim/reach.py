"""How far the words of a speaker reach beyond the content as marked.

A relative pronoun stands for the noun before it ("the 40 tanks that Kyiv says it destroyed", "a blogger who says"), and
who keeps a tally vouches for the figure that it comes to ("Kyiv's tally of tanks destroyed passed 9,000").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.claim.registry import Registry, normal
from onrecord.mark.attributions.cues import SPEAKER, cues
from onrecord.mark.records import Attribution
from onrecord.model import Span

__all__ = ["reaching"]

_RELATIVE = frozenset(("which", "that", "whom"))
_TALLIES = frozenset("tally tallies count toll figure figures".split())
_LONGEST = 120  # characters of a noun phrase before its pronoun
# The last noun phrase before a pronoun: from its article or number on, else its last words.
_HEAD = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|these|those|any|all|some|more than|over|at least|about)\s+"
    r"|(?<![\w,.])(?=\d)|\b(?=\w+['’]s? ))"
    r"(?:(?!\b(?:the|an?|its|his|her|their|these|those)\b)[^,;:.!?“”\"()]|(?<=\d)[,.](?=\d)){1,120}$",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(r"[\w’'-]+\s*$")
_OPENING = re.compile(r"(?:that|[,;:—–])\s+(?:the\s+)?$")


def reaching(
    attributions: Sequence[Attribution], text: str, sentences: Sequence[Span], known: Registry
) -> list[Attribution]:
    """The same attributions, with contents as far as they reach, and the nouns for which "who" and "which" speak."""
    return [_reaching(_speaking(one, text, known), text, sentences) for one in attributions]


def _speaking(one: Attribution, text: str, known: Registry) -> Attribution:
    """With a common noun of a speaker ("a Russian blogger who") in place of its pronoun; names are found later on."""
    if not one.source or one.source[0].of(text).lower() not in ("who", "which"):
        return one
    pronoun = one.source[0].start
    start = _antecedent(text, pronoun)
    if one.source[0].of(text).lower() == "who" and (by := text.rfind(" by ", start, pronoun)) >= 0:
        start = by + 4  # "a list kept by rescuers, who"
    governs = [
        match.end() for match in re.finditer(r"\w+", text[start:pronoun]) if match.group().lower() in cues("en").verbs
    ]
    if governs and text[start + governs[-1] : pronoun].strip(" ,"):
        start += governs[-1] + 1  # "criticized commanders who"
    words = text[start:pronoun].rstrip(", ")
    last = words.split()[-1:]
    if not last or not last[0].islower():
        return one
    head = words.split(" of ")[0].split()
    noun = normal(head[-1] if head and head[-1].islower() else last[0])
    if (
        not cues("en").flags.get(noun, 0) & SPEAKER
        and not known.office_in(noun)
        and noun not in known.stand_ins
        and noun not in known.person | known.people
    ):
        return one
    return replace(one, source=(Span(start, start + len(words)), *one.source[1:]))


def _reaching(one: Attribution, text: str, sentences: Sequence[Span]) -> Attribution:
    if not one.content or not one.source:
        return one
    first = one.content[0]
    if first.end <= one.source[0].start and text[first.start : first.end].lower() in _RELATIVE:
        return replace(one, content=(Span(_antecedent(text, first.start), first.end), *one.content[1:]))
    if len(one.content) == 1 and one.cue[0].of(text).lower() in _TALLIES and one.source[0].end <= one.cue[0].start:
        at = bisect_right(sentences, one.cue[0].start, key=lambda sentence: sentence.start) - 1
        if at >= 0 and one.content[0].end < sentences[at].end:
            between = text[sentences[at].start : one.source[0].start]
            if between in ("", "The ", "the ") or _OPENING.search(between[-12:]):
                return replace(
                    one, content=(Span(one.content[0].start, _clause_end(text, one.content[0].end, sentences[at])),)
                )
    return one


def _antecedent(text: str, pronoun: int) -> int:
    """Where the noun phrase starts that the relative pronoun at `pronoun` stands for."""
    before = text[max(0, pronoun - _LONGEST) : pronoun].rstrip(", ")
    found = _HEAD.search(before) or _LAST_WORDS.search(before)
    return max(0, pronoun - _LONGEST) + found.start() if found else pronoun


def _clause_end(text: str, start: int, sentence: Span) -> int:
    """The end of the sentence, or the semicolon before it; its stop is left out."""
    semicolon = text.find(";", start, sentence.end)
    end = semicolon if semicolon >= 0 else sentence.end
    while end > start and text[end - 1] in ".!?… \n":
        end -= 1
    return end
