-- Moments of each service by the bands of the lattice, as the release job saw them: analysts compare subgroups and moderators from here, and
-- never from rows. Like the other moments, they are for the internal workspace only.
CREATE TABLE workspace_group (
  service_id int NOT NULL CONSTRAINT workspace_group_of_unknown_service REFERENCES service,
  release_id text NOT NULL CONSTRAINT workspace_group_of_unknown_release REFERENCES release ON DELETE CASCADE,
  window_from date NOT NULL,
  window_before date NOT NULL,
  measure text NOT NULL,
  subscale text NOT NULL,
  dimension text NOT NULL,
  code text NOT NULL,
  pairs int NOT NULL CONSTRAINT workspace_group_without_pairs CHECK (pairs > 0),
  first_mean double precision NOT NULL,
  last_mean double precision NOT NULL,
  first_m2 double precision NOT NULL,
  last_m2 double precision NOT NULL,
  co_moment double precision NOT NULL,
  change_m2 double precision NOT NULL,
  CONSTRAINT workspace_group_twice PRIMARY KEY (service_id, release_id, window_from, measure, subscale, dimension, code)
);
CREATE INDEX workspace_group_by_measure ON workspace_group (release_id, measure, subscale, window_from);
ALTER TABLE workspace_group ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace_group FORCE ROW LEVEL SECURITY;
CREATE POLICY network_reads ON workspace_group FOR SELECT TO portal_network USING (true);
CREATE POLICY release_keeps ON workspace_group TO portal_release USING (true) WITH CHECK (true);
-- Erasing a service takes its moments with it.
CREATE POLICY own_service_goes ON workspace_group FOR ALL TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
GRANT SELECT ON workspace_group TO portal_network;
GRANT SELECT, INSERT, DELETE ON workspace_group TO portal_release;
GRANT SELECT, DELETE ON workspace_group TO portal_app;
-- Which snapshots there are, without what they say.
CREATE POLICY frozen_ones ON release FOR SELECT TO portal_network USING (state IN ('DRAFT', 'PUBLISHED'));
GRANT SELECT (release_id, quarter, state, frozen_at) ON release TO portal_network;
