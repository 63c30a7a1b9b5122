"""Verification, response and comparison: what is said about claims, by cues and what stands beside them.

The cues are data (lexicon/languages/en/statements.toml). A sentence is tried only when it holds a cue's
stem; a cue is searched for once, and the words before and behind it are cut at commas, so that the work
is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.claim.context import Context
from onrecord.claim.scene import Scene
from onrecord.lexicon import load
from onrecord.model import Claim, Comparison, Period, Response, Span, Verification

_BEFORE = 110  # characters looked at before a cue
_SUBJECT = 7  # words of a name or role before a cue
_TAKING_AN_OBJECT = ("denied", "confirmed", "retracted")
_ABOUT = re.compile(
    r"[^,;.]{0,60}?\b(?:on|about|regarding|over|concerning|whether|if)\s+|\s*(?=(?:the|an?|any|how|its|their)\s)",
    re.IGNORECASE,
)
_PARTS = ("who", "about", "left", "right")
_NEGATION = re.compile(r"not|n't|un(?:verified|corroborated|confirmed)", re.IGNORECASE)
_STOPS = (",", ";", ".", "(", ":", "\n", " that ", " and ", " but ", " while ")
_TO_STOP = re.compile(r"[^;]*?(?=[;.](?:\s|$)|, (?:and|but|while|although|though) |$)", re.DOTALL)
_AMOUNT = re.compile(
    r"\s*[\"“]?(?:an? (?:quarter|third|half|thousand|hundred|dozen|million)|half|one|two|three|four|five|six|seven|"
    r"eight|nine|ten|\d|some|anticipated|expected|it |ever|\w{1,20} (?:days|weeks|months|years|hours|minutes)\b)"
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """`outcome` is the contract's word for the kind; `parts` tells of who, about, left and right whether they stand
    "before" or "behind" the cue. With `negated` the cue must hold a negation; `unbounded` compares even figures.
    `by` tells who speaks when no words do: the last "speaker" of the sentence, or the "author"."""

    outcome: Any
    cue: re.Pattern[str]
    parts: dict[str, str]
    negated: bool
    unbounded: bool
    by: str | None


@lru_cache(maxsize=None)
def _frames(kind: str) -> tuple[_Frame, ...]:
    """Compiled when first needed: most documents hold no such sentence."""
    return tuple(
        _Frame(
            outcome=raw["outcome"],
            cue=re.compile(raw["cue"], re.IGNORECASE),
            parts={name: raw[name] for name in _PARTS if name in raw},
            negated=raw.get("negated", False),
            unbounded=raw.get("unbounded", False),
            by=raw.get("by"),
        )
        for raw in load("languages/en/statements.toml")[kind]["frames"]
    )


@lru_cache(maxsize=None)
def _triggers() -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(data["trigger"]) for kind, data in load("languages/en/statements.toml").items() if "trigger" in data
    }


def statements(scene: Scene, context: Context) -> Iterator[Claim]:
    """The verification, response and comparison claims of one sentence, at most one of each kind."""
    text = scene.span.of(scene.text)
    lower = text.lower()
    for kind, stems in _triggers().items():
        if not any(stem in lower for stem in stems):
            continue
        for frame in _frames(kind):
            match = frame.cue.search(text)
            claim = _claim(kind, frame, match, text, scene, context) if match is not None else None
            if claim is not None:
                yield claim
                break


def _claim(kind: str, frame: _Frame, match: re.Match[str], text: str, scene: Scene, context: Context) -> Claim | None:
    if frame.negated and not _NEGATION.search(match.group()):
        return None
    parts = {name: value for name, value in match.groupdict().items() if value}
    spans: list[tuple[int, int]] = [match.span()]
    for name, where in frame.parts.items():
        start, end = _before(text, match.start(), name) if where == "before" else _behind(text, match.end())
        if kind == "response" and name == "about":
            topic = _topic(text, start, end, match.group(), frame.outcome, scene)
            if topic is None:
                continue
            start, end = topic
        parts[name] = _ENDING.sub("", text[start:end].strip())
        spans.append((start, end))
    low, high = min(s for s, _ in spans), max(e for _, e in spans)
    span = _trimmed(text, low, high, scene.span.start)
    common: dict[str, Any] = {
        "id": "",
        "text": span.of(scene.text),
        "span": span,
        "period": Period(end=context.published),
    }
    if kind == "verification":
        verifier = _name(parts.get("who"), context, scene, span.start)
        if verifier is None and frame.by is not None:
            verifier = _by(frame.by, context, scene, Span(span.start, span.start + 3))
        return Verification(**common, verifier=verifier, outcome=frame.outcome, about=parts.get("about") or None)
    if kind == "response":
        party = _name(parts.get("who"), context, scene, span.start + match.start() - low)
        return Response(**common, party=party, outcome=frame.outcome, about=parts.get("about")) if party else None
    if _IDLE_BEFORE.search(text, max(0, match.start() - 12), match.start()) or _IDLE.match(text, match.end()):
        return None
    if not frame.unbounded and _bounds(scene, Span(scene.span.start + match.end(), scene.span.end)):
        return None
    sources, stance = context.attributed(Span(span.end - 1, span.end))
    left, right = parts.get("left") or "it", parts.get("right") or match.group().split()[-1]
    return Comparison(**common, sources=sources, certainty=stance, left=left, relation=frame.outcome, right=right)


def _topic(text: str, start: int, end: int, cue: str, outcome: str, scene: Scene) -> tuple[int, int] | None:
    """Where the words stand for what a party responds to: the object of "denied", and what "on" or "about" names
    behind "declined to comment"; None for a day ("did not comment on Monday")."""
    if outcome not in _TAKING_AN_OBJECT and "neither" not in cue.lower():
        match = _ABOUT.match(text, start, end)
        if match is None:
            return None
        start = match.end()
    at = scene.span.start + start
    if any(token.start <= at + 1 < token.end for token in (scene.tokens[i] for i in scene.times)):
        return None
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _by(who: str, context: Context, scene: Scene, cue: Span) -> str | None:
    """Who says it when no words beside the cue tell: "X noted A, confirming reports that B" is X's."""
    if who == "author":
        return context.document.publisher and context.chains.known(context.document.publisher).name
    named = [a for a in context.attributions_in(scene.span) if a.source and a.cue[0].start < cue.start]
    known = context.chains.known(named[-1].source[0].of(scene.text)) if named else None
    return known.name if known is not None else None


