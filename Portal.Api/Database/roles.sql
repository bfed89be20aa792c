-- The six roles of the portal and what they may do in this database. Safe to run again; run it as an administrator of the server,
-- connected to the portal's database. PostgreSQL 15 or newer. The migrations grant each table by name.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['portal_migrations', 'portal_app', 'portal_network', 'portal_release', 'portal_sign_in',
    'portal_administration'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT', role_name);
    END IF;
  END LOOP;

  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT CONNECT ON DATABASE %I TO portal_migrations, portal_app, portal_network, portal_release, portal_sign_in, portal_administration',
    current_database()
  );
  -- An upload is staged in a temporary table.
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO portal_app', current_database());
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO portal_migrations;
GRANT USAGE ON SCHEMA public TO portal_app, portal_network, portal_release, portal_sign_in, portal_administration;

-- Last, because whoever made the database has rights on its schema only while owning it.
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I OWNER TO portal_migrations', current_database());
END
$$;
