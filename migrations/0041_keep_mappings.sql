-- What a service calls its own columns and words. A saved mapping is never changed: the next version stands beside it.
CREATE TABLE service_mapping (
  service_id integer NOT NULL CONSTRAINT mapping_of_no_service REFERENCES service,
  version integer NOT NULL CONSTRAINT mapping_version_not_counted CHECK (version > 0),
  content jsonb NOT NULL CONSTRAINT mapping_not_an_object CHECK (jsonb_typeof(content) = 'object'),
  saved_at timestamptz NOT NULL,
  saved_by text NOT NULL CONSTRAINT mapping_of_nobody CHECK (saved_by <> ''),
  CONSTRAINT mapping_twice PRIMARY KEY (service_id, version)
);
ALTER TABLE service_mapping ENABLE ROW LEVEL SECURITY;
ALTER TABLE service_mapping FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON service_mapping USING (service_id = ANY ((SELECT scope_services())::int[]));
GRANT SELECT, INSERT, DELETE ON service_mapping TO portal_app;
