-- Analysts see the figures of a draft only when one of them has opened it, and from then on later releases are judged against it as
-- against a published one. It stays known when it is discarded: only its texts go.
ALTER TABLE release
  ADD COLUMN opened_at timestamptz,
  ADD COLUMN opened_by text,
  -- How many releases had been opened when this one was begun. When another has been opened since, it was judged without that one.
  ADD COLUMN opened_before int NOT NULL DEFAULT 0;

-- Everybody who makes releases could read the drafts there are.
ALTER TABLE release NO FORCE ROW LEVEL SECURITY;
UPDATE release SET opened_at = frozen_at, opened_by = started_by WHERE state = 'DRAFT';
ALTER TABLE release FORCE ROW LEVEL SECURITY;

ALTER TABLE release
  DROP CONSTRAINT release_state_unknown,
  ADD CONSTRAINT release_state_unknown CHECK (state IN ('RUNNING', 'FAILED', 'DRAFT', 'PUBLISHED', 'DISCARDED')),
  ADD CONSTRAINT opened_by_nobody CHECK ((opened_at IS NULL) = (opened_by IS NULL)),
  ADD CONSTRAINT discarded_without_being_seen CHECK (state <> 'DISCARDED' OR opened_at IS NOT NULL);

DROP POLICY published_never_goes ON release;
CREATE POLICY seen_ones_never_go ON release FOR DELETE TO portal_release USING (state <> 'PUBLISHED' AND opened_at IS NULL);
-- Nobody can take back that figures were seen.
CREATE FUNCTION seen_stays_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.opened_at IS NOT NULL AND (NEW.opened_at, NEW.opened_by) IS DISTINCT FROM (OLD.opened_at, OLD.opened_by) THEN
    RAISE EXCEPTION 'a draft that was opened stays opened' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER seen_stays_seen BEFORE UPDATE ON release FOR EACH ROW EXECUTE FUNCTION seen_stays_seen();

-- The texts and figures of a discarded draft go, and nobody can remove those of any other release.
DO $$
DECLARE part text;
BEGIN
  FOREACH part IN ARRAY ARRAY['release_for_service', 'service_report', 'workspace_group', 'workspace_part', 'workspace_profile'] LOOP
    EXECUTE format(
      'CREATE POLICY only_discarded_ones_go ON %1$I AS RESTRICTIVE FOR DELETE TO portal_release
         USING (EXISTS (SELECT FROM release r WHERE r.release_id = %1$I.release_id AND r.state = ''DISCARDED''))', part);
    EXECUTE format('GRANT DELETE ON %I TO portal_release', part);
  END LOOP;
END
$$;
