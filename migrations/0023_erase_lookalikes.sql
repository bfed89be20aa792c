-- A reference that differs only in capitals or in look-alike letters is the same case written by another hand. Tombstones from before this know
-- the reference as it was written alone: what it looked like cannot be told from the hash.
ALTER TABLE erasure ADD COLUMN seen_key text CONSTRAINT erased_seen_key_not_128_bits CHECK (seen_key IS NULL OR seen_key ~ '^[0-9a-f]{32}$' AND case_key IS NOT NULL);
