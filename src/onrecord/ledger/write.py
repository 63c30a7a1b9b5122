"""Adding readings, inside a transaction that holds the write lock.

Readings go in many at a time: what the ledger holds of them is asked for once, and the rows of all of them go into a
table together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select

from onrecord.ledger import rows
from onrecord.ledger import schema as t
from onrecord.ledger.database import Database, Row
from onrecord.ledger.names import Names
from onrecord.ledger.pending import Pending, asked
from onrecord.ledger.records import Added, Standing
from onrecord.model import Claim, Document, Finding, Loss, Reading
from onrecord.model.errors import LedgerError

_MANY = 1_000  # claims from which it is worth to make ready for many rows


_known = select(t.documents.c.digest, t.documents.c.key, t.documents.c.known_from).where(
    t.documents.c.digest.in_(asked("these"))
)
_newer = t.documents.alias("newer")
# The other versions of a document, but for those that a later row of the same bytes corrected.
_versions = select(
    t.documents.c.id, t.documents.c.key, t.documents.c.known_from, t.documents.c.published, t.documents.c.sha256
).where(
    t.documents.c.id.in_(asked("these")),
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
    t.claims.c.document.in_(asked("these")), ~exists().where(t.superseded_claims.c.claim == t.claims.c.key)
)
_findings = select(t.findings.c.document, t.findings.c.key, t.findings.c.record).where(
    t.findings.c.document.in_(asked("these")),
    ~exists().where(t.superseded_findings.c.finding == t.findings.c.key),
)
_by_id = (
    select(t.claims.c.id, t.claims.c.key)
    .where(
        t.claims.c.id.in_(asked("these")),
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
        self._pending = Pending(database, connection)
        self._names = Names(self._pending)

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
            self._names.learn_publishers(
                reading.document
                for reading, row in zip(run, documents, strict=True)
                if row["digest"] not in held.documents
            )
            self._names.learn(run)
            for reading, row in zip(run, documents, strict=True):
                said = bool(reading.findings) if audited is None else audited
                added.append(self._add_one(reading, row, held, said))
            self._pending.flush()
        return added

    def _held(self, documents: Sequence[Row]) -> _Held:
        held = _Held({row.digest: row for row in self._pending.each(_known, [row["digest"] for row in documents])})
        keys = [row.key for row in held.documents.values()]
        for row in self._pending.each(_claims, keys):
            held.claims[row.document].append(row)
        for row in self._pending.each(_findings, keys):
            held.findings[row.document].append(row)
        for row in self._pending.each(
            _versions, [row["id"] for row in documents if row["digest"] not in held.documents]
        ):
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
            self._reading = self._pending.new_key(t.readings)
            row = {"key": self._reading, "document": document, "onrecord": self._version, "recorded": self._at}
            self._pending.insert(t.readings, [row])
        return self._reading

    # Documents

    def _add_document(self, document: Document, row: Row, versions: Sequence[Any]) -> tuple[int, str, Standing]:
        """`versions` are the rows of the same id, if any."""
        key = self._pending.new_key(t.documents)
        known_from = row["published"] or (versions and self._first_known(document)) or self._at[:10]
        self._pending.insert(t.documents, [{**row, "key": key, "known_from": known_from, "recorded": self._at}])
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
        self._pending.insert(
            t.superseded_documents,
            [{"document": older, "superseded_by": newer, "recorded": self._at} for older, newer in pairs],
        )
        return key, known_from, "superseded-by-newer" if later else "superseded-older"

    def _first_known(self, document: Document) -> str | None:
        found: str | None = self._db.scalar(_same_bytes, {"id": document.id, "sha256": document.sha256})
        return found

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
            self._pending.insert(t.superseded_claims, [{"claim": key, "superseded_by": reading} for key in gone])
        if new:
            keys |= self._insert_claims(document, known_from, new, whole.document.title, keys)
        return keys, len(new)

    def _insert_claims(
        self, document: int, known_from: str, claims: Sequence[Claim], title: str | None, held: dict[str, int]
    ) -> dict[str, int]:
        """The keys of `claims` by id; `held` are those of the document's other claims."""
        chains, places = self._names.chains, self._names.places
        reading = self._begin(document)
        keys: dict[str, int] = {}
        first = self._pending.new_keys(t.claims, len(claims))
        claim_rows, links = self._pending.waiting[t.claims.name], self._pending.waiting[t.claim_sources.name]
        for key, claim in enumerate(claims, first):
            keys[claim.id] = key
            place = places[id(claim.place)] if claim.place else None
            series = self._names.series_of(claim) if isinstance(claim, Loss) else None
            claim_rows.append(
                rows.claim_row(
                    claim, known_from, key=key, place=place, series=series, document=document, reading=reading
                )
            )
            self._pending.words.append((claim.text, title))
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
        self._pending.insert(t.claim_links, links)

    # Findings

    def _add_findings(
        self, document: int, own: dict[str, int], findings: Sequence[Finding], recorded: Iterable[Any], audited: bool
    ) -> int:
        held = {rows.finding_of(row.record): row.key for row in recorded}
        new = [finding for finding in dict.fromkeys(findings) if finding not in held]
        if audited and (gone := [key for finding, key in held.items() if finding not in set(findings)]):
            reading = self._begin(document)
            self._pending.insert(t.superseded_findings, [{"finding": key, "superseded_by": reading} for key in gone])
        if not new:
            return 0
        reading = self._begin(document)
        named = {id for finding in new for id in (*finding.claims, *(s.claim for s in finding.suspects))}
        keys = self._elsewhere(named - own.keys()) | own
        finding_rows, used, suspects = [], [], []
        for finding in new:
            key = self._pending.new_key(t.findings)
            finding_rows.append({**rows.finding_row(finding), "key": key, "document": document, "reading": reading})
            for position, id in enumerate(finding.claims):
                used.append({"finding": key, "position": position, "claim_id": id, "claim": keys.get(id)})
            for position, suspect in enumerate(finding.suspects):
                link = {"claim_id": suspect.claim, "claim": keys.get(suspect.claim)}
                repair = {"instead": suspect.instead, "why": suspect.why}
                suspects.append({"finding": key, "position": position, **link, **repair})
        self._pending.insert(t.findings, finding_rows)
        self._pending.insert(t.finding_claims, used)
        self._pending.insert(t.finding_suspects, suspects)
        return len(new)

    def _elsewhere(self, ids: set[str]) -> dict[str, int]:
        """Keys of current claims of other documents by id; where two share an id, the one recorded last."""
        if not ids:
            return {}
        self._pending.flush()
        return {row.id: row.key for row in self._pending.each(_by_id, sorted(ids))}


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
