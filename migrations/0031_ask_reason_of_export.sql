-- Why somebody takes exact figures of the own service away as a file: asked once a session, so it stands with the session and ends with it.
ALTER TABLE session
  ADD COLUMN export_reason text CONSTRAINT export_reason_unknown
    CHECK (export_reason IN ('WORK_WITH_FAMILIES', 'SUPERVISION_OR_AUDIT', 'COMMISSIONER_REPORT', 'DATA_REQUEST', 'OTHER')),
  ADD COLUMN export_reason_at timestamptz,
  ADD CONSTRAINT export_reason_without_time CHECK ((export_reason IS NULL) = (export_reason_at IS NULL));
GRANT UPDATE (export_reason, export_reason_at) ON session TO portal_sign_in;

-- What was asked stands behind the pattern of the address, such as ?from=2025-01&before=2026-01: months, codes of the catalogue and ids of
-- releases as the portal understood them, never what was answered.
ALTER TABLE audit_entry
  DROP CONSTRAINT audit_subject_not_an_id,
  ADD CONSTRAINT audit_subject_not_an_id CHECK (subject ~ '^[A-Za-z0-9_.{}/-]{1,200}([?&][a-z]{2,20}=[A-Za-z0-9_.:+-]{1,64}){0,12}$'
    OR (event IN ('REPORT_SHARED', 'REPORT_UNSHARED') AND subject ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$'));
