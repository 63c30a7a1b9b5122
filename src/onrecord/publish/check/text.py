"""A checked draft for a terminal, as compilers say what they found: where, what, the line with the words underlined."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator

from onrecord.audit.check import Remark
from onrecord.model import Span
from onrecord.publish import words
from onrecord.publish.check import told
from onrecord.publish.check.draft import Draft, Position

_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "accepted": "2"}
_BOLD, _DIM, _BLUE = "1", "2", "34"
_UNDERLINE = {"error": "^", "warning": "~", "note": "-", "accepted": "-"}
_WIDEST = 100  # of what is printed for nobody's terminal
_CONTEXT = 20  # characters of a long line that stand before the words at least
_MOST = 12  # claims of the record that are told one by one


def as_text(drafts: Iterable[Draft], *, width: int | None = None, color: bool = False) -> str:
    """One block a draft. The first line of each remark is "path:line:column: level: ..." and is never broken unless
    for a terminal, which `width` says; nothing of a text can reach the terminal as a control sequence."""
    page = _Page(width, color)
    return "\n".join("".join(f"{line}\n" for line in _draft(draft, page)) for draft in drafts)


class _Page:
    def __init__(self, width: int | None, color: bool) -> None:
        self.width, self.color, self.breaks = max(width or _WIDEST, 40), color, width is not None

    def style(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text


def _draft(draft: Draft, page: _Page) -> Iterator[str]:
    checked = draft.checked
    for remark in checked.remarks:
        yield from _remark(remark, draft, page)
        yield ""
    for note in told.notes(checked):
        yield from _wrapped(f"{page.style('note', _COLOURS['note'])}: {note}", page)
    yield from _wrapped(f"{page.style(told.name(draft), _BOLD)}: {told.outcome(draft)}.", page)
    for line in (*told.shared(draft), *told.coverage(draft)):
        yield from _wrapped(line, page)
    if any(one.accepted is None for one in checked.remarks):
        yield page.style("A finding that is right as it stands: --accept ID --reason WHY", _DIM)


def _remark(remark: Remark, draft: Draft, page: _Page) -> Iterator[str]:
    level = "accepted" if remark.accepted else remark.level
    place = draft.at(remark.span.start)
    head = (
        f"{page.style(_where(draft, place), _BOLD)}: {page.style(level, _COLOURS[level])}: "
        f"{told.verdict(remark)}: {words.line(remark.finding.because)} {page.style(f'[{remark.id}]', _DIM)}"
    )
    yield from _wrapped(head, page)
    gutter = max(len(str(place.line)), 3)
    quoted, under = _quoted(*draft.line(remark.span), page.width - gutter - 3, _UNDERLINE[level])
    yield f"{page.style(f'{place.line:>{gutter}} |', _BLUE)} {quoted}"
    yield f"{page.style(f'{chr(32) * gutter} |', _BLUE)} {page.style(under, _COLOURS[level])}"
    for label, text in _notes(remark, draft):
        yield from _note(label, text, gutter, page)


def _notes(remark: Remark, draft: Draft) -> Iterator[tuple[str, str]]:
    if remark.accepted:
        yield "accepted", told.accepted(remark.accepted)
    if beside := told.beside(remark, draft):
        yield "with", beside
    for one in remark.cited[:_MOST]:
        yield "on record", told.cited(one)
    if len(remark.cited) > _MOST:
        yield "on record", f"{len(remark.cited) - _MOST} more"
    for repair in remark.repairs:
        yield "suspect", told.suspect(repair, draft)


def _note(label: str, text: str, gutter: int, page: _Page) -> Iterator[str]:
    head = f"{' ' * gutter} = "
    lines = textwrap.wrap(f"{label}: {text}", page.width, initial_indent=head, subsequent_indent=" " * (gutter + 5))
    first = lines[0].removeprefix(head)
    yield page.style(head, _BLUE) + page.style(f"{label}:", _BOLD) + first.removeprefix(f"{label}:")
    yield from lines[1:]


def _wrapped(text: str, page: _Page) -> Iterator[str]:
    """For a terminal at words, the lines after the first set in. What colours a text takes no room."""
    room, line = page.width, ""
    if not page.breaks:
        yield text
        return
    for word in text.split(" "):
        if line and _shown(line) + 1 + _shown(word) > room:
            yield line
            line = "    " + word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _shown(text: str) -> int:
    parts = text.split("\x1b[")
    return len(parts[0]) + sum(len(part.partition("m")[2]) for part in parts[1:])


def _where(draft: Draft, place: Position) -> str:
    """As compilers write it; of a text that is not the file's own no editor should jump to that line of the file."""
    where = words.line(draft.where)
    return f"{where}:{place}" if draft.verbatim else f"{where} (text {place})"


def _quoted(line: str, span: Span, room: int, mark: str) -> tuple[str, str]:
    """The line, cut to `room` cells around the words, and what underlines them."""
    start, end = 0, len(line)
    if _cells(line) > room:
        keep = max(room - 2, 10)
        about = max(_CONTEXT, (keep - (span.end - span.start)) // 2)
        start = max(min(span.start - about, len(line) - keep), 0)
        end = start
        used = 0
        while end < len(line) and used + _cell(line[end]) <= keep:
            used += _cell(line[end])
            end += 1
    shown = "".join(map(_safe, line[start:end]))
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    before = _cells(head) + _cells(line[start : span.start])
    covered = max(_cells(line[max(span.start, start) : min(span.end, end)]), 1)
    return (head + shown + tail).rstrip(), " " * before + mark * covered


def _safe(char: str) -> str:
    """A character as it may be shown in a line that is underlined: what has no place of its own gets one."""
    if char == "\t" or words.line(char) == "":
        return " " if char.isspace() else "\ufffd"
    return words.visible(char)


def _cells(text: str) -> int:
    return sum(map(_cell, text))


def _cell(char: str) -> int:
    if char < "\u0300":
        return 1
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
