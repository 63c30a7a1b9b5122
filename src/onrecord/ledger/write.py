"""Adding readings, inside a transaction that holds the write lock.

Readings go in many at a time: what the ledger holds of them is asked for once, and the rows of all of them go into a
table together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, exists, func, select, tuple_

from onrecord.ledger import rows
from onrecord.ledger import schema as t
from onrecord.ledger.database import Database, Row, Values, Words, columns_of, values_of
from onrecord.ledger.records import Added, Standing
from onrecord.model import Claim, Document, Finding, Loss, Place, Reading, Source
from onrecord.model.errors import LedgerError

_T = TypeVar("_T")
_AT_ONCE = 500  # values in one IN list; SQLite's limit was 999 for long
_MANY = 1_000  # claims from which it is worth to make ready for many rows


def _asked(name: str) -> Any:
    return bindparam(name, expanding=True)


_known = select(t.documents.c.digest, t.documents.c.key, t.documents.c.known_from).where(
    t.documents.c.digest.in_(_asked("these"))
)
_publishers = select(t.publishers.c.name).where(t.publishers.c.name.in_(_asked("these")))
_newer = t.documents.alias("newer")
# The other versions of a document, but for those that a later row of the same bytes corrected.
_versions = select(
    t.documents.c.id, t.documents.c.key, t.documents.c.known_from, t.documents.c.published, t.documents.c.sha256
).where(
    t.documents.c.id.in_(_asked("these")),
    ~exists().where(
        t.superseded_documents.c.document == t.documents.c.key,
        _newer.c.key == t.superseded_documents.c.superseded_by,
        _newer.c.sha256 == t.documents.c.sha256,
    ),
)
_same_bytes = select(func.min(t.documents.c.known_from)).where(
    t.documents.c.id == bindparam("id"), t.documents.c.sha256 == bindparam("sha256")
)
_claims = select(t.claims.c.document, t.claims.c.key, t.claims.c.id, t.claims.c.kind, t.claims.c.record).where(
    t.claims.c.document.in_(_asked("these")), ~exists().where(t.superseded_claims.c.claim == t.claims.c.key)
)
_findings = select(t.findings.c.document, t.findings.c.key, t.findings.c.record).where(
    t.findings.c.document.in_(_asked("these")),
    ~exists().where(t.superseded_findings.c.finding == t.findings.c.key),
)
_by_id = (
    select(t.claims.c.id, t.claims.c.key)
    .where(
        t.claims.c.id.in_(_asked("these")),
        ~exists().where(t.superseded_claims.c.claim == t.claims.c.key),
        ~exists().where(t.superseded_documents.c.document == t.claims.c.document),
    )
    .order_by(t.claims.c.key)
)


@dataclass(slots=True)
class _Held:
    """What the ledger holds of some readings, asked for at once: documents by digest, the rest by document."""

    documents: dict[str, Any]
    versions: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    findings: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


class Additions:
    """What one transaction adds. It holds the write lock, so what it has looked up stays true."""

    def __init__(self, database: Database, connection: Connection, *, version: str, at: datetime) -> None:
        self._database = database
        self._db = connection
        self._version = version
        self._at = rows.moment(at)
        self._reading: int | None = None
        self._last: dict[str, int] = {}
        self._sources: dict[tuple[str, str], int] = {}
        self._forms: dict[tuple[int, str | None], int] = {}
        self._places: dict[tuple[Any, ...], int] = {}
        # Of the readings that are being added, by the identity of a claim's chain and place.
        self._chains: dict[int, list[Values]] = {}
        self._where: dict[int, int] = {}
        self._series: dict[tuple[str, str, str], int] = {}
        self._publishers: set[str] = set()
        self._waiting: dict[str, list[Values]] = defaultdict(list)
        self._words: list[Words] = []

    def add(self, readings: Sequence[Reading], audited: bool | None) -> list[Added]:
        """Adds what the ledger does not hold. With `audited`, findings that a reading no longer has are superseded;
        None is for those that have findings."""
        for reading in readings:
            _check_ids(reading)
        if sum(len(reading.claims) for reading in readings) < _MANY:
            return self._add(readings, audited)
        with self._database.filling(self._db):
            return self._add(readings, audited)

    def _add(self, readings: Sequence[Reading], audited: bool | None) -> list[Added]:
        added = []
        for run in _runs(readings):
            documents = [rows.document_row(reading.document) for reading in run]
            held = self._held(documents)
            # Of those that are there already, the publisher is too.
            self._learn_publishers(
                reading.document
                for reading, row in zip(run, documents, strict=True)
                if row["digest"] not in held.documents
            )
            self._learn_names(run)
            for reading, row in zip(run, documents, strict=True):
                said = bool(reading.findings) if audited is None else audited
                added.append(self._add_one(reading, row, held, said))
            self._flush()
        return added

    def _held(self, documents: Sequence[Row]) -> _Held:
        held = _Held({row.digest: row for row in self._each(_known, [row["digest"] for row in documents])})
        keys = [row.key for row in held.documents.values()]
        for row in self._each(_claims, keys):
            held.claims[row.document].append(row)
        for row in self._each(_findings, keys):
            held.findings[row.document].append(row)
        for row in self._each(_versions, [row["id"] for row in documents if row["digest"] not in held.documents]):
            held.versions[row.id].append(row)
        return held

    def _add_one(self, reading: Reading, row: Row, held: _Held, audited: bool) -> Added:
        self._reading = None
        known = held.documents.get(row["digest"])
        if known:
            stands: Standing = "known"
            document, known_from = known.key, known.known_from
            recorded, said = held.claims.get(document, ()), held.findings.get(document, ())
        else:
            versions = held.versions.get(row["id"], ())
            document, known_from, stands = self._add_document(reading.document, row, versions)
            recorded = said = ()
            self._begin(document)
        keys, claims_new = self._add_claims(document, known_from, reading, recorded)
        findings_new = self._add_findings(document, keys, reading.findings, said, audited)
        return Added(
            document=stands,
            claims_new=claims_new,
            claims_known=len(reading.claims) - claims_new,
            findings_new=findings_new,
            findings_known=len(set(reading.findings)) - findings_new,
        )

    def _begin(self, document: int) -> int:
        """The key of this reading's row, which exists only when the reading adds something."""
        if self._reading is None:
            self._reading = self._new_key(t.readings)
            row = {"key": self._reading, "document": document, "onrecord": self._version, "recorded": self._at}
            self._insert(t.readings, [row])
        return self._reading

    # Documents

    def _add_document(self, document: Document, row: Row, versions: Sequence[Any]) -> tuple[int, str, Standing]:
        """`versions` are the rows of the same id, if any."""
        key = self._new_key(t.documents)
        known_from = row["published"] or (versions and self._first_known(document)) or self._at[:10]
        self._insert(t.documents, [{**row, "key": key, "known_from": known_from, "recorded": self._at}])
        if not versions:
            return key, known_from, "new"
        # Read again with other words about itself, the same bytes replace their older row whatever its date.
        # Other bytes take their place by date, so that the order in which an archive is read does not matter.
        same = [v for v in versions if v.sha256 == document.sha256]
        dated = [v for v in versions if row["published"] and v.published and v.sha256 != document.sha256]
        later = [v for v in dated if v.published > row["published"]]
        earlier = [v for v in versions if v not in same and v not in later]
        pairs = [(v.key, key) for v in same]
        if earlier:
            pairs.append((max(earlier, key=lambda v: (v.known_from, v.key)).key, key))
        if later:
            pairs.append((key, min(later, key=lambda v: (v.known_from, v.key)).key))
        self._insert(
            t.superseded_documents,
            [{"document": older, "superseded_by": newer, "recorded": self._at} for older, newer in pairs],
        )
        return key, known_from, "superseded-by-newer" if later else "superseded-older"

    def _first_known(self, document: Document) -> str | None:
        found: str | None = self._db.scalar(_same_bytes, {"id": document.id, "sha256": document.sha256})
        return found

    def _learn_publishers(self, documents: Iterable[Document]) -> None:
        named = dict.fromkeys(document.publisher for document in documents if document.publisher is not None)
        missing = [name for name in named if name not in self._publishers]
        self._publishers.update(row.name for row in self._each(_publishers, missing))
        new = [name for name in missing if name not in self._publishers]
        self._publishers.update(new)
        self._insert(t.publishers, rows.publisher_rows(new))

    # Claims

    def _add_claims(
        self, document: int, known_from: str, whole: Reading, recorded: Iterable[Any]
    ) -> tuple[dict[str, int], int]:
        """The keys of the document's claims by id, and how many of them are new; `recorded` are its rows so far."""
        if not recorded:
            new = list(whole.claims)
            return (self._insert_claims(document, known_from, new, whole.document.title, {}) if new else {}), len(new)
        held = {row.id: row for row in recorded}
        keys: dict[str, int] = {}
        new = []
        for claim in whole.claims:
            row = held.get(claim.id)
            if row is not None and row.kind == claim.kind and _same(row, claim):
                keys[claim.id] = row.key
            else:
                new.append(claim)
        gone = [row.key for id, row in held.items() if id not in keys]
        if new or gone:
            reading = self._begin(document)
            self._insert(t.superseded_claims, [{"claim": key, "superseded_by": reading} for key in gone])
        if new:
            keys |= self._insert_claims(document, known_from, new, whole.document.title, keys)
        return keys, len(new)

    def _insert_claims(
        self, document: int, known_from: str, claims: Sequence[Claim], title: str | None, held: dict[str, int]
    ) -> dict[str, int]:
        """The keys of `claims` by id; `held` are those of the document's other claims."""
        chains, places = self._chains, self._where
        reading = self._begin(document)
        keys: dict[str, int] = {}
        first = self._new_keys(t.claims, len(claims))
        claim_rows, links = self._waiting[t.claims.name], self._waiting[t.claim_sources.name]
        for key, claim in enumerate(claims, first):
            keys[claim.id] = key
            place = places[id(claim.place)] if claim.place else None
            series = self._series_of(claim) if isinstance(claim, Loss) else None
            claim_rows.append(
                rows.claim_row(
                    claim, known_from, key=key, place=place, series=series, document=document, reading=reading
                )
            )
            self._words.append((claim.text, title))
            if claim.sources:
                links.extend([(key, *link) for link in chains[id(claim.sources)]])
        self._insert_links(claims, keys | held)
        return keys

    def _insert_links(self, claims: Sequence[Claim], keys: dict[str, int]) -> None:
        links: list[Row] = [
            {
                "claim": keys[claim.id],
                "position": position,
                "relation": relation,
                "claim_id": id,
                "target": keys.get(id),
            }
            for claim in claims
            if claim.retracts or getattr(claim, "refers_to", ())
            for position, (relation, id) in enumerate(rows.links_of(claim))
        ]
        self._insert(t.claim_links, links)

    def _learn_names(self, readings: Sequence[Reading]) -> None:
        """Sources, how they are written, and places of all these readings: the keys of those that are there, and new
        ones for the others."""
        claims = [claim for reading in readings for claim in reading.claims]
        # A claim's chain and place are most often the last claim's, the same records: each is looked at once.
        chains = {id(claim.sources): claim.sources for claim in claims}
        places = {id(claim.place): claim.place for claim in claims if claim.place is not None}
        self._learn_sources(chains.values())
        self._learn_places(places.values())
        keys, forms = self._sources, self._forms
        self._chains = {
            at: [
                rows.link_row(position, link, forms[keys[link.id, link.name], link.as_written])
                for position, link in enumerate(chain)
            ]
            for at, chain in chains.items()
        }
        self._where = {at: self._places[_place_identity(place)] for at, place in places.items()}

    def _learn_sources(self, chains: Iterable[Sequence[Source]]) -> None:
        links = dict.fromkeys((link.id, link.name, link.as_written) for chain in chains for link in chain)
        c, keys = t.sources.c, self._sources
        missing = list(dict.fromkeys((id, name) for id, name, _ in links if (id, name) not in keys))
        for part in _parts(missing):
            for row in self._db.execute(select(c.key, c.id, c.name).where(tuple_(c.id, c.name).in_(part))):
                keys[row.id, row.name] = row.key
        new = []
        for id_, name in missing:
            if (id_, name) not in keys:
                keys[id_, name] = key = self._new_key(t.sources)
                new.append({"key": key, "id": id_, "name": name, "folded": rows.folded(name)})
        self._insert(t.sources, new)
        self._learn_forms(dict.fromkeys((keys[id, name], written) for id, name, written in links))

    def _learn_forms(self, forms: Iterable[tuple[int, str | None]]) -> None:
        f, keys = t.source_forms.c, self._forms
        missing = [form for form in forms if form not in keys]
        for part in _parts(list({source: None for source, _ in missing})):
            for row in self._db.execute(select(f.key, f.source, f.as_written).where(f.source.in_(part))):
                keys[row.source, row.as_written] = row.key
        new = []
        for source, written in missing:
            if (source, written) not in keys:
                keys[source, written] = key = self._new_key(t.source_forms)
                new.append({"key": key, "source": source, "as_written": written, "folded": rows.folded(written)})
        self._insert(t.source_forms, new)

    def _series_of(self, loss: Loss) -> int:
        s, asked = t.series.c, (loss.side, loss.category, loss.measure)
        if asked not in self._series:
            for row in self._db.execute(select(s.key, s.side, s.category, s.measure)):
                self._series[row.side, row.category, row.measure] = row.key
        if asked not in self._series:
            self._series[asked] = key = self._new_key(t.series)
            self._insert(t.series, [dict(zip(columns_of(t.series), (key, *asked), strict=True))])
        return self._series[asked]

    def _learn_places(self, places: Iterable[Place]) -> None:
        missing = {identity: p for p in places if (identity := _place_identity(p)) not in self._places}
        c = t.places.c
        columns = (c.key, c.name, c.as_written, c.id, c.oblast, c.latitude, c.longitude)
        for part in _parts(list({place.name: None for place in missing.values()})):
            for row in self._db.execute(select(*columns).where(c.name.in_(part))):
                self._places[tuple(row[1:])] = row.key
        new = []
        for identity, place in missing.items():
            if identity not in self._places:
                self._places[identity] = key = self._new_key(t.places)
                new.append({"key": key, **rows.place_row(place)})
        self._insert(t.places, new)

    # Findings

    def _add_findings(
        self, document: int, own: dict[str, int], findings: Sequence[Finding], recorded: Iterable[Any], audited: bool
    ) -> int:
        held = {rows.finding_of(row.record): row.key for row in recorded}
        new = [finding for finding in dict.fromkeys(findings) if finding not in held]
        if audited and (gone := [key for finding, key in held.items() if finding not in set(findings)]):
            reading = self._begin(document)
            self._insert(t.superseded_findings, [{"finding": key, "superseded_by": reading} for key in gone])
        if not new:
            return 0
        reading = self._begin(document)
        named = {id for finding in new for id in (*finding.claims, *(s.claim for s in finding.suspects))}
        keys = self._elsewhere(named - own.keys()) | own
        finding_rows, used, suspects = [], [], []
        for finding in new:
            key = self._new_key(t.findings)
            finding_rows.append({**rows.finding_row(finding), "key": key, "document": document, "reading": reading})
            for position, id in enumerate(finding.claims):
                used.append({"finding": key, "position": position, "claim_id": id, "claim": keys.get(id)})
            for position, suspect in enumerate(finding.suspects):
                link = {"claim_id": suspect.claim, "claim": keys.get(suspect.claim)}
                repair = {"instead": suspect.instead, "why": suspect.why}
                suspects.append({"finding": key, "position": position, **link, **repair})
        self._insert(t.findings, finding_rows)
        self._insert(t.finding_claims, used)
        self._insert(t.finding_suspects, suspects)
        return len(new)

    def _elsewhere(self, ids: set[str]) -> dict[str, int]:
        """Keys of current claims of other documents by id; where two share an id, the one recorded last."""
        if not ids:
            return {}
        self._flush()
        return {row.id: row.key for row in self._each(_by_id, sorted(ids))}

    # Rows

    def _new_key(self, table: Table) -> int:
        return self._new_keys(table, 1)

    def _new_keys(self, table: Table, many: int) -> int:
        """The first of the next free keys: safe, because the write lock is held until the transaction ends."""
        name = table.name
        if name not in self._last:
            self._last[name] = int(self._db.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0)
        first = self._last[name] + 1
        self._last[name] += many
        return first

    def _insert(self, table: Table, new: Sequence[Row]) -> None:
        """Rows that go in when all others of the table do."""
        if new:
            self._waiting[table.name].extend(map(values_of(table), new))

    def _flush(self) -> None:
        """All that waits, each table after those to which it refers."""
        for table in t.metadata.sorted_tables:
            if not (new := self._waiting.get(table.name)):
                continue
            if table is t.claims:
                self._database.insert_claims(self._db, new, self._words)
            else:
                self._database.insert(self._db, table, new)
        self._waiting.clear()
        self._words.clear()

    def _each(self, statement: Select[Any], asked: Sequence[Any]) -> Iterator[Any]:
        """Rows for all that is asked, not too many at a time."""
        for part in _parts(asked):
            yield from self._db.execute(statement, {"these": part})


def _runs(readings: Sequence[Reading]) -> Iterator[Sequence[Reading]]:
    """Parts in which no two readings are of one document: one must be there before the other is looked at."""
    start = 0
    seen: set[str] = set()
    for n, reading in enumerate(readings):
        if reading.document.id in seen:
            yield readings[start:n]
            start = n
            seen = set()
        seen.add(reading.document.id)
    if readings:
        yield readings[start:]


def _same(row: Any, claim: Claim) -> bool:
    return rows.claim_record(claim) == row.record or rows.claim_of(row.kind, row.record) == claim


def _check_ids(reading: Reading) -> None:
    seen: set[str] = set()
    for claim in reading.claims:
        if claim.id in seen:
            raise LedgerError(
                f"two claims of {reading.document.id} have the id {claim.id}",
                "nothing of it was added; please report it",
            )
        seen.add(claim.id)


def _place_identity(place: Place) -> tuple[Any, ...]:
    return (place.name, place.as_written, place.id, place.oblast, place.lat, place.lon)


def _parts(items: Sequence[_T]) -> Iterable[Sequence[_T]]:
    return (items[i : i + _AT_ONCE] for i in range(0, len(items), _AT_ONCE))
