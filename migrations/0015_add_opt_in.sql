-- A service is part of figures that cross services for the calendar years for which its lead has said so, and for no others. Taking it back
-- deletes the row; that it was given once is in the audit log.
CREATE TABLE pooling_opt_in (
  service_id int NOT NULL CONSTRAINT opt_in_of_unknown_service REFERENCES service,
  year int NOT NULL CONSTRAINT opt_in_year_out_of_range CHECK (year BETWEEN 1900 AND 2199),
  given_at timestamptz NOT NULL,
  given_by text NOT NULL CONSTRAINT opt_in_given_by_nobody CHECK (given_by <> ''),
  CONSTRAINT opted_in_twice PRIMARY KEY (service_id, year)
);

ALTER TABLE pooling_opt_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE pooling_opt_in FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON pooling_opt_in TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[]));
CREATE POLICY network_reads ON pooling_opt_in FOR SELECT TO portal_network USING (true);
CREATE POLICY release_reads ON pooling_opt_in FOR SELECT TO portal_release USING (true);
CREATE POLICY registry_upkeep ON pooling_opt_in TO portal_migrations USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON pooling_opt_in TO portal_app;
-- Which services, but not by whom: that is between the service and the audit log.
GRANT SELECT (service_id, year) ON pooling_opt_in TO portal_network, portal_release;

-- The invented services of a sample network that was loaded before there was an opt-in; nobody else is opted in without being asked.
INSERT INTO pooling_opt_in (service_id, year, given_at, given_by)
SELECT service_id, year, now(), 'lead@' || lower(code) FROM service CROSS JOIN generate_series(2015, 2035) AS year WHERE EXISTS (SELECT FROM sample_load);

-- A service that is registered in parts counts as one contributor to pooled figures. A part belongs to a whole and a whole to nothing: the
-- generated columns let a foreign key say so of both rows, whichever of them changes.
ALTER TABLE service
  ADD COLUMN part_of int,
  ADD COLUMN is_whole boolean GENERATED ALWAYS AS (part_of IS NULL) STORED,
  ADD COLUMN belongs_to_whole boolean GENERATED ALWAYS AS (CASE WHEN part_of IS NULL THEN NULL ELSE true END) STORED,
  ADD CONSTRAINT service_part_of_itself CHECK (part_of <> service_id),
  ADD CONSTRAINT service_with_its_wholeness UNIQUE (service_id, is_whole),
  ADD CONSTRAINT service_part_of_a_part FOREIGN KEY (part_of, belongs_to_whole) REFERENCES service (service_id, is_whole);
