"""Views for people and other tools, the same in every database: every claim with all its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

# A field of a claim's record, as SQL: its path of names and positions.
Field = Callable[..., str]

# Those that no table has a column for, in the order of docs/claims.md.
_FIELDS: dict[str, tuple[str | int, ...]] = {
    "certainty": ("certainty",),
    "period_start": ("period", "start"),
    "period_end": ("period", "end"),
    "period_as_written": ("period", "as_written"),
    "period_basis": ("period", "basis"),
    "event": ("event",),
    "actor": ("actor",),
    "what": ("what",),
    "unit": ("quantity", "unit"),
    "bound": ("quantity", "bound"),
    "as_reported": ("as_reported",),
    "conversion_value": ("conversion", "value"),
    "conversion_unit": ("conversion", "unit"),
    "inclusion": ("inclusion", "relation"),
    "inclusion_of": ("inclusion", "of"),
    "verifier": ("verifier",),
    "party": ("party",),
    "outcome": ("outcome",),
    "about": ("about",),
    "left_term": ("left",),
    "relation": ("relation",),
    "right_term": ("right",),
}


def views(field: Field) -> Iterator[str]:
    """The statements that make them. Claims of `claims_as_of` are those of the last reading of their document;
    `known_from` is the day from which the public could know one, `known_until` the day a newer version of the document
    took its place (null while it is current)."""
    # What is a number in the record stands as text here, as all exact figures do.
    fields = ",\n        ".join(f"CAST({field(*path)} AS TEXT) AS {name}" for name, path in _FIELDS.items())
    figures = ("value", "low", "high")
    numbers = ", ".join(f"CAST(claims.{name} AS DOUBLE PRECISION) AS {name}_number" for name in figures)
    start, end = "claims.span_start", f"CAST({field('span', 1)} AS INTEGER)"
    yield f"""
    CREATE VIEW claims_as_of AS
    SELECT
        claims.key, claims.id, claims.kind, {field("text")} AS text, claims.chain, documents.publisher, claims.day,
        places.name AS place, places.oblast, places.latitude, places.longitude,
        series.side, series.category, series.measure, claims.value, claims.low, claims.high, {numbers},
        {fields},
        documents.id AS document_id, documents.title, documents.url, documents.published,
        documents.known_from,
        (
            SELECT min(newer.known_from)
            FROM superseded_documents AS s JOIN documents AS newer ON newer.key = s.superseded_by
            WHERE s.document = documents.key
        ) AS known_until,
        {start}, {end} AS span_end, claims.document, claims.reading, readings.recorded
    FROM claims
    JOIN documents ON documents.key = claims.document
    JOIN readings ON readings.key = claims.reading
    LEFT JOIN places ON places.key = claims.place
    LEFT JOIN series ON series.key = claims.series
    WHERE NOT EXISTS (SELECT 1 FROM superseded_claims WHERE claim = claims.key)
    """
    yield """
    CREATE VIEW claims_current AS
    SELECT * FROM claims_as_of
    WHERE NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = claims_as_of.document)
    """
    yield """
    CREATE VIEW findings_current AS
    SELECT
        findings.key, findings.rule, findings.verdict, findings.because, findings.stated, findings.computed,
        findings.period_start, findings.period_end, findings.as_of,
        documents.id AS document_id, documents.title, documents.publisher, documents.published,
        findings.document, findings.reading, readings.recorded
    FROM findings
    JOIN documents ON documents.key = findings.document
    JOIN readings ON readings.key = findings.reading
    WHERE NOT EXISTS (SELECT 1 FROM superseded_findings WHERE finding = findings.key)
      AND NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = findings.document)
    """
    yield f"""
    CREATE VIEW spans AS
    SELECT
        claims.key AS claim, 'claim' AS of, NULL AS position, {start}, {end} AS span_end,
        substr(documents.text, {start} + 1, {end} - {start}) AS words, claims.document
    FROM claims JOIN documents ON documents.key = claims.document
    UNION ALL
    SELECT
        claims.key, 'source', link.position, link.span_start, link.span_end,
        substr(documents.text, link.span_start + 1, link.span_end - link.span_start), claims.document
    FROM claim_sources AS link
    JOIN claims ON claims.key = link.claim
    JOIN documents ON documents.key = claims.document
    WHERE link.span_start IS NOT NULL
    """


# In the order in which they can be taken away.
NAMES = ("claims_current", "claims_as_of", "findings_current", "spans")
