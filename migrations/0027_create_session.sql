-- Who is signed in. A browser or script holds a random key, and only its hash stands here, so that a copy of this table signs nobody in.
-- The role portal_sign_in alone reads and writes it: what serves figures and uploads (portal_app) can neither see nor make a session.
CREATE TABLE session (
  key_hash text NOT NULL CONSTRAINT session_key_not_sha256 CHECK (key_hash ~ '^[0-9a-f]{64}$'),
  person_id text NOT NULL CONSTRAINT session_of_nobody CHECK (person_id <> ''),
  kind text NOT NULL CONSTRAINT session_kind_unknown CHECK (kind IN ('WEB', 'TOKEN')),
  started_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  CONSTRAINT session_twice PRIMARY KEY (key_hash)
);
CREATE INDEX session_by_person ON session (person_id);
GRANT SELECT, INSERT, DELETE, UPDATE (seen_at) ON session TO portal_sign_in;

-- Roles are read at each request, so that losing one counts from the next request on.
CREATE TABLE person_role (
  person_id text NOT NULL CONSTRAINT role_of_nobody CHECK (person_id <> ''),
  role text NOT NULL CONSTRAINT role_unknown
    CHECK (role IN ('Service.Member', 'Service.Lead', 'Network.Analyst', 'Network.Admin', 'Report.Reader')),
  CONSTRAINT role_twice PRIMARY KEY (person_id, role)
);
GRANT SELECT ON person_role TO portal_sign_in;

-- Whoever takes a role or a membership away ends the person's sessions in the same transaction, on every node and whatever program does it.
-- Not SECURITY DEFINER: who may change these tables must be allowed to end sessions.
CREATE FUNCTION end_sessions_of_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  DELETE FROM session WHERE person_id = OLD.person_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER sessions_end_with_role AFTER DELETE OR UPDATE ON person_role FOR EACH ROW EXECUTE FUNCTION end_sessions_of_person();
CREATE TRIGGER sessions_end_with_membership AFTER DELETE OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION end_sessions_of_person();
