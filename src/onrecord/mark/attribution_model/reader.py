"""The attributions of a text: the rules' and the network's readings of every cue, the better of each pair kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from onrecord.lexicon import load
from onrecord.mark.attribution_model.candidates import Candidate, candidates, cues
from onrecord.mark.attribution_model.network import Started, network
from onrecord.mark.attribution_model.pieces import Words, windows, words
from onrecord.mark.attribution_model.weigher import between, figures, probability, shared
from onrecord.mark.attributions import attributions as by_rules
from onrecord.mark.attributions import cues as lexicon
from onrecord.mark.attributions.nesting import nested
from onrecord.mark.attributions.tokens import DASHES, QUOTES, Quotations
from onrecord.mark.records import Attribution
from onrecord.mark.sentences import dateline
from onrecord.model import Span
from onrecord.model.claim import Certainty

# For news at large and for texts about the war (weigher.between):
LEAST = {"news": 0.35, "war": 0.4}  # probability of a reading at least; F1 is highest at half of what it reaches
LEAST_RULES = {"news": 0.25, "war": 0.15}  # the same of the rules: lower, for a miss costs a claim its source
# Of the letters of two spans, those in both where the two readers mean the same: then the rules' edges are taken.
ALIKE = {"news": 0.9, "war": 0.7}
_STOP = re.compile(r"[.!?…][”\"’')]?\s")
_LEADS = frozenset("according as by in per".split())  # "in Kyiv's tally", "as far as X knows"
_WAR = 0.5  # how surely a text is about the war at least that is read as one, where no mean can be taken
_SAME = 0.5  # of the letters of two contents, those in both where one speaker cites the other
_WAITS = re.compile(r"(?:that,? )?(?:while|although|though|whereas|if|when|after|before|since|because)\b")
_BLOCK = 16  # windows that are held in memory together
_SPEECH = 8  # words of a quotation at least that is given to who spoke before
_FAR = 200  # characters between a speech and its continuation at most


def begin(text: str, sentences: Sequence[Span], language: str) -> Callable[[], tuple[Attribution, ...]]:
    """Starts the network on a text, and gives what waits for it and reads the text: as
    onrecord.mark.attributions.attributions does, with whose rules it starts."""
    ruled = by_rules(text, sentences, language)
    if language != "en":  # the network has read no other
        return lambda: ruled
    quotations = Quotations(text)
    heads = [span for span in sentences if dateline(text, span.start, len(text)) >= span.end]
    return partial(_read, text, ruled, quotations, heads, pairs(text, ruled, quotations))


def _read(
    text: str, ruled: Sequence[Attribution], quotations: Quotations, heads: Sequence[Span], compared: Iterable[Pair]
) -> tuple[Attribution, ...]:
    found: list[tuple[Attribution, int | None]] = []
    seen = list(compared)
    named = _within_names([cue for _, _, cue in seen], ruled, text)
    sure = frozenset(named.values())
    field = of_the_war(text)
    enough, enough_rules = between(LEAST, field), between(LEAST_RULES, field)
    for n, (candidate, rule, cue) in enumerate(seen):
        if n in named:
            continue
        if heads:
            candidate = _without_dateline(candidate, heads, text)
        other = None if rule is None else ruled[rule]
        again = n > 0 and seen[n - 1][2] == cue  # what the network reads there was weighed against the rules' first
        several = again or n + 1 < len(seen) and seen[n + 1][2] == cue
        if other is not None and (rule in sure or several or _plain(other, text, field)):
            found.append((other, rule))
            continue
        network = 0.0
        if candidate.content and not again:
            network = probability(figures(candidate, other, "network", text), "network", field)
        rules = probability(figures(candidate, other, "rules", text), "rules", field) if other else 0.0
        if other is not None and (
            rules >= max(network, enough_rules)
            or network >= enough
            and (
                _alike(candidate, other, field)
                or _broken_off(candidate, other, text)
                or _overruns(candidate, other, ruled)
            )
        ):
            found.append((other, rule))
        elif network >= enough and (
            other is not None
            or not _no_cue(candidate, cue, text)
            and (field < _WAR or _may_speak(candidate, cue, text))
        ):
            made = _attribution(candidate, other, cue, text)
            if other is not None and field >= _WAR and _goes_on(candidate, other, text):
                made = replace(made, content=other.content)
            found.append((made, rule))
    return _in_order(found, ruled, text, quotations)


def _without_dateline(candidate: Candidate, heads: Sequence[Span], text: str) -> Candidate:
    """What is read, from behind the dateline in which it begins, one of `heads`."""

    def cut(span: Span) -> Span:
        at = bisect_right(heads, (span.start, len(text))) - 1
        if at < 0 or not heads[at].end < span.end or heads[at].end <= span.start:
            return span
        return Span(span.end - len(text[heads[at].end : span.end].lstrip()), span.end)

    source, content = (tuple(map(cut, spans)) for spans in (candidate.source, candidate.content))
    return replace(candidate, source=source, content=content)


def _within_names(cues: Sequence[Span], ruled: Sequence[Attribution], text: str) -> dict[int, int]:
    """The cues that are part of a speaker's name by the rules ("a think tank said"), and by which rule."""
    names = sorted((a.source[0], n) for n, a in enumerate(ruled) if a.source)
    starts = [name.start for name, _ in names]
    flags = lexicon.cues("en").flags
    out: dict[int, int] = {}
    for n, cue in enumerate(cues):
        at = bisect_right(starts, cue.start) - 1
        if at >= 0 and names[at][0].covers(cue):
            behind = text[cue.end : names[at][0].end].split()
            if behind and flags.get(behind[0].lower(), 0) & lexicon.SPEAKER:
                out[n] = names[at][1]
    return out


