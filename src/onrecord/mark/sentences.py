"""Text into sentences. Newlines part sentences; so do stops that no abbreviation explains, and the dash of a dateline.

A text without stops is cut all the same: what reads a sentence compares its words with each other."""

from __future__ import annotations

import re

from onrecord.model import Span

# A stop, its closing quotes and footnote marks ("[38]", "casualties.19"), then white space or, as machine translations
# write it, at once a capital that is no site's name ("Krym.Realii"); or the end of the line.
_STOP = re.compile(
    r"(?<!\s)[.!?…]+[\"'”’»)\]]*(?:(?:\[\d{1,3}\])+|(?:(?<=[a-z]\.)|(?<=[a-z]\.[\"”]))\d{1,2})?"
    r"(?=\s+[\"'“‘«(\[>•*-]*[A-ZА-ЯІЇЄҐ0-9“\"«]|\s*$|(?!(?:Realii|Info)\b)[A-ZА-ЯІЇЄҐ\"“][a-zа-яіїєґ\"“]|\s+[\"“«])"
)
_LINE = re.compile(r"[^\n\r]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-ZА-Я]|Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Cmdr|Sen|Rep|Gov|Pres|Prof|Jr|Sr|No|vs|etc|approx|"
    r"e\.g|i\.e|a\.m|p\.m|cf|Inc|Ltd|Co|Corp|sq|km|mi|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|"
    r"тис|млн|млрд|обл|м|р|с|сел|ст|ім)|\bU\.S|\bU\.K|\bU\.N|\bE\.U)$"
)
# "KYIV, Nov 20 (Agency) - ", "Warsaw, Poland (AP) — ": a place in capitals or who reports in brackets, and a dash.
_CAPITALS = r"[A-ZА-ЯІЇЄҐ][A-ZА-ЯІЇЄҐ'’.-]"
_DATELINE = re.compile(
    rf"[ \t]*(?:(?:{_CAPITALS}{{3,24}}|(?=[A-Z]+ [A-Z])[A-Z]{{2,3}})(?:[ /]{_CAPITALS}{{1,24}}){{0,3}}"
    r"(?:, ?[^\n()–—-]{2,40})?(?: ?\([^\n()]{2,40}\))?"
    r"|[A-ZА-ЯІЇЄҐ][^\n().;:!?–—]{2,60} ?\([A-Z][^\n()]{1,40}\))"
    r" ?(?:[–—]|-{1,2}(?= ))[ \t]*(?=[\"“‘«]?[A-ZА-ЯІЇЄҐ])"
)
_LONGEST = 2000  # characters of a sentence; the longest of edited texts have some 500, of lists 1,000
_BREAKS = (";", ",", "")  # where a longer one is cut, best first: behind one of these and a space


def sentences(text: str) -> tuple[Span, ...]:
    """Spans of the sentences of `text`, in order, trimmed of white space; linear in its length."""
    out: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        if (placed := dateline(text, start, line.end())) > start:
            _add(text, start, placed, out)
            start = placed
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if text[stop.start()] == "." and _ABBREVIATION.search(text, max(start, stop.start() - 12), stop.start()):
                # "U.S." may still end a sentence, but then the parts are read together: a lesser evil.
                if stop.end() < line.end():
                    continue
            _add(text, start, stop.end(), out)
            start = stop.end()
        _add(text, start, line.end(), out)
    return tuple(out)


def dateline(text: str, start: int, end: int) -> int:
    """Where the dateline ends with which the line [start, end) opens; `start` where it has none."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start


def _add(text: str, start: int, end: int, out: list[Span]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = _cut(text, start)
        out.append(Span(start, start + len(text[start:cut].rstrip())))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        out.append(Span(start, end))


def _cut(text: str, start: int) -> int:
    """Where a sentence that is too long is cut: in the second half of what is allowed, if it can be between words."""
    least, limit = start + _LONGEST // 2, start + _LONGEST
    for mark in _BREAKS:
        at = text.rfind(mark + " ", least, limit)
        if at >= 0:
            return at + len(mark)
    return limit
