-- The same ledger on PostgreSQL, as version 3 copied it there.
CREATE FUNCTION onrecord_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': the ledger is append-only'; END $$;
CREATE TABLE claim_links (
    claim integer NOT NULL,
    "position" integer NOT NULL,
    relation text NOT NULL COLLATE pg_catalog."C",
    claim_id text NOT NULL COLLATE pg_catalog."C",
    target integer
);
CREATE TABLE claim_sources (
    claim integer NOT NULL,
    "position" integer NOT NULL,
    source integer NOT NULL,
    as_written text COLLATE pg_catalog."C",
    cue text COLLATE pg_catalog."C",
    span_start integer,
    span_end integer
);
CREATE TABLE claims (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    chain text COLLATE pg_catalog."C",
    certainty text NOT NULL COLLATE pg_catalog."C",
    period_start text COLLATE pg_catalog."C",
    period_end text COLLATE pg_catalog."C",
    day text NOT NULL COLLATE pg_catalog."C",
    place integer,
    side text COLLATE pg_catalog."C",
    category text COLLATE pg_catalog."C",
    measure text COLLATE pg_catalog."C",
    event text COLLATE pg_catalog."C",
    actor text COLLATE pg_catalog."C",
    what text COLLATE pg_catalog."C",
    value text COLLATE pg_catalog."C",
    value_number double precision GENERATED ALWAYS AS ((value)::double precision) STORED,
    low text COLLATE pg_catalog."C",
    low_number double precision GENERATED ALWAYS AS ((low)::double precision) STORED,
    high text COLLATE pg_catalog."C",
    high_number double precision GENERATED ALWAYS AS ((high)::double precision) STORED,
    unit text COLLATE pg_catalog."C",
    bound text COLLATE pg_catalog."C",
    as_reported text COLLATE pg_catalog."C",
    conversion_value text COLLATE pg_catalog."C",
    conversion_unit text COLLATE pg_catalog."C",
    inclusion text COLLATE pg_catalog."C",
    inclusion_of text COLLATE pg_catalog."C",
    verifier text COLLATE pg_catalog."C",
    party text COLLATE pg_catalog."C",
    outcome text COLLATE pg_catalog."C",
    about text COLLATE pg_catalog."C",
    left_term text COLLATE pg_catalog."C",
    relation text COLLATE pg_catalog."C",
    right_term text COLLATE pg_catalog."C",
    period_as_written text COLLATE pg_catalog."C",
    period_basis text NOT NULL COLLATE pg_catalog."C",
    span_start integer NOT NULL,
    span_end integer NOT NULL,
    document integer NOT NULL,
    reading integer NOT NULL,
    record text NOT NULL COLLATE pg_catalog."C",
    words tsvector,
    CONSTRAINT claims_span CHECK ((span_start <= span_end))
);
CREATE TABLE documents (
    key integer NOT NULL,
    id text NOT NULL COLLATE pg_catalog."C",
    title text COLLATE pg_catalog."C",
    publisher text COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    known_from text NOT NULL COLLATE pg_catalog."C",
    url text COLLATE pg_catalog."C",
    language text NOT NULL COLLATE pg_catalog."C",
    sha256 text NOT NULL COLLATE pg_catalog."C",
    recorded text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    digest text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE places (
    key integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    as_written text NOT NULL COLLATE pg_catalog."C",
    id text COLLATE pg_catalog."C",
    oblast text COLLATE pg_catalog."C",
    latitude double precision,
    longitude double precision,
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE readings (
    key integer NOT NULL,
    document integer NOT NULL,
    onrecord text NOT NULL COLLATE pg_catalog."C",
    recorded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE superseded_claims (
    claim integer NOT NULL,
    superseded_by integer NOT NULL
);
CREATE TABLE superseded_documents (
    document integer NOT NULL,
    superseded_by integer NOT NULL,
    recorded text NOT NULL COLLATE pg_catalog."C"
);
CREATE VIEW claims_as_of AS
 SELECT claims.key,
    claims.id,
    claims.kind,
    claims.text,
    claims.chain,
    documents.publisher,
    claims.certainty,
    claims.period_start,
    claims.period_end,
    claims.day,
    places.name AS place,
    places.oblast,
    places.latitude,
    places.longitude,
    claims.side,
    claims.category,
    claims.measure,
    claims.event,
    claims.actor,
    claims.what,
    claims.value,
    claims.low,
    claims.high,
    claims.unit,
    claims.bound,
    claims.value_number,
    claims.low_number,
    claims.high_number,
    claims.as_reported,
    claims.conversion_value,
    claims.conversion_unit,
    claims.inclusion,
    claims.inclusion_of,
    claims.verifier,
    claims.party,
    claims.outcome,
    claims.about,
    claims.left_term,
    claims.relation,
    claims.right_term,
    documents.id AS document_id,
    documents.title,
    documents.url,
    documents.published,
    documents.known_from,
    ( SELECT min(newer.known_from) AS min
           FROM (superseded_documents s
             JOIN documents newer ON ((newer.key = s.superseded_by)))
          WHERE (s.document = documents.key)) AS known_until,
    claims.span_start,
    claims.span_end,
    claims.document,
    claims.reading,
    readings.recorded
   FROM (((claims
     JOIN documents ON ((documents.key = claims.document)))
     JOIN readings ON ((readings.key = claims.reading)))
     LEFT JOIN places ON ((places.key = claims.place)))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM superseded_claims
          WHERE (superseded_claims.claim = claims.key))));
