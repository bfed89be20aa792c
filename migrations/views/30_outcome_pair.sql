-- Accepted cases by unit of work with a family. Cases of a family that overlap in time, from referral to closure, are one unit; a later
-- re-referral is another, and a case without family_ref is its own. Months that touch overlap, since days are not known. The unit goes by
-- the reference of its first case, and closes in the month in which the last of its cases does: NULL while one is open.
CREATE VIEW case_unit WITH (security_invoker = true) AS
WITH spell AS (
  SELECT service_id, case_ref, referral_month, closure_reason, contacts_attended, days_to_first_contact,
    coalesce('F' || family_ref, 'C' || case_ref) AS family, CASE WHEN status = 'CLOSED' THEN closure_month ELSE 'infinity' END AS ends
  FROM current_case
  WHERE decision = 'ACCEPTED'
), marked AS (
  SELECT service_id, case_ref, referral_month, closure_reason, contacts_attended, days_to_first_contact, family, ends,
    referral_month > max(ends) OVER (
      PARTITION BY service_id, family ORDER BY referral_month, case_ref ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS begins
  FROM spell
), numbered AS (
  SELECT service_id, case_ref, referral_month, closure_reason, contacts_attended, days_to_first_contact, family, ends,
    count(*) FILTER (WHERE begins) OVER (PARTITION BY service_id, family ORDER BY referral_month, case_ref) AS unit
  FROM marked
)
SELECT service_id, case_ref, referral_month, closure_reason, contacts_attended, days_to_first_contact,
  first_value(case_ref) OVER (PARTITION BY service_id, family, unit ORDER BY referral_month, case_ref) AS unit_ref,
  nullif(max(ends) OVER (PARTITION BY service_id, family, unit), 'infinity') AS unit_closure_month
FROM numbered;

-- Closed units by cohort; a unit belongs where one of its cases does. Attended contacts are the ATTENDED rows of contacts.csv where it was
-- sent for the case, else contacts_attended; a service that sends neither for any case is not filtered, and contacts_known says so.
CREATE VIEW unit_cohort WITH (security_invoker = true) AS
WITH attended AS (
  -- Of the same number and week it is the same contact, sent twice: the later one counts.
  SELECT one.service_id, one.case_ref, count(*) FILTER (WHERE one.attendance = 'ATTENDED') AS contacts
  FROM (
    SELECT DISTINCT ON (s.service_id, s.case_ref, r.contact, r.week) s.service_id, s.case_ref, r.attendance
    FROM current_source s
    LEFT JOIN contact_record r ON r.service_id = s.service_id AND r.submission_id = s.submission_id AND r.case_ref = s.case_ref
    WHERE s.kind = 'contacts'
    ORDER BY s.service_id, s.case_ref, r.contact, r.week, s.period DESC
  ) AS one
  GROUP BY one.service_id, one.case_ref
), closed AS (
  SELECT u.service_id, u.unit_ref, u.unit_closure_month AS closure_month,
    bool_or(u.closure_reason IN ('COMPLETED', 'COMPLETED_EARLY')) AS as_planned,
    max(CASE WHEN a.case_ref IS NULL THEN u.contacts_attended ELSE a.contacts END) AS attended
  FROM case_unit u
  LEFT JOIN attended a ON a.service_id = u.service_id AND a.case_ref = u.case_ref
  WHERE u.unit_closure_month IS NOT NULL
  GROUP BY u.service_id, u.unit_ref, u.unit_closure_month
), knowledge AS (
  SELECT c.service_id, count(c.contacts_attended) > 0 OR count(s.case_ref) > 0 AS contacts_known
  FROM current_case c
  LEFT JOIN current_source s ON s.service_id = c.service_id AND s.case_ref = c.case_ref AND s.kind = 'contacts'
  GROUP BY c.service_id
)
SELECT c.service_id, c.unit_ref, c.closure_month, 'CLOSED'::text AS cohort, k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
UNION ALL
SELECT c.service_id, c.unit_ref, c.closure_month, 'CLOSED_TWO_CONTACTS', k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
WHERE NOT k.contacts_known OR c.attended >= 2
UNION ALL
SELECT c.service_id, c.unit_ref, c.closure_month, 'ENDED_AS_PLANNED', k.contacts_known
FROM closed c JOIN knowledge k ON k.service_id = c.service_id
WHERE c.as_planned;

-- One row per unit, measure, subscale and respondent that has a baseline. For each case: the earliest BASELINE, and the latest REVIEW or END
-- with a later week (END before REVIEW on a tie); goals are paired one by one and then averaged over the goals that have both scores. The
-- pairs of the unit's cases are averaged; their number says in which steps the mean moves.
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
), case_pair AS (
  SELECT service_id, case_ref, measure, subscale, respondent, min(first_week) AS first_week,
    avg(first_score) AS baseline_score,
    avg(first_score) FILTER (WHERE last_score IS NOT NULL) AS first_score,
    avg(last_score) AS last_score
  FROM goal_pair
  GROUP BY service_id, case_ref, measure, subscale, respondent
)
SELECT p.service_id, u.unit_ref, p.measure, p.subscale, p.respondent,
  avg(p.baseline_score) AS baseline_score,
  avg(p.first_score) AS first_score,
  avg(p.last_score) AS last_score,
  count(p.last_score)::int AS pairs,
  -- One pair a unit: the respondent of the earliest baseline, ties in the order of record. Weeks run from each case's first contact.
  row_number() OVER (
    PARTITION BY p.service_id, u.unit_ref, p.measure, p.subscale
    ORDER BY min(u.referral_month + coalesce(u.days_to_first_contact, 0) + 7 * p.first_week),
      array_position(ARRAY['MOTHER', 'OTHER_CAREGIVER', 'FATHER', 'CLINICIAN', 'OBSERVER'], p.respondent)) = 1 AS is_headline
FROM case_pair p
JOIN case_unit u ON u.service_id = p.service_id AND u.case_ref = p.case_ref
GROUP BY p.service_id, u.unit_ref, p.measure, p.subscale, p.respondent;

GRANT SELECT ON case_unit, unit_cohort, respondent_pair TO portal_app, portal_release;
