-- Tokens with which a service's scripts check, submit and read. A lead makes one for one service; what is done with it is done by the
-- token, under its own id, so that the log tells a script from its maker. Only the hash of a token stands here.
CREATE TABLE access_token (
  service_id int NOT NULL CONSTRAINT access_token_of_unknown_service REFERENCES service,
  token_id text NOT NULL CONSTRAINT access_token_malformed CHECK (token_id ~ '^t-[a-z0-9]{16}$'),
  key_hash text NOT NULL CONSTRAINT access_token_key_not_sha256 CHECK (key_hash ~ '^[0-9a-f]{64}$'),
  name text NOT NULL CONSTRAINT access_token_name_blank CHECK (btrim(name) <> '' AND length(name) <= 80),
  actions text[] NOT NULL
    CONSTRAINT access_token_action_unknown CHECK (cardinality(actions) > 0 AND actions <@ ARRAY['check', 'submit', 'read']),
  export_reason text CONSTRAINT access_token_reason_unknown
    CHECK (export_reason IN ('WORK_WITH_FAMILIES', 'SUPERVISION_OR_AUDIT', 'COMMISSIONER_REPORT', 'DATA_REQUEST', 'OTHER')),
  made_by text NOT NULL CONSTRAINT access_token_of_nobody CHECK (made_by <> ''),
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
    CONSTRAINT access_token_lasts_too_long CHECK (expires_at > made_at AND expires_at <= made_at + interval '366 days'),
  used_at timestamptz,
  revoked_at timestamptz,
  -- Empty for one that ended because its maker leads the service no more.
  revoked_by text,
  CONSTRAINT access_token_twice PRIMARY KEY (service_id, token_id),
  CONSTRAINT access_token_key_twice UNIQUE (service_id, key_hash),
  CONSTRAINT access_token_reads_without_reason CHECK (('read' = ANY (actions)) = (export_reason IS NOT NULL)),
  CONSTRAINT access_token_revoked_at_no_time CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL)
);
CREATE INDEX access_token_by_key ON access_token (key_hash);
ALTER TABLE access_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_token FORCE ROW LEVEL SECURITY;
CREATE POLICY administration_keeps ON access_token TO portal_administration USING (true) WITH CHECK (true);
CREATE POLICY registry_upkeep ON access_token TO portal_migrations USING (true) WITH CHECK (true);
CREATE POLICY sign_in_knows ON access_token TO portal_sign_in USING (true) WITH CHECK (true);
-- So that the receipt of a script goes to whoever made its token.
CREATE POLICY own_token ON access_token FOR SELECT TO portal_app USING (token_id = (SELECT scope_person()));
GRANT SELECT, INSERT, UPDATE (revoked_at, revoked_by) ON access_token TO portal_administration;
GRANT SELECT, UPDATE (used_at) ON access_token TO portal_sign_in;
GRANT SELECT (token_id, made_by) ON access_token TO portal_app;
GRANT SELECT (service_id, code) ON service TO portal_sign_in;

ALTER POLICY own_receipt ON mail WITH CHECK (kind = 'RECEIPT' AND (person_id = (SELECT scope_person())
  OR person_id = (SELECT t.made_by FROM access_token t WHERE t.token_id = (SELECT scope_person()))));
-- What its maker has turned off is not sent to them for a token either.
CREATE POLICY choice_of_maker ON mail_choice FOR SELECT TO portal_app
  USING (person_id = (SELECT t.made_by FROM access_token t WHERE t.token_id = (SELECT scope_person())));

-- Whoever leads a service no more has no token there, on every node and whatever program takes the membership away; a token does not come
-- back with the membership. Not SECURITY DEFINER, as in 0027.
CREATE FUNCTION end_tokens_of_lead() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.role = 'Service.Lead' AND (NEW.service_id, NEW.person_id) = (OLD.service_id, OLD.person_id) THEN
    RETURN NULL;
  END IF;
  UPDATE access_token SET revoked_at = clock_timestamp()
  WHERE service_id = OLD.service_id AND made_by = OLD.person_id AND revoked_at IS NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER tokens_end_with_lead AFTER DELETE OR UPDATE ON membership FOR EACH ROW EXECUTE FUNCTION end_tokens_of_lead();

-- As in 0032, but a token opens its own service as well, as long as its maker leads that. It ends by the portal's clock, which is asked
-- before.
CREATE OR REPLACE FUNCTION open_scope(p_key text, p_service_ids int[], p_person_id text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  hashed text := encode(sha256(convert_to(p_key, 'UTF8')), 'hex');
  person text;
  given int[];
BEGIN
  SELECT s.person_id, ARRAY(
      SELECT m.service_id FROM public.membership m WHERE m.person_id = s.person_id AND EXISTS (
        SELECT FROM public.person_role r WHERE r.person_id = m.person_id AND r.role IN ('Service.Member', 'Service.Lead')))
    INTO person, given FROM public.session s WHERE s.key_hash = hashed;
  IF NOT FOUND THEN
    SELECT t.person_id, t.service_ids INTO person, given FROM public.job_ticket t
    WHERE t.key_hash = hashed AND t.expires_at > clock_timestamp();
  END IF;
  IF NOT FOUND THEN
    SELECT t.token_id, ARRAY[t.service_id] INTO person, given FROM public.access_token t
    JOIN public.membership m ON m.service_id = t.service_id AND m.person_id = t.made_by AND m.role = 'Service.Lead'
    WHERE t.key_hash = hashed AND t.revoked_at IS NULL;
  END IF;
  IF person IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'PT401', MESSAGE = 'The key opens nothing.';
  END IF;
  IF p_service_ids IS NULL OR NOT p_service_ids <@ given OR p_person_id <> person THEN
    RAISE insufficient_privilege USING MESSAGE = 'The ticket does not give this scope.';
  END IF;
  INSERT INTO public.opened_scope (pid, transaction, person_id, service_ids)
  VALUES (pg_backend_pid(), pg_current_xact_id(), person, p_service_ids)
  ON CONFLICT (pid) DO UPDATE
    SET transaction = excluded.transaction, person_id = excluded.person_id, service_ids = excluded.service_ids;
END
$$;
