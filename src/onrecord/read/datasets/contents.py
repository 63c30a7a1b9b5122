"""What is in an input, told from the input itself: rows of a dataset, or documents."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from onrecord.model import Document
from onrecord.read.datasets.estimates import estimates
from onrecord.read.datasets.inputs import Payload
from onrecord.read.datasets.pack import lists, recognised, reports
from onrecord.read.datasets.records import Dataset, Problem, Row
from onrecord.read.datasets.rows import rows
from onrecord.read.datasets.tables import Table, listed, table
from onrecord.read.datasets.telegram import messages, posts
from onrecord.read.datasets.values import day_of
from onrecord.read.decoding import decode
from onrecord.read.readers import by_head, by_media, by_name
from onrecord.read.records import Origin, Refused, Unread, digest, document

# Columns by which an array of reports is known: the day, and the words of that day.
_REPORTS = ("date", "text")
_HEAD = 8192
_MAPPING = "say so in a mapping file, --mapping; docs/import.md shows one"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """`rows` of a `dataset`, or `documents` with the place of each; and what is wrong with the input. `posts` is true
    for a channel, of whose messages only the lists are wanted."""

    kind: str
    dataset: Dataset | None = None
    rows: tuple[Row, ...] = ()
    documents: tuple[tuple[str, Document], ...] = ()
    posts: bool = False
    problems: tuple[Problem, ...] = ()


def contents(
    payload: Payload,
    *,
    dataset: Dataset | None = None,
    today: date,
    published: date | None = None,
    publisher: str | None = None,
) -> Contents:
    """What `payload` holds. `dataset` says what a table is, instead of its columns; `published` and `publisher`
    override what documents say of themselves, and date figures that name no day."""
    origin = Origin(
        where=payload.where, id=payload.id, published=published, publisher=publisher, url=payload.url,
        charset=payload.charset,
    )  # fmt: skip
    try:
        text = decode(payload.data, payload.charset)
        cut = _cut(payload)
        channel = messages(text, payload.where)
        if channel is not None:
            found, problems = posts(*channel, origin)
            placed = tuple((f"{payload.where}:{line}", post) for line, post in found)
            return Contents(kind="telegram", documents=placed, posts=True, problems=(*cut, *problems))
        given = table(payload.data if not cut else _whole_lines(text), payload.where, charset=payload.charset,
                      delimiter=dataset.delimiter if dataset else None)  # fmt: skip
        changed: date | None = None
        if given is None:
            given, changed = _list(text, payload.where)
        if given is not None and (found_out := dataset or recognised(given.columns)) is not None:
            # What is known of one list of an object is known by its columns alone.
            reader = estimates if found_out.form == "estimates" else rows
            figures, said = reader(given, found_out, today=today, published=published or changed)
            return Contents(kind=found_out.id, dataset=found_out, rows=tuple(figures), problems=(*cut, *said))
        if given is not None and set(_REPORTS) <= given.columns.keys():
            return _reports(given, origin, today, cut)
        if (
            payload.tabular
            or given is not None
            and given.rows
            and "text" not in given.columns
            and text.lstrip().startswith("[")
        ):
            if given is not None and not given.rows:
                raise Refused("empty", "there is no row in it")
            raise Refused("unknown_table", f"nobody knows what its columns mean: {_named(given)}", _MAPPING)
        if cut:
            raise Refused("truncated", cut[0].message, "try again later")
        return _documents(payload, origin)
    except Refused as refused:
        message = f"{refused.message} ({refused.hint})" if refused.hint else refused.message
        problem = Problem(where=payload.where, code=refused.code, message=message)
        return Contents(kind="nothing", problems=(problem,))


def _list(text: str, where: str) -> tuple[Table | None, date | None]:
    """The one list of a JSON object that a known dataset is, and the day on which it says it was last changed."""
    for name, updated in lists():
        found = listed(text, where, name)
        if found is not None and recognised(found.columns) is not None:
            moment = re.search(rf'"{re.escape(updated)}"\s{{0,9}}:\s{{0,9}}"([^"]{{1,40}})"', text) if updated else None
            return found, day_of(moment[1], None) if moment else None
    return None, None


def _cut(payload: Payload) -> tuple[Problem, ...]:
    if not payload.missing:
        return ()
    said = f"the server sent {len(payload.data):,} bytes, {payload.missing:,} are missing; the rows that came are taken"
    return (Problem(where=payload.where, code="truncated", message=said),)


def _whole_lines(text: str) -> bytes:
    """Without the last line, which may end within a figure."""
    return text[: text.rfind("\n") + 1].encode()


def _named(given: Table | None) -> str:
    return ", ".join(map(repr, list(given.columns)[:12])) if given is not None else "it is no table"


def _reports(given: Table, origin: Origin, today: date, cut: tuple[Problem, ...]) -> Contents:
    """An array of daily reports, {"date", "text", "language"}: a document a day. It is called by the pack's name for
    them where it knows all."""
    problems = [*cut, *given.problems]
    placed: list[tuple[str, Document]] = []
    taken: set[str] = set()
    kinds: set[str] = set()
    for line, row in given.rows:
        where = f"{given.where}:{line}"
        kind, publisher = reports(row) or ("reports", None)
        made = _report(row, publisher, origin, line, today)
        if isinstance(made, Document):
            if made.id in taken:  # another language, or another report of that day
                made = replace(made, id=f"{made.id}/{made.sha256[:8]}")
            taken.add(made.id)
            kinds.add(kind)
            placed.append((where, made))
        else:
            problems.append(Problem(where=where, code=made.code, message=f"{made.message}; it was left out"))
    kind = kinds.pop() if len(kinds) == 1 else "reports"
    return Contents(kind=kind, documents=tuple(placed), problems=tuple(problems))


def _report(row: dict[str, Any], known: str | None, origin: Origin, line: int, today: date) -> Document | Unread:
    """`known` is who publishes such reports, as far as their words tell; what the report itself names comes first."""
    written, text, language = row.get("date"), row.get("text"), row.get("language")
    try:
        day = date.fromisoformat(str(written)[:10])
    except ValueError:
        return origin.unread("bad_date", f"{written!r} is no day")
    if day > today:
        return origin.unread("future", f"{day} has not been yet")
    if not isinstance(text, str):
        return origin.unread("no_text", '"text" is no string')
    language = language if isinstance(language, str) else None
    url, publisher = row.get("url"), row.get("publisher")
    return document(
        origin, text=text, sha256=digest(text.encode()), id=f"{origin.id}/{day}", published=day, language=language,
        url=url if isinstance(url, str) else None, publisher=publisher if isinstance(publisher, str) else known,
        at=str(line),
    )  # fmt: skip


def _documents(payload: Payload, origin: Origin) -> Contents:
    """Whatever `onrecord read` reads: pages, texts, feeds, JSON documents."""
    placed: list[tuple[str, Document]] = []
    problems: list[Problem] = []
    for item in _read(payload, origin):
        if isinstance(item, Unread):
            problems.append(Problem(where=item.where, code=item.code, message=item.message))
        else:
            placed.append((payload.where, item))
    if not placed and not problems:
        problems.append(Problem(where=payload.where, code="empty", message="there is nothing in it"))
    return Contents(kind="documents", documents=tuple(placed), problems=tuple(problems))


def _read(payload: Payload, origin: Origin) -> Iterator[Document | Unread]:
    kind = by_media(payload.media) if payload.url else by_name(payload.where)
    if kind is None or payload.url and kind.name == "text":
        kind = by_head(payload.data[:_HEAD])
    yield from kind.reader()(io.BytesIO(payload.data), origin)
