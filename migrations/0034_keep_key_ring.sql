-- The keys that protect cookies and forms, so that several nodes and a new one share them. Each stands here encrypted by a certificate that
-- only the nodes have; see docs/security.md, "Key ring".
CREATE TABLE key_ring (
  name text NOT NULL CONSTRAINT ring_key_name_blank CHECK (name <> ''),
  element text NOT NULL CONSTRAINT ring_key_in_the_clear CHECK (element NOT LIKE '%<masterKey%'),
  made_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT ring_key_twice PRIMARY KEY (name)
);
GRANT SELECT, INSERT (name, element) ON key_ring TO portal_sign_in;
