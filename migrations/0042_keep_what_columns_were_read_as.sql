-- A file may say something else than its bytes alone, once a service has its own columns and words: the fingerprint of what it said.
-- Empty where nothing of the kind had a part in it.
ALTER TABLE submission_file ADD COLUMN content_sha256 text
  CONSTRAINT content_not_sha256 CHECK (content_sha256 ~ '^[0-9a-f]{64}$');
-- scores.csv or risks.csv may be made from columns of another file.
ALTER TABLE submission_file ADD COLUMN made_from text
  CONSTRAINT made_from_no_sheet CHECK (made_from IN ('cases', 'risks', 'scores') AND made_from <> kind);
-- The version of the service's own columns and words that something was read by.
ALTER TABLE submission ADD COLUMN mapping_version integer CONSTRAINT submission_by_no_mapping CHECK (mapping_version > 0);
