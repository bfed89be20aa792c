-- A draft holds a file without the words that somebody wrote into it, so the hash of what was sent stands beside it: the receipt names it.
-- Drafts from before hold files as they were sent.
ALTER TABLE draft_file ADD COLUMN sha256 text CONSTRAINT draft_file_hash_not_256_bits CHECK (sha256 ~ '^[0-9a-f]{64}$');
