-- What crosses services: computed once by the release job, protected, frozen, and from then on only served. A release that is published is
-- never changed or deleted by anybody who serves; corrections are new releases.
CREATE TABLE release (
  release_id text NOT NULL CONSTRAINT release_id_not_16_digits CHECK (release_id ~ '^[0-9a-f]{16}$'),
  quarter text NOT NULL CONSTRAINT release_quarter_not_a_quarter CHECK (quarter ~ '^[0-9]{4}-Q[1-4]$'),
  state text NOT NULL CONSTRAINT release_state_unknown CHECK (state IN ('RUNNING', 'FAILED', 'DRAFT', 'PUBLISHED')),
  note text NOT NULL,
  corrects text CONSTRAINT corrects_unknown_release REFERENCES release,
  started_at timestamptz NOT NULL,
  started_by text NOT NULL,
  -- A node that dies leaves a beat that grows old, and the release is given up.
  beat_at timestamptz NOT NULL,
  step text NOT NULL,
  steps_done int NOT NULL CONSTRAINT steps_done_negative CHECK (steps_done >= 0),
  steps_total int NOT NULL CONSTRAINT more_steps_done_than_there_are CHECK (steps_total >= steps_done),
  frozen_at timestamptz,
  content text,
  content_hash text CONSTRAINT release_hash_not_sha256 CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  -- Why each cell is withheld, and whose extracts are behind it: for those who make releases only.
  reasons text,
  submissions text,
  latest_before text CONSTRAINT latest_before_unknown_release REFERENCES release,
  published_at timestamptz,
  published_by text,
  CONSTRAINT release_twice PRIMARY KEY (release_id),
  CONSTRAINT frozen_without_content CHECK ((state IN ('DRAFT', 'PUBLISHED')) = (content IS NOT NULL AND content_hash IS NOT NULL AND reasons IS NOT NULL AND submissions IS NOT NULL AND frozen_at IS NOT NULL)),
  CONSTRAINT published_without_second_person CHECK ((state = 'PUBLISHED') = (published_at IS NOT NULL AND published_by IS NOT NULL AND published_by <> started_by))
);
CREATE UNIQUE INDEX two_releases_running ON release (state) WHERE state = 'RUNNING';
ALTER TABLE release ENABLE ROW LEVEL SECURITY;
ALTER TABLE release FORCE ROW LEVEL SECURITY;
CREATE POLICY published_only ON release FOR SELECT TO portal_app USING (state = 'PUBLISHED');
CREATE POLICY release_reads ON release FOR SELECT TO portal_release USING (true);
CREATE POLICY release_begins ON release FOR INSERT TO portal_release WITH CHECK (state = 'RUNNING');
CREATE POLICY published_never_changes ON release FOR UPDATE TO portal_release USING (state <> 'PUBLISHED') WITH CHECK (true);
CREATE POLICY published_never_goes ON release FOR DELETE TO portal_release USING (state <> 'PUBLISHED');
GRANT SELECT (release_id, quarter, state, note, corrects, frozen_at, content, content_hash, published_at) ON release TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON release TO portal_release;

-- What one service sees besides: the rest of the network without it, and its own figures as they were.
CREATE TABLE release_for_service (
  service_id int NOT NULL CONSTRAINT release_for_unknown_service REFERENCES service,
  release_id text NOT NULL CONSTRAINT service_part_of_unknown_release REFERENCES release ON DELETE CASCADE,
  content text NOT NULL,
  content_hash text NOT NULL CONSTRAINT service_part_hash_not_sha256 CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  own text NOT NULL,
  CONSTRAINT release_for_service_twice PRIMARY KEY (service_id, release_id)
);
CREATE INDEX release_for_service_by_release ON release_for_service (release_id);
ALTER TABLE release_for_service ENABLE ROW LEVEL SECURITY;
ALTER TABLE release_for_service FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON release_for_service FOR SELECT TO portal_app
  USING (service_id = ANY ((SELECT string_to_array(NULLIF(current_setting('portal.service_ids', true), ''), ',')::int[])::int[])
    AND EXISTS (SELECT FROM release r WHERE r.release_id = release_for_service.release_id AND r.state = 'PUBLISHED'));
CREATE POLICY release_keeps ON release_for_service TO portal_release USING (true) WITH CHECK (true);
GRANT SELECT ON release_for_service TO portal_app;
GRANT SELECT, INSERT, DELETE ON release_for_service TO portal_release;

-- The overlap ledger: which cases, by their keyed hashes, stand behind each population of which a release shows something. The roll holds
-- all cases of a release (id of the legal service, 4 bytes, and key, 16 bytes); members is one bit for each, in the order of the roll.
CREATE TABLE release_roll (
  release_id text NOT NULL CONSTRAINT roll_of_unknown_release REFERENCES release ON DELETE CASCADE,
  cases bytea NOT NULL CONSTRAINT roll_not_whole CHECK (length(cases) % 20 = 0),
  CONSTRAINT release_roll_twice PRIMARY KEY (release_id)
);
CREATE TABLE release_population (
  release_id text NOT NULL CONSTRAINT population_of_unknown_release REFERENCES release ON DELETE CASCADE,
  scope text NOT NULL,
  population text NOT NULL,
  window_from date NOT NULL,
  window_before date NOT NULL,
  members bytea NOT NULL,
  CONSTRAINT release_population_twice PRIMARY KEY (release_id, scope, population, window_from, window_before)
);
GRANT SELECT, INSERT, DELETE ON release_roll, release_population TO portal_release;

-- A release and the audit entry that tells of it are one transaction.
CREATE POLICY release_tells ON audit_entry FOR INSERT TO portal_release WITH CHECK (service_id = 0);
GRANT SELECT, INSERT ON audit_link TO portal_release;
GRANT INSERT ON audit_entry TO portal_release;
