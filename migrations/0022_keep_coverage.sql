-- What the sender said of a file: everything so far of its cases, or only what is new in the quarter. Whatever stands said everything.
ALTER TABLE submission_file ADD COLUMN coverage text NOT NULL DEFAULT 'ALL'
  CONSTRAINT coverage_unknown CHECK (coverage = 'ALL' OR coverage = 'QUARTER' AND kind IN ('risks', 'scores', 'contacts'));

-- The answers given so far for a draft, by file: {"contacts": "QUARTER"}.
ALTER TABLE draft ADD COLUMN coverage jsonb NOT NULL DEFAULT '{}';
GRANT UPDATE (coverage) ON draft TO portal_app;
