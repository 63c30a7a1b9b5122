"""The words of attribution, from lexicon/languages/LANGUAGE/attributions.toml, ready to be looked up.

A verb is kept under each of its written forms; any other word of interest carries flags that say
where a speaker's name can and cannot go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord import lexicon
from onrecord.model.claim import Certainty

# What a verb can take as its content.
SAY, CLAUSE, OBJECT, EVIDENCE, CHECK, SPEECH, FIGURE = 1, 2, 4, 8, 16, 32, 64
_CLASSES = {
    "say": SAY,
    "clause": CLAUSE,
    "object": OBJECT,
    "evidence": EVIDENCE,
    "check": CHECK,
    "speech": SPEECH,
    "figure": FIGURE | OBJECT,
}

# How a verb is written.
BASE, THIRD, PAST, GERUND = 1, 2, 4, 8

# What a word is to the search for a speaker.
AUX, ADVERB, NEGATION, BOUND, PREP, DET, DATE, SPEAKER, BEARER, PRONOUN, VERB, MODAL = (1 << n for n in range(12))

_PRONOUNS = "he she they it we i you who which".split()
_MODALS = "would could may might can should must will".split()


@dataclass(frozen=True, slots=True)
class Verb:
    """One written form of a verb of saying. `stances` gives the certainty it lends by class of use."""

    lemma: str
    classes: int
    shape: int
    stance: Certainty
    particle: str | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    verbs: dict[str, Verb]
    phrasal: dict[str, dict[str, Verb]]  # of a form, its verbs by their particle: "brushed" off, "brushed" aside
    helped: dict[str, Verb]  # forms that are nouns unless an auxiliary stands before them: "did not comment"
    flags: dict[str, int]
    nouns: dict[str, Certainty]
    sourceless: dict[str, Certainty]
    passive: frozenset[str]
    needs: dict[str, str]  # of a verb, the word behind it without which it tells nothing: "put" losses "at" 40
    prepositions: tuple[str, ...]
    citing: frozenset[str]
    citing_opens: frozenset[str]  # the first words of those
    sets: dict[str, frozenset[str]]


def _forms(lemma: str, irregular: str | None) -> list[tuple[str, int]]:
    if irregular:
        third, *past, gerund = irregular.split()
        if len(past) > 1 and past[-1].endswith("ing"):  # "labeled labelled labeling labelling"
            past = [form for form in past if not form.endswith("ing")]
        return [(lemma, BASE), (third, THIRD), *((form, PAST) for form in past), (gerund, GERUND)]
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return [(lemma, BASE), (lemma[:-1] + "ies", THIRD), (lemma[:-1] + "ied", PAST), (lemma + "ing", GERUND)]
    third = lemma + ("es" if lemma.endswith(("s", "x", "ch", "sh", "z")) else "s")
    return [(lemma, BASE), (third, THIRD), (stem + "ed", PAST), (stem + "ing", GERUND)]


@lru_cache(maxsize=None)
def cues(language: str) -> Cues:
    """Raises FileNotFoundError for a language that has no attributions.toml."""
    raw = lexicon.load(f"languages/{language}/attributions.toml")
    irregular: dict[str, str] = raw["forms"]
    classes: dict[str, int] = {}
    stances: dict[str, Certainty] = {}
    order: tuple[Certainty, ...] = ("unconfirmed", "hedged", "denied", "asserted")
    never = frozenset(raw["never"]["words"].split())
    for name, lists in raw["verbs"].items():
        for stance in order:
            for lemma in lists.get(stance, "").split():
                classes[lemma] = classes.get(lemma, 0) | _CLASSES[name]
                if name != "evidence":
                    stances[lemma] = min(stance, stances.get(lemma, "asserted"), key=order.index)
    stances |= dict.fromkeys(raw["denying"]["words"].split(), "denied")
    verbs: dict[str, Verb] = {}
    helped: dict[str, Verb] = {}
    phrasal: dict[str, dict[str, Verb]] = {}
    for lemma, mask in classes.items():
        verb_of, _, particle = lemma.partition("-")
        for written, shape in _forms(verb_of, irregular.get(lemma) or irregular.get(verb_of)):
            head = written.partition("-")[0]
            kept = verbs
            if shape & (BASE | THIRD) and head in never:
                kept = helped
            verb = Verb(lemma, mask, shape, stances.get(lemma, "asserted"), particle or None)
            if head not in kept or not particle:
                kept[head] = verb
            if particle:
                phrasal.setdefault(head, {})[particle] = verb
    flags: dict[str, int] = {}

    def mark(words: str | list[str], flag: int) -> None:
        for word in words.split() if isinstance(words, str) else words:
            flags[word] = flags.get(word, 0) | flag

    mark(raw["between"]["auxiliaries"], AUX | BOUND)
    mark(raw["between"]["adverbs"], ADVERB)
    mark(raw["between"]["negations"], NEGATION)
    mark(raw["boundaries"]["words"], BOUND)
    mark(raw["boundaries"]["verbs"], VERB)
    mark(raw["boundaries"]["prepositions"], PREP)
    mark(raw["boundaries"]["determiners"], DET)
    mark(raw["boundaries"]["dates"], DATE)
    mark(raw["speakers"]["nouns"], SPEAKER)
    mark(raw["nouns"]["bearers"], BEARER)
    mark(_PRONOUNS, PRONOUN)
    mark(_MODALS, MODAL)
    return Cues(
        verbs=verbs,
        helped=helped,
        phrasal=phrasal,
        flags=flags,
        nouns={word: stance for stance in order for word in raw["nouns"].get(stance, "").split()},
        sourceless={word: stance for stance in order for word in raw["sourceless"].get(stance, "").split()},
        passive=frozenset(raw["sourceless"]["passive"].split()),
        needs=raw["needs"],
        prepositions=tuple(raw["prepositions"]["asserted"]),
        sets={name: frozenset(words.split()) for name, words in raw["sets"].items()},
        citing=frozenset(raw["prepositions"]["citing"]),
        citing_opens=frozenset(cue.split()[0] for cue in raw["prepositions"]["citing"]),
    )
