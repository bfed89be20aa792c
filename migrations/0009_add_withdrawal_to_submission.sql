-- A quarter can be taken out of the current records: who did so, when, and why stand exactly while the submission is withdrawn.
ALTER TABLE submission
  ADD COLUMN withdrawn_at timestamptz,
  ADD COLUMN withdrawn_by text,
  ADD COLUMN withdrawal_reason text,
  ADD CONSTRAINT withdrawal_without_time CHECK ((state = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)),
  ADD CONSTRAINT withdrawal_without_person CHECK ((state = 'WITHDRAWN') = (withdrawn_by IS NOT NULL)),
  ADD CONSTRAINT withdrawal_without_reason CHECK ((state = 'WITHDRAWN') = (withdrawal_reason IS NOT NULL)),
  ADD CONSTRAINT withdrawal_reason_unknown CHECK (withdrawal_reason IN ('WRONG_QUARTER', 'WRONG_DATA', 'CONSENT', 'OTHER'));
-- Beside the state, nothing else of a submission is ever edited.
GRANT UPDATE (withdrawn_at, withdrawn_by, withdrawal_reason) ON submission TO portal_app;
