-- The overlap ledger compares who is behind a cell; from here on also with which values. A fingerprint is 4 bytes of a keyed hash. A case
-- has one for each measure and kind of value, which all scopes, windows and bands share; members is one bit for each case of the roll, as
-- in release_population, and the fingerprints stand in the order of its bits.
CREATE TABLE release_value (
  release_id text NOT NULL CONSTRAINT value_of_unknown_release REFERENCES release ON DELETE CASCADE,
  kind text NOT NULL,
  -- A figure that was kept from an earlier release goes by earlier values, which may stand beside current ones of the same case.
  variant int NOT NULL CONSTRAINT variant_negative CHECK (variant >= 0),
  first_byte int NOT NULL CONSTRAINT values_before_the_roll CHECK (first_byte >= 0),
  members bytea NOT NULL,
  fingerprints bytea NOT NULL CONSTRAINT fingerprints_not_whole CHECK (length(fingerprints) % 4 = 0),
  CONSTRAINT release_value_twice PRIMARY KEY (release_id, kind, variant)
);
GRANT SELECT, INSERT ON release_value TO portal_release;

-- An erasure empties a fingerprint. Nothing else about it ever changes, whoever asks: an empty one may have changed, so it hides more.
GRANT UPDATE (fingerprints) ON release_value TO portal_release;
CREATE FUNCTION fingerprints_are_only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF length(NEW.fingerprints) <> length(OLD.fingerprints) OR EXISTS (
    SELECT FROM generate_series(1, length(OLD.fingerprints), 4) AS place
    WHERE substring(NEW.fingerprints FROM place FOR 4) NOT IN (substring(OLD.fingerprints FROM place FOR 4), '\x00000001'::bytea))
  THEN
    RAISE EXCEPTION 'a fingerprint can be emptied and nothing else' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER fingerprints_are_only_emptied BEFORE UPDATE ON release_value FOR EACH ROW EXECUTE FUNCTION fingerprints_are_only_emptied();

-- Which variant a population goes by: none for counts, where being there is all that a case contributes, and none in releases from before
-- this, whose values are unknown where their service has sent anything since.
ALTER TABLE release_population ADD COLUMN variant int;

-- What case mix says of a service is judged on its own from here on. In releases from before this it was shown with the pairs.
INSERT INTO release_population (release_id, scope, population, window_from, window_before, first_byte, members)
SELECT release_id, scope, replace(population, '|WITH_LAST_SCORE|NONE|', '|ADJUSTED_DIFFERENCE|NONE|'), window_from, window_before,
  first_byte, members
FROM release_population
WHERE scope = 'NETWORK' AND population LIKE 'OUTCOME|%|WITH\_LAST\_SCORE|NONE|';
