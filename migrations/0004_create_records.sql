-- The rows of the six files, kept per submission as they were sent: which of them are current is a view's question, not a copy.
-- Days never reach these tables: months are stored as their first day.
CREATE TABLE case_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  case_ref text NOT NULL,
  family_ref text,
  referral_month date NOT NULL CONSTRAINT referral_day_kept CHECK (extract(day FROM referral_month) = 1),
  referral_source text NOT NULL,
  baby_age_band text NOT NULL,
  baby_sex text,
  baby_ethnicity text NOT NULL,
  preterm_or_neonatal text,
  multiple_birth text,
  caregiver1_relationship text NOT NULL,
  caregiver1_age_band text NOT NULL,
  caregiver1_ethnicity text,
  caregiver2_relationship text,
  caregiver2_age_band text,
  father_involvement text NOT NULL,
  risks_assessed text,
  household text NOT NULL,
  deprivation_decile int,
  deprivation_nation text,
  interpreter_used text,
  social_care_start text NOT NULL,
  social_care_end text,
  baby_living_start text,
  baby_living_end text,
  decision text NOT NULL,
  not_accepted_reason text,
  days_to_first_contact int,
  status text NOT NULL,
  closure_month date CONSTRAINT closure_day_kept CHECK (extract(day FROM closure_month) = 1),
  closure_reason text,
  contacts_attended int,
  CONSTRAINT case_twice PRIMARY KEY (service_id, submission_id, case_ref),
  CONSTRAINT case_of_unknown_submission FOREIGN KEY (service_id, submission_id) REFERENCES submission,
  CONSTRAINT closed_without_month CHECK (status <> 'CLOSED' OR closure_month IS NOT NULL),
  CONSTRAINT decile_without_nation CHECK ((deprivation_decile IS NULL) = (deprivation_nation IS NULL))
);
CREATE INDEX case_record_by_case ON case_record (service_id, case_ref);

ALTER TABLE case_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON case_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON case_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON case_record TO portal_app;
GRANT SELECT ON case_record TO portal_release;

CREATE TABLE risk_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  case_ref text NOT NULL,
  risk_code text NOT NULL,
  stage text NOT NULL,
  present text NOT NULL,
  whose text,
  timing text,
  CONSTRAINT risk_twice PRIMARY KEY (service_id, submission_id, case_ref, risk_code, stage),
  CONSTRAINT risk_of_unknown_case FOREIGN KEY (service_id, submission_id, case_ref) REFERENCES case_record ON DELETE CASCADE
);

ALTER TABLE risk_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE risk_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON risk_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON risk_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON risk_record TO portal_app;
GRANT SELECT ON risk_record TO portal_release;

-- A measure with one score has the empty subscale and a score without a goal has goal 0, so that both can stand in the key.
CREATE TABLE score_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  case_ref text NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  timepoint text NOT NULL,
  respondent text NOT NULL,
  week int NOT NULL,
  goal int NOT NULL,
  score double precision,
  not_done_reason text,
  CONSTRAINT score_twice PRIMARY KEY (service_id, submission_id, case_ref, measure, subscale, timepoint, respondent, week, goal),
  CONSTRAINT score_of_unknown_case FOREIGN KEY (service_id, submission_id, case_ref) REFERENCES case_record ON DELETE CASCADE,
  CONSTRAINT score_and_reason_missing CHECK (score IS NOT NULL OR not_done_reason IS NOT NULL),
  CONSTRAINT score_not_finite CHECK (score > '-Infinity' AND score < 'Infinity')
);

ALTER TABLE score_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE score_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON score_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON score_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON score_record TO portal_app;
GRANT SELECT ON score_record TO portal_release;

CREATE TABLE contact_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  case_ref text NOT NULL,
  contact int NOT NULL,
  week int NOT NULL,
  intervention text NOT NULL,
  format text NOT NULL,
  mechanism text NOT NULL,
  attendance text NOT NULL,
  setting text,
  father_present text,
  minutes int,
  CONSTRAINT contact_twice PRIMARY KEY (service_id, submission_id, case_ref, contact),
  CONSTRAINT contact_of_unknown_case FOREIGN KEY (service_id, submission_id, case_ref) REFERENCES case_record ON DELETE CASCADE
);

ALTER TABLE contact_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON contact_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON contact_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON contact_record TO portal_app;
GRANT SELECT ON contact_record TO portal_release;

CREATE TABLE feedback_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  form_ref text NOT NULL,
  item text NOT NULL,
  respondent text NOT NULL,
  form text NOT NULL,
  value int NOT NULL,
  case_ref text,
  CONSTRAINT feedback_twice PRIMARY KEY (service_id, submission_id, form_ref, item),
  CONSTRAINT feedback_of_unknown_submission FOREIGN KEY (service_id, submission_id) REFERENCES submission
);

ALTER TABLE feedback_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE feedback_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON feedback_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON feedback_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON feedback_record TO portal_app;
GRANT SELECT ON feedback_record TO portal_release;

CREATE TABLE activity_record (
  service_id int NOT NULL,
  submission_id uuid NOT NULL,
  activity text NOT NULL,
  audience text NOT NULL,
  sessions int NOT NULL,
  people int NOT NULL,
  hours double precision,
  CONSTRAINT activity_twice PRIMARY KEY (service_id, submission_id, activity, audience),
  CONSTRAINT activity_of_unknown_submission FOREIGN KEY (service_id, submission_id) REFERENCES submission
);

ALTER TABLE activity_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE activity_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON activity_record TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY release_reads ON activity_record FOR SELECT TO portal_release USING (true);
GRANT SELECT, INSERT, DELETE ON activity_record TO portal_app;
GRANT SELECT ON activity_record TO portal_release;
