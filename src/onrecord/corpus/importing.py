"""Importing: inputs into claims, claims into a ledger, and a count of what came of each input."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from onrecord.claim import reading as read_text
from onrecord.claim.lists import heading_of
from onrecord.claim.maps import TABLE, of_changes
from onrecord.claim.rows import reading as read_row
from onrecord.corpus.maps import Snapshots
from onrecord.ledger import Ledger
from onrecord.model import Document, Reading
from onrecord.model.errors import InputError
from onrecord.read import Unread
from onrecord.read.cache import Cache
from onrecord.read.datasets import Contents, Dataset, Payload, Problem, Row, Table, contents, payloads, table
from onrecord.read.maps import changes, is_map, is_table, snapshot
from onrecord.read.records import Refused

# Forms whose rows may be dated anew when they change: the others say themselves when they were published.
_DATED_BY_ROW = ("totals", "entries", "corrections", "estimates")

_AT_ONCE = 500  # rows that the ledger is asked about together

Advance = Callable[[str, int, int], None]
"""Told of progress: the input's name, how many of its rows or documents are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of one input. `kind` is the dataset's or map's id, or "map-changes", "reports", "telegram",
    "documents", "nothing"; `rows` are rows of a dataset, or documents; `superseded` claims are those that stood in the
    ledger and were replaced."""

    where: str
    kind: str
    rows: int = 0
    new: int = 0
    known: int = 0
    superseded: int = 0
    problems: tuple[Problem, ...] = field(default=())

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return all(problem.kept for problem in self.problems)


@dataclass(slots=True, kw_only=True)
class _Count:
    rows: int = 0
    new: int = 0
    known: int = 0
    superseded: int = 0


class Importer:
    """Imports into `book`; without one, or with `dry_run`, it only counts. `seen` is the day on which the inputs were
    taken from where they are published: rows of the ledger that have changed since are dated by it. `margin` is so
    many kilometres from the edge of a map's area within which the status of a place is hedged."""

    def __init__(
        self,
        book: Ledger | None,
        *,
        seen: date,
        dry_run: bool = False,
        dataset: Dataset | None = None,
        published: date | None = None,
        publisher: str | None = None,
        cache: Cache | None = None,
        advance: Advance | None = None,
        margin: float | None = None,
    ) -> None:
        self._book, self._dry = book, dry_run or book is None
        self._seen, self._dataset, self._cache = seen, dataset, cache
        self._published, self._publisher = published, publisher
        self._advance: Advance = advance or (lambda where, done, total: None)
        self._taken: dict[str, str] = {}
        self._maps = Snapshots(book, margin)

    def target(self, target: str) -> Iterator[Imported]:
        """The inputs of one file, folder, URL or "-", each imported when it is asked for. What cannot be opened is a
        problem of its own; only the ledger's errors are raised."""
        try:
            for item in payloads(target, cache=self._cache):
                if isinstance(item, Unread):
                    yield _nothing(item.where, Problem(where=item.where, code=item.code, message=item.message))
                else:
                    yield self._input(item)
        except InputError as error:
            hint = f" ({error.hint})" if error.hint else ""
            said = error.message.removeprefix(f"{target}: ")
            yield _nothing(target, Problem(where=target, code="unreadable", message=said + hint))

    def _input(self, payload: Payload) -> Imported:
        if self._dataset is None:
            if is_map(payload):
                return self._map(payload)
            if (given := _table_of_changes(payload)) is not None:
                return self._changes(given, payload)
        found = contents(
            payload, dataset=self._dataset, today=self._seen, published=self._published, publisher=self._publisher
        )
        problems = list(found.problems)
        if found.dataset is not None:
            total = len(found.rows)
            readings = self._dated(found.dataset, found.rows)
        else:
            total = len(found.documents)
            readings = self._lists(found, payload.where, problems)
        # Adding goes through the readings, and reading may find problems.
        count = self._add(payload.where, readings, total)
        return Imported(
            where=payload.where, kind=found.kind, rows=count.rows, new=count.new, known=count.known,
            superseded=count.superseded, problems=tuple(sorted(problems, key=_line)),
        )  # fmt: skip

    def _map(self, payload: Payload) -> Imported:
        found, problems = snapshot(payload, today=self._seen, published=self._published)
        if found is None:
            return Imported(where=payload.where, kind="nothing", problems=tuple(problems))
        count = self._add(payload.where, self._maps.readings(found), 1)
        return Imported(
            where=payload.where, kind=found.kind.id, rows=1, new=count.new, known=count.known,
            superseded=count.superseded, problems=tuple(problems),
        )  # fmt: skip

    def _changes(self, given: Table, payload: Payload) -> Imported:
        rows, problems = changes(given, self._seen)
        readings = list(of_changes(rows, payload.where.rpartition("/")[2]))
        count = self._add(payload.where, readings, len(readings))
        return Imported(
            where=payload.where, kind=TABLE, rows=len(rows), new=count.new, known=count.known,
            superseded=count.superseded, problems=tuple(sorted(problems, key=_line)),
        )  # fmt: skip

    # ---- readings

    def _dated(self, dataset: Dataset, rows: Sequence[Row]) -> Iterator[Reading]:
        """A row that the ledger holds with other figures has changed since: it says the new ones from `seen` on."""
        for at in range(0, len(rows), _AT_ONCE):
            readings = [read_row(dataset, row) for row in rows[at : at + _AT_ONCE]]
            if self._book is None or dataset.form not in _DATED_BY_ROW:
                yield from readings
                continue
            held = self._book.current([one.document.id for one in readings])
            yield from (self._redated(one, held.get(one.document.id)) for one in readings)

    def _redated(self, one: Reading, held: Document | None) -> Reading:
        document = one.document
        if held is None or document.published is None or held.published is None:
            return one
        # The same row keeps the day on which it was first seen; but it never was said before its own day.
        day = held.published if held.sha256 == document.sha256 else self._seen
        return replace(one, document=replace(document, published=max(day, document.published)))

    def _lists(self, found: Contents, place: str, problems: list[Problem]) -> Iterator[Reading]:
        """The documents that hold an official list of losses. Of a channel's posts, the others are passed over; any
        other document without a list is a problem, as it was named on purpose."""
        nobody = False
        for where, document in found.documents:
            if heading_of(document.text) is None:
                if not found.posts:
                    said = "there is no list of losses in it; it was left out (onrecord read takes in articles)"
                    problems.append(Problem(where=where, code="no_list", message=said))
                continue
            reading = read_text(document if found.posts else self._apart(document, place))
            if not nobody and document.publisher is None and not all(claim.sources for claim in reading.claims):
                nobody = True
                said = "nobody is named who published it: its claims stand without a source (give --publisher)"
                problems.append(Problem(where=where, code="no_publisher", message=said, kept=True))
            yield reading

    def _apart(self, document: Document, place: str) -> Document:
        """Under an id of its own among the inputs: a/1.html and b/1.html are no two versions of "1"."""
        id, n = document.id, 1
        while self._taken.setdefault(id, place) != place:
            n += 1
            id = f"{document.id} ({n})"
        return document if id == document.id else replace(document, id=id)

    # ---- the ledger

    def _add(self, where: str, readings: Iterable[Reading], total: int) -> _Count:
        count = _Count()
        if self._dry:
            self._compare(count, readings)
            return count
        assert self._book is not None
        asked: deque[Document] = deque()
        for added in self._book.add_many(_noted(readings, asked)):
            document = asked.popleft()
            count.rows += 1
            count.new += added.claims_new
            count.known += added.claims_known
            if added.document == "superseded-older":
                count.superseded += self._older(document)
            elif added.document == "superseded-by-newer":
                count.superseded += added.claims_new
            self._advance(where, count.rows, total)
        return count

    def _older(self, document: Document) -> int:
        """How many claims the version had that this document took the place of."""
        assert self._book is not None
        versions: dict[str, int] = {}
        for item in self._book.claims(document=document.id, superseded=True):
            if item.superseded:
                key = f"{item.document.published}{item.document.sha256}"
                versions[key] = versions.get(key, 0) + 1
        return list(versions.values())[-1] if versions else 0

    def _compare(self, count: _Count, readings: Iterable[Reading]) -> None:
        """What adding would do, as far as documents tell."""
        left = iter(readings)
        while some := list(islice(left, _AT_ONCE)):
            held = self._book.current([one.document.id for one in some]) if self._book else {}
            for one in some:
                count.rows += 1
                before = held.get(one.document.id)
                if before is not None and before.sha256 == one.document.sha256:
                    count.known += len(one.claims)
                else:
                    count.new += len(one.claims)


def _table_of_changes(payload: Payload) -> Table | None:
    """The table in the input, where it is one of changes on maps."""
    if not payload.tabular:
        return None
    try:
        given = table(payload.data, payload.where, charset=payload.charset)
    except Refused:
        return None
    return given if given is not None and is_table(given.columns) else None


def _noted(readings: Iterable[Reading], asked: deque[Document]) -> Iterator[Reading]:
    for one in readings:
        asked.append(one.document)
        yield one


def _line(problem: Problem) -> int:
    """Where in the input it stands; what is said of the whole comes first."""
    line = problem.where.rpartition(":")[2]
    return int(line) if line.isascii() and line.isdigit() else 0


def _nothing(where: str, problem: Problem) -> Imported:
    return Imported(where=where, kind="nothing", problems=(problem,))