def _alike(candidate: Candidate, rule: Attribution, war: float) -> bool:
    """Whether both read the same but for some words at the edges, where the rules are the more exact."""
    least = between(ALIKE, war)
    return shared(candidate.source, rule.source) >= least and shared(candidate.content, rule.content) >= least


def _broken_off(candidate: Candidate, rule: Attribution, text: str) -> bool:
    """Whether the network ends a content before what its first clause waits for: "said that, while X claimed A"."""
    said = candidate.content[0]
    waits = _WAITS.match(text, said.start, said.end) is not None and "," not in said.of(text)[:-1]
    return waits and rule.content[0].start == said.start and rule.content[0].end > said.end


def _overruns(candidate: Candidate, rule: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether the network's content runs over the cue of who speaks of it: "X's claim [that A was disputed by Y]"."""
    if rule.parent is None or candidate.content[0].start != rule.content[0].start:
        return False
    cue = ruled[rule.parent].cue[0]
    return cue.start >= rule.content[-1].end and any(part.covers(cue) for part in candidate.content)


def _goes_on(candidate: Candidate, rule: Attribution, text: str) -> bool:
    """Whether the network ends a content before what goes on behind the speaker: "A, X said, making it 60"."""
    first, *behind = rule.content
    return (
        len(behind) == 1
        and behind[0].of(text).split()[0].endswith("ing")
        and candidate.content[0].start == first.start
        and first.end <= rule.cue[0].start
        and all(any(whole.covers(part) for whole in rule.content) for part in candidate.content)
    )


def _no_cue(candidate: Candidate, cue: Span, text: str) -> bool:
    """Whether the network takes a part of a name ("Denys") for a cue, or behind "in" takes where something was for a
    speaker: not "in Kyiv's tally"."""
    written, known = cue.of(text), lexicon.cues("en")
    if written[0].isupper() and written.isalpha() and text[max(0, cue.start - 2) : cue.start - 1].isalnum():
        return written.lower() not in known.verbs and written.lower() not in known.nouns
    if written.lower() not in ("in", "at", "on", "near"):
        return False
    words = candidate.source[0].of(text).lower().split() if candidate.source else []
    return not any(word in known.nouns or known.flags.get(word, 0) & lexicon.BEARER for word in words)


def _may_speak(candidate: Candidate, cue: Span, text: str) -> bool:
    """Whether what the network alone takes for a speaker can be one, where the verb is not plainly of saying: not "the
    front recorded 230 clashes"."""
    known = lexicon.cues("en")
    verbs = [known.verbs[word] for word in cue.of(text).lower().split() if word in known.verbs]
    if not candidate.source or not verbs or any(verb.classes & lexicon.SAY for verb in verbs):
        return True
    words = candidate.source[0].of(text).split()
    speakers = lexicon.SPEAKER | lexicon.BEARER | lexicon.PRONOUN
    return any(known.flags.get(word.lower(), 0) & speakers for word in words) or any(
        word[0].isupper() for word in (words if candidate.source[0].start else words[1:])
    )


def _plain(rule: Attribution, text: str, field: float) -> bool:
    """Whether a reading of the rules is in no doubt: behind a preposition, in texts about the war; a speaker behind a
    dash; what stands behind a colon; or what the network cannot see, the sentence before ("A. X reported this")."""
    cue, first, last = rule.cue[0], rule.content[0].start, rule.content[-1].end
    if field >= _WAR and not _LEADS.isdisjoint(cue.of(text).lower().split()[:1]):
        return True
    if cue.of(text).lower().startswith("source") and text[cue.end : cue.end + 1] == ":":
        return True  # "Source: X", and under it what X says
    if rule.quoted and text[cue.start] in DASHES or text[cue.end : first].strip() == ":":
        return True
    start = min(cue.start, rule.source[0].start if rule.source else cue.start)
    return last < start and _STOP.search(text, last - 1, start) is not None


def of_the_war(text: str) -> float:
    """How surely a text is about the war, 0 to 1: a word in twenty is of the pack's field. One such word is given, so
    that a text too short to tell is taken for one."""
    found = 1 + sum(1 for _ in _field().finditer(text))
    return min(1.0, 20 * found / (text.count(" ") + 1))


@lru_cache(maxsize=1)
def _field() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, load('packs/ukraine/pack.toml')['field']['stems']))})", re.IGNORECASE
    )


