-- Views hold no state: they are dropped and made again, so that their columns may change from one version to the next.
DROP VIEW IF EXISTS headline_pair, respondent_pair, unit_cohort, case_cohort, case_unit, referral_risk, current_activity, current_feedback,
  current_contact, current_score, current_risk, current_case, current_source, case_file;
DROP FUNCTION IF EXISTS record_source(text);

-- The files of a submission that speak for a case: all that were sent with it, and of those carried forward the ones that were sent when
-- the case was listed. A case that came later keeps its earlier source.
CREATE VIEW case_file WITH (security_invoker = true) AS
SELECT c.service_id, c.submission_id, c.case_ref, f.kind, f.coverage
FROM case_record c
JOIN submission_file f ON f.service_id = c.service_id AND f.submission_id = c.submission_id
WHERE f.carried_from IS NULL
  OR EXISTS (SELECT FROM case_record o WHERE o.service_id = c.service_id AND o.submission_id = f.carried_from AND o.case_ref = c.case_ref);

-- Which submissions hold the record of a case as it was before a quarter, by file: the latest accepted quarter that holds the case and has a
-- file that speaks for it. A file that says it holds only what is new in its quarter rests on the earlier ones, back to the latest that
-- said everything. A file that was forgotten once erases nothing.
CREATE FUNCTION record_source(before text)
RETURNS TABLE (service_id int, case_ref text, kind text, submission_id uuid, period text)
LANGUAGE sql STABLE AS $$
  SELECT spoken.service_id, spoken.case_ref, spoken.kind, spoken.submission_id, spoken.period
  FROM (
    SELECT c.service_id, c.case_ref, c.kind, c.submission_id, s.period,
      max(s.period) FILTER (WHERE c.coverage = 'ALL') OVER (PARTITION BY c.service_id, c.case_ref, c.kind) AS whole
    FROM case_file c
    JOIN submission s ON s.service_id = c.service_id AND s.submission_id = c.submission_id
    WHERE s.state = 'ACCEPTED' AND s.period < record_source.before
  ) AS spoken
  WHERE spoken.whole IS NULL OR spoken.period >= spoken.whole
$$;

CREATE VIEW current_source WITH (security_invoker = true) AS
SELECT service_id, case_ref, kind, submission_id, period FROM record_source('9999-Q4');

CREATE VIEW current_case WITH (security_invoker = true) AS
SELECT c.service_id, c.submission_id, c.case_ref, c.family_ref, c.referral_month, c.referral_source, c.baby_age_band, c.baby_sex, c.baby_ethnicity,
  c.preterm_or_neonatal, c.multiple_birth, c.caregiver1_relationship, c.caregiver1_age_band, c.caregiver1_ethnicity, c.caregiver2_relationship,
  c.caregiver2_age_band, c.father_involvement, c.risks_assessed, c.household, c.deprivation_decile, c.deprivation_nation, c.interpreter_used,
  c.social_care_start, c.social_care_end, c.baby_living_start, c.baby_living_end, c.decision, c.not_accepted_reason, c.days_to_first_contact, c.status,
  c.closure_month, c.closure_reason, c.contacts_attended
FROM case_record c
JOIN current_source s ON s.service_id = c.service_id AND s.submission_id = c.submission_id AND s.case_ref = c.case_ref AND s.kind = 'cases';

-- Where files rest on each other the later row of a key counts.
CREATE VIEW current_risk WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.service_id, r.case_ref, r.risk_code, r.stage) r.service_id, r.submission_id, r.case_ref, r.risk_code, r.stage, r.present, r.whose, r.timing
FROM risk_record r
JOIN current_source s ON s.service_id = r.service_id AND s.submission_id = r.submission_id AND s.case_ref = r.case_ref AND s.kind = 'risks'
ORDER BY r.service_id, r.case_ref, r.risk_code, r.stage, s.period DESC;

CREATE VIEW current_score WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.service_id, r.case_ref, r.measure, r.subscale, r.timepoint, r.respondent, r.week, r.goal) r.service_id, r.submission_id, r.case_ref, r.measure, r.subscale, r.timepoint, r.respondent, r.week, r.goal, r.score, r.not_done_reason
FROM score_record r
JOIN current_source s ON s.service_id = r.service_id AND s.submission_id = r.submission_id AND s.case_ref = r.case_ref AND s.kind = 'scores'
ORDER BY r.service_id, r.case_ref, r.measure, r.subscale, r.timepoint, r.respondent, r.week, r.goal, s.period DESC;

-- The numbers of contacts may begin again each quarter; of the same number and week it is the same contact, sent twice.
CREATE VIEW current_contact WITH (security_invoker = true) AS
SELECT DISTINCT ON (r.service_id, r.case_ref, r.contact, r.week) r.service_id, r.submission_id, s.period, r.case_ref, r.contact, r.week, r.intervention, r.format, r.mechanism, r.attendance, r.setting, r.father_present, r.minutes
FROM contact_record r
JOIN current_source s ON s.service_id = r.service_id AND s.submission_id = r.submission_id AND s.case_ref = r.case_ref AND s.kind = 'contacts'
ORDER BY r.service_id, r.case_ref, r.contact, r.week, s.period DESC;

-- Feedback and activity are rows of the quarter and add up over the standing submissions.
CREATE VIEW current_feedback WITH (security_invoker = true) AS
SELECT r.service_id, r.submission_id, s.period, r.form_ref, r.item, r.respondent, r.form, r.value, r.case_ref
FROM feedback_record r
JOIN submission s ON s.service_id = r.service_id AND s.submission_id = r.submission_id AND s.state = 'ACCEPTED';

CREATE VIEW current_activity WITH (security_invoker = true) AS
SELECT r.service_id, r.submission_id, s.period, r.activity, r.audience, r.sessions, r.people, r.hours
FROM activity_record r
JOIN submission s ON s.service_id = r.service_id AND s.submission_id = r.submission_id AND s.state = 'ACCEPTED';

GRANT SELECT ON case_file, current_source, current_case, current_risk, current_score, current_contact, current_feedback, current_activity TO portal_app, portal_release;
