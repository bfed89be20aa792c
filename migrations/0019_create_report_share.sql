-- A service's own protected figures of a release: what it may show to readers outside. They stand apart from what is for its own screen, so
-- that whoever reads them can reach neither the rest of the network nor exact figures. Releases made before this migration have none: their
-- ledger does not hold the cases behind such figures, so later ones could not be compared with them.
CREATE TABLE service_report (
  service_id int NOT NULL CONSTRAINT report_of_unknown_service REFERENCES service,
  release_id text NOT NULL CONSTRAINT report_of_unknown_release REFERENCES release ON DELETE CASCADE,
  content text NOT NULL,
  content_hash text NOT NULL CONSTRAINT report_hash_not_sha256 CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT service_report_twice PRIMARY KEY (service_id, release_id)
);
CREATE INDEX service_report_by_release ON service_report (release_id);

-- With whom a lead shares the reports of a service. Stopping deletes the row; that it was shared is in the audit log.
CREATE TABLE report_share (
  service_id int NOT NULL CONSTRAINT share_of_unknown_service REFERENCES service,
  person_id text NOT NULL CONSTRAINT share_with_malformed_person CHECK (person_id ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$'),
  shared_at timestamptz NOT NULL,
  shared_by text NOT NULL CONSTRAINT shared_by_nobody CHECK (shared_by <> ''),
  CONSTRAINT shared_twice PRIMARY KEY (service_id, person_id)
);
CREATE INDEX report_share_by_person ON report_share (person_id);

ALTER TABLE report_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_share FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON report_share TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY shared_with_me ON report_share FOR SELECT TO portal_app
  USING (person_id = NULLIF(current_setting('portal.person_id', true), ''));
GRANT SELECT, INSERT, DELETE ON report_share TO portal_app;

ALTER TABLE service_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_report FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON service_report FOR SELECT TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[])
    AND EXISTS (SELECT FROM release r WHERE r.release_id = service_report.release_id AND r.state = 'PUBLISHED'));
CREATE POLICY shared_with_me ON service_report FOR SELECT TO portal_app
  USING (EXISTS (SELECT FROM report_share s WHERE s.service_id = service_report.service_id AND s.person_id = NULLIF(current_setting('portal.person_id', true), ''))
    AND EXISTS (SELECT FROM release r WHERE r.release_id = service_report.release_id AND r.state = 'PUBLISHED'));
-- Erasing a service takes its reports with it; nobody else who serves can remove one.
CREATE POLICY own_service_goes ON service_report FOR DELETE TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_keeps ON service_report TO portal_release USING (true) WITH CHECK (true);
GRANT SELECT, DELETE ON service_report TO portal_app;
GRANT SELECT, INSERT ON service_report TO portal_release;

-- Whom a report is shared with is what the entry is about, so ids of people may stand there, and nowhere else.
ALTER TABLE audit_entry
  DROP CONSTRAINT audit_subject_not_an_id,
  ADD CONSTRAINT audit_subject_not_an_id CHECK (subject ~ '^[A-Za-z0-9_.{}/-]{1,200}$'
    OR (event IN ('REPORT_SHARED', 'REPORT_UNSHARED') AND subject ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$'));
