-- What is known of each case's risks at referral. A file that lists present risks only, without risks_assessed, would read 100 %
-- everywhere and stays out, unless it rests on one that says more; with risks_assessed = Y the risks that are not listed were asked about and are absent.
CREATE VIEW referral_risk WITH (security_invoker = true) AS
WITH usable AS (
  SELECT DISTINCT s.service_id, s.case_ref
  FROM current_source s
  WHERE s.kind = 'risks' AND (
    EXISTS (SELECT 1 FROM risk_record r WHERE r.service_id = s.service_id AND r.submission_id = s.submission_id AND r.present = 'N')
    OR EXISTS (SELECT 1 FROM case_record c WHERE c.service_id = s.service_id AND c.submission_id = s.submission_id AND c.risks_assessed = 'Y'))
)
SELECT u.service_id, u.case_ref, r.risk_code, r.present
FROM usable u
JOIN current_risk r ON r.service_id = u.service_id AND r.case_ref = u.case_ref AND r.stage = 'REFERRAL';

GRANT SELECT ON referral_risk TO portal_app, portal_release;
