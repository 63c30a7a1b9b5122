"""Views for people and other tools, the same in every database."""

from __future__ import annotations

# Every claim of the last reading of its document. `known_from` is the day from which the public could know it,
# `known_until` the day a newer version of the document took its place (null while it is current).
VIEWS = (
    """
    CREATE VIEW claims_as_of AS
    SELECT
        claims.key, claims.id, claims.kind, claims.text, claims.chain, documents.publisher, claims.certainty,
        claims.period_start, claims.period_end, claims.day,
        places.name AS place, places.oblast, places.latitude, places.longitude,
        claims.side, claims.category, claims.measure, claims.event, claims.actor, claims.what,
        claims.value, claims.low, claims.high, claims.unit, claims.bound,
        claims.value_number, claims.low_number, claims.high_number, claims.as_reported,
        claims.conversion_value, claims.conversion_unit, claims.inclusion, claims.inclusion_of,
        claims.verifier, claims.party, claims.outcome, claims.about,
        claims.left_term, claims.relation, claims.right_term,
        documents.id AS document_id, documents.title, documents.url, documents.published,
        documents.known_from,
        (
            SELECT min(newer.known_from)
            FROM superseded_documents AS s JOIN documents AS newer ON newer.key = s.superseded_by
            WHERE s.document = documents.key
        ) AS known_until,
        claims.span_start, claims.span_end, claims.document, claims.reading, readings.recorded
    FROM claims
    JOIN documents ON documents.key = claims.document
    JOIN readings ON readings.key = claims.reading
    LEFT JOIN places ON places.key = claims.place
    WHERE NOT EXISTS (SELECT 1 FROM superseded_claims WHERE claim = claims.key)
    """,
    """
    CREATE VIEW claims_current AS
    SELECT * FROM claims_as_of
    WHERE NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = claims_as_of.document)
    """,
    """
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
    """,
    """
    CREATE VIEW spans AS
    SELECT
        claims.key AS claim, 'claim' AS of, NULL AS position, claims.span_start, claims.span_end,
        substr(documents.text, claims.span_start + 1, claims.span_end - claims.span_start) AS words, claims.document
    FROM claims JOIN documents ON documents.key = claims.document
    UNION ALL
    SELECT
        claims.key, 'source', link.position, link.span_start, link.span_end,
        substr(documents.text, link.span_start + 1, link.span_end - link.span_start), claims.document
    FROM claim_sources AS link
    JOIN claims ON claims.key = link.claim
    JOIN documents ON documents.key = claims.document
    WHERE link.span_start IS NOT NULL
    """,
)
