-- A service that ends is closed, which takes two people as erasing it does: one proposes, another confirms. So proposals of both kinds stand
-- in one table, under the same rules, and what is no erasure is kept by portal_administration.
ALTER TABLE erasure_proposal RENAME TO service_proposal;
ALTER TABLE service_proposal RENAME CONSTRAINT erasure_proposed_of_unknown_service TO proposal_of_unknown_service;
ALTER TABLE service_proposal RENAME CONSTRAINT erasure_proposed_by_nobody TO proposed_by_nobody;
ALTER TABLE service_proposal
  ADD COLUMN kind text NOT NULL DEFAULT 'ERASURE' CONSTRAINT proposal_kind_unknown CHECK (kind IN ('ERASURE', 'CLOSING')),
  ADD COLUMN closes_on date,
  ADD COLUMN last_period text CONSTRAINT proposal_period_malformed CHECK (last_period ~ '^[0-9]{4}-Q[1-4]$'),
  DROP CONSTRAINT erasure_proposed_twice,
  ADD CONSTRAINT proposed_twice PRIMARY KEY (service_id, kind),
  DROP CONSTRAINT proposal_reason_unknown,
  ADD CONSTRAINT proposal_reason_unknown CHECK (CASE kind
    WHEN 'ERASURE' THEN reason IN ('REQUEST_OF_FAMILY', 'CONSENT_WITHDRAWN', 'SENT_BY_MISTAKE', 'COURT_OR_REGULATOR', 'OTHER')
    ELSE reason IN ('ENDED', 'MERGED', 'LEFT_NETWORK', 'OTHER') END),
  ADD CONSTRAINT closing_without_day_or_period CHECK (num_nonnulls(closes_on, last_period) = CASE kind WHEN 'CLOSING' THEN 2 ELSE 0 END);
ALTER TABLE service_proposal ALTER COLUMN kind DROP DEFAULT;
-- An erasure takes every proposal about the service with it, so the application may delete both kinds.
ALTER POLICY own_service ON service_proposal
  WITH CHECK (kind = 'ERASURE' AND service_id = ANY ((SELECT scope_services())::int[]));
CREATE POLICY administration_closes ON service_proposal TO portal_administration
  USING (kind = 'CLOSING') WITH CHECK (kind = 'CLOSING');
GRANT SELECT, INSERT, DELETE ON service_proposal TO portal_administration;

-- What the registry knows of a service that is closed. Its rows stay, and so does everything that was released.
ALTER TABLE service
  ADD COLUMN closed_on date,
  ADD COLUMN last_period text CONSTRAINT service_period_malformed CHECK (last_period ~ '^[0-9]{4}-Q[1-4]$'),
  ADD COLUMN closed_because text CONSTRAINT service_closed_for_unknown_reason
    CHECK (closed_because IN ('ENDED', 'MERGED', 'LEFT_NETWORK', 'OTHER')),
  ADD CONSTRAINT service_closed_in_part CHECK (num_nonnulls(closed_on, last_period, closed_because) IN (0, 3)),
  ADD CONSTRAINT service_closed_before_it_opened CHECK (closed_on >= opened);
GRANT UPDATE (closed_on, last_period, closed_because) ON service TO portal_administration;

-- Parts of one legal service are said by administrators; 0015 keeps them to one level.
GRANT UPDATE (part_of) ON service TO portal_administration;

-- Those concerned are told of a proposal; nobody can turn that off.
ALTER TABLE mail DROP CONSTRAINT mail_kind_unknown,
  ADD CONSTRAINT mail_kind_unknown CHECK (kind IN ('INVITATION', 'RECEIPT', 'REMINDER', 'RELEASE_NOTE', 'CLOSING'));
