-- What analysts see of services is frozen with each release, in fixed windows, and what may be named is decided once, when it is frozen.
-- Moments and counts of a service in one window. A service that is left out, or not opted in, has neither.
CREATE TABLE workspace_part (
  service_id int NOT NULL CONSTRAINT workspace_part_of_unknown_service REFERENCES service,
  release_id text NOT NULL CONSTRAINT workspace_part_of_unknown_release REFERENCES release ON DELETE CASCADE,
  window_from date NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  standing text NOT NULL CONSTRAINT workspace_part_standing_unknown CHECK (standing IN ('NAMED', 'OTHER', 'LEFT_OUT', 'NOT_OPTED_IN')),
  -- The release whose figures are kept, because new ones would differ by too few families.
  held_from text,
  -- How many services enter unnamed in this window: when an erasure has taken one away, none of them enters any more.
  others int NOT NULL,
  pairs int,
  most_frequent int,
  first_mean double precision,
  last_mean double precision,
  first_m2 double precision,
  last_m2 double precision,
  co_moment double precision,
  change_m2 double precision,
  CONSTRAINT workspace_part_with_too_much CHECK (standing IN ('NAMED', 'OTHER') OR pairs IS NULL),
  CONSTRAINT workspace_part_twice PRIMARY KEY (service_id, release_id, window_from, measure, subscale)
);
CREATE INDEX workspace_part_by_window ON workspace_part (release_id, window_from, measure, subscale);

CREATE TABLE workspace_profile (
  service_id int NOT NULL CONSTRAINT workspace_profile_of_unknown_service REFERENCES service,
  release_id text NOT NULL CONSTRAINT workspace_profile_of_unknown_release REFERENCES release ON DELETE CASCADE,
  window_from date NOT NULL,
  standing text NOT NULL CONSTRAINT workspace_profile_standing_unknown CHECK (standing IN ('NAMED', 'OTHER', 'LEFT_OUT', 'NOT_OPTED_IN')),
  held_from text,
  others int NOT NULL,
  referrals int,
  -- Families in each band of each dimension of the lattice, and by answer for each risk, in the order of their lists.
  bands int[],
  present int[],
  absent int[],
  CONSTRAINT workspace_profile_with_too_much CHECK (standing IN ('NAMED', 'OTHER') OR referrals IS NULL),
  CONSTRAINT workspace_profile_twice PRIMARY KEY (service_id, release_id, window_from)
);
CREATE INDEX workspace_profile_by_window ON workspace_profile (release_id, window_from);

-- What any snapshot has ever shown, also of a draft that was discarded: later ones are compared with it. Measure '' is the referral profile.
CREATE TABLE workspace_known (
  service_id int NOT NULL CONSTRAINT workspace_known_of_unknown_service REFERENCES service,
  release_id text NOT NULL,
  window_from date NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  standing text NOT NULL CONSTRAINT workspace_known_standing_unknown CHECK (standing IN ('NAMED', 'OTHER')),
  -- The snapshot whose families it is made of; another one when the figures are held.
  items_of text NOT NULL,
  CONSTRAINT workspace_known_twice PRIMARY KEY (service_id, release_id, window_from, measure, subscale)
);

-- Families behind a service's figures in one quarter: 8 bytes each, from the keyed hash of the case and the values that it brings.
CREATE TABLE workspace_item (
  service_id int NOT NULL CONSTRAINT workspace_item_of_unknown_service REFERENCES service,
  release_id text NOT NULL,
  quarter text NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  items bytea NOT NULL CONSTRAINT workspace_item_not_whole CHECK (octet_length(items) % 8 = 0),
  CONSTRAINT workspace_item_twice PRIMARY KEY (service_id, release_id, quarter, measure, subscale)
);

ALTER TABLE workspace_part ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace_part FORCE ROW LEVEL SECURITY;
ALTER TABLE workspace_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace_profile FORCE ROW LEVEL SECURITY;
ALTER TABLE workspace_known ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace_known FORCE ROW LEVEL SECURITY;
ALTER TABLE workspace_item ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace_item FORCE ROW LEVEL SECURITY;
CREATE POLICY network_reads ON workspace_part FOR SELECT TO portal_network USING (true);
CREATE POLICY network_reads ON workspace_profile FOR SELECT TO portal_network USING (true);
CREATE POLICY release_keeps ON workspace_part TO portal_release USING (true) WITH CHECK (true);
CREATE POLICY release_keeps ON workspace_profile TO portal_release USING (true) WITH CHECK (true);
CREATE POLICY release_keeps ON workspace_known TO portal_release USING (true) WITH CHECK (true);
CREATE POLICY release_keeps ON workspace_item TO portal_release USING (true) WITH CHECK (true);
-- Erasing takes what a service's families are part of; what was known stays known, as keyed hashes.
CREATE POLICY own_service_goes ON workspace_part FOR ALL TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY own_service_goes ON workspace_profile FOR ALL TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT SELECT ON workspace_part, workspace_profile TO portal_network;
GRANT SELECT, INSERT ON workspace_part, workspace_profile, workspace_known, workspace_item TO portal_release;
GRANT SELECT, DELETE ON workspace_part, workspace_profile TO portal_app;

-- Analysts see nothing live any more, so their role reads no counts and moments but the frozen ones.
REVOKE SELECT ON profile_count, cohort_count, outcome_moment FROM portal_network;
DROP POLICY network_reads ON profile_count;
DROP POLICY network_reads ON cohort_count;
DROP POLICY network_reads ON outcome_moment;
