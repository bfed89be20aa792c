-- Files that were checked and passed the identifier gate wait here for reasons or submission, for a day at most:
-- so that the second step needs no second upload and works without script and on any node.
CREATE TABLE draft (
  service_id int NOT NULL CONSTRAINT draft_of_unknown_service REFERENCES service,
  draft_id text NOT NULL,
  period text NOT NULL CONSTRAINT draft_period_not_a_quarter CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  CONSTRAINT draft_twice PRIMARY KEY (service_id, draft_id)
);
CREATE INDEX draft_by_age ON draft (service_id, created_at);

CREATE TABLE draft_file (
  service_id int NOT NULL,
  draft_id text NOT NULL,
  kind text NOT NULL CONSTRAINT draft_file_kind_unknown CHECK (kind IN ('cases', 'risks', 'scores', 'contacts', 'feedback', 'activity')),
  content bytea NOT NULL,
  CONSTRAINT draft_file_twice PRIMARY KEY (service_id, draft_id, kind),
  CONSTRAINT draft_file_of_unknown_draft FOREIGN KEY (service_id, draft_id) REFERENCES draft ON DELETE CASCADE
);

ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON draft TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT SELECT, INSERT, DELETE ON draft TO portal_app;

ALTER TABLE draft_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_file FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON draft_file TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT SELECT, INSERT, DELETE ON draft_file TO portal_app;
