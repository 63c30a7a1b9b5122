"""Verification, response and comparison: what is said about claims, by set frames of words.

Each frame is a pattern with named groups; they run only over sentences that hold one of the trigger
words, and none can match across a sentence's end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from onrecord.claim.context import Context
from onrecord.claim.scene import Scene
from onrecord.model import Claim, Comparison, Period, Response, Span, Verification

# A name or role of up to six words before a cue.
_WHO = r"(?P<who>(?:[\w’'\"“”.-]+ ){0,6}?[\w’'\"”.-]+)"
_HAVE = r"(?:has|have|had|is|was|were|are|could|can|did|does|do|cannot|can't|couldn't|didn't|doesn't|hasn't|haven't)"

_INDEPENDENTLY = r"(?:independently |immediately |yet |fully |officially )*"
_VERIFICATION = [
    ("not_verified", rf"(?P<about>(?:[\w’'-]+ ){{1,8}}?)(?:could|can|cannot|has|have|had|was|were|is|are)(?:not|n't)? (?:not |yet |so far )?(?:be |been )?{_INDEPENDENTLY}(?:un)?(?:verified|corroborated|independently confirmed|confirmed independently)\b"),
    ("not_verified", r"(?P<about>(?:[\w’'-]+ ){0,8}?)(?:not (?:been )?possible|impossible) to (?:independently )?(?:verify|confirm)\b"),
    ("not_verified", rf"{_WHO} (?:{_HAVE} )?(?:not|cannot|can't|couldn't|unable|yet)(?: (?!be\b|make\b|conduct\b)\w+){{0,4}}? (?:verify|corroborate|authenticate|confirm|verified|corroborated)\b(?P<about>[^.;]*)"),
    ("not_verified", r"no (?P<about>[^.;,]{3,60}?) (?:has|have|had|is|are|was|were) (?:been )?(?:independently )?(?:verified|confirmed)\b"),
    ("not_observed", rf"{_WHO} (?:has|have|had|did)(?: also)? [\"“]?not (?:yet )?(?:observed?|seen|found)\b(?P<about>[^.;]*)"),
    ("verified", r"(?P<about>[^.;,]{3,80}?) (?:was|were|has been|have been)(?: \w+)? (?:verified|authenticated|corroborated|confirmed) by (?P<who>[\w’' -]+)"),
    ("verified", rf"{_WHO} (?:has |have |had )?(?:independently )?(?:verified|authenticated|corroborated)(?P<about> [^.;]*)"),
    ("verified", r"(?P<who>)(?:seemingly |further )?confirming (?:\w+ ){0,3}?(?P<about>(?:reports|claims|statements)[^.;]*)"),
    ("disputed", rf"a claim {_WHO} (?:disputes?|disputed|has disputed|rejects?|denies|denied)"),
    ("disputed", rf"{_WHO} (?:disputes|disputed|has disputed|cast doubt on|questioned|refuted|debunk\w*)(?P<about> [^.;]*)"),
    ("disputed", rf"{_WHO} (?:have |has )?(?:said|say|says)(?P<about> (?:its|their|the|his|those|these) [\w ]{{3,40}} (?:are|is|were|was) (?:not accurate|inaccurate|false|exaggerated|inflated|unreliable|untrue))"),
    ("disputed", rf"(?P<who>)(?P<about>(?:this|the|that|these|such) (?:claim|claims|report|reports|statement)) (?:is|are|was|were) (?:\w+ )?(?:unlikely to be true|false|untrue|inaccurate)"),
]  # fmt: skip
_RESPONSE = [
    ("no_comment", rf"{_WHO} (?:has |have |had |is |was )?(?:declin\w+|refus\w+) (?:to )?(?:comment|confirm|answer|respond|say|publish)"),
    ("no_comment", rf"{_WHO} (?:has|have|had|did|does|do|would) (?:not|n't)(?: \w+){{0,3}}? (?:comment(?:ed)?|respond(?:ed)?|repl(?:y|ied)|publicly acknowledge\w*|answer(?:ed)?|confirmed the|confirm the|provide (?:any )?(?:more |further )?details)\b"),
    ("no_comment", r"(?:there was )?no (?:immediate )?(?:comment|response|reaction|reply|official confirmation|word) (?:from|by) (?P<who>[\w ’']+)"),
    ("no_comment", rf"{_WHO} (?:rarely|seldom|never) (?:comments?|discloses?|publish(?:es)?|confirms?|acknowledges?|reports?|releases?)"),
    ("no_comment", rf"{_WHO} (?:made no (?:comment|mention|statements?|announcement)|gave no (?:details|comment)|remained silent|kept silent|has been silent|neither confirmed nor denied)"),
    ("asked", r"(?:\w+ )?(?:has |have )?(?:reached out to|contacted|approached|emailed|sent questions to) (?P<who>[\w’' ]+?) (?:for|via|by|seeking|requesting|with)\b[^.;]*"),
    ("asked", r"(?:has |have )?asked (?P<who>[\w’' ]+?) (?:for|to) comment"),
    ("asked", r"(?P<who>[\w’' ]+?) (?:has|have|had) been (?:contacted|approached|asked) for comment"),
    ("denied", rf"{_WHO} (?:has |have |had |strongly |categorically |flatly |repeatedly |later )*(?:denied|denies|deny|rejected|rejects|dismissed|dismisses)\b"),
]  # fmt: skip
_COMPARISON = [
    ("lower", r"(?P<left>[^,;.]{3,60}?) (?:\w+ ){0,3}?(?:more conservative|lower|smaller|fewer|less|weaker|lighter) than (?P<right>[^,;.]+)"),
    ("higher", r"(?P<left>[^,;.]{0,80}?) ?\b(?:is|are|was|were|has|have|had|took|in|an?|the|that’s|that's)?(?: \w+){0,3}? ?(?:higher|greater|larger|bigger|worse|heavier|more(?: \w+){0,3}) than (?P<right>[^,;.]+)"),
    ("higher", r"(?P<left>[^,;.]{3,80}?),? an? (?:[\w%-]+ )?(?:increase|rise|jump|growth) (?:from|over|on|compared (?:to|with)) (?P<right>[^,;.]+)"),
    ("lower", r"(?P<left>[^,;.]{3,80}?)(?:,|—| -)? ?an? (?:[\w%-]+ )?(?:decrease|drop|decline|fall|reduction) (?:from|compared (?:to|with)) (?P<right>[^;.]+)"),
    ("lower", r"(?P<left>[^,;.]{3,80}?),? (?:down from|declined (?:\w+ )?compared (?:to|with)) (?P<right>[^,;.]+)"),
    ("higher", r"(?P<left>[^,;.]{3,80}?),? up from (?P<right>[^,;.]+)"),
    ("higher", r"(?P<left>[^,;.]{3,100}?),? the (?:highest|most|largest|biggest|worst|deadliest|heaviest)(?: \w+){0,4}? (?:since|of the (?:war|year|month)|in (?:\w+ ){0,2}(?:weeks?|months?|years?|days?)|so far)\b(?P<right>[^,;.]*)"),
    ("higher", r"(?P<left>[^,;.]{3,80}?) (?:exceeds?|exceeded|outnumber\w*|outmatch\w*|outgun\w*|surpass\w*|outpac\w*) (?P<right>[^,;.]+)"),
    ("higher", r"(?P<left>[^,;.]{3,80}?) (?:is|are|was|that’s|that's)? ?(?:\w+ ){0,2}?(?:twice|triple|double|(?:\w+ )times (?:more|higher|as|greater|larger|the))(?: \w+){0,3} (?P<right>[^,;.]+)"),
    ("about_equal", r"(?P<left>[^,;.]{3,80}?) (?:in line with|on a par with|similar to|comparable (?:to|with)|equal to|matches) (?P<right>[^,;.]+)"),
]  # fmt: skip

_TRIGGERS = {
    Verification: re.compile(r"verif|confirm|corroborat|authenticat|observ|not (?:yet )?(?:seen|found)|disput|accurate|false|cast doubt|exaggerat|unreliabl|questioned"),
    Response: re.compile(r"comment|respon|repl|contacted|approached|reached out|den(?:y|ie)|reject|refut|dismiss|acknowledg|admit|conced|declin|refus|silent|rarely|seldom|never|confirm"),
    Comparison: re.compile(r" than |increase|decrease|drop|decline|down from|up from|since|of the war|exceed|outnumber|outmatch|outgun|surpass|twice|triple|double|times|in line|on a par|similar to|comparable|jump|rise"),
}


def _compiled(frames: list[tuple[str, str]]) -> list[tuple[str, re.Pattern[str]]]:
    return [(outcome, re.compile(pattern, re.IGNORECASE)) for outcome, pattern in frames]


class _Lazy:
    """Patterns compiled when first used: most documents never need them."""

    def __init__(self, frames: list[tuple[str, str]]) -> None:
        self.frames = frames
        self.compiled: list[tuple[str, re.Pattern[str]]] | None = None

    def __iter__(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        if self.compiled is None:
            self.compiled = _compiled(self.frames)
        return iter(self.compiled)


_FRAMES: dict[type, _Lazy] = {Verification: _Lazy(_VERIFICATION), Response: _Lazy(_RESPONSE), Comparison: _Lazy(_COMPARISON)}
_LONGEST = 1500


def statements(scene: Scene, context: Context) -> Iterator[Claim]:
    """The verification, response and comparison claims of one sentence."""
    span = scene.span
    if span.end - span.start > _LONGEST:
        return
    text = span.of(scene.text)
    lower = text.lower()
    for kind, trigger in _TRIGGERS.items():
        if not trigger.search(lower):
            continue
        for outcome, pattern in _FRAMES[kind]:
            match = pattern.search(text)
            if match is None:
                continue
            claim = _claim(kind, outcome, match, scene, context)
            if claim is not None and context.accepts(claim.kind, claim, _features(claim.kind, outcome, match, text)):
                yield claim
                break


def _features(kind: str, outcome: str, match: re.Match[str], text: str) -> Iterator[str]:
    """For the judge: the outcome, the words of the match, and the first words of its parts."""
    yield "o=" + outcome
    whole = re.findall(r"[\w’']+", match.group().lower())
    for word in set(whole[-12:] if kind == "comparison" else whole):
        yield "m=" + word
    for name, part in match.groupdict().items():
        words = re.findall(r"[\w’']+", (part or "").lower())
        yield f"{name}={words[0] if words else ''}"
        yield f"{name}-last={words[-1] if words else ''}"
        yield f"{name}-size={min(len(words), 8)}"
    if any(mark in text for mark in "\"“”"):
        yield "quoted"
    if re.search(r"\d", match.group()):
        yield "digits"


def _claim(kind: type, outcome: str, match: re.Match[str], scene: Scene, context: Context) -> Claim | None:
    offset = scene.span.start
    span = Span(offset + match.start(), offset + match.end())
    text = span.of(scene.text)
    lead = len(text) - len(text.lstrip())
    span = Span(span.start + lead, span.end - (len(text) - len(text.rstrip())))
    if span.end <= span.start:
        return None
    groups = match.groupdict()
    fields: dict[str, Any]
    sources, stance = context.attributed(Span(span.end - 1, span.end))
    common = {"id": "", "text": span.of(scene.text), "span": span, "period": Period(end=context.published)}
    if kind is Verification:
        who = _name(groups.get("who"), context, scene, span.end)
        fields = {"verifier": who, "outcome": outcome, "about": (groups.get("about") or "").strip() or None}
        return Verification(**common, **fields)
    if kind is Response:
        who = _name(groups.get("who"), context, scene, span.end)
        if who is None:
            return None
        return Response(**common, party=who, outcome=outcome)  # type: ignore[arg-type]
    if _is_bound(scene, Span(offset + match.start("right"), offset + match.end("right"))):
        return None
    return Comparison(
        **common, sources=sources, certainty=stance,
        left=(groups.get("left") or "").strip() or "it", relation=outcome, right=(groups.get("right") or "").strip(),  # type: ignore[arg-type]
    )  # fmt: skip


def _is_bound(scene: Scene, right: Span) -> bool:
    """Whether a figure or a span of time follows "than" or "exceed": that bounds an amount and compares nothing."""
    for index in (*scene.figures, *scene.times):
        token = scene.tokens[index]
        if token.start <= right.start + 3 and token.end > right.start:
            return True
    return bool(re.match(r"\s*(?:an? (?:quarter|third|half|thousand|hundred|dozen|million)|half|some|anticipated|expected|it |ever)", right.of(scene.text)))


_PRONOUNS = frozenset({"it", "they", "he", "she", "which", "who", "which it", "that"})
_TRAILING = re.compile(r" (?:on|about|regarding|over|to|as|after|when|for|in) .*$")
_LEADING = re.compile(r"^(?:(?:and|but|while|although|though|that|which|however|meanwhile|also|the|has|have|had|said|say|says|such|,)\s+)+", re.IGNORECASE)


def _name(written: str | None, context: Context, scene: Scene, before: int) -> str | None:
    """The canonical name behind the words before a cue; None for "it", "which" and passives."""
    if not written:
        return None
    name = _TRAILING.sub("", _LEADING.sub("", written.strip().strip("\"“”,")).strip())
    if not name:
        return None
    if name.lower() in ("we", "us"):
        return context.document.publisher
    if name.lower() in _PRONOUNS:
        side = next((scene.tokens[i].text for i in scene.find("side") if scene.tokens[i].start < before), None)
        if side is not None:
            name = side
    known = context.chains.known(name)
    return known.name if known is not None else None
