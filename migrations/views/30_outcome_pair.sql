-- Closed, accepted cases by cohort. Attended contacts are the ATTENDED rows of contacts.csv where it was sent for the case, else
-- contacts_attended; a service that sends neither for any case is not filtered, and contacts_known says so.
CREATE VIEW case_cohort WITH (security_invoker = true) AS
WITH closed AS (
  SELECT c.service_id, c.case_ref, c.closure_month, c.closure_reason,
    CASE WHEN s.case_ref IS NULL THEN c.contacts_attended
         ELSE (SELECT count(*)::int FROM contact_record r
               WHERE r.service_id = s.service_id AND r.submission_id = s.submission_id AND r.case_ref = s.case_ref AND r.attendance = 'ATTENDED')
    END AS attended
  FROM current_case c
  LEFT JOIN current_source s ON s.service_id = c.service_id AND s.case_ref = c.case_ref AND s.kind = 'contacts'
  WHERE c.status = 'CLOSED' AND c.decision = 'ACCEPTED'
), knowledge AS (
  SELECT c.service_id, count(c.contacts_attended) > 0 OR count(s.case_ref) > 0 AS contacts_known
  FROM current_case c
  LEFT JOIN current_source s ON s.service_id = c.service_id AND s.case_ref = c.case_ref AND s.kind = 'contacts'
  GROUP BY c.service_id
)
SELECT c.service_id, c.case_ref, c.closure_month, 'CLOSED'::text AS cohort, k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
UNION ALL
SELECT c.service_id, c.case_ref, c.closure_month, 'CLOSED_TWO_CONTACTS', k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
WHERE NOT k.contacts_known OR c.attended >= 2
UNION ALL
SELECT c.service_id, c.case_ref, c.closure_month, 'ENDED_AS_PLANNED', k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
WHERE c.closure_reason IN ('COMPLETED', 'COMPLETED_EARLY');

-- One row per case, measure, subscale and respondent that has a baseline: the earliest BASELINE, and the latest REVIEW or END with a later
-- week (END before REVIEW on a tie). Goals are paired one by one and then averaged over the goals that have both scores.
CREATE VIEW respondent_pair WITH (security_invoker = true) AS
WITH scored AS (
  -- One pass in one order: joining the scores to themselves takes minutes while a large first submission has no statistics yet.
  SELECT service_id, case_ref, measure, subscale, respondent, goal, timepoint, week, score,
    min(week) FILTER (WHERE timepoint = 'BASELINE') OVER (PARTITION BY service_id, case_ref, measure, subscale, respondent, goal) AS first_week
  FROM current_score
  WHERE score IS NOT NULL AND timepoint IN ('BASELINE', 'REVIEW', 'END')
), goal_pair AS (
  SELECT service_id, case_ref, measure, subscale, respondent, goal, first_week,
    min(score) FILTER (WHERE timepoint = 'BASELINE' AND week = first_week) AS first_score,
    (array_agg(score ORDER BY week DESC, timepoint) FILTER (WHERE timepoint <> 'BASELINE' AND week > first_week))[1] AS last_score
  FROM scored
  WHERE first_week IS NOT NULL
  GROUP BY service_id, case_ref, measure, subscale, respondent, goal, first_week
)
SELECT service_id, case_ref, measure, subscale, respondent, min(first_week) AS first_week,
  avg(first_score) AS baseline_score,
  avg(first_score) FILTER (WHERE last_score IS NOT NULL) AS first_score,
  avg(last_score) AS last_score,
  -- One pair a case: the respondent of the earliest baseline, ties in the order of record.
  row_number() OVER (
    PARTITION BY service_id, case_ref, measure, subscale
    ORDER BY min(first_week), array_position(ARRAY['MOTHER', 'OTHER_CAREGIVER', 'FATHER', 'CLINICIAN', 'OBSERVER'], respondent)) = 1 AS is_headline
FROM goal_pair
GROUP BY service_id, case_ref, measure, subscale, respondent;

GRANT SELECT ON case_cohort, respondent_pair TO portal_app, portal_release;