def _before(text: str, cue: int, name: str) -> tuple[int, int]:
    """The words before the cue, back to a comma or stop; of a name at most a few."""
    start = max(0, cue - _BEFORE)
    if name == "who":
        cue = _before_aside(text, start, cue)
    for mark in _STOPS:
        if name != "who" and mark in (" that ", " and "):
            continue
        at = text.rfind(mark, start, cue)
        start = max(start, at + len(mark) if at >= 0 and text[at + len(mark) :].strip() else start)
    words = list(re.finditer(r"\S+", text[start:cue]))
    if name == "who" and len(words) > _SUBJECT:
        start += words[-_SUBJECT].start()
    return start, cue


def _before_aside(text: str, start: int, cue: int) -> int:
    """Where the subject ends that an aside parts from its verb: "Kyiv, which seldom owns up to attacks, had no ..."."""
    if not text[start:cue].rstrip().endswith(","):
        return cue
    closing = text.rindex(",", start, cue)
    opening = text.rfind(",", start, closing)
    return opening if opening > start else cue


def _behind(text: str, cue: int) -> tuple[int, int]:
    """The words behind the cue, up to a stop or semicolon."""
    match = _TO_STOP.match(text, cue)
    return cue, match.end() if match else len(text)


def _trimmed(text: str, low: int, high: int, offset: int) -> Span:
    while low < high and not (text[low].isalnum() or text[low] in '"“'):
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return Span(offset + low, offset + high)


def _bounds(scene: Scene, right: Span) -> bool:
    """Whether a figure or a time follows "than" or "exceed": that bounds an amount and compares nothing."""
    for index in (*scene.figures, *scene.times):
        token = scene.tokens[index]
        if (
            token.time is not None
            and token.time.type == "DATE"
            and (token.time.start is not None or token.time.end is not None)
        ):
            continue  # "than in October" compares; "than six months" bounds
        if token.start <= right.start + 3 and token.end > right.start:
            return True
    return _AMOUNT.match(scene.text, right.start, right.end) is not None


# Around "less than" and "more than" where two things are not compared: "little more than ruins", "in less than six
# months", "fewer than half", "less than it could".
_IDLE_BEFORE = re.compile(r"\b(?:little|nothing|no|in|within|for) $", re.IGNORECASE)
_IDLE = re.compile(
    r"\s*(?:half|a (?:third|quarter|dozen|hundred|thousand|million)|(?:it|they|he|we) (?:c|sh|w)ould)\b", re.IGNORECASE
)
_PRONOUNS = frozenset({"it", "they", "he", "she", "which", "who", "which it", "that"})
_ENDING = re.compile(r"\s+(?:that|which)$")
_NOBODY = re.compile(
    r"(?:neither|none|nobody|no one|it|there|claim|could|can|has|have|had|was|were|is|are|would|not|be)\b",
    re.IGNORECASE,
)
_ADVERBS = re.compile(r"(?:\s+(?:\w+ly|also|later|still|since|then|would|yet|so far))+$")
_TRAILING = re.compile(r" (?:on|about|regarding|over|to|as|after|when|for|in) .*$")
_SAID_IT = re.compile(
    r"^(.+?),? (?:[^,]+, )?"
    r"(?:(?:said|says|noted|added|stated|wrote) (?:that )?(?:it|they|he|she|we)|has been|have been|had been)$"
)
_LEADING = re.compile(
    r"^(?:(?:and|but|while|although|though|that|which|however|meanwhile|also|the|has|have|had|said|say|says|such|,)\s+)+",
    re.IGNORECASE,
)


def _name(written: str | None, context: Context, scene: Scene, before: int) -> str | None:
    """The canonical name behind the words before a cue; None for passives and for what no name stands for."""
    written = _SAID_IT.sub(r"\1", (written or "").strip())
    name = _ADVERBS.sub("", _LEADING.sub("", written.strip('"“”,')).strip()).replace(" nor ", " and ")
    if context.chains.known(name).kind == "other":
        name = _TRAILING.sub("", name)
    if not name:
        return None
    if name.lower() in ("we", "us"):
        return context.document.publisher
    if name.lower() in _PRONOUNS:
        name = next((scene.tokens[i].text for i in scene.find("side") if scene.tokens[i].start < before), name)
    if re.match(r"(?:[Tt]he|[Tt]his) [a-z]", written) and not name[0].isupper():
        name = f"the {name}"  # "the think tank" stands for one named before
    known = context.chains.known(name, before)
    return None if known.kind == "evidence" or _NOBODY.match(known.name) else known.name
