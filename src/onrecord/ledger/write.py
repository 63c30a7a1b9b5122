"""Adding one reading, inside a transaction that holds the write lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Table, bindparam, exists, func, insert, select, tuple_

from onrecord.ledger import rows
from onrecord.ledger import schema as t
from onrecord.ledger.records import Added, Standing
from onrecord.model import Claim, Document, Finding, Place, Reading
from onrecord.model.errors import LedgerError

_T = TypeVar("_T")
_AT_ONCE = 500  # values in one IN list; SQLite's limit was 999 for long
_ROWS = 32  # rows in one INSERT; SQLite takes 32,766 values

_known = select(t.documents.c.key, t.documents.c.known_from).where(t.documents.c.digest == bindparam("digest"))
_newer = t.documents.alias("newer")
# The other versions of a document, but for those that a later row of the same bytes corrected.
_versions = select(t.documents.c.key, t.documents.c.known_from, t.documents.c.published, t.documents.c.sha256).where(
    t.documents.c.id == bindparam("id"),
    ~exists().where(
        t.superseded_documents.c.document == t.documents.c.key,
        _newer.c.key == t.superseded_documents.c.superseded_by,
        _newer.c.sha256 == t.documents.c.sha256,
    ),
)
_same_bytes = select(func.min(t.documents.c.known_from)).where(
    t.documents.c.id == bindparam("id"), t.documents.c.sha256 == bindparam("sha256")
)
_claims = select(t.claims.c.key, t.claims.c.id, t.claims.c.kind, t.claims.c.record).where(
    t.claims.c.document == bindparam("document"), ~exists().where(t.superseded_claims.c.claim == t.claims.c.key)
)
_findings = select(t.findings.c.key, t.findings.c.record).where(
    t.findings.c.document == bindparam("document"),
    ~exists().where(t.superseded_findings.c.finding == t.findings.c.key),
)
_by_id = (
    select(t.claims.c.id, t.claims.c.key)
    .where(
        t.claims.c.id.in_(bindparam("ids", expanding=True)),
        ~exists().where(t.superseded_claims.c.claim == t.claims.c.key),
        ~exists().where(t.superseded_documents.c.document == t.claims.c.document),
    )
    .order_by(t.claims.c.key)
)


class Additions:
    """What one transaction adds, reading by reading. It holds the write lock, so what it has looked up stays true."""

    def __init__(self, connection: Connection, *, version: str, at: datetime) -> None:
        self._db = connection
        self._version = version
        self._at = rows.moment(at)
        self._reading: int | None = None
        self._last: dict[str, int] = {}
        self._sources: dict[tuple[str, str], int] = {}
        self._forms: set[tuple[int, str]] = set()
        self._places: dict[tuple[Any, ...], int] = {}

    def add(self, reading: Reading, audited: bool) -> Added:
        """Adds what the ledger does not hold. With `audited`, findings it no longer has are superseded."""
        _check_ids(reading)
        self._reading = None
        row = rows.document_row(reading.document)
        known = self._db.execute(_known, {"digest": row["digest"]}).first()
        if known:
            stands: Standing = "known"
            document, known_from = known.key, known.known_from
        else:
            document, known_from, stands = self._add_document(reading.document, row)
            self._begin(document)
        held = self._db.execute(_claims, {"document": document}).all() if known else ()
        keys, claims_new = self._add_claims(document, known_from, reading.claims, held)
        said = self._db.execute(_findings, {"document": document}).all() if known else ()
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

    def _add_document(self, document: Document, row: dict[str, Any]) -> tuple[int, str, Standing]:
        key = self._new_key(t.documents)
        known_from = (
            row["published"]
            or self._db.scalar(_same_bytes, {"id": document.id, "sha256": document.sha256})
            or self._at[:10]
        )
        versions = self._db.execute(_versions, {"id": document.id}).all()
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

    # Claims

    def _add_claims(
        self, document: int, known_from: str, claims: Sequence[Claim], recorded: Iterable[Any]
    ) -> tuple[dict[str, int], int]:
        """The keys of the document's claims by id, and how many of them are new; `recorded` are its rows so far."""
        held = {row.id: row for row in recorded}
        keys: dict[str, int] = {}
        new: list[Claim] = []
        for claim in claims:
            row = held.get(claim.id)
            if row is not None and row.kind == claim.kind and rows.claim_of(row.kind, row.record) == claim:
                keys[claim.id] = row.key
            else:
                new.append(claim)
        gone = [row.key for id, row in held.items() if id not in keys]
        if new or gone:
            reading = self._begin(document)
            self._insert(t.superseded_claims, [{"claim": key, "superseded_by": reading} for key in gone])
        if new:
            keys |= self._insert_claims(document, known_from, new)
            self._insert_links(new, keys)
        return keys, len(new)

    def _insert_claims(self, document: int, known_from: str, claims: Sequence[Claim]) -> dict[str, int]:
        sources = self._source_keys(claims)
        places = self._place_keys(claim.place for claim in claims if claim.place)
        reading = self._begin(document)
        keys: dict[str, int] = {}
        claim_rows, links = [], []
        for claim in claims:
            keys[claim.id] = key = self._new_key(t.claims)
            place = places[_place_identity(claim.place)] if claim.place else None
            row = rows.claim_row(claim, known_from)
            row.update(key=key, document=document, reading=reading, place=place)
            claim_rows.append(row)
            for position, link in enumerate(claim.sources):
                links.append(rows.link_row(key, position, link, sources[link.id, link.name]))
        self._insert(t.claims, claim_rows)
        self._insert(t.claim_sources, links)
        return keys

    def _insert_links(self, claims: Sequence[Claim], keys: dict[str, int]) -> None:
        links = [
            {
                "claim": keys[claim.id],
                "position": position,
                "relation": relation,
                "claim_id": id,
                "target": keys.get(id),
            }
            for claim in claims
            for position, (relation, id) in enumerate(rows.links_of(claim))
        ]
        self._insert(t.claim_links, links)

    def _source_keys(self, claims: Iterable[Claim]) -> dict[tuple[str, str], int]:
        """Keys of canonical sources by id and name; those not seen before are added, and how they were written."""
        links = dict.fromkeys((link.id, link.name, link.as_written) for claim in claims for link in claim.sources)
        c, keys = t.sources.c, self._sources
        missing = list(dict.fromkeys((id, name) for id, name, _ in links if (id, name) not in keys))
        for part in _parts(missing):
            for row in self._db.execute(select(c.key, c.id, c.name).where(tuple_(c.id, c.name).in_(part))):
                keys[row.id, row.name] = row.key
        new = []
        for id, name in missing:
            if (id, name) not in keys:
                keys[id, name] = key = self._new_key(t.sources)
                new.append({"key": key, "id": id, "name": name, "folded": rows.folded(name)})
        self._insert(t.sources, new)
        self._add_forms({(keys[id, name], written) for id, name, written in links if written is not None})
        return keys

    def _add_forms(self, forms: set[tuple[int, str]]) -> None:
        f = t.source_forms.c
        missing = sorted(forms - self._forms)
        for part in _parts(missing):
            found = self._db.execute(select(f.source, f.as_written).where(tuple_(f.source, f.as_written).in_(part)))
            self._forms.update((row.source, row.as_written) for row in found)
        new = [(source, written) for source, written in missing if (source, written) not in self._forms]
        self._forms.update(new)
        self._insert(t.source_forms, [{"source": s, "as_written": w, "folded": rows.folded(w)} for s, w in new])

    def _place_keys(self, places: Iterable[Place]) -> dict[tuple[Any, ...], int]:
        """Keys of places by identity; those not seen before are added."""
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
        return self._places

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
        keys: dict[str, int] = {}
        for part in _parts(sorted(ids)):
            keys.update((row.id, row.key) for row in self._db.execute(_by_id, {"ids": part}))
        return keys

    # Rows

    def _new_key(self, table: Table) -> int:
        """The next free key: safe, because the write lock is held until the transaction ends."""
        name = table.name
        if name not in self._last:
            self._last[name] = int(self._db.scalar(select(func.coalesce(func.max(table.c.key), 0))) or 0)
        self._last[name] += 1
        return self._last[name]

    def _insert(self, table: Table, new: Sequence[dict[str, Any]]) -> None:
        """Rows with every column of the table, by the driver's own call and several to a statement: SQLite pays
        for each statement that sets off a guard or the search index, not for each row."""
        at, many = 0, _ROWS
        while at < len(new):
            while many > len(new) - at:
                many //= 2  # so that few statements are ever prepared
            statement, values = _insertion(table, self._db.dialect, many)
            self._db.exec_driver_sql(statement, tuple(chain.from_iterable(map(values, new[at : at + many]))))
            at += many


@lru_cache(maxsize=128)
def _insertion(table: Table, dialect: Dialect, many: int) -> tuple[str, Callable[[dict[str, Any]], tuple[Any, ...]]]:
    """The INSERT for so many rows, and what puts a row's values in its order."""
    names = [column.name for column in table.columns if column.computed is None]
    compiled = insert(table).compile(dialect=dialect, column_keys=names)
    head, values, row = str(compiled).rpartition(" VALUES ")
    return head + values + ", ".join([row] * many), itemgetter(*getattr(compiled, "positiontup", names))


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
