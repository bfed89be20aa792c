-- Those whom it concerns are told that somebody proposes to erase a service; nobody can turn that off. The role that sends reads that there
-- is a proposal, and no row of a family.
ALTER TABLE mail DROP CONSTRAINT mail_kind_unknown,
  ADD CONSTRAINT mail_kind_unknown CHECK (kind IN ('INVITATION', 'RECEIPT', 'REMINDER', 'RELEASE_NOTE', 'CLOSING', 'ERASURE'));
CREATE POLICY administration_tells ON service_proposal FOR SELECT TO portal_administration USING (kind = 'ERASURE');
