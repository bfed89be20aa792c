-- The secret under which a case is known where its reference must not stand: in the ledger of releases and on tombstones of erased cases.
-- It stays the same for ever, also in a restored backup; without it neither could recognise a case again. Made by the server's strong
-- random source (two random uuids hold 244 random bits).
CREATE TABLE case_key (
  only_one boolean NOT NULL DEFAULT true CONSTRAINT second_case_key CHECK (only_one),
  secret bytea NOT NULL CONSTRAINT case_key_not_256_bits CHECK (length(secret) = 32),
  CONSTRAINT case_key_twice PRIMARY KEY (only_one)
);
INSERT INTO case_key (secret) VALUES (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
GRANT SELECT ON case_key TO portal_app, portal_release;
