-- Whose rows a transaction sees is said by a ticket, no longer by a setting that whoever has SQL as portal_app could choose. A ticket is a
-- session, or stands for one job of the portal. Its key is 256 random bits and only the SHA-256 stands here, so that a row is no key.
CREATE UNLOGGED TABLE job_ticket (
  key_hash text NOT NULL CONSTRAINT job_key_not_sha256 CHECK (key_hash ~ '^[0-9a-f]{64}$'),
  job text NOT NULL CONSTRAINT job_not_a_code CHECK (job ~ '^[A-Z][A-Z_]{2,39}$'),
  person_id text NOT NULL CONSTRAINT job_of_nobody CHECK (person_id <> ''),
  service_ids int[] NOT NULL,
  -- By the server's clock alone. A job opens its ticket at once.
  expires_at timestamptz NOT NULL DEFAULT clock_timestamp() + interval '1 minute',
  CONSTRAINT job_key_twice PRIMARY KEY (key_hash)
);
-- Without expires_at: nobody makes a ticket that lasts.
GRANT INSERT (key_hash, job, person_id, service_ids), SELECT (expires_at), DELETE ON job_ticket TO portal_sign_in;

-- The scope of each server process, which counts only in the transaction that opened it: transaction ids are never used again. Nobody but
-- open_scope writes here, and a process reads its own row alone. A crash empties it; no transaction outlives one.
CREATE UNLOGGED TABLE opened_scope (
  pid int NOT NULL,
  transaction xid8 NOT NULL,
  person_id text NOT NULL,
  service_ids int[] NOT NULL,
  CONSTRAINT scope_opened_twice PRIMARY KEY (pid)
);
ALTER TABLE opened_scope ENABLE ROW LEVEL SECURITY;
ALTER TABLE opened_scope FORCE ROW LEVEL SECURITY;
CREATE POLICY opened_by_ticket ON opened_scope TO portal_migrations USING (true) WITH CHECK (true);
CREATE POLICY own_transaction ON opened_scope FOR SELECT TO portal_app
  USING (pid = pg_backend_pid() AND transaction = pg_current_xact_id_if_assigned());
GRANT SELECT ON opened_scope TO portal_app;

-- What policies ask. Neither acts as the owner, and their bodies are bound here, whatever the search_path is then. Not inlined, so that
-- "restricted" counts: the id of the transaction is read by the leader of a parallel query, and the query stays parallel.
CREATE FUNCTION scope_services() RETURNS int[] LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN (SELECT o.service_ids FROM opened_scope o WHERE o.pid = pg_backend_pid() AND o.transaction = pg_current_xact_id_if_assigned());
CREATE FUNCTION scope_person() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED
  RETURN (SELECT o.person_id FROM opened_scope o WHERE o.pid = pg_backend_pid() AND o.transaction = pg_current_xact_id_if_assigned());
REVOKE ALL ON FUNCTION scope_services(), scope_person() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION scope_services(), scope_person() TO portal_app;

-- Opens a scope until the transaction ends: the services that are asked for, if the ticket gives them all. For a session that is what the
-- person belongs to at this moment. Sessions end by the portal's clock, which removes them.
CREATE FUNCTION open_scope(p_key text, p_service_ids int[], p_person_id text) RETURNS void
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
REVOKE ALL ON FUNCTION open_scope(text, int[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_scope(text, int[], text) TO portal_app, portal_release;

-- Every policy that read the setting. A sub-select without a reference is evaluated once for a query, and indexes serve what it gives.
ALTER POLICY own_service ON submission USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON submission_file USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON case_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON risk_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON score_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON contact_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON feedback_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON activity_record USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON profile_count USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON cohort_count USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON outcome_moment USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON draft USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON draft_file USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON audit_entry USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON pooling_opt_in USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON erasure USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON report_share USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON erasure_proposal USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service_goes ON workspace_group USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service_goes ON workspace_part USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service_goes ON workspace_profile USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service_goes ON release_for_service USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service_goes ON service_report USING (service_id = ANY ((SELECT scope_services())::int[]));
ALTER POLICY own_service ON release_for_service USING (service_id = ANY ((SELECT scope_services())::int[])
  AND EXISTS (SELECT FROM release r WHERE r.release_id = release_for_service.release_id AND r.state = 'PUBLISHED'));
ALTER POLICY own_service ON service_report USING (service_id = ANY ((SELECT scope_services())::int[])
  AND EXISTS (SELECT FROM release r WHERE r.release_id = service_report.release_id AND r.state = 'PUBLISHED'));
ALTER POLICY own_memberships ON membership USING (person_id = (SELECT scope_person()));
ALTER POLICY shared_with_me ON report_share USING (person_id = (SELECT scope_person()));
ALTER POLICY shared_with_me ON service_report
  USING (EXISTS (SELECT FROM report_share s WHERE s.service_id = service_report.service_id AND s.person_id = (SELECT scope_person()))
    AND EXISTS (SELECT FROM release r WHERE r.release_id = service_report.release_id AND r.state = 'PUBLISHED'));

-- An entry names the person of the ticket. Signing in and out happens before and after there is one, so the role that keeps sessions names
-- the person itself, in these entries alone.
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
    IF p_service_id IS DISTINCT FROM 0 AND NOT coalesce(session_user = 'portal_app' AND p_service_id = ANY (services), false) THEN
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
GRANT EXECUTE ON FUNCTION append_audit(int, text, text, text, text, text) TO portal_sign_in;
