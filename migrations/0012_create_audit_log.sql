-- Who did what and when, so that nobody can change or remove what it says without being found out: each entry's hash covers the one before.
-- The links of the chain hold no content. Every request may read them, since an entry of one service follows an entry of another.
CREATE TABLE audit_link (
  entry_number bigint NOT NULL CONSTRAINT audit_number_not_counted_from_one CHECK (entry_number > 0),
  hash text NOT NULL CONSTRAINT audit_hash_not_sha256 CHECK (hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT audit_number_twice PRIMARY KEY (entry_number)
);
GRANT SELECT, INSERT ON audit_link TO portal_app;

-- service_id 0 is the network: sign-in, refused requests, the calendar. What may stand in a column keeps values of cells and names of files out.
CREATE TABLE audit_entry (
  service_id int NOT NULL,
  entry_number bigint NOT NULL CONSTRAINT audit_entry_without_link REFERENCES audit_link,
  happened_at timestamptz NOT NULL,
  person_id text NOT NULL CONSTRAINT audit_entry_of_nobody CHECK (person_id <> ''),
  event text NOT NULL CONSTRAINT audit_event_not_a_code CHECK (event ~ '^[A-Z][A-Z_]{2,39}$'),
  period text CONSTRAINT audit_period_not_a_quarter CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
  subject text CONSTRAINT audit_subject_not_an_id CHECK (subject ~ '^[A-Za-z0-9_.{}/-]{1,200}$'),
  detail text CONSTRAINT audit_detail_not_a_code CHECK (detail ~ '^[A-Z][A-Z0-9_]{1,39}$'),
  CONSTRAINT audit_entry_twice PRIMARY KEY (service_id, entry_number)
);
CREATE INDEX audit_entry_by_number ON audit_entry (entry_number DESC);

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON audit_entry FOR SELECT TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY own_service_or_network ON audit_entry FOR INSERT TO portal_app
  WITH CHECK (service_id = 0 OR service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
-- Verification reads every entry, whichever service it names.
CREATE POLICY verification ON audit_entry FOR SELECT TO portal_migrations USING (true);
-- Never UPDATE or DELETE, for anybody who serves.
GRANT SELECT, INSERT ON audit_entry TO portal_app;

-- Why a quarter that stood was sent again stands on the receipt as well as in the log. Submissions from before this migration have none.
ALTER TABLE submission
  ADD COLUMN replacement_reason text,
  ADD CONSTRAINT replacement_reason_without_replacement CHECK (replacement_reason IS NULL OR replaces IS NOT NULL),
  ADD CONSTRAINT replacement_reason_unknown CHECK (replacement_reason IN ('LATE_DATA', 'CORRECTION', 'FULLER_DATA', 'OTHER', 'NOT_GIVEN'));
