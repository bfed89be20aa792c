-- A quarter takes extracts from its first day until the administrator closes it, never by itself. Quarters are the network's, not a
-- service's: like the registry, no row here belongs to anybody. A reopened quarter has no row; that it was closed once is in the audit log.
CREATE TABLE closed_quarter (
  period text NOT NULL CONSTRAINT closed_period_not_a_quarter CHECK (period ~ '^[0-9]{4}-Q[1-4]$'),
  closed_at timestamptz NOT NULL,
  closed_by text NOT NULL CONSTRAINT closed_by_nobody CHECK (closed_by <> ''),
  CONSTRAINT quarter_closed_twice PRIMARY KEY (period)
);

GRANT SELECT, INSERT, DELETE ON closed_quarter TO portal_app;
