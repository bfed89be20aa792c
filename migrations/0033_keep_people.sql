-- People, how they sign in, and who asked them in. Until now a person was an id in a membership or a role. The role portal_administration
-- alone changes people, roles and memberships; what serves figures and uploads reads none of these tables.
CREATE TABLE person (
  person_id text NOT NULL CONSTRAINT person_malformed CHECK (person_id ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$'),
  name text NOT NULL CONSTRAINT person_name_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
  email text CONSTRAINT person_email_malformed CHECK (email ~ '^[^\s@]+@[^\s@]+$' AND length(email) <= 254),
  organisation text CONSTRAINT person_organisation_blank CHECK (btrim(organisation) <> '' AND length(organisation) <= 200),
  entered_at timestamptz NOT NULL,
  seen_at timestamptz,
  -- Tokens of an identity provider that are older than this count no more.
  signed_out_at timestamptz,
  CONSTRAINT person_twice PRIMARY KEY (person_id)
);

-- Whom an identity provider means. A subject is never used again by its issuer; names and e-mail addresses are.
CREATE TABLE person_identity (
  issuer text NOT NULL CONSTRAINT identity_issuer_blank CHECK (btrim(issuer) <> ''),
  subject text NOT NULL CONSTRAINT identity_subject_blank CHECK (btrim(subject) <> ''),
  person_id text NOT NULL CONSTRAINT identity_of_unknown_person REFERENCES person,
  CONSTRAINT identity_of_two_people PRIMARY KEY (issuer, subject)
);
CREATE INDEX person_identity_by_person ON person_identity (person_id);

-- Somebody who has signed in and has no role. The code is what they tell whoever may give them one.
CREATE TABLE waiting_person (
  issuer text NOT NULL,
  subject text NOT NULL,
  code text NOT NULL CONSTRAINT waiting_code_malformed CHECK (code ~ '^[A-HJ-NP-Z2-9]{8}$'),
  name text NOT NULL,
  email text,
  since timestamptz NOT NULL,
  CONSTRAINT waiting_twice PRIMARY KEY (issuer, subject),
  CONSTRAINT waiting_code_twice UNIQUE (code)
);

-- The link holds a random key, and only its hash stands here.
CREATE TABLE invitation (
  invitation_id text NOT NULL CONSTRAINT invitation_malformed CHECK (invitation_id ~ '^i-[a-z0-9]{16}$'),
  key_hash text NOT NULL CONSTRAINT invitation_key_not_sha256 CHECK (key_hash ~ '^[0-9a-f]{64}$'),
  email text NOT NULL CONSTRAINT invitation_email_malformed CHECK (email ~ '^[^\s@]+@[^\s@]+$' AND length(email) <= 254),
  name text NOT NULL CONSTRAINT invitation_name_blank CHECK (btrim(name) <> '' AND length(name) <= 200),
  organisation text CONSTRAINT invitation_organisation_blank CHECK (btrim(organisation) <> '' AND length(organisation) <= 200),
  role text NOT NULL CONSTRAINT invitation_role_unknown
    CHECK (role IN ('Service.Member', 'Service.Lead', 'Network.Analyst', 'Network.Admin', 'Report.Reader')),
  -- 0 stands for the network, as in the audit log.
  service_id int NOT NULL,
  invited_by text NOT NULL,
  invited_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  claimed_at timestamptz,
  claimed_by text,
  withdrawn_at timestamptz,
  CONSTRAINT invitation_twice PRIMARY KEY (service_id, invitation_id),
  CONSTRAINT invitation_key_twice UNIQUE (service_id, key_hash),
  CONSTRAINT invitation_names_no_service CHECK ((service_id = 0) = (role IN ('Network.Analyst', 'Network.Admin'))),
  CONSTRAINT invitation_claimed_by_nobody CHECK ((claimed_at IS NULL) = (claimed_by IS NULL)),
  CONSTRAINT invitation_claimed_and_withdrawn CHECK (claimed_at IS NULL OR withdrawn_at IS NULL)
);
CREATE INDEX invitation_by_key ON invitation (key_hash);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY administration_keeps ON invitation TO portal_administration USING (true) WITH CHECK (true);
CREATE POLICY registry_upkeep ON invitation TO portal_migrations USING (true) WITH CHECK (true);

-- A lead of one service may be a member of another: which of the two is said for each membership. The roles of person_role that concern
-- services follow from these.
ALTER TABLE membership ADD COLUMN role text NOT NULL DEFAULT 'Service.Member'
  CONSTRAINT membership_role_unknown CHECK (role IN ('Service.Member', 'Service.Lead'));
UPDATE membership m SET role = 'Service.Lead'
  WHERE EXISTS (SELECT FROM person_role r WHERE r.person_id = m.person_id AND r.role = 'Service.Lead');
CREATE POLICY administration_keeps ON membership TO portal_administration USING (true) WITH CHECK (true);
CREATE POLICY administration_keeps ON report_share TO portal_administration USING (true) WITH CHECK (true);

INSERT INTO person (person_id, name, entered_at)
  SELECT person_id, person_id, now() FROM person_role UNION SELECT person_id, person_id, now() FROM membership;

ALTER TABLE session DROP CONSTRAINT session_kind_unknown,
  ADD CONSTRAINT session_kind_unknown CHECK (kind IN ('WEB', 'TOKEN', 'BEARER'));

GRANT SELECT (person_id, name, email, signed_out_at), UPDATE (name, email, seen_at, signed_out_at) ON person TO portal_sign_in;
GRANT SELECT ON person_identity TO portal_sign_in;
GRANT SELECT, INSERT, UPDATE, DELETE ON waiting_person TO portal_sign_in;
GRANT SELECT, INSERT, UPDATE (name, email, organisation) ON person TO portal_administration;
GRANT SELECT, INSERT ON person_identity TO portal_administration;
GRANT SELECT, DELETE ON waiting_person TO portal_administration;
GRANT SELECT, INSERT, UPDATE (claimed_at, claimed_by, withdrawn_at) ON invitation TO portal_administration;
GRANT SELECT, INSERT, DELETE ON person_role TO portal_administration;
GRANT SELECT, INSERT, UPDATE (role), DELETE ON membership TO portal_administration;
GRANT SELECT, INSERT, DELETE ON report_share TO portal_administration;
GRANT SELECT, INSERT (code, name, nation, host, opened), UPDATE (name) ON service TO portal_administration;
-- Roles that end take sessions with them; see 0027.
GRANT SELECT (person_id), DELETE ON session TO portal_administration;
GRANT EXECUTE ON FUNCTION open_scope(text, int[], text) TO portal_administration;
GRANT EXECUTE ON FUNCTION append_audit(int, text, text, text, text, text) TO portal_administration;

-- Ids of people may be the subject of what happens to people, and of nothing else.
ALTER TABLE audit_entry
  DROP CONSTRAINT audit_subject_not_an_id,
  ADD CONSTRAINT audit_subject_not_an_id CHECK (subject ~ '^[A-Za-z0-9_.{}/-]{1,200}([?&][a-z]{2,20}=[A-Za-z0-9_.:+-]{1,64}){0,12}$'
    OR (event IN ('REPORT_SHARED', 'REPORT_UNSHARED', 'ROLE_GIVEN', 'ROLE_TAKEN', 'INVITATION_CLAIMED')
      AND subject ~ '^[A-Za-z0-9][A-Za-z0-9_.@-]{0,99}$'));

-- As in 0032, but portal_administration also tells of the services in its scope.
CREATE OR REPLACE FUNCTION append_audit(p_service_id int, p_person_id text, p_event text, p_period text, p_subject text, p_detail text)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place bigint;
  previous text;
  moment timestamptz;
  part text;
  whole text := '';
  person text;
  services int[];
BEGIN
  IF session_user = 'portal_sign_in' THEN
    IF p_service_id IS DISTINCT FROM 0 OR p_event IS NULL OR p_event NOT IN ('SIGNED_IN', 'SIGNED_OUT', 'SIGNED_OUT_EVERYWHERE',
        'SESSION_EXPIRED', 'SIGN_IN_FAILED', 'TOKEN_ISSUED', 'TOKEN_REFUSED', 'SESSION_REFUSED') THEN
      RAISE insufficient_privilege USING MESSAGE = 'This role tells of signing in and out alone.';
    END IF;
  ELSE
    SELECT o.person_id, o.service_ids INTO person, services FROM public.opened_scope o
    WHERE o.pid = pg_backend_pid() AND o.transaction = pg_current_xact_id_if_assigned();
    IF person IS NULL OR p_person_id IS DISTINCT FROM person THEN
      RAISE insufficient_privilege USING MESSAGE = 'The entry is about somebody else than the ticket.';
    END IF;
    IF p_service_id IS DISTINCT FROM 0
        AND NOT coalesce(session_user IN ('portal_app', 'portal_administration') AND p_service_id = ANY (services), false) THEN
      RAISE insufficient_privilege USING MESSAGE = 'The entry is about a service outside the scope.';
    END IF;
  END IF;
  -- Only one writer at a time, across all services and nodes, until the transaction ends.
  PERFORM pg_advisory_xact_lock(hashtext('portal.audit'), 0);
  -- A statement of its own, so that it sees what the previous holder of the lock committed.
  SELECT l.entry_number, l.hash INTO place, previous FROM public.audit_link l ORDER BY l.entry_number DESC LIMIT 1;
  place := coalesce(place, 0) + 1;
  moment := clock_timestamp();
  FOREACH part IN ARRAY ARRAY[coalesce(previous, repeat('0', 64)), place::text, p_service_id::text,
      to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p_person_id, p_event, p_period, p_subject, p_detail] LOOP
    -- Lengths count units of UTF-16, as they always did in this chain.
    whole := whole || coalesce((length(part) + regexp_count(part, '[\U00010000-\U0010FFFF]'))::text || ':' || part, '-') || E'\n';
  END LOOP;
  INSERT INTO public.audit_link (entry_number, hash) VALUES (place, encode(sha256(convert_to(whole, 'UTF8')), 'hex'));
  INSERT INTO public.audit_entry (service_id, entry_number, happened_at, person_id, event, period, subject, detail)
  VALUES (p_service_id, place, moment, p_person_id, p_event, p_period, p_subject, p_detail);
  RETURN place;
END
$$;
