-- A submission is one accepted extract of one service for one quarter. Its facts outlive its rows: receipts are made from here.
CREATE TABLE submission (
  service_id int NOT NULL CONSTRAINT submission_of_unknown_service REFERENCES service,
  submission_id uuid NOT NULL,
  period text NOT NULL CONSTRAINT period_not_a_quarter CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
  state text NOT NULL CONSTRAINT submission_state_unknown CHECK (state IN ('ACCEPTED', 'REPLACED', 'WITHDRAWN')),
  content_hash text NOT NULL CONSTRAINT content_hash_not_sha256 CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  rule_set text NOT NULL,
  accepted_at timestamptz NOT NULL,
  accepted_by text NOT NULL,
  replaces uuid,
  warnings jsonb NOT NULL,
  CONSTRAINT submission_twice PRIMARY KEY (service_id, submission_id),
  CONSTRAINT replaces_unknown_submission FOREIGN KEY (service_id, replaces) REFERENCES submission (service_id, submission_id)
);
-- Two submissions can never stand for one quarter, whatever arrives at the same time.
CREATE UNIQUE INDEX two_standing_for_one_quarter ON submission (service_id, period) WHERE state = 'ACCEPTED';
CREATE INDEX submission_by_time ON submission (service_id, accepted_at DESC);

CREATE TABLE submission_file (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT file_kind_unknown CHECK (kind IN ('cases', 'risks', 'scores', 'contacts', 'feedback', 'activity')),
  sha256 text NOT NULL CONSTRAINT file_hash_not_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  row_count int NOT NULL CONSTRAINT row_count_negative CHECK (row_count >= 0),
  encoding text NOT NULL,
  delimiter text NOT NULL,
  CONSTRAINT file_kind_twice PRIMARY KEY (service_id, submission_id, kind),
  CONSTRAINT file_of_unknown_submission FOREIGN KEY (service_id, submission_id) REFERENCES submission
);

ALTER TABLE submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE submission FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON submission TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON submission FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON submission FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT ON submission TO portal_app;
-- Nothing of a submission is ever edited but its state.
GRANT UPDATE (state) ON submission TO portal_app;
GRANT SELECT (service_id, submission_id, period, state, accepted_at) ON submission TO portal_network;
GRANT SELECT ON submission TO portal_release;

ALTER TABLE submission_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE submission_file FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON submission_file TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON submission_file FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON submission_file FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT ON submission_file TO portal_app;
GRANT SELECT (service_id, submission_id, kind, row_count) ON submission_file TO portal_network;
GRANT SELECT ON submission_file TO portal_release;
