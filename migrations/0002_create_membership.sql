-- Who belongs to which service is kept here, not in sign-in claims: a person sees the rows of their own memberships only.
CREATE TABLE membership (
  service_id int NOT NULL CONSTRAINT membership_of_unknown_service REFERENCES service,
  person_id text NOT NULL CONSTRAINT person_id_blank CHECK (person_id <> ''),
  CONSTRAINT membership_twice PRIMARY KEY (service_id, person_id)
);
CREATE INDEX membership_by_person ON membership (person_id);

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY own_memberships ON membership FOR SELECT TO portal_app
  USING (person_id = NULLIF(current_setting('portal.person_id', true), ''));
CREATE POLICY registry_upkeep ON membership TO portal_migrations USING (true) WITH CHECK (true);
GRANT SELECT ON membership TO portal_app;
