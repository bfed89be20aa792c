-- What was erased, and the tombstones that keep it out: a case is known by its keyed hash alone, a whole service by having none. Never changed
-- and never deleted by anybody who serves; the file "erasures" of each state folder holds the same, so that a restored backup finds them again.
CREATE TABLE erasure (
  service_id int NOT NULL CONSTRAINT erasure_of_unknown_service REFERENCES service,
  erasure_id uuid NOT NULL,
  case_key text CONSTRAINT erased_case_key_not_128_bits CHECK (case_key ~ '^[0-9a-f]{32}$'),
  reason text NOT NULL CONSTRAINT erasure_reason_unknown CHECK (reason IN ('REQUEST_OF_FAMILY', 'CONSENT_WITHDRAWN', 'SENT_BY_MISTAKE', 'COURT_OR_REGULATOR', 'OTHER')),
  erased_at timestamptz NOT NULL,
  erased_by text NOT NULL CONSTRAINT erased_by_nobody CHECK (erased_by <> ''),
  submissions int NOT NULL,
  case_rows int NOT NULL,
  risk_rows int NOT NULL,
  score_rows int NOT NULL,
  contact_rows int NOT NULL,
  feedback_rows int NOT NULL,
  activity_rows int NOT NULL,
  drafts int NOT NULL,
  CONSTRAINT erasure_count_negative CHECK (least(submissions, case_rows, risk_rows, score_rows, contact_rows, feedback_rows, activity_rows, drafts) >= 0),
  CONSTRAINT erasure_twice PRIMARY KEY (service_id, erasure_id)
);
CREATE UNIQUE INDEX case_erased_twice ON erasure (service_id, case_key) WHERE case_key IS NOT NULL;
CREATE UNIQUE INDEX service_erased_twice ON erasure (service_id) WHERE case_key IS NULL;

ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON erasure TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT SELECT, INSERT ON erasure TO portal_app;

-- The facts of a submission outlive its rows, also when they are erased: the receipt says how many and since when. ERASED is what stood when a
-- whole service was erased; what had been replaced or withdrawn before stays so.
ALTER TABLE submission
  DROP CONSTRAINT submission_state_unknown,
  ADD CONSTRAINT submission_state_unknown CHECK (state IN ('ACCEPTED', 'REPLACED', 'WITHDRAWN', 'ERASED')),
  ADD COLUMN erased_rows int NOT NULL DEFAULT 0 CONSTRAINT erased_rows_negative CHECK (erased_rows >= 0),
  ADD COLUMN erased_at timestamptz,
  ADD CONSTRAINT erased_without_time CHECK ((state <> 'ERASED' AND erased_rows = 0) OR erased_at IS NOT NULL);
GRANT UPDATE (erased_rows, erased_at) ON submission TO portal_app;