CREATE VIEW claims_current AS
 SELECT key,
    id,
    kind,
    text,
    chain,
    publisher,
    certainty,
    period_start,
    period_end,
    day,
    place,
    oblast,
    latitude,
    longitude,
    side,
    category,
    measure,
    event,
    actor,
    what,
    value,
    low,
    high,
    unit,
    bound,
    value_number,
    low_number,
    high_number,
    as_reported,
    conversion_value,
    conversion_unit,
    inclusion,
    inclusion_of,
    verifier,
    party,
    outcome,
    about,
    left_term,
    relation,
    right_term,
    document_id,
    title,
    url,
    published,
    known_from,
    known_until,
    span_start,
    span_end,
    document,
    reading,
    recorded
   FROM claims_as_of
  WHERE (NOT (EXISTS ( SELECT 1
           FROM superseded_documents s
          WHERE (s.document = claims_as_of.document))));
CREATE TABLE finding_claims (
    finding integer NOT NULL,
    "position" integer NOT NULL,
    claim_id text NOT NULL COLLATE pg_catalog."C",
    claim integer
);
CREATE TABLE finding_suspects (
    finding integer NOT NULL,
    "position" integer NOT NULL,
    claim_id text NOT NULL COLLATE pg_catalog."C",
    claim integer,
    instead text NOT NULL COLLATE pg_catalog."C",
    why text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE findings (
    key integer NOT NULL,
    rule text NOT NULL COLLATE pg_catalog."C",
    verdict text NOT NULL COLLATE pg_catalog."C",
    because text NOT NULL COLLATE pg_catalog."C",
    stated text COLLATE pg_catalog."C",
    computed text COLLATE pg_catalog."C",
    period_start text COLLATE pg_catalog."C",
    period_end text COLLATE pg_catalog."C",
    as_of text COLLATE pg_catalog."C",
    document integer NOT NULL,
    reading integer NOT NULL,
    record text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE superseded_findings (
    finding integer NOT NULL,
    superseded_by integer NOT NULL
);
CREATE VIEW findings_current AS
 SELECT findings.key,
    findings.rule,
    findings.verdict,
    findings.because,
    findings.stated,
    findings.computed,
    findings.period_start,
    findings.period_end,
    findings.as_of,
    documents.id AS document_id,
    documents.title,
    documents.publisher,
    documents.published,
    findings.document,
    findings.reading,
    readings.recorded
   FROM ((findings
     JOIN documents ON ((documents.key = findings.document)))
     JOIN readings ON ((readings.key = findings.reading)))
  WHERE ((NOT (EXISTS ( SELECT 1
           FROM superseded_findings
          WHERE (superseded_findings.finding = findings.key)))) AND (NOT (EXISTS ( SELECT 1
           FROM superseded_documents s
          WHERE (s.document = findings.document)))));
CREATE TABLE publishers (
    name text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE schema_versions (
    version integer NOT NULL,
    installed text NOT NULL COLLATE pg_catalog."C",
    onrecord text NOT NULL COLLATE pg_catalog."C"
);
COMMENT ON TABLE schema_versions IS 'Onrecord ledger';
CREATE TABLE source_forms (
    source integer NOT NULL,
    as_written text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE sources (
    key integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL COLLATE pg_catalog."C"
);
CREATE VIEW spans AS
 SELECT claims.key AS claim,
    'claim'::text AS of,
    NULL::integer AS "position",
    claims.span_start,
    claims.span_end,
    substr(documents.text, (claims.span_start + 1), (claims.span_end - claims.span_start)) AS words,
    claims.document
   FROM (claims
     JOIN documents ON ((documents.key = claims.document)))
UNION ALL
 SELECT claims.key AS claim,
    'source'::text AS of,
    link."position",
    link.span_start,
    link.span_end,
    substr(documents.text, (link.span_start + 1), (link.span_end - link.span_start)) AS words,
    claims.document
   FROM ((claim_sources link
     JOIN claims ON ((claims.key = link.claim)))
     JOIN documents ON ((documents.key = claims.document)))
  WHERE (link.span_start IS NOT NULL);
INSERT INTO claim_links VALUES
	(4, 0, 'refers_to', 'a', 2),
	(5, 0, 'refers_to', 'a', 2);
INSERT INTO claim_sources VALUES
	(1, 0, 1, 'the staff', 'said', NULL, NULL),
	(2, 0, 1, 'the staff', 'said', NULL, NULL),
	(3, 0, 2, 'The think tank', 'reported', 0, 14),
	(3, 1, 3, 'bloggers', 'claimed', NULL, NULL);
INSERT INTO claims VALUES
	(1, 'old', 'loss', '530 troops lost', 'General Staff of Ukraine', 'asserted', NULL, '2023-08-14', '2023-08-14', NULL, 'russia', 'personnel', 'increment', NULL, NULL, NULL, '530', DEFAULT, '530', DEFAULT, '530', DEFAULT, NULL, 'exact', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 0, 4, 1, 1, '{"kind":"loss","id":"old","text":"530 troops lost","span":[0,4],"sources":[{"name":"General Staff of Ukraine","id":"ua-general-staff","as_written":"the staff","cue":"said","span":null}],"certainty":"asserted","period":{"start":null,"end":"2023-08-14","as_written":null,"basis":"published"},"place":null,"retracts":[],"side":"russia","category":"personnel","quantity":{"value":530,"low":530,"high":530,"unit":null,"bound":"exact"},"measure":"increment","as_reported":null}', '''530'':1 ''losses'':13 ''lost'':3 ''troops'':2'),
	(2, 'a', 'loss', '530 troops lost', 'General Staff of Ukraine', 'asserted', NULL, '2023-08-14', '2023-08-14', NULL, 'russia', 'personnel', 'increment', NULL, NULL, NULL, '530', DEFAULT, '530', DEFAULT, '530', DEFAULT, NULL, 'exact', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 0, 4, 2, 2, '{"kind":"loss","id":"a","text":"530 troops lost","span":[0,4],"sources":[{"name":"General Staff of Ukraine","id":"ua-general-staff","as_written":"the staff","cue":"said","span":null}],"certainty":"asserted","period":{"start":null,"end":"2023-08-14","as_written":null,"basis":"published"},"place":null,"retracts":[],"side":"russia","category":"personnel","quantity":{"value":530,"low":530,"high":530,"unit":null,"bound":"exact"},"measure":"increment","as_reported":null}', '''530'':1 ''losses'':13 ''lost'':3 ''troops'':2'),
	(3, 'k1', 'control', 'withdrew from Urozhaine', 'ISW > Russian military bloggers', 'unconfirmed', NULL, NULL, '2023-08-14', 1, NULL, NULL, NULL, 'withdraw', 'russia', NULL, NULL, DEFAULT, NULL, DEFAULT, NULL, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'published', 5, 10, 2, 2, '{"kind":"control","id":"k1","text":"withdrew from Urozhaine","span":[5,10],"sources":[{"name":"ISW","id":"isw","as_written":"The think tank","cue":"reported","span":[0,14]},{"name":"Russian military bloggers","id":"ru-milbloggers","as_written":"bloggers","cue":"claimed","span":null}],"certainty":"unconfirmed","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":{"name":"Urozhaine","as_written":"Urozhaine","id":null,"oblast":"Donetsk Oblast","lat":null,"lon":null,"candidates":[]},"retracts":[],"event":"withdraw","actor":"russia"}', '''from'':2 ''losses'':13 ''urozhaine'':3 ''withdrew'':1'),
	(4, 'r', 'response', 'Kremlin denied it', NULL, 'asserted', NULL, NULL, '2023-08-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, NULL, DEFAULT, NULL, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Kremlin', 'denied', 'it', NULL, NULL, NULL, NULL, 'published', 6, 9, 2, 2, '{"kind":"response","id":"r","text":"Kremlin denied it","span":[6,9],"sources":[],"certainty":"asserted","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":null,"retracts":[],"party":"Kremlin","outcome":"denied","about":"it","refers_to":["a"]}', '''denied'':2 ''it'':3 ''kremlin'':1 ''losses'':13'),
	(5, 'r2', 'response', 'Kremlin denied it', NULL, 'asserted', NULL, NULL, '2023-08-14', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT, NULL, DEFAULT, NULL, DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'Kremlin', 'denied', 'it', NULL, NULL, NULL, NULL, 'published', 6, 9, 2, 3, '{"kind":"response","id":"r2","text":"Kremlin denied it","span":[6,9],"sources":[],"certainty":"asserted","period":{"start":null,"end":null,"as_written":null,"basis":"published"},"place":null,"retracts":[],"party":"Kremlin","outcome":"denied","about":"it","refers_to":["a"]}', '''denied'':2 ''it'':3 ''kremlin'':1 ''losses'':13');
INSERT INTO documents VALUES
	(1, 'd1', 'Losses', 'The Example', '2023-08-13', '2023-08-13', NULL, 'en', '5eba7aaa97d6baca8ca0703063bec662c4795ce1c6360b91104dce1a8ea904b7', '2026-11-23T12:19:56Z', 'The first text.', '95057c6ed34bac1e5ef6f452a252c8953db6d3f71f894e3be53b8ab0684cf718'),
	(2, 'd1', 'Losses', 'The Example', '2023-08-14', '2023-08-14', NULL, 'en', '65f1cf98d8bd567a8f181c12d7e9343755e3b9eea65a094b96468e2984980771', '2026-11-23T12:19:56Z', 'The second text, where the think tank speaks.', '35d7cd69be4e663240d700562885b0ca29b941995dd88fe41b7b3fbc1aecc74f');
INSERT INTO finding_claims VALUES
	(1, 0, 'a', 2);
INSERT INTO findings VALUES
	(1, 'sum', 'fails', '1 + 1 = 2', NULL, NULL, NULL, NULL, NULL, 2, 2, '{"rule":"sum","verdict":"fails","because":"1 + 1 = 2","claims":["a"],"period":null,"stated":null,"computed":null,"suspects":[],"as_of":null}');
INSERT INTO places VALUES
	(1, 'Urozhaine', 'Urozhaine', NULL, 'Donetsk Oblast', NULL, NULL, 'urozhaine
urozhaine
donetsk oblast');
INSERT INTO publishers VALUES
	('The Example', 'the example');
INSERT INTO readings VALUES
	(1, 1, '0.1.0', '2026-11-23T12:19:56Z'),
	(2, 2, '0.1.0', '2026-11-23T12:19:56Z'),
	(3, 2, '0.1.0', '2026-11-23T12:19:56Z');
INSERT INTO schema_versions VALUES
	(3, '2026-11-23T15:46:40Z', '0.1.0');
INSERT INTO source_forms VALUES
	(1, 'the staff', 'the staff'),
	(2, 'The think tank', 'the think tank'),
	(3, 'bloggers', 'bloggers');
INSERT INTO sources VALUES
	(1, 'General Staff of Ukraine', 'ua-general-staff', 'general staff of ukraine'),
	(2, 'ISW', 'isw', 'isw'),
	(3, 'Russian military bloggers', 'ru-milbloggers', 'russian military bloggers');
INSERT INTO superseded_claims VALUES
	(4, 3);
INSERT INTO superseded_documents VALUES
	(1, 2, '2026-11-23T12:19:56Z');
INSERT INTO superseded_findings VALUES
	(1, 3);
ALTER TABLE ONLY claim_links
    ADD CONSTRAINT claim_links_pkey PRIMARY KEY (claim, "position");
ALTER TABLE ONLY claim_sources
    ADD CONSTRAINT claim_sources_pkey PRIMARY KEY (claim, "position");
ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_id_reading_key UNIQUE (id, reading);
ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (key);
ALTER TABLE ONLY documents
    ADD CONSTRAINT documents_digest_key UNIQUE (digest);
ALTER TABLE ONLY documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (key);
ALTER TABLE ONLY finding_claims
    ADD CONSTRAINT finding_claims_pkey PRIMARY KEY (finding, "position");
ALTER TABLE ONLY finding_suspects
    ADD CONSTRAINT finding_suspects_pkey PRIMARY KEY (finding, "position");
ALTER TABLE ONLY findings
    ADD CONSTRAINT findings_pkey PRIMARY KEY (key);
ALTER TABLE ONLY places
    ADD CONSTRAINT places_pkey PRIMARY KEY (key);
ALTER TABLE ONLY publishers
    ADD CONSTRAINT publishers_pkey PRIMARY KEY (name);
ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (key);
ALTER TABLE ONLY schema_versions
    ADD CONSTRAINT schema_versions_pkey PRIMARY KEY (version);
ALTER TABLE ONLY source_forms
    ADD CONSTRAINT source_forms_pkey PRIMARY KEY (source, as_written);
ALTER TABLE ONLY sources
    ADD CONSTRAINT sources_id_name_key UNIQUE (id, name);
ALTER TABLE ONLY sources
    ADD CONSTRAINT sources_pkey PRIMARY KEY (key);
ALTER TABLE ONLY superseded_claims
    ADD CONSTRAINT superseded_claims_pkey PRIMARY KEY (claim);
ALTER TABLE ONLY superseded_documents
    ADD CONSTRAINT superseded_documents_pkey PRIMARY KEY (document, superseded_by);
ALTER TABLE ONLY superseded_findings
    ADD CONSTRAINT superseded_findings_pkey PRIMARY KEY (finding);
CREATE INDEX claim_links_target ON claim_links USING btree (target);
CREATE INDEX claim_sources_source ON claim_sources USING btree (source, as_written);
CREATE INDEX claims_day ON claims USING btree (day, document);
CREATE INDEX claims_document ON claims USING btree (document);
CREATE INDEX claims_kind ON claims USING btree (kind, day, document);
CREATE INDEX claims_place ON claims USING btree (place);
CREATE INDEX claims_series ON claims USING btree (side, category, measure, day);
CREATE INDEX claims_words ON claims USING gin (words);
CREATE INDEX documents_id ON documents USING btree (id, known_from);
CREATE INDEX documents_publisher ON documents USING btree (publisher);
CREATE INDEX documents_sha256 ON documents USING btree (sha256);
CREATE INDEX documents_url ON documents USING hash (url);
CREATE INDEX finding_claims_claim ON finding_claims USING btree (claim);
CREATE INDEX finding_suspects_claim ON finding_suspects USING btree (claim);
CREATE INDEX findings_document ON findings USING btree (document);
CREATE INDEX findings_reading ON findings USING btree (reading);
CREATE INDEX findings_rule ON findings USING btree (rule, verdict);
CREATE INDEX places_name ON places USING btree (name);
CREATE INDEX readings_document ON readings USING btree (document);
CREATE INDEX superseded_claims_by ON superseded_claims USING btree (superseded_by);
CREATE INDEX superseded_documents_by ON superseded_documents USING btree (superseded_by);
CREATE INDEX superseded_findings_by ON superseded_findings USING btree (superseded_by);
CREATE TRIGGER claim_links_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON claim_links FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER claim_sources_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON claim_sources FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER claims_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON claims FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER documents_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER finding_claims_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON finding_claims FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER finding_suspects_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON finding_suspects FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER findings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON findings FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER places_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON places FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER publishers_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON publishers FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER readings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON readings FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER schema_versions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON schema_versions FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER source_forms_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON source_forms FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER sources_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON sources FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER superseded_claims_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON superseded_claims FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER superseded_documents_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON superseded_documents FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
CREATE TRIGGER superseded_findings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON superseded_findings FOR EACH STATEMENT EXECUTE FUNCTION onrecord_append_only();
ALTER TABLE ONLY claim_links
    ADD CONSTRAINT claim_links_claim_fkey FOREIGN KEY (claim) REFERENCES claims(key);
ALTER TABLE ONLY claim_links
    ADD CONSTRAINT claim_links_target_fkey FOREIGN KEY (target) REFERENCES claims(key);
ALTER TABLE ONLY claim_sources
    ADD CONSTRAINT claim_sources_claim_fkey FOREIGN KEY (claim) REFERENCES claims(key);
ALTER TABLE ONLY claim_sources
    ADD CONSTRAINT claim_sources_source_fkey FOREIGN KEY (source) REFERENCES sources(key);
ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_document_fkey FOREIGN KEY (document) REFERENCES documents(key);
ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_place_fkey FOREIGN KEY (place) REFERENCES places(key);
ALTER TABLE ONLY claims
    ADD CONSTRAINT claims_reading_fkey FOREIGN KEY (reading) REFERENCES readings(key);
ALTER TABLE ONLY finding_claims
    ADD CONSTRAINT finding_claims_claim_fkey FOREIGN KEY (claim) REFERENCES claims(key);
ALTER TABLE ONLY finding_claims
    ADD CONSTRAINT finding_claims_finding_fkey FOREIGN KEY (finding) REFERENCES findings(key);
ALTER TABLE ONLY finding_suspects
    ADD CONSTRAINT finding_suspects_claim_fkey FOREIGN KEY (claim) REFERENCES claims(key);
ALTER TABLE ONLY finding_suspects
    ADD CONSTRAINT finding_suspects_finding_fkey FOREIGN KEY (finding) REFERENCES findings(key);
ALTER TABLE ONLY findings
    ADD CONSTRAINT findings_document_fkey FOREIGN KEY (document) REFERENCES documents(key);
ALTER TABLE ONLY findings
    ADD CONSTRAINT findings_reading_fkey FOREIGN KEY (reading) REFERENCES readings(key);
ALTER TABLE ONLY readings
    ADD CONSTRAINT readings_document_fkey FOREIGN KEY (document) REFERENCES documents(key);
ALTER TABLE ONLY source_forms
    ADD CONSTRAINT source_forms_source_fkey FOREIGN KEY (source) REFERENCES sources(key);
ALTER TABLE ONLY superseded_claims
    ADD CONSTRAINT superseded_claims_claim_fkey FOREIGN KEY (claim) REFERENCES claims(key);
ALTER TABLE ONLY superseded_claims
    ADD CONSTRAINT superseded_claims_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES readings(key);
ALTER TABLE ONLY superseded_documents
    ADD CONSTRAINT superseded_documents_document_fkey FOREIGN KEY (document) REFERENCES documents(key);
ALTER TABLE ONLY superseded_documents
    ADD CONSTRAINT superseded_documents_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES documents(key);
ALTER TABLE ONLY superseded_findings
    ADD CONSTRAINT superseded_findings_finding_fkey FOREIGN KEY (finding) REFERENCES findings(key);
ALTER TABLE ONLY superseded_findings
    ADD CONSTRAINT superseded_findings_superseded_by_fkey FOREIGN KEY (superseded_by) REFERENCES readings(key);
