-- The one way into the audit log. It sets number, time and hash itself, so that what serves requests cannot date an entry, leave one out of
-- the chain, or write two under one number, whatever SQL it is made to run. The hash is the one of before (AuditEntry.Hash), so that a log
-- from before this migration goes on as the same chain.
CREATE FUNCTION append_audit(p_service_id int, p_person_id text, p_event text, p_period text, p_subject text, p_detail text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  place bigint;
  previous text;
  moment timestamptz;
  part text;
  whole text := '';
BEGIN
  -- Entries about the network anybody may write; about a service only the application, within its scope.
  IF p_service_id IS DISTINCT FROM 0 AND NOT coalesce(session_user = 'portal_app' AND p_service_id = ANY (
       string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[]), false) THEN
    RAISE insufficient_privilege USING MESSAGE = 'The entry is about a service outside the scope.';
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
REVOKE ALL ON FUNCTION append_audit(int, text, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit(int, text, text, text, text, text) TO portal_app, portal_release;

DROP POLICY own_service_or_network ON audit_entry;
DROP POLICY release_tells ON audit_entry;
CREATE POLICY appended ON audit_entry FOR INSERT TO portal_migrations WITH CHECK (true);
REVOKE INSERT ON audit_entry, audit_link FROM portal_app;
REVOKE ALL ON audit_entry, audit_link FROM portal_release;
