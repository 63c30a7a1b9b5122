"""The tables: one definition for every database. What each has of its own (search, guards) is in `sqlite` and
`postgres`.

Rows are only ever added. Something is current while no row of a `superseded_*` table names it. `record` is the
whole claim or finding as exact JSON; beside it stand only the columns by which claims are looked up or counted, since
a ledger grows with every one of them. The views spell out the rest under the contract's words.
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.sqlite import REAL
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

VERSION = 5
READABLE = 5  # the oldest version whose tables serve every question; writing brings it up to date

metadata = MetaData()
_Real: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
# Ordered byte by byte everywhere, whatever a server's language is.
_Text: TypeEngine[str] = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def _table(name: str, *items: SchemaItem) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True)


def _links(name: str, *items: SchemaItem) -> Table:
    """A table whose primary key is all there is to find it by: SQLite keeps it in one tree, not two."""
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=False)


def _index_of_some(name: str, *columns: str) -> Index:
    """An index without the rows whose first column is null."""
    where = text(f"{columns[0]} IS NOT NULL")
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _key() -> Column[int]:
    return Column("key", Integer, primary_key=True, autoincrement=False)


def _text(name: str, *, null: bool = True) -> Column[str]:
    return Column(name, _Text, nullable=null)


def _ref(name: str, table: str, *, primary: bool = False, null: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{table}.key"), primary_key=primary, nullable=null, autoincrement=False)


schema_versions = _table(
    "schema_versions",
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("installed", null=False),
    _text("onrecord", null=False),
)

documents = _table(
    "documents",
    _key(),
    _text("id", null=False),
    _text("title"),
    _text("publisher"),
    _text("published"),
    _text("known_from", null=False),
    _text("url"),
    _text("language", null=False),
    _text("sha256", null=False),
    _text("recorded", null=False),
    _text("text", null=False),
    # Over all that the document says of itself: the same bytes under another date are another row.
    Column("digest", _Text, nullable=False, unique=True),
    Index("documents_id", "id", "known_from"),
    Index("documents_publisher", "publisher"),
    Index("documents_sha256", "sha256"),
    Index("documents_url", "url", postgresql_using="hash"),  # an address may be longer than a tree takes there
)

# Every publisher of a document, as it is written and as a search for names matches it.
publishers = _links(
    "publishers",
    Column("name", _Text, primary_key=True),
    _text("folded", null=False),
)

readings = _table(
    "readings",
    _key(),
    _ref("document", "documents"),
    _text("onrecord", null=False),
    _text("recorded", null=False),
    Index("readings_document", "document"),
)

sources = _table(
    "sources",
    _key(),
    _text("name", null=False),
    _text("id", null=False),
    _text("folded", null=False),
    UniqueConstraint("id", "name"),
)

# How a source is written somewhere, null where it is only understood.
source_forms = _table(
    "source_forms",
    _key(),
    _ref("source", "sources"),
    _text("as_written"),
    _text("folded", null=False),
    Index("source_forms_source", "source"),
)

places = _table(
    "places",
    _key(),
    _text("name", null=False),
    _text("as_written", null=False),
    _text("id"),
    _text("oblast"),
    Column("latitude", _Real),
    Column("longitude", _Real),
    _text("folded", null=False),
    Index("places_name", "name"),
)

# What a loss counts: claims of one series can be compared.
series = _table(
    "series",
    _key(),
    _text("side", null=False),
    _text("category", null=False),
    _text("measure", null=False),
    UniqueConstraint("side", "category", "measure"),
)

claims = _table(
    "claims",
    _key(),
    _text("id", null=False),
    _text("kind", null=False),
    # The day a claim is filed under: its period's end, else its start, else the day its document was known.
    _text("day", null=False),
    _ref("place", "places", null=True),
    _ref("series", "series", null=True),
    _text("value"),
    _text("low"),
    _text("high"),
    _text("chain"),
    Column("span_start", Integer, nullable=False),
    _ref("document", "documents"),
    _ref("reading", "readings"),
    _text("record", null=False),
    # Ids of one document begin alike (`claim/ids.py`), so that new ones come to lie side by side.
    UniqueConstraint("id", "reading"),
    Index("claims_document", "document"),
    # In the order recorded, so that the first hundred of a kind need no sorting.
    Index("claims_kind", "kind", "key"),
    # With the document, which tells whether the claim is current: most claims are passed by without a look at them.
    Index("claims_day", "day", "document", "key", "kind"),
    _index_of_some("claims_place", "place"),
    _index_of_some("claims_series", "series", "day"),
)

claim_sources = _links(
    "claim_sources",
    _ref("claim", "claims", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _ref("form", "source_forms"),
    _text("cue"),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Index("claim_sources_form", "form"),
)

# Where most rows go, a server would spend more on checking what they refer to than on writing them. Each key was looked
# up or given under the lock that the row is written under; other tools still see in SQLite what leads where.
for _filled in (claims, claim_sources):
    for _constraint in _filled.foreign_key_constraints:
        _constraint.ddl_if(dialect="sqlite")

# What a claim says of others: `relation` is refers_to (what was denied or not verified), corrects or reverses (what
# its source takes back). `target` is null where the ledger does not hold the other claim.
claim_links = _links(
    "claim_links",
    _ref("claim", "claims", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("relation", null=False),
    _text("claim_id", null=False),
    _ref("target", "claims", null=True),
    Index("claim_links_target", "target"),
)

findings = _table(
    "findings",
    _key(),
    _text("rule", null=False),
    _text("verdict", null=False),
    _text("because", null=False),
    _text("stated"),
    _text("computed"),
    _text("period_start"),
    _text("period_end"),
    _text("as_of"),
    _ref("document", "documents"),
    _ref("reading", "readings"),
    _text("record", null=False),
    Index("findings_document", "document"),
    Index("findings_reading", "reading"),
    Index("findings_rule", "rule", "verdict"),
)

# `claim` is null where a finding leans on a claim that the ledger does not hold.
finding_claims = _links(
    "finding_claims",
    _ref("finding", "findings", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("claim_id", null=False),
    _ref("claim", "claims", null=True),
    Index("finding_claims_claim", "claim"),
)

finding_suspects = _links(
    "finding_suspects",
    _ref("finding", "findings", primary=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _text("claim_id", null=False),
    _ref("claim", "claims", null=True),
    _text("instead", null=False),
    _text("why", null=False),
    Index("finding_suspects_claim", "claim"),
)

superseded_documents = _links(
    "superseded_documents",
    _ref("document", "documents", primary=True),
    _ref("superseded_by", "documents", primary=True),
    _text("recorded", null=False),
    Index("superseded_documents_by", "superseded_by"),
)

superseded_claims = _links(
    "superseded_claims",
    _ref("claim", "claims", primary=True),
    _ref("superseded_by", "readings"),
    Index("superseded_claims_by", "superseded_by"),
)

superseded_findings = _links(
    "superseded_findings",
    _ref("finding", "findings", primary=True),
    _ref("superseded_by", "readings"),
    Index("superseded_findings_by", "superseded_by"),
)

# A finding that somebody has looked at and lets stand, by the id that `audit/check.py` gives it: other drafts may hold
# the same words and figures.
acceptances = _table(
    "acceptances",
    _key(),
    _text("finding", null=False),
    _text("rule", null=False),
    _text("verdict", null=False),
    _text("words", null=False),
    _text("because", null=False),
    _text("reason", null=False),
    _text("accepted_by"),
    _text("document_id", null=False),
    _text("recorded", null=False),
    Index("acceptances_finding", "finding"),
)

# `superseded_by` is null where an acceptance was withdrawn, and no other took its place.
superseded_acceptances = _links(
    "superseded_acceptances",
    _ref("acceptance", "acceptances", primary=True),
    _ref("superseded_by", "acceptances", null=True),
    _text("reason"),
    _text("withdrawn_by"),
    _text("recorded", null=False),
    Index("superseded_acceptances_by", "superseded_by"),
)
