-- Erasing a whole service takes two people: one proposes, another confirms. A proposal goes when it is carried out or withdrawn; the audit log
-- keeps that it was made. One that has lapsed is written over by the next.
CREATE TABLE erasure_proposal (
  service_id int NOT NULL CONSTRAINT erasure_proposed_of_unknown_service REFERENCES service,
  reason text NOT NULL CONSTRAINT proposal_reason_unknown
    CHECK (reason IN ('REQUEST_OF_FAMILY', 'CONSENT_WITHDRAWN', 'SENT_BY_MISTAKE', 'COURT_OR_REGULATOR', 'OTHER')),
  proposed_at timestamptz NOT NULL,
  proposed_by text NOT NULL CONSTRAINT erasure_proposed_by_nobody CHECK (proposed_by <> ''),
  CONSTRAINT erasure_proposed_twice PRIMARY KEY (service_id)
);
ALTER TABLE erasure_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure_proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON erasure_proposal TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
-- Never UPDATE: who proposed and when stays as it was written.
GRANT SELECT, INSERT, DELETE ON erasure_proposal TO portal_app;

-- Whether there is a second person is a question about everybody's roles and memberships, which what serves figures cannot read.
CREATE POLICY sign_in_reads ON membership FOR SELECT TO portal_sign_in USING (true);
GRANT SELECT ON membership TO portal_sign_in;
