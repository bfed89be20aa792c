-- Nobody who serves can take away what later releases are judged by: parts of a release go with the release, and a published one stays.
REVOKE DELETE ON release_for_service, release_roll, release_population, workspace_group FROM portal_release;

-- Erasing takes what is not released: exact figures of an erased service, and moments that an erased case is part of.
CREATE POLICY own_service_goes ON release_for_service FOR DELETE TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT DELETE ON release_for_service TO portal_app;
