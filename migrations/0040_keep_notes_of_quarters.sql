-- What a team says happened in a quarter, drawn on its own charts over time. The words are about the service, never about a family.
CREATE TABLE quarter_note (
  service_id integer NOT NULL CONSTRAINT note_of_no_service REFERENCES service,
  note_id uuid NOT NULL,
  period text NOT NULL CONSTRAINT note_period_malformed CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
  words text NOT NULL CONSTRAINT note_words_blank CHECK (btrim(words) <> '' AND length(words) <= 80),
  written_at timestamptz NOT NULL,
  written_by text NOT NULL CONSTRAINT note_of_nobody CHECK (written_by <> ''),
  CONSTRAINT note_twice PRIMARY KEY (service_id, note_id)
);
ALTER TABLE quarter_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE quarter_note FORCE ROW LEVEL SECURITY;
CREATE POLICY own_service ON quarter_note USING (service_id = ANY ((SELECT scope_services())::int[]));
GRANT SELECT, INSERT, DELETE ON quarter_note TO portal_app;