Pair = tuple[Candidate, int | None, Span]


def pairs(text: str, ruled: Sequence[Attribution], quotations: Quotations) -> Iterator[Pair]:
    """Every cue that either reader sees: what the network reads there, which of `ruled` reads it too, and the cue,
    which comes again where more of `ruled` read it. The network is at work when this returns."""
    read_words = words(text)
    spans = [_range(read_words, a.cue[0]) for a in ruled]
    parts = windows(read_words)
    if not parts:
        return iter(())
    blocks = [parts[n : n + _BLOCK] for n in range(0, len(parts), _BLOCK)]
    return _pairs(text, read_words, spans, blocks, network().start(read_words, blocks[0]), quotations)


def _pairs(
    text: str,
    read_words: Words,
    ruled: Sequence[tuple[int, int]],
    blocks: Sequence[Sequence[range]],
    started: Started,
    quotations: Quotations,
) -> Iterator[Pair]:
    net = network()
    at: dict[int, list[int]] = {}
    for n, (first, last) in enumerate(ruled):
        for word in range(first, last):
            at.setdefault(word, []).append(n)
    given = sorted(span for span in ruled if span[0] < span[1])
    done = 0
    for n, block in enumerate(blocks):
        seen = net.see(started)
        if n + 1 < len(blocks):
            started = net.start(read_words, blocks[n + 1])
        near = given[bisect_left(given, (seen.base, 0)) : bisect_left(given, (block[-1].stop, 0))]
        ranges = [cue for cue in cues(seen, near) if cue[0] >= done]
        done = ranges[-1][1] if ranges else done
        for candidate in candidates(net, seen, read_words, text, ranges, quotations):
            first, last = candidate.cue
            cue = Span(read_words.starts[first], read_words.ends[last - 1])
            rules = dict.fromkeys(rule for word in range(first, last) for rule in at.get(word, ()))
            for rule in rules or (None,):  # two of one cue: "The former says 17, the latter 19"
                yield candidate, rule, cue


def _range(found: Words, span: Span) -> tuple[int, int]:
    """The words that a span touches."""
    return bisect_right(found.ends, span.start), bisect_left(found.starts, span.end)


