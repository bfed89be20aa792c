-- A file that is not sent again is carried forward: the new submission holds its rows, and names the submission in which it was sent.
ALTER TABLE submission_file ADD COLUMN carried_from uuid;
ALTER TABLE submission_file ADD CONSTRAINT carried_from_unknown_submission
  FOREIGN KEY (service_id, carried_from) REFERENCES submission (service_id, submission_id);

-- Files that stood and were taken out of the quarter on purpose. Without a name here nothing that stands goes away.
ALTER TABLE submission ADD COLUMN removed text[] NOT NULL DEFAULT '{}'
  CONSTRAINT removed_kind_unknown CHECK (removed <@ ARRAY['risks', 'scores', 'contacts', 'feedback', 'activity']);
ALTER TABLE draft ADD COLUMN removed text[] NOT NULL DEFAULT '{}'
  CONSTRAINT draft_removed_kind_unknown CHECK (removed <@ ARRAY['risks', 'scores', 'contacts', 'feedback', 'activity']);
GRANT UPDATE (removed) ON draft TO portal_app;
