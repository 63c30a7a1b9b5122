-- A ledger as version 3 of the schema had it, with claims of the tests' own.
CREATE TABLE schema_versions (
	version INTEGER NOT NULL,
	installed TEXT NOT NULL,
	onrecord TEXT NOT NULL,
	PRIMARY KEY (version)
)
 STRICT

;
CREATE TABLE documents (
	"key" INTEGER NOT NULL,
	id TEXT NOT NULL,
	title TEXT,
	publisher TEXT,
	published TEXT,
	known_from TEXT NOT NULL,
	url TEXT,
	language TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	recorded TEXT NOT NULL,
	text TEXT NOT NULL,
	digest TEXT NOT NULL,
	PRIMARY KEY ("key"),
	UNIQUE (digest)
)
 STRICT

;
CREATE TABLE publishers (
	name TEXT NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY (name)
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE sources (
	"key" INTEGER NOT NULL,
	name TEXT NOT NULL,
	id TEXT NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY ("key"),
	UNIQUE (id, name)
)
 STRICT

;
CREATE TABLE places (
	"key" INTEGER NOT NULL,
	name TEXT NOT NULL,
	as_written TEXT NOT NULL,
	id TEXT,
	oblast TEXT,
	latitude REAL,
	longitude REAL,
	folded TEXT NOT NULL,
	PRIMARY KEY ("key")
)
 STRICT

;
CREATE TABLE readings (
	"key" INTEGER NOT NULL,
	document INTEGER NOT NULL,
	onrecord TEXT NOT NULL,
	recorded TEXT NOT NULL,
	PRIMARY KEY ("key"),
	FOREIGN KEY(document) REFERENCES documents ("key")
)
 STRICT

;
CREATE TABLE source_forms (
	source INTEGER NOT NULL,
	as_written TEXT NOT NULL,
	folded TEXT NOT NULL,
	PRIMARY KEY (source, as_written),
	FOREIGN KEY(source) REFERENCES sources ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE superseded_documents (
	document INTEGER NOT NULL,
	superseded_by INTEGER NOT NULL,
	recorded TEXT NOT NULL,
	PRIMARY KEY (document, superseded_by),
	FOREIGN KEY(document) REFERENCES documents ("key"),
	FOREIGN KEY(superseded_by) REFERENCES documents ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE claims (
	"key" INTEGER NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT NOT NULL,
	chain TEXT,
	certainty TEXT NOT NULL,
	period_start TEXT,
	period_end TEXT,
	day TEXT NOT NULL,
	place INTEGER,
	side TEXT,
	category TEXT,
	measure TEXT,
	event TEXT,
	actor TEXT,
	what TEXT,
	value TEXT,
	value_number REAL GENERATED ALWAYS AS (CAST(value AS DOUBLE PRECISION)) VIRTUAL,
	low TEXT,
	low_number REAL GENERATED ALWAYS AS (CAST(low AS DOUBLE PRECISION)) VIRTUAL,
	high TEXT,
	high_number REAL GENERATED ALWAYS AS (CAST(high AS DOUBLE PRECISION)) VIRTUAL,
	unit TEXT,
	bound TEXT,
	as_reported TEXT,
	conversion_value TEXT,
	conversion_unit TEXT,
	inclusion TEXT,
	inclusion_of TEXT,
	verifier TEXT,
	party TEXT,
	outcome TEXT,
	about TEXT,
	left_term TEXT,
	relation TEXT,
	right_term TEXT,
	period_as_written TEXT,
	period_basis TEXT NOT NULL,
	span_start INTEGER NOT NULL,
	span_end INTEGER NOT NULL,
	document INTEGER NOT NULL,
	reading INTEGER NOT NULL,
	record TEXT NOT NULL,
	PRIMARY KEY ("key"),
	UNIQUE (id, reading),
	CONSTRAINT claims_span CHECK (span_start <= span_end),
	FOREIGN KEY(place) REFERENCES places ("key"),
	FOREIGN KEY(document) REFERENCES documents ("key"),
	FOREIGN KEY(reading) REFERENCES readings ("key")
)
 STRICT

;
CREATE TABLE findings (
	"key" INTEGER NOT NULL,
	rule TEXT NOT NULL,
	verdict TEXT NOT NULL,
	because TEXT NOT NULL,
	stated TEXT,
	computed TEXT,
	period_start TEXT,
	period_end TEXT,
	as_of TEXT,
	document INTEGER NOT NULL,
	reading INTEGER NOT NULL,
	record TEXT NOT NULL,
	PRIMARY KEY ("key"),
	FOREIGN KEY(document) REFERENCES documents ("key"),
	FOREIGN KEY(reading) REFERENCES readings ("key")
)
 STRICT

;
CREATE TABLE claim_sources (
	claim INTEGER NOT NULL,
	position INTEGER NOT NULL,
	source INTEGER NOT NULL,
	as_written TEXT,
	cue TEXT,
	span_start INTEGER,
	span_end INTEGER,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims ("key"),
	FOREIGN KEY(source) REFERENCES sources ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE claim_links (
	claim INTEGER NOT NULL,
	position INTEGER NOT NULL,
	relation TEXT NOT NULL,
	claim_id TEXT NOT NULL,
	target INTEGER,
	PRIMARY KEY (claim, position),
	FOREIGN KEY(claim) REFERENCES claims ("key"),
	FOREIGN KEY(target) REFERENCES claims ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE finding_claims (
	finding INTEGER NOT NULL,
	position INTEGER NOT NULL,
	claim_id TEXT NOT NULL,
	claim INTEGER,
	PRIMARY KEY (finding, position),
	FOREIGN KEY(finding) REFERENCES findings ("key"),
	FOREIGN KEY(claim) REFERENCES claims ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE finding_suspects (
	finding INTEGER NOT NULL,
	position INTEGER NOT NULL,
	claim_id TEXT NOT NULL,
	claim INTEGER,
	"instead" TEXT NOT NULL,
	why TEXT NOT NULL,
	PRIMARY KEY (finding, position),
	FOREIGN KEY(finding) REFERENCES findings ("key"),
	FOREIGN KEY(claim) REFERENCES claims ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE superseded_claims (
	claim INTEGER NOT NULL,
	superseded_by INTEGER NOT NULL,
	PRIMARY KEY (claim),
	FOREIGN KEY(claim) REFERENCES claims ("key"),
	FOREIGN KEY(superseded_by) REFERENCES readings ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE TABLE superseded_findings (
	finding INTEGER NOT NULL,
	superseded_by INTEGER NOT NULL,
	PRIMARY KEY (finding),
	FOREIGN KEY(finding) REFERENCES findings ("key"),
	FOREIGN KEY(superseded_by) REFERENCES readings ("key")
)
 WITHOUT ROWID,
 STRICT

;
CREATE VIRTUAL TABLE claims_fts USING fts5(
        text, title, content="claim_texts", content_rowid="key", tokenize="unicode61 remove_diacritics 2"
    );
CREATE INDEX documents_id ON documents (id, known_from);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_url ON documents (url);
CREATE INDEX documents_publisher ON documents (publisher);
CREATE INDEX places_name ON places (name);
CREATE INDEX readings_document ON readings (document);
CREATE INDEX superseded_documents_by ON superseded_documents (superseded_by);
CREATE INDEX claims_place ON claims (place);
CREATE INDEX claims_series ON claims (side, category, measure, day);
CREATE INDEX claims_document ON claims (document);
CREATE INDEX claims_kind ON claims (kind, day, document);
CREATE INDEX claims_day ON claims (day, document);
CREATE INDEX findings_document ON findings (document);
CREATE INDEX findings_rule ON findings (rule, verdict);
CREATE INDEX findings_reading ON findings (reading);
CREATE INDEX claim_sources_source ON claim_sources (source, as_written);
CREATE INDEX claim_links_target ON claim_links (target);
CREATE INDEX finding_claims_claim ON finding_claims (claim);
CREATE INDEX finding_suspects_claim ON finding_suspects (claim);
CREATE INDEX superseded_claims_by ON superseded_claims (superseded_by);
CREATE INDEX superseded_findings_by ON superseded_findings (superseded_by);
CREATE VIEW claim_texts AS
    SELECT claims.key, claims.text, documents.title
    FROM claims JOIN documents ON documents.key = claims.document;
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
    WHERE NOT EXISTS (SELECT 1 FROM superseded_claims WHERE claim = claims.key);
CREATE VIEW claims_current AS
    SELECT * FROM claims_as_of
    WHERE NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = claims_as_of.document);
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
      AND NOT EXISTS (SELECT 1 FROM superseded_documents AS s WHERE s.document = findings.document);
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
    WHERE link.span_start IS NOT NULL;
INSERT INTO schema_versions (version, installed, onrecord) VALUES (3, '2026-11-23T12:19:56Z', '0.1.0');
INSERT INTO documents (key, id, title, publisher, published, known_from, url, language, sha256, recorded, text, digest) VALUES (1, 'd1', 'Losses', 'The Example', '2023-08-13', '2023-08-13', NULL, 'en', '5eba7aaa97d6baca8ca0703063bec662c4795ce1c6360b91104dce1a8ea904b7', '2026-11-23T12:19:56Z', 'The first text.', '95057c6ed34bac1e5ef6f452a252c8953db6d3f71f894e3be53b8ab0684cf718');
INSERT INTO documents (key, id, title, publisher, published, known_from, url, language, sha256, recorded, text, digest) VALUES (2, 'd1', 'Losses', 'The Example', '2023-08-14', '2023-08-14', NULL, 'en', '65f1cf98d8bd567a8f181c12d7e9343755e3b9eea65a094b96468e2984980771', '2026-11-23T12:19:56Z', 'The second text, where the think tank speaks.', '35d7cd69be4e663240d700562885b0ca29b941995dd88fe41b7b3fbc1aecc74f');
INSERT INTO publishers (name, folded) VALUES ('The Example', 'the example');
INSERT INTO sources (key, name, id, folded) VALUES (1, 'General Staff of Ukraine', 'ua-general-staff', 'general staff of ukraine');
INSERT INTO sources (key, name, id, folded) VALUES (2, 'ISW', 'isw', 'isw');
INSERT INTO sources (key, name, id, folded) VALUES (3, 'Russian military bloggers', 'ru-milbloggers', 'russian military bloggers');
INSERT INTO places (key, name, as_written, id, oblast, latitude, longitude, folded) VALUES (1, 'Urozhaine', 'Urozhaine', NULL, 'Donetsk Oblast', NULL, NULL, 'urozhaine
urozhaine
donetsk oblast');
INSERT INTO readings (key, document, onrecord, recorded) VALUES (1, 1, '0.1.0', '2026-11-23T12:19:56Z');
INSERT INTO readings (key, document, onrecord, recorded) VALUES (2, 2, '0.1.0', '2026-11-23T12:19:56Z');
INSERT INTO readings (key, document, onrecord, recorded) VALUES (3, 2, '0.1.0', '2026-11-23T12:19:56Z');
INSERT INTO source_forms (source, as_written, folded) VALUES (1, 'the staff', 'the staff');
INSERT INTO source_forms (source, as_written, folded) VALUES (2, 'The think tank', 'the think tank');
INSERT INTO source_forms (source, as_written, folded) VALUES (3, 'bloggers', 'bloggers');
INSERT INTO superseded_documents (document, superseded_by, recorded) VALUES (1, 2, '2026-11-23T12:19:56Z');
INSERT INTO claims (key, id, kind, text, chain, certainty, period_start, period_end, day, place, side, category, measure, event, actor, what, value, low, high, unit, bound, as_reported, conversion_value, conversion_unit, inclusion, inclusion_of, verifier, party, outcome, about, left_term, relation, right_term, period_as_written, period_basis, span_start, span_end, document, reading, record) VALUES (1, 'old', 'loss', '530 troops lost', 'General Staff of Ukraine', 'asserted', NULL, '2023-08-14', '2023-08-14', NULL, 'russia', 'personnel', 'increment', NULL, NULL, NULL, '530', '530', '530', NULL, 'exact', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 0, 4, 1, 1, '{"kind":"loss","id":"old","text":"530 troops lost","span":[0,4],"sources":[{"name":"General Staff of Ukraine","id":"ua-general-staff","as_written":"the staff","cue":"said","span":null}],"certainty":"asserted","period":{"start":null,"end":"2023-08-14","as_written":null,"basis":"published"},"place":null,"retracts":[],"side":"russia","category":"personnel","quantity":{"value":530,"low":530,"high":530,"unit":null,"bound":"exact"},"measure":"increment","as_reported":null}');
INSERT INTO claims (key, id, kind, text, chain, certainty, period_start, period_end, day, place, side, category, measure, event, actor, what, value, low, high, unit, bound, as_reported, conversion_value, conversion_unit, inclusion, inclusion_of, verifier, party, outcome, about, left_term, relation, right_term, period_as_written, period_basis, span_start, span_end, document, reading, record) VALUES (2, 'a', 'loss', '530 troops lost', 'General Staff of Ukraine', 'asserted', NULL, '2023-08-14', '2023-08-14', NULL, 'russia', 'personnel', 'increment', NULL, NULL, NULL, '530', '530', '530', NULL, 'exact', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 0, 4, 2, 2, '{"kind":"loss","id":"a","text":"530 troops lost","span":[0,4],"sources":[{"name":"General Staff of Ukraine","id":"ua-general-staff","as_written":"the staff","cue":"said","span":null}],"certainty":"asserted","period":{"start":null,"end":"2023-08-14","as_written":null,"basis":"published"},"place":null,"retracts":[],"side":"russia","category":"personnel","quantity":{"value":530,"low":530,"high":530,"unit":null,"bound":"exact"},"measure":"increment","as_reported":null}');
INSERT INTO claims (key, id, kind, text, chain, certainty, period_start, period_end, day, place, side, category, measure, event, actor, what, value, low, high, unit, bound, as_reported, conversion_value, conversion_unit, inclusion, inclusion_of, verifier, party, outcome, about, left_term, relation, right_term, period_as_written, period_basis, span_start, span_end, document, reading, record) VALUES (3, 'k1', 'control', 'withdrew from Urozhaine', 'ISW > Russian military bloggers', 'unconfirmed', NULL, NULL, '2023-08-14', 1, NULL, NULL, NULL, 'withdraw', 'russia', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 5, 10, 2, 2, '{"kind":"control","id":"k1","text":"withdrew from Urozhaine","span":[5,10],"sources":[{"name":"ISW","id":"isw","as_written":"The think tank","cue":"reported","span":[0,14]},{"name":"Russian military bloggers","id":"ru-milbloggers","as_written":"bloggers","cue":"claimed","span":null}],"certainty":"unconfirmed","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":{"name":"Urozhaine","as_written":"Urozhaine","id":null,"oblast":"Donetsk Oblast","lat":null,"lon":null,"candidates":[]},"retracts":[],"event":"withdraw","actor":"russia"}');
INSERT INTO claims (key, id, kind, text, chain, certainty, period_start, period_end, day, place, side, category, measure, event, actor, what, value, low, high, unit, bound, as_reported, conversion_value, conversion_unit, inclusion, inclusion_of, verifier, party, outcome, about, left_term, relation, right_term, period_as_written, period_basis, span_start, span_end, document, reading, record) VALUES (4, 'r', 'response', 'Kremlin denied it', NULL, 'asserted', NULL, NULL, '2023-08-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Kremlin', 'denied', 'it', NULL, NULL, NULL, NULL, 'published', 6, 9, 2, 2, '{"kind":"response","id":"r","text":"Kremlin denied it","span":[6,9],"sources":[],"certainty":"asserted","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":null,"retracts":[],"party":"Kremlin","outcome":"denied","about":"it","refers_to":["a"]}');
INSERT INTO claims (key, id, kind, text, chain, certainty, period_start, period_end, day, place, side, category, measure, event, actor, what, value, low, high, unit, bound, as_reported, conversion_value, conversion_unit, inclusion, inclusion_of, verifier, party, outcome, about, left_term, relation, right_term, period_as_written, period_basis, span_start, span_end, document, reading, record) VALUES (5, 'r2', 'response', 'Kremlin denied it', NULL, 'asserted', NULL, NULL, '2023-08-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Kremlin', 'denied', 'it', NULL, NULL, NULL, NULL, 'published', 6, 9, 2, 3, '{"kind":"response","id":"r2","text":"Kremlin denied it","span":[6,9],"sources":[],"certainty":"asserted","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":null,"retracts":[],"party":"Kremlin","outcome":"denied","about":"it","refers_to":["a"]}');
INSERT INTO findings (key, rule, verdict, because, stated, computed, period_start, period_end, as_of, document, reading, record) VALUES (1, 'sum', 'fails', '1 + 1 = 2', NULL, NULL, NULL, NULL, NULL, 2, 2, '{"rule":"sum","verdict":"fails","because":"1 + 1 = 2","claims":["a"],"period":null,"stated":null,"computed":null,"suspects":[],"as_of":null}');
INSERT INTO claim_sources (claim, position, source, as_written, cue, span_start, span_end) VALUES (1, 0, 1, 'the staff', 'said', NULL, NULL);
INSERT INTO claim_sources (claim, position, source, as_written, cue, span_start, span_end) VALUES (2, 0, 1, 'the staff', 'said', NULL, NULL);
INSERT INTO claim_sources (claim, position, source, as_written, cue, span_start, span_end) VALUES (3, 0, 2, 'The think tank', 'reported', 0, 14);
INSERT INTO claim_sources (claim, position, source, as_written, cue, span_start, span_end) VALUES (3, 1, 3, 'bloggers', 'claimed', NULL, NULL);
INSERT INTO claim_links (claim, position, relation, claim_id, target) VALUES (4, 0, 'refers_to', 'a', 2);
INSERT INTO claim_links (claim, position, relation, claim_id, target) VALUES (5, 0, 'refers_to', 'a', 2);
INSERT INTO finding_claims (finding, position, claim_id, claim) VALUES (1, 0, 'a', 2);
INSERT INTO superseded_claims (claim, superseded_by) VALUES (4, 3);
INSERT INTO superseded_findings (finding, superseded_by) VALUES (1, 3);
INSERT INTO claims_fts (rowid, text, title) SELECT key, text, title FROM claim_texts;
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents BEGIN SELECT RAISE(ABORT, 'documents: the ledger is append-only'); END;
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents BEGIN SELECT RAISE(ABORT, 'documents: the ledger is append-only'); END;
CREATE TRIGGER documents_no_replace BEFORE INSERT ON documents WHEN EXISTS (SELECT 1 FROM documents WHERE key = NEW.key) OR EXISTS (SELECT 1 FROM documents WHERE digest = NEW.digest) BEGIN SELECT RAISE(ABORT, 'documents: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER places_no_update BEFORE UPDATE ON places BEGIN SELECT RAISE(ABORT, 'places: the ledger is append-only'); END;
CREATE TRIGGER places_no_delete BEFORE DELETE ON places BEGIN SELECT RAISE(ABORT, 'places: the ledger is append-only'); END;
CREATE TRIGGER places_no_replace BEFORE INSERT ON places WHEN EXISTS (SELECT 1 FROM places WHERE key = NEW.key) BEGIN SELECT RAISE(ABORT, 'places: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER publishers_no_update BEFORE UPDATE ON publishers BEGIN SELECT RAISE(ABORT, 'publishers: the ledger is append-only'); END;
CREATE TRIGGER publishers_no_delete BEFORE DELETE ON publishers BEGIN SELECT RAISE(ABORT, 'publishers: the ledger is append-only'); END;
CREATE TRIGGER publishers_no_replace BEFORE INSERT ON publishers WHEN EXISTS (SELECT 1 FROM publishers WHERE name = NEW.name) BEGIN SELECT RAISE(ABORT, 'publishers: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER schema_versions_no_update BEFORE UPDATE ON schema_versions BEGIN SELECT RAISE(ABORT, 'schema_versions: the ledger is append-only'); END;
CREATE TRIGGER schema_versions_no_delete BEFORE DELETE ON schema_versions BEGIN SELECT RAISE(ABORT, 'schema_versions: the ledger is append-only'); END;
CREATE TRIGGER schema_versions_no_replace BEFORE INSERT ON schema_versions WHEN EXISTS (SELECT 1 FROM schema_versions WHERE version = NEW.version) BEGIN SELECT RAISE(ABORT, 'schema_versions: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER sources_no_update BEFORE UPDATE ON sources BEGIN SELECT RAISE(ABORT, 'sources: the ledger is append-only'); END;
CREATE TRIGGER sources_no_delete BEFORE DELETE ON sources BEGIN SELECT RAISE(ABORT, 'sources: the ledger is append-only'); END;
CREATE TRIGGER sources_no_replace BEFORE INSERT ON sources WHEN EXISTS (SELECT 1 FROM sources WHERE key = NEW.key) OR EXISTS (SELECT 1 FROM sources WHERE id = NEW.id AND name = NEW.name) BEGIN SELECT RAISE(ABORT, 'sources: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings: the ledger is append-only'); END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings: the ledger is append-only'); END;
CREATE TRIGGER readings_no_replace BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE key = NEW.key) BEGIN SELECT RAISE(ABORT, 'readings: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER source_forms_no_update BEFORE UPDATE ON source_forms BEGIN SELECT RAISE(ABORT, 'source_forms: the ledger is append-only'); END;
CREATE TRIGGER source_forms_no_delete BEFORE DELETE ON source_forms BEGIN SELECT RAISE(ABORT, 'source_forms: the ledger is append-only'); END;
CREATE TRIGGER source_forms_no_replace BEFORE INSERT ON source_forms WHEN EXISTS (SELECT 1 FROM source_forms WHERE source = NEW.source AND as_written = NEW.as_written) BEGIN SELECT RAISE(ABORT, 'source_forms: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER superseded_documents_no_update BEFORE UPDATE ON superseded_documents BEGIN SELECT RAISE(ABORT, 'superseded_documents: the ledger is append-only'); END;
CREATE TRIGGER superseded_documents_no_delete BEFORE DELETE ON superseded_documents BEGIN SELECT RAISE(ABORT, 'superseded_documents: the ledger is append-only'); END;
CREATE TRIGGER superseded_documents_no_replace BEFORE INSERT ON superseded_documents WHEN EXISTS (SELECT 1 FROM superseded_documents WHERE document = NEW.document AND superseded_by = NEW.superseded_by) BEGIN SELECT RAISE(ABORT, 'superseded_documents: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims BEGIN SELECT RAISE(ABORT, 'claims: the ledger is append-only'); END;
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims BEGIN SELECT RAISE(ABORT, 'claims: the ledger is append-only'); END;
CREATE TRIGGER claims_no_replace BEFORE INSERT ON claims WHEN EXISTS (SELECT 1 FROM claims WHERE key = NEW.key) OR EXISTS (SELECT 1 FROM claims WHERE id = NEW.id AND reading = NEW.reading) BEGIN SELECT RAISE(ABORT, 'claims: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER findings_no_update BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'findings: the ledger is append-only'); END;
CREATE TRIGGER findings_no_delete BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'findings: the ledger is append-only'); END;
CREATE TRIGGER findings_no_replace BEFORE INSERT ON findings WHEN EXISTS (SELECT 1 FROM findings WHERE key = NEW.key) BEGIN SELECT RAISE(ABORT, 'findings: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER claim_links_no_update BEFORE UPDATE ON claim_links BEGIN SELECT RAISE(ABORT, 'claim_links: the ledger is append-only'); END;
CREATE TRIGGER claim_links_no_delete BEFORE DELETE ON claim_links BEGIN SELECT RAISE(ABORT, 'claim_links: the ledger is append-only'); END;
CREATE TRIGGER claim_links_no_replace BEFORE INSERT ON claim_links WHEN EXISTS (SELECT 1 FROM claim_links WHERE claim = NEW.claim AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'claim_links: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER claim_sources_no_update BEFORE UPDATE ON claim_sources BEGIN SELECT RAISE(ABORT, 'claim_sources: the ledger is append-only'); END;
CREATE TRIGGER claim_sources_no_delete BEFORE DELETE ON claim_sources BEGIN SELECT RAISE(ABORT, 'claim_sources: the ledger is append-only'); END;
CREATE TRIGGER claim_sources_no_replace BEFORE INSERT ON claim_sources WHEN EXISTS (SELECT 1 FROM claim_sources WHERE claim = NEW.claim AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'claim_sources: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER finding_claims_no_update BEFORE UPDATE ON finding_claims BEGIN SELECT RAISE(ABORT, 'finding_claims: the ledger is append-only'); END;
CREATE TRIGGER finding_claims_no_delete BEFORE DELETE ON finding_claims BEGIN SELECT RAISE(ABORT, 'finding_claims: the ledger is append-only'); END;
CREATE TRIGGER finding_claims_no_replace BEFORE INSERT ON finding_claims WHEN EXISTS (SELECT 1 FROM finding_claims WHERE finding = NEW.finding AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'finding_claims: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER finding_suspects_no_update BEFORE UPDATE ON finding_suspects BEGIN SELECT RAISE(ABORT, 'finding_suspects: the ledger is append-only'); END;
CREATE TRIGGER finding_suspects_no_delete BEFORE DELETE ON finding_suspects BEGIN SELECT RAISE(ABORT, 'finding_suspects: the ledger is append-only'); END;
CREATE TRIGGER finding_suspects_no_replace BEFORE INSERT ON finding_suspects WHEN EXISTS (SELECT 1 FROM finding_suspects WHERE finding = NEW.finding AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'finding_suspects: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER superseded_claims_no_update BEFORE UPDATE ON superseded_claims BEGIN SELECT RAISE(ABORT, 'superseded_claims: the ledger is append-only'); END;
CREATE TRIGGER superseded_claims_no_delete BEFORE DELETE ON superseded_claims BEGIN SELECT RAISE(ABORT, 'superseded_claims: the ledger is append-only'); END;
CREATE TRIGGER superseded_claims_no_replace BEFORE INSERT ON superseded_claims WHEN EXISTS (SELECT 1 FROM superseded_claims WHERE claim = NEW.claim) BEGIN SELECT RAISE(ABORT, 'superseded_claims: the row is there already, and the ledger is append-only'); END;
CREATE TRIGGER superseded_findings_no_update BEFORE UPDATE ON superseded_findings BEGIN SELECT RAISE(ABORT, 'superseded_findings: the ledger is append-only'); END;
CREATE TRIGGER superseded_findings_no_delete BEFORE DELETE ON superseded_findings BEGIN SELECT RAISE(ABORT, 'superseded_findings: the ledger is append-only'); END;
CREATE TRIGGER superseded_findings_no_replace BEFORE INSERT ON superseded_findings WHEN EXISTS (SELECT 1 FROM superseded_findings WHERE finding = NEW.finding) BEGIN SELECT RAISE(ABORT, 'superseded_findings: the row is there already, and the ledger is append-only'); END;
PRAGMA application_id = 1332630117;