def _attribution(candidate: Candidate, rule: Attribution | None, cue: Span, text: str) -> Attribution:
    source, content = candidate.source, candidate.content
    if rule is not None and rule.source and source and rule.source[0].covers(source[0]):
        if rule.source[-1].end == source[-1].end:  # the network has lost the first words of a name
            source = rule.source
    return Attribution(
        source=source,
        cue=(cue,),
        content=content,
        quoted=text[content[0].start] in QUOTES,
        stance=rule.stance if rule is not None else _stance(cue.of(text)),
    )


def _stance(cue: str) -> Certainty:
    """The certainty that the last telling word of a cue lends."""
    known = lexicon.cues("en")
    for word in reversed(cue.lower().split()):
        if word in known.verbs:
            return known.verbs[word].stance
        if word in known.sourceless:
            return known.sourceless[word]
        if word in known.nouns:
            return "unconfirmed" if known.nouns[word] == "asserted" else known.nouns[word]
    return "asserted"


def _in_order(
    found: list[tuple[Attribution, int | None]], ruled: Sequence[Attribution], text: str, quotations: Quotations
) -> tuple[Attribution, ...]:
    found = list(dict.fromkeys(found))  # two cues of the network's may be one of the rules'
    found.sort(key=lambda pair: pair[0].cue)
    flat = _carried_on([kept for kept, _ in found], text, quotations)
    numbers = {rule: n for n, (_, rule) in enumerate(found) if rule is not None}
    given: dict[int, int] = {}
    for n, (kept, rule) in enumerate(found):
        parent = ruled[rule].parent if rule is not None and kept is ruled[rule] else None
        if parent is not None and parent in numbers:
            given[n] = numbers[parent]
        elif flat[n].cue[0].of(text).lower() in lexicon.cues("en").citing:
            near = (m for m in range(max(0, n - 4), min(len(flat), n + 5)) if m != n and flat[m].source)
            alike = (m for m in near if shared(flat[m].content, flat[n].content) >= _SAME)
            citer = max(alike, key=lambda m: sum(part.end - part.start for part in flat[m].content), default=None)
            if citer is not None:
                flat[n], given[n] = replace(flat[n], content=flat[citer].content), citer
    return nested(flat, given, text)


def _carried_on(flat: list[Attribution], text: str, quotations: Quotations) -> list[Attribution]:
    """Gives a quotation that nobody is given to who speaks in its paragraph, else to who spoke right before."""
    speaking = [n for n, a in enumerate(flat) if a.source and not quotations.at(a.cue[0].start)]
    at = [flat[n].cue[0].start for n in speaking]
    covered = sorted(part for n in speaking for part in flat[n].content)
    starts = [part.start for part in covered]
    more: dict[int, list[Span]] = {}
    for quotation in quotations.all:
        span = Span(quotation.start, quotation.end)
        if len(span.of(text)) < 2 * _SPEECH or len(span.of(text).split()) < _SPEECH:
            continue
        last = bisect_left(starts, span.end)
        if any(part.end > span.start for part in covered[max(0, last - 8) : last]):
            continue
        if text[span.end : span.end + 9].lstrip()[:1] in DASHES:  # who wrote it is told behind it
            continue
        begins = text.rfind("\n", 0, span.start) + 1
        ends = text.find("\n", span.end)
        first, last = bisect_left(at, begins), bisect_left(at, ends if ends >= 0 else len(text))
        speaker: int | None = None
        if first < last:
            behind = bisect_left(at, span.start, first, last)
            speaker = speaking[behind - 1 if behind > first else behind]
        elif first:
            earlier = flat[speaking[first - 1]]
            end = max(part.end for part in (*earlier.cue, *earlier.content, *more.get(speaking[first - 1], ())))
            speaker = speaking[first - 1] if span.start - end < _FAR else None
        if speaker is not None:
            more.setdefault(speaker, []).append(span)
    return [replace(a, content=tuple(sorted((*a.content, *more[n])))) if n in more else a for n, a in enumerate(flat)]
