-- A mail is queued in the transaction of what it tells about, so that there is one exactly if the change was kept. Whoever the portal
-- knows is named by id, and the address is looked up when the mail goes; an invitation goes to an address. Words are emptied once they
-- have gone: those of an invitation hold the key of its link.
CREATE TABLE mail (
  mail_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT mail_kind_unknown CHECK (kind IN ('INVITATION', 'RECEIPT', 'REMINDER', 'RELEASE_NOTE')),
  -- The invitation, the submission, the release, or the quarter with the days that were left.
  about text NOT NULL CONSTRAINT mail_about_not_a_code CHECK (about ~ '^[A-Za-z0-9_./-]{1,100}$'),
  -- Not a reference: a machine that sends extracts may be nobody whom the portal keeps.
  person_id text,
  to_name text CONSTRAINT mail_name_blank CHECK (btrim(to_name) <> '' AND length(to_name) <= 200),
  to_address text CONSTRAINT mail_address_malformed CHECK (to_address ~ '^[^\s@]+@[^\s@]+$' AND length(to_address) <= 254),
  subject text NOT NULL CONSTRAINT mail_subject_not_a_line CHECK (subject !~ '[\r\n]' AND length(subject) BETWEEN 1 AND 500),
  plain_text text,
  html text,
  queued_at timestamptz NOT NULL,
  tries int NOT NULL DEFAULT 0 CONSTRAINT mail_tries_negative CHECK (tries >= 0),
  next_try_at timestamptz,
  sent_at timestamptz,
  gave_up_at timestamptz,
  -- A code of the portal's own: what a mail server says may quote an address.
  failure text CONSTRAINT mail_failure_not_a_code CHECK (failure ~ '^[A-Z][A-Z_]{2,39}$'),
  CONSTRAINT mail_twice PRIMARY KEY (mail_id),
  CONSTRAINT mail_told_twice UNIQUE (person_id, kind, about),
  CONSTRAINT mail_to_nobody CHECK ((person_id IS NULL) = (to_address IS NOT NULL AND to_name IS NOT NULL)),
  CONSTRAINT mail_in_two_states CHECK (num_nonnulls(next_try_at, sent_at, gave_up_at) = 1),
  CONSTRAINT mail_waits_without_words CHECK (next_try_at IS NULL OR (plain_text IS NOT NULL AND html IS NOT NULL))
);
CREATE INDEX mail_waiting ON mail (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX mail_by_time ON mail (queued_at);
ALTER TABLE mail ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail FORCE ROW LEVEL SECURITY;
CREATE POLICY administration_sends ON mail TO portal_administration USING (true) WITH CHECK (true);
CREATE POLICY own_receipt ON mail FOR INSERT TO portal_app WITH CHECK (kind = 'RECEIPT' AND person_id = (SELECT scope_person()));

-- What somebody has turned off. Invitations cannot be.
CREATE TABLE mail_choice (
  person_id text NOT NULL CONSTRAINT mail_choice_of_nobody CHECK (person_id <> ''),
  kind text NOT NULL CONSTRAINT mail_kind_always_goes CHECK (kind IN ('RECEIPT', 'REMINDER', 'RELEASE_NOTE')),
  CONSTRAINT mail_turned_off_twice PRIMARY KEY (person_id, kind)
);
ALTER TABLE mail_choice ENABLE ROW LEVEL SECURITY;
ALTER TABLE mail_choice FORCE ROW LEVEL SECURITY;
CREATE POLICY administration_heeds ON mail_choice FOR SELECT TO portal_administration USING (true);
CREATE POLICY own_choice ON mail_choice TO portal_app
  USING (person_id = (SELECT scope_person())) WITH CHECK (person_id = (SELECT scope_person()));

GRANT SELECT, INSERT, DELETE, UPDATE (plain_text, html, tries, next_try_at, sent_at, gave_up_at, failure) ON mail TO portal_administration;
GRANT INSERT (mail_id, kind, about, person_id, subject, plain_text, html, queued_at, next_try_at) ON mail TO portal_app;
GRANT SELECT ON mail_choice TO portal_administration;
GRANT SELECT, INSERT, DELETE ON mail_choice TO portal_app;
