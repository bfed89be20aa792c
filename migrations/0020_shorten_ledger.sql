-- Cases of one service lie together in the roll, so most members of a service's own figures are bytes of zero: only those from the first to the
-- last case are kept. What was stored before begins at the first byte.
ALTER TABLE release_population ADD COLUMN first_byte int NOT NULL DEFAULT 0 CONSTRAINT members_before_the_roll CHECK (first_byte >= 0);
ALTER TABLE release_population ALTER COLUMN first_byte DROP DEFAULT;
