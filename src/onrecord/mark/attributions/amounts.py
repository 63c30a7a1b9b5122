"""Verbs that give a figure or take one back: "counted 209", "raised the toll to 17", "withdrew its report".

They are everyday verbs and speak only of what stands behind them: a number, a toll that comes to a number, a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from onrecord.mark.attributions.cues import DATE, PREP, Cues, Verb
from onrecord.mark.attributions.tokens import STOPS

_FAR = 18  # tokens from a verb to the number that its toll comes to
_NEAR = 5  # to the number, or the report, that is its object
_AMOUNT = 5  # tokens of "at more than 40" at most


def speaks_of(words: Sequence[str], cues: Cues, verb: Verb, t: int, hi: int) -> bool:
    """Whether the object that starts at token `t` is what a verb of figures needs."""
    sets = cues.sets
    if verb.lemma in sets["retracting"]:
        near = list(takewhile(lambda word: word != ",", words[t : min(hi, t + _NEAR)]))
        if near[1:] and cues.flags.get(near[0], 0) & PREP and not cues.flags.get(near[1], 0) & DATE:
            return False  # "withdrew from Lyman after reports"
        return any(word in cues.nouns or word in sets["retracted"] for word in near)
    if verb.lemma in sets["revising"]:
        if verb.lemma == "correct" and any(word in cues.nouns for word in words[t : min(hi, t + _NEAR)]):
            return True
        tolled = False
        for u in range(t, min(hi, t + _FAR)):
            if words[u] in STOPS or words[u] == ";":
                return False
            if words[u][0].isdigit() and tolled:
                return True
            tolled = tolled or words[u] in sets["tolls"]
        return False
    u = t
    while u < hi and words[u] in sets["bounds"]:
        u += 1
    if u >= hi or not (words[u][0].isdigit() or words[u] in sets["numbers"]):
        return False
    if verb.lemma == "give":  # "gave 18 dead", not "gave 18 tanks"
        return any(word in sets["fates"] for word in words[u + 1 : min(hi, u + 4)])
    return u + 1 >= hi or words[u + 1] not in sets["spans"]


def amount_end(words: Sequence[str], t: int, hi: int) -> int | None:
    """Where an amount ends that stands behind "at" at token `t`, by its number: "puts losses (at more than 40)"."""
    if words[t : t + 1] != ["at"]:
        return None
    return next((u + 1 for u in range(t + 1, min(hi, t + _AMOUNT)) if words[u][0].isdigit()), None)
