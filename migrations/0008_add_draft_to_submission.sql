-- Which draft a submission came from: whoever sends a draft again, because the answer was lost, gets the receipt instead of a 404.
ALTER TABLE submission ADD COLUMN draft_id text;
CREATE UNIQUE INDEX draft_submitted_twice ON submission (service_id, draft_id) WHERE draft_id IS NOT NULL;
