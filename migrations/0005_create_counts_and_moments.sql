-- Counts and moments per service and month, refreshed in the transaction of each submission: what crosses services is read from
-- here only, so that its cost does not grow with rows and no role that pools can see a row.
CREATE TABLE profile_count (
  service_id int NOT NULL,
  referral_month date NOT NULL,
  dimension text NOT NULL,
  code text NOT NULL,
  cases int NOT NULL CONSTRAINT profile_count_not_positive CHECK (cases > 0),
  CONSTRAINT profile_count_twice PRIMARY KEY (service_id, referral_month, dimension, code),
  CONSTRAINT profile_count_of_unknown_service FOREIGN KEY (service_id) REFERENCES service
);

ALTER TABLE profile_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_count FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON profile_count TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON profile_count FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON profile_count FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON profile_count TO portal_app;
GRANT SELECT ON profile_count TO portal_network, portal_release;

-- Cases of a cohort by the month in which they closed; contacts_known is false when the service sends no contacts at all,
-- so that the two-contact rule could not be applied.
CREATE TABLE cohort_count (
  service_id int NOT NULL,
  cohort text NOT NULL,
  closure_month date NOT NULL,
  eligible int NOT NULL CONSTRAINT cohort_count_not_positive CHECK (eligible > 0),
  contacts_known boolean NOT NULL,
  CONSTRAINT cohort_count_twice PRIMARY KEY (service_id, cohort, closure_month),
  CONSTRAINT cohort_count_of_unknown_service FOREIGN KEY (service_id) REFERENCES service
);

ALTER TABLE cohort_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE cohort_count FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON cohort_count TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON cohort_count FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON cohort_count FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON cohort_count TO portal_app;
GRANT SELECT ON cohort_count TO portal_network, portal_release;

-- Mergeable sufficient statistics (Chan 1983, Pebay 2008): sums of squares about the mean, never raw sums.
CREATE TABLE outcome_moment (
  service_id int NOT NULL,
  cohort text NOT NULL,
  selection text NOT NULL CONSTRAINT selection_unknown CHECK (selection IN ('HEADLINE', 'RESPONDENT')),
  respondent text NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  closure_month date NOT NULL,
  baseline int NOT NULL CONSTRAINT moment_without_baseline CHECK (baseline > 0),
  baseline_mean double precision NOT NULL,
  baseline_m2 double precision NOT NULL CONSTRAINT baseline_m2_negative CHECK (baseline_m2 >= 0),
  paired int NOT NULL CONSTRAINT more_pairs_than_baselines CHECK (paired BETWEEN 0 AND baseline),
  first_mean double precision NOT NULL,
  last_mean double precision NOT NULL,
  first_m2 double precision NOT NULL CONSTRAINT first_m2_negative CHECK (first_m2 >= 0),
  last_m2 double precision NOT NULL CONSTRAINT last_m2_negative CHECK (last_m2 >= 0),
  co_moment double precision NOT NULL,
  change_m2 double precision NOT NULL CONSTRAINT change_m2_negative CHECK (change_m2 >= 0),
  CONSTRAINT moment_twice PRIMARY KEY (service_id, cohort, selection, respondent, measure, subscale, closure_month),
  CONSTRAINT moment_of_unknown_service FOREIGN KEY (service_id) REFERENCES service
);
CREATE INDEX outcome_moment_by_measure ON outcome_moment (cohort, selection, measure, subscale, closure_month);

ALTER TABLE outcome_moment ENABLE ROW LEVEL SECURITY;
ALTER TABLE outcome_moment FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON outcome_moment TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON outcome_moment FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON outcome_moment FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON outcome_moment TO portal_app;
GRANT SELECT ON outcome_moment TO portal_network, portal_release;
