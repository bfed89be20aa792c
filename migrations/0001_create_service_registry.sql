-- Who sends extracts. A registry that every role reads and no service's rights depend on, so it has no row-level security;
-- everything else that carries service_id points here and has.
CREATE TABLE service (
  service_id int GENERATED ALWAYS AS IDENTITY,
  code text NOT NULL,
  name text NOT NULL,
  nation text NOT NULL,
  host text NOT NULL,
  opened date NOT NULL,
  CONSTRAINT service_key PRIMARY KEY (service_id),
  CONSTRAINT service_code_is_used_once UNIQUE (code),
  CONSTRAINT service_code_is_not_a_code CHECK (code ~ '^[A-Z][A-Z0-9_]{1,19}$'),
  CONSTRAINT service_name_is_blank CHECK (btrim(name) <> ''),
  CONSTRAINT service_nation_is_unknown CHECK (nation IN ('E', 'W', 'S', 'N')),
  CONSTRAINT service_host_is_unknown CHECK (host IN ('NHS', 'COUNCIL', 'CHARITY', 'MIXED'))
);

GRANT SELECT ON service TO portal_app, portal_network, portal_release;
